"""The machine: the Python and the user that run Fasti, its files, and the room that they have."""

import os
import platform
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.services.safekeeping import LEAST_FREE, usage_of

from .examining import aside
from .findings import Finding, fine, mend

OLDEST_PYTHON = (3, 11)
_BY_OTHERS = stat.S_IROTH | stat.S_IWOTH


class Machine:
    """Who runs Fasti, and with what."""

    def __init__(self, env_file: Path) -> None:
        self._env_file = env_file

    async def look(self) -> Sequence[Finding]:
        """Look at the process that we are."""
        return [*_python(), *_user(), *self._env()]

    def _env(self) -> Iterator[Finding]:
        file = self._env_file
        try:
            mode = file.stat().st_mode
        except OSError:
            yield fine(".env", f"There is no {file}: settings come from the environment")
            return
        if mode & _BY_OTHERS:
            saw = f"Everybody on this machine may read {file}, and the token in it"
            yield mend(".env", saw, f"chmod o-rwx {file}")
        else:
            yield fine(".env", f"{file} is not for others to read")


def _python() -> Iterator[Finding]:
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        needed = ".".join(map(str, OLDEST_PYTHON))
        yield mend("Python", version, f"Install Python {needed} or newer, and start Fasti with it.")
    else:
        yield fine("Python", version)


def _user() -> Iterator[Finding]:
    if os.geteuid() == 0:
        remedy = "Run it as a user of its own, who owns its data and nothing else."
        yield mend("user", "Fasti is run as root", remedy)
    else:
        yield fine("user", "It is not run as root")


class Disks:
    """The room on the disks that Fasti writes to; the folders are by what is kept in them."""

    def __init__(
        self,
        folders: Mapping[str, Path],
        usage: Callable[[Path], tuple[int, int]] = usage_of,
    ) -> None:
        self._folders = folders
        self._usage = usage

    async def look(self) -> Sequence[Finding]:
        """Look at each disk, once for all folders that it holds."""
        return await aside(lambda _: list(self._look()))

    def _look(self) -> Iterator[Finding]:
        seen: dict[int, list[str]] = {}
        places: dict[int, Path] = {}
        for what, folder in self._folders.items():
            there = _existing(folder)
            device = there.stat().st_dev
            seen.setdefault(device, []).append(what)
            places.setdefault(device, there)
        for device, place in places.items():
            yield self._judged(" and ".join(seen[device]), place)

    def _judged(self, what: str, place: Path) -> Finding:
        total, free = self._usage(place)
        share = free / total if total else 0.0
        saw = f"{free / 1e9:,.1f} GB free ({share:.0%}) at {place}, for the {what}"
        if free < LEAST_FREE:
            return mend("disk", saw, "Free some space: when it is full, nothing can be posted.")
        return fine("disk", saw)


def _existing(folder: Path) -> Path:
    """Give the folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())
