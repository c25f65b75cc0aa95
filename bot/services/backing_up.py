"""Makes a backup of the database each day, and keeps the latest few."""

import asyncio
import datetime as dt
import re
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from bot.domain.errors import HostError
from bot.domain.ports import Clock
from bot.storage.copying import Copy, StoppedError, copy, turn, unwritable
from bot.storage.same_file import LostFileError

EVERY = dt.timedelta(days=1)
"""How old the newest backup is when the next is made."""
OLDEST = 2 * EVERY
"""The age of the newest from which on something is wrong."""
LOOKED_EVERY = 600.0
"""Seconds between two looks at how old it is."""
AFTER_FAILURE = 3600.0
"""Seconds until a backup that could not be made is tried again."""
_FAILED = "backup-failed"
_NAME = re.compile(r"fasti-(\d{8}T\d{6}Z)\.sqlite3")
_STAMP = "%Y%m%dT%H%M%SZ"
_AHEAD = dt.timedelta(hours=1)  # of a backup's time that is not for certain wrong

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def _nothing() -> None:
    """Find nothing wrong with the database."""


class DailyBackups:
    """Backups of one database in a folder; `keep` is how many there are of them.

    Of all that lies in that folder, it knows and removes what has a name of its own making alone.
    `prove` raises LostFileError where the file is not the database that is in use. `fault` is why
    the last could not be made, empty if it could.
    """

    def __init__(
        self,
        file: Path,
        folder: Path,
        keep: int,
        clock: Clock,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        *,
        prove: Callable[[], None] = _nothing,
    ) -> None:
        self._file = file
        self._folder = folder
        self._keep = keep
        self._clock = clock
        self._pause = pause
        self._prove = prove
        self.fault = ""

    async def run(self) -> None:
        """See to it until cancelled; what keeps it from a backup is logged, and stops nothing else."""
        while True:
            await self._pause(LOOKED_EVERY if await self.look() else AFTER_FAILURE)

    async def look(self) -> bool:
        """Make a backup if it is time, and remove the oldest beyond the number; False if it failed."""
        is_over = threading.Event()
        making = asyncio.create_task(asyncio.to_thread(self._look, is_over.is_set))
        try:
            made = await asyncio.shield(making)
        except asyncio.CancelledError:
            is_over.set()
            await asyncio.wait([making])
            making.exception()  # else asyncio would complain that nobody asked for it
            raise
        except (HostError, LostFileError) as error:
            self.fault = str(error)
            _log.error(
                "no backup could be made; it is tried again", code=_FAILED, reason=self.fault
            )
            return False
        except Exception:  # noqa: BLE001 - whatever it was, the next may come about
            self.fault = f"look in the log for the code {_FAILED}."
            _log.exception("no backup could be made; it is tried again", code=_FAILED)
            return False
        self.fault = ""
        if made is not None:
            _log.info("a backup is made", file=str(made.file), bytes=made.size)
        return True

    def newest(self) -> dt.datetime | None:
        """Give when the newest of those that are there was made; None if there is none to be seen."""
        try:
            made = self._made()
        except OSError:
            return None
        return max((at for at, _ in made if at <= self._clock.now() + _AHEAD), default=None)

    def _look(self, is_over: Callable[[], bool]) -> Copy | None:
        self._prove()
        now = self._clock.now()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with turn(self._folder, wait=False) as is_mine:
                if not is_mine:
                    return None  # another process makes it
                made = self._make(now, is_over) if self._is_time(now) else None
                self._remove_oldest(now)
        except StoppedError:
            return None
        except OSError as error:
            raise unwritable(self._folder, error) from error
        return made

    def _make(self, now: dt.datetime, is_over: Callable[[], bool]) -> Copy:
        name = f"fasti-{now.astimezone(dt.UTC):{_STAMP}}.sqlite3"
        return copy(self._file, self._folder / name, now, is_over=is_over)

    def _is_time(self, now: dt.datetime) -> bool:
        return all(now - at >= EVERY for at, _ in self._made() if at <= now + _AHEAD)

    def _remove_oldest(self, now: dt.datetime) -> None:
        """Remove those beyond the number, first what a clock dated that was ahead."""
        made = sorted(self._made(), key=lambda each: (each[0] <= now + _AHEAD, each[0]))
        for _, file in made[: -self._keep]:
            file.unlink(missing_ok=True)
            _log.info("an old backup is removed", file=str(file))

    def _made(self) -> list[tuple[dt.datetime, Path]]:
        return backups_in(self._folder)


def backups_in(folder: Path) -> list[tuple[dt.datetime, Path]]:
    """Give the daily backups that are there, with when they were made as their names say."""
    found = [(_NAME.fullmatch(file.name), file) for file in folder.iterdir()]
    return [(_instant(name[1]), file) for name, file in found if name]


def _instant(stamp: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:  # such as the 31st of February
        return dt.datetime.min.replace(tzinfo=dt.UTC)
