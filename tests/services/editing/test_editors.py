"""A server says who edits its content, where changes are told, and who may not suggest any."""

import pytest

from bot.domain.revisions import Desk
from bot.services.editing.editors import Editors, Waiting
from bot.storage.drafts import Drafts
from bot.storage.suggestions import Suggestions
from tests.storage.edits import draft, suggestion

from .newsrooms import ELSEWHERE, HOME


@pytest.fixture
def editors(database):
    return Editors(database)


async def test_who_manages_the_server_may_edit_and_nobody_else(editors):
    assert await editors.may_edit(HOME, [1, 2], manages=True)
    assert not await editors.may_edit(HOME, [1, 2], manages=False)
    assert not await editors.may_edit(HOME, [], manages=False)


async def test_a_role_may_edit_until_it_is_taken_away_in_its_server_alone(editors):
    await editors.name_role(HOME, 2)
    assert await editors.may_edit(HOME, [1, 2], manages=False)
    assert not await editors.may_edit(HOME, [1], manages=False)
    assert not await editors.may_edit(ELSEWHERE, [2], manages=False)
    await editors.name_role(HOME, None)
    assert not await editors.may_edit(HOME, [2], manages=False)


async def test_role_and_channel_are_kept_beside_each_other(editors):
    await editors.name_role(HOME, 2)
    await editors.name_channel(HOME, 3)
    assert await editors.desk(HOME) == Desk(guild=HOME, editor_role=2, audit_channel=3)
    await editors.name_channel(HOME, None)
    assert await editors.desk(HOME) == Desk(guild=HOME, editor_role=2)


async def test_members_are_blocked_in_one_server(editors):
    assert await editors.block(HOME, 5)
    assert not await editors.block(HOME, 5)
    assert await editors.blocked(HOME) == [5]
    assert await editors.blocked(ELSEWHERE) == []
    assert await editors.unblock(HOME, 5)
    assert not await editors.unblock(HOME, 5)


async def test_what_waits_is_counted_for_one_server(editors, database):
    async with database.write() as connection:
        for author in (1, 2):
            await Drafts(connection).save(draft(guild=HOME, author=author))
        await Drafts(connection).save(draft(guild=ELSEWHERE))
        await Suggestions(connection).add(suggestion(guild=HOME))
    assert await editors.waiting(HOME) == Waiting(drafts=2, suggestions=1)
    assert await editors.waiting(3) == Waiting(drafts=0, suggestions=0)
