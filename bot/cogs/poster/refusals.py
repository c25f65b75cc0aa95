"""What Discord's refusals mean, by its codes.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

import discord

from bot.domain.feeds import Target
from bot.domain.posting import DeletedError, PostError, RefusedError, RejectedError
from bot.domain.troubles import Problem, Trouble

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
"""There is no such message; to a send with a nonce: there was one, and it has been deleted."""
ALREADY_PUBLISHED = 40033
MISSING_ACCESS = 50001
ALREADY_A_THREAD = 160004

_MISSING_PERMISSIONS = 50013
_THREAD_ARCHIVED = 50083
# Of the refusals with status 400 these are for a moderator to mend: the channel is of another
# sort, a tag is missing, a thread is locked, there are too many threads.
_MENDABLE = frozenset({40058, 40067, 50008, 50024, _THREAD_ARCHIVED, 160006})
_OF_THREADS = {
    UNKNOWN_CHANNEL: Problem.NO_CHANNEL,
    _THREAD_ARCHIVED: Problem.ARCHIVED,
}


def of_post(
    error: discord.HTTPException, seen: Trouble | None, target: Target, *, known: bool
) -> PostError:
    """Give what a refused post means; `seen` is the trouble that the client sees by itself.

    What it does not see it would not see mended either, so that is refused for no known reason;
    `known` is False for a server or thread that the client does not know.
    """
    if error.code == UNKNOWN_MESSAGE:
        return DeletedError(said(error))
    if seen is not None:
        return RefusedError(seen)
    if not known and error.code == MISSING_ACCESS and target is not Target.THREAD:
        return RefusedError(Trouble(Problem.NO_SERVER))
    if not known and target is Target.THREAD and error.code in _OF_THREADS:
        return RefusedError(Trouble(_OF_THREADS[error.code]))
    if isinstance(error, discord.Forbidden | discord.NotFound) or error.code in _MENDABLE:
        return RefusedError(Trouble(Problem.REFUSED, (str(error.code),)))
    return RejectedError(said(error))


def of_step(error: discord.HTTPException, needed: str) -> PostError:
    """Give what a refused step after a post means; `needed` is the permission that it takes."""
    match error.code:
        case code if code == UNKNOWN_MESSAGE:
            return DeletedError(said(error))
        case code if code == UNKNOWN_CHANNEL:
            return RefusedError(Trouble(Problem.NO_CHANNEL))
        case code if code == MISSING_ACCESS:
            return RefusedError(Trouble(Problem.PERMISSIONS, ("view_channel",)))
        case code if code == _MISSING_PERMISSIONS:
            return RefusedError(Trouble(Problem.PERMISSIONS, (needed,)))
        case _:
            return RejectedError(said(error))


def said(error: discord.HTTPException) -> str:
    """Give Discord's own words, for the log."""
    return f"{error.text or error.status} ({error.code})"
