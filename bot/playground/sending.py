"""Sending an interaction to the bot, and waiting as long as Discord would.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
"""

import asyncio
import secrets

from . import payloads
from .access import Place, owners
from .backend import Backend
from .interactions import ANSWER_WITHIN, TOKEN_LIVES, Callback, Interaction, Kind
from .jsons import Json
from .locales import ENGLISH
from .options import Resolver
from .outcome import NO_ANSWER, Outcome
from .permissions import AS_GUEST
from .rules.messages import Flag
from .typed import NotPossible, Typed

_KINDS = {
    Callback.MESSAGE: "message",
    Callback.DEFERRED_MESSAGE: "message",
    Callback.UPDATE: "update",
    Callback.DEFERRED_UPDATE: "update",
    Callback.CHOICES: "choices",
    Callback.MODAL: "modal",
}
_MAX_ATTACHMENT = 10 * 1024 * 1024


class Sender:
    """Makes interactions of what people do, and outcomes of what the bot answers."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def send(
        self,
        kind: Kind,
        here: Place,
        data: Json,
        *,
        command: Typed | None = None,
        source: Json | None = None,
        opener: Interaction | None = None,
    ) -> Outcome:
        """Tell the bot, wait for its answer and for what a deferred answer becomes."""
        if not self._backend.hub.connected:
            raise NotPossible("The bot is not connected: start it and wait until it is ready.")
        interaction = Interaction(
            id=self._backend.ids.make(),
            token=secrets.token_urlsafe(48),
            kind=kind,
            user_id=here.who.id,
            channel_id=here.channel.id,
            guild_id=here.channel.guild_id,
            created=self._backend.clock.now(),
            begun=self._backend.timer(),
            name=command.name.removeprefix("/") if command is not None else "",
            source=source,
            opener=opener,
            owners=_owners(here, command, source, opener),
        )
        interaction.guest = "0" not in interaction.owners
        self._backend.interactions.add(interaction)
        payload = self._payload(interaction, here, data)
        self._backend.hub.dispatch("INTERACTION_CREATE", payload, guild_id=here.channel.guild_id)
        return await self._outcome(interaction)

    def _payload(self, interaction: Interaction, here: Place, data: Json) -> Json:
        backend = self._backend
        resolver = Resolver(backend, here.who, here.channel)
        permissions = resolver.permissions(here.channel)
        channel = payloads.channel(here.channel, backend.world)
        channel.pop("permission_overwrites", None)
        payload: Json = {
            "id": interaction.id,
            "application_id": backend.world.bot.id,
            "type": int(interaction.kind),
            "token": interaction.token,
            "version": 1,
            "data": data,
            "channel_id": here.channel.id,
            "channel": channel | {"permissions": permissions["permissions"]},
            "context": int(here.context),
            "authorizing_integration_owners": interaction.owners,
            "app_permissions": permissions["app_permissions"],
            "attachment_size_limit": _MAX_ATTACHMENT,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "locale": here.locale,
        }
        if interaction.source is not None:
            payload["message"] = interaction.source
        if here.guild is None:
            return payload | {"user": payloads.user(here.who)}
        if interaction.guest:
            held = int(permissions["permissions"])
            payload["app_permissions"] = str(held & AS_GUEST)
        member = payloads.member(here.guild.members[here.who.id])
        return payload | {
            "guild_id": here.guild.id,
            "guild": {"id": here.guild.id, "locale": ENGLISH, "features": []},
            "guild_locale": ENGLISH,
            "member": member | {"permissions": permissions["permissions"]},
        }

    async def _outcome(self, interaction: Interaction) -> Outcome:
        if not await self._within(interaction.answered, interaction.created + ANSWER_WITHIN):
            interaction.lost = True
            return self._seen(interaction, problem=NO_ANSWER)
        if interaction.callback is Callback.DEFERRED_MESSAGE:
            await self._within(interaction.settled, interaction.created + TOKEN_LIVES)
        return self.seen(interaction)

    def seen(self, interaction: Interaction) -> Outcome:
        """How far an interaction has come by now."""
        unanswered = interaction.callback is None or interaction.loading
        return self._seen(interaction, problem=NO_ANSWER if unanswered else "")

    def _seen(self, interaction: Interaction, problem: str = "") -> Outcome:
        callback, id_ = interaction.callback, interaction.original_id
        message = None
        if id_ is not None and not problem:
            message = self._backend.shown(interaction.channel_id, id_)
        choices: list[Json] = []
        if callback is Callback.CHOICES:
            choices = interaction.data.get("choices") or []
        return Outcome(
            ok=not problem,
            kind="nothing" if callback is None else _KINDS[callback],
            problem=problem,
            interaction=interaction.id,
            ephemeral=bool(message and message["flags"] & Flag.EPHEMERAL),
            deferred=callback in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE},
            message=message,
            modal=interaction.data if callback is Callback.MODAL else None,
            choices=choices,
            milliseconds=interaction.milliseconds or 0.0,
        )

    async def _within(self, event: asyncio.Event, until: float) -> bool:
        """Whether it comes to pass before the clock shows that moment."""
        if event.is_set():
            return True
        waiting = asyncio.ensure_future(event.wait())
        ending = asyncio.ensure_future(self._backend.clock.sleep(until - self._backend.clock.now()))
        try:
            await asyncio.wait({waiting, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            ending.cancel()
            await asyncio.wait({waiting, ending})
        return event.is_set()


def _owners(
    here: Place, command: Typed | None, source: Json | None, opener: Interaction | None
) -> Json:
    """Who brought the bot along; a component goes by the command that its message answered."""
    if command is not None:
        return dict(owners(here, command.command["integration_types"]))
    if opener is not None:
        return opener.owners
    metadata: Json = (source or {}).get("interaction_metadata") or {}
    known: Json | None = metadata.get("authorizing_integration_owners")
    return known or {"0": "0" if here.guild is None else here.guild.id}
