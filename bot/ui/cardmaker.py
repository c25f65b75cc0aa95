"""Makes the cards of entries, and keeps the latest for who asks next."""

import datetime as dt
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from discord import ui

from bot.catalogue.catalogue import Catalogue
from bot.domain.entries import Entry
from bot.services.answers import Answers

from .cards import Setting, card

KEPT = 256  # cards; one takes about 20 kB


class _Kept(NamedTuple):
    """A card, and what it was made of."""

    catalogue: weakref.ref[Catalogue]  # which goes when it is loaded anew
    entry: Entry
    day: dt.date
    view: ui.LayoutView

    def is_of(self, catalogue: Catalogue, entry: Entry) -> bool:
        """Whether it was made of just these objects: what is loaded anew is new throughout."""
        return self.catalogue() is catalogue and self.entry is entry


class CardMaker:
    """Makes cards for the present day, with what the catalogue that answers says of all they name.

    A card is made once a day for each entry and page, since all that it says is of the catalogue
    and the day. A sealed view is never changed, so the same one can be sent again.
    """

    def __init__(self, report_url: str) -> None:
        self._report_url = report_url
        self._kept: OrderedDict[tuple[str, int, bool], _Kept] = OrderedDict()

    def card(
        self,
        answers: Answers,
        entry: Entry,
        *,
        page: int = 0,
        others: Sequence[Entry] = (),
        asked: str = "",
        extra: Sequence[ui.Button[ui.LayoutView]] = (),
        takes_reports: bool = False,
    ) -> ui.LayoutView:
        """Give the card of an entry, with the arguments of `cards.card`.

        `takes_reports` is whether it is shown where editors take reports of mistakes.
        """
        setting = Setting(
            today=answers.today.today(),
            report_url=self._report_url,
            takes_reports=takes_reports,
        )
        if others or asked or extra:
            found = answers.lookup.details(entry)
            return card(found, setting, page=page, others=others, asked=asked, extra=extra)
        return self._plain(answers, entry, page, setting)

    def _plain(self, answers: Answers, entry: Entry, page: int, setting: Setting) -> ui.LayoutView:
        key = (entry.key, page, setting.takes_reports)
        kept = self._kept.pop(key, None)
        # Two servers may have the same entry, but not the same of all that its card names.
        catalogue = answers.catalogue
        if kept is None or not kept.is_of(catalogue, entry) or kept.day != setting.today:
            view = card(answers.lookup.details(entry), setting, page=page)
            kept = _Kept(weakref.ref(catalogue), entry, setting.today, view)
        self._kept[key] = kept
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept.view
