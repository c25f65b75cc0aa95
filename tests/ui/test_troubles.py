"""Each trouble is a sentence that names the remedy."""

import pytest

from bot.domain.troubles import Problem, Trouble
from bot.ui.daily_texts import SHORT_OF
from bot.ui.troubles import briefly, permission, sentence, shortcoming, telling
from tests.ui import reading
from tests.ui.posts import feed_of

EXTRAS = ("create_public_threads", "pin_messages", "mention_everyone")


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        ("no-channel", "Choose another with `/daily edit`"),
        ("no-server", "Invite me again"),
        (
            "permissions:send_messages",
            "I need **Send Messages** in <#5>. Give it to my role under Edit Channel, Permissions.",
        ),
        (
            "permissions:view_channel,send_messages",
            "I need **View Channel** and **Send Messages** in <#5>. Give them to my role",
        ),
        ("permissions:mention_everyone", "Allow anyone to @mention this role"),
        ("needs-tag", "<#5> asks for a tag"),
        ("unknown-tag:77", "is gone from <#5>"),
        ("no-role", "Choose another, or none"),
        ("archived", "<#5> is locked"),
        ("zone", "the time zone Europe/Berlin"),
        ("refused:50013", "(code 50013)"),
        ("fault:abc123", "the code `abc123`"),
    ],
)
def test_a_trouble_says_what_to_do(trouble, says):
    assert says in sentence(Trouble.parse(trouble), feed_of().plan)


def test_every_problem_has_a_sentence_and_a_few_words():
    for problem in Problem:
        assert sentence(Trouble(problem), feed_of().plan).endswith(".")
        assert briefly(Trouble(problem)).strip()


def test_whatever_posts_can_do_without_is_named():
    trouble = Trouble(Problem.PERMISSIONS, EXTRAS)
    for name in EXTRAS:
        assert SHORT_OF[name] in shortcoming(trouble, feed_of().plan)


def test_a_permission_without_a_name_of_ours_is_still_readable():
    assert permission("manage_roles") == "Manage Roles"
    assert permission("send_messages_in_threads") == "Send Messages in Threads"


async def test_moderators_are_told_with_a_button_to_check_again():
    trouble = Trouble(Problem.PERMISSIONS, ("pin_messages",))
    view = telling(feed_of(), trouble)
    assert reading.text(view).startswith(
        "**For the moderators: daily post #1 (09:00, <#5>) has stopped.** I need **Pin"
    )
    assert reading.buttons(view) == {"Check again": "f:daily:check:7"}
    private = reading.text(telling(feed_of(), trouble, server="*Home*"))
    assert private.startswith(
        "**For the moderators of \\*Home\\*: daily post #1 (09:00, <#5>) has stopped.** I need"
    )
    assert "write to you, who set it up" in private
