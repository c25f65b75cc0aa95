"""Entries to test with, reduced to what a calendar asks of them."""

from bot.domain.dates import parse
from bot.domain.entries import Event, Kind, Person, Topic


def event(date: str, id_: str = "event", importance: int = 2) -> Event:
    return Event(
        id=id_,
        date=parse(date),
        title=id_,
        text="It happened.",
        kind=Kind.WAR,
        importance=importance,
        sources=(),
    )


def person(born: str = "", died: str = "", id_: str = "person", importance: int = 2) -> Person:
    return Person(
        id=id_,
        name=id_,
        text="They lived.",
        sources=(),
        born=parse(born) if born else None,
        died=parse(died) if died else None,
        importance=importance,
    )


def topic(period: str) -> Topic:
    return Topic(
        id="topic",
        title="Topic",
        period=parse(period),
        summary="It mattered.",
        sections=(),
        sources=(),
    )
