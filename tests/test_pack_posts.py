"""The daily posts of the shipped pack: each day's is what Discord takes, in each style."""

import datetime as dt

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.feeds import OnEmpty, Plan, Style
from bot.playground.description import Description
from bot.playground.rules.messages import check_message
from bot.services.daily.picking import Picker
from bot.settings import ROOT
from bot.ui.postmaker import PostMaker
from tests import sample
from tests.ui.posts import feed_of, post_of

V2 = 1 << 15
YEAR = [dt.date(2028, 1, 1) + dt.timedelta(days=days) for days in range(366)]


@pytest.fixture(scope="module")
def pack():
    return Catalogue.load(ROOT / "content")


@pytest.fixture(scope="module")
def description():
    return Description.load()


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("empty", [OnEmpty.NEAREST, OnEmpty.ARCHIVE])
async def test_every_post_of_a_year_is_taken_by_discord(pack, description, style, empty):
    picker = Picker(pack)
    maker = PostMaker(sample.answering(pack).of)
    feed = feed_of(style=style, on_empty=empty, role=10**18)
    for day in YEAR:
        post = post_of(feed, *picker.pick(feed.plan, day), on=day, late=True)
        body = {"flags": V2, "components": maker.view(post, test=True).to_components()}
        path = "/channels/{channel_id}/messages"
        assert list(map(str, description.body("POST", path, body))) == [], str(day)
        check_message(body, files=set())
        assert 1 <= len(maker.thread_name(post)) <= 100


def test_a_plan_that_wants_a_post_each_day_has_one(pack):
    picker = Picker(pack)
    plan: Plan = feed_of(on_empty=OnEmpty.NEAREST).plan
    assert all(picker.pick(plan, day) for day in YEAR)
