"""A moderator finds a time zone by the city or country that they would name."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given, strategies as st

from bot.domain.errors import MemberError
from bot.services.daily.cities import ABBREVIATIONS, CITIES, COUNTRIES, NAMES, USUAL
from bot.services.daily.places import places
from bot.services.daily.zone_tables import Row, Tables, read_tables
from bot.services.daily.zones import Zones

NOW = dt.datetime(2026, 11, 22, 13, 5, tzinfo=dt.UTC)
ZONES = Zones.load()
TABLES = read_tables()


def offered(text: str) -> list[str]:
    return [choice.name for choice in ZONES.complete(text, NOW)]


def labels(text: str) -> list[str]:
    return [choice.label for choice in ZONES.complete(text, NOW)]


def refusal(text: str) -> str:
    with pytest.raises(MemberError) as error:
        ZONES.find(text)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        (" berlin ", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new-york", "America/New_York"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Muenchen", "Europe/Berlin"),
        ("Manchester, UK", "Europe/London"),
        ("Mumbai", "Asia/Kolkata"),
        ("Beijing", "Asia/Shanghai"),
        ("Washington", "America/New_York"),
        ("Washington, D.C.", "America/New_York"),
        ("San Francisco", "America/Los_Angeles"),
        ("St Petersburg", "Europe/Moscow"),
        ("Kyiv", "Europe/Kyiv"),
        ("Kiev", "Europe/Kyiv"),
        ("Волгоград", "Europe/Volgograd"),
        ("Stalingrad", "Europe/Volgograd"),
        ("Montreal", "America/Toronto"),
        ("Truk", "Pacific/Chuuk"),
        ("Yellowknife", "America/Edmonton"),  # a zone of its own until 2022
        ("Knox, Indiana, United States", "America/Indiana/Knox"),
    ],
)
def test_a_city_has_its_zone_whatever_the_zone_is_named_after(text: str, zone: str):
    assert ZONES.find(text) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Japan", "Asia/Tokyo"),
        ("iceland", "Atlantic/Reykjavik"),
        ("UK", "Europe/London"),
        ("South Korea", "Asia/Seoul"),
        ("Türkiye", "Europe/Istanbul"),
        ("de", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),  # and Büsingen, where the clocks go alike
        ("Argentina", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_country_whose_clocks_all_go_alike_has_one_zone(text: str, zone: str):
    assert ZONES.find(text) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("AMERICA/NEW YORK", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Eastern", "America/New_York"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("etc/utc", "UTC"),
    ],
)
def test_an_iana_name_counts_in_any_letter_case_and_old_names_lead_to_the_new(text: str, zone: str):
    assert ZONES.find(text) == zone


@pytest.mark.parametrize(("text", "zone"), [("UTC", "UTC"), ("hst", "Pacific/Honolulu")])
def test_an_abbreviation_that_means_one_thing_is_taken(text: str, zone: str):
    assert ZONES.find(text) == zone


@pytest.mark.parametrize(
    ("text", "sentence", "city"),
    [
        ("EST", "“EST” means different times to different people.", "New York, United States"),
        ("gmt", "“gmt” means different times to different people.", "London, United Kingdom"),
        ("CET", "“CET” means different times to different people.", "Berlin, Germany"),
        ("mez", "“mez” means different times to different people.", "Algiers, Algeria"),
        ("CEST", "“CEST” is the time in several countries.", "Berlin, Germany"),
        ("MESZ", "“MESZ” is the time in several countries.", "Paris, France"),
        ("USA", "“USA” has several time zones.", "Chicago, United States"),
        ("Spain", "“Spain” has several time zones.", "Canary Islands, Spain"),
        ("Birmingham", "There is more than one “Birmingham”.", "Birmingham, United Kingdom"),
        ("Belrin", "I know no time zone by the name of “Belrin”.", "Berlin, Germany"),
        ("Germani", "I know no time zone by the name of “Germani”.", "Berlin, Germany"),
        ("Austin, TX", "I know no time zone by the name of “Austin, TX”.", "Austin, United States"),
        ("UTC+2", "“UTC+2” does not say how summer time goes.", "Berlin"),
        ("−3", "“−3” does not say how summer time goes.", "Berlin"),
        ("qqq", "I know no time zone by the name of “qqq”.", "Berlin"),
        ("Factory", "I know no time zone by the name of “Factory”.", "Berlin"),
        ("!?", "I need a time zone.", "Berlin"),
        ("", "I need a time zone.", "Berlin"),
        ("x" * 300, "I know no time zone by the name of “xxx", "Berlin"),
    ],
)
def test_what_is_no_one_zone_is_refused_with_a_city_that_is(text: str, sentence: str, city: str):
    """The abbreviation for a half of the year is none, for posts would drift with the other."""
    refused = refusal(text)
    assert refused.startswith(sentence)
    assert f"“{city}”" in refused
    assert ZONES.find(city)
    assert len(refused) < 300


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", list(USUAL)),
        ("ber", ["Europe/Berlin", "Atlantic/Bermuda", "Europe/Zurich"]),  # Bern
        ("b", ["Europe/Berlin"]),
        ("new y", ["America/New_York"]),
        ("munich", ["Europe/Berlin"]),
        ("germ", ["Europe/Berlin", "Europe/Busingen"]),
        ("us", ["America/New_York"]),
        ("united states", ["America/New_York", "America/Chicago", "America/Denver"]),
        ("pacif", ["America/Los_Angeles"]),
        ("europe/ber", ["Europe/Berlin"]),
        ("berlin ger", ["Europe/Berlin"]),
        ("Est", ["America/New_York", "America/Toronto", "America/Panama", "Europe/Tallinn"]),
        ("Belrin", ["Europe/Berlin"]),
        ("San Juan", ["America/Argentina/San_Juan", "America/Puerto_Rico"]),
        ("+5:30", ["Asia/Kolkata", "Asia/Colombo"]),
        ("utc-3", ["America/Sao_Paulo"]),
        ("Paris, Texas", ["Europe/Paris"]),
    ],
)
def test_the_likeliest_zones_are_offered_first(text: str, first: list[str]):
    assert offered(text)[: len(first)] == first


@pytest.mark.parametrize("text", ["qqq", "zz", "+15"])
def test_what_is_like_no_place_gives_no_choice(text: str):
    assert offered(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("berlin", "Berlin, Germany (UTC+1, now 14:05)"),
        ("munich", "Munich, Germany (UTC+1, now 14:05)"),
        ("Kiev", "Kyiv, Ukraine (UTC+2, now 15:05)"),
        ("mumbai", "Mumbai, India (UTC+5:30, now 18:35)"),
        ("singapore", "Singapore (UTC+8, now 21:05)"),
        ("st john", "St. John's, Canada (UTC-3:30, now 09:35)"),
        ("knox", "Knox, Indiana, United States (UTC-6, now 07:05)"),
        ("ushuaia", "Ushuaia, Argentina (UTC-3, now 10:05)"),
        ("utc", "Universal time (UTC+0, now 13:05)"),
    ],
)
def test_a_choice_shows_the_place_its_offset_and_its_time(text: str, label: str):
    assert labels(text)[0] == label


def test_a_zone_is_shown_in_summer_time_when_that_counts():
    summer = dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC)
    assert ZONES.label("Europe/Berlin", summer) == "Berlin, Germany (UTC+2, now 11:00)"
    assert ZONES.label("Etc/GMT+5", summer) == "Etc/GMT+5 (UTC-5, now 04:00)"


def test_the_system_need_not_have_any_time_zones():
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        (choice,) = Zones.load().complete("munich", NOW)
    finally:
        zoneinfo.reset_tzpath()
    assert choice.label == "Munich, Germany (UTC+1, now 14:05)"


def test_a_database_with_fewer_zones_and_a_long_name_will_do():
    tables = Tables(
        rows=(Row("PN", "Pacific/Pitcairn", ""),),
        countries={"PN": "Far and Away Islands " * 6},
        names={"Pacific/Pitcairn": "Pacific/Pitcairn"},
    )
    zones = Zones(tables)
    (choice,) = zones.complete("pit", NOW)
    assert choice.label.endswith("… (UTC-8, now 05:05)")
    assert 90 < len(choice.label) <= 100
    assert [each.name for each in zones.complete("", NOW)] == ["UTC"]


def test_each_zone_in_use_can_be_found_and_chosen():
    for row in TABLES.rows:
        assert ZONES.find(row.name) == row.name
        assert row.name in offered(row.name)
        assert ZONES.label(row.name, NOW) in labels(row.name)


def test_each_name_there_is_leads_to_a_zone_that_can_be_read():
    for name in TABLES.names:
        try:
            assert zoneinfo.ZoneInfo(ZONES.find(name)).utcoffset(NOW) is not None
        except MemberError:
            assert name.lower() in ABBREVIATIONS or name in {"GMT+0", "GMT-0"}


def test_each_place_is_found_as_it_is_shown():
    for place in places(TABLES):
        assert ZONES.find(str(place)) == place.zone
        assert place.zone in offered(str(place))


def test_each_name_of_ours_belongs_to_a_zone_in_use_and_to_a_country_there_is():
    in_use = {row.name for row in TABLES.rows} | {"UTC"}
    meant = {zone for zones in ABBREVIATIONS.values() for zone in zones}
    assert {*CITIES, *NAMES, *USUAL, *meant} <= in_use
    assert set(COUNTRIES) <= set(TABLES.countries)
    assert len(set(USUAL)) == len(USUAL) == 25


@given(st.text(max_size=80) | st.sampled_from(sorted(TABLES.names)), st.integers(1, 9))
def test_any_text_gives_at_most_25_different_zones_that_can_be_chosen(text: str, length: int):
    for typed in (text, text[:length]):
        choices = ZONES.complete(typed, NOW)
        assert len({choice.name for choice in choices}) == len(choices) <= 25
        assert all(0 < len(choice.label) <= 100 for choice in choices)
        assert all(ZONES.find(choice.name) == choice.name for choice in choices)
