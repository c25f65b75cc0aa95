"""Which rows are of the servers that one process serves."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, literal_column, true

from bot.domain.shards import STEP_BITS, Share


def is_in(share: Share, guild: Column[Any]) -> ColumnElement[bool]:
    """Whether the server in that column is in the share, written alike for SQLite and PostgreSQL."""
    if share.is_all:
        return true()
    # Numbers, not parameters: PostgreSQL shifts by an integer alone, and would be given a bigint.
    shard = guild.bitwise_rshift(_number(STEP_BITS)) % _number(share.count)
    return shard.in_([_number(each) for each in sorted(share.ids)])


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)
