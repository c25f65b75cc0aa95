"""Dates that must agree: an event with its file, and with the lives of its people."""

from collections.abc import Iterator
from pathlib import PurePath

from bot.domain.anniversaries import anniversaries
from bot.domain.entries import Event
from bot.domain.errors import Fault

from .draft import Draft, Written
from .files import MONTH_FILES, UNDATED
from .records import Problem

_FILE_OF_MONTH = {month: name for name, month in MONTH_FILES.items()}


def misplaced(draft: Draft) -> Iterator[Fault]:
    """Yield each event that stands in the file of another month, or is dated and should not be."""
    for written in draft.events.values():
        home = home_of(written.record)
        if not written.spot.file.endswith(home):
            yield _elsewhere(written, home)


def unborn(draft: Draft) -> Iterator[Fault]:
    """Yield a warning for each event that someone takes part in before they were born."""
    births = {
        id_: first
        for id_, person in draft.people.items()
        if person.record.born is not None and (first := person.record.born.first) is not None
    }
    for written in draft.events.values():
        event = written.record
        last = event.date.last if event.people else None
        if last is None:
            continue
        for at, id_ in enumerate(event.people):
            if births.get(id_, last) > last:
                yield written.spot.fault(born_after(event, at))


def home_of(event: Event) -> str:
    """Give the name of the file that an event belongs in."""
    days = anniversaries(event)
    return _FILE_OF_MONTH[days[0].month] if days else UNDATED


def born_after(event: Event, at: int) -> Problem:
    """Say that the person at this place of an event's list was not born yet."""
    sentence = f"`{event.people[at]}` was born after {event.date}: is it someone else?"
    return Problem(path=("people", at), sentence=sentence, warning=True)


def _elsewhere(written: Written[Event], home: str) -> Fault:
    here, date = PurePath(written.spot.file).name, written.record.date
    if home == UNDATED:
        why = f"The day of {date} is not known for sure, so it has no anniversary"
    else:
        why = f"{date} has its anniversary in another file than {here}"
    return written.spot.fault(Problem(path=("date",), sentence=f"{why}: move it to {home}."))
