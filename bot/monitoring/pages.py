"""The pages that a host's tools ask for: /health, /live and /metrics."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.services.health import Health

from .metrics import Metrics

UNREADY = 503


def pages(health: Health, metrics: Metrics) -> web.Application:
    """Give the pages; each other path is 404, and each method but GET and HEAD is refused."""

    async def ready(_: web.Request) -> web.Response:
        standing = await health.look()
        told = {"problems": list(standing.problems), "warnings": list(standing.warnings)}
        answer = {"ready": standing.is_ready} | {what: each for what, each in told.items() if each}
        return web.json_response(answer, status=200 if standing.is_ready else UNREADY)

    async def alive(_: web.Request) -> web.Response:
        """Answer while Fasti does anything at all: it is to be started anew where this fails."""
        return web.json_response({"alive": True})

    async def measured(_: web.Request) -> web.Response:
        text = metrics.text(await health.look())
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=1)
    app.router.add_get("/health", ready)
    app.router.add_get("/live", alive)
    app.router.add_get("/metrics", measured)
    return app
