"""What is told of a database without changing it."""

import contextlib
import shutil
import sqlite3

import pytest
from sqlalchemy import update

from bot.domain.errors import HostError
from bot.storage.checkup import configured, file_facts
from bot.storage.desks import Desks
from bot.storage.feeds import Feeds
from bot.storage.migrate import revisions
from bot.storage.tables import feeds

from .samples import NOW, PLAN, TODAY, add_feed


@pytest.fixture
def file(migrated, tmp_path):
    return shutil.copy(migrated, tmp_path / "fasti.sqlite3")


def execute(file, *statements):
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def never():
    return False


@pytest.mark.sqlite
def test_a_whole_file_tells_its_revision_and_sizes(file):
    facts = file_facts(file, never)
    assert (facts.revision, facts.fault, facts.may_write) == (revisions()[-1], "", True)
    assert facts.size == file.stat().st_size
    assert (facts.log_size, facts.free) == (0, 0)


@pytest.mark.sqlite
def test_the_log_and_free_pages_are_counted(file):
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE large (bytes BLOB)")
        other.execute("INSERT INTO large VALUES (zeroblob(100000))")
        other.execute("DROP TABLE large")
        other.commit()
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE small (bytes BLOB)")
        other.commit()
        facts = file_facts(file, never)
    assert facts.free > 90_000
    assert facts.log_size > 0


@pytest.mark.sqlite
def test_a_row_without_its_parent_and_a_broken_index_are_faults(file):
    execute(file, "INSERT INTO desks (guild) VALUES (4242)")
    assert file_facts(file, never).fault == "a row of desks has lost the row it belongs to"
    execute(
        file,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = 3 WHERE rootpage = 4",
    )
    assert file_facts(file, never).fault != ""


@pytest.mark.sqlite
def test_a_database_of_others_has_no_revision(tmp_path):
    execute(tmp_path / "other", "CREATE TABLE theirs (id)")
    facts = file_facts(tmp_path / "other", never)
    assert (facts.revision, facts.is_foreign) == (None, True)


@pytest.mark.sqlite
def test_what_is_no_database_is_told_with_a_remedy(tmp_path):
    (tmp_path / "text").write_text("no database" * 100)
    with pytest.raises(HostError, match="put a backup in its place with fasti restore FILE"):
        file_facts(tmp_path / "text", never)
    with pytest.raises(HostError, match="There is no database"):
        file_facts(tmp_path / "none", never)


@pytest.mark.sqlite
def test_looking_ends_when_nobody_waits_any_more(file, monkeypatch):
    monkeypatch.setattr("bot.storage.checkup._OPERATIONS", 1)
    with pytest.raises(TimeoutError):
        file_facts(file, lambda: True)


async def test_all_that_is_set_up_is_given_and_what_cannot_be_read_is_counted(database):
    async with database.write() as connection:
        first = await add_feed(connection, guild=2)
        second = await add_feed(connection, guild=1)
        lost = await Feeds(connection).add(1, PLAN, 3, NOW, NOW, TODAY)
        unheard_of = update(feeds).where(feeds.c.id == lost.id).values(kinds=["unheard-of"])
        await connection.execute(unheard_of)
        await Desks(connection).set_audit_channel(7, 70)
        await Desks(connection).set_editor_role(8, 80)
    async with database.read() as connection:
        told = await configured(connection)
    assert [feed.id for feed in told.feeds] == [second.id, first.id]
    assert told.unreadable == {1: (2,)}
    assert told.audits == {7: 70}
