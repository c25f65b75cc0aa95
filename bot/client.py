"""The connection to Discord: intents, cogs, commands, and the path of every error."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeAlias, cast, runtime_checkable

import aiohttp
import discord
import structlog
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from typing_extensions import override

from bot.cogs.watching import Following, Shards, WatchedTree, counting
from bot.domain.errors import HostError
from bot.domain.ports import Meter
from bot.lean import LeanState
from bot.services.health import Phase, Shard, Works
from bot.services.identifying import Identifying
from bot.services.registration import Registration
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, Router, is_routed

Cog: TypeAlias = commands.Cog
"""What the client takes in: commands, and routes of buttons, menus and forms."""
LAST_SECONDS = 10.0
"""That the background work is given to end; it knows to do so in less."""
LATELY = 60.0
"""Seconds for which background work that ended by itself counts as not well."""
PAUSE = 5.0
"""Seconds until background work that ended by itself is begun again."""
LAST_ANSWERS = 2.0
"""Seconds that answers in the making are given when the client is closed."""
_ANSWERING = frozenset({"discord.py: on_interaction", "CommandTree-invoker"})  # names of tasks
_ENDED = "background-ended"
_STUCK = "background-stuck"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@runtime_checkable
class Routed(Protocol):
    """A cog with buttons, menus or forms."""

    routes: dict[str, Handler]


class Fasti(commands.AutoShardedBot):
    """A discord.py client that keeps nothing it need not know; `connected` is set when it is.

    Each work in the `background` is begun once, after the login, and cancelled when the client is
    closed; should one end by itself, it is begun again. Where other processes have other shards,
    `identifying` keeps the starts of all of them apart.
    """

    def __init__(
        self,
        *,
        cogs: Sequence[commands.Cog],
        replies: Replies,
        registration: Registration,
        background: Sequence[Callable[[], Coroutine[object, object, None]]],
        api_url: str,
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
        identifying: Identifying | None = None,
        meter: Meter | None = None,
    ) -> None:
        router = Router(replies)
        self._following = Following(meter, router.knows)
        # Else discord.py warns at each start that the libraries for voice are missing.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,  # never heard: message events are not asked for
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,  # nothing waits for the list of servers
            max_ratelimit_timeout=30,
            shard_count=shard_count,
            tree_cls=WatchedTree,
        )
        if meter is not None:
            self.http.http_trace = counting(meter, self._following, api_url)
        self.shard_ids = None if shard_ids is None else list(shard_ids)
        self._cogs = cogs
        self._replies = replies
        self._registration = registration
        self._identifying = identifying
        self._advised, self._at_once = 1, 1
        self._api_url = api_url
        self._router = router
        self._shards = Shards(meter)
        self._background = background
        self._working: list[asyncio.Task[None]] = []
        self._ended_at: dict[int, float] = {}
        self._is_ending = False
        self.connected = asyncio.Event()
        self._met_discord = False

    @override
    def _get_state(self, **options: Any) -> LeanState:
        """Give discord.py what it keeps the world in."""
        return LeanState(
            dispatch=self.dispatch,
            handlers=self._handlers,
            hooks=self._hooks,
            http=self.http,
            **options,
        )

    @override
    async def setup_hook(self) -> None:
        """Add the cogs, find the gateway, and register the commands where they have changed."""
        await self.add_cogs()
        await self._find_gateway()
        self._met_discord = True
        await self._register()
        self._working = [
            asyncio.create_task(self._keep_at(work, number))
            for number, work in enumerate(self._background)
        ]

    @override
    async def close(self) -> None:
        """End what runs in the background, for which it has some seconds, then the connection."""
        self._is_ending = True
        await _answered()
        for task in self._working:
            task.cancel()
        if self._working:
            _, late = await asyncio.wait(self._working, timeout=LAST_SECONDS)
            if late:
                _log.error("the background work does not end; it is left behind", code=_STUCK)
        await super().close()

    async def _keep_at(
        self, work: Callable[[], Coroutine[object, object, None]], number: int
    ) -> None:
        """Run a work in the background until the client is closed, whatever ends it before."""
        while not self._is_ending:
            try:
                await work()
            except asyncio.CancelledError:
                if self._is_ending:
                    raise
                _log.exception("the background work was cancelled; it begins again", code=_ENDED)
            except Exception:  # noqa: BLE001 - without it no daily post goes out
                _log.exception("the background work failed; it begins again", code=_ENDED)
            else:
                _log.error("the background work ended; it begins again", code=_ENDED)
            self._ended_at[number] = self.loop.time()
            await asyncio.sleep(PAUSE)

    async def add_cogs(self) -> None:
        """Take in the commands and routes of all cogs."""
        self.tree.error(self._on_command_error)
        cast("WatchedTree", self.tree).following = self._following
        for cog in self._cogs:
            await self.add_cog(cog)
            if isinstance(cog, Routed):
                self._router.add(cog.routes)

    async def on_ready(self) -> None:
        """Tell those who wait that the bot is connected; it comes again after a reconnection."""
        self.connected.set()

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note a shard that is connected anew."""
        self._shards.connected(shard_id, "connected")

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note a shard that is connected again and has missed nothing."""
        self._shards.connected(shard_id, "resumed")

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note a shard that is not connected any more."""
        self._shards.lost(shard_id)

    def phase(self) -> Phase:
        """Tell whether it is connecting for the first time, or at work, or being closed."""
        if self._is_ending:
            return "stopping"
        return "running" if self._working else "starting"

    def shard_states(self) -> Sequence[Shard]:
        """Give how the connection of each shard stands; nothing before it is known how many there are."""
        return self._shards.states(self)

    def works(self) -> Works:
        """Give how many works there are in the background, and how many ended lately."""
        since = self.loop.time() - LATELY
        lately = sum(ended_at >= since for ended_at in self._ended_at.values())
        return Works(count=len(self._working), ended=lately)

    async def _on_command_error(
        self, interaction: Interaction, error: app_commands.AppCommandError
    ) -> None:
        await self._replies.error(interaction, error)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer buttons, menus and forms; commands go to the tree by themselves."""
        if is_routed(interaction):
            with self._following.handling(interaction):
                await self._router.dispatch(interaction)

    async def serve(self, token: str) -> None:
        """Connect and stay connected until closed; raises HostError where trying again is no use."""
        # discord.py has no setting for the address; callbacks and webhooks follow this one.
        Route.BASE = self._api_url
        try:
            await self.login(token)
            await self.connect()
        except discord.LoginFailure:
            raise HostError(
                "Discord refused the token: copy it anew from the Developer Portal, under Bot, "
                "and set it as DISCORD_TOKEN."
            ) from None
        except (discord.HTTPException, discord.GatewayNotFound, discord.RateLimited) as error:
            _log.debug("start failed", exc_info=error)
            raise HostError(self._out_of_order()) from None
        except _NOT_DISCORD:
            if self._met_discord:
                raise  # a fault of ours
            raise HostError(self._out_of_order()) from None
        except (aiohttp.ClientError, OSError) as error:
            raise HostError(
                f"Fasti cannot reach {self._api_url} ({type(error).__name__}): check the network, "
                "or DISCORD_API_URL."
            ) from None
        except discord.PrivilegedIntentsRequired:
            raise HostError(_closed(_DISALLOWED_INTENTS, self._advised)) from None
        except discord.ConnectionClosed as error:
            raise HostError(_closed(error.code, self._advised)) from None

    def _out_of_order(self) -> str:
        return (
            f"What answers at {self._api_url} is not Discord's API, or is out of order: "
            "check DISCORD_API_URL, or try again later."
        )

    async def _find_gateway(self) -> None:
        """Ask for the gateway's address: discord.py does not when the shards are counted."""
        shards, url, limit = await self.http.get_bot_gateway()
        self._advised, self._at_once = shards, limit["max_concurrency"]
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.shard_count = self.shard_count or shards

    @override
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until a session may start; alone as discord.py has it, five seconds after another."""
        if self._identifying is None:
            await super().before_identify_hook(shard_id, initial=initial)
        else:
            await self._identifying.turn(shard_id or 0, self._at_once)

    async def _register(self) -> None:
        """Send the commands when they are not those that were last sent there.

        Where processes share the servers, the one with shard 0, which has direct messages, does so.
        """
        if self.shard_ids is not None and 0 not in self.shard_ids:
            return
        digest = fingerprint(self.tree)
        application = cast("int", self.application_id)  # known since the login
        if not await self._registration.is_due(application, digest) and await self._are_there():
            return
        await self.tree.sync()
        await self._registration.record(application, digest)
        _log.info("commands registered", count=len(self.tree.get_commands()))

    async def _are_there(self) -> bool:
        """Tell whether Discord has our commands, and no others: somebody may have removed them."""
        there = {command.name for command in await self.tree.fetch_commands()}
        return there == {command.name for command in self.tree.get_commands()}


async def _answered() -> None:
    """Let answers in the making end, for a while: what they write is written whole."""
    answering = [task for task in asyncio.all_tasks() if task.get_name() in _ANSWERING]
    others = [task for task in answering if task is not asyncio.current_task()]
    if others:
        await asyncio.wait(others, timeout=LAST_ANSWERS)


# Discord's codes for what connecting again does not mend (docs/topics/opcodes-and-status-codes).
_DISALLOWED_INTENTS = 4014
_FOR_GOOD = {
    4004: "Discord refused the token at its gateway: copy it anew from the Developer Portal, under Bot, "
    "and set it as DISCORD_TOKEN.",
    4010: "Discord knows no such shard: let SHARD_IDS lie between 0 and SHARD_COUNT - 1, with the same "
    "SHARD_COUNT for every process, or leave both out.",
    4011: "The bot is in more servers than so few shards may serve: set SHARD_COUNT to at least "
    "{shards}, or leave it out.",
    4012: "Discord does not speak this version of its gateway any more: upgrade Fasti.",
    4013: "Discord does not know the intents that Fasti asks for: upgrade Fasti, or see that "
    "DISCORD_API_URL leads to Discord.",
    _DISALLOWED_INTENTS: "Discord refuses the intents that Fasti asks for, though it asks for no "
    "privileged one: look in the Developer Portal, under Bot, at the switches of Privileged Gateway "
    "Intents, or upgrade Fasti.",
}


def _closed(code: int, advised: int) -> str:
    """Say why Discord closed a connection, with how many shards it advises."""
    told = _FOR_GOOD.get(
        code, "Discord closed the connection for good: check the token and the number of shards."
    )
    return told.replace(":", f" (code {code}):", 1).format(shards=advised)


# What discord.py raises when an answer is not of the shape that Discord promises.
_NOT_DISCORD = (TypeError, KeyError, ValueError)


def fingerprint(tree: app_commands.CommandTree[commands.AutoShardedBot]) -> str:
    """Give a SHA-256 of the commands as they are sent, the same for the same commands in any order."""
    payloads = [command.to_dict(tree) for command in tree.get_commands()]
    payloads.sort(key=lambda payload: (payload["type"], payload["name"]))
    return hashlib.sha256(json.dumps(payloads, sort_keys=True).encode()).hexdigest()
