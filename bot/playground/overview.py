"""What there is and what has happened, in JSON, for whoever looks on."""

import asyncio
import math
from dataclasses import asdict

from . import content, payloads, pretending, reading
from .backend import Backend
from .content import Content
from .handed import UsageError, given, number
from .jsons import Json
from .pretending import Pretending
from .state import Channel, ChannelType, Guild, User
from .verbs import Verb

_LONGEST_WAIT = 60.0
_MOST_REQUESTS = 1000


class Overview:
    """Shows a backend, and of a bot in the same process what sets its clock, and its content."""

    def __init__(
        self, backend: Backend, pretending: Pretending | None, content: Content | None = None
    ) -> None:
        self._backend = backend
        self._content = content
        self._pretending = pretending

    def verbs(self) -> tuple[Verb, ...]:
        """Give the requests that this answers."""
        return (
            Verb("GET", "state", self._state),
            Verb("GET", "journal", self._journal),
            Verb("GET", "requests", self._requests),
            Verb("GET", "event", self._event),
        )

    async def _state(self, _: Json) -> object:
        world, backend = self._backend.world, self._backend
        dms = self._dms()
        return {
            "api_url": f"{backend.url}/api/v10",
            "gateway_url": backend.gateway_url,
            "sessions": [{"id": s.id, "shard": s.shard} for s in backend.hub.connected],
            "commands": list(backend.commands.seen_in(None)),
            "bot": payloads.user(world.bot),
            "people": [_person(one, dms) for one in world.users.values() if not one.bot],
            "guilds": [self._guild(guild) for guild in world.guilds.values()],
            "violations": len(backend.journal.violations),
            "now": backend.clock.now(),
            "can_pretend": self._pretending is not None,
            "content": content.told(self._content),
        } | pretending.told(self._pretending)

    def _dms(self) -> dict[str, Json]:
        """Give the DM of each person who has one by now, by the person's id."""
        return {
            person: {"id": one.id, "last_message_id": one.last_message_id}
            for one in self._backend.world.channels.values()
            if one.type is ChannelType.DM
            for person in one.people
        }

    def _guild(self, guild: Guild) -> Json:
        return {
            "id": guild.id,
            "name": guild.name,
            "has_bot": guild.has_bot,
            "owner_id": guild.owner_id,
            "roles": [payloads.role(role) for role in guild.roles.values()],
            "members": list(guild.members),
            "channels": [self._channel(one) for one in guild.channels.values()],
        }

    def _channel(self, one: Channel) -> Json:
        """Write a channel, and what begins a forum's post, which has the post's id."""
        world = self._backend.world
        shown = payloads.channel(one, world)
        starter = None if one.thread is None else world.messages_in(one.id).get(one.id)
        if starter is None:
            return shown
        return shown | {
            "starter": {"author": starter["author"], "text": reading.beginning(starter)}
        }

    async def _journal(self, _: Json) -> object:
        return self._backend.journal.told()

    async def _requests(self, query: Json) -> object:
        limit = max(1, int(number(query, "limit", 200, _MOST_REQUESTS)))
        return [request.told() for request in self._backend.journal.requests[-limit:]]

    async def _event(self, query: Json) -> object:
        """Give the first event of that name after a number, waited for a while."""
        seconds = number(query, "seconds", 10, _LONGEST_WAIT)
        after = int(number(query, "after", 0, math.inf))
        waiting = self._backend.journal.wait(given(query, "name"), after=after)
        try:
            return asdict(await asyncio.wait_for(waiting, seconds))
        except TimeoutError:
            raise UsageError("It did not happen in that time.") from None


def _person(user: User, dms: dict[str, Json]) -> Json:
    return payloads.user(user) | {"installed": user.installed, "dm": dms.get(user.id)}
