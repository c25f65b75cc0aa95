"""Switches in JSON: faults, limits, the gateway, the world, the clocks."""

from dataclasses import asdict

from . import pretending
from .backend import Backend
from .clock import HeldClock
from .faults import Fault, Faults
from .handed import UsageError, flag, given, number, rule
from .jsons import Json, is_whole
from .people import People
from .pretending import Pretending
from .ratelimits import Limits, RateLimits
from .upheavals import Upheavals
from .verbs import Verb

_LONGEST_MOVE = 366 * 86_400.0
_CLOSE_CODES = frozenset({1000, 1001, 1011, 1012, *range(3000, 5000)})


class Switches:
    """Lets somebody disturb a backend, and set its clocks."""

    def __init__(
        self,
        backend: Backend,
        people: People,
        faults: Faults,
        limits: RateLimits,
        pretending: Pretending | None,
    ) -> None:
        self._backend = backend
        self._people = people
        self._faults = faults
        self._limits = limits
        self._happens = Upheavals(backend)
        self._pretending = pretending

    def verbs(self) -> tuple[Verb, ...]:
        """Give the requests that this answers."""
        return (
            Verb("GET", "faults", self._list_faults),
            Verb("POST", "faults", self._add_fault),
            Verb("DELETE", "faults", self._clear_faults),
            Verb("POST", "limits", self._set_limits),
            Verb("POST", "gateway", self._gateway),
            Verb("POST", "happen", self._happen),
            Verb("POST", "clock", self._clock),
            Verb("POST", "pretend", self._pretend),
        )

    async def _list_faults(self, _: Json) -> object:
        return [asdict(fault) for fault in self._faults.rules]

    async def _add_fault(self, body: Json) -> object:
        self._faults.add(rule(Fault, body, "That is no fault"))
        self._backend.switched("faults")
        return await self._list_faults({})

    async def _clear_faults(self, _: Json) -> object:
        self._faults.rules.clear()
        self._backend.switched("faults")
        return []

    async def _set_limits(self, body: Json) -> object:
        self._limits.set(rule(Limits, body, "Those are no limits"))
        self._backend.switched("limits")
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

    async def _pretend(self, body: Json) -> object:
        pretended = await pretending.pretend(self._pretending, body)
        self._backend.switched("pretend")
        return pretended


def _close_code(body: Json) -> int | None:
    code = body.get("code")
    if code is not None and (not is_whole(code) or code not in _CLOSE_CODES):
        raise UsageError("Give code as a close code: 1000, 1001, 1011, 1012 or 3000 to 4999.")
    return code
