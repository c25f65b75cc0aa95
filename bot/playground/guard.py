"""Keeps web pages of other sites away from the playground.

A page elsewhere can make a browser send requests to loopback, under a foreign Origin, or under
a Host of its own that it has pointed at 127.0.0.1 (DNS rebinding).
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def guarded(handler: Handler, hosts: frozenset[str] | None = LOOPBACK) -> Handler:
    """Refuse requests from other origins, and under other host names unless `hosts` is None."""

    async def checked(request: web.Request) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        if hosts is not None and urlsplit(f"//{host}").hostname not in hosts:
            raise web.HTTPForbidden(text="Open the playground as localhost or 127.0.0.1.")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise web.HTTPForbidden(text="Other sites may not use the playground.")
        return await handler(request)

    return checked
