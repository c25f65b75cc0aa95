"""A small catalogue for tests: a topic with pages, people, sensitive and uncertain entries."""

import datetime as dt
import random
import zoneinfo

from bot.catalogue.catalogue import Catalogue
from bot.domain.dates import Point, parse
from bot.domain.entries import (
    Citation,
    Contents,
    Event,
    Kind,
    Pack,
    Person,
    Place,
    Role,
    Section,
    Sensitive,
    Source,
    SourceKind,
    Topic,
)
from bot.services.answers import Answering, Setting
from bot.services.catalogues import Catalogues


class Noon:
    """A clock that stands still."""

    def now(self):
        """Give noon."""
        return dt.datetime(2026, 6, 22, 12, tzinfo=dt.UTC)


CITED = (Citation(source="beevor-1998", at="chapter 4"),)
SOURCES = [
    Source(
        id="beevor-1998",
        author="Antony Beevor",
        title="Stalingrad",
        year="1998",
        publisher="Viking",
        kind=SourceKind.BOOK,
        trust="A narrative history.",
    ),
    Source(id="leaflet", title="A leaflet", kind=SourceKind.DOCUMENT, trust="Nobody knows."),
]
PLACES = [
    Place(
        id="stalingrad",
        name="Stalingrad",
        today="Volgograd, Russia",
        latitude=48.71,
        longitude=44.51,
        names=("Tsaritsyn",),
    ),
    Place(id="moscow", name="Moscow", today="Moscow, Russia", latitude=55.75, longitude=37.62),
]


def event(id_, date, title, *, kind=Kind.BATTLE, importance=2, **fields):
    return Event(
        id=id_,
        date=parse(date),
        title=title,
        text=f"{title}, in a sentence.",
        kind=kind,
        importance=importance,
        sources=CITED,
        **fields,
    )


EVENTS = [
    event(
        "battle-begins",
        "1942-07-17",
        "The battle begins",
        topics=("battle-of-stalingrad",),
        places=("stalingrad",),
    ),
    event(
        "operation-uranus",
        "1942-11-19",
        "Operation Uranus begins",
        topics=("battle-of-stalingrad",),
        people=("georgy-zhukov",),
        places=("stalingrad", "moscow"),
        aliases=("Уран",),
        importance=3,
        dispute="Who had the idea is disputed: Zhukov claimed it for himself.",
    ),
    event(
        "raid-on-the-city",
        "1942-08-23",
        "Raid on the city",
        topics=("battle-of-stalingrad",),
        places=("stalingrad",),
        sensitive=(Sensitive.MASS_KILLING, Sensitive.CHILDREN),
    ),
    event("pocket", "1942-11-23/1943-02-02", "The pocket", topics=("battle-of-stalingrad",)),
    event("shooting", "1942-11-19", "A shooting", sensitive=(Sensitive.EXECUTION,)),
    event(
        "october-revolution",
        "1917-11-07",
        "The October Revolution",
        old_style=Point(year=1917, month=10, day=25),
        kind=Kind.REVOLUTION,
    ),
    event("ides", "-0043-03-15", "The Ides of March", kind=Kind.POLITICS),
    event("famine", "1932/1933", "Famine", kind=Kind.SOCIETY),
    event("leap", "1944-02-29", "A leap day"),
]
PEOPLE = [
    Person(
        id="georgy-zhukov",
        name="Georgy Zhukov",
        native_name="Георгий Жуков",
        aliases=("Schukow",),
        born=parse("1896-12-01"),
        born_old_style=Point(year=1896, month=11, day=19),
        died=parse("1974-06-18"),
        roles=(
            Role(title="Deputy Supreme Commander", years=parse("1942/1945")),
            Role(title="Marshal"),
        ),
        text="A commander.",
        topics=("battle-of-stalingrad",),
        sources=CITED,
    ),
    Person(id="nobody", name="Nobody Known", text="No dates are known.", sources=CITED),
]
TOPICS = [
    Topic(
        id="battle-of-stalingrad",
        title="Battle of Stalingrad",
        aliases=("Stalingrad", "Сталинград"),
        period=parse("1942-07-17/1943-02-02"),
        summary="A battle on the Volga.",
        sections=tuple(
            Section(heading=f"Part {n}", text=f"Text {n}. " + "More of it. " * 150)
            for n in (1, 2, 3)
        ),
        people=("georgy-zhukov",),
        places=("stalingrad",),
        related=("battle-of-moscow",),
        sources=CITED,
        dispute="How many died is disputed.",
    ),
    Topic(
        id="battle-of-moscow",
        title="Battle of Moscow",
        period=parse("1941-09-30/1942-01-07"),
        summary="A battle before the capital.",
        sections=(Section(heading="Before", text="It snowed."),),
        sources=(Citation(source="leaflet"),),
    ),
]


def contents():
    return Contents(
        pack=Pack(
            title="A sample",
            description="For tests.",
            language="en",
            licence="CC-BY-4.0",
            version="1",
        ),
        events={each.id: each for each in EVENTS},
        people={each.id: each for each in PEOPLE},
        topics={each.id: each for each in TOPICS},
        places={each.id: each for each in PLACES},
        sources={each.id: each for each in SOURCES},
    )


def catalogue():
    return Catalogue.of(contents())


def answering(catalogue, clock=None):
    """Answer from a catalogue, at noon if there is no clock."""
    setting = Setting(clock=clock or Noon(), zone=zoneinfo.ZoneInfo("UTC"), rng=random.Random(1))
    return Answering(Catalogues(catalogue), setting)
