"""Looks at one thing after another, each for so long at most, and at the others when one fails."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.errors import HostError

from .findings import CannotLookError, Finding, refused, unknown

EACH = 20.0
"""Seconds that a step has at most, unless it says otherwise."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to look at; `patience` is the seconds that it has at most."""

    name: str
    look: Callable[[], Awaitable[Sequence[Finding]]]
    patience: float = EACH


async def examine(
    steps: Sequence[Step], within: float, begin: Callable[[str], None]
) -> AsyncGenerator[Finding, None]:
    """Give what each step finds, in their order; `begin` is told what is looked at next.

    After `within` seconds the steps that are left are given as not looked at. Never raises.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + within
    for step in steps:
        begin(step.name)
        left = min(step.patience, until - loop.time())
        for finding in await _looked(step, left):
            yield finding


async def _looked(step: Step, seconds: float) -> Sequence[Finding]:
    if seconds <= 0:
        return [unknown(step.name, "There was no time left", _LONGER)]
    try:
        async with asyncio.timeout(seconds):
            return await step.look()
    except TimeoutError:
        return [unknown(step.name, f"It took longer than {seconds:.0f} s", _LONGER)]
    except CannotLookError as error:
        return [unknown(step.name, str(error))]
    except HostError as error:
        return [refused(step.name, error)]
    except Exception as error:  # noqa: BLE001 - the other steps are still to be looked at
        return [unknown(step.name, f"Looking at it failed ({type(error).__name__})")]


_LONGER = "Try again, or allow more time with --seconds."


async def aside(work: Callable[[Callable[[], bool]], T]) -> T:
    """Do work in a thread; it is handed what says whether nobody waits for it any more.

    A thread that does not end keeps the program from ending as little as from going on.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()
    is_over = threading.Event()

    def settle(result: T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(result)  # type: ignore[arg-type]  # there is a result where there is no error
        else:
            done.set_exception(error)

    def run() -> None:
        result, failed = None, None
        try:
            result = work(is_over.is_set)
        except Exception as error:  # noqa: BLE001 - it is raised where the result is awaited
            failed = error
        if not is_over.is_set():
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="doctor", daemon=True).start()
    try:
        return await done
    finally:
        is_over.set()
