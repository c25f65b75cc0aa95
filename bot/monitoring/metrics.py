"""Counts what happens, in the form that Prometheus reads."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from bot.domain.deliveries import Delivery, Stage
from bot.services.health import Standing

ANSWERS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Discord gives up after three."""
LAGS: Final = (1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 21600)
"""Seconds; after six hours a post is usually left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What is shown of the pack, and how often it was loaded anew, or could not be."""

    version: str
    entries: int
    reloads: int
    refusals: int


class Metrics:
    """A registry of our own, and what is told to it: the port `Meter`, for Prometheus."""

    def __init__(self, version: str) -> None:
        # Else there is a second series for each, of which nobody asks anything.
        cast("Callable[[], None]", disable_created_metrics)()  # it has no annotation
        registry = self._registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        about = Gauge("fasti_info", "The version of Fasti.", ["version"], registry=registry)
        about.labels(version).set(1)
        self._interactions = Counter(
            "fasti_interactions",
            "Commands, buttons, menus, forms and autocompletions that are over.",
            ["kind", "name", "outcome"],
            registry=registry,
        )
        self._answers = Histogram(
            "fasti_answer_seconds",
            "From the receipt of an interaction until Discord has taken its first answer.",
            ["kind", "name"],
            buckets=ANSWERS,
            registry=registry,
        )
        self._requests = Counter(
            "fasti_discord_requests",
            "Requests to Discord's REST API; the status is none where no answer came.",
            ["method", "route", "status"],
            registry=registry,
        )
        self._limited = Counter(
            "fasti_discord_rate_limited",
            "Answers of Discord with status 429.",
            ["scope"],
            registry=registry,
        )
        self._gateway = Counter(
            "fasti_gateway_events",
            "How often a shard was connected anew, resumed or lost.",
            ["shard", "event"],
            registry=registry,
        )
        self._deliveries = Counter(
            "fasti_deliveries",
            "Daily posts that were sent, or will not be.",
            ["outcome", "reason"],
            registry=registry,
        )
        self._lags = Histogram(
            "fasti_delivery_lag_seconds",
            "From when a daily post was due until Discord had taken it.",
            buckets=LAGS,
            registry=registry,
        )
        self._standing = _Standing()
        registry.register(self._standing)

    def show(self, pack: Callable[[], Pack]) -> None:
        """Tell of the pack as well, from now on."""
        self._standing.pack = pack

    def handled(self, kind: str, name: str, outcome: str, seconds: float | None) -> None:
        """Count an interaction that is over, and when its first answer came; None if none did."""
        self._interactions.labels(kind, name, outcome).inc()
        if seconds is not None:
            self._answers.labels(kind, name).observe(seconds)

    def requested(self, method: str, route: str, status: str) -> None:
        """Count a request to Discord."""
        self._requests.labels(method, route, status).inc()

    def limited(self, scope: str) -> None:
        """Count an answer of Discord that it was asked too often."""
        self._limited.labels(scope).inc()

    def gateway(self, shard: int, event: str) -> None:
        """Count that a shard was connected, resumed or lost."""
        self._gateway.labels(str(shard), event).inc()

    def settled(self, delivery: Delivery, now: dt.datetime) -> None:
        """Count a delivery that is posted, or will not be; of a post also how late it was."""
        is_posted = delivery.message is not None
        outcome = "posted" if is_posted else str(delivery.stage)
        if not is_posted and delivery.stage is Stage.DONE:  # somebody deleted it
            outcome = "deleted"
        self._deliveries.labels(outcome, str(delivery.reason or "")).inc()
        if is_posted:
            self._lags.observe(max(0.0, (now - delivery.due_at).total_seconds()))

    def text(self, standing: Standing) -> bytes:
        """Write all of it, with how things stand now."""
        self._standing.now = standing
        return generate_latest(self._registry)


class _Standing(Collector):
    """How things stand at the moment that somebody asks."""

    def __init__(self) -> None:
        self.now = Standing(problems=[])
        self.pack: Callable[[], Pack] | None = None

    @override
    def collect(self) -> list[Metric]:
        now = self.now
        gauges: list[Metric] = [
            GaugeMetricFamily("fasti_ready", "Whether /health finds no problem.", now.is_ready),
            GaugeMetricFamily("fasti_warnings", "Warnings of /health.", len(now.warnings)),
            GaugeMetricFamily(
                "fasti_delivery_overdue_seconds",
                "For how long the oldest delivery has waited that could be sent; 0 is none.",
                0 if now.waiting is None else now.waiting.total_seconds(),
            ),
            *_gateway(now),
        ]
        for name, told, value in (
            (
                "fasti_last_tick_timestamp_seconds",
                "When the schedule of daily posts was last looked at.",
                _seconds(now.ticked_at),
            ),
            (
                "fasti_backup_timestamp_seconds",
                "When the newest daily backup was made.",
                _seconds(now.kept.backed_up_at),
            ),
            (
                "fasti_disk_free_bytes",
                "What is free of the disk with the database's file.",
                now.kept.free,
            ),
        ):
            if value is not None:
                gauges.append(GaugeMetricFamily(name, told, value))
        return [*gauges, *([] if self.pack is None else _catalogue(self.pack()))]


def _seconds(at: dt.datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _gateway(now: Standing) -> list[Metric]:
    up = GaugeMetricFamily(
        "fasti_gateway_up", "Whether a shard hears Discord's events.", labels=["shard"]
    )
    latency = GaugeMetricFamily(
        "fasti_gateway_latency_seconds",
        "From a shard's last heartbeat until Discord answered it.",
        labels=["shard"],
    )
    for shard in now.shards:
        up.add_metric([str(shard.id)], shard.is_up)
        if shard.latency is not None:
            latency.add_metric([str(shard.id)], shard.latency)
    return [up, latency]


def _catalogue(pack: Pack) -> list[Metric]:
    about = GaugeMetricFamily("fasti_catalogue_info", "The pack's version.", labels=["version"])
    about.add_metric([pack.version], 1)
    reloads = CounterMetricFamily(
        "fasti_catalogue_reloads", "How often the pack has changed on disk.", labels=["outcome"]
    )
    reloads.add_metric(["shown"], pack.reloads)
    reloads.add_metric(["refused"], pack.refusals)
    entries = "Entries of the pack."
    return [about, reloads, GaugeMetricFamily("fasti_catalogue_entries", entries, pack.entries)]
