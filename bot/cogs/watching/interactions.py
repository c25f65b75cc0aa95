"""Follows each interaction from its receipt to its first answer and to its end."""

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, cast

import structlog
from discord import AppCommandType, ComponentType, InteractionType, app_commands
from discord.ext import commands
from typing_extensions import override

from bot.domain.ports import Meter
from bot.ui.replies import FAILED, OUTCOME, Interaction

UNKNOWN: Final = "unknown"
"""The name of what an earlier version made, or what is nobody's."""
_OK: Final = "ok"
_GROUPS = (1, 2)  # types of options: a command within one, and a group of those


@dataclass(slots=True)
class _Open:
    """An interaction that is worked on: since when, and after how many seconds it was answered."""

    since: float
    seconds: float | None = None


_now: ContextVar[_Open | None] = ContextVar("interaction", default=None)


class Following:
    """Binds what an interaction is to the log lines it causes, and has it counted at its end."""

    def __init__(
        self,
        meter: Meter | None,
        is_route: Callable[[str], bool],
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._meter = meter
        self._is_route = is_route
        self._timer = timer

    @contextmanager
    def handling(self, interaction: Interaction) -> Generator[None]:
        """Follow an interaction while it is handled; what it answers there is its answer."""
        kind, name = _kind(interaction), _name(interaction)
        about = {"interaction": interaction.id, "guild": interaction.guild_id, kind: name}
        opened = _Open(self._timer())
        token = _now.set(opened)
        try:
            with structlog.contextvars.bound_contextvars(**about):
                yield
        finally:
            _now.reset(token)
            if self._meter is not None:
                unanswered = FAILED if opened.seconds is None else _OK
                outcome = str(interaction.extras.get(OUTCOME, unanswered))
                known = name if self._is_known(interaction, name) else UNKNOWN
                self._meter.handled(kind, known, outcome, opened.seconds)

    def answered(self) -> None:
        """Note that Discord has taken an answer to the interaction that is handled here."""
        if (opened := _now.get()) is not None and opened.seconds is None:
            opened.seconds = self._timer() - opened.since

    def _is_known(self, interaction: Interaction, name: str) -> bool:
        if interaction.type in _OF_COMMANDS:
            return interaction.command is not None
        return self._is_route(name)


class WatchedTree(app_commands.CommandTree[commands.AutoShardedBot]):
    """A tree of commands that has them followed once it is told by whom."""

    following: Following | None = None

    @override
    async def _call(self, interaction: Interaction) -> None:
        # There is no hook around commands and autocompletion alike, whatever they end in.
        if self.following is None:
            await super()._call(interaction)
            return
        with self.following.handling(interaction):
            await super()._call(interaction)


_OF_COMMANDS = (InteractionType.application_command, InteractionType.autocomplete)


def _kind(interaction: Interaction) -> str:
    data = _data(interaction)
    match interaction.type:
        case InteractionType.autocomplete:
            return "autocomplete"
        case InteractionType.modal_submit:
            return "form"
        case InteractionType.component:
            is_button = data.get("component_type") == ComponentType.button.value
            return "button" if is_button else "menu"
        case _:
            is_typed = data.get("type", 1) == AppCommandType.chat_input.value
            return "command" if is_typed else "context_menu"


def _name(interaction: Interaction) -> str:
    """Give the whole name of a command, or the route of a `custom_id`; never what was typed."""
    data = _data(interaction)
    if interaction.type not in _OF_COMMANDS:
        _, _, rest = str(data.get("custom_id", "")).partition(":")
        return rest.partition(":")[0]
    names, within = [str(data.get("name", ""))], data
    while (inner := _first_option(within)).get("type") in _GROUPS:
        names.append(str(inner["name"]))
        within = inner
    return " ".join(names)


def _first_option(within: Mapping[str, Any]) -> Mapping[str, Any]:
    options = cast("Sequence[Mapping[str, Any]]", within.get("options", ()))
    return options[0] if options else {}


def _data(interaction: Interaction) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", interaction.data or {})
