"""The history of a record: pages of its revisions, one of them, and two side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.domain.revisions import Body, Revision, Standing
from bot.services.editing.drifting import Drift
from bot.services.editing.revising import SHOWN

from . import looking_texts as texts, theme
from .controls import button, custom_id
from .dates import timestamp
from .differences import diff_text
from .editing_shown import seen
from .layout import Part, box, note, rows, sealed
from .revision_words import about, day, done, what, who

HISTORY, PAGE, OPEN, COMPARE, ROLL_BACK = "history", "revisions", "revision", "compare", "rollback"
KEEP = "keepours"
"""Routes: `history` answers anew, the others turn their message.

`history:<record>:<before>`, `revisions:<record>:<before>`, `revision:<record>` (a menu),
`compare:<record>:<first>:<second>`, `rollback:<record>:<number>`, `keepours:<record>:<number>`.
"""
UNDO = "takeback"
"""The route that takes back what was done just now: `takeback:<number>:<record>`."""

_LONGEST_DIFF = 3_000
_LONGEST_SENTENCE = 200
_Button = ui.Button[ui.LayoutView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a record said under a number; `revision` is None for number 0, which is the pack's."""

    number: int
    revision: Revision | None
    body: Body | None


def history_page(
    record: str,
    revisions: Sequence[Revision],
    before: int,
    latest: int,
    *,
    name: str,
    pack: Body | None,
    drift: Drift | None,
    left_out: str = "",
) -> ui.LayoutView:
    """List some revisions, the newest first; `before` is 0 on the first page, else a number above.

    `left_out` says why the latest cannot be shown to members, if it cannot.
    """
    title = texts.HISTORY.format(name=name, record=record)
    lines = [_line(each) for each in revisions] or [texts.HISTORY_NONE]
    is_last = not revisions or revisions[-1].number == 1
    if revisions and is_last:
        lines.append(texts.LINE_NOTHING if pack is None else texts.LINE_PACK)
    buttons: list[_Button] = []
    if left_out:
        lines.append(not_shown(left_out))
    if drift is not None:
        lines.append(_drifted(drift))
        if not drift.is_gone:
            buttons.append(button(texts.WITH_PACK, COMPARE, record, 0, latest))
        buttons.append(button(texts.KEEP, KEEP, record, latest))
    if revisions and revisions[0].number < latest:
        above = before + SHOWN
        buttons.append(button(texts.NEWER, PAGE, record, above if above <= latest else 0))
    if not is_last:
        buttons.append(button(texts.OLDER, PAGE, record, revisions[-1].number))
    menu = _menu(record, revisions, with_pack=pack is not None)
    return sealed([box([title, "\n".join(lines)], theme.LIST), *rows(menu, buttons)])


def not_shown(sentence: str) -> str:
    """Say that what the server has of a record cannot be shown, and why."""
    return texts.NOT_SHOWN.format(sentence=seen(sentence, _LONGEST_SENTENCE))


def revision_card(
    record: str, version: Version, before: Version, *, present: Version, name: str
) -> ui.LayoutView:
    """Show what a revision changed of the one before it, and offer to go back to it."""
    revision = version.revision
    assert revision is not None  # noqa: S101 - what the pack says is compared with what is now
    title = texts.REVISION.format(number=version.number, name=name, done=done(revision))
    buttons: list[_Button] = []
    if version.body != present.body:
        buttons.append(button(texts.ROLL_BACK_TO_THIS, ROLL_BACK, record, version.number))
    if version.number != present.number:
        buttons.append(button(texts.WITH_NOW, COMPARE, record, version.number, present.number))
    buttons.append(button(texts.BACK, PAGE, record, 0))
    return sealed([box([title, *_changed(version, before)], theme.LIST), *rows(None, buttons)])


def comparison(
    record: str, first: Version, second: Version, *, present: Version, name: str
) -> ui.LayoutView:
    """Show what one revision says otherwise than another, and offer to go back to either."""
    one, other = (_named(each, present.number) for each in (first, second))
    both = _begun(texts.COMPARED_BOTH.format(first=one, second=other))
    title = texts.COMPARED.format(both=both, name=name)
    told = [
        _begun(texts.SHOWS_NOTHING.format(which=which))
        for version, which in ((first, one), (second, other))
        if version.body is None
    ]
    if told:
        said = first.body or second.body
        told += [] if said is None else [diff_text(None, said, _LONGEST_DIFF)]
    elif first.body == second.body:
        told = [texts.COMPARED_SAME.format(both=both)]
    else:
        how = texts.COMPARED_HOW.format(first=one, second=other)
        told = [how, diff_text(first.body, second.body, _LONGEST_DIFF)]
    buttons = [
        button(texts.ROLL_BACK_TO.format(number=each.number), ROLL_BACK, record, each.number)
        for each in (first, second)
        if each.body != present.body
    ]
    buttons.append(button(texts.BACK, PAGE, record, 0))
    return sealed([box([title, *told], theme.LIST), *rows(None, buttons)])


def rolled_back(
    revision: Revision,
    target: Version,
    before: Body | None,
    after: Body | None,
    below: Sequence[Part] = (),
) -> ui.LayoutView:
    """Say what a record says again, and show what that changed."""
    form = texts.ROLLED_BACK
    if target.revision is None or target.revision.standing is Standing.PACK:
        form = texts.ROLLED_BACK_NOTHING if after is None else texts.ROLLED_BACK_PACK
    elif after is None:
        form = texts.ROLLED_BACK_HIDDEN
    told = form.format(record=revision.record, target=target.number, number=revision.number)
    return done_view(revision, told, before, after, below)


def done_view(
    revision: Revision,
    told: str,
    before: Body | None,
    after: Body | None,
    below: Sequence[Part] = (),
) -> ui.LayoutView:
    """Say what was done, show what that changed, and lead to its undoing."""
    shown = [note(told)]
    if before is not None and after is not None and before != after:
        shown.append(note(diff_text(before, after, _LONGEST_DIFF)))
    buttons = [to_history(revision.record), to_undo(revision)]
    return sealed([*shown, *rows(None, buttons), *below])


def to_history(record: str) -> _Button:
    """Give a button that answers with the history of a record."""
    return button(texts.OPEN, HISTORY, record, 0)


def to_undo(revision: Revision) -> _Button:
    """Give a button that takes back what was done just now."""
    return button(texts.UNDO, UNDO, revision.number, revision.record)


def changed_since(record: str, number: int, present: Version, target: Version) -> ui.LayoutView:
    """Say that a record was changed since a revision, and ask whether to take all of that back."""
    assert present.revision is not None  # noqa: S101 - it was changed
    told = texts.CHANGED_SINCE.format(
        latest=present.number, done=done(present.revision), number=number
    )
    parts: list[Part] = [note(told), note(_would_change(present.body, target.body))]
    buttons = [
        button(texts.ROLL_BACK_ALL, ROLL_BACK, record, target.number),
        to_history(record),
    ]
    return sealed([*parts, *rows(None, buttons)])


def _would_change(now: Body | None, then: Body | None) -> str:
    if then is None:
        return texts.CHANGED_SINCE_GONE
    if now is None:
        return texts.CHANGED_SINCE_SHOWN
    return f"{texts.CHANGED_SINCE_HOW}\n{diff_text(now, then, _LONGEST_DIFF)}"


def _line(revision: Revision) -> str:
    return texts.LINE.format(
        number=revision.number,
        when=timestamp(revision.at),
        what=what(revision),
        who=who(revision.author),
        about=about(revision),
    )


def _drifted(drift: Drift) -> str:
    if drift.is_gone:
        return texts.DRIFTED_GONE
    return texts.DRIFTED_HIDDEN if drift.is_hidden else texts.DRIFTED


def _menu(
    record: str, revisions: Sequence[Revision], *, with_pack: bool
) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(
            label=texts.OPTION.format(number=each.number, what=what(each)),
            value=str(each.number),
            description=day(each.at),
        )
        for each in revisions
    ]
    if revisions and with_pack:
        options.append(discord.SelectOption(label=texts.OPTION_PACK, value="0"))
    return ui.Select(
        custom_id=custom_id(OPEN, record),
        placeholder=texts.CHOOSE,
        options=options,
        max_values=max(1, min(2, len(options))),
    )


def _changed(version: Version, before: Version) -> list[str]:
    """Give what a revision changed, below words that say of what."""
    if version.body is None:
        return [texts.REVISION_HIDES]
    diff = diff_text(before.body, version.body, _LONGEST_DIFF)
    if before.body is None:
        return [texts.REVISION_FIRST, diff]
    if before.revision is None:
        return [texts.REVISION_AFTER_PACK, diff]
    return [texts.REVISION_AFTER.format(before=before.number), diff]


def _named(version: Version, latest: int) -> str:
    name = texts.COMPARED_NUMBER.format(number=version.number)
    if version.revision is None:
        name = texts.COMPARED_PACK
    return texts.COMPARED_NOW.format(what=name) if version.number == latest else name


def _begun(sentence: str) -> str:
    """Let a sentence begin with a capital letter."""
    return sentence[:1].upper() + sentence[1:]
