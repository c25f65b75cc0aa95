"""What names a member or a server is marked as such; each is handed all of theirs, and nothing of others."""

import json

from sqlalchemy import BigInteger

from bot.storage.database import Database
from bot.storage.erasures import Erasures
from bot.storage.holdings import GIVEN, of_member, of_server
from bot.storage.tables import metadata
from tests.storage.samples import GUILD, NOW
from tests.storage.test_erasing import ALICE, BOB, fill

# Of these nothing is told of a member: what Discord calls a channel, a role or a message, and
# numbers of our own.
IMPERSONAL = {
    "command_sync.application_id",
    "backups.id",
    "feeds.id",
    "feeds.channel",
    "feeds.role",
    "feeds.pinned",
    "deliveries.feed",
    "deliveries.channel",
    "deliveries.message",
    "deliveries.thread",
    "revisions.id",
    "suggestions.id",
    "suggestions.revision",
    "drafts.id",
    "drafts.suggestion",
    "desks.editor_role",
    "desks.audit_channel",
}


def marked(*marks: str) -> set[str]:
    columns = [column for table in metadata.sorted_tables for column in table.c]
    return {str(column) for column in columns if column.info.get("holds") in marks}


def test_every_column_that_could_hold_an_id_says_whose_or_is_known_to_be_nobodys() -> None:
    columns = [column for table in metadata.sorted_tables for column in table.c]
    large = {
        str(column)
        for column in columns
        if isinstance(column.type, BigInteger)
        or any(isinstance(each, BigInteger) for each in column.type._variant_mapping.values())
    }
    assert large == IMPERSONAL | marked("member", "server", "erased")
    assert not IMPERSONAL & marked("member", "server", "erased")


def test_every_column_that_names_members_is_handed_over_to_them() -> None:
    assert {str(column) for column in GIVEN} == marked("member")


async def filled(database: Database) -> Database:
    async with database.write() as connection:
        await fill(connection, GUILD, ALICE, BOB)
        await fill(connection, GUILD + 1, BOB, ALICE)
        await Erasures(connection).note("member", ALICE, NOW)
        await Erasures(connection).note("server", GUILD, NOW)
    return database


async def test_a_member_is_handed_all_rows_that_name_them_and_no_other_member(
    database: Database,
) -> None:
    async with (await filled(database)).read() as connection:
        found = await of_member(connection, ALICE)
    sizes = {name: len(rows) for name, rows in found.items()}
    assert sizes == {
        "feeds": 1,
        "revisions": 2,  # one that they made, one that credits them
        "suggestions": 10,  # of two servers: three of theirs, and two that they decided
        "drafts": 4,
        "blocked": 1,
        "erasures": 1,
    }
    assert str(BOB) not in json.dumps(found)
    assert all(str(ALICE) in json.dumps(row) for rows in found.values() for row in rows)


async def test_of_what_another_wrote_a_member_is_handed_that_it_names_them(
    database: Database,
) -> None:
    async with (await filled(database)).read() as connection:
        found = await of_member(connection, ALICE)
    decided = [row for row in found["suggestions"] if "decided_by" in row]
    assert len(decided) == 4
    assert not any({"wrong", "source", "fields", "author"} & {*row} for row in decided)
    [credited] = [row for row in found["revisions"] if "credit" in row]
    assert not {"body", "author", "note"} & {*credited}


async def test_a_row_that_names_a_member_twice_is_handed_over_once(database: Database) -> None:
    async with database.write() as connection:
        await fill(connection, GUILD, ALICE, ALICE)
        found = await of_member(connection, ALICE)
    [own] = found["revisions"]
    assert (own["author"], own["credit"]) == (str(ALICE), str(ALICE))
    assert own["body"]
    assert len({row["id"] for row in found["suggestions"]}) == len(found["suggestions"]) == 6


async def test_a_server_is_handed_all_of_its_own_but_drafts(database: Database) -> None:
    async with (await filled(database)).read() as connection:
        found = await of_server(connection, GUILD)
        nothing = await of_server(connection, 5)
    sizes = {name: len(rows) for name, rows in found.items()}
    assert sizes == {
        "guilds": 1,
        "feeds": 1,
        "deliveries": 1,
        "revisions": 1,
        "suggestions": 6,
        "desks": 1,
        "blocked": 1,
        "erasures": 1,
    }
    guilds = {row["guild"] for rows in found.values() for row in rows if "guild" in row}
    assert guilds == {str(GUILD)}
    assert nothing == {}
