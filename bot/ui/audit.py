"""What the audit channel of a server is told: a change, an import, many at once, or a new pack."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discord import ui

from bot.domain.revisions import Body, Revision
from bot.domain.words import plural
from bot.services.editing.drifting import Beneath

from . import looking_texts as texts, theme
from .content_status import beneath
from .controls import button
from .differences import diff_text
from .history import to_history
from .layout import Part, box, rows, sealed
from .looking import listed
from .revision_words import done, is_import, name_in, what, who

REVERT, REVERT_IMPORT = "revert", "revertimport"
"""Routes: `revert:<record>:<number>` takes a change back, `revertimport:<id>` an import."""

MOST_TOGETHER = 7
"""Changes that one message tells: each has a card and two buttons, and a message 40 components."""
FIRST = 10
"""Records of an import, or of another change of many, whose bodies are wanted."""

_ROOM = 3_800  # characters of all cards of a message
_LONGEST_DIFF = 2_800
_LEAST_DIFF = 120
_MOST_LISTED = 15
_MOST_BENEATH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was changed at once, and what the first of its records said before and say now.

    `made` were made with a change, as sources are; of an import all are `changes`.
    """

    changes: Sequence[Revision]
    bodies: Sequence[tuple[Body | None, Body | None]]
    made: Sequence[Revision] = ()


def notice(told: Sequence[Told]) -> ui.LayoutView:
    """Tell of at most MOST_TOGETHER changes: who, what and what differs, each with what takes it back."""
    room = _ROOM // len(told)
    parts: list[Part] = []
    led_to: set[str] = set()
    for each in told:
        first = each.changes[0]
        is_one = len(each.changes) == 1 and not is_import(first)
        text = _of_one(first, each, room) if is_one else _of_many(each, room)
        buttons = list(_buttons(first, is_one=is_one))
        if is_one and first.record not in led_to:  # no two buttons of a message may be the same
            buttons.append(to_history(first.record))
            led_to.add(first.record)
        parts.extend([box([text], theme.LIST), *rows(None, buttons)])
    return sealed(parts)


def _of_one(change: Revision, told: Told, room: int) -> str:
    [(before, after)] = told.bodies
    lines = [
        texts.AUDIT.format(
            name=name_in(change.record, after, before),
            done=done(change),
            record=change.record,
            number=change.number,
        )
    ]
    if told.made:
        lines.append(texts.MADE_WITH.format(lines=listed(told.made, texts.AUDIT_RECORD)))
    left = room - sum(len(line) + 1 for line in lines)
    lines.insert(1, _difference(before, after, max(_LEAST_DIFF, min(left, _LONGEST_DIFF))))
    return "\n".join(lines)


def _of_many(told: Told, room: int) -> str:
    """Write how many were changed, the differences of the first as far as they fit, and how many are left."""
    count = len(told.changes)
    was = "was" if count == 1 else "were"
    lines = [
        texts.AUDIT_IMPORT.format(
            count=plural(count, "record"), was=was, done=done(told.changes[0])
        )
    ]
    room -= len(lines[0]) + len(texts.MORE) + 10
    shown = 0
    for change, (before, after) in zip(told.changes, told.bodies, strict=False):
        name = name_in(change.record, after, before)
        line = texts.AUDIT_OF_MANY.format(name=name, record=change.record, number=change.number)
        left = room - len(line) - 2
        if left < _LEAST_DIFF:
            break
        line += "\n" + _difference(before, after, min(left, _LONGEST_DIFF // 4))
        room -= len(line) + 1
        lines.append(line)
        shown += 1
    if more := count - shown:
        lines.append(texts.MORE.format(count=f"{more:,}"))
    return "\n".join(lines)


def _difference(before: Body | None, after: Body | None, limit: int) -> str:
    return texts.AUDIT_GONE if after is None else diff_text(before, after, limit)


def _buttons(change: Revision, *, is_one: bool) -> Iterator[ui.Button[ui.LayoutView]]:
    if is_one:
        yield button(texts.ROLL_BACK, REVERT, change.record, change.number)
    elif is_import(change):
        yield button(texts.ROLL_BACK, REVERT_IMPORT, change.id)


def summary(changes: Sequence[Sequence[Revision]]) -> ui.LayoutView:
    """Tell of more changes than can be told one by one: how many of what, by whom, and of which records."""
    revisions = [each for together in changes for each in together]
    counted = Counter((what(each), who(each.author)) for each in revisions)
    lines = [
        texts.AUDIT_SUM.format(count=f"{count:,}", what=done_, who=author)
        for (done_, author), count in counted.most_common(_MOST_LISTED)
    ]
    told = texts.AUDIT_MANY.format(count=f"{len(revisions):,}", lines="\n".join(lines))
    return sealed([box([told, listed(revisions, texts.AUDIT_RECORD)], theme.LIST)])


def reloaded(found: Beneath) -> ui.LayoutView:
    """Tell what a newly loaded pack says otherwise beneath a server's changes, and what is shown no more."""
    lines = beneath(found.drifted, found.left_out, _MOST_BENEATH)
    return sealed([box([texts.AUDIT_RELOADED, "\n".join(lines)], theme.LIST)])
