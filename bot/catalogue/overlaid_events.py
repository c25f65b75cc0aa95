"""Events in order of time, with some of them added or gone, and no copy of all the others."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import overload

from typing_extensions import override

from bot.domain.entries import Event

from .catalogue import chronological

Shown = Callable[[Event], Event]


class OverlaidTimeline(Sequence[Event]):
    """The events of a base and own ones between them, without some of the base's that are gone."""

    def __init__(
        self,
        base: Sequence[Event],
        own: Collection[Event],
        gone: Collection[Event],
        shown: Shown | None,
    ) -> None:
        """Take the base in order of time, the others in any, and how to show the base's."""
        self._base = base
        self._own = own
        self._gone = gone
        self._shown = shown

    @override
    def __iter__(self) -> Iterator[Event]:
        base, start = tuple(self._base), 0  # which is no copy where it is a tuple
        for place, event in self._cuts:
            yield from self._as_shown(base[start:place])
            start = place
            if event is None:
                start += 1
            else:
                yield event
        yield from self._as_shown(base[start:])

    @override
    def __len__(self) -> int:
        return len(self._base) + len(self._own) - len(self._gone)

    @overload
    def __getitem__(self, index: int) -> Event: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Event]: ...

    @override
    def __getitem__(self, index: int | slice) -> Event | Sequence[Event]:
        return tuple(self)[index]

    @cached_property
    def _cuts(self) -> list[tuple[int, Event | None]]:
        """Where in the base an own event comes in or, without one, where the base's goes."""
        base = tuple(self._base)

        def place(event: Event) -> int:
            return bisect_left(base, chronological(event), key=chronological)

        cuts: list[tuple[int, Event | None]] = [
            (place(event), event) for event in sorted(self._own, key=chronological)
        ]
        cuts += ((place(event), None) for event in self._gone)
        return sorted(cuts, key=lambda cut: (cut[0], cut[1] is None))

    def _as_shown(self, events: Iterable[Event]) -> Iterable[Event]:
        return map(self._shown, events) if self._shown else events


class OverlaidEventsOf(Mapping[str, tuple[Event, ...]]):
    """The events of each topic and person, by key; none has a key without events."""

    def __init__(
        self,
        base: Mapping[str, tuple[Event, ...]],
        own: Iterable[Event],
        gone: Iterable[Event],
        hidden: Collection[str],
        shown: Shown | None,
    ) -> None:
        """Take what a timeline does, and the keys of topics and people that are hidden."""
        self._base = base
        self._own = _by_key(own)
        self._gone = _by_key(gone)
        self._hidden = hidden
        self._shown = shown

    @override
    def __getitem__(self, key: str) -> tuple[Event, ...]:
        if key in self._hidden:
            raise KeyError(key)
        own, gone = self._own.get(key, ()), self._gone.get(key, ())
        if not (own or gone or self._shown):
            return self._base[key]
        found = tuple(OverlaidTimeline(self._base.get(key, ()), own, gone, self._shown))
        if not found:
            raise KeyError(key)
        return found

    @override
    def __iter__(self) -> Iterator[str]:
        keys = chain(self._base, (key for key in self._own if key not in self._base))
        return (key for key in keys if key in self)

    @override
    def __len__(self) -> int:
        return sum(1 for _ in self)


def _by_key(events: Iterable[Event]) -> dict[str, list[Event]]:
    """File events by the keys of the topics and people that they name."""
    found: dict[str, list[Event]] = {}
    for event in events:
        for key in dict.fromkeys((*map(_topic, event.topics), *map(_person, event.people))):
            found.setdefault(key, []).append(event)
    return found


def _topic(id_: str) -> str:
    return f"topic:{id_}"


def _person(id_: str) -> str:
    return f"person:{id_}"
