"""What is written of a record is read back as the same record."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from bot.catalogue import front_matter, records
from bot.catalogue.checking import record_of
from bot.catalogue.decoding import decode
from bot.catalogue.load import load
from bot.catalogue.reading import read
from bot.catalogue.records import Kind
from bot.catalogue.writing import (
    AnyRecord,
    body_of,
    fields_of,
    key_of,
    topic_text,
    type_of,
    yaml_of,
)
from bot.domain.entries import Citation, Contents, Event, Person, Role
from bot.domain.revisions import Body, RecordType
from tests.catalogue.bodies import LETTERS, OF_TYPE, TRAPS
from tests.catalogue.packs import SOUND, write

KINDS: dict[RecordType, Kind[AnyRecord]] = {
    "event": records.EVENT,
    "person": records.PERSON,
    "place": records.PLACE,
    "source": records.SOURCE,
}
TYPES = tuple(OF_TYPE)
SHIPPED = Path(__file__).parents[2] / "content"


def read_back(body: Body, type_: RecordType) -> AnyRecord:
    """Write a body and read it as a file of a pack is read."""
    if type_ == "topic":
        found = front_matter.split(decode(topic_text(body).encode()))
        assert not found.troubles
        assert not found.front.troubles
        return records.TOPIC.read(found.front.node, id=body["id"], sections=found.sections)
    document = read(decode(yaml_of(type_, [body]).encode()))
    assert not document.troubles
    assert isinstance(document.node, list)
    return KINDS[type_].read(document.node[0])


def all_records(contents: Contents) -> list[AnyRecord]:
    kinds = (contents.events, contents.people, contents.topics, contents.places, contents.sources)
    return [record for kind in kinds for record in kind.values()]


@pytest.mark.parametrize("type_", TYPES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_record_is_read_back_as_it_was(type_: RecordType, data: st.DataObject) -> None:
    record = record_of(type_, data.draw(OF_TYPE[type_]))
    body = body_of(record)
    assert record_of(type_, body) == record
    assert read_back(body, type_) == record
    assert list(body) == [name for name in fields_of(type_) if name in body]


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("length", [1, 40], ids=["in a line", "folded"])
def test_words_that_yaml_takes_for_something_else_stay_words(trap: str, length: int) -> None:
    words = " ".join([trap.strip() or "a"] * length)
    body: Body = {
        "id": "a",
        "title": trap,
        "dispute": words,
        "aliases": [trap],
        "text": f"a\n\n{words} \nb",
    }
    document = read(decode(yaml_of("event", [body]).encode()))
    assert document.node == [body]
    assert not document.troubles


PIECES = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "a", "#", "- x", ": ", "word " * 30, "...", "---"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | LETTERS, max_size=14).map("".join))
@example(f" {'word ' * 30}a")
def test_any_text_of_a_draft_is_read_back_letter_by_letter(text: str) -> None:
    body: Body = {"id": "a", "text": text, "aliases": [text]}
    document = read(decode(yaml_of("event", [body]).encode()))
    assert document.node == [body]
    assert not document.troubles


def test_the_shipped_pack_is_read_back_as_it_was() -> None:
    for record in all_records(load(SHIPPED)):
        assert read_back(body_of(record), type_of(record)) == record, key_of(record)


def test_a_body_says_what_is_known_and_no_more(tmp_path: Path) -> None:
    contents = load(write(tmp_path, SOUND))
    assert body_of(contents.people["georgy-zhukov"]) == {
        "id": "georgy-zhukov",
        "name": "Georgy Zhukov",
        "native_name": "Георгий Жуков",
        "aliases": ["Georgi Zhukov", "Жуков"],
        "born": "1896-12-01",
        "born_old_style": "1896-11-19",
        "died": "1974-06-18",
        "roles": [
            {"title": "Chief of the General Staff", "years": "1941"},
            {"title": "Deputy Supreme Commander-in-Chief", "years": "1942/1945"},
            {"title": "Marshal"},
        ],
        "importance": "3",
        "text": "He planned the counter-offensive.",
        "topics": ["battle-of-stalingrad"],
        "sources": [{"source": "beevor-1998", "at": "chapter 4"}, "leaflet"],
        "dispute": "He and Vasilevsky both claimed the plan.",
        "sensitive": ["execution"],
    }
    assert body_of(contents.topics["volga-flotilla"]) == {
        "id": "volga-flotilla",
        "title": "Volga Flotilla",
        "period": "1942",
        "summary": "Boats.",
        "related": ["battle-of-stalingrad"],
        "sources": ["leaflet"],
        "sections": "## Boats\n\nThey crossed.",
    }


def test_a_list_is_written_as_the_house_writes_it(tmp_path: Path) -> None:
    event: Body = {
        "importance": "3",
        "id": "uranus",
        "date": "1942-11-19",
        "title": "1941: no",
        "aliases": ['Say "a: b"', "Уран", "null", "\U0001f600: a"],
        "text": "One sentence of the counter-offensive that is long enough to be folded. " * 2
        + "End.",
        "sources": ["a", {"source": "b", "at": "4"}],
        "odd": "kept",
    }
    person: Body = {"id": "p", "name": "P", "roles": [{"title": "A, b", "years": "1941"}]}
    assert yaml_of("event", [event]) + yaml_of("person", [person, person]) == (
        """\
- id: uranus
  date: 1942-11-19
  title: "1941: no"
  text: >-
    One sentence of the counter-offensive that is long enough to be folded. One sentence of the counter-offensive
    that is long enough to be folded. End.
  importance: 3
  aliases: ['Say "a: b"', Уран, "null", '\U0001f600: a']
  sources: [a, {source: b, at: "4"}]
  odd: kept
- id: p
  name: P
  roles:
    - {title: "A, b", years: 1941}

- id: p
  name: P
  roles:
    - {title: "A, b", years: 1941}
"""
    )


def test_nothing_is_an_empty_list() -> None:
    assert read(yaml_of("event", [])).node == []


def test_what_is_at_fault_is_written_too() -> None:
    assert topic_text({"id": "a"}) == "---\n---\n\n\n"
    body: Body = {"id": "", "date": "~", "roles": [], "text": " # -\n", "dispute": "* a\n b " * 30}
    assert read(yaml_of("person", [body])).node == [body]


def test_a_record_holds_only_what_a_file_can_say(tmp_path: Path) -> None:
    event = load(write(tmp_path, SOUND)).events["october-revolution"]
    values = {name: getattr(event, name) for name in event.__dataclass_fields__}
    with pytest.raises(TypeError, match="a record does not hold b'a'"):
        body_of(Event(**values | {"title": b"a"}))


def test_a_person_of_middling_importance_does_not_say_so() -> None:
    person = Person(
        id="a", name="A", text="T.", sources=(Citation(source="s"),), roles=(Role(title="R"),)
    )
    assert body_of(person) == {
        "id": "a",
        "name": "A",
        "roles": [{"title": "R"}],
        "text": "T.",
        "sources": ["s"],
    }
