"""Tells audit channels what a newly loaded pack says beneath their servers' changes, a few at a time."""

import asyncio
from itertools import islice
from typing import Protocol

import structlog
from discord import ui

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import UnavailableError
from bot.services.editing.drifting import changed_between
from bot.services.editing.newsroom import Newsroom
from bot.ui import audit as cards

AT_ONCE = 20
"""Servers that `tell` sees to, however many there are."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Audit(Protocol):
    """What is asked of the audit channels."""

    async def reaches(self, guild: int) -> bool:
        """Whether the server is one of this process, and has an audit channel."""
        ...

    def say(self, guild: int, view: ui.LayoutView) -> None:
        """Take in what is to be told there in a while."""
        ...


class AuditReloads:
    """Notes which servers to see to; each has one message of a new pack, or none if it has no news."""

    def __init__(self, newsroom: Newsroom, audit: Audit) -> None:
        self._catalogues = newsroom.catalogues
        self._drifting = newsroom.drifting
        self._audit = audit
        self._untold: dict[int, frozenset[str]] = {}

    async def note(self, before: Catalogue, after: Catalogue) -> None:
        """Take in that another pack is shown; `tell` tells of it."""
        changed = await asyncio.to_thread(changed_between, before.contents, after.contents)
        if changed:
            for guild in self._catalogues.guilds():
                self._put(guild, changed)

    async def tell(self) -> None:
        """See to the next servers; raises UnavailableError, and nothing is forgotten then."""
        for guild in tuple(islice(self._untold, AT_ONCE)):
            changed = self._untold.pop(guild)
            try:
                await self._tell(guild, changed)
            except UnavailableError:
                self._put(guild, changed)
                raise
            except Exception:  # noqa: BLE001 - other servers are to be told, too
                _log.exception("a reload could not be told", guild=guild)

    async def _tell(self, guild: int, changed: frozenset[str]) -> None:
        if not await self._audit.reaches(guild):
            return
        found = await self._drifting.beneath(guild, changed)
        if found:
            self._audit.say(guild, cards.reloaded(found))

    def _put(self, guild: int, changed: frozenset[str]) -> None:
        before = self._untold.get(guild)
        self._untold[guild] = before | changed if before else changed
