"""A bot without a library: what any client in any language sends and hears."""

import json
import zlib
from typing import Any

import aiohttp

from bot.playground import Playground

Json = dict[str, Any]
GUILDS = 1


class Rest:
    """Calls Discord's REST API and gives status and body."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self._playground = playground
        self._session = session
        self.headers: dict[str, str] = {}

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = "playground",
        data: aiohttp.FormData | None = None,
        query: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Send one request; the headers of the answer stay in `headers`."""
        headers = {} if key is None else {"Authorization": f"Bot {key}"}
        url = path if path.startswith("http") else self._playground.api_url + path
        kwargs: Json = {"headers": headers, "params": query or {}}
        kwargs |= {"data": data} if data is not None else {}
        kwargs |= {"json": body} if body is not None else {}
        async with self._session.request(method, url, **kwargs) as response:
            self.headers = dict(response.headers)
            raw = await response.read()
            return response.status, json.loads(raw) if raw else None


class RawBot:
    """One websocket to the gateway."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self._playground = playground
        self._session = session
        self.rest = Rest(playground, session)
        self.seq: int | None = None
        self.session_id = ""
        self._inflate: Any = None

    async def open(self, **query: str) -> Json:
        """Connect and give the hello."""
        self._inflate = zlib.decompressobj() if query.get("compress") == "zlib-stream" else None
        self.socket = await self._session.ws_connect(self._playground.gateway_url, params=query)
        return await self.receive()

    async def receive(self) -> Json:
        """Give the next payload; a closed connection raises ConnectionError with the code."""
        message = await self.socket.receive(timeout=5)
        if message.type not in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}:
            await self.socket.close()
            raise ConnectionError(self.socket.close_code)
        text = self._inflate.decompress(message.data) if self._inflate else message.data
        payload: Json = json.loads(text)
        self.seq = payload["s"] or self.seq
        if payload["op"] == 1:  # asked for a heartbeat
            await self.send(1, self.seq)
            return await self.receive()
        return payload

    async def send(self, op: int, data: object) -> None:
        """Send one payload."""
        await self.socket.send_json({"op": op, "d": data})

    async def identify(self, intents: int = GUILDS, key: str = "playground", **more: Any) -> Json:
        """Open a session and give the READY data."""
        await self.open()
        return await self.begin(intents, key, **more)

    async def begin(self, intents: int = GUILDS, key: str = "playground", **more: Any) -> Json:
        """Identify on an open connection."""
        properties = {"os": "linux", "browser": "raw", "device": "raw"}
        await self.send(2, {"token": key, "intents": intents, "properties": properties, **more})
        ready = await self.event("READY")
        self.session_id = ready["session_id"]
        return ready

    async def event(self, name: str) -> Json:
        """Skip to the next event of that name and give its data."""
        while True:
            payload = await self.receive()
            if payload["t"] == name:
                data: Json = payload["d"]
                return data

    async def register(self, *commands: Json) -> None:
        """Replace the global commands."""
        bot_id = self._playground.world.bot.id
        status, body = await self.rest.call(
            "PUT", f"/applications/{bot_id}/commands", list(commands)
        )
        assert status == 200, body

    async def answer(
        self, interaction: Json, kind: int, data: Json | None = None
    ) -> tuple[int, Any]:
        """Answer an interaction."""
        path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
        return await self.rest.call("POST", path, {"type": kind, "data": data or {}}, key=None)

    async def close(self) -> None:
        """Hang up."""
        await self.socket.close()


def command(name: str, *options: Json, **more: Any) -> Json:
    """Describe a command usable everywhere."""
    everywhere = {"contexts": [0, 1, 2], "integration_types": [0, 1]}
    return {"name": name, "description": "…", "options": list(options), **everywhere, **more}


def option(name: str, kind: int = 3, **more: Any) -> Json:
    """Describe an option."""
    return {"name": name, "type": kind, "description": "…", **more}


def row(*buttons: Json) -> Json:
    """Make an action row."""
    return {"type": 1, "components": list(buttons)}


def button(label: str = "Press", custom_id: str = "b", **more: Any) -> Json:
    """Make a button."""
    return {"type": 2, "style": 2, "label": label, "custom_id": custom_id, **more}


def texts(*contents: str) -> Json:
    """Make the body of a Components V2 message of texts."""
    shown = [{"type": 10, "content": content} for content in contents]
    return {"flags": 1 << 15, "components": shown}
