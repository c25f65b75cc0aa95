"""A mapping with some of its records changed, added or gone, and no copy of all the others."""

from collections.abc import Callable, Collection, Iterator, Mapping, ValuesView
from typing import TypeVar

from typing_extensions import override

Made_co = TypeVar("Made_co", covariant=True)


class OverlaidMapping(Mapping[str, Made_co]):
    """What a base holds, in its order, then what is new; what is changed keeps its place."""

    __slots__ = ("_base", "_gone", "_length", "_own", "_shown")

    def __init__(
        self,
        base: Mapping[str, Made_co],
        own: Mapping[str, Made_co],
        gone: Collection[str],
        shown: Callable[[Made_co], Made_co] | None = None,
    ) -> None:
        """Take what is put over the base, what is taken away, and how to show the base's own."""
        self._base = base
        self._own = own
        self._gone = frozenset(gone).difference(own)
        self._shown = shown
        added = sum(key not in base for key in own)
        self._length = len(base) + added - sum(key in base for key in self._gone)

    @override
    def __getitem__(self, key: str) -> Made_co:
        if key in self._own:
            return self._own[key]
        if key in self._gone:
            raise KeyError(key)
        record = self._base[key]
        return self._shown(record) if self._shown else record

    @override
    def __contains__(self, key: object) -> bool:
        return key in self._own or (key in self._base and key not in self._gone)

    @override
    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._base if key not in self._gone)
        yield from (key for key in self._own if key not in self._base)

    @override
    def __len__(self) -> int:
        return self._length

    @override
    def values(self) -> ValuesView[Made_co]:
        return _Values(self)

    def records(self) -> Iterator[Made_co]:
        """Yield what `values` holds; a base has far too many to look each up by its key."""
        own, gone, shown = self._own, self._gone, self._shown
        for key, record in self._base.items():
            if key in own:
                yield own[key]
            elif key not in gone:
                yield shown(record) if shown else record
        yield from (record for key, record in own.items() if key not in self._base)


class _Values(ValuesView[Made_co]):
    _mapping: OverlaidMapping[Made_co]

    @override
    def __iter__(self) -> Iterator[Made_co]:
        return self._mapping.records()
