"""Cards of daily posts for moderators: what they say, and that they fit however much that is."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import LeapDay, Mark
from bot.domain.dates import parse
from bot.domain.entries import Kind, Sensitive
from bot.domain.errors import MemberError
from bot.domain.feeds import FeedState, Filters, OnEmpty, Style, Target
from bot.domain.schedule import instant
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.foresight import Coming
from bot.services.daily.picking import Origin, Selection
from bot.services.details import Details
from bot.ui import daily, daily_form, daily_reports, daily_texts as texts, daily_words as words
from bot.ui.layout import sealed
from tests import sample
from tests.ui import reading
from tests.ui.dailies import NEXT, NO_PERMISSION, active, broken, coming_of, failed
from tests.ui.days import item_of
from tests.ui.posts import MADE, ON, feed_of
from tests.ui.test_limits import CITATIONS, FILLINGS, PLACE, SOURCE, assert_fits, full_entries

TITLE = texts.FEED_TITLE
SHORT = (
    Trouble(Problem.PERMISSIONS, ("create_public_threads", "pin_messages", "mention_everyone")),
    Trouble(Problem.NO_ROLE),
)


def bare(entry):
    return Details(entry=entry, citations=tuple((sample.SOURCES[0], c) for c in entry.sources))


# ---------------------------------------------------------------- a plan in words


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "**When:** 09:00 every day, Europe/Berlin"),
        ({"weekdays": frozenset({0, 2})}, "09:00 Monday and Wednesday,"),
        ({}, "**What:** a digest of the day; all entries\n"),
        ({"style": Style.LEAD}, "**What:** one entry at length; all"),
        (
            {"filters": Filters(importance=2, kinds=(Kind.WAR, Kind.BATTLE))},
            "important entries of the kinds war and battle\n",
        ),
        ({"filters": Filters(topics=("battle-of-moscow",))}, "about Battle of Moscow\n"),
        (
            {"filters": Filters(without=(Sensitive.CHILDREN,))},
            "**Left out:** entries that tell of harm to children\n",
        ),
        ({"filters": Filters(without=tuple(Sensitive))}, "tell of anything that distresses\n"),
        ({"role": 9, "silent": True}, "**Also:** pings <@&9>; without a sound\n"),
        ({"publish": True, "thread": True, "pin": True}, "published to following channels; a thr"),
        ({"target": Target.FORUM, "tags": (1, 2)}, "tagged Event and ?\n"),
        ({"on_empty": OnEmpty.ARCHIVE}, "**On a day with nothing:** something from the archive"),
        ({"leap_day": LeapDay.NOWHERE}, "29 February in common years: left out."),
        ({"grace": dt.timedelta(hours=1)}, "goes out within 1 hour."),
        ({"grace": dt.timedelta(minutes=90)}, "goes out within 1 hour and 30 minutes."),
        ({"grace": dt.timedelta(minutes=5)}, "goes out within 5 minutes."),
        ({"grace": dt.timedelta(0)}, "goes out within 0 minutes."),
    ],
)
def test_a_plan_is_put_into_words(catalogue, fields, says):
    topics = [catalogue.contents.topics["battle-of-moscow"]]
    names = daily.Names(topics=topics, tags={1: "Event"})
    assert says in "\n".join(daily.plan_lines(active(**fields), names))


def test_how_it_stands_is_said():
    paused = replace(feed_of(), state=FeedState.PAUSED)
    for feed, says in (
        (active(), "**Next post:** Thursday, 19 November 2026, 09:00"),
        (paused, "**Paused.** `/daily resume` lets it post again."),
        (replace(paused, paused_at=MADE), "**Paused since <t:1780272000:D>.** `/daily resume`"),
        (broken(), "**Stopped.** I need **Send Messages** and **View Channel** in <#5>."),
    ):
        assert says in "\n".join(daily.plan_lines(feed, daily.Names()))


def test_a_time_in_a_zone_that_is_gone_is_written_in_another():
    text = reading.text(daily.list_card([daily.Listed(feed=active(zone="No/Where"))]))
    assert "Next: Thursday, 19 November 2026, 08:00 UTC" in text


def test_topics_that_are_gone_from_the_content_are_none():
    plan = feed_of(filters=Filters(topics=("gone",))).plan
    assert words.entries(plan, []) == "all entries about none"


def test_the_titles_of_a_post_say_where_they_are_from_and_how_many_there_are_more(catalogue):
    keys = ("event:operation-uranus", "event:shooting", "person:georgy-zhukov")
    told = coming_of(catalogue, *keys).told
    assert words.titles(told, 500).startswith("Operation Uranus begins (1942); A shooting (1942)")
    assert words.titles(told, 45) == "Operation Uranus begins (1942); 2 more"
    assert words.titles(replace(told, more=3), 1) == "Operation Uranus begins (1942); 5 more"
    nearest = replace(told, origin=Origin.NEAREST, on=dt.date(2026, 11, 21))
    assert words.titles(nearest, 40) == "from 21 November: Operation Uranus begins (1942); 2 more"


# ---------------------------------------------------------------- previews


def test_the_plan_stands_above_its_preview(catalogue):
    view = daily.feed_card(
        active(),
        daily.Names(),
        TITLE,
        coming=coming_of(catalogue, "event:operation-uranus"),
        details=bare,
    )
    text = reading.text(view)
    assert text.index("## Daily post #1") < text.index("**Preview of the next post,**")
    assert "Operation Uranus begins, in a sentence." in text
    assert list(reading.buttons(view))[:3] == [texts.TEST, texts.EDIT, texts.PING]


def test_a_preview_that_does_not_fit_beside_the_plan_is_cut_to_its_titles():
    person, event, topic = full_entries("word ", parse("1942-11-19"), ())
    told = Selection(origin=Origin.TODAY, on=ON, items=(item_of(event, Mark.ON, SOURCE),) * 5)
    coming = Coming(on=ON, due_at=NEXT, told=told)
    everything = feed_of(
        style=Style.LEAD, filters=Filters(topics=("x",) * 25, without=tuple(Sensitive)[1:])
    )
    names = daily.Names(topics=[topic] * 25)

    def crowded(entry):
        sources = tuple((SOURCE, citation) for citation in CITATIONS)
        places = (PLACE,) * 25
        return Details(entry=entry, people=(person,) * 25, places=places, citations=sources)

    alone = daily.preview_card(everything, coming, crowded)
    assert "shows the whole post" not in reading.text(alone)
    view = daily.feed_card(everything, names, TITLE, coming=coming, details=crowded, above=[])
    assert "`/daily preview` shows the whole post." in reading.text(view)
    assert_fits(view)


def test_a_day_with_nothing_says_so():
    view = daily.preview_card(active(), Coming(on=ON, due_at=NEXT, told=None), bare)
    assert "there is nothing to tell" in reading.text(view)


@pytest.mark.parametrize("filling", FILLINGS)
def test_every_card_fits_however_full_it_is(filling):
    person, event, topic = full_entries(filling, parse("1942-11-19"), tuple(Sensitive))
    feed = broken(
        zone="America/Argentina/ComodRivadavia",
        weekdays=frozenset({0, 1, 2, 3, 5, 6}),
        filters=Filters(topics=("x",) * 25, kinds=tuple(Kind), without=tuple(Sensitive)[1:]),
        channel=10**19,
        role=10**19,
        silent=True,
        pin=True,
        thread=True,
        publish=True,
        tags=(1, 2, 3, 4, 5),
    )
    names = daily.Names(topics=[topic] * 25, tags=dict.fromkeys(range(1, 6), (filling * 20)[:20]))
    items = tuple(item_of(each, Mark.ENDS, SOURCE) for each in (event, person) * 5)
    told = Selection(origin=Origin.NEAREST, on=ON, items=items, more=99)
    coming = Coming(on=ON, due_at=NEXT, told=told)
    above = [
        *daily.warnings(
            feed_of(),
            NO_PERMISSION,
            shortcomings=SHORT,
            alike=[feed],
            is_all_empty=True,
            is_left_out=True,
            is_blind=True,
        ),
        *daily.left_behind(feed.plan, feed_of().plan, names.tags),
        *daily.ping_question(feed, 10**19),
    ]
    for view in (
        daily.feed_card(feed, names, TITLE, coming=coming, details=bare, above=above),
        daily.preview_card(feed, coming, bare),
        daily.list_card([daily.Listed(feed=replace(feed, number=n)) for n in range(1, 26)]),
        daily.list_card(
            [
                daily.Listed(
                    feed=replace(feed, number=n),
                    trouble=NO_PERMISSION,
                    alike=99,
                    topics=[topic] * 25,
                )
                for n in range(1, 26)
            ],
            range(26, 51),
        ),
        daily.ask_removal(feed),
        daily.ask_role(feed),
        daily_reports.upcoming_card(feed, [coming] * 7),
        daily_reports.log_card(feed, [failed(note=filling * 2000)] * 25),
        daily_reports.check_card(
            feed,
            names,
            NO_PERMISSION,
            shortcomings=SHORT,
            permissions={},
            empty_days=30,
            now=NEXT,
        ),
    ):
        assert_fits(view)
    form = daily_form.form(active(filters=Filters(topics=("x",) * 25)), [topic] * 25)
    fields = [each["component"] for each in form.to_dict()["components"]]
    assert all(len(each["value"]) <= each["max_length"] for each in fields[:4])


# ---------------------------------------------------------------- warnings


def test_what_posts_come_without_is_warned_of_with_the_remedy():
    text = reading.text(sealed(daily.warnings(active(), None, shortcomings=SHORT)))
    first, second = text.splitlines()
    assert first.startswith("⚠️ I need **Create Public Threads**, **Pin Messages** and **Mention")
    assert first.endswith("Until then my posts come without a thread, a pin or the ping.")
    assert second == (
        "⚠️ The role that the post was to mention is gone. Choose another, or none, with "
        "`/daily edit`. Until then my posts come without the ping."
    )
    assert daily.warnings(active(), None) == []


def test_a_missing_view_of_what_was_posted_is_warned_of():
    text = reading.text(sealed(daily.warnings(active(), None, is_blind=True)))
    assert text.startswith("⚠️ Read Message History in <#5> is missing: a post whose answer")


def test_a_pin_is_said_to_leave_a_line_of_discords():
    names = daily.Names()
    assert "pinned a message" in daily.plan_lines(active(pin=True), names)[-1]
    assert "pinned a message" not in daily.plan_lines(active(), names)[-1]


def test_what_the_new_channel_cannot_have_is_named():
    before = feed_of(pin=True, thread=True, publish=True, silent=True, role=9, tags=(1,)).plan
    after = feed_of(channel=6, pin=True, target=Target.FORUM).plan
    text = reading.text(sealed(daily.left_behind(before, after, {1: "Event"})))
    assert text == (
        "ℹ️ Not taken along to <#6>: published to following channels; a thread under each post; "
        "tagged Event."
    )
    assert daily.left_behind(before, before, {1: "Event"}) == []


def test_a_ping_that_would_not_reach_anybody_is_warned_of():
    text = reading.text(daily.pinging(active(role=9), 9, SHORT[:1]))
    assert "pings <@&9>" in text
    assert "⚠️ I need" in text
    assert "⚠️" not in reading.text(daily.pinging(active(role=9), 9, ()))


# ---------------------------------------------------------------- clocks that change


SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


@pytest.mark.parametrize(
    ("on", "at", "note"),
    [
        (SPRING, dt.time(1, 59), ""),
        (SPRING, dt.time(2, 0), " (the clocks go forward that day)"),
        (SPRING, dt.time(2, 59), " (the clocks go forward that day)"),
        (SPRING, dt.time(3, 0), ""),
        (AUTUMN, dt.time(1, 59), ""),
        (AUTUMN, dt.time(2, 0), " (the clocks go back that day)"),
        (AUTUMN, dt.time(2, 59), " (the clocks go back that day)"),
        (AUTUMN, dt.time(3, 0), ""),
        (ON, dt.time(2, 30), ""),
    ],
)
def test_a_time_that_the_clocks_leave_out_or_repeat_says_so(on, at, note):
    plan = feed_of(at=at).plan
    due_at = instant(on, at, ZoneInfo(plan.zone))
    time = words.due_time(due_at, on, plan)
    assert time == f"{due_at.astimezone(ZoneInfo(plan.zone)):%H:%M}{note}"
    day = words.full_day(on)
    coming = Coming(on=on, due_at=due_at, told=None)
    assert words.coming_day(coming, plan) == (f"{day}, {time}" if note else day)


def test_the_next_post_and_the_preview_say_that_the_clocks_change(catalogue):
    plan = feed_of(at=dt.time(2, 30)).plan
    due_at = instant(SPRING, plan.at, ZoneInfo(plan.zone))
    feed = replace(feed_of(at=plan.at), next_at=due_at, next_on=SPRING)
    coming = replace(coming_of(catalogue, "event:operation-uranus", on=SPRING), due_at=due_at)
    says = "Sunday, 29 March 2026, 03:00 (the clocks go forward that day)"
    for view in (
        daily.feed_card(feed, daily.Names(), TITLE, coming=coming, details=bare),
        daily.preview_card(feed, coming, bare),
        daily.list_card([daily.Listed(feed=feed)]),
        daily_reports.upcoming_card(feed, [coming]),
    ):
        assert says in reading.text(view)


# ---------------------------------------------------------------- lists that are typed


def test_kinds_are_read_by_name_beginning_or_value():
    assert words.read_kinds("") is None
    assert words.read_kinds("All") == ()
    assert words.read_kinds("war, batt,, war") == (Kind.WAR, Kind.BATTLE)
    with pytest.raises(MemberError, match="Type “all” for all"):
        words.read_kinds("None")
    assert words.read_sensitive("killing, captivity") == (
        Sensitive.MASS_KILLING,
        Sensitive.CAPTIVITY,
    )
    assert words.read_sensitive("all") == tuple(Sensitive)
    assert words.read_sensitive("none") == ()
    assert words.read_sensitive("mass-killing, harm  to children") == (
        Sensitive.MASS_KILLING,
        Sensitive.CHILDREN,
    )


def test_choices_too_long_for_discord_are_not_offered():
    assert [choice.value for choice in words.choices_of(["a", "b" * 101, ""])] == ["a"]


def test_a_half_typed_list_keeps_what_stands():
    offered = [choice.value for choice in words.complete_kinds("war,battle, s")]
    assert offered[:2] == ["war, battle, society", "war, battle, science"]
    assert "war, battle, politics" in offered


def test_a_preview_of_a_day_without_a_post_says_so(catalogue):
    coming = coming_of(catalogue, "event:operation-uranus")
    text = reading.text(daily.preview_card(active(weekdays=frozenset({0})), coming, bare))
    assert text.startswith("This daily post comes Monday only, not on this day.")
    assert "not on this day" not in reading.text(daily.preview_card(active(), coming, bare))


def test_one_kind_is_one():
    plan = feed_of(filters=Filters(kinds=(Kind.BATTLE,))).plan
    assert words.entries(plan, []) == "all entries of the kind battle"


def test_a_slip_in_a_list_is_asked_about():
    with pytest.raises(MemberError, match="Did you mean “battle”"):
        words.read_kinds("batle")
    with pytest.raises(MemberError, match=r"no tag “Evnt”.*Did you mean “Event”"):
        words.read_tags("Evnt", {1: "Event"}, "#forum")


def test_what_is_typed_into_the_form_is_handed_back_as_it_was():
    assert "“a*b”" in daily_form.handed_back("No.", {"time": "a*b"})


def test_a_channel_that_is_not_there_is_named_for_what_it_is():
    gone = [active(), replace(active(target=Target.THREAD), number=2)]
    names = [choice.name for choice in daily.feed_choices(gone, None, "")]
    assert names == [
        "#1 · a deleted channel · 09:00 Europe/Berlin",
        "#2 · an archived thread · 09:00 Europe/Berlin",
    ]
