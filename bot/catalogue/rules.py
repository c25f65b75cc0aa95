"""What one record must hold true by itself, beyond the shape of its fields."""

from collections.abc import Iterator
from typing import TypeAlias

from bot.domain.dates import Historical, Point, from_julian
from bot.domain.entries import Event, Pack, Person, Place, Source, Topic

from .records import Problem

AnyRecord: TypeAlias = Event | Person | Topic | Place | Source | Pack

_LONGEST_LIFE = 120 * 366  # days
_LISTS: dict[type, tuple[str, ...]] = {
    Event: ("topics", "people", "places", "aliases", "sensitive"),
    Person: ("topics", "aliases", "sensitive"),
    Topic: ("people", "places", "related", "aliases", "sensitive"),
    Place: ("names",),
}


def problems(record: AnyRecord) -> Iterator[Problem]:
    """Yield what is wrong within one record."""
    for field in _LISTS.get(type(record), ()):
        items: tuple[str, ...] = getattr(record, field)
        if len(items) > 1 and len(set(items)) < len(items):
            yield from _repeated(field, items)
    match record:
        case Event(old_style=Point() as day):
            yield from _old_style(record.date, day, "date", "old_style")
        case Person():
            yield from _life(record)
        case Topic() if record.id in record.related:
            at = record.related.index(record.id)
            yield Problem(
                path=("related", at), sentence="A topic is not related to itself: delete it."
            )
        case _:
            pass


def _repeated(field: str, items: tuple[str, ...]) -> Iterator[Problem]:
    for at, item in enumerate(items):
        if item in items[:at]:
            yield Problem(path=(field, at), sentence=f"`{item}` is listed twice: delete one.")


def _life(person: Person) -> Iterator[Problem]:
    if person.born_old_style is not None:
        yield from _old_style(person.born, person.born_old_style, "born", "born_old_style")
    if person.died_old_style is not None:
        yield from _old_style(person.died, person.died_old_style, "died", "died_old_style")
    if person.born is None or person.died is None:
        return
    first, last = person.born.first, person.died.last
    if first is None or last is None:
        return
    if last < first:
        sentence = f"{person.died} lies before the birth, {person.born}: mend one of the two."
        yield Problem(path=("died",), sentence=sentence)
    elif last - first > _LONGEST_LIFE:
        sentence = f"A life from {person.born} to {person.died} is very long: is a digit wrong?"
        yield Problem(path=("died",), sentence=sentence, warning=True)


def _old_style(date: Historical | None, day: Point, new: str, old: str) -> Iterator[Problem]:
    start = None if date is None else date.start
    if not isinstance(start, Point) or not start.is_day:
        sentence = f"An Old Style day goes with a `{new}` that is known to the day: delete it."
        yield Problem(path=(old,), sentence=sentence)
        return
    expected = from_julian(day)
    if (start.year, start.month, start.day) != (expected.year, expected.month, expected.day):
        sentence = f"{day} Old Style is {expected} New Style, not {start}: mend one of the two."
        yield Problem(path=(old,), sentence=sentence)
