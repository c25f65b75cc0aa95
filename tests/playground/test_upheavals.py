"""What changes in a server, as the gateway tells of it."""

import aiohttp

from bot.playground import Playground
from tests.playground.raw import RawBot, Rest


async def test_threads_are_told_of_while_they_are_active(
    playground: Playground, rest: Rest, raw: RawBot, session: aiohttp.ClientSession
):
    guild = next(iter(playground.world.guilds.values()))
    channel = next(iter(guild.channels))
    _, begun = await rest.call("POST", f"/channels/{channel}/threads", {"name": "t", "type": 11})
    thread = guild.channels[begun["id"]]
    assert thread.thread is not None
    assert (await raw.event("THREAD_CREATE"))["id"] == thread.id
    for archived, told in ((False, [thread.id]), (True, [])):
        thread.thread.archived = archived
        playground.happens.channel_changed(thread)
        update = await raw.event("THREAD_UPDATE")
        assert update["thread_metadata"]["archived"] is archived
        late = RawBot(playground, session)
        await late.identify()
        created = await late.event("GUILD_CREATE")
        assert [one["id"] for one in created["threads"]] == told
        await late.close()
    for _ in range(2):
        await rest.call("POST", f"/channels/{thread.id}/messages", {"content": "x"})
    assert not (await raw.event("THREAD_UPDATE"))["thread_metadata"]["archived"]
    playground.happens.delete_channel(thread)
    following = await raw.receive()
    assert (following["t"], following["d"]["id"]) == ("THREAD_DELETE", thread.id)


async def test_a_deleted_role_is_taken_from_everybody(playground: Playground, raw: RawBot):
    guild = next(iter(playground.world.guilds.values()))
    own = guild.members[playground.world.bot.id].roles[0]
    playground.happens.delete_role(guild, own)
    gone = await raw.event("GUILD_ROLE_DELETE")
    assert gone == {"guild_id": guild.id, "role_id": own}
    assert own not in guild.roles
    assert guild.members[playground.world.bot.id].roles == []


async def test_a_server_has_channels_for_greetings_and_for_its_moderators(
    playground: Playground, rest: Rest
):
    guild = next(iter(playground.world.guilds.values()))
    guild.system_channel, guild.updates_channel = list(guild.channels)[:2]
    _, shown = await rest.call("GET", f"/guilds/{guild.id}")
    named = (shown["system_channel_id"], shown["public_updates_channel_id"])
    assert named == (guild.system_channel, guild.updates_channel)
