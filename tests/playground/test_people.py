"""What people can and cannot do, before the bot hears of it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.playground import NotPossible, Overwrite, Permission, Playground, Upload
from tests.playground.raw import RawBot, button, command, option, row

Json = dict[str, Any]
TIME = option("time", required=True)
SETUP = {"name": "setup", "type": 1, "description": "…", "options": [option("channel", 7, required=True, channel_types=[0, 5]), TIME]}  # fmt: skip
GROUP = {"name": "feed", "type": 2, "description": "…", "options": [{"name": "stop", "type": 1, "description": "…"}]}  # fmt: skip
COMMANDS = [
    command("daily", SETUP, GROUP),
    command("person", option("name", required=True, min_length=2, max_length=30), option("topic")),
    command("pick", option("kind", choices=[{"name": "Battle", "value": "b"}, {"name": "War", "value": "w"}]),
            option("n", 4, min_value=1, max_value=9), option("x", 10), option("yes", 5),
            option("who", 6), option("role", 8), option("any", 9), option("pack", 11)),
    command("plain"),
    {"name": "Report", "type": 3},
]  # fmt: skip


@pytest.fixture
async def bot(raw: RawBot) -> RawBot:
    await raw.register(*COMMANDS)
    return raw


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("person", 'Begin with a slash and a command: "person" does not.'),
        ("/persn name:x", "There is no command /persn. Did you mean /person?"),
        ("/zzz", "There is no command /zzz. There is: /daily, /person, /pick, /plain."),
        ("/daily", "There is no command /daily. Did you mean"),
        ("/daily stup", "There is no command /daily stup. Did you mean /daily setup"),
        ("/daily feed", "There is no command /daily feed. Did you mean /daily feed stop"),
        ("/plain now", "/plain takes no options: send it alone."),
        ("/person Zhukov", 'Name the option that "Zhukov" is meant for: /person takes name:…, topic:…'),
        ("/person nme:Zhukov", "There is no option of /person nme:. Did you mean name:?"),
        ("/person name:Zhukov name:Konev", "Give name: only once in /person."),
        ("/person topic:war", "/person needs name: — …"),
        ("/person name:x", "Give name: at least 2 characters."),
        (f"/person name:{'x' * 31}", "Give name: at most 30 characters."),
        ("/person name:", "Give name: at least 2 characters."),
        ("/person name:Zhukov topic:", "Give topic: a text of 1 to 6000 characters."),
        ("/pick kind:Siege", "kind: takes one of Battle, War."),
        ("/pick n:many", "Give n: as a whole number."),
        ("/pick n:10", "Give n: at most 9."),
        ("/pick x:much", "Give x: as a number."),
        ("/pick yes:perhaps", "Give yes: as true or false."),
        ("/pick who:nobody", "There is no person nobody. There is:"),
        ("/pick role:kings", "There is no role kings. There is:"),
        ("/pick role:editor", "There is no role editor. Did you mean"),
        ("/pick any:nobody", "There is no role nobody."),
        ("/pick pack:x", "Hand the file for pack: over with the command (files)."),
        ("/daily setup channel:#geneal time:9", "There is no channel #geneal. Did you mean general?"),
        ("/daily setup channel:#history-forum time:9", "channel: does not take #history-forum"),
    ],
)  # fmt: skip
async def test_a_client_says_what_is_wrong(
    playground: Playground, bot: RawBot, text: str, sentence: str
):
    outcome = await playground.type(text)
    assert not outcome.ok
    assert outcome.problem.startswith(sentence)
    assert outcome.text == outcome.problem


async def sent(playground: Playground, bot: RawBot, text: str, **more: Any) -> Json:
    """Type a command and give the data that the bot hears."""
    typing = asyncio.create_task(playground.type(text, **more))
    hearing = asyncio.create_task(bot.event("INTERACTION_CREATE"))
    await asyncio.wait({typing, hearing}, return_when=asyncio.FIRST_COMPLETED)
    assert not typing.done(), typing.result().problem
    interaction = await hearing
    await bot.answer(interaction, 4, {"content": "x"})
    await typing
    data: Json = interaction["data"]
    return data


async def test_a_value_runs_on_to_the_next_known_option(playground: Playground, bot: RawBot):
    data = await sent(playground, bot, "/person  name:Georgy  Zhukov topic:at 9:00 nickname:x y")
    assert [one["value"] for one in data["options"]] == ["Georgy  Zhukov", "at 9:00 nickname:x y"]


async def test_sub_commands_nest_and_channels_are_resolved(
    playground: Playground, bot: RawBot, channel_id: Callable[[str], str]
):
    data = await sent(
        playground, bot, "/daily setup channel:#announcements time:09:00", who="moderator"
    )
    (setup,) = data["options"]
    channel, time = setup["options"]
    assert (setup["name"], setup["type"]) == ("setup", 1)
    assert (channel["value"], time["value"]) == (channel_id("announcements"), "09:00")
    resolved = data["resolved"]["channels"][channel["value"]]
    assert resolved["type"] == 5
    assert int(resolved["permissions"]) & Permission.MANAGE_CHANNELS
    assert int(resolved["app_permissions"]) & Permission.PIN_MESSAGES
    data = await sent(playground, bot, "/daily feed stop")
    inner = [{"name": "stop", "type": 1, "options": []}]
    assert data["options"] == [{"name": "feed", "type": 2, "options": inner}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kind:battle", "b"),
        ("kind:w", "w"),
        ("n:9", 9),
        ("x:0.5", 0.5),
        ("yes:True", True),
        ("yes:no", False),
        ("who:fasti", "fasti"),
        ("who:<@member>", "member"),
        ("role:@Editors", "Editors"),
        ("any:moderator", "moderator"),
        ("any:Editors", "Editors"),
    ],
)
async def test_options_are_typed(playground: Playground, bot: RawBot, text: str, value: object):
    data = await sent(playground, bot, f"/pick {text}")
    found = data["options"][0]["value"]
    for kind in ("users", "roles"):
        for id_, shown in data.get("resolved", {}).get(kind, {}).items():
            assert id_ == found
            found = shown.get("username", shown.get("name"))
    assert found == value


async def test_people_in_a_server_come_with_their_membership(playground: Playground, bot: RawBot):
    data = await sent(playground, bot, "/pick who:moderator")
    (member,) = data["resolved"]["members"].values()
    assert int(member["permissions"]) & Permission.ADMINISTRATOR
    data = await sent(playground, bot, "/pick who:moderator", where="dm")
    assert "members" not in data["resolved"]


async def test_files_are_uploaded_with_a_command(playground: Playground, bot: RawBot):
    pack = Upload("pack.yaml", "text/yaml", b"title: x")
    data = await sent(playground, bot, "/pick n:1 kind:w", files={"pack": pack})
    attachment = data["resolved"]["attachments"][data["options"][2]["value"]]
    assert (attachment["filename"], attachment["size"]) == ("pack.yaml", 8)
    async with bot.rest._session.get(attachment["url"]) as response:
        assert await response.read() == b"title: x"


@pytest.mark.parametrize("text", ["/pick role:Editors", "/daily setup channel:#general time:9"])
async def test_roles_and_channels_exist_in_servers_only(
    playground: Playground, bot: RawBot, text: str
):
    assert "in a server" in (await playground.type(text, where="dm")).problem


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/person", "Begin to type an option of /person"),
        ("/person name:Zhu", "Nothing is suggested for name: type it in full."),
        ("/persn name:Zhu", "There is no command /persn."),
    ],
)
async def test_nothing_can_be_completed(
    playground: Playground, bot: RawBot, text: str, sentence: str
):
    assert (await playground.complete(text)).problem.startswith(sentence)


async def test_fixed_choices_are_offered_by_the_client(playground: Playground, bot: RawBot):
    offered = await playground.complete("/pick n:2 kind:a")
    assert [one["name"] for one in offered.choices] == ["Battle", "War"]
    assert [one["name"] for one in (await playground.complete("/pick kind:bat")).choices] == [
        "Battle"
    ]


async def test_nobody_answers_without_a_bot(playground: Playground, bot: RawBot):
    playground.hub.cut()
    assert (await playground.type("/plain")).problem.startswith("The bot is not connected")


@pytest.mark.parametrize(
    ("who", "where", "sentence"),
    [
        (
            "stranger",
            "general",
            "There is no person stranger. There is: moderator, member, editor.",
        ),
        ("membr", "general", "There is no person membr. Did you mean member?"),
        ("member", "geneal", "There is no channel geneal. Did you mean general?"),
        ("member", "Elsewhere/general", "There is no channel Elsewhere/general."),
    ],
)
async def test_names_that_nobody_bears(
    playground: Playground, bot: RawBot, who: str, where: str, sentence: str
):
    assert (await playground.type("/plain", who=who, where=where)).problem.startswith(sentence)


async def test_hidden_channels_are_closed_to_people(
    playground: Playground, bot: RawBot, channel_id: Callable[[str], str]
):
    channel = playground.world.channels[channel_id("general")]
    hidden = Overwrite(id=str(channel.guild_id), deny=Permission.VIEW_CHANNEL)
    playground.happens.overwrite(channel, hidden)
    refused = await playground.type("/plain", where=channel.id)
    assert refused.problem == "Member cannot see general: choose another channel."
    with pytest.raises(NotPossible, match="cannot see"):
        playground.read()
    hushed = Overwrite(id=str(channel.guild_id), deny=Permission.SEND_MESSAGES)
    playground.happens.overwrite(channel, hushed)
    with pytest.raises(NotPossible, match="cannot post"):
        playground.say("x")


def everyone(needed: str | None) -> Json:
    return {"default_member_permissions": needed}


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ({}, "member moderator dm elsewhere"),
        (everyone("32"), "moderator dm elsewhere"),
        (everyone("0"), "moderator dm elsewhere"),
        ({"contexts": [0]}, "member moderator elsewhere"),
        ({"contexts": [1]}, "dm"),
        ({"contexts": None}, "member moderator dm elsewhere"),
        ({"contexts": None, "dm_permission": False}, "member moderator elsewhere"),
        ({"integration_types": [0]}, "member moderator dm"),
        ({"integration_types": [1]}, "member dm elsewhere"),
    ],
)
async def test_where_a_command_is_offered(
    playground: Playground, raw: RawBot, more: Json, seen: str
):
    await raw.register({**command("hello", option("x", required=True)), **more})
    places: dict[str, Any] = {
        "member": {"who": "member"},
        "moderator": {"who": "moderator"},
        "dm": {"where": "dm"},
        "elsewhere": {"where": "Elsewhere/lounge"},
    }
    found = [
        name
        for name, place in places.items()
        if "needs x" in (await playground.type("/hello", **place)).problem
    ]
    assert " ".join(found) == seen


async def test_a_server_may_let_everybody_use_a_command(playground: Playground, raw: RawBot):
    await raw.register({**command("hello", option("x", required=True)), **everyone("32")})
    assert "There is no command /hello" in (await playground.type("/hello")).problem
    next(iter(playground.world.guilds.values())).open_commands = True
    assert "needs x" in (await playground.type("/hello")).problem


async def test_a_servers_own_command_hides_a_global_one_and_stays_there(
    playground: Playground, raw: RawBot
):
    await raw.register(command("hello"))
    app, guild = playground.world.bot.id, next(iter(playground.world.guilds))
    base = f"/applications/{app}/guilds/{guild}/commands"
    own = {"name": "hello", "description": "x", "options": [option("own", required=True)]}
    await raw.rest.call("PUT", base, [own, {**own, "name": "more"}])
    assert (await playground.type("/hello")).problem.startswith("/hello needs own:")
    assert "no command" in (await playground.type("/more", where="dm")).problem
    assert "guild_id" in await sent(playground, raw, "/hello own:x")


async def test_commands_can_be_switched_off_in_a_channel(
    playground: Playground, bot: RawBot, channel_id: Callable[[str], str]
):
    channel = playground.world.channels[channel_id("general")]
    off = Overwrite(id=str(channel.guild_id), deny=Permission.USE_APPLICATION_COMMANDS)
    playground.happens.overwrite(channel, off)
    assert "There is no command /plain" in (await playground.type("/plain")).problem


async def test_messages_that_are_gone_or_have_no_such_control(
    playground: Playground, bot: RawBot, general: str
):
    assert (await playground.press("5", "b")).problem.startswith("That message is gone")
    menu = {"type": 3, "custom_id": "s", "placeholder": "Kind", "min_values": 1, "max_values": 2, "options": [{"label": "Battle", "value": "b"}, {"label": "War", "value": "w"}, {"label": "Other", "value": "o"}]}  # fmt: skip
    posted = {"content": "x", "components": [row(button()), row(menu)]}
    _, message = await bot.rest.call("POST", f"{general}/messages", posted)
    id_ = message["id"]
    assert "There is: Press." in (await playground.press(id_, "Push")).problem
    assert (await playground.choose(id_)).problem == "Choose 1 to 2 in Kind."
    assert (
        await playground.choose(id_, "Batle")
    ).problem == "There is no option Batle. There is: Battle."
    assert "no select" in (await playground.choose(id_, "b", select="Where")).problem
    choosing = asyncio.create_task(playground.choose(id_, "battle", "w", select="kind"))
    chosen = await bot.event("INTERACTION_CREATE")
    assert chosen["data"]["values"] == ["b", "w"]
    await bot.answer(chosen, 4, {"content": "x"})
    assert (await choosing).ok


@pytest.mark.parametrize(
    ("kind", "name", "group"),
    [(5, "moderator", "users"), (6, "Editors", "roles"), (7, "Editors", "roles"), (8, "general", "channels")],
)  # fmt: skip
async def test_selects_of_people_roles_and_channels_are_resolved(
    playground: Playground, bot: RawBot, general: str, *, kind: int, name: str, group: str
):
    posted = {"content": "x", "components": [row({"type": kind, "custom_id": "s"})]}
    _, message = await bot.rest.call("POST", f"{general}/messages", posted)
    choosing = asyncio.create_task(playground.choose(message["id"], name))
    chosen = (await bot.event("INTERACTION_CREATE"))["data"]
    assert list(chosen["resolved"][group]) == chosen["values"]
    assert "none" in (await playground.press(message["id"], "x")).problem
    choosing.cancel()
    await asyncio.wait([choosing])


async def test_ephemeral_messages_are_read_by_one_person_only(playground: Playground, bot: RawBot):
    typing = asyncio.create_task(playground.type("/plain"))
    await bot.answer(await bot.event("INTERACTION_CREATE"), 4, {"content": "Psst", "flags": 64})
    await typing
    playground.say("Aloud", who="moderator")
    assert [one["content"] for one in playground.read()] == ["Psst", "Aloud"]
    assert [one["content"] for one in playground.read(who="moderator")] == ["Aloud"]
    assert [one["content"] for one in playground.read(limit=1)] == ["Aloud"]


async def test_only_so_many_ephemeral_messages_are_kept(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.playground.backend._PRIVATE_KEPT", 2)
    for id_ in "abc":
        playground.backend.whisper("1", {"id": id_})
    assert list(playground.backend.private) == ["b", "c"]
