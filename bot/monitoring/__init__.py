"""What the tools of a host see of a running Fasti: its health and its metrics, over HTTP."""

import importlib.metadata
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.domain.ports import Clock
from bot.services.health import Health

from .metrics import Metrics
from .pages import pages
from .serving import serving

__all__ = ["Monitoring", "monitored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """What looks and counts, and the address where it tells."""

    health: Health
    metrics: Metrics
    address: str


@asynccontextmanager
async def monitored(host: str, port: int, clock: Clock) -> AsyncGenerator[Monitoring]:
    """Serve health and metrics at a port, 0 for a free one; raises HostError if it is taken."""
    health, metrics = Health(clock), Metrics(importlib.metadata.version("fasti"))
    app = pages(health, metrics)
    async with serving(app, host, port) as address:
        yield Monitoring(health=health, metrics=metrics, address=address)
