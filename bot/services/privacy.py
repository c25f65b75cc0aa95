"""Hands over what is kept of a member or a server, and erases it."""

import asyncio
import io
import json
import zipfile
from collections.abc import Awaitable, Callable

from bot.domain.ports import Clock
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.erasures import Erasures, Kind
from bot.storage.feeds import Feeds
from bot.storage.guilds import Guilds
from bot.storage.holdings import Holdings, of_member, of_server
from bot.storage.members import Erased, Members
from bot.storage.tables import metadata

LOOK_AGAIN = 0.5
"""Seconds until it is seen again whether a post is still on its way."""

Follower = Callable[[Kind, int], Awaitable[None]]
"""Who forgets a member or a server, too, by their id: what is kept beside the database."""


class Privacy:
    """What is handed over is as it stands in the tables; `follow` adds who forgets with them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sleep = sleep
        self._followers: list[Follower] = []

    def follow(self, follower: Follower) -> None:
        """Tell somebody of each erasure from now on."""
        self._followers.append(follower)

    async def of_member(self, member: int) -> bytes:
        """Give what is kept of a member in all servers, as JSON."""
        async with self._database.read() as connection:
            found = await of_member(connection, member)
        return await asyncio.to_thread(self._written, "member", member, found)

    async def of_server(self, guild: int) -> bytes:
        """Give what is kept of a server, as a zip of one JSON file."""
        async with self._database.read() as connection:
            found = await of_server(connection, guild)
        written = await asyncio.to_thread(self._written, "server", guild, found)
        return await asyncio.to_thread(zipped, f"server-{guild}.json", written)

    def _written(self, kind: Kind, id_: int, found: Holdings) -> bytes:
        tables = {
            name: {"what": metadata.tables[name].comment, "rows": rows}
            for name, rows in found.items()
        }
        whole = {kind: str(id_), "at": self._clock.now().isoformat(), "tables": tables}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()

    async def erase_member(self, member: int) -> Erased:
        """Forget a member in all servers, and note that; gives how much was changed for it."""
        async with self._database.write() as connection:
            erased = await Members(connection).erase(member)
            await Erasures(connection).note("member", member, self._clock.now())
        await self._forgotten("member", member)
        return erased

    async def erase_server(self, guild: int) -> int:
        """Stop a server's daily posts, then forget it, and note that; gives how many it had.

        A post that is on its way at that moment is waited for, for as long as its lease at most:
        none comes after this.
        """
        while (feeds := await self._erased(guild)) is None:
            await self._sleep(LOOK_AGAIN)
        await self._forgotten("server", guild)
        return feeds

    async def _erased(self, guild: int) -> int | None:
        """Erase a server unless a post of it may be on its way; then see that no other begins."""
        now = self._clock.now()
        async with self._database.write() as connection:
            if await Deliveries(connection).is_held(guild, now):
                await Feeds(connection).pause_all(guild, now)
                return None
            feeds = await Guilds(connection).erase(guild)
            await Erasures(connection).note("server", guild, now)
        return feeds

    async def _forgotten(self, kind: Kind, id_: int) -> None:
        for follower in self._followers:
            await follower(kind, id_)
        await self._database.leave_no_trace()


def zipped(name: str, data: bytes) -> bytes:
    """Give a zip of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()
