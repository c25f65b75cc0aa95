"""Worlds that are broken in one way each, and what `fasti doctor` is to say of them."""

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
from typing import Any

import aiohttp

from bot.cli import doctoring
from bot.clock import SystemClock
from bot.domain.feeds import Plan, Target
from bot.domain.shards import ALL
from bot.playground import Fault, Overwrite, Permission, payloads
from bot.services.processes import Company
from bot.storage.database import Database
from bot.storage.desks import Desks
from bot.storage.feeds import Feeds

TOKEN = "playground"  # noqa: S105 - it opens nothing else
SECRET = "abc.def.TOP-SECRET"  # noqa: S105 - likewise
GIGABYTE = 1_000_000_000


class Host:
    """Whoever runs Fasti, with what is theirs."""

    def __init__(self, playground, folder, pack, monkeypatch, capsys):
        self.pack = pack
        self.playground = playground
        self.home = next(iter(playground.world.guilds.values()))
        self.folder = folder
        self.file = folder / "fasti.sqlite3"
        self.monkeypatch = monkeypatch
        self._capsys = capsys

    async def doctor(self, *, seconds=60.0, as_json=False):
        """Run it; gives its status and its lines."""
        status = await doctoring._doctor(as_json=as_json, seconds=seconds)
        said, complaint = self._capsys.readouterr()
        assert complaint == ""
        return status, said.splitlines()

    def channel(self, name="general"):
        """Give a channel by name."""
        return next(each for each in self.home.channels.values() if each.name == name)

    async def feed(self, *, guild=0, paused=False, **plan):
        """Set up a daily post as a moderator would."""
        basics: dict[str, Any] = {
            "channel": int(self.channel().id),
            "target": Target.TEXT,
            "at": dt.time(9),
            "zone": "Europe/Berlin",
        }
        async with self._database() as database, database.write() as connection:
            now = SystemClock().now()
            feeds = Feeds(connection)
            at = guild or int(self.home.id)
            added = await feeds.add(at, Plan(**(basics | plan)), 3, now, now, now.date())
            if paused:
                await feeds.pause(added.id, now)

    async def audit(self, channel):
        """Let changes be told in a channel, by its id."""
        async with self._database() as database, database.write() as connection:
            await Desks(connection).set_audit_channel(int(self.home.id), channel)

    def _database(self):
        return Database.open(f"sqlite+aiosqlite:///{self.file}")

    def deny(self, *permissions, channel="general"):
        """Take permissions from the bot in a channel."""
        bot = self.playground.world.bot.id
        denied = sum(map(int, permissions))
        overwrite = Overwrite(id=bot, member=True, deny=denied)
        self.playground.happens.overwrite(self.channel(channel), overwrite)

    def set(self, **names):
        """Choose settings."""
        for name, value in names.items():
            self.monkeypatch.setenv(name, value)

    def app(self, **fields):
        """Set the application up otherwise in the Developer Portal."""
        usual = payloads.application
        self.monkeypatch.setattr(payloads, "application", lambda world: usual(world) | fields)

    def execute(self, *statements):
        """Change the database by hand."""
        with contextlib.closing(sqlite3.connect(self.file)) as connection, connection:
            for statement in statements:
                connection.execute(statement)


async def gone_channel(host):
    await host.feed()
    host.playground.happens.delete_channel(host.channel())


async def denied(host):
    await host.feed(paused=True)
    host.deny(Permission.SEND_MESSAGES)


async def no_thread(host):
    await host.feed(thread=True)
    host.deny(Permission.CREATE_PUBLIC_THREADS)


async def no_history(host):
    await host.feed()
    host.deny(Permission.READ_MESSAGE_HISTORY)


async def gone_role(host):
    role = next(each for each in host.home.roles.values() if each.name == "Editors")
    await host.feed(role=int(role.id))
    host.playground.happens.delete_role(host.home, role.id)


async def unpinged_role(host):
    role = next(each for each in host.home.roles.values() if each.name == "Editors")
    role.mentionable = False
    await host.feed(role=int(role.id))
    host.deny(Permission.MENTION_EVERYONE)


async def gone_audited_server(host):
    await host.audit(int(host.channel().id))
    host.playground.happens.remove_bot(host.home)


async def in_memory(host):
    host.set(DATABASE_URL="sqlite+aiosqlite://")


async def no_server(host):
    host.set(DATABASE_URL="postgresql+asyncpg://fasti:hunter2@127.0.0.1:1/fasti")


async def no_address(host):
    host.set(DATABASE_URL="postgres//fasti:hunter2@host/fasti")


async def bare_at(host):
    host.set(DATABASE_URL="postgresql://fasti:hun@ter@hunter2@127.0.0.1:1/fasti")


async def gone_server(host):
    await host.feed()
    host.playground.happens.remove_bot(host.home)


async def gone_thread(host):
    await host.feed(target=Target.THREAD, channel=4242)


async def hidden_thread(host):
    path = f"/channels/{host.channel().id}/threads"
    thread = await ask(host, "POST", path, {"name": "Days", "type": 11})
    await host.feed(target=Target.THREAD, channel=int(thread["id"]))
    host.deny(Permission.VIEW_CHANNEL)


async def gone_tag(host):
    forum = int(host.channel("history-forum").id)
    await host.feed(target=Target.FORUM, channel=forum, tags=(4242,))


async def silent_audit(host):
    await host.audit(int(host.channel().id))
    host.deny(Permission.SEND_MESSAGES)


async def gone_audit(host):
    await host.audit(4242)


async def unknown_zone(host):
    await host.feed(zone="Europe/Atlantis")


async def damaged(host):
    host.execute("PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET rootpage = 99999")


async def no_database(host):
    host.file.write_bytes(b"nothing of the sort" * 1000)


async def foreign(host):
    host.file.unlink()
    host.execute("CREATE TABLE books (id)")


async def open_database(host):
    host.folder.chmod(0o755)
    host.file.chmod(0o644)


async def newer(host):
    host.execute("UPDATE alembic_version SET version_num = '9999'")


async def orphaned(host):
    host.execute(
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO desks (guild) VALUES (4242)",
    )


async def full_disk(host):
    usage = (100 * GIGABYTE, GIGABYTE // 10)
    host.monkeypatch.setattr(doctoring, "usage_of", lambda _: usage)


async def faulty_content(host):
    (host.pack / "pack.yaml").write_text("title: [\n")


async def no_content(host):
    host.set(CONTENT_PATH="/nowhere")


async def open_env(host):
    (host.folder / ".env").touch()
    (host.folder / ".env").chmod(0o644)


async def old_backup(host):
    (host.folder / "backups").mkdir()
    shutil.copy(host.file, host.folder / "backups" / "fasti-20200101T000000Z.sqlite3")


async def damaged_backup(host):
    (host.folder / "backups").mkdir()
    name = f"fasti-{SystemClock().now():%Y%m%dT%H%M%SZ}.sqlite3"
    (host.folder / "backups" / name).write_text("nothing")


async def torn_backup(host):
    (host.folder / "backups").mkdir()
    name = f"fasti-{SystemClock().now():%Y%m%dT%H%M%SZ}.sqlite3"
    data = bytearray(host.file.read_bytes())
    data[3 * 4096 : 4 * 4096] = bytes(4096)
    (host.folder / "backups" / name).write_bytes(data)


async def as_root(host):
    host.monkeypatch.setattr(os, "geteuid", lambda: 0)


async def bad_token(host):
    host.set(DISCORD_TOKEN=SECRET)


async def no_token(host):
    host.set(DISCORD_TOKEN="")


async def api_down(host):
    host.playground.faults.add(Fault(what="drop request", times=None))


async def endpoint(host):
    host.app(interactions_endpoint_url="https://example.org/")


async def not_for_servers(host):
    host.app(integration_types_config={"1": {}})


async def not_for_members(host):
    host.app(integration_types_config={"0": {}})


async def code_grant(host):
    host.app(bot_require_code_grant=True)


async def poor_link(host):
    link = {"oauth2_install_params": {"scopes": ["bot"], "permissions": "0"}}
    host.app(integration_types_config={"0": link, "1": {}})


async def wrong_clock(host):
    class Fast(SystemClock):
        def now(self):
            return super().now() + dt.timedelta(minutes=1)

    host.monkeypatch.setattr(doctoring, "SystemClock", Fast)


async def other_commands(host):
    command = {"name": "old", "description": "An old one", "type": 1}
    await ask(host, "PUT", f"/applications/{host.playground.world.bot.id}/commands", [command])


async def doubled_commands(host):
    command = {"name": "today", "description": "An old one", "type": 1}
    app, guild = host.playground.world.bot.id, host.home.id
    await ask(host, "PUT", f"/applications/{app}/guilds/{guild}/commands", [command])


async def two_at_work(host):
    async with host._database() as database:
        for number in (1, 2):
            name = f"pi:boot-1:{number}:c0de"
            await Company(database, SystemClock(), name, ALL).look()


async def ask(host, method, path, body):
    """Ask the playground for something as the bot."""
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, f"{host.playground.api_url}{path}", json=body) as answer,
    ):
        assert answer.ok
        return await answer.json()


WORLDS = [
    (gone_channel, "daily post: Server *, #1 (channel *): the channel is gone.", "/daily edit"),
    (
        denied,
        "daily post: Server *, #1 (channel *, paused): I lack Send Messages.",
        "I need Send Messages in channel",
    ),
    (no_thread, "daily post: *: I lack Create Public Threads.", "Give it to my role"),
    (no_history, "daily post: *: I lack Read Message History.", "Give it to my role"),
    (gone_role, "daily post: *: the role to ping is gone.", "Choose another, or none"),
    (
        unpinged_role,
        "daily post: *: I lack Mention @everyone, @here and All Roles.",
        "Allow anyone to @mention this role",
    ),
    (gone_audited_server, "audit channel: *: I am no longer in the server.", "Invite it again"),
    (in_memory, "database: It is in memory", "Let DATABASE_URL name a file"),
    (no_server, "database: The PostgreSQL server of *:***@", "See that it runs"),
    (no_address, "database: DATABASE_URL is not a database address.", "Set it to one"),
    (bare_at, "database: The password in the database address has an @", "Write @ in a password"),
    (gone_server, "daily post: *: I am no longer in the server.", "Invite me again"),
    (gone_thread, "daily post: *: the channel is gone.", "/daily edit"),
    (hidden_thread, "daily post: *: I lack View Channel.", "Give it to my role"),
    (gone_tag, "daily post: *: a tag is gone from the forum.", "Choose another"),
    (silent_audit, "audit channel: *: I need Send Messages in channel", "Grant it to my role"),
    (gone_audit, "audit channel: *: its channel is gone.", "Name another"),
    (unknown_zone, "time zones: No zone is called Europe/Atlantis: #1 of", "upgrade tzdata"),
    (damaged, "database: *is damaged", "Put a backup in its place"),
    (no_database, "database: *no SQLite database", "fasti restore FILE"),
    (foreign, "database: *is a database of another program", "Let DATABASE_URL name Fasti's"),
    (open_database, "reading it: Everybody on this machine may read *", "chmod o-rwx"),
    (newer, "database: It is at revision 9999", "Start the newer Fasti"),
    (orphaned, "database: *a row of desks has lost", "fasti restore FILE"),
    (two_at_work, "processes: The same servers are served by process 1 on pi and", "Stop one"),
    (full_disk, "disk: 0.1 GB free (0%)", "Free some space"),
    (faulty_content, "content: *error*; the first: *pack.yaml", "Run fasti check"),
    (no_content, "content: The content pack /nowhere cannot be read", "CONTENT_PATH"),
    (open_env, ".env: Everybody on this machine may read", "chmod o-rwx"),
    (old_backup, "backups: 1 backup in *days old", "backup-failed"),
    (damaged_backup, "backups: *is not a SQLite database", "fasti backup FILE"),
    (torn_backup, "backups: *is damaged (*age 4: *).", "fasti backup FILE"),
    (as_root, "user: Fasti is run as root.", "a user of its own"),
    (bad_token, "token: Discord refuses it.", "Copy the token anew"),
    (no_token, "token: None is set", "Set DISCORD_TOKEN"),
    (api_down, "token: http*cannot be reached", "Check the network"),
    (endpoint, "interactions endpoint: ", "Empty “Interactions Endpoint URL”"),
    (not_for_servers, "installation: Servers cannot install it.", "Tick “Guild Install”"),
    (not_for_members, "installation: Members cannot install it", "Tick “User Install”"),
    (code_grant, "installation: It asks for a code grant", "Switch off “Requires OAuth2"),
    (poor_link, "installation: The default install link for servers asks for bot.", "Choose the"),
    (wrong_clock, "clock: 60 s ahead of Discord's.", "timedatectl set-ntp true"),
    (other_commands, "commands: Discord has other commands: missing: ", "Start Fasti again"),
    (doubled_commands, "commands of servers: Another bot's version left", "send PUT"),
]
