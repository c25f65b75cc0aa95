"""Days, searches and timelines as cards."""

import dataclasses
import datetime as dt

from bot.domain.calendar import Mark
from bot.domain.entries import Sensitive
from bot.services.timeline import Line, Span
from bot.ui.day import day_card
from bot.ui.lists import search_card, timeline_card
from tests.ui import reading
from tests.ui.days import day_of, item_of


def test_a_day_lists_its_entries_and_leads_to_the_days_around(catalogue):
    view = day_card(day_of((catalogue.entries["event:operation-uranus"], Mark.ON)))
    assert reading.text(view) == (
        "## 19 November\n**Operation Uranus begins**\n-# 1942 · 84 years ago · disputed\n"
        "Operation Uranus begins, in a sentence.\n-# Source: Antony Beevor, *Stalingrad* (1998)"
    )
    assert reading.buttons(view) == {
        "◀ 18 November": "f:day:2026-11-18:0:",
        "20 November ▶": "f:day:2026-11-20:0:",
    }
    assert reading.options(view) == ["event:operation-uranus"]


def test_a_day_keeps_distressing_entries_in_a_box_of_their_own(catalogue):
    view = day_card(
        day_of(
            (catalogue.entries["event:shooting"], Mark.ON),
            (catalogue.entries["event:operation-uranus"], Mark.ON),
        )
    )
    (open_, first), (hidden, second) = reading.spoilers(view)
    assert (open_, hidden) == (False, True)
    assert "shooting" not in first
    assert "A shooting" in second
    assert "tells of execution" in reading.text(view)


def test_a_birth_tells_who_was_born(catalogue):
    text = reading.text(day_card(day_of((catalogue.entries["person:georgy-zhukov"], Mark.BORN))))
    assert (
        "**Georgy Zhukov**\n-# 1942 · 84 years ago · born\nDeputy Supreme Commander, Marshal"
        in text
    )


def test_a_birth_is_never_hidden_since_it_tells_of_nothing_else(catalogue):
    person = dataclasses.replace(
        catalogue.entries["person:georgy-zhukov"], sensitive=(Sensitive.EXECUTION,)
    )
    view = day_card(day_of((person, Mark.BORN)))
    assert [hidden for hidden, _ in reading.spoilers(view)] == [False, False]


def near(catalogue, date):
    return (dt.date.fromisoformat(date), item_of(catalogue.entries["event:pocket"], Mark.ON))


def test_an_empty_day_tells_of_the_nearest_that_are_not(catalogue):
    days = (near(catalogue, "2026-11-07"), near(catalogue, "2026-12-01"))
    view = day_card(day_of(nearest=days))
    assert reading.text(view) == (
        "## 19 November\nNothing is recorded for this day yet. "
        "The nearest days that have an entry:\n"
        "**7 November** The pocket (1942)\n**1 December** The pocket (1942)"
    )
    assert list(reading.buttons(view)) == ["◀ 7 November", "1 December ▶"]
    assert reading.options(view) == ["event:pocket"]


def test_an_empty_day_of_a_topic_names_the_topic(catalogue):
    topic = catalogue.contents.topics["battle-of-moscow"]
    view = day_card(day_of(topic=topic, nearest=(near(catalogue, "2026-12-01"),)))
    assert "Battle of Moscow has nothing on this day." in reading.text(view)
    assert list(reading.buttons(view)) == ["◀ 18 November", "1 December ▶"]
    assert "Nothing is recorded" in reading.text(day_card(day_of(topic=topic)))


def test_a_birth_never_stands_above_an_event_not_even_a_hidden_one(catalogue):
    view = day_card(
        day_of(
            (catalogue.entries["person:georgy-zhukov"], Mark.BORN),
            (catalogue.entries["event:shooting"], Mark.ON),
        )
    )
    assert [hidden for hidden, _ in reading.spoilers(view)] == [False, True, False]
    assert "Georgy Zhukov" in reading.spoilers(view)[2][1]


def test_a_full_day_turns_pages_and_keeps_its_topic(catalogue):
    topic = catalogue.contents.topics["battle-of-moscow"]
    items = [(catalogue.entries["event:pocket"], Mark.BEGINS)] * 20
    view = day_card(day_of(*items, topic=topic), page=1)
    assert list(reading.buttons(view)) == ["◀ 18 November", "◀ Page 1", "Page 3 ▶", "20 November ▶"]
    assert reading.buttons(view)["Page 3 ▶"] == "f:day:2026-11-19:2:battle-of-moscow"


def test_a_search_lists_what_it_found(catalogue):
    view = search_card("stal", [catalogue.entries["topic:battle-of-stalingrad"]])
    assert reading.text(view) == (
        "## Search: stal\n-# 1 entry\n"
        "**Battle of Stalingrad** · topic, 17 July 1942 – 2 February 1943"
    )


def test_a_long_search_turns_pages_with_its_query(catalogue):
    entries = [catalogue.entries["event:pocket"]] * 30
    view = search_card("the query: with a colon", entries, 1)
    assert reading.buttons(view) == {
        "◀ Page 1": "f:find:0:the query: with a colon",
        "Page 3 ▶": "f:find:2:the query: with a colon",
    }


def test_a_timeline_keeps_its_span_in_its_buttons(catalogue):
    events = catalogue.timeline * 3
    line = Line(span=Span(about="", first=1, last=800_000), about=None, events=events)
    view = timeline_card(line, 1)
    assert reading.buttons(view)["Page 3 ▶"] == "f:line:2:::1:800000"
    about = catalogue.entries["topic:battle-of-moscow"]
    line = Line(span=Span(about=about.key), about=about, events=events)
    assert reading.buttons(timeline_card(line))["Page 2 ▶"] == "f:line:1:topic:battle-of-moscow::"
    assert reading.text(timeline_card(line)).startswith(
        "## Timeline: Battle of Moscow\n-# 27 events"
    )
