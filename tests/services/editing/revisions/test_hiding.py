"""Records are hidden and restored, as far as others can do without them."""

from dataclasses import replace

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Standing
from bot.services.catalogues import Catalogues
from bot.services.editing.hidden import find_hidden, hidden, offered_hidden
from bot.services.editing.revising import FaultyError, Revising
from tests import sample
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME

from .said import EVENTS, IDES, PACK, TOPIC, URANUS, ZHUKOV


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


async def test_what_the_pack_dropped_since_it_was_hidden_is_not_restored(revising, catalogues):
    await revising.hide(HOME, URANUS, EDITOR)
    contents = sample.contents()
    events = {each.id: each for key, each in EVENTS.items() if key != URANUS}
    catalogues.rebase(Catalogue.of(replace(contents, events=events)))
    with pytest.raises(MemberError, match="the pack has nothing of it any more"):
        await revising.restore(HOME, URANUS, EDITOR)
    assert (await revising.latest(HOME, URANUS)).number == 1


async def test_an_entry_that_names_what_is_hidden_is_published_with_a_warning(
    revising, edit, catalogues
):
    own = {"id": "new-person", "name": "New", "text": "Somebody.", "sources": ["leaflet"]}
    await revising.publish(HOME, "person:new-person", own, parent=0, author=EDITOR)
    named = ["georgy-zhukov", "new-person"]
    await edit(people=named, topics=["battle-of-moscow"])
    for record in (ZHUKOV, "person:new-person", TOPIC):
        await revising.hide(HOME, record, EDITOR)
    body, _ = await revising.present(HOME, URANUS)
    problems = revising.problems(HOME, URANUS, body)
    assert [(each.sentence, each.warning) for each in problems] == [
        ("Battle of Moscow is hidden here, and is not shown with this entry.", True),
        ("Georgy Zhukov is hidden here, and is not shown with this entry.", True),
        ("New is hidden here, and is not shown with this entry.", True),
    ]
    await edit(title="One")
    assert catalogues.of(HOME).entries[URANUS].people == ()
    assert (await revising.present(HOME, URANUS))[0]["people"] == named
    assert revising.problems(ELSEWHERE, URANUS, body)[0].sentence.startswith("There is no person")


@pytest.mark.parametrize(
    ("people", "path"),
    [(["georgy-zhukov", "nobody-at-all"], ("people", 1)), (["georgy-zhukov"] * 2, ("people", 1))],
)
async def test_other_faults_beside_what_is_hidden_stay_faults(revising, people, path):
    await revising.hide(HOME, ZHUKOV, EDITOR)
    problems = revising.problems(HOME, URANUS, {**PACK, "people": people})
    assert path in [each.path for each in problems if not each.warning]


async def test_what_is_hidden_goes_by_the_name_that_the_server_gave_it(
    revising, edit, catalogues, database, clock
):
    own = {"id": "new-person", "name": "Somebody New", "text": "One.", "sources": ["leaflet"]}
    source = {"id": "own", "title": "The diary", "kind": "document", "trust": "It was there."}
    await revising.publish(HOME, "person:new-person", own, parent=0, author=EDITOR)
    await revising.publish(HOME, "source:own", source, parent=0, author=EDITOR)
    await edit(title="Uranus")
    await edit(IDES, title="Ides")
    await revising.roll_back(HOME, IDES, 0, EDITOR)
    for record in ("person:new-person", "source:own", URANUS, IDES):
        await revising.hide(HOME, record, EDITOR)
    again = Catalogues(catalogues.pack)
    await Revising(database, clock, again).load()
    for each in (catalogues, again):
        names = {each.record: each.name for each in hidden(each, HOME)}
        assert names == {
            "person:new-person": "Somebody New",
            "source:own": "The diary",
            URANUS: "Uranus",
            IDES: catalogues.pack.entries[IDES].name,
        }
        assert find_hidden(each, HOME, "the diary") == "source:own"
        assert [found.record for found in offered_hidden(each, HOME, "somebo")] == [
            "person:new-person"
        ]
