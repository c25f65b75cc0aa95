"""What endangers a database in a file before it is lost: a full disk, and backups that fail."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.domain.ports import Clock
from bot.storage.copying import FULL

from .backing_up import OLDEST, DailyBackups

LEAST_FREE = 200 * 1024 * 1024
"""Bytes of a disk that are to be free."""


def usage_of(folder: Path) -> tuple[int, int]:
    """Give how many bytes the disk of a folder holds, and how many are free."""
    usage = shutil.disk_usage(folder)
    return usage.total, usage.free


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was seen: bytes that are free, the newest backup, and sentences for a host.

    Where there is a problem nothing can be posted; a warning is of what may come.
    """

    free: int | None = None
    backed_up_at: dt.datetime | None = None
    problems: Sequence[str] = ()
    warnings: Sequence[str] = ()


NOTHING: Final = Kept()
"""Where no file is looked at."""


class Safekeeping:
    """Looks at the disk of a file, and at its backups where some are made."""

    def __init__(
        self,
        file: Path,
        backups: DailyBackups | None,
        clock: Clock,
        usage: Callable[[Path], tuple[int, int]] = usage_of,
    ) -> None:
        self._file = file
        self._backups = backups
        self._clock = clock
        self._usage = usage

    def look(self) -> Kept:
        """Look now, which may take as long as the disk lets it; never raises."""
        try:
            _, free = self._usage(self._file.parent)
        except OSError:  # told of by whoever uses the file
            free = None
        newest = None if self._backups is None else self._backups.newest()
        low = "" if free is None or free >= LEAST_FREE else _low(self._file, free)
        is_full = free is not None and free < FULL
        return Kept(
            free=free,
            backed_up_at=newest,
            problems=[low] if is_full else [],
            warnings=[*([low] if low and not is_full else []), *self._of_backups(newest)],
        )

    def _of_backups(self, newest: dt.datetime | None) -> Iterator[str]:
        if self._backups is not None and self._backups.fault:
            yield f"No backup could be made: {self._backups.fault}"
        elif newest is not None and (age := self._clock.now() - newest) > OLDEST:
            yield (
                f"The last daily backup is {age.days} days old: look in the log for the code"
                " backup-failed."
            )


def _low(file: Path, free: int) -> str:
    return (
        f"The disk of the database {file} has {free / 1e6:,.0f} MB free: make room, for nothing can"
        " be posted when it is full."
    )
