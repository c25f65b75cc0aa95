"""`fasti export-member` and `fasti export-server`: what is kept of one of them, as a file."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.clock import SystemClock
from bot.domain.errors import HostError
from bot.services.privacy import Privacy

from .beside import database


def export_member(member: int, path: Path | None) -> None:
    """Write what is kept of a member; a bot may run on. Raises HostError with what keeps it from that."""
    _write(path or Path(f"member-{member}.json"), lambda privacy: privacy.of_member(member))


def export_server(server: int, path: Path | None) -> None:
    """Write what is kept of a server, as `export_member` does."""
    _write(path or Path(f"server-{server}.json.zip"), lambda privacy: privacy.of_server(server))


def _write(target: Path, read: Callable[[Privacy], Awaitable[bytes]]) -> None:
    if target.exists():
        raise HostError(f"{target} is there already: name another, or move it away first.")
    data = asyncio.run(_read(read))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # It is about people: for whoever writes it alone.
        made = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as file:
            file.write(data)
    except OSError as error:
        raise HostError(
            f"{target} cannot be written ({error.strerror}): name a place where you may write."
        ) from error
    print(f"{target}: {len(data):,} bytes")  # noqa: T201 - the command's output


async def _read(read: Callable[[Privacy], Awaitable[bytes]]) -> bytes:
    async with database("export from") as opened:
        return await read(Privacy(opened, SystemClock()))
