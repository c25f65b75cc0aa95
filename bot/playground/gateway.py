"""The gateway: hello, identify, heartbeat, resume, and the close codes of each mistake.

https://discord.com/developers/docs/events/gateway
https://discord.com/developers/docs/topics/opcodes-and-status-codes
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from enum import IntEnum

from aiohttp import WSMessage, WSMsgType, web

from . import payloads
from .backend import Backend
from .compression import STREAMS, Stream
from .jsons import Json, is_object
from .sessions import INVALID_SESSION, KNOWN_INTENTS, PRIVILEGED, Intent, Session
from .snowflakes import shard_of
from .state import Guild

_MAX_MESSAGE = 4096
_SHARD_LIMIT = 2500  # guilds on one shard
_HELLO, _ACK = 10, 11
_VERSIONS = frozenset({"9", "10"})


class Op(IntEnum):
    """What a bot sends."""

    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    REQUEST_MEMBERS = 8


class Close(IntEnum):
    """Why a connection is ended."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
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
    """One websocket: what is on its way out, and the session it speaks for."""

    def __init__(self, socket: web.WebSocketResponse, stream: Stream | None) -> None:
        self.session: Session | None = None
        self.backlog: Iterator[None] = iter(())
        self._socket = socket
        self._stream = stream
        self._waiting: asyncio.Queue[str | int] = asyncio.Queue()
        self._transport: asyncio.Transport | None = None

    def send(self, text: str) -> None:
        """Put a message on its way."""
        self._waiting.put_nowait(text)

    def say(self, op: int, data: object = None) -> None:
        """Put a message that is no event on its way."""
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """End the connection with that code, after what is on its way."""
        self._waiting.put_nowait(code)

    def cut(self) -> None:
        """Drop the connection at once, without a word."""
        if self._transport is not None:
            self._transport.abort()

    async def pump(self, transport: asyncio.Transport | None) -> None:
        """Write until closed; the backlog yields its events only as fast as they are taken."""
        self._transport = transport
        with contextlib.suppress(ConnectionError):
            while True:
                if self._waiting.empty():
                    next(self.backlog, None)
                item = await self._waiting.get()
                if isinstance(item, int):
                    await self._socket.close(code=item)
                    return
                if self._stream is None:
                    await self._socket.send_str(item)
                else:
                    await self._socket.send_bytes(self._stream.piece(item))


class Gateway:
    """Serves websockets for a backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._handlers: dict[int, Callable[[Connection, Json], None]] = {
            Op.IDENTIFY: self._identify,
            Op.RESUME: self._resume,
            Op.REQUEST_MEMBERS: self._members,
        }

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Talk to one client until either side ends it."""
        socket = web.WebSocketResponse(max_msg_size=_MAX_MESSAGE, compress=False)
        await socket.prepare(request)
        stream = STREAMS.get(request.query.get("compress", ""))
        connection = Connection(socket, None if stream is None else stream())
        connection.say(_HELLO, {"heartbeat_interval": self._backend.heartbeat_ms, "_trace": []})
        writer = asyncio.create_task(connection.pump(request.transport))
        try:
            _check_version(request)
            async for message in socket:
                self._receive(connection, message)
        except Refused as refusal:
            connection.close(refusal.code)
            await writer
        finally:
            self._detach(connection)
            writer.cancel()
            await asyncio.wait([writer])
        return socket

    def _detach(self, connection: Connection) -> None:
        session = connection.session
        if session is not None and session.wire is connection:
            session.wire = None
        self._backend.journal.happened("DISCONNECT", {"session": session and session.id})

    def _receive(self, connection: Connection, message: WSMessage) -> None:
        op, data = _decoded(message)
        match op:
            case Op.HEARTBEAT:
                if connection.session is not None and isinstance(data, int):
                    connection.session.heard(data)
                connection.say(_ACK)
            case Op.IDENTIFY | Op.RESUME:
                if connection.session is not None:
                    raise Refused(Close.ALREADY_AUTHENTICATED)
                self._handlers[op](connection, _table(data))
            case Op.PRESENCE | Op.VOICE_STATE | Op.REQUEST_MEMBERS:
                if connection.session is None:
                    raise Refused(Close.NOT_AUTHENTICATED)
                if op in self._handlers:
                    self._handlers[op](connection, _table(data))
            case _:
                raise Refused(Close.UNKNOWN_OPCODE)

    def _identify(self, connection: Connection, data: Json) -> None:
        backend = self._backend
        if str(data.get("token", "")).removeprefix("Bot ") not in backend.tokens:
            raise Refused(Close.AUTHENTICATION_FAILED)
        shard = _shard(data.get("shard", [0, 1]))
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise Refused(Close.INVALID_INTENTS)
        if intents & PRIVILEGED & ~backend.allowed_intents:
            raise Refused(Close.DISALLOWED_INTENTS)
        guilds = [
            guild for guild in backend.bot_guilds() if shard_of(guild.id, shard[1]) == shard[0]
        ]
        if len(guilds) > _SHARD_LIMIT:
            raise Refused(Close.SHARDING_REQUIRED)
        session = Session(backend.ids.make(), shard, intents, connection)
        backend.hub.sessions[session.id] = session
        connection.session = session
        session.dispatch("READY", json.dumps(self._ready(session, guilds)))
        connection.backlog = self._introduce(session, guilds)
        backend.journal.happened("CONNECT", {"session": session.id, "shard": list(shard)})

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        backend = self._backend
        return {
            "v": 10,
            "user": payloads.own_user(backend.world.bot),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": backend.gateway_url,
            "shard": list(session.shard),
            "application": {"id": backend.world.bot.id, "flags": 0},
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
        }

    def _introduce(self, session: Session, guilds: list[Guild]) -> Iterator[None]:
        """Tell of each guild, one at a step, so that ten thousand need no memory at once."""
        for guild in guilds if session.intents & Intent.GUILDS else ():
            known = guild.has_bot and guild.available
            gone = {"id": guild.id, "unavailable": True}
            data = payloads.guild_create(guild, self._backend.world) if known else gone
            session.dispatch("GUILD_CREATE" if known else "GUILD_DELETE", json.dumps(data))
            yield

    def _resume(self, connection: Connection, data: Json) -> None:
        backend = self._backend
        if str(data.get("token", "")).removeprefix("Bot ") not in backend.tokens:
            raise Refused(Close.AUTHENTICATION_FAILED)
        session = backend.hub.sessions.get(str(data.get("session_id")))
        seq = data.get("seq")
        if session is None or not isinstance(seq, int):
            connection.say(INVALID_SESSION, data=False)
            return
        if (missed := session.since(seq)) is None:
            raise Refused(Close.INVALID_SEQ)
        connection.session, session.wire = session, connection
        for text in missed:
            connection.send(text)
        session.dispatch("RESUMED", '{"_trace":[]}')
        backend.journal.happened("RESUME", {"session": session.id, "replayed": len(missed)})

    def _members(self, connection: Connection, data: Json) -> None:
        """Answer "request guild members" with those asked for by id, or with all."""
        guild = self._backend.world.guilds.get(str(data.get("guild_id")))
        session = connection.session
        if guild is None or session is None:
            return
        asked = data.get("user_ids") or list(guild.members)
        wanted: list[str] = [asked] if isinstance(asked, str) else asked
        found = [payloads.member(guild.members[id_]) for id_ in wanted if id_ in guild.members]
        missing = [id_ for id_ in wanted if id_ not in guild.members]
        chunk: Json = {"guild_id": guild.id, "members": found, "not_found": missing}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", json.dumps(chunk))


def _check_version(request: web.Request) -> None:
    if request.query.get("v", "10") not in _VERSIONS:
        raise Refused(Close.INVALID_VERSION)


def _decoded(message: WSMessage) -> tuple[int, object]:
    if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
        raise Refused(Close.DECODE_ERROR)
    try:
        payload = json.loads(message.data)
        return payload["op"], payload.get("d")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(Close.DECODE_ERROR) from None


def _table(data: object) -> Json:
    if not is_object(data):
        raise Refused(Close.DECODE_ERROR)
    return data


def _shard(value: object) -> tuple[int, int]:
    match value:
        case [int(index), int(shards)] if 0 <= index < shards:
            return index, shards
        case _:
            raise Refused(Close.INVALID_SHARD)
