"""Fasti in a process of its own that tells, as JSON, when each part of its start was over.

Seconds are since `BEGUN`, when whoever started it did so by the system's clock: Python's own start
is part of it.
"""

import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

_BEGAN = float(os.environ["BEGUN"])
_over = dict[str, float]()


def main() -> None:
    """Run Fasti as `fasti run` does, until ended; its marks are one line."""
    sys.argv[1:] = ["run"]
    import bot.__main__ as command  # noqa: PLC0415 - what it takes is measured

    run = command._command()
    _note("imports")
    _watch()
    run()


def _note(part: str) -> None:
    _over.setdefault(part, round(time.time() - _BEGAN, 4))


def _watch() -> None:
    """Note when what happens at a start has happened."""
    from discord.http import HTTPClient  # noqa: PLC0415

    from bot.bootstrap import opening  # noqa: PLC0415
    from bot.catalogue import catalogue  # noqa: PLC0415
    from bot.client import Fasti  # noqa: PLC0415

    _after(catalogue, "load", "pack read")
    _after(catalogue.Catalogue, "of", "pack indexed")
    _after_awaiting(opening, "migrate", "database")
    _after_awaiting(HTTPClient, "static_login", "login")
    _after_awaiting(Fasti, "setup_hook", "commands")
    _after_awaiting(Fasti, "on_ready", "gateway", tell=True)


def _after(owner: Any, name: str, part: str) -> None:
    original: Callable[..., object] = getattr(owner, name)

    def noted(*given: object) -> object:
        try:
            return original(*given)
        finally:
            _note(part)

    setattr(owner, name, noted)


def _after_awaiting(owner: Any, name: str, part: str, *, tell: bool = False) -> None:
    original: Callable[..., Awaitable[object]] = getattr(owner, name)

    async def noted(*given: Any, **options: Any) -> object:
        try:
            return await original(*given, **options)
        finally:
            _note(part)
            if tell:
                print(json.dumps(_over), flush=True)

    noted.__name__ = name
    setattr(owner, name, noted)


if __name__ == "__main__":
    main()
