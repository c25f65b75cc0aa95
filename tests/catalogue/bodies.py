"""Bodies of records for property tests: all that the schema allows, the hostile above all."""

from collections.abc import Mapping
from typing import TypeAlias, cast

from hypothesis import strategies as st

from bot.catalogue import texts
from bot.domain.dates import Historical, parse
from bot.domain.entries import Kind, Sensitive, SourceKind
from bot.domain.errors import DateError
from bot.domain.revisions import Body, RecordType, Value

_Fields: TypeAlias = Mapping[str, st.SearchStrategy[Value]]

_FORBIDDEN = "*_`~|<>@\\\n\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff\ufffe\uffff"
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters=_FORBIDDEN + "\u2066\u2067\u2068\u2069"
)
_TRAPS = (
    "no yes null Null true on off 12:30 1941 1941-06-22 0x1F 1e3 .5 1_000 = ... --- ? - : # , [a] "
    "{a:b} &a !!str %TAG 'a' \"a\" a:b a#b @ no: 'it''s' \u00a0 \u3000 \U0001f600 Сталинград e\u0301 x:"
)
TRAPS = tuple(_TRAPS.split(" "))
_WORDS = st.sampled_from(TRAPS) | st.text(LETTERS, min_size=1, max_size=12)
_LINE = st.lists(_WORDS, min_size=1, max_size=8).map(" ".join) | st.just("null") | st.just("a: #b")


def _is_line(text: str) -> bool:
    inside = not set(text).intersection(_FORBIDDEN) and "://" not in text and "](" not in text
    return bool(text) and inside and text == text.strip()


def lines(longest: int = texts.NAME_LENGTH) -> st.SearchStrategy[str]:
    """Texts of one line."""
    return _LINE.map(lambda text: text[:longest].strip()).filter(_is_line)


def _is_paragraph(text: str) -> bool:
    return text[0] not in "#-"


def prose(longest: int) -> st.SearchStrategy[str]:
    """Texts of several lines, some with spaces at their ends."""
    line = lines(longest // 4).filter(_is_paragraph)
    spaced = st.tuples(line, st.sampled_from(["", "", " ", "  "])).map("".join)
    breaks = st.sampled_from(["\n", "\n\n", "\n\n\n"])
    parts = st.lists(st.tuples(spaced, breaks).map("".join), max_size=2).map("".join)
    return st.tuples(parts, line).map("".join) | st.just(
        ("a long text of words " * 20)[:longest].strip()
    )


def _is_date(text: str) -> bool:
    try:
        return isinstance(parse(text), Historical)
    except DateError:
        return False


IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,3}", fullmatch=True) | st.sampled_from(
    ["null", "no", "1941", "1e3", "true", "12-30", "y"]
)
_YEARS = st.integers(-9999, 9999).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}")
_POINTS = st.tuples(_YEARS, st.sampled_from(["", "-02", "-21", "-24", "-02-28"])).map("".join)
_SPANS = st.sampled_from(["194X", "19XX", "000X"])
_MARKED = st.tuples(_POINTS | _SPANS, st.sampled_from(["", "?", "~", "%"])).map("".join)
_INTERVALS = st.tuples(_MARKED | st.sampled_from(["", ".."]), _MARKED | st.sampled_from(["", ".."]))
DATES = (_MARKED | _INTERVALS.map("/".join)).filter(_is_date)
_OLD = st.sampled_from(["1900-02-29", "1917-10-25", "-0043-03-15?"])
_IMPORTANCE = st.sampled_from(["1", "2", "3"])


def _many(items: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[Value]:
    return st.lists(items, max_size=most).map(_value)


def _value(value: object) -> Value:
    return cast("Value", value)


def _body(needed: _Fields, optional: _Fields) -> st.SearchStrategy[Body]:
    return st.fixed_dictionaries(dict(needed), optional=dict(optional))


def _citations() -> st.SearchStrategy[Value]:
    located = st.fixed_dictionaries({"source": IDS}, optional={"at": lines(80)})
    return st.lists(IDS | located, min_size=1, max_size=4).map(_value)


_SENSITIVE = _many(st.sampled_from([each.value for each in Sensitive]))
_SHARED: _Fields = {
    "aliases": _many(lines()),
    "dispute": prose(800),
    "sensitive": _SENSITIVE,
    "topics": _many(IDS),
}
_ROLES = st.lists(
    st.fixed_dictionaries({"title": lines(120)}, optional={"years": DATES}), max_size=3
).map(_value)
_PARAGRAPHS = st.sampled_from(
    [
        "Two *fronts* and **one\nbold** plan – no code.",
        "- the north;\n- the south: #2",
        "> A quote, said – 3 * 2 times.",
        "1943 was the year.\n  - in the list",
        "null",
        "Kraków: «yes» \u00a0 'no'",
    ]
)


def _section(parts: tuple[str, list[str]]) -> str:
    return f"## {parts[0]}\n\n" + "\n\n".join(parts[1])


_SECTIONS = st.lists(
    st.tuples(lines(60), st.lists(_PARAGRAPHS, min_size=1, max_size=3)),
    min_size=1,
    max_size=4,
    unique_by=lambda section: section[0],
).map(lambda sections: "\n\n".join(map(_section, sections)))

EVENTS: st.SearchStrategy[Body] = _body(
    {
        "id": IDS,
        "date": DATES,
        "title": lines(),
        "text": prose(800),
        "kind": st.sampled_from([each.value for each in Kind]),
        "importance": _IMPORTANCE,
        "sources": _citations(),
    },
    {**_SHARED, "old_style": _OLD, "people": _many(IDS), "places": _many(IDS)},
)
PEOPLE: st.SearchStrategy[Body] = _body(
    {"id": IDS, "name": lines(), "text": prose(1500), "sources": _citations()},
    {
        **_SHARED,
        "native_name": lines(),
        "born": DATES,
        "born_old_style": _OLD,
        "died": DATES,
        "died_old_style": _OLD,
        "roles": _ROLES,
        "importance": _IMPORTANCE,
    },
)
TOPICS: st.SearchStrategy[Body] = _body(
    {
        "id": IDS,
        "title": lines(),
        "period": DATES,
        "summary": prose(600),
        "sources": _citations(),
        "sections": _SECTIONS,
    },
    {
        **{name: each for name, each in _SHARED.items() if name != "topics"},
        "importance": _IMPORTANCE,
        "people": _many(IDS),
        "places": _many(IDS),
        "related": _many(IDS),
    },
)
PLACES: st.SearchStrategy[Body] = _body(
    {
        "id": IDS,
        "name": lines(),
        "latitude": st.floats(-90, 90).map(str),
        "longitude": st.floats(-180, 180).map(str),
    },
    {"today": lines(), "names": _many(lines())},
)
SOURCES: st.SearchStrategy[Body] = _body(
    {
        "id": IDS,
        "title": lines(200),
        "kind": st.sampled_from([each.value for each in SourceKind]),
        "trust": prose(300),
    },
    {
        "author": lines(200),
        "year": st.sampled_from(["1998", "1999-2005", "n.d."]),
        "publisher": lines(200),
        "url": st.sampled_from(
            ["https://a.b", "https://www.example.org/a_b?c=1~2#d", "https://a.б:8"]
        ),
    },
)
OF_TYPE: dict[RecordType, st.SearchStrategy[Body]] = {
    "event": EVENTS,
    "person": PEOPLE,
    "topic": TOPICS,
    "place": PLACES,
    "source": SOURCES,
}
