"""Pickers: what a draft names of other records, chosen from menus of any number of pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord
from discord import ui
from discord.app_commands import Choice

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.folding import fold
from bot.catalogue.texts import MOST_LINKS
from bot.domain.entries import Place, Source
from bot.domain.revisions import Draft, type_of
from bot.domain.words import truncate
from bot.services.editing.new_sources import as_source, new_sources
from bot.services.editing.records import AnyRecord, called, key_of, matching, records_of
from bot.services.editing.sections import LAYOUTS, MOST_INPUTS, chosen_in, locators

from . import editing_texts as texts, names, texts as general, theme
from .controls import button, custom_id
from .editing_panel import LOCATE, OPEN, PICK, ROUTE, named
from .editing_shown import bare, seen
from .layout import box, listing, note, rows, sealed

PICKED, FIND = "picked", "pickfind"
"""Routes of a picker, as PICK is, each with the draft, the field, the page and what is looked for."""
SOURCE = "newsource"
"""Route of the form of a source that a draft makes: `newsource:<draft>:<id, empty for another>`."""

_LONGEST_QUERY = 40  # so that a custom_id holds it beside ids of 19 digits
_MOST_ASIDE = 600
_LONGEST_CHANGED = 60  # of a title on a button


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in a picker somebody is: the field, the page from 0, and the words that narrow it."""

    field: str
    page: int = 0
    query: str = ""

    def arguments(self, draft: Draft, page: int | None = None) -> tuple[object, ...]:
        """Give what a `custom_id` says of it, for another page if one is given."""
        return draft.id, self.field, self.page if page is None else page, self.query


def choices(found: Sequence[AnyRecord]) -> list[Choice[str]]:
    """Give records of any type for autocomplete; the value is the key."""
    return [Choice(name=_label(record), value=key_of(record)) for record in found[: theme.CHOICES]]


def query_of(words: str) -> str:
    """Give what somebody looks for as a `custom_id` can hold it."""
    return fold(words)[:_LONGEST_QUERY].strip()


def picker(draft: Draft, catalogue: Catalogue, spot: Spot) -> ui.LayoutView:
    """Give a page of what can be chosen, what is chosen already first."""
    type_ = LAYOUTS[type_of(draft.record)].picks[spot.field]
    made = _made(draft) if type_ == "source" else {}
    known = records_of(type_, catalogue.contents)
    chosen = chosen_of(draft, spot.field)
    new = [id_ for id_, each in made.items() if spot.query in fold(called(each))]
    found = [*new, *(record.id for record in matching(catalogue, type_, spot.query))]
    ids = _in_order(chosen, found, every=not spot.query)
    pages = max(1, -(-len(ids) // theme.SELECT_OPTIONS))
    at = max(0, min(spot.page, pages - 1))
    here = ids[at * theme.SELECT_OPTIONS :][: theme.SELECT_OPTIONS]
    options = [
        _option(id_, made.get(id_) or known.get(id_), is_chosen=id_ in chosen, is_new=id_ in made)
        for id_ in here
    ]
    spot = Spot(field=spot.field, page=at, query=spot.query)
    parts = [
        box(
            _head(draft, spot, [_name(id_, made.get(id_) or known.get(id_)) for id_ in chosen]),
            theme.LIST,
        ),
        note(_found(spot, len(ids), type_)),
        *rows(_menu(draft, spot, options) if options else None, _turning(draft, spot, pages)),
        *rows(None, _buttons(draft, spot)),
        *rows(None, [_change(draft, each) for each in made.values()]),
    ]
    return sealed(parts)


def chosen_of(draft: Draft, field: str) -> list[str]:
    """Give the ids that are chosen in a field, each once."""
    return [id_ for id_ in dict.fromkeys(chosen_in(draft.body, field)) if id_]


def locating(draft: Draft) -> ui.LayoutView:
    """Ask which sources' places are to be typed, where one form does not hold them all."""
    count = len(chosen_of(draft, "sources"))
    buttons = [
        button(
            texts.LOCATE_SOME.format(first=first + 1, last=min(first + MOST_INPUTS, count)),
            *(ROUTE, LOCATE, draft.id, first),
        )
        for first in range(0, min(count, MOST_LINKS), MOST_INPUTS)
    ]
    told = texts.LOCATE_WHICH.format(name=named(draft))
    back = [button(texts.BACK, ROUTE, OPEN, draft.id)]
    return sealed([note(told), *rows(None, buttons), *rows(None, back)])


def cited(draft: Draft, catalogue: Catalogue, first: int) -> list[tuple[str, str, str]]:
    """Give some citations of a draft for a form: the id of each source, its name, and the place."""
    made, known, at = _made(draft), catalogue.contents.sources, locators(draft.body)
    ids = chosen_of(draft, "sources")[first : first + MOST_INPUTS]
    return [(id_, _name(id_, made.get(id_) or known.get(id_)), at[id_]) for id_ in ids]


def source_names(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, str]:
    """Name those of some sources that a catalogue has."""
    known = catalogue.contents.sources
    return {id_: _name(id_, known[id_]) for id_ in ids if id_ in known}


def _in_order(chosen: Sequence[str], found: Sequence[str], *, every: bool) -> list[str]:
    """Put what is chosen first, be it found or not if `every`."""
    known = set(found)
    ids = [id_ for id_ in chosen if every or id_ in known]
    return list(dict.fromkeys([*ids, *found]))


def _head(draft: Draft, spot: Spot, chosen: Sequence[str]) -> list[str]:
    told = [texts.PICK.format(field=texts.FIELDS[spot.field], name=named(draft))]
    names_ = [seen(name, 110) for name in chosen]
    listed = listing(names_, _MOST_ASIDE)
    none = texts.PICK_NONE_NEEDED if spot.field == "sources" else texts.PICK_NONE
    told.append(texts.PICK_CHOSEN.format(count=len(chosen), names=listed) if chosen else none)
    if len(chosen) > MOST_LINKS:
        told.append(texts.PICK_TOO_MANY.format(count=len(chosen), most=MOST_LINKS))
    return told


def _found(spot: Spot, count: int, type_: str) -> str:
    if not spot.query:
        return texts.PICK_ALL.format(count=count)
    missing = texts.PICK_NOT_FOUND_SOURCE if type_ == "source" else texts.PICK_NOT_FOUND
    form = texts.PICK_FOUND if count else missing
    return form.format(count=count, query=spot.query, type=type_)


def _menu(
    draft: Draft, spot: Spot, options: list[discord.SelectOption]
) -> ui.Select[ui.LayoutView]:
    field = texts.FIELDS[spot.field].lower()
    return ui.Select(
        custom_id=custom_id(PICKED, *spot.arguments(draft)),
        placeholder=texts.PICK_MENU.format(field=field),
        options=options,
        min_values=0,
        max_values=len(options),
    )


def _turning(draft: Draft, spot: Spot, pages: int) -> list[ui.Button[ui.LayoutView]]:
    found: list[ui.Button[ui.LayoutView]] = []
    if spot.page > 0:
        label = general.PREVIOUS_PAGE.format(page=spot.page)
        found.append(button(label, PICK, *spot.arguments(draft, spot.page - 1)))
    if spot.page < pages - 1:
        label = general.NEXT_PAGE.format(page=spot.page + 2)
        found.append(button(label, PICK, *spot.arguments(draft, spot.page + 1)))
    return found


def _buttons(draft: Draft, spot: Spot) -> list[ui.Button[ui.LayoutView]]:
    found = [button(texts.FIND, FIND, *spot.arguments(draft))]
    if spot.query:
        found.append(button(texts.FIND_ALL, PICK, draft.id, spot.field, 0, ""))
    if spot.field == "sources" and chosen_of(draft, "sources"):
        found.append(button(texts.LOCATE, ROUTE, LOCATE, draft.id))
    if spot.field == "sources":
        found.append(button(texts.SOURCE_NEW_BUTTON, SOURCE, draft.id, ""))
    return [*found, button(texts.BACK, ROUTE, OPEN, draft.id)]


def _made(draft: Draft) -> dict[str, AnyRecord]:
    """Give the sources that a draft makes, by their ids."""
    return {id_: as_source(id_, said) for id_, said in new_sources(draft.body).items()}


def _change(draft: Draft, source: AnyRecord) -> ui.Button[ui.LayoutView]:
    label = texts.SOURCE_CHANGE.format(title=bare(called(source), _LONGEST_CHANGED))
    return button(label, SOURCE, draft.id, source.id)


def _option(
    id_: str, record: AnyRecord | None, *, is_chosen: bool, is_new: bool
) -> discord.SelectOption:
    about = texts.SOURCE_NEW_ABOUT if is_new else _about(record)
    return discord.SelectOption(
        label=bare(_name(id_, record), theme.LABEL),
        value=id_[: theme.LABEL],
        description=truncate(about, theme.LABEL) or None,
        default=is_chosen,
    )


def _label(record: AnyRecord) -> str:
    if not isinstance(record, Place | Source):
        return names.label(record)
    form = texts.PLACE_LABEL if isinstance(record, Place) else texts.SOURCE_LABEL
    room = theme.LABEL - len(form.format(name=""))
    return form.format(name=truncate(_name(record.id, record), room))


def _name(id_: str, record: AnyRecord | None) -> str:
    match record:
        case None:
            return id_
        case Source(author=author, title=title) if author:
            return texts.SOURCE_NAME.format(author=author, title=title)
        case _:
            return called(record)


def _about(record: AnyRecord | None) -> str:
    match record:
        case None:
            return texts.UNKNOWN_RECORD
        case Place():
            return record.today
        case Source():
            about = texts.SOURCE_ABOUT.format(kind=record.kind, year=record.year)
            return about if record.year else str(record.kind)
        case _:
            return names.about(record)
