"""The tables as they are after every migration, with the rules that their rows obey."""

import datetime as dt

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


class Instant(TypeDecorator[dt.datetime]):
    """A time-zone aware instant, kept and given back in UTC; SQLite alone would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy passes it
    ) -> dt.datetime | None:
        """Turn the instant to UTC; raises ValueError if it has no time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy passes it
    ) -> dt.datetime | None:
        """Name the zone of what the database gives, which is UTC already."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


# Every constraint has a name, so that a later migration can change it on SQLite too.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

command_sync = Table(
    "command_sync",
    metadata,
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    Column("api_url", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("synced_at", Instant, nullable=False),
    CheckConstraint("application_id > 0", name="application_id"),
    CheckConstraint("api_url <> '' AND api_url NOT LIKE '%/'", name="api_url"),
    CheckConstraint("length(hash) = 64", name="hash"),
    comment="The commands that an application last registered at an API address, as a SHA-256.",
)
