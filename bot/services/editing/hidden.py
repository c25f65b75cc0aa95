"""What a server has hidden, by what it is called: offered while somebody types, and found."""

from dataclasses import dataclass

from bot.catalogue.folding import fold
from bot.domain.errors import MemberError
from bot.domain.revisions import RecordType, id_of, type_of
from bot.domain.words import truncate
from bot.services.catalogues import Catalogues

from .records import called, meant, records_of

_MANY = 25  # as many as autocomplete offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A record that a server shows nothing of, and its name as far as the pack tells it."""

    record: str
    name: str

    @property
    def type(self) -> RecordType:
        """What it is."""
        return type_of(self.record)


def hidden(catalogues: Catalogues, guild: int) -> list[Hidden]:
    """Give all that a server has hidden, by name; what is the server's own goes by its id."""
    contents = catalogues.pack.contents
    found: list[Hidden] = []
    for record in catalogues.overlay(guild).hidden:
        known = records_of(type_of(record), contents).get(id_of(record))
        name = id_of(record).replace("-", " ") if known is None else called(known)
        found.append(Hidden(record=record, name=name))
    return sorted(found, key=lambda each: (fold(each.name), each.record))


def offered_hidden(catalogues: Catalogues, guild: int, words: str) -> list[Hidden]:
    """Give at most 25 of what is hidden for half-typed words: those that have all of them."""
    asked = fold(words).split()
    found = [
        each
        for each in hidden(catalogues, guild)
        if all(word in fold(f"{each.name} {each.record}") for word in asked)
    ]
    return found[:_MANY]


def meant_hidden(catalogues: Catalogues, guild: int, words: str) -> str | None:
    """Give what is hidden under that key or name, or under no other like it; None if nothing is."""
    known = hidden(catalogues, guild)
    for each in known:
        if words.strip() == each.record or fold(words) == fold(each.name):
            return each.record
    offered = offered_hidden(catalogues, guild, words) if fold(words) else []
    return offered[0].record if len(offered) == 1 else None


def meant_at_all(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is meant of all that a server shows or has hidden; raises MemberError."""
    try:
        return meant(catalogues.of(guild), words)
    except MemberError:
        found = meant_hidden(catalogues, guild, words)
        if found is None:
            raise
        return found


def find_hidden(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is hidden under that key or name; raises MemberError."""
    found = meant_hidden(catalogues, guild, words)
    if found is not None:
        return found
    shown = truncate(" ".join(words.split()), 60)
    raise MemberError(
        f"Nothing hidden here is called “{shown}”: choose one of those that are offered while you "
        "type."
    )
