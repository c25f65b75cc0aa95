"""Rate limits: a bucket for each route and channel, one for everything, and what a 429 says.

https://discord.com/developers/docs/topics/rate-limits
"""

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from .errors import ApiError
from .jsons import Json
from .routing import Route

_MAJOR = ("channel_id", "guild_id", "webhook_token", "webhook_id")
_WHILE_OFF = 1000
_WINDOWS_KEPT = 10_000
_Count = Annotated[int, Field(ge=0)]
_Seconds = Annotated[float, Field(gt=0, le=86_400)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is let through; None lets everything through.

    `per_route` counts requests to one route with one channel, guild or webhook in
    `route_seconds`; `routes` sets single routes apart, as {"POST /channels/{channel_id}/messages/
    {message_id}/crosspost": (10, 3600)}; `overall` counts all requests in a second (Discord's
    is 50).
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        strict=True, extra="forbid", allow_inf_nan=False
    )

    per_route: _Count | None = None
    route_seconds: _Seconds = 5.0
    routes: Mapping[str, tuple[_Count, _Seconds]] = field(
        default_factory=dict[str, tuple[int, float]]
    )
    overall: _Count | None = None

    def of(self, route: Route) -> tuple[int, float] | None:
        """How many requests in how many seconds a route takes; None for any number."""
        if (own := self.routes.get(f"{route.method} {route.template}")) is not None:
            return own
        return None if self.per_route is None else (self.per_route, self.route_seconds)


class TooManyRequestsError(ApiError):
    """429, with how long to wait, in seconds."""

    def __init__(self, retry_after: float, scope: str) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.retry_after = retry_after
        self.scope = scope

    def payload(self) -> Json:
        """Give the body of a 429."""
        everywhere = self.scope == "global"
        wait = round(self.retry_after, 3)
        return {"message": self.message, "retry_after": wait, "global": everywhere}

    def headers(self) -> dict[str, str]:
        """Give the headers of a 429; `Via` tells it from a ban by the proxy in front of Discord."""
        told = {
            "Retry-After": str(math.ceil(self.retry_after)),
            "X-RateLimit-Scope": self.scope,
            "Via": "1.1 playground",
        }
        return told | ({"X-RateLimit-Global": "true"} if self.scope == "global" else {})


@dataclass(slots=True)
class _Window:
    ends: float
    left: int


@dataclass(slots=True)
class RateLimits:
    """Counts requests on the playground's clock."""

    limits: Limits
    _windows: dict[str, _Window] = field(default_factory=dict[str, _Window])
    _overall: _Window = field(default_factory=lambda: _Window(0.0, 0))

    def set(self, limits: Limits) -> None:
        """Count anew by other limits."""
        self.limits = limits
        self._windows.clear()
        self._overall = _Window(0.0, 0)

    def take(self, route: Route, params: Mapping[str, str], now: float) -> dict[str, str]:
        """Count one request and give its headers; raises TooManyRequestsError."""
        if route.limitless:
            return {}
        if self.limits.overall is not None:
            self._overall = self._counted(self._overall, self.limits.overall, 1.0, now)
            if self._overall.left < 0:
                raise TooManyRequestsError(self._overall.ends - now, "global")
        bucket = f"{zlib.crc32(f'{route.method} {route.template}'.encode()):08x}"
        if (allowed := self.limits.of(route)) is None:
            return _headers(bucket, _WHILE_OFF, _WHILE_OFF - 1, 1.0, now)
        limit, seconds = allowed
        major = next((params[name] for name in _MAJOR if name in params), "")
        key = f"{bucket}:{major}"
        window = self._counted(self._windows.pop(key, _Window(0.0, 0)), limit, seconds, now)
        self._windows[key] = window
        self._forget(now)
        if window.left < 0:
            raise TooManyRequestsError(window.ends - now, "user")
        return _headers(bucket, limit, window.left, window.ends - now, now)

    def _forget(self, now: float) -> None:
        """Drop the windows used longest ago, as far as they have ended or are too many."""
        while self._windows:
            oldest = next(iter(self._windows))
            if self._windows[oldest].ends > now and len(self._windows) <= _WINDOWS_KEPT:
                return
            del self._windows[oldest]

    @staticmethod
    def _counted(window: _Window, limit: int, seconds: float, now: float) -> _Window:
        if now >= window.ends:
            window = _Window(now + seconds, limit)
        return _Window(window.ends, window.left - 1)


def _headers(bucket: str, limit: int, left: int, after: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Bucket": bucket,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{now + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
    }
