"""Faults on demand."""

import asyncio

import aiohttp
import pytest

from bot.playground import Fault, HeldClock, Playground
from tests.playground.raw import Rest


async def test_a_status_is_answered_as_often_as_told(
    playground: Playground, rest: Rest, general: str
):
    playground.faults.add(Fault(what="status", status=502, path="/channels/*/messages", times=2))
    path = f"{general}/messages"
    statuses = [(await rest.call("POST", path, {"content": "x"}))[0] for _ in range(3)]
    assert statuses == [502, 502, 200]
    assert len(playground.read()) == 1


async def test_a_status_can_carry_a_code_of_discords(playground: Playground, rest: Rest):
    fault = Fault(
        what="status", status=403, code=50007, message="Cannot send messages to this user"
    )
    playground.faults.add(fault)
    status, body = await rest.call("GET", "/users/@me")
    assert status == 403
    assert body == {"message": "Cannot send messages to this user", "code": 50007}


async def test_a_429_can_be_global(playground: Playground, rest: Rest):
    playground.faults.set([Fault(what="status", status=429, retry_after=2.5, everywhere=True)])
    status, body = await rest.call("GET", "/users/@me")
    assert (status, body["retry_after"], body["global"]) == (429, 2.5, True)


@pytest.mark.parametrize(("what", "handled"), [("drop answer", 1), ("drop request", 0)])
async def test_a_connection_ends_without_an_answer(
    playground: Playground, rest: Rest, general: str, what: str, handled: int
):
    playground.faults.add(Fault(what=what, method="POST"))
    with pytest.raises(aiohttp.ClientConnectionError):
        await rest.call("POST", f"{general}/messages", {"content": "x"})
    assert len(playground.read()) == handled
    assert playground.journal.requests[-1].status == (200 if handled else 0)
    assert (await rest.call("POST", f"{general}/messages", {"content": "x"}))[0] == 200


async def test_a_slow_answer_waits_for_the_clock(
    playground: Playground, rest: Rest, general: str, clock: HeldClock
):
    playground.faults.add(Fault(what="slow", seconds=10.0))
    answer = asyncio.create_task(rest.call("POST", f"{general}/messages", {"content": "x"}))
    await playground.journal.wait("MESSAGE_CREATE")
    await asyncio.sleep(0.01)
    assert not answer.done()
    clock.move(10.0)
    assert (await answer)[0] == 200


async def test_a_late_request_is_handled_once_the_clock_has_come_so_far(
    playground: Playground, rest: Rest, general: str, clock: HeldClock
):
    playground.faults.add(Fault(what="late", seconds=10.0))
    answer = asyncio.create_task(rest.call("POST", f"{general}/messages", {"content": "x"}))
    while playground.faults.rules:  # noqa: ASYNC110 - the journal tells of no request before it is handled
        await asyncio.sleep(0)
    assert playground.read() == []
    clock.move(10.0)
    assert (await answer)[0] == 200
    assert len(playground.read()) == 1


async def test_rules_without_a_count_hold_until_they_are_replaced(
    playground: Playground, rest: Rest
):
    playground.faults.add(
        Fault(what="status", status=500, method="GET", path="/users/*", times=None)
    )
    assert [(await rest.call("GET", "/users/@me"))[0] for _ in range(3)] == [500] * 3
    assert (await rest.call("GET", "/gateway"))[0] == 200
    playground.faults.set([])
    assert (await rest.call("GET", "/users/@me"))[0] == 200


def test_an_unheard_of_fault_is_refused():
    with pytest.raises(ValueError, match="explode"):
        Fault(what="explode")
