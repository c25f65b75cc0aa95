"""The commands that Discord has, compared with those of the code."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple

from bot.domain.words import join, plural

from .asking import Api, ApiError
from .findings import Finding, fine, mend, unknown

MOST_SERVERS = 50
"""Servers whose own commands are asked for."""
_PAGE = 200
_NAMED = 5


class Commands(NamedTuple):
    """The commands of the code: their names, and the fingerprint by which the bot tells a change."""

    names: frozenset[str]
    digest: str


class CommandSync:
    """Whether Discord has our commands; `sent` gives the fingerprint of those last sent there."""

    def __init__(
        self,
        api: Api,
        ours: Callable[[], Awaitable[Commands]],
        sent: Callable[[int], Awaitable[str | None]],
    ) -> None:
        self._api = api
        self._ours = ours
        self._sent = sent

    async def look(self) -> Sequence[Finding]:
        """Compare them, and look for those that single servers have beside them."""
        application = int((await self._api.get("/applications/@me"))["id"])
        there = frozenset(each["name"] for each in await self._api.get(_global(application)))
        return [await self._compared(application, there), await self._of_servers(application)]

    async def _compared(self, application: int, there: frozenset[str]) -> Finding:
        ours, sent = await self._ours(), await self._sent(application)
        count = plural(len(ours.names), "command")
        if not there and sent is None:
            return fine("commands", f"Discord has none yet; the first start sends {count}")
        if there == ours.names and sent == ours.digest:
            return fine("commands", f"Discord has our {count}")
        told = [
            *_list("missing", ours.names - there),
            *_list("not ours", there - ours.names),
        ] or ["they are of another version"]
        remedy = "Start Fasti again: it then sends its own, and all others go."
        return mend("commands", f"Discord has other commands: {'; '.join(told)}", remedy)

    async def _of_servers(self, application: int) -> Finding:
        servers = [each["id"] for each in await self._api.get(f"/users/@me/guilds?limit={_PAGE}")]
        looked, doubled = servers[:MOST_SERVERS], list[str]()
        for server in looked:
            try:
                own = await self._api.get(_of_server(application, server))
            except ApiError as error:
                if error.status in {0, 401, 429}:
                    return unknown("commands of servers", str(error))
                continue  # the server gave the bot no leave for commands
            doubled += [server] if own else []
        if not doubled:
            first = "the first " if len(servers) > len(looked) else ""
            saw = f"None in {first}{plural(len(looked), 'server')}"
            return fine("commands of servers", saw)
        address = f"/applications/{application}/guilds/SERVER/commands"
        return mend(
            "commands of servers",
            f"Another bot's version left its own in {_some(doubled)}: members see them beside ours",
            f"Delete them: send PUT {address} with the body [] for each of these servers.",
        )


def _global(application: int) -> str:
    return f"/applications/{application}/commands"


def _of_server(application: int, server: str) -> str:
    return f"/applications/{application}/guilds/{server}/commands"


def _list(what: str, names: Iterable[str]) -> list[str]:
    found = [f"/{name}" for name in sorted(names)]
    return [f"{what}: {_some(found)}"] if found else []


def _some(found: Sequence[str]) -> str:
    """Name a few of many."""
    if len(found) <= _NAMED:
        return join(list(found))
    return f"{', '.join(found[:_NAMED])} and {len(found) - _NAMED} more"
