"""Refuses to show again what was shown before, where an entry would be without a place or source."""

from collections.abc import Iterator, Sequence

from bot.catalogue.checking import record_of
from bot.catalogue.records import RecordError
from bot.catalogue.references import named_by
from bot.domain.entries import Place, Source
from bot.domain.errors import MemberError
from bot.domain.revisions import Revision, Standing, id_of, type_of
from bot.domain.words import truncate
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.revisions import Revisions

from .bodies import of_pack
from .mentions import refuse_if_others_name
from .records import name_field, records_of

_LONGEST = 60
_LOOKED_AT = 25  # revisions in which the name of what is gone is looked for
_HIDDEN = "which is hidden here: bring that back first with /content restore entry:{record}"
_GONE = "which is not here any more: bring that back first, in /content history entry:{record}"
_NEEDS = {"source": "cites the source", "place": "names the place"}


async def refuse_lost(catalogues: Catalogues, made: Sequence[Revision]) -> None:
    """Raise MemberError if other entries name what changes would take away."""
    pack, records = catalogues.pack.contents, {each.record for each in made}
    gone = {
        each.record
        for each in made
        # what the pack has and the server hides stays while it is named
        if each.standing is not Standing.OWN and of_pack(pack, each.record) is None
    }
    await refuse_if_others_name(catalogues.of(made[0].guild), gone, apart=records)


async def refuse_bereft(
    database: Database, catalogues: Catalogues, made: Sequence[Revision]
) -> None:
    """Raise MemberError if what changes show names a place or source that is not shown with it.

    Else that would be left away, and the entry with the last of its sources.
    """
    shown = catalogues.of(made[0].guild).contents
    with_it = {each.record: _is_shown(catalogues, each) for each in made}
    for change in made:
        for record in _needed(change):
            if not with_it.get(record, id_of(record) in records_of(type_of(record), shown)):
                raise await _refusal(database, catalogues, change, record)


def _is_shown(catalogues: Catalogues, change: Revision) -> bool:
    if change.standing is Standing.PACK:
        return of_pack(catalogues.pack.contents, change.record) is not None
    return change.standing is Standing.OWN


def _needed(change: Revision) -> Iterator[str]:
    """Yield the places and sources that a change names."""
    try:
        entry = None if change.body is None else record_of(type_of(change.record), change.body)
    except RecordError:
        return
    if entry is None or isinstance(entry, Place | Source):
        return
    yield from (f"{type_}:{id_}" for _, type_, id_ in named_by(entry) if type_ in _NEEDS)


async def _refusal(
    database: Database, catalogues: Catalogues, change: Revision, record: str
) -> MemberError:
    told = _HIDDEN if record in catalogues.overlaid(change.guild).hidden else _GONE
    async with database.read() as connection:
        history = await Revisions(connection).history(change.guild, record, _LOOKED_AT)
    names = [_name(each) for each in (change, *history) if each.body is not None]
    name, lacking = names[0], names[1] if len(names) > 1 else id_of(record)
    return MemberError(
        f"“{name}” {_NEEDS[type_of(record)]} “{lacking}” ({record}), "
        f"{told.format(record=record)}. Then choose in /content history entry:{change.record} "
        "what to go back to."
    )


def _name(revision: Revision) -> str:
    said = (revision.body or {}).get(name_field(type_of(revision.record)))
    return truncate(said if isinstance(said, str) else id_of(revision.record), _LONGEST)
