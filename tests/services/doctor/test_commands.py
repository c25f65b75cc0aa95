"""The commands that Discord has, compared with those of the code."""

import pytest

from bot.services.doctor import ApiError, State
from bot.services.doctor.commands import MOST_SERVERS, Commands, CommandSync

OURS = Commands(frozenset({"today", "event"}), "hash")


class Discord:
    """A Discord with commands, and servers that have some of their own or refuse."""

    def __init__(self, names=(), servers=None):
        self.names = names
        self.servers = servers or {}
        self.asked = 0

    async def get(self, path):
        """Answer as Discord does."""
        match path.split("/")[1:]:
            case ["applications", "@me"]:
                return {"id": "5"}
            case ["applications", "5", "commands"]:
                return [{"name": name} for name in self.names]
            case ["users", "@me", _]:
                return [{"id": server} for server in self.servers]
            case [*_, server, "commands"]:
                self.asked += 1
                if isinstance(self.servers[server], Exception):
                    raise self.servers[server]
                return self.servers[server]


async def look(discord, *, sent="hash"):
    async def ours():
        return OURS

    async def last(application):
        assert application == 5
        return sent

    return await CommandSync(discord, ours, last).look()


@pytest.mark.parametrize(
    ("names", "sent", "state", "saw"),
    [
        (["today", "event"], "hash", State.FINE, "Discord has our 2 commands"),
        ([], None, State.FINE, "Discord has none yet; the first start sends 2 commands"),
        (["today"], "hash", State.MEND, "Discord has other commands: missing: /event"),
        (
            ["today", "play", "event"],
            "hash",
            State.MEND,
            "Discord has other commands: not ours: /play",
        ),
        (
            ["today", "event"],
            "old",
            State.MEND,
            "Discord has other commands: they are of another version",
        ),
    ],
)
async def test_they_are_compared_as_the_next_start_does(names, sent, state, saw):
    found, _ = await look(Discord(names), sent=sent)
    assert (found.state, found.saw) == (state, saw)


async def test_of_many_others_a_few_are_named():
    found, _ = await look(Discord([f"c{number}" for number in range(8)]))
    assert found.saw.endswith("not ours: /c0, /c1, /c2, /c3, /c4 and 3 more")


async def test_servers_without_leave_for_commands_are_passed_over():
    discord = Discord(servers={"1": ApiError("no", 403), "2": [], "3": [{}]})
    _, found = await look(discord)
    assert found.state is State.MEND
    assert "its own in 3:" in found.saw


async def test_when_discord_has_had_enough_it_is_not_asked_for_more():
    _, found = await look(Discord(servers={"1": ApiError("enough", 429), "2": []}))
    assert (found.state, found.saw) == (State.UNKNOWN, "enough")


async def test_of_many_servers_the_first_are_looked_at():
    discord = Discord(servers={str(number): [] for number in range(MOST_SERVERS + 5)})
    _, found = await look(discord)
    assert found.saw == f"None in the first {MOST_SERVERS} servers"
    assert discord.asked == MOST_SERVERS
