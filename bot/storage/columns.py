"""Types of columns: instants, and the words of an enum."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import Column, DateTime, Dialect, Enum, TypeDecorator


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
    return [each.value for each in words]


def word(name: str, words: type[StrEnum]) -> Column[StrEnum]:
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
