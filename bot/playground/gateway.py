"""The gateway: hello, identify, heartbeat, resume, and the close codes of each mistake.

https://discord.com/developers/docs/events/gateway
https://discord.com/developers/docs/topics/opcodes-and-status-codes
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from enum import IntEnum

from aiohttp import WSMessage, WSMsgType, web

from . import payloads
from .backend import Backend
from .compression import STREAMS
from .connection import HEARTBEAT, Close, Connection, Refused
from .jsons import Json, is_list, is_object, is_whole, read_json
from .sessions import INVALID_SESSION, KNOWN_INTENTS, PRIVILEGED, Intent, Session
from .snowflakes import shard_of
from .state import Guild

_MAX_MESSAGE = 4096
_SHARD_LIMIT = 2500  # guilds on one shard
_HELLO, _ACK = 10, 11
_WIRE = 0.02  # seconds: no answer of Discord's is quicker
_CLEAN = frozenset({1000, 1001})  # how a client says that it will not come back
_VERSIONS = frozenset({"9", "10"})


class Op(IntEnum):
    """What a bot sends."""

    HEARTBEAT = HEARTBEAT
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    REQUEST_MEMBERS = 8


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
        compress = _compression(request)
        socket = web.WebSocketResponse(max_msg_size=_MAX_MESSAGE, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, STREAMS[compress]() if compress else None)
        connection.say(_HELLO, {"heartbeat_interval": self._backend.heartbeat_ms, "_trace": []})
        writer = asyncio.create_task(connection.pump(request.transport))
        watcher = asyncio.create_task(self._watch(connection))
        try:
            await self._listen(request, socket, connection, writer)
        finally:
            self._detach(connection, socket.close_code)
            writer.cancel()
            watcher.cancel()
            await asyncio.wait([writer, watcher])
        return socket

    async def _listen(
        self,
        request: web.Request,
        socket: web.WebSocketResponse,
        connection: Connection,
        writer: asyncio.Task[None],
    ) -> None:
        """Take in messages until the client leaves or makes a mistake."""
        try:
            _check_version(request)
            async for message in socket:
                connection.count(self._backend.clock.now())
                self._receive(connection, message)
        except Refused as refusal:
            connection.close(refusal.code)
            await writer
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a close code
            self._backend.journal.mistake(f"gateway: {error!r}")
            connection.close(Close.UNKNOWN_ERROR)
            await writer

    async def _watch(self, connection: Connection) -> None:
        """End a connection whose heart does not beat, and its session with it."""
        await connection.watch(self._backend.clock, self._backend.heartbeat_ms / 1000)
        if (session := connection.session) is not None and session.wire is connection:
            self._backend.hub.end(session)
        connection.close(Close.SESSION_TIMED_OUT)

    def _detach(self, connection: Connection, code: int | None) -> None:
        """Let go of the session, which waits for its client unless that closed cleanly."""
        session, hub = connection.session, self._backend.hub
        if session is not None and session.wire is connection:
            hub.leave(session)
            if code in _CLEAN and not connection.ended:
                hub.end(session)
        self._backend.journal.happened("DISCONNECT", {"session": session and session.id})

    def _receive(self, connection: Connection, message: WSMessage) -> None:
        op, data = _decoded(message)
        match op:
            case Op.HEARTBEAT:
                self._heartbeat(connection, data)
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

    def _heartbeat(self, connection: Connection, data: object) -> None:
        if data is not None and not is_whole(data):
            raise Refused(Close.DECODE_ERROR)
        connection.beats += 1
        if connection.session is not None and data is not None:
            connection.session.heard(data)
        # discord.py notes when it sent a heartbeat in another thread, after it is sent: an answer
        # that overtakes that note seems to have taken since the heartbeat before.
        asyncio.get_running_loop().call_later(_WIRE, connection.say, _ACK)

    def _identify(self, connection: Connection, data: Json) -> None:
        backend = self._backend
        if not is_object(data.get("properties")):
            raise Refused(Close.DECODE_ERROR)
        if str(data.get("token", "")).removeprefix("Bot ") not in backend.tokens:
            raise Refused(Close.AUTHENTICATION_FAILED)
        shard = _shard(data.get("shard", [0, 1]))
        intents = data.get("intents")
        if not is_whole(intents) or intents & ~KNOWN_INTENTS:
            raise Refused(Close.INVALID_INTENTS)
        if intents & PRIVILEGED & ~backend.allowed_intents:
            raise Refused(Close.DISALLOWED_INTENTS)
        if not backend.identifies.take(shard[0], backend.clock.now()):
            backend.journal.happened("IDENTIFY_REFUSED", {"shard": list(shard)})
            connection.say(INVALID_SESSION, data=False)
            return
        guilds = [
            guild for guild in backend.bot_guilds() if shard_of(guild.id, shard[1]) == shard[0]
        ]
        if len(guilds) > _SHARD_LIMIT:
            raise Refused(Close.SHARDING_REQUIRED)
        session = Session(backend.ids.make(), shard, intents, connection)
        backend.hub.sessions[session.id] = session
        connection.session = session
        session.dispatch("READY", json.dumps(self._ready(session, guilds)))
        session.backlog = self._introduce(session, guilds)
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
        session = backend.hub.find(str(data.get("session_id")))
        seq = data.get("seq")
        if session is None or not is_whole(seq):
            connection.say(INVALID_SESSION, data=False)
            return
        if (missed := session.since(seq)) is None:
            raise Refused(Close.INVALID_SEQ)
        if session.wire is not None:
            session.wire.close(Close.UNKNOWN_ERROR)
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
        wanted = _ids(data.get("user_ids")) or list(guild.members)
        found = [payloads.member(guild.members[id_]) for id_ in wanted if id_ in guild.members]
        missing = [id_ for id_ in wanted if id_ not in guild.members]
        chunk: Json = {"guild_id": guild.id, "members": found, "not_found": missing}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", json.dumps(chunk))


def _check_version(request: web.Request) -> None:
    if request.query.get("v", "10") not in _VERSIONS:
        raise Refused(Close.INVALID_VERSION)


def _compression(request: web.Request) -> str:
    """Give the compression that the address asks for; raises HTTP 400 for what is not spoken."""
    if request.query.get("encoding", "json") != "json":
        raise web.HTTPBadRequest(text="The playground speaks encoding=json alone.")
    compress = request.query.get("compress", "")
    if compress and compress not in STREAMS:
        raise web.HTTPBadRequest(text=f"compress is one of {', '.join(STREAMS)}, or left out.")
    return compress


def _decoded(message: WSMessage) -> tuple[int, object]:
    if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
        raise Refused(Close.DECODE_ERROR)
    try:
        payload = _table(read_json(message.data))
    except ValueError:
        raise Refused(Close.DECODE_ERROR) from None
    if not is_whole(op := payload.get("op")):
        raise Refused(Close.DECODE_ERROR)
    return op, payload.get("d")


def _table(data: object) -> Json:
    if not is_object(data):
        raise Refused(Close.DECODE_ERROR)
    return data


def _ids(asked: object) -> list[str]:
    """Read one id or a list of ids, as text or numbers; nothing for none."""
    listed = asked if is_list(asked) else [] if asked is None else [asked]
    if not all(isinstance(one, str) or is_whole(one) for one in listed):
        raise Refused(Close.DECODE_ERROR)
    return [str(one) for one in listed]


def _shard(value: object) -> tuple[int, int]:
    if is_list(value) and len(value) == 2 and all(map(is_whole, value)):  # noqa: PLR2004
        index, shards = value
        if 0 <= index < shards:
            return index, shards
    raise Refused(Close.INVALID_SHARD)
