"""Of each server no more is kept in memory than the bot needs, and that packed."""

from .state import LeanState

__all__ = ["LeanState"]
