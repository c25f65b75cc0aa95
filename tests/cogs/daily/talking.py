"""What conversations about daily posts share."""

import asyncio
import datetime as dt

SETUP = "/daily setup channel:#on-this-day time:9:00 zone:Berlin"
DAY_BEFORE = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
MORNING = dt.datetime(2026, 11, 19, 8, tzinfo=dt.UTC)
"""09:00 in Berlin."""
MANAGE_GUILD = 1 << 5


def mention(home, name):
    return next(f"<#{each.id}>" for each in home.channels.values() if each.name == name)


async def posted(playground, where="on-this-day", count=1):
    """Wait until a channel has so many posts, and give them."""
    async with asyncio.timeout(10):
        while len(playground.read(where)) < count:  # noqa: ASYNC110 - posts come by themselves
            await asyncio.sleep(0.02)
    return playground.read(where)


def role_named(home, name):
    return next(role for role in home.roles.values() if role.name == name)


def public(playground, custom_id, who="moderator", where="general"):
    """Put a button into a message that all can see, as the notice of a trouble is."""
    message = playground.say("a notice", who=who, where=where)
    stored = playground.world.messages_in(message["channel_id"])[message["id"]]
    row = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id, "id": 2}
    stored["components"] = [{"type": 1, "id": 1, "components": [row]}]
    return message["id"], custom_id


async def logged(ask, words):
    """Wait until the log has these words, and give it."""
    async with asyncio.timeout(10):
        while words not in (answer := await ask("/daily log")).text:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    return answer.text
