"""Opens what Fasti needs, wires it together, and closes it in reverse."""

from .insides import Insides
from .opening import opened, wired

__all__ = ["Insides", "opened", "wired"]
