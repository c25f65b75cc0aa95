"""A pack without faults becomes the domain's own values; anything else is told in sentences."""

import gc
import os
import re
from pathlib import Path

import pytest

from bot.catalogue.load import inspect, load
from bot.domain.dates import parse, parse_julian
from bot.domain.entries import (
    Citation,
    Event,
    Kind,
    Pack,
    Person,
    Place,
    Role,
    Section,
    Sensitive,
    Source,
    SourceKind,
    Topic,
)
from bot.domain.errors import ContentError, HostError

from .packs import SOUND, event, write


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path, SOUND)


def test_a_sound_pack_has_no_faults(pack: Path) -> None:
    assert inspect(pack).faults == ()


def test_the_pack_itself(pack: Path) -> None:
    assert load(pack).pack == Pack(
        title="The Volga",
        description="A war on a river.",
        language="en",
        licence="CC-BY-4.0",
        version="0.1.0",
    )


def test_an_event_with_every_field(pack: Path) -> None:
    assert load(pack).events["operation-uranus-begins"] == Event(
        id="operation-uranus-begins",
        date=parse("1942-11-19"),
        title="Operation Uranus begins",
        text="The counter-offensive begins.",
        kind=Kind.BATTLE,
        importance=3,
        topics=("battle-of-stalingrad", "volga-flotilla"),
        people=("georgy-zhukov",),
        places=("stalingrad",),
        aliases=("Uranus",),
        sources=(Citation(source="beevor-1998"), Citation(source="leaflet", at="4")),
        dispute="The date of the decision is disputed.",
        sensitive=(Sensitive.CAPTIVITY,),
    )


def test_words_that_plain_yaml_turns_into_other_things_stay_words(pack: Path) -> None:
    revolution = load(pack).events["october-revolution"]
    assert (revolution.title, revolution.text) == ("no", "12:30")
    assert revolution.old_style == parse_julian("1917-10-25")


@pytest.mark.parametrize("word", ["on", "yes", "no", "12:30", "0o17", "1e3", "1_000", ".inf", "="])
def test_values_stay_text(word: str, tmp_path: Path) -> None:
    word = word.replace("_", " ")
    pack = write(tmp_path, {**SOUND, "calendar/06-june.yaml": event(text=word)})
    assert load(pack).events["war"].text == word


def test_a_person_with_every_field(pack: Path) -> None:
    assert load(pack).people["georgy-zhukov"] == Person(
        id="georgy-zhukov",
        name="Georgy Zhukov",
        native_name="Георгий Жуков",
        aliases=("Georgi Zhukov", "Жуков"),
        born=parse("1896-12-01"),
        born_old_style=parse_julian("1896-11-19"),
        died=parse("1974-06-18"),
        roles=(
            Role(title="Chief of the General Staff", years=parse("1941")),
            Role(title="Deputy Supreme Commander-in-Chief", years=parse("1942/1945")),
            Role(title="Marshal"),
        ),
        importance=3,
        text="He planned the counter-offensive.",
        topics=("battle-of-stalingrad",),
        sources=(Citation(source="beevor-1998", at="chapter 4"), Citation(source="leaflet")),
        dispute="He and Vasilevsky both claimed the plan.",
        sensitive=(Sensitive.EXECUTION,),
    )


def test_fields_left_empty_count_as_left_out(pack: Path) -> None:
    assert load(pack).people["nicholas"] == Person(
        id="nicholas",
        name="Nicholas",
        born=parse("1868-05-18"),
        died=parse("1918-07-17"),
        text="The first paragraph, in two lines.\nThe second.",
        sources=(Citation(source="leaflet"),),
    )


def test_a_topic_with_its_sections(pack: Path) -> None:
    assert load(pack).topics["battle-of-stalingrad"] == Topic(
        id="battle-of-stalingrad",
        title="Battle of Stalingrad",
        aliases=("Stalingrad battle",),
        period=parse("1942-07-17/1943-02-02"),
        summary="The battle for the city.",
        importance=2,
        people=("georgy-zhukov", "nicholas"),
        places=("stalingrad",),
        related=("volga-flotilla",),
        sources=(Citation(source="beevor-1998"),),
        dispute="The losses are disputed.",
        sensitive=(Sensitive.MASS_KILLING,),
        sections=(
            Section(
                heading="The plan",
                text="Two *fronts* and **one\nbold** plan – no code, of course:\n- the north;\n"
                "- the south.\n\n> A quote, said – 3 * 2 times.",
            ),
            Section(heading="The end", text="1943 was the year. It ended on 2 February."),
        ),
    )


def test_a_place_and_a_source(pack: Path) -> None:
    contents = load(pack)
    assert contents.places["stalingrad"] == Place(
        id="stalingrad",
        name="Stalingrad",
        today="Volgograd, Russia",
        names=("Tsaritsyn", "Volgograd", "Сталинград"),
        latitude=48.71,
        longitude=44.51,
    )
    assert contents.sources["beevor-1998"] == Source(
        id="beevor-1998",
        author="Antony Beevor",
        title="Stalingrad",
        year="1998",
        publisher="Viking",
        url="https://www.example.org/a_book?page=1~2",
        kind=SourceKind.BOOK,
        trust="A widely used narrative history.",
    )
    assert contents.sources["leaflet"].trust == "Nobody knows who printed it."


def test_windows_line_ends_and_byte_order_marks_are_welcome(pack: Path, tmp_path: Path) -> None:
    files = {
        name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        for name, text in SOUND.items()
        if isinstance(text, str)
    }
    assert load(write(tmp_path / "windows", files)) == load(pack)


def test_a_pack_without_places_topics_or_people(tmp_path: Path) -> None:
    names = ("pack.yaml", "sources.yaml")
    alone = event(topics="[]", people="", places="[]", sources="[beevor-1998, leaflet]")
    files = {name: SOUND[name] for name in names} | {"calendar/06-june.yaml": alone}
    inspection = inspect(write(tmp_path, files))
    assert inspection.faults == ()
    assert inspection.contents
    assert list(inspection.contents.events) == ["war"]


def test_a_pack_with_errors_is_refused_with_every_one_of_them(tmp_path: Path) -> None:
    june = event(kind="batle", people="[nicholas, nobody]")
    pack = write(
        tmp_path, {**SOUND, "calendar/06-june.yaml": june + event("later", date="1890-06-22")}
    )
    with pytest.raises(ContentError) as caught:
        load(pack)
    assert [fault.line for fault in caught.value.faults] == [5]
    assert str(caught.value).startswith(f"{pack}/calendar/06-june.yaml:5: event:war.kind: `batle`")
    assert str(caught.value).splitlines()[1:] == [
        f"1 error in {pack}: mend it (fasti check {pack}), then start again."
    ]


def test_several_errors_end_with_their_number(pack: Path) -> None:
    (pack / "people" / "others.yaml").write_text("- a\n- b\n")
    with pytest.raises(ContentError) as caught:
        load(pack)
    last = f"2 errors in {pack}: mend them (fasti check {pack}), then start again."
    assert str(caught.value).splitlines()[2:] == [last]


def test_an_empty_folder_lacks_its_files(tmp_path: Path) -> None:
    faults = [str(fault) for fault in inspect(tmp_path).faults]
    assert faults == [
        f"{tmp_path}/{name}:1: The file is missing: see README.md for what it holds."
        for name in ("pack.yaml", "sources.yaml")
    ]


def test_no_folder_is_a_sentence(tmp_path: Path) -> None:
    sentence = f"The content pack {tmp_path / 'none'} cannot be read: No such file or directory."
    with pytest.raises(HostError, match=re.escape(sentence)):
        load(tmp_path / "none")


def test_a_file_for_a_folder_is_a_sentence(pack: Path) -> None:
    with pytest.raises(HostError, match="is a file: name the folder of the content pack"):
        load(pack / "pack.yaml")


def test_a_link_that_leads_to_itself(pack: Path) -> None:
    (pack / "calendar" / "06-june.yaml").symlink_to("06-june.yaml")
    (fault,) = inspect(pack).faults
    assert fault.sentence == (
        "The file cannot be read (Too many levels of symbolic links): "
        "check its name and its permissions."
    )


@pytest.mark.parametrize("name", [b"\xff.yaml", b"a\nb.yaml", b"\x1b[31m.yaml"])
def test_a_file_whose_name_is_no_text(name: bytes, pack: Path) -> None:
    (pack / "people" / os.fsdecode(name)).write_bytes(b"")
    (fault,) = inspect(pack).faults
    assert re.fullmatch(r".*/pack/people/[^\n\x1b]+\.yaml:1: The file is empty: .*", str(fault))
    assert str(fault).encode()


def test_a_folder_named_like_a_file(pack: Path) -> None:
    (pack / "calendar" / "06-june.yaml").mkdir()
    (fault,) = inspect(pack).faults
    assert str(fault) == f"{pack}/calendar/06-june.yaml:1: This is not a file: replace it with one."


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool, pack: Path) -> None:  # noqa: FBT001
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        load(pack)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
