"""What moderators read about posts to come and gone, and what a check finds."""

import pytest

from bot.domain.deliveries import Reason, Stage
from bot.domain.feeds import OnEmpty, Target
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.asked import PostedNow
from bot.ui import daily, daily_reports, daily_texts as texts
from tests.ui import reading
from tests.ui.dailies import NEXT, NO_PERMISSION, active, broken, failed
from tests.ui.posts import feed_of

# ---------------------------------------------------------------- the log


SENT = {"message": (1_573_900_000_000_000_000), "channel": 6}
LINK = "https://discord.com/channels/1/6/1573900000000000000"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (failed(stage=Stage.DONE, reason=None, **SENT), f"posted at 04:16: {LINK}"),
        (failed(stage=Stage.DONE, reason=None, late=True, **SENT), "posted late, at 04:16: "),
        (failed(stage=Stage.DONE, reason=Reason.DELETED, **SENT), "posted, and deleted by"),
        (failed(stage=Stage.SENT, reason=None, **SENT), f"posted, being finished: {LINK}"),
        (failed(stage=Stage.CLAIMED, reason=None), "being sent"),
        (failed(stage=Stage.CLAIMED, reason=Reason.OUTAGE), "waiting: the server was not av"),
        (failed(stage=Stage.SKIPPED, reason=Reason.EMPTY), "skipped: nothing to tell under"),
        (
            failed(stage=Stage.UNCERTAIN, reason=Reason.NO_HISTORY),
            "perhaps posted, not repeated: I need Read Message History to look it up",
        ),
        (
            failed(stage=Stage.UNCERTAIN, reason=Reason.LATE),
            "perhaps posted, not repeated: I could not find that out in time",
        ),
        (
            failed(stage=Stage.CLAIMED, reason=Reason.NO_ANSWER),
            "waiting: Discord did not answer; I try again",
        ),
        (failed(reason=None), "failed: no reason is known"),
        (
            failed(note=str(NO_PERMISSION)),
            "failed: something was in the way\n-# I need **Send Messages** and **View Channel** in <#5>.",
        ),
        (
            failed(note="no-channel"),
            "failed: something was in the way\n-# The channel that I post in is",
        ),
        (
            failed(note="refused:0"),
            "failed: something was in the way\n-# Discord refuses my posts in <#5>",
        ),
        (
            failed(
                stage=Stage.DONE, reason=None, note="pin: refused:0; thread: no-channel", **SENT
            ),
            f"posted at 04:16: {LINK}\n-# pinning it failed: Discord refuses my posts",
        ),
        (
            failed(
                stage=Stage.DONE,
                reason=None,
                note="pin: permissions:pin_messages; thread: <@1> said no",
                **SENT,
            ),
            f"posted at 04:16: {LINK}\n-# pinning it failed: I lack Pin Messages; beginning its thread failed: \\<@1> said",
        ),
    ],
)
def test_each_outcome_is_told_with_its_reason(row, says):
    text = reading.text(daily_reports.log_card(active(), [row]))
    assert f"**Thursday, 19 November 2026** · {says}" in text


def test_a_log_names_every_reason_stage_and_step():
    assert {*texts.LOG_REASONS, *texts.UNCERTAIN} == set(Reason)
    assert set(texts.LOG_STAGES) == set(Stage) - {Stage.DONE}


def test_an_empty_log_says_when_the_first_post_comes():
    assert "comes on Thursday, 19 November 2026, 09:00" in reading.text(
        daily_reports.log_card(active(), [])
    )
    assert texts.LOG_NONE_NEXT in reading.text(daily_reports.log_card(feed_of(), []))


@pytest.mark.parametrize(
    ("row", "is_new", "says"),
    [
        (failed(stage=Stage.CLAIMED, reason=None), True, "goes out to <#5> now"),
        (
            failed(stage=Stage.CLAIMED, reason=Reason.REFUSED),
            True,
            "kept back: Discord refused it.",
        ),
        (failed(stage=Stage.CLAIMED, reason=None), False, "is being sent already"),
        (failed(stage=Stage.DONE, reason=None, **SENT), False, f"went out at 04:16: {LINK}."),
        (failed(stage=Stage.DONE, reason=Reason.DELETED), False, "somebody has deleted it"),
        (failed(stage=Stage.UNCERTAIN, reason=Reason.NO_HISTORY), False, "may have been sent"),
        (failed(stage=Stage.SKIPPED, reason=Reason.EMPTY), False, "There is nothing to tell of"),
    ],
)
def test_posting_now_says_what_comes_of_it(row, is_new, says):
    view = daily_reports.posted_now(active(), PostedNow(row, is_new=is_new))
    assert says in reading.text(view)


# ---------------------------------------------------------------- the check


def checked(feed, trouble=None, permissions=None, empty_days=0, shortcomings=()):
    return reading.text(
        daily_reports.check_card(
            feed,
            daily.Names(tags={1: "Event"}),
            trouble,
            shortcomings=shortcomings,
            permissions={"view_channel": True} if permissions is None else permissions,
            empty_days=empty_days,
            now=NEXT,
        )
    )


def test_a_check_tells_whether_posts_can_be_found_again():
    assert "✅ Read Message History\n" in checked(active(), None, {"read_message_history": True})
    missing = checked(active(), None, {"read_message_history": False})
    assert "⚠️ Read Message History in <#5> is missing" in missing
    assert "✅ Read Message History" not in missing


@pytest.mark.parametrize(
    ("feed", "trouble", "says"),
    [
        (active(), None, "✅ Content: each of the next 30 days has something to tell"),
        (broken(), Trouble(Problem.REFUSED, ("0",)), "❌ Discord refuses my posts in <#5>"),
        (active(), None, "✅ Time zone Europe/Berlin: it is 09:00 there now"),
        (active(role=9), None, "✅ Role: <@&9>"),
        (active(), Trouble(Problem.NEEDS_TAG), "❌ Tags: none"),
        (active(tags=(1,)), None, "✅ Tags: Event"),
        (active(tags=(1, 2)), Trouble(Problem.UNKNOWN_TAG), "❌ Tags: Event, ?"),
    ],
)
def test_a_check_tells_what_is_well_and_what_is_not(feed, trouble, says):
    lines = checked(feed, trouble).splitlines()
    assert any(line.startswith(says) for line in lines), lines


@pytest.mark.parametrize(
    ("empty_days", "on_empty", "says"),
    [
        (1, OnEmpty.SKIP, "ℹ️ Content: nothing to tell on 1 of the next 30 days"),
        (30, OnEmpty.SKIP, "⚠️ Content: nothing to tell on 30 of the next 30 days"),
        (30, OnEmpty.NEAREST, "ℹ️ Content: nothing to tell on 30 of the next 30 days"),
    ],
)
def test_days_with_nothing_are_counted_and_warned_of_where_there_is_nothing_else(
    empty_days, on_empty, says
):
    assert says in checked(active(on_empty=on_empty), empty_days=empty_days)


def test_a_check_of_a_daily_post_without_a_next_one_names_none():
    assert "Next post" not in checked(broken(), NO_PERMISSION)


def test_an_archived_thread_without_a_trouble_is_well():
    text = checked(active(target=Target.THREAD), permissions={})
    assert "the thread is archived, and a post opens it again" in text
    assert "❌" not in text
    assert "❌ Channel" in checked(active(), permissions={})


def test_what_posts_come_without_is_a_warning_and_no_fault():
    lines = checked(
        active(role=9, pin=True),
        permissions={"send_messages": True, "pin_messages": False},
        shortcomings=(
            Trouble(Problem.PERMISSIONS, ("pin_messages",)),
            Trouble(Problem.NO_ROLE),
        ),
    ).splitlines()
    assert "✅ Send Messages" in lines
    assert "⚠️ Pin Messages" in lines
    assert "⚠️ Role: <@&9>" in lines
    assert any(line.startswith("⚠️ I need **Pin Messages** in <#5>.") for line in lines)
    assert any(line.endswith("Until then my posts come without a pin.") for line in lines)
    assert any(
        line.startswith("⚠️ The role that the post was to mention is gone.") for line in lines
    )
    assert not any(line.startswith("❌") for line in lines)


def test_a_permission_that_posting_takes_is_a_fault():
    text = checked(active(), NO_PERMISSION, permissions={"send_messages": False})
    assert "❌ Send Messages" in text
