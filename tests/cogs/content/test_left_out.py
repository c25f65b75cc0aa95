"""What is a server's own and cannot be shown any more is found all the same, and said to be so."""

import dataclasses

import pytest

from bot.catalogue.catalogue import Catalogue
from tests import sample

RAFT = "event:a-raft"
WHY = "None of the sources that it cites is there any more: cite another."


@pytest.fixture
async def left_out(newsroom, guild, raft):
    """Let the server have an event of its own whose only source leaves the pack."""
    contents = sample.contents()
    del contents.sources["leaflet"]
    topics = {"battle-of-stalingrad": contents.topics["battle-of-stalingrad"]}
    newsroom.catalogues.rebase(Catalogue.of(dataclasses.replace(contents, topics=topics)))
    assert RAFT not in newsroom.catalogues.of(guild).entries


@pytest.mark.usefixtures("left_out")
async def test_what_cannot_be_shown_is_shown_to_editors_with_the_reason(ask):
    for command in ("show", "history"):
        for typed in ("a raft", "a-raft", RAFT):
            told = (await ask(f"/content {command} entry:{typed}")).text
            assert f"**Not shown to members** as it stands here: {WHY}" in told, (command, typed)
    assert "A raft" in (await ask("/content show entry:a raft")).text


@pytest.mark.usefixtures("left_out")
async def test_what_cannot_be_shown_is_offered_where_it_can_be_looked_at_or_mended(playground):
    for command in ("show", "history", "compare", "edit", "hide"):
        offered = await playground.complete(f"/content {command} entry:raft", who="moderator")
        found = [(each["name"], each["value"]) for each in offered.choices]
        assert found == [("A raft (event, not shown)", RAFT)], command


@pytest.mark.usefixtures("left_out")
async def test_what_cannot_be_shown_is_asked_about_by_a_part_of_its_name(ask):
    told = (await ask("/content show entry:raft")).text
    assert f"Did you mean “A raft” ({RAFT})?" in told


@pytest.mark.usefixtures("left_out")
async def test_what_cannot_be_shown_is_mended_or_hidden_by_its_name(ask):
    assert "A raft" in (await ask("/content edit entry:a raft")).text
    assert "Hidden" in (await ask("/content hide entry:a raft")).text
    assert "Not shown to members" not in (await ask("/content history entry:a raft")).text


async def test_what_is_shown_is_not_said_to_be_left_out(ask):
    for command in ("show", "history"):
        told = (await ask(f"/content {command} entry:Operation Uranus begins")).text
        assert "Not shown" not in told


async def test_editing_what_is_hidden_says_so(ask):
    await ask("/content hide entry:Operation Uranus begins")
    for typed in ("Operation Uranus begins", "operation-uranus"):
        told = (await ask(f"/content edit entry:{typed}")).text
        assert "(event:operation-uranus) is hidden here" in told
        assert "/content restore shows it again." in told
        assert "Did you mean" not in told


async def test_of_one_name_what_is_shown_is_edited_rather_than_what_is_hidden(ask, newsroom, guild):
    body, number = await newsroom.revising.present(guild, "event:ides")
    said = {**body, "title": "Operation Uranus begins", "aliases": []}
    await newsroom.revising.publish(guild, "event:ides", said, parent=number, author=5)
    await ask("/content hide entry:event:operation-uranus")
    told = (await ask("/content edit entry:Operation Uranus begins")).text
    assert "hidden" not in told
    assert "15 March" in told
