"""What a moderator wishes for a daily post, as typed, made into a plan that fits its channel."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.folding import fold
from bot.domain.calendar import LeapDay
from bot.domain.entries import Kind, Sensitive, Topic
from bot.domain.errors import MemberError, NotFoundError
from bot.domain.feeds import MOST_GRACE, Filters, OnEmpty, Plan, Style, Target
from bot.domain.ports import Clock
from bot.domain.typed.clocktime import complete_clock, parse_clock
from bot.domain.typed.lengths import parse_length
from bot.domain.typed.weekdays import parse_weekdays
from bot.domain.words import join, truncate
from bot.services.lookup import Lookup

from .zones import ZoneChoice, Zones

MOST_TOPICS = 25
MOST_TAGS = 5
"""Of one post in a forum; Discord's limit."""
ALL_TOPICS = "all"
_NO_TOPICS = "none"
_MOST_MEANT = 5
_LEAST_GRACE = dt.timedelta(minutes=5)
_MOST_PIECES = 8  # of a title between its commas
_WITH_MESSAGES = frozenset({Target.TEXT, Target.ANNOUNCEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel as a plan must know it."""

    id: int
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a moderator gave; what is None or empty stays as it is.

    `time`, `zone`, `weekdays`, `topics` and `grace` are as typed.
    """

    time: str = ""
    zone: str = ""
    weekdays: str = ""
    topics: str = ""
    kinds: tuple[Kind, ...] | None = None
    importance: int | None = None
    without: tuple[Sensitive, ...] | None = None
    style: Style | None = None
    silent: bool | None = None
    publish: bool | None = None
    pin: bool | None = None
    thread: bool | None = None
    tags: tuple[int, ...] | None = None
    leap_day: LeapDay | None = None
    grace: str = ""
    on_empty: OnEmpty | None = None


class Planner:
    """Reads wishes; every error is a MemberError whose sentence says what to type instead.

    `zones` reads the time zones of the world when they are first wanted.
    """

    def __init__(
        self, catalogue: Catalogue, lookup: Lookup, zones: Callable[[], Zones], clock: Clock
    ) -> None:
        self._catalogue = catalogue
        self._lookup = lookup
        self._zones = zones
        self._clock = clock

    def plan(self, channel: Channel, wishes: Wishes) -> Plan:
        """Give the plan of a new daily post; its time and zone must be among the wishes."""
        at, zone = parse_clock(wishes.time), self._zones().find(wishes.zone)
        plan = Plan(channel=channel.id, target=channel.target, at=at, zone=zone)
        return self.changed(plan, wishes)

    def changed(self, plan: Plan, wishes: Wishes, channel: Channel | None = None) -> Plan:
        """Give the plan with what is wished, moved to a channel if one is given.

        What that kind of channel cannot have is dropped.
        """
        moved = plan if channel is None else _moved(plan, channel)
        _refuse_unfit(moved.target, wishes)
        given: dict[str, Any] = {
            "at": parse_clock(wishes.time) if wishes.time else None,
            "zone": self._zones().find(wishes.zone) if wishes.zone else None,
            "weekdays": parse_weekdays(wishes.weekdays) if wishes.weekdays else None,
            "grace": _grace(wishes.grace) if wishes.grace else None,
            **{name: getattr(wishes, name) for name in _AS_THEY_ARE},
        }
        filters = self._filters(moved.filters, wishes)
        return replace(moved, filters=filters, **_given(given))

    def complete_zone(self, text: str) -> list[ZoneChoice]:
        """At most 25 time zones for a half-typed city, country or zone."""
        return self._zones().complete(text, self._clock.now())

    def complete_time(self, text: str) -> list[dt.time]:
        """At most 25 times of day for a half-typed one."""
        return complete_clock(text)

    def complete_topics(self, text: str) -> list[tuple[str, Topic]]:
        """Give what a half-typed list of topics may become: the part that stands, and one topic more.

        Titles have commas of their own, so that the last comma may part two topics or be of a title.
        """
        found: list[tuple[str, Topic]] = []
        for start in dict.fromkeys((text.rfind(";") + 1, text.rfind(",") + 1)):
            if start == 0 or self._are_topics(text[: start - 1]):
                named = self._lookup.complete(text[start:].strip(), ("topic",))
                found += [(text[:start], each) for each in named if isinstance(each, Topic)]
        return found

    def topics(self, ids: Sequence[str]) -> tuple[Topic, ...]:
        """Give the topics of these ids, without those that are gone from the content."""
        found = self._lookup.entries([f"topic:{id_}" for id_ in ids])
        return tuple(each for each in found if isinstance(each, Topic))

    def _filters(self, filters: Filters, wishes: Wishes) -> Filters:
        given = {
            "topics": self._topic_ids(wishes.topics) if wishes.topics else None,
            "kinds": wishes.kinds,
            "importance": wishes.importance,
            "without": wishes.without,
        }
        return replace(filters, **_given(given))

    def _topic_ids(self, text: str) -> tuple[str, ...]:
        if text.strip().casefold() == ALL_TOPICS:
            return ()
        if text.strip().casefold() == _NO_TOPICS:
            raise MemberError(
                f"Without topics there is nothing to post. Type “{ALL_TOPICS}” for all."
            )
        titles = self._titles()
        named = (each for part in text.split(";") for each in self._named(part.split(","), titles))
        found = list(islice(named, MOST_TOPICS + 1))
        if not 0 < len(found) <= MOST_TOPICS:
            raise MemberError(
                f"Name 1 to {MOST_TOPICS} topics with semicolons between, or “{ALL_TOPICS}”."
            )
        return tuple(dict.fromkeys(topic.id for topic in found))

    def _named(self, pieces: Sequence[str], titles: Mapping[str, Topic]) -> Iterator[Topic]:
        """Yield the topics in what stands between commas, which titles have too: the longest first."""
        start = 0
        while start < len(pieces):
            ends = range(min(start + _MOST_PIECES, len(pieces)), start + 1, -1)
            wholes = ((end, titles.get(fold(",".join(pieces[start:end])))) for end in ends)
            end, topic = next(((end, topic) for end, topic in wholes if topic), (start + 1, None))
            if topic is None and pieces[start].strip():
                topic = self._topic(pieces[start].strip())
            if topic is not None:
                yield topic
            start = end

    def _topic(self, name: str) -> Topic:
        """Look one up; MemberError names those that may be meant, since one of a list is mended there."""
        try:
            return self._lookup.topic(name)
        except NotFoundError as error:
            meant = self.topics([key.removeprefix("topic:") for key in error.suggestions])
            if not meant:
                raise MemberError(str(error)) from error
            titles = join([f"“{topic.title}”" for topic in meant[:_MOST_MEANT]], "or")
            asked = truncate(" ".join(name.split()), 60)
            raise MemberError(
                f"I know no topic called “{asked}”. Did you mean {titles}?"
            ) from error

    def _titles(self) -> dict[str, Topic]:
        """Give the topics whose titles have commas, by title, for looking one up must be quick."""
        topics = self._catalogue.contents.topics.values()
        return {fold(topic.title): topic for topic in topics if "," in topic.title}

    def _are_topics(self, text: str) -> bool:
        try:
            return bool(self._topic_ids(text))
        except MemberError:
            return False


_AS_THEY_ARE = (
    "style",
    "silent",
    "publish",
    "pin",
    "thread",
    "tags",
    "leap_day",
    "on_empty",
)


def _grace(text: str) -> dt.timedelta:
    grace = parse_length(text)
    if not _LEAST_GRACE <= grace <= MOST_GRACE:
        raise MemberError(
            "A post may be 5 minutes to 23 hours late. Choose such a grace, as “2h” or “90 min”."
        )
    return grace


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _refuse_unfit(target: Target, wishes: Wishes) -> None:
    """Raise MemberError for a wish that a channel of this kind cannot fulfil."""
    if wishes.publish and target is not Target.ANNOUNCEMENT:
        raise MemberError(
            "Only posts in an announcement channel can be published. Choose such a channel, or "
            "leave out publish."
        )
    if wishes.thread and target not in _WITH_MESSAGES:
        raise MemberError(
            "Each post in a forum or a thread is talked about where it is. Leave out thread."
        )
    if wishes.pin and target not in _WITH_MESSAGES:
        raise MemberError("I pin posts in text and announcement channels alone. Leave out pin.")
    if wishes.tags and target is not Target.FORUM:
        raise MemberError("Only posts in a forum have tags. Leave out tags.")
    if len(wishes.tags or ()) > MOST_TAGS:
        raise MemberError(f"A post has at most {MOST_TAGS} tags. Choose fewer.")


def _moved(plan: Plan, channel: Channel) -> Plan:
    """Move a plan to a channel, without what that kind of channel cannot have."""
    has_messages = channel.target in _WITH_MESSAGES
    return replace(
        plan,
        channel=channel.id,
        target=channel.target,
        publish=plan.publish and channel.target is Target.ANNOUNCEMENT,
        thread=plan.thread and has_messages,
        pin=plan.pin and has_messages,
        tags=plan.tags if channel.id == plan.channel else (),
    )
