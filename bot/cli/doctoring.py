"""`fasti doctor`: looks at all that Fasti needs, changes nothing, and says what to mend."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import asdict, replace

from rich.console import Console
from rich.status import Status
from rich.text import Text

from bot import log, settings
from bot.bootstrap.examining import examining
from bot.clock import SystemClock
from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.services.doctor import Finding, State, examine
from bot.services.doctor.findings import fine, halves, mend, unknown
from bot.services.doctor.machine import Machine
from bot.services.safekeeping import usage_of
from bot.settings import Settings

from .health import ask, called_at

_STYLES = {State.FINE: "green", State.MEND: "bold red", State.UNKNOWN: "yellow"}
_WIDTH = max(len(state) for state in State)


def doctor(*, as_json: bool, seconds: float) -> int:
    """Print what is found, a line each; gives 1 if something is to mend, else 0."""
    log.set_up("CRITICAL", form="readable")  # what is wrong is told in the findings
    return asyncio.run(_doctor(as_json=as_json, seconds=seconds))


async def _doctor(*, as_json: bool, seconds: float) -> int:
    found: list[Finding] = []
    out = Console(file=sys.stdout, soft_wrap=True, highlight=False, emoji=False)
    progress = out if out.is_terminal else Console(stderr=True)
    with progress.status("Looking …") as status:
        async for finding in _findings(seconds, status):
            found.append(finding)
            if not as_json:
                out.print(_line(finding))
    broken = sum(each.state is State.MEND for each in found)
    if as_json:
        print(json.dumps({"ok": not broken, "findings": [asdict(each) for each in found]}))  # noqa: T201 - the command's output
    else:
        out.print(_summary(found, broken))
    return int(broken > 0)


def _line(finding: Finding) -> Text:
    text = Text(f"{finding.state:<{_WIDTH}}", style=_STYLES[finding.state])
    text.append(f"  {finding.name}: {_sentence(finding.saw)}", style="default not bold")
    if finding.remedy:
        text.append(f" {finding.remedy}", style="default bold")
    return text


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _summary(found: Sequence[Finding], broken: int) -> Text:
    missed = sum(each.state is State.UNKNOWN for each in found)
    mended = f"{plural(broken, 'thing')} to mend" if broken else "Nothing is to mend"
    seen = f"; {plural(missed, 'thing')} could not be looked at" if missed else ""
    return Text(f"{mended}{seen}.")


async def _findings(seconds: float, status: Status) -> AsyncGenerator[Finding, None]:
    try:
        chosen = settings.load()
    except HostError as error:
        for finding in [*_of_settings(str(error)), *await Machine(settings.ROOT / ".env").look()]:
            yield finding
        yield unknown("everything else", "It needs the settings", "Mend those first.")
        return
    yield fine("settings", _named(chosen))
    hide = log.Redact(chosen.secrets())
    chosen = chosen.model_copy(update={"health_host": called_at(chosen.health_host)})
    async with (
        examining(
            chosen,
            settings.ROOT / ".env",
            SystemClock(),
            lambda host, port: ask(host, port)[0],  # of what it warns, the doctor finds by itself
            within=seconds,
            usage=usage_of,
        ) as steps,
        contextlib.aclosing(
            examine(steps, seconds, lambda name: status.update(f"Looking at {name} …"))
        ) as looking,
    ):
        async for finding in looking:
            shown = hide(None, "", {"saw": finding.saw, "remedy": finding.remedy})
            yield replace(finding, saw=str(shown["saw"]), remedy=str(shown["remedy"]))


def _named(chosen: Settings) -> str:
    names = sorted(name.upper() for name in chosen.model_fields_set)
    return f"All are valid; set: {', '.join(names) or 'none'}"


def _of_settings(told: str) -> Iterator[Finding]:
    """Give each fault of its own, of all that one sentence names."""
    what, faults = halves(told)
    if not what.startswith("Please mend the settings"):
        yield mend("settings", what, faults)
        return
    for fault in faults.removesuffix(".").split("; "):
        yield mend("settings", fault, "Mend it in .env or in the environment, and start again.")
