"""Leads each button, menu and form to its handler by `custom_id`, so that all survive a restart."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import cast

import discord

from bot.domain.errors import MemberError

from . import texts
from .controls import NAMESPACE
from .replies import Interaction, Replies

Handler = Callable[[Interaction, str], Awaitable[None]]
_DIGITS = 18
_UNSTORED = re.compile("[\\x00\\ud800-\\udfff]")  # nobody types these, and no database takes them


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

    def knows(self, name: str) -> bool:
        """Whether a cog has a route of that name."""
        return name in self._routes

    async def dispatch(self, interaction: Interaction) -> None:
        """Answer a pressed button, a chosen option or a sent form; leave commands to the tree."""
        if not is_routed(interaction):
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


def is_routed(interaction: Interaction) -> bool:
    """Whether it is of a button, a menu or a form, which the router answers."""
    return interaction.type in _ROUTED


def is_form(interaction: Interaction) -> bool:
    """Whether a form was sent, rather than a button pressed or an option chosen."""
    return interaction.type is discord.InteractionType.modal_submit


def number(text: str) -> int | None:
    """Read a number of a `custom_id`, at most as large as a database takes; None if it is none."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_one else None


def chosen(interaction: Interaction) -> str:
    """Give the first value chosen in a menu; empty when there is none."""
    values = cast("Sequence[str]", _field(interaction, "values"))
    return values[0] if values else ""


def chosen_of_menu(interaction: Interaction) -> tuple[list[str], list[str]]:
    """Give what is chosen in a menu, and all that it offered: what is not chosen was put back."""
    values = cast("Sequence[str]", _field(interaction, "values"))
    used = _field(interaction, "custom_id")
    parts = interaction.message.components if interaction.message else []
    menus = (menu for part in parts for menu in _menus(part) if menu.custom_id == used)
    return list(values), [option.value for menu in menus for option in menu.options]


def filled(interaction: Interaction) -> dict[str, str]:
    """Give what was typed or chosen in a form, by the custom_id of each field."""
    return {name: (values or [""])[0] for name, values in filled_all(interaction).items()}


def filled_all(interaction: Interaction) -> dict[str, list[str]]:
    """Give all that was chosen in each field of a form; of a field for typing, what was typed."""
    parts = cast("Sequence[Mapping[str, Mapping[str, object]]]", _field(interaction, "components"))
    fields = [part["component"] for part in parts if "component" in part]
    return {str(field["custom_id"]): _given(field) for field in fields}


def _given(field: Mapping[str, object]) -> list[str]:
    values = cast("Sequence[str]", field.get("values", ()))
    given = [str(field["value"])] if field.get("value") is not None else values
    return [_UNSTORED.sub("", value) for value in given]


def _menus(part: discord.Component) -> Iterator[discord.SelectMenu]:
    match part:
        case discord.SelectMenu():
            yield part
        case discord.ActionRow() | discord.Container():
            for child in part.children:
                yield from _menus(child)
        case _:
            pass


def _field(interaction: Interaction, name: str) -> object:
    """Give a field of what Discord sent; empty text where it has none."""
    return cast("Mapping[str, object]", interaction.data or {}).get(name, "")
