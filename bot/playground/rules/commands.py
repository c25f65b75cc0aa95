"""What Discord asks of a command beyond its shape: names, order, nesting, total length.

https://discord.com/developers/docs/interactions/application-commands
"""

import re
from collections.abc import Iterator
from enum import IntEnum

from bot.playground.errors import Problem
from bot.playground.jsons import Json

MAX_COMMANDS = {1: 100, 2: 15, 3: 15, 4: 1}
"""How many commands of each type a scope holds."""
MAX_LENGTH = 8000
_NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")


class OptionType(IntEnum):
    """What an option takes."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


SUBCOMMAND, GROUP = OptionType.SUBCOMMAND, OptionType.GROUP
_TAKES_CHOICES = frozenset({OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER})


def command_problems(command: Json) -> Iterator[Problem]:
    """List the faults of one command; text commands (type 1) carry the rules, menus few."""
    if command.get("type", 1) != 1:
        yield from _menu(command)
        return
    yield from _name((), command["name"])
    if not command.get("description"):
        yield Problem(("description",), "BASE_TYPE_REQUIRED", "This field is required")
    yield from _options((), command.get("options") or [])
    if (length := command_length(command)) > MAX_LENGTH:
        message = f"Command exceeds maximum size ({length} of {MAX_LENGTH} characters)"
        yield Problem((), "APPLICATION_COMMAND_TOO_LARGE", message)


def _menu(command: Json) -> Iterator[Problem]:
    for name in ("description", "options"):
        if command.get(name):
            message = f"Context menu commands cannot have {name}"
            yield Problem((name,), f"APPLICATION_COMMAND_CONTEXT_MENU_{name.upper()}", message)


def _name(path: tuple[str | int, ...], name: str) -> Iterator[Problem]:
    if not _NAME.fullmatch(name) or name != name.lower():
        message = "Command name is invalid: use lower case letters, digits, - and _"
        yield Problem((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", message)


def _options(path: tuple[str | int, ...], options: list[Json]) -> Iterator[Problem]:
    seen: set[str] = set()
    optional_before = False
    nested = {option["type"] in {SUBCOMMAND, GROUP} for option in options}
    if len(nested) > 1:
        message = "Sub-commands and ordinary options cannot be mixed"
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        yield Problem((*path, "options"), code, message)
    for index, option in enumerate(options):
        here = (*path, "options", index)
        yield from _name(here, option["name"])
        if option["name"] in seen:
            message = f"Option name '{option['name']}' already exists in the command"
            yield Problem(here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            yield Problem(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        seen.add(option["name"])
        optional_before = optional_before or not option.get("required")
        if option["type"] in {SUBCOMMAND, GROUP}:
            yield from _nested(here, option)
        else:
            yield from _choices(here, option)
            yield from _bounds(here, option)


def _nested(path: tuple[str | int, ...], option: Json) -> Iterator[Problem]:
    inner: list[Json] = option.get("options") or []
    depth = path.count("options")
    too_deep = option["type"] == GROUP and depth > 1
    wrong = any((one["type"] == SUBCOMMAND) != (option["type"] == GROUP) for one in inner)
    if too_deep or wrong or (option["type"] == GROUP and not inner):
        message = "A group holds sub-commands, and a sub-command holds ordinary options"
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        yield Problem((*path, "options"), code, message)
    else:
        yield from _options(path, inner)


def _choices(path: tuple[str | int, ...], option: Json) -> Iterator[Problem]:
    choices: list[Json] = option.get("choices") or []
    if choices and option["type"] not in _TAKES_CHOICES:
        message = "This type of option takes no choices"
        yield Problem((*path, "choices"), "APPLICATION_COMMAND_OPTION_CHOICES_TYPE", message)
    if choices and option.get("autocomplete"):
        message = "Choices cannot be given together with autocomplete"
        code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES"
        yield Problem((*path, "autocomplete"), code, message)
    for name in ("name", "value"):
        given = [choice[name] for choice in choices]
        for index, each in enumerate(given):
            if each in given[:index]:
                message = f"The {name} is already used"
                code = "APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATED"
                yield Problem((*path, "choices", index, name), code, message)


def _bounds(path: tuple[str | int, ...], option: Json) -> Iterator[Problem]:
    for least, most in (("min_value", "max_value"), ("min_length", "max_length")):
        low, high = option.get(least), option.get(most)
        if low is not None and high is not None and low > high:
            message = f"{least} must be less than or equal to {most}"
            yield Problem(
                (*path, least), "APPLICATION_COMMAND_OPTION_MIN_GREATER_THAN_MAX", message
            )
    if option.get("autocomplete") and option["type"] not in _TAKES_CHOICES:
        message = "This type of option takes no autocomplete"
        yield Problem(
            (*path, "autocomplete"), "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_TYPE", message
        )


def command_length(command: Json) -> int:
    """Count the characters of names, descriptions and values, each in its longest translation."""
    total = _longest(command, "name") + _longest(command, "description")
    for choice in command.get("choices") or ():
        value = choice["value"]
        total += _longest(choice, "name") + (len(value) if isinstance(value, str) else 0)
    return total + sum(map(command_length, command.get("options") or ()))


def _longest(named: Json, field: str) -> int:
    translations: dict[str, str] = named.get(f"{field}_localizations") or {}
    return max(map(len, [named.get(field) or "", *translations.values()]))
