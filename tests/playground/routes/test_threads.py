"""Threads, forum posts and pins over REST."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.playground import HeldClock, Overwrite, Permission, Playground
from bot.playground.state import Tag
from tests.playground.raw import Rest

Find = Callable[[str], str]


def forbid(playground: Playground, channel_id: str, denied: int) -> None:
    """Take permissions from the bot in one channel."""
    channel = playground.world.channels[channel_id]
    overwrite = Overwrite(id=playground.world.bot.id, member=True, deny=denied)
    playground.happens.overwrite(channel, overwrite)


async def posted(rest: Rest, channel: str, content: str = "x") -> str:
    _, message = await rest.call("POST", f"/channels/{channel}/messages", {"content": content})
    id_: str = message["id"]
    return id_


@pytest.mark.parametrize(("name", "kind"), [("general", 11), ("announcements", 10)])
async def test_a_thread_on_a_message_has_its_id(rest: Rest, channel_id: Find, name: str, kind: int):
    channel = channel_id(name)
    message = await posted(rest, channel)
    path = f"/channels/{channel}/messages/{message}"
    status, thread = await rest.call("POST", f"{path}/threads", {"name": "Talk"})
    assert (status, thread["id"], thread["type"], thread["parent_id"]) == (
        201,
        message,
        kind,
        channel,
    )
    assert (await rest.call("GET", path))[1]["flags"] == 1 << 5
    assert (await rest.call("POST", f"{path}/threads", {"name": "Talk"}))[1]["code"] == 160004
    assert (await rest.call("PUT", f"/channels/{message}/thread-members/@me"))[0] == 204
    assert (await rest.call("GET", f"/channels/{message}"))[1]["name"] == "Talk"


@pytest.mark.parametrize(
    ("name", "body", "outcome"),
    [
        ("general", {"name": "t", "type": 11}, 11),
        ("general", {"name": "t"}, 12),
        ("announcements", {"name": "t", "type": 10}, 10),
        ("announcements", {"name": "t", "type": 11}, 50035),
        ("general", {"name": "t", "type": 10}, 50035),
        ("member", {"name": "t", "type": 11}, 50024),
    ],
)
async def test_threads_without_a_message(
    playground: Playground,
    rest: Rest,
    channel_id: Find,
    *,
    name: str,
    body: dict[str, Any],
    outcome: int,
):
    guild = next(iter(playground.world.guilds.values()))
    guild.roles[guild.id].permissions |= Permission.CREATE_PRIVATE_THREADS
    _, answer = await rest.call("POST", f"/channels/{channel_id(name)}/threads", body)
    assert answer.get("code", answer.get("type")) == outcome
    notices = [one["type"] for one in playground.read(name)] if name != "member" else []
    assert notices == ([18] if outcome in {10, 11} else [])


@pytest.mark.parametrize(
    ("denied", "kind"),
    [(Permission.CREATE_PUBLIC_THREADS, 11), (0, 12)],
    ids=["public", "private"],
)
async def test_threads_need_permissions(
    playground: Playground, rest: Rest, channel_id: Find, denied: int, kind: int
):
    channel = channel_id("general")
    message = await posted(rest, channel)
    forbid(playground, channel, denied)
    path = f"/channels/{channel}/threads"
    assert (await rest.call("POST", path, {"name": "t", "type": kind}))[1]["code"] == 50013
    if kind == 11:
        path = f"/channels/{channel}/messages/{message}/threads"
        assert (await rest.call("POST", path, {"name": "t"}))[1]["code"] == 50013


async def test_writing_in_a_thread_has_a_permission_of_its_own(
    playground: Playground, rest: Rest, channel_id: Find
):
    channel = channel_id("general")
    _, thread = await rest.call("POST", f"/channels/{channel}/threads", {"name": "t", "type": 11})
    forbid(playground, channel, Permission.SEND_MESSAGES)
    path = f"/channels/{thread['id']}/messages"
    assert (await rest.call("POST", path, {"content": "x"}))[0] == 200
    forbid(playground, channel, Permission.SEND_MESSAGES_IN_THREADS)
    assert (await rest.call("POST", path, {"content": "x"}))[1]["code"] == 50013


async def test_archived_threads_open_again_and_locked_ones_stay_closed(
    playground: Playground, rest: Rest, channel_id: Find
):
    channel = channel_id("general")
    guild = playground.world.channels[channel].guild_id
    _, thread = await rest.call("POST", f"/channels/{channel}/threads", {"name": "t", "type": 11})
    path = f"/channels/{thread['id']}"
    change = {"archived": True, "auto_archive_duration": 60, "name": "Old", "applied_tags": []}
    _, changed = await rest.call("PATCH", path, change)
    assert (changed["name"], changed["thread_metadata"]["archived"]) == ("Old", True)
    assert changed["thread_metadata"]["auto_archive_duration"] == 60
    archive, active = (
        f"/channels/{channel}/threads/archived/public",
        f"/guilds/{guild}/threads/active",
    )
    assert [one["id"] for one in (await rest.call("GET", archive))[1]["threads"]] == [thread["id"]]
    assert (await rest.call("GET", active))[1]["threads"] == []
    assert (await rest.call("POST", f"{path}/messages", {"content": "x"}))[0] == 200
    assert [one["id"] for one in (await rest.call("GET", active))[1]["threads"]] == [thread["id"]]
    assert (await rest.call("PATCH", path, {"locked": True}))[0] == 200
    assert (await rest.call("POST", f"{path}/messages", {"content": "x"}))[0] == 200
    forbid(playground, channel, Permission.MANAGE_THREADS)
    assert (await rest.call("POST", f"{path}/messages", {"content": "x"}))[1]["code"] == 50083
    assert (await rest.call("PATCH", path, {"locked": False}))[1]["code"] == 50013
    assert (await rest.call("PATCH", path, {"name": "Mine"}))[0] == 200
    assert (await rest.call("DELETE", path))[1]["code"] == 50013
    forbid(playground, channel, 0)
    assert (await rest.call("DELETE", path))[0] == 200
    assert (await rest.call("GET", path))[1]["code"] == 10003


def post(*tags: str, **message: Any) -> dict[str, Any]:
    return {"name": "A day", "applied_tags": list(tags), "message": message or {"content": "x"}}


async def test_a_forum_post_is_a_thread_with_a_first_message(
    playground: Playground, rest: Rest, channel_id: Find
):
    forum = channel_id("history-forum")
    tag = playground.world.channels[forum].tags[0].id
    _, thread = await rest.call("POST", f"/channels/{forum}/threads", post(tag))
    assert thread["applied_tags"] == [tag]
    assert thread["message"]["id"] == thread["id"]
    _, listed = await rest.call("GET", f"/channels/{thread['id']}/messages")
    assert [one["content"] for one in listed] == ["x"]
    assert (await rest.call("GET", f"/channels/{forum}"))[1]["last_message_id"] == thread["id"]


async def test_the_first_message_of_a_forum_post_does_not_count(
    playground: Playground, rest: Rest, channel_id: Find
):
    """https://docs.discord.com/developers/resources/channel: message_count leaves it out."""
    forum = channel_id("history-forum")
    tag = playground.world.channels[forum].tags[0].id
    _, thread = await rest.call("POST", f"/channels/{forum}/threads", post(tag))
    assert thread["message_count"] == 0
    await posted(rest, thread["id"])
    _, thread = await rest.call("GET", f"/channels/{thread['id']}")
    assert (thread["message_count"], thread["total_message_sent"]) == (1, 1)


async def test_forums_are_strict_about_tags_and_messages(
    playground: Playground, rest: Rest, channel_id: Find
):
    forum = playground.world.channels[channel_id("history-forum")]
    forum.tags += (Tag(id="77", name="News", moderated=True),)
    forum.require_tag = True
    path = f"/channels/{forum.id}/threads"
    assert (await rest.call("POST", path, post()))[1]["code"] == 40067
    _, error = await rest.call("POST", path, post("5"))
    assert list(error["errors"]) == ["applied_tags"]
    assert (await rest.call("POST", path, post("77")))[0] == 201
    forbid(playground, forum.id, Permission.MANAGE_THREADS)
    assert (await rest.call("POST", path, post("77")))[1]["code"] == 50013
    _, error = await rest.call("POST", path, post(forum.tags[0].id, content="x" * 2001))
    assert list(error["errors"]["message"]) == ["content"]
    _, error = await rest.call("POST", path, {"name": "t"})
    assert list(error["errors"]) == ["message"]
    forbid(playground, forum.id, Permission.SEND_MESSAGES)
    assert (await rest.call("POST", path, post(forum.tags[0].id)))[1]["code"] == 50013


async def test_joining_what_is_no_thread_is_refused(rest: Rest, general: str):
    assert (await rest.call("PUT", f"{general}/thread-members/@me"))[1]["code"] == 50024


@pytest.mark.parametrize("base", ["messages/pins", "pins"])
async def test_pins_at_both_routes(
    playground: Playground, rest: Rest, channel_id: Find, clock: HeldClock, base: str
):
    channel = channel_id("general")
    ids = []
    for _ in range(3):
        ids.append(await posted(rest, channel))
        for _ in "twice":
            assert (await rest.call("PUT", f"/channels/{channel}/{base}/{ids[-1]}"))[0] == 204
        clock.move(60)
    assert sum(one["type"] == 6 for one in playground.read()) == 3
    _, old = await rest.call("GET", f"/channels/{channel}/pins")
    assert [one["id"] for one in old] == ids[::-1]
    path = f"/channels/{channel}/messages/pins"
    _, first = await rest.call("GET", path, query={"limit": "2"})
    assert ([one["message"]["id"] for one in first["items"]], first["has_more"]) == (
        ids[:0:-1],
        True,
    )
    before = {"before": first["items"][-1]["pinned_at"]}
    _, rest_of = await rest.call("GET", path, query=before)
    assert ([one["message"]["id"] for one in rest_of["items"]], rest_of["has_more"]) == (
        ids[:1],
        False,
    )
    assert (await rest.call("DELETE", f"/channels/{channel}/{base}/{ids[0]}"))[0] == 204
    assert len((await rest.call("GET", f"/channels/{channel}/pins"))[1]) == 2
    await rest.call("DELETE", f"/channels/{channel}/messages/{ids[1]}")
    assert len((await rest.call("GET", f"/channels/{channel}/pins"))[1]) == 1


async def test_unpinning_what_was_not_pinned_is_fine(rest: Rest, channel_id: Find):
    channel = channel_id("general")
    id_ = await posted(rest, channel)
    assert (await rest.call("DELETE", f"/channels/{channel}/pins/{id_}"))[0] == 204


async def test_pins_need_their_permission_and_have_a_limit(
    playground: Playground, rest: Rest, channel_id: Find, monkeypatch: pytest.MonkeyPatch
):
    channel = channel_id("general")
    ids = [await posted(rest, channel) for _ in "ab"]
    monkeypatch.setattr("bot.playground.routes.pins.MAX_PINS", 1)
    paths = [f"/channels/{channel}/pins/{id_}" for id_ in ids]
    assert (await rest.call("PUT", paths[0]))[0] == 204
    assert (await rest.call("PUT", paths[1]))[1]["code"] == 30003
    forbid(playground, channel, Permission.PIN_MESSAGES)
    assert (await rest.call("DELETE", paths[0]))[1]["code"] == 50013
