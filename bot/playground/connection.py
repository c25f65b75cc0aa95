"""One connection to the gateway: what goes out, how much comes in, and whether its heart beats.

https://discord.com/developers/docs/events/gateway#rate-limiting
"""

import asyncio
import contextlib
import json
from enum import IntEnum

from aiohttp import web

from .clock import Clock
from .compression import Stream
from .sessions import Session

HEARTBEAT = 1
_PER_MINUTE, _MINUTE = 120, 60.0


class Close(IntEnum):
    """Why a connection is ended."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Refused(Exception):  # noqa: N818 - a verdict, not an error of ours
    """The connection ends with this code."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


class Connection:
    """One websocket: what is on its way out, and the session it speaks for; `beats` are counted."""

    def __init__(self, socket: web.WebSocketResponse, stream: Stream | None) -> None:
        self.session: Session | None = None
        self.beats = 0
        self.ended = False
        self._socket = socket
        self._stream = stream
        self._waiting: asyncio.Queue[str | int] = asyncio.Queue()
        self._transport: asyncio.Transport | None = None
        self._received = 0
        self._minute_ends = 0.0

    def send(self, text: str) -> None:
        """Put a message on its way."""
        self._waiting.put_nowait(text)

    def say(self, op: int, data: object = None) -> None:
        """Put a message that is no event on its way."""
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """End the connection with that code, after what is on its way."""
        self.ended = True
        self._waiting.put_nowait(code)

    def cut(self) -> None:
        """Drop the connection at once, without a word."""
        if self._transport is not None:
            self._transport.abort()

    def count(self, now: float) -> None:
        """Count a message of the client's; raises Refused where a minute had too many."""
        if now >= self._minute_ends:
            self._received, self._minute_ends = 0, now + _MINUTE
        self._received += 1
        if self._received > _PER_MINUTE:
            raise Refused(Close.RATE_LIMITED)

    async def watch(self, clock: Clock, interval: float) -> None:
        """Return once no heartbeat has come for one and a half intervals, in seconds.

        After one interval it is asked for (op 1): a clock that is moved far in one go leaves a
        client no other chance.
        """
        while True:
            beats = self.beats
            await clock.sleep(interval)
            if self.beats == beats:
                self.say(HEARTBEAT)
                await clock.sleep(interval / 2)
            if self.beats == beats:
                return

    async def pump(self, transport: asyncio.Transport | None) -> None:
        """Write until closed; the backlog yields its events only as fast as they are taken."""
        self._transport = transport
        with contextlib.suppress(ConnectionError):
            while True:
                if self._waiting.empty():
                    self._advance()
                item = await self._waiting.get()
                if isinstance(item, int):
                    await self._socket.close(code=item)
                    return
                if self._stream is None:
                    await self._socket.send_str(item)
                else:
                    await self._socket.send_bytes(self._stream.piece(item))

    def _advance(self) -> None:
        if self.session is not None:
            next(self.session.backlog, None)
