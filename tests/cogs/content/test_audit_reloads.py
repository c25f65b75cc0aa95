"""Where a newly loaded pack changes what lies beneath a server's changes, its audit channel is told."""

import asyncio
import dataclasses

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.cogs import audit_reloads
from bot.cogs.audit_reloads import AuditReloads
from bot.domain.errors import UnavailableError
from bot.playground import reading
from bot.ui import editing_texts, looking_texts as texts
from tests import sample
from tests.cogs.daily.talking import posted

URANUS, IDES, RAFT = "event:operation-uranus", "event:ides", "event:a-raft"
WHERE = "on-this-day"
TOLD = texts.AUDIT_RELOADED.split("**")[1]


@pytest.fixture
def reloads(bot, newsroom):
    """Give what the bot has for it, one of the test's own that nothing else makes work."""
    return AuditReloads(newsroom, bot.get_cog("Audit"))


@pytest.fixture
def load(newsroom, reloads):
    """Give a function that shows a pack with other events and without some sources."""

    async def loading(*, sources=(), **titles):
        before = newsroom.catalogues.pack
        contents = before.contents
        events = dict(contents.events)
        for id_, title in titles.items():
            key = id_.replace("_", "-")
            events[key] = dataclasses.replace(events[key], title=title)
        kept = {id_: each for id_, each in contents.sources.items() if id_ not in sources}
        topics = {
            id_: each
            for id_, each in contents.topics.items()
            if not any(cited.source in sources for cited in each.sources)
        }
        contents = dataclasses.replace(contents, events=events, sources=kept, topics=topics)
        pack = Catalogue.of(contents)
        newsroom.catalogues.rebase(pack)
        await reloads.note(before, pack)

    return loading


@pytest.fixture
def edit(newsroom, guild):
    async def editing(record=URANUS, server=None, **changes):
        where = guild if server is None else server
        body, number = await newsroom.revising.present(where, record)
        return await newsroom.revising.publish(
            where, record, {**body, **changes}, parent=number, author=5
        )

    return editing


@pytest.fixture
def told(playground, reloads):
    """Give a function that lets all be told, and gives so many messages of reloads."""

    async def telling(count):
        while reloads._untold:
            await reloads.tell()
        if count == 0:
            await asyncio.sleep(0.2)
        else:
            await posted(playground, WHERE, count)
        messages = [reading.text(each) for each in playground.read(WHERE)]
        assert len(messages) == count
        assert all(TOLD in each for each in messages)
        return messages

    return telling


@pytest.fixture
async def audited(ask):
    """Name the channel, after the changes of a test are made: those are not told then."""

    async def naming():
        await ask(f"/content audit channel:#{WHERE}")

    return naming


@pytest.mark.usefixtures("raft")
async def test_one_message_tells_of_all_that_a_new_pack_changed_beneath(
    *, edit, audited, load, told, newsroom, guild
):
    await edit(title="Uranus")
    await newsroom.revising.hide(guild, IDES, 5)
    await audited()
    await load(sources=["leaflet"], operation_uranus="Uranus starts", ides="The Ides")
    [message] = await told(1)
    assert "this server changed or hid 2 records: compare" in message
    assert f"- `{URANUS}`: `/content history` compares them" in message
    assert f"- `{IDES}`, which is hidden here" in message
    assert f"- `{RAFT}`: None of the sources that it cites is there any more" in message


async def test_of_each_pack_only_what_it_changed_is_told(edit, audited, load, told):
    await edit(title="Uranus")
    await edit(IDES, title="The Ides")
    await audited()
    await load(operation_uranus="Uranus starts")
    await load(leap="A leap")
    await told(1)
    await load(ides="Ides")
    _, second = await told(2)
    assert IDES in second
    assert URANUS not in second


async def test_many_records_are_told_bounded(audited, load, told, newsroom, guild):
    for event in sample.EVENTS:
        await newsroom.revising.hide(guild, event.key, 5)
    await audited()
    await load(**{event.id.replace("-", "_"): "Other" for event in sample.EVENTS})
    [message] = await told(1)
    assert message.count("which is hidden here") == 8
    assert f"… and {len(sample.EVENTS) - 8} more" in message


async def test_nothing_is_told_without_news_or_a_channel(edit, audited, load, told):
    await edit(title="Uranus")
    await load(operation_uranus="Uranus starts")
    await told(0)
    await audited()
    await load(ides="The Ides")
    await told(0)


async def test_servers_take_turns_and_none_of_another_process_is_asked_about(
    *, edit, audited, load, told, reloads, newsroom, monkeypatch
):
    monkeypatch.setattr(audit_reloads, "AT_ONCE", 3)
    for server in range(1, 8):
        await edit(server=server, title="Uranus")
    await edit(title="Uranus")
    await audited()
    await load(operation_uranus="Uranus starts")
    assert len(reloads._untold) == 8
    await reloads.tell()
    assert len(reloads._untold) == 5
    asked = []
    real = newsroom.drifting.beneath

    async def beneath(server, changed):
        asked.append(server)
        return await real(server, changed)

    monkeypatch.setattr(newsroom.drifting, "beneath", beneath)
    await told(1)
    assert len(asked) == 1


@pytest.mark.parametrize("error", [UnavailableError("busy"), RuntimeError("broken")])
async def test_a_database_that_is_busy_is_asked_again_and_other_faults_end_nothing(
    *, edit, audited, load, told, reloads, newsroom, monkeypatch, error
):
    await edit(title="Uranus")
    await audited()

    async def broken(*_):
        raise error

    with monkeypatch.context() as broke:
        broke.setattr(newsroom.drifting, "beneath", broken)
        await load(operation_uranus="Uranus starts")  # which the bot may tell of by itself, too
        if isinstance(error, UnavailableError):
            with pytest.raises(UnavailableError):
                await reloads.tell()
        else:
            await reloads.tell()
    await told(1 if isinstance(error, UnavailableError) else 0)


async def test_a_draft_that_is_opened_says_what_the_pack_says_since(ask, edit, load):
    assert "The pack says" not in (await ask(f"/content edit entry:{IDES}")).text
    await edit(title="Uranus")
    assert "The pack says" not in (await ask(f"/content edit entry:{URANUS}")).text
    await load(operation_uranus="Uranus starts")
    assert editing_texts.DRIFT in (await ask(f"/content edit entry:{URANUS}")).text
