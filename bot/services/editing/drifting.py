"""What the pack says otherwise since a server changed or hid it: so that its editors learn of it."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.catalogue.overlay import LeftOut, left_out_of
from bot.domain.entries import Contents
from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Body, Overlay, Revision, Standing
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.revisions import Revisions

from .bodies import of_pack, pack_hash, written
from .records import TYPES, records_of
from .revising import Revising

_KEPT = "kept as it is, after a look at the pack"
_NOTHING = (
    "The pack says nothing else since, or somebody has seen to it: look at its history again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A record of which the pack says something else since, or nothing any more if it `is_gone`."""

    record: str
    is_gone: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneath:
    """What a newly loaded pack did to what a server changed or hid."""

    drifted: tuple[Drift, ...]
    left_out: tuple[LeftOut, ...]
    """Of the server's own, what cannot be shown for want of what the pack says no more."""

    def __bool__(self) -> bool:
        return bool(self.drifted or self.left_out)


def changed_between(before: Contents, after: Contents) -> frozenset[str]:
    """Give the records of which one pack says something else than another; call it in a thread."""
    return frozenset(_changed(before, after))


def _changed(before: Contents, after: Contents) -> Iterator[str]:
    for type_ in TYPES:
        old, new = records_of(type_, before), records_of(type_, after)
        for id_ in old.keys() | new.keys():
            if old.get(id_) != new.get(id_):
                yield f"{type_}:{id_}"


class Drifting:
    """Tells of what a server changed or hid whether the pack says something else since."""

    def __init__(self, database: Database, catalogues: Catalogues, revising: Revising) -> None:
        self._database = database
        self._catalogues = catalogues
        self._revising = revising

    async def of_server(self, guild: int) -> list[Drift]:
        """Give all such records of a server, by key."""
        async with self._database.read() as connection:
            noted = await Revisions(connection).pack_hashes(guild)
        overlay = await asyncio.to_thread(self._catalogues.overlay, guild)
        pack = self._catalogues.pack.contents
        return await asyncio.to_thread(_drifted_of, pack, noted, overlay)

    async def beneath(self, guild: int, changed: Collection[str]) -> Beneath:
        """Give what became of a server's changes where the pack has changed these records.

        No catalogue is made for it, so that many servers can be asked about.
        """
        async with self._database.read() as connection:
            noted = await Revisions(connection).pack_hashes(guild)
        overlay = await asyncio.to_thread(self._catalogues.overlay, guild)
        pack = self._catalogues.pack
        of_these = {record: noted[record] for record in noted if record in changed}
        drifted = await asyncio.to_thread(_drifted_of, pack.contents, of_these, overlay)
        citing = _citing(overlay, changed)
        left_out = await asyncio.to_thread(left_out_of, pack, overlay) if citing else ()
        return Beneath(
            drifted=tuple(drifted),
            left_out=tuple(each for each in left_out if each.record in citing),
        )

    def of_revision(self, latest: Revision | None) -> Drift | None:
        """Tell of a record by its latest revision; None where the pack says what it said then."""
        if latest is None or latest.pack_hash is None or latest.standing is Standing.PACK:
            return None
        pack, record = self._catalogues.pack.contents, latest.record
        if latest.body is not None and _says(pack, record, latest.body):
            return None
        hidden = {record} if latest.standing is Standing.HIDDEN else ()
        return next(iter(_drifted(pack, {record: latest.pack_hash}, hidden)), None)

    async def keep(self, guild: int, record: str, number: int, author: int) -> Revision:
        """Let a record stand as it does, whatever the pack says since; it is told no more then.

        Raises MemberError if `number` is not its latest, or if there is nothing to tell.
        """
        latest = await self._revising.latest(guild, record)
        if latest is None or latest.number != number or self.of_revision(latest) is None:
            raise MemberError(_NOTHING)
        action = Action.HIDE if latest.standing is Standing.HIDDEN else Action.EDIT
        change = self._revising.following(latest, guild, record, action, author)
        kept = replace(change, standing=latest.standing, body=latest.body, note=_KEPT)
        [saved] = await self._revising.append([kept])
        return saved


def _citing(overlay: Overlay, changed: Collection[str]) -> set[str]:
    """Give a server's own records that cite a source which is among these."""
    sources = {record for record in changed if record.startswith("source:")}
    return {
        record
        for record, body in overlay.own.items()
        if sources and not sources.isdisjoint(_cited(body))
    }


def _cited(body: Body) -> Iterator[str]:
    cited = body.get("sources")
    for each in cited if isinstance(cited, list) else ():
        yield f"source:{each.get('source') if isinstance(each, dict) else each}"


def _drifted_of(contents: Contents, noted: Mapping[str, str], overlay: Overlay) -> list[Drift]:
    own = overlay.own
    return [
        each
        for each in _drifted(contents, noted, overlay.hidden)
        if each.record not in own or not _says(contents, each.record, own[each.record])
    ]


def _drifted(contents: Contents, noted: Mapping[str, str], hidden: Collection[str]) -> list[Drift]:
    now = ((record, pack_hash(contents, record)) for record in sorted(noted))
    return [
        Drift(record=record, is_gone=not found, is_hidden=record in hidden)
        for record, found in now
        if found != noted[record]
    ]


def _says(contents: Contents, record: str, body: Body) -> bool:
    return written(record, body) == of_pack(contents, record)
