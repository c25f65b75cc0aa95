"""Watches what passes between Discord and Fasti, for whoever measures it."""

from .gateway import Shards
from .interactions import Following, WatchedTree
from .requests import counting

__all__ = ["Following", "Shards", "WatchedTree", "counting"]
