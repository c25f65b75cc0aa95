"""What a server has hidden, by what it is called: offered while somebody types, and found."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.folding import fold
from bot.catalogue.overlay import Overlaid
from bot.domain.entries import Contents
from bot.domain.errors import MemberError
from bot.domain.revisions import RecordType, id_of, type_of
from bot.domain.words import join, truncate
from bot.services.catalogues import Catalogues

from .records import ambiguous, called, is_key, meant, named, near, records_of, unknown

_MANY = 25  # as many as autocomplete offers
_FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A record that a server shows nothing of, and what it was called."""

    record: str
    name: str

    @property
    def type(self) -> RecordType:
        """What it is."""
        return type_of(self.record)


def hidden(catalogues: Catalogues, guild: int) -> list[Hidden]:
    """Give all that a server has hidden, by name."""
    contents, server = catalogues.pack.contents, catalogues.overlaid(guild)
    found = [
        Hidden(record=record, name=name_of_hidden(server, contents, record))
        for record in server.hidden
    ]
    return sorted(found, key=lambda each: (fold(each.name), each.record))


def name_of_hidden(server: Overlaid, pack: Contents, record: str) -> str:
    """Give what a server called a record before it was hidden; else the pack's name, else its id."""
    if name := server.names.get(record):
        return name
    known = records_of(type_of(record), pack).get(id_of(record))
    return id_of(record).replace("-", " ") if known is None else called(known)


def offered_hidden(catalogues: Catalogues, guild: int, words: str) -> list[Hidden]:
    """Give at most 25 of what is hidden for half-typed words: those that have all of them."""
    asked = fold(words).split()
    found = [
        each
        for each in hidden(catalogues, guild)
        if all(word in fold(f"{each.name} {each.record}") for word in asked)
    ]
    return found[:_MANY]


def meant_at_all(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is meant of all that a server shows or has hidden; raises MemberError."""
    here = catalogues.of(guild)
    if is_key(words) or named(here, words):
        return meant(here, words)
    found = _named_so(catalogues, guild, words)
    if len(found) == 1:
        return found[0].record
    if found:
        raise ambiguous(words, _names(found))
    raise unknown(words, {**near(here, words), **_near(catalogues, guild, words)})


def meant_shown(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is meant of all that a server shows; raises MemberError, also if it is hidden."""
    found = _named_so(catalogues, guild, words)
    if not found:
        return meant(catalogues.of(guild), words)
    shown = named(catalogues.of(guild), words)
    raise MemberError(
        f"“{found[0].name}” ({found[0].record}) is hidden already: /content restore shows it again."
        + (f" Of that name, {join(shown[:_FEW])} is shown: type the key." if shown else "")
    )


def find_hidden(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is hidden under exactly that key or name; raises MemberError with near ones."""
    found = _named_so(catalogues, guild, words)
    if len(found) == 1:
        return found[0].record
    if found:
        raise ambiguous(words, _names(found))
    near_ones = [f"“{name}” ({key})" for key, name in _near(catalogues, guild, words).items()]
    asked = (
        f"Did you mean {join(near_ones, 'or')}? Then choose it from among"
        if near_ones
        else "Choose one of"
    )
    shown = truncate(" ".join(words.split()), 60)
    raise MemberError(
        f"Nothing hidden here is called “{shown}”. {asked} those that are offered while you type."
    )


def _named_so(catalogues: Catalogues, guild: int, words: str) -> list[Hidden]:
    """Give what is hidden and has that key, name, alias or id; by its key it is one."""
    known = hidden(catalogues, guild)
    if is_key(words):
        return [each for each in known if each.record == words.strip()]
    keys = set(named(catalogues.pack, words))
    return [each for each in known if each.record in keys or fold(words) == fold(each.name)]


def _near(catalogues: Catalogues, guild: int, words: str) -> dict[str, str]:
    """Give the names of a few that are hidden and have all words, by their keys."""
    offered = offered_hidden(catalogues, guild, words) if fold(words) else []
    return _names(offered[:_FEW])


def _names(found: Sequence[Hidden]) -> dict[str, str]:
    return {each.record: each.name for each in found}
