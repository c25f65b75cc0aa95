"""The clocks: one that runs, one that is held."""

import asyncio
import time

from bot.playground import HeldClock, RunningClock


async def test_a_held_clock_wakes_sleepers_in_order_when_moved():
    clock, woken = HeldClock(at=100.0), list[int]()

    async def sleep(seconds: int) -> None:
        await clock.sleep(seconds)
        woken.append(seconds)

    tasks = [asyncio.create_task(sleep(seconds)) for seconds in (5, 3, 0, 20)]
    await asyncio.sleep(0)
    assert woken == [0]
    tasks[1].cancel()
    clock.move(4)
    await asyncio.sleep(0)
    assert (clock.now(), woken) == (104.0, [0])
    clock.move(1)
    await asyncio.sleep(0)
    assert woken == [0, 5]
    clock.move(100)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert woken == [0, 5, 20]


async def test_a_running_clock_tells_the_time_and_sleeps():
    clock = RunningClock()
    before = time.time()
    await clock.sleep(0.01)
    assert clock.now() >= before + 0.009
