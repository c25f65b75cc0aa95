"""Which entries name a place or a source, which must stay there while they do."""

import asyncio
from itertools import chain, islice

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.references import named_by
from bot.domain.entries import Entry
from bot.domain.errors import MemberError
from bot.domain.revisions import id_of, type_of
from bot.domain.words import join, truncate

_TOLD = 3
_MOST = 100  # that are counted


async def refuse_if_named(catalogue: Catalogue, record: str) -> None:
    """Raise MemberError with the entries that name a place or source; all else may go at any time.

    What names a person or a topic that is gone is shown without them.
    """
    if type_of(record) not in {"place", "source"}:
        return
    found = await asyncio.to_thread(_naming, catalogue, record)
    if found:
        shown = [f"“{truncate(entry.name, 60)}”" for entry in found[:_TOLD]]
        more = len(found) - len(shown)
        named = join([*shown, f"{more} more"] if more else shown)
        raise MemberError(f"{named} would be left without it: change what names it first.")


def _naming(catalogue: Catalogue, record: str) -> list[Entry]:
    """Look through all entries, of which there may be very many."""
    wanted = type_of(record), id_of(record)
    contents = catalogue.contents
    entries = chain[Entry](
        contents.events.values(), contents.people.values(), contents.topics.values()
    )
    naming = (
        entry
        for entry in entries
        if any((type_, id_) == wanted for _, type_, id_ in named_by(entry))
    )
    return list(islice(naming, _MOST))
