"""The queue of suggestions as editors see it: one at a time, with what would change."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.catalogue.records import Problem
from bot.domain.revisions import Body, Revision, Suggestion, type_of
from bot.domain.words import plural
from bot.services.editing.comparing import Review
from bot.services.editing.differences import differences
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.suggested import TEXTS, is_report, longest, title_of

from . import suggesting_texts as texts, theme
from .controls import button, custom_id, menu
from .dates import timestamp
from .differences import diff_text, harmless
from .editing_shown import bare, seen
from .history import HISTORY, UNDO
from .layout import Part, box, listing, note, rows, sealed

ROUTE = "review"
"""Route: `review:<action>:<id>`, for approval with the number of the revision that was seen.

To open a suggestion again it goes on with the id of the revision by which it was approved.
"""

NEXT, APPROVE, EDIT, REJECT, BLOCK = "next", "approve", "edit", "reject", "block"
OPEN, ALIKE, REOPEN = "open", "alike", "reopen"
REASON, WHICH = "reason", "which"
_MOST_FAULTS = 4
_LONGEST_FAULT = 160
_LONGEST_NAME = 100
_LONGEST_TOLD = (900, 500)  # what is wrong, how they know
_LONGEST_ALIKE = 250
_LEAST_CHANGE = 200
_SPARE = 250  # for the words around what would change
_LONGEST_LINE = 390  # of a diff, which cuts longer ones
_Button = ui.Button[ui.LayoutView]


class Queue:
    """Shows the suggestions of a server, one after another."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._suggesting = newsroom.suggesting

    async def after(
        self, guild: int, id_: int, *, headline: Sequence[Part] = (), may_block: bool
    ) -> ui.LayoutView:
        """Show the open suggestion that came after another, or that none does."""
        review = await self._suggesting.next(guild, id_)
        if review is not None:
            return _view(review, headline, may_block=may_block)
        waiting = await self._suggesting.count(guild)
        return sealed([*headline, *_end(waiting)])

    async def again(
        self, suggestion: Suggestion, *, headline: Sequence[Part] = (), may_block: bool
    ) -> ui.LayoutView:
        """Show a suggestion with what is there now."""
        review = await self._suggesting.review(suggestion)
        return _view(review, headline, may_block=may_block)


def approved(revision: Revision, id_: int, alike: Sequence[Suggestion]) -> list[Part]:
    """Say above the next suggestion what was published, with what takes it back.

    `alike` are others that may have suggested the same as suggestion `id_`.
    """
    told = texts.APPROVED.format(record=revision.record, number=revision.number)
    buttons = [
        button(texts.HISTORY, HISTORY, revision.record, 0),
        button(texts.UNDO, UNDO, revision.number, revision.record),
    ]
    if alike:
        buttons.append(button(texts.REJECT_ALIKE, ROUTE, ALIKE, id_))
    return [note(told), *rows(None, buttons)]


def decided(suggestion: Suggestion, member: int) -> list[Part]:
    """Say above the next suggestion that it was decided: by another editor, or by this member."""
    forms = texts.DECIDED_YOURSELF if suggestion.decided_by == member else texts.DECIDED
    return [note(forms[suggestion.state].format(id=suggestion.id))]


def still_approved(suggestion: Suggestion | None) -> list[Part]:
    """Say below what was taken back that it came of a suggestion, if it did, and offer to reopen that."""
    if suggestion is None:
        return []
    id_ = suggestion.id
    reopen = button(texts.REOPEN.format(id=id_), ROUTE, REOPEN, id_, suggestion.revision)
    return [note(texts.STILL_APPROVED.format(id=id_)), *rows(None, [reopen])]


def blocked(suggestion: Suggestion, *, is_new: bool) -> list[Part]:
    """Say above a suggestion that its member is blocked."""
    form = texts.BLOCKED if is_new else texts.BLOCKED_ALREADY
    return [note(form.format(who=_who(suggestion)))]


def reject_form(suggestion: Suggestion) -> ui.Modal:
    """Give the form that asks why a suggestion is rejected."""
    modal = ui.Modal(
        title=texts.REJECT_TITLE.format(id=suggestion.id),
        custom_id=custom_id(ROUTE, REJECT, suggestion.id),
    )
    modal.add_item(_reason())
    modal.stop()  # sealed, as all views are
    return modal


def alike_form(suggestion: Suggestion, alike: Sequence[Suggestion]) -> ui.Modal:
    """Give the form that asks which others are rejected because one was published.

    Reports on one entry may be of different mistakes: of these none is chosen beforehand.
    """
    modal = ui.Modal(
        title=texts.REJECT_ALIKE_TITLE, custom_id=custom_id(ROUTE, ALIKE, suggestion.id)
    )
    options = _options(alike, chosen=not is_report(suggestion))
    which = ui.Select[ui.LayoutView](
        custom_id=WHICH, options=options, max_values=len(options), required=True
    )
    hint = texts.REJECT_ALIKE_WHICH_HINT
    modal.add_item(ui.Label(text=texts.REJECT_ALIKE_WHICH, description=hint, component=which))
    modal.add_item(_reason(texts.REJECT_ALIKE_REASON))
    modal.stop()
    return modal


def rejected_alike(count: int) -> list[Part]:
    """Say above the next suggestion how many others were rejected."""
    return [note(texts.REJECTED_ALIKE.format(count=plural(count, "suggestion")))]


def _reason(known: str = "") -> ui.Label[ui.LayoutView]:
    typing = ui.TextInput[ui.LayoutView](
        custom_id=REASON,
        style=discord.TextStyle.paragraph,
        default=known or None,
        max_length=longest(REASON),
        required=True,
    )
    return ui.Label(text=texts.REASON, description=texts.REASON_HINT, component=typing)


def _end(waiting: int) -> list[Part]:
    if not waiting:
        return [note(texts.NOTHING_WAITS)]
    wait = "waits" if waiting == 1 else "wait"
    count = plural(waiting, "suggestion")
    told = texts.END.format(count=count, wait=wait)
    return [note(told), *rows(None, [button(texts.FROM_THE_FIRST, ROUTE, NEXT, 0)])]


def _view(review: Review, headline: Sequence[Part], *, may_block: bool) -> ui.LayoutView:
    head = [_title(review), *_told(review)]
    foot = [*_alike(review), *_doubt(review), *_faults(review.problems), _waiting(review)]
    above = [part.content for part in headline if isinstance(part, ui.TextDisplay)]
    used = sum(map(len, [*above, *head, *foot])) + _SPARE
    change, is_whole = _change(review, max(theme.MESSAGE_TEXT - used, _LEAST_CHANGE))
    known = menu(review.known, texts.OPEN_KNOWN) if review.known else None
    may_block = may_block and review.suggestion.author is not None and not review.is_blocked
    buttons = _buttons(review, may_approve=review.can_publish and is_whole, may_block=may_block)
    card = box([*head, *change], theme.LIST)
    others = rows(_others(review), []) if review.alike else []
    return sealed([*headline, card, *map(note, foot), *others, *rows(known, buttons)])


def _title(review: Review) -> str:
    suggestion, name = review.suggestion, seen(review.name, _LONGEST_NAME)
    if is_report(suggestion):
        title = texts.TITLE_REPORT.format(name=name)
    else:
        title = texts.TITLE_NEW.format(what=texts.WHAT[type_of(suggestion.record)], name=name)
    at = timestamp(suggestion.at, "R")
    by = texts.BY.format(who=_who(suggestion), when=at, id=suggestion.id)
    credit = [texts.WANTS_CREDIT] if suggestion.wants_credit else []
    return f"{title}\n{' · '.join([by, *credit])}"


def _told(review: Review) -> Iterator[str]:
    wrong, source = _LONGEST_TOLD
    if review.suggestion.wrong:
        yield texts.SAYS_WRONG.format(wrong=seen(review.suggestion.wrong, wrong))
    yield texts.SAYS_SOURCE.format(source=seen(review.suggestion.source, source))


def _change(review: Review, room: int) -> tuple[list[str], bool]:
    """Show what would change, and tell whether all of it; or what it says now if a member does not tell."""
    before, after = review.before, review.after
    if review.is_gone:
        return [texts.NOT_SHOWN], True
    if after is None:
        now = seen(_present(before or {}, review.suggestion), room)
        return [texts.SAYS_NOW.format(text=now), texts.NOT_TOLD], True
    found: list[str] = []
    is_whole = True
    for id_, source in review.made.items():
        said = {name: value for name, value in source.items() if name != "id"}
        shown, fits = _diff(None, said, room // 2)
        found.append(f"{texts.WOULD_MAKE.format(id=id_)}\n{shown}")
        room, is_whole = room - len(shown), is_whole and fits
    told = texts.WOULD_CHANGE if is_report(review.suggestion) else texts.WOULD_ADD
    shown, fits = _diff(before, after, room)
    is_whole &= fits
    return [f"{told}\n{shown}", *found, *([] if is_whole else [texts.CUT])], is_whole


def _diff(before: Body | None, after: Body, room: int) -> tuple[str, bool]:
    """Show what differs, and tell whether all of that is shown."""
    shown = diff_text(before, after, room)
    lines = [line for each in differences(before, after) for line in each.lines]
    is_whole = shown == diff_text(before, after, theme.MESSAGE_TEXT * 10)
    return shown, is_whole and all(len(harmless(line)) <= _LONGEST_LINE for line in lines)


def _present(body: Body, suggestion: Suggestion) -> str:
    value = body.get(TEXTS[type_of(suggestion.record)], "")
    return value if isinstance(value, str) else ""


def _alike(review: Review) -> Iterator[str]:
    if review.alike:
        report = is_report(review.suggestion)
        form = texts.ALIKE_REPORTS if report else texts.ALIKE_NEW
        named = [_numbered(each) for each in review.alike]
        yield form.format(names=listing(named, _LONGEST_ALIKE))
    if review.known:
        names = [seen(entry.name, _LONGEST_NAME) for entry in review.known]
        yield texts.KNOWN.format(names=listing(names, _LONGEST_ALIKE * 2))


def _others(review: Review) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=custom_id(ROUTE, OPEN, review.suggestion.id),
        placeholder=texts.OPEN_ALIKE,
        options=_options(review.alike),
    )


def _options(
    suggestions: Sequence[Suggestion], *, chosen: bool = False
) -> list[discord.SelectOption]:
    """Offer suggestions in a menu, as many as it holds; the value is the number."""
    found: list[discord.SelectOption] = []
    for each in suggestions[: theme.SELECT_OPTIONS]:
        name = title_of(each)
        form = texts.OPTION_ALIKE_TITLED if name else texts.OPTION_ALIKE
        about = each.wrong or " ".join(each.fields.get(name, "") for name in TEXTS.values())
        found.append(
            discord.SelectOption(
                label=bare(form.format(id=each.id, name=name), theme.LABEL),
                value=str(each.id),
                description=bare(about, theme.LABEL) or None,
                default=chosen,
            )
        )
    return found


def _numbered(suggestion: Suggestion) -> str:
    name = seen(title_of(suggestion), _LONGEST_NAME)
    form = texts.ALIKE_TITLED if name else texts.ALIKE_ONE
    return form.format(id=suggestion.id, name=name)


def _doubt(review: Review) -> Iterator[str]:
    """Say why nobody should publish a new source as it is."""
    if review.doubt is not None:
        yield texts.DOUBTS[review.doubt]


def _faults(problems: Sequence[Problem]) -> Iterator[str]:
    """Say what keeps a suggestion from being published as it is."""
    faults = [problem.sentence for problem in problems if not problem.warning]
    if faults:
        shown = [seen(sentence, _LONGEST_FAULT) for sentence in faults[:_MOST_FAULTS]]
        lines = [texts.FAULT.format(sentence=sentence) for sentence in shown]
        left = len(faults) - len(shown)
        more = [texts.FAULTS_MORE.format(count=left)] if left else []
        yield "\n".join([texts.FAULTS, *lines, *more])


def _waiting(review: Review) -> str:
    return texts.WAITING.format(count=plural(review.waiting, "suggestion"))


def _buttons(review: Review, *, may_approve: bool, may_block: bool) -> list[_Button]:
    id_ = review.suggestion.id
    found: list[_Button] = []
    if may_approve:
        found.append(button(texts.APPROVE, ROUTE, APPROVE, id_, review.number))
        found[0].style = discord.ButtonStyle.success
    if not review.is_gone:
        found.append(button(texts.EDIT, ROUTE, EDIT, id_))
    found.append(button(texts.REJECT, ROUTE, REJECT, id_))
    found.append(button(texts.SKIP, ROUTE, NEXT, id_))
    if may_block:
        found.append(button(texts.BLOCK, ROUTE, BLOCK, id_))
        found[-1].style = discord.ButtonStyle.danger
    return found


def _who(suggestion: Suggestion) -> str:
    return texts.ERASED_MEMBER if suggestion.author is None else f"<@{suggestion.author}>"
