"""What one record must hold true by itself, beyond the shape of its fields."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from bot.domain.dates import Edge, Historical, Point, from_julian
from bot.domain.entries import Event, Pack, Person, Place, Source, Topic

from .records import Problem

AnyRecord: TypeAlias = Event | Person | Topic | Place | Source | Pack

_LONGEST_LIFE = 120 * 366  # days
_LATEST_YEAR = 2100  # history ends long before; what is later has a digit too many or a wrong one
_MOST_SENTENCES = 3
_SENTENCE_END = re.compile(
    r"[a-z0-9%)\u2019\"\u201d]{2}[.!?](?= [A-Z\u201c]|$|\n)"
)  # an initial ends none
_DATES: dict[type, tuple[str, ...]] = {
    Event: ("date",),
    Person: ("born", "died"),
    Topic: ("period",),
}
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
    for field in _DATES.get(type(record), ()):
        date: Historical | None = getattr(record, field)
        if date is not None and (_is_late(date.start) or _is_late(date.end)):
            sentence = f"{date} lies in the far future: is a digit wrong?"
            yield Problem(path=(field,), sentence=sentence, warning=True)
    match record:
        case Event():
            yield from _event(record)
        case Person():
            yield from _life(record)
        case Topic() if record.id in record.related:
            at = record.related.index(record.id)
            yield Problem(
                path=("related", at), sentence="A topic is not related to itself: delete it."
            )
        case _:
            pass


def _is_late(end: Point | Edge | None) -> bool:
    return type(end) is Point and end.year > _LATEST_YEAR


def _event(event: Event) -> Iterator[Problem]:
    if event.old_style is not None:
        yield from _old_style(event.date, event.old_style, "date", "old_style")
    text = event.text
    marks = text.count(".") + text.count("!") + text.count("?")
    if marks > _MOST_SENTENCES and (found := len(_SENTENCE_END.findall(text))) > _MOST_SENTENCES:
        sentence = f"The text has {found} sentences: an event is told in one to three."
        yield Problem(path=("text",), sentence=sentence, warning=True)


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
