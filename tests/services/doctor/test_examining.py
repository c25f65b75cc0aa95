"""Steps are looked at one after another, each within its time, whatever becomes of one."""

import asyncio
import threading

import pytest

from bot.domain.errors import HostError
from bot.services.doctor import CannotLookError, State, Step, examine
from bot.services.doctor.examining import aside
from bot.services.doctor.findings import fine


async def well():
    return [fine("well", "All is")]


async def stuck():
    await asyncio.Event().wait()


def failing(error):
    async def look():
        raise error

    return Step(name="failing", look=look)


async def found(*steps, within=60.0):
    begun: list[str] = []
    findings = [each async for each in examine(steps, within, begun.append)]
    assert begun == [step.name for step in steps]
    return findings


@pytest.mark.parametrize(
    ("error", "state", "saw", "remedy"),
    [
        (HostError("It is broken: mend it."), State.MEND, "It is broken", "Mend it."),
        (
            HostError("It (f(x): of y: z) is broken (no: w): mend it: now."),
            State.MEND,
            "It (f(x): of y: z) is broken (no: w)",
            "Mend it: now.",
        ),
        (HostError("It says (half a: mend it."), State.MEND, "It says (half a", "Mend it."),
        (HostError("It is ) broken: mend it."), State.MEND, "It is ) broken", "Mend it."),
        (HostError("It is broken."), State.MEND, "It is broken.", ""),
        (CannotLookError("Nobody answers"), State.UNKNOWN, "Nobody answers", ""),
        (KeyError("secret"), State.UNKNOWN, "Looking at it failed (KeyError)", ""),
    ],
)
async def test_a_step_that_fails_keeps_no_other_from_being_looked_at(error, state, saw, remedy):
    failed, other = await found(failing(error), Step(name="well", look=well))
    assert (failed.state, failed.saw, failed.remedy) == (state, saw, remedy)
    assert other.state is State.FINE


async def test_a_step_that_does_not_end_is_given_up():
    late, other = await found(
        Step(name="stuck", look=stuck, patience=0.01), Step(name="well", look=well)
    )
    assert (late.state, late.saw) == (State.UNKNOWN, "It took longer than 0 s")
    assert other.state is State.FINE


async def test_when_time_is_up_what_is_left_is_named():
    late, other = await found(
        Step(name="stuck", look=stuck), Step(name="well", look=well), within=0.01
    )
    assert late.state is State.UNKNOWN
    assert (other.state, other.saw) == (State.UNKNOWN, "There was no time left")


async def test_a_thread_that_does_not_end_is_left_behind_and_told_so():
    told, goes_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work(is_over):
        goes_on.wait(10)
        if is_over():
            told.set()
        ended.set()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await aside(work)
    goes_on.set()
    assert ended.wait(10)
    assert told.is_set()


async def test_what_a_thread_gives_or_raises_comes_back():
    assert await aside(lambda _: 3) == 3

    def fail(_):
        raise HostError("No: do.")

    with pytest.raises(HostError):
        await aside(fail)
