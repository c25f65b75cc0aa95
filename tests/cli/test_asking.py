"""`fasti ask`: one command, a file of them, half-typed ones."""

import io
import json

import pytest

NOON = "2026-06-22T12:00:00+02:00"


def asked(fasti, *arguments):
    status, output, complaint = fasti("ask", *arguments, "--json")
    assert "Traceback" not in complaint
    return status, [json.loads(line) for line in output.splitlines()]


def test_an_answer_is_printed_as_a_member_reads_it(fasti):
    status, output, _ = fasti("ask", "/person name:Zhukov")
    assert status == 0
    assert "Georgy Zhukov" in output
    assert "[Timeline]" in output
    assert "**" not in output


def test_an_answer_as_json_has_all_that_is_promised(fasti):
    status, (answer,) = asked(fasti, "/person name:Zhukov")
    assert status == 0
    assert list(answer) == [
        "command",
        "ok",
        "ephemeral",
        "text",
        "buttons",
        "options",
        "components",
        "ms",
    ]
    assert answer["command"] == "/person name:Zhukov"
    assert answer["ok"] is True
    assert answer["ephemeral"] is False
    assert answer["text"].startswith("Georgy Zhukov\n")
    assert answer["buttons"] == ["Timeline", "Report a mistake"]
    assert "Battle of Berlin" in answer["options"]
    assert answer["components"][0]["type"] == 17
    assert 0 < answer["ms"] < 3000


def test_a_refusal_only_you_see_says_so(fasti):
    _, output, _ = fasti("ask", "/today date:31 June")
    assert "only you see this" in output


def test_the_clock_can_be_set(fasti):
    _, (answer,) = asked(fasti, "/today", "--now", NOON)
    assert answer["text"].startswith("22 June\n")
    assert "85 years ago" in answer["text"]


def test_a_clock_that_was_set_is_not_said_to_be_wrong(fasti):
    _, output, complaint = fasti("ask", "/today", "--now", NOON)
    assert "clock" not in output + complaint


@pytest.mark.parametrize(
    "instant",
    ["yesterday", "2026-06-22T12:00:00", "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59Z"],
)
def test_a_clock_that_cannot_be_set_is_a_sentence(fasti, instant):
    status, _, complaint = fasti("ask", "/today", "--now", instant)
    assert status == 1
    assert complaint.endswith("write it like 2026-06-22T09:00:00+02:00.")


def test_a_half_typed_option_is_completed(fasti):
    status, (answer,) = asked(fasti, "/topic name:kurs", "--complete")
    assert status == 0
    assert {"name": "Battle of Kursk (topic)", "value": "topic:battle-of-kursk"} in answer[
        "choices"
    ]


def test_completions_are_printed_one_a_line(fasti):
    _, output, _ = fasti("ask", "/topic name:kurs", "--complete")
    assert "Battle of Kursk (topic)" in output.splitlines()


def test_another_place_can_be_asked_from(fasti):
    _, (answer,) = asked(fasti, "/help", "--where", "dm")
    assert answer["ok"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/nosuch", "There is no command /nosuch."),
        ("/event", "name"),
        ("hello", "Begin with a slash"),
    ],
)
def test_a_command_that_cannot_be_sent_gives_a_sentence_and_status_1(fasti, command, sentence):
    status, (answer,) = asked(fasti, command)
    assert status == 1
    assert answer["ok"] is False
    assert sentence in answer["text"]


def test_a_file_of_commands_goes_through_one_process_and_status_0(fasti, tmp_path):
    file = tmp_path / "commands"
    file.write_text("# a comment\n\n/nosuch\n/help\n/person name:Жуков\n")
    status, answers = asked(fasti, "--file", str(file))
    assert status == 0
    assert [answer["ok"] for answer in answers] == [False, True, True]


def test_commands_come_from_standard_input_too(fasti, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("/about\n"))
    _, (answer,) = asked(fasti, "--file", "-")
    assert answer["text"].startswith("Fasti ")


def test_what_is_for_moderators_is_asked_by_one(fasti):
    _, (answer,) = asked(fasti, "/daily setup channel:#on-this-day time:9 zone:Berlin")
    assert answer["text"].startswith("Daily post #1 is set up\nWhere: #on-this-day, a text channel")


def test_a_member_is_refused_with_a_sentence(fasti):
    status, (answer,) = asked(fasti, "/daily list", "--as", "member")
    assert status == 0
    assert answer["text"].startswith("Only people with the permission Manage Server")


def test_an_editor_can_ask(fasti):
    status, (answer,) = asked(fasti, "/help", "--as", "editor")
    assert (status, answer["ok"]) == (0, True)
    assert "editor" in fasti("ask", "--help")[1]


def test_another_person_can_ask(fasti):
    _, (answer,) = asked(fasti, "/help", "--as", "moderator")
    assert "/daily setup" in answer["text"]


def test_roles_people_and_channels_are_shown_by_name(fasti, tmp_path):
    file = tmp_path / "commands"
    file.write_text(
        "/daily setup channel:general time:9 zone:Berlin\n/daily edit role:Editors\n"
        "/event name:<#1> <@2> nothing\n"
    )
    _, (_, edited, unknown) = asked(fasti, "--file", str(file))
    assert edited["text"].startswith("This pings @Editors (everyone who has the role)")
    assert "<@2>" in unknown["text"]


def test_a_file_that_cannot_be_read_is_a_sentence(fasti, tmp_path):
    status, _, complaint = fasti("ask", "--file", str(tmp_path / "gone"))
    assert status == 1
    assert "cannot be read: name a text file" in complaint


@pytest.mark.parametrize("arguments", [[], ["/today", "--file", "commands"]])
def test_nothing_to_ask_or_too_much_is_a_sentence(fasti, arguments):
    status, _, complaint = fasti("ask", *arguments)
    assert status == 1
    assert "Give a command" in complaint
