"""How soon an edit shows in a catalogue of 100,000 entries, and what the edits of 1,000 servers take.

Run it with `python -m tests.benchmarks.editing`; it takes about two minutes. The bar: an edit is
found by search within 50 ms, and no look at a draft keeps the event loop for so long.
"""

import asyncio
import datetime as dt
import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from statistics import quantiles
from time import perf_counter, thread_time

import psutil

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.overlay import Overlaid, overlaid
from bot.catalogue.writing import body_of
from bot.clock import SystemClock
from bot.domain.dates import Historical, Point
from bot.domain.entries import Contents, Event, Pack, Person, Source, SourceKind, Topic
from bot.domain.revisions import Body, Draft, Overlay
from bot.services.catalogues import Catalogues
from bot.services.editing.drafting import Drafting
from bot.services.editing.revising import Revising
from bot.storage.database import Database

from .invented import catalogue

_ENTRIES = 100_000
_FEWER_ENTRIES = 10_000
_EDITS = 20
_IMPORTED = 2_000
_SERVERS = 1_000
_ROUNDS = 200


def main() -> None:
    """Measure one server's edits, an import, and the memory of many servers."""
    random = Random(1941)
    asyncio.run(_of_looks(_base(random, _FEWER_ENTRIES), random))
    base = _base(random, _ENTRIES)
    print(f"{len(base.entries):,} entries")
    _of_one_server(base, _EDITS, random)
    _of_one_server(base, _IMPORTED, random, rounds=10)
    _of_many_servers(base, random)


def _base(random: Random, count: int) -> Catalogue:
    """Index an invented pack; each event has a day, and names two topics and two people."""
    entries = list(catalogue(count, random))
    topics = {each.id: each for each in entries if isinstance(each, Topic)}
    people = {each.id: each for each in entries if isinstance(each, Person)}
    of_events = (list(topics), list(people))
    events = {
        each.id: _placed(each, *of_events, random) for each in entries if isinstance(each, Event)
    }
    source = Source(id="invented", title="Nothing", kind=SourceKind.BOOK, trust="None of it is so.")
    pack = Pack(title="Invented", description="", language="en", licence="CC0-1.0", version="1")
    contents = Contents(
        pack=pack, events=events, people=people, topics=topics, sources={source.id: source}
    )
    base = Catalogue.of(contents)
    base.search.wait()
    gc.collect()
    gc.freeze()  # as Fasti does once the pack is loaded
    return base


def _placed(event: Event, topics: list[str], people: list[str], random: Random) -> Event:
    year = 1860 + random.randrange(130)
    day = Point(year=year, month=random.randint(1, 12), day=random.randint(1, 28))
    return replace(
        event,
        date=Historical(start=day),
        topics=tuple(random.sample(topics, 2)),
        people=tuple(random.sample(people, 2)),
    )


def _of_one_server(base: Catalogue, edits: int, random: Random, rounds: int = _ROUNDS) -> None:
    print(f"A server with {edits:,} edits, some of them new entries, and one entry in 20 hidden")
    overlay = _overlay(base, edits, random)
    _time("one more edit, overlaid", [partial(_edited, base, overlay, n) for n in range(rounds)])
    _time("… and found by its name", [partial(_found, base, overlay, n) for n in range(rounds)])
    _time("… and with typos", [partial(_mistyped, base, overlay, n) for n in range(rounds)])
    shown = overlaid(base, overlay).catalogue
    shown.search.wait()
    names = [entry.name for entry in random.sample(list(base.entries.values()), k=_ROUNDS)]
    typed = [f"{name[:2]}{name[3:]}" for name in names]
    for what, search in (("the pack", base.search), ("the server", shown.search)):
        keys = [partial(search.complete, name[:4]) for name in names]
        _time(f"autocomplete, {what}", keys)
        _time(f"with typos, {what}", [partial(search.complete, text) for text in typed])
        _time(f"find, {what}", [partial(search.find, text) for text in typed])
        _time(f"did you mean, {what}", [partial(search.close, text) for text in typed])
    _time("all its events, in order", [lambda: list(shown.timeline)] * 5)
    _time("all its entries", [lambda: list(shown.entries.values())] * 5)


async def _of_looks(base: Catalogue, random: Random) -> None:
    """Look at drafts in a server with an imported pack of its own; each look is on the loop."""
    print(f"Looks at a draft: {len(base.entries):,} entries, {_IMPORTED:,} of a server's own")
    overlay = _overlay(base, _IMPORTED, random)
    hidden = overlay.hidden | {"source:invented"}  # which stays while it is named
    catalogues, clock = Catalogues(base), SystemClock()
    async with Database.open("sqlite+aiosqlite://") as database:
        drafting = Drafting(database, clock, catalogues, Revising(database, clock, catalogues))
        await catalogues.show(1, Overlay(own=overlay.own, hidden=hidden))
        record = next(iter(overlay.own))
        edited = [
            _draft(record, {**overlay.own[record], "importance": str(1 + n % 3)})
            for n in range(_ROUNDS)
        ]
        added = [_draft("event:", _event(n, 9), is_new=True) for n in range(_ROUNDS)]
        for what, drafts in (("of an edit", edited), ("of something new", added)):
            assert all(drafting.prove(each).is_sound for each in drafts[:2])
            _time(f"a look at a draft {what}", [partial(drafting.prove, each) for each in drafts])


def _draft(record: str, body: Body, *, is_new: bool = False) -> Draft:
    now = dt.datetime.now(dt.UTC)
    return Draft(
        id=1,
        guild=1,
        author=1,
        record=record,
        is_new=is_new,
        base=0,
        body=body,
        updated_at=now,
    )


def _of_many_servers(base: Catalogue, random: Random) -> None:
    print(f"{_SERVERS:,} servers with {_EDITS} edits each, all of which were searched with typos")
    overlays = [_overlay(base, _EDITS, random) for _ in range(_SERVERS)]
    gc.collect()
    before = psutil.Process().memory_info().rss
    kept = [_searched(base, overlay) for overlay in overlays]
    for again in range(3):
        gc.collect()
        grown = psutil.Process().memory_info().rss - before
        edited = f"after {again * len(kept):,} more edits" if again else "overlaid"
        print(
            f"  {edited + ':':<28} {grown / 1e6:.0f} MB, {grown / len(kept) / 1e3:.0f} KB a server"
        )
        for at in range(len(kept)):
            overlays[at] = _with(overlays[at], _event(at, again))
            kept[at] = _searched(base, overlays[at])


def _overlay(base: Catalogue, edits: int, random: Random) -> Overlay:
    """Change entries, add as many as a quarter, and hide a few."""
    keys = list(base.entries)
    changed = random.sample(keys, k=edits - edits // 4)
    own: dict[str, Body] = {key: _changed(base, key) for key in changed}
    for number in range(edits // 4):
        body = _event(number, random.randrange(10**6))
        own[f"event:{body['id']}"] = body
    hidden = {key for key in random.sample(keys, k=edits // 20) if key not in own}
    return Overlay(own=own, hidden=frozenset(hidden))


def _changed(base: Catalogue, key: str) -> Body:
    body = dict(body_of(base.entries[key]))
    name = "name" if "name" in body else "title"
    return body | {name: f"{body[name]} corrected"}


def _event(number: int, salt: int) -> Body:
    return {
        "id": f"own-{number}-{salt}",
        "date": "1942-11-19",
        "title": f"Zvezda offensive {number} of {salt}",
        "text": "Two fronts met behind the city and closed the ring around it.",
        "kind": "battle",
        "importance": "2",
        "topics": ["topic-3"],
        "people": ["person-1"],
        "sources": ["invented"],
    }


def _with(overlay: Overlay, body: Body) -> Overlay:
    """One edit more, in place of the oldest, so that a server's edits stay as many."""
    own = dict(overlay.own)
    own.pop(next(iter(own)))
    return Overlay(own={**own, f"event:{body['id']}": body}, hidden=overlay.hidden)


def _edited(base: Catalogue, overlay: Overlay, number: int) -> Overlaid:
    return overlaid(base, _with(overlay, _event(number, 7)))


def _found(base: Catalogue, overlay: Overlay, number: int) -> None:
    search = _edited(base, overlay, number).catalogue.search
    assert search.complete(f"Zvezda offensive {number} of 7")[0].key == f"event:own-{number}-7"


def _mistyped(base: Catalogue, overlay: Overlay, number: int) -> None:
    search = _edited(base, overlay, number).catalogue.search
    keys = [hit.key for hit in search.find(f"Zvzda ofensive {number} of 7")]
    assert f"event:own-{number}-7" in keys


def _searched(base: Catalogue, overlay: Overlay) -> Overlaid:
    made = overlaid(base, overlay)
    made.catalogue.search.wait()
    return made


def _time(title: str, tasks: Sequence[Callable[[], object]]) -> None:
    """Print the milliseconds that each takes, and how many the processor spends on it."""
    waited, worked = list[float](), list[float]()
    for task in tasks:
        start, start_of_work = perf_counter(), thread_time()
        task()
        worked.append((thread_time() - start_of_work) * 1000)
        waited.append((perf_counter() - start) * 1000)
    hundredths = quantiles(waited, n=100, method="inclusive")
    of_work = quantiles(worked, n=100, method="inclusive")
    print(
        f"  {title + ':':<28} p50 {hundredths[49]:.2f} ms (CPU {of_work[49]:.2f}), "
        f"p99 {hundredths[98]:.2f} ms (CPU {of_work[98]:.2f}), max {max(waited):.2f} ms"
    )


if __name__ == "__main__":
    main()
