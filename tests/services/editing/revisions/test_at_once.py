"""Changes are kept all or none, told, and shown by each process, whatever happens at once."""

import asyncio
import random
from dataclasses import replace

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.revisions import StaleError, TooManyRecordsError
from bot.services.catalogues import Catalogues
from bot.services.editing.revising import Revising
from bot.storage import revisions as stored
from bot.storage.database import Database
from bot.storage.guilds import Guilds
from bot.storage.revisions import Revisions
from tests import sample
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

from .said import EVENTS, IDES, PACK, URANUS, imported


async def test_those_who_follow_are_told_after_it_is_shown(revising, edit, title, clock):
    told = []

    async def follow(saved):
        told.append(([each.record for each in saved], title()))

    async def broken(_):
        raise RuntimeError("it fails")

    revising.follow(broken)
    revising.follow(follow)
    await edit(title="One")
    await revising.append(imported(clock, IDES, "event:leap"))
    assert told == [([URANUS], "One"), ([IDES, "event:leap"], "One")]


async def test_nobody_is_told_of_what_was_refused(revising, edit):
    told = []
    await edit(title="One")

    async def follow(saved):
        told.append(saved)

    revising.follow(follow)
    with pytest.raises(StaleError):
        await revising.publish(HOME, URANUS, PACK, parent=0, author=OTHER)
    assert await revising.append([]) == []
    assert told == []


async def test_many_changes_are_saved_all_or_none(revising, edit, clock, catalogues):
    await edit(IDES, title="Meanwhile")
    with pytest.raises(StaleError):
        await revising.append(imported(clock, URANUS, IDES))
    assert list(catalogues.overlay(HOME).own) == [IDES]


async def test_no_server_has_too_many_records_of_its_own(revising, clock, monkeypatch, title):
    monkeypatch.setattr(stored, "MOST_OWN", 2)
    with pytest.raises(TooManyRecordsError):
        await revising.append(imported(clock, URANUS, IDES, "event:leap", title="Many"))
    assert title() == "Operation Uranus begins"


async def test_another_process_shows_it_after_a_look(revising, edit, database, clock, catalogue):
    other = Catalogues(catalogue)
    looking = Revising(database, clock, other)
    await edit(title="One")
    await looking.load()
    assert other.of(HOME).entries[URANUS].name == "One"
    await revising.hide(HOME, URANUS, EDITOR)
    await looking.load()
    assert URANUS not in other.of(HOME).entries


async def test_a_server_that_was_erased_sees_the_pack_in_each_process(
    *, revising, edit, title, database, clock, catalogue
):
    other = Catalogues(catalogue)
    looking = Revising(database, clock, other)
    await edit(title="One")
    await edit(guild=ELSEWHERE, title="Kept")
    await looking.load()
    async with database.write() as connection:
        await Guilds(connection).erase(HOME)
    for each in (revising, looking):
        await each.load()  # nothing new is written of it, so this cannot tell
        await each.forget_erased()
    assert title() == "Operation Uranus begins"
    assert other.of(HOME).entries[URANUS].name == "Operation Uranus begins"
    assert title(guild=ELSEWHERE) == other.of(ELSEWHERE).entries[URANUS].name == "Kept"


async def test_a_change_after_an_erasure_is_not_forgotten(revising, edit, title, database):
    await edit(title="One")
    async with database.write() as connection:
        await Guilds(connection).erase(HOME)
    await edit(title="Two")
    await revising.forget_erased()
    assert title() == "Two"


async def test_what_the_pack_says_is_what_it_says_now(revising, edit, catalogues, title):
    await edit(title="One")
    await revising.roll_back(HOME, URANUS, 0, EDITOR)
    contents = sample.contents()
    renamed = replace(EVENTS[URANUS], title="Reloaded")
    events = {**contents.events, renamed.id: renamed}
    catalogues.rebase(Catalogue.of(replace(contents, events=events)))
    assert title() == "Reloaded"
    assert (await revising.present(HOME, URANUS))[0]["title"] == "Reloaded"


async def test_two_editors_save_at_once_two_hundred_times_and_nothing_is_lost(
    database, database_address, clock, catalogue
):
    """Each has a process of its own; whoever is late is handed what stands there now."""
    chance = random.Random(5)
    async with Database.open(database_address) as second:
        desks = [Revising(each, clock, Catalogues(catalogue)) for each in (database, second)]
        saved, refused = [], []

        async def save(editor, desk, turn):
            record = chance.choice([URANUS, IDES, "event:leap"])
            body, parent = await desk.present(HOME, record)
            await asyncio.sleep(chance.random() / 500)
            mine = {**body, "text": f"Turn {turn} of editor {editor}."}
            try:
                saved.append(await desk.publish(HOME, record, mine, parent=parent, author=editor))
            except StaleError as error:
                refused.append((editor, parent, error.present))

        for turn in range(200):
            await asyncio.gather(*(save(at + 1, desk, turn) for at, desk in enumerate(desks)))
        async with database.read() as connection:
            kept = [
                each
                for record in (URANUS, IDES, "event:leap")
                for each in await Revisions(connection).history(HOME, record, 1_000)
            ]
        assert len(saved) + len(refused) == 400
        assert sorted(kept, key=lambda each: each.id) == sorted(saved, key=lambda each: each.id)
        assert len(refused) > 5
        for editor, parent, present in refused:
            assert present is not None
            assert present.number > parent
            assert present.author != editor or present.number > parent + 1
            assert present in saved
        for desk in desks:
            await desk.load()
        shown = [
            {record: body["text"] for record, body in desk._catalogues.overlay(HOME).own.items()}
            for desk in desks
        ]
        latest = {
            each.record: (each.body or {})["text"] for each in sorted(kept, key=lambda one: one.id)
        }
        assert shown == [latest, latest]
