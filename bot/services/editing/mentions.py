"""Which entries name a place or a source, which must stay there while they do."""

import asyncio
from collections.abc import Collection, Sequence
from itertools import chain, islice

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.references import named_by
from bot.domain.entries import Entry
from bot.domain.errors import MemberError
from bot.domain.revisions import type_of
from bot.domain.words import join, truncate

_TOLD = 3
_MOST = 100  # that are counted


async def refuse_if_named(catalogue: Catalogue, record: str) -> None:
    """Raise MemberError with the entries that name a place or source; all else may go at any time.

    What names a person or a topic that is gone is shown without them.
    """
    if found := await _naming(catalogue, {record}, ()):
        raise MemberError(f"{_listed(found)} would be left without it: change what names it first.")


async def refuse_if_others_name(
    catalogue: Catalogue, gone: Collection[str], apart: Collection[str]
) -> None:
    """Raise MemberError as `refuse_if_named` does, if many go; entries that are `apart` may name them."""
    if found := await _naming(catalogue, gone, apart):
        named = {f"{type_}:{id_}" for entry in found for _, type_, id_ in named_by(entry)}
        lost = sorted(named.intersection(gone))
        raise MemberError(
            f"{_listed(found)} would be left without {_joined(lost)}: change what names that first."
        )


async def is_unnamed(catalogue: Catalogue, record: str, apart: Collection[str]) -> bool:
    """Whether no entry but those that are `apart` names a place or source."""
    return not await _naming(catalogue, {record}, apart)


async def _naming(
    catalogue: Catalogue, gone: Collection[str], apart: Collection[str]
) -> list[Entry]:
    wanted = {record for record in gone if type_of(record) in {"place", "source"}}
    return await asyncio.to_thread(_found, catalogue, wanted, apart) if wanted else []


def _found(catalogue: Catalogue, wanted: Collection[str], apart: Collection[str]) -> list[Entry]:
    """Look through all entries, of which there may be very many."""
    contents = catalogue.contents
    entries = chain[Entry](
        contents.events.values(), contents.people.values(), contents.topics.values()
    )
    naming = (
        entry
        for entry in entries
        if entry.key not in apart
        and any(f"{type_}:{id_}" in wanted for _, type_, id_ in named_by(entry))
    )
    return list(islice(naming, _MOST))


def _listed(found: Sequence[Entry]) -> str:
    return _joined([f"“{truncate(entry.name, 60)}”" for entry in found])


def _joined(names: Sequence[str]) -> str:
    """Join the first, and say how many there are more."""
    more = len(names) - _TOLD
    return join([*names[:_TOLD], f"{more} more"] if more > 0 else names)
