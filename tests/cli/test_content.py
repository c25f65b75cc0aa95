"""`fasti check` and `fasti schema`."""

import contextlib
import shutil
from pathlib import Path

import pytest

from bot import settings


def test_the_shipped_pack_has_no_fault(fasti):
    status, output, _ = fasti("check")
    assert status == 0
    assert output.splitlines()[-1].endswith("content: 0 errors, 0 warnings")


def test_a_report_tells_what_a_pack_covers(fasti):
    _, output, _ = fasti("check", "--report")
    assert "Days with nothing:" in output


def test_warnings_stand_below_the_report_above_the_summary(fasti, tmp_path):
    pack = tmp_path / "content"
    shutil.copytree(settings.ROOT / "content", pack)
    places = (pack / "places.yaml").read_text()
    (pack / "places.yaml").write_text(
        f"{places}- {{id: nowhere, name: Nowhere, latitude: 0, longitude: 0}}\n"
    )
    _, output, _ = fasti("check", "--report", str(pack))
    *_, last_of_report, warning, summary = output.splitlines()
    assert last_of_report.startswith("    ")
    assert " warning: place:nowhere: " in warning
    assert summary.startswith(f"{pack}: 0 errors, 1 warning")


def test_every_fault_is_named_with_file_line_and_field(fasti, tmp_path):
    pack = tmp_path / "content"
    shutil.copytree(settings.ROOT / "content", pack)
    place = pack / "places.yaml"
    text = place.read_text()
    line = text[: text.index("latitude:")].count("\n") + 1
    place.write_text(text.replace("latitude: ", "latitude: 9", 1))
    (pack / "calendar" / "06-june.yaml").write_text("- id: no\n\tdate: 1\n")
    status, output, complaint = fasti("check", str(pack))
    assert status == 1
    assert complaint == ""
    assert f"{pack}/places.yaml:{line}: " in output
    assert f"{pack}/calendar/06-june.yaml:2: " in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("inside", "argument", "shown"),
    [
        (".", "{0}/packs/mine", "packs/mine"),
        (".", "packs/mine", "packs/mine"),
        ("packs/mine", "{0}/packs/mine", ""),
        ("elsewhere", "{0}/packs/mine", "{0}/packs/mine"),
        ("elsewhere", "../packs/mine", "../packs/mine"),
    ],
)
def test_a_file_is_named_so_that_it_can_be_opened_from_here(
    inside, argument, shown, fasti, tmp_path
):
    pack = tmp_path / "packs" / "mine"
    shutil.copytree(settings.ROOT / "content", pack)
    (pack / "places.yaml").write_text("")
    (tmp_path / "elsewhere").mkdir()
    with contextlib.chdir(tmp_path / inside):
        _, output, _ = fasti("check", argument.format(tmp_path))
        file = Path(shown.format(tmp_path), "places.yaml")
        assert output.startswith(f"{file}:1: ")
        assert file.is_file()


def test_a_folder_that_is_not_there_is_a_sentence(fasti, tmp_path):
    status, _, complaint = fasti("check", str(tmp_path / "gone"))
    assert status == 1
    assert "cannot be read" in complaint


def test_an_interrupted_command_ends_with_130(fasti, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.content.check", interrupted)
    assert fasti("check")[0] == 130


def test_schemas_are_written_beside_the_pack(fasti, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    status, output, _ = fasti("schema")
    assert status == 0
    written = output.splitlines()
    assert "content/schema/event.json" in written
    committed = Path(__file__).parents[2]
    for name in written:
        assert (tmp_path / name).read_text() == (committed / name).read_text()
