"""The daily backups: whether there are any of late that can be read."""

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.domain.errors import HostError
from bot.domain.ports import Clock
from bot.domain.words import plural
from bot.services.backing_up import OLDEST, backups_in
from bot.storage.copying import check

from .examining import aside
from .findings import Finding, fine, halves, mend

_NAME = "backups"


class Backups:
    """Those of a SQLite file in a folder; `keep` is how many there are to be."""

    def __init__(self, folder: Path, keep: int, clock: Clock) -> None:
        self._folder = folder
        self._keep = keep
        self._clock = clock

    async def look(self) -> Sequence[Finding]:
        """Look for them, and have SQLite check the newest."""
        if self._keep == 0:
            return [fine(_NAME, "None are made (BACKUPS=0)", "fasti backup FILE makes one.")]
        return [await aside(self._look)]

    def _look(self, is_over: Callable[[], bool]) -> Finding:
        try:
            made = sorted(backups_in(self._folder)) if self._folder.exists() else []
        except OSError as error:
            saw = f"{self._folder} cannot be read ({error.strerror})"
            return mend(_NAME, saw, "Let the user that runs Fasti read it and write to it.")
        if not made:
            saw = f"None in {self._folder} yet; a running Fasti makes the first within minutes"
            return fine(_NAME, saw)
        at, newest = made[-1]
        saw = f"{plural(len(made), 'backup')} in {self._folder}, the newest {_age(self._clock.now() - at)} old"
        if self._clock.now() - at > OLDEST:
            remedy = "Let Fasti run; if it does, its log says under the code backup-failed what is wrong."
            return mend(_NAME, saw, remedy)
        if closed := [file for _, file in made if not os.access(file, os.R_OK)]:
            return mend(_NAME, f"{closed[0]} cannot be read by this user", "Let its owner read it.")
        try:
            check(newest, is_over)
        except HostError as error:
            return mend(_NAME, halves(str(error))[0], "Make a new one: fasti backup FILE.")
        return fine(_NAME, f"{saw}, whole")


def _age(age: dt.timedelta) -> str:
    hours = max(0, round(age.total_seconds() / 3600))
    return plural(hours, "hour") if hours < 48 else plural(hours // 24, "day")  # noqa: PLR2004 - two days
