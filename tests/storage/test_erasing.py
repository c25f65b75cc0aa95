"""Erasing a server leaves nothing of it in any table, erasing a member nothing that names them."""

from dataclasses import replace

import pytest
from sqlalchemy import BigInteger, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.deliveries import Delivery
from bot.domain.feeds import NOBODY
from bot.domain.revisions import SuggestionState
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.desks import Desks
from bot.storage.drafts import Drafts
from bot.storage.feeds import Feeds
from bot.storage.guilds import Guilds
from bot.storage.members import Members
from bot.storage.revisions import Revisions
from bot.storage.suggestions import Suggestions
from bot.storage.tables import deliveries, drafts, metadata, revisions, suggestions
from tests.storage.edits import BODY, RECORD, draft, revision, suggestion
from tests.storage.samples import DAY, GUILD, NOW, PLAN, TODAY

OF_NO_SERVER = {"backups", "command_sync", "erasures", "identifies", "processes"}
ALICE, BOB = 123_456_789_012, 210_987_654_321
APPROVED, REJECTED = SuggestionState.APPROVED, SuggestionState.REJECTED


async def fill(connection: AsyncConnection, guild: int, one: int, other: int) -> None:
    """Put rows into all tables: what each of two members did alone and with the other."""
    feed = await Feeds(connection).add(guild, PLAN, one, NOW, NOW, TODAY)
    await Deliveries(connection).open([Delivery(feed=feed.id, on=TODAY, due_at=NOW)])
    await Desks(connection).set_editor_role(guild, 5)
    await Desks(connection).block(guild, one)
    published = await Revisions(connection).append(
        revision(guild=guild, author=one, credit=other), 0
    )
    for suggester, editor in ((one, other), (other, one)):
        await decided(connection, guild, suggester, editor, APPROVED, published.id)
        await decided(connection, guild, suggester, editor, REJECTED, None)
        is_open = await Suggestions(connection).add(suggestion(guild=guild, author=suggester))
        await Drafts(connection).save(draft(guild=guild, author=editor, suggestion=is_open.id))
        await Drafts(connection).save(draft(guild=guild, author=editor))


async def decided(  # noqa: PLR0917 - the columns in their order
    connection: AsyncConnection,
    guild: int,
    author: int,
    by: int,
    state: SuggestionState,
    published: int | None,
) -> None:
    added = await Suggestions(connection).add(suggestion(guild=guild, author=author))
    await Suggestions(connection).decide(guild, added.id, state, by=by, now=NOW, revision=published)


@pytest.fixture
async def filled(database: Database) -> Database:
    """Fill all tables for two servers, with two members in both."""
    async with database.write() as connection:
        await fill(connection, GUILD, ALICE, BOB)
        await fill(connection, GUILD + 1, BOB, ALICE)
        sizes = await sizes_of(connection)
    assert {name for name, size in sizes.items() if not size} == OF_NO_SERVER
    return database


async def sizes_of(connection: AsyncConnection) -> dict[str, int]:
    return {
        table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


async def test_erasing_a_server_leaves_nothing_of_it_and_all_of_others(filled: Database) -> None:
    async with filled.write() as connection:
        before = await sizes_of(connection)
        others = await rows_of(connection, GUILD + 1)
        assert await Guilds(connection).erase(GUILD) == 1
        assert await sizes_of(connection) == {name: size // 2 for name, size in before.items()}
        assert await rows_of(connection, GUILD + 1) == others
        assert await Guilds(connection).known() == {GUILD + 1}


async def test_a_server_goes_with_all_of_it_where_rows_are_deleted_by_cascade(
    filled: Database,
) -> None:
    async with filled.write() as connection:
        before = await sizes_of(connection)
        await connection.execute(text(f"DELETE FROM guilds WHERE id = {GUILD}"))  # noqa: S608
        assert await sizes_of(connection) == {name: size // 2 for name, size in before.items()}


async def test_erasing_leaves_no_orphans_where_nothing_is_deleted_by_cascade(
    filled: Database,
) -> None:
    """A unit of work that may change tables raises HostError for rows that lost their parent."""
    async with filled.migrate() as connection:
        await Members(connection).erase(ALICE)
        await connection.execute(deliveries.delete())  # which are for the cascade alone
        await Guilds(connection).erase(GUILD)
        sizes = await sizes_of(connection)
    assert sizes == {
        "guilds": 1,
        "feeds": 1,
        "revisions": 1,
        "suggestions": 4,
        "drafts": 1,
        "desks": 1,
        "blocked": 1,
        "deliveries": 0,
        "command_sync": 0,
        "backups": 0,
        "erasures": 0,
        "identifies": 0,
        "processes": 0,
    }


async def rows_of(connection: AsyncConnection, guild: int) -> dict[str, list[object]]:
    """Give the rows of each table that has a column for the server."""
    return {
        table.name: [
            tuple(row)
            for row in await connection.execute(select(table).where(table.c.guild == guild))
        ]
        for table in metadata.sorted_tables
        if "guild" in table.c
    }


async def names(connection: AsyncConnection, table: Table, member: int) -> list[str]:
    """Give the columns of a table that hold the id of a member."""
    return [
        f"{table.name}.{column.name}"
        for column in table.c
        if isinstance(column.type, BigInteger)
        and await connection.scalar(select(func.count()).where(column == member))
    ]


async def places(connection: AsyncConnection, member: int) -> list[str]:
    return [
        name for table in metadata.sorted_tables for name in await names(connection, table, member)
    ]


async def test_erasing_a_member_leaves_nothing_that_names_them_but_that_a_server_blocked_them(
    filled: Database,
) -> None:
    async with filled.write() as connection:
        everywhere = [
            "feeds.author",
            "revisions.author",
            "revisions.credit",
            "blocked.member",
            "suggestions.author",
            "suggestions.decided_by",
            "drafts.author",
        ]
        assert sorted(await places(connection, ALICE)) == sorted(everywhere)
        others = await places(connection, BOB)
        assert await Members(connection).erase(ALICE)
        assert await places(connection, ALICE) == ["blocked.member"]
        assert await places(connection, BOB) == others
        assert await Desks(connection).blocked(GUILD) == [ALICE]
        again = await Members(connection).erase(ALICE)
        assert (bool(again), again.blocks) == (False, 1)


async def test_what_an_erased_member_published_stays(filled: Database) -> None:
    async with filled.write() as connection:
        before = await sizes_of(connection)
        await Members(connection).erase(ALICE)
        after = await sizes_of(connection)
        changed = {name: after[name] for name in after if after[name] != before[name]}
        latest = await Revisions(connection).latest(GUILD, RECORD)
        feed = await Feeds(connection).get(GUILD, 1)
    assert latest is not None
    assert feed is not None
    assert (latest.author, latest.body, latest.credit) == (None, BODY, BOB)
    assert (feed.author, feed.plan, feed.next_at) == (NOBODY, PLAN, NOW)
    # Of two servers: BOB's suggestions, ALICE's that were approved, and BOB's drafts of his own.
    assert changed == {"suggestions": 8, "drafts": 2}


async def test_of_an_erased_members_suggestions_only_approved_ones_keep_their_text(
    filled: Database,
) -> None:
    async with filled.write() as connection:
        await Members(connection).erase(ALICE)
        nobodys = select(suggestions).where(suggestions.c.author.is_(None))
        left = (await connection.execute(nobodys)).all()
        mine = select(func.count()).where(suggestions.c.decided_by.is_(None))
        assert await connection.scalar(mine) == 2 + 4  # BOB's open ones, and those ALICE decided
    assert [row.state for row in left] == [APPROVED, APPROVED]
    assert [(row.wrong, row.wants_credit) for row in left] == [(suggestion().wrong, False)] * 2


async def test_a_suggestion_outlives_its_revision(filled: Database) -> None:
    async with filled.write() as connection:
        await connection.execute(revisions.delete())
        assert await connection.scalar(select(func.count()).where(suggestions.c.revision > 0)) == 0
        assert (await sizes_of(connection))["suggestions"] == 12


async def test_a_draft_goes_with_the_suggestion_it_takes_up(filled: Database) -> None:
    async with filled.write() as connection:
        await connection.execute(suggestions.delete())
        left = await connection.scalar(select(func.count()).select_from(drafts))
    assert left == 4


async def test_a_server_is_known_from_what_is_first_kept_of_it(database: Database) -> None:
    async with database.write() as connection:
        assert await Guilds(connection).known() == set()
        await Revisions(connection).append(revision(), 0)
        await Drafts(connection).save(draft(guild=GUILD + 1))
        await Suggestions(connection).add(suggestion(guild=GUILD + 2))
        await Desks(connection).block(GUILD + 3, ALICE)
        assert await Guilds(connection).known() == {GUILD + number for number in range(4)}


async def test_a_server_that_writes_has_not_left(database: Database) -> None:
    async with database.write() as connection:
        added = await Revisions(connection).append(revision(), 0)
        await Guilds(connection).left(GUILD, NOW)
        await Revisions(connection).append(replace(added, number=2), 1)
        assert await Guilds(connection).left_before(NOW + DAY) == []
