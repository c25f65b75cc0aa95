"""A small catalogue, random overlays on it, and a plain model of what they make of it."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.catalogue.checking import record_of
from bot.catalogue.writing import body_of, key_of
from bot.domain.dates import parse
from bot.domain.entries import (
    Citation,
    Contents,
    Event,
    Kind,
    Pack,
    Person,
    Place,
    Role,
    Section,
    Source,
    SourceKind,
    Topic,
)
from bot.domain.revisions import Overlay

FIELDS = {
    "event": "events",
    "person": "people",
    "topic": "topics",
    "place": "places",
    "source": "sources",
}
_PACK = Pack(title="A pack", description="Of tests.", language="en", licence="MIT", version="1")
_NAMES = (
    "Stalingrad",
    "Battle of Stalingrad",
    "Raid on Stalingrad",
    "Stalino",
    "The Winter War",
    "Winter War begins",
    "Operation Winter Storm",
    "Kursk",
    "Georgy Zhukov",
    "Георгий Жуков",
    "Heinrich Müller",
    "Hans Mueller",
    "Order No. 227",
    "Not a step back",
)
_TEXTS = ("Snow fell on the tanks.", "The army met at Kursk.", "It was a cold winter in 1942.")
_DATES = (
    "1942-07-17",
    "1942-08-23/1943-02-02",
    "1944-02-29",
    "1942-11",
    "1918~",
    "1942-07-17?",
    "1941-06-22",
)
_LIVES = (None, "1896-12-01", "1896-12", "1890-02-28", "1890-02-28/1890-03-02")


def _ids(type_, known=4):
    return [f"{type_}-{number}" for number in range(known)]


def _some(items, least=0):
    return st.lists(st.sampled_from(items), min_size=least, max_size=3, unique=True).map(tuple)


_ENTRY = {
    "importance": st.integers(1, 3),
    "aliases": _some(_NAMES),
    "sources": _some(_ids("source"), 1).map(lambda ids: tuple(Citation(source=i) for i in ids)),
}


def _events(ids):
    return st.builds(
        Event,
        id=st.sampled_from(ids),
        title=st.sampled_from(_NAMES),
        date=st.sampled_from(_DATES).map(parse),
        text=st.sampled_from(_TEXTS),
        kind=st.sampled_from(Kind),
        topics=_some(_ids("topic")),
        people=_some(_ids("person")),
        places=_some(_ids("place")),
        **_ENTRY,
    )


def _people(ids):
    life = st.sampled_from(_LIVES).map(lambda date: date and parse(date))
    return st.builds(
        Person,
        id=st.sampled_from(ids),
        name=st.sampled_from(_NAMES),
        text=st.sampled_from(_TEXTS),
        born=life,
        died=st.none(),
        roles=st.sampled_from([(), (Role(title="Marshal"),)]),
        topics=_some(_ids("topic")),
        **_ENTRY,
    )


def _topics(ids):
    return st.builds(
        Topic,
        id=st.sampled_from(ids),
        title=st.sampled_from(_NAMES),
        period=st.sampled_from(_DATES).map(parse),
        summary=st.sampled_from(_TEXTS),
        sections=st.sampled_from(_TEXTS).map(lambda text: (Section(heading="It", text=text),)),
        people=_some(_ids("person")),
        places=_some(_ids("place")),
        related=_some(_ids("topic")),
        **_ENTRY,
    )


def _places(ids):
    return st.builds(
        Place,
        id=st.sampled_from(ids),
        name=st.sampled_from(_NAMES),
        latitude=st.integers(-80, 80).map(float),
        longitude=st.just(1.5),
    )


def _sources(ids):
    return st.builds(
        Source,
        id=st.sampled_from(ids),
        title=st.sampled_from(_NAMES),
        kind=st.sampled_from(SourceKind),
        trust=st.sampled_from(_TEXTS),
    )


_MADE = {
    "event": _events,
    "person": _people,
    "topic": _topics,
    "place": _places,
    "source": _sources,
}


def records():
    """Any record; it may name what is not there."""
    return st.one_of(*(made(_ids(type_, 6)) for type_, made in _MADE.items()))


def overlays():
    """Any overlay of records that the schema takes; some of the own are hidden as well."""
    keys = [f"{type_}:{id_}" for type_ in FIELDS for id_ in _ids(type_, 6)]
    return st.builds(
        lambda own, hidden: Overlay(
            own={key_of(record): body_of(record) for record in own}, hidden=frozenset(hidden)
        ),
        st.lists(records(), max_size=8),
        st.lists(st.sampled_from(keys), max_size=4),
    )


def packs():
    """Any pack whose references lead somewhere, with four records of each type."""
    tables = {
        FIELDS[type_]: st.tuples(*(made([id_]) for id_ in _ids(type_))).map(
            lambda of_type: {each.id: each for each in of_type}
        )
        for type_, made in _MADE.items()
    }
    return st.builds(Contents, pack=st.just(_PACK), **tables)


def by_hand(contents, overlay):
    """Merge an overlay into contents, the plain way: copy all, change, then look at every entry."""
    tables = {type_: dict(getattr(contents, field)) for type_, field in FIELDS.items()}
    own = {
        key: record_of(key.partition(":")[0], body)
        for key, body in overlay.own.items()
        if key not in overlay.hidden
    }
    sources = {*tables["source"], *(each.id for each in own.values() if isinstance(each, Source))}
    for key, record in own.items():
        for shown in _cited(record, sources):
            tables[key.partition(":")[0]][shown.id] = shown
    _hide(tables, {key for key in overlay.hidden if not key.startswith(("place", "source"))})
    _hide(tables, overlay.hidden - _without_references(tables))
    return Contents(pack=contents.pack, **{FIELDS[type_]: table for type_, table in tables.items()})


def _cited(record, sources):
    """Give the record without citations of other sources; nothing where none is left."""
    if isinstance(record, Place | Source):
        return [record]
    cited = tuple(each for each in record.sources if each.source in sources)
    return [replace(record, sources=cited)] if cited else []


def _hide(tables, keys):
    for key in keys:
        type_, _, id_ = key.partition(":")
        tables[type_].pop(id_, None)


def _without_references(tables):
    """Drop what entries name that is not there, and give the keys of what they do name."""
    named: set[str] = set()
    for type_ in ("event", "person", "topic"):
        for id_, entry in tables[type_].items():
            kept = {
                field: tuple(each for each in getattr(entry, field) if each in tables[of_type])
                for field, of_type in (
                    ("topics", "topic"),
                    ("related", "topic"),
                    ("people", "person"),
                    ("places", "place"),
                )
                if hasattr(entry, field)
            }
            tables[type_][id_] = replace(entry, **kept)
            named.update(f"place:{each}" for each in kept.get("places", ()))
            named.update(f"source:{each.source}" for each in entry.sources)
    return named
