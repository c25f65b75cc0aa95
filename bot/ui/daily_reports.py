"""What moderators read about daily posts to come and gone, and what a check finds."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import discord
from discord import ui

from bot.domain.deliveries import Delivery, Reason, Stage, Step
from bot.domain.feeds import Feed, FeedState, OnEmpty, Plan, Target
from bot.domain.troubles import Problem, Trouble
from bot.domain.words import truncate
from bot.services.daily.asked import PostedNow
from bot.services.daily.foresight import LOOKED_AHEAD, Coming

from . import daily_texts as texts, daily_words as words, theme
from .controls import button
from .daily import RECOMMENDED, ROUTE, Names, said, when
from .layout import box, rows, sealed
from .markup import plain
from .post import mention
from .texts import CHECK_AGAIN
from .troubles import briefly, channel, noted, permission, sentence, shortcoming

_LOG_TEXT = 3600
_UPCOMING_TITLES = 380
_POSTED = {
    Stage.CLAIMED: texts.POSTED_SOON,
    Stage.SENT: texts.POSTED_ALREADY,
    Stage.DONE: texts.POSTED_ALREADY,
    Stage.UNCERTAIN: texts.POSTED_PERHAPS,
}


def upcoming_card(feed: Feed, coming: Sequence[Coming]) -> ui.LayoutView:
    """Give the next posts with what they will tell."""
    lines = [
        texts.UPCOMING_LINE.format(day=words.coming_day(each, feed.plan), titles=_titles(each))
        for each in coming
    ]
    parts = [texts.UPCOMING_TITLE.format(number=feed.number), "\n".join(lines)]
    if feed.state is FeedState.PAUSED:
        parts.append(texts.UPCOMING_PAUSED)
    elif feed.state is FeedState.BROKEN and feed.trouble is not None:
        trouble = sentence(feed.trouble, feed.plan)
        parts.append(texts.UPCOMING_BROKEN.format(trouble=trouble))
    return sealed([box(parts, theme.LIST)])


def log_card(feed: Feed, rows_: Sequence[Delivery]) -> ui.LayoutView:
    """Give what became of the latest deliveries, the newest first."""
    title = texts.LOG_TITLE.format(number=feed.number)
    if not rows_:
        form = texts.LOG_NONE if feed.next_at is not None else texts.LOG_NONE_NEXT
        return sealed([box([title, form.format(**when(feed))], theme.LIST)])
    lines: list[str] = []
    for row in rows_:
        line = _logged(feed, row)
        if sum(map(len, lines)) + len(line) > _LOG_TEXT:
            break
        lines.append(line)
    if left := len(rows_) - len(lines):
        lines.append(texts.LOG_EARLIER.format(count=left))
    return sealed([box([title, "\n".join(lines)], theme.LIST)])


def link(feed: Feed, row: Delivery) -> str:
    """Give the address of a post; empty if it was not sent."""
    if row.message is None:
        return ""
    return message_link(feed.guild, row.channel or feed.plan.channel, row.message)


def message_link(guild: int, channel_id: int, message: int) -> str:
    """Give the address of a message."""
    return f"https://discord.com/channels/{guild}/{channel_id}/{message}"


def sent_at(feed: Feed, row: Delivery) -> str:
    """Give the local time at which a post was sent, as its id tells; empty if it was not."""
    if row.message is None:
        return ""
    return words.local_time(discord.utils.snowflake_time(row.message), feed.plan)


def posted_now(feed: Feed, posted: PostedNow) -> ui.LayoutView:
    """Say what comes of sending today's post now, or what became of it before."""
    row = posted.delivery
    text = texts.POSTING_NOW if row.reason is None else texts.POSTING_AGAIN
    if not posted.is_new:
        text = _POSTED.get(row.stage, texts.NOTHING_TODAY)
        text = texts.POSTED_DELETED if row.reason is Reason.DELETED else text
    day = words.full_day(row.on)
    reason = texts.LOG_REASONS.get(row.reason or "", texts.LOG_NO_REASON)
    return said(text, feed, day=day, time=sent_at(feed, row), link=link(feed, row), reason=reason)


def check_card(
    feed: Feed,
    names: Names,
    trouble: Trouble | None,
    *,
    shortcomings: Sequence[Trouble],
    permissions: Mapping[str, bool],
    empty_days: int,
    now: dt.datetime,
) -> ui.LayoutView:
    """Give what is well and what is not, one by one, with the remedies below.

    `shortcomings` are what posts come without, though they come.
    """
    lines = [texts.CHECK_TITLE.format(number=feed.number)]
    is_there = bool(permissions)
    if not is_there and trouble is None and feed.plan.target is Target.THREAD:
        lines.append(_noted(texts.CHECK_ARCHIVED.format(channel=channel(feed.plan))))
    else:
        where = texts.CHECK_CHANNEL.format(channel=channel(feed.plan))
        lines.append(_mark(where, is_good=is_there))
    lines += _about_permissions(permissions, shortcomings)
    local = words.local_time(now, feed.plan)
    lines.append(_mark(texts.CHECK_ZONE.format(zone=feed.plan.zone, time=local), is_good=True))
    lines += _about_extras(feed, names, trouble, shortcomings)
    lines.append(_about_content(feed, empty_days))
    if not permissions.get(RECOMMENDED, True):
        lines.append(_warned(texts.CHECK_HISTORY.format(channel=channel(feed.plan))))
    lines.append(_about_state(feed))
    parts = ["\n".join(line for line in lines if line)]
    parts += [_warned(shortcoming(each, feed.plan)) for each in shortcomings]
    if trouble is not None:
        parts.append(_mark(sentence(trouble, feed.plan), is_good=False))
        again = rows(None, [button(CHECK_AGAIN, ROUTE, "check", feed.id)])
        return sealed([box(parts, theme.LIST), *again])
    return sealed([box(parts, theme.LIST)])


def _titles(coming: Coming) -> str:
    if coming.told is None:
        return texts.UPCOMING_NOTHING
    return words.titles(coming.told, _UPCOMING_TITLES)


def _logged(feed: Feed, row: Delivery) -> str:
    line = texts.LOG_LINE.format(day=words.full_day(row.on), what=_what(feed, row))
    if note := _note(feed.plan, row):
        line += texts.LOG_NOTE.format(note=note)
    return line


def _what(feed: Feed, row: Delivery) -> str:
    reason = texts.LOG_REASONS.get(row.reason or "", texts.LOG_NO_REASON)
    if row.stage is Stage.DONE:
        if row.reason is Reason.DELETED:
            return reason
        form = texts.LOG_SENT_LATE if row.late else texts.LOG_SENT
        return form.format(time=sent_at(feed, row), link=link(feed, row))
    if row.stage is Stage.CLAIMED and row.reason is not None:
        return texts.LOG_CLAIMED_TROUBLE.format(reason=reason)
    if row.stage is Stage.UNCERTAIN:
        reason = texts.UNCERTAIN.get(row.reason or "", texts.LOG_NO_REASON)
    return texts.LOG_STAGES[row.stage].format(reason=reason, link=link(feed, row))


def _note(plan: Plan, row: Delivery) -> str:
    """Put the note of a delivery into words: steps that failed, or the trouble as a sentence."""
    return "; ".join(_piece(plan, piece) for piece in row.note.split("; ") if piece)


def _piece(plan: Plan, piece: str) -> str:
    step, colon, why = piece.partition(": ")
    if colon and step in set(Step):
        return texts.STEP_FAILED.format(step=texts.STEPS[step], why=_why(plan, why))
    trouble = noted(piece)
    return plain(truncate(piece, 150), 200) if trouble is None else sentence(trouble, plan)


def _why(plan: Plan, text: str) -> str:
    trouble = noted(text)
    if trouble is None:
        return plain(truncate(text, 150), 200)
    if trouble.problem is Problem.PERMISSIONS:
        return briefly(trouble)
    return sentence(trouble, plan)


def _mark(text: str, *, is_good: bool) -> str:
    return (texts.CHECK_GOOD if is_good else texts.CHECK_BAD).format(text=text)


def _noted(text: str) -> str:
    return texts.CHECK_NOTE.format(text=text)


def _warned(text: str) -> str:
    return texts.CHECK_WARNING.format(text=text)


def _about_permissions(
    permissions: Mapping[str, bool], shortcomings: Sequence[Trouble]
) -> Iterator[str]:
    """Tell of each whether it is there; one that only something beside the posts takes is a warning."""
    beside = {name for each in shortcomings for name in each.about}
    for name, held in permissions.items():
        if not held and name in beside:
            yield _warned(permission(name))
        elif held or name != RECOMMENDED:
            yield _mark(permission(name), is_good=held)


def _about_extras(
    feed: Feed, names: Names, trouble: Trouble | None, shortcomings: Sequence[Trouble]
) -> list[str]:
    plan, lines = feed.plan, list[str]()
    problem = None if trouble is None else trouble.problem
    if plan.role is not None:
        role = texts.CHECK_ROLE.format(role=mention(plan.role))
        is_gone = any(each.problem is Problem.NO_ROLE for each in shortcomings)
        lines.append(_warned(role) if is_gone else _mark(role, is_good=True))
    if plan.tags or problem is Problem.NEEDS_TAG:
        tags = ", ".join(plain(names.tags.get(tag, "?"), 30) for tag in plan.tags)
        is_good = problem not in {Problem.NEEDS_TAG, Problem.UNKNOWN_TAG}
        lines.append(_mark(texts.CHECK_TAGS.format(tags=tags or texts.NONE), is_good=is_good))
    return lines


def _about_content(feed: Feed, empty_days: int) -> str:
    if not empty_days:
        return _mark(texts.CHECK_FULL.format(days=LOOKED_AHEAD), is_good=True)
    on_empty = texts.ON_EMPTY[feed.plan.on_empty]
    is_silent = empty_days == LOOKED_AHEAD and feed.plan.on_empty is OnEmpty.SKIP
    tell = _warned if is_silent else _noted
    return tell(texts.CHECK_EMPTY.format(count=empty_days, days=LOOKED_AHEAD, on_empty=on_empty))


def _about_state(feed: Feed) -> str:
    if feed.state is FeedState.PAUSED:
        return _noted(texts.CHECK_STATE_PAUSED)
    return "" if feed.next_at is None else _noted(texts.CHECK_NEXT.format(**when(feed)))
