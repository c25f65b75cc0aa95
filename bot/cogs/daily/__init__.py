"""/daily: what a moderator can do with the daily posts of a server."""

from .changing import Changing
from .looking import Looking


class Daily(Changing, Looking):
    """Checks at each use that who asks may manage the server; all answers are for them alone."""


__all__ = ["Daily"]
