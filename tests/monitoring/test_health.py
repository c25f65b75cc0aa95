"""Health tells the truth, through the real bot in the playground (field failure F30)."""

import asyncio
import datetime as dt

import pytest
from discord.gateway import DiscordWebSocket

from bot.domain.deliveries import Delivery
from bot.services.health import OVERDUE, QUIET, TICK_LATE
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
    monkeypatch.setattr(heart, "_last_send", heart._last_ack + 1)
    now = heart._last_send + QUIET
    monkeypatch.setattr(bot._shards, "_timer", lambda: now)
    assert await problems() == []
    monkeypatch.setattr(bot._shards, "_timer", lambda: now + 1)
    (told,) = await problems()
    assert told.startswith("The gateway is connected to Discord, which no longer answers there")


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
