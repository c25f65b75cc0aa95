"""Notices to moderators: daily posts that have stopped, or of which something went wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from discord import ui

from bot.domain.deliveries import Delivery, Reason, Step
from bot.domain.feeds import Feed, Plan
from bot.domain.troubles import Problem, Trouble
from bot.domain.words import truncate

from . import daily_texts
from .controls import button
from .daily_words import full_day
from .layout import note, rows, sealed
from .markup import plain
from .troubles import channel, noted, sentence, telling

MOST_NAMED = 10
"""Feeds of which one notice has a line, and a button."""
_IN_A_ROW = 5
_LONGEST = 3500  # characters of all lines; a message holds 4,000
_SEVERAL = "**For the moderators{of}: {count} daily posts have stopped.**\n{lines}\n-# They go on by themselves after that.{why}"
_REJECTED = (
    "**For the moderators{of}: Discord has not taken daily post #{number} ({time}, {channel}) for "
    "{days} days.** It finds what I send invalid, which is a fault of mine and not of your "
    "settings. I go on trying each day. Please give whoever runs me the code `{code}`, which "
    "stands in my log.{why}"
)
_UNCERTAIN = (
    "**For the moderators{of}: I do not know whether the post of {day} is in {channel}** (daily post "
    "#{number}). Discord did not say whether it took it, and {reason}.{remedy} Please look there: so "
    "that none comes twice, I do not send it again. The next post comes as usual.{why}"
)
_STEP = (
    "**For the moderators{of}: daily post #{number} ({time}, {channel}) comes, but {step} has failed "
    "on {posts} posts in a row.** {what} The posts themselves go on.{why}"
)
_NO_HISTORY = Trouble(Problem.PERMISSIONS, ("read_message_history",))
_OF = " of {server}"
_WHY = (
    " The server has no channel for its moderators that I may write in, so I write to you, who set "
    "{them} up."
)
_LINE = "- #{number} ({time}, {channel})"
_MORE = "- and {count} more, which `/daily list` shows"
_CHECK = "Check #{number} again"


def stopped(feeds: Sequence[Feed], *, server: str | None = None) -> ui.LayoutView:
    """Tell that feeds of a server have stopped, and why; `server` is its name, in a direct message."""
    if len(feeds) == 1 and feeds[0].trouble is not None:
        return telling(feeds[0], feeds[0].trouble, server=server)
    named = feeds[:MOST_NAMED]
    lines = "\n".join(_lines(named))
    if more := len(feeds) - len(named):
        lines += "\n" + _MORE.format(count=more)
    text = _SEVERAL.format(
        of=_of(server),
        count=len(feeds),
        lines=truncate(lines, _LONGEST),
        why="" if server is None else _WHY.format(them="them"),
    )
    checks = [
        button(_CHECK.format(number=feed.number), "daily", "check", feed.id) for feed in named
    ]
    starts = range(0, len(checks), _IN_A_ROW)
    buttons = (part for at in starts for part in rows(None, checks[at : at + _IN_A_ROW]))
    return sealed([note(text), *buttons])


def rejected(
    feeds: Sequence[Feed], *, days: int, code: str, server: str | None = None
) -> ui.LayoutView:
    """Tell that Discord has found the posts of a feed invalid for days; `code` finds them in the log."""
    (feed,) = feeds
    text = _REJECTED.format(
        of=_of(server),
        number=feed.number,
        time=f"{feed.plan.at:%H:%M}",
        channel=channel(feed.plan),
        days=days,
        code=code,
        why="" if server is None else _WHY.format(them="it"),
    )
    return sealed([note(text)])


def uncertain(feeds: Sequence[Feed], *, row: Delivery, server: str | None = None) -> ui.LayoutView:
    """Tell that nobody knows whether a feed's post of a day is there, and what would have helped."""
    (feed,) = feeds
    plan = replace(feed.plan, channel=row.channel or feed.plan.channel)
    known = _NO_HISTORY if row.reason is Reason.NO_HISTORY else noted(row.note)
    text = _UNCERTAIN.format(
        of=_of(server),
        number=feed.number,
        day=full_day(row.on),
        channel=channel(plan),
        reason=daily_texts.UNCERTAIN[row.reason or Reason.LATE],
        remedy="" if known is None else f" {sentence(known, plan)}",
        why="" if server is None else _WHY.format(them="it"),
    )
    return sealed([note(text)])


def without_step(
    feeds: Sequence[Feed], *, step: Step, posts: int, why: str, server: str | None = None
) -> ui.LayoutView:
    """Tell that a step after a feed's posts fails again and again; `why` is as in the ledger."""
    (feed,) = feeds
    text = _STEP.format(
        of=_of(server),
        number=feed.number,
        time=f"{feed.plan.at:%H:%M}",
        channel=channel(feed.plan),
        step=daily_texts.STEPS[step],
        posts=posts,
        what=_what(why, feed.plan),
        why="" if server is None else _WHY.format(them="it"),
    )
    return sealed([note(text)])


def _what(why: str, plan: Plan) -> str:
    trouble = noted(why)
    if trouble is not None:
        return sentence(trouble, plan)
    return daily_texts.STEP_REFUSED.format(why=plain(truncate(why, 150), 200))


def _of(server: str | None) -> str:
    return "" if server is None else _OF.format(server=plain(server, 210))


def _lines(feeds: Sequence[Feed]) -> Iterator[str]:
    """Yield each trouble once, as a sentence, with the feeds below it that it stops."""
    said = [(sentence(feed.trouble, feed.plan), feed) for feed in feeds if feed.trouble]
    for what in dict.fromkeys(text for text, _ in said):
        yield what
        for text, feed in said:
            if text == what:
                at = f"{feed.plan.at:%H:%M}"
                yield _LINE.format(number=feed.number, time=at, channel=channel(feed.plan))
