"""One request to Discord: how far it got, and what its failure means for a retry."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
import discord
import structlog

from bot.domain.posting import DelayedError, LostError, PostError

from .limits import lift_global_limit, lift_limits
from .refusals import UNKNOWN_MESSAGE

_AT_ONCE = 1.0  # seconds until what nothing is in the way of is tried again
_UNREACHABLE = 15.0  # seconds until Discord is tried again where it could not be asked
_UNAUTHORIZED = 300.0  # likewise, where it refuses the token
# A rate-limiting proxy says "request timeout" where Discord has not answered it in its time.
_IN_DOUBT = frozenset({HTTPStatus.REQUEST_TIMEOUT, *range(500, 600)})
_BANNED = 60.0  # likewise, where a proxy in front of it refuses us and does not say for how long

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Wire:
    """How far the latest request of a call has got, in all of discord.py's own retries."""

    once: bool = False
    was_used: bool = False
    is_waiting: bool = False
    had_fault: bool = False
    was_taken: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether Discord may have done what was asked: it took it, had a fault, or has not answered."""
        return self.is_waiting or self.had_fault or self.was_taken

    def begins(self) -> None:
        """Stop a repeat of what Discord may have done already, where it would do it twice."""
        if self.once and self.is_doubtful:
            raise LostError("Discord had a fault, or did not answer")

    def sent(self) -> None:
        """Note that a request goes out."""
        self.was_used = self.is_waiting = True

    def answered(self, status: int) -> None:
        """Note what came back."""
        self.is_waiting = False
        self.had_fault = self.had_fault or status in _IN_DOUBT
        self.was_taken = status < HTTPStatus.BAD_REQUEST


_WIRE: ContextVar[_Wire | None] = ContextVar("wire", default=None)


class TimedOutError(LostError):
    """There was no answer in time."""


def watched(
    heard: Callable[[str], None], also: aiohttp.TraceConfig | None = None
) -> aiohttp.TraceConfig:
    """Watch the requests of a session: discord.py does not tell which of its retries got through.

    `heard` is handed what each answer says in its header Date. There is one watch for a client:
    `also` is who watches it already.
    """

    async def answered(
        _: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        heard(params.response.headers.get("Date", ""))
        if (wire := _WIRE.get()) is not None:
            wire.answered(params.response.status)

    trace = also or aiohttp.TraceConfig()
    trace.on_request_start.append(_begins)
    trace.on_request_headers_sent.append(_sent)
    trace.on_request_end.append(answered)
    return trace


async def _begins(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestStartParams
) -> None:
    if (wire := _WIRE.get()) is not None:
        wire.begins()


async def _sent(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestHeadersSentParams
) -> None:
    if (wire := _WIRE.get()) is not None:
        wire.sent()


@asynccontextmanager
async def attempt(
    client: discord.Client, seconds: float, *, once: bool = False
) -> AsyncGenerator[None]:
    """Ask Discord something within so many seconds.

    What it refuses stays the discord.HTTPException that it is, for who knows what was asked; all
    else becomes LostError if Discord may have done it, DelayedError if it has not. `once` is for
    a request that Discord would do twice: discord.py repeats those that met a fault by itself.
    """
    wire = _Wire(once=once)
    outer = _WIRE.set(wire)
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            yield
    except Exception as error:
        if limit.expired():
            lift_global_limit(client)
        if isinstance(error, discord.RateLimited) and not wire.was_used and lift_limits(client):
            raise DelayedError(_AT_ONCE) from error
        failure = _meaning(error, wire)
        if failure is error:
            raise
        raise failure from error
    finally:
        _WIRE.reset(outer)


def _meaning(error: Exception, wire: _Wire) -> Exception:
    if isinstance(error, PostError) or _is_gone(error):
        return error
    if wire.is_doubtful:
        lost = TimedOutError if isinstance(error, TimeoutError) else LostError
        return lost(f"{type(error).__name__}: {error}")
    match error:
        case discord.RateLimited():
            return DelayedError(error.retry_after)
        case discord.HTTPException():
            return _unasked(error)
        case aiohttp.ClientError() | OSError():  # a timeout is one of these, too
            return DelayedError(_UNREACHABLE)
        case _:
            return error


def _is_gone(error: Exception) -> bool:
    """Whether a message has been deleted, which holds whatever an earlier try came to."""
    return isinstance(error, discord.NotFound) and error.code == UNKNOWN_MESSAGE


def _unasked(error: discord.HTTPException) -> Exception:
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return DelayedError(_retry_after(error))
    if error.status == HTTPStatus.UNAUTHORIZED:
        _log.error("Discord refuses the token: copy it anew from the Developer Portal")
        return DelayedError(_UNAUTHORIZED)
    return error


def _retry_after(error: discord.HTTPException) -> float:
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return _BANNED
