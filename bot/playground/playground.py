"""The playground as one object: start it, let a bot connect, do what people do."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Self

from aiohttp import web

from . import bodies
from .backend import Backend, Upload
from .clock import Clock, RunningClock
from .content import CHANGED, Content
from .deeds import Deeds
from .faults import Faults
from .files import Files
from .gateway import Gateway
from .guard import guarded
from .interface import Interface
from .journal import Journal
from .jsons import Json
from .key import keyed, new_key
from .live import Live
from .mishaps import answering
from .outcome import Outcome
from .overview import Overview
from .page import Page
from .people import At, People
from .pretending import Pretending
from .ratelimits import Limits, RateLimits
from .server import RestServer
from .sessions import Hub
from .snowflakes import snowflake
from .state import World
from .switches import Switches
from .upheavals import Upheavals
from .verbs import Verb
from .world import Size, starting_world

_MEMBER, _GENERAL = "member", "general"


class Playground:
    """A local Discord on one port; `async with` starts and stops it.

    `clock` (seconds since 1970) rules deadlines and rate limits, `timer` (seconds) measures
    answers. `port` 0 takes a free one. Requests must name `host`, a loopback name or address,
    or one of `hosts`, whatever the port. `tokens` are accepted, `allowed_intents` are the
    privileged ones granted, `limits` are off until set. A channel shows its latest
    `kept_messages`; `posted` knows all. Of the shards that leave the same remainder divided by
    `max_concurrency` one may identify in five seconds; None lets all. `verify_answers` notes in the journal's
    `mistakes` each answer of the playground itself that Discord's description does not know.
    Over HTTP, people look on and change things with `key` alone, a new one for each playground if left out;
    `pretending` sets the clock of a bot in the same process to another date, `content` tells of
    its content.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        hosts: Iterable[str] = (),
        clock: Clock | None = None,
        timer: Callable[[], float] = time.perf_counter,
        size: Size | None = None,
        tokens: Iterable[str] = ("playground",),
        allowed_intents: int = 0,
        limits: Limits | None = None,
        heartbeat_ms: int = 41_250,
        kept_messages: int = 1000,
        max_concurrency: int | None = None,
        verify_answers: bool = False,
        key: str = "",
        pretending: Pretending | None = None,
        content: Content | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._hosts = frozenset({host.lower(), *(name.lower() for name in hosts)})
        self.clock = clock or RunningClock()
        self.backend = Backend(
            # A new application each time: what a bot remembers of the last one's commands is void.
            starting_world(size, bot_id=snowflake(int(self.clock.now() * 1000))),
            self.clock,
            timer,
            tokens=tokens,
            allowed_intents=allowed_intents,
            heartbeat_ms=heartbeat_ms,
        )
        self.world.kept_messages = kept_messages
        self.backend.identifies.at_once = max_concurrency
        self.faults = Faults()
        self.limits = RateLimits(limits or Limits())
        self.happens = Upheavals(self.backend)
        self._people = People(self.backend)
        self.key = key or new_key()
        self._pretending = pretending
        self._content = content
        if content is not None:
            content.follow(lambda: self.journal.happened(CHANGED, {}))
        self._live = Live(self.journal)
        self._rest = RestServer(self.backend, self.faults, self.limits)
        self._rest.verify_answers = verify_answers
        self._runner: web.AppRunner | None = None

    async def start(self) -> Self:
        """Begin to listen; raises OSError if the port is taken."""
        doors = (answering(self.journal), guarded(self._hosts), keyed(self.key))
        app = web.Application(client_max_size=bodies.MAX_BODY, middlewares=doors)
        gateway = Gateway(self.backend)
        for path in ("/gateway", "/gateway/"):
            app.router.add_get(path, gateway.serve)
        Interface(self._verbs()).mount(app)
        app.router.add_get("/playground/live", self._live.serve)
        Page().mount(app)
        app.router.add_get(
            "/attachments/{channel_id}/{attachment_id}/{filename:.*}", Files(self.backend).serve
        )
        app.router.add_route("*", "/{path:.*}", self._rest.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._port = runner.addresses[0][1]
        self.backend.url = f"http://{self._host}:{self._port}"
        self.backend.gateway_url = f"ws://{self._host}:{self._port}/gateway/"
        return self

    def _verbs(self) -> Iterator[Verb]:
        """Give what people can ask for."""
        backend, people, pretending = self.backend, self._people, self._pretending
        yield from Deeds(backend, people).verbs()
        yield from Overview(backend, pretending, self._content).verbs()
        yield from Switches(backend, people, self.faults, self.limits, pretending).verbs()

    async def stop(self) -> None:
        """Cut every connection and stop listening."""
        self.hub.cut()
        self._live.end()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where the playground is, as http://127.0.0.1:PORT."""
        return self.backend.url

    @property
    def page_url(self) -> str:
        """The page for people, with the key, which its fragment hands to nobody else."""
        return f"{self.backend.url}/#key={self.key}"

    @property
    def api_url(self) -> str:
        """What a bot takes for Discord's API (`DISCORD_API_URL`)."""
        return f"{self.backend.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where a bot's websocket goes."""
        return self.backend.gateway_url

    @property
    def world(self) -> World:
        """What there is."""
        return self.backend.world

    @property
    def hub(self) -> Hub:
        """The bot's gateway sessions."""
        return self.backend.hub

    @property
    def journal(self) -> Journal:
        """What happened: requests, violations, events."""
        return self.backend.journal

    async def ready(self) -> None:
        """Wait until a bot is connected and has registered commands."""
        while not self.hub.connected:
            await self.journal.wait("CONNECT")
        while not len(self.backend.commands):
            await self.journal.wait("COMMANDS_CHANGED")

    async def type(
        self,
        text: str,
        *,
        who: str = _MEMBER,
        where: str = _GENERAL,
        files: Mapping[str, Upload] | None = None,
    ) -> Outcome:
        """Send a command as typed text, such as `/person name:Zhukov`, and wait for the answer."""
        return await self._people.type(text, At(who, where), files)

    async def complete(self, text: str, *, who: str = _MEMBER, where: str = _GENERAL) -> Outcome:
        """Take the last option of the text as half-typed and ask for suggestions."""
        return await self._people.complete(text, At(who, where))

    async def press(self, message: Outcome | str, button: str, *, who: str = _MEMBER) -> Outcome:
        """Press a button of a message (or its id), named by custom_id or label."""
        return await self._people.press(_message_id(message), button, At(who))

    async def choose(
        self, message: Outcome | str, *values: str, select: str = "", who: str = _MEMBER
    ) -> Outcome:
        """Choose values (or labels) in a select, named by custom_id or placeholder."""
        return await self._people.choose(_message_id(message), select, list(values), At(who))

    async def submit(
        self, form: Outcome | str, fields: Mapping[str, object], *, who: str = _MEMBER
    ) -> Outcome:
        """Send the modal of an outcome (or an interaction's id), fields by custom_id or label."""
        id_ = form.interaction if isinstance(form, Outcome) else form
        return await self._people.submit(id_, fields, At(who))

    def say(self, text: str, *, who: str = _MEMBER, where: str = _GENERAL) -> Json:
        """Post a message of a person's own; raises NotPossible without permission to."""
        return self._people.say(text, At(who, where))

    def dismiss(self, message: Outcome | str, *, who: str = _MEMBER) -> None:
        """Put away a message that the person alone sees; raises NotPossible for any other."""
        self._people.dismiss(_message_id(message), who)

    def read(self, where: str = _GENERAL, *, who: str = _MEMBER, limit: int = 50) -> list[Json]:
        """Give the latest messages of a channel that the person can see, oldest first.

        Raises NotPossible if there is no such channel for the person.
        """
        return self._people.read(At(who, where), limit)

    def posted(self, where: str = _GENERAL) -> list[str]:
        """Give the id of every message that was ever posted in a channel, oldest first.

        Messages that are deleted since, or older than what the channel keeps, are among them.
        """
        channel = self._people.channel(where, "moderator")
        return list(map(str, self.world.posted.get(channel.id, ())))

    def outcome(self, interaction_id: str) -> Outcome:
        """How far an interaction has come by now."""
        return self._people.outcome(interaction_id)


def _message_id(message: Outcome | str) -> str:
    if isinstance(message, str):
        return message
    return "" if message.message is None else str(message.message["id"])
