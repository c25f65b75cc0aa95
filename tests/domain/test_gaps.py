"""What may have been posted between a backup and its restoring is doubted, and nothing else."""

import dataclasses
import datetime as dt

import pytest

from bot.domain.deliveries import Delivery, Reason, Stage, is_fresh
from bot.domain.gaps import Gap, doubted, is_unlikely

DUE = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ROW = Delivery(feed=1, on=DUE.date(), due_at=DUE)
LATE = dataclasses.replace(ROW, stage=Stage.SKIPPED, reason=Reason.LATE)
RESTORED = (Stage.UNCERTAIN, Reason.RESTORED)


def gap(made, restored):
    """Give a gap by hours from when the post was due; `made` may be unknown."""
    return Gap(None if made is None else DUE + made * HOUR, DUE + restored * HOUR)


@pytest.mark.parametrize(
    ("gaps", "since", "until"),
    [
        ([gap(-6, 3)], -6, 3),
        ([gap(-48, 3)], -24, 3),  # no post is made as early as that
        ([gap(None, 3)], -24, 3),
        ([gap(-6, -3)], -6, -3),  # a moderator may have asked for it before its time
        ([gap(2, 3)], -2, 3),  # the backup is of a time at which it was due, and not open yet
        ([gap(-1, 3)], -2, 3),
        ([gap(-9, 1), gap(-5, 4)], -9, 4),
        ([gap(-90, -80), gap(-5, 4)], -5, 4),
    ],
)
def test_a_post_is_looked_for_where_a_gap_may_hide_it(gaps, since, until):
    row = doubted(ROW, gaps)
    assert (row.doubtful_since, row.tried_at) == (DUE + since * HOUR, DUE + until * HOUR)
    assert not is_fresh(row)
    assert row.stage is Stage.CLAIMED


@pytest.mark.parametrize("gaps", [[], [gap(-90, -25)], [gap(None, -25)]])
def test_of_a_gap_that_was_over_before_nothing_is_doubted(gaps):
    assert doubted(ROW, gaps) == ROW
    assert doubted(LATE, gaps) == LATE


def test_what_is_too_late_counts_as_perhaps_posted():
    row = doubted(LATE, [gap(-6, 30)])
    assert (row.stage, row.reason) == RESTORED
    assert doubted(LATE, [gap(-6, -3)]) == LATE  # it was due after the gap


def test_what_is_left_out_for_another_reason_stays_so():
    row = dataclasses.replace(LATE, reason=Reason.EMPTY)
    assert doubted(row, [gap(-6, 30)]) == row


@pytest.mark.parametrize(
    ("gaps", "unlikely"),
    [
        ([gap(-6, 3)], False),
        ([gap(-6, 0)], False),
        ([gap(-6, -3)], True),
        ([gap(-1, -0.5)], True),
    ],
)
def test_a_post_that_was_due_after_the_gap_is_unlikely(gaps, unlikely):
    row = doubted(ROW, gaps)
    claimed = dataclasses.replace(row, try_at=row.tried_at, tried_at=DUE)
    assert is_unlikely(claimed) is unlikely


def test_an_attempt_that_was_lost_is_not_unlikely():
    assert not is_unlikely(ROW)
    early = dataclasses.replace(ROW, doubtful_since=DUE - HOUR, try_at=DUE - HOUR / 2)
    assert not is_unlikely(early)  # by a clock that was behind
