"""A small pack without faults, with every field in use, and a way to write packs to a folder."""

from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, str | bytes]

SOUND: Files = {
    "pack.yaml": """\
title: The Volga
description: A war on a river.
language: en
licence: CC-BY-4.0
version: 0.1.0
""",
    "sources.yaml": """\
- id: beevor-1998
  author: Antony Beevor
  title: Stalingrad
  year: 1998
  publisher: Viking
  url: https://www.example.org/a_book?page=1~2
  kind: book
  trust: A widely used narrative history.
- id: leaflet
  title: "A leaflet: unsigned"
  kind: document
  trust: >
    Nobody knows who printed it.
""",
    "places.yaml": """\
- id: stalingrad
  name: Stalingrad
  today: Volgograd, Russia
  names: [Tsaritsyn, Volgograd, Сталинград]
  latitude: 48.71
  longitude: 44.51
""",
    "people/commanders.yaml": """\
- id: georgy-zhukov
  name: Georgy Zhukov
  native_name: Георгий Жуков
  aliases: [Georgi Zhukov, Жуков]
  born: 1896-12-01
  born_old_style: 1896-11-19
  died: 1974-06-18
  roles:
    - {title: Chief of the General Staff, years: 1941}
    - title: Deputy Supreme Commander-in-Chief
      years: 1942/1945
    - title: Marshal
  importance: 3
  text: He planned the counter-offensive.
  topics: [battle-of-stalingrad]
  sources: [{source: beevor-1998, at: chapter 4}, leaflet]
  dispute: He and Vasilevsky both claimed the plan.
  sensitive: [execution]
- id: nicholas
  name: Nicholas
  born: 1868-05-18
  died: 1918-07-17
  died_old_style:
  aliases:
  text: >-
    The first paragraph,
    in two lines.

    The second.
  sources: [leaflet]
""",
    "topics/battle-of-stalingrad.md": """\
---
title: Battle of Stalingrad
aliases: [Stalingrad battle]
period: 1942-07-17/1943-02-02
summary: The battle for the city.
importance: 2
people: [georgy-zhukov, nicholas]
places: [stalingrad]
related: [volga-flotilla]
sources: [beevor-1998]
dispute: The losses are disputed.
sensitive: [mass-killing]
---

## The plan

Two *fronts* and **one
bold** plan – no code, of course:
- the north;
- the south.

> A quote, said – 3 * 2 times.

## The end

1943 was the year. It ended on 2 February.
""",
    "topics/volga-flotilla.md": """\
---
title: Volga Flotilla
period: 1942
summary: Boats.
related: [battle-of-stalingrad]
sources: [leaflet]
---
## Boats

They crossed.
""",
    "calendar/11-november.yaml": """\
# What happened in November.
- id: operation-uranus-begins
  date: 1942-11-19
  title: Operation Uranus begins
  text: The counter-offensive begins.
  kind: battle
  importance: 3
  topics: [battle-of-stalingrad, volga-flotilla]
  people: [georgy-zhukov]
  places: [stalingrad]
  aliases: [Uranus]
  sources: [beevor-1998, {source: leaflet, at: 4}]
  dispute: The date of the decision is disputed.
  sensitive: [captivity]
- id: october-revolution
  date: 1917-11-07
  old_style: 1917-10-25
  title: no
  text: 12:30
  kind: revolution
  importance: 2
  sources: [leaflet]
""",
    "calendar/undated.yaml": """\
- id: river-frozen
  date: 1942-11
  title: The river freezes
  text: It froze.
  kind: war
  importance: 1
  topics: [battle-of-stalingrad]
  sources: [leaflet]
""",
    "README.md": "For authors.",
    "EDITORIAL.md": "For editors.",
    "people/README.md": "On groups.",
    ".hidden/junk.yaml": "[",
    "schema/event.json": "{}",
}


def write(folder: Path, files: Files) -> Path:
    """Write a pack into `folder` / pack and give its path."""
    pack = folder / "pack"
    for name, content in files.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return pack


def event(id_: str = "war", **changes: str) -> str:
    """Write one event, line by line in this order; `changes` replace values or add lines."""
    fields = {
        "id": id_,
        "date": "1941-06-22",
        "title": "The invasion begins",
        "text": "Three army groups cross the border.",
        "kind": "war",
        "importance": "3",
        "topics": "[battle-of-stalingrad]",
        "people": "[georgy-zhukov]",
        "places": "[stalingrad]",
        "sources": "[beevor-1998]",
    }
    written = (f"  {name}: {value}\n" for name, value in (fields | changes).items())
    return "- " + "".join(written).removeprefix("  ")


def person(id_: str = "who", **changes: str) -> str:
    """Write one person, as `event` does."""
    fields = {
        "id": id_,
        "name": "Somebody Else",
        "born": "1880",
        "died": "1950",
        "text": "A person.",
        "sources": "[leaflet]",
    }
    written = (f"  {name}: {value}\n" for name, value in (fields | changes).items())
    return "- " + "".join(written).removeprefix("  ")


def topic(body: str = "## Heading\n\nText.\n", **changes: str) -> str:
    """Write a topic's file; its text begins in line 8."""
    fields = {
        "title": "Another topic",
        "period": "1941/1945",
        "summary": "A summary.",
        "related": "[volga-flotilla]",
        "sources": "[leaflet]",
    }
    written = "".join(f"{name}: {value}\n" for name, value in (fields | changes).items())
    return f"---\n{written}---\n{body}"
