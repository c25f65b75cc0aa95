"""Why a change is refused, in sentences."""

from collections.abc import Sequence

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Body, Revision, Standing
from bot.domain.words import plural
from bot.storage.revisions import Revisions

from .notes import undoing

NOTHING = "Nothing has been changed here that could be taken back."
UNCHANGED = (
    "Nothing is changed yet: it says just that already. Change something first, or discard it."
)
NOT_IN_PACK = (
    "Before it was hidden it said what the pack says, and the pack has nothing of it any more: look "
    "in /content history for what to go back to."
)
ALREADY = "That is taken back already: there is nothing more to do. /content history shows it."


def is_taken_back(present: Revision | None, number: int, before: Revision | None) -> bool:
    """Whether the latest of a record takes back just that number, or says what was said before it."""
    if present is None:
        return False
    return _undoes(present, number) or _state(present) == _state(before)


def changed_since(present: Revision | None, number: int, before: Revision | None) -> MemberError:
    """Say that what is to be taken back is not the latest of its record, or is taken back already."""
    if is_taken_back(present, number, before):
        return MemberError(ALREADY)
    number = present.number if present else 0
    return MemberError(
        f"It was changed again since, and what it says now is number {number}: look at its "
        "history, and choose what to go back to."
    )


async def import_changed_since(
    revisions: Revisions, changes: Sequence[Revision], since: Sequence[Revision]
) -> MemberError:
    """Say that some of an import were changed since, or that all of it is taken back already."""
    if len(since) == len(changes):
        for each in changes:
            if not _undoes(await revisions.latest(each.guild, each.record), each.number):
                break
        else:
            return MemberError(ALREADY)
    return MemberError(
        f"Of this import {plural(len(since), 'record')} changed again since, such as "
        f"{since[0].record}: take those back first, or choose in /content history what "
        "to go back to."
    )


def overtaken(present: Revision | None) -> MemberError:
    """Say what came between an undo and the change that it was to take back."""
    if present is not None and present.action is Action.UNDO:
        return MemberError(
            "Somebody took that back just now: there is nothing more to do. /content history shows it."
        )
    return MemberError(
        "That is no longer the last change here: use /content undo again to see which is."
    )


def _undoes(present: Revision | None, number: int) -> bool:
    if present is None or present.action is not Action.UNDO:
        return False
    return present.note == undoing(number)


def _state(revision: Revision | None) -> tuple[Standing, Body | None]:
    return (Standing.PACK, None) if revision is None else (revision.standing, revision.body)
