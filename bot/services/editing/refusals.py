"""Why a change is refused, in sentences."""

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Revision

NOTHING = "Nothing has been changed here that could be taken back."
UNCHANGED = (
    "Nothing is changed yet: it says just that already. Change something first, or discard it."
)
NOT_IN_PACK = (
    "Before it was hidden it said what the pack says, and the pack has nothing of it any more: look "
    "in /content history for what to go back to."
)


def changed_since(present: Revision | None) -> MemberError:
    """Say that what is to be taken back is not the latest of its record."""
    number = present.number if present else 0
    return MemberError(
        f"It was changed again since, and what it says now is number {number}: look at its "
        "history, and choose what to go back to."
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
