"""A suggestion is laid beside what is there already."""

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import StaleError
from tests.services.editing.newsrooms import EDITOR, HOME

from .said import MENDED, NEIGHBOUR, POCKET


async def test_what_may_be_the_same_is_shown(suggesting, suggest, report):
    first = await suggest()
    second = await suggest(NEIGHBOUR, title="Barbarossa Begins!")
    await suggest(title="Something else")
    assert (await suggesting.review(first)).alike == (second,)
    known = await suggest(NEIGHBOUR, title="Operation Uranus begins")
    assert [each.key for each in (await suggesting.review(known)).known] == [
        "event:operation-uranus"
    ]
    one, other = await report(), await report(author=NEIGHBOUR)
    review = await suggesting.review(one)
    assert review.alike == (other,)
    assert review.known == ()
    assert review.name == "The pocket"
    assert review.waiting == 6


async def test_a_report_on_what_is_hidden_since_says_so(suggesting, report, revising):
    taken = await report(MENDED)
    await revising.hide(HOME, POCKET, EDITOR)
    review = await suggesting.review(taken)
    assert review.is_gone
    assert not review.can_publish
    assert review.name == "pocket"
    for number in (0, 1):
        with pytest.raises((MemberError, StaleError)):
            await suggesting.approve(HOME, taken.id, EDITOR, seen=number)
    with pytest.raises(MemberError, match="reject the suggestion, or restore it"):
        await suggesting.take_up(HOME, taken.id, EDITOR)
