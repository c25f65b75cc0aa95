"""The connection: what starts, what is refused, what is sent only once."""

import asyncio
import contextlib
import datetime as dt
import random

import pytest
from structlog.testing import capture_logs

from bot.bootstrap import wired
from bot.domain.errors import HostError
from bot.playground import Fault
from bot.playground.identifies import Identifies
from bot.services.identifying import Identifying
from bot.settings import Settings

pytestmark = pytest.mark.usefixtures("library_as_it_was")


@pytest.fixture
def start(playground, catalogue, database, clock):
    """Give a function that connects a bot until `until` is over, and gives its settings."""

    async def run(until=None, token="playground", **given):  # noqa: S107 - it opens nothing
        chosen = Settings(_env_file=None, **{"discord_api_url": playground.api_url} | given)
        async with wired(chosen, catalogue, database, clock, random.Random(1)) as bot:
            serving = asyncio.create_task(bot.serve(token))
            waiting = asyncio.create_task(bot.connected.wait())
            await asyncio.wait({serving, waiting}, return_when="FIRST_COMPLETED", timeout=10)
            waiting.cancel()
            if serving.done():
                return serving.result()
            if until is not None:
                await until(bot)
            await bot.close()
            return await serving

    return run


def syncs(playground):
    return [
        each
        for each in playground.journal.requests
        if each.method == "PUT" and each.path.endswith("/commands")
    ]


async def test_commands_are_sent_when_they_changed_and_not_at_every_start(start, playground):
    await start()
    await start()
    assert len(syncs(playground)) == 1


async def test_commands_are_sent_again_when_they_differ(start, playground, monkeypatch):
    await start()
    monkeypatch.setattr("bot.client.fingerprint", lambda _: "f" * 64)
    await start()
    assert len(syncs(playground)) == 2


async def test_commands_that_somebody_removed_are_sent_again(start, playground):
    await start()
    playground.backend.commands.replace(None, {})
    await start()
    assert len(syncs(playground)) == 2


async def test_a_rate_limit_too_long_to_wait_for_says_so(start, playground):
    playground.faults.add(
        Fault(what="status", status=429, path="/applications/*/commands", retry_after=60, times=9)
    )
    with pytest.raises(HostError, match="is out of order"):
        await start()


async def test_a_fault_of_ours_is_not_blamed_on_discord(start, monkeypatch):
    def broken(_):
        raise TypeError("a fault of ours")

    monkeypatch.setattr("bot.client.fingerprint", broken)
    with pytest.raises(TypeError, match="a fault of ours"):
        await start()


async def test_commands_are_sent_to_each_api_address(start, playground):
    await start()
    await start(discord_api_url=playground.api_url.replace("/v10", ""))
    assert len(syncs(playground)) == 2


async def test_only_the_guilds_intent_is_asked_for(start, playground):
    async def look(_):
        (session,) = playground.hub.connected
        assert session.intents == 1

    await start(look)


async def test_shards_connect_as_they_are_counted(start, playground):
    async def look(bot):
        assert set(bot.shards) == {0, 1}

    await start(look, shard_count=2)


async def test_one_shard_of_several_can_run_alone(start, playground):
    async def look(bot):
        assert set(bot.shards) == {1}

    await start(look, shard_count=2, shard_ids=(1,))


async def test_commands_are_sent_by_the_process_with_shard_0(start, playground):
    """It has direct messages, too; of two that start at once one does so."""
    await start(shard_count=2, shard_ids=(1,))
    assert syncs(playground) == []
    await start(shard_count=2, shard_ids=(0,))
    assert len(syncs(playground)) == 1


async def test_shards_of_several_processes_start_in_turn(start, playground, clock, monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)
        clock.time += dt.timedelta(seconds=seconds)

    monkeypatch.setattr(Identifying.__init__, "__defaults__", (sleep,))
    monkeypatch.setattr(Identifies, "take", lambda *_: True)  # whose clock runs as ever
    playground.backend.identifies.at_once = 2
    await start(shard_count=6, shard_ids=(2, 3))
    await start(shard_count=6, shard_ids=(1,))
    assert waited == [0, 0, 5.5]


async def test_a_refused_token_says_where_to_get_another(start):
    with pytest.raises(HostError, match="Discord refused the token: copy it anew"):
        await start(token="wrong")  # noqa: S106 - refused on purpose


async def test_an_api_out_of_order_says_so(start, playground):
    playground.faults.add(Fault(what="status", status=503, path="/users/@me", times=9))
    with pytest.raises(HostError, match="is not Discord's API, or is out of order"):
        await start()


async def test_a_shard_that_is_not_among_those_that_are_counted_is_told(
    catalogue, database, clock, playground
):
    chosen = Settings(_env_file=None, discord_api_url=playground.api_url, shard_count=2)
    async with wired(chosen, catalogue, database, clock, random.Random(1)) as bot:
        bot.shard_ids = [5]
        with pytest.raises(HostError, match=r"no such shard \(code 4010\): let SHARD_IDS lie"):
            await asyncio.wait_for(bot.serve("playground"), 15)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (4004, "Discord refused the token at its gateway (code 4004): copy it anew"),
        (4011, "(code 4011): set SHARD_COUNT to at least 3, or leave it out."),
        (4012, "(code 4012): upgrade Fasti"),
        (4013, "(code 4013): upgrade Fasti"),
        (4014, "(code 4014): look in the Developer Portal, under Bot, at the switches"),
    ],
)
async def test_a_connection_closed_for_good_says_what_to_do(
    start, playground, monkeypatch, code, sentence
):
    guilds = list(playground.backend.bot_guilds()) * 2_000  # for which three shards are advised
    monkeypatch.setattr(playground.backend, "bot_guilds", lambda: guilds)

    async def close(bot):
        playground.hub.cut(code=code)
        async with asyncio.timeout(10):
            while not bot.is_closed():  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(0.01)

    with pytest.raises(HostError) as caught:
        await start(close, shard_count=1)
    assert sentence in str(caught.value)


async def test_it_goes_on_after_the_gateway_was_cut(start, playground):
    async def cut(bot):
        before = playground.journal.events[-1].number
        playground.hub.cut()
        await asyncio.wait_for(playground.journal.wait("RESUME", after=before), 15)
        assert (await playground.type("/help")).ok

    await start(cut)


async def test_the_background_is_begun_once_and_ends_with_the_bot(start, monkeypatch):
    seen = []

    async def run(_):
        seen.append("begun")
        try:
            await asyncio.Event().wait()
        finally:
            seen.append("ended")

    async def look(bot):
        await bot.on_ready()  # as after a connection that was lost
        assert seen == ["begun"]

    monkeypatch.setattr("bot.services.daily.running.DailyPost.run", run)
    await start(look)
    assert seen == ["begun", "ended"]


@pytest.mark.parametrize("how", ["fails", "ends", "is cancelled"])
async def test_a_background_that_ends_by_itself_is_logged_and_begun_again(start, monkeypatch, how):
    begun = []

    async def run(_):
        begun.append(how)
        if len(begun) > 1:
            await asyncio.Event().wait()
        if how == "fails":
            raise SystemError("odd")
        if how == "is cancelled":
            raise asyncio.CancelledError

    async def look(bot):
        async with asyncio.timeout(5):
            while len(begun) < 2:  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(0.01)

    monkeypatch.setattr("bot.services.daily.running.DailyPost.run", run)
    monkeypatch.setattr("bot.client.PAUSE", 0.02)
    with capture_logs() as lines:
        await start(look)
    assert len(begun) == 2
    assert [line.get("code") for line in lines if line["log_level"] == "error"] == [
        "background-ended"
    ]


async def test_a_background_that_does_not_end_keeps_the_bot_from_nothing(start, monkeypatch):
    over = asyncio.Event()

    async def run(_):
        while not over.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await over.wait()

    async def look(_):
        monkeypatch.setattr("bot.client.LAST_SECONDS", 0.05)

    monkeypatch.setattr("bot.services.daily.running.DailyPost.run", run)
    with capture_logs() as lines:
        async with asyncio.timeout(5):
            await start(look)
    assert lines[-1]["code"] == "background-stuck"
    over.set()
    await asyncio.sleep(0)


async def test_a_bot_that_never_connected_closes_quietly(catalogue, database, clock):
    unused = Settings(_env_file=None)
    async with wired(unused, catalogue, database, clock, random.Random(1)) as bot:
        assert not bot.is_closed()
    assert bot.is_closed()
