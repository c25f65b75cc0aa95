"""An invented pack of any size, written as content files in the way that authors write them."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from bot.catalogue.files import MONTH_FILES
from bot.domain.entries import Kind

_WORDS = [
    "army",
    "front",
    "treaty",
    "river",
    "winter",
    "city",
    "général",
    "commander",
    "delegation",
    "minister",
    "border",
    "railway",
    "offensive",
    "surrender",
    "harvest",
    "factory",
    "district",
    "prisoners",
    "Gebirgsjäger",
    "talks",
    "Волга",
    "ration",
    "crossing",
    "before",
    "against",
    "between",
    "during",
    "toward",
    "under",
    "the",
    "the",
    "the",
    "of",
    "of",
    "in",
    "and",
    "and",
    "by",
    "to",
]
_KINDS = tuple(Kind)


def write(folder: Path, random: Random, *, events: int, people: int, topics: int) -> None:
    """Write a pack without faults that holds so many entries, and a fifth as many places."""
    cited = (events + people + topics) // 5
    author = _Author(random, people=people, topics=topics, cited=cited)
    for name in ("calendar", "people", "topics"):
        (folder / name).mkdir(parents=True)
    _write(folder / "pack.yaml", [_PACK])
    _write(folder / "sources.yaml", map(author.source, range(cited)))
    _write(folder / "places.yaml", map(author.place, range(cited)))
    for month, name in enumerate(MONTH_FILES, start=1):
        numbers = range(month - 1, events, len(MONTH_FILES))
        _write(folder / "calendar" / name, (author.event(number, month) for number in numbers))
    for group in range(0, people, 100):
        numbers = range(group, min(group + 100, people))
        _write(folder / "people" / f"group-{group}.yaml", map(author.person, numbers))
    for number in range(topics):
        _write(folder / "topics" / f"topic-{number}.md", [author.topic(number)])


def _write(path: Path, texts: Iterator[str] | list[str]) -> None:
    path.write_text("".join(texts), encoding="utf-8")


class _Author:
    """Writes single records; what they name exists, and nothing has the name of another."""

    def __init__(self, random: Random, *, people: int, topics: int, cited: int) -> None:
        self._random = random
        self._people, self._topics, self._cited = people, topics, cited

    def event(self, number: int, month: int) -> str:
        year, day = self._random.randint(1900, 1960), self._random.randint(1, 28)
        return f"""
- id: event-{number}
  date: {year}-{month:02}-{day:02}
  title: {self._name(4)} {number}
  text: >-
    {self._sentence(18)}
    {self._sentence(18)}
  kind: {self._random.choice(_KINDS)}
  importance: {self._random.randint(1, 3)}
  topics: [{self._ids("topic", self._topics, 2)}]
  people: [{self._ids("person", self._people, 2)}]
  places: [{self._ids("place", self._cited, 1)}]
  sources: [{self._ids("source", self._cited, 1)}, {{source: source-1, at: chapter 4}}]
"""

    def person(self, number: int) -> str:
        born = self._random.randint(1850, 1900)
        return f"""
- id: person-{number}
  name: {self._name(2)} {number}
  native_name: {self._name(3)} {number}
  aliases: [{self._name(1)} {number} A, {self._name(2)} {number} B, {self._name(1)} {number} C]
  born: {born}-{self._random.randint(1, 12):02}-{self._random.randint(1, 28):02}
  died: {born + 60}-{self._random.randint(1, 12):02}
  roles:
    - {{title: {self._name(4)}, years: {born + 30}/{born + 40}}}
    - {{title: {self._name(3)}, years: {born + 41}}}
  importance: {self._random.randint(1, 3)}
  text: >-
    {self._sentence(18)}
    {self._sentence(20)}
  topics: [{self._ids("topic", self._topics, 2)}]
  sources: [{self._ids("source", self._cited, 2)}]
"""

    def topic(self, number: int) -> str:
        year = self._random.randint(1900, 1960)
        related = (number + 1) % self._topics
        sections = "".join(f"\n## {self._name(3)} {n}\n{self._paragraphs()}" for n in range(5))
        return f"""---
title: {self._name(3)} {number}
aliases: [{self._name(2)} {number} A, {self._name(2)} {number} B]
period: {year}-03/{year + 2}-07-09
summary: >-
  {self._sentence(20)}
  {self._sentence(20)}
importance: 3
people: [{self._ids("person", self._people, 8)}]
places: [{self._ids("place", self._cited, 5)}]
related: [topic-{related}]
sources: [{self._ids("source", self._cited, 4)}]
---
{sections}"""

    def place(self, number: int) -> str:
        latitude, longitude = self._random.uniform(-80, 80), self._random.uniform(-180, 180)
        return f"""
- id: place-{number}
  name: {self._name(1)} {number}
  today: {self._name(2)} {number}
  names: [{self._name(1)} {number} A, {self._name(1)} {number} B]
  latitude: {latitude:.3f}
  longitude: {longitude:.3f}
"""

    def source(self, number: int) -> str:
        return f"""
- id: source-{number}
  author: {self._name(2)}
  title: "{self._name(4)}: {self._name(4)}"
  year: "{self._random.randint(1920, 2020)}"
  publisher: {self._name(2)}
  kind: book
  trust: {self._sentence(14)}
"""

    def _name(self, words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=words)).capitalize()

    def _sentence(self, words: int) -> str:
        return f"{self._name(words)}."

    def _paragraphs(self) -> str:
        listed = "".join(f"- {self._sentence(10)}\n" for _ in range(3))
        return f"\n{self._sentence(60)}\n\n**{self._name(2)}** {self._sentence(50)}\n\n{listed}"

    def _ids(self, type_: str, most: int, count: int) -> str:
        numbers = sorted(self._random.sample(range(most), k=count))
        return ", ".join(f"{type_}-{number}" for number in numbers)


_PACK = """\
title: An invented pack
description: Nothing in it happened.
language: en
licence: CC0-1.0
version: 0.1.0
"""
