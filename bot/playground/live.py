"""What happens, told at once to the pages that are open, as Server-Sent Events."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from .journal import Event, Journal, Noted

_MOST_WAITING = 1000  # that a page has not taken yet; one that is slower than this is cut
_BREATH = 15.0  # seconds of silence after which a line is sent, so that a lost page is noticed
_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


class Live:
    """Serves a journal to whoever follows it, until they go or it is ended."""

    def __init__(
        self, journal: Journal, *, most: int = _MOST_WAITING, breath: float = _BREATH
    ) -> None:
        self._journal = journal
        self._most = most
        self._breath = breath
        self._following: set[Callable[[], None]] = set()

    @property
    def followers(self) -> int:
        """How many follow at present."""
        return len(self._following)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Tell a page of everything from now on; nothing is replayed."""
        response = web.StreamResponse(headers=_HEADERS)
        waiting: asyncio.Queue[bytes] = asyncio.Queue()

        def hear(noted: Noted) -> None:
            if waiting.qsize() < self._most:
                waiting.put_nowait(_told(noted))
            elif isinstance(request.transport, asyncio.Transport):
                request.transport.abort()

        def end() -> None:
            waiting.put_nowait(b"")

        with self._journal.followed(hear):
            self._following.add(end)
            try:
                await response.prepare(request)
                await self._pass_on(response, waiting)
            except ConnectionError:
                pass  # the page went, or was too slow: there is nobody left to tell
            finally:
                self._following.remove(end)
        return response

    def end(self) -> None:
        """Let everybody go who follows."""
        for end in self._following:
            end()

    async def _pass_on(self, response: web.StreamResponse, waiting: asyncio.Queue[bytes]) -> None:
        told = b": from now on\n\n"
        while told:
            await response.write(told)
            try:
                told = await asyncio.wait_for(waiting.get(), self._breath)
            except TimeoutError:
                told = b": nothing new\n\n"


def _told(noted: Noted) -> bytes:
    """Write one thing as an event of the stream."""
    if isinstance(noted, Event):
        told = {
            "number": noted.number,
            "name": noted.name,
            "channel_id": noted.data.get("channel_id"),
        }
        return f"event: happened\ndata: {json.dumps(told)}\n\n".encode()
    return f"event: request\ndata: {json.dumps(noted.told())}\n\n".encode()
