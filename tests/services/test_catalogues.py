"""Each server sees its own overlay on the pack, and no other's, whatever is loaded or kept."""

import asyncio
import threading
import tracemalloc
from dataclasses import replace

import pytest

from bot.catalogue import own_records
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checking import record_of
from bot.catalogue.overlay import overlaid
from bot.catalogue.writing import body_of
from bot.domain.revisions import Body, Overlay
from bot.services import catalogues as module
from bot.services.catalogues import KEPT, KEPT_LARGE, LARGE, Catalogues
from tests import sample

HOME, ELSEWHERE = 100, 200
URANUS = "event:operation-uranus"


@pytest.fixture
def catalogues(catalogue):
    return Catalogues(catalogue)


def titled(catalogue, title, record=URANUS):
    """Give an overlay in which an event of a catalogue has another title."""
    return Overlay(own={record: {**body_of(catalogue.entries[record]), "title": title}})


def many(catalogue, count=LARGE):
    """Give an overlay with so many new events."""
    body = body_of(catalogue.entries[URANUS])
    ids = [f"own-{number}" for number in range(count)]
    return Overlay(own={f"event:{id_}": {**body, "id": id_, "title": f"Of {id_}"} for id_ in ids})


def title(catalogues, guild, record=URANUS):
    return catalogues.of(guild).entries[record].title


def another_pack():
    """Load a pack in which the event has another title, and another is gone."""
    contents = sample.contents()
    events = dict(contents.events)
    events["operation-uranus"] = replace(events["operation-uranus"], title="Anew")
    del events["pocket"]
    return Catalogue.of(replace(contents, events=events))


@pytest.fixture
def threads(monkeypatch):
    """Collect the threads in which catalogues are made."""
    made = []

    def noting(base, overlay, before=None):
        made.append(threading.current_thread())
        return overlaid(base, overlay, before)

    monkeypatch.setattr(module, "overlaid", noting)
    return made


def test_who_has_no_server_or_no_changes_sees_the_pack(catalogues, catalogue):
    catalogues.put(HOME, titled(catalogue, "Ours"))
    assert catalogues.of(None) is catalogue
    assert catalogues.of(ELSEWHERE) is catalogue
    assert catalogues.overlaid(ELSEWHERE).catalogue is catalogue
    assert catalogues.overlay(ELSEWHERE) == Overlay()


def test_a_server_sees_its_own_and_no_other_servers(catalogues, catalogue):
    before = catalogue.entries[URANUS].title
    catalogues.put(HOME, titled(catalogue, "Ours"))
    catalogues.put(ELSEWHERE, titled(catalogue, "Theirs"))
    assert (title(catalogues, HOME), title(catalogues, ELSEWHERE)) == ("Ours", "Theirs")
    assert title(catalogues, None) == before


def test_an_overlay_is_given_back_as_it_was_put(catalogues):
    own: dict[str, Body] = {
        "event:a": {"title": "No\nlines — \u2028\x85\x1e'\"\\", "sources": [{"source": "a"}]},
        "topic:b": {"sections": "## Ы\n\n\U0001f600 \ud800"},
    }
    overlay = Overlay(own=own, hidden=frozenset({"person:c", URANUS}))
    catalogues.put(HOME, overlay)
    assert catalogues.overlay(HOME) == overlay
    assert list(catalogues.overlay(HOME).own) == list(own)


def test_an_empty_overlay_takes_back_what_was_put(catalogues, catalogue):
    catalogues.put(HOME, titled(catalogue, "Ours"))
    catalogues.put(HOME, Overlay())
    assert catalogues.of(HOME) is catalogue


def test_a_hidden_record_is_an_overlay_too(catalogues):
    catalogues.put(HOME, Overlay(hidden=frozenset({URANUS})))
    assert URANUS not in catalogues.of(HOME).entries


def test_what_cannot_be_shown_is_told(catalogues):
    catalogues.put(HOME, Overlay(own={"event:broken": {"title": "No date"}}))
    [left_out] = catalogues.overlaid(HOME).left_out
    assert left_out.record == "event:broken"


def test_a_catalogue_is_made_once_until_it_changes(catalogues, catalogue, threads):
    catalogues.put(HOME, titled(catalogue, "Ours"))
    assert catalogues.of(HOME) is catalogues.of(HOME)
    assert len(threads) == 1
    catalogues.put(HOME, titled(catalogue, "Ours again"))
    assert title(catalogues, HOME) == "Ours again"


def test_the_server_that_was_asked_for_first_is_let_go_first(catalogues, catalogue, threads):
    for guild in range(KEPT + 1):
        catalogues.put(guild, titled(catalogue, f"Of {guild}"))
    for guild in range(KEPT):
        catalogues.of(guild)
    kept = catalogues.of(0)  # it is now the one asked for last, and 1 the first
    assert title(catalogues, KEPT) == f"Of {KEPT}"
    made = len(threads)
    assert catalogues.of(0) is kept
    assert len(threads) == made
    assert title(catalogues, 1) == "Of 1"
    assert len(threads) == made + 1


def test_another_pack_is_shown_to_every_server_below_its_own(catalogues, catalogue):
    catalogues.put(HOME, titled(catalogue, "Ours", "event:leap"))
    catalogues.put(ELSEWHERE, titled(catalogue, "Theirs"))
    assert "event:pocket" in catalogues.of(HOME).entries
    pack = another_pack()
    catalogues.rebase(pack)
    assert catalogues.pack is catalogues.of(None) is pack
    assert (title(catalogues, HOME), title(catalogues, HOME, "event:leap")) == ("Anew", "Ours")
    assert title(catalogues, ELSEWHERE) == "Theirs"
    assert "event:pocket" not in catalogues.of(HOME).entries


async def test_a_few_changes_are_shown_at_once(catalogues, catalogue, threads):
    await catalogues.show(HOME, titled(catalogue, "Ours"))
    assert title(catalogues, HOME) == "Ours"
    assert threads == [threading.current_thread()]


async def test_many_changes_are_made_ready_in_a_thread(catalogues, catalogue, threads):
    await catalogues.show(HOME, many(catalogue))
    assert title(catalogues, HOME, f"event:own-{LARGE - 1}") == f"Of own-{LARGE - 1}"
    assert len(threads) == 1
    assert threads != [threading.current_thread()]


async def test_of_many_records_only_what_was_changed_is_made_anew(
    catalogues, catalogue, monkeypatch
):
    made = []

    def noting(type_, body):
        made.append(body["id"])
        return record_of(type_, body)

    monkeypatch.setattr(own_records, "record_of", noting)
    before = many(catalogue)
    await catalogues.show(100, before)
    assert len(made) == len(before.own)
    made.clear()
    record = next(iter(before.own))
    after = Overlay(own={**before.own, record: {**before.own[record], "title": "Another"}})
    await catalogues.show(100, after)
    assert made == [record.partition(":")[2]]
    assert catalogues.of(100).entries[record].name == "Another"
    assert title_of(catalogues, after) == {key: body["title"] for key, body in after.own.items()}
    made.clear()
    await catalogues.show_pack(another_pack())
    assert made == []
    await catalogues.show(100, before)
    assert title_of(catalogues, before) == {key: body["title"] for key, body in before.own.items()}


def title_of(catalogues, overlay):
    entries = catalogues.of(100).entries
    return {record: entries[record].name for record in overlay.own}


async def test_a_server_that_has_many_changes_no_more_shows_what_it_has(catalogues, catalogue):
    await catalogues.show(HOME, many(catalogue))
    await catalogues.show(HOME, titled(catalogue, "Ours"))
    assert title(catalogues, HOME) == "Ours"
    assert "event:own-0" not in catalogues.of(HOME).entries
    await catalogues.show(HOME, many(catalogue, LARGE + 1))
    assert f"event:own-{LARGE}" in catalogues.of(HOME).entries


async def test_of_servers_with_many_changes_a_few_are_kept_ready(catalogues, catalogue, threads):
    for guild in range(KEPT_LARGE + 1):
        await catalogues.show(guild, many(catalogue))
    assert len(threads) == KEPT_LARGE + 1
    catalogues.of(KEPT_LARGE)
    assert len(threads) == KEPT_LARGE + 1
    assert "event:own-0" in catalogues.of(0).entries
    assert len(threads) == KEPT_LARGE + 2


async def test_another_pack_is_made_ready_for_many_changes_before_it_is_shown(
    catalogues, catalogue, threads
):
    await catalogues.show(HOME, many(catalogue))
    pack = another_pack()
    await catalogues.show_pack(pack)
    assert len(threads) == 2
    assert title(catalogues, HOME) == "Anew"
    assert "event:own-0" in catalogues.of(HOME).entries
    assert len(threads) == 2


async def test_a_change_while_another_pack_is_made_ready_is_not_lost(
    catalogues, catalogue, monkeypatch
):
    await catalogues.show(HOME, many(catalogue))
    begun, go_on = threading.Event(), threading.Event()
    made = module._made_of

    def waiting(*arguments):
        begun.set()
        go_on.wait(10)
        return made(*arguments)

    monkeypatch.setattr(module, "_made_of", waiting)
    showing = asyncio.create_task(catalogues.show_pack(another_pack()))
    await asyncio.to_thread(begun.wait, 10)
    catalogues.put(HOME, many(catalogue, LARGE + 5))
    go_on.set()
    await showing
    assert title(catalogues, HOME) == "Anew"
    assert f"event:own-{LARGE + 4}" in catalogues.of(HOME).entries


async def test_another_pack_while_many_changes_are_made_ready_is_below_them(
    catalogues, catalogue, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()

    def waiting(base, overlay, before):
        begun.set()
        go_on.wait(10)
        return overlaid(base, overlay, before)

    monkeypatch.setattr(module, "overlaid", waiting)
    showing = asyncio.create_task(catalogues.show(HOME, many(catalogue)))
    await asyncio.to_thread(begun.wait, 10)
    catalogues.rebase(another_pack())
    assert catalogues.of(HOME) is catalogues.pack  # its own are shown all together, or not yet
    go_on.set()
    await showing
    assert title(catalogues, HOME) == "Anew"
    assert "event:own-0" in catalogues.of(HOME).entries


def test_a_quiet_servers_overlay_takes_little_memory(catalogues):
    body = body_of(sample.EVENTS[0])
    overlays = [
        Overlay(own={f"event:e-{n}-{at}": {**body, "title": f"{n} at {at}"} for n in range(20)})
        for at in range(50)
    ]
    tracemalloc.start()
    try:
        for guild, overlay in enumerate(overlays):
            catalogues.put(guild, overlay)
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert grown / 50 / 20 < 300
