"""An HTTP server that nobody can fill: so many connections at most, each for some seconds."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import web
from typing_extensions import override

from bot.domain.errors import HostError

MOST = 32
"""Connections at a time; there is one for each of a host's tools that ask now."""
SECONDS = 15.0
"""For which a connection lasts at most; tools open another for the next question."""
_LAST_SECONDS = 1.0


class _Closed(asyncio.Protocol):
    """A connection too many: it is closed as soon as it is there."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


@asynccontextmanager
async def serving(
    app: web.Application, host: str, port: int, *, most: int = MOST, seconds: float = SECONDS
) -> AsyncGenerator[str]:
    """Serve an app, and give its address; raises HostError if the port cannot be had."""
    runner = web.AppRunner(
        app, access_log=None, logger=_log, shutdown_timeout=_LAST_SECONDS, handle_signals=False
    )
    await runner.setup()
    server, loop = runner.server, asyncio.get_running_loop()
    assert server is not None  # noqa: S101 - it has just been set up

    def admit() -> asyncio.Protocol:
        if len(server.connections) >= most:
            return _Closed()
        handler = server()
        loop.call_later(seconds, handler.force_close)
        return handler

    try:
        listening = await loop.create_server(admit, host, port)
    except OSError as error:
        await runner.cleanup()
        raise HostError(
            f"Port {port} at {host} cannot be opened for health ({error.strerror}): choose"
            " another HEALTH_PORT, or another HEALTH_HOST."
        ) from None
    try:
        bound, number = listening.sockets[0].getsockname()[:2]
        yield f"http://{f'[{bound}]' if ':' in bound else bound}:{number}"
    finally:
        listening.close()
        await runner.cleanup()


_log = logging.getLogger(__name__)
