"""Asks Discord's API a few questions, patiently, and notes what time it has."""

import asyncio
import datetime as dt
import statistics
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Any, Self

import aiohttp

from bot.domain.ports import Clock

from .findings import CannotLookError

TIMEOUT = 8.0
"""Seconds that an answer may take."""
LONGEST_WAIT = 5.0
"""Seconds that we wait where Discord asks us to; longer is told."""
_TRIES = 3
_SILENT = 2  # questions in a row without any answer, after which it is out of reach
_PAUSE = 0.5  # seconds before an answer that failed is asked for again
_AGENT = "DiscordBot (https://discord.com/developers/docs, fasti doctor)"
_HALF_A_SECOND = dt.timedelta(seconds=0.5)  # the header Date leaves out the fraction
_TOO_OFTEN, _UNAUTHORIZED, _FAULTS, _REFUSALS = 429, 401, 500, 400


class ApiError(CannotLookError):
    """Discord gave no answer that is of use; its text says why, in words for a host.

    `status` is that of the answer, 0 if there was none, and `code` Discord's own.
    """

    def __init__(self, text: str, status: int = 0, code: int = 0) -> None:
        super().__init__(text)
        self.status = status
        self.code = code


class Api:
    """Discord's API as the bot is allowed to see it; only ever reads.

    Where it is out of reach, or refuses the token, it is not asked again.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        address: str,
        clock: Clock,
        pause: Callable[[float], Awaitable[object]],
    ) -> None:
        self._session = session
        self._address = address
        self._clock = clock
        self._pause = pause
        self._given_up: ApiError | None = None
        self._silent = 0
        self._ahead: list[float] = []

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        address: str,
        token: str,
        clock: Clock,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> AsyncGenerator[Self, None]:
        """Open connections for one bot, and close them at the end."""
        headers = {"Authorization": f"Bot {token}", "User-Agent": _AGENT}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            yield cls(session, address, clock, pause)

    @property
    def clocks_asked(self) -> int:
        """How many answers have said what time it is."""
        return len(self._ahead)

    def ahead(self) -> float:
        """By how many seconds Discord's clock is ahead of ours: the median of its answers."""
        return statistics.median(self._ahead)

    async def get(self, path: str) -> Any:
        """Give an answer; raises ApiError where there is none, or it is a refusal."""
        if self._given_up is not None:
            raise self._given_up
        try:
            answer = await self._get(path)
        except ApiError as error:
            self._silent += error.status == 0
            if self._silent == _SILENT or error.status == _UNAUTHORIZED:
                self._given_up = error
            raise
        self._silent = 0
        return answer

    async def _get(self, path: str) -> Any:
        for left in reversed(range(_TRIES)):
            try:
                status, body = await self._ask(path)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                if not left or isinstance(error, TimeoutError):
                    raise self._out_of_reach(error) from None
                await self._pause(_PAUSE)
                continue
            if status < _REFUSALS:
                return body
            wait = _wait(status, body)
            if wait is None or wait > LONGEST_WAIT or not left:
                raise _refusal(path, status, body)
            await self._pause(wait)
        raise AssertionError

    async def _ask(self, path: str) -> tuple[int, Any]:
        began = self._clock.now()
        async with self._session.get(f"{self._address}{path}", allow_redirects=False) as answer:
            ended = self._clock.now()
            self._hear(answer.headers.get("Date", ""), began, ended)
            try:
                return answer.status, await answer.json(content_type=None)
            except (ValueError, UnicodeDecodeError):
                if answer.status < _REFUSALS:
                    raise ApiError(
                        f"What answers at {self._address} is not Discord's API", answer.status
                    ) from None
                return answer.status, None

    def _hear(self, date: str, began: dt.datetime, ended: dt.datetime) -> None:
        try:
            theirs = parsedate_to_datetime(date) + _HALF_A_SECOND
            self._ahead.append((theirs - (began + (ended - began) / 2)).total_seconds())
        except (ValueError, TypeError):  # TypeError: it names no zone
            return

    def _out_of_reach(self, error: Exception) -> ApiError:
        why = "no answer in time" if isinstance(error, TimeoutError) else type(error).__name__
        return ApiError(f"{self._address} cannot be reached ({why})")


def _wait(status: int, body: Any) -> float | None:
    """Give the seconds to wait until asking again may help; None if it does not."""
    if status >= _FAULTS:
        return _PAUSE
    if status != _TOO_OFTEN:
        return None
    try:
        return float(body["retry_after"])
    except (TypeError, KeyError, ValueError):
        return None


def _refusal(path: str, status: int, body: Any) -> ApiError:
    given = body.get("code") if isinstance(body, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]  # JSON of whatever answered
    code = given if isinstance(given, int) else 0
    if status == _UNAUTHORIZED:
        return ApiError("Discord refuses the token", status, code)
    if status == _TOO_OFTEN:
        return ApiError("Discord has been asked too often of late (429)", status, code)
    return ApiError(f"Discord answers {path.partition('?')[0]} with {status}", status, code)
