"""Errors in Discord's shape."""

from bot.playground.errors import Problem, invalid, tree, unknown


def test_faults_become_discords_nested_tree():
    problems = [
        Problem(("embeds", 0, "title"), "BASE_TYPE_MAX_LENGTH", "Must be 256 or fewer in length."),
        Problem(("content",), "BASE_TYPE_REQUIRED", "This field is required"),
    ]
    told = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}
    assert tree(problems)["embeds"] == {"0": {"title": {"_errors": [told]}}}
    assert invalid(problems).payload()["code"] == 50035
    assert str(problems[0]) == "embeds.0.title: Must be 256 or fewer in length."
    assert problems[1].under("data").path == ("data", "content")


def test_other_errors_carry_no_tree():
    assert unknown("Message").payload() == {"message": "Unknown Message", "code": 10008}
