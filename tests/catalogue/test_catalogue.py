"""A pack, indexed."""

import pytest

from bot.catalogue.catalogue import Catalogue, bounds
from bot.domain.dates import Edge, Historical, day_number, parse
from bot.domain.errors import ContentError
from tests.catalogue.packs import SOUND, write


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("1941-06-22", (1941, 6, 22), (1941, 6, 22)),
        ("1941", (1941, 1, 1), (1941, 12, 31)),
        ("1939/1945", (1939, 1, 1), (1945, 12, 31)),
        ("1939/..", (1939, 1, 1), (1939, 1, 1)),
        ("/1945", (1945, 12, 31), (1945, 12, 31)),
    ],
)
def test_a_date_has_bounds_even_where_one_end_is_open(date, first, last):
    assert bounds(parse(date)) == (day_number(*first), day_number(*last))


def test_a_date_without_either_end_has_none():
    with pytest.raises(ValueError, match="neither a beginning nor an end"):
        bounds(Historical(start=Edge.OPEN, end=Edge.UNKNOWN))


def test_a_sound_pack_becomes_a_catalogue(tmp_path):
    found = Catalogue.load(write(tmp_path / "content", SOUND))
    assert set(found.entries) == {
        entry.key
        for each in (found.contents.events, found.contents.people, found.contents.topics)
        for entry in each.values()
    }
    assert len(found.timeline) == len(found.contents.events)


def test_a_pack_with_faults_becomes_none(tmp_path):
    pack = write(tmp_path / "content", {**SOUND, "places.yaml": b"- id: Not An Id\n"})
    with pytest.raises(ContentError, match=r"places\.yaml:1: "):
        Catalogue.load(pack)
