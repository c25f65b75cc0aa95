"""500 /today a second for 20 s, whether or not the ones before are answered, beside a bare bot.

Run it with `python -m tests.benchmarks.load`; `--rate` and `--seconds` offer something else.
"""

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

from bot.playground import Outcome, Playground

from .processes import FASTI, Bot, running

RATE, SECONDS = 500, 20.0
WITHIN = 3_000.0  # milliseconds: what Discord waits for an answer
_WARM_UP = 200
_LATE = 0.05  # seconds that an arrival may be late before the playground counts as too slow


class Run(NamedTuple):
    """What came of all that was offered; delays in milliseconds, times in seconds."""

    delays: list[float]
    lost: list[str]
    seconds: float
    late: int
    cpu: float
    our_cpu: float


def main() -> None:
    """Offer as much to both bots, one after the other, and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rate", type=int, default=RATE, help="commands a second")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    chosen = parser.parse_known_args()[0]
    asyncio.run(_main(chosen.rate, chosen.seconds))


async def _main(rate: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "payloads.json")
        payloads = json.dumps({"/today": await _components()})
        await asyncio.to_thread(file.write_text, payloads)
        theirs = await _offered(rate, seconds, "tests.benchmarks.bare_bot", str(file))
        ours = await _offered(rate, seconds, *FASTI)
    print(f"/today, {rate} a second offered for {seconds:.0f} s, each bot for itself:")
    for name, run in (("Fasti", ours), ("bare", theirs)):
        print(f"  {name:5} {_told(run)}")
    for name, run in (("Fasti", ours), ("bare", theirs)):
        offered = len(run.delays) + len(run.lost)
        print(
            f"  The playground took {run.our_cpu * 1000 / offered:.2f} ms a command for {name}, was"
            f" late with {run.late:,} of them, and reached {offered / run.seconds:.0f} a second."
        )
    verdict = "within" if not ours.lost else "OVER"
    print(f"  dropped by Fasti: {len(ours.lost)}; {verdict} 0")
    for problem in sorted(set(ours.lost))[:3]:
        print(f"    {problem}")


def _told(run: Run) -> str:
    cuts = quantiles(run.delays, n=100) if len(run.delays) > 1 else [0.0] * 99
    answered = len(run.delays)
    return (
        f"answered {answered:,} of {answered + len(run.lost):,} in {run.seconds:.1f} s,"
        f" p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, at most {max(run.delays):.0f} ms,"
        f" CPU {run.cpu * 1000 / max(1, answered):.2f} ms an answer,"
        f" {run.cpu / run.seconds:.0%} of a processor"
    )


async def _components() -> list[dict[str, Any]]:
    """Ask Fasti for the components of its answer, for the bare bot to give."""
    async with Playground() as served, running(served, *FASTI) as bot:
        await bot.ready(served)
        answer = await served.type("/today")
    components: list[dict[str, Any]] = (answer.message or {})["components"]
    return components


async def _offered(rate: int, seconds: float, *module: str) -> Run:
    async with (
        Playground(kept_messages=100) as served,
        running(served, *module, more={"LOG_LEVEL": "ERROR"}) as bot,
    ):
        await bot.ready(served)
        for _ in range(_WARM_UP):
            await served.type("/today")
        await bot.settle(served)
        return await _measured(served, bot, rate, round(rate * seconds))


async def _measured(served: Playground, bot: Bot, rate: int, count: int) -> Run:
    loop = asyncio.get_running_loop()
    before, own, begun, late = bot.cpu, time.process_time(), loop.time(), 0
    asked = list[asyncio.Task[Outcome]]()
    for number in range(count):
        ahead = begun + number / rate - loop.time()
        late += ahead < -_LATE
        # Even one that is late lets the playground do what it has to do.
        await asyncio.sleep(max(0.0, ahead))
        asked.append(asyncio.create_task(served.type("/today")))
    outcomes = await asyncio.gather(*asked)
    spent, seconds = bot.cpu - before, loop.time() - begun
    delays = [each.milliseconds for each in outcomes if each.ok and each.milliseconds <= WITHIN]
    lost = [each.problem or "too late" for each in outcomes if not each.ok]
    lost += ["too late" for each in outcomes if each.ok and each.milliseconds > WITHIN]
    return Run(delays, lost, seconds, late, spent, time.process_time() - own)


if __name__ == "__main__":
    main()
