"""The pack that a bot in the playground shows, and the faults that keep authors' changes from it."""

from collections.abc import Callable

from bot.bootstrap import Insides
from bot.domain.ports import Clock
from bot.services.reloading import PackStatus


class ShownPack:
    """Tells of a bot's pack as soon as it is bound to one; `clock` is right whatever is pretended."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._followers: list[Callable[[], None]] = []
        self._insides: Insides | None = None
        self.loaded_at = clock.now()

    def bind(self, insides: Insides) -> None:
        """Tell of this bot's from now on."""
        self._insides = insides
        self.loaded_at = self._clock.now()
        insides.reloading.watch(self._note)
        self._tell()

    def follow(self, hear: Callable[[], None]) -> None:
        """Have a function called whenever it was loaded anew, or refused."""
        self._followers.append(hear)

    @property
    def line(self) -> str:
        """How much there is, and which version; empty as long as there is no bot."""
        if self._insides is None:
            return ""
        pack = self._insides.catalogues.pack
        return f"{len(pack.entries):,} entries, version {pack.contents.pack.version}"

    @property
    def faults(self) -> tuple[str, ...]:
        """Each fault as `file:line: entry.field: sentence`, or the one trouble that there is."""
        if self._insides is None or self._insides.reloading.status.is_current:
            return ()
        status = self._insides.reloading.status
        return tuple(map(str, status.faults)) or (status.trouble,)

    def _note(self, status: PackStatus) -> None:
        if status.is_current:
            self.loaded_at = self._clock.now()
        self._tell()

    def _tell(self) -> None:
        for hear in self._followers:
            hear()
