"""The source that a member named in their own words, as a record that can be cited."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.catalogue import texts
from bot.catalogue.folding import fold
from bot.catalogue.new_ids import new_id
from bot.domain.entries import Source, SourceKind
from bot.domain.revisions import Body, Value
from bot.domain.words import truncate

from .new_sources import with_source
from .sections import chosen_in, located, locators, picked

_LINK = re.compile(rf"https?://[^\s<>|\"`{texts.INVISIBLE}]+")
_LINK_ENDS = re.compile(rf"[>\"'`|.,;:!?)\]\u2019\u201d{texts.INVISIBLE}]*(?:\s|$)")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b", re.ASCII)
_AT = re.compile(r"\b(?:pp?\. ?\d+(?: ?[-\u2013] ?\d+)?|(?:chapter|ch\.) ?\d+)", re.IGNORECASE)
_UNSHOWN = re.compile(f"[{texts.FORMATTING}{texts.INVISIBLE}\n]")
_EMPTIED = re.compile(r"\(\s*\)|\[\s*\]|,(?=\s*[,.;)])")
_BEFORE_COMMA = re.compile(r"\s+(?=[,;])")
_LINKED = re.compile(r"\[([^\[\]]*)\]\(")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Words that say where to look, and of themselves name nothing.
_NAMELESS_WORD = re.compile(
    "an|and|at|by|cf|ch|chapter|found|from|go|here|in|is|it|link|look|my|no|of|on|or|pages?|please|"
    "pp|read|see|source|that|the|there|this|to|under|via|vol|website"
)
_TRUST = "Named by a member of this server, and accepted by one of its editors."
_NAMELESS = "A source without a name"


class Doubt(StrEnum):
    """Why somebody should look after a new source before it is published."""

    NAMELESS = "nameless"
    """What was said names nothing."""
    LINK_LEFT_OUT = "link left out"
    """A link, or a part of one, could not be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source by its id, and where in it; `body` is what a new one says."""

    id: str
    body: Body
    is_new: bool
    at: str = ""
    doubt: Doubt | None = None

    @property
    def citation(self) -> Value:
        """How a record cites it."""
        return {"source": self.id, "at": self.at} if self.at else self.id


def source_of(words: str, known: Mapping[str, Source]) -> NamedSource:
    """Give the known source that somebody means, or one made of what they said.

    One is known by its id, its title, its address, or its author's surname beside its title.
    Links other than https are left out, and all but the first one.
    """
    found = _LINK.search(words)
    url = _url(found[0]) if found else ""
    said = _LINK.sub(" ", words)
    at = _AT.search(said)
    where = at[0] if at else ""
    source = _known(words, url, known)
    if source is not None:
        return NamedSource(id=source.id, body={}, is_new=False, at=where)
    body = _body(said.replace(where, " ", 1) if where else said, url)
    id_ = new_id("source", str(body["title"]), known)
    doubt = Doubt.NAMELESS if body["title"] == _NAMELESS else None
    if _loses_link(words, body):
        doubt = Doubt.LINK_LEFT_OUT
    return NamedSource(id=id_, body={"id": id_, **body}, is_new=True, at=where, doubt=doubt)


def citing(body: Body, source: NamedSource, taken: Container[str]) -> dict[str, Value]:
    """Give a draft that cites a source, and makes it if it is new; `taken` are ids of sources.

    What is cited already stays cited where it is, if that is told.
    """
    ids = chosen_in(body, "sources")
    if source.is_new:
        said = {name: value for name, value in source.body.items() if name != "id"}
        changed = with_source(body, said, taken)
    else:
        changed = picked(body, "sources", [*ids, source.id])
    id_ = next((each for each in chosen_in(changed, "sources") if each not in ids), source.id)
    at = locators(body).get(id_) or source.at
    return located(changed, {id_: at}) if at else changed


def _known(words: str, url: str, known: Mapping[str, Source]) -> Source | None:
    if words.strip() in known:
        return known[words.strip()]
    told = fold(words)
    works: list[Source] = []
    for source in known.values():
        title = fold(source.title)
        if (url and url == source.url) or (told and told == title):
            return source
        surname = fold(source.author).rpartition(" ")[2]
        if surname and title and _holds(told, title) and _holds(told, surname):
            works.append(source)
    return works[0] if len(works) == 1 else None


def _holds(told: str, words: str) -> bool:
    return f" {words} " in f" {told} "


def _body(words: str, url: str) -> dict[str, Value]:
    said = _line(words)
    name = said if _names_something(said) else _line(_host(url))
    title = truncate(name or _NAMELESS, texts.LONG_LENGTH)
    kind = SourceKind.WEBSITE if url else SourceKind.DOCUMENT
    body: dict[str, Value] = {"title": title, "kind": kind.value, "trust": _TRUST}
    if year := _YEAR.search(said):
        body["year"] = year[0]
    if re.fullmatch(texts.URL, url) and len(url) <= texts.URL_LENGTH:
        body["url"] = url
    return body


def _url(link: str) -> str:
    """Give a link without what ends the sentence or the bracket in which it stands."""
    while link.endswith((".", ",", ";")) or (
        link.endswith(")") and link.count(")") > link.count("(")
    ):
        link = link[:-1]
    return link


def _names_something(said: str) -> bool:
    return any(not _NAMELESS_WORD.fullmatch(word) for word in _WORD.findall(said.casefold()))


def _loses_link(words: str, body: Body) -> bool:
    """Whether a source lacks anything of the links in the words that it was made of."""
    links = list(_LINK.finditer(words))
    if not links:
        return False
    return len(links) > 1 or "url" not in body or not _LINK_ENDS.match(words, links[0].end())


def _line(words: str) -> str:
    """Give what is left in one line without what no record may hold: formatting, links, hidden letters."""
    named = _LINKED.sub(r"\1 (", _UNSHOWN.sub(" ", words))
    parted = named.replace("://", ": //").replace("](", "] (")
    kept = _BEFORE_COMMA.sub("", _EMPTIED.sub(" ", " ".join(parted.split())))
    return " ".join(kept.split()).lstrip(" ,;:-)]").rstrip(" ,;:-([")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets that hold no address
        return ""
