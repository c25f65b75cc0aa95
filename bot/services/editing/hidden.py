"""What a server does not show, by what it is called: offered while somebody types, and found."""

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
    """A record that a server shows nothing of, and what it was called.

    `is_left_out` if nobody has hidden it: it is the server's own, and cannot be shown any more.
    """

    record: str
    name: str
    is_left_out: bool = False

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


def left_out(catalogues: Catalogues, guild: int) -> list[Hidden]:
    """Give all of a server's own of which nothing can be shown, by name."""
    server = catalogues.overlaid(guild)
    contents = server.catalogue.contents
    found = [
        Hidden(
            record=each.record,
            name=each.name or id_of(each.record).replace("-", " "),
            is_left_out=True,
        )
        for each in server.left_out
        if is_key(each.record)
        and id_of(each.record) not in records_of(type_of(each.record), contents)
    ]
    return sorted(found, key=lambda each: (fold(each.name), each.record))


def why_left_out(catalogues: Catalogues, guild: int, record: str) -> str:
    """Say why a server's own version of a record cannot be shown; nothing where it can."""
    found = catalogues.overlaid(guild).left_out
    return next((each.sentence for each in found if each.record == record), "")


def offered_hidden(catalogues: Catalogues, guild: int, words: str) -> list[Hidden]:
    """Give at most 25 of what is hidden for half-typed words: those that have all of them."""
    return _offered(hidden(catalogues, guild), words)


def offered_left_out(catalogues: Catalogues, guild: int, words: str) -> list[Hidden]:
    """Give likewise of what is the server's own, and cannot be shown."""
    return _offered(left_out(catalogues, guild), words)


def _offered(known: Sequence[Hidden], words: str) -> list[Hidden]:
    asked = fold(words).split()
    found = [
        each for each in known if all(word in fold(f"{each.name} {each.record}") for word in asked)
    ]
    return found[:_MANY]


def meant_at_all(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is meant of all that a server shows, has hidden or cannot show; raises MemberError."""
    return _meant_of(catalogues, guild, words, _not_shown(catalogues, guild))


def _meant_of(catalogues: Catalogues, guild: int, words: str, others: Sequence[Hidden]) -> str:
    """Give what is meant of all that a server shows, or else of some others; raises MemberError."""
    here = catalogues.of(guild)
    if is_key(words) or named(here, words):
        return meant(here, words)
    found = _named_so(catalogues, others, words)
    if len(found) == 1:
        return found[0].record
    if found:
        raise ambiguous(words, _names(found))
    raise unknown(words, {**near(here, words), **_near(others, words)})


def meant_shown(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is meant of all that a server shows or could; raises MemberError, also if hidden."""
    found = _named_so(catalogues, hidden(catalogues, guild), words)
    if not found:
        return _meant_of(catalogues, guild, words, left_out(catalogues, guild))
    shown = named(catalogues.of(guild), words)
    raise MemberError(
        f"“{found[0].name}” ({found[0].record}) is hidden here: /content restore shows it again."
        + (f" Of that name, {join(shown[:_FEW])} is shown: type the key." if shown else "")
    )


def meant_to_edit(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give likewise what is to be edited: of one name what is shown rather than what is hidden."""
    here = catalogues.of(guild)
    if is_key(words) or named(here, words):
        return meant(here, words)
    return meant_shown(catalogues, guild, words)


def find_hidden(catalogues: Catalogues, guild: int, words: str) -> str:
    """Give what is hidden under exactly that key or name; raises MemberError with near ones."""
    known = hidden(catalogues, guild)
    found = _named_so(catalogues, known, words)
    if len(found) == 1:
        return found[0].record
    if found:
        raise ambiguous(words, _names(found))
    near_ones = [f"“{name}” ({key})" for key, name in _near(known, words).items()]
    asked = (
        f"Did you mean {join(near_ones, 'or')}? Then choose it from among"
        if near_ones
        else "Choose one of"
    )
    shown = truncate(" ".join(words.split()), 60)
    raise MemberError(
        f"Nothing hidden here is called “{shown}”. {asked} those that are offered while you type."
    )


def _not_shown(catalogues: Catalogues, guild: int) -> list[Hidden]:
    return [*hidden(catalogues, guild), *left_out(catalogues, guild)]


def _named_so(catalogues: Catalogues, known: Sequence[Hidden], words: str) -> list[Hidden]:
    """Give what of some has that key, name, alias or id; by its key it is one."""
    if is_key(words):
        return [each for each in known if each.record == words.strip()]
    keys = set(named(catalogues.pack, words))
    return [each for each in known if each.record in keys or fold(words) == fold(each.name)]


def _near(known: Sequence[Hidden], words: str) -> dict[str, str]:
    """Give the names of a few of some that have all words, by their keys."""
    offered = _offered(known, words) if fold(words) else []
    return _names(offered[:_FEW])


def _names(found: Sequence[Hidden]) -> dict[str, str]:
    return {each.record: each.name for each in found}
