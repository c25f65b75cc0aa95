"""What people do over HTTP as the page does it: commands by name and values, and what is theirs."""

import asyncio
import base64
from typing import Any

import pytest

from bot.playground import Playground
from tests.playground.conftest import People
from tests.playground.raw import RawBot, Rest, command, option

Json = dict[str, Any]
NAME = option("name", autocomplete=True)
COMMANDS = (
    command("person", NAME, option("place", autocomplete=True), option("count", 4)),
    command("load", option("pack", 11)),
    command("plain"),
    command(
        "daily",
        {"name": "setup", "description": "x", "type": 1, "options": [
            option("text", required=True), option("channel", 7),
            option("style", choices=[{"name": "Long", "value": "l"}, {"name": "Short", "value": "s"}]),
        ]},
        {"name": "list", "description": "x", "type": 1},
        default_member_permissions="32",
    ),
)  # fmt: skip


@pytest.fixture
async def bot(raw: RawBot) -> RawBot:
    await raw.register(*COMMANDS)
    return raw


async def asked(
    people: People, bot: RawBot, verb: str, answer: Json | None = None, /, **body: Any
) -> tuple[Json, Json]:
    """Do something that the bot hears of; gives what it heard, and the outcome."""
    doing = asyncio.create_task(people("POST", verb, **body))
    interaction = await bot.event("INTERACTION_CREATE")
    kind = 8 if verb == "suggest" else 4
    await bot.answer(interaction, kind, answer or {"content": "Hi", "choices": []})
    return interaction, (await doing)[1]


async def test_people_are_offered_the_commands_that_they_may_use_there(people: People, bot: RawBot):
    async def offered(**query: str) -> set[str]:
        _, answer = await people("GET", "commands", **query)
        return {one["name"] for one in answer["commands"]}

    assert await offered() == {"person", "load", "plain"}
    assert await offered(**{"as": "moderator"}) == {"person", "load", "plain", "daily"}
    assert await offered(where="Elsewhere/lounge", **{"as": "editor"}) == set()
    status, answer = await people("GET", "commands", where="nowhere")
    assert (status, answer["problem"][:26]) == (400, "There is no channel nowher")


async def test_a_command_is_sent_by_its_name_and_its_options(people: People, bot: RawBot):
    body: Json = {"command": "person", "options": {"name": "Zhukov", "count": "3", "place": ""}}
    interaction, outcome = await asked(people, bot, "command", **body)
    assert (outcome["ok"], outcome["text"]) == (True, "Hi")
    options = {one["name"]: one["value"] for one in interaction["data"]["options"]}
    assert options == {"name": "Zhukov", "count": 3}  # an empty text is none


async def test_a_value_may_look_like_another_option(people: People, bot: RawBot):
    said = "what came place:Berlin count:5"
    body: Json = {"command": "person", "options": {"name": said}}
    interaction, _ = await asked(people, bot, "command", **body)
    assert [one["value"] for one in interaction["data"]["options"]] == [said]


async def test_a_sub_command_resolves_its_options_as_typed_ones_do(people: People, bot: RawBot):
    body: Json = {
        "command": "/daily setup",
        "options": {"text": "x", "channel": "general", "style": "Long"},
        "as": "moderator",
    }
    body["command"] = "daily setup"
    interaction, _ = await asked(people, bot, "command", **body)
    (sub,) = interaction["data"]["options"]
    assert (sub["name"], [one["value"] for one in sub["options"]][::2]) == ("setup", ["x", "l"])
    (channel,) = interaction["data"]["resolved"]["channels"].values()
    assert channel["name"] == "general"


async def test_a_file_goes_with_its_option(people: People, bot: RawBot):
    file = {"filename": "pack.zip", "base64": "eA=="}
    interaction, _ = await asked(people, bot, "command", command="load", files={"pack": file})
    (shown,) = interaction["data"]["resolved"]["attachments"].values()
    assert (shown["filename"], shown["size"]) == ("pack.zip", 1)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"command": "persn"}, "There is no command /persn. Did you mean /person?"),
        ({"command": ""}, "There is no command /. There is: /load, /person, /plain."),
        ({"command": "daily list"}, "There is no command /daily. There is: "),
        ({"command": "daily", "as": "moderator"}, "There is no command /daily. Did you mean /daily list or /daily setup?"),
        ({"command": "daily lst", "as": "moderator"}, "There is no command /daily lst. Did you mean /daily list or /daily setup?"),
        ({"command": "person name:x"}, "/person is a whole command: leave name:x out."),
        ({"command": "person", "options": {"nam": "x"}}, "There is no option of /person nam:. Did you mean name:?"),
        ({"command": "plain", "options": {"name": "x"}}, "/plain takes no options: send it alone."),
        ({"command": "load", "files": {"pak": {"filename": "a", "text": "x"}}}, "There is no option of /load pak:. Did you mean pack:?"),
        ({"command": "load", "options": {"pack": "a.zip"}}, "Hand the file for pack: over with the command (files)."),
        ({"command": "person", "options": {"count": "many"}}, "Give count: as a whole number."),
        ({"command": "daily setup", "as": "moderator"}, "/daily setup needs text: — "),
    ],
)  # fmt: skip
async def test_what_a_client_does_not_let_through_is_an_outcome(
    people: People, bot: RawBot, body: Json, problem: str
):
    status, outcome = await people("POST", "command", **body)
    assert (status, outcome["ok"]) == (200, False)
    assert outcome["problem"].startswith(problem)


@pytest.mark.parametrize(
    ("verb", "body", "sentence"),
    [
        ("command", {}, "Give command as well."),
        ("command", {"command": 5}, "Give command as text."),
        ("command", {"command": "person", "options": []}, "Give names and values, as a JSON object."),
        ("command", {"command": "person", "options": {"name": 5}}, "Give name as text."),
        ("command", {"command": "person", "options": {"name": None}}, "Give name as well."),
        ("command", {"command": "plain", "locale": "xx"}, "Give locale as one of Discord's, such as en-US, de, es-ES or ja."),
        ("press", {"message": "5", "button": "x", "locale": "en"}, "Give locale as one of Discord's, "),
        ("suggest", {"command": "person"}, "Give focused as well."),
        ("install", {"installed": "yes"}, "Give installed as true or false."),
        ("install", {"as": "nobody"}, "There is no person nobody. "),
        ("dismiss", {}, "Give message as well."),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_a_sentence(
    people: People, verb: str, body: Json, sentence: str
):
    status, answer = await people("POST", verb, **body)
    assert status == 400
    assert answer["problem"].startswith(sentence)


async def test_suggestions_are_asked_for_the_option_that_is_being_typed(
    people: People, bot: RawBot
):
    choices = [{"name": "Berlin", "value": "b"}]
    for options, typed in (({"name": "Zhukov", "place": "B"}, "B"), ({"name": "Zhukov"}, "")):
        body: Json = {"command": "person", "options": options, "focused": "place"}
        interaction, outcome = await asked(people, bot, "suggest", {"choices": choices}, **body)
        assert (outcome["kind"], outcome["choices"]) == ("choices", choices)
        name, place = interaction["data"]["options"]
        assert (name["value"], "focused" in name) == ("Zhukov", False)
        assert (place["value"], place["focused"]) == (typed, True)


async def test_the_client_itself_suggests_choices(people: People, bot: RawBot):
    body: Json = {"command": "daily setup", "focused": "style", "as": "moderator"}
    for options, names in (({}, ["Long", "Short"]), ({"style": "sh"}, ["Short"])):
        _, outcome = await people("POST", "suggest", options=options, **body)
        assert [one["name"] for one in outcome["choices"]] == names
    _, outcome = await people("POST", "suggest", **(body | {"focused": "text"}))
    assert outcome["problem"] == "Nothing is suggested for text: type it in full."
    _, outcome = await people("POST", "suggest", **(body | {"focused": "txet"}))
    assert outcome["problem"].startswith("There is no option of /daily setup txet:.")


async def test_the_bot_hears_in_which_language_the_persons_client_is(people: People, bot: RawBot):
    for locale, told in (({}, "en-US"), ({"locale": "de"}, "de"), ({"locale": "es-419"}, "es-419")):
        interaction, _ = await asked(people, bot, "command", command="plain", **locale)
        assert (interaction["locale"], interaction["guild_locale"]) == (told, "en-US")
    typed, _ = await asked(people, bot, "type", text="/plain", locale="ja")
    assert typed["locale"] == "ja"


async def test_a_message_for_one_person_is_put_away_by_that_person(
    people: People, bot: RawBot, rest: Rest
):
    interaction, outcome = await asked(
        people, bot, "command", {"content": "Psst", "flags": 64}, command="plain"
    )
    id_, refusal = outcome["message"]["id"], "Only a message that you alone see can be dismissed."
    _, public = await people("POST", "messages", text="for all")
    for message, who in ((id_, "moderator"), (public["id"], "member"), ("5", "member")):
        answer = await people("POST", "dismiss", message=message, **{"as": who})
        assert answer == (400, {"problem": refusal})
    assert [one["text"] for one in (await people("GET", "messages"))[1]] == ["Psst", "for all"]
    assert await people("POST", "dismiss", message=id_) == (200, {"done": "dismissed"})
    assert [one["text"] for one in (await people("GET", "messages"))[1]] == ["for all"]
    path = f"/webhooks/{interaction['application_id']}/{interaction['token']}/messages/@original"
    status, _ = await rest.call("PATCH", path, {"content": "Still here"})
    assert status == 200  # the bot does not hear of it
    assert [one["text"] for one in (await people("GET", "messages"))[1]] == ["for all"]


async def test_a_page_can_hear_that_a_message_for_one_person_was_changed_or_deleted(
    people: People, bot: RawBot, rest: Rest, playground: Playground, general: str
):
    """Only where it is: who may see it reads it there."""
    private = {"content": "Psst", "flags": 64}
    interaction, outcome = await asked(people, bot, "command", private, command="plain")
    told = {"id": outcome["message"]["id"], "channel_id": general.removeprefix("/channels/")}
    path = f"/webhooks/{interaction['application_id']}/{interaction['token']}/messages/@original"
    await rest.call("PATCH", path, {"content": "Pssst"})
    await rest.call("DELETE", path)
    answered, changed, deleted = list(playground.journal.events)[-3:]
    assert (answered.name, answered.data["channel_id"]) == (
        "INTERACTION_ANSWERED",
        told["channel_id"],
    )
    assert (changed.name, changed.data) == ("EPHEMERAL_UPDATE", told)
    assert (deleted.name, deleted.data) == ("EPHEMERAL_DELETE", told)


async def test_the_app_is_put_on_a_persons_own_account_and_taken_from_it(
    people: People, bot: RawBot
):
    for installed in (True, False):
        _, editor = await people("POST", "install", installed=installed, **{"as": "editor"})
        assert (editor["username"], editor["installed"]) == ("editor", installed)
        _, state = await people("GET", "state")
        assert state["people"][2].items() >= editor.items()
        query = {"as": "editor", "where": "Elsewhere/lounge"}
        _, offered = await people("GET", "commands", **query)
        assert bool(offered["commands"]) is installed


async def test_a_file_as_large_as_discord_takes_is_taken_and_no_larger(
    people: People, bot: RawBot, playground: Playground
):
    most = 10 * 1024 * 1024
    largest = {"filename": "pack.zip", "base64": base64.b64encode(bytes(most)).decode()}
    interaction, _ = await asked(people, bot, "command", command="load", files={"pack": largest})
    (shown,) = interaction["data"]["resolved"]["attachments"].values()
    assert shown["size"] == most
    larger = largest | {"base64": base64.b64encode(bytes(most + 1)).decode()}
    sentence = "pack.zip is too large: Discord takes at most 10 MiB."
    for verb, body in (
        ("command", {"command": "load", "files": {"pack": larger}}),
        ("submit", {"interaction": "5", "fields": {"pack": [larger]}}),
    ):
        assert await people("POST", verb, **body) == (400, {"problem": sentence})
    two = {"pack": largest, "other": largest}
    too_much = (400, {"problem": "That is too much: send 14 MiB at most."})
    assert await people("POST", "command", command="load", files=two) == too_much
