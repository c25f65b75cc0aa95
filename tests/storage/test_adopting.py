"""A start on a database that another Fasti is about to put a backup into."""

import pytest

from bot.domain.errors import HostError
from bot.storage.database import Database
from bot.storage.restoring import adopt
from tests.storage.samples import NOW


async def test_a_start_while_another_keeps_writing_is_told_to_wait(database_address: str) -> None:
    async with (
        Database.open(database_address) as writing,
        Database.open(database_address, patience=0.05) as starting,
    ):
        async with writing.write():
            with pytest.raises(HostError, match="if another Fasti restores or moves it, wait"):
                await adopt(starting, NOW)
        assert await adopt(starting, NOW) is None
