"""Makes the cards of entries, and keeps the latest for who asks next."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Sequence

from discord import ui

from bot.domain.entries import Entry
from bot.services.details import Details

from .cards import Setting, card

KEPT = 256  # cards; one takes about 20 kB


class CardMaker:
    """Makes cards for the present day; `details` looks up what a card names.

    A card is made once a day for each entry and page, since all that it says is of the catalogue
    and the day. A sealed view is never changed, so the same one can be sent again.
    """

    def __init__(
        self,
        details: Callable[[Entry], Details],
        today: Callable[[], dt.date],
        report_url: str,
    ) -> None:
        self._details = details
        self._today = today
        self._report_url = report_url
        self._kept: OrderedDict[tuple[str, int], tuple[Entry, dt.date, ui.LayoutView]]
        self._kept = OrderedDict()

    def card(
        self,
        entry: Entry,
        *,
        page: int = 0,
        others: Sequence[Entry] = (),
        asked: str = "",
        extra: Sequence[ui.Button[ui.LayoutView]] = (),
    ) -> ui.LayoutView:
        """Give the card of an entry, with the arguments of `cards.card`."""
        setting = Setting(today=self._today(), report_url=self._report_url)
        if others or asked or extra:
            found = self._details(entry)
            return card(found, setting, page=page, others=others, asked=asked, extra=extra)
        return self._plain(entry, page, setting)

    def _plain(self, entry: Entry, page: int, setting: Setting) -> ui.LayoutView:
        key = (entry.key, page)
        kept = self._kept.pop(key, None)
        # A reloaded catalogue has new entries throughout, so identity tells whether it still holds.
        if kept is None or kept[0] is not entry or kept[1] != setting.today:
            kept = (entry, setting.today, card(self._details(entry), setting, page=page))
        self._kept[key] = kept
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept[2]
