"""Who is erased is nowhere in the database any more, and no post comes after a server is erased."""

import datetime as dt
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import insert, select
from structlog.testing import capture_logs

from bot.domain.deliveries import Stage
from bot.domain.feeds import FeedState
from bot.services.privacy import Privacy
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.drafts import Drafts
from bot.storage.erasures import Erasures
from bot.storage.feeds import Feeds
from bot.storage.guilds import Guilds
from bot.storage.tables import identifies, metadata
from tests.storage.edits import draft
from tests.storage.samples import NOW
from tests.storage.test_erasing import fill

ALICE, BOB = 181_818_181_818_181_818, 272_727_272_727_272_727
HOME, ELSEWHERE = 363_636_363_636_363_636, 454_545_454_545_454_545
UNSEEN = "which nobody but its author has ever read"


@pytest.fixture
async def filled(database):
    async with database.write() as connection:
        await fill(connection, HOME, ALICE, BOB)
        await fill(connection, ELSEWHERE, BOB, ALICE)
        await Drafts(connection).save(draft(guild=HOME, author=ALICE, body={"text": UNSEEN}))
        await connection.execute(insert(identifies).values(bucket=0, free_at=NOW))
    return database


@pytest.fixture
def privacy(filled, clock):
    clock.time = NOW
    return Privacy(filled, clock)


async def dump(database):
    """Give all rows of all tables as text, but for what is kept of those who are erased.

    That are the notes of erasures, and who may not suggest to a server.
    """
    async with database.read() as connection:
        rows = [
            f"{table.name} {tuple(row)}"
            for table in metadata.sorted_tables
            for row in await connection.execute(select(table))
            if table.name not in {"erasures", "blocked"}
        ]
    return "\n".join(rows)


async def places(database, mark, id_):
    """Give the columns with a mark, and those of them that hold an id."""
    columns = [
        column
        for table in metadata.sorted_tables
        for column in table.c
        if column.info.get("holds") == mark
    ]
    async with database.read() as connection:
        holding = [
            column
            for column in columns
            if await connection.scalar(select(column).where(column == id_).limit(1))
        ]
    return columns, holding


@pytest.mark.parametrize(("mark", "id_"), [("member", ALICE), ("server", HOME)])
async def test_an_id_stands_wherever_it_may_before_it_is_erased(filled, mark, id_):
    columns, holding = await places(filled, mark, id_)
    assert holding == columns


async def test_the_id_of_an_erased_member_is_nowhere(privacy, filled):
    assert str(ALICE) in await dump(filled)
    assert await privacy.erase_member(ALICE)
    left = await dump(filled)
    assert str(ALICE) not in left
    assert UNSEEN not in left
    assert str(BOB) in left
    assert not await privacy.erase_member(ALICE)


async def test_an_erased_member_stays_blocked_where_they_were_and_may_see_that(privacy):
    """Else to be erased would be a way round it."""
    await privacy.erase_member(ALICE)
    found = json.loads(await privacy.of_member(ALICE))["tables"]
    assert found["blocked"]["rows"] == [{"guild": str(HOME), "member": str(ALICE)}]
    assert found.keys() == {"blocked", "erasures"}


async def test_the_id_of_an_erased_server_is_nowhere(privacy, filled):
    assert await privacy.erase_server(HOME) == 1
    left = await dump(filled)
    assert str(HOME) not in left
    assert str(ELSEWHERE) in left
    assert json.loads(await privacy.of_member(ALICE))["tables"].keys() & {"blocked"} == set()
    assert await privacy.erase_server(HOME) == 0


async def test_erasures_are_noted_for_backups(privacy, filled):
    await privacy.erase_member(ALICE)
    await privacy.erase_server(HOME)
    async with filled.read() as connection:
        noted = await Erasures(connection).all()
    assert noted == [("member", ALICE, NOW), ("server", HOME, NOW)]


@pytest.mark.sqlite
@pytest.mark.parametrize("what", ["member", "server"])
async def test_no_byte_of_the_files_tells_what_was_deleted(privacy, database_address, what):
    file = Path(database_address.partition("///")[2])
    files = [file, Path(f"{file}-wal")]
    assert any(UNSEEN.encode() in each.read_bytes() for each in files)
    await (privacy.erase_member(ALICE) if what == "member" else privacy.erase_server(HOME))
    gone = [UNSEEN.encode()]
    noted = {"member": ALICE, "server": HOME}[what].to_bytes(8, "big")
    assert not [text for each in files for text in gone if text in each.read_bytes()]
    # In the table of erasures and the index of its key; of a block also in the index of members.
    kept = {"member": 2 + 3, "server": 2}[what]
    assert sum(each.read_bytes().count(noted) for each in files) == kept


@pytest.mark.sqlite
async def test_whoever_reads_for_long_keeps_nobody_from_being_erased(
    privacy, filled, database_address
):
    file = database_address.partition("///")[2]
    with closing(sqlite3.connect(file)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM drafts").fetchall()
        hasty = Privacy(filled.for_members(0.1), privacy._clock)
        assert await hasty.erase_member(ALICE)
    assert str(ALICE) not in await dump(filled)


@pytest.mark.sqlite
async def test_a_log_that_cannot_be_emptied_is_logged(privacy, monkeypatch):
    execute = aiosqlite.Connection.execute

    def failing(self, statement, *arguments):
        if "wal_checkpoint" in statement:
            raise sqlite3.OperationalError("disk I/O error")
        return execute(self, statement, *arguments)

    monkeypatch.setattr(aiosqlite.Connection, "execute", failing)
    with capture_logs() as lines:
        assert await privacy.erase_member(ALICE)
    assert [line["event"] for line in lines] == ["the log of the database stays as it is"]


async def test_who_keeps_something_beside_the_database_is_told(privacy):
    told = []

    async def forget(kind, id_):
        told.append((kind, id_))

    privacy.follow(forget)
    await privacy.erase_member(ALICE)
    await privacy.erase_server(HOME)
    assert told == [("member", ALICE), ("server", HOME)]


async def test_a_member_is_handed_json_that_says_what_each_table_is_for(privacy):
    found = json.loads(await privacy.of_member(ALICE))
    assert (found["member"], found["at"]) == (str(ALICE), NOW.isoformat())
    assert found["tables"]["blocked"] == {
        "what": "The members of each server who may not suggest.",
        "rows": [{"guild": str(HOME), "member": str(ALICE)}],
    }
    assert json.loads(await privacy.of_member(5))["tables"] == {}


async def test_a_server_is_handed_its_data_as_a_zip(privacy):
    with zipfile.ZipFile(io.BytesIO(await privacy.of_server(HOME))) as archive:
        found = json.loads(archive.read(f"server-{HOME}.json"))
    assert found["server"] == str(HOME)
    assert "deliveries" in found["tables"]
    assert "drafts" not in found["tables"]


class AtWork:
    """Another process that works on a post of HOME while the server is erased."""

    def __init__(self, database: Database, clock) -> None:
        self.database = database
        self.clock = clock
        self.looks = 0
        self.states: list[FeedState] = []

    async def begin(self):
        """Take the post, as a process does before it sends it."""
        async with self.database.write() as connection:
            until = NOW + dt.timedelta(seconds=120)
            claimed = await Deliveries(connection).claim("another", NOW, until, 10)
            feeds = await Feeds(connection).by_ids({row.feed for row in claimed})
        [self.row] = [row for row in claimed if feeds[row.feed].guild == HOME]

    async def look(self):
        """See how the daily posts stand."""
        async with self.database.read() as connection:
            self.states = [feed.state for feed in await Feeds(connection).of_guild(HOME)]
        self.looks += 1

    async def save(self):
        """Write that the post was sent; gives what could be written."""
        row = replace(self.row, stage=Stage.DONE, message=5, owner="", finished_at=NOW)
        async with self.database.write() as connection:
            return await Deliveries(connection).save([row], "another")


async def test_a_post_that_is_on_its_way_is_waited_for_and_no_other_begins(filled, clock):
    clock.time = NOW
    other = AtWork(filled, clock)
    await other.begin()

    async def sleep(_):
        await other.look()
        if other.looks == 3:
            assert await other.save()

    assert await Privacy(filled, clock, sleep).erase_server(HOME) == 1
    assert (other.looks, other.states) == (3, [FeedState.PAUSED])
    assert str(HOME) not in await dump(filled)


async def test_who_never_comes_back_is_waited_for_until_the_lease_is_over(filled, clock):
    clock.time = NOW
    other = AtWork(filled, clock)
    await other.begin()

    async def sleep(_):
        await other.look()
        clock.time += dt.timedelta(seconds=30)

    await Privacy(filled, clock, sleep).erase_server(HOME)
    assert other.looks == 4
    assert await other.save() == set()
    assert str(HOME) not in await dump(filled)


async def test_a_lease_that_no_clock_of_today_wrote_holds_nobody_up(filled, clock):
    clock.time = NOW
    other = AtWork(filled, clock)
    await other.begin()
    clock.time = NOW - dt.timedelta(days=4)
    assert await Privacy(filled, clock).erase_server(HOME) == 1


async def test_an_erased_server_may_begin_anew(privacy, filled):
    await privacy.erase_server(HOME)
    async with filled.write() as connection:
        await fill(connection, HOME, ALICE, BOB)
        assert HOME in await Guilds(connection).known()
