"""What discord.py knows of the world, without a connection."""

from typing import Any, cast

import discord
import pytest

from bot.lean import LeanState
from bot.playground import payloads
from bot.playground.world import Size, starting_world


@pytest.fixture
def world():
    return starting_world(Size(guilds=3, channels=30))


@pytest.fixture
def home(world):
    """Give the home server, which has channels of each kind that is of use."""
    return next(iter(world.guilds.values()))


@pytest.fixture
def dispatched():
    return []


@pytest.fixture
def state(world, dispatched):
    """Give a state that is logged in and has heard of nothing yet."""
    made = LeanState(
        dispatch=lambda *event: dispatched.append(event),
        handlers={},
        hooks={},
        http=None,
        intents=discord.Intents(guilds=True),
        member_cache_flags=discord.MemberCacheFlags.none(),
        max_messages=None,
    )
    made.shard_count = 1
    made.user = discord.ClientUser(state=made, data=cast("Any", payloads.own_user(world.bot)))
    return made


@pytest.fixture
def payload(home, world):
    """Give what Discord tells of the home server, with more of all that a server may have."""
    role = payloads.role(next(iter(home.roles.values())))
    told = payloads.guild_create(home, world)
    user = payloads.user(next(iter(world.users.values())))
    stranger = {"user": user | {"id": "77", "username": "somebody"}, "roles": []}
    return told | {
        "members": [told["members"][0] | stranger, *told["members"]],
        "channels": [*told["channels"], *OF_NO_USE],
        "threads": [thread("8001", told["channels"][0]["id"])],
        "presences": [
            {
                "user": {"id": "77"},
                "guild_id": told["id"],
                "status": "online",
                "activities": [],
                "client_status": {},
            }
        ],
        "emojis": [{"id": "5", "name": "cat", "roles": [], "animated": False}],
        "features": ["COMMUNITY", "NEWS"],
        "voice_states": [{"user_id": "77", "channel_id": "9001"}],
        "roles": [*told["roles"], role | {"id": "6001", "name": "Readers", "color": 255}],
    }


OF_NO_USE = [
    {"id": "9001", "type": 2, "name": "Voice", "position": 7, "bitrate": 64000, "user_limit": 0},
    {"id": "9002", "type": 4, "name": "Category", "position": 8},
    {"id": "9003", "type": 13, "name": "Stage", "position": 9, "bitrate": 1, "user_limit": 0},
    {"id": "9004", "type": 14, "name": "Something new", "position": 10},
]


def thread(id_, parent, **metadata):
    """Give what Discord tells of a thread."""
    return {
        "id": id_,
        "guild_id": "0",
        "type": 11,
        "name": f"thread {id_}",
        "parent_id": parent,
        "owner_id": "77",
        "message_count": 3,
        "member_count": 2,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2026-06-22T09:00:00+00:00",
            "locked": False,
        }
        | metadata,
    }
