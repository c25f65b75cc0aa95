"""How Alembic reaches the database: through the connection and the transaction handed to it."""  # noqa: INP001 - Alembic runs this file by its path

from typing import Any, Literal

from alembic import context

from bot.storage.columns import Instant
from bot.storage.tables import metadata


def render(_: str, item: Any, __: Any) -> str | Literal[False]:
    """Name types as they are in SQL, so that old migrations need none of the bot's code."""
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    render_item=render,
)
context.run_migrations()
