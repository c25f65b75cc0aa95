"""The services that answer members, for each server from the catalogue that it sees."""

import random
import zoneinfo
from dataclasses import dataclass
from functools import cached_property

from bot.catalogue.catalogue import Catalogue
from bot.domain.ports import Clock

from .catalogues import Catalogues
from .chance import Chance
from .daily.picking import Picker
from .lookup import Lookup
from .timeline import Timeline
from .today import Today


@dataclass(frozen=True)
class Setting:
    """What answers depend on besides content: the time, the zone in which days turn, and chance."""

    clock: Clock
    zone: zoneinfo.ZoneInfo
    rng: random.Random


class Answers:
    """Everything that answers from one catalogue."""

    def __init__(self, catalogue: Catalogue, setting: Setting) -> None:
        self.catalogue = catalogue
        self.lookup = Lookup(catalogue)
        self.today = Today(catalogue, setting.clock, setting.zone)
        self.chance = Chance(catalogue, setting.rng)
        self.picker = Picker(catalogue)

    @cached_property
    def timeline(self) -> Timeline:
        """What answers in chronological order."""
        return Timeline(self.catalogue)


class Answering:
    """Gives a server the answers that are its own; those from the pack alone are made once."""

    def __init__(self, catalogues: Catalogues, setting: Setting) -> None:
        self._catalogues = catalogues
        self._setting = setting
        self._of_pack = Answers(catalogues.pack, setting)

    def of(self, guild: int | None) -> Answers:
        """Give the answers for a server, or for where there is none."""
        catalogue = self._catalogues.of(guild)
        if catalogue is not self._catalogues.pack:
            return Answers(catalogue, self._setting)
        if self._of_pack.catalogue is not catalogue:  # it was loaded anew
            self._of_pack = Answers(catalogue, self._setting)
        return self._of_pack
