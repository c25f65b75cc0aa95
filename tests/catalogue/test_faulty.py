"""Every fault is named with its file, line, field and a sentence, and nothing crashes."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.catalogue.draft import MOST_FAULTS
from bot.catalogue.load import inspect
from tests.catalogue import faulty
from tests.catalogue.packs import SOUND, Files, person, write

SECONDS = 5  # far above what any case needs: it stops a test that would never end


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def sound_but_for(files: Files) -> Files:
    """Give the sound pack with some files changed; a file may stand where a folder was."""
    kept = {name: text for name, text in SOUND.items() if name.split("/")[0] not in files}
    return {**kept, **files}


@pytest.mark.parametrize("name", faulty.ALL)
def test_a_fault_is_named_with_file_line_and_field(name: str, tmp_path: Path) -> None:
    files, *expected = faulty.ALL[name]
    pack = write(tmp_path, sound_but_for(files))
    found = [str(fault) for fault in inspect(pack).faults]
    wanted = [
        f"{pack}/{one if one[0].isalpha() else f'{next(iter(files))}:{one}'}" for one in expected
    ]
    if expected[-1] == "…":
        wanted.pop()
        assert len(found) > len(wanted)
        found = found[: len(wanted)]
    assert len(found) == len(wanted), found
    for one, begins in zip(found, wanted, strict=True):
        assert one.startswith(begins)
        assert "\n" not in one
        assert len(one) < 500


def test_there_are_many_faulty_packs() -> None:
    assert len(faulty.ALL) >= 45


def test_a_pack_with_an_error_has_no_contents(tmp_path: Path) -> None:
    files, *_ = faulty.ALL["a title too long"]
    assert inspect(write(tmp_path, sound_but_for(files))).contents is None


def test_a_warning_alone_keeps_no_pack_from_use(tmp_path: Path) -> None:
    files, *_ = faulty.ALL["a very long life"]
    inspection = inspect(write(tmp_path, sound_but_for(files)))
    assert inspection.faults
    assert not inspection.errors
    assert inspection.contents


def long_lives(people: int) -> str:
    return "".join(person(f"p{n}", name=f"Person {n}", died="2005") for n in range(people))


def test_more_warnings_than_anyone_reads_are_no_error(tmp_path: Path) -> None:
    pack = write(tmp_path, sound_but_for({"people/others.yaml": long_lives(250)}))
    inspection = inspect(pack)
    assert len(inspection.faults) == MOST_FAULTS + 1
    assert inspection.faults[-1].sentence.startswith("There are more faults in this file")
    assert not inspection.errors
    assert inspection.contents
    assert len(inspection.contents.people) == 252


def test_an_error_is_not_cut_for_warnings(tmp_path: Path) -> None:
    text = long_lives(250) + person("last", died="1870")
    inspection = inspect(write(tmp_path, sound_but_for({"people/others.yaml": text})))
    assert [fault.where for fault in inspection.errors] == ["person:last.died"]
    assert inspection.faults[0] == inspection.errors[0]
    assert inspection.contents is None


def test_a_file_of_errors_ends_with_an_error(tmp_path: Path) -> None:
    files, *_ = faulty.ALL["more faults than anyone reads"]
    faults = inspect(write(tmp_path, sound_but_for(files))).errors
    assert len(faults) == MOST_FAULTS + 1
    assert faults[-1].sentence.startswith("There are more faults in this file")


@pytest.mark.parametrize("given", ["pack", "./pack", "../{0}/pack", "{1}/pack"])
def test_files_are_named_as_the_pack_was_given(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, sound_but_for({"calendar/06-june.yaml": ""}))
    monkeypatch.chdir(tmp_path)
    path = Path(given.format(tmp_path.name, tmp_path))
    (fault,) = inspect(path).faults
    assert fault.file == f"{path}/calendar/06-june.yaml"
    assert Path(fault.file).is_file()


def test_faults_of_several_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    pack = write(
        tmp_path,
        {
            **SOUND,
            "topics/volga-flotilla.md": "no front matter",
            "calendar/11-november.yaml": "- [",
            "places.yaml": "- id: atlantis\n  latitude: 91\n",
        },
    )
    files = [fault.file for fault in inspect(pack).faults]
    assert files == sorted(files)
    assert set(files) == {
        f"{pack}/calendar/11-november.yaml",
        f"{pack}/places.yaml",
        f"{pack}/topics/battle-of-stalingrad.md",
        f"{pack}/topics/volga-flotilla.md",
    }


def test_references_into_a_file_that_cannot_be_read_are_no_faults(tmp_path: Path) -> None:
    pack = write(tmp_path, {**SOUND, "people/commanders.yaml": "\t", "sources.yaml": "["})
    assert {fault.file for fault in inspect(pack).faults} == {
        f"{pack}/people/commanders.yaml",
        f"{pack}/sources.yaml",
    }


@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, "{a: " * 400_000, "- " * 900_000, "? " * 900_000]
)
def test_no_nesting_crashes_the_process(text: str, tmp_path: Path) -> None:
    """It is a process of its own that is put at risk: the plain loaders end it by a signal."""
    pack = write(tmp_path, {**SOUND, "calendar/06-june.yaml": text})
    code = (
        "import pathlib, sys; from bot.catalogue.load import inspect;"
        "print(*inspect(pathlib.Path(sys.argv[1])).faults)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, str(pack)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{pack}/calendar/06-june.yaml:1: ")
