"""Records of any type by what they are called: looked up as editors type them, and listed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar, get_args

from rapidfuzz import fuzz

from bot.catalogue.answer import Match
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.folding import fold, sound
from bot.catalogue.writing import AnyRecord, key_of
from bot.domain.entries import Contents, Place, Source
from bot.domain.errors import MemberError, NotFoundError
from bot.domain.revisions import RecordType, id_of, type_of
from bot.domain.words import join, truncate
from bot.services.lookup import Lookup

__all__ = [
    "TYPES",
    "AnyRecord",
    "ambiguous",
    "called",
    "is_key",
    "key_of",
    "matching",
    "meant",
    "name_field",
    "named",
    "near",
    "offered",
    "records_of",
    "unknown",
]

TYPES: tuple[RecordType, ...] = get_args(RecordType)

_Plain = TypeVar("_Plain", Place, Source)  # no entries, which search knows

_MANY = 25  # as many as autocomplete offers
_FEW = 5
_NEAR_PLAIN = 2  # places and sources each, beside the entries that may be meant
_MOST_FOUND = 200
_ALIKE = 85  # of 100, as rapidfuzz counts likeness
_LEAST = 3  # letters, below which everything is like everything
_CHOOSE = "choose one of those that are offered while you type"


def records_of(type_: RecordType, contents: Contents) -> Mapping[str, AnyRecord]:
    """Give the records of a type by their ids."""
    match type_:
        case "event":
            return contents.events
        case "person":
            return contents.people
        case "topic":
            return contents.topics
        case "place":
            return contents.places
        case _:
            return contents.sources


def name_field(type_: RecordType) -> str:
    """Give the field that says what a record is called."""
    return "name" if type_ in {"person", "place"} else "title"


def called(record: AnyRecord) -> str:
    """Give what a record is called."""
    return record.title if isinstance(record, Source) else record.name


def matching(catalogue: Catalogue, type_: RecordType, words: str) -> list[AnyRecord]:
    """Give the records of a type that words may mean, the best first; all by name for no words."""
    contents = catalogue.contents
    if not fold(words):
        known = records_of(type_, contents).values()
        return sorted(known, key=lambda record: fold(_listed_as(record)))
    match type_:
        case "place":
            return [*_like(contents.places.values(), words)]
        case "source":
            return [*_like(contents.sources.values(), words)]
        case _:
            hits = catalogue.search.find(words, types=(type_,), limit=_MOST_FOUND)
            named = [hit for hit in hits if hit.match is not Match.TEXT]
            return [catalogue.entries[hit.key] for hit in named or hits]


def offered(catalogue: Catalogue, words: str) -> list[AnyRecord]:
    """Give at most 25 records of any type for half-typed words: entries, then places and sources."""
    entries: list[AnyRecord] = [*Lookup(catalogue).complete(words)]
    others: list[AnyRecord] = []
    if fold(words):
        others = [*matching(catalogue, "place", words)[:_FEW]]
        others += matching(catalogue, "source", words)[:_FEW]
    return [*entries[: _MANY - len(others)], *others]


def meant(catalogue: Catalogue, words: str) -> str:
    """Give the key of the one record that has this key or name; raises MemberError with near ones."""
    if is_key(words):
        return words.strip()  # whoever asks for it tells if it is not there
    match named(catalogue, words):
        case [key]:
            return key
        case []:
            raise unknown(words, near(catalogue, words))
        case several:
            raise ambiguous(words, _by_key(catalogue, several))


def is_key(words: str) -> bool:
    """Whether words are the key of a record, be there one or not."""
    return words.strip().startswith(tuple(f"{type_}:" for type_ in TYPES))


def named(catalogue: Catalogue, words: str) -> list[str]:
    """Give the keys of what has exactly this name, alias or id, once folded.

    Entries, or if there is none, places and sources: these often bear the name of an entry.
    """
    contents = catalogue.contents
    plain = chain[Place | Source](contents.places.values(), contents.sources.values())
    return [hit.key for hit in catalogue.search.exact(words)] or [
        key_of(record) for record in plain if fold(words) in _names(record)
    ]


def near(catalogue: Catalogue, words: str) -> dict[str, str]:
    """Give the names of a few records that may be meant by words that are no name, by their keys."""
    try:
        found = Lookup(catalogue).find(words, ("event", "person", "topic"))
        keys = [found.entry.key, *(other.key for other in found.others)]
    except NotFoundError as error:
        keys = [*error.suggestions]
    if fold(words):
        keys += [key_of(each) for each in matching(catalogue, "place", words)[:_NEAR_PLAIN]]
        keys += [key_of(each) for each in matching(catalogue, "source", words)[:_NEAR_PLAIN]]
    return _by_key(catalogue, keys)


def unknown(words: str, near_ones: Mapping[str, str]) -> MemberError:
    """Give the refusal of words that are no name, which asks for the near ones by their keys."""
    asked = f"I know nothing called “{_asked(words)}” here"
    if not near_ones:
        return MemberError(f"{asked}: {_CHOOSE}.")
    return MemberError(
        f"{asked}. Did you mean {_told(near_ones)}? Then {_CHOOSE}, or type its key."
    )


def ambiguous(words: str, several: Mapping[str, str]) -> MemberError:
    """Give the refusal of a name that more than one record has."""
    return MemberError(
        f"“{_asked(words)}” is the name of more than one. Did you mean {_told(several)}? Then "
        f"{_CHOOSE}, or type its key."
    )


def _asked(words: str) -> str:
    return truncate(" ".join(words.split()), 60)


def _told(names: Mapping[str, str]) -> str:
    some = [f"“{truncate(name, 100)}” ({key})" for key, name in names.items()]
    return join(some[:_FEW], "or")


def _by_key(catalogue: Catalogue, keys: Iterable[str]) -> dict[str, str]:
    """Give the names of records by their keys, of those that are there."""
    contents = catalogue.contents
    found = ((key, records_of(type_of(key), contents).get(id_of(key))) for key in keys)
    return {key: called(record) for key, record in found if record is not None}


def _listed_as(record: AnyRecord) -> str:
    """Give what a record is sorted by: works by their authors."""
    return f"{record.author} {record.title}" if isinstance(record, Source) else called(record)


def _like(records: Collection[_Plain], words: str) -> list[_Plain]:
    """Give the places or sources that have all words, or if none has, names that sound like them."""
    asked = fold(words)
    names = {record.id: _names(record) for record in records}
    found = [record for record in records if _begun(asked, " ".join(names[record.id]))]
    heard = sound(asked)
    if found or len(heard) < _LEAST:
        return sorted(found, key=lambda record: (_rank(asked, names[record.id]), called(record)))
    likeness = {
        id_: max(
            fuzz.partial_ratio(heard, sound(name)) if len(name) >= _LEAST else 0 for name in told
        )
        for id_, told in names.items()
    }
    near = [record for record in records if likeness[record.id] >= _ALIKE]
    return sorted(near, key=lambda record: (-likeness[record.id], called(record)))


def _names(record: Place | Source) -> list[str]:
    """Give all that a place or source is known by, folded; what it is called comes first."""
    if isinstance(record, Place):
        told = (record.name, *record.names, record.today, record.id)
    else:
        told = (record.title, f"{record.author} {record.year}", record.id)
    return [folded for name in told if (folded := fold(name))]


def _begun(asked: str, told: str) -> bool:
    words = told.split()
    return all(any(word.startswith(begun) for word in words) for begun in asked.split())


def _rank(asked: str, names: Sequence[str]) -> int:
    if asked in names:
        return 0
    return 1 if any(name.startswith(asked) for name in names) else 2
