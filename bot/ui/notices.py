"""Notices to moderators: daily posts that have stopped, or that Discord finds invalid."""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.domain.feeds import Feed
from bot.domain.words import truncate

from .controls import button
from .layout import note, rows, sealed
from .markup import plain
from .troubles import channel, sentence, telling

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
