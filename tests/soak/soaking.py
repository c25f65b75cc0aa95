"""A long use of Fasti: commands, buttons, typing, edits, posts, new files and cut connections."""

import asyncio
import datetime as dt
import itertools
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.catalogue.catalogue import Catalogue
from bot.playground import NotPossible, Playground, Size
from bot.settings import ROOT
from bot.storage.database import Database
from tests.benchmarks.many_feeds import add_feeds

from .verdict import Sample, faults, slope

AT_ONCE = 4
POSTS = 12
"""Daily posts that fall due at each minute."""
_REST = 30.0  # seconds in which a bot that nobody uses comes to rest
_ALIKE = 4  # samples in a row that say so
_SAMPLED = 5.0  # seconds between two samples
_TOLD = 60.0  # seconds between two lines of progress
_TO_ANSWER = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of it."""

    told: list[str]
    faults: list[str]
    samples: list[Sample]
    did: Counter[str]
    problems: Counter[str]


class Soak:
    """A playground, and a bot in another process that is used."""

    def __init__(self, served, process, folder):
        self._served = served
        self._process = process
        self._seen = psutil.Process(process.pid)
        self._pack = folder / "pack"
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._asking = asyncio.Lock()
        keys = Catalogue.load(self._pack).entries
        self._keys = itertools.cycle(sorted(keys))
        self._event = next(key for key in sorted(keys) if key.startswith("event:"))
        self.did = Counter[str]()
        self.problems = Counter[str]()

    @property
    def elapsed(self):
        """Seconds since the start."""
        return self._loop.time() - self._begun

    async def sample(self):
        """See what the bot holds now."""
        async with self._asking:
            self._process.send_signal(signal.SIGUSR1)
            tasks = int(await asyncio.wait_for(self._process.stdout.readline(), _TO_ANSWER))
        with self._seen.oneshot():
            memory, files = self._seen.memory_info().rss / 1e6, self._seen.num_fds()
            return Sample(self.elapsed, memory, tasks, files, self._seen.num_threads())

    async def at_rest(self):
        """Wait until it holds the same for a while, and give that."""
        seen = []
        begun = self.elapsed
        while self.elapsed - begun < _REST:
            seen.append(await self.sample())
            if len({each[2:] for each in seen[-_ALIKE:]}) == 1 and len(seen) >= _ALIKE:
                break
            await asyncio.sleep(0.5)
        return seen[-1]

    async def round(self, number):
        """Use all there is once; a member and a moderator, here and in private."""
        await asyncio.gather(*(self._visit(number * AT_ONCE + each) for each in range(AT_ONCE)))
        await self._edit(number)
        if number % 50 == 1:
            await self._new_files(number)
        if number % 7 == 2:
            self._served.hub.cut()
            self.did["cuts"] += 1
            await self._served.journal.wait("RESUME")

    async def _visit(self, number):
        where = ("general", "dm", "on-this-day")[number % 3]
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number * 17 % 366)
        card = await self._ask(f"/today date:{day:%d %B}", where)
        if card.buttons:
            await self._count("buttons", self._served.press(card, card.buttons[0]))
        key = next(self._keys)
        kind, _, name = key.partition(":")
        await self._ask(f"/{kind} name:{key}", where)
        await self._ask(f"/search query:{name.replace('-', ' ')}", where)
        typed = name[: 1 + number % len(name)]
        await self._count("typed", self._served.complete(f"/{kind} name:{typed}", where=where))
        await self._count("typed", self._served.complete(f"/search query:{typed}x", where=where))

    async def _edit(self, number):
        """Change an event as an editor does, hide another, and show that again."""
        who = {"who": "moderator"}
        panel = await self._ask(f"/content edit entry:{self._event}", **who)
        form = await self._count("buttons", self._served.press(panel, "Words and date", **who))
        typed = {"text": f"What was typed in round {number}, and stays until the next."}
        panel = await self._count("edits", self._served.submit(form, typed, **who))
        await self._count("buttons", self._served.press(panel, "Publish", **who))
        await self._ask(f"/content history entry:{self._event}", **who)
        await self._ask("/daily list", **who)

    async def _new_files(self, number):
        """Let the pack's files say something new, which the bot takes up by itself."""
        file = self._pack / "pack.yaml"
        text = await asyncio.to_thread(file.read_text)
        lines = [line for line in text.splitlines() if not line.startswith("version:")]
        new = "\n".join([*lines, f"version: 9.{number}.0", ""])
        await asyncio.to_thread(file.write_text, new)
        self.did["reloads"] += 1

    async def _ask(self, text, where="general", who="member"):
        return await self._count("commands", self._served.type(text, where=where, who=who))

    async def _count(self, what, use):
        """Use something; while the connection is cut that may fail, as it does for people."""
        try:
            outcome = await use
        except NotPossible as refused:
            raise RuntimeError(f"{what}: {refused}") from refused
        self.did[what] += 1
        if not outcome.ok:
            self.problems[f"{what}: {outcome.problem}"] += 1
        return outcome


async def soak(*, seconds=None, rounds=None, say=print):
    """Use Fasti for so many seconds or rounds, and report what it holds on to."""
    minutes = 1 + int((seconds or 0) // 60)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await asyncio.to_thread(shutil.copytree, ROOT / "content", folder / "pack")
        async with Playground(size=Size(guilds=minutes * POSTS), kept_messages=50) as served:
            process = await _begin(served, folder)
            try:
                await _serving(served, process, folder, minutes)
                scene = Soak(served, process, folder)
                samples, before, after = await _use(scene, seconds, rounds, say)
                scene.did["posts"] = _posts(served)
            finally:
                await _end(process)
    return _report(scene, samples, before, after)


async def _use(scene, seconds, rounds, say):
    await scene.round(2)  # what is made once, at the first use, is no growth; a cut is among it
    before, samples, told = await scene.at_rest(), list[Sample](), 0.0
    for number in itertools.count(1):
        if scene.elapsed >= seconds if rounds is None else number > rounds:
            break
        await scene.round(number)
        if rounds is not None or not samples or scene.elapsed - samples[-1].at >= _SAMPLED:
            samples.append(await scene.sample())
        if scene.elapsed - told >= _TOLD:
            told = scene.elapsed
            say(_line(samples[-1], scene.did))
    return samples, before, await scene.at_rest()


def _line(sample, did):
    return (
        f"  {sample.at:6.0f} s: {sample.memory:6.1f} MB, {sample.tasks} tasks, {sample.files} files,"
        f" {sample.threads} threads; " + _did(did)
    )


def _did(did):
    return ", ".join(f"{what} {count:,}" for what, count in sorted(did.items()))


def _report(scene, samples, before, after):
    rise = slope(samples)
    told = [_did(scene.did), "at rest:"]
    for when, each in (("at the start", before), ("at the end", after)):
        told.append(
            f"  {when}: {each.memory:.1f} MB, {each.tasks} tasks, {each.files} files,"
            f" {each.threads} threads"
        )
    told.append(
        f"memory over the second half, {len(samples) - len(samples) // 2} samples:"
        f" {rise.rise:+.2f} MB ± {2 * rise.doubt:.2f} by least squares"
    )
    told += [f"not answered: {problem}, {times} times" for problem, times in scene.problems.items()]
    return Report(
        told=told,
        faults=faults(samples, before, after),
        samples=samples,
        did=scene.did,
        problems=scene.problems,
    )


async def _begin(served, folder):
    environment = os.environ | {
        "DISCORD_API_URL": served.api_url,
        "DISCORD_TOKEN": "playground",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'fasti.sqlite3'}",
        "CONTENT_PATH": str(folder / "pack"),
        "PYTHONPATH": str(ROOT),
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.soak.patient"),
        env=environment,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )


async def _serving(served, process, folder, minutes):
    """Wait until the bot serves, and let posts fall due at each minute from now on."""
    if await process.stdout.readline() != b"begun\n":
        raise RuntimeError("the bot ended at its start")
    async with asyncio.timeout(_TO_ANSWER):
        await served.ready()
    guilds = [each for each in served.world.guilds.values() if each.name.startswith("Guild ")]
    places = [(int(each.id), int(next(iter(each.channels)))) for each in guilds]
    now = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)
    async with Database.open(f"sqlite+aiosqlite:///{folder / 'fasti.sqlite3'}") as database:
        for minute in range(minutes):
            due = now + dt.timedelta(minutes=minute)
            await add_feeds(database, places[minute * POSTS : (minute + 1) * POSTS], due, 1)


def _posts(served):
    guilds = [each for each in served.world.guilds.values() if each.name.startswith("Guild ")]
    return sum(len(served.world.posted.get(id_, ())) for each in guilds for id_ in each.channels)


async def _end(process):
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_TO_ANSWER):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
