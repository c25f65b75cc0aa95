"""What is kept of servers follows what Discord tells, as discord.py's own does, and takes less."""

import asyncio
import copy
import gc
import json
import tracemalloc
from typing import Any

import discord
import pytest
from discord.state import AutoShardedConnectionState

from bot.domain.errors import HostError
from bot.lean import LeanState, guild as lean_guild
from bot.playground import Permission, payloads

from .conftest import thread


@pytest.fixture
def guild(state, payload):
    """Give the home server, as it is known."""
    state.parsers["GUILD_CREATE"](payload)
    return state.guilds[0]


@pytest.fixture
def tell(state, guild):
    """Give a function that tells of an event in the home server."""

    def say(event, **data):
        state.parsers[event]({"guild_id": str(guild.id), **data})

    return say


def by_name(channels, name):
    return next(each for each in channels if each.name == name)


def test_what_the_bot_asks_for_is_there(guild, home, payload):
    assert (guild.name, guild.owner_id) == (home.name, int(home.owner_id))
    assert [each.name for each in guild.channels] == [one.name for one in home.channels.values()]
    kinds = {type(each) for each in guild.channels}
    assert kinds == {discord.TextChannel, discord.ForumChannel}
    assert guild.me.guild is guild
    assert {role.name for role in guild.me.roles} == {"@everyone", "Fasti"}
    assert guild.get_role(6001).name == "Readers"
    assert guild.get_channel_or_thread(8001).parent == guild.channels[0]
    forum = by_name(guild.channels, "history-forum")
    assert [tag.name for tag in forum.available_tags] == ["Event", "Person", "Question"]


def test_what_it_never_asks_for_is_not(guild):
    assert len(guild.members) == 1
    assert {9001, 9002, 9003, 9004}.isdisjoint(each.id for each in guild.channels)
    nothing = [guild.emojis, guild.stickers, guild.features, guild.soundboard_sounds]
    nothing += [guild.voice_channels, guild.stage_instances, guild.scheduled_events]
    assert not any(nothing)
    assert guild._voice_states == {}


@pytest.mark.parametrize("allow", [0, int(Permission.MANAGE_THREADS)])
@pytest.mark.parametrize("deny", [0, int(Permission.SEND_MESSAGES), int(Permission.VIEW_CHANNEL)])
def test_permissions_are_what_discord_py_makes_of_the_whole_server(state, payload, allow, deny):
    for channel in payload["channels"]:
        overwrite = {"id": payload["id"], "type": 0, "allow": str(allow), "deny": str(deny)}
        channel["permission_overwrites"] = [overwrite]
    state.parsers["GUILD_CREATE"](copy.deepcopy(payload))
    ours = state.guilds[0]
    theirs: Any = discord.Guild(data=payload, state=state)
    for channel in ours.channels:
        whole = theirs.get_channel(channel.id)
        assert channel.permissions_for(ours.me) == whole.permissions_for(theirs.me)
        role = ours.get_role(6001)
        assert channel.permissions_for(role) == whole.permissions_for(theirs.get_role(6001))


def test_all_servers_share_one_user_of_our_own(state, world):
    for one in world.guilds.values():
        if one.has_bot:
            state.parsers["GUILD_CREATE"](payloads.guild_create(one, world))
    assert {id(each.me._user) for each in state.guilds} == {id(state.user)}
    somebody = payloads.user(world.bot) | {"id": "77"}
    assert state.store_user(somebody).id == 77
    assert state.get_user(77) is None


def test_others_are_users_of_their_own_before_the_login_too(state, world):
    state.user = None
    assert isinstance(state.store_user(payloads.user(world.bot)), discord.User)


def test_channels_come_change_and_go(guild, tell):
    new = {"id": "7001", "type": 0, "name": "news", "position": 99, "permission_overwrites": []}
    tell("CHANNEL_CREATE", **new)
    assert guild.get_channel(7001).name == "news"
    denied = {"id": str(guild.id), "type": 0, "allow": "0", "deny": str(1 << 11)}
    tell("CHANNEL_UPDATE", **new | {"type": 5, "permission_overwrites": [denied]})
    changed = guild.get_channel(7001)
    assert changed.is_news()
    assert not changed.permissions_for(guild.default_role).send_messages
    tell("THREAD_CREATE", **thread("8002", "7001") | {"guild_id": str(guild.id)})
    tell("CHANNEL_DELETE", **new)
    assert guild.get_channel(7001) is None
    assert [each.id for each in guild.threads] == [8001]


@pytest.mark.parametrize("event", ["CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"])
@pytest.mark.parametrize("kind", [2, 4, 13, 14, 99])
def test_channels_of_no_use_leave_no_trace(guild, tell, event, kind):
    before = dict(guild._channels.kept)
    tell(event, id="9009", type=kind, name="Voice", position=1)
    assert guild._channels.kept == before


def test_a_channel_that_turns_into_one_of_no_use_is_forgotten(guild, tell):
    text = guild.channels[0]
    tell("CHANNEL_UPDATE", id=str(text.id), type=2, name="now voice", position=0)
    assert guild.get_channel(text.id) is None


def test_roles_come_change_and_go(guild, tell):
    role = {"id": "6002", "name": "Editors", "permissions": "0", "position": 3}
    tell("GUILD_ROLE_CREATE", role=role)
    tell("GUILD_ROLE_UPDATE", role=role | {"mentionable": True})
    assert guild.get_role(6002).mentionable
    tell("GUILD_ROLE_DELETE", role_id="6002")
    tell("GUILD_ROLE_DELETE", role_id="6002")
    assert guild.get_role(6002) is None
    assert guild.default_role.is_default()


def test_threads_come_sleep_wake_and_go(guild, tell):
    parent = str(guild.channels[0].id)
    new = thread("8002", parent) | {"guild_id": str(guild.id)}
    asleep = thread("8002", parent, archived=True) | {"guild_id": str(guild.id)}
    tell("THREAD_CREATE", **new)
    assert guild.get_thread(8002).name == "thread 8002"
    tell("THREAD_UPDATE", **asleep)
    assert guild.get_thread(8002) is None
    tell("THREAD_UPDATE", **new | {"name": "awake"})
    assert guild.get_thread(8002).name == "awake"
    tell("THREAD_DELETE", id="8002", parent_id=parent, type=11)
    tell("THREAD_DELETE", id="8002", parent_id=parent, type=11)
    assert [each.id for each in guild.threads] == [8001]


def test_threads_are_told_anew_of_some_channels_or_of_all(guild, tell):
    first, second = (str(each.id) for each in guild.channels[:2])
    tell("THREAD_CREATE", **thread("8002", second) | {"guild_id": str(guild.id)})
    tell("THREAD_LIST_SYNC", channel_ids=[second], threads=[thread("8003", second)], members=[])
    assert {each.id for each in guild.threads} == {8001, 8003}
    tell("THREAD_LIST_SYNC", channel_ids=[first], threads=[], members=[])
    assert {each.id for each in guild.threads} == {8003}
    tell("THREAD_LIST_SYNC", threads=[thread("8004", first)], members=[])
    assert {each.id for each in guild.threads} == {8004}


def test_a_changed_server_keeps_its_channels(state, guild, home):
    channels = [each.id for each in guild.channels]
    told = payloads.guild(home) | {"name": "Renamed", "system_channel_id": str(channels[0])}
    state.parsers["GUILD_UPDATE"](told)
    assert guild.name == "Renamed"
    assert guild.get_role(6001) is None
    assert [each.id for each in guild.channels] == channels
    assert [each.id for each in guild.threads] == [8001]
    assert guild.system_channel == guild.channels[0]


def test_a_server_that_comes_back_has_what_it_has_now(state, guild, payload):
    state.parsers["GUILD_DELETE"]({"id": payload["id"], "unavailable": True})
    assert guild.unavailable
    gone = payload["channels"].pop(0)
    state.parsers["GUILD_CREATE"](payload | {"threads": []})
    assert state.guilds[0] is guild
    assert not guild.unavailable
    assert guild.get_channel(int(gone["id"])) is None
    assert not guild.threads


def test_a_server_that_removes_the_bot_is_forgotten(state, guild, dispatched):
    state.parsers["GUILD_DELETE"]({"id": str(guild.id)})
    assert not state.guilds
    assert [name for name, *_ in dispatched] == ["guild_available", "guild_remove"]


def test_a_change_of_our_own_roles_is_taken_in(guild, world, home, tell):
    told = payloads.member(home.members[world.bot.id])
    tell("GUILD_MEMBER_UPDATE", **told | {"roles": ["6001"]})
    assert [role.name for role in guild.me.roles] == ["@everyone", "Readers"]


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("CHANNEL_CREATE", {"id": "1", "type": 0, "name": "a", "position": 0}),
        ("CHANNEL_DELETE", {"id": "1", "type": 0}),
        ("GUILD_ROLE_CREATE", {"role": {"id": "1", "name": "a"}}),
        ("GUILD_ROLE_DELETE", {"role_id": "1"}),
        ("THREAD_CREATE", thread("1", "2")),
        ("THREAD_DELETE", {"id": "1", "parent_id": "2", "type": 11}),
        ("THREAD_LIST_SYNC", {"threads": [], "members": []}),
    ],
)
def test_events_of_servers_that_are_not_known_are_let_pass(state, event, data):
    state.parsers[event](data | {"guild_id": "404"})
    state.parsers[event]({name: value for name, value in data.items() if name != "guild_id"})
    assert not state.guilds


async def test_servers_are_lean_from_the_list_at_the_start_on(state, world, payload):
    state.shard_ids = range(1)
    listed = [{"id": payload["id"], "unavailable": True}]
    state.parsers["READY"](
        {"user": payloads.own_user(world.bot), "guilds": listed, "shard": [0, 1]}
    )
    (guild,) = state.guilds
    assert (type(guild), guild.unavailable) == (lean_guild.LeanGuild, True)
    assert (list(guild.channels), list(guild.roles), list(guild.threads)) == ([], [], [])
    state.parsers["GUILD_CREATE"](payload)
    assert list(state.guilds) == [guild]
    assert guild.channels
    for task in (state._ready_task, *state._ready_tasks.values()):
        task.cancel()
        await asyncio.wait([task])


@pytest.mark.parametrize("event", ["STAGE_INSTANCE_CREATE", "VOICE_STATE_UPDATE", "MESSAGE_CREATE"])
def test_what_nobody_needs_is_not_heard(state, event):
    assert event not in state.parsers


def test_nothing_of_discord_pys_own_is_put_in(guild):
    channel = guild.channels[0]
    with pytest.raises(TypeError):
        guild._add_channel(channel)


def test_direct_messages_are_remembered_for_the_latest_alone(state, world):
    person = payloads.user(next(iter(world.users.values())))
    for number in range(1, 300):
        recipient = person | {"id": str(number)}
        state.add_dm_channel({"id": str(1000 + number), "type": 1, "recipients": [recipient]})
    assert len(state.private_channels) == len(state._private_channels_by_user) == 128


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [
        (AutoShardedConnectionState, "_get_create_guild", lambda *_: None),
        (discord.Guild, "get_channel", lambda *_: None),
        (discord.Thread, "parent", None),
        (discord.TextChannel, "_update", lambda *_: None),
    ],
)
def test_a_discord_py_of_another_shape_is_told_at_the_start(monkeypatch, owner, name, value):
    monkeypatch.setattr(owner, name, value)
    with pytest.raises(HostError, match=r"install the one that requirements/run\.txt names"):
        LeanState(dispatch=None, handlers={}, hooks={}, http=None, intents=discord.Intents.none())


def test_a_server_takes_a_quarter_of_what_it_takes_in_discord_py(state, world):
    large = [one for one in world.guilds.values() if len(one.channels) == 30]
    told = [json.dumps(payloads.guild_create(one, world)) for one in large]
    theirs = _size(lambda data: discord.Guild(data=data, state=state), told)
    ours = _size(lambda data: lean_guild.LeanGuild(data=data, state=state), told)
    assert ours <= theirs / 4


def _size(make, told):
    """Give the bytes that something takes, made of what was told, which is gone again."""
    make(json.loads(told[0]))
    gc.collect()
    tracemalloc.start()
    kept = [make(json.loads(each)) for each in told]
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept
    return size
