"""What Prometheus reads, after conversations in the playground and posts."""

import asyncio
import dataclasses
import datetime as dt

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.deliveries import Delivery, Reason, Stage
from bot.monitoring.metrics import Metrics
from bot.playground import Fault
from bot.services.health import Shard, Standing
from bot.services.safekeeping import Kept
from tests.cogs.suggestions import suggested

DAY = dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC)
READY = Standing(problems=[], ticked_at=DAY)


def read(text):
    """Give each sample's value by its name and labels, as Prometheus writes them."""
    return {
        sample.name + "".join(f" {key}={sample.labels[key]}" for key in sorted(sample.labels)): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def measured(ask_port):
    async def asking():
        status, text = await ask_port("/metrics")
        assert status == 200
        return read(text)

    return asking


@pytest.fixture
def metrics():
    return Metrics("1.0")


def told(metrics, standing=READY):
    return read(metrics.text(standing).decode())


async def test_every_kind_of_interaction_is_counted_and_timed(bot, playground, measured):
    today = await playground.type("/today")
    await playground.press(today, today.buttons[-1])
    await playground.choose(today, today.options[0])
    await playground.type("/event name:qqqqqqqqqq")
    await playground.complete("/event name:the")
    await playground.type("/daily list", who="moderator")
    await suggested(playground)
    seen = await measured()
    counted = {name: value for name, value in seen.items() if "interactions_total" in name}
    assert counted == {
        f"fasti_interactions_total kind={kind} name={name} outcome={outcome}": 1
        for kind, name, outcome in (
            ("command", "today", "ok"),
            ("button", "day", "ok"),
            ("menu", "open", "ok"),
            ("command", "event", "refused"),
            ("autocomplete", "event", "ok"),
            ("command", "daily list", "ok"),
            ("command", "suggest", "ok"),
            ("form", "suggest", "ok"),
        )
    }
    timed = {name: value for name, value in seen.items() if "answer_seconds_count" in name}
    assert sum(timed.values()) == len(counted)
    assert 0 < seen["fasti_answer_seconds_sum kind=command name=today"] < 3


async def test_what_comes_too_late_has_failed(bot, playground, measured):
    playground.faults.add(Fault(what="status", status=404, code=10062, path="/interactions/*"))
    await playground.type("/help")
    seen = await measured()
    assert seen["fasti_interactions_total kind=command name=help outcome=failed"] == 1
    assert "fasti_answer_seconds_count kind=command name=help" not in seen


def _broken(*_, **__):
    raise RuntimeError("odd")


async def test_a_fault_of_autocompletion_has_failed(bot, playground, measured, monkeypatch):
    monkeypatch.setattr("bot.services.lookup.Lookup.complete", _broken)
    asking = asyncio.create_task(playground.complete("/event name:the"))
    async with asyncio.timeout(10):
        name = "fasti_interactions_total kind=autocomplete name=event outcome=failed"
        while (await measured()).get(name) != 1:  # noqa: ASYNC110 - it happens elsewhere
            await asyncio.sleep(0.02)
    asking.cancel()


async def test_requests_and_limits_are_counted_by_their_routes(bot, playground, measured):
    playground.faults.add(
        Fault(what="status", status=429, path="/interactions/*", retry_after=0.01, times=1)
    )
    await playground.type("/help")
    seen = await measured()
    route = "/interactions/{id}/{token}/callback"
    assert seen[f"fasti_discord_requests_total method=POST route={route} status=4xx"] == 1
    assert seen[f"fasti_discord_requests_total method=POST route={route} status=2xx"] == 1
    assert sum(v for k, v in seen.items() if k.startswith("fasti_discord_rate_limited_t")) == 1
    assert seen["fasti_discord_requests_total method=GET route=/gateway/bot status=2xx"] == 1


async def test_a_gateway_that_is_lost_and_resumed_is_counted(bot, playground, measured):
    before = playground.journal.events[-1].number
    playground.hub.cut()
    await asyncio.wait_for(playground.journal.wait("RESUME", after=before), 15)
    async with asyncio.timeout(10):
        while (seen := await measured()).get("fasti_gateway_up shard=0") != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    events = {
        event: seen.get(f"fasti_gateway_events_total event={event} shard=0")
        for event in ("connected", "lost", "resumed")
    }
    assert events == {"connected": 1, "lost": 1, "resumed": 1}


async def test_a_daily_post_is_counted_with_its_lag(bot, playground, measured, fall_due):
    fall_due()
    async with asyncio.timeout(20):
        while not (seen := await measured()).get("fasti_deliveries_total outcome=posted reason="):  # noqa: ASYNC110 - it happens elsewhere
            await asyncio.sleep(0.02)
    assert len(playground.read("on-this-day")) == 1
    assert seen["fasti_deliveries_total outcome=posted reason="] == 1
    assert seen["fasti_delivery_lag_seconds_count"] == 1


async def test_the_catalogue_the_process_and_the_version_are_told(bot, measured, catalogue):
    seen = await measured()
    assert seen["fasti_catalogue_info version=1"] == 1
    assert seen["fasti_catalogue_entries"] == len(catalogue.entries)
    assert seen["fasti_catalogue_reloads_total outcome=shown"] == 0
    assert seen["fasti_ready"] == 1
    assert seen["process_cpu_seconds_total"] > 0
    assert [name for name in seen if name.startswith("fasti_info version=")]


def test_each_outcome_of_a_delivery_is_counted_and_the_lag_of_posts_alone(metrics):
    late = DAY + dt.timedelta(seconds=7)
    row = Delivery(feed=1, on=DAY.date(), due_at=DAY)
    for fields in (
        {"stage": Stage.SENT, "message": 5},
        {"stage": Stage.DONE, "message": 6},
        {"stage": Stage.DONE, "reason": Reason.DELETED},
        {"stage": Stage.SKIPPED, "reason": Reason.EMPTY},
        {"stage": Stage.UNCERTAIN, "reason": Reason.NO_HISTORY},
    ):
        metrics.settled(dataclasses.replace(row, **fields), late)
    seen = told(metrics)
    assert {name: value for name, value in seen.items() if "deliveries_total" in name} == {
        "fasti_deliveries_total outcome=posted reason=": 2,
        "fasti_deliveries_total outcome=deleted reason=deleted": 1,
        "fasti_deliveries_total outcome=skipped reason=empty": 1,
        "fasti_deliveries_total outcome=uncertain reason=no-history": 1,
    }
    assert seen["fasti_delivery_lag_seconds_count"] == 2
    assert seen["fasti_delivery_lag_seconds_sum"] == 14


def test_how_things_stand_is_told(metrics):
    shards = [
        Shard(id=0, is_connected=True, latency=0.25),
        Shard(id=1, is_connected=False),
        Shard(id=2, is_connected=True, quiet_for=99.0),
    ]
    seen = told(metrics, Standing(problems=["x"], shards=shards, waiting=dt.timedelta(seconds=90)))
    assert [seen[f"fasti_gateway_up shard={id_}"] for id_ in (0, 1, 2)] == [1, 0, 0]
    assert seen["fasti_gateway_latency_seconds shard=0"] == 0.25
    assert "fasti_gateway_latency_seconds shard=1" not in seen
    assert seen["fasti_ready"] == 0
    assert seen["fasti_delivery_overdue_seconds"] == 90
    assert "fasti_last_tick_timestamp_seconds" not in seen
    assert told(metrics)["fasti_last_tick_timestamp_seconds"] == DAY.timestamp()


def test_the_room_on_the_disk_and_the_newest_backup_are_told_where_there_are_any(metrics):
    kept = Kept(free=5_000, backed_up_at=DAY)
    seen = told(metrics, Standing(problems=[], warnings=["It is late."], kept=kept))
    assert seen["fasti_warnings"] == 1
    assert seen["fasti_disk_free_bytes"] == 5_000
    assert seen["fasti_backup_timestamp_seconds"] == DAY.timestamp()
    names = told(metrics)
    assert "fasti_disk_free_bytes" not in names
    assert "fasti_backup_timestamp_seconds" not in names


def test_two_registries_know_nothing_of_each_other(metrics):
    metrics.requested("GET", "/gateway/bot", "2xx")
    assert not [name for name in told(Metrics("1.0")) if name.startswith("fasti_discord_req")]
