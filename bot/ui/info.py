"""Cards about Fasti itself: help, about, privacy."""

from collections.abc import Sequence
from typing import Any

from discord import app_commands, ui

from bot.domain.words import plural
from bot.services.about import Facts

from . import texts, theme
from .layout import box, sealed
from .markup import plain


def help_card(commands: Sequence[app_commands.Command[Any, ..., Any]]) -> ui.LayoutView:
    """Every command with its options, in the order of the list."""
    lines = [
        texts.HELP_COMMAND.format(usage=_usage(command), description=command.description)
        for command in commands
    ]
    return sealed([box([texts.HELP_TITLE, "\n".join(lines), texts.HELP_END], theme.LIST)])


def about_card(facts: Facts) -> ui.LayoutView:
    """Give the version, the pack and its size."""
    text = texts.ABOUT.format(
        version=facts.version,
        title=plain(facts.pack.title, 200),
        description=plain(facts.pack.description, 1200),
        events=plural(facts.events, "event"),
        people=plural(facts.people, "person", "people"),
        topics=plural(facts.topics, "topic"),
        sources=plural(facts.sources, "source"),
        days=facts.days,
        content_version=plain(facts.pack.version, 40),
        licence=plain(facts.pack.licence, 100),
    )
    return sealed([box([text], theme.LIST)])


def privacy_card() -> ui.LayoutView:
    """Give what is kept about members."""
    return sealed([box([texts.PRIVACY], theme.LIST)])


def _usage(command: app_commands.Command[Any, ..., Any]) -> str:
    options = (p.display_name if p.required else f"[{p.display_name}]" for p in command.parameters)
    return " ".join((f"/{command.qualified_name}", *options))
