"""Leads each button, menu and form to its handler by `custom_id`, so that all survive a restart."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast

import discord

from bot.domain.errors import MemberError

from . import texts
from .controls import NAMESPACE
from .replies import Interaction, Replies

Handler = Callable[[Interaction, str], Awaitable[None]]


class Router:
    """Knows the routes of all cogs; every error takes the path of `Replies`."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._routes: dict[str, Handler] = {}

    def add(self, routes: Mapping[str, Handler]) -> None:
        """Take in a cog's routes; raises ValueError when a name is taken."""
        for name, handler in routes.items():
            if name in self._routes:
                raise ValueError(f"two cogs want the route {name}")
            self._routes[name] = handler

    async def dispatch(self, interaction: Interaction) -> None:
        """Answer a pressed button, a chosen option or a sent form; leave commands to the tree."""
        if interaction.type not in _ROUTED:
            return
        namespace, _, rest = str(_field(interaction, "custom_id")).partition(":")
        name, _, argument = rest.partition(":")
        handler = self._routes.get(name) if namespace == NAMESPACE else None
        try:
            await (handler or _unknown)(interaction, argument)
        except Exception as error:  # noqa: BLE001 - the one place where all errors of components end
            await self._replies.error(interaction, error)


async def _unknown(_: Interaction, __: str) -> None:
    raise MemberError(texts.STALE_BUTTON)


_ROUTED = (discord.InteractionType.component, discord.InteractionType.modal_submit)


def chosen(interaction: Interaction) -> str:
    """Give the first value chosen in a menu; empty when there is none."""
    values = cast("Sequence[str]", _field(interaction, "values"))
    return values[0] if values else ""


def filled(interaction: Interaction) -> dict[str, str]:
    """Give what was typed or chosen in a form, by the custom_id of each field."""
    parts = cast("Sequence[Mapping[str, Mapping[str, object]]]", _field(interaction, "components"))
    fields = [part["component"] for part in parts if "component" in part]
    return {str(field["custom_id"]): _typed(field) for field in fields}


def _typed(field: Mapping[str, object]) -> str:
    values = cast("Sequence[str]", field.get("values") or [field.get("value", "")])
    return str(values[0])


def _field(interaction: Interaction, name: str) -> object:
    """Give a field of what Discord sent; empty text where it has none."""
    return cast("Mapping[str, object]", interaction.data or {}).get(name, "")
