"""What the audit channel of a server is told: one change, an import, or many at once."""

from collections import Counter
from collections.abc import Sequence

from discord import ui

from bot.domain.revisions import Body, Revision
from bot.domain.words import plural

from . import looking_texts as texts, theme
from .controls import button
from .differences import diff_text
from .history import to_history
from .layout import box, rows, sealed
from .looking import listed
from .revision_words import done, is_import, name_in, what, who

REVERT, REVERT_IMPORT = "revert", "revertimport"
"""Routes: `revert:<record>:<number>` takes a change back, `revertimport:<id>` an import."""

_LONGEST_DIFF = 2_800
_MOST_LISTED = 15


def change_notice(revision: Revision, after: Body | None, before: Body | None) -> ui.LayoutView:
    """Tell of one change: who, what, and what differs; with a button that takes it back."""
    name = name_in(revision.record, after, before)
    told = texts.AUDIT.format(
        name=name, done=done(revision), record=revision.record, number=revision.number
    )
    parts = [told]
    if after is not None:
        parts.append(diff_text(before, after, _LONGEST_DIFF))
    buttons = [
        button(texts.ROLL_BACK, REVERT, revision.record, revision.number),
        to_history(revision.record),
    ]
    return sealed([box(parts, theme.LIST), *rows(None, buttons)])


def import_notice(revisions: Sequence[Revision]) -> ui.LayoutView:
    """Tell of many changes that were made as one."""
    first = revisions[0]
    told = texts.AUDIT_IMPORT.format(
        count=plural(len(revisions), "record"),
        done=done(first),
        lines=listed(revisions, texts.AUDIT_RECORD),
    )
    buttons = [button(texts.ROLL_BACK, REVERT_IMPORT, first.id)] if is_import(first) else []
    return sealed([box([told], theme.LIST), *rows(None, buttons)])


def summary(changes: Sequence[Sequence[Revision]]) -> ui.LayoutView:
    """Tell of many changes at once: how many of what, by whom, and of which records."""
    revisions = [each for together in changes for each in together]
    counted = Counter((what(each), who(each.author)) for each in revisions)
    lines = [
        texts.AUDIT_SUM.format(count=f"{count:,}", what=done_, who=author)
        for (done_, author), count in counted.most_common(_MOST_LISTED)
    ]
    told = texts.AUDIT_MANY.format(count=f"{len(revisions):,}", lines="\n".join(lines))
    return sealed([box([told, listed(revisions, texts.AUDIT_RECORD)], theme.LIST)])
