"""What is free goes back to the system, soon after the start and from time to time."""

import asyncio
import ctypes
from types import SimpleNamespace

import pytest

from bot.bootstrap.heap import give_back


async def test_it_is_given_back_again_and_again(monkeypatch):
    asked, often = [], asyncio.Event()
    loop = asyncio.get_running_loop()

    def trim(pad):
        asked.append(pad)
        if len(asked) == 3:
            loop.call_soon_threadsafe(often.set)

    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(malloc_trim=trim))
    task = asyncio.create_task(give_back(soon=0, every=0))
    await often.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert set(asked) == {0}


async def test_a_c_library_without_such_a_request_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    task = asyncio.create_task(give_back(soon=0, every=0))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
