"""Health tells the truth, through the real bot in the playground (field failure F30)."""

import asyncio
import datetime as dt
import shutil

import pytest
from discord.gateway import DiscordWebSocket
from structlog.testing import capture_logs

from bot.cli.health import ask
from bot.clock import SystemClock
from bot.domain.deliveries import Delivery
from bot.domain.shards import ALL
from bot.services.health import OVERDUE, QUIET, TICK_LATE
from bot.services.processes import Company
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from tests.storage.samples import add_feed


async def test_while_it_starts_it_is_not_ready_and_says_so(watching, problems):
    assert await problems() == ["Fasti is starting: it opens its content and its database."]


async def test_before_it_has_met_discord_it_is_not_ready(making, problems):
    async with making:
        assert await problems() == ["Fasti is starting: it has not reached Discord yet."]
    assert await problems() == ["Fasti is stopping."]


async def test_a_bot_at_work_is_ready_and_one_that_is_closed_is_not(bot, problems):
    assert await problems() == []
    await bot.close()
    assert await problems() == ["Fasti is stopping."]


async def test_a_gateway_that_is_cut_is_named(bot, problems, until, playground, monkeypatch):
    back, connect = asyncio.Event(), DiscordWebSocket.from_client

    async def connect_late(*given, **named):
        await back.wait()
        return await connect(*given, **named)

    monkeypatch.setattr(DiscordWebSocket, "from_client", connect_late)
    playground.hub.cut()
    (told,) = await until(bool)
    assert told.startswith("The gateway is not connected to Discord: ")
    back.set()
    await until(lambda found: not found)


async def test_a_gateway_that_went_quiet_counts_as_gone(bot, problems, monkeypatch):
    """A heartbeat that nobody answers, as on a connection that a router has dropped."""
    heart = bot.get_shard(0)._parent.ws._keep_alive
    now = heart._last_ack + heart.interval + QUIET
    monkeypatch.setattr(bot._shards, "_timer", lambda: now)
    assert await problems() == []
    monkeypatch.setattr(bot._shards, "_timer", lambda: now + 1)
    (told,) = await problems()
    assert told.startswith("The gateway is connected to Discord, which no longer answers there")


async def test_an_answer_may_come_before_its_heartbeat_is_noted(bot, problems, monkeypatch):
    """discord.py notes it in another thread, which may be slower than Discord."""
    heart = bot.get_shard(0)._parent.ws._keep_alive
    monkeypatch.setattr(heart, "_last_send", heart._last_ack + 0.01)
    now = heart._last_ack + QUIET + 1
    monkeypatch.setattr(bot._shards, "_timer", lambda: now)
    assert await problems() == []


async def test_a_shard_that_is_nobodys_is_warned_of(bot, watching, monkeypatch):
    told = "Shard 1 of 2 is nobody's: start a process with SHARD_IDS=1."
    monkeypatch.setattr(Company, "unserved", lambda _: [told])
    standing = await watching.health.look()
    assert (standing.problems, standing.warnings) == ([], [told])


async def test_a_tick_that_is_held_is_named(bot, problems, until, clock, monkeypatch):
    held, going = asyncio.Event(), asyncio.Event()

    async def stuck(_):
        if not held.is_set():
            going.set()
            await held.wait()
        return 0

    monkeypatch.setattr("bot.services.daily.scheduler.Scheduler.tick", stuck)
    await asyncio.wait_for(going.wait(), 10)
    assert await problems() == []
    clock.time += TICK_LATE + dt.timedelta(seconds=5)
    (told,) = await problems()
    assert told.startswith("The schedule of daily posts was last looked at 65 s ago: ")
    held.set()
    await until(lambda found: not found)


@pytest.fixture
async def locked(database_address):
    """Give a lock on the database, as of another program."""
    async with Database.open(database_address) as other:
        yield other.write


async def test_a_locked_database_is_named_in_bounded_time(bot, watching, problems, until, locked):
    watching.health._probe._patience = 0.1
    async with locked():
        (told,) = await problems()
        assert told.startswith("The database has not let Fasti write for ")
    await until(lambda found: not found)


@pytest.fixture
def lose(tmp_path, migrated):
    """Give a function that takes the database's file away, and gives one that puts it back."""
    file, away = tmp_path / "fasti.sqlite3", tmp_path / "away.sqlite3"

    def losing(by_another):
        file.rename(away)
        if by_another:
            shutil.copy(migrated, file)
        return lambda: away.replace(file)

    return losing


@pytest.mark.sqlite
@pytest.mark.parametrize("by_another", [False, True])
async def test_while_its_file_is_lost_it_says_so_once_and_posts_nothing(
    until, playground, lose, fall_due, by_another
):
    """After a restart nobody would know of the post, and it would be made again."""
    with capture_logs() as logs:
        put_back = lose(by_another)
        fall_due()
        (told,) = await until(bool)
        assert "is not the file that Fasti has open" in told if by_another else "is gone" in told
        async with asyncio.timeout(10):
            while not _errors(logs):  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(0.02)
        assert playground.read("on-this-day") == []
        put_back()
        await until(lambda found: not found)
        async with asyncio.timeout(20):
            while not playground.read("on-this-day"):
                await playground.journal.wait("MESSAGE_CREATE")
    assert [each["reason"] for each in _errors(logs)] == [told]


def _errors(logs):
    """Give the errors of the daily post; others who want the database have their own."""
    told = "the database cannot be used; it is tried until it can"
    return [each for each in logs if each["event"] == told and each["log_level"] == "error"]


async def test_another_process_that_serves_the_same_servers_is_warned_of(
    making, playground, watching, database, monkeypatch
):
    monkeypatch.setattr("bot.services.processes.BEAT", 0.01)
    port = int(watching.address.rpartition(":")[2])
    async with making as bot:
        serving = asyncio.create_task(bot.serve("playground"))
        await playground.ready()
        async with asyncio.timeout(20):
            warnings = await _warned(port, Company(database, SystemClock(), "pi:1:2:3", ALL))
    await serving
    assert [each.partition(" (")[2][:17] for each in warnings] == ["process 2 on pi, "]


async def _warned(port, other):
    while True:
        await other.look()
        problems, warnings = await asyncio.to_thread(ask, "127.0.0.1", port)
        if warnings:
            assert problems == []
            return warnings


@pytest.fixture
def _no_sender(monkeypatch):
    """Let the sender stand still while the rest goes on."""

    async def claims_nothing(*_):
        return []

    monkeypatch.setattr("bot.services.daily.sender.Sender.claim", claims_nothing)


@pytest.mark.usefixtures("_no_sender")
@pytest.mark.parametrize("overdue", [True, False])
async def test_a_delivery_that_nobody_sends_is_named(bot, problems, database, clock, overdue):
    since = OVERDUE + dt.timedelta(seconds=1 if overdue else -1)
    async with database.write() as connection:
        tomorrow = clock.time + dt.timedelta(days=1)
        feed = await add_feed(connection, next_at=tomorrow)
        due_at = clock.time - since
        await Deliveries(connection).open([Delivery(feed=feed.id, on=due_at.date(), due_at=due_at)])
    told = await problems()
    assert [each[:35] for each in told] == ["A daily post has waited for 5 min t"] * overdue


async def test_background_work_that_ended_is_named_for_a_minute(bot, problems, monkeypatch):
    async def odd():
        raise SystemError("odd")

    task = asyncio.create_task(bot._keep_at(odd, 3))
    await asyncio.sleep(0)
    (told,) = await problems()
    assert told.startswith("1 of the ")
    assert "works in the background ended within the last minute: look in the log" in told
    task.cancel()
    monkeypatch.setattr("bot.client.LATELY", -1.0)
    assert await problems() == []


async def test_nothing_of_a_server_or_a_member_stands_in_it(bot, ask_port, playground):
    await playground.type("/today")
    playground.hub.cut()
    texts = [(await ask_port(path))[1] for path in ("/health", "/metrics")]
    names = [guild.name for guild in playground.world.guilds.values()]
    ids = [*playground.world.guilds, *playground.world.users, *playground.world.channels]
    assert not [each for each in (*names, *ids) if any(each in text for text in texts)]
