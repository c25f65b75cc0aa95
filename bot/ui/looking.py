"""What editors see of one record: what it says as a file would, and what hiding and undoing came to."""

import io
from collections.abc import Collection, Sequence

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
from .history import done_view, not_shown, to_history
from .layout import Part, note, rows, sealed
from .revision_words import done, name_in

UNDO_LAST = "undolast"
"""The route that takes back the last change of a server, if it still is: `undolast:<id>`."""

_LONGEST_BLOCK = 3_300
_LONGEST_DIFF = 3_000
_MOST_LISTED = 20
_BLOCK = "```{language}\n{text}\n```"


def shown(
    record: str, body: Body, latest: Revision | None, left_out: str = ""
) -> tuple[ui.LayoutView, discord.File | None]:
    """Show a record as its file would say it: in a block, or in a file if it does not fit in one.

    `left_out` says why it cannot be shown to members, if it cannot.
    """
    title = texts.SHOW.format(name=name_in(record, body), standing=_standing(latest))
    if left_out:
        title += "\n" + not_shown(left_out)
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


def undone(
    taken: TakenBack,
    before: Body | None,
    after: Body | None,
    below: Sequence[Part] = (),
    *,
    gone: Collection[str] = (),
) -> ui.LayoutView:
    """Say what was taken back; of a single change, show what that came to.

    `gone` are the records of which nothing is shown any more.
    """
    first, made = taken.changes[0], taken.made[0]
    if first.action is Action.IMPORT:
        count, came = _all(len(taken.changes)), _came_of(taken.made, gone)
        told = texts.UNDONE_IMPORT.format(all=count, done=done(first), came=came)
        return sealed([note(told), note(listed(taken.made, texts.UNDONE_RECORD))])
    form = texts.UNDONE_NONE if after is None else texts.UNDONE
    told = form.format(record=made.record, done=done(first), number=made.number)
    parts = [note(told)]
    if before is not None and after is not None:
        parts.append(note(diff_text(before, after, _LONGEST_DIFF)))
    if others := taken.made[1:]:
        lines = listed(others, texts.UNDONE_RECORD)
        count = plural(len(others), "source")
        came = _came_of(others, gone)
        parts.append(note(texts.UNDONE_WITH.format(count=count, came=came, lines=lines)))
    return sealed([*parts, *rows(None, [to_history(made.record)]), *below])


def import_taken_back(taken: TakenBack, gone: Collection[str]) -> ui.LayoutView:
    """Say that an import was taken back; `gone` are the records of which nothing is shown any more."""
    count, came = _all(len(taken.made)), _came_of(taken.made, gone)
    return sealed([note(texts.IMPORT_TAKEN_BACK.format(all=count, came=came))])


def _all(count: int) -> str:
    """Write "all 9 records"; of one, that it is the only one."""
    if count == 1:
        return texts.ALL_OF_ONE
    return texts.ALL_OF.format(count=plural(count, "record"))


def _came_of(made: Sequence[Revision], gone: Collection[str]) -> str:
    """Say what records show again, and of how many nothing is shown any more."""
    count = sum(each.record in gone for each in made)
    if count == len(made):
        return texts.CAME_GONE_ONE if count == 1 else texts.CAME_GONE
    if not count:
        return texts.CAME_BACK_ONE if len(made) == 1 else texts.CAME_BACK
    form = texts.CAME_BOTH_ONE if count == 1 else texts.CAME_BOTH
    return form.format(gone=f"{count:,}")


def ask_undo(changes: Sequence[Revision], before: Body | None, after: Body | None) -> ui.LayoutView:
    """Show the last change of a server, or an import, and offer to take back just that."""
    last = changes[0]
    take_back = button(texts.TAKE_BACK, UNDO_LAST, last.id)
    if last.action is Action.IMPORT:
        told = texts.UNDO_ASK_IMPORT.format(all=_all(len(changes)), done=done(last))
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


def offered_with(shown_: Sequence[Choice[str]], away: Sequence[Choice[str]]) -> list[Choice[str]]:
    """Offer what is shown, then what is not: of the latter at most half of all."""
    some = away[: theme.CHOICES // 2]
    return [*shown_[: theme.CHOICES - len(some)], *some]


def _label(hidden_: Hidden) -> str:
    form = texts.LEFT_OUT_LABEL if hidden_.is_left_out else texts.HIDDEN_LABEL
    gaps = {"type": texts.TYPES[hidden_.type]}
    room = theme.LABEL - len(form.format(name="", **gaps))
    return form.format(name=truncate(hidden_.name, room), **gaps)


def _standing(latest: Revision | None) -> str:
    if latest is None:
        return texts.SHOW_PACK
    forms = {
        Standing.OWN: texts.SHOW_OWN,
        Standing.HIDDEN: texts.SHOW_HIDDEN,
        Standing.PACK: texts.SHOW_BACK,
    }
    return forms[latest.standing].format(number=latest.number, done=done(latest))
