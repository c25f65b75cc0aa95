"""`fasti export-member` and `fasti export-server`: what is kept of one of them, as a file."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import SystemClock
from bot.domain.errors import HostError
from bot.services.privacy import Privacy
from bot.storage.erasures import Kind
from bot.storage.holdings import Holdings, of_member, of_server

from .beside import database

Holding: TypeAlias = Callable[[AsyncConnection, int], Awaitable[Holdings]]
Writing: TypeAlias = Callable[[Privacy, int], Awaitable[bytes]]
_MENU = {"member": "User", "server": "Server"}


def export_member(member: int, path: Path | None) -> None:
    """Write what is kept of a member; a bot may run on. Raises HostError with what keeps it from that."""
    data = asyncio.run(_read("member", member, of_member, Privacy.of_member))
    _write(path or Path(f"member-{member}.json"), data)


def export_server(server: int, path: Path | None) -> None:
    """Write what is kept of a server, as `export_member` does."""
    data = asyncio.run(_read("server", server, of_server, Privacy.of_server))
    _write(path or Path(f"server-{server}.json.zip"), data)


def _write(target: Path, data: bytes) -> None:
    if target.exists():
        raise HostError(f"{target} is there already: name another, or move it away first.")
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


async def _read(kind: Kind, id_: int, holdings: Holding, write: Writing) -> bytes:
    """Give all that is kept in writing; raises HostError if there is nothing."""
    async with database("export from") as opened:
        async with opened.read() as connection:
            if not await holdings(connection, id_):
                raise HostError(
                    f"Nothing is kept of {kind} {id_}: there is nothing to export. An id is the "
                    f"number that Discord copies with Copy {_MENU[kind]} ID."
                )
        return await write(Privacy(opened, SystemClock()), id_)
