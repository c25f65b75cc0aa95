"""Commands as people type them, such as `/daily setup channel:#general time:09:00`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .jsons import Json
from .rules.commands import GROUP, SUBCOMMAND


class NotPossible(Exception):  # noqa: N818 - not a fault but what a client does not let through
    """A person cannot do that; the text is a sentence that says what to do instead."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A command line taken apart: the command, its sub-commands, the options it may take.

    `values` holds the text given for each option, `last` the name of the one typed last.
    """

    command: Json
    path: tuple[str, ...]
    options: tuple[Json, ...]
    values: Mapping[str, str]
    last: str | None

    @property
    def name(self) -> str:
        """The whole name, as `/daily setup`."""
        return "/" + " ".join((self.command["name"], *self.path))


def take_apart(text: str, commands: Iterable[Json]) -> Typed:
    """Read a command line; a value runs on to the next `option:` that the command knows.

    Raises NotPossible where there is no such command, sub-command or option.
    """
    words = text.strip()
    if not words.startswith("/"):
        raise NotPossible(f'Begin with a slash and a command: "{text}" does not.')
    command, path, options, rest = _found(words[1:], commands)
    values = _values(rest, options, "/" + " ".join((command["name"], *path)))
    return Typed(command, path, tuple(options), values, next(reversed(values), None))


def put_together(
    name: str, values: Mapping[str, str], commands: Iterable[Json], focused: str | None = None
) -> Typed:
    """Give a command by its whole name, such as `daily setup`, and the text of each option.

    An empty text is none, but for the option `focused`, which is being typed. Raises NotPossible
    where there is no such command, sub-command or option.
    """
    command, path, options, rest = _found(name, commands)
    whole = "/" + " ".join((command["name"], *path))
    if rest:
        raise NotPossible(f"{whole} is a whole command: leave {rest} out.")
    known = [option["name"] for option in options]
    for each in (*values, *([] if focused is None else [focused])):
        if each not in known:
            raise NotPossible(_not_an_option(f"{each}:", known, whole))
    given = {each: text for each, text in values.items() if text}
    if focused is not None:
        given[focused] = values.get(focused, "")
    return Typed(command, path, tuple(options), given, focused)


def _found(text: str, commands: Iterable[Json]) -> tuple[Json, tuple[str, ...], list[Json], str]:
    """Find the command that a text begins with, its sub-commands and options, and what follows."""
    by_name = {one["name"]: one for one in commands if one["type"] == 1}
    name, rest = _word(text)
    if (command := by_name.get(name)) is None:
        raise NotPossible(_no_such("command", f"/{name}", [f"/{each}" for each in by_name]))
    return command, *_descend(command, rest)


def _word(text: str) -> tuple[str, str]:
    head, _, tail = text.strip().partition(" ")
    return head, tail.strip()


def _descend(command: Json, rest: str) -> tuple[tuple[str, ...], list[Json], str]:
    path: tuple[str, ...] = ()
    options: list[Json] = command.get("options") or []
    while options and options[0]["type"] in {SUBCOMMAND, GROUP}:
        word, rest = _word(rest)
        known = {one["name"]: one for one in options}
        whole = "/" + " ".join((command["name"], *path))
        if word not in known:
            listed = [f"{whole} {each}" for each in known]
            raise NotPossible(_no_such("command", f"{whole} {word}".strip(), listed))
        path, options = (*path, word), known[word].get("options") or []
    return path, options, rest


def _values(text: str, options: list[Json], whole: str) -> dict[str, str]:
    names = [option["name"] for option in options]
    if not text:
        return {}
    starts = "|".join(map(re.escape, names))
    found = list(re.finditer(rf"(?:^|(?<=\s))({starts}):", text)) if names else []
    if not found or found[0].start() > 0:
        raise NotPossible(_not_an_option(text, names, whole))
    ends = [*(match.start() for match in found[1:]), len(text)]
    values: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        if match[1] in values:
            raise NotPossible(f"Give {match[1]}: only once in {whole}.")
        values[match[1]] = text[match.end() : end].strip()
    return values


def _not_an_option(text: str, names: list[str], whole: str) -> str:
    if not names:
        return f"{whole} takes no options: send it alone."
    word = text.split(":", maxsplit=1)[0].split(maxsplit=1)[0] if ":" in text else ""
    if word:
        return _no_such(f"option of {whole}", f"{word}:", [f"{name}:" for name in names])
    listed = ", ".join(f"{name}:…" for name in names)
    return f'Name the option that "{text}" is meant for: {whole} takes {listed}'


def _no_such(what: str, given: str, known: list[str]) -> str:
    near = get_close_matches(given, known, n=3, cutoff=0.6)
    if near:
        return f"There is no {what} {given}. Did you mean {' or '.join(near)}?"
    listed = (
        ", ".join(sorted(known))
        or "none that you may use here; if there should be, wait until the bot has registered them"
    )
    return f"There is no {what} {given}. There is: {listed}."
