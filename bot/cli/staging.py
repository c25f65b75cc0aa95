"""The stage of `fasti run` in the playground: its server, set up as a moderator would do it."""

import datetime as dt

import structlog

from bot.playground import Playground

POSTS_AT = dt.time(9)
"""When the daily post of the stage is due, in TIME_ZONE."""
_WHO = "moderator"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def stage(served: Playground, zone: str) -> None:
    """Name the editors, set up a daily post in #on-this-day and let that of today go out.

    All of it is a moderator's commands, whose answers are put away. What cannot be done is logged
    in a sentence, and left out.
    """
    setup = f"/daily setup channel:#on-this-day time:{POSTS_AT:%H:%M} zone:{zone}"
    for command, done in (
        ("/content editors role:Editors", "may edit"),
        (setup, "is set up"),
        ("/daily post-now", "goes out"),
    ):
        outcome = await served.type(command, who=_WHO)
        if done not in outcome.text:
            _log.warning("the stage is not as it should be", command=command, answer=outcome.text)
        if outcome.ephemeral:
            served.dismiss(outcome, who=_WHO)
