"""What Fasti is made of: the pack, its size, the version."""

from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.domain.entries import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Fasti's version, the pack and how many entries and sources it has; `days` of 366 have an entry."""

    version: str
    pack: Pack
    events: int
    people: int
    topics: int
    sources: int
    days: int


def facts(catalogue: Catalogue, version: str) -> Facts:
    """Count the catalogue; `version` is Fasti's."""
    contents = catalogue.contents
    return Facts(
        version=version,
        pack=contents.pack,
        events=len(contents.events),
        people=len(contents.people),
        topics=len(contents.topics),
        sources=len(contents.sources),
        days=len(catalogue.calendar.filled_days()),
    )
