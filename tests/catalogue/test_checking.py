"""One record is checked as a whole pack is: by itself, and among all others."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checking import problems_of, record_of
from bot.catalogue.load import inspect
from bot.catalogue.records import Problem, RecordError
from bot.catalogue.search import Search
from bot.catalogue.writing import body_of, fields_of, key_of, yaml_of
from bot.domain.dates import parse
from bot.domain.entries import Event, Person, Place
from bot.domain.revisions import Body, RecordType
from tests.catalogue.bodies import OF_TYPE
from tests.catalogue.packs import SOUND, write

TYPES = tuple(OF_TYPE)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return Catalogue.load(write(tmp_path_factory.mktemp("checked"), SOUND))


@pytest.fixture(params=["looked up", "looked for"])
def search(request: pytest.FixtureRequest, catalogue: Catalogue) -> Search | None:
    return catalogue.search if request.param == "looked up" else None


def refused(type_: RecordType, body: Body) -> tuple[Problem, ...]:
    with pytest.raises(RecordError) as refusal:
        record_of(type_, body)
    return refusal.value.problems


def told(problems: list[Problem]) -> list[tuple[object, ...]]:
    return [(*each.path, each.sentence) for each in problems]


def test_every_fault_of_a_body_is_told_at_once() -> None:
    body: Body = {
        "id": "Not an id",
        "date": "22 June 1941",
        "titel": "A",
        "text": "Hidden\u202e text",
        "aliases": ["a", "b\ud800"],
        "kind": "war",
        "importance": "3",
        "sources": [{"source": "a", "at": "\u200bp. 4"}],
        "\ud800": "a",
    }
    assert [(*each.path, each.sentence) for each in refused("event", body)] == [
        ("text", "`text` holds the invisible character U+202E: remove it."),
        ("aliases", 1, "An item of `aliases` holds the invisible character U+D800: remove it."),
        ("sources", 0, "at", "`at` holds the invisible character U+200B: remove it."),
        ("The name of a field holds the invisible character U+D800: remove it.",),
        ("id", "`Not an id` is no id: use a-z, 0-9 and single hyphens, at most 60 of them, such as `not-an-id`."),
        ("date", "“22 June 1941” is not a date that I can read. Write 1941-06-22."),
        ("title", "`title` is missing: an event needs it."),
        ("titel", "`titel` is not a field of an event. Did you mean `title`?"),
        ("", "`` is not a field of an event. Its fields are id, date, old_style, title, text, kind, importance, topics, people, places, aliases, sources, dispute, sensitive."),
    ]  # fmt: skip


def test_an_address_hides_nothing() -> None:
    source: Body = {
        "id": "a",
        "title": "T",
        "kind": "book",
        "trust": "T.",
        "url": "https://a.b\u202e",
    }
    assert refused("source", source) == (
        Problem(path=("url",), sentence="`url` holds the invisible character U+202E: remove it."),
    )


TOPIC: Body = {"id": "a", "title": "T", "period": "1942", "summary": "S.", "sources": ["a"]}


@pytest.mark.parametrize(
    ("change", "path", "sentence"),
    [
        ({"sections": "## A\n\n@everyone"}, ("sections", 2), "This would be a mention"),
        ({"sections": "## A\n\na\u202eb"}, ("sections", 2), "invisible character U+202E"),
        ({"sections": "## A\n\na\ud800b"}, ("sections", 2), "is not UTF-8"),
        ({"sections": "A"}, ("sections", 0), "stands under headings"),
        ({"sections": "A"}, ("sections", 0), "at least one section"),
        ({}, ("sections", 0), "at least one section"),
        ({"sections": ["A"]}, ("sections",), "`sections` takes text"),
        ({"sections": "## A\n\n" + "a" * 30_000}, ("sections", 0), "30,000 characters"),
        ({"sections": "## A\n\n<<<<<<<\nb"}, ("sections", 2), "merge conflict"),
        ({"id": "", "sections": "## A\n\nb"}, ("id",), "`` is no id"),
        ({"id": "a" * 61, "sections": "## A\n\nb"}, ("id",), "is no id"),
        ({"id": ["a"], "sections": "## A\n\nb"}, ("id",), "is no id"),
        ({"sections": "## A\n\nb", "sums": "1"}, ("sums",), "is not a field of a topic"),
    ],
)
def test_the_sections_of_a_topic_are_checked_line_by_line(
    change: Body, path: tuple[object, ...], sentence: str
) -> None:
    found = refused("topic", {**TOPIC, **change})
    assert any(each.path == path and sentence in each.sentence for each in found), found


def test_a_topic_without_an_id_says_so() -> None:
    body = {name: value for name, value in TOPIC.items() if name != "id"}
    sentence = "`id` is missing: a topic needs it."
    assert Problem(path=("id",), sentence=sentence) in refused("topic", body)


ANYTHING = st.recursive(
    st.text(st.characters(), max_size=20) | st.sampled_from(["1941", "battle", "## A\n\nb", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("type_", TYPES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_body_is_a_record_or_refused_in_sentences(
    type_: RecordType, data: st.DataObject
) -> None:
    body = data.draw(OF_TYPE[type_] | st.just({}))
    fields = st.sampled_from(fields_of(type_)) | st.text(st.characters(), max_size=5)
    changed = {**body, **data.draw(st.dictionaries(fields, ANYTHING, max_size=4))}
    try:
        record = record_of(type_, changed)
    except RecordError as error:
        problems = error.problems
    else:
        problems = ()
        assert record_of(type_, body_of(record)) == record
    for problem in problems:
        assert problem.sentence.encode()  # no half letters
        assert "\n" not in problem.sentence


def test_what_a_pack_holds_has_no_problems_in_it(
    catalogue: Catalogue, search: Search | None
) -> None:
    contents = catalogue.contents
    for kind in (
        contents.events,
        contents.people,
        contents.topics,
        contents.places,
        contents.sources,
    ):
        for record in kind.values():
            assert problems_of(record, contents, replacing=key_of(record), search=search) == []


def test_references_that_lead_nowhere_are_told_as_in_a_pack(
    catalogue: Catalogue, search: Search | None
) -> None:
    event = catalogue.contents.events["operation-uranus-begins"]
    astray = replace(
        event,
        topics=("stalingrad", *(f"no-{number}" for number in range(10))),
        people=("georgi-zhukov",),
    )
    found = told(problems_of(astray, catalogue.contents, replacing=event.key, search=search))
    assert found[0] == (
        "topics",
        0,
        "There is no topic `stalingrad` in this pack. Did you mean `battle-of-stalingrad`?",
    )
    assert found[-1] == ("people", 0, "There is no person `georgi-zhukov` in this pack.")
    assert len(found) == 12


def test_the_same_sentences_as_the_checker_gives(catalogue: Catalogue, tmp_path: Path) -> None:
    event = catalogue.contents.events["operation-uranus-begins"]
    astray = replace(
        event,
        id="another",
        title="The river freezes",
        date=parse("1890-11-19"),
        topics=("volga-flotila",),
        people=("georgy-zhukov", "georgy-zhukov"),
        aliases=("Volga",),
    )
    november = str(SOUND["calendar/11-november.yaml"])
    named = november + yaml_of("event", [body_of(astray)])
    inspection = inspect(write(tmp_path, {**SOUND, "calendar/11-november.yaml": named}))
    told_of_pack = {fault.sentence for fault in inspection.faults if "another" in fault.where}
    told_alone = {each.sentence for each in problems_of(astray, catalogue.contents)}
    shared = {each for each in told_alone ^ told_of_pack if "name" not in each}
    assert not shared
    assert "`georgy-zhukov` was born after 1890-11-19: is it someone else?" in told_alone
    assert (
        "`The river freezes` is also a name of event:river-frozen: tell the two apart."
        in told_alone
    )


NAMESAKES: dict[str, tuple[RecordType, Body, list[tuple[object, ...]], bool | None]] = {
    "an alias of another": (
        "event",
        {"title": "uranus"},
        [("title", "`uranus` is also a name of event:operation-uranus-begins: tell the two apart.")],
        False,
    ),
    "the title of another": (
        "event",
        {"title": "No"},
        [("title", "`No` is also a name of event:october-revolution: tell the two apart.")],
        True,
    ),
    "the title and an alias of others": (
        "event",
        {"title": "The river freezes", "aliases": ["Uranus"]},
        [
            ("title", "`The river freezes` is also a name of event:river-frozen: tell the two apart."),
            ("aliases", 0, "`Uranus` is also a name of event:operation-uranus-begins: tell the two apart."),
        ],
        None,
    ),
    "a person's native name": (
        "person",
        {"name": "Георгий ЖУКОВ"},
        [("name", "`Георгий ЖУКОВ` is also a name of person:georgy-zhukov: tell the two apart.")],
        False,
    ),
    "a topic's alias": (
        "topic",
        {"title": "Stalingrad battle"},
        [("title", "`Stalingrad battle` is also a name of topic:battle-of-stalingrad: tell the two apart.")],
        False,
    ),
    "a place's name": (
        "place",
        {"name": "tsaritsyn", "names": ["Tsaritsyn"]},
        [("name", "`tsaritsyn` is also a name of place:stalingrad: tell the two apart.")],
        True,
    ),
    "its own name": (
        "event",
        {"aliases": ["A name", "a NAME"]},
        [("aliases", 1, "`a NAME` is a name of this entry already: delete one.")],
        True,
    ),
    "a key": ("event", {"title": "topic: uranus"}, [], None),
    "marks that search does not look at": ("event", {"title": "?!"}, [], None),
}  # fmt: skip
NEW: dict[str, Body] = {
    "event": {"date": "1942", "title": "T", "text": "T.", "kind": "war", "importance": "1"},
    "person": {"name": "N", "text": "T."},
    "topic": {"title": "T", "period": "1942", "summary": "S.", "sections": "## A\n\nb"},
    "place": {"name": "N", "latitude": "1", "longitude": "1"},
}


@pytest.mark.parametrize("case", NAMESAKES)
def test_names_that_another_has_are_told(
    catalogue: Catalogue, search: Search | None, case: str
) -> None:
    type_, change, found, warning = NAMESAKES[case]
    cited: Body = {} if type_ == "place" else {"sources": ["leaflet"]}
    record = record_of(type_, {"id": "new", **NEW[type_], **cited, **change})
    problems = problems_of(record, catalogue.contents, search=search)
    assert told(problems) == found
    assert warning is None or all(each.warning is warning for each in problems)


def test_the_graver_of_two_namesakes_is_told(catalogue: Catalogue, search: Search | None) -> None:
    event = catalogue.contents.events["river-frozen"]
    likely = replace(event, id="new", title="Uranus", aliases=("no",))
    found = problems_of(likely, catalogue.contents, search=search)
    assert [(each.path, each.warning) for each in found] == [
        (("title",), False),
        (("aliases", 0), False),
    ]


def test_a_name_of_many_is_told_of_once(catalogue: Catalogue) -> None:
    event = catalogue.contents.events["river-frozen"]
    twins = {
        "a": replace(event, id="a", title="Twin"),
        "b": replace(event, id="b", title="Another", aliases=("twin",)),
        "c": replace(event, id="c", title="Twin"),
    }
    crowded = replace(catalogue.contents, events=twins)
    found = problems_of(replace(event, id="d", title="TWIN"), crowded)
    assert told(found) == [("title", "`TWIN` is also a name of event:b: tell the two apart.")]


def test_an_id_is_taken_once(catalogue: Catalogue) -> None:
    source = catalogue.contents.sources["leaflet"]
    assert problems_of(source, catalogue.contents, replacing="source:leaflet") == []
    taken = "There is source:leaflet already: give one of the two another id."
    assert told(problems_of(source, catalogue.contents)) == [("id", taken)]
    assert told(problems_of(source, catalogue.contents, replacing="source:other")) == [
        ("id", taken)
    ]


def test_a_later_birth_is_held_against_the_events(catalogue: Catalogue) -> None:
    person = catalogue.contents.people["georgy-zhukov"]
    later: Person = replace(person, born=parse("1950"), born_old_style=None)
    found = problems_of(later, catalogue.contents, replacing=person.key)
    assert told(found) == [
        ("born", "In event:operation-uranus-begins, `georgy-zhukov` was born after 1942-11-19: is it someone else?")
    ]  # fmt: skip
    assert found[0].warning
    assert problems_of(replace(person, born=None, born_old_style=None), catalogue.contents, replacing=person.key) == []  # fmt: skip


def test_an_unchanged_birth_is_not_told_of_again(catalogue: Catalogue) -> None:
    contents = catalogue.contents
    born_late = replace(contents.people["georgy-zhukov"], born=parse("1950"), born_old_style=None)
    people = {**contents.people, born_late.id: born_late}
    kept = replace(born_late, text="Another text.")
    assert problems_of(kept, replace(contents, people=people), replacing=kept.key) == []


def test_a_name_that_grows_when_it_is_folded_is_told_too(catalogue: Catalogue) -> None:
    event = replace(catalogue.contents.events["river-frozen"], id="a", title="щ" * 60)
    contents = replace(catalogue.contents, events={"a": event})
    search = Catalogue.of(contents).search
    search.wait()
    found = problems_of(replace(event, id="b"), contents, search=search)
    assert [each.path for each in found] == [("title",)]


def test_among_thousands_a_record_is_checked_without_a_stall(catalogue: Catalogue) -> None:
    contents = catalogue.contents
    event = contents.events["operation-uranus-begins"]
    place = contents.places["stalingrad"]
    events: dict[str, Event] = {
        f"event-{number}": replace(event, id=f"event-{number}", title=f"Title {number}", aliases=(f"A {number}", f"B {number}"))
        for number in range(10_000)
    }  # fmt: skip
    places: dict[str, Place] = {
        f"p-{number}": replace(place, id=f"p-{number}", name=f"P {number}", names=())
        for number in range(2_000)
    }
    crowded = replace(contents, events=events, places={**contents.places, **places})
    took: list[float] = []
    for _ in range(10):
        start = time.process_time()
        found = problems_of(events["event-77"], crowded, replacing="event:event-77")
        took.append(time.process_time() - start)
        assert found == []
    assert min(took) < 0.05  # seconds; a tenth of it, unless the test is traced
