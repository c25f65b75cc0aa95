"""A process that claims deliveries one by one until none is left, beside another that does so."""

import asyncio
import sys
import time
from pathlib import Path

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from tests.storage.samples import MINUTE, NOW


def wait_for(others: int, folder: Path, owner: str) -> None:
    """Wait until so many are there, this one included."""
    (folder / f"{owner}.ready").touch()
    while len(list(folder.glob("*.ready"))) < others:
        time.sleep(0.001)


async def claim_all(address: str, owner: str) -> list[int]:
    """Claim until nothing is left, and give the feeds."""
    feeds: list[int] = []
    async with Database.open(address) as database:
        while True:
            async with database.write() as connection:
                claimed = await Deliveries(connection).claim(owner, NOW, NOW + MINUTE, 1)
            if not claimed:
                return feeds
            feeds += [row.feed for row in claimed]


def main(address: str, owner: str, folder: Path) -> None:
    wait_for(2, folder, owner)
    feeds = asyncio.run(claim_all(address, owner))
    (folder / f"{owner}.claimed").write_text("\n".join(map(str, feeds)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
