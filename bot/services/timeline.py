"""Events in the order in which they happened, of a topic or person, between two dates."""

import itertools
from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue, bounds
from bot.domain.dates import Point
from bot.domain.entries import Entry, Event
from bot.domain.errors import MemberError
from bot.domain.typed import parse_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a timeline covers: an entry's events, from and to a day number; None leaves it open."""

    about: str = ""
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A timeline: what it covers and its events."""

    span: Span
    about: Entry | None
    events: tuple[Event, ...]


class Timeline:
    """Answers in chronological order."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        points = (event.date.start for event in catalogue.timeline)
        years = (point.year for point in points if isinstance(point, Point) and point.year > 0)
        self._years = tuple(dict.fromkeys(years))

    def complete(self, text: str) -> list[str]:
        """At most 25 years that have events and begin with what is typed."""
        typed = text.strip()
        years = (str(year) for year in self._years if str(year).startswith(typed))
        return list(itertools.islice(years, 25))

    def read(self, about: Entry | None, first: str, last: str) -> Span:
        """Give the span that a member typed; raises DateError, or MemberError when it ends before it begins."""
        span = Span(
            about=about.key if about else "",
            first=parse_bound(first, end=False) if first.strip() else None,
            last=parse_bound(last, end=True) if last.strip() else None,
        )
        if span.first is not None and span.last is not None and span.last < span.first:
            raise MemberError(f"“{last}” is before “{first}”. Put the earlier date in “from”.")
        return span

    def line(self, span: Span) -> Line:
        """Give the events that touch the span; raises MemberError when there are none."""
        catalogue = self._catalogue
        about = catalogue.entries.get(span.about)
        events = catalogue.events_of.get(span.about, ()) if span.about else catalogue.timeline
        inside = tuple(event for event in events if _touches(event, span))
        if not inside:
            raise MemberError(
                "I know no event there. Widen the dates, or ask for another topic or person."
            )
        return Line(span=span, about=about, events=inside)


def _touches(event: Event, span: Span) -> bool:
    first, last = bounds(event.date)
    return (span.last is None or first <= span.last) and (span.first is None or last >= span.first)
