"""What content says: events, people, topics, and the places and sources they cite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from .dates import Historical, Point

EntryType = Literal["event", "person", "topic"]


class Kind(StrEnum):
    """What sort of thing an event was; feeds filter by it."""

    WAR = "war"
    BATTLE = "battle"
    DIPLOMACY = "diplomacy"
    TREATY = "treaty"
    POLITICS = "politics"
    REVOLUTION = "revolution"
    REPRESSION = "repression"
    ATROCITY = "atrocity"
    ECONOMY = "economy"
    SOCIETY = "society"
    CULTURE = "culture"
    SCIENCE = "science"
    MEMORY = "memory"


class Sensitive(StrEnum):
    """A kind of distressing content; its card opens behind a warning that names it."""

    GENOCIDE = "genocide"
    MASS_KILLING = "mass-killing"
    EXECUTION = "execution"
    SEXUAL_VIOLENCE = "sexual-violence"
    TORTURE = "torture"
    STARVATION = "starvation"
    CHILDREN = "children"
    SUICIDE = "suicide"
    CAPTIVITY = "captivity"
    DEPORTATION = "deportation"
    GRAPHIC = "graphic"


class SourceKind(StrEnum):
    """What sort of thing a source is."""

    BOOK = "book"
    ARTICLE = "article"
    CHAPTER = "chapter"
    DOCUMENT = "document"
    COLLECTION = "collection"
    WEBSITE = "website"
    REPORT = "report"
    FILM = "film"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work that entries cite; `trust` says how far to rely on it, in a sentence."""

    id: str
    title: str
    kind: SourceKind
    trust: str
    author: str = ""
    year: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source and where in it: a page, a chapter; `at` is empty when that is not known."""

    source: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place under the name it bore in the period; `today` is its present name and country."""

    id: str
    name: str
    latitude: float
    longitude: float
    today: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a person was, and when, where the years are known."""

    title: str
    years: Historical | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One `##` section of a topic, in Markdown."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a date, to the day where it is known."""

    id: str
    date: Historical
    title: str
    text: str
    kind: Kind
    importance: int
    sources: tuple[Citation, ...]
    old_style: Point | None = None
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    dispute: str = ""
    sensitive: tuple[Sensitive, ...] = ()

    @property
    def key(self) -> str:
        """`event:` and the id."""
        return f"event:{self.id}"

    @property
    def name(self) -> str:
        """The title."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone the history tells of; life dates are None where unknown or, for a death, to come."""

    id: str
    name: str
    text: str
    sources: tuple[Citation, ...]
    native_name: str = ""
    aliases: tuple[str, ...] = ()
    born: Historical | None = None
    born_old_style: Point | None = None
    died: Historical | None = None
    died_old_style: Point | None = None
    roles: tuple[Role, ...] = ()
    importance: int = 2
    topics: tuple[str, ...] = ()
    dispute: str = ""
    sensitive: tuple[Sensitive, ...] = ()

    @property
    def key(self) -> str:
        """`person:` and the id."""
        return f"person:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject told in sections, with the period it covers."""

    id: str
    title: str
    period: Historical
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Citation, ...]
    importance: int = 3
    aliases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    dispute: str = ""
    sensitive: tuple[Sensitive, ...] = ()

    @property
    def key(self) -> str:
        """`topic:` and the id."""
        return f"topic:{self.id}"

    @property
    def name(self) -> str:
        """The title."""
        return self.title


Entry = Event | Person | Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What `pack.yaml` says of a pack as a whole; `language` is a BCP 47 tag."""

    title: str
    description: str
    language: str
    licence: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A whole pack, checked: each mapping is by id, in the order of the files."""

    pack: Pack
    events: Mapping[str, Event] = field(default_factory=dict[str, Event])
    people: Mapping[str, Person] = field(default_factory=dict[str, Person])
    topics: Mapping[str, Topic] = field(default_factory=dict[str, Topic])
    places: Mapping[str, Place] = field(default_factory=dict[str, Place])
    sources: Mapping[str, Source] = field(default_factory=dict[str, Source])
