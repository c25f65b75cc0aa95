"""Editors who talk to the bot, and whom Discord holds to its rules."""

import pytest

from tests.cogs.daily.talking import role_named


@pytest.fixture
def asker():
    return "moderator"


@pytest.fixture
def submit(playground):
    """Give a function that sends a form as a moderator."""

    def submitting(form, fields, *, who="moderator"):
        return playground.submit(form, fields, who=who)

    return submitting


@pytest.fixture
def choose(playground):
    """Give a function that chooses in a menu as a moderator."""

    def choosing(message, *values, select="", who="moderator"):
        return playground.choose(message, *values, select=select, who=who)

    return choosing


@pytest.fixture
def member_edits(home, newsroom):
    """Give a function that makes the member an editor, and gives their roles."""

    async def naming():
        role = role_named(home, "Editors")
        await newsroom.editors.name_role(int(home.id), int(role.id))
        member = next(each for each in home.members.values() if each.user.username == "member")
        member.roles.append(role.id)
        return member.roles

    return naming


@pytest.fixture
def moderator(playground):
    """Give the id of the moderator."""
    users = playground.world.users.values()
    return int(next(each.id for each in users if each.username == "moderator"))


@pytest.fixture
def guild(home):
    return int(home.id)


@pytest.fixture
async def raft(newsroom, guild):
    """Let the server have an event of its own, `event:a-raft`."""
    said = {
        "id": "a-raft",
        "title": "A raft",
        "date": "1942-11-19",
        "kind": "battle",
        "text": "It was crossed.",
        "importance": "1",
        "sources": ["leaflet"],
    }
    await newsroom.revising.publish(guild, "event:a-raft", said, parent=0, author=5)
