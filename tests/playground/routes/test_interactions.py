"""Interactions over REST: answers, deadlines, follow-ups; and registering commands."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.playground import HeldClock, Outcome, Playground
from tests.playground.raw import RawBot, Rest, button, command, option, row, texts

Json = dict[str, Any]
Asked = tuple[Json, Awaitable[Outcome]]
Ask = Callable[..., Awaitable[Asked]]
FIELD = {"type": 4, "custom_id": "t", "style": 1}
PARTS = [{"type": 18, "label": "L", "component": FIELD}]
MODAL: Json = {"title": "T", "custom_id": "m", "components": PARTS}


@pytest.fixture
async def ask(playground: Playground, raw: RawBot) -> Ask:
    """Send /hello and give what the bot hears, and what the person will see."""
    await raw.register(command("hello", option("name", autocomplete=True)))

    async def send(text: str = "/hello", **more: Any) -> Asked:
        person = asyncio.create_task(playground.type(text, **more))
        return await raw.event("INTERACTION_CREATE"), person

    return send


async def errors(answer: Awaitable[tuple[int, Any]]) -> list[str]:
    status, body = await answer
    assert (status, body["code"]) == (400, 50035), body
    node, path = body["errors"], []
    while "_errors" not in node:
        key, node = next(iter(node.items()))
        path.append(key)
    return path


async def test_an_interaction_says_who_where_and_what(
    playground: Playground, ask: Ask, raw: RawBot
):
    interaction, person = await ask("/hello name:Zhukov")
    guild = next(iter(playground.world.guilds.values()))
    assert interaction["data"]["options"] == [{"name": "name", "type": 3, "value": "Zhukov"}]
    assert (interaction["type"], interaction["context"]) == (2, 0)
    assert interaction["guild_id"] == guild.id
    assert interaction["member"]["user"]["username"] == "member"
    owners = interaction["authorizing_integration_owners"]
    assert owners == {"0": guild.id, "1": interaction["member"]["user"]["id"]}
    assert int(interaction["app_permissions"]) & (1 << 51)
    assert not int(interaction["member"]["permissions"]) & (1 << 51)
    assert interaction["channel"]["permissions"] == interaction["member"]["permissions"]
    await raw.answer(interaction, 4, {"content": "Hi"})
    assert (await person).text == "Hi"


async def test_a_dm_has_a_user_and_the_dms_permissions(ask: Ask, raw: RawBot):
    interaction, person = await ask(where="dm", who="moderator")
    assert interaction["user"]["username"] == "moderator"
    assert (interaction["context"], interaction["channel"]["type"]) == (1, 1)
    assert interaction["authorizing_integration_owners"] == {"0": "0"}
    assert "guild_id" not in interaction
    await raw.answer(interaction, 4, {"content": "Hi"})
    assert (await person).ok


async def test_a_guest_has_few_permissions_and_five_follow_ups(
    playground: Playground, ask: Ask, raw: RawBot
):
    interaction, person = await ask(where="Elsewhere/lounge")
    assert int(interaction["app_permissions"]) == 1 << 14 | 1 << 15
    await raw.answer(interaction, 4, {"content": "Hi"})
    outcome = await person
    assert (outcome.text, outcome.ephemeral) == ("Hi", False)
    path = f"/webhooks/{interaction['application_id']}/{interaction['token']}"
    statuses = [(await raw.rest.call("POST", path, {"content": "x"}))[0] for _ in range(5)]
    assert statuses == [200] * 5
    assert (await raw.rest.call("POST", path, {"content": "x"}))[1]["code"] == 40094


async def test_a_guest_is_hushed_without_leave_for_external_apps(
    playground: Playground, ask: Ask, raw: RawBot
):
    elsewhere = next(one for one in playground.world.guilds.values() if not one.has_bot)
    elsewhere.roles[elsewhere.id].permissions &= ~(1 << 50)
    interaction, person = await ask(where="Elsewhere/lounge")
    await raw.answer(interaction, 4, {"content": "Hi"})
    assert (await person).ephemeral


@pytest.mark.parametrize(("seconds", "status"), [(2.9, 204), (3.1, 404)])
async def test_three_seconds_are_the_limit(
    ask: Ask, raw: RawBot, clock: HeldClock, seconds: float, status: int
):
    interaction, person = await ask()
    clock.move(seconds)
    answered, body = await raw.answer(interaction, 4, {"content": "x"})
    assert answered == status
    assert (await person).ok is (status == 204)
    if body is not None:
        assert body == {"message": "Unknown interaction", "code": 10062}


async def test_once_the_person_was_told_no_answer_counts(ask: Ask, raw: RawBot, clock: HeldClock):
    interaction, person = await ask()
    clock.move(3.0)
    assert (await person).problem == "The application did not respond"
    assert (await raw.answer(interaction, 4, {"content": "x"}))[1]["code"] == 10062


async def test_a_second_answer_is_refused(ask: Ask, raw: RawBot):
    interaction, _ = await ask()
    await raw.answer(interaction, 4, {"content": "x"})
    status, body = await raw.answer(interaction, 4, {"content": "y"})
    assert (status, body["code"]) == (400, 40060)


async def test_a_wrong_token_answers_nothing(ask: Ask, raw: RawBot):
    interaction, _ = await ask()
    status, body = await raw.answer({**interaction, "token": "guessed"}, 4, {"content": "x"})
    assert (status, body["code"]) == (404, 10062)


async def test_the_response_tells_what_was_made(ask: Ask, raw: RawBot):
    interaction, _ = await ask()
    path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
    body = {"type": 4, "data": {"content": "x", "flags": 64}}
    _, told = await raw.rest.call("POST", path, body, query={"with_response": "true"})
    assert told["interaction"]["response_message_ephemeral"] is True
    assert told["resource"]["message"]["id"] == told["interaction"]["response_message_id"]
    assert told["resource"]["message"]["interaction_metadata"]["id"] == interaction["id"]
    interaction, _ = await ask()
    path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
    _, told = await raw.rest.call("POST", path, {"type": 5}, query={"with_response": "1"})
    assert told["interaction"]["response_message_loading"] is True


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        (4, {"content": "x" * 2001}, ["data", "content"]),
        (4, {**texts("x"), "content": "y"}, ["data", "content"]),
        (4, {"components": [row(button(), button())]}, ["data", "components", "0", "components", "1", "custom_id"]),
        (8, {"choices": []}, ["type"]),
        (7, {"content": "x"}, ["type"]),
        (6, {}, ["type"]),
        (1, {}, ["type"]),
        (9, {**MODAL, "title": "x" * 46}, ["data", "title"]),
        (9, {**MODAL, "components": PARTS * 2}, ["data", "components", "1", "component", "custom_id"]),
    ],
)  # fmt: skip
async def test_wrong_answers_name_the_field_and_leave_the_interaction_open(
    playground: Playground, ask: Ask, raw: RawBot, *, kind: int, data: Json, field: list[str]
):
    interaction, person = await ask()
    assert await errors(raw.answer(interaction, kind, data)) == field
    assert playground.journal.violations[-1].problems[0].path[0] == field[0]
    assert "callback: " in str(playground.journal.violations[-1])
    await raw.answer(interaction, 4, {"content": "Right"})
    assert (await person).text == "Right"


async def test_autocomplete_takes_choices_only(playground: Playground, ask: Ask, raw: RawBot):
    person = asyncio.create_task(playground.complete("/hello name:Zhu"))
    interaction = await raw.event("INTERACTION_CREATE")
    focused = {"name": "name", "type": 3, "value": "Zhu", "focused": True}
    assert (interaction["type"], interaction["data"]["options"]) == (4, [focused])
    assert await errors(raw.answer(interaction, 4, {"content": "x"})) == ["type"]
    many = [{"name": str(i), "value": str(i)} for i in range(26)]
    assert await errors(raw.answer(interaction, 8, {"choices": many})) == ["data", "choices"]
    assert (await raw.answer(interaction, 8, {"choices": many[:25]}))[0] == 204
    assert (await person).choices == many[:25]


async def test_a_deferred_answer_is_seen_when_it_is_edited(ask: Ask, raw: RawBot):
    interaction, person = await ask()
    await raw.answer(interaction, 5, {"flags": 64})
    path = f"/webhooks/{interaction['application_id']}/{interaction['token']}/messages/@original"
    _, loading = await raw.rest.call("GET", path)
    assert loading["flags"] == 64 | 128
    _, message = await raw.rest.call("PATCH", path, texts("Done"))
    assert message["flags"] == 64 | 1 << 15
    outcome = await person
    assert (outcome.text, outcome.ephemeral, outcome.deferred) == ("Done", True, True)


async def test_a_deferred_answer_may_never_come(ask: Ask, raw: RawBot, clock: HeldClock):
    interaction, person = await ask()
    await raw.answer(interaction, 5)
    await asyncio.sleep(0.01)
    clock.move(900)
    assert (await person).problem == "The application did not respond"


async def test_a_deferred_answer_can_be_deleted(playground: Playground, ask: Ask, raw: RawBot):
    interaction, person = await ask()
    await raw.answer(interaction, 5)
    path = f"/webhooks/{interaction['application_id']}/{interaction['token']}/messages/@original"
    assert (await raw.rest.call("DELETE", path))[0] == 204
    outcome = await person
    assert (outcome.ok, outcome.message, outcome.text) == (True, None, "")
    assert (await raw.rest.call("GET", path))[1]["code"] == 10008
    assert playground.read() == []


async def test_follow_ups_are_posted_read_edited_and_deleted(
    playground: Playground, ask: Ask, raw: RawBot
):
    interaction, person = await ask()
    base = f"/webhooks/{interaction['application_id']}/{interaction['token']}"
    assert (await raw.rest.call("POST", base, {"content": "x"}))[1]["code"] == 10015
    await raw.answer(interaction, 4, {"content": "First"})
    await person
    for flags in (0, 64):
        _, message = await raw.rest.call(
            "POST", base, {"content": "More", "flags": flags}, key=None
        )
        path = f"{base}/messages/{message['id']}"
        assert message["type"] == 19
        assert (await raw.rest.call("PATCH", path, {"content": "Most"}))[1]["content"] == "Most"
        assert [one["content"] for one in playground.read()] == ["First", "Most"]
        assert (await raw.rest.call("GET", path))[1]["content"] == "Most"
        assert (await raw.rest.call("DELETE", path))[0] == 204
        assert (await raw.rest.call("GET", path))[1]["code"] == 10008
    assert (await raw.rest.call("POST", base, {}))[1]["code"] == 50006
    status, _ = await raw.rest.call("DELETE", f"{base}/messages/@original")
    assert (status, playground.read()) == (204, [])
    _, later = await raw.rest.call("POST", base, {"content": "Later"})
    assert "message_reference" not in later


async def test_a_token_lives_for_fifteen_minutes(ask: Ask, raw: RawBot, clock: HeldClock):
    interaction, person = await ask()
    await raw.answer(interaction, 4, {"content": "x"})
    await person
    base = f"/webhooks/{interaction['application_id']}/{interaction['token']}"
    clock.move(899)
    assert (await raw.rest.call("GET", f"{base}/messages/@original"))[0] == 200
    clock.move(2)
    status, body = await raw.rest.call("GET", f"{base}/messages/@original")
    assert (status, body["code"]) == (401, 50027)
    assert (await raw.rest.call("POST", "/webhooks/5/x", {"content": "x"}))[1]["code"] == 10015


async def test_old_interactions_are_forgotten(
    playground: Playground, ask: Ask, raw: RawBot, clock: HeldClock
):
    first = ""
    for _ in range(3):
        interaction, person = await ask()
        await raw.answer(interaction, 4, {"content": "x"})
        first = (await person).interaction
        clock.move(901)
    assert playground.outcome(first).text == "x"
    await ask()
    assert playground.outcome(first).problem.startswith("That interaction is over")


async def test_a_button_can_update_its_message_at_once_or_later(
    playground: Playground, ask: Ask, raw: RawBot
):
    for flags in (0, 64):
        interaction, person = await ask()
        shown = {"content": "Before", "components": [row(button())], "flags": flags}
        await raw.answer(interaction, 4, shown)
        message = await person
        pressing = asyncio.create_task(playground.press(message, "Press"))
        pressed = await raw.event("INTERACTION_CREATE")
        assert pressed["message"]["id"] == (message.message or {})["id"]
        assert pressed["data"] == {"component_type": 2, "custom_id": "b", "id": 2}
        await raw.answer(pressed, 7, {"content": "After"})
        assert (await pressing).text == "After"
        pressing = asyncio.create_task(playground.press(message, "b"))
        pressed = await raw.event("INTERACTION_CREATE")
        await raw.answer(pressed, 6)
        assert (await pressing).kind == "update"
        path = f"/webhooks/{pressed['application_id']}/{pressed['token']}/messages/@original"
        await raw.rest.call("PATCH", path, {"content": "Later", "components": []})
        assert playground.read()[-1]["content"] == "Later"


async def test_no_modal_answers_a_modal_and_a_commands_modal_updates_nothing(
    playground: Playground, ask: Ask, raw: RawBot
):
    interaction, person = await ask()
    await raw.answer(interaction, 9, MODAL)
    form = await person
    submitting = asyncio.create_task(playground.submit(form, {"t": "typed"}))
    submitted = await raw.event("INTERACTION_CREATE")
    assert submitted["data"]["components"][0]["component"]["value"] == "typed"
    for kind, data in ((9, MODAL), (7, {"content": "x"})):
        assert await errors(raw.answer(submitted, kind, data)) == ["type"]
    await raw.answer(submitted, 4, {"content": "Thanks"})
    outcome = await submitting
    assert outcome.text == "Thanks"
    metadata = (outcome.message or {})["interaction_metadata"]
    assert metadata["triggering_interaction_metadata"]["id"] == interaction["id"]


async def test_a_message_posted_by_the_bot_has_buttons_too(
    playground: Playground, ask: Ask, raw: RawBot, general: str
):
    posted = {"components": [row(button())], "content": "x"}
    _, message = await raw.rest.call("POST", f"{general}/messages", posted)
    pressing = asyncio.create_task(playground.press(message["id"], "b"))
    pressed = await raw.event("INTERACTION_CREATE")
    assert list(pressed["authorizing_integration_owners"]) == ["0"]
    await raw.answer(pressed, 4, {"content": "Reply"})
    outcome = await pressing
    reference = (outcome.message or {})["message_reference"]
    assert reference["message_id"] == message["id"]


async def test_commands_are_registered_changed_and_removed(playground: Playground, rest: Rest):
    app, guild = playground.world.bot.id, next(iter(playground.world.guilds))
    for base in (f"/applications/{app}/commands", f"/applications/{app}/guilds/{guild}/commands"):
        status, first = await rest.call("POST", base, {"name": "a", "description": "A"})
        assert status == 201
        body = {"name": "a", "description": "B", "default_member_permissions": 32}
        status, second = await rest.call("POST", base, body)
        assert (status, second["id"], second["description"]) == (200, first["id"], "B")
        assert second["default_member_permissions"] == "32"
        assert second["version"] != first["version"]
        _, replaced = await rest.call("PUT", base, [command("a"), command("b")])
        assert replaced[0]["id"] == first["id"]
        one = f"{base}/{replaced[1]['id']}"
        assert (await rest.call("PATCH", one, {"description": "C"}))[1]["description"] == "C"
        assert (await rest.call("GET", one))[1]["description"] == "C"
        _, error = await rest.call("PATCH", one, {"name": "a"})
        assert list(error["errors"]) == ["name"]
        assert (await rest.call("DELETE", one))[0] == 204
        assert (await rest.call("GET", one))[1]["code"] == 10063
        assert [each["name"] for each in (await rest.call("GET", base))[1]] == ["a"]
    assert (await rest.call("GET", "/applications/5/commands"))[1]["code"] == 50001


async def test_bad_commands_are_refused_at_their_place_in_the_list(
    playground: Playground, rest: Rest
):
    base = f"/applications/{playground.world.bot.id}/commands"
    _, error = await rest.call("PUT", base, [command("a"), command("Bad")])
    assert list(error["errors"]) == ["1"]
    _, error = await rest.call("PUT", base, [command("a"), command("a")])
    assert error["errors"]["1"]["_errors"][0]["code"] == "APPLICATION_COMMANDS_DUPLICATE_NAME"
    _, error = await rest.call("POST", base, command("a", option("x"), option("y", required=True)))
    assert list(error["errors"]["options"]) == ["1"]
    for count, code in ((100, None), (101, 30032)):
        body = [command(f"c{number}") for number in range(count)]
        answer = (await rest.call("PUT", base, body))[1]
        assert code == (answer["code"] if isinstance(answer, dict) else None)
    assert (await rest.call("POST", base, command("one-more")))[1]["code"] == 30032
    assert (await rest.call("POST", base, command("c1")))[0] == 200


async def test_what_comes_after_the_channel_was_deleted_finds_no_channel(
    playground: Playground, ask: Ask, raw: RawBot
):
    interaction, person = await ask()
    await raw.answer(interaction, 4, {"content": "x"})
    await person
    playground.happens.delete_channel(playground.world.channels[interaction["channel_id"]])
    path = f"/webhooks/{interaction['application_id']}/{interaction['token']}"
    status, body = await raw.rest.call("POST", path, {"content": "y"}, key=None)
    assert (status, body["code"]) == (404, 10003)


async def test_a_deferred_answer_cannot_have_flags_out_of_range(ask: Ask, raw: RawBot):
    interaction, person = await ask()
    status, body = await raw.answer(interaction, 5, {"flags": 2**70})
    assert (status, list(body["errors"]["data"])) == (400, ["flags"])
    await raw.answer(interaction, 4, {"content": "x"})
    await person
