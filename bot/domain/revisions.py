"""Revisions: what the editors of a server make of the content, one change of one record at a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from .errors import MemberError
from .words import plural

MOST_OWN: Final = 5_000
"""How many records of its own a server can have at a time."""

MOST_DRAFTS: Final = 20
"""How many drafts an editor can have in a server at a time."""

RecordType = Literal["event", "person", "topic", "place", "source"]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Body: TypeAlias = Mapping[str, Value]
"""A record as its file would say it: field by field, each scalar a text.

It holds the `id` as well. A topic's sections are one Markdown text, under `sections`.
"""
_FOR: Final = "for "


class Action(StrEnum):
    """What an editor did to a record."""

    ADD = "add"
    EDIT = "edit"
    HIDE = "hide"
    RESTORE = "restore"
    ROLLBACK = "rollback"
    UNDO = "undo"
    IMPORT = "import"


class Standing(StrEnum):
    """What a server shows of a record: its own text, nothing, or what the pack says, if it does."""

    OWN = "own"
    HIDDEN = "hidden"
    PACK = "pack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of one record, never changed itself but for an author who is erased.

    `number` counts the revisions of a record in a server from 1; what the pack says is number 0.
    A revision's parent is the one before it. `body` is None unless `standing` is OWN.
    """

    guild: int
    record: str
    number: int
    action: Action
    standing: Standing
    body: Body | None
    author: int | None
    at: dt.datetime
    note: str = ""
    credit: int | None = None
    """Who suggested it, if they wish to be named."""
    pack_hash: str | None = None
    """Of what the pack said when it was written, for OWN and HIDDEN: empty for nothing."""
    id: int = 0
    """Its place among all revisions; 0 until it is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a server shows in place of the pack's records, by `type:id`; the rest is the pack's."""

    own: Mapping[str, Body] = field(default_factory=dict[str, Body])
    hidden: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)
    """What the server called those of the hidden that were its own."""

    def __bool__(self) -> bool:
        return bool(self.own or self.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A change that an editor is at work on; `base` is the number of the revision it began from.

    `body` may be at fault still, or lack what it needs. `suggestion` is what it takes up, if any.
    """

    id: int
    guild: int
    author: int
    record: str
    """`type:id`; for a new record the id is what its title makes of it when it is published."""
    is_new: bool
    base: int
    body: Body
    updated_at: dt.datetime
    suggestion: int | None = None


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a member proposes: a new record, or a report of a mistake in one that is there.

    `record` is the `type:id` that a report is about, and only the type with a colon (`event:`)
    for something new. `fields` are what the member typed, by the names of a record's fields.
    """

    id: int
    guild: int
    author: int | None
    record: str
    wrong: str
    """What is wrong with the record; empty for a new one."""
    source: str
    """How the member knows, in their words."""
    fields: Mapping[str, str]
    wants_credit: bool
    at: dt.datetime
    state: SuggestionState = SuggestionState.OPEN
    decided_by: int | None = None
    decided_at: dt.datetime | None = None
    reason: str = ""
    revision: int | None = None
    """The id of the revision that came of it."""
    told: bool = False
    """Whether the member has been told what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How a server edits: the role of its editors and the channel where changes are told."""

    guild: int
    editor_role: int | None = None
    audit_channel: int | None = None


def for_record(record: str) -> str:
    """Give the note of a source that is made together with a record that cites it."""
    return f"{_FOR}{record}"


def made_for(revision: Revision) -> str:
    """Give the record that a source was made together with; empty if it was made alone, or is none."""
    is_made = revision.action is Action.ADD and revision.note.startswith(_FOR)
    return revision.note.removeprefix(_FOR) if is_made else ""


def type_of(record: str) -> RecordType:
    """Give the type of `type:id`; raises ValueError if it is none."""
    match record.partition(":")[0]:
        case "event" | "person" | "topic" | "place" | "source" as found:
            return found
        case other:
            raise ValueError(f"{other} is no type of record")


def id_of(record: str) -> str:
    """Give the id of `type:id`."""
    return record.partition(":")[2]


class StaleError(MemberError):
    """The record was changed since the change began; `present` is its latest revision, if any."""

    def __init__(self, record: str, present: Revision | None) -> None:
        super().__init__(
            f"Meanwhile {record} has been changed: compare what it says now with your version,"
            " then try again."
        )
        self.record = record
        self.present = present


class TooManyRecordsError(MemberError):
    """The server would have more records of its own than MOST_OWN."""

    def __init__(self, own: int) -> None:
        super().__init__(
            f"This server would have {plural(own, 'record')} of its own, and at most {MOST_OWN:,}"
            " are kept: hide or restore others first, or keep them in the pack's files."
        )


class TooManyDraftsError(MemberError):
    """The editor has MOST_DRAFTS in that server; `oldest` is the one left alone the longest."""

    def __init__(self, oldest: Draft) -> None:
        what = f"a new {type_of(oldest.record)}" if oldest.is_new else oldest.record
        since = f"{oldest.updated_at.day} {oldest.updated_at:%B %Y}"
        super().__init__(
            f"You have {MOST_DRAFTS} drafts here, and no more are kept: publish or discard one"
            f" first. The one left alone the longest is of {what}, last changed on {since}."
        )
        self.oldest = oldest


class DecidedError(MemberError):
    """The suggestion is not open any more; `present` is the suggestion as it was decided."""

    def __init__(self, present: Suggestion) -> None:
        super().__init__(
            f"That suggestion has been {present.state.value} already: go on to the next one."
        )
        self.present = present
