"""A plan in words, and the words that moderators choose from."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from discord.app_commands import Choice

from bot.catalogue.likeness import corrected
from bot.domain.days import MONTHS, WEEKDAYS
from bot.domain.entries import Kind, Sensitive, Topic
from bot.domain.errors import MemberError
from bot.domain.feeds import Plan
from bot.domain.typed.weekdays import weekday_words
from bot.domain.words import join, plural, truncate
from bot.services.daily.foresight import Coming
from bot.services.daily.picking import Origin, Selection

from . import daily_texts as texts, texts as general, theme
from .dates import day_name, describe_year
from .markup import plain
from .post import mention

_T = TypeVar("_T")
_HOUR = dt.timedelta(hours=1)
_MINUTE = dt.timedelta(minutes=1)
_CLOCKS = {-1: texts.CLOCKS_BACK, 0: "{time}", 1: texts.CLOCKS_FORWARD}

STYLES = [Choice(name=name, value=value) for value, name in texts.STYLES.items()]
IMPORTANCES = [Choice(name=name, value=value) for value, name in texts.IMPORTANCES.items()]
LEAP_DAYS = [Choice(name=name, value=value) for value, name in texts.LEAP_DAYS.items()]
ON_EMPTY = [Choice(name=name, value=value) for value, name in texts.ON_EMPTY.items()]


def full_day(date: dt.date) -> str:
    """Write a date with its weekday and year: "Tuesday, 23 June 2026"."""
    return f"{WEEKDAYS[date.weekday()]}, {date.day} {MONTHS[date.month - 1]} {date.year}"


def local_time(instant: dt.datetime, plan: Plan) -> str:
    """Write an instant as the clocks of a plan's zone show it: "09:00"; else as UTC says it."""
    try:
        return f"{instant.astimezone(ZoneInfo(plan.zone)):%H:%M}"
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the time-zone data has changed
        return f"{instant.astimezone(dt.UTC):%H:%M} UTC"


def due_time(due_at: dt.datetime, on: dt.date, plan: Plan) -> str:
    """Write when the post of a date comes, and whether the clocks leave that time out or repeat it."""
    return _CLOCKS[_change(on, plan)].format(time=local_time(due_at, plan))


def coming_day(coming: Coming, plan: Plan) -> str:
    """Write the day of a post to come, and its time where the clocks leave that out or repeat it."""
    day = full_day(coming.on)
    if not _change(coming.on, plan):
        return day
    time = due_time(coming.due_at, coming.on, plan)
    return texts.DAY_AND_TIME.format(day=day, time=time)


def days(plan: Plan) -> str:
    """Write the weekdays of a plan: "every day", "Monday to Friday"."""
    return weekday_words(plan.weekdays)


def entries(plan: Plan, topics: Sequence[Topic]) -> str:
    """Write which entries a plan posts; `topics` are those that it names."""
    return " ".join([texts.IMPORTANCES[plan.filters.importance], _chosen(plan, topics)]).strip()


def filters(plan: Plan, topics: Sequence[Topic]) -> str:
    """Write in a few words what a plan posts of all that there is; empty for everything."""
    parts = [_chosen(plan, topics)]
    if plan.filters.importance > 1:
        parts.insert(0, texts.IMPORTANCES[plan.filters.importance])
    if left_out := without(plan):
        parts.append(texts.WITHOUT.format(kinds=left_out))
    return " ".join(filter(None, parts))


def _chosen(plan: Plan, topics: Sequence[Topic]) -> str:
    """Write which kinds and topics a plan posts."""
    words: list[str] = []
    if plan.filters.kinds:
        named = join([general.KINDS[kind] for kind in plan.filters.kinds])
        form = texts.OF_KIND if len(plan.filters.kinds) == 1 else texts.OF_KINDS
        words.append(form.format(kinds=named))
    if plan.filters.topics:
        names = join([plain(topic.title, 110) for topic in topics]) or texts.NONE
        words.append(texts.OF_TOPICS.format(topics=names))
    return truncate(" ".join(words), 570)


def without(plan: Plan) -> str:
    """Write which kinds of distressing content a plan leaves out; empty for none."""
    left_out = plan.filters.without
    if len(left_out) == len(Sensitive):
        return texts.ANY_SENSITIVE
    return join([general.SENSITIVE[kind] for kind in left_out], "or")


def extras(plan: Plan, tags: Mapping[int, str]) -> str:
    """Write what comes with each post; `tags` names those of the forum."""
    names = join([plain(tags.get(tag, "?"), 30) for tag in plan.tags])
    found = (
        (plan.role is not None, texts.EXTRA_ROLE.format(role=mention(plan.role or 0))),
        (plan.silent, texts.EXTRA_SILENT),
        (plan.publish, texts.EXTRA_PUBLISH),
        (plan.thread, texts.EXTRA_THREAD),
        (plan.pin, texts.EXTRA_PIN),
        (bool(plan.tags), texts.EXTRA_TAGS.format(tags=names)),
    )
    return "; ".join(text for is_so, text in found if is_so)


def grace(plan: Plan) -> str:
    """Write how late a post may be: "6 hours", "1 hour and 30 minutes"."""
    hours, rest = divmod(plan.grace, _HOUR)
    minutes = rest // _MINUTE
    parts = [plural(hours, "hour")] if hours else []
    return join([*parts, plural(minutes, "minute")] if minutes or not hours else parts)


def titles(told: Selection, limit: int) -> str:
    """Name the entries of a post, as many as fit, with their years and from where they are."""
    named = [
        texts.TITLE.format(name=plain(item.entry.name, 110), year=describe_year(item.year))
        for item in told.items
    ]
    forms = {
        Origin.TODAY: "{titles}",
        Origin.NEAREST: texts.UPCOMING_NEAREST,
        Origin.ARCHIVE: texts.UPCOMING_ARCHIVE,
    }
    text = forms[told.origin]
    day = day_name(told.on.month, told.on.day)
    left = told.more
    while len("; ".join(named)) > limit and len(named) > 1:
        named.pop()
        left += 1
    more = [general.MORE.format(count=left)] if left else []
    return text.format(day=day, titles="; ".join([*named, *more]))


def read_kinds(text: str) -> tuple[Kind, ...] | None:
    """Read kinds of events with commas between; "all" is none in particular. May raise MemberError."""
    if text.strip().casefold() == texts.NONE:
        raise MemberError(texts.NO_KINDS)
    return _read(text, {Kind(value): name for value, name in general.KINDS.items()}, _kinds, ())


def read_sensitive(text: str) -> tuple[Sensitive, ...] | None:
    """Read kinds of distressing content with commas between, "all" or "none"; may raise MemberError."""
    known = {Sensitive(value): name for value, name in general.SENSITIVE.items()}
    return _read(text, known, _sensitive, tuple(known))


def read_tags(text: str, known: Mapping[int, str], channel: str) -> tuple[int, ...] | None:
    """Read tags of a forum with commas between, or "none"; may raise MemberError."""
    if text and not known and text.strip().casefold() != texts.NONE:
        raise MemberError(texts.NO_TAGS)

    def unknown(word: str, names: str) -> str:
        return texts.UNKNOWN_TAG.format(word=word, known=names, channel=channel)

    return _read(text, known, unknown, ())


def complete(text: str, names: Iterable[str], *others: str) -> list[Choice[str]]:
    """Offer what a half-typed list of names may become: those before, and one more each."""
    *before, last = text.split(",")
    kept = [part.strip() for part in before if part.strip()]
    begun = last.strip().casefold()
    more = [name for name in names if begun in name.casefold() and name not in kept]
    more.sort(key=lambda name: not name.casefold().startswith(begun))
    alone = [] if kept else [name for name in others if name.startswith(begun)]
    return choices_of([*alone, *(", ".join([*kept, name]) for name in more)])


def complete_kinds(text: str) -> list[Choice[str]]:
    """Offer kinds of events for a half-typed list."""
    return complete(text, general.KINDS.values(), texts.ALL)


def complete_sensitive(text: str) -> list[Choice[str]]:
    """Offer kinds of distressing content for a half-typed list."""
    return complete(text, general.SENSITIVE.values(), texts.ALL, texts.NONE)


def typed_topics(topics: Sequence[Topic]) -> str:
    """Write topics as they can be typed."""
    return "; ".join(topic.title for topic in topics)


def choices_of_topics(found: Iterable[tuple[str, Topic]], text: str) -> list[Choice[str]]:
    """Offer lists of topics: the part that stands, as it was typed, and one more; or all."""
    words = (f"{before} {topic.title}".strip() for before, topic in found)
    alone = [texts.ALL] if texts.ALL.startswith(text.strip().casefold()) else []
    return choices_of(dict.fromkeys([*alone, *words]))


def choices_of(words: Iterable[str]) -> list[Choice[str]]:
    """Offer words that stand for themselves; what is too long for a choice is left out."""
    fitting = [word for word in words if word and len(word) <= theme.LABEL]
    return [Choice(name=word, value=word) for word in fitting[: theme.CHOICES]]


def _change(on: dt.date, plan: Plan) -> int:
    """Tell how the clocks change at a plan's time on a date: 1 forward, -1 back, 0 if they do not.

    PEP 495: both readings of a wall time that comes once have the same offset from UTC.
    """
    try:
        wall = dt.datetime.combine(on, plan.at, ZoneInfo(plan.zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return 0
    first, second = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    assert first is not None  # noqa: S101 - a zone always has an offset
    assert second is not None  # noqa: S101
    return (second > first) - (second < first)


def _kinds(word: str, names: str) -> str:
    return texts.UNKNOWN_KIND.format(word=word, known=names)


def _sensitive(word: str, names: str) -> str:
    return texts.UNKNOWN_SENSITIVE.format(word=word, known=names)


def _read(
    text: str,
    known: Mapping[_T, str],
    unknown: Callable[[str, str], str],
    all_of_them: tuple[_T, ...],
) -> tuple[_T, ...] | None:
    """Read a list of names; None where nothing is typed, MemberError for what is not known."""
    typed = [" ".join(word.split()) for word in text.split(",")]
    if typed == [""]:
        return None
    if (alone := text.strip().casefold()) in {texts.ALL, texts.NONE}:
        return all_of_them if alone == texts.ALL else ()
    found: dict[_T, None] = {}
    for as_typed in filter(None, typed):
        word = as_typed.casefold()
        exact = [value for value, name in known.items() if word in {name.casefold(), str(value)}]
        begun = [value for value, name in known.items() if name.casefold().startswith(word)]
        fitting = (
            exact or begun or [value for value, name in known.items() if word in name.casefold()]
        )
        if len(fitting) != 1:
            names = truncate(", ".join(known.values()), 600)
            sentence = unknown(truncate(as_typed, 60), names)
            folded = {name.casefold(): name for name in known.values()}
            if near := corrected(word, list(folded)):
                sentence = texts.DID_YOU_MEAN.format(sentence=sentence, name=folded[near])
            raise MemberError(sentence)
        found[fitting[0]] = None
    return tuple(found)
