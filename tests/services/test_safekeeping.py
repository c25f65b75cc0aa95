"""A host is told of a full disk and of failing backups before anything is lost."""

import datetime as dt

import pytest

from bot.services.backing_up import DailyBackups
from bot.services.safekeeping import LEAST_FREE, Safekeeping, usage_of
from bot.storage.copying import FULL

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "fasti.sqlite3"


@pytest.fixture
def backups(file, clock):
    return DailyBackups(file, file.parent / "backups", 3, clock)


@pytest.fixture
def made(file, clock):
    """Give a function that leaves a backup there that is of so long ago."""

    def make(age):
        (file.parent / "backups").mkdir()
        name = f"fasti-{clock.time - age:%Y%m%dT%H%M%SZ}.sqlite3"
        (file.parent / "backups" / name).touch()

    return make


@pytest.mark.parametrize(
    ("free", "problems", "warnings"),
    [
        (LEAST_FREE, 0, 0),
        (LEAST_FREE - 1, 0, 1),
        (FULL, 0, 1),
        (FULL - 1, 1, 0),
        (0, 1, 0),
    ],
)
def test_a_disk_with_little_room_is_warned_of_and_a_full_one_is_a_problem(
    file, clock, free, problems, warnings
):
    kept = Safekeeping(file, None, clock, lambda _: (LEAST_FREE * 9, free)).look()
    assert (kept.free, len(kept.problems), len(kept.warnings)) == (free, problems, warnings)
    for told in (*kept.problems, *kept.warnings):
        assert told.startswith(f"The disk of the database {file} has {free / 1e6:,.0f} MB free: ")


def test_the_room_is_that_of_the_disk_with_the_file(file, clock):
    sizes = {file.parent: (9, 5)}
    assert Safekeeping(file, None, clock, sizes.__getitem__).look().free == 5
    _, free = usage_of(file.parent)
    assert Safekeeping(file, None, clock).look().free == pytest.approx(free, rel=0.1)


def test_a_disk_that_is_gone_is_told_of_by_others(file, clock):
    kept = Safekeeping(file.parent / "gone" / "file", None, clock).look()
    assert (kept.free, kept.problems, kept.warnings) == (None, [], [])


@pytest.mark.parametrize(("hours", "warned"), [(48, []), (49, ["2 days"]), (96, ["4 days"])])
def test_a_backup_of_more_than_two_days_is_warned_of(clock, backups, made, hours, warned):
    made(hours * HOUR)
    kept = Safekeeping(backups._file, backups, clock).look()
    assert kept.backed_up_at == clock.time - hours * HOUR
    assert kept.problems == []
    assert [each[25:31] for each in kept.warnings] == warned


def test_before_the_first_backup_all_is_well(file, clock, backups):
    kept = Safekeeping(file, backups, clock).look()
    assert (kept.backed_up_at, kept.warnings) == (None, [])


async def test_a_backup_that_could_not_be_made_is_warned_of_until_one_is(
    file, clock, backups, made
):
    made(24 * HOUR)
    assert not await backups.look()
    (told,) = Safekeeping(file, backups, clock).look().warnings
    assert told == f"No backup could be made: There is no database {file}: name the file of one."
