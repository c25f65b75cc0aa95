"""The source that a member named in their own words, as a record that can be cited."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.catalogue import texts
from bot.catalogue.folding import fold
from bot.catalogue.new_ids import new_id
from bot.domain.entries import Source, SourceKind
from bot.domain.revisions import Body, Value
from bot.domain.words import truncate

from .new_sources import with_source
from .sections import chosen_in, located, picked

_LINK = re.compile(rf"https?://[^\s<>|\"`{texts.INVISIBLE}]+")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b", re.ASCII)
_AT = re.compile(r"\b(?:pp?\. ?\d+(?: ?[-\u2013] ?\d+)?|(?:chapter|ch\.) ?\d+)", re.IGNORECASE)
_UNSHOWN = re.compile(f"[{texts.FORMATTING}{texts.INVISIBLE}\n]")
_TRUST = "Named by a member of this server, and accepted by one of its editors."
_NAMELESS = "A source without a name"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source by its id, and where in it; `body` is what a new one says."""

    id: str
    body: Body
    is_new: bool
    at: str = ""

    @property
    def citation(self) -> Value:
        """How a record cites it."""
        return {"source": self.id, "at": self.at} if self.at else self.id


def source_of(words: str, known: Mapping[str, Source]) -> NamedSource:
    """Give the known source that somebody means, or one made of what they said.

    One is known by its id, its title, its address, or its author's surname beside its title.
    Links other than https are left out.
    """
    found = _LINK.search(words)
    url = found[0].rstrip(".,;)") if found else ""
    source = _known(words, url, known)
    if source is not None:
        at = _AT.search(words)
        return NamedSource(id=source.id, body={}, is_new=False, at=at[0] if at else "")
    body = _body(words, url)
    id_ = new_id("source", str(body["title"]), known)
    return NamedSource(id=id_, body={"id": id_, **body}, is_new=True)


def citing(body: Body, source: NamedSource, taken: Container[str]) -> dict[str, Value]:
    """Give a draft that cites a source, and makes it if it is new; `taken` are ids of sources."""
    if source.is_new:
        said = {name: value for name, value in source.body.items() if name != "id"}
        return with_source(body, said, taken)
    ids = chosen_in(body, "sources")
    changed = picked(body, "sources", [*ids, source.id])
    return located(changed, {source.id: source.at}) if source.at else changed


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
    said = _line(_LINK.sub(" ", words))
    title = truncate(said or _line(_host(url)) or _NAMELESS, texts.LONG_LENGTH)
    kind = SourceKind.WEBSITE if url else SourceKind.DOCUMENT
    body: dict[str, Value] = {"title": title, "kind": kind.value, "trust": _TRUST}
    if year := _YEAR.search(said):
        body["year"] = year[0]
    if re.fullmatch(texts.URL, url) and len(url) <= texts.URL_LENGTH:
        body["url"] = url
    return body


def _line(words: str) -> str:
    """Give what is left in one line without what no record may hold: formatting, links, hidden letters."""
    parted = _UNSHOWN.sub(" ", words).replace("://", ": //").replace("](", "] (")
    return " ".join(parted.split()).strip(" ,;:-")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets that hold no address
        return ""
