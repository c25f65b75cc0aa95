"""Messages over REST."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from bot.playground import HeldClock, Overwrite, Permission, Playground
from tests.playground.raw import Rest, texts

Find = Callable[[str], str]


def forbid(playground: Playground, channel_id: str, denied: int) -> None:
    """Take permissions from the bot in one channel."""
    channel = playground.world.channels[channel_id]
    overwrite = Overwrite(id=playground.world.bot.id, member=True, deny=denied)
    playground.happens.overwrite(channel, overwrite)


async def post(rest: Rest, channel: str, **body: Any) -> dict[str, Any]:
    status, message = await rest.call("POST", f"/channels/{channel}/messages", body)
    assert status == 200, message
    posted: dict[str, Any] = message
    return posted


async def test_a_message_is_posted_read_edited_and_deleted(rest: Rest, channel_id: Find):
    channel = channel_id("general")
    message = await post(rest, channel, content="Hello", flags=1 << 12)
    path = f"/channels/{channel}/messages/{message['id']}"
    assert (message["flags"], message["edited_timestamp"]) == (1 << 12, None)
    status, edited = await rest.call("PATCH", path, {"embeds": [{"title": "x"}], "flags": 4})
    assert (status, edited["content"], edited["embeds"][0]["title"]) == (200, "Hello", "x")
    assert edited["flags"] == 4
    assert edited["edited_timestamp"] == "2026-06-22T09:00:00+00:00"
    assert (await rest.call("GET", path))[1] == edited
    assert (await rest.call("DELETE", path))[0] == 204
    assert (await rest.call("GET", path))[1] == {"message": "Unknown Message", "code": 10008}


async def test_components_are_numbered(rest: Rest, channel_id: Find):
    body = texts("a", "b", "c")
    body["components"][1]["id"] = 1
    message = await post(rest, channel_id("general"), **body)
    assert [one["id"] for one in message["components"]] == [2, 1, 3]
    path = f"/channels/{channel_id('general')}/messages/{message['id']}"
    _, edited = await rest.call("PATCH", path, texts("d"))
    assert edited["components"] == [{"type": 10, "content": "d", "id": 1}]
    assert edited["flags"] == 1 << 15


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "9876543210"),
        ({"limit": "3"}, "987"),
        ({"before": "5"}, "43210"),
        ({"before": "5", "limit": "2"}, "43"),
        ({"after": "5"}, "9876"),
        ({"after": "5", "limit": "2"}, "76"),
        ({"around": "5", "limit": "3"}, "654"),
        ({"around": "0", "limit": "2"}, "10"),
    ],
)
async def test_history_comes_newest_first(
    rest: Rest, channel_id: Find, query: dict[str, str], expected: str
):
    channel = channel_id("general")
    ids = [(await post(rest, channel, content=str(number)))["id"] for number in range(10)]
    for name in {"before", "after", "around"} & set(query):
        query = {**query, name: ids[int(query[name])]}
    _, found = await rest.call("GET", f"/channels/{channel}/messages", query=query)
    assert "".join(one["content"] for one in found) == expected


async def test_a_limit_out_of_range_is_refused(rest: Rest, general: str):
    status, body = await rest.call("GET", f"{general}/messages", query={"limit": "101"})
    assert (status, list(body["errors"])) == (400, ["limit"])


async def test_a_nonce_is_enforced_for_some_minutes_in_its_channel(
    rest: Rest, channel_id: Find, clock: HeldClock
):
    general, other = channel_id("general"), channel_id("on-this-day")
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    first = await post(rest, general, **body)
    assert first["nonce"] == "n"
    assert (await post(rest, general, **body))["id"] == first["id"]
    assert (await post(rest, other, **body))["id"] != first["id"]
    clock.move(299)
    second = await post(rest, general, content="x", nonce="n")
    assert second["id"] != first["id"]
    assert (await post(rest, general, **body))["id"] == second["id"]
    clock.move(301)
    assert (await post(rest, general, **body))["id"] not in {first["id"], second["id"]}


async def test_the_nonce_of_a_deleted_message_answers_unknown_message(rest: Rest, channel_id: Find):
    body = {"content": "x", "nonce": 5, "enforce_nonce": True}
    message = await post(rest, channel_id("general"), **body)
    path = f"/channels/{channel_id('general')}/messages"
    await rest.call("DELETE", f"{path}/{message['id']}")
    status, error = await rest.call("POST", path, body)
    assert (status, error["code"]) == (404, 10008)


EMBED, TTS = {"embeds": [{"title": "x"}]}, {"content": "x", "tts": True}
REPLY = {"content": "x", "message_reference": {"message_id": "1", "fail_if_not_exists": False}}
POLL = {"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}]}}


@pytest.mark.parametrize(
    ("denied", "body", "status", "code"),
    [
        (Permission.VIEW_CHANNEL, {"content": "x"}, 403, 50001),
        (Permission.SEND_MESSAGES, {"content": "x"}, 403, 50013),
        (Permission.EMBED_LINKS, EMBED, 403, 50013),
        (Permission.EMBED_LINKS, texts("x"), 200, None),
        (Permission.SEND_TTS_MESSAGES, TTS, 403, 50013),
        (Permission.SEND_POLLS, POLL, 403, 50013),
        (Permission.READ_MESSAGE_HISTORY, REPLY, 403, 160002),
        (Permission.READ_MESSAGE_HISTORY, {"content": "x"}, 200, None),
    ],
)
async def test_posting_needs_permissions(
    playground: Playground,
    rest: Rest,
    channel_id: Find,
    *,
    denied: int,
    body: dict[str, Any],
    status: int,
    code: int | None,
):
    forbid(playground, channel_id("general"), denied)
    path = f"/channels/{channel_id('general')}/messages"
    answered, error = await rest.call("POST", path, body)
    assert (answered, error.get("code")) == (status, code)


async def test_files_come_as_a_form_and_can_be_fetched(
    playground: Playground, rest: Rest, channel_id: Find
):
    channel = channel_id("general")
    for denied, status in ((0, 200), (Permission.ATTACH_FILES, 403)):
        forbid(playground, channel, denied)
        form = aiohttp.FormData()
        described = '{"attachments": [{"id": 0, "description": "A map"}]}'
        form.add_field("payload_json", described, content_type="application/json")
        form.add_field("files[0]", b"PNG", filename="map.png", content_type="image/png")
        form.add_field("unheard_of", "x")
        answered, message = await rest.call("POST", f"/channels/{channel}/messages", data=form)
        assert answered == status
        if status == 200:
            (attachment,) = message["attachments"]
            async with rest._session.get(attachment["url"]) as response:
                assert (await response.read(), response.content_type) == (b"PNG", "image/png")
            async with rest._session.get(attachment["url"].replace(attachment["id"], "5")) as lost:
                assert lost.status == 404
            path = f"/channels/{channel}/messages/{message['id']}"
            kept = {"content": "x", "attachments": [{"id": attachment["id"]}]}
            assert (await rest.call("PATCH", path, kept))[1]["attachments"] == [attachment]
            without: dict[str, Any] = {"attachments": []}
            assert (await rest.call("PATCH", path, without))[1]["attachments"] == []
            assert attachment["description"] == "A map"


@pytest.mark.parametrize(
    ("name", "code"), [("history-forum", 40058), ("category", 50008), ("nowhere", 10003)]
)
async def test_some_channels_take_no_messages(
    playground: Playground, rest: Rest, name: str, code: int
):
    from bot.playground.state import Channel, ChannelType  # noqa: PLC0415

    guild = next(iter(playground.world.guilds))
    playground.world.add_channel(
        Channel(id="77", type=ChannelType.CATEGORY, name="category", guild_id=guild)
    )
    ids = {one.name: one.id for one in playground.world.channels.values()}
    path = f"/channels/{ids.get(name, '5')}/messages"
    assert (await rest.call("POST", path, {"content": "x"}))[1]["code"] == code


async def test_history_is_closed_without_its_permission(
    playground: Playground, rest: Rest, channel_id: Find
):
    channel = channel_id("general")
    message = await post(rest, channel, content="x")
    forbid(playground, channel, Permission.READ_MESSAGE_HISTORY)
    assert await rest.call("GET", f"/channels/{channel}/messages") == (200, [])
    status, error = await rest.call("GET", f"/channels/{channel}/messages/{message['id']}")
    assert (status, error["code"]) == (403, 50001)


async def test_the_messages_of_others_can_be_deleted_with_permission_but_never_edited(
    playground: Playground, rest: Rest, channel_id: Find
):
    channel = channel_id("general")
    path = f"/channels/{channel}/messages/{playground.say('Mine')['id']}"
    status, error = await rest.call("PATCH", path, {"content": "x"})
    assert (status, error["code"]) == (403, 50005)
    forbid(playground, channel, Permission.MANAGE_MESSAGES)
    assert (await rest.call("DELETE", path))[1]["code"] == 50013
    forbid(playground, channel, 0)
    assert (await rest.call("DELETE", path))[0] == 204


async def test_publishing_works_once_and_only_in_announcement_channels(
    playground: Playground, rest: Rest, channel_id: Find
):
    for name, expected in (("announcements", [200, 40033]), ("general", [50024, 50024])):
        message = await post(rest, channel_id(name), content="x")
        path = f"/channels/{channel_id(name)}/messages/{message['id']}/crosspost"
        answers = [await rest.call("POST", path) for _ in "ab"]
        assert [body.get("code", status) for status, body in answers] == expected
    theirs = playground.say("x", who="moderator", where="announcements")
    forbid(playground, channel_id("announcements"), Permission.MANAGE_MESSAGES)
    path = f"/channels/{channel_id('announcements')}/messages/{theirs['id']}/crosspost"
    assert (await rest.call("POST", path))[1]["code"] == 50013


async def test_a_reply_points_at_its_message(rest: Rest, channel_id: Find):
    channel = channel_id("general")
    first = await post(rest, channel, content="First")
    reply = await post(rest, channel, content="x", message_reference={"message_id": first["id"]})
    assert (reply["type"], reply["referenced_message"]["content"]) == (19, "First")
    path = f"/channels/{channel}/messages"
    lost = {"content": "x", "message_reference": {"message_id": "5"}}
    status, error = await rest.call("POST", path, lost)
    assert (status, list(error["errors"])) == (400, ["message_reference"])
    lost["message_reference"] = {"message_id": "5", "fail_if_not_exists": False}
    assert "message_reference" not in (await rest.call("POST", path, lost))[1]


NONE: dict[str, Any] = {"parse": []}


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        (None, (True, True, True)),
        (NONE, (False, False, False)),
        ({"parse": ["users"]}, (True, False, False)),
        ({"parse": ["everyone", "roles"]}, (False, True, True)),
        ({"users": ["USER"], "roles": ["ROLE"]}, (True, True, False)),
        ({"users": ["5"], "roles": ["5"]}, (False, False, False)),
    ],
)
async def test_only_allowed_mentions_ping(
    playground: Playground,
    rest: Rest,
    channel_id: Find,
    allowed: dict[str, Any] | None,
    pinged: tuple[bool, bool, bool],
):
    guild = next(iter(playground.world.guilds.values()))
    role = next(one.id for one in guild.roles.values() if one.name == "Editors")
    user = guild.owner_id
    text = f"@everyone <@{user}> <@{user}> <@&{role}> <@&5> <@5>"
    named = {"USER": user, "ROLE": role}
    for name in {"users", "roles"} & set(allowed or {}):
        allowed = {**(allowed or {}), name: [named.get(id_, id_) for id_ in (allowed or {})[name]]}
    for body in ({"content": text}, texts(text)):
        sent = body if allowed is None else {**body, "allowed_mentions": allowed}
        message = await post(rest, channel_id("general"), **sent)
        found = (message["mentions"], message["mention_roles"], message["mention_everyone"])
        assert tuple(map(bool, found)) == pinged


async def test_pinging_everyone_and_closed_roles_needs_permission(
    playground: Playground, rest: Rest, channel_id: Find
):
    guild = next(iter(playground.world.guilds.values()))
    roles = {one.name: one.id for one in guild.roles.values()}
    forbid(playground, channel_id("general"), Permission.MENTION_EVERYONE)
    text = f"@everyone <@&{roles['Fasti']}> <@&{roles['Editors']}>"
    message = await post(rest, channel_id("general"), content=text)
    assert (message["mention_everyone"], message["mention_roles"]) == (False, [roles["Editors"]])
    dm = channel_id("member")
    assert (await post(rest, dm, content=text))["mention_roles"] == []


async def test_an_edit_can_say_anew_who_may_be_pinged(
    playground: Playground, rest: Rest, channel_id: Find
):
    channel, user = channel_id("general"), next(iter(playground.world.guilds.values())).owner_id
    message = await post(rest, channel, content="x")
    path = f"/channels/{channel}/messages/{message['id']}"
    body = {"content": f"<@{user}>", "allowed_mentions": NONE}
    assert (await rest.call("PATCH", path, body))[1]["mentions"] == []
    assert (await rest.call("PATCH", path, {"content": f"<@{user}>"}))[1]["mentions"] != []
