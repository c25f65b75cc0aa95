"""Members and moderators read what is kept, are handed theirs, and erase it: in servers and elsewhere."""

import asyncio
import functools
import io
import json
import os
import zipfile

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.cogs.audit import Audit
from bot.playground import Fault, reading
from bot.services.editing.waiting_plans import ImportPlan
from bot.storage.tables import erasures, feeds, metadata
from bot.ui import privacy_texts as texts
from bot.ui.suggesting_texts import APPROVE, EDIT, REASON, REJECT
from bot.ui.texts import STALE_BUTTON
from tests.cogs.conftest import newsroom_in
from tests.cogs.daily.talking import (
    DAY_BEFORE,
    MANAGE_GUILD,
    MORNING,
    SETUP,
    posted,
    public,
    role_named,
)
from tests.cogs.suggestions import suggested, until, users

MINE = [texts.MINE, texts.ERASE_ME]
ALL = [*MINE, texts.SERVERS, texts.ERASE_SERVER]
ERASED = texts.ERASED_ME.format(noted=90)


@pytest.fixture(autouse=True)
def _the_day_before(clock):
    clock.time = DAY_BEFORE


@pytest.fixture
def attached():
    """Give a function that gives the file of an answer."""

    async def reading(outcome):
        assert outcome.ok, outcome.problem
        assert outcome.ephemeral
        [attachment] = outcome.message["attachments"]
        async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as response:
            return attachment["filename"], await response.read()

    return reading


@pytest.fixture
def stored(bot, database):
    """Give a function that counts the rows of each table that has some."""

    async def counting():
        async with database.read() as connection:
            sizes = {
                table.name: await connection.scalar(select(func.count()).select_from(table))
                for table in metadata.sorted_tables
            }
        return {name: size for name, size in sizes.items() if size}

    return counting


async def something(ask, playground):
    """Let a moderator set up a post and approve what a member suggests, and another wait."""
    await ask(SETUP, who="moderator")
    await suggested(playground, named=True)
    await playground.press(await ask("/content review", who="moderator"), APPROVE, who="moderator")
    await suggested(playground, {"title": "Another"})


@pytest.mark.parametrize("where", ["dm", "Elsewhere/lounge", "general"])
async def test_every_member_is_told_and_offered_theirs_wherever_they_ask(ask, where):
    told = await ask("/privacy", where=where)
    assert told.ephemeral
    assert "Nothing, as long as you only ask" in told.text
    assert texts.BACKUPS_NONE in told.text
    assert "noted for 90 days" in told.text
    assert told.buttons == MINE
    assert len(told.text) < 4000


async def test_who_manages_a_server_is_offered_its_data_there_alone(ask):
    assert (await ask("/privacy", who="moderator")).buttons == ALL
    assert (await ask("/privacy", who="moderator", where="dm")).buttons == MINE


async def test_backups_are_told_of_where_they_are_made(connect, chosen, playground):
    kept = chosen.model_copy(update={"database_url": "sqlite+aiosqlite:///f.sqlite3", "backups": 9})
    async with connect(settings=kept):
        told = await playground.type("/privacy")
    assert texts.BACKUPS.format(count=9) in told.text


@pytest.mark.parametrize("where", ["dm", "Elsewhere/lounge", "general"])
async def test_a_member_is_handed_what_is_kept_about_them(ask, press, playground, attached, where):
    await something(ask, playground)
    name, data = await attached(await press(await ask("/privacy", where=where), texts.MINE))
    found = json.loads(data)
    assert name == texts.MY_FILE
    assert {table: len(each["rows"]) for table, each in found["tables"].items()} == {
        "revisions": 1,
        "suggestions": 2,
    }
    assert str(users(playground)["moderator"]) not in data.decode()
    assert "Barbarossa begins" in data.decode()


async def test_large_data_come_as_a_zip_and_too_large_ones_from_the_host(
    ask, press, playground, attached, monkeypatch
):
    await something(ask, playground)
    card = await ask("/privacy")
    monkeypatch.setattr("bot.cogs.privacy._LARGE", 10)
    name, data = await attached(await press(card, texts.MINE))
    assert name == f"{texts.MY_FILE}.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert json.loads(archive.read(texts.MY_FILE))["tables"]

    async def much(*_):
        return os.urandom(11_000_000)

    monkeypatch.setattr("bot.services.privacy.Privacy.of_member", much)
    member = users(playground)["member"]
    refused = await press(card, texts.MINE)
    assert f"fasti export-member {member}." in refused.text


@pytest.mark.parametrize("where", ["dm", "Elsewhere/lounge", "general"])
async def test_a_member_is_erased_after_a_question(ask, press, playground, stored, where):
    await something(ask, playground)
    asked = await press(await ask("/privacy", where=where), texts.ERASE_ME)
    assert "in all servers?" in asked.text
    assert (await stored())["suggestions"] == 2
    await asyncio.gather(*(press(asked, texts.ERASE_ME_YES) for _ in range(2)))
    await told(playground, ERASED, "member", where)
    assert (await stored())["suggestions"] == 1
    kept = await ask("/content review", who="moderator")
    assert "Another" not in kept.text


async def test_to_be_erased_is_no_way_round_a_block(ask, press, playground):
    assert (await suggested(playground)).ok
    await ask("/content block member:member", who="moderator")
    asked = await press(await ask("/privacy"), texts.ERASE_ME)
    assert "A server that blocked you from suggesting keeps that block" in asked.text
    await press(asked, texts.ERASE_ME_YES)
    await told(playground, ERASED, "member")
    refused = await ask("/suggest what:event named:False", who="member")
    assert "take no more suggestions from you" in refused.text


async def test_a_member_who_thinks_better_of_it_is_kept(ask, press, playground, stored):
    await something(ask, playground)
    before = await stored()
    asked = await press(await ask("/privacy"), texts.ERASE_ME)
    assert (await press(asked, texts.CANCEL)).text == texts.CANCELLED
    assert await stored() == before


async def test_a_question_is_for_who_was_asked(bot, press, playground, stored):
    member = users(playground)["member"]
    for action in ("erase-me-yes", "cancel"):
        message, button = public(playground, f"f:privacy:{action}:{member}")
        assert (await press(message, button, who="moderator")).text == texts.NOT_ASKED
    message, button = public(playground, "f:privacy:nonsense")
    assert (await press(message, button)).text == STALE_BUTTON
    assert "erasures" not in await stored()


async def test_buttons_from_before_a_restart_work(connect, playground, press):
    async with connect():
        card = await playground.type("/privacy")
    async with connect():
        asked = await press(card, texts.ERASE_ME)
        await press(asked, texts.ERASE_ME_YES)
        await told(playground, ERASED, "member")


async def test_what_an_import_would_change_goes_with_its_editor_or_server(newsroom, bot):
    kept = newsroom.importing._waiting
    pack = newsroom.catalogues.pack
    for guild, editor in ((1, 11), (1, 12), (2, 11)):
        plan = ImportPlan(guild=guild, editor=editor, name="a.yaml")
        kept.add(plan, b"", pack, name="", file=b"")
    keeping = bot.get_cog("Privacy")._keeping
    await keeping.erase_member(12)
    assert [(each.plan.guild, each.plan.editor) for each in kept._kept.values()] == [
        (1, 11),
        (2, 11),
    ]
    await keeping.erase_server(1)
    assert [each.plan.guild for each in kept._kept.values()] == [2]


async def told(playground, text, who="moderator", where="general"):
    """Wait until somebody reads something."""
    async with asyncio.timeout(20):
        while not any(text in reading.text(each) for each in playground.read(where, who=who)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


# ------------------------------------------------------------------------------- servers


async def erase(press, playground, card, name="Playground"):
    form = await press(card, texts.ERASE_SERVER, who="moderator")
    assert form.kind == "modal"
    return await playground.submit(form, {texts.FORM_NAME: name}, who="moderator")


async def test_a_server_is_handed_its_data(ask, press, playground, attached):
    await something(ask, playground)
    card = await ask("/privacy", who="moderator")
    name, data = await attached(await press(card, texts.SERVERS, who="moderator"))
    assert name == texts.SERVER_FILE
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [file] = archive.namelist()
        tables = json.loads(archive.read(file))["tables"]
    assert {name: len(each["rows"]) for name, each in tables.items()} == {
        "guilds": 1,
        "feeds": 1,
        "revisions": len(tables["revisions"]["rows"]),
        "suggestions": 2,
    }


async def test_a_server_is_erased_when_its_name_is_typed(ask, press, playground, stored):
    await something(ask, playground)
    assert "Barbarossa begins" in (await ask("/event name:Barbarossa begins")).text
    card = await ask("/privacy", who="moderator")
    refused = await erase(press, playground, card, "Elsewhere")
    assert "nothing was erased" in refused.text
    assert "Playground" in refused.text
    assert (await stored())["feeds"] == 1
    await erase(press, playground, card, " playground ")
    await told(playground, texts.ERASED_SERVER)
    assert {*await stored()} <= {"command_sync", "erasures", "processes"}
    assert "I know no event" in (await ask("/event name:Barbarossa begins")).text
    assert (await ask("/today date:19 November")).ok


async def test_an_erased_server_may_be_set_up_anew(ask, press, playground, stored, clock):
    await something(ask, playground)
    await erase(press, playground, await ask("/privacy", who="moderator"))
    await told(playground, texts.ERASED_SERVER)
    assert "#1" in (await ask(SETUP, who="moderator")).text
    clock.time = MORNING
    await posted(playground)
    assert (await stored())["feeds"] == 1


async def test_who_may_not_manage_the_server_gets_nothing_of_it(ask, press, playground, stored):
    await something(ask, playground)
    before = await stored()
    for action in ("server", "erase-server"):
        message, button = public(playground, f"f:privacy:{action}")
        assert (await press(message, button)).text == texts.MANAGERS_ONLY
    message, button = public(playground, "f:privacy:server", where="dm")
    assert (await press(message, button, who="moderator")).text == texts.SERVERS_ONLY
    assert await stored() == before


async def test_who_may_not_manage_it_any_more_is_asked_at_the_press(
    ask, press, playground, home, stored
):
    member = next(each for each in home.members.values() if each.user.username == "member")
    role = role_named(home, "Editors")
    role.permissions = role.permissions | MANAGE_GUILD
    member.roles.append(role.id)
    card = await ask("/privacy")
    assert card.buttons == ALL
    form = await press(card, texts.ERASE_SERVER)
    member.roles.clear()
    sent = await playground.submit(form, {texts.FORM_NAME: "Playground"})
    assert sent.text == texts.MANAGERS_ONLY
    assert (await press(card, texts.SERVERS)).text == texts.MANAGERS_ONLY
    assert "erasures" not in await stored()


async def test_no_post_comes_after_the_answer_that_a_server_is_erased(
    ask, press, playground, clock, database
):
    """A post is sent, and Discord takes its time; then the moderator erases the server."""
    await ask(SETUP, who="moderator")
    card = await ask("/privacy", who="moderator")
    playground.faults.add(
        Fault(what="slow", method="POST", path="/channels/*/messages", seconds=1.5)
    )
    clock.time = MORNING
    await posted(playground)
    sent = await erase(press, playground, card)
    assert sent.text == texts.ERASING

    async def is_paused():
        async with database.read() as connection:
            return await connection.scalar(select(feeds.c.state)) == "paused"

    await until(is_paused)
    await told(playground, texts.ERASED_SERVER)
    await asyncio.sleep(1.2)
    assert len(playground.posted("on-this-day")) == 1
    async with database.read() as connection:
        assert await connection.scalar(select(erasures.c.kind)) == "server"


@pytest.fixture
def _hurried(monkeypatch):
    monkeypatch.setattr("bot.bootstrap.editing.Audit", functools.partial(Audit, window=1.5))


@pytest.mark.usefixtures("_hurried")
async def test_what_waits_to_be_told_names_an_erased_member_no_more(connect, playground, home):
    """More changes are made at once than messages are free, so that some wait."""
    member, guild, record = users(playground)["member"], int(home.id), "event:operation-uranus"
    async with connect() as bot:
        await playground.type("/content audit channel:#on-this-day", who="moderator")
        revising = newsroom_in(bot).revising
        for number in range(8):
            body, parent = await revising.present(guild, record)
            body = {**body, "title": f"Title {number}"}
            await revising.publish(guild, record, body, parent=parent, author=member)
        await bot.get_cog("Privacy")._keeping.erase_member(member)

        async def is_all_told():
            shown = playground.read("on-this-day")
            return any("Title 7" in reading.text(each) for each in shown)

        await until(is_all_told)
    assert str(member) not in reading.text(playground.read("on-this-day")[-1])


async def dump(database):
    """Give all rows as text, but for the notes of erasures."""
    async with database.read() as connection:
        rows = [
            f"{table.name} {column.name}={value}"
            for table in metadata.sorted_tables
            if table.name != "erasures"
            for row in (await connection.execute(select(table))).all()
            for column, value in zip(table.c, row, strict=True)
        ]
    return "\n".join(rows)


async def everything(ask, playground, clock):
    """Let two people do all that leaves something in the database, and a post go out."""
    await something(ask, playground)
    await ask("/content editors role:@Editors", who="moderator")
    await ask("/content audit channel:#general", who="moderator")
    await ask("/content edit entry:Operation Uranus", who="moderator")
    await suggested(playground, {"title": "A third"})
    review = await ask("/content review", who="moderator")
    form = await playground.press(review, REJECT, who="moderator")
    await playground.submit(form, {REASON: "No source says so."}, who="moderator")
    await playground.press(await ask("/content review", who="moderator"), EDIT, who="moderator")
    await ask("/content block member:member", who="moderator")
    clock.time = MORNING
    await posted(playground)


async def test_nothing_names_people_once_they_are_erased_but_that_a_server_blocked_them(
    ask, bot, playground, clock, database
):
    await everything(ask, playground, clock)
    full = await dump(database)
    keeping, ids = bot.get_cog("Privacy")._keeping, users(playground)
    for who, columns in (
        ("member", ["credit", "author", "member"]),
        ("moderator", ["author", "decided_by"]),
    ):
        id_ = ids[who]
        assert all(f"{column}={id_}" in full for column in columns)
        assert str(id_) in (await keeping.of_member(id_)).decode()
        await keeping.erase_member(id_)
        left = [line for line in (await dump(database)).splitlines() if str(id_) in line]
        assert left == ([f"blocked member={id_}"] if who == "member" else [])
    guild = next(iter(playground.world.guilds))
    assert guild in await dump(database)
    await keeping.erase_server(int(guild))
    tables = {line.split()[0] for line in (await dump(database)).splitlines()}
    assert tables <= {"command_sync", "processes"}
