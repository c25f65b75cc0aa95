"""The panel in which a draft is edited: what it says, what is wrong with it, and a button a section."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.catalogue.records import Problem
from bot.domain.revisions import Draft, RecordType, Revision, type_of
from bot.domain.words import truncate
from bot.services.editing.drafting import name_of
from bot.services.editing.parts import parts
from bot.services.editing.sections import LAYOUTS, chosen_in

from . import editing_texts as texts, theme
from .controls import button, custom_id
from .editing_faults import worded
from .editing_shown import bare, seen
from .history import HISTORY, UNDO
from .layout import Part, box, note, rows, sealed

ROUTE, ADD, LIST, PICK = "draft", "newdraft", "drafts", "pick"
"""Routes: of one draft (`draft:<action>:<id>:…`), a new one, all, and what one names of records."""

OPEN, PUBLISH, DISCARD, DISCARD_YES = "open", "publish", "discard", "discarded"
COMPARE, MERGE, REBASE, DETACH = "compare", "merge", "rebase", "detach"
CONTINUE, SECTION, PART, LOCATE = "continue", "section", "part", "locate"
ADD_PART = "new"
_MOST_FAULTS, _MOST_WARNINGS = 7, 3
_LONGEST_SENTENCE = 260
_IN_A_ROW = 5
_Button = ui.Button[ui.LayoutView]


def panel(
    draft: Draft,
    shown: Sequence[Part],
    problems: Sequence[Problem],
    headline: str = "",
    *,
    is_stale: bool = False,
) -> ui.LayoutView:
    """Give the panel of a draft around what it shows so far."""
    type_ = type_of(draft.record)
    head = [note(headline)] if headline else []
    faults = [problem for problem in problems if not problem.warning]
    return sealed(
        [
            *head,
            note(_title(draft)),
            *shown,
            note(trouble(draft, problems)),
            *_controls(draft, type_, is_sound=not faults, is_stale=is_stale),
        ]
    )


def room(headline: str, draft: Draft, problems: Sequence[Problem]) -> int:
    """Tell how many characters a panel leaves to what it shows."""
    own = (headline, _title(draft), trouble(draft, problems))
    return theme.MESSAGE_TEXT - sum(map(len, own))


def trouble(draft: Draft, problems: Sequence[Problem]) -> str:
    """Say what is wrong with a draft, and in which of its sections."""
    faults = [problem for problem in problems if not problem.warning]
    warnings = [problem for problem in problems if problem.warning]
    told = [texts.FAULTS, *_sentences(draft, faults, _MOST_FAULTS)] if faults else [texts.SOUND]
    if warnings:
        told += [texts.WARNINGS, *_sentences(draft, warnings, _MOST_WARNINGS)]
    return "\n".join(told)


def place_of(type_: RecordType, problem: Problem) -> str:
    """Tell where a problem is mended: the name of a section, of a picked field, or `sections`."""
    field = problem.path[0] if problem.path else ""
    layout = LAYOUTS[type_]
    found = layout.section_of(str(field))
    known = layout.section(found) is not None or found in layout.picks
    return found if known or (type_ == "topic" and found == "sections") else "words"


def stale(
    draft: Draft, told: Sequence[str], offered: Sequence[tuple[str, str]], seen: int
) -> ui.LayoutView:
    """Show that the record was changed since, to number `seen`, and ask what is to stand.

    `offered` are labels of buttons and their actions.
    """
    buttons = [button(label, ROUTE, action, draft.id, seen) for label, action in offered]
    for first in buttons[:1]:
        first.style = discord.ButtonStyle.primary
    buttons += [
        button(texts.BACK, ROUTE, OPEN, draft.id),
        button(texts.DISCARD_MINE, ROUTE, DISCARD, draft.id),
    ]
    return sealed([*map(note, told), *rows(None, buttons)])


def decided(draft: Draft, told: Sequence[str]) -> ui.LayoutView:
    """Show that the suggestion which a draft takes up waits no longer, and ask what to do with it."""
    own = button(texts.PUBLISH_OWN, ROUTE, DETACH, draft.id)
    buttons = [
        _styled(discord.ButtonStyle.primary, own),
        button(texts.BACK, ROUTE, OPEN, draft.id),
        button(texts.DISCARD, ROUTE, DISCARD, draft.id),
    ]
    return sealed([*map(note, told), *rows(None, buttons)])


def ask_discard(draft: Draft) -> ui.LayoutView:
    """Ask before what was typed is lost."""
    buttons = [
        _styled(
            discord.ButtonStyle.danger, button(texts.DISCARD_YES, ROUTE, DISCARD_YES, draft.id)
        ),
        button(texts.BACK, ROUTE, OPEN, draft.id),
    ]
    return sealed([note(texts.ASK_DISCARD.format(name=named(draft))), *rows(None, buttons)])


def published(revision: Revision, shown: Sequence[Part]) -> ui.LayoutView:
    """Show what was published, with what takes it back."""
    buttons = [
        *_history(revision),
        button(texts.UNDO, UNDO, revision.number, revision.record),
    ]
    return sealed([note(published_title(revision)), *shown, *rows(None, buttons)])


def published_title(revision: Revision) -> str:
    """Say what was published."""
    return texts.PUBLISHED.format(number=revision.number, record=revision.record)


def taken_back(revision: Revision, *, is_shown: bool, below: Sequence[Part] = ()) -> ui.LayoutView:
    """Say that a change was taken back."""
    form = texts.TAKEN_BACK if is_shown else texts.TAKEN_BACK_NEW
    told = form.format(record=revision.record, number=revision.number)
    return sealed([note(told), *rows(None, _history(revision)), *below])


def drafts(found: Sequence[Draft], headline: str, days: int) -> ui.LayoutView:
    """List an editor's drafts."""
    head = [note(headline)] if headline else []
    if not found:
        return sealed([*head, note(texts.DRAFTS_NONE)])
    menu = ui.Select[ui.LayoutView](
        custom_id=custom_id(LIST, OPEN),
        placeholder=texts.DRAFTS_OPEN,
        options=[option(draft) for draft in found],
    )
    card = box([texts.DRAFTS.format(days=days)], theme.LIST)
    return sealed([*head, card, *rows(menu, [button(texts.DRAFTS_DISCARD, LIST, DISCARD)])])


def option(draft: Draft) -> discord.SelectOption:
    """Give a draft as one of several to choose from; the value is its id."""
    when = draft.updated_at
    gaps = {
        "day": texts.DAY.format(day=when.day, month=f"{when:%B}", year=when.year),
        "what": texts.NEW[type_of(draft.record)],
        "record": draft.record,
    }
    about = texts.DRAFT_ABOUT_NEW if draft.is_new else texts.DRAFT_ABOUT_CHANGE
    return discord.SelectOption(
        label=bare(name_of(draft), theme.LABEL) or texts.DRAFT_NAMELESS,
        value=str(draft.id),
        description=truncate(about.format(**gaps), theme.LABEL),
    )


def named(draft: Draft) -> str:
    """Name a draft in a sentence."""
    name = seen(name_of(draft), 100)
    if name:
        return f"“{name}”"
    return texts.NEW[type_of(draft.record)] if draft.is_new else draft.record


def _title(draft: Draft) -> str:
    what = texts.NEW[type_of(draft.record)]
    form = texts.DRAFT_NEW if draft.is_new else texts.DRAFT_CHANGE
    title = form.format(what=what, record=draft.record)
    return title if draft.suggestion is None else title + texts.DRAFT_SUGGESTED


def _sentences(draft: Draft, problems: Sequence[Problem], most: int) -> Iterator[str]:
    type_ = type_of(draft.record)
    for problem in problems[:most]:
        where = texts.where(type_, place_of(type_, problem))
        sentence = seen(worded(type_, draft.body, problem), _LONGEST_SENTENCE)
        if problem.path == ("sources",):
            sentence = f"{sentence} {texts.SOURCES_HOW}"
        yield texts.PROBLEM.format(where=where, sentence=sentence)
    if len(problems) > most:
        yield texts.PROBLEMS_MORE.format(count=len(problems) - most)


def _controls(draft: Draft, type_: RecordType, *, is_sound: bool, is_stale: bool) -> Iterator[Part]:
    layout = LAYOUTS[type_]
    if type_ == "topic":
        yield ui.ActionRow(_parts(draft))
    edits = [
        button(texts.where(type_, section.name), ROUTE, SECTION, draft.id, section.name)
        for section in layout.sections
    ]
    edits += [button(texts.FIELDS[field], PICK, draft.id, field, 0, "") for field in layout.picks]
    if chosen_in(draft.body, "sources"):
        edits.append(button(texts.LOCATE, ROUTE, LOCATE, draft.id))
    for first in range(0, len(edits), _IN_A_ROW):
        yield ui.ActionRow(*edits[first : first + _IN_A_ROW])
    yield ui.ActionRow(*_endings(draft, is_sound=is_sound, is_stale=is_stale))


def _endings(draft: Draft, *, is_sound: bool, is_stale: bool) -> Iterator[_Button]:
    if is_stale:
        yield button(texts.COMPARE, ROUTE, COMPARE, draft.id)
    going_on = button(texts.CONTINUE, ROUTE, CONTINUE, draft.id)
    if not is_sound:
        yield _styled(discord.ButtonStyle.primary, going_on)
    yield _styled(discord.ButtonStyle.success, button(texts.PUBLISH, ROUTE, PUBLISH, draft.id))
    yield _styled(discord.ButtonStyle.danger, button(texts.DISCARD, ROUTE, DISCARD, draft.id))


def _parts(draft: Draft) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(
            label=bare(part.heading, theme.LABEL) or texts.PART_NAMELESS,
            value=str(at),
            description=texts.PART_LENGTH.format(count=f"{len(part.text):,}"),
        )
        for at, part in enumerate(parts(draft.body)[: theme.SELECT_OPTIONS - 1])
    ]
    options.append(discord.SelectOption(label=texts.PART_NEW, value=ADD_PART))
    return ui.Select(
        custom_id=custom_id(ROUTE, PART, draft.id), placeholder=texts.PARTS, options=options
    )


def _history(revision: Revision) -> list[_Button]:
    return [button(texts.HISTORY, HISTORY, revision.record, 0)]


def _styled(style: discord.ButtonStyle, of: _Button) -> _Button:
    of.style = style
    return of
