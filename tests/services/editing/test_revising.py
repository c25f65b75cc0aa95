"""Records are published, hidden, restored and taken back, and nothing that was written is lost."""

import asyncio
import datetime as dt
import random
from dataclasses import replace

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.writing import body_of
from bot.domain.errors import MemberError
from bot.domain.revisions import (
    Action,
    Overlay,
    Revision,
    StaleError,
    Standing,
    TooManyRecordsError,
)
from bot.services.catalogues import Catalogues
from bot.services.editing.revising import SHOWN, FaultyError, Revising, of_pack
from bot.storage import revisions as stored
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests import sample

from .newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

URANUS, IDES, NEW = "event:operation-uranus", "event:ides", "event:new-one"
ZHUKOV, TOPIC = "person:georgy-zhukov", "topic:battle-of-moscow"
EVENTS = {each.key: each for each in sample.EVENTS}
PACK = body_of(EVENTS[URANUS])
BODY = {**body_of(EVENTS[IDES]), "id": "new-one", "title": "New one"}


@pytest.fixture
def catalogues(catalogue):
    return Catalogues(catalogue)


@pytest.fixture
def revising(database, clock, catalogues):
    return Revising(database, clock, catalogues)


@pytest.fixture
def edit(revising):
    """Give a function that publishes what a record says now, with changes."""

    async def editing(record=URANUS, *, guild=HOME, author=EDITOR, **changes):
        body, number = await revising.present(guild, record)
        return await revising.publish(
            guild, record, {**body, **changes}, parent=number, author=author
        )

    return editing


@pytest.fixture
def title(catalogues):
    """Give a function that tells what an event is called in a server, if it is shown."""

    def telling(record=URANUS, guild=HOME):
        entry = catalogues.of(guild).entries.get(record)
        return None if entry is None else entry.name

    return telling


def imported(clock, *records, at=None, number=1, **changes):
    return [
        Revision(
            guild=HOME,
            record=record,
            number=number,
            action=Action.IMPORT,
            standing=Standing.OWN,
            body={**body_of(EVENTS[record]), **changes},
            author=OTHER,
            at=at or clock.now(),
        )
        for record in records
    ]


# ------------------------------------------------------------------------ publishing


async def test_what_is_published_is_shown_in_that_server_alone(revising, title, clock):
    saved = await revising.publish(
        HOME,
        URANUS,
        {**PACK, "title": "Uranus"},
        parent=0,
        author=EDITOR,
        note="suggestion 3",
        credit=OTHER,
    )
    assert title() == "Uranus"
    assert title(guild=ELSEWHERE) == title(guild=None) == "Operation Uranus begins"
    assert saved == Revision(
        guild=HOME,
        record=URANUS,
        number=1,
        action=Action.EDIT,
        standing=Standing.OWN,
        body={**PACK, "title": "Uranus"},
        author=EDITOR,
        at=clock.now(),
        note="suggestion 3",
        credit=OTHER,
        id=saved.id,
    )


async def test_something_new_is_shown(revising, title):
    await revising.publish(HOME, NEW, BODY, parent=0, author=EDITOR, action=Action.ADD)
    assert title(NEW) == "New one"
    assert await revising.present(HOME, NEW) == (BODY, 1)


async def test_faults_are_told_with_their_fields_and_nothing_is_saved(revising, title):
    body = {**PACK, "date": "22 June", "people": ["nobody-at-all"], "title": ""}
    with pytest.raises(FaultyError) as caught:
        await revising.publish(HOME, URANUS, body, parent=0, author=EDITOR)
    assert {each.path[0] for each in caught.value.problems} == {"title", "date"}
    with pytest.raises(FaultyError, match="There is no person `nobody-at-all`"):
        await revising.publish(
            HOME, URANUS, {**PACK, "people": ["nobody-at-all"]}, parent=0, author=EDITOR
        )
    assert await revising.present(HOME, URANUS) == (PACK, 0)
    assert title() == "Operation Uranus begins"


async def test_a_change_of_what_was_changed_meanwhile_is_refused_with_the_present(revising, edit):
    theirs = await edit(title="Theirs")
    with pytest.raises(StaleError) as caught:
        await revising.publish(HOME, URANUS, {**PACK, "title": "Mine"}, parent=0, author=OTHER)
    assert caught.value.present == theirs
    assert (await revising.present(HOME, URANUS))[0]["title"] == "Theirs"


async def test_what_refers_to_the_server_s_own_is_no_fault(revising, edit, title):
    person = {"id": "new-person", "name": "New Person", "text": "Somebody.", "sources": ["leaflet"]}
    await revising.publish(HOME, "person:new-person", person, parent=0, author=EDITOR)
    await edit(people=["new-person"])
    with pytest.raises(FaultyError):
        await edit(people=["new-person"], guild=ELSEWHERE)


# ------------------------------------------------------------------------ hiding and restoring


async def test_what_is_hidden_is_not_shown_and_comes_back_as_it_was(revising, edit, title):
    await edit(title="Uranus")
    hidden = await revising.hide(HOME, URANUS, EDITOR)
    assert (hidden.number, hidden.standing) == (2, Standing.HIDDEN)
    assert title() is None
    assert await revising.present(HOME, URANUS) == (None, 2)
    assert (await revising.before_hiding(HOME, URANUS))["title"] == "Uranus"
    restored = await revising.restore(HOME, URANUS, EDITOR)
    assert (restored.number, restored.action) == (3, Action.RESTORE)
    assert title() == "Uranus"
    assert await revising.before_hiding(HOME, URANUS) is None


async def test_what_the_pack_says_is_hidden_and_restored(revising, title):
    await revising.hide(HOME, URANUS, EDITOR)
    assert title() is None
    assert await revising.before_hiding(HOME, URANUS) == PACK
    assert (await revising.restore(HOME, URANUS, EDITOR)).standing is Standing.PACK
    assert title() == "Operation Uranus begins"


async def test_nothing_is_hidden_or_restored_twice(revising):
    with pytest.raises(MemberError, match="It is not hidden"):
        await revising.restore(HOME, URANUS, EDITOR)
    await revising.hide(HOME, URANUS, EDITOR)
    with pytest.raises(MemberError, match="nothing to hide"):
        await revising.hide(HOME, URANUS, EDITOR)
    with pytest.raises(MemberError, match="nothing to hide"):
        await revising.hide(HOME, "event:unknown", EDITOR)


async def test_two_that_name_each_other_can_be_hidden_and_restored_in_any_order(revising, edit):
    await edit(TOPIC, related=["battle-of-stalingrad"], summary="A battle.")
    await edit("topic:battle-of-stalingrad", summary="Another.")
    await revising.hide(HOME, TOPIC, EDITOR)
    await revising.hide(HOME, "topic:battle-of-stalingrad", EDITOR)
    restored = await revising.restore(HOME, TOPIC, EDITOR)
    assert restored.body["related"] == ["battle-of-stalingrad"]
    await revising.restore(HOME, "topic:battle-of-stalingrad", EDITOR)


async def test_what_would_be_shown_twice_is_not_restored(revising, edit):
    await edit(TOPIC, title="A name")
    await revising.hide(HOME, TOPIC, EDITOR)
    await edit("topic:battle-of-stalingrad", title="A name", related=[])
    with pytest.raises(FaultyError, match="`A name` is also a name of topic:battle-of-stalingrad"):
        await revising.restore(HOME, TOPIC, EDITOR)


@pytest.mark.parametrize(
    ("record", "names"),
    [
        ("source:leaflet", "“Battle of Moscow” would"),
        ("place:moscow", "“Operation Uranus begins” would"),
        (
            "source:beevor-1998",
            "“The battle begins”, “Operation Uranus begins”, “Raid on the city” and 9 more would",
        ),
    ],
)
async def test_what_entries_cite_or_name_as_a_place_is_not_hidden(revising, record, names):
    with pytest.raises(MemberError, match=names):
        await revising.hide(HOME, record, EDITOR)


async def test_a_source_that_nothing_cites_any_more_can_be_hidden(revising, edit):
    await edit(TOPIC, sources=["beevor-1998"])
    assert (await revising.hide(HOME, "source:leaflet", EDITOR)).standing is Standing.HIDDEN


# ------------------------------------------------------------------------ rolling back


async def test_a_record_goes_back_to_any_revision_and_to_the_pack(revising, edit, title):
    for word in ("One", "Two", "Three"):
        await edit(title=word)
    rolled = await revising.roll_back(HOME, URANUS, 1, OTHER)
    assert (rolled.number, rolled.action, rolled.note) == (4, Action.ROLLBACK, "to number 1")
    assert title() == "One"
    assert (await revising.roll_back(HOME, URANUS, 0, OTHER)).standing is Standing.PACK
    assert title() == "Operation Uranus begins"
    assert (await revising.present(HOME, URANUS))[1] == 5


async def test_going_back_to_what_it_says_now_is_refused(revising, edit):
    with pytest.raises(MemberError, match="what it says now"):
        await revising.roll_back(HOME, URANUS, 0, OTHER)
    await edit(title="One")
    with pytest.raises(MemberError, match="what it says now"):
        await revising.roll_back(HOME, URANUS, 1, OTHER)
    await revising.roll_back(HOME, URANUS, 0, OTHER)
    with pytest.raises(MemberError, match="what it says now"):
        await revising.roll_back(HOME, URANUS, 0, OTHER)


async def test_there_is_no_going_back_to_a_number_that_never_was(revising, edit):
    await edit(title="One")
    for number in (2, 99):
        with pytest.raises(MemberError, match="There is no such revision"):
            await revising.roll_back(HOME, URANUS, number, OTHER)


async def test_a_hidden_record_can_be_rolled_back_to_and_from(revising, edit, title):
    await edit(title="One")
    await revising.hide(HOME, URANUS, EDITOR)
    await revising.roll_back(HOME, URANUS, 1, EDITOR)
    assert title() == "One"
    await revising.roll_back(HOME, URANUS, 2, EDITOR)
    assert title() is None


async def test_what_does_not_hold_today_is_not_gone_back_to(revising, edit):
    place = {"id": "new-place", "name": "New", "latitude": "1.0", "longitude": "2.0"}
    await revising.publish(HOME, "place:new-place", place, parent=0, author=EDITOR)
    await edit(places=["new-place"])
    with pytest.raises(MemberError, match="“Operation Uranus begins” would be left without it"):
        await revising.roll_back(HOME, "place:new-place", 0, EDITOR)
    await edit(places=["moscow"])
    await revising.roll_back(HOME, "place:new-place", 0, EDITOR)
    with pytest.raises(FaultyError, match="There is no place `new-place`"):
        await revising.roll_back(HOME, URANUS, 1, EDITOR)


# ------------------------------------------------------------------------ undoing


async def test_undo_goes_back_change_by_change_over_all_records(revising, edit, title):
    await edit(title="One")
    await edit(IDES, title="Other")
    await edit(title="Two")
    first = await revising.undo(HOME, OTHER)
    assert [each.number for each in first.changes] == [2]
    assert [(each.number, each.action, each.note) for each in first.made] == [
        (3, Action.UNDO, "of number 2")
    ]
    assert title() == "One"
    await revising.undo(HOME, OTHER)
    assert (title(IDES), title()) == ("The Ides of March", "One")
    await revising.undo(HOME, OTHER)
    assert title() == "Operation Uranus begins"
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.undo(HOME, OTHER)


async def test_a_change_after_an_undo_is_undone_first(revising, edit, title):
    await edit(title="One")
    await edit(title="Two")
    await revising.undo(HOME, OTHER)
    await edit(title="Three")
    await revising.undo(HOME, OTHER)
    assert title() == "One"
    await revising.undo(HOME, OTHER)
    assert title() == "Operation Uranus begins"


async def test_hiding_restoring_and_rolling_back_are_undone_as_well(revising, edit, title):
    await edit(title="One")
    await revising.hide(HOME, URANUS, EDITOR)
    await revising.restore(HOME, URANUS, EDITOR)
    await revising.roll_back(HOME, URANUS, 0, EDITOR)
    seen = [title()]
    for _ in range(4):
        await revising.undo(HOME, EDITOR)
        seen.append(title())
    pack = "Operation Uranus begins"
    assert seen == [pack, "One", None, "One", pack]


async def test_undo_asks_nothing_of_what_was_shown_before(revising, edit):
    """An event named a person who was hidden since: that was right, and is again."""
    await edit(people=["georgy-zhukov"], title="One")
    await revising.hide(HOME, ZHUKOV, EDITOR)
    await edit(people=[], title="Two")
    await revising.undo(HOME, EDITOR)
    assert (await revising.present(HOME, URANUS))[0]["people"] == ["georgy-zhukov"]


async def test_an_import_is_undone_as_a_whole(revising, clock, title, catalogues):
    await revising.append(imported(clock, URANUS, IDES, "event:leap", text="Imported."))
    taken = await revising.undo(HOME, EDITOR)
    assert [each.record for each in taken.changes] == [URANUS, IDES, "event:leap"]
    assert [each.record for each in taken.made] == [URANUS, IDES, "event:leap"]
    assert {each.action for each in taken.made} == {Action.UNDO}
    assert catalogues.overlay(HOME) == Overlay()
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.undo(HOME, EDITOR)


async def test_an_import_after_changes_is_undone_to_those(revising, edit, clock, title):
    await edit(title="Mine")
    await revising.append(
        [
            *imported(clock, URANUS, number=2, title="Imported"),
            *imported(clock, IDES, title="Imported, too"),
        ]
    )
    await edit(IDES, title="Changed since")
    await revising.undo(HOME, EDITOR)
    assert (title(), title(IDES)) == ("Imported", "Imported, too")
    await revising.undo(HOME, EDITOR)
    assert (title(), title(IDES)) == ("Mine", "The Ides of March")
    await revising.undo(HOME, EDITOR)
    assert title() == "Operation Uranus begins"


async def test_two_imports_are_two(revising, clock, title):
    await revising.append(imported(clock, URANUS, IDES, text="First."))
    later = clock.now() + dt.timedelta(microseconds=1)
    await revising.append(imported(clock, URANUS, number=2, at=later, title="Second"))
    taken = await revising.undo(HOME, EDITOR)
    assert [each.number for each in taken.changes] == [2]
    assert len((await revising.undo(HOME, EDITOR)).changes) == 2


async def test_an_import_is_taken_back_by_any_of_its_revisions(revising, edit, clock, catalogues):
    saved = await revising.append(imported(clock, URANUS, IDES, text="Imported."))
    await edit(TOPIC, summary="Of another record.")
    taken = await revising.take_back_import(HOME, saved[0].id, EDITOR)
    assert {(each.record, each.action) for each in taken.made} == {
        (URANUS, Action.ROLLBACK),
        (IDES, Action.ROLLBACK),
    }
    assert list(catalogues.overlay(HOME).own) == [TOPIC]


async def test_an_import_that_was_changed_since_is_not_taken_back(revising, edit, clock):
    saved = await revising.append(imported(clock, URANUS, IDES, text="Imported."))
    await edit(IDES, title="Changed")
    with pytest.raises(MemberError, match=f"1 record changed again since, such as {IDES}"):
        await revising.take_back_import(HOME, saved[0].id, EDITOR)


async def test_what_is_no_import_is_not_taken_back_as_one(revising, edit):
    saved = await edit(title="One")
    for guild, id_ in ((HOME, saved.id), (ELSEWHERE, saved.id), (HOME, 99)):
        with pytest.raises(MemberError, match="There is no such import"):
            await revising.take_back_import(guild, id_, EDITOR)


# ------------------------------------------------------------------------ history


async def test_a_history_comes_in_pages_newest_first(revising, edit):
    for number in range(7):
        await edit(title=f"Title {number}")
    first = await revising.history(HOME, URANUS)
    assert [each.number for each in first] == [7, 6, 5, 4, 3][:SHOWN]
    assert [each.number for each in await revising.history(HOME, URANUS, 3)] == [2, 1]
    assert await revising.history(ELSEWHERE, URANUS) == []
    assert (await revising.revision(HOME, URANUS, 4)).number == 4
    assert await revising.revision(HOME, URANUS, 0) is None
    assert (await revising.latest(HOME, URANUS)).number == 7


async def test_what_each_revision_shows(revising, edit, catalogue):
    one = await edit(title="One")
    hidden = await revising.hide(HOME, URANUS, EDITOR)
    back = await revising.roll_back(HOME, URANUS, 0, EDITOR)
    assert revising.body(one, URANUS)["title"] == "One"
    assert revising.body(hidden, URANUS) is None
    assert revising.body(back, URANUS) == revising.body(None, URANUS) == PACK
    assert of_pack(catalogue.contents, "place:nowhere") is None


# ------------------------------------------------------------------------ at once and in the end


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


async def test_a_server_that_was_erased_sees_the_pack(revising, edit, title):
    await edit(title="One")
    await revising.erased(HOME)
    assert title() == "Operation Uranus begins"


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
    database, clock, catalogue, tmp_path
):
    """Each has a process of its own; whoever is late is handed what stands there now."""
    chance = random.Random(5)
    file = f"sqlite+aiosqlite:///{tmp_path / 'fasti.sqlite3'}"
    async with Database.open(file) as second:
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
