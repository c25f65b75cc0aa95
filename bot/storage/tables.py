"""The tables as they are after every migration, with the rules that their rows obey."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from bot.domain.calendar import LeapDay
from bot.domain.deliveries import Stage
from bot.domain.feeds import FeedState, OnEmpty, Style, Target


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


def _values(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


def _word(name: str, words: type[StrEnum]) -> Column[StrEnum]:
    """Make a column that holds a member of an enum as its value, and nothing else."""
    kind = Enum(
        words,
        values_callable=_values,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=name,
    )
    return Column(name, kind, nullable=False)


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

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("left_at", Instant),
    CheckConstraint("id > 0", name="id"),
    comment="The servers that have settings, and when the bot was removed from one.",
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("guild", BigInteger, ForeignKey(guilds.c.id, ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("channel", BigInteger, nullable=False),
    _word("target", Target),
    Column("at", String(5), nullable=False),
    Column("zone", String, nullable=False),
    Column("weekdays", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("importance", Integer, nullable=False),
    Column("without", JSON, nullable=False),
    _word("style", Style),
    Column("role", BigInteger),
    Column("silent", Boolean, nullable=False),
    Column("publish", Boolean, nullable=False),
    Column("pin", Boolean, nullable=False),
    Column("thread", Boolean, nullable=False),
    Column("tags", JSON, nullable=False),
    _word("leap_day", LeapDay),
    Column("grace_minutes", Integer, nullable=False),
    _word("on_empty", OnEmpty),
    _word("state", FeedState),
    Column("next_at", Instant),
    Column("next_on", Date),
    Column("pinned", BigInteger),
    Column("trouble", String),
    Column("broken_at", Instant),
    Column("told_at", Instant),
    UniqueConstraint("guild", "number"),  # its index serves the cascade, too
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("channel > 0", name="channel"),
    CheckConstraint("at LIKE '__:__'", name="at"),
    CheckConstraint("zone <> ''", name="zone"),
    CheckConstraint("importance BETWEEN 1 AND 3", name="importance"),
    CheckConstraint("grace_minutes BETWEEN 0 AND 1380", name="grace_minutes"),
    CheckConstraint("(next_at IS NULL) = (next_on IS NULL)", name="next"),
    CheckConstraint("state = 'active' OR next_at IS NULL", name="only_active_is_due"),
    CheckConstraint("state <> 'broken' OR trouble IS NOT NULL", name="broken_by_trouble"),
    CheckConstraint("(trouble IS NULL) = (broken_at IS NULL)", name="trouble_since"),
    comment="What each server wants posted daily, where and when, and when it is next due.",
    # A post is found again by its feed's id, which must not be that of a feed removed before.
    sqlite_autoincrement=True,
)

IS_DUE = text("next_at IS NOT NULL")
Index(None, feeds.c.next_at, sqlite_where=IS_DUE, postgresql_where=IS_DUE)

deliveries = Table(
    "deliveries",
    metadata,
    Column(
        "feed",
        BigInteger,
        ForeignKey(feeds.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("on", Date, primary_key=True, index=True),
    Column("due_at", Instant, nullable=False),
    _word("stage", Stage),
    Column("attempts", Integer, nullable=False),
    Column("try_at", Instant),
    Column("doubtful_since", Instant),
    Column("tried_at", Instant),
    Column("lease_until", Instant),
    Column("owner", String, nullable=False),
    Column("channel", BigInteger),
    Column("target", String(20)),
    Column("message", BigInteger),
    Column("thread", BigInteger),
    Column("steps", JSON, nullable=False),
    Column("entries", JSON, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("reason", String(20)),
    Column("note", String, nullable=False),
    Column("finished_at", Instant),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(owner = '') = (lease_until IS NULL)", name="lease"),
    comment="The ledger: what became of the post of each feed on each local date.",
)

# SQLite uses a partial index only where the query repeats its condition word for word.
IS_OPEN = text("stage IN ('claimed', 'sent')")
Index(None, deliveries.c.due_at, deliveries.c.feed, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
