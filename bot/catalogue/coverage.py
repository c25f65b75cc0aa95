"""What a pack covers and what it lacks: counts, empty days, entries that nothing leads to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from bot.domain.anniversaries import anniversaries
from bot.domain.days import MONTHS, days_in_month
from bot.domain.entries import Contents, Entry, SourceKind
from bot.domain.words import join, plural

Day = tuple[int, int]

_INDENT = "    "
_MOST_SOURCES = 10
_WEAK = frozenset({SourceKind.WEBSITE, SourceKind.FILM})
_LEAP_YEAR = 2000
_DAYS: tuple[Day, ...] = tuple(
    (month, day)
    for month in range(1, len(MONTHS) + 1)
    for day in range(1, days_in_month(_LEAP_YEAR, month) + 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The figures of a pack; a day is a month and a day of the 366."""

    counts: Mapping[str, int]
    undated: int
    sensitive: int
    disputed: int
    in_month: tuple[int, ...]
    empty_days: tuple[Day, ...]
    life_days: tuple[Day, ...]
    single_days: tuple[Day, ...]
    lone_entries: tuple[str, ...]
    unsourced_entries: tuple[str, ...]
    web_entries: tuple[str, ...]
    undisputed_topics: tuple[str, ...]
    citations: Mapping[str, int]
    located: int

    @classmethod
    def of(cls, contents: Contents) -> Self:
        """Take the measure of a pack."""
        entries = tuple(_entries(contents))
        found = [each for entry in entries for each in anniversaries(entry)]
        per_day = Counter((each.month, each.day) for each in found)
        with_events = {(each.month, each.day) for each in found if not each.is_of_life}
        per_month = Counter(each.month for each in found)
        cited = [citation for entry in entries for citation in entry.sources]
        citations = Counter(citation.source for citation in cited)
        return cls(
            counts={
                "event": len(contents.events),
                "person": len(contents.people),
                "topic": len(contents.topics),
                "place": len(contents.places),
                "source": len(contents.sources),
            },
            undated=sum(not anniversaries(event) for event in contents.events.values()),
            sensitive=sum(bool(entry.sensitive) for entry in entries),
            disputed=sum(bool(entry.dispute) for entry in entries),
            in_month=tuple(per_month[month] for month in range(1, len(MONTHS) + 1)),
            empty_days=tuple(day for day in _DAYS if not per_day[day]),
            life_days=tuple(day for day in _DAYS if per_day[day] and day not in with_events),
            single_days=tuple(day for day in _DAYS if per_day[day] == 1),
            lone_entries=tuple(_lone(contents)),
            unsourced_entries=tuple(entry.key for entry in entries if not entry.sources),
            web_entries=tuple(each.key for each in entries if _rests_on_the_web(each, contents)),
            undisputed_topics=tuple(
                each.id for each in contents.topics.values() if not each.dispute
            ),
            citations={source: citations[source] for source in contents.sources},
            located=sum(bool(citation.at) for citation in cited),
        )

    def summary(self) -> str:
        """Count in one line what a pack should have none of."""
        empty = plural(len(self.empty_days), "empty day")
        orphans = plural(len(self.lone_entries), "orphan")
        return f"{empty}, {len(self.unsourced_entries):,} unsourced, {orphans}"

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line."""
        plurals = {"person": "people"}
        counted = (plural(n, noun, plurals.get(noun, "")) for noun, n in self.counts.items())
        yield f"The pack holds {join(list(counted))}."
        yield f"Without an anniversary: {plural(self.undated, 'event')}."
        yield f"Sensitive: {self.sensitive:,}. Disputed: {self.disputed:,}."
        yield from self._days()
        yield from _ids("Entries that nothing leads to", self.lone_entries)
        yield from _ids("Entries without a source", self.unsourced_entries)
        yield from _ids("Entries that rest on web pages or films alone", self.web_entries)
        yield from _ids("Topics that tell of no dispute", self.undisputed_topics)
        yield from self._sources()

    def _days(self) -> Iterator[str]:
        months = zip(MONTHS, self.in_month, strict=True)
        yield f"Anniversaries: {', '.join(f'{name} {count:,}' for name, count in months)}."
        yield f"Days with nothing: {len(self.empty_days)} of {len(_DAYS)}."
        yield from _by_month(self.empty_days)
        yield f"Days with births and deaths alone: {len(self.life_days)}."
        yield from _by_month(self.life_days)
        several = len(_DAYS) - len(self.empty_days) - len(self.single_days)
        yield f"Days with one anniversary: {len(self.single_days)}; with two or more: {several}."

    def _sources(self) -> Iterator[str]:
        yield from _ids(
            "Sources that nothing cites", [i for i, n in self.citations.items() if not n]
        )
        total = sum(self.citations.values())
        yield f"Citations: {total:,}, of which {self.located:,} say where in the source."
        used = [item for item in self.citations.items() if item[1]]
        used.sort(key=lambda item: (-item[1], item[0]))
        most = ", ".join(f"{id_} {uses:,}" for id_, uses in used[:_MOST_SOURCES])
        more = len(used) - _MOST_SOURCES
        yield _INDENT + most + (f" and {more:,} more" if more > 0 else "")


def _entries(contents: Contents) -> Iterator[Entry]:
    yield from contents.events.values()
    yield from contents.people.values()
    yield from contents.topics.values()


def _rests_on_the_web(entry: Entry, contents: Contents) -> bool:
    return {contents.sources[each.source].kind for each in entry.sources} <= _WEAK


def _lone(contents: Contents) -> Iterator[str]:
    """Yield the keys of events on no card but their own, and of people and topics unnamed."""
    events, people = contents.events.values(), contents.people.values()
    topics = contents.topics.values()
    named_people = {id_ for each in events for id_ in each.people}
    named_people.update(id_ for each in topics for id_ in each.people)
    named_topics = {id_ for each in events for id_ in each.topics}
    named_topics.update(id_ for each in people for id_ in each.topics)
    named_topics.update(id_ for each in topics for id_ in each.related)
    yield from (each.key for each in events if not each.topics and not each.people)
    yield from (each.key for each in people if each.id not in named_people)
    yield from (each.key for each in topics if each.id not in named_topics)


def _ids(title: str, ids: Sequence[str]) -> Iterator[str]:
    yield f"{title}: {len(ids):,}."
    if ids:
        yield _INDENT + ", ".join(ids)


def _by_month(days: Sequence[Day]) -> Iterator[str]:
    """Yield a line such as "January 2, 5-9" for each month that has any of the days."""
    for month, of_month in groupby(days, key=lambda each: each[0]):
        numbers = [day for _, day in of_month]
        runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
        spans = [[number for _, number in run] for _, run in runs]
        written = (f"{s[0]}" if len(s) == 1 else f"{s[0]}-{s[-1]}" for s in spans)
        yield f"{_INDENT}{MONTHS[month - 1]} {', '.join(written)}"
