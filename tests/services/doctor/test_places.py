"""Daily posts and audit channels, a server at a time."""

import asyncio

import pytest

from bot.services.doctor import ApiError, State
from bot.services.doctor.places import Lack, Places
from bot.storage.checkup import Configured
from tests.ui.posts import feed_of


class Sight:
    """Sees what it is told to, or raises it."""

    def __init__(self, **by_server):
        self.by_server = {int(name[1:]): seen for name, seen in by_server.items()}
        self.looked = []

    async def look(self, guild, feeds, audit):
        """Give what it sees in that server."""
        self.looked.append((guild, len(feeds), audit))
        seen = self.by_server.get(guild, [])
        if isinstance(seen, Exception):
            raise seen
        return seen


async def idle(_):
    """Wait for nothing."""


async def look(sight, *feeds, audits=None, unreadable=None, seconds=60.0):
    async def configured():
        return Configured(feeds=feeds, unreadable=unreadable or {}, audits=audits or {})

    until = asyncio.get_running_loop().time() + seconds
    return await Places(sight, configured, until, idle).look()


async def test_each_server_is_looked_at_once_for_all_that_it_has():
    sight = Sight()
    feeds = [feed_of(id=1, guild=2), feed_of(id=2, guild=2), feed_of(id=3, guild=1)]
    [found] = await look(sight, *feeds, audits={2: 9, 4: 8})
    assert sight.looked == [(1, 1, None), (2, 2, 9), (4, 0, 8)]
    assert found.saw == "3 daily posts and 2 audit channels in 3 servers, all can be posted"


async def test_what_lacks_is_told_below_the_sum():
    sight = Sight(g1=[Lack(1, "it is gone", "Make it."), Lack(None, "so is this", "Likewise.")])
    summed, post, audit = await look(sight, feed_of(channel=7), audits={1: 9})
    assert summed.saw.endswith("in 1 server; 2 findings below")
    assert (post.name, post.saw) == ("daily post", "Server 1, #1 (channel 7): it is gone")
    assert (audit.name, audit.saw) == ("audit channel", "Server 1: so is this")


async def test_a_server_that_discord_does_not_tell_of_holds_up_no_other():
    sight = Sight(g1=ApiError("Discord answers /guilds/1 with 500", 500))
    summed, unseen = await look(sight, feed_of(guild=1), feed_of(guild=2))
    assert (unseen.state, unseen.saw) == (
        State.UNKNOWN,
        "Server 1: Discord answers /guilds/1 with 500",
    )
    assert len(sight.looked) == 2
    assert summed.state is State.FINE


async def test_a_server_of_another_shape_holds_up_no_other():
    sight = Sight(g1=KeyError("id"))
    _, unseen = await look(sight, feed_of(guild=1), feed_of(guild=2))
    assert unseen.saw == "Server 1 cannot be read (KeyError)"


async def test_where_discord_is_out_of_reach_no_other_is_asked_for():
    sight = Sight(g1=ApiError("gone"))
    with pytest.raises(ApiError):
        await look(sight, feed_of(guild=1), feed_of(guild=2))


async def test_without_time_it_is_said_how_many_were_not_looked_at():
    [found] = await look(Sight(), feed_of(), seconds=0)
    assert (found.state, found.saw.split(" could")[0]) == (State.UNKNOWN, "Of 1 server only 0")


async def test_a_server_that_takes_too_long_leaves_what_was_found():
    sight = Sight(g1=[Lack(1, "it is gone", "Make it.")], g2=TimeoutError())
    summed, found = await look(sight, feed_of(guild=1), feed_of(guild=2))
    assert summed.saw.startswith("Of 2 servers only 1 could be looked at in time")
    assert found.saw.endswith("it is gone")


async def test_posts_of_another_version_are_named():
    _, found = await look(Sight(), unreadable={3: (1, 2)})
    assert found.saw == "Server 3, #1, #2: written by another version"
