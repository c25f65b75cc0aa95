"""What editors see of an import: its form, what it would change and what is wrong, and its end."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.domain.errors import Fault
from bot.domain.revisions import Overlay, Revision, Standing
from bot.domain.words import join, plural
from bot.services.editing.import_plans import Change
from bot.services.editing.waiting_plans import KEPT, ImportPlan

from . import importing_texts as texts, theme
from .audit import REVERT_IMPORT
from .controls import button, custom_id
from .differences import diff_text
from .editing_shown import seen
from .layout import Part, box, note, rows, sealed
from .revision_words import name_in

ROUTE = "import"
FILE, APPLY, DISCARD = "file", "apply", "discard"
"""What follows the route: `import:file` (a form), `import:apply:<plan>`, `import:discard:<plan>`."""

_LEFT_FREE = 200  # characters of a message, for what stands below the rest
_FAULTS = 2_600
_WARNINGS = 1_000
_LONGEST_FAULT = 500
_LONGEST_DIFF = 900
_LEAST_DIFF = 200
_LONGEST_NAMES = 700
_NAME = 110
_MOST_SINCE = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What a plan would do, in texts for one card; `are_all` if they tell all faults."""

    lines: tuple[str, ...]
    are_all: bool


def form() -> ui.Modal:
    """Ask for a file."""
    modal = ui.Modal(title=texts.FORM_TITLE, custom_id=custom_id(ROUTE, FILE))
    upload: ui.FileUpload[ui.LayoutView] = ui.FileUpload(custom_id=FILE)
    modal.add_item(ui.Label(text=texts.FORM_FILE, description=texts.FORM_HINT, component=upload))
    return modal


def told(plan: ImportPlan) -> Told:
    """Write what a plan would do; differences take a moment: call it in a thread."""
    lines = [texts.TITLE.format(name=seen(plan.name, _NAME))]
    if plan.is_again:
        lines.append(_again(plan.since))
    if not plan.errors:
        lines.append(_counts(plan))
    faults = list(_faults(plan.faults, _FAULTS if plan.errors else _WARNINGS))
    if faults:
        lines.append("\n".join([_head(plan), *faults]))
    if not plan.errors:
        lines.extend(_changes(plan, theme.MESSAGE_TEXT - _LEFT_FREE - sum(map(len, lines))))
    return Told(tuple(lines), are_all=len(faults) == len(plan.faults))


def summary(plan: ImportPlan, written: Told) -> tuple[ui.LayoutView, list[discord.File]]:
    """Show what a plan would do, with its buttons if it can be applied, and all its faults."""
    parts: list[Part] = [box(written.lines, theme.LIST)]
    files: list[discord.File] = []
    if not written.are_all:
        text = "".join(f"{fault}\n" for fault in plan.faults)
        files.append(discord.File(io.BytesIO(text.encode()), texts.FAULTS_FILE))
        parts.append(ui.File[ui.LayoutView](f"attachment://{texts.FAULTS_FILE}"))
    if plan.id:
        parts.append(note(texts.ASK.format(minutes=int(KEPT.total_seconds()) // 60)))
        apply = button(texts.APPLY, ROUTE, APPLY, plan.id)
        apply.style = discord.ButtonStyle.success
        parts.extend(rows(None, [apply, button(texts.DISCARD, ROUTE, DISCARD, plan.id)]))
    return sealed(parts), files


def applied(revisions: Sequence[Revision]) -> ui.LayoutView:
    """Say that a plan was applied; a button takes all of it back."""
    name = seen(revisions[0].note.removeprefix("from "), _NAME)
    line = texts.APPLIED.format(count=_records(len(revisions)), name=name)
    back = button(texts.TAKE_BACK, REVERT_IMPORT, revisions[0].id)
    return sealed([note(line), *rows(None, [back])])


def exported(overlay: Overlay, data: bytes) -> tuple[ui.LayoutView, discord.File]:
    """Hand over an export, and say what it holds."""
    counts = [_records(len(overlay.own))] if overlay.own else []
    if overlay.hidden:
        counts.append(texts.EXPORT_HIDDEN.format(count=_records(len(overlay.hidden))))
    line = texts.EXPORT.format(what=join(counts))
    file = ui.File[ui.LayoutView](f"attachment://{texts.EXPORT_FILE}")
    return sealed([note(line), file]), discord.File(io.BytesIO(data), texts.EXPORT_FILE)


def _records(count: int) -> str:
    return plural(count, "record")


def _counts(plan: ImportPlan) -> str:
    """Write "It would add 1 record and change 2 records. 3 records would stay: …"."""
    if not plan.total:
        return texts.NOTHING if plan.unchanged else texts.EMPTY
    once_unnamed = texts.HIDE_NAMED_ONE if plan.named == 1 else texts.HIDE_NAMED
    counts = (
        (texts.ADD, plan.added),
        (texts.CHANGE, plan.changed),
        (texts.HIDE, plan.hidden),
        (once_unnamed, plan.named),
    )
    what = join([words.format(count=_records(count)) for words, count in counts if count])
    lines = [texts.COUNTS.format(what=what)]
    if plan.unchanged:
        lines.append(texts.UNCHANGED.format(count=_records(plan.unchanged)))
    return " ".join(lines)


def _again(since: Sequence[str]) -> str:
    """Say why nothing was imported, and that this is another summary than before."""
    if not since:
        return texts.AGAIN
    some = [f"`{record}`" for record in since[:_MOST_SINCE]]
    more = len(since) - len(some)
    named = join([*some, *([texts.MORE.format(count=f"{more:,}")] if more else [])])
    return texts.AGAIN_OF.format(records=named)


def _head(plan: ImportPlan) -> str:
    match len(plan.errors):
        case 0:
            return texts.WARNINGS
        case 1:
            return texts.FAULT
        case several:
            return texts.FAULTS.format(count=plural(several, "error"))


def _faults(faults: Sequence[Fault], room: int) -> Iterator[str]:
    """Yield faults a line each, and a last line where not all of them fit."""
    for at, fault in enumerate(faults):
        line = texts.LINE.format(fault=seen(str(fault), _LONGEST_FAULT))
        room -= len(line) + 1
        if room < 0:
            yield texts.MORE_FAULTS.format(count=f"{len(faults) - at:,}")
            return
        yield line


def _changes(plan: ImportPlan, room: int) -> Iterator[str]:
    """Yield what is hidden and new by name, then what is changed line by line, as far as it fits."""
    away = [change for change in plan.first if change.standing is Standing.HIDDEN]
    hidden = [change for change in away if not change.is_named]
    named = [change for change in away if change.is_named]
    added = [change for change in plan.first if change.before is None and change.after is not None]
    changed = [change for change in plan.first if change.before and change.after]
    for words, changes, count in (
        (texts.HIDDEN, hidden, plan.hidden),
        (texts.HIDDEN_NAMED, named, plan.named),
        (texts.ADDED, added, plan.added),
    ):
        if changes:
            line = words.format(names=_names(changes, count))
            room -= len(line)
            yield line
    left = plan.changed
    for change in changed:
        name = name_in(change.record, change.after)
        line = texts.CHANGED.format(name=name, record=change.record, diff="")
        limit = min(_LONGEST_DIFF, room - len(line) - len(texts.MORE_CHANGED) - 10)
        if limit < _LEAST_DIFF:
            break
        line += diff_text(change.before, change.after, limit)
        room -= len(line)
        left -= 1
        yield line
    if left:
        yield texts.MORE_CHANGED.format(count=_records(left))


def _names(changes: Sequence[Change], count: int) -> str:
    """List records by name, as many as fit, then how many more there are of `count`."""
    shown: list[str] = []
    room = _LONGEST_NAMES
    for change in changes:
        name = name_in(change.record, change.after, change.before)
        room -= len(name) + 2
        if room < 0:
            break
        shown.append(name)
    more = count - len(shown)
    return join([*shown, *([texts.MORE.format(count=f"{more:,}")] if more else [])])
