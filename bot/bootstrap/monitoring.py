"""Wires health and metrics, where a host has given them a port."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.domain.ports import Clock
from bot.services.catalogues import Catalogues
from bot.services.daily.running import DailyPost
from bot.services.health import Connection, Health
from bot.services.probing import Probe
from bot.services.processes import Company
from bot.services.reloading import Reloading
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.monitoring import Monitoring


@asynccontextmanager
async def monitoring(settings: Settings, clock: Clock) -> AsyncGenerator["Monitoring | None"]:
    """Serve health and metrics if there is a port; raises HostError if that is taken."""
    if settings.health_port is None:
        yield None
        return
    # Imported where it is wanted: a server of HTTP and a library of metrics, which take memory.
    from bot.monitoring import monitored  # noqa: PLC0415

    async with monitored(settings.health_host, settings.health_port, clock) as opened:
        yield opened


@asynccontextmanager
async def watched(
    monitored: "Monitoring | None",
    health: Health,
    connection: Connection,
    probe: Probe,
    company: Company,
    *,
    running: DailyPost,
    reloading: Reloading,
    catalogues: Catalogues,
) -> AsyncGenerator[None]:
    """Look at these while they are there, and count what there is to count."""
    if monitored is not None:
        _show(monitored, reloading, catalogues)
    health.begin(connection, lambda: running.ticked_at, probe, company, reloading.warnings)
    try:
        yield
    finally:
        await health.end()


def _show(monitored: "Monitoring", reloading: Reloading, catalogues: Catalogues) -> None:
    from bot.monitoring.metrics import Pack  # noqa: PLC0415 - likewise

    def pack() -> Pack:
        return Pack(
            version=catalogues.pack.contents.pack.version,
            entries=len(catalogues.pack.entries),
            reloads=reloading.status.reloads,
            refusals=reloading.status.refusals,
        )

    monitored.metrics.show(pack)
