"""The people's HTTP interface under /playground: what a person does, in JSON (see README.md)."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from aiohttp import web

from . import payloads, reading
from .backend import Backend
from .clock import HeldClock
from .faults import Fault, Faults
from .handed import UsageError, files, flag, given, number, rule, uploads
from .jsons import Json, is_list, is_object, is_whole, read_json
from .people import People
from .ratelimits import Limits, RateLimits
from .typed import NotPossible
from .upheavals import Upheavals

_MAX_BODY = 1024 * 1024
_LONGEST_WAIT = 60.0
_MOST_READ = 10_000
_LONGEST_MOVE = 366 * 86_400.0
_CLOSE_CODES = frozenset({1000, 1001, 1011, 1012, *range(3000, 5000)})
_MEMBER, _GENERAL = "member", "general"
Verb = Callable[[Json], Awaitable[object]]


class Interface:
    """Serves the people of a backend over HTTP."""

    def __init__(
        self,
        backend: Backend,
        people: People,
        faults: Faults,
        limits: RateLimits,
        happens: Upheavals,
    ) -> None:
        self._backend = backend
        self._people = people
        self._faults = faults
        self._limits = limits
        self._happens = happens

    def mount(self, app: web.Application) -> None:
        """Add the routes to a server."""
        verbs: tuple[tuple[str, str, Verb], ...] = (
            ("GET", "state", self._state),
            ("POST", "type", self._type),
            ("POST", "complete", self._complete),
            ("POST", "press", self._press),
            ("POST", "choose", self._choose),
            ("POST", "submit", self._submit),
            ("GET", "messages", self._messages),
            ("POST", "messages", self._say),
            ("GET", "outcome", self._outcome),
            ("GET", "journal", self._journal),
            ("GET", "event", self._event),
            ("GET", "faults", self._list_faults),
            ("POST", "faults", self._add_fault),
            ("DELETE", "faults", self._clear_faults),
            ("POST", "limits", self._set_limits),
            ("POST", "gateway", self._gateway),
            ("POST", "happen", self._happen),
            ("POST", "clock", self._clock),
        )
        for method, name, verb in verbs:
            app.router.add_route(method, f"/playground/{name}", _served(verb))

    async def _state(self, _: Json) -> object:
        world, backend = self._backend.world, self._backend
        return {
            "api_url": f"{backend.url}/api/v10",
            "gateway_url": backend.gateway_url,
            "sessions": [{"id": s.id, "shard": s.shard} for s in backend.hub.connected],
            "commands": list(backend.commands.seen_in(None)),
            "people": [payloads.user(one) for one in world.users.values() if not one.bot],
            "guilds": [
                {"id": guild.id, "name": guild.name, "has_bot": guild.has_bot}
                | {"channels": [payloads.channel(one, world) for one in guild.channels.values()]}
                for guild in world.guilds.values()
            ],
            "violations": len(backend.journal.violations),
        }

    async def _type(self, body: Json) -> object:
        text, who, where = given(body, "text"), *_there(body)
        return (await self._people.type(text, who, where, files(body))).told()

    async def _complete(self, body: Json) -> object:
        return (await self._people.complete(given(body, "text"), *_there(body))).told()

    async def _press(self, body: Json) -> object:
        message, button = given(body, "message"), given(body, "button")
        return (await self._people.press(message, button, given(body, "as", _MEMBER))).told()

    async def _choose(self, body: Json) -> object:
        values: object = body.get("values", [])
        if not is_list(values):
            raise UsageError("Give values as a list.")
        chosen = [str(value) for value in values]
        message, select = given(body, "message"), given(body, "select", "")
        who = given(body, "as", _MEMBER)
        return (await self._people.choose(message, select, chosen, who)).told()

    async def _submit(self, body: Json) -> object:
        id_, who = given(body, "interaction"), given(body, "as", _MEMBER)
        return (await self._people.submit(id_, uploads(body.get("fields", {})), who)).told()

    async def _messages(self, query: Json) -> object:
        who, where = _there(query)
        limit = max(1, int(number(query, "limit", 50, _MOST_READ)))
        found = self._people.read(where, who, limit)
        return [{"message": one, "text": reading.text(one)} for one in found]

    async def _say(self, body: Json) -> object:
        return self._people.say(given(body, "text"), *_there(body))

    async def _outcome(self, query: Json) -> object:
        return self._people.outcome(given(query, "interaction")).told()

    async def _journal(self, _: Json) -> object:
        return self._backend.journal.told()

    async def _event(self, query: Json) -> object:
        """Give the first event of that name after a number, waited for a while."""
        seconds = number(query, "seconds", 10, _LONGEST_WAIT)
        after = int(number(query, "after", 0, math.inf))
        waiting = self._backend.journal.wait(given(query, "name"), after=after)
        try:
            return asdict(await asyncio.wait_for(waiting, seconds))
        except TimeoutError:
            raise UsageError("It did not happen in that time.") from None

    async def _list_faults(self, _: Json) -> object:
        return [asdict(fault) for fault in self._faults.rules]

    async def _add_fault(self, body: Json) -> object:
        self._faults.add(rule(Fault, body, "That is no fault"))
        return await self._list_faults({})

    async def _clear_faults(self, _: Json) -> object:
        self._faults.rules.clear()
        return []

    async def _set_limits(self, body: Json) -> object:
        self._limits.set(rule(Limits, body, "Those are no limits"))
        return asdict(self._limits.limits)

    async def _gateway(self, body: Json) -> object:
        resumable = flag(body, "resumable", default=True)
        hub = self._backend.hub
        match given(body, "do"):
            case "cut":
                hub.cut(resumable=resumable, code=_close_code(body))
            case "reconnect":
                hub.reconnect()
            case "invalidate":
                hub.invalidate(resumable=resumable)
            case other:
                raise UsageError(f"{other} is none of cut, reconnect, invalidate.")
        return {"sessions": len(hub.sessions)}

    async def _happen(self, body: Json) -> object:
        happens, what = self._happens, given(body, "do")
        of_guild = {
            "guild unavailable": happens.guild_unavailable,
            "guild available": happens.guild_available,
            "remove bot": happens.remove_bot,
            "add bot": happens.add_bot,
        }
        if what in of_guild:
            guild = self._people.guild(given(body, "guild"))
            if guild.has_bot is (what == "add bot"):
                there = "already" if guild.has_bot else "not"
                raise UsageError(f"The bot is {there} in {guild.name}.")
            of_guild[what](guild)
        elif what == "delete channel":
            happens.delete_channel(self._people.channel(given(body, "where"), "moderator"))
        elif what == "delete message":
            channel = self._people.channel(given(body, "where"), "moderator")
            if (id_ := given(body, "message")) not in self._backend.world.messages_in(channel.id):
                raise UsageError("That message is gone: read the channel again.")
            happens.delete_message(channel, id_)
        else:
            known = ", ".join((*of_guild, "delete channel", "delete message"))
            raise UsageError(f"{what} is none of {known}.")
        return {"done": what}

    async def _clock(self, body: Json) -> object:
        clock = self._backend.clock
        if not isinstance(clock, HeldClock):
            raise UsageError("The clock runs by itself: start the playground with a held one.")
        clock.move(number(body, "move", 0, _LONGEST_MOVE))
        return {"now": clock.now()}


def _there(body: Json) -> tuple[str, str]:
    return given(body, "as", _MEMBER), given(body, "where", _GENERAL)


def _served(verb: Verb) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Read JSON (or the query of a GET), do it, and answer in JSON."""

    async def serve(request: web.Request) -> web.Response:
        try:
            body: Json = dict(request.query) if request.method == "GET" else await _body(request)
            return _json(await verb(body), 200)
        except (NotPossible, UsageError) as problem:
            return _json({"problem": str(problem)}, 400)

    return serve


async def _body(request: web.Request) -> Json:
    if request.method == "DELETE":
        return {}
    if request.content_type != "application/json":
        raise UsageError("Send JSON, with Content-Type: application/json.")
    try:
        await request.content.readexactly(_MAX_BODY + 1)
    except asyncio.IncompleteReadError as whole:
        body = _parsed(whole.partial)
    else:
        raise UsageError("That is too much: send 1 MiB at most.")
    if not is_object(body):
        raise UsageError("Send one JSON object.")
    return body


def _parsed(raw: bytes) -> object:
    try:
        return read_json(raw)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _close_code(body: Json) -> int | None:
    code = body.get("code")
    if code is not None and (not is_whole(code) or code not in _CLOSE_CODES):
        raise UsageError("Give code as a close code: 1000, 1001, 1011, 1012 or 3000 to 4999.")
    return code


def _json(value: object, status: int) -> web.Response:
    return web.json_response(value, status=status)
