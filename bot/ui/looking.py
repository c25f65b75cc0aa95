"""What editors see of one record: what it says as a file would, and what hiding and undoing came to."""

import io
from collections.abc import Sequence

import discord
from discord import ui
from discord.app_commands import Choice

from bot.catalogue.writing import topic_text, yaml_of
from bot.domain.revisions import Action, Body, Revision, Standing, id_of, type_of
from bot.domain.words import plural, truncate
from bot.services.editing.hidden import Hidden
from bot.services.editing.revising import TakenBack

from . import looking_texts as texts, theme
from .controls import button
from .differences import diff_text, harmless
from .history import done_view, to_history
from .layout import Part, note, rows, sealed
from .revision_words import done, name_in

UNDO_LAST = "undolast"
"""The route that takes back the last change of a server, if it still is: `undolast:<id>`."""

_LONGEST_BLOCK = 3_300
_LONGEST_DIFF = 3_000
_MOST_LISTED = 20
_BLOCK = "```{language}\n{text}\n```"


def shown(
    record: str, body: Body, latest: Revision | None
) -> tuple[ui.LayoutView, discord.File | None]:
    """Show a record as its file would say it: in a block, or in a file if it does not fit in one."""
    title = texts.SHOW.format(name=name_in(record, body), standing=_standing(latest))
    buttons = rows(None, [to_history(record)])
    is_topic = type_of(record) == "topic"
    text = topic_text(body) if is_topic else yaml_of(type_of(record), [body])
    is_harmless = all(harmless(line) == line for line in text.splitlines())
    if len(text) <= _LONGEST_BLOCK and is_harmless:
        block = _BLOCK.format(language="md" if is_topic else "yaml", text=text.rstrip("\n"))
        return sealed([note(title), note(block), *buttons]), None
    name = f"{id_of(record)}.{'md' if is_topic else 'yaml'}"
    parts: list[Part] = [note(title), note(texts.SHOW_FILE)]
    parts.append(ui.File[ui.LayoutView](f"attachment://{name}"))
    return sealed([*parts, *buttons]), discord.File(io.BytesIO(text.encode()), name)


def hidden(revision: Revision, before: Body | None) -> ui.LayoutView:
    """Say that a record is hidden."""
    name = name_in(revision.record, before)
    told = texts.HIDDEN.format(name=name, number=revision.number, record=revision.record)
    return done_view(revision, told, before, None)


def restored(revision: Revision, after: Body | None) -> ui.LayoutView:
    """Say that a record is shown again."""
    name = name_in(revision.record, after)
    told = texts.RESTORED.format(name=name, number=revision.number, record=revision.record)
    return done_view(revision, told, None, after)


def undone(taken: TakenBack, before: Body | None, after: Body | None) -> ui.LayoutView:
    """Say what was taken back; of a single change, show what that came to."""
    first, made = taken.changes[0], taken.made[0]
    if len(taken.changes) > 1:
        told = texts.UNDONE_IMPORT.format(
            count=plural(len(taken.changes), "record"), done=done(first)
        )
        return sealed([note(told), note(listed(taken.made, texts.UNDONE_RECORD))])
    form = texts.UNDONE_NONE if after is None else texts.UNDONE
    told = form.format(record=made.record, done=done(first), number=made.number)
    parts = [note(told)]
    if before is not None and after is not None:
        parts.append(note(diff_text(before, after, _LONGEST_DIFF)))
    return sealed([*parts, *rows(None, [to_history(made.record)])])


def ask_undo(changes: Sequence[Revision], before: Body | None, after: Body | None) -> ui.LayoutView:
    """Show the last change of a server, or an import, and offer to take back just that."""
    last = changes[0]
    take_back = button(texts.TAKE_BACK, UNDO_LAST, last.id)
    if last.action is Action.IMPORT:
        count = plural(len(changes), "record")
        told = texts.UNDO_ASK_IMPORT.format(count=count, done=done(last))
        lines = listed(changes, texts.UNDO_ASK_RECORD)
        return sealed([note(told), note(lines), *rows(None, [take_back])])
    told = texts.UNDO_ASK.format(record=last.record, done=done(last), number=last.number)
    parts = [note(told), note(_would_be(before, after))]
    if made := changes[1:]:
        parts.append(note(texts.MADE_WITH.format(lines=listed(made, texts.UNDO_ASK_RECORD))))
    return sealed([*parts, *rows(None, [take_back, to_history(last.record)])])


def _would_be(before: Body | None, after: Body | None) -> str:
    if after is None:
        return texts.UNDO_AFTER_NONE
    if before is None:
        return texts.UNDO_AFTER_SHOWN
    return f"{texts.UNDO_AFTER}\n{diff_text(before, after, _LONGEST_DIFF)}"


def listed(revisions: Sequence[Revision], form: str) -> str:
    """Give a line for each of the first revisions, and how many there are more."""
    lines = [
        form.format(record=each.record, number=each.number) for each in revisions[:_MOST_LISTED]
    ]
    if more := len(revisions) - len(lines):
        lines.append(texts.MORE.format(count=f"{more:,}"))
    return "\n".join(lines)


def hidden_choices(found: Sequence[Hidden]) -> list[Choice[str]]:
    """Give what is hidden for autocomplete; the value is the key."""
    return [Choice(name=_label(each), value=each.record) for each in found[: theme.CHOICES]]


def _label(hidden_: Hidden) -> str:
    gaps = {"type": texts.TYPES[hidden_.type]}
    room = theme.LABEL - len(texts.HIDDEN_LABEL.format(name="", **gaps))
    return texts.HIDDEN_LABEL.format(name=truncate(hidden_.name, room), **gaps)


def _standing(latest: Revision | None) -> str:
    if latest is None:
        return texts.SHOW_PACK
    forms = {
        Standing.OWN: texts.SHOW_OWN,
        Standing.HIDDEN: texts.SHOW_HIDDEN,
        Standing.PACK: texts.SHOW_BACK,
    }
    return forms[latest.standing].format(number=latest.number, done=done(latest))
