"""Which catalogue a server sees: the pack's, or the pack's with what its editors made of it."""

import asyncio
from collections import OrderedDict
from itertools import chain

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.collector import collector_paused
from bot.catalogue.overlay import Made, Overlaid, overlaid
from bot.domain.revisions import Overlay
from bot.domain.shards import ALL, Share

from .rows import packed, unpacked

KEPT = 256
"""Servers whose catalogue is kept ready; another's is made anew when it is asked for."""
KEPT_LARGE = 8
"""Servers likewise whose own records are many: making their catalogue takes a while."""
LARGE = 100
"""Own and hidden records, from which on a catalogue is made in a thread, so that nobody waits."""


class Catalogues:
    """The pack's catalogue and every server's overlay; asking for one never waits for a database.

    An overlay is kept as compressed text (some 300 bytes a record), for there may be many servers
    and most of them are quiet. No server's overlay ever reaches another. Those of `share` alone
    ask this process.
    """

    def __init__(self, pack: Catalogue, share: Share = ALL) -> None:
        self._pack = pack
        self.share = share
        self._written: dict[int, bytes] = {}
        self._large: set[int] = set()
        self._ready: OrderedDict[int, Overlaid] = OrderedDict()
        self._ready_large: OrderedDict[int, Overlaid] = OrderedDict()

    @property
    def pack(self) -> Catalogue:
        """What the pack says, without any server's changes."""
        return self._pack

    def of(self, guild: int | None) -> Catalogue:
        """Give what a server sees; None, or one without changes of its own, sees the pack."""
        if guild is None or guild not in self._written:
            return self._pack
        return self.overlaid(guild).catalogue

    def overlaid(self, guild: int) -> Overlaid:
        """Give a server's catalogue together with what of its overlay could not be shown."""
        if guild not in self._written:
            return Overlaid(catalogue=self._pack)
        ready = self._ready.get(guild) or self._ready_large.get(guild)
        if ready is None:
            ready = overlaid(self._pack, self.overlay(guild))
        self._keep(guild, ready)
        return ready

    def guilds(self) -> tuple[int, ...]:
        """Give the servers that have changes of their own."""
        return tuple(self._written)

    def overlay(self, guild: int) -> Overlay:
        """Give what a server shows in place of the pack's records."""
        written = self._written.get(guild)
        return Overlay() if written is None else _unpacked(written)

    def put(self, guild: int, overlay: Overlay) -> None:
        """Show a server's content with this overlay from now on."""
        is_large = len(overlay.own) + len(overlay.hidden) >= LARGE
        self._write(guild, _packed(overlay) if overlay else None, is_large=is_large)

    async def show(self, guild: int, overlay: Overlay) -> None:
        """Do as `put` does; of many records, the catalogue is made in a thread before it is shown."""
        if len(overlay.own) + len(overlay.hidden) < LARGE:
            self.put(guild, overlay)
            return
        written = await asyncio.to_thread(_packed, overlay)
        while True:
            pack = self._pack
            ready = await asyncio.to_thread(_made, pack, overlay, self._made_before(guild))
            if pack is self._pack:  # else it was loaded anew meanwhile
                break
        self._write(guild, written, is_large=True)
        self._keep(guild, ready)

    def rebase(self, pack: Catalogue) -> None:
        """Show another pack from now on, to every server with its own changes."""
        self._pack = pack
        self._ready.clear()
        self._ready_large.clear()

    async def show_pack(self, pack: Catalogue) -> None:
        """Do as `rebase` does; catalogues of many records are made in a thread before it is shown."""
        made = {
            guild: (
                written,
                await asyncio.to_thread(_made_of, pack, written, self._made_before(guild)),
            )
            for guild in tuple(self._ready_large)
            if (written := self._written.get(guild)) is not None
        }
        self.rebase(pack)
        for guild, (written, ready) in made.items():
            if self._written.get(guild) is written:  # else it was changed meanwhile
                self._keep(guild, ready)

    def _made_before(self, guild: int) -> Made | None:
        """Give what a large server's records were made of, if its catalogue is kept ready."""
        ready = self._ready_large.get(guild)
        return None if ready is None else ready.made

    def _write(self, guild: int, written: bytes | None, *, is_large: bool) -> None:
        self._ready.pop(guild, None)
        self._ready_large.pop(guild, None)
        self._large.discard(guild)
        if written is None:
            self._written.pop(guild, None)
            return
        self._written[guild] = written
        if is_large:
            self._large.add(guild)

    def _keep(self, guild: int, ready: Overlaid) -> None:
        """Keep a catalogue as the one asked for last, and let go of the one that was so first."""
        kept, most = self._ready, KEPT
        if guild in self._large:
            kept, most = self._ready_large, KEPT_LARGE
        kept[guild] = ready
        kept.move_to_end(guild)
        if len(kept) > most:
            kept.popitem(last=False)


def _made(pack: Catalogue, overlay: Overlay, before: Made | None) -> Overlaid:
    """Make a large catalogue, without the collector's walks over all of it: they stop everybody."""
    with collector_paused():
        return overlaid(pack, overlay, before)


def _made_of(pack: Catalogue, written: bytes, before: Made | None) -> Overlaid:
    return _made(pack, _unpacked(written), before)


def _packed(overlay: Overlay) -> bytes:
    hidden = {record: overlay.names.get(record, "") for record in sorted(overlay.hidden)}
    return packed(chain([hidden], overlay.own.items()))


def _unpacked(written: bytes) -> Overlay:
    hidden, *own = unpacked(written)
    names = {record: name for record, name in hidden.items() if name}
    return Overlay(own=dict(own), hidden=frozenset(hidden), names=names)
