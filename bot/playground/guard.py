"""Keeps web pages of other sites away from the playground.

A page elsewhere can make a browser send requests to loopback, under a foreign Origin, or under
a Host of its own that it has pointed at 127.0.0.1 (DNS rebinding).
"""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


def guarded(hosts: frozenset[str]) -> Middleware:
    """Refuse requests from other origins, and under names that are neither loopback nor `hosts`.

    A bot sends no Origin; a browser sends one whenever a page is behind the request.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        name = _name(f"//{host}")
        if name not in hosts and not _loopback(name):
            raise web.HTTPForbidden(text="Open the playground as localhost or 127.0.0.1.")
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
            raise web.HTTPForbidden(text="Other sites may not use the playground.")
        if _from_elsewhere(request):
            raise web.HTTPForbidden(text="Other sites may not use the playground.")
        return await handler(request)

    return check


def _from_elsewhere(request: web.Request) -> bool:
    """Whether a page of another site is behind a request that is no visit by a link.

    https://www.w3.org/TR/fetch-metadata/
    """
    headers = request.headers
    return (
        headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
        and headers.get("Sec-Fetch-Mode") != "navigate"
    )


def _name(url: str) -> str:
    """Give the host name in an address; empty where there is none, or none that can be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read, so that a port that is no number is refused
    except ValueError:
        return ""
    return parts.hostname or ""


def _loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
