"""Wires what `fasti doctor` looks at, without a bot that is connected."""

import asyncio
import contextlib
import random
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.catalogue import Catalogue
from bot.client import fingerprint
from bot.cogs.poster.remote import RemoteSight
from bot.domain.errors import HostError
from bot.domain.ports import Clock
from bot.services.doctor import Api, CannotLookError, Step
from bot.services.doctor.application import Application
from bot.services.doctor.backups import Backups
from bot.services.doctor.commands import Commands, CommandSync
from bot.services.doctor.content import Content
from bot.services.doctor.database import PATIENCE, DatabaseFile, DatabaseServer
from bot.services.doctor.examining import aside
from bot.services.doctor.gateway import Gateway
from bot.services.doctor.health import HealthPort
from bot.services.doctor.machine import Disks, Machine
from bot.services.doctor.places import Places
from bot.services.doctor.processes import Together
from bot.services.doctor.skew import Skew
from bot.services.doctor.tokens import Token
from bot.services.doctor.zones import Zones
from bot.services.safekeeping import usage_of
from bot.settings import Settings
from bot.storage.checkup import Configured, configured
from bot.storage.command_sync import CommandSync as Sent
from bot.storage.copying import file_of
from bot.storage.database import Database
from bot.storage.engine import parse_address
from bot.storage.migrate import current_revision, migrate, revisions
from bot.storage.processes import Process, Processes

from .opening import wired

Ask = Callable[[str, int], list[str]]
Usage = Callable[[Path], tuple[int, int]]


@asynccontextmanager
async def examining(
    settings: Settings,
    env_file: Path,
    clock: Clock,
    ask: Ask,
    *,
    within: float,
    usage: Usage = usage_of,
) -> AsyncGenerator[Sequence[Step], None]:
    """Give what to look at, in order; `within` is how many seconds there are for all of it.

    `ask` asks a Fasti at a host and port what is not well with it, `usage` a disk for its room.
    """
    token = settings.discord_token.get_secret_value()
    async with Api.open(settings.discord_api_url, token, clock) as api:
        kept = _Kept(settings, clock)
        yield [
            Step(name="machine", look=Machine(env_file).look),
            *_of_state(settings, clock, usage),
            Step(name="processes", look=Together(clock, kept.processes).look),
            Step(name="content", look=Content(settings.content_path).look),
            Step(name="time zones", look=Zones(clock, kept.configured, settings.time_zone).look),
            Step(
                name="health", look=HealthPort(settings.health_host, settings.health_port, ask).look
            ),
            Step(name="token", look=Token(api, token, settings.discord_api_url).look),
            *(_of_discord(settings, api, kept, within) if token else []),
        ]


def _of_state(settings: Settings, clock: Clock, usage: Usage) -> Sequence[Step]:
    try:
        is_file = parse_address(settings.database_url).drivername.startswith("sqlite")
    except HostError:  # which is told where it is to be opened
        is_file = False
    if not is_file:
        return [Step(name="database", look=DatabaseServer(settings.database_url, clock).look)]
    file = file_of(settings.database_url)
    looked_at = Step(name="database", look=DatabaseFile(file).look, patience=_LONG)
    if file is None:
        return [looked_at]
    folder = settings.backup_path or file.parent / "backups"
    disks = Disks({"database": file.parent, "backups": folder}, usage)
    backups = Backups(folder, settings.backups, clock)
    return [
        looked_at,
        Step(name="disk", look=disks.look),
        Step(name="backups", look=backups.look, patience=_LONG),
    ]


_LONG = 30.0  # seconds, in which SQLite checks a database of some gigabytes


def _of_discord(settings: Settings, api: Api, kept: "_Kept", within: float) -> Sequence[Step]:
    sight = RemoteSight(api.get)
    until = asyncio.get_running_loop().time() + within
    return [
        Step(name="clock", look=Skew(api).look),
        Step(name="application", look=Application(api).look),
        Step(name="gateway", look=Gateway(api, settings.shard_count).look),
        Step(name="commands", look=CommandSync(api, kept.commands, kept.sent).look, patience=_LONG),
        # It is the last, and may take all the time that is left.
        Step(name="daily posts", look=Places(sight, kept.configured, until).look, patience=within),
    ]


class _Kept:
    """What the database and the code have, for whoever looks at something else.

    What is wrong with those themselves is told elsewhere, and a CannotLookError here.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._configured: Configured | None = None

    async def configured(self) -> Configured:
        """Give what servers have set up."""
        if self._configured is None:
            async with self._database() as database:
                if database is None:
                    self._configured = Configured(feeds=(), unreadable={}, audits={})
                else:
                    async with database.read() as connection:
                        self._configured = await configured(connection)
        return self._configured

    async def processes(self) -> Sequence[Process]:
        """Give the processes that said they are at work."""
        async with self._database() as database:
            if database is None:
                return []
            async with database.read() as connection:
                return await Processes(connection).all()

    async def sent(self, application: int) -> str | None:
        """Give the fingerprint of the commands that the application last sent."""
        async with self._database() as database:
            if database is None:
                return None
            async with database.read() as connection:
                sent = Sent(connection)
                return await sent.hash_for(application, self._settings.discord_api_url)

    async def commands(self) -> Commands:
        """Give the commands that the code has now."""
        try:
            catalogue = await aside(lambda _: Catalogue.load(self._settings.content_path))
        except HostError:
            raise CannotLookError("It needs content that can be loaded: see there") from None
        chosen = self._settings.model_copy(update={"database_url": "sqlite+aiosqlite://"})
        async with Database.open(chosen.database_url) as database:
            await migrate(database)
            async with wired(chosen, catalogue, database, self._clock, random.Random()) as bot:
                await bot.add_cogs()
                names = frozenset(command.name for command in bot.tree.get_commands())
                return Commands(names, fingerprint(bot.tree))

    @asynccontextmanager
    async def _database(self) -> AsyncGenerator[Database | None, None]:
        """Give the database; None where there is none yet."""
        address = self._settings.database_url
        async with contextlib.AsyncExitStack() as stack:
            database, current = None, None
            try:
                if _may_be_there(address):
                    opening = Database.open(address, patience=PATIENCE)
                    database = await stack.enter_async_context(opening)
                    async with database.read() as connection:
                        current = await current_revision(connection)
            except (HostError, SQLAlchemyError):
                raise CannotLookError("It needs a database that can be used: see there") from None
            if current not in {None, revisions()[-1]}:
                raise CannotLookError("The database is of another version: see there")
            yield None if current is None else database


def _may_be_there(address: str) -> bool:
    """Whether a database is to be asked: on a server, or in a file that exists."""
    if not parse_address(address).drivername.startswith("sqlite"):
        return True
    file = file_of(address)
    return file is not None and file.exists()
