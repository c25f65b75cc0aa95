"""Editors send files, see what they would change, apply them, and get their own content as a file."""

import asyncio
import re

import aiohttp
import pytest

from bot.catalogue.bundling import bundle
from bot.catalogue.uploads import read_upload
from bot.catalogue.writing import body_of, yaml_of
from bot.playground import Upload, reading
from bot.services.editing.importing import LARGEST
from bot.services.editing.waiting_plans import KEPT
from bot.ui import downloads, editing_texts, importing_texts as texts
from bot.ui.texts import STALE_BUTTON
from tests import sample

URANUS = "event:operation-uranus"
EVENTS = {each.key: each for each in sample.EVENTS}
NEW = """\
- id: operation-ring
  date: 1943-06-22
  title: Operation Ring begins
  text: The pocket is attacked.
  kind: battle
  importance: 2
  sources: [beevor-1998]
"""


def file(text, name="events.yaml"):
    data = text if isinstance(text, bytes) else text.encode()
    return Upload(name, "application/octet-stream", data)


def changed(**fields):
    return yaml_of("event", [{**body_of(EVENTS[URANUS]), **fields}])


@pytest.fixture
def send(playground, bot):
    """Give a function that sends /content import with a file as a moderator."""

    def sending(text, name="events.yaml", *, who="moderator"):
        return playground.type("/content import", who=who, files={"file": file(text, name)})

    return sending


@pytest.fixture
def apply(playground, press):
    """Give a function that presses Apply and waits for what the moderator then reads anew."""

    def seen():
        return {reading.text(each): each["id"] for each in playground.read(who="moderator")}

    async def applying(summed_up, *, times=1, until=""):
        before = seen()
        await asyncio.gather(*(press(summed_up, texts.APPLY) for _ in range(times)))
        for _ in range(1000):
            for text, message in seen().items():
                if text not in before and until in text:
                    return text, message
            await asyncio.sleep(0.01)
        raise AssertionError(seen())

    return applying


@pytest.fixture
def attached(playground):
    """Give a function that gives the file of an answer."""

    async def reading(outcome):
        [attachment] = outcome.message["attachments"]
        async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as response:
            return attachment["filename"], await response.read()

    return reading


# ------------------------------------------------------------------------------- import


async def test_a_file_is_summed_up_and_applied_on_confirmation(send, apply, ask):
    summed_up = await send(NEW)
    assert summed_up.ok, summed_up.problem
    assert summed_up.ephemeral
    assert "Import of events.yaml" in summed_up.text
    assert "**It would add 1 record.**" in summed_up.text
    assert "**New:** Operation Ring begins" in summed_up.text
    assert "The import waits for 15 minutes" in summed_up.text
    assert summed_up.buttons == [texts.APPLY, texts.DISCARD]
    assert "Operation Ring" not in (await ask("/today")).text
    applied, message = await apply(summed_up)
    assert "**Imported:** 1 record changed as events.yaml says." in applied
    assert message == summed_up.message["id"]
    assert "Operation Ring" in (await ask("/today")).text


async def test_without_a_file_a_form_asks_for_one(ask, submit, apply):
    form = await ask("/content import")
    assert form.kind == "modal"
    summed_up = await submit(form, {texts.FORM_FILE: file(NEW)})
    assert "add 1 record" in summed_up.text
    assert summed_up.ephemeral
    applied, _ = await apply(summed_up)
    assert "**Imported:**" in applied


async def test_a_form_without_a_file_is_told(ask, submit, playground, monkeypatch):
    form = await ask("/content import")
    monkeypatch.setattr(downloads, "filled", lambda _: {})
    assert (await submit(form, {texts.FORM_FILE: file(NEW)})).text == texts.NOT_LOADED


async def test_what_changes_is_shown_line_by_line(send):
    shown = (await send(changed(title="Uranus"))).text
    assert "**It would change 1 record.**" in shown
    assert "**Uranus** (`event:operation-uranus`)" in shown
    assert "- Operation Uranus begins" in shown
    assert "+ Uranus" in shown


async def test_a_zip_may_add_change_hide_and_leave(send, apply):
    bodies = {
        URANUS: {**body_of(EVENTS[URANUS]), "title": "Uranus"},
        "event:leap": body_of(EVENTS["event:leap"]),
        "event:new": {**body_of(EVENTS["event:leap"]), "id": "new", "title": "Something new"},
    }
    shown = await send(bundle(bodies, {"event:pocket"}), "mine.zip")
    assert "**It would add 1 record, change 1 record and hide 1 record.**" in shown.text
    assert "1 record would stay: what is shown here says the same." in shown.text
    assert "**Hidden:** The pocket" in shown.text
    applied, _ = await apply(shown)
    assert "3 records changed as mine.zip says" in applied


async def test_what_changes_nothing_has_no_buttons(send):
    same = await send(yaml_of("event", [body_of(EVENTS[URANUS])]))
    assert texts.NOTHING in same.text
    assert same.buttons == []
    assert texts.EMPTY in (await send("[]\n")).text


async def test_of_many_changes_the_first_are_shown_and_the_rest_counted(send):
    events = [{**body_of(each), "text": "A is. B is. " * 60} for each in sample.EVENTS]
    new = {**body_of(EVENTS["event:leap"]), "aliases": []}
    events += [{**new, "id": f"new-{n}", "title": f"New {n}"} for n in range(30)]
    shown = (await send(yaml_of("event", events))).text
    assert "add 30 records and change 9 records" in shown
    assert "**New:** New 0 and 29 more" in shown
    assert "records that would be changed." in shown


async def test_names_of_new_records_are_shown_as_far_as_they_fit(send):
    new = {**body_of(EVENTS["event:leap"]), "aliases": []}
    events = [{**new, "id": f"new-{n}", "title": f"New {n} {'x' * 80}"} for n in range(30)]
    shown = (await send(yaml_of("event", events))).text
    assert re.search(r"\*\*New:\*\* New 0 x+, New 1 x+.* and 2\d more", shown)


# ------------------------------------------------------------------------------- faults


async def test_a_fault_is_told_with_file_and_line_and_nothing_can_be_applied(send):
    shown = await send(NEW.replace("kind: battle", "kind: brawl"))
    assert texts.FAULT in shown.text
    assert r"- events.yaml:5: event:operation-ring.kind: " in shown.text
    assert shown.buttons == []
    assert "would" not in shown.text


async def test_many_faults_are_cut_and_all_are_attached(send, attached):
    bad = "".join(NEW.replace("ring", f"ring-{n}").replace("battle", "brawl") for n in range(60))
    shown = await send(bad)
    assert "**60 errors keep it from being applied:**" in shown.text
    assert "all are in the file below" in shown.text
    name, data = await attached(shown)
    assert name == texts.FAULTS_FILE
    assert data.decode().count("\n") == 60
    assert data.decode().startswith("events.yaml:5: event:operation-ring-0.kind: ")


async def test_warnings_are_told_and_it_can_be_applied(send, apply):
    shown = await send("- event:leap\n- event:nothing\n", "hidden.yaml")
    assert texts.WARNINGS in shown.text
    assert "hidden.yaml:2: warning: event:nothing" in shown.text
    applied, _ = await apply(shown)
    assert "**Imported:**" in applied


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"Hello"),
        ("events.yaml", b"\xff\xfe\x00"),
        ("pack.zip", b"PK\x03\x04 nothing"),
        ("@everyone ```.yaml", b"- {id: [}"),
        ("x" * 200 + ".yaml", b"- id: no\n\tdate: 1\n"),
    ],
)
async def test_what_cannot_be_read_is_told_in_a_sentence(send, name, data):
    shown = await send(data, name)
    assert shown.ok, shown.problem
    assert texts.FAULT in shown.text or "errors keep" in shown.text
    assert "@everyone" not in shown.text
    assert "```" not in shown.text


async def test_what_is_shown_of_a_file_pings_and_formats_nothing(send, playground):
    text = changed(dispute="<@&1> @everyone said: ok.", title="**Bold** `code` ```")
    shown = await send(text)
    assert shown.message["mentions"] == []
    assert shown.message["mention_everyone"] is False
    assert "**Bold**" not in shown.text


# ------------------------------------------------------------------------------- who and when


async def test_only_editors_may(send, ask, playground):
    assert (await send(NEW, who="member")).text == editing_texts.EDITORS_ONLY
    assert (await ask("/content export", who="member")).text == editing_texts.EDITORS_ONLY


async def test_who_is_no_editor_any_more_may_not_apply(send, press, member_edits, ask):
    roles = await member_edits()
    shown = await send(NEW, who="member")
    assert shown.buttons == [texts.APPLY, texts.DISCARD]
    roles.clear()
    refused = await press(shown, texts.APPLY, who="member")
    assert refused.text == editing_texts.EDITORS_ONLY
    assert (await ask("/content export")).text == texts.EXPORT_NOTHING


async def test_a_form_is_taken_only_from_editors(ask, playground, member_edits):
    roles = await member_edits()
    form = await ask("/content import", who="member")
    roles.clear()
    refused = await playground.submit(form, {texts.FORM_FILE: file(NEW)}, who="member")
    assert refused.text == editing_texts.EDITORS_ONLY


async def test_a_discarded_import_is_gone(send, press, newsroom, guild):
    shown = await send(NEW)
    assert (await press(shown, texts.DISCARD)).text == texts.DISCARDED
    assert not newsroom.catalogues.overlay(guild)


async def test_an_import_is_applied_once(send, apply, newsroom, guild):
    shown = await send(NEW)
    await apply(shown, times=3, until="**Imported:**")
    assert len(await newsroom.revising.history(guild, "event:operation-ring")) == 1


async def test_an_import_that_waited_too_long_is_gone(send, apply, clock):
    shown = await send(NEW)
    clock.time += KEPT
    told, message = await apply(shown)
    assert "upload the file again" in told
    assert message != shown.message["id"]


async def test_what_changed_meanwhile_is_shown_anew_and_asked_about(
    send, apply, press, newsroom, guild
):
    shown = await send(changed(title="Uranus"))
    await newsroom.revising.hide(guild, URANUS, 5)
    told, message = await apply(shown)
    assert f"**Nothing was imported yet:** meanwhile this was changed here: `{URANUS}`." in told
    assert "**It would add 1 record.**" in told
    assert message == shown.message["id"]
    assert newsroom.catalogues.overlay(guild).hidden == {URANUS}
    await press(message, texts.APPLY)
    for _ in range(300):
        if newsroom.catalogues.overlay(guild).own:
            break
        await asyncio.sleep(0.01)
    assert newsroom.catalogues.overlay(guild).own[URANUS]["title"] == "Uranus"


async def test_of_many_records_that_changed_meanwhile_some_are_named(send, apply, newsroom, guild):
    keys = [f"event:{each.id}" for each in sample.EVENTS[:7]]
    shown = await send(bundle({}, set(keys)), "mine.zip")
    for record in keys[:6]:
        await newsroom.revising.hide(guild, record, 5)
    told, _ = await apply(shown)
    assert "and 1 more. Below" in told
    assert "**It would hide 1 record.** 6 records would stay" in told


async def test_what_does_not_fit_any_more_is_told_with_its_faults(
    send, apply, newsroom, guild, playground
):
    place = {"id": "here", "name": "Here", "latitude": "1.5", "longitude": "2.5"}
    await newsroom.revising.publish(guild, "place:here", place, parent=0, author=5)
    shown = await send(NEW.replace("  kind", "  places: [here]\n  kind"))
    await newsroom.revising.hide(guild, "place:here", 5)
    told, message = await apply(shown)
    assert texts.AGAIN in told
    assert texts.FAULT in told
    assert "events.yaml:5: event:operation-ring.places" in told
    [again] = [each for each in playground.read(who="moderator") if each["id"] == message]
    assert reading.buttons(again) == []


async def test_an_unrelated_change_meanwhile_does_not_matter(send, apply, newsroom, guild):
    shown = await send(changed(title="Uranus"))
    await newsroom.revising.hide(guild, "event:leap", 5)
    told, _ = await apply(shown)
    assert "**Imported:** 1 record changed" in told


async def test_an_import_is_taken_back_at_once(send, apply, press, newsroom, guild):
    _, message = await apply(await send(bundle({}, {"event:leap", "event:pocket"}), "mine.zip"))
    assert len(newsroom.catalogues.overlay(guild).hidden) == 2
    await press(message, texts.TAKE_BACK)
    assert not newsroom.catalogues.overlay(guild)


async def test_an_import_is_undone_when_asked_for(send, apply, ask, press):
    await apply(await send(bundle({}, {"event:leap", "event:pocket"}), "mine.zip"))
    asked = await ask("/content undo")
    assert "all 2 records" in asked.text
    assert "all 2 records" in (await press(asked, texts.TAKE_BACK)).text
    assert "Nothing has been changed" in (await ask("/content undo")).text


async def test_a_button_of_an_earlier_fasti_is_told(bot, playground, send, press):
    shown = await send(NEW)
    shown.message["components"][-1]["components"][0]["custom_id"] = "f:import:file"
    assert (await press(shown, "f:import:file")).text == STALE_BUTTON


# ------------------------------------------------------------------------------- downloads


async def test_a_file_that_is_too_large_is_not_downloaded(send, playground):
    before = len(playground.journal.requests)
    shown = await send(b"x" * (LARGEST + 1), "pack.zip")
    assert shown.text == texts.TOO_LARGE.format(most="5,000,000")
    requests = list(playground.journal.requests)[before:]
    assert not any("/attachments/" in str(request) for request in requests)


# ------------------------------------------------------------------------------- export


async def test_an_export_holds_all_that_the_server_changed(send, apply, ask, attached):
    uranus = {**body_of(EVENTS[URANUS]), "title": "Uranus"}
    await apply(await send(bundle({URANUS: uranus}, {"event:leap"}), "a.zip"))
    exported = await ask("/content export")
    assert exported.ephemeral
    assert "1 record and 1 record hidden, in the files of a pack." in exported.text
    name, data = await attached(exported)
    assert name == texts.EXPORT_FILE
    upload = read_upload(name, data)
    assert upload.bodies == {URANUS: uranus}
    assert upload.hidden == {"event:leap"}


async def test_an_export_of_what_is_hidden_alone(send, apply, ask):
    await apply(await send(bundle({}, {"event:leap"}), "a.zip"))
    assert "\n1 record hidden, in the files of a pack." in (await ask("/content export")).text


async def test_an_export_of_what_is_shown_alone(send, apply, ask):
    await apply(await send(NEW))
    assert "\n1 record, in the files of a pack." in (await ask("/content export")).text


async def test_nothing_to_export_is_a_sentence(ask):
    assert (await ask("/content export")).text == texts.EXPORT_NOTHING


async def test_an_export_that_discord_does_not_take_is_told(send, apply, ask, monkeypatch, guild):
    await apply(await send(NEW))
    monkeypatch.setattr("bot.playground.sending._MAX_ATTACHMENT", 100)
    told = (await ask("/content export")).text
    assert f"fasti export --server {guild}" in told
