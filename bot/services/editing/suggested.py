"""What a suggestion may hold, and what a record says with it."""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.errors import MemberError
from bot.domain.revisions import Body, RecordType, Suggestion, Value, id_of, type_of

from .sections import LAYOUTS, filled_in

MOST_WRONG: Final = 1_000
"""Characters in which a member says what is wrong."""
MOST_SOURCE: Final = 500
"""Characters in which a member says how they know."""
MOST_REASON: Final = 500
"""Characters in which an editor says why not."""
MOST_LINE: Final = 200
"""Characters of a title, a name or a date that a member suggests."""
MOST_TEXT: Final = 2_000
"""Characters of a text that a member suggests, more than the longest that is shown."""

FIELDS: Mapping[RecordType, tuple[str, ...]] = {
    "event": ("date", "title", "text", "kind"),
    "person": ("name", "born", "died", "text"),
    "topic": ("title", "period", "summary"),
}
"""The fields that members fill in, of the types that they suggest."""

TEXTS: Mapping[RecordType, str] = {"event": "text", "person": "text", "topic": "summary"}
"""The field that a report of a mistake can rewrite."""

_NEEDED = frozenset({"date", "title", "text", "name", "period", "summary"})
_LONG = frozenset(TEXTS.values())
_UNKEPT = re.compile("[\\x00\\ud800-\\udfff]")  # databases take no such texts
_CALLED = {
    "wrong": "What is wrong",
    "source": "How you know it",
    "reason": "The reason",
    "text": "The text",
}
_NO_SUCH = "Suggest an event, a person or a topic: /suggest asks what it needs."
_EMPTY = "{field} says nothing: write a few words."
_TOO_LONG = "{field} has {length:,} characters, and at most {most:,} fit: shorten it."
_UNKEPT_TEXT = "{field} holds characters that are none, and cannot be kept: type it anew."


def is_report(suggestion: Suggestion) -> bool:
    """Whether it is about a record that is there, rather than something new."""
    return bool(id_of(suggestion.record))


def fields_of(record: str) -> tuple[str, ...]:
    """Give the fields that a suggestion about a record may fill in; raises MemberError for none."""
    type_ = record.partition(":")[0]
    for known, fields in FIELDS.items():
        if type_ == known and ":" in record and not _UNKEPT.search(record):
            return (TEXTS[known],) if id_of(record) else fields
    raise MemberError(_NO_SUCH)


def longest(field: str) -> int:
    """Tell how many characters a field of a suggestion may have."""
    match field:
        case "wrong":
            return MOST_WRONG
        case "source":
            return MOST_SOURCE
        case "reason":
            return MOST_REASON
        case _:
            return MOST_TEXT if field in _LONG else MOST_LINE


def checked(field: str, text: str, *, needed: bool = True) -> str:
    """Give a text as it is kept; raises MemberError for one that is empty, too long, or no text."""
    called = _CALLED.get(field, f"The {field}")
    if _UNKEPT.search(text):
        raise MemberError(_UNKEPT_TEXT.format(field=called))
    text = text.strip()
    if len(text) > longest(field):
        raise MemberError(_TOO_LONG.format(field=called, length=len(text), most=longest(field)))
    if needed and not any(letter.isalnum() for letter in text):
        raise MemberError(_EMPTY.format(field=called))
    return text


def checked_fields(record: str, given: Mapping[str, str], present: Body) -> dict[str, str]:
    """Give what a member filled in; of a report, what differs from what the record says at present."""
    is_new = not id_of(record)
    kept: dict[str, str] = {}
    for name in fields_of(record):
        text = checked(name, given.get(name, ""), needed=is_new and name in _NEEDED)
        if text and text.split() != _words(present.get(name, "")):
            kept[name] = text
    return kept


def said(suggestion: Suggestion) -> dict[str, Value]:
    """Give the fields as a record would say them: dates as files have them, where that is sure."""
    body: dict[str, Value] = {}
    given = {name: [text] for name, text in suggestion.fields.items()}
    for section in LAYOUTS[type_of(suggestion.record)].sections:
        body = filled_in(body, section, given)
    return body


def title_of(suggestion: Suggestion) -> str:
    """Give what something new is called."""
    return suggestion.fields.get("title") or suggestion.fields.get("name") or ""


def _words(value: Value) -> list[str]:
    return value.split() if isinstance(value, str) else []
