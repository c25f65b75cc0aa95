"""Whether Fasti is ready, and in words for a host what is not."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import structlog

from bot.domain.ports import Clock

from .probing import Probe
from .processes import Company
from .safekeeping import NOTHING, Kept

TICK_LATE = dt.timedelta(seconds=60)
"""After that, a tick is overdue: one may take as long as a busy database lets it."""
OVERDUE = dt.timedelta(minutes=5)
"""For so long the posts of a busy minute may wait their turn: at 45 a second, 13,500 of them."""
QUIET = 15.0
"""Seconds after which a heartbeat without an answer means that the connection is gone."""
LOOKED_EVERY = 15.0
"""Seconds between two looks that nobody asks for."""
_NAMED = 10
_OPENING = "Fasti is starting: it opens its content and its database."
_CONNECTING = "Fasti is starting: it has not reached Discord yet."
_STOPPING = "Fasti is stopping."

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A shard's connection: its latency in seconds, and for how many a heartbeat has no answer."""

    id: int
    is_connected: bool
    latency: float | None = None
    quiet_for: float = 0.0

    @property
    def is_up(self) -> bool:
        """Whether Discord's events arrive by it, as far as anybody can tell."""
        return self.is_connected and self.quiet_for <= QUIET


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """How many works there are in the background, and how many ended lately, or for good."""

    count: int
    ended: int


Phase: TypeAlias = Literal["starting", "running", "stopping"]


class Connection(Protocol):
    """The connection to Discord, and what runs while it lasts."""

    def phase(self) -> Phase:
        """Tell whether it is there for the first time, or being closed."""
        ...

    def shard_states(self) -> Sequence[Shard]:
        """Give the shards of this process; none before their number is known."""
        ...

    def works(self) -> Works:
        """Give how it is with what runs in the background."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand; `waiting` is for how long the oldest overdue delivery could have been sent.

    Warnings are of what keeps nothing from working as yet.
    """

    problems: Sequence[str]
    warnings: Sequence[str] = ()
    shards: Sequence[Shard] = ()
    ticked_at: dt.datetime | None = None
    waiting: dt.timedelta | None = None
    kept: Kept = NOTHING

    @property
    def is_ready(self) -> bool:
        """Whether there is no problem."""
        return not self.problems


class Health:
    """Looks when it is asked; until `begin` Fasti is starting, and after `end` it is stopping."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stage = _OPENING
        self._connection: Connection | None = None
        self._ticked_at: Callable[[], dt.datetime | None] = lambda: None
        self._probe: Probe | None = None
        self._company: Company | None = None
        self._others: Callable[[], Sequence[str]] = list
        self._was_ready = False

    def begin(
        self,
        connection: Connection,
        ticked_at: Callable[[], dt.datetime | None],
        probe: Probe,
        company: Company,
        others: Callable[[], Sequence[str]] = list,
    ) -> None:
        """Look at these from now on; `ticked_at` gives when the daily post last looked what is due.

        `others` gives warnings of what is looked at elsewhere.
        """
        self._stage = ""
        self._connection, self._ticked_at = connection, ticked_at
        self._probe, self._company, self._others = probe, company, others

    async def end(self) -> None:
        """Say from now on that Fasti is stopping."""
        self._stage = _STOPPING
        if self._probe is not None:
            await self._probe.close()

    async def run(self) -> None:
        """Look by itself now and then until cancelled, for the log of who asks nothing."""
        while True:
            await self.look()
            await asyncio.sleep(LOOKED_EVERY)

    async def look(self) -> Standing:
        """Give how things stand; it takes no longer than the probe waits. A change is logged."""
        standing = await self._look()
        if standing.is_ready and not self._was_ready:
            _log.info("ready")
        elif self._was_ready and not standing.is_ready and list(standing.problems) != [_STOPPING]:
            _log.warning("not ready", problems=standing.problems)
        self._was_ready = standing.is_ready
        return standing

    async def _look(self) -> Standing:
        company, probe = self._company, self._probe
        if self._stage or self._connection is None or probe is None or company is None:
            return Standing(problems=[self._stage])
        shards, phase = self._connection.shard_states(), self._connection.phase()
        if phase != "running":
            return Standing(
                problems=[_CONNECTING if phase == "starting" else _STOPPING], shards=shards
            )
        found = await probe.ask()
        now, ticked_at = self._clock.now(), self._ticked_at()
        waiting = None if found.waiting_since is None else now - found.waiting_since
        problems = [
            *_gateway(shards),
            *_tick(ticked_at, now),
            *filter(None, [found.problem or company.unwritten]),
            *found.kept.problems,
            *company.miscounts(),
            *_overdue(waiting),
            *_background(self._connection.works()),
        ]
        return Standing(
            problems=problems,
            warnings=[
                *found.kept.warnings,
                *company.overlaps(),
                *company.unserved(),
                *self._others(),
            ],
            shards=shards,
            ticked_at=ticked_at,
            waiting=waiting,
            kept=found.kept,
        )


def _gateway(shards: Sequence[Shard]) -> list[str]:
    lost = [shard.id for shard in shards if not shard.is_connected]
    quiet = [shard.id for shard in shards if shard.is_connected and not shard.is_up]
    told: list[str] = []
    if lost:
        told.append(
            f"{_named(lost, shards)} not connected to Discord: if that lasts for minutes, see"
            " that this machine reaches Discord, and discordstatus.com."
        )
    if quiet:
        told.append(
            f"{_named(quiet, shards)} connected to Discord, which no longer answers there: Fasti"
            " connects anew within two minutes."
        )
    return told or ([] if shards else ["Fasti does not know its shards yet."])


def _named(ids: Sequence[int], shards: Sequence[Shard]) -> str:
    """Begin a sentence about some of the shards: `Shards 1, 2 of 4 here are`."""
    if len(shards) == 1:
        return f"Shard {ids[0]} is" if ids[0] else "The gateway is"
    numbers = ", ".join(map(str, ids[:_NAMED])) + (" and more" if len(ids) > _NAMED else "")
    if len(ids) == 1:
        return f"Shard {numbers} is"
    return f"Shards {numbers} ({len(ids)} of the {len(shards)} here) are"


def _tick(ticked_at: dt.datetime | None, now: dt.datetime) -> list[str]:
    if ticked_at is None:
        return ["The schedule of daily posts has not been looked at yet."]
    if abs(now - ticked_at) <= TICK_LATE:  # a clock that was set back is set right by a tick
        return []
    return [
        (
            f"The schedule of daily posts was last looked at {_ago(abs(now - ticked_at))} ago: if the"
            " log does not say why, start Fasti again."
        )
    ]


def _overdue(waiting: dt.timedelta | None) -> list[str]:
    if waiting is None or waiting <= OVERDUE:
        return []
    return [
        (
            f"A daily post has waited for {_ago(waiting)} to be sent: if the log does not say why,"
            " start Fasti again."
        )
    ]


def _background(works: Works) -> list[str]:
    if not works.ended:
        return []
    return [
        (
            f"{works.ended} of the {works.count} works in the background ended within the last"
            " minute: look in the log for the code background-ended, and report what it says."
        )
    ]


def _ago(span: dt.timedelta) -> str:
    seconds = round(span.total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"  # noqa: PLR2004 - as people say it
