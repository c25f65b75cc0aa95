"""Exports what a server's editors made of the content, in the files of a pack."""

import asyncio
from dataclasses import dataclass

from bot.catalogue.bundling import bundle, bundled
from bot.domain.revisions import Overlay
from bot.storage.database import Database
from bot.storage.revisions import Revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a server shows in place of the pack's, and a zip of it."""

    overlay: Overlay
    data: bytes


class Exporting:
    """Writes what `Importing` reads: imported elsewhere, it gives the same entries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def zipped(self, guild: int) -> Export | None:
        """Give a zip of all that a server shows in place of the pack's; None if it is nothing."""
        overlay = await self._overlay(guild)
        if not overlay:
            return None
        data = await asyncio.to_thread(bundle, overlay.own, overlay.hidden)
        return Export(overlay=overlay, data=data)

    async def files(self, guild: int) -> dict[str, str]:
        """Give the same as the texts of files, by their paths in a pack."""
        overlay = await self._overlay(guild)
        return await asyncio.to_thread(bundled, overlay.own, overlay.hidden)

    async def _overlay(self, guild: int) -> Overlay:
        async with self._database.read() as connection:
            return await Revisions(connection).overlay(guild)
