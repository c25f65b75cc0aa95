"""The time-zone data: whose it is, how old, and whether it knows the zones of all daily posts."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path

from bot.domain.ports import Clock
from bot.domain.words import join
from bot.storage.checkup import Configured

from .examining import aside
from .findings import CannotLookError, Finding, fine, mend, unknown

_NAME = "time zones"
_VERSION = re.compile(r"20\d\d[a-z]+")
_AHEAD = 400  # days in which the rules of two editions are compared
_NAMED = 5
_NO_EDITION = "of an unknown edition"
_YEAR = dt.timedelta(days=365)


class Zones:
    """What Python's zoneinfo goes by: the system's data where there are any, else the package's."""

    def __init__(
        self,
        clock: Clock,
        configured: Callable[[], Awaitable[Configured]],
        default: str,
        paths: Sequence[str] | None = None,
    ) -> None:
        self._clock = clock
        self._configured = configured
        self._default = default
        self._paths = zoneinfo.TZPATH if paths is None else paths

    async def look(self) -> Sequence[Finding]:
        """Compare both, and look up the zones of all daily posts."""
        users = {self._default: ["TIME_ZONE"]}
        unseen: list[Finding] = []
        try:
            for feed in (await self._configured()).feeds:
                users.setdefault(feed.plan.zone, []).append(f"#{feed.number} of {feed.guild}")
        except CannotLookError as error:
            unseen = [unknown(f"{_NAME} of daily posts", str(error))]
        return [*await aside(lambda _: [self._data(users), *_unknown(users)]), *unseen]

    def _data(self, zones: Iterable[str]) -> Finding:
        now, package, system = self._clock.now(), package_version(), system_version(self._paths)
        used = package if system is None else system
        saw = f"Those of the package tzdata, {package}, are used; the system has none"
        if system is not None:
            saw = f"The system's, {system}, are used; the package tzdata has {package}"
            if changed := sorted(zone for zone in zones if _differ(zone, now)):
                return mend(_NAME, f"{saw}, with other rules for {_some(changed)}", _UPGRADE)
        year = _VERSION.match(used)
        if year and now - dt.datetime(int(used[:4]), 12, 31, tzinfo=dt.UTC) > _YEAR:
            remedy = _UPGRADE if system is not None else "Upgrade Fasti, or its package tzdata."
            return mend(_NAME, f"{saw}. They are older than a year", remedy)
        return fine(_NAME, saw)


_UPGRADE = (
    "Upgrade the system's package tzdata, or set PYTHONTZPATH to nothing, so that Fasti goes by its "
    "own; then start it again."
)


def package_version() -> str:
    """Give the edition of the package tzdata, such as 2026a."""
    with (resources.files("tzdata") / "zoneinfo" / "tzdata.zi").open(encoding="utf-8") as stream:
        found = _VERSION.search(stream.readline())
    return found[0] if found else _NO_EDITION


def system_version(paths: Sequence[str]) -> str | None:
    """Give the edition of the system's data; None if there are none that zoneinfo would use."""
    folder = next((Path(path) for path in paths if Path(path, "UTC").exists()), None)
    if folder is None:
        return None
    for file in ("tzdata.zi", "+VERSION", "version"):
        if (folder / file).is_file():
            with (folder / file).open(encoding="utf-8", errors="replace") as stream:
                if found := _VERSION.search(stream.readline()):
                    return found[0]
    return _NO_EDITION


def _unknown(users: Mapping[str, Sequence[str]]) -> list[Finding]:
    return [
        mend(
            _NAME,
            f"No zone is called {zone}: {_some(who)}",
            "Choose one by its city with /daily edit there; if it is new, upgrade tzdata.",
        )
        for zone, who in users.items()
        if not _is_known(zone)
    ]


def _is_known(zone: str) -> bool:
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _differ(zone: str, now: dt.datetime) -> bool:
    """Whether a zone's clocks go otherwise by the package than by what is used."""
    if not _is_known(zone):
        return False
    file = resources.files("tzdata").joinpath("zoneinfo", *zone.split("/"))
    if not file.is_file():
        return False
    used = zoneinfo.ZoneInfo(zone)
    with file.open("rb") as stream:
        newer = zoneinfo.ZoneInfo.from_file(stream, key=zone)
    days = (now + dt.timedelta(days=day) for day in range(_AHEAD))
    return any(
        day.astimezone(used).utcoffset() != day.astimezone(newer).utcoffset() for day in days
    )


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return join(list(names[:_NAMED])) + (f" and {more} more" if more > 0 else "")
