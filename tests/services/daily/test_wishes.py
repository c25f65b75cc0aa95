"""What moderators type becomes a plan that fits its channel."""

import dataclasses
import datetime as dt
import functools
import time

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import MemberError
from bot.domain.feeds import Plan, Target
from bot.services.daily.wishes import Channel, Planner, Wishes
from bot.services.daily.zones import Zones
from bot.services.lookup import Lookup
from tests import sample

from .conftest import plan

ZONES = functools.cache(Zones.load)


def titled(*titles):
    """Give a catalogue with topics of these titles."""
    topic = sample.TOPICS[1]
    topics = {
        f"topic-{n}": dataclasses.replace(topic, id=f"topic-{n}", title=title)
        for n, title in enumerate(titles)
    }
    return Catalogue.of(dataclasses.replace(sample.contents(), topics=topics, events={}, people={}))


def planner_of(catalogue, clock):
    return Planner(catalogue, Lookup(catalogue), ZONES, clock)


@pytest.fixture
def planner(catalogue, clock):
    return planner_of(catalogue, clock)


def test_a_new_plan_has_its_time_and_zone_and_the_rest_by_default(planner):
    made = planner.plan(Channel(id=7, target=Target.FORUM), Wishes(time="9 pm", zone="tokyo"))
    assert made == Plan(channel=7, target=Target.FORUM, at=dt.time(21), zone="Asia/Tokyo")


def test_what_is_not_wished_stays(planner):
    before = plan(silent=True, grace=dt.timedelta(hours=2))
    assert planner.changed(before, Wishes()) == before
    assert planner.changed(before, Wishes(silent=False)).silent is False
    assert planner.changed(before, Wishes(grace="3")).grace == dt.timedelta(hours=3)


def test_a_move_drops_what_does_not_fit_and_keeps_what_does(planner):
    before = plan(target=Target.ANNOUNCEMENT, publish=True, pin=True, thread=True)
    moved = planner.changed(before, Wishes(), Channel(id=8, target=Target.TEXT))
    assert moved == plan(channel=8, pin=True, thread=True)
    moved = planner.changed(before, Wishes(tags=(3,)), Channel(id=9, target=Target.FORUM))
    assert moved == plan(channel=9, target=Target.FORUM, tags=(3,))
    assert planner.changed(moved, Wishes(), Channel(id=9, target=Target.FORUM)) == moved
    assert planner.changed(moved, Wishes(), Channel(id=10, target=Target.FORUM)).tags == ()


@pytest.mark.parametrize(
    ("target", "wishes"),
    [
        (Target.TEXT, Wishes(publish=True)),
        (Target.FORUM, Wishes(thread=True)),
        (Target.THREAD, Wishes(pin=True)),
        (Target.TEXT, Wishes(tags=(1,))),
        (Target.FORUM, Wishes(tags=(1, 2, 3, 4, 5, 6))),
    ],
)
def test_what_a_channel_cannot_have_is_refused(planner, target, wishes):
    with pytest.raises(MemberError):
        planner.changed(plan(target=target), wishes)


# ---------------------------------------------------------------- topics, whose titles have commas

TITLES = ("Tehran, Yalta and Potsdam", "Plans for Poland, 1919-1924", "Tehran", "Berlin")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("Tehran, Yalta and Potsdam", [0]),
        ("Tehran, Yalta and Potsdam, Plans for Poland, 1919-1924", [0, 1]),
        ("Berlin, Tehran, Yalta and Potsdam", [3, 0]),
        ("Berlin, Tehran", [3, 2]),
        ("Berlin; Plans for Poland, 1919-1924;", [3, 1]),
        ("berlin, , Berlin", [3]),
        ("ALL", []),
    ],
)
def test_titles_with_commas_are_told_from_lists(clock, typed, titles):
    planner = planner_of(titled(*TITLES), clock)
    found = planner.changed(plan(), Wishes(topics=typed)).filters.topics
    assert found == tuple(f"topic-{n}" for n in titles)
    assert [topic.title for topic in planner.topics(found)] == [TITLES[n] for n in titles]


def test_topics_that_are_gone_are_left_out(planner):
    assert [topic.id for topic in planner.topics(("gone", "battle-of-moscow"))] == [
        "battle-of-moscow"
    ]


@pytest.mark.parametrize("typed", [";", ",", " , ;"])
def test_no_topic_is_a_sentence(planner, typed):
    with pytest.raises(MemberError, match="Name 1 to 25 topics"):
        planner.changed(plan(), Wishes(topics=typed))


def test_too_many_topics_are_a_sentence(clock):
    names = [f"Battle number {n} of many" for n in range(26)]
    planner = planner_of(titled(*names), clock)
    with pytest.raises(MemberError, match="Name 1 to 25 topics"):
        planner.changed(plan(), Wishes(topics="; ".join(names)))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Berl", [("", "Berlin")]),
        ("Berlin; Tehr", [("Berlin;", "Tehran"), ("Berlin;", "Tehran, Yalta and Potsdam")]),
        ("Berlin, Tehr", [("Berlin,", "Tehran"), ("Berlin,", "Tehran, Yalta and Potsdam")]),
        ("Atlantis, Tehr", []),
    ],
)
def test_a_half_typed_list_of_topics_keeps_what_stands(clock, typed, offered):
    planner = planner_of(titled(*TITLES), clock)
    found = [(before, topic.title) for before, topic in planner.complete_topics(typed)]
    assert found[: len(offered) or None] == offered


def test_times_and_zones_are_completed(planner):
    assert dt.time(9) in planner.complete_time("9")
    assert planner.complete_zone("munich")[0].name == "Europe/Berlin"


def test_a_list_of_nonsense_is_refused_at_once(planner):
    """Each piece could be part of a longer title, and must not be looked for in every length."""
    begun = time.perf_counter()
    with pytest.raises(MemberError):
        planner.changed(plan(), Wishes(topics="Battle of Moscow," * 50 + "x," * 75))
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Battle of", "Did you mean “Battle of"), ("none", "Type “all” for all")],
)
def test_a_slip_in_topics_names_what_may_be_meant(planner, typed, sentence):
    with pytest.raises(MemberError, match=sentence) as caught:
        planner.changed(plan(), Wishes(topics=typed))
    assert type(caught.value) is MemberError


@pytest.mark.parametrize("typed", ["4 min", "0", "24", "23:01"])
def test_a_post_is_late_by_less_than_a_day_and_by_a_few_minutes_at_least(planner, typed):
    for fitting in ("5 min", "23h", "1:30"):
        assert planner.changed(plan(), Wishes(grace=fitting)).grace
    with pytest.raises(MemberError, match="A post may be 5 minutes to 23 hours late"):
        planner.changed(plan(), Wishes(grace=typed))
