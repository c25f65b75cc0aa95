"""/content: what a server's editors can do with what the bot tells there."""

from .changing import Changing
from .desk import DeskCommands
from .files import Files
from .looking import Looking
from .reviewing import Reviewing


class Content(Changing, Looking, Reviewing, Files, DeskCommands):
    """Asks at each use who asks; all answers are for them alone."""


__all__ = ["Content"]
