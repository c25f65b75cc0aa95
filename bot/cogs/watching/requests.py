"""Counts requests to Discord by their routes, in which no id and no token stands."""

import re
from types import SimpleNamespace
from typing import Final

import aiohttp
import yarl

from bot.domain.ports import Meter

from .interactions import Following

ANSWER: Final = "/interactions/{id}/{token}/callback"
"""The route of first answers to interactions."""
OTHER: Final = "other"
"""What is no request to Discord's API, or to a part of it that Fasti does not use."""
_TOO_MANY = 429
_SCOPES = frozenset({"user", "global", "shared"})  # X-RateLimit-Scope (docs/topics/rate-limits)
_WITH_TOKENS = re.compile(r"^/(interactions|webhooks)/\{id\}/[^/]+")
_WORDS = frozenset(
    re.findall(
        r"\S+",
        "@me @original applications bot callback channels commands crosspost followers gateway"
        " guilds interactions members messages oauth2 pins roles threads users voice webhooks"
        " {id} {token}",
    )
)


def counting(meter: Meter, following: Following, api_url: str) -> aiohttp.TraceConfig:
    """Give what discord.py's HTTP client tells of each request; first answers are noted, too."""
    base = yarl.URL(api_url).path.rstrip("/")
    host = yarl.URL(api_url).host

    def named(url: yarl.URL) -> str:
        return route(url.path.removeprefix(base)) if _is_api(url) else OTHER

    def _is_api(url: yarl.URL) -> bool:
        return url.host == host and url.path.startswith(f"{base}/")

    async def ended(
        _: aiohttp.ClientSession, __: SimpleNamespace, told: aiohttp.TraceRequestEndParams
    ) -> None:
        where, response = named(told.url), told.response
        if where == ANSWER and response.ok:
            following.answered()
        meter.requested(told.method, where, f"{response.status // 100}xx")
        if response.status == _TOO_MANY:
            scope = response.headers.get("X-RateLimit-Scope", "")
            meter.limited(scope if scope in _SCOPES else OTHER)

    async def failed(
        _: aiohttp.ClientSession, __: SimpleNamespace, told: aiohttp.TraceRequestExceptionParams
    ) -> None:
        meter.requested(told.method, named(told.url), "none")

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    trace.on_request_exception.append(failed)
    return trace


def route(path: str) -> str:
    """Give the template of a path below Discord's API: `/channels/{id}/messages`.

    Each part is a word of `_WORDS`, or the whole is OTHER: there are only so many.
    """
    numbered = "/".join("{id}" if part.isdecimal() else part for part in path.split("/"))
    template = _WITH_TOKENS.sub(r"/\1/{id}/{token}", numbered)
    return template if _WORDS.issuperset(template.split("/")[1:]) else OTHER
