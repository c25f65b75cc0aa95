"""Posts that tell the same share a card, and each has its own mention and marker."""

import dataclasses

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import NotFoundError
from bot.domain.feeds import Style
from bot.services.daily.picking import Picker
from bot.services.lookup import Lookup
from bot.ui.post import post_view
from bot.ui.postmaker import KEPT, PostMaker
from tests import sample
from tests.ui import reading
from tests.ui.posts import ON, feed_of, post_of


class CountingPicker(Picker):
    """Counts how often a card was made anew."""

    count = 0

    def selection(self, plan, on, keys):
        """Count, then do."""
        self.count += 1
        return super().selection(plan, on, keys)


@pytest.fixture
def picker(catalogue):
    return CountingPicker(catalogue)


@pytest.fixture
def here(catalogue, picker):
    answers = sample.answering(catalogue).of(None)
    answers.picker = picker
    return answers


@pytest.fixture
def maker(here):
    return PostMaker(lambda guild: here)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("role", [None, 99])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("test", [False, True])
async def test_a_post_is_the_card_with_its_mention_and_marker(
    maker, picker, catalogue, *, style, role, late, test
):
    feed = feed_of(style=style, role=role)
    post = post_of(feed, "operation-uranus", "shooting", late=late)
    made = post_view(
        picker.selection(feed.plan, ON, post.entries),
        ON,
        style=style,
        details=Lookup(catalogue).details,
        marker=post.marker,
        role=role,
        late=late,
        test=test,
    )
    for _ in range(2):
        view = maker.view(post, test=test)
        assert view.to_components() == made.to_components()
        assert view.has_components_v2()
        assert view.is_finished()


async def test_feeds_that_tell_the_same_share_a_card(maker, picker):
    ids = []
    for number in range(20):
        feed = feed_of(id=number, channel=number, role=number or None, silent=bool(number % 2))
        (menu,) = reading.parts(maker.view(post_of(feed, "operation-uranus")), 3)
        ids.append(menu["custom_id"])
    assert ids == [f"f:open:{number}-20261119" for number in range(20)]
    assert picker.count == 1


async def test_feeds_that_tell_otherwise_do_not(maker, picker):
    maker.view(post_of(feed_of(), "operation-uranus"))
    maker.view(post_of(feed_of(), "operation-uranus"), test=True)
    maker.view(post_of(feed_of(), "operation-uranus", late=True))
    maker.view(post_of(feed_of(), "operation-uranus", on=ON.replace(year=2027)))
    maker.view(post_of(feed_of(), "shooting"))
    maker.view(post_of(feed_of(style=Style.LEAD), "operation-uranus"))
    assert picker.count == 6


async def test_only_the_latest_cards_are_kept(maker, picker):
    for number in range(KEPT + 1):
        maker.view(post_of(feed_of(), "operation-uranus", on=ON.replace(year=2000 + number)))
    assert len(maker._kept) == KEPT
    maker.view(post_of(feed_of(), "operation-uranus", on=ON.replace(year=2000)))
    assert picker.count == KEPT + 2


async def test_a_reloaded_catalogue_makes_new_cards(maker, here):
    post = post_of(feed_of(), "operation-uranus")
    maker.view(post)
    contents = sample.contents()
    event = contents.events["operation-uranus"]
    changed = {**contents.events, event.id: dataclasses.replace(event, text="Something else.")}
    reloaded = Catalogue.of(dataclasses.replace(contents, events=changed))
    here.catalogue, here.lookup, here.picker = reloaded, Lookup(reloaded), Picker(reloaded)
    assert "Something else." in reading.text(maker.view(post))


async def test_entries_that_are_gone_are_left_out_and_none_is_no_post(maker):
    told = reading.text(maker.view(post_of(feed_of(), "operation-uranus", "gone")))
    assert "Operation Uranus" in told
    gone = post_of(feed_of(), "gone")
    with pytest.raises(NotFoundError, match="no longer in the content"):
        maker.view(gone)
    assert maker.thread_name(gone) == "19 November"


async def test_a_thread_is_named_after_the_post(maker):
    post = post_of(feed_of(), "operation-uranus")
    assert maker.thread_name(post) == "19 November: Operation Uranus begins"
