"""The sources that a draft makes: typed beside its record, cited by it, published together with it."""

import re
from collections.abc import Container, Mapping
from typing import Final

from bot.catalogue import texts
from bot.catalogue.new_ids import new_id
from bot.domain.entries import Contents, Source, SourceKind
from bot.domain.errors import MemberError
from bot.domain.revisions import Body, Value

from .bodies import of_pack, written
from .sections import chosen_in, locators, picked

FIELD: Final = "new_sources"
"""The field of a draft's body that holds them; no record has one of that name."""

MOST: Final = 5
"""New sources of a draft."""

_TOO_MANY = (
    f"A draft makes at most {MOST} new sources: publish this one, then cite the others in an edit "
    "of it."
)

_YEAR = re.compile(texts.YEARS)


def record_alone(body: Body) -> dict[str, Value]:
    """Give what a draft says of its record, without the sources that it makes."""
    return {name: value for name, value in body.items() if name != FIELD}


def new_sources(body: Body) -> dict[str, Body]:
    """Give all sources that a draft makes, by their ids, cited or put back."""
    value = body.get(FIELD)
    made = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return {str(each.get("id", "")): each for each in made}


def cited(body: Body) -> dict[str, Body]:
    """Give the sources that a draft makes and cites: those that are published with it."""
    chosen = set(chosen_in(body, "sources"))
    return {id_: said for id_, said in new_sources(body).items() if id_ in chosen}


def with_source(body: Body, said: Body, taken: Container[str]) -> dict[str, Value]:
    """Give a draft that makes another source, and cites it.

    Raises MemberError if it makes MOST of them already.
    """
    known = new_sources(body)
    if len(known) >= MOST:
        raise MemberError(_TOO_MANY)
    id_ = _id_of(said, taken, known)
    kept: list[Value] = [*map(dict, known.values()), {"id": id_, **said}]
    return picked({**body, FIELD: kept}, "sources", [*chosen_in(body, "sources"), id_])


def with_changed(body: Body, id_: str, said: Body) -> dict[str, Value]:
    """Give a draft where a source that it makes says something else."""
    known = {**new_sources(body), id_: {"id": id_, **said}}
    return {**body, FIELD: [*map(dict, known.values())]}


def settled(
    body: Body, taken: Container[str], shown: Contents
) -> tuple[dict[str, Value], dict[str, Body]]:
    """Give what a record says, and the sources to publish with it, none under an id that is taken.

    Another may have taken one since it was typed: then the draft's own gets another id, unless
    both say the same.
    """
    at, record, made = locators(body), record_alone(body), dict[str, Body]()
    renamed: dict[str, str] = {}
    for old, said in cited(body).items():
        if written(f"source:{old}", said) == of_pack(shown, f"source:{old}"):
            continue
        id_ = _id_of(said, taken, made) if old in taken else old
        renamed[old] = id_
        made[id_] = {**said, "id": id_}
    if renamed:
        record["sources"] = [
            _citation(renamed.get(id_, id_), at[id_]) for id_ in chosen_in(body, "sources")
        ]
    return record, made


def authored(body: Body) -> str:
    """Give author and year of a source in one line: "Antony Beevor, 1998"."""
    return ", ".join(filter(None, (_text(body, "author"), _text(body, "year"))))


def with_authored(body: Body, typed: str) -> dict[str, Value]:
    """Give a source with the author and the year that were typed in one line; either may be missing."""
    author, _, last = " ".join(typed.split()).rpartition(",")
    year = last.strip().replace("\u2013", "-")
    if not _YEAR.fullmatch(year):
        author, year = " ".join(typed.split()), ""
    told = {"author": author.strip(), "year": year}
    kept = {name: value for name, value in body.items() if name not in told}
    return {**kept, **{name: text for name, text in told.items() if text}}


def as_source(id_: str, said: Body) -> Source:
    """Give a source as menus name it, be it right or wrong."""
    kind = next((each for each in SourceKind if each == said.get("kind")), SourceKind.DOCUMENT)
    return Source(
        id=id_,
        title=_text(said, "title") or id_,
        kind=kind,
        trust=_text(said, "trust"),
        author=_text(said, "author"),
        year=_text(said, "year"),
    )


def _citation(id_: str, at: str) -> Value:
    return {"source": id_, "at": at} if at else id_


def _id_of(said: Body, taken: Container[str], others: Mapping[str, object]) -> str:
    title, author, year = (_text(said, name) for name in ("title", "author", "year"))
    return new_id("source", title, _Either(taken, others), author=author, year=year)


def _text(said: Body, name: str) -> str:
    value = said.get(name, "")
    return value if isinstance(value, str) else ""


class _Either:
    """What is in either of two containers."""

    def __init__(self, *containers: Container[str]) -> None:
        self._containers = containers

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and any(id_ in each for each in self._containers)
