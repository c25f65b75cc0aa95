"""Editors learn how their server's content stands, and where the pack says something else since."""

import asyncio
import dataclasses
import datetime as dt
import re

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import Fault
from bot.playground import Upload
from bot.services.reloading import PackStatus
from bot.ui import importing_texts, looking_texts as texts
from tests import sample
from tests.cogs.daily.talking import role_named

from .panels import begun

URANUS = "event:operation-uranus"
EVENTS = {each.key: each for each in sample.EVENTS}


@pytest.fixture
def edit(newsroom, guild):
    """Give a function that changes what the event says."""

    async def editing(**changes):
        body, number = await newsroom.revising.present(guild, URANUS)
        return await newsroom.revising.publish(
            guild, URANUS, {**body, **changes}, parent=number, author=5
        )

    return editing


async def test_status_tells_how_content_stands(ask, submit, edit, home):
    await edit(title="Uranus")
    await ask("/content hide entry:person:nobody")
    await begun(ask, submit)
    await ask("/content editors role:Editors")
    await ask("/content audit channel:#general")
    told = (await ask("/content status")).text
    assert "**Pack:** A sample, version 1" in told
    assert "**Here:** 1 record of this server's own, 1 hidden: Nobody Known\n" in told
    assert "**At work:** 1 draft, 0 open suggestions" in told
    assert f"who may manage the server, and <@&{role_named(home, 'Editors').id}>" in told
    assert "**Changes are told** in <#" in told


@pytest.fixture
def status(newsroom):
    """Give a function that lets the pack's files stand like that."""

    def standing(**files):
        loaded = dt.datetime(2026, 6, 22, 8, tzinfo=dt.UTC)
        told = PackStatus(loaded_at=loaded, **files)
        object.__setattr__(newsroom, "pack_status", lambda: told)

    return standing


async def test_status_tells_when_the_pack_was_loaded(ask, status):
    status()
    told = (await ask("/content status")).text
    assert "version 1, loaded <t:1782115200:R>" in told
    assert "not shown" not in told


async def test_status_names_what_keeps_files_from_being_shown(ask, status, clock):
    faults = [Fault("events.yaml", n, "ides", "`date` is @everyone.") for n in range(1, 8)]
    status(refused_at=clock.now(), faults=tuple(faults), trouble="events.yaml:1")
    told = (await ask("/content status")).text
    assert "**The files on disk are not shown** since <t:" in told
    assert "- events.yaml:5: ides: " in told
    assert "events.yaml:6" not in told
    assert "… and 2 more" in told


async def test_status_says_why_no_file_could_be_read(ask, status, clock):
    status(refused_at=clock.now(), trouble="There is no folder /content.")
    assert "- There is no folder /content." in (await ask("/content status")).text


async def test_status_names_what_cannot_be_shown(ask, newsroom, guild, edit):
    await edit(sources=["leaflet"])
    contents = sample.contents()
    del contents.sources["leaflet"]
    topics = {"battle-of-stalingrad": contents.topics["battle-of-stalingrad"]}
    pack = type(sample.catalogue()).of(dataclasses.replace(contents, topics=topics))
    newsroom.catalogues.rebase(pack)
    told = (await ask("/content status")).text
    assert f"- `{URANUS}`: None of the sources that it cites is there any more" in told


@pytest.fixture
def pack_says(newsroom):
    """Give a function that loads a pack in which the event says something else, or is no more."""

    def saying(**changes):
        catalogues = newsroom.catalogues
        events = dict(catalogues.pack.contents.events)
        event = events.pop("operation-uranus")
        if changes:
            events[event.id] = dataclasses.replace(event, **changes)
        contents = dataclasses.replace(catalogues.pack.contents, events=events)
        catalogues.rebase(Catalogue.of(contents))

    return saying


async def test_status_names_a_few_of_what_is_hidden_as_the_server_calls_it(
    ask, edit, newsroom, guild
):
    others = [key for key in sorted(EVENTS) if key != URANUS][:5]
    await edit(title="0 quiet days")
    for key in (URANUS, *others[:4]):
        await newsroom.revising.hide(guild, key, 5)
    told = (await ask("/content status")).text
    assert ", 5 hidden: 0 quiet days, " in told
    assert "more" not in told
    await newsroom.revising.hide(guild, others[4], 5)
    told = (await ask("/content status")).text
    assert ", 6 hidden: 0 quiet days, " in told
    assert " and 1 more\n" in told


async def test_an_editor_learns_that_the_pack_says_something_else_since(
    ask, press, edit, pack_says
):
    await edit(title="Uranus")
    assert "something else" not in (await ask("/content status")).text
    pack_says(title="Operation Uranus starts")
    status = (await ask("/content status")).text
    assert "**The pack says something else since** this server changed or hid 1 record" in status
    assert f"- `{URANUS}`: `/content history` compares them" in status
    history = await ask("/content history entry:Uranus")
    assert texts.DRIFTED in history.text
    compared = await press(history, texts.WITH_PACK)
    assert "- Operation Uranus starts\n+ Uranus" in compared.text


async def test_an_editor_learns_of_a_hidden_record_that_the_pack_says_something_else(
    ask, press, pack_says
):
    await ask(f"/content hide entry:{URANUS}")
    pack_says(title="Operation Uranus starts")
    assert f"- `{URANUS}`, which is hidden here" in (await ask("/content status")).text
    history = await ask(f"/content history entry:{URANUS}")
    assert texts.DRIFTED_HIDDEN in history.text
    compared = await press(history, texts.WITH_PACK)
    assert "Number 1 (now) shows nothing of it." in compared.text
    assert "+ Operation Uranus starts" in compared.text


async def test_an_editor_learns_that_a_record_has_left_the_pack(ask, edit, pack_says):
    await edit(title="Uranus")
    pack_says()
    gone = f"- `{URANUS}`: the pack has nothing of it any more"
    assert gone in (await ask("/content status")).text
    history = await ask("/content history entry:Uranus")
    assert texts.DRIFTED_GONE in history.text
    assert texts.WITH_PACK not in history.buttons


async def test_an_editor_who_has_compared_keeps_what_is_here(ask, press, edit, pack_says):
    await edit(title="Uranus")
    pack_says(text="Corrected.")
    history, second = [await ask("/content history entry:Uranus") for _ in range(2)]
    kept = await press(history, texts.KEEP)
    assert "**2.** " in kept.text
    assert "after a look at the pack" in kept.text
    assert texts.DRIFTED not in kept.text
    assert "something else" not in (await ask("/content status")).text
    assert "look at its history again" in (await press(second, texts.KEEP)).text


@pytest.fixture
def hide_by_file(playground, bot):
    """Give a function that imports a list of what is to be hidden."""

    def sending(*records):
        data = "".join(f"- {record}\n" for record in records).encode()
        files = {"file": Upload("hidden.yaml", "application/octet-stream", data)}
        return playground.type("/content import", who="moderator", files=files)

    return sending


async def test_what_entries_name_is_not_said_to_be_hidden_until_they_do_no_more(
    ask, press, hide_by_file, newsroom, guild
):
    shown = await hide_by_file("place:moscow", "source:beevor-1998", "event:leap")
    assert "It would hide 1 record and hide 2 records once nothing names them." in shown.text
    assert re.search(r"\*\*Hidden:\*\* [^,\n]+\n", shown.text)
    assert "**Hidden once nothing names it:** Moscow and " in shown.text
    assert shown.text.count("It is shown as long as an entry names it") == 2
    await press(shown, importing_texts.APPLY)
    async with asyncio.timeout(10):
        while not newsroom.catalogues.overlay(guild).hidden:  # noqa: ASYNC110 - it comes by itself
            await asyncio.sleep(0.01)
    status = (await ask("/content status")).text
    assert " 0 records of this server's own, 1 hidden: " in status
    named = "**Hidden once nothing names it**, and shown until then: 2: "
    assert "Moscow" in status.split(named)[1].splitlines()[0]


async def test_one_that_entries_name_is_counted_as_one(hide_by_file):
    shown = await hide_by_file("place:moscow")
    assert "**It would hide 1 record once nothing names it.**" in shown.text
    assert "**Hidden:**" not in shown.text
