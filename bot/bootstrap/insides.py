"""What of a bot those may look into who run it in their own process, beside what it says on Discord."""

from dataclasses import dataclass

from bot.services.catalogues import Catalogues
from bot.services.daily.daybook import Daybook
from bot.services.reloading import Reloading


@dataclass(frozen=True, slots=True, kw_only=True)
class Insides:
    """The daily posts by date, the watch over the pack's files, and what is shown of them."""

    daybook: Daybook
    reloading: Reloading
    catalogues: Catalogues


def unseen(_: Insides) -> None:
    """Nobody looks into them."""
