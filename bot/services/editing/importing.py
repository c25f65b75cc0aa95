"""Imports what editors upload: compared with what is shown, confirmed, and saved all or nothing."""

import asyncio
import hashlib
import json
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Literal

from bot.catalogue.archives import MOST_ZIPPED, shown
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.uploads import Upload, read_upload
from bot.domain.errors import MemberError, UnavailableError
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

MOST_AT_ONCE = 2
"""Files of one server that are downloaded or read at a time."""
MOST_IN_MEMORY = 8
"""Files of all servers likewise: more wait, and are not downloaded yet."""

_BUSY = "Your last file is still being read: send this one when you have its answer."
_BUSY_HERE = "Other editors' files are still being read here: send this one again in a moment."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A plan, its changes as they are kept, and the pack with which the file was compared."""

    plan: ImportPlan
    rows: bytes
    pack: Catalogue


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
        self._places = asyncio.Semaphore(MOST_IN_MEMORY)
        self._busy: set[tuple[int, int]] = set()

    async def plan(
        self, guild: int, editor: int, name: str, download: Callable[[], Awaitable[bytes]]
    ) -> ImportPlan:
        """Tell what a file would change; where it is without errors, it waits to be applied.

        It is downloaded once there is room for it. Raises MemberError if the editor's last file
        is still being read, or MOST_AT_ONCE of the server, or if the server would have too many
        records of its own; and whatever `download` raises.
        """
        plan = ImportPlan(guild=guild, editor=editor, name=shown(name))
        async with self._place(guild, editor):
            data = await download()
            async with self._turn:
                found = await self._compared(plan, name, data)
                file = await asyncio.to_thread(zlib.compress, data)
        return self._keep(found, name, file)

    async def apply(self, guild: int, editor: int, id_: str) -> list[Revision] | ImportPlan:
        """Save all changes of a plan, or none; it can be done once.

        Whatever else was changed meanwhile, the file is compared again. If it would not do what
        was told, nothing is saved: what it would do now is given, and waits to be applied.
        Raises MemberError if the plan is gone, or the server would have too many records.
        """
        waiting = self._waiting.take(guild, editor, id_)
        try:
            return await self._apply(waiting)
        except BaseException as error:
            is_final = isinstance(error, MemberError) and not isinstance(error, UnavailableError)
            if not is_final:  # such as a database that is locked: it may be tried again
                self._waiting.put_back(waiting)
            raise

    def discard(self, guild: int, editor: int, id_: str) -> None:
        """Forget a plan; raises MemberError if it is gone."""
        self._waiting.take(guild, editor, id_)

    def forget(self, kind: Literal["member", "server"], id_: int) -> None:
        """Forget the plans of a member, or of a server, that is erased."""
        self._waiting.forget(kind, id_)

    async def _apply(self, waiting: Waiting) -> list[Revision] | ImportPlan:
        try:
            if await self._is_as_it_was(waiting):
                return await self._save(waiting.plan, waiting.rows)
            found = await self._again(waiting)
            if not (found.plan.since or found.plan.errors):
                return await self._save(found.plan, found.rows)
        except StaleError:  # one of its records was changed just now
            found = await self._again(waiting)
        return self._keep(found, waiting.name, waiting.file)

    async def _is_as_it_was(self, waiting: Waiting) -> bool:
        """Whether neither the pack nor the server has changed since the file was compared with them."""
        if waiting.pack() is not self._catalogues.pack:
            return False
        then, *_ = await asyncio.to_thread(unpacked, waiting.rows)
        _, now = await self._present(waiting.plan.guild)
        return bool(now == then)

    async def _again(self, waiting: Waiting) -> _Compared:
        """Compare a file with what there is now, and say which of its changes are not what they were."""
        plan = waiting.plan
        plan = ImportPlan(guild=plan.guild, editor=plan.editor, name=plan.name, is_again=True)
        async with self._turn:
            data = await asyncio.to_thread(zlib.decompress, waiting.file)
            found = await self._compared(plan, waiting.name, data)
            since = await asyncio.to_thread(_differing, waiting.rows, found.rows)
        return replace(found, plan=replace(found.plan, since=since))

    async def _compared(self, plan: ImportPlan, name: str, data: bytes) -> _Compared:
        """Read a file and compare it; there are no changes if it is at fault."""
        pack = self._catalogues.pack
        upload = await asyncio.to_thread(read_upload, name, data)
        plan = replace(plan, faults=upload.faults)
        if plan.errors:
            return _Compared(plan=plan, rows=packed([{}]), pack=pack)
        overlay, numbers = await self._present(plan.guild)
        found, rows = await asyncio.to_thread(_prepared, pack, overlay, numbers, upload)
        return _Compared(plan=_summed_up(plan, found), rows=rows, pack=pack)

    def _keep(self, found: _Compared, name: str, file: bytes) -> ImportPlan:
        """Let a plan wait, if there is anything in it that can be applied."""
        if found.plan.errors or not found.plan.total:
            return found.plan
        return self._waiting.add(found.plan, found.rows, found.pack, name=name, file=file)

    async def _save(self, plan: ImportPlan, written: bytes) -> list[Revision]:
        _, *rows = await asyncio.to_thread(unpacked, written)
        now = self._clock.now()
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
            for record, standing, number, body, _ in rows
        ]
        return await self._revising.append(changes)

    async def _present(self, guild: int) -> tuple[Overlay, dict[str, int]]:
        async with self._database.read() as connection:
            heads = await Revisions(connection).heads(guild)
            overlay = await Revisions(connection).overlay(guild)
        return overlay, {record: head.number for record, head in heads.items()}

    @asynccontextmanager
    async def _place(self, guild: int, editor: int) -> AsyncGenerator[None, None]:
        """Wait for room for a file; refuse a second of one editor, and too many of one server."""
        if (guild, editor) in self._busy:
            raise MemberError(_BUSY)
        if sum(server == guild for server, _ in self._busy) >= MOST_AT_ONCE:
            raise MemberError(_BUSY_HERE)
        self._busy.add((guild, editor))
        try:
            async with self._places:
                yield
        finally:
            self._busy.discard((guild, editor))


def _prepared(
    pack: Catalogue, overlay: Overlay, numbers: Mapping[str, int], upload: Upload
) -> tuple[Comparison, bytes]:
    found = compare(pack, overlay, numbers, upload)
    return found, packed([numbers, *map(_row, found.changes)])


def _row(change: Change) -> Sequence[object]:
    """Give a change as it is kept; of what was shown before, a mark that another does not have."""
    body = change.after if change.standing is Standing.OWN else None
    shown_now = json.dumps(change.before, sort_keys=True).encode()
    mark = hashlib.blake2b(shown_now, digest_size=16).hexdigest()
    return change.record, change.standing.value, change.number, body, mark


def _differing(before: bytes, after: bytes) -> tuple[str, ...]:
    """Give the records of which two kept plans do not say the same."""
    one, other = ({row[0]: row for row in unpacked(each)[1:]} for each in (before, after))
    return tuple(sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key)))


def _summed_up(plan: ImportPlan, found: Comparison) -> ImportPlan:
    added: list[Change] = []
    changed: list[Change] = []
    hidden: list[Change] = []
    named: list[Change] = []
    for change in found.changes:
        if change.standing is Standing.HIDDEN:
            (named if change.is_named else hidden).append(change)
        else:
            (added if change.before is None else changed).append(change)
    return replace(
        plan,
        added=len(added),
        changed=len(changed),
        hidden=len(hidden),
        named=len(named),
        unchanged=found.unchanged,
        first=(*changed, *hidden, *named, *added)[:FIRST],
        faults=found.faults,
    )
