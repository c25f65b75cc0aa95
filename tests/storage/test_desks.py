"""A desk is set up piece by piece, and keeps who may not suggest."""

import pytest
from sqlalchemy import Table, update
from sqlalchemy.exc import IntegrityError

from bot.domain.revisions import Desk
from bot.storage.database import Database
from bot.storage.desks import Desks
from bot.storage.guilds import Guilds
from bot.storage.tables import blocked, desks
from tests.storage.edits import LARGEST_ID, MEMBER, explained
from tests.storage.samples import GUILD, NOW

ROLE, CHANNEL = 21, 22


async def test_a_desk_is_empty_until_it_is_set_up(database: Database) -> None:
    async with database.read() as connection:
        assert await Desks(connection).get(GUILD) == Desk(guild=GUILD)


async def test_each_piece_of_a_desk_is_set_without_the_other(database: Database) -> None:
    async with database.write() as connection:
        repository = Desks(connection)
        await repository.set_editor_role(GUILD, ROLE)
        assert await repository.get(GUILD) == Desk(guild=GUILD, editor_role=ROLE)
        await repository.set_audit_channel(GUILD, CHANNEL)
        await repository.set_audit_channel(GUILD + 1, LARGEST_ID)
        whole = Desk(guild=GUILD, editor_role=ROLE, audit_channel=CHANNEL)
        assert await repository.get(GUILD) == whole
        await repository.set_editor_role(GUILD, None)
        assert await repository.get(GUILD) == Desk(guild=GUILD, audit_channel=CHANNEL)
        await repository.set_audit_channel(GUILD, None)
        assert await repository.get(GUILD) == Desk(guild=GUILD)
        other = Desk(guild=GUILD + 1, audit_channel=LARGEST_ID)
        assert await repository.get(GUILD + 1) == other


async def test_a_member_is_blocked_in_one_server_until_unblocked(database: Database) -> None:
    async with database.write() as connection:
        repository = Desks(connection)
        assert await repository.block(GUILD, LARGEST_ID)
        assert await repository.block(GUILD, MEMBER)
        assert not await repository.block(GUILD, MEMBER)
        assert await repository.blocked(GUILD) == [MEMBER, LARGEST_ID]
        assert await repository.is_blocked(GUILD, MEMBER)
        assert not await repository.is_blocked(GUILD + 1, MEMBER)
        assert not await repository.is_blocked(GUILD, MEMBER + 1)
        assert await repository.unblock(GUILD, MEMBER)
        assert not await repository.unblock(GUILD, MEMBER)
        assert await repository.blocked(GUILD) == [LARGEST_ID]
        assert await repository.blocked(GUILD + 1) == []


async def test_a_server_that_sets_up_its_desk_has_not_left(database: Database) -> None:
    async with database.write() as connection:
        await Desks(connection).set_editor_role(GUILD, ROLE)
        await Guilds(connection).left(GUILD, NOW)
        await Desks(connection).block(GUILD, MEMBER)
        assert await Guilds(connection).left_before(NOW.replace(year=2100)) == []


@pytest.mark.sqlite
async def test_what_is_asked_again_and_again_has_an_index(database: Database) -> None:
    async with database.read() as connection:
        with explained(connection) as plan:
            await Desks(connection).get(GUILD)
            await Desks(connection).is_blocked(GUILD, MEMBER)
            await Desks(connection).blocked(GUILD)
    assert ["SEARCH" in step for step in plan] == [True, True, True]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (desks, {"guild": 99}),
        (desks, {"editor_role": 0}),
        (desks, {"audit_channel": 0}),
        (blocked, {"guild": 99}),
        (blocked, {"member": 0}),
    ],
)
async def test_the_tables_refuse_what_cannot_be(
    table: Table, change: dict[str, int], database: Database
) -> None:
    async with database.write() as connection:
        await Desks(connection).set_editor_role(GUILD, ROLE)
        await Desks(connection).block(GUILD, MEMBER)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(update(table).values(change))
