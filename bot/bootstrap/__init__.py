"""Opens what Fasti needs, wires it together, and closes it in reverse."""

from .opening import opened, wired

__all__ = ["opened", "wired"]
