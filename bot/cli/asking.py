"""`fasti ask`: commands through the real bot and playground, and their answers."""

import asyncio
import datetime as dt
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot import log, settings
from bot.bootstrap import opened
from bot.clock import ShiftedClock, SystemClock
from bot.domain.errors import HostError
from bot.domain.ports import Clock
from bot.playground import Playground
from bot.playground.outcome import Outcome

from .attaching import typed
from .connected import connected
from .playing import TOKEN, in_playground, playground
from .terminal import form, named, seen, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How to ask, and how to print the answers."""

    who: str
    where: str
    as_json: bool
    complete: bool


def ask(command: str, file: Path | None, now: str, request: Request) -> int:
    """Run one command, or each line of a file, and print the answers; gives the exit status."""
    if bool(command) == (file is not None):
        raise HostError('Give a command, such as "/today", or a file of commands with --file.')
    commands = [command] if file is None else _lines(file)
    outcomes = asyncio.run(_ask(commands, _clock(now), request))
    return int(file is None and not all(outcome.ok for outcome in outcomes))


async def _ask(commands: Sequence[str], clock: Clock, request: Request) -> list[Outcome]:
    chosen = settings.load()
    log.set_up("WARNING")
    async with playground() as served:
        # The port of health is that of a Fasti which may be running beside this one.
        here = in_playground(chosen, served).model_copy(update={"health_port": None})
        async with opened(here, clock, random.Random()) as bot, connected(bot, TOKEN):
            await served.ready()
            # As if the server let everybody use all commands: what is refused, the bot refuses.
            for guild in served.world.guilds.values():
                guild.open_commands = True
            return [await _answer(served, command, request) for command in commands]


async def _answer(served: Playground, command: str, request: Request) -> Outcome:
    who = request.who or ("moderator" if _is_for_moderators(command) else "member")
    if request.complete:
        outcome = await served.complete(command, who=who, where=request.where)
    else:
        outcome = await typed(served, command, who=who, where=request.where)
    if request.as_json:
        told = outcome.text if outcome.modal is None else form(outcome.modal)
        text = seen(named(told, served.world))
        print(_as_json(command, outcome, request, text), flush=True)  # noqa: T201 - the output
    elif request.complete and outcome.ok:
        print("\n".join(choice["name"] for choice in outcome.choices))  # noqa: T201
    else:
        show(Console(), outcome, served.world)
    return outcome


def _is_for_moderators(command: str) -> bool:
    return command.split(maxsplit=1)[:1] in (["/daily"], ["/content"])


def _as_json(command: str, outcome: Outcome, request: Request, text: str) -> str:
    answer = {
        "command": command,
        "ok": outcome.ok,
        "ephemeral": outcome.ephemeral,
        "text": text,
        "buttons": outcome.buttons,
        "options": outcome.options,
        "components": (outcome.message or {}).get("components", []),
        "ms": round(outcome.milliseconds, 3),
    }
    if request.complete:
        answer["choices"] = [
            {"name": choice["name"], "value": choice["value"]} for choice in outcome.choices
        ]
    return json.dumps(answer, ensure_ascii=False)


def _lines(file: Path) -> list[str]:
    """Read the commands of a file, without empty lines and comments."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise HostError(f"{file} cannot be read: name a text file with a command a line.") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _clock(now: str) -> Clock:
    if not now:
        return SystemClock()
    try:
        instant = dt.datetime.fromisoformat(now)
    except ValueError:
        instant = None
    # At the ends of the calendar there would be no tomorrow.
    if instant is None or instant.tzinfo is None or instant.year not in range(1000, 9000):
        raise HostError(
            f"{now} is not an instant with its zone: write it like 2026-06-22T09:00:00+02:00."
        )
    return ShiftedClock(instant)
