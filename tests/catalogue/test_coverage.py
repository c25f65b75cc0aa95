"""The report counts what a pack covers and lists what it lacks."""

from pathlib import Path

import pytest

from bot.catalogue.coverage import Coverage
from bot.catalogue.load import load

from .packs import SOUND, event, person, topic, write

FILES = {
    **SOUND,
    "calendar/02-february.yaml": event("leap", date="1944-02-29", title="A leap day", topics="")
    + event("lone", date="1944-02-28", title="Alone", topics="", people=""),
    "people/others.yaml": person("unnamed", born="1896-12-01"),
    "topics/alone.md": topic(),
}


@pytest.fixture
def coverage(tmp_path: Path) -> Coverage:
    return Coverage.of(load(write(tmp_path, FILES)))


def test_it_counts_by_type(coverage: Coverage) -> None:
    assert coverage.counts == {"event": 5, "person": 3, "topic": 3, "place": 1, "source": 2}
    assert (coverage.undated, coverage.sensitive, coverage.disputed) == (1, 3, 3)


def test_it_finds_the_days_with_nothing(coverage: Coverage) -> None:
    assert len(coverage.empty_days) == 366 - 8
    assert (2, 29) not in coverage.empty_days
    assert (1, 1) in coverage.empty_days


def test_it_tells_days_of_births_and_deaths_from_days_of_events(coverage: Coverage) -> None:
    assert coverage.life_days == ((5, 18), (6, 18), (7, 17), (12, 1))
    assert (12, 1) not in coverage.single_days
    assert (2, 29) in coverage.single_days


def test_it_finds_what_nothing_leads_to(coverage: Coverage) -> None:
    assert coverage.lone_entries == (
        "event:lone",
        "event:october-revolution",
        "person:unnamed",
        "topic:alone",
    )


def test_it_sums_up_what_a_pack_should_have_none_of(coverage: Coverage) -> None:
    assert coverage.summary() == "358 empty days, 0 unsourced, 4 orphans"


def test_it_finds_what_rests_on_the_web_alone(tmp_path: Path) -> None:
    sources = str(FILES["sources.yaml"]).replace("kind: document", "kind: website")
    found = Coverage.of(load(write(tmp_path, {**FILES, "sources.yaml": sources})))
    assert "person:nicholas" in found.web_entries
    assert "person:georgy-zhukov" not in found.web_entries
    assert found.unsourced_entries == ()


def test_it_counts_citations_and_the_places_in_them(coverage: Coverage) -> None:
    assert coverage.citations == {"beevor-1998": 5, "leaflet": 8}
    assert coverage.located == 2


def test_it_reads_as_a_report(coverage: Coverage) -> None:
    report = list(coverage.lines())
    assert report[:4] == [
        "The pack holds 5 events, 3 people, 3 topics, 1 place and 2 sources.",
        "Without an anniversary: 1 event.",
        "Sensitive: 3. Disputed: 3.",
        (
            "Anniversaries: January 0, February 2, March 0, April 0, May 1, June 1, July 1, "
            "August 0, September 0, October 0, November 2, December 2."
        ),
    ]
    assert "Days with nothing: 358 of 366." in report
    assert "    February 1-27" in report
    assert "    November 1-6, 8-18, 20-30" in report
    assert "Days with births and deaths alone: 4." in report
    assert "Days with one anniversary: 7; with two or more: 1." in report
    assert "Topics that tell of no dispute: 2." in report
    assert "    alone, volga-flotilla" in report
    assert "Sources that nothing cites: 0." in report
    assert report[-1] == "    leaflet 8, beevor-1998 5"


def test_it_names_the_ten_sources_that_are_cited_most(tmp_path: Path) -> None:
    more = "".join(f"- {{id: s{n}, title: T, kind: book, trust: T.}}\n" for n in range(10))
    cited = event(date="1941-06-22", sources=f"[{', '.join(f's{n}' for n in range(10))}]")
    files = {
        **FILES,
        "sources.yaml": str(FILES["sources.yaml"]) + more,
        "calendar/06-june.yaml": cited,
    }
    *_, last = Coverage.of(load(write(tmp_path, files))).lines()
    assert last.startswith("    leaflet 8, beevor-1998 5, s0 1, s1 1,")
    assert last.endswith(", s7 1 and 2 more")
