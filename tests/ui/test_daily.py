"""Cards of daily posts for moderators: what they say, and that they fit however much that is."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.calendar import LeapDay, Mark
from bot.domain.dates import parse
from bot.domain.deliveries import Delivery, Reason, Stage
from bot.domain.entries import Kind, Sensitive
from bot.domain.errors import MemberError
from bot.domain.feeds import FeedState, Filters, OnEmpty, Style, Target
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.asked import PostedNow
from bot.services.daily.foresight import Coming
from bot.services.daily.picking import Origin, Selection
from bot.services.details import Details
from bot.ui import daily, daily_form, daily_reports, daily_texts as texts, daily_words as words
from tests import sample
from tests.ui import reading
from tests.ui.days import item_of
from tests.ui.posts import ON, feed_of
from tests.ui.test_limits import CITATIONS, FILLINGS, PLACE, SOURCE, assert_fits, full_entries

NEXT = dt.datetime(2026, 11, 19, 8, tzinfo=dt.UTC)
NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages", "view_channel"))
TITLE = texts.FEED_TITLE


def active(**fields):
    return replace(feed_of(**fields), next_at=NEXT, next_on=ON)


def broken(trouble=NO_PERMISSION, **fields):
    return replace(feed_of(**fields), state=FeedState.BROKEN, trouble=trouble)


def bare(entry):
    return Details(entry=entry, citations=tuple((sample.SOURCES[0], c) for c in entry.sources))


def coming_of(catalogue, *keys, origin=Origin.TODAY):
    items = tuple(item_of(catalogue.entries[key], Mark.ON) for key in keys)
    told = Selection(origin=origin, on=ON, items=items)
    return Coming(on=ON, due_at=NEXT, told=told, keys=keys)


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
        (paused, texts.FEED_PAUSED),
        (broken(), "**Stopped.** I need **Send Messages** and **View Channel** in <#5>."),
    ):
        assert says in "\n".join(daily.plan_lines(feed, daily.Names()))


def test_a_time_in_a_zone_that_is_gone_is_written_in_another():
    text = reading.text(daily.list_card([active(zone="No/Where")]))
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
        tags=(1, 2, 3, 4, 5),
    )
    names = daily.Names(topics=[topic] * 25, tags=dict.fromkeys(range(1, 6), (filling * 20)[:20]))
    items = tuple(item_of(each, Mark.ENDS, SOURCE) for each in (event, person) * 5)
    told = Selection(origin=Origin.NEAREST, on=ON, items=items, more=99)
    coming = Coming(on=ON, due_at=NEXT, told=told)
    question = daily.ping_question(feed, 10**19)
    for view in (
        daily.feed_card(feed, names, TITLE, coming=coming, details=bare, above=question),
        daily.preview_card(feed, coming, bare),
        daily.list_card([replace(feed, number=n) for n in range(1, 26)]),
        daily.ask_removal(feed),
        daily.ask_role(feed),
        daily_reports.upcoming_card(feed, [coming] * 7),
        daily_reports.log_card(feed, [failed(note=filling * 2000)] * 25),
        daily_reports.check_card(
            feed, names, NO_PERMISSION, permissions={}, empty_days=30, now=NEXT
        ),
    ):
        assert_fits(view)
    form = daily_form.form(active(filters=Filters(topics=("x",) * 25)), [topic] * 25)
    fields = [each["component"] for each in form.to_dict()["components"]]
    assert all(len(each["value"]) <= each["max_length"] for each in fields[:4])


def test_a_long_list_keeps_every_daily_post():
    feeds = [replace(broken(), number=n) for n in range(1, 26)]
    text = reading.text(daily.list_card(feeds))
    assert [f"**#{n}** <#5> · 09:00 Europe/Berlin · stopped" in text for n in range(1, 26)] == (
        [True] * 25
    )


# ---------------------------------------------------------------- the log


def failed(note="", stage=Stage.FAILED, reason=Reason.TROUBLE, **fields):
    return Delivery(feed=7, on=ON, due_at=NEXT, stage=stage, reason=reason, note=note, **fields)


SENT = {"message": (1_573_900_000_000_000_000), "channel": 6}
LINK = "https://discord.com/channels/1/6/1573900000000000000"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (failed(stage=Stage.DONE, reason=None, **SENT), f"posted at 04:16: {LINK}"),
        (failed(stage=Stage.DONE, reason=None, late=True, **SENT), "posted late, at 04:16: "),
        (failed(stage=Stage.DONE, reason=Reason.DELETED, **SENT), "posted, and deleted by"),
        (failed(stage=Stage.SENT, reason=None, **SENT), f"posted, being finished: {LINK}"),
        (failed(stage=Stage.CLAIMED, reason=None), "being sent"),
        (failed(stage=Stage.CLAIMED, reason=Reason.OUTAGE), "waiting: the server was not av"),
        (failed(stage=Stage.SKIPPED, reason=Reason.EMPTY), "skipped: nothing to tell under"),
        (
            failed(stage=Stage.UNCERTAIN, reason=Reason.NO_HISTORY),
            "perhaps posted, not repeated: I",
        ),
        (failed(reason=None), "failed: no reason is known"),
        (
            failed(note=str(NO_PERMISSION)),
            "failed: something was in the way\n-# I need **Send Messages** and **View Channel** in <#5>.",
        ),
        (
            failed(note="no-channel"),
            "failed: something was in the way\n-# The channel that I post in is",
        ),
        (
            failed(note="refused:0"),
            "failed: something was in the way\n-# Discord refuses my posts in <#5>",
        ),
        (
            failed(
                stage=Stage.DONE, reason=None, note="pin: refused:0; thread: no-channel", **SENT
            ),
            f"posted at 04:16: {LINK}\n-# pinning it failed: Discord refuses my posts",
        ),
        (
            failed(
                stage=Stage.DONE,
                reason=None,
                note="pin: permissions:pin_messages; thread: <@1> said no",
                **SENT,
            ),
            f"posted at 04:16: {LINK}\n-# pinning it failed: Pin Messages; beginning its thread failed: \\<@1> said",
        ),
    ],
)
def test_each_outcome_is_told_with_its_reason(row, says):
    text = reading.text(daily_reports.log_card(active(), [row]))
    assert f"**Thursday, 19 November 2026** {says}" in text


def test_a_log_names_every_reason_stage_and_step():
    assert set(texts.LOG_REASONS) == set(Reason)
    assert set(texts.LOG_STAGES) == set(Stage) - {Stage.DONE}


def test_an_empty_log_says_when_the_first_post_comes():
    assert "comes on Thursday, 19 November 2026, 09:00" in reading.text(
        daily_reports.log_card(active(), [])
    )
    assert texts.LOG_NONE_NEXT in reading.text(daily_reports.log_card(feed_of(), []))


@pytest.mark.parametrize(
    ("row", "is_new", "says"),
    [
        (failed(stage=Stage.CLAIMED, reason=None), True, "goes out to <#5> now"),
        (failed(stage=Stage.CLAIMED, reason=None), False, "is being sent already"),
        (failed(stage=Stage.DONE, reason=None, **SENT), False, f"went out at 04:16: {LINK}."),
        (failed(stage=Stage.DONE, reason=Reason.DELETED), False, "somebody has deleted it"),
        (failed(stage=Stage.UNCERTAIN, reason=Reason.NO_HISTORY), False, "may have been sent"),
        (failed(stage=Stage.SKIPPED, reason=Reason.EMPTY), False, "There is nothing to tell of"),
    ],
)
def test_posting_now_says_what_comes_of_it(row, is_new, says):
    view = daily_reports.posted_now(active(), PostedNow(row, is_new=is_new))
    assert says in reading.text(view)


# ---------------------------------------------------------------- the check


def checked(feed, trouble=None, permissions=None, empty_days=0):
    return reading.text(
        daily_reports.check_card(
            feed,
            daily.Names(tags={1: "Event"}),
            trouble,
            permissions={"view_channel": True} if permissions is None else permissions,
            empty_days=empty_days,
            now=NEXT,
        )
    )


@pytest.mark.parametrize(
    ("feed", "trouble", "says"),
    [
        (active(), None, "✅ Content: each of the next 30 days has something to tell"),
        (broken(), Trouble(Problem.REFUSED, ("0",)), "❌ Discord refuses my posts in <#5>"),
        (active(), None, "✅ Time zone Europe/Berlin: it is 09:00 there now"),
        (active(role=9), Trouble(Problem.NO_ROLE), "❌ Role: <@&9>"),
        (active(role=9), None, "✅ Role: <@&9>"),
        (active(), Trouble(Problem.NEEDS_TAG), "❌ Tags: none"),
        (active(tags=(1,)), None, "✅ Tags: Event"),
        (active(tags=(1, 2)), Trouble(Problem.UNKNOWN_TAG), "❌ Tags: Event, ?"),
    ],
)
def test_a_check_tells_what_is_well_and_what_is_not(feed, trouble, says):
    lines = checked(feed, trouble).splitlines()
    assert any(line.startswith(says) for line in lines), lines


def test_a_check_of_a_daily_post_without_a_next_one_names_none():
    assert "Next post" not in checked(broken(), NO_PERMISSION)


# ---------------------------------------------------------------- lists that are typed


def test_kinds_are_read_by_name_beginning_or_value():
    assert words.read_kinds("") is None
    assert words.read_kinds("All") == ()
    assert words.read_kinds("war, batt,, war") == (Kind.WAR, Kind.BATTLE)
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


def test_an_archived_thread_without_a_trouble_is_well():
    text = checked(active(target=Target.THREAD), permissions={})
    assert "the thread is archived, and a post opens it again" in text
    assert "❌" not in text
    assert "❌ Channel" in checked(active(), permissions={})


def test_a_preview_of_a_day_without_a_post_says_so(catalogue):
    coming = coming_of(catalogue, "event:operation-uranus")
    text = reading.text(daily.preview_card(active(weekdays=frozenset({0})), coming, bare))
    assert text.startswith("This daily post comes Monday, and so not on this day.")
    assert "not on this day" not in reading.text(daily.preview_card(active(), coming, bare))


def test_one_kind_is_one():
    plan = feed_of(filters=Filters(kinds=(Kind.BATTLE,))).plan
    assert words.entries(plan, []) == "all entries of the kind battle"


def test_a_slip_in_a_list_is_asked_about():
    with pytest.raises(MemberError, match="Did you mean “battle”"):
        words.read_kinds("batle")
    with pytest.raises(MemberError, match="Did you mean “event”"):
        words.read_tags("evnt", {1: "Event"}, "#forum")


def test_what_is_typed_into_the_form_is_handed_back_as_it_was():
    assert "“a*b”" in daily_form.handed_back("No.", {"time": "a*b"})


def test_a_channel_that_is_not_there_is_named_for_what_it_is():
    gone = [active(), replace(active(target=Target.THREAD), number=2)]
    names = [choice.name for choice in daily.feed_choices(gone, None, "")]
    assert names == [
        "#1 · a deleted channel · 09:00 Europe/Berlin",
        "#2 · an archived thread · 09:00 Europe/Berlin",
    ]
