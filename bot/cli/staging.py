"""The stage of `fasti run` in the playground: its server, set up as a moderator would do it."""

import asyncio
import contextlib
import datetime as dt

import structlog

from bot.playground import Playground

POSTS_AT = dt.time(9)
"""When the daily post of the stage is due, in TIME_ZONE."""
_POSTED_WITHIN = 5.0
"""Seconds that the day's post is waited for."""
_WHO = "moderator"
_CHANNEL = "on-this-day"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def stage(served: Playground, zone: str) -> None:
    """Name the editors, set up a daily post in #on-this-day and let that of today go out.

    All of it is a moderator's commands, whose answers are put away. What cannot be done is logged
    in a sentence, and left out.
    """
    setup = f"/daily setup channel:#{_CHANNEL} time:{POSTS_AT:%H:%M} zone:{zone}"
    for command, done in (
        ("/content editors role:Editors", "may edit"),
        (setup, "is set up"),
        ("/daily post-now", "goes out"),
    ):
        outcome = await served.type(command, who=_WHO)
        if outcome.ephemeral:
            served.dismiss(outcome, who=_WHO)
        if done not in outcome.text:
            _log.warning("the stage is not as it should be", command=command, answer=outcome.text)
        elif command == "/daily post-now":
            await _arrived(served)


async def _arrived(served: Playground) -> None:
    """Wait, for a while, until the day's post is there."""
    if served.posted(_CHANNEL):
        return
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_POSTED_WITHIN):
            await served.journal.wait("MESSAGE_CREATE", lambda _: bool(served.posted(_CHANNEL)))
