"""Watches the pack on disk, and shows what it says now, once it checks out."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import structlog

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.collector import collector_paused
from bot.catalogue.files import survey
from bot.domain.errors import ContentError, Fault, HostError
from bot.domain.ports import Clock

from .catalogues import Catalogues

EVERY = 0.75
"""Seconds between two looks. Looking works on every file system; notices of changes do not."""
_MOST_LOGGED = 20
_FAILED = "The pack on disk could not be read, for a reason that the log tells."

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
Look: TypeAlias = tuple[tuple[str, ...] | tuple[str, int, int, int], ...]
"""What tells the files of a pack from what they were before, and any other look from this one."""
Follower: TypeAlias = Callable[[Catalogue, Catalogue], Awaitable[None]]
"""Who is told of a pack that was shown, and of the one that is shown now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackStatus:
    """When the pack that is shown was loaded, and what keeps what is on disk from being shown.

    Files are named from the pack's folder on; the log names them whole.
    """

    loaded_at: dt.datetime
    reloads: int = 0
    refusals: int = 0
    refused_at: dt.datetime | None = None
    faults: tuple[Fault, ...] = field(default=())
    trouble: str = ""
    """The first of the faults as `file:line: entry.field: sentence`, or what else it is."""

    @property
    def is_current(self) -> bool:
        """Whether what is shown is what is on disk."""
        return self.refused_at is None


class Reloading:
    """Loads the pack anew when a file of it has changed; while it is at fault, the last good one stays.

    `loaded` is a look at the files from before they were loaded: a change since then is not missed.
    `follow` adds who is told of each new pack once it is shown, `watch` who is told of each status.
    """

    def __init__(
        self,
        path: Path,
        catalogues: Catalogues,
        clock: Clock,
        *,
        loaded: Look | None = None,
        every: float = EVERY,
    ) -> None:
        self._path = path
        self._catalogues = catalogues
        self._clock = clock
        self._every = every
        self._loaded = loaded
        self._followers: list[Follower] = []
        self._watchers: list[Callable[[PackStatus], None]] = []
        self.status = PackStatus(loaded_at=clock.now())

    def follow(self, follower: Follower) -> None:
        """Tell somebody of each new pack from now on."""
        self._followers.append(follower)

    def watch(self, watcher: Callable[[PackStatus], None]) -> None:
        """Tell somebody of each status from now on, be the pack shown or refused; it must not fail."""
        self._watchers.append(watcher)

    def warnings(self) -> list[str]:
        """Tell a host of a pack on disk that would keep Fasti from starting."""
        if self.status.is_current:
            return []
        first = self.status.trouble.partition("\n")[0].rstrip(".")
        return [
            f"The pack on disk cannot be shown ({first}): mend it before Fasti is started again."
        ]

    def _note(self, status: PackStatus) -> None:
        self.status = status
        for watcher in self._watchers:
            watcher(status)

    async def run(self) -> None:
        """Look until cancelled; a change is taken when nothing has changed between two looks."""
        if self._loaded is None:
            self._loaded = await asyncio.to_thread(look, self._path)
        seen = self._loaded
        while True:
            await asyncio.sleep(self._every)
            before, seen = seen, await asyncio.to_thread(look, self._path)
            if before == seen != self._loaded:
                await self._take(seen)

    async def _take(self, seen: Look) -> None:
        """Load what is on disk and show it, unless it has changed since it was looked at."""
        try:
            pack = await asyncio.to_thread(_load, self._path)
        except HostError as error:
            if await self._is_still(seen):
                self._refuse(error)
            return
        except Exception:  # noqa: BLE001 - whatever a file does to Fasti, it goes on looking
            _log.exception("the pack could not be reloaded: the last good one stays")
            if await self._is_still(seen):
                self._refused(_FAILED)
            return
        if await self._is_still(seen):
            await self._show(pack)

    async def _is_still(self, seen: Look) -> bool:
        """Whether the files are what was loaded; else some were read before a change, some after."""
        is_still = await asyncio.to_thread(look, self._path) == seen
        if is_still:
            self._loaded = seen
        return is_still

    async def _show(self, pack: Catalogue) -> None:
        before = self._catalogues.pack
        await self._catalogues.show_pack(pack)
        self._note(
            PackStatus(
                loaded_at=self._clock.now(),
                reloads=self.status.reloads + 1,
                refusals=self.status.refusals,
            )
        )
        _log.info("pack reloaded", entries=len(pack.entries), version=pack.contents.pack.version)
        for follower in self._followers:
            try:
                await follower(before, pack)
            except Exception:  # noqa: BLE001 - the pack is shown, whoever cannot be told of it
                _log.exception("a reload could not be told")

    def _refuse(self, error: HostError) -> None:
        faults = error.faults if isinstance(error, ContentError) else ()
        told = [str(fault) for fault in faults[:_MOST_LOGGED]] or [str(error)]
        _log.error("pack not reloaded: the last good one stays", faults=told, count=len(faults))
        self._refused(told[0], faults)

    def _refused(self, trouble: str, faults: tuple[Fault, ...] = ()) -> None:
        self._note(
            PackStatus(
                loaded_at=self.status.loaded_at,
                reloads=self.status.reloads,
                refusals=self.status.refusals + 1,
                refused_at=self._clock.now(),
                faults=tuple(replace(each, file=self._inside(each.file)) for each in faults),
                trouble=self._inside(trouble),
            )
        )

    def _inside(self, told: str) -> str:
        """Leave out where the pack is: editors read this, and it is the host's own affair."""
        return told.replace(f"{self._path}/", "").replace(f" {self._path}", "")


def look(path: Path) -> Look:
    """Look at the files of a pack, without reading them; it never raises.

    Each has its size, the time of its last change, and that of its last renaming or permission.
    """
    try:
        found = survey(path)
    except HostError as error:
        return ((str(error),),)
    misplaced = tuple((str(fault),) for fault in found.faults)
    return (*(_seen(file.path) for file in found.files), *misplaced)


def _seen(file: Path) -> tuple[str, int, int, int] | tuple[str, ...]:
    try:
        stat = file.stat()
    except OSError as error:
        return str(file), str(error)
    return str(file), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _load(path: Path) -> Catalogue:
    """Load and index all of a pack; in a thread, so that answering goes on."""
    with collector_paused():
        pack = Catalogue.load(path)
        pack.search.wait()
        # Nothing is frozen here as it is at the start: what is in use meanwhile, such as a card
        # that is kept for a while, has cycles, and would never be collected.
        return pack
