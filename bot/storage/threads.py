"""The threads of SQLite's connections, which are to end before the loop that they answer to."""

# pyright: reportPrivateUsage=false

import asyncio
from importlib import import_module
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

LAST_SECONDS: Final = 2.0
"""That statements are given to end which nobody waits for any more."""


class Threads:
    """Those of an engine; one whose connection was cancelled goes on until its statement is done.

    It then calls its loop, and if that is closed, complains on standard error. One whose connection
    was cancelled before the pool had it would go on for ever: SQLAlchemy drops it without a word.
    """

    def __init__(self) -> None:
        self._there: list[Any] = []  # connections of aiosqlite that have not ended

    def follow(self, engine: AsyncEngine) -> None:
        """Know the thread of each connection from before it is made."""
        if engine.dialect.name != "sqlite":
            return
        connect = import_module("aiosqlite").connect  # who uses a server need not wait for it

        @event.listens_for(engine.sync_engine, "do_connect")
        def _connecting(*given: Any) -> None:
            *_, options = given
            options["async_creator_fn"] = begun

        def begun(*arguments: Any, **options: Any) -> Any:
            connection = connect(*arguments, **options)
            connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does where it connects
            self._there = [each for each in self._there if each._thread.is_alive()]  # noqa: SLF001
            self._there.append(connection)
            return connection

    async def end(self) -> None:
        """Wait for those that are at work still, for so many seconds in all, and close connections."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LAST_SECONDS
        left = [each for each in self._there if each._thread.is_alive()]  # noqa: SLF001
        for connection in left:
            connection.stop()
        for connection in left:
            await asyncio.to_thread(connection._thread.join, max(0.0, until - loop.time()))  # noqa: SLF001
