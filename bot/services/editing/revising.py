"""Changes records of a server, one revision at a time, and shows what came of it at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.catalogue.checking import problems_of, record_of
from bot.catalogue.records import Problem, RecordError
from bot.domain.entries import Place, Source
from bot.domain.errors import MemberError
from bot.domain.ports import Clock
from bot.domain.revisions import (
    Action,
    Body,
    Overlay,
    Revision,
    StaleError,
    Standing,
    type_of,
)
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.revisions import Revisions

from .bodies import allowing_hidden, may_be_away, noting_pack, of_pack, showing, written
from .mentions import refuse_if_named
from .notes import going_back_to, undoing
from .refusals import (
    NOT_IN_PACK,
    NOTHING,
    UNCHANGED,
    changed_since,
    import_changed_since,
    overtaken,
)
from .returning import refuse_bereft, refuse_lost
from .unneeded import unneeded

__all__ = ["SHOWN", "FaultyError", "Follower", "Revising", "TakenBack", "of_pack"]

Follower = Callable[[Sequence[Revision]], Awaitable[None]]
SHOWN = 5
"""Revisions of one page of a history."""

_HIDDEN_BEFORE = 25  # revisions in which what was shown before a record was hidden is looked for

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class FaultyError(MemberError):
    """What was written does not hold; `problems` says what is wrong, and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """Changes that were taken back, and those that did it, in the same order."""

    changes: tuple[Revision, ...]
    made: tuple[Revision, ...]


class Revising:
    """Publishes, hides, restores and takes back; nothing that was written is ever lost.

    `follow` adds who is told of each change after it was made.
    """

    def __init__(self, database: Database, clock: Clock, catalogues: Catalogues) -> None:
        self._database = database
        self._clock = clock
        self._catalogues = catalogues
        self._turn = asyncio.Lock()  # what is shown last must be what was written last
        self._seen = 0
        self._followers: list[Follower] = []

    def follow(self, follower: Follower) -> None:
        """Tell somebody of each change from now on."""
        self._followers.append(follower)

    async def load(self) -> None:
        """Show each server's own content; at the start, and for what other processes changed."""
        async with self._turn:
            async with self._database.read() as connection:
                changed, self._seen = await Revisions(connection).guilds_since(self._seen)
                ours = filter(self._catalogues.share.holds, changed)
                overlays = {guild: await Revisions(connection).overlay(guild) for guild in ours}
            for guild, overlay in overlays.items():
                await self._catalogues.show(guild, overlay)

    async def present(self, guild: int, record: str) -> tuple[Body | None, int]:
        """Give what a server shows of a record, None for nothing, and the number of its revision."""
        async with self._database.read() as connection:
            latest = await Revisions(connection).latest(guild, record)
        return self.body(latest, record), latest.number if latest else 0

    def body(self, revision: Revision | None, record: str) -> Body | None:
        """Give what a revision shows of its record; without one, what the pack says."""
        match revision:
            case None:
                return of_pack(self._catalogues.pack.contents, record)
            case Revision(standing=Standing.PACK):
                return of_pack(self._catalogues.pack.contents, revision.record)
            case _:
                return revision.body

    def problems(self, guild: int, record: str, body: Body) -> list[Problem]:
        """Tell what is wrong with a body that is to stand for a record of a server.

        People and topics that the server has hidden may be named: that is a warning.
        """
        try:
            made = record_of(type_of(record), body)
        except RecordError as error:
            return list(error.problems)
        here = self._catalogues.of(guild)
        found = problems_of(made, here.contents, replacing=record, search=here.search)
        if isinstance(made, Place | Source) or all(problem.warning for problem in found):
            return found
        server, pack = self._catalogues.overlaid(guild), self._catalogues.pack.contents
        return allowing_hidden(found, made, server, pack)

    async def publish(
        self,
        guild: int,
        record: str,
        body: Body,
        *,
        parent: int,
        author: int,
        action: Action = Action.EDIT,
        note: str = "",
        credit: int | None = None,
    ) -> Revision:
        """Show a body for a record; what the pack says, as the pack says it from then on.

        Raises FaultyError, StaleError if `parent` is not the latest, and MemberError if that is
        what is shown already.
        """
        self._refuse_faults(guild, record, body)
        said = written(record, body)
        latest = await self.latest(guild, record)
        if (latest.number if latest else 0) == parent and said == written(
            record, self.body(latest, record)
        ):
            raise MemberError(UNCHANGED)
        is_pack = said == of_pack(self._catalogues.pack.contents, record)
        revision = Revision(
            guild=guild,
            record=record,
            number=parent + 1,
            action=action,
            standing=Standing.PACK if is_pack else Standing.OWN,
            body=None if is_pack else body,
            author=author,
            at=self._clock.now(),
            note=note,
            credit=credit,
        )
        [saved] = await self.append([revision])
        return saved

    async def hide(self, guild: int, record: str, author: int) -> Revision:
        """Show nothing of a record from now on.

        Raises MemberError if that is so already, or if entries name the place or source.
        """
        latest = await self.latest(guild, record)
        if self.body(latest, record) is None:
            raise MemberError("It is not shown here anyway: there is nothing to hide.")
        await refuse_if_named(self._catalogues.of(guild), record)
        change = self.following(latest, guild, record, Action.HIDE, author)
        [saved] = await self.append([replace(change, standing=Standing.HIDDEN)])
        return saved

    async def restore(self, guild: int, record: str, author: int) -> Revision:
        """Show a hidden record again as it was.

        Raises MemberError if it is not hidden, or was what the pack said and has no more.
        """
        latest, before = await self._hidden(guild, record)
        if latest is None:
            raise MemberError("It is not hidden: there is nothing to restore.")
        if self.body(before, record) is None:
            raise MemberError(NOT_IN_PACK)
        change = self.following(latest, guild, record, Action.RESTORE, author)
        return await self._return_to(showing(change, before))

    async def before_hiding(self, guild: int, record: str) -> Body | None:
        """Give what a hidden record would show if it were restored; None for nothing."""
        latest, before = await self._hidden(guild, record)
        return None if latest is None else self.body(before, record)

    async def _hidden(self, guild: int, record: str) -> tuple[Revision | None, Revision | None]:
        """Give the revision that hides a record, and the last one that did not; None if there is none."""
        async with self._database.read() as connection:
            history = await Revisions(connection).history(guild, record, _HIDDEN_BEFORE)
        if not history or history[0].standing is not Standing.HIDDEN:
            return None, None
        before = next((each for each in history if each.standing is not Standing.HIDDEN), None)
        return history[0], before

    async def roll_back(self, guild: int, record: str, number: int, author: int) -> Revision:
        """Show a record as a revision of it did, 0 being what the pack says.

        Raises MemberError if that is what it says now, if there is no such revision, or if
        entries would be left without the place or source; FaultyError if it does not hold today.
        """
        latest = await self.latest(guild, record)
        target = await self.revision(guild, record, number)
        change = showing(self.following(latest, guild, record, Action.ROLLBACK, author), target)
        if latest is None or (change.standing, change.body) == (latest.standing, latest.body):
            raise MemberError("That is what it says now: there is nothing to take back.")
        shown = self.body(change, record) is not None
        return await self._return_to(replace(change, note=going_back_to(number, is_shown=shown)))

    async def last(self, guild: int) -> tuple[Revision, ...]:
        """Give the change that `undo` would take back, all of an import; raises MemberError if none."""
        async with self._database.read() as connection:
            revisions = Revisions(connection)
            last = await revisions.last_of(guild)
            if last is None:
                raise MemberError(NOTHING)
            return tuple(await revisions.made_with(last))

    async def take_back(self, guild: int, record: str, number: int, author: int) -> Revision:
        """Undo one change, the latest of its record; an undo of all passes over both then.

        Sources that were made with it go with it, as far as nothing else needs them.
        Raises MemberError if it is not the latest, and otherwise as `roll_back` does.
        """
        latest = await self.latest(guild, record)
        target = await self.revision(guild, record, number - 1)
        if latest is None or latest.number != number:
            raise changed_since(latest, number, target)
        change = self.following(latest, guild, record, Action.UNDO, author)
        change = replace(showing(change, target), note=undoing(number))
        return await self._return_to(change, await self._made_for(latest, author))

    async def undo(self, guild: int, author: int, only: int | None = None) -> TakenBack:
        """Take back the latest change of a server that no undo has taken back yet; all of an import.

        What was shown before it is shown again, be it what it may: it was right at that time.
        Raises MemberError if there is none, if it is not the one whose id is `only`, or if entries
        would be left without a place or source.
        """
        async with self._database.read() as connection:
            revisions = Revisions(connection)
            last = await revisions.last_of(guild)
            changes = [] if last is None else await revisions.made_with(last)
            if only is not None and all(each.id != only for each in changes):
                meant = await revisions.get(guild, only)
                raise overtaken(meant and await revisions.latest(guild, meant.record))
            if not changes:
                raise MemberError(NOTHING)
            made = await self._reverting(revisions, changes, author)
        await self._refuse_losses(made)
        try:
            saved = await self.append(made)
        except StaleError as error:
            raise overtaken(error.present) from error
        return TakenBack(changes=tuple(changes), made=tuple(saved))

    async def take_back_import(self, guild: int, id_: int, author: int) -> TakenBack:
        """Take back all of an import, by the id of one of its revisions.

        Raises MemberError if any of its records has been changed since, or if entries would be
        left without a place or source.
        """
        async with self._database.read() as connection:
            revisions = Revisions(connection)
            imported = await revisions.get(guild, id_)
            if imported is None or imported.action is not Action.IMPORT:
                raise MemberError("There is no such import: look at /content history.")
            changes = await revisions.made_with(imported)
            heads = await revisions.heads(guild)
            since = [each for each in changes if heads[each.record].number != each.number]
            if since:
                raise await import_changed_since(revisions, changes, since)
            made = await self._reverting(revisions, changes, author)
        await self._refuse_losses(made)
        return TakenBack(changes=tuple(changes), made=tuple(await self.append(made)))

    async def latest(self, guild: int, record: str) -> Revision | None:
        """Give the latest revision of a record, or None if the server never changed it."""
        async with self._database.read() as connection:
            return await Revisions(connection).latest(guild, record)

    async def history(self, guild: int, record: str, before: int | None = None) -> list[Revision]:
        """Give revisions of a record, the newest first, those below number `before` if given."""
        async with self._database.read() as connection:
            return await Revisions(connection).history(guild, record, SHOWN, before)

    async def revision(self, guild: int, record: str, number: int) -> Revision | None:
        """Give a revision of a record, None for number 0; raises MemberError if there is none."""
        if number == 0:
            return None
        async with self._database.read() as connection:
            found = await Revisions(connection).history(guild, record, 1, before=number + 1)
        if not found or found[0].number != number:
            raise MemberError("There is no such revision: look at /content history again.")
        return found[0]

    async def append(self, changes: Sequence[Revision]) -> list[Revision]:
        """Save changes of different records of a server, all or none, and show what came of them.

        Raises StaleError if one does not follow the latest of its record, TooManyRecordsError,
        and ValueError for two of one record, or of two servers.
        """
        if not changes:
            return []
        pack = self._catalogues.pack.contents
        noted = await asyncio.to_thread(noting_pack, pack, changes)
        async with self._turn:
            async with self._database.write() as connection:
                saved = await Revisions(connection).append_all(noted)
                overlay = await Revisions(connection).overlay(changes[0].guild)
            await self._catalogues.show(changes[0].guild, overlay)
        for follower in self._followers:
            try:
                await follower(saved)
            except Exception:  # noqa: BLE001 - the change is made, whoever cannot be told of it
                _log.exception("a change could not be told", guild=changes[0].guild)
        return saved

    async def forget_erased(self) -> None:
        """Show the pack alone to servers whose changes were erased, by whatever process."""
        async with self._turn, self._database.read() as connection:
            kept = await Revisions(connection).guilds()
            for guild in set(self._catalogues.guilds()) - kept:
                self._catalogues.put(guild, Overlay())

    async def _refuse_losses(self, made: Sequence[Revision]) -> None:
        await refuse_lost(self._catalogues, made)
        await refuse_bereft(self._database, self._catalogues, made)

    def _refuse_faults(self, guild: int, record: str, body: Body) -> None:
        if faults := [each for each in self.problems(guild, record, body) if not each.warning]:
            raise FaultyError(faults)

    async def _return_to(self, change: Revision, others: Sequence[Revision] = ()) -> Revision:
        """Show again what an earlier revision showed, if it holds today, and make others with it."""
        if change.body is not None:
            await refuse_bereft(self._database, self._catalogues, [change, *others])
            problems = self.problems(change.guild, change.record, change.body)
            faults = [each for each in problems if not (each.warning or may_be_away(each))]
            if faults:
                raise FaultyError(faults)
        elif self.body(change, change.record) is None:
            await refuse_if_named(self._catalogues.of(change.guild), change.record)
        [saved, *_] = await self.append([change, *others])
        return saved

    async def _made_for(self, change: Revision, author: int) -> list[Revision]:
        """Give what takes back the sources made with a change that nothing else needs since."""
        async with self._database.read() as connection:
            revisions = Revisions(connection)
            made = await unneeded(revisions, self._catalogues.of(change.guild), change)
            return await self._reverting(revisions, made, author) if made else []

    async def _reverting(
        self, revisions: Revisions, changes: Sequence[Revision], author: int
    ) -> list[Revision]:
        """Give the changes that show again what was shown before some others of a server."""
        heads = await revisions.heads(changes[0].guild)
        before = await revisions.before_each(changes)
        template = self.following(None, changes[0].guild, changes[0].record, Action.UNDO, author)
        return [
            showing(
                replace(
                    template,
                    record=change.record,
                    number=heads[change.record].number + 1,
                    note=undoing(change.number),
                ),
                before.get(change.record),
            )
            for change in changes
        ]

    def following(
        self, latest: Revision | None, guild: int, record: str, action: Action, author: int
    ) -> Revision:
        """Give a change after the latest revision, which shows what the pack says."""
        return Revision(
            guild=guild,
            record=record,
            number=(latest.number if latest else 0) + 1,
            action=action,
            standing=Standing.PACK,
            body=None,
            author=author,
            at=self._clock.now(),
        )
