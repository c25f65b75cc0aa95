"""An undo takes back only the change that was meant, whoever comes between."""

import asyncio

import pytest

from bot.domain.errors import MemberError
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

from .said import IDES


async def test_the_change_that_would_be_undone_is_told_before(revising, edit):
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.last(HOME)
    await edit(title="One")
    second = await edit(title="Two")
    assert [each.id for each in await revising.last(HOME)] == [second.id]
    await revising.undo(HOME, OTHER, second.id)
    assert [each.number for each in await revising.last(HOME)] == [1]


async def test_of_two_undos_at_once_one_says_that_the_other_was_there(revising, edit, title):
    await edit(title="One")
    last = await edit(title="Two")
    undos = (revising.undo(HOME, author, last.id) for author in (EDITOR, OTHER))
    outcomes = await asyncio.gather(*undos, return_exceptions=True)
    [error] = [each for each in outcomes if isinstance(each, MemberError)]
    assert "Somebody took that back just now" in str(error)
    assert title() == "One"


async def test_two_undos_at_once_that_name_no_change_never_compare_versions(revising, edit, title):
    await edit(title="One")
    undos = (revising.undo(HOME, author) for author in (EDITOR, OTHER))
    outcomes = await asyncio.gather(*undos, return_exceptions=True)
    [error] = [each for each in outcomes if isinstance(each, MemberError)]
    assert "Meanwhile" not in str(error)
    assert title() == "Operation Uranus begins"


async def test_what_is_no_longer_the_last_is_left(revising, edit, title):
    first = await edit(title="One")
    await edit(IDES, title="Other")
    for guild, id_ in ((HOME, first.id), (HOME, 999), (ELSEWHERE, first.id)):
        with pytest.raises(MemberError, match="no longer the last change"):
            await revising.undo(guild, OTHER, id_)
    assert (title(), title(IDES)) == ("One", "Other")
