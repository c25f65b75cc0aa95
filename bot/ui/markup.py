"""Content as Discord text: nothing in it pings, links or breaks out of its place."""

import re

from bot.domain.words import truncate

# Discord's Markdown, and how mentions, emoji, timestamps and slash commands begin
# (https://discord.com/developers/docs/reference#message-formatting).
_MARKS = re.compile(r"[\\*_`~|<\[\]]")
_TAG = re.compile(r"<(?=[@#:/]|a:|t:|id:)")
_LINE_START = re.compile(r"^(\s*)(>|#|-|\+)", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)\.", re.MULTILINE)
_HEADING = re.compile(r"^(\s*)(#|-#)", re.MULTILINE)
# A space of no width parts what Discord would turn into a link, an invitation or a ping.
_PARTED = re.compile(
    r"(@)(?=everyone|here)|(:)(?=//)|(discord(?:app)?\.(?:gg|com))(?=/)", re.IGNORECASE
)
# Whether any of these may be there: most names and sentences need no further look.
_MARKED = re.compile(r"[\\*_`~|<\[\]@]|://|^\s*[>#+\-\d]|discord", re.IGNORECASE)
_NO_WIDTH = "\u200b"


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
    text = _HEADING.sub(r"\1\\\2", text.replace("\\", "\\\\"))
    return _parted(_TAG.sub(r"\\<", text).replace("](", "\\]("))


def _escape(text: str) -> str:
    if not _MARKED.search(text):
        return text
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _NUMBERED.sub(r"\1\\.", _LINE_START.sub(r"\1\\\2", text))
    return _parted(text)


def _parted(text: str) -> str:
    return _PARTED.sub(rf"\g<0>{_NO_WIDTH}", text)
