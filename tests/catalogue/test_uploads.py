"""What is uploaded is taken whole or refused in sentences; what is exported comes back the same."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from bot.catalogue import archives, uploads
from bot.catalogue.bundling import bundle, bundled
from bot.catalogue.checking import record_of
from bot.catalogue.load import inspect, load
from bot.catalogue.records import Problem
from bot.catalogue.rules import problems
from bot.catalogue.uploads import read_upload
from bot.catalogue.writing import body_of, key_of
from bot.domain.revisions import Body
from tests.catalogue.bodies import IDS, OF_TYPE
from tests.catalogue.packs import SOUND, event, person, topic, write
from tests.catalogue.uploaded import packed, told

SHIPPED = Path(__file__).parents[2] / "content"
PACK = {name: text for name, text in SOUND.items() if not name.startswith(".")}
KEYS = st.tuples(st.sampled_from(tuple(OF_TYPE)), IDS).map(":".join)


# ------------------------------------------------------------------------------- round trips


@st.composite
def overlays(draw: st.DrawFn) -> tuple[dict[str, Body], set[str]]:
    """Give records of a server, and keys that it hides."""
    bodies: dict[str, Body] = {}
    for type_, of_type in OF_TYPE.items():
        for body in draw(st.lists(of_type, max_size=2)):
            record = record_of(type_, body)
            if all(problem.warning for problem in problems(record)):
                bodies[key_of(record)] = body_of(record)
    return bodies, draw(st.sets(KEYS, max_size=3)) - bodies.keys()


@settings(max_examples=40, deadline=None)
@given(overlays())
def test_what_is_exported_is_imported_as_it_was(overlay: tuple[dict[str, Body], set[str]]) -> None:
    bodies, hidden = overlay
    zipped = bundle(bodies, hidden)
    upload = read_upload("export.zip", zipped)
    assert not upload.errors
    assert upload.bodies == bodies
    assert upload.hidden == hidden
    assert bundle(dict(reversed(bodies.items())), sorted(hidden)) == zipped


def test_a_whole_pack_is_exported_and_imported(tmp_path: Path) -> None:
    contents = load(SHIPPED)
    kinds = (contents.events, contents.people, contents.topics, contents.places, contents.sources)
    bodies = {key_of(each): body_of(each) for kind in kinds for each in kind.values()}
    files = bundled(bodies, ())
    again = load(write(tmp_path, {**files, "pack.yaml": SOUND["pack.yaml"]}))
    assert (again.events, again.people, again.topics) == kinds[:3]
    assert read_upload("all.zip", bundle(bodies, ())).bodies == bodies


def test_an_export_is_laid_out_as_a_pack(tmp_path: Path) -> None:
    contents = load(write(tmp_path, SOUND))
    kinds = (contents.events, contents.people, contents.topics, contents.places, contents.sources)
    bodies = {key_of(each): body_of(each) for kind in kinds for each in kind.values()}
    early = {**bodies["event:october-revolution"], "id": "z", "date": "1956-11-04"}
    bodies["event:z"] = {name: value for name, value in early.items() if name != "old_style"}
    bodies["event:broken"] = {"id": "broken", "date": "1941-06-22"}
    files = bundled(bodies, {"person:b", "event:a"})
    assert sorted(files) == [
        "calendar/11-november.yaml",
        "calendar/undated.yaml",
        "hidden.yaml",
        "people/people-1.yaml",
        "places.yaml",
        "sources.yaml",
        "topics/battle-of-stalingrad.md",
        "topics/volga-flotilla.md",
    ]
    assert files["hidden.yaml"] == "- event:a\n- person:b\n"
    november = files["calendar/11-november.yaml"]
    assert november.index("id: z") < november.index("october-revolution")
    assert november.index("october-revolution") < november.index("operation-uranus")
    assert "broken" in files["calendar/undated.yaml"]


def test_many_people_are_filed_in_parts() -> None:
    bodies: dict[str, Body] = {f"person:p-{n}": {"id": f"p-{n}"} for n in range(501)}
    assert sorted(bundled(bodies, ())) == ["people/people-1.yaml", "people/people-2.yaml"]


# ------------------------------------------------------------------------------ what is taken


def test_a_zip_of_a_pack_is_read_without_what_lies_beside_its_records() -> None:
    upload = read_upload("pack.zip", packed(PACK))
    assert told(upload) == []
    assert len(upload.bodies) == 3 + 2 + 2 + 1 + 2


@pytest.mark.parametrize("folder", ["content/", "a/"])
def test_a_pack_may_lie_in_a_folder_of_its_own(folder: str) -> None:
    inside = {f"{folder}{name}": text for name, text in PACK.items()}
    upload = read_upload(
        "pack.zip", packed({**inside, f"__MACOSX/{folder}x": "", ".x": "", folder: ""})
    )
    assert told(upload) == []
    assert upload.bodies == read_upload("pack.zip", packed(PACK)).bodies


@pytest.mark.parametrize("name", ["events.yaml", "mine.yml", "pack/events.yaml", "pack/mine.yaml"])
def test_a_list_in_a_zip_is_told_by_its_name_or_its_fields(name: str) -> None:
    beside = {"__MACOSX/pack/._events.yaml": "x", "pack/.DS_Store": "x", "pack/Thumbs.db": "x"}
    upload = read_upload("a.zip", packed({name: event(), **beside}))
    assert told(upload) == []
    assert list(upload.bodies) == ["event:war"]


def test_several_lists_and_a_topic_alone_are_read_from_a_zip() -> None:
    upload = read_upload("a.zip", packed({"a/events.yaml": event(), "a/people.yaml": person()}))
    assert told(upload) == []
    assert sorted(upload.bodies) == ["event:war", "person:who"]
    assert list(read_upload("a.zip", packed({"b/c.md": topic()})).bodies) == ["topic:c"]


@pytest.mark.parametrize("name", ["a/b/events.yaml", "LICENSE.md", "topics/a.yaml", "a/notes.txt"])
def test_what_is_no_file_of_a_pack_is_refused_with_the_paths_of_one(name: str) -> None:
    upload = read_upload("a.zip", packed({name: event(), "sources.yaml": SOUND["sources.yaml"]}))
    [fault] = told(upload)
    assert fault.startswith(
        f"{name}:1: This is not read. A zip holds, all in one folder or in none"
    )
    assert "calendar/undated.yaml; or single lists, such as events.yaml." in fault


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("sources.yaml", SOUND["sources.yaml"], "source:leaflet"),
        ("places.YAML", SOUND["places.yaml"], "place:stalingrad"),
        ("/home/me/11-november.yml", event(), "event:war"),
        ("C:\\people.yaml", person(), "person:who"),
        ("mine.yaml", event(), "event:war"),
        ("mine.yaml", person(), "person:who"),
        ("mine.yaml", SOUND["places.yaml"], "place:stalingrad"),
        ("mine.yaml", SOUND["sources.yaml"], "source:leaflet"),
        ("mine.yaml", "[{id: a, title: b, kind: book, trust: c}]", "source:a"),
        ("folder/another.md", topic(), "topic:another"),
    ],
)
def test_one_file_is_read_by_its_name_or_its_fields(name: str, text: str, key: str) -> None:
    upload = read_upload(name, text.encode())
    assert told(upload) == []
    assert key in upload.bodies
    assert f"{key.partition(':')[0]}:{upload.bodies[key]['id']}" == key


def test_hidden_keys_are_read_by_themselves() -> None:
    upload = read_upload("hidden.yaml", b"- event:a\n- person:null\n")
    assert told(upload) == []
    assert upload.hidden == {"event:a", "person:null"}
    assert read_upload("hidden.yaml", b"# nothing\n") == read_upload("a.zip", packed({}))


def test_a_warning_keeps_nothing_out() -> None:
    upload = read_upload("events.yaml", event(date="2500").encode())
    assert [fault.warning for fault in upload.faults] == [True]
    assert list(upload.bodies) == ["event:war"]


def test_a_problem_found_elsewhere_is_placed_in_the_file() -> None:
    upload = read_upload("events.yaml", f"{event()}{event('b')}".encode())
    problem = Problem(path=("topics", 0), sentence="No.\nNo.")
    assert str(upload.fault("event:b", problem)) == "events.yaml:17: event:b.topics: No. No."


# ---------------------------------------------------------------------------- what is refused


NO_YAML = "events.yaml"
FAULTS: dict[str, tuple[str, str | bytes, str]] = {
    "another kind of file": ("a.txt", "", "a.txt:1: This is not read: send a `.yaml` list"),
    "no name": ("", "", "file:1: This is not read"),
    "a name that hides and pings": ("@everyone\u202e`.exe", "", "�everyone��.exe:1: This is not"),
    "unknown fields": ("a.yaml", "- a: b\n", "a.yaml:1: Its fields do not tell"),
    "two kinds at once": ("a.yaml", "- {id: a, importance: b, sources: c}\n- text: a", "a.yaml:1: Its"),
    "no list": (NO_YAML, "a: b\n", "events.yaml:1: The file holds a list"),
    "nothing": (NO_YAML, "", "events.yaml:1: The file is empty"),
    "a fault in a field": (NO_YAML, event(kind="batle"), "events.yaml:5: event:war.kind: `batle`"),
    "twice the same": (NO_YAML, event() + event(), "events.yaml:11: event:war.id: There is"),
    "no id of a topic": ("A b.md", topic(), "A b.md:1: `A b` is no id"),
    "a hidden record's text": (
        "a.zip",
        packed({"hidden.yaml": "- event:a\n- event:war", "calendar/06-june.yaml": event()}),
        "hidden.yaml:2: `event:war` is hidden and has a text of its own here",
    ),
    "hidden keys that are none": ("hidden.yaml", "- a\n- event:A\n", "hidden.yaml:1: `a` is not the"),
    "hidden lists": ("hidden.yaml", "- [event:a]\n", "hidden.yaml:1: `['event:a']` is not the key"),
    "hidden twice": ("hidden.yaml", "- event:a\n- event:a\n", "hidden.yaml:2: `event:a` is listed"),
    "no hidden list": ("hidden.yaml", "event:a: b", "hidden.yaml:1: The file holds a list"),
    "hidden nonsense": ("hidden.yaml", "[", "hidden.yaml:2: A value is missing"),
    "too long a hidden id": ("hidden.yaml", f"- event:{'a' * 61}", "hidden.yaml:1: `event:aaa"),
    "no UTF-8": (NO_YAML, "ä".encode("latin-1"), "events.yaml:1: The byte 0xE4 is not UTF-8"),
    "UTF-16": (NO_YAML, "ä".encode("utf-16"), "events.yaml:1: The file is saved as UTF-16"),
    "half letters": (NO_YAML, b"\xed\xa0\x80", "events.yaml:1: The byte 0xED is not UTF-8"),
    "control characters": (NO_YAML, event(title="a\x07"), "events.yaml:3: The line holds the inv"),
    "bidirectional text": ("a.yaml", event(title="a\u202eb"), "a.yaml:3: The line holds the inv"),
    "an escape to control characters": (
        NO_YAML, event(title=r'"a\u202Eb"'), "events.yaml:3: event:war.title: `title` holds the inv"
    ),
    "a mention": (NO_YAML, event(text='"@everyone"'), "events.yaml:4: event:war.text: `text` holds `@`"),
    "a mention in a topic": ("a.md", topic("## A\n\n@here"), "a.md:10: topic:a.sections: This would"),
    "a fence in a topic": ("a.md", topic("## A\n\n```\n"), "a.md:10: topic:a.sections: Code is not"),
    "a link in a topic": ("a.md", topic("## A\n\n[a](b)"), "a.md:10: topic:a.sections: Links and"),
    "a huge number": (NO_YAML, event(date="9" * 99_999), "events.yaml:2: event:war.date: A date has"),
    "a huge degree": ("places.yaml", "- {id: a, name: b, latitude: 1e999, longitude: nan}", "places.yaml:1"),
    "deep nesting": (NO_YAML, "[" * 900_000, "events.yaml:1: The file cannot be read: it is nested"),
    "aliases": (NO_YAML, "- &a [x, x]\n- [*a, *a]\n", "events.yaml:1: `&a` names a text for reuse"),
    "tags": (NO_YAML, "- !!python/object:os.system x\n", "events.yaml:1: The tag `!!python/object"),
    "the same key over and over": (NO_YAML, "a: b\n" * 99_999, "events.yaml:2: `a` was already given"),
    "very many keys": (NO_YAML, "".join(f"a{n}: b\n" for n in range(9_999)), "events.yaml:10000: The"),
    "a field of many lines": (NO_YAML, event() + '  "a\\n@b\\u202E": c\n', "events.yaml:11: event:war"),
    "very many fields": (NO_YAML, f"- {{{','.join(f'a{n}: b' for n in range(199))}}}", "events.yaml:1"),
    "very many words": (NO_YAML, event(sensitive=f"[{'x,' * 9_000}]"), "events.yaml:11: event:war.s"),
    "very many records": (NO_YAML, "".join(event(f"e-{n}") for n in range(5_001)), "events.yaml:1: This"),
    "very many faults": (NO_YAML, "- {a: b}\n" * 9_000, "events.yaml:1: This holds more than 5,000"),
    "too large a file": (NO_YAML, b"a" * 2_000_001, "events.yaml:1: The file is larger than 2,000,000"),
    "too large a topic": ("a.md", topic("## A\n" * 150_000), "a.md:1: The file is larger than 600,000"),
    "very many headings": ("a.md", topic("## A\n" * 99_999), "a.md:8: topic:a.sections: `text` is em"),
    "very many faulty lines": ("a.md", topic("## A\n" + "#\n" * 9_000), "a.md:9: topic:a.sections: A"),
    "a very long line": ("a.md", topic("## A\n" + "** " * 190_000), "a.md:8: topic:a.sections: `text"),
    "a very long heading, twice": (
        "a.md", topic(f"## {'A' * 9_999}\n\nb\n" * 2), "a.md:8: topic:a.sections: `heading` has 9,999"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_at_fault_is_refused_within_a_second(case: str) -> None:
    name, content, begun = FAULTS[case]
    start = time.process_time()
    upload = read_upload(name, content if isinstance(content, bytes) else content.encode())
    assert time.process_time() - start < 1.5  # a second, and some for a slow machine
    faults = told(upload)
    assert upload.errors
    assert 1 <= len(faults) <= 201
    assert faults[0].startswith(begun), faults[:3]


def test_of_very_many_faults_the_first_are_told_and_errors_before_warnings() -> None:
    warned = "".join(person(f"p-{n}", born="2500", died="") for n in range(300))
    upload = read_upload("people.yaml", (warned + person("last", born="no date")).encode())
    faults = told(upload)
    assert len(faults) == 201
    assert "person:last.born" in faults[0]
    assert faults[-1].endswith("There are more faults: mend these, then send it again.")
    assert read_upload("people.yaml", warned.encode()).bodies


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["a.yaml", "events.yaml", "hidden.yaml", "a.md", "a.zip"])
    | st.text(max_size=9),
    st.binary(max_size=60)
    | st.text(st.characters(), max_size=60).map(lambda it: it.encode(errors="replace")),
)
def test_any_file_is_read_or_refused(name: str, data: bytes) -> None:
    told(read_upload(name, data))


def test_what_is_refused_is_what_the_checker_refuses(tmp_path: Path) -> None:
    broken = {**PACK, "calendar/11-november.yaml": event(kind="batle", date="1941-11-31")}
    of_pack = [fault.sentence for fault in inspect(write(tmp_path, broken)).errors]
    assert [fault.sentence for fault in read_upload("a.zip", packed(broken)).errors] == of_pack


def test_the_largest_topic_that_the_schema_allows_fits_an_upload() -> None:
    section, heading = "\U0001f600" * 6_000, "\U0001f600" * 98
    body = "".join(f"## {heading}{n}\n\n{section}\n\n" for n in range(20))
    upload = read_upload(
        "a.md", topic(body, aliases=f"[{','.join('ß' * 90 + str(n) for n in range(40))}]").encode()
    )
    assert told(upload) == []
    assert uploads.MOST_RECORDS > archives.MOST_MEMBERS
