"""Each change is told in the audit channel, with its diff and a button that takes it back."""

import asyncio
import functools

import pytest

from bot.catalogue.writing import body_of
from bot.cogs import audit as audits
from bot.cogs.audit import Audit
from bot.domain.revisions import Action, Revision, Standing
from bot.playground import Fault, Overwrite, Permission, reading
from bot.ui import editing_texts, looking_texts as texts
from tests import sample
from tests.cogs.conftest import newsroom_in
from tests.cogs.daily.talking import posted

URANUS = "event:operation-uranus"
WHERE = "on-this-day"
WINDOW = 0.6  # seconds
SLOW = 30  # seconds, of which nobody is to wait for half


@pytest.fixture
def window():
    """Give the seconds in which so many messages go to one channel, where a test has no other."""
    return WINDOW


@pytest.fixture(autouse=True)
def _hurried(monkeypatch, window):
    """Let what must wait do so for a moment only, in each bot."""
    hurried = functools.partial(Audit, window=window)
    monkeypatch.setattr("bot.bootstrap.editing.Audit", hurried)


@pytest.fixture
async def audited(ask):
    await ask(f"/content audit channel:#{WHERE}")


@pytest.fixture
def edit(newsroom, guild):
    async def editing(record=URANUS, editor=5, **changes):
        body, number = await newsroom.revising.present(guild, record)
        return await newsroom.revising.publish(
            guild, record, {**body, **changes}, parent=number, author=editor
        )

    return editing


@pytest.fixture
def own(newsroom, guild):
    """Give a function that tells what the server shows of its own."""
    return lambda: newsroom.catalogues.overlay(guild).own


@pytest.fixture
def bring_in(newsroom, guild, clock):
    """Give a function that imports events with another title, as one: all, or the first few."""

    async def importing(title="Imported", first=None, **changes):
        return await newsroom.revising.append(
            [
                Revision(
                    guild=guild,
                    record=event.key,
                    number=1,
                    action=Action.IMPORT,
                    standing=Standing.OWN,
                    body={**body_of(event), "title": f"{title} {n}", "aliases": [], **changes},
                    author=7,
                    at=clock.now(),
                )
                for n, event in enumerate(sample.EVENTS[:first])
            ]
        )

    return importing


def channel(home):
    return next(each for each in home.channels.values() if each.name == WHERE)


async def test_a_change_is_told_with_who_what_and_the_diff(audited, edit, playground):
    await edit(title="Uranus")
    [message] = await posted(playground, WHERE)
    told = reading.text(message)
    assert "was edited by <@5> <t:" in told
    assert f"`{URANUS}`, number 1" in told
    assert "- Operation Uranus begins\n+ Uranus" in told
    assert reading.buttons(message) == [texts.ROLL_BACK, texts.OPEN]
    assert (message["mentions"], message["mention_everyone"]) == ([], False)


async def test_nothing_is_told_where_no_channel_is_named(edit, playground, bot):
    await edit(title="Uranus")
    await asyncio.sleep(0.1)
    assert playground.read(WHERE) == []


async def test_its_button_takes_the_change_back(audited, edit, press, playground):
    await edit(title="Uranus")
    [message] = await posted(playground, WHERE)
    taken = await press(message["id"], texts.ROLL_BACK)
    assert taken.ephemeral
    assert "says again what the pack says" in taken.text
    _, last = await posted(playground, WHERE, count=2)
    assert "was taken back by <@" in reading.text(last)
    assert "(of number 1)" in reading.text(last)
    assert "+ Operation Uranus begins" in reading.text(last)


@pytest.mark.usefixtures("audited")
async def test_an_entry_that_was_added_goes_away_again(newsroom, guild, press, playground, ask):
    new = {**body_of(sample.EVENTS[1]), "id": "new", "title": "Something new", "aliases": []}
    await newsroom.revising.publish(guild, "event:new", new, parent=0, author=5, action=Action.ADD)
    [message] = await posted(playground, WHERE)
    taken = await press(message["id"], texts.ROLL_BACK)
    assert "`event:new` is not shown any more, as before it was added." in taken.text
    assert not newsroom.catalogues.overlay(guild)
    _, last = await posted(playground, WHERE, count=2)
    assert "**Something new** was taken back" in reading.text(last)
    assert texts.AUDIT_GONE in reading.text(last)
    assert "taken back by" in (await ask("/content history entry:event:new")).text


@pytest.mark.usefixtures("audited")
async def test_what_was_hidden_comes_back_and_what_was_restored_is_hidden_again(
    ask, press, playground, newsroom, guild
):
    def hidden():
        return newsroom.catalogues.overlay(guild).hidden

    await ask(f"/content hide entry:{URANUS}")
    await ask(f"/content restore entry:{URANUS}")
    _, restored = await posted(playground, WHERE, count=2)
    assert hidden() == frozenset()
    again = await press(restored["id"], texts.ROLL_BACK)
    assert f"`{URANUS}` is hidden again, as it was with number 1." in again.text
    assert hidden() == {URANUS}
    *_, last = await posted(playground, WHERE, count=3)
    await press(last["id"], texts.ROLL_BACK)
    assert hidden() == frozenset()


async def test_the_packs_own_words_come_back_after_hiding(audited, ask, press, playground):
    await ask(f"/content hide entry:{URANUS}")
    [message] = await posted(playground, WHERE)
    assert "says again what the pack says" in (await press(message["id"], texts.ROLL_BACK)).text
    assert "Operation Uranus begins" in (await ask(f"/event name:{URANUS}")).text


@pytest.mark.usefixtures("audited")
async def test_an_undo_after_it_does_not_do_again_what_was_taken_back(
    ask, edit, press, playground, own
):
    await edit("event:leap", title="Leap")
    await edit(title="Nonsense")
    _, message = await posted(playground, WHERE, count=2)
    await press(message["id"], texts.ROLL_BACK)
    asked = await ask("/content undo")
    assert "event:leap" in asked.text
    assert URANUS not in own()


async def test_its_buttons_ask_who_presses(audited, edit, press, playground):
    await edit(title="Uranus")
    [message] = await posted(playground, WHERE)
    for label in reading.buttons(message):
        answer = await press(message["id"], label, who="member")
        assert answer.text == editing_texts.EDITORS_ONLY
        assert answer.ephemeral


async def test_what_was_changed_since_is_shown_before_it_is_taken_back(
    audited, edit, press, playground, own
):
    await edit(title="First")
    await edit(title="Second", editor=6)
    first, _ = await posted(playground, WHERE, count=2)
    asked = await press(first["id"], texts.ROLL_BACK)
    assert "**It was changed again since:** now it is number 2, edited by <@6>" in asked.text
    assert "- Second\n+ Operation Uranus begins" in asked.text
    assert own()[URANUS]["title"] == "Second"
    assert "says again what the pack says" in (await press(asked, texts.ROLL_BACK_ALL)).text


async def test_hiding_and_restoring_are_told(audited, ask, playground):
    await ask(f"/content hide entry:{URANUS}")
    await ask(f"/content restore entry:{URANUS}")
    hidden, restored = await posted(playground, WHERE, count=2)
    assert "**Operation Uranus begins** was hidden by <@" in reading.text(hidden)
    assert "**Operation Uranus begins** was restored by <@" in reading.text(restored)


async def test_an_import_of_one_record_is_told_as_one(audited, bring_in, playground):
    await bring_in(first=1)
    [message] = await posted(playground, WHERE)
    assert "**1 record** was imported by <@7>" in reading.text(message)


async def test_an_import_is_one_message_whose_button_takes_all_back(
    audited, bring_in, press, playground, own
):
    await bring_in()
    [message] = await posted(playground, WHERE)
    assert "**9 records** were imported by <@7>" in reading.text(message)
    assert "(`event:ides`, number 1)" in reading.text(message)
    assert "+ Imported 0" in reading.text(message)
    assert reading.text(message).count("```diff") == 9
    assert reading.buttons(message) == [texts.ROLL_BACK]
    taken = await press(message["id"], texts.ROLL_BACK)
    assert "all 9 records of that import" in taken.text
    assert own() == {}
    _, last = await posted(playground, WHERE, count=2)
    assert "**9 records** were taken back by <@" in reading.text(last)
    assert reading.buttons(last) == []


@pytest.mark.usefixtures("audited")
async def test_of_a_long_import_the_first_diffs_are_shown_and_the_rest_counted(
    bring_in, playground
):
    await bring_in(text="It was otherwise, as nobody had said. " * 30)
    [message] = await posted(playground, WHERE)
    shown = reading.text(message).count("```diff")
    assert 3 < shown < 9
    assert f"… and {9 - shown} more" in reading.text(message)


@pytest.mark.usefixtures("audited")
async def test_an_import_that_was_changed_since_is_not_taken_back(
    bring_in, edit, press, playground, own
):
    await bring_in()
    [message] = await posted(playground, WHERE)
    await edit(title="Changed since")
    answer = await press(message["id"], texts.ROLL_BACK)
    assert "Of this import 1 record changed again since" in answer.text
    assert len(own()) == 9


async def test_each_of_many_changes_has_its_diff_and_its_button(ask, bot, edit, playground, own):
    saved = [await edit(title=f"Title {n}", editor=5 + n % 2) for n in range(15)]
    saved += [await edit(sample.EVENTS[n].key, title=f"Event {n}") for n in range(2, 9)]
    await ask(f"/content audit channel:#{WHERE}")
    for each in saved:
        await bot.get_cog("Audit").tell([each])
    messages = await posted(playground, WHERE, count=4)
    assert [reading.buttons(each).count(texts.ROLL_BACK) for each in messages] == [7, 7, 7, 1]
    assert [reading.text(each).count("```diff") for each in messages] == [7, 7, 7, 1]
    assert reading.buttons(messages[0]).count(texts.OPEN) == 1  # all of them are of one record
    assert reading.buttons(messages[2]).count(texts.OPEN) == 7
    assert "- Title 12\n+ Title 13" in reading.text(messages[1])
    await playground.press(messages[3]["id"], texts.ROLL_BACK, who="moderator")
    assert saved[-1].record not in own()


async def test_diffs_that_are_long_are_shortened_in_a_message_of_many(ask, bot, edit, playground):
    saved = [await edit(text=f"It was so, {n}. " * 40) for n in range(7)]
    await ask(f"/content audit channel:#{WHERE}")
    for each in saved:
        await bot.get_cog("Audit").tell([each])
    [message] = await posted(playground, WHERE, count=1)
    assert reading.text(message).count("more line") == 7


async def test_more_changes_than_can_be_told_are_summed_up(ask, bot, edit, playground):
    saved = [await edit(title=f"Title {n}", editor=5 + n % 2) for n in range(audits.MOST_WAITING)]
    saved.append(await edit(title="Last"))
    await ask(f"/content audit channel:#{WHERE}")
    for each in saved:
        await bot.get_cog("Audit").tell([each])
    [message] = await posted(playground, WHERE)
    told = reading.text(message)
    assert "**71 more changes**" in told
    assert "- 36 edited by <@5>" in told
    assert "- 35 edited by <@6>" in told
    assert "… and 51 more" in told


@pytest.mark.parametrize("window", [4.0])  # longer than nine edits take on a busy machine
async def test_the_channel_is_not_flooded(ask, bot, edit, playground):
    await ask(f"/content audit channel:#{WHERE}")
    for number in range(9):
        await edit(title=f"Title {number}")
        await asyncio.sleep(0.02)
    assert len(playground.read(WHERE)) <= audits.MOST
    messages = await posted(playground, WHERE, count=6)
    assert sum(reading.text(each).count("was edited") for each in messages) == 9


async def test_no_editor_waits_for_the_channel(audited, edit, playground, ask):
    playground.faults.add(Fault(what="slow", seconds=SLOW, path="/channels/*", times=1))
    async with asyncio.timeout(SLOW / 2):
        answer = await ask(f"/content hide entry:{URANUS}")
    assert "Hidden" in answer.text
    await posted(playground, WHERE)


async def test_a_channel_that_takes_nothing_is_logged_once(audited, edit, playground, home, capsys):
    deny = Overwrite(id=home.id, deny=int(Permission.SEND_MESSAGES))
    playground.happens.overwrite(channel(home), deny)
    for number in range(3):
        await edit(title=f"Title {number}")
        await asyncio.sleep(0.1)
    assert capsys.readouterr().out.count("the audit channel takes nothing") == 1
    playground.happens.overwrite(channel(home))
    await edit(title="Told again")
    [message] = await posted(playground, WHERE)
    assert "+ Told again" in reading.text(message)


@pytest.mark.usefixtures("audited")
async def test_a_failure_within_ends_nothing(edit, playground, newsroom, monkeypatch, capsys):
    async def broken(_):
        raise RuntimeError("no desk today")

    with monkeypatch.context() as broke:
        broke.setattr(newsroom.editors, "desk", broken)
        await edit(title="Not told")
        await asyncio.sleep(0.1)
    assert "changes could not be told" in capsys.readouterr().out
    await edit(title="Told")
    [message] = await posted(playground, WHERE)
    assert "+ Told" in reading.text(message)


async def test_what_waits_is_told_when_the_bot_ends(connect, playground):
    async with connect() as bot:
        await playground.type(f"/content audit channel:#{WHERE}", who="moderator")
        revising, audit = newsroom_in(bot).revising, bot.get_cog("Audit")
        guild = int(next(iter(playground.world.guilds)))
        body, _ = await revising.present(guild, URANUS)
        new = {**body, "title": "Uranus"}
        saved = await revising.publish(guild, URANUS, new, parent=0, author=5)
        await posted(playground, WHERE)
        for number in range(1, 6):
            new = {**body, "title": f"Title {number}"}
            await revising.publish(guild, URANUS, new, parent=number, author=5)
            await asyncio.sleep(0.02)
        await posted(playground, WHERE, count=5)
    assert "+ Title 5" in reading.text(playground.read(WHERE)[-1])
    assert len(playground.read(WHERE)) == 6
    await audit.tell([saved])
    assert len(playground.read(WHERE)) == 6


async def test_a_channel_that_never_answers_does_not_keep_the_bot_from_ending(
    connect,
    playground,
    monkeypatch,
):
    monkeypatch.setattr(audits, "_LAST_SECONDS", 0.1)
    async with asyncio.timeout(SLOW / 2), connect() as bot:
        await playground.type(f"/content audit channel:#{WHERE}", who="moderator")
        playground.faults.add(Fault(what="slow", seconds=SLOW, method="POST", path="/channels/*"))
        guild = int(next(iter(playground.world.guilds)))
        await newsroom_in(bot).revising.hide(guild, URANUS, 5)
        await asyncio.sleep(0.1)
