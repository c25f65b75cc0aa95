"""Editors look at what an entry says, hide it, restore it, and take changes back."""

import dataclasses

import pytest

from bot.catalogue.writing import body_of, yaml_of
from bot.domain.revisions import Action, Revision, Standing
from bot.ui import editing_texts, looking_texts as texts
from bot.ui.texts import STALE_BUTTON
from tests import sample
from tests.cogs.daily.talking import public

from .panels import BARBAROSSA, begun, published

URANUS = "event:operation-uranus"
EVENTS = {each.key: each for each in sample.EVENTS}


def revision(record, guild, clock, body, action=Action.IMPORT):
    return Revision(
        guild=guild,
        record=record,
        number=1,
        action=action,
        standing=Standing.OWN,
        body=body,
        author=7,
        at=clock.now(),
    )


@pytest.fixture
def edit(newsroom, guild, clock):
    """Give a function that publishes a change of a record, as an editor of that id."""

    async def editing(record=URANUS, editor=5, **changes):
        body, number = await newsroom.revising.present(guild, record)
        return await newsroom.revising.publish(
            guild, record, {**body, **changes}, parent=number, author=editor
        )

    return editing


async def test_an_entry_is_shown_as_its_file_says_it(ask):
    shown = await ask(f"/content show entry:{URANUS}")
    assert shown.ephemeral
    assert texts.SHOW_PACK in shown.text
    told = yaml_of("event", [body_of(EVENTS[URANUS])])
    assert f"```yaml\n{told}```" in shown.text


async def test_who_changed_it_last_is_told_and_nobody_is_pinged(ask, edit):
    await edit(title="Uranus", editor=5)
    shown = await ask("/content show entry:Uranus")
    assert "This is number 1 of it, this server's own: edited by <@5> <t:" in shown.text
    assert shown.message["mentions"] == []
    assert "title: Uranus" in shown.text


async def test_places_and_sources_are_shown_too(ask):
    assert "latitude: 48.71" in (await ask("/content show entry:Tsaritsyn")).text
    assert (
        "trust: A narrative history." in (await ask("/content show entry:source:beevor-1998")).text
    )


async def test_a_long_text_comes_as_a_file(ask, playground):
    shown = await ask("/content show entry:topic:battle-of-stalingrad")
    assert texts.SHOW_FILE in shown.text
    [file] = shown.message["attachments"]
    assert file["filename"] == "battle-of-stalingrad.md"


async def test_what_would_end_the_block_comes_as_a_file(ask, newsroom, guild, clock):
    """No checker takes backticks, but what an older version stored is shown as well."""
    body = {"id": "battle-of-moscow", "sections": "## Code\n\n```\n@everyone\n```"}
    change = revision("topic:battle-of-moscow", guild, clock, body, action=Action.EDIT)
    await newsroom.revising.append([change])
    shown = await ask("/content show entry:topic:battle-of-moscow")
    assert shown.message["attachments"]
    assert "@everyone" not in shown.text


async def test_what_is_unknown_is_said(ask):
    answer = await ask("/content show entry:event:nothing-like-it")
    assert "There is no" in answer.text
    assert "event:nothing-like-it" in answer.text.replace("\\", "")
    assert "I know nothing called" in (await ask("/content show entry:Xyzzy")).text


async def test_a_hidden_entry_is_gone_for_members_until_it_is_restored(ask, playground):
    hidden = await ask(f"/content hide entry:{URANUS}")
    assert "members of this server see nothing of Operation Uranus begins any more" in hidden.text
    assert hidden.buttons == [texts.OPEN, texts.UNDO]
    assert "I know no event" in (await playground.type("/event name:Operation Uranus begins")).text
    shown = await ask(f"/content show entry:{URANUS}")
    assert "**It is hidden here:**" in shown.text
    assert "title: Operation Uranus begins" in shown.text
    restored = await ask("/content restore entry:Operation Uranus begins")
    assert "see Operation Uranus begins again" in restored.text
    assert "## Operation Uranus begins" in (await playground.type("/event name:Uranus")).text


async def test_hiding_can_be_undone_at_once(ask, press, playground):
    hidden = await ask(f"/content hide entry:{URANUS}")
    assert (await press(hidden, texts.UNDO)).ok
    assert "## Operation Uranus begins" in (await playground.type("/event name:Uranus")).text


async def test_what_is_hidden_is_offered_to_be_restored_and_looked_at(ask, playground, edit):
    await ask(f"/content hide entry:{URANUS}")
    await ask("/content hide entry:person:nobody")

    async def offered(text):
        outcome = await playground.complete(text, who="moderator")
        return [(each["name"], each["value"]) for each in outcome.choices]

    hidden = ("Operation Uranus begins (event, hidden)", URANUS)
    assert await offered("/content restore entry:") == [
        ("Nobody Known (person, hidden)", "person:nobody"),
        hidden,
    ]
    assert await offered("/content restore entry:uran") == [hidden]
    assert hidden in await offered("/content show entry:uran")
    assert hidden in await offered("/content history entry:uran")
    assert hidden not in await offered("/content hide entry:uran")


async def test_members_are_neither_answered_nor_offered_anything(ask, playground):
    for command in ("show", "hide", "restore", "history", "compare"):
        more = " first:0" if command == "compare" else ""
        answer = await ask(f"/content {command} entry:{URANUS}{more}", who="member")
        assert answer.text == editing_texts.EDITORS_ONLY.replace("_", "\\_"), command
        offered = await playground.complete(f"/content {command} entry:ura", who="member")
        assert offered.choices == []
    for command in ("undo", "status"):
        assert "Only this server's editors" in (await ask(f"/content {command}", who="member")).text


async def test_an_editor_without_other_rights_may(ask, member_edits):
    await member_edits()
    assert "Hidden" in (await ask(f"/content hide entry:{URANUS}", who="member")).text


async def test_what_is_hidden_is_found_by_its_name_and_asked_about_by_a_part_of_it(ask):
    for record in (URANUS, "event:battle-begins", "event:pocket"):
        assert (await ask(f"/content hide entry:{record}")).ok
    assert "It is hidden here" in (await ask("/content show entry:pocket")).text
    assert "It is hidden here" in (await ask("/content show entry:Operation Uranus begins")).text
    asked = (await ask("/content restore entry:begins")).text
    assert "Nothing hidden here is called “begins”. Did you mean" in asked
    assert f"“Operation Uranus begins” ({URANUS})" in asked
    for command in ("show", "history", "compare"):
        more = " first:0" if command == "compare" else ""
        asked = (await ask(f"/content {command} entry:uranus{more}")).text
        assert "Did you mean" in asked, command
        assert f"({URANUS})" in asked, command
    assert "Restored" in (await ask("/content restore entry:operation uranus BEGINS")).text


async def test_what_is_not_a_name_hides_restores_and_edits_nothing(ask, newsroom, guild):
    for typed in ("Operation Ring begins", "Uranus", "Zhukof", "Stalin"):
        for command in ("hide", "edit", "restore"):
            told = (await ask(f"/content {command} entry:{typed}")).text
            assert "called" in told, (command, typed)
    assert not newsroom.catalogues.overlay(guild)
    assert "Did you mean “Georgy Zhukov”" in (await ask("/content hide entry:Zhukof")).text


async def test_what_is_hidden_already_is_said_and_nothing_else_is_hidden(ask, newsroom, guild):
    await ask("/content hide entry:Operation Uranus begins")
    for typed in ("Operation Uranus begins", URANUS, "operation-uranus"):
        told = (await ask(f"/content hide entry:{typed}")).text
        assert f"({URANUS}) is hidden here: /content restore shows it again." in told
    assert newsroom.catalogues.overlay(guild).hidden == {URANUS}


async def test_of_one_name_what_is_hidden_and_what_is_shown_are_told_apart(ask, edit, newsroom):
    await edit("event:ides", title="Operation Uranus begins")
    both = (await ask("/content hide entry:Operation Uranus begins")).text
    assert "is the name of more than one" in both
    await ask(f"/content hide entry:{URANUS}")
    told = (await ask("/content hide entry:Operation Uranus begins")).text
    assert f"({URANUS}) is hidden here" in told
    assert "Of that name, event:ides is shown: type the key." in told
    await ask("/content hide entry:event:ides")
    assert "Restored" in (await ask("/content restore entry:The Ides of March")).text


async def test_of_hidden_ones_of_one_name_one_is_asked_for(ask, newsroom, guild, clock):
    for record in ("event:a-b", "person:a-b"):
        change = revision(record, guild, clock, None)
        await newsroom.revising.append([dataclasses.replace(change, standing=Standing.HIDDEN)])
    for command in ("restore", "show"):
        told = (await ask(f"/content {command} entry:A b")).text
        assert "is the name of more than one. Did you mean “a b” (event:a-b) or" in told


async def test_nothing_hidden_of_that_name_is_said(ask):
    assert (
        "Nothing hidden here is called “Uranus”"
        in (await ask("/content restore entry:Uranus")).text
    )


async def test_a_source_that_entries_cite_is_not_hidden(ask):
    answer = await ask("/content hide entry:source:leaflet")
    assert "“Battle of Moscow” would be left without it" in answer.text


async def test_undo_takes_back_ones_own_last_change_at_once_and_shows_it(ask, edit, moderator):
    await edit(title="First", editor=moderator)
    await edit(title="Second", editor=moderator)
    undone = await ask("/content undo")
    assert f"was edited by <@{moderator}>" in undone.text
    assert "- Second" in undone.text
    assert "+ First" in undone.text
    assert undone.buttons == [texts.OPEN]
    assert "+ Operation Uranus begins" in (await ask("/content undo")).text
    assert "Nothing has been changed here" in (await ask("/content undo")).text


async def test_anothers_change_is_shown_before_it_is_taken_back(ask, press, edit, newsroom, guild):
    await edit(title="Second", editor=5)
    asked = await ask("/content undo")
    assert f"not yours: `{URANUS}` was edited by <@5>" in asked.text
    assert "- Second\n+ Operation Uranus begins" in asked.text
    assert asked.message["mentions"] == []
    assert asked.buttons == [texts.TAKE_BACK, texts.OPEN]
    assert newsroom.catalogues.overlay(guild)
    undone = await press(asked, texts.TAKE_BACK)
    assert "**Taken back:**" in undone.text
    assert not newsroom.catalogues.overlay(guild)
    assert "took that back just now" in (await press(asked, texts.TAKE_BACK)).text
    assert not newsroom.catalogues.overlay(guild)


async def test_only_what_was_shown_is_taken_back(ask, press, edit, newsroom, guild):
    await edit(title="First", editor=5)
    asked = await ask("/content undo")
    await edit("event:ides", title="Other", editor=6)
    assert "no longer the last change" in (await press(asked, texts.TAKE_BACK)).text
    assert len(newsroom.catalogues.overlay(guild).own) == 2


async def test_what_is_hidden_or_shown_by_an_undo_is_told_before(ask, edit, newsroom, guild):
    await newsroom.revising.hide(guild, URANUS, 5)
    assert texts.UNDO_AFTER_SHOWN in (await ask("/content undo")).text
    body = body_of(EVENTS[URANUS])
    new = {**body, "id": "new-one", "title": "New one", "aliases": []}
    await newsroom.revising.publish(guild, "event:new-one", new, parent=0, author=5)
    assert texts.UNDO_AFTER_NONE in (await ask("/content undo")).text


async def test_the_button_of_an_undo_is_for_editors_alone(ask, press, edit, playground):
    await edit(title="First", editor=5)
    for custom_id, who, told in (
        ("f:undolast:1", "member", "Only this server's editors"),
        ("f:undolast:x", "moderator", STALE_BUTTON),
        ("f:undolast:99", "moderator", "no longer the last change"),
    ):
        assert told in (await press(*public(playground, custom_id), who=who)).text


async def test_undo_of_something_new_shows_it_no_more(ask, press, submit, choose, playground):
    await published(ask, submit, press, choose)
    assert "## Barbarossa begins" in (await playground.type("/event name:Barbarossa")).text
    assert "It is not shown any more" in (await ask("/content undo")).text
    assert "I know no event" in (await playground.type("/event name:Barbarossa")).text


async def test_undo_takes_back_all_of_an_import(ask, press, newsroom, guild, clock):
    changes = [
        revision(event.key, guild, clock, {**body_of(event), "title": f"Imported {n}"})
        for n, event in enumerate(sample.EVENTS)
    ]
    await newsroom.revising.append(changes)
    asked = await ask("/content undo")
    assert "all 9 records of what was imported by <@7>" in asked.text
    assert "- `event:ides`, number 1" in asked.text
    assert len(newsroom.catalogues.overlay(guild).own) == 9
    undone = await press(asked, texts.TAKE_BACK)
    assert "all 9 records of what was imported by <@7>" in undone.text
    assert "- `event:ides`, now number 2" in undone.text
    assert undone.buttons == []
    assert not newsroom.catalogues.overlay(guild)


@pytest.fixture
def imported(newsroom, guild, clock):
    """Give a function that imports one record."""

    async def importing(record, body):
        await newsroom.revising.append([revision(record, guild, clock, body)])

    return importing


ONE = [
    (sample.EVENTS[0].key, {}, texts.CAME_BACK_ONE),
    ("event:new", {"id": "new", "aliases": []}, texts.CAME_GONE_ONE),
]


@pytest.mark.parametrize("one", ONE)
async def test_an_import_of_one_record_is_told_as_one(ask, press, imported, one):
    record, fields, came = one
    await imported(record, {**body_of(sample.EVENTS[0]), "title": "Imported", **fields})
    asked = await ask("/content undo")
    assert "an import: the one record of what was imported by <@7>" in asked.text
    undone = await press(asked, texts.TAKE_BACK)
    assert "the one record of what was imported by <@7>" in undone.text
    assert came in undone.text


async def test_of_an_import_what_was_new_is_told_to_be_gone(ask, press, newsroom, guild, clock):
    new = {**body_of(sample.EVENTS[0]), "aliases": []}
    changes = [
        revision(f"event:new-{n}", guild, clock, {**new, "id": f"new-{n}", "title": f"New {n}"})
        for n in range(2)
    ]
    await newsroom.revising.append(changes)
    undone = await press(await ask("/content undo"), texts.TAKE_BACK)
    assert texts.CAME_GONE in undone.text
    mended = {**body_of(EVENTS[URANUS]), "title": "Imported"}
    changes = [dataclasses.replace(each, number=3) for each in changes]
    await newsroom.revising.append([*changes, revision(URANUS, guild, clock, mended)])
    undone = await press(await ask("/content undo"), texts.TAKE_BACK)
    assert texts.CAME_BOTH.format(gone=2) in undone.text


async def test_undo_of_a_change_tells_of_the_source_that_was_made_with_it(ask, submit, press):
    panel = await begun(ask, submit)
    form = await press(await press(panel, "Sources"), editing_texts.SOURCE_NEW_BUTTON)
    panel = await submit(form, {"title": "A diary", "kind": "Document", "trust": "Kept daily."})
    await press(panel, editing_texts.PUBLISH)
    undone = await ask("/content undo")
    assert f"**Taken back:** `{BARBAROSSA}` was added by" in undone.text
    assert "It is not shown any more; that is number 2 of it." in undone.text
    told = texts.UNDONE_WITH.format(
        count="1 source", came=texts.CAME_GONE_ONE, lines="- `source:a-diary`, now number 2"
    )
    assert told in undone.text
    assert "all 2 records" not in undone.text
    assert undone.buttons == [texts.OPEN]
