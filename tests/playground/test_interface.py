"""The people's HTTP interface."""

import asyncio
import io
from typing import Any

import aiohttp
import pytest

from bot.playground import Playground
from bot.playground.key import HEADER
from bot.playground.state import User
from tests.playground.conftest import People
from tests.playground.raw import RawBot, Rest, button, command, option, row

Json = dict[str, Any]


@pytest.fixture
async def bot(raw: RawBot) -> RawBot:
    await raw.register(command("hello", option("name", autocomplete=True), option("file", 11)))
    return raw


async def test_the_state_tells_of_bot_commands_and_people(people: People, bot: RawBot):
    status, state = await people("GET", "state")
    assert status == 200
    assert [one["name"] for one in state["commands"]] == ["hello"]
    assert state["sessions"] == [{"id": bot.session_id, "shard": [0, 1]}]
    people_there = [(one["username"], one["installed"]) for one in state["people"]]
    assert people_there == [("moderator", False), ("member", True), ("editor", False)]
    home, elsewhere = state["guilds"]
    assert (home["name"], elsewhere["name"]) == ("Playground", "Elsewhere")
    ids = {one["username"]: one["id"] for one in state["people"]}
    assert home["members"] == [*list(ids.values())[:2], state["bot"]["id"], ids["editor"]]
    assert state["bot"]["id"] not in elsewhere["members"]
    assert home["owner_id"] == elsewhere["owner_id"] == ids["moderator"]
    assert [one["name"] for one in home["roles"]] == ["@everyone", "Fasti", "Editors"]
    assert (state["now"], state["can_pretend"], state["pretended"]) == (1_782_118_800, False, None)


async def test_the_state_tells_how_far_each_ones_direct_messages_have_come(
    people: People, playground: Playground
):
    said = playground.say("Hello", who="editor", where="dm")
    _, state = await people("GET", "state")
    dms = {one["username"]: one["dm"] for one in state["people"]}
    assert {name: dm["last_message_id"] for name, dm in dms.items()} == {
        "moderator": None,
        "member": None,
        "editor": said["id"],
    }
    assert {playground.world.channels[dm["id"]].name for dm in dms.values()} == set(dms)
    assert "dm" not in state["bot"]


async def test_a_person_without_direct_messages_gets_none_by_being_looked_at(
    people: People, playground: Playground
):
    newcomer = User(id="7", username="newcomer", display="Newcomer")
    playground.world.users[newcomer.id] = newcomer
    channels = len(playground.world.channels)
    _, state = await people("GET", "state")
    assert state["people"][-1]["dm"] is None
    assert len(playground.world.channels) == channels


async def test_a_whole_conversation_over_http(people: People, bot: RawBot):
    file = {"file": {"filename": "a.txt", "content_type": "text/plain", "text": "x"}}
    typing = asyncio.create_task(people("POST", "type", text="/hello name:x", files=file))
    interaction = await bot.event("INTERACTION_CREATE")
    assert len(interaction["data"]["resolved"]["attachments"]) == 1
    menu = {"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a"}]}
    shown = {"content": "Hi", "components": [row(button()), row(menu)]}
    await bot.answer(interaction, 4, shown)
    _, outcome = await typing
    assert (outcome["ok"], outcome["text"], outcome["buttons"], outcome["options"]) == (
        True,
        "Hi",
        ["Press"],
        ["A"],
    )
    id_ = outcome["message"]["id"]
    pressing = asyncio.create_task(people("POST", "press", message=id_, button="Press"))
    field = {"type": 4, "custom_id": "t", "style": 1}
    upload = {"type": 19, "custom_id": "f", "required": False}
    parts = [
        {"type": 18, "label": "T", "component": field},
        {"type": 18, "label": "F", "component": upload},
    ]
    modal = {"title": "T", "custom_id": "m", "components": parts}
    await bot.answer(await bot.event("INTERACTION_CREATE"), 9, modal)
    _, form = await pressing
    fields = {"T": "typed", "F": [{"filename": "b", "base64": "eA=="}]}
    submit = people("POST", "submit", interaction=form["interaction"], fields=fields)
    submitting = asyncio.create_task(submit)
    submitted = await bot.event("INTERACTION_CREATE")
    assert submitted["data"]["components"][0]["component"]["value"] == "typed"
    await bot.answer(submitted, 4, {"content": "Thanks", "flags": 64})
    _, thanks = await submitting
    assert thanks["ephemeral"]
    choosing = asyncio.create_task(people("POST", "choose", message=id_, values=["A"]))
    await bot.answer(await bot.event("INTERACTION_CREATE"), 4, {"content": "Chosen"})
    assert (await choosing)[1]["text"] == "Chosen"
    _, messages = await people("GET", "messages", limit="2")
    assert [one["text"] for one in messages] == ["Thanks", "Chosen"]
    _, again = await people("GET", "outcome", interaction=outcome["interaction"])
    assert again["text"] == "Hi"


async def test_suggestions_over_http(people: People, bot: RawBot):
    completing = asyncio.create_task(people("POST", "complete", text="/hello name:Zhu"))
    choices = [{"name": "Zhukov", "value": "z"}]
    await bot.answer(await bot.event("INTERACTION_CREATE"), 8, {"choices": choices})
    assert (await completing)[1]["choices"] == choices


async def test_what_a_client_refuses_is_an_outcome(people: People, bot: RawBot):
    status, outcome = await people("POST", "type", text="/helo")
    assert (status, outcome["ok"]) == (200, False)
    assert "Did you mean /hello?" in outcome["problem"]


async def test_people_post_and_events_can_be_waited_for(people: People, playground: Playground):
    _, message = await people("POST", "messages", text="Hello", where="on-this-day")
    _, event = await people("GET", "event", name="MESSAGE_CREATE", after="0")
    assert (event["data"]["id"], event["number"]) == (message["id"], 1)
    status, body = await people("GET", "event", name="NEVER", seconds="0.01")
    assert (status, body) == (400, {"problem": "It did not happen in that time."})


async def test_requests_and_violations_are_listed(people: People, rest: Rest, general: str):
    await rest.call("POST", f"{general}/messages", {"content": "x" * 2001})
    _, journal = await people("GET", "journal")
    assert journal["requests"][0]["status"] == 400
    assert journal["violations"][0]["problems"] == ["content: Must be 2000 or fewer in length."]


@pytest.mark.parametrize(
    ("method", "verb", "body", "switch"),
    [
        ("POST", "faults", {"what": "slow"}, "faults"),
        ("DELETE", "faults", {}, "faults"),
        ("POST", "limits", {"overall": 50}, "limits"),
        ("POST", "install", {"as": "member", "installed": False}, "install"),
    ],
)
async def test_whoever_looks_on_hears_of_switches(
    people: People, method: str, verb: str, body: Json, switch: str
):
    assert (await people(method, verb, **body))[0] == 200
    _, event = await people("GET", "event", name="SWITCHED", after="0", seconds="1")
    assert event["data"] == {"switch": switch}


async def test_a_switch_that_is_refused_is_told_to_nobody(people: People, playground: Playground):
    for verb, body in (("faults", {"wat": 1}), ("limits", {"wat": 1}), ("install", {"as": "x"})):
        assert (await people("POST", verb, **body))[0] == 400
    assert list(playground.journal.events) == []


async def test_the_latest_requests_are_given_oldest_first(people: People, rest: Rest, general: str):
    for text in "abc":
        await rest.call("POST", f"{general}/messages", {"content": text})
    _, all_ = await people("GET", "requests")
    assert [(one["number"], one["body"]["content"]) for one in all_] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
    ]
    path = f"{general}/messages"
    assert all_[2] | {"body": 0, "at": 0} == {
        "number": 3, "at": 0, "method": "POST", "path": path, "body": 0, "status": 200,
    }  # fmt: skip
    assert (await people("GET", "requests", limit="2"))[1] == all_[1:]
    assert (await people("GET", "requests", limit="0"))[1] == all_[2:]


async def test_faults_and_limits_are_set_over_http(people: People, rest: Rest):
    _, rules = await people("POST", "faults", what="status", status=503, times=None)
    assert (rules[0]["what"], (await rest.call("GET", "/gateway"))[0]) == ("status", 503)
    assert (await people("GET", "faults"))[1] == rules
    assert (await people("DELETE", "faults"))[1] == []
    assert (await people("POST", "limits", per_route=1))[1]["per_route"] == 1
    assert [(await rest.call("GET", "/gateway"))[0] for _ in "ab"] == [200, 429]


async def test_the_gateway_is_disturbed_over_http(
    people: People, playground: Playground, raw: RawBot
):
    await raw.event("GUILD_CREATE")
    await people("POST", "gateway", do="reconnect")
    assert (await raw.receive())["op"] == 7
    await people("POST", "gateway", do="invalidate", resumable=True)
    assert (await raw.receive())["d"] is True
    _, left = await people("POST", "gateway", do="cut", resumable=False, code=4000)
    assert left == {"sessions": 0}
    with pytest.raises(ConnectionError):
        await raw.receive()


async def test_the_world_is_changed_over_http(people: People, playground: Playground, raw: RawBot):
    await raw.event("GUILD_CREATE")
    for do, event in (
        ("guild unavailable", "GUILD_DELETE"),
        ("guild available", "GUILD_CREATE"),
        ("remove bot", "GUILD_DELETE"),
        ("add bot", "GUILD_CREATE"),
    ):
        assert (await people("POST", "happen", do=do, guild="Playground"))[0] == 200
        assert (await raw.event(event))["id"]
    message = playground.say("x")
    await people("POST", "happen", do="delete message", where="general", message=message["id"])
    assert playground.read() == []
    await people("POST", "happen", do="delete channel", where="general")
    assert (await raw.event("CHANNEL_DELETE"))["name"] == "general"


async def test_a_held_clock_is_moved_over_http(people: People, session: aiohttp.ClientSession):
    _, before = await people("POST", "clock", move=0)
    _, after = await people("POST", "clock", move=60)
    assert after["now"] == before["now"] + 60
    async with Playground() as running:
        url, key = f"{running.url}/playground/clock", {HEADER: running.key}
        async with session.post(url, json={"move": 1}, headers=key) as response:
            assert "runs by itself" in (await response.json())["problem"]


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("type", {}, "Give text as well."),
        ("type", {"text": 5}, "Give text as text."),
        ("type", {"text": "/x", "files": 5}, "Give names and values, as a JSON object."),
        ("type", {"text": "/x", "files": {"a": {"filename": "a", "base64": "?"}}}, "Give base64 as Base64 text."),
        ("choose", {"message": "5", "values": "a"}, "Give values as a list."),
        ("faults", {"what": "explode"}, "That is no fault: "),
        ("faults", {"what": "slow", "path": 5}, "That is no fault: path: "),
        ("faults", {"what": "slow", "status": "abc"}, "That is no fault: status: "),
        ("faults", {"what": "slow", "status": 7}, "That is no fault: status: "),
        ("faults", {"what": "slow", "times": "z"}, "That is no fault: times: "),
        ("faults", {"what": "slow", "times": True}, "That is no fault: times: "),
        ("faults", {"what": "slow", "odd": 1}, "That is no fault: odd: "),
        ("faults", {}, "That is no fault: what: "),
        ("limits", {"per_route": "x"}, "Those are no limits: per_route: "),
        ("limits", {"route_seconds": "q"}, "Those are no limits: route_seconds: "),
        ("limits", {"route_seconds": 0}, "Those are no limits: route_seconds: "),
        ("limits", {"routes": {"GET /gateway": ["x", 1]}}, "Those are no limits: routes.GET /gateway.0: "),
        ("gateway", {"do": "cut", "code": "x"}, "Give code as a close code: "),
        ("gateway", {"do": "cut", "code": 1006}, "Give code as a close code: "),
        ("gateway", {"do": "cut", "resumable": "x"}, "Give resumable as true or false."),
        ("clock", {"move": -1}, "Give move as a number, 0 or more."),
        ("clock", {"move": "x"}, "Give move as a number, 0 or more."),
        ("clock", {"move": True}, "Give move as a number, 0 or more."),
        ("clock", {"move": 10**400}, "Give move as a number, 0 or more."),
        ("type", {"text": "/x", "files": {"a": {"filename": "a", "base64": "é"}}}, "Give base64 as Base64 text."),
        ("happen", {"do": "guild available", "guild": "Elsewhere"}, "The bot is not in Elsewhere."),
        ("happen", {"do": "add bot", "guild": "Playground"}, "The bot is already in Playground."),
        ("happen", {"do": "delete message", "where": "general", "message": "5"}, "That message is gone"),
        ("messages", {"text": " \n"}, "Member cannot post that in general."),
        ("messages", {"text": "x" * 2001}, "A message has 2,000 characters at most: shorten it."),
        ("faults", {"wat": "status"}, "That is no fault: "),
        ("limits", {"per_rout": 5}, "Those are no limits: "),
        ("gateway", {"do": "dance"}, "dance is none of cut, reconnect, invalidate."),
        ("happen", {"do": "snow"}, "snow is none of guild unavailable"),
        ("happen", {"do": "remove bot", "guild": "Nowhere"}, "There is no server Nowhere."),
        ("happen", {"do": "delete channel", "where": "nowhere"}, "There is no channel nowhere."),
        ("messages", {"text": ""}, "Member cannot post that in general."),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_a_sentence(
    people: People, name: str, body: Json, sentence: str
):
    status, answer = await people("POST", name, **body)
    assert status == 400
    assert answer["problem"].startswith(sentence)


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (b"{}", "text/plain", "Send JSON, with Content-Type: application/json."),
        (b"[]", "application/json", "Send one JSON object."),
        (b"{", "application/json", "Expecting"),
        (b"[" * 100_000, "application/json", "The JSON is nested too deeply."),
        (b'{"text": NaN}', "application/json", "NaN is no JSON."),
        (b'"' + b"x" * 1024 * 1024 + b'"', "application/json", "That is too much: send 1 MiB at most."),
    ],
)  # fmt: skip
async def test_bodies_are_one_json_object_of_a_mebibyte_at_most(
    playground: Playground, session: aiohttp.ClientSession, data: bytes, kind: str, sentence: str
):
    url = f"{playground.url}/playground/type"
    headers = {"Content-Type": kind, HEADER: playground.key}
    async with session.post(url, data=io.BytesIO(data), headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["problem"].startswith(sentence)


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "soon", "9" * 400])
async def test_nobody_waits_for_ever(people: People, seconds: str):
    status, answer = await people("GET", "event", name="NEVER", seconds=seconds)
    assert (status, answer) == (400, {"problem": "Give seconds as a number, 0 or more."})


@pytest.mark.parametrize("limit", ["0", "-5", "x", "9" * 400])
async def test_what_is_read_has_an_end(people: People, playground: Playground, limit: str):
    for text in "ab":
        playground.say(text)
    status, answer = await people("GET", "messages", limit=limit)
    assert (status, len(answer)) == ((200, 1) if limit == "0" else (400, 1))


async def test_a_rule_that_was_refused_breaks_nothing(people: People, rest: Rest):
    await people("POST", "faults", what="status", path=5)
    await people("POST", "limits", per_route="x")
    assert (await rest.call("GET", "/gateway"))[0] == 200


async def test_a_limit_of_a_single_route_is_set_over_http(people: People, rest: Rest):
    await people("POST", "limits", routes={"GET /gateway": [1, 5]})
    assert [(await rest.call("GET", "/gateway"))[0] for _ in "ab"] == [200, 429]
