"""Imports what editors upload: compared with what is shown, confirmed, and saved all or nothing."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.catalogue.archives import MOST_ZIPPED, shown
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.uploads import Upload, read_upload
from bot.domain.errors import MemberError
from bot.domain.ports import Clock
from bot.domain.revisions import Action, Overlay, Revision, StaleError, Standing
from bot.services.catalogues import Catalogues
from bot.services.rows import packed, unpacked
from bot.storage.database import Database
from bot.storage.revisions import Revisions

from .import_plans import Change, Comparison, compare
from .revising import Revising
from .waiting_plans import ImportPlan, Waiting, WaitingPlans

LARGEST = MOST_ZIPPED
"""Bytes of the largest file that is read; more need not be downloaded."""
FIRST = 10
"""Changes of a plan that are shown."""

_BUSY = "Your last file is still being read: send this one when you have its answer."
_NEW_PACK = "Meanwhile the pack was loaded anew: upload the file again to see what it changes now."


class Importing:
    """Reads one file at a time; what it would do waits until its editor confirms it."""

    def __init__(
        self, database: Database, clock: Clock, catalogues: Catalogues, revising: Revising
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalogues = catalogues
        self._revising = revising
        self._waiting = WaitingPlans(clock)
        self._turn = asyncio.Lock()
        self._busy: set[tuple[int, int]] = set()

    async def plan(self, guild: int, editor: int, name: str, data: bytes) -> ImportPlan:
        """Tell what a file would change; where it is without errors, it waits to be applied.

        Raises MemberError if the editor's last file is still being read, or if the server would
        have too many records of its own.
        """
        async with self._one_at_a_time(guild, editor):
            upload = await asyncio.to_thread(read_upload, name, data)
            plan = ImportPlan(guild=guild, editor=editor, name=shown(name), faults=upload.faults)
            if plan.errors:
                return plan
            overlay, numbers = await self._present(guild)
            pack = self._catalogues.pack
            found, rows = await asyncio.to_thread(_prepared, pack, overlay, numbers, upload)
        plan = _summed_up(plan, found)
        return plan if plan.errors or not found.changes else self._waiting.add(plan, rows, pack)

    async def apply(self, guild: int, editor: int, id_: str) -> list[Revision]:
        """Save all changes of a plan, or none; it can be done once.

        Raises MemberError if the plan is gone, or the pack was loaded anew, and StaleError if
        anything was changed in the server since it was made.
        """
        waiting = self._waiting.take(guild, editor, id_)
        try:
            return await self._apply(waiting)
        except MemberError:
            raise
        except BaseException:  # such as a database that is locked: it may be tried again
            self._waiting.put_back(waiting)
            raise

    def discard(self, guild: int, editor: int, id_: str) -> None:
        """Forget a plan; raises MemberError if it is gone."""
        self._waiting.take(guild, editor, id_)

    async def _apply(self, waiting: Waiting) -> list[Revision]:
        if waiting.pack() is not self._catalogues.pack:
            raise MemberError(_NEW_PACK)
        then, *rows = await asyncio.to_thread(unpacked, waiting.rows)
        plan, now = waiting.plan, self._clock.now()
        await self._refuse_stale(plan.guild, then)
        changes = [
            Revision(
                guild=plan.guild,
                record=record,
                number=number + 1,
                action=Action.IMPORT,
                standing=Standing(standing),
                body=body,
                author=plan.editor,
                at=now,
                note=f"from {plan.name}",
            )
            for record, standing, number, body in rows
        ]
        return await self._revising.append(changes)

    async def _refuse_stale(self, guild: int, then: Mapping[str, int]) -> None:
        """Raise StaleError if anything has changed since: the file was checked with what was there."""
        async with self._database.read() as connection:
            revisions = Revisions(connection)
            for record, head in (await revisions.heads(guild)).items():
                if head.number != then.get(record, 0):
                    raise StaleError(record, await revisions.latest(guild, record))

    async def _present(self, guild: int) -> tuple[Overlay, dict[str, int]]:
        async with self._database.read() as connection:
            heads = await Revisions(connection).heads(guild)
            overlay = await Revisions(connection).overlay(guild)
        return overlay, {record: head.number for record, head in heads.items()}

    @asynccontextmanager
    async def _one_at_a_time(self, guild: int, editor: int) -> AsyncGenerator[None, None]:
        """Read one file at a time, and refuse a second of one editor meanwhile."""
        if (guild, editor) in self._busy:
            raise MemberError(_BUSY)
        self._busy.add((guild, editor))
        try:
            async with self._turn:
                yield
        finally:
            self._busy.discard((guild, editor))


def _prepared(
    pack: Catalogue, overlay: Overlay, numbers: Mapping[str, int], upload: Upload
) -> tuple[Comparison, bytes]:
    found = compare(pack, overlay, numbers, upload)
    return found, packed([numbers, *map(_row, found.changes)])


def _row(change: Change) -> Sequence[object]:
    body = change.after if change.standing is Standing.OWN else None
    return change.record, change.standing.value, change.number, body


def _summed_up(plan: ImportPlan, found: Comparison) -> ImportPlan:
    added: list[Change] = []
    changed: list[Change] = []
    hidden: list[Change] = []
    for change in found.changes:
        if change.standing is Standing.HIDDEN:
            hidden.append(change)
        else:
            (added if change.before is None else changed).append(change)
    return replace(
        plan,
        added=len(added),
        changed=len(changed),
        hidden=len(hidden),
        unchanged=found.unchanged,
        first=(*changed, *hidden, *added)[:FIRST],
        faults=found.faults,
    )
