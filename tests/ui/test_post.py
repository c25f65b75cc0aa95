"""What the daily post tells, and that Discord takes it."""

import datetime as dt
from typing import Any

import pytest

from bot.domain.calendar import Mark
from bot.domain.dates import parse
from bot.domain.entries import Sensitive
from bot.domain.feeds import Style
from bot.playground.description import Description
from bot.playground.rules.messages import check_message
from bot.services.daily.picking import Origin, Selection
from bot.services.details import Details
from bot.ui.post import post_view, thread_name
from tests import sample
from tests.ui import reading
from tests.ui.days import item_of
from tests.ui.posts import ON
from tests.ui.test_limits import CITATIONS, FILLINGS, PLACE, SOURCE, assert_fits, full_entries

V2 = 1 << 15


def details(entry):
    return Details(entry=entry, citations=tuple((sample.SOURCES[0], c) for c in entry.sources))


def told_of(catalogue, *keys, origin=Origin.TODAY, on=ON, more=0):
    """Give a selection of these events and people, those with a mark after a slash as they say."""
    items = []
    for key in keys:
        name, _, mark = key.partition("/")
        items.append(item_of(catalogue.entries[name], Mark(mark or "on")))
    return Selection(origin=origin, on=on, items=tuple(items), more=more)


def view_of(told, style=Style.DIGEST, **options):
    known: dict[str, Any] = {"details": details, "marker": "7-20261119"}
    return post_view(told, ON, style=style, **(known | options))


def text_of(*args, **options):
    return reading.text(view_of(*args, **options))


DAY = ("event:operation-uranus", "event:shooting", "person:georgy-zhukov/born")


def test_a_digest_tells_each_entry_with_its_years_and_source(catalogue):
    text = text_of(told_of(catalogue, *DAY))
    assert text.startswith("## Thursday, 19 November\n")
    assert "**Operation Uranus begins**\n-# 1942 · 84 years ago · disputed\n" in text
    assert text.count("-# Source: Antony Beevor, *Stalingrad* (1998)") == 3
    assert text.index("A shooting") < text.index("Georgy Zhukov")


def test_what_distresses_is_hidden_in_a_box_of_its_own(catalogue):
    shown = reading.spoilers(view_of(told_of(catalogue, *DAY)))
    assert [(hidden, "A shooting" in text) for hidden, text in shown] == [
        (False, False),
        (True, True),
        (False, False),
    ]


def test_a_lead_tells_its_entry_at_length_and_names_the_others(catalogue):
    view = view_of(told_of(catalogue, *DAY), Style.LEAD)
    text = reading.text(view)
    assert "## Operation Uranus begins\n-# Battle · Thursday, 19 November 1942 · 84 years" in text
    assert "**Disputed.** Who had the idea" in text
    assert "-# **Sources:** Antony Beevor, *Stalingrad* (1998), chapter 4" in text
    assert "-# **Also:** A shooting (1942) and Georgy Zhukov (1942)" in text
    assert reading.options(view)[:3] == [key.partition("/")[0] for key in DAY]


def test_a_lead_alone_names_no_others(catalogue):
    assert "Also" not in text_of(told_of(catalogue, DAY[0]), Style.LEAD)


def test_a_lead_that_distresses_is_hidden_behind_a_warning(catalogue):
    view = view_of(told_of(catalogue, "event:shooting"), Style.LEAD)
    assert "What is hidden below tells of execution." in reading.text(view)
    assert [hidden for hidden, _ in reading.spoilers(view)] == [True]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("event:pocket/begins", "It began 84 years ago."),
        ("event:pocket/ends", "It ended 84 years ago."),
        ("person:georgy-zhukov/born", "Born 84 years ago."),
        ("person:georgy-zhukov/died", "Died 84 years ago."),
    ],
)
def test_a_lead_says_what_the_day_was_to_it(catalogue, key, says):
    assert f"## Thursday, 19 November\n-# {says}" in text_of(told_of(catalogue, key), Style.LEAD)
    archived = told_of(catalogue, key, origin=Origin.ARCHIVE)
    assert says not in text_of(archived, Style.LEAD)


@pytest.mark.parametrize("style", Style)
def test_what_is_of_another_day_says_so(catalogue, style):
    near = told_of(catalogue, DAY[0], origin=Origin.NEAREST, on=dt.date(2026, 11, 23))
    text = text_of(near, style)
    assert text.startswith("## Thursday, 19 November\nThere is nothing to tell of this day.")
    assert "the nearest that has something, 23 November." in text
    assert reading.buttons(view_of(near, style)) == {"All of 23 November": "f:date:2026-11-23:0:"}


@pytest.mark.parametrize("style", Style)
def test_what_is_from_the_archive_says_so(catalogue, style):
    old = told_of(catalogue, DAY[0], origin=Origin.ARCHIVE)
    assert "This is from the archive." in text_of(old, style)
    assert reading.buttons(view_of(old, style)) == {}


@pytest.mark.parametrize("style", Style)
def test_labels_and_the_mention_stand_above(catalogue, style):
    told = told_of(catalogue, *DAY)
    text = text_of(told, style, role=99, late=True, test=True)
    assert text.startswith("<@&99>\n-# **Test post.**")
    assert "## Thursday, 19 November (late)\n" in text
    assert "(late)" not in text_of(told, style)
    assert "Test post" not in text_of(told, style)


def test_what_a_digest_leaves_out_is_counted(catalogue):
    events = [f"event:{each.id}" for each in sample.EVENTS]
    text = text_of(told_of(catalogue, *events, more=2))
    left = len(events) - 6 + 2
    assert f"-# And {left} more of 19 November: the button below shows them." in text
    assert [each.title in text for each in sample.EVENTS] == [True] * 6 + [False] * 3
    assert "more of" not in text_of(told_of(catalogue, *DAY))


@pytest.mark.parametrize("style", Style)
def test_the_menu_bears_the_marker(catalogue, style):
    (menu,) = reading.parts(view_of(told_of(catalogue, *DAY), style), 3)
    assert menu["custom_id"] == "f:open:7-20261119"


def test_a_thread_is_named_after_the_day_and_its_first_entry(catalogue):
    assert thread_name(told_of(catalogue, *DAY), ON) == "19 November: Operation Uranus begins"
    person, event, _ = full_entries("word ", parse("1942"), ())
    for entry in (person, event):
        told = Selection(origin=Origin.TODAY, on=ON, items=(item_of(entry, Mark.ON),))
        assert 90 < len(thread_name(told, ON)) <= 100


@pytest.fixture(scope="module")
def refused():
    """Give a function that lists what Discord would refuse of a posted view."""
    description = Description.load()

    def faults(view):
        body = {"flags": V2, "components": view.to_components()}
        found = description.body("POST", "/channels/{channel_id}/messages", body)
        check_message(body, files=set())
        return list(map(str, found))

    return faults


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("origin", Origin)
def test_every_post_fits_however_full_its_entries_are(filling, style, origin, refused):
    kinds = (tuple(Sensitive), ())
    full = [full_entries(filling, parse("1942-08-23/1943-02-02"), kind)[:2] for kind in kinds]
    entries = [entry for pair in full for entry in pair]
    for mark in Mark:
        items = tuple(item_of(entry, mark, SOURCE) for entry in [*entries, *entries, *entries])
        for first in range(4):
            told = Selection(origin=origin, on=ON, items=items[first:][:10], more=99)
            view = view_of(
                told, style, details=_crowded, role=10**19, late=True, test=True, marker="9" * 30
            )
            assert refused(view) == []
            assert_fits(view)
            assert "Source" in reading.text(view)


def test_the_others_leave_room_for_the_sources_of_a_lead():
    person, _, _ = full_entries("word ", parse("1942-08-23/1943-02-02"), tuple(Sensitive))
    items = (item_of(person, Mark.ON),) * 10
    told = Selection(origin=Origin.NEAREST, on=ON, items=items)
    view = view_of(told, Style.LEAD, details=_crowded, role=10**19, late=True, test=True)
    facts, also, _ = reading.text(view).partition("**Roles:**")[2].partition("-# **Also:**")
    assert also
    assert len(facts) > 400


def _crowded(entry):
    return Details(
        entry=entry,
        people=(entry,) * 25,
        places=(PLACE,) * 25,
        citations=tuple((SOURCE, citation) for citation in CITATIONS),
        related=tuple(sample.EVENTS),
    )
