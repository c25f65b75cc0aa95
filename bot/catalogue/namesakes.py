"""Names that two records of one type share, so that neither is found for sure."""

from collections.abc import Iterator

from bot.domain.entries import Event, Person, Place, Topic
from bot.domain.errors import Fault

from .draft import Draft, Spot, Written
from .reading import line_of
from .records import Problem, Step

Named = Event | Person | Topic | Place
Path = tuple[Step, ...]
_Spot = tuple[Spot, Path]


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
    for path, name in names_of(written.record):
        first, at = seen.setdefault(name.casefold(), (spot, path))
        if first is not spot:
            sentence = _told_twice(name, (first, at), (spot, path))
            warning = is_told_apart(written.record, path, at)
            yield spot.fault(Problem(path=path, sentence=sentence, warning=warning))
        elif at != path and not isinstance(written.record, Place):  # whose spellings are shown
            yield spot.fault(named_twice(path, name))


def is_told_apart(record: Named, path: Path, other: Path) -> bool:
    """Whether two records may share the names at these paths: events by their dates, and places."""
    by_date = path == other == ("title",) and isinstance(record, Event)
    return by_date or isinstance(record, Place)


def named_twice(path: Path, name: str) -> Problem:
    """Say that a record has a name already."""
    sentence = f"`{name}` is a name of this entry already: delete one."
    return Problem(path=path, sentence=sentence, warning=True)


def named_elsewhere(name: str, where: str) -> str:
    """Say which other record has a name."""
    return f"`{name}` is also a name of {where}: tell the two apart."


def _told_twice(name: str, first: _Spot, later: _Spot) -> str:
    """Name the first place, and where they are in two files, of which either may be new, both."""
    if first[0].file == later[0].file:
        return named_elsewhere(name, _where(*first))
    return f"`{name}` is a name of both {_where(*first)} and {_where(*later)}: tell the two apart."


def _where(spot: Spot, path: Path) -> str:
    return f"{spot.name} in {spot.file}:{line_of(spot.lines, path)}"


def names_of(record: Named) -> Iterator[tuple[Path, str]]:
    """Yield each name of a record, and the path that leads to it."""
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
