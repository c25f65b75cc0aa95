"""A newsroom that imports and exports, on a real database, and files for it."""

from collections.abc import Awaitable, Callable

from bot.catalogue.writing import body_of
from bot.domain.revisions import (
    Action,
    Revision,
    Standing,
)
from bot.services.catalogues import Catalogues
from bot.services.editing.exporting import Exporting
from bot.services.editing.importing import Importing
from bot.services.editing.revising import Revising
from bot.storage.revisions import Revisions
from tests import sample

from .newsrooms import EDITOR, HOME

URANUS = "event:operation-uranus"
NEW = """\
- id: operation-ring
  date: 1943-01-10
  title: Operation Ring begins
  text: The pocket is attacked.
  kind: battle
  importance: 2
  topics: [battle-of-stalingrad]
  sources: [{source: beevor-1998, at: chapter 20}]
"""


def handed(data: bytes) -> Callable[[], Awaitable[bytes]]:
    """Give a download of what is there already."""

    async def download() -> bytes:
        return data

    return download


class Desk:
    """The services of imports on a database and a catalogue."""

    def __init__(self, database, clock, catalogue):
        self.database = database
        self.catalogues = Catalogues(catalogue)
        self.revising = Revising(database, clock, self.catalogues)
        self.importing = Importing(database, clock, self.catalogues, self.revising)
        self.exporting = Exporting(database)

    async def plan(self, files, *, guild=HOME, editor=EDITOR):
        """Plan the import of one file, or of several in a zip."""
        [(name, data)] = files.items()
        data = data if isinstance(data, bytes) else data.encode()
        return await self.importing.plan(guild, editor, name, handed(data))

    async def import_(self, files, *, guild=HOME, editor=EDITOR):
        """Plan the import of a file without faults, and apply it."""
        plan = await self.plan(files, guild=guild, editor=editor)
        assert plan.faults == ()
        return await self.importing.apply(guild, editor, plan.id)

    async def put(self, overlay, *, guild=HOME):
        """Give a server an overlay, revision by revision."""
        changes = [
            *((record, Action.EDIT, Standing.OWN, body) for record, body in overlay.own.items()),
            *((record, Action.HIDE, Standing.HIDDEN, None) for record in overlay.hidden),
        ]
        await self.revising.append(
            [
                Revision(
                    guild=guild,
                    record=record,
                    number=1,
                    action=action,
                    standing=standing,
                    body=body,
                    author=EDITOR,
                    at=sample.Noon().now(),
                )
                for record, action, standing, body in changes
            ]
        )

    async def overlay(self, guild=HOME):
        """Give what the database has of a server."""
        async with self.database.read() as connection:
            return await Revisions(connection).overlay(guild)

    async def count(self, guild=HOME):
        """Count the revisions of a server."""
        async with self.database.read() as connection:
            return await Revisions(connection).count(guild)


def said(catalogue, record=URANUS, **changes):
    """Give the body of an entry of the pack, with changes."""
    return {**body_of(catalogue.entries[record]), **changes}


def counts(plan):
    return plan.added, plan.changed, plan.hidden, plan.unchanged


def sentences(plan):
    return [str(fault) for fault in plan.faults]
