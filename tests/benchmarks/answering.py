"""CPU time and delay of an answered /event, beside a bare discord.py bot in the same run."""

import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import psutil

from bot.catalogue.catalogue import Catalogue
from bot.playground import Playground
from bot.settings import ROOT
from bot.ui.cardmaker import CardMaker
from tests import sample

ROUNDS = 5
ANSWERS = 600
AT_ONCE = 4
LIMIT = 1.3


def main() -> None:
    """Measure both bots in turn, and print the ratio of their CPU times."""
    asyncio.run(_main())


async def _main() -> None:
    events = list(Catalogue.load(ROOT / "content").contents.events.values())[:40]
    names = [name for event in events for name in (event.key, event.title)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "payloads.json"
        file.write_text(json.dumps(await _payloads(names)))
        bare = [sys.executable, "-m", "tests.benchmarks.bare_bot", str(file)]
        fasti = [sys.executable, "-m", "bot", "run"]
        async with _connected(fasti) as ours, _connected(bare) as theirs:
            for run in (ours, theirs):
                await run.measure(names, ANSWERS // 2)  # warm up
                run.forget()
            for _ in range(ROUNDS):
                for run in (ours, theirs):
                    await run.measure(names, ANSWERS)
    ratios = [a / b for a, b in zip(ours.cpu, theirs.cpu, strict=True)]
    print(f"/event, {ROUNDS} rounds of {ANSWERS} answers to each bot, {AT_ONCE} at once:")
    for title, run in (("Fasti", ours), ("bare", theirs)):
        print(f"  {title:6} {run.told()}")
    catalogue = Catalogue.load(ROOT / "content")
    first = _first_time(catalogue)
    cold = (statistics.median(ours.cpu) + first) / statistics.median(theirs.cpu)
    print(
        f"  a card asked for the first time that day: {first:.2f} ms more, which makes {cold:.2f}"
    )
    ratio = statistics.median(ratios)
    verdict = "within" if ratio <= LIMIT else "OVER"
    print(f"  CPU of Fasti / bare: {ratio:.2f} (each round {_list(ratios)}); {verdict} {LIMIT}")


def _first_time(catalogue: Catalogue) -> float:
    """Time (ms) to look up and make the card of an event, which is then kept for the day."""
    return statistics.median(_made_afresh(catalogue) for _ in range(ROUNDS))


def _made_afresh(catalogue: Catalogue) -> float:
    here = sample.answering(catalogue).of(None)
    cards = CardMaker("")
    start = time.process_time()
    for event in catalogue.contents.events.values():
        cards.card(here, event)
    return (time.process_time() - start) * 1000 / len(catalogue.contents.events)


class Run:
    """One bot process and what it took for its answers."""

    def __init__(self, served: Playground, process: psutil.Process) -> None:
        self._served = served
        self._process = process
        self.forget()

    def forget(self) -> None:
        """Forget what was measured."""
        self.cpu: list[float] = []
        self.delays: list[float] = []

    async def measure(self, names: Sequence[str], count: int) -> None:
        """Send `count` commands, and note the CPU time (ms) per answer and each delay (ms)."""
        queue = iter([names[n % len(names)] for n in range(count)])
        before = self._cpu()
        await asyncio.gather(*(self._ask(queue) for _ in range(AT_ONCE)))
        self.cpu.append((self._cpu() - before) * 1000 / count)

    async def _ask(self, names: Iterator[str]) -> None:
        for name in names:
            answer = await self._served.type(f"/event name:{name}")
            if not answer.ok or answer.ephemeral:
                raise RuntimeError(answer.text)
            self.delays.append(answer.milliseconds)

    def _cpu(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def told(self) -> str:
        """Say what was measured."""
        cuts = statistics.quantiles(self.delays, n=100)
        return (
            f"CPU {statistics.median(self.cpu):.2f} ms an answer, "
            f"delay p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms"
        )


def _list(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:.2f}" for number in numbers)


async def _payloads(names: Sequence[str]) -> dict[str, object]:
    """Ask Fasti once for the components of each name."""
    async with _connected([sys.executable, "-m", "bot", "run"]) as run:
        found = {}
        for name in names:
            answer = await run._served.type(f"/event name:{name}")
            found[name] = (answer.message or {})["components"]
        return found


@contextlib.asynccontextmanager
async def _connected(command: Sequence[str]) -> AsyncIterator[Run]:
    """Start a bot in a process of its own, connected to a playground of its own."""
    async with Playground() as served:
        environment = os.environ | {
            "DISCORD_API_URL": served.api_url,
            "DISCORD_TOKEN": "playground",
            "DATABASE_URL": "sqlite+aiosqlite://",
            "LOG_LEVEL": "WARNING",
        }
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(30):
                await served.ready()
            yield Run(served, psutil.Process(process.pid))
        finally:
            process.terminate()
            await process.wait()


if __name__ == "__main__":
    main()
