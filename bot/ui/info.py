"""Cards about Fasti itself: help and about."""

from collections.abc import Sequence
from typing import Any

from discord import app_commands, ui

from bot.domain.words import plural
from bot.services.about import Facts

from . import texts, theme
from .layout import box, sealed
from .markup import plain

_Command = app_commands.Command[Any, ..., Any]


EDITING = "content"
"""The group of commands that are for editors."""
_MOST_OPTIONS = 6  # of a command; what is more, Discord shows while typing


def help_card(
    commands: Sequence[_Command], *, moderating: bool = False, editing: bool = False
) -> ui.LayoutView:
    """Every command with its options, in the order of the list.

    Those of moderators are for them alone, and those of editors for them and moderators.
    """
    for_editors = [command for command in commands if _is_for_editors(command)]
    for_moderators = [command for command in commands if _is_for_moderators(command)]
    for_some = {*for_editors, *for_moderators}
    lines = [_line(command) for command in commands if command not in for_some]
    parts = [texts.HELP_TITLE, "\n".join(lines)]
    if moderating:
        parts.append("\n".join([texts.HELP_MODERATORS, *map(_line, for_moderators)]))
    if editing and for_editors:
        parts.append("\n".join([texts.HELP_EDITORS, *map(_line, for_editors)]))
    return sealed([box([*parts, texts.HELP_END], theme.LIST)])


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


def _line(command: _Command) -> str:
    return texts.HELP_COMMAND.format(usage=_usage(command), description=command.description)


def _is_for_moderators(command: _Command) -> bool:
    """Whether Discord offers the command to some members only."""
    return (command.root_parent or command).default_permissions is not None


def _is_for_editors(command: _Command) -> bool:
    """Whether the command is one of those that ask at use who edits: Discord offers them to all."""
    return (command.root_parent or command).name == EDITING


def _usage(command: _Command) -> str:
    options = [p.display_name if p.required else f"[{p.display_name}]" for p in command.parameters]
    if len(options) > _MOST_OPTIONS:
        options[_MOST_OPTIONS:] = ["…"]
    return " ".join((f"/{command.qualified_name}", *options))
