"""Cards: what they say, what they offer, and that they fit Discord's limits whatever the content."""

import datetime as dt

import pytest

from bot.domain.entries import (
    Citation,
    Person,
    Source,
    SourceKind,
)
from bot.services.details import Details, details
from bot.ui.cards import Setting, card
from tests.ui import reading

TODAY = dt.date(2026, 6, 22)


SETTING = Setting(today=TODAY)


@pytest.fixture
def shown(catalogue):
    """Give a function from a key to its card."""
    return lambda key, **given: card(details(catalogue, catalogue.entries[key]), SETTING, **given)


def test_an_event_tells_when_what_who_where_and_how_we_know(shown):
    assert reading.text(shown("event:operation-uranus")) == (
        "## Operation Uranus begins\n"
        "-# Battle · Thursday, 19 November 1942 · 84 years ago\n"
        "Operation Uranus begins, in a sentence.\n"
        "**Disputed.** Who had the idea is disputed: Zhukov claimed it for himself.\n"
        "-# **People:** Georgy Zhukov\n"
        "-# **Places:** Stalingrad (today Volgograd, Russia); and Moscow\n"
        "-# **Sources:** Antony Beevor, *Stalingrad* (1998), chapter 4"
    )


def test_an_event_leads_to_its_day_and_what_is_related(shown):
    view = shown("event:operation-uranus")
    assert reading.buttons(view) == {"All of 19 November": "f:date:2026-11-19:0:"}
    assert reading.options(view)[0] == "topic:battle-of-stalingrad"


def test_an_interval_leads_to_both_its_days(shown):
    view = shown("event:pocket")
    assert list(reading.buttons(view)) == ["All of 23 November", "All of 2 February"]
    assert "23 November 1942 – 2 February 1943" in reading.text(view)


def test_a_leap_day_leads_to_a_day_that_exists(shown):
    assert reading.buttons(shown("event:leap")) == {"All of 29 February": "f:date:2024-02-29:0:"}


def test_an_old_style_date_shows_beside_the_new(shown):
    assert "Wednesday, 7 November 1917 (25 October, Old Style)" in reading.text(
        shown("event:october-revolution")
    )


def test_an_event_without_a_day_has_no_day_button(shown):
    view = shown("event:famine")
    assert reading.buttons(view) == {}
    assert "-# Society · 1932–1933" in reading.text(view)


def test_a_sensitive_entry_is_hidden_behind_a_warning_that_names_its_kinds(shown):
    view = shown("event:raid-on-the-city")
    assert reading.text(view).startswith(
        "This card, **Raid on the city**, tells of mass killing and harm to children. "
    )
    assert [hidden for hidden, _ in reading.spoilers(view)] == [True]


def test_an_entry_without_a_warning_is_open(shown):
    assert [hidden for hidden, _ in reading.spoilers(shown("event:pocket"))] == [False]


def test_a_person_tells_names_dates_and_roles(shown):
    assert reading.text(shown("person:georgy-zhukov")) == (
        "## Georgy Zhukov\n"
        "-# Георгий Жуков\n"
        "-# 1 December 1896 (19 November, Old Style) – 18 June 1974\n"
        "A commander.\n"
        "-# **Roles:** Deputy Supreme Commander (1942–1945) and Marshal\n"
        "-# **Sources:** Antony Beevor, *Stalingrad* (1998), chapter 4"
    )


def test_a_person_without_dates_has_no_date_line(shown):
    assert reading.text(shown("person:nobody")).startswith("## Nobody Known\nNo dates are known.")


def test_a_person_leads_to_their_timeline(shown):
    assert reading.buttons(shown("person:georgy-zhukov")) == {
        "Timeline": "f:events:0:person:georgy-zhukov::"
    }


def test_a_topic_begins_with_its_summary_and_is_told_in_pages(shown):
    first, second = shown("topic:battle-of-stalingrad"), shown("topic:battle-of-stalingrad", page=1)
    assert "A battle on the Volga." in reading.text(first)
    assert "Page 1 of 4" in reading.text(first)
    assert reading.buttons(first)["Page 2 ▶"] == "f:topic:battle-of-stalingrad:1"
    assert "### Part 1" in reading.text(second)
    assert list(reading.buttons(second)) == ["◀ Page 1", "Page 3 ▶", "Timeline"]


@pytest.mark.parametrize(("page", "label"), [(99, "Page 4 of 4"), (-1, "Page 1 of 4")])
def test_a_page_that_is_no_more_turns_to_the_nearest(shown, page, label):
    assert label in reading.text(shown("topic:battle-of-stalingrad", page=page))


def test_a_slip_of_the_finger_is_told(shown):
    assert reading.text(shown("event:pocket", asked="pockt")).startswith(
        "-# The nearest name to “pockt”."
    )


def test_a_host_may_have_mistakes_reported(catalogue):
    setting = Setting(today=TODAY, report_url="https://example.org/report")
    view = card(details(catalogue, catalogue.entries["event:famine"]), setting)
    assert reading.buttons(view) == {"Report a mistake": "https://example.org/report"}


def test_many_sources_are_named_by_author_and_year_rather_than_left_out():
    sources = [
        Source(
            id=str(n),
            title="A title that is quite long " * 4,
            author=f"Author {n}",
            year=str(1950 + n),
            kind=SourceKind.BOOK,
            trust="x",
        )
        for n in range(20)
    ]
    entry = Person(
        id="p", name="P", text="x", sources=tuple(Citation(source=each.id) for each in sources)
    )
    cited = tuple(zip(sources, entry.sources, strict=True))
    text = reading.text(card(Details(entry=entry, citations=cited), SETTING))
    assert all(f"Author {n} ({1950 + n})" in text for n in range(20))


def test_sources_are_named_as_far_as_they_are_known():
    sources = {
        Source(id="a", title="T", kind=SourceKind.BOOK, trust="x", author="A"): "A, *T*",
        Source(id="b", title="T", kind=SourceKind.BOOK, trust="x", year="1950"): "*T* (1950)",
        Source(id="c", title="T", kind=SourceKind.BOOK, trust="x"): "*T*",
    }
    for source, shown in sources.items():
        entry = Person(id="p", name="P", text="x", sources=(Citation(source=source.id),))
        view = card(Details(entry=entry, citations=((source, entry.sources[0]),)), SETTING)
        assert reading.text(view).endswith(f"**Sources:** {shown}")
