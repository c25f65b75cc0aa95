"""Plans of imports until they are confirmed: in memory, not many, and not for long."""

import datetime as dt
import itertools
import weakref
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Literal

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import Fault, MemberError
from bot.domain.ports import Clock

from .import_plans import Change

MOST_PLANS = 32
MOST_BYTES = 64_000_000
MOST_OF_SERVER = 4
BYTES_OF_SERVER = 16_000_000
"""Bounds of all plans, and of those of one server: these never push out another's."""
KEPT = dt.timedelta(minutes=15)
_GONE = "That import is not waiting any more: upload the file again."


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do, for the editor who uploaded it; `id` is empty if it cannot be applied.

    `first` are the first of its changes, those of what is shown already before what is new.
    """

    guild: int
    editor: int
    name: str
    """The name of the file, fit to be shown."""
    added: int = 0
    changed: int = 0
    hidden: int = 0
    named: int = 0
    """Records that it would hide once no entry names them."""
    unchanged: int = 0
    first: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_again: bool = False
    """Whether the file was compared before, and something was changed since; `since` says of what."""
    since: tuple[str, ...] = ()
    id: str = ""

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep it from being applied."""
        return tuple(fault for fault in self.faults if not fault.warning)

    @property
    def total(self) -> int:
        """Count the records that it would change."""
        return self.added + self.changed + self.hidden + self.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A plan with all its changes and its file, compressed, and the pack with which it was compared."""

    plan: ImportPlan
    rows: bytes
    name: str
    file: bytes
    pack: "weakref.ref[Catalogue]"
    at: dt.datetime


class WaitingPlans:
    """Keeps plans for a while; of too many, or too large ones, the oldest are let go of.

    First of a server's own, then, where many servers have some, of the server whose take the most room.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Waiting] = OrderedDict()
        self._numbers = itertools.count(1)

    def add(
        self, plan: ImportPlan, rows: bytes, pack: Catalogue, *, name: str, file: bytes
    ) -> ImportPlan:
        """Keep a plan, and give it with the id by which it is taken."""
        now = self._clock.now()
        # No plan ever has the id of another, even one from before a restart.
        plan = replace(plan, id=f"{int(now.timestamp() * 1000):x}-{next(self._numbers)}")
        kept = Waiting(
            plan=replace(plan, first=()),
            rows=rows,
            name=name,
            file=file,
            pack=weakref.ref(pack),
            at=now,
        )
        self.put_back(kept)
        return plan

    def put_back(self, waiting: Waiting) -> None:
        """Keep a plan that was taken, and could not be applied."""
        self._kept[waiting.plan.id] = waiting
        guild = waiting.plan.guild
        while self._count(guild) > MOST_OF_SERVER or self._size(guild) > BYTES_OF_SERVER:
            self._let_go(guild)
        while len(self._kept) > MOST_PLANS or self._size() > MOST_BYTES:
            servers = dict.fromkeys(each.plan.guild for each in self._kept.values())
            self._let_go(max(servers, key=self._size))

    def take(self, guild: int, editor: int, id_: str) -> Waiting:
        """Give a plan and keep it no longer; raises MemberError if it is gone, or is another's."""
        latest = self._clock.now() - KEPT
        for each in [id_ for id_, waiting in self._kept.items() if waiting.at <= latest]:
            del self._kept[each]
        waiting = self._kept.get(id_)
        if waiting is None or (waiting.plan.guild, waiting.plan.editor) != (guild, editor):
            raise MemberError(_GONE)
        return self._kept.pop(id_)

    def forget(self, kind: Literal["member", "server"], id_: int) -> None:
        """Keep no plan of a member, or of a server, any longer."""
        for each, waiting in tuple(self._kept.items()):
            if id_ == (waiting.plan.editor if kind == "member" else waiting.plan.guild):
                del self._kept[each]

    def _let_go(self, guild: int) -> None:
        """Keep the oldest plan of a server no longer."""
        del self._kept[next(id_ for id_, each in self._kept.items() if each.plan.guild == guild)]

    def _count(self, guild: int) -> int:
        return sum(waiting.plan.guild == guild for waiting in self._kept.values())

    def _size(self, guild: int | None = None) -> int:
        return sum(
            len(waiting.rows) + len(waiting.file)
            for waiting in self._kept.values()
            if guild in {None, waiting.plan.guild}
        )
