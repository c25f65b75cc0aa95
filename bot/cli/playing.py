"""`fasti play`, and the playground that the other commands start."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

from bot import log
from bot.domain.errors import HostError
from bot.playground import Content, Playground, Pretending
from bot.settings import Settings

from .connected import until_signal

TOKEN = "playground"  # noqa: S105 - it opens nothing but the playground
_PORTS_IN_USE = (98, 48, 10048)  # EADDRINUSE on Linux, macOS and Windows


@contextlib.asynccontextmanager
async def playground(
    port: int = 0,
    *,
    token: str = TOKEN,
    pretending: Pretending | None = None,
    content: Content | None = None,
) -> AsyncGenerator[Playground, None]:
    """Serve a playground on loopback; raises HostError if the port cannot be had.

    A bot connects with `token`; `pretending` sets the clock of one in this process, and
    `content` tells of its content.
    """
    served = Playground(port=port, tokens=[token], pretending=pretending, content=content)
    try:
        await served.start()
    except OSError as error:
        why = "is in use" if error.errno in _PORTS_IN_USE else "cannot be opened"
        raise HostError(
            f"Port {port} on 127.0.0.1 {why}: choose another with --port, or leave it out."
        ) from None
    try:
        yield served
    finally:
        await served.stop()


def in_playground(chosen: Settings, served: Playground) -> Settings:
    """Give the settings of a bot that lives in the playground and keeps nothing after it."""
    return chosen.model_copy(
        update={
            "discord_api_url": served.api_url,
            "database_url": "sqlite+aiosqlite://",
            "shard_count": None,
            "shard_ids": None,
        }
    )


def play(port: int) -> None:
    """Serve the playground alone until SIGINT or SIGTERM."""
    log.set_up("INFO")
    until_signal(_play(port))


async def _play(port: int) -> None:
    async with playground(port) as served:
        print(f"ready {served.url}", flush=True)  # noqa: T201 - the command's output
        print(  # noqa: T201
            f"A bot connects with DISCORD_API_URL={served.api_url} DISCORD_TOKEN={TOKEN}",
            flush=True,
        )
        print(f"People open {served.page_url}", flush=True)  # noqa: T201
        await asyncio.Event().wait()
