"""Cards: what they say, what they offer, and that they fit Discord's limits whatever the content."""

import dataclasses
import datetime as dt

import pytest

from bot.domain.calendar import Mark
from bot.domain.dates import parse
from bot.domain.entries import (
    Citation,
    Event,
    Kind,
    Person,
    Place,
    Role,
    Section,
    Sensitive,
    Source,
    SourceKind,
    Topic,
)
from bot.services.details import Details, details
from bot.services.timeline import Line, Span
from bot.services.today import Day, DayItem
from bot.ui.cardmaker import KEPT, CardMaker
from bot.ui.cards import Setting, card
from bot.ui.day import day_card
from bot.ui.lists import search_card, timeline_card
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
        "-# **Places:** Stalingrad (today Volgograd, Russia); Moscow\n"
        "-# **Sources:** Antony Beevor, *Stalingrad* (1998), chapter 4"
    )


def test_an_event_leads_to_its_day_and_what_is_related(shown):
    view = shown("event:operation-uranus")
    assert reading.buttons(view) == {"All of 19 November": "f:day:2026-11-19:0:"}
    assert reading.options(view)[0] == "topic:battle-of-stalingrad"


def test_an_interval_leads_to_both_its_days(shown):
    view = shown("event:pocket")
    assert list(reading.buttons(view)) == ["All of 23 November", "All of 2 February"]
    assert "23 November 1942 – 2 February 1943" in reading.text(view)


def test_a_leap_day_leads_to_a_day_that_exists(shown):
    assert reading.buttons(shown("event:leap")) == {"All of 29 February": "f:day:2024-02-29:0:"}


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
        "**Raid on the city** tells of mass killing and harm to children. "
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
        "Timeline": "f:line:0:person:georgy-zhukov::"
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


# ---------------------------------------------------------------- kept cards


@pytest.fixture
def made(catalogue):
    """Count how often a card was made; `day` is the present day."""

    class Made:
        day = TODAY
        count = 0

        def details(self, entry):
            self.count += 1
            return Details(entry=entry)

    return Made()


@pytest.fixture
def cards(made):
    return CardMaker(made.details, lambda: made.day, "")


def test_a_card_is_made_once_a_day(cards, made, catalogue):
    entry = catalogue.entries["event:operation-uranus"]
    first = cards.card(entry)
    assert cards.card(entry) is first
    assert made.count == 1
    made.day = dt.date(2027, 1, 1)
    assert "85 years ago" in reading.text(cards.card(entry))


def test_a_reloaded_entry_has_a_new_card(cards, catalogue):
    entry = catalogue.entries["event:operation-uranus"]
    cards.card(entry)
    changed = dataclasses.replace(entry, text="Something else.")
    assert "Something else." in reading.text(cards.card(changed))


def test_pages_and_what_was_asked_make_other_cards(cards, catalogue):
    topic = catalogue.entries["topic:battle-of-stalingrad"]
    assert "Page 2 of 4" in reading.text(cards.card(topic, page=1))
    assert "Page 1 of 4" in reading.text(cards.card(topic))
    assert "nearest name" in reading.text(cards.card(topic, asked="stalngrad"))
    assert "nearest name" not in reading.text(cards.card(topic))


def test_only_the_latest_cards_are_kept(cards, made, catalogue):
    entry = catalogue.entries["event:pocket"]
    for number in range(KEPT + 1):
        cards.card(dataclasses.replace(entry, id=str(number)))
    cards.card(dataclasses.replace(entry, id="1"))
    assert len(cards._kept) == KEPT


# ---------------------------------------------------------------- days


def day_of(*entries, topic=None, nearest=()):
    items = tuple(
        DayItem(entry=entry, mark=mark, year=1942, years_ago=84) for entry, mark in entries
    )
    return Day(date=dt.date(2026, 11, 19), items=items, topic=topic, nearest=nearest)


def test_a_day_lists_its_entries_and_leads_to_the_days_around(catalogue):
    view = day_card(day_of((catalogue.entries["event:operation-uranus"], Mark.ON)))
    assert reading.text(view) == (
        "## 19 November\n**Operation Uranus begins**\n-# 1942 · 84 years ago\n"
        "Operation Uranus begins, in a sentence."
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
    assert "tell of execution" in reading.text(view)


def test_a_birth_tells_who_was_born(catalogue):
    text = reading.text(day_card(day_of((catalogue.entries["person:georgy-zhukov"], Mark.BORN))))
    assert (
        "**Georgy Zhukov**\n-# 1942 · 84 years ago · born\nDeputy Supreme Commander, Marshal"
        in text
    )


def test_an_empty_day_leads_to_the_nearest_that_are_not():
    view = day_card(day_of(nearest=(dt.date(2026, 11, 7), dt.date(2026, 12, 1))))
    assert "Nothing is recorded for this day yet." in reading.text(view)
    assert list(reading.buttons(view)) == ["◀ 7 November", "1 December ▶"]


def test_an_empty_day_of_a_topic_names_the_topic(catalogue):
    topic = catalogue.contents.topics["battle-of-moscow"]
    near = (dt.date(2026, 12, 1),)
    view = day_card(day_of(topic=topic, nearest=near))
    assert "Battle of Moscow has nothing on this day." in reading.text(view)
    assert list(reading.buttons(view)) == ["◀ 18 November", "1 December ▶"]
    assert "Nothing is recorded" in reading.text(day_card(day_of(topic=topic)))


def test_a_full_day_turns_pages_and_keeps_its_topic(catalogue):
    topic = catalogue.contents.topics["battle-of-moscow"]
    items = [(catalogue.entries["event:pocket"], Mark.BEGINS)] * 20
    view = day_card(day_of(*items, topic=topic), page=1)
    assert list(reading.buttons(view)) == ["◀ 18 November", "◀ Page 1", "Page 3 ▶", "20 November ▶"]
    assert reading.buttons(view)["Page 3 ▶"] == "f:day:2026-11-19:2:battle-of-moscow"


# ---------------------------------------------------------------- lists


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


# ---------------------------------------------------------------- limits

ID = "x" * 60
DATES = ["1941-06-22", "1942-08-23/1943-02-02", "1918~", "-0043-03-15?", "1939/.."]
CITATIONS = (Citation(source=ID, at="a" * 80),) * 25
SOURCE = Source(
    id=ID, title="t" * 100, author="a" * 100, year="1998", kind=SourceKind.BOOK, trust="x"
)
PLACE = Place(id=ID, name="p" * 100, today="q" * 100, latitude=0, longitude=0)
FILLINGS = [
    "*",
    "_",
    "`|",
    "é",
    "word ",
    "word\n\n",
    "<@1>",
    "@everyone ",
    "[a](https://b.c)",
    "\U0001f468\u200d\U0001f469",
]


def full_entries(filling, date, sensitive):
    """Give a person, an event and a topic whose every field is as full as content may be."""

    def full(limit):
        return (filling * limit)[:limit].strip() or "x"

    shared = {"id": ID, "sources": CITATIONS, "dispute": full(800), "sensitive": sensitive}
    person = Person(
        name=full(100),
        native_name=full(100),
        born=date,
        died=date,
        roles=(Role(title=full(120), years=date),) * 12,
        text=full(1500),
        **shared,
    )
    event = Event(
        date=date, title=full(100), text=full(800), kind=Kind.REVOLUTION, importance=1, **shared
    )
    topic = Topic(
        title=full(100),
        period=date,
        summary=full(600),
        sections=(Section(heading=full(100), text=full(6000)),) * 3,
        **shared,
    )
    return person, event, topic


@pytest.fixture(params=FILLINGS)
def full(request):
    """Give full entries of each date, open ones and hidden ones."""
    return [
        full_entries(request.param, parse(date), sensitive)
        for date in DATES
        for sensitive in ((), tuple(Sensitive))
    ]


def assert_fits(view):
    """Discord's limits (developer documentation, component reference)."""
    every = list(reading.walk(view.to_components()))
    ids = [each["custom_id"] for each in every if "custom_id" in each]
    assert len(every) <= 40
    assert sum(len(each["content"]) for each in every if each["type"] == 10) <= 4000
    assert all(each["content"] for each in every if each["type"] == 10)
    assert len(ids) == len(set(ids))
    assert all(len(id_) <= 100 for id_ in ids)
    for menu in (each for each in every if each["type"] == 3):
        assert 1 <= len(menu["options"]) <= 25
        assert len({option["value"] for option in menu["options"]}) == len(menu["options"])
        assert all(len(option["label"]) <= 100 for option in menu["options"])
        assert all(len(option["value"]) <= 100 for option in menu["options"])
        assert all(len(option["description"]) <= 100 for option in menu["options"])
    assert all(1 <= len(each["label"]) <= 80 for each in every if each["type"] == 2)
    assert all(len(each["components"]) <= 5 for each in every if each["type"] == 1)


def test_every_card_fits_however_full_its_entry_is(full):
    setting = Setting(today=TODAY, report_url="https://example.org/" + "r" * 400)
    for person, event, topic in full:
        for entry, page in ((person, 0), (event, 0), (topic, 0), (topic, 1), (topic, 9)):
            found = Details(
                entry=entry,
                people=(person,) * 25,
                places=(PLACE,) * 25,
                citations=tuple((SOURCE, citation) for citation in CITATIONS),
                related=(person, event, topic),
            )
            assert_fits(card(found, setting, page=page, others=[topic], asked="*" * 100))


def test_every_day_fits_however_full_it_is(full):
    told = [
        (entry, mark) for person, event, _ in full for entry in (event, person) for mark in Mark
    ]
    topic = full[0][2]
    for page in range(0, len(told) // 4, 3):
        assert_fits(day_card(day_of(*told, topic=topic), page))
    assert_fits(day_card(day_of(topic=topic, nearest=(TODAY,))))


def test_every_list_fits_however_long_its_names_are(full):
    found = [entry for entries in full for entry in entries]
    query = (full[0][1].title * 80)[:80]
    assert_fits(search_card(query, found, 1))
    events = tuple(event for _, event, _ in full) * 3
    span = Span(about=f"person:{ID}", first=-3_000_000, last=3_000_000)
    assert_fits(timeline_card(Line(span=span, about=full[0][0], events=events), 1))
