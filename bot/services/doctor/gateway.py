"""How many sessions Discord lets the bot start, and on how many shards."""

from collections.abc import Sequence

from bot.domain.words import plural

from .asking import Api
from .findings import Finding, fine, mend

_FEW_STARTS = 50


class Gateway:
    """The sessions that are left, and SHARD_COUNT; None is as many as Discord recommends."""

    def __init__(self, api: Api, shard_count: int | None) -> None:
        self._api = api
        self._shard_count = shard_count

    async def look(self) -> Sequence[Finding]:
        """Ask for it; no session is started."""
        told = await self._api.get("/gateway/bot")
        limit, shards = told["session_start_limit"], int(told["shards"])
        left, total = int(limit["remaining"]), int(limit["total"])
        saw = (
            f"{left} of {total} session starts left; {plural(shards, 'shard')} recommended, "
            f"{limit['max_concurrency']} started at a time"
        )
        chosen = self._shard_count or shards
        if left < chosen or left < min(_FEW_STARTS, total):
            hours = int(limit["reset_after"]) / 3_600_000
            remedy = (
                f"Find out what restarts Fasti again and again; in {hours:.1f} h all are back. At 0 "
                "Discord ends the token."
            )
            return [mend("gateway", saw, remedy)]
        if chosen < shards:
            remedy = f"Set SHARD_COUNT to {shards}, or leave it out: beyond 2,500 servers a shard Discord refuses."
            return [mend("gateway", f"{saw}; SHARD_COUNT is {chosen}", remedy)]
        return [fine("gateway", saw)]
