"""What the pack says otherwise since a server changed or hid it: so that its editors learn of it."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.domain.entries import Contents
from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Body, Revision, Standing
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.revisions import Revisions

from .bodies import of_pack, pack_hash, written
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
        server, pack = self._catalogues.overlaid(guild), self._catalogues.pack.contents
        found = await asyncio.to_thread(_drifted, pack, noted, server.hidden)
        if server.own.isdisjoint(each.record for each in found):
            return found
        own = (await asyncio.to_thread(self._catalogues.overlay, guild)).own
        return [
            each
            for each in found
            if each.record not in own or not _says(pack, each.record, own[each.record])
        ]

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


def _drifted(contents: Contents, noted: Mapping[str, str], hidden: Collection[str]) -> list[Drift]:
    now = ((record, pack_hash(contents, record)) for record in sorted(noted))
    return [
        Drift(record=record, is_gone=not found, is_hidden=record in hidden)
        for record, found in now
        if found != noted[record]
    ]


def _says(contents: Contents, record: str, body: Body) -> bool:
    return written(record, body) == of_pack(contents, record)
