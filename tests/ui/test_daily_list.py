"""The list of a server's daily posts: each in a line or two, however many there are."""

from dataclasses import replace

import pytest

from bot.domain.entries import Kind, Sensitive
from bot.domain.feeds import FeedState, Filters
from bot.domain.troubles import Problem, Trouble
from bot.ui import daily
from tests.ui import reading
from tests.ui.dailies import NO_PERMISSION, active, broken
from tests.ui.posts import feed_of


def listing(feed, **fields):
    return daily.Listed(feed=feed, **fields)


def test_a_long_list_keeps_every_daily_post():
    feeds = [replace(broken(), number=n) for n in range(1, 25)]
    listed = [*map(listing, feeds), listing(active(), trouble=NO_PERMISSION)]
    text = reading.text(daily.list_card(listed))
    for n in range(1, 25):
        assert f"**#{n}** <#5> · 09:00 Europe/Berlin · stopped" in text
    assert "**#1** <#5> · 09:00 Europe/Berlin · ⚠️ cannot post" in text


BRIEFLY = "I lack Send Messages and View Channel. `/daily check feed:1` says what to do."


@pytest.mark.parametrize(
    ("feed", "trouble", "says"),
    [
        (active(), None, "-# Next: Thursday, 19 November 2026, 09:00\n"),
        (
            active(),
            NO_PERMISSION,
            f"-# Next: Thursday, 19 November 2026, 09:00\n-# ⚠️ Cannot post now: {BRIEFLY}\n",
        ),
        (replace(feed_of(), state=FeedState.PAUSED), None, "-# Paused\n"),
        (
            replace(feed_of(), state=FeedState.PAUSED),
            NO_PERMISSION,
            f"-# Paused\n-# ⚠️ Cannot post now: {BRIEFLY}\n",
        ),
        (broken(), None, f"-# ⚠️ Stopped: {BRIEFLY}\n"),
        (
            broken(),
            Trouble(Problem.NO_CHANNEL),
            "-# ⚠️ Stopped: the channel is gone. `/daily check feed:1`",
        ),
    ],
)
def test_the_list_tells_briefly_what_keeps_one_from_posting(feed, trouble, says):
    assert says in reading.text(daily.list_card([listing(feed, trouble=trouble)]))


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (Filters(), "a digest of the day\n"),
        (Filters(topics=("battle-of-moscow",)), "a digest of the day; about Battle of Moscow\n"),
        (
            Filters(importance=3, kinds=(Kind.WAR,)),
            "; the most important entries of the kind war\n",
        ),
        (Filters(without=(Sensitive.CHILDREN,)), "; without harm to children\n"),
        (Filters(kinds=tuple(Kind), without=tuple(Sensitive)), "; of the kinds "),
    ],
)
def test_the_list_tells_what_is_let_through(catalogue, filters, says):
    topics = [catalogue.contents.topics["battle-of-moscow"]] if filters.topics else []
    text = reading.text(daily.list_card([listing(active(filters=filters), topics=topics)]))
    assert says in text
    assert max(map(len, text.splitlines())) < 300


def test_a_long_list_tells_less_of_what_is_let_through():
    feed = active(filters=Filters(kinds=tuple(Kind)))
    few = reading.text(daily.list_card([listing(feed)] * 12))
    many = reading.text(daily.list_card([listing(feed)] * 25))
    assert "a digest of the day; of the kinds war, battle" in few
    assert "**#1** <#5> · 09:00 Europe/Berlin · on; of the kinds war, battle" in many


def test_the_list_names_one_that_posts_the_same():
    text = reading.text(daily.list_card([listing(active(), alike=2), listing(active())]))
    assert text.count("-# ⚠️ #2 posts the same there at the same time: remove one with") == 1


def test_the_list_names_those_that_cannot_be_read():
    text = reading.text(daily.list_card([listing(active())], [3]))
    assert "**#1**" in text
    assert "**#3** cannot be read: another version of me wrote it, and it rests.\n" in text
    assert "update me; or give it up with `/daily remove feed:3`." in text
    assert "**#4** cannot be read" in reading.text(daily.list_card([], [4]))
    many = reading.text(daily.list_card([], range(1, 26)))
    assert "**25 more,** from #1 to #25, cannot be read" in many
