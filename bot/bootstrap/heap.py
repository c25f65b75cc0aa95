"""Memory that was needed for a moment goes back to the system."""

import asyncio
import ctypes

SOON = 10.0
"""Seconds until the pack is indexed, and the first servers are known: most of it is from then."""
EVERY = 60.0


async def give_back(soon: float = SOON, every: float = EVERY) -> None:
    """Give back what is free soon after the start, and from time to time, until cancelled.

    What the C library was asked for in small pieces it keeps otherwise: after a pack is indexed
    that is 7 MB, after a few reloads of it 30. Other C libraries than GNU's have no such request, and need none.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:
        await asyncio.Event().wait()
        return
    await asyncio.sleep(soon)
    while True:
        await asyncio.to_thread(trim, 0)
        await asyncio.sleep(every)
