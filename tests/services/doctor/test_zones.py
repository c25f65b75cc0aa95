"""Time-zone data of the system and of the package tzdata."""

import datetime as dt
import zoneinfo
from importlib import resources

import pytest

from bot.services.doctor import CannotLookError, State
from bot.services.doctor.zones import Zones, package_version, system_version
from bot.storage.checkup import Configured
from tests.ui.posts import feed_of


@pytest.fixture
def feeds():
    return []


@pytest.fixture
def looked(clock, feeds, tmp_path):
    """Give a function that looks, with such a file of the system's version, at the main finding."""

    async def look(file="", text=""):
        async def configured():
            return Configured(feeds=tuple(feeds), unreadable={}, audits={})

        if file:
            (tmp_path / "UTC").touch()
            (tmp_path / file).write_text(text)
        return await Zones(clock, configured, "UTC", [str(tmp_path)]).look()

    return look


@pytest.mark.parametrize(
    ("file", "text", "edition"),
    [
        ("tzdata.zi", "# version 2026a\n", "2026a"),
        ("+VERSION", "2025b\n", "2025b"),
        ("version", "what\n", "of an unknown edition"),
    ],
)
async def test_the_systems_data_are_used_where_there_are_any(looked, file, text, edition):
    [found] = await looked(file, text)
    assert found.saw.startswith(f"The system's, {edition}, are used; the package tzdata has 20")
    assert found.state is State.FINE


async def test_else_those_of_the_package_are(looked):
    [found] = await looked()
    assert (
        found.saw
        == f"Those of the package tzdata, {package_version()}, are used; the system has none"
    )


async def test_data_older_than_a_year_are_to_mend(looked, clock):
    [found] = await looked("+VERSION", "2024b")
    assert (found.state, found.saw.endswith("They are older than a year")) == (State.MEND, True)
    assert "the system's package tzdata" in found.remedy


async def test_an_old_package_is_to_mend_too(looked, clock):
    clock.time += dt.timedelta(days=3660)
    [found] = await looked()
    assert found.remedy == "Upgrade Fasti, or its package tzdata."


async def test_a_zone_whose_rules_have_changed_is_named(looked, feeds, monkeypatch, tmp_path):
    feeds += [feed_of(zone="Europe/Berlin"), feed_of(zone="Asia/Tokyo"), feed_of(zone="No/Where")]
    with (resources.files("tzdata") / "zoneinfo" / "Africa" / "Cairo").open("rb") as stream:
        other = zoneinfo.ZoneInfo.from_file(stream, key="Europe/Berlin")
    given, usual = {"Europe/Berlin": other}, zoneinfo.ZoneInfo

    def zone(key):
        return given.get(key) or usual(key)

    zone.from_file = usual.from_file  # type: ignore[attr-defined]
    monkeypatch.setattr(zoneinfo, "ZoneInfo", zone)
    data, unknown = await looked("+VERSION", "2026a")
    assert data.state is State.MEND
    assert data.saw.endswith("with other rules for Europe/Berlin")
    assert unknown.saw == "No zone is called No/Where: #1 of 1"


async def test_of_many_posts_in_an_unknown_zone_a_few_are_named(looked, feeds):
    feeds += [feed_of(zone="No/Where", guild=number) for number in range(1, 9)]
    _, unknown = await looked()
    assert unknown.saw.endswith("#1 of 1, #1 of 2, #1 of 3, #1 of 4 and #1 of 5 and 3 more")


async def test_without_a_database_the_zone_of_the_settings_is_looked_up(clock):
    async def configured():
        raise CannotLookError("It is damaged")

    data, unseen, told = await Zones(clock, configured, "No/Where", []).look()
    assert data.state is State.FINE
    assert unseen.saw == "No zone is called No/Where: TIME_ZONE"
    assert (told.name, told.saw) == ("time zones of daily posts", "It is damaged")


def test_a_folder_that_is_not_there_holds_none():
    assert system_version(["/nowhere"]) is None
