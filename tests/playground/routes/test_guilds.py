"""Guilds, channels, users and the application over REST; and what every route refuses."""

from collections.abc import Callable

import aiohttp
import pytest

from bot.playground import Overwrite, Permission, Playground
from tests.playground.raw import Rest

Find = Callable[[str], str]


@pytest.fixture
def home(playground: Playground) -> str:
    return next(iter(playground.world.guilds))


async def test_the_bot_knows_who_it_is(playground: Playground, rest: Rest):
    _, me = await rest.call("GET", "/users/@me")
    _, application = await rest.call("GET", "/applications/@me")
    assert me["id"] == application["id"] == application["bot"]["id"]
    assert (await rest.call("GET", "/oauth2/applications/@me"))[1] == application
    _, gateway = await rest.call("GET", "/gateway/bot")
    assert (gateway["url"], gateway["shards"]) == (playground.gateway_url, 1)
    assert (await rest.call("GET", "/gateway"))[1] == {"url": playground.gateway_url}


async def test_people_can_be_looked_up_and_written_to(playground: Playground, rest: Rest):
    member = next(one for one in playground.world.users.values() if one.username == "member")
    assert (await rest.call("GET", f"/users/{member.id}"))[1]["global_name"] == "Member"
    assert (await rest.call("GET", "/users/5"))[1]["code"] == 10013
    body = {"recipient_id": member.id}
    _, dm = await rest.call("POST", "/users/@me/channels", body)
    assert [one["id"] for one in dm["recipients"]] == [member.id]
    assert (await rest.call("POST", "/users/@me/channels", body))[1]["id"] == dm["id"]
    playground.world.drop_channel(playground.world.channels[dm["id"]])
    assert (await rest.call("POST", "/users/@me/channels", body))[1]["id"] != dm["id"]
    bot = {"recipient_id": playground.world.bot.id}
    assert (await rest.call("POST", "/users/@me/channels", bot))[1]["code"] == 10013


async def test_a_guild_with_its_roles_channels_and_members(
    playground: Playground, rest: Rest, home: str
):
    _, guild = await rest.call("GET", f"/guilds/{home}", query={"with_counts": "true"})
    assert (guild["name"], guild["approximate_member_count"]) == ("Playground", 4)
    assert "approximate_member_count" not in (await rest.call("GET", f"/guilds/{home}"))[1]
    _, roles = await rest.call("GET", f"/guilds/{home}/roles")
    assert [one["name"] for one in roles] == ["@everyone", "Fasti", "Editors"]
    _, role = await rest.call("GET", f"/guilds/{home}/roles/{roles[1]['id']}")
    assert role == roles[1]
    assert (await rest.call("GET", f"/guilds/{home}/roles/5"))[1]["code"] == 10011
    _, channels = await rest.call("GET", f"/guilds/{home}/channels")
    assert [one["type"] for one in channels] == [0, 0, 5, 15, 0]
    bot = playground.world.bot.id
    _, member = await rest.call("GET", f"/guilds/{home}/members/{bot}")
    assert member["roles"] == [roles[1]["id"]]
    assert (await rest.call("GET", f"/guilds/{home}/members/5"))[1]["code"] == 10007
    assert (await rest.call("GET", f"/guilds/{home}/members"))[1]["code"] == 50001


async def test_only_guilds_with_the_bot_are_open(playground: Playground, rest: Rest, home: str):
    elsewhere = next(one.id for one in playground.world.guilds.values() if not one.has_bot)
    assert (await rest.call("GET", f"/guilds/{elsewhere}"))[1]["code"] == 50001
    assert (await rest.call("GET", "/guilds/5"))[1]["code"] == 10004
    _, mine = await rest.call("GET", "/users/@me/guilds")
    assert [one["id"] for one in mine] == [home]
    assert (await rest.call("GET", "/users/@me/guilds", query={"after": home}))[1] == []
    assert (await rest.call("DELETE", f"/users/@me/guilds/{home}"))[0] == 204
    assert (await rest.call("GET", f"/guilds/{home}"))[1]["code"] == 50001


async def test_channels_can_be_changed_and_deleted_with_permission(
    playground: Playground, rest: Rest, channel_id: Find, home: str
):
    path = f"/channels/{channel_id('general')}"
    assert (await rest.call("PATCH", path, {"name": "x"}))[1]["code"] == 50013
    assert (await rest.call("DELETE", path))[1]["code"] == 50013
    guild = playground.world.guilds[home]
    guild.roles[home].permissions |= Permission.MANAGE_CHANNELS
    playground.happens.role_changed(guild, home)
    overwrite = {"id": home, "type": 0, "allow": "0", "deny": str(int(Permission.ATTACH_FILES))}
    change = {"topic": "T", "permission_overwrites": [overwrite]}
    _, changed = await rest.call("PATCH", path, change)
    assert (changed["topic"], changed["name"]) == ("T", "general")
    assert changed["permission_overwrites"] == [overwrite]
    thread = {"name": "t", "type": 11}
    _, below = await rest.call("POST", f"{path}/threads", thread)
    assert (await rest.call("DELETE", path))[0] == 200
    for gone in (path, f"/channels/{below['id']}"):
        assert (await rest.call("GET", gone))[1] == {"message": "Unknown Channel", "code": 10003}


async def test_a_channel_that_cannot_be_seen_is_closed(
    playground: Playground, rest: Rest, channel_id: Find, home: str
):
    channel = playground.world.channels[channel_id("general")]
    playground.happens.overwrite(channel, Overwrite(id=home, deny=Permission.VIEW_CHANNEL))
    assert (await rest.call("GET", f"/channels/{channel.id}"))[1]["code"] == 50001
    lounge = channel_id("lounge")
    assert (await rest.call("GET", f"/channels/{lounge}"))[1]["code"] == 50001


async def test_typing_needs_leave_to_send(playground: Playground, rest: Rest, general: str):
    assert (await rest.call("POST", f"{general}/typing"))[0] == 204


async def test_the_bot_can_be_removed_and_added_again(
    playground: Playground, rest: Rest, home: str, general: str
):
    guild = playground.world.guilds[home]
    playground.happens.remove_bot(guild)
    assert (await rest.call("GET", general))[1]["code"] == 50001
    playground.happens.add_bot(guild)
    assert (await rest.call("GET", general))[0] == 200


async def test_deleted_messages_are_gone(playground: Playground, rest: Rest, general: str):
    _, message = await rest.call("POST", f"{general}/messages", {"content": "x"})
    channel = playground.world.channels[message["channel_id"]]
    playground.happens.delete_message(channel, message["id"])
    assert (await rest.call("GET", f"{general}/messages/{message['id']}"))[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, 0),
        ("GET", "/users/@me/nowhere/at/all", 404, 0),
        ("PUT", "/users/@me", 405, 0),
        ("DELETE", "/gateway", 405, 0),
    ],
)
async def test_unknown_routes(rest: Rest, method: str, path: str, status: int, code: int):
    answered, body = await rest.call(method, path)
    assert (answered, body["code"]) == (status, code)


@pytest.mark.parametrize("key", [None, "wrong"])
async def test_a_wrong_token_is_unauthorized(rest: Rest, key: str | None):
    answer = await rest.call("GET", "/users/@me", key=key)
    assert answer == (401, {"message": "401: Unauthorized", "code": 0})


@pytest.mark.parametrize(
    ("prefix", "status"), [("/api", 200), ("/api/v9", 200), ("/api/v10", 200), ("/api/v6", 400)]
)
async def test_versions(playground: Playground, rest: Rest, prefix: str, status: int):
    answered, body = await rest.call("GET", f"{playground.url}{prefix}/users/@me")
    assert answered == status
    assert status == 200 or body["code"] == 50041


async def test_the_content_type_is_exactly_json(rest: Rest):
    await rest.call("GET", "/gateway")
    assert rest.headers["Content-Type"] == "application/json"


def form(*parts: tuple[str, bytes]) -> aiohttp.FormData:
    made = aiohttp.FormData()
    for name, data in parts:
        made.add_field(name, data, filename="a.txt")
    return made


@pytest.mark.parametrize(
    ("size", "as_form", "status"), [(900, True, 200), (600, True, 413), (2000, False, 413)]
)
async def test_large_bodies_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    session: aiohttp.ClientSession,
    *,
    size: int,
    as_form: bool,
    status: int,
):
    monkeypatch.setattr("bot.playground.bodies.MAX_BODY", 1000)
    async with Playground() as playground:
        rest = Rest(playground, session)
        general = next(
            one.id for one in playground.world.channels.values() if one.name == "general"
        )
        path = f"/channels/{general}/messages"
        one = [("files[0]", b"x" * size)]
        parts = form(*(one if size > 800 else one * 2)) if as_form else None
        body = None if as_form else {"content": "x" * size}
        answered, answer = await rest.call("POST", path, body, data=parts)
        assert (answered, answer.get("code")) == (status, 40005 if status == 413 else None)


@pytest.mark.parametrize(
    "data",
    [
        b"no form at all",
        b'--x\r\nContent-Type: multipart/mixed; boundary="y"\r\n\r\n--y--\r\n--x--\r\n',
    ],
)
async def test_broken_forms_are_refused(
    playground: Playground, rest: Rest, general: str, data: bytes
):
    headers = {"Authorization": "Bot playground", "Content-Type": "multipart/form-data; boundary=x"}
    url = f"{playground.api_url}{general}/messages"
    async with rest._session.post(url, data=data, headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50035)


async def test_broken_bodies_are_refused(playground: Playground, rest: Rest, general: str):
    url = f"{playground.api_url}{general}/messages"
    auth = {"Authorization": "Bot playground"}
    json = {**auth, "Content-Type": "application/json"}
    sent = [
        (b"{", json, 50109),
        (b"[" * 100_000, json, 50109),
        (b"x", auth, 50035),
        (b"", json, 50035),
    ]
    for data, headers, code in sent:
        async with rest._session.post(url, data=data, headers=headers) as response:
            assert (response.status, (await response.json())["code"]) == (400, code)
    assert len(playground.journal.violations) == len(sent)
