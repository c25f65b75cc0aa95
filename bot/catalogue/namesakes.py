"""Names that two records of one type share, so that neither is found for sure."""

from collections.abc import Iterator

from bot.domain.entries import Event, Person, Place, Topic
from bot.domain.errors import Fault

from .draft import Draft, Spot, Written
from .reading import line_of
from .records import Problem, Step

_Named = Event | Person | Topic | Place
_Path = tuple[Step, ...]
_Spot = tuple[Spot, _Path]


def shared(draft: Draft) -> Iterator[Fault]:
    """Yield each name or alias that another record of the type has; for two titles or places, a warning.

    Events may share a title, since their dates tell them apart; nothing tells two aliases apart.
    Places of one name there are many, but one that was written twice is more likely.
    """
    for written in (draft.events, draft.people, draft.topics, draft.places):
        seen: dict[str, _Spot] = {}
        for each in written.values():
            yield from _of(each, seen)


def _of(
    written: Written[Event] | Written[Person] | Written[Topic] | Written[Place],
    seen: dict[str, _Spot],
) -> Iterator[Fault]:
    spot = written.spot
    for path, name in _names(written.record):
        first, at = seen.setdefault(name.casefold(), (spot, path))
        if first is not spot:
            by_date = path == at == ("title",) and isinstance(written.record, Event)
            warning = by_date or isinstance(written.record, Place)
            sentence = _told_twice(name, (first, at), (spot, path))
            yield spot.fault(Problem(path=path, sentence=sentence, warning=warning))
        elif at != path and not isinstance(written.record, Place):  # whose spellings are shown
            sentence = f"`{name}` is a name of this entry already: delete one."
            yield spot.fault(Problem(path=path, sentence=sentence, warning=True))


def _told_twice(name: str, first: _Spot, later: _Spot) -> str:
    """Name the first place, and where they are in two files, of which either may be new, both."""
    if first[0].file == later[0].file:
        return f"`{name}` is also a name of {_where(*first)}: tell the two apart."
    return f"`{name}` is a name of both {_where(*first)} and {_where(*later)}: tell the two apart."


def _where(spot: Spot, path: _Path) -> str:
    return f"{spot.name} in {spot.file}:{line_of(spot.lines, path)}"


def _names(record: _Named) -> Iterator[tuple[_Path, str]]:
    if isinstance(record, Place):
        yield ("name",), record.name
        for at, name in enumerate(record.names):
            yield ("names", at), name
        return
    if isinstance(record, Person):
        yield ("name",), record.name
        if record.native_name:
            yield ("native_name",), record.native_name
    else:
        yield ("title",), record.title
    for at, alias in enumerate(record.aliases):
        yield ("aliases", at), alias
