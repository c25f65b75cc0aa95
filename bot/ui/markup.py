"""Content as Discord text: nothing in it pings, links or breaks out of its place."""

import re

from discord.utils import escape_markdown

from bot.domain.words import truncate

# Mentions, emoji, timestamps, slash commands and guild navigation all begin with one of these
# (https://discord.com/developers/docs/reference#message-formatting).
_TAG = re.compile(r"<(?=[@#:/]|a:|t:|id:)")
# What may be markup: without any of it, most names and sentences need no further look.
_MARKED = re.compile(r"[*_`~|<>@#\\\[\]]|^[-+\d\s]")
_EVERYBODY = re.compile(r"@(?=everyone|here)")
_HEADING = re.compile(r"^(\s*)(#|-#)", re.MULTILINE)
_LINK = re.compile(r"(\]|://)(?=[(\w])")


def plain(text: str, limit: int) -> str:
    """Text without any markup, in one line, at most `limit` characters when escaped."""
    line = " ".join(text.split())
    escaped = _escape(line)
    room = limit
    while len(escaped) > limit:
        room = min(room, len(line)) - max(1, (len(escaped) - limit) // 2)
        line = truncate(line, max(room, 1))
        escaped = _escape(line)
    return escaped


def prose(text: str) -> str:
    """Markdown of a topic: emphasis, lists and quotes stay; headings, links and mentions do not."""
    text = _HEADING.sub(r"\1\\\2", text)
    text = _LINK.sub(lambda match: match[1].replace("]", "\\]").replace("://", ":\u200b//"), text)
    return _quiet(text)


def _escape(text: str) -> str:
    if not _MARKED.search(text):
        return text
    return _quiet(escape_markdown(text, ignore_links=False))


def _quiet(text: str) -> str:
    return _EVERYBODY.sub("@\u200b", _TAG.sub("\\\\<", text))
