"""Memory with 1,000 and 10,000 servers of 30 channels, beside a bare bot with default caches.

Run it with `python -m tests.benchmarks.memory`; `--guilds 1000` leaves out the larger world.
"""

import argparse
import asyncio
import gc
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from statistics import median

from bot.bootstrap.heap import SOON
from bot.playground import Overwrite, Permission, Playground, Size
from bot.playground.permissions import EVERYONE
from bot.playground.snowflakes import fixed
from bot.playground.state import ChannelType, Guild, Role, World

from .processes import DEFAULT, FASTI, Bot, running

SIZES = (0, 1_000, 10_000)
CHANNELS, ROLES, CATEGORIES = 30, 15, 4
GROWTH, FIXED = 0.25, 80.0  # of a bare bot's, and MB above it
_ON_A_SHARD = 1_250  # servers
_LOOKS = 5


def main() -> None:
    """Measure both bots in worlds of each size, and print the ratios beside the bars."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--guilds", type=int, default=SIZES[-1], help="of the largest world")
    largest = parser.parse_known_args()[0].guilds
    asyncio.run(_main([size for size in SIZES if size <= largest]))


async def _main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite+aiosqlite:///{Path(folder, 'fasti.sqlite3')}"
        first = await _settled(Playground(), 0, address, *FASTI)
        ours, theirs = await _each(sizes, address)
    for size, our, their in list(zip(sizes, ours, theirs, strict=True))[1:]:
        each = (our - ours[0]) * 1000 / size
        bare = (their - theirs[0]) * 1000 / size
        verdict = "within" if each <= GROWTH * bare else "OVER"
        print(
            f"  growth to {size:,}: {each:.2f} KB a server / {bare:.2f} KB = {each / bare:.2f};"
            f" {verdict} {GROWTH}"
        )
    above = ours[0] - theirs[0]
    verdict = "within" if above <= FIXED else "OVER"
    print(f"  fixed cost, pack loaded: {above:.1f} MB above the bare bot's; {verdict} {FIXED:.0f}")
    print(f"  a start that makes the database: {first - theirs[0]:.1f} MB above, until the next")


async def _each(sizes: Sequence[int], address: str) -> tuple[list[float], list[float]]:
    ours, theirs = list[float](), list[float]()
    print(f"servers of {CHANNELS} channels, {ROLES} roles, 2 overwrites a channel; no voice")
    print("channels, emojis or members, with which the bare bot would take more still:")
    for size in sizes:
        served = Playground(size=Size(guilds=size, channels=CHANNELS))
        furnish(served.world)
        theirs.append(await _settled(served, size, address, *DEFAULT))
        ours.append(await _settled(served, size, address, *FASTI))
        print(
            f"  {size:6,} servers: Fasti {ours[-1]:6.1f} MB, bare {theirs[-1]:6.1f} MB", flush=True
        )
        del served
        gc.collect()
    return ours, theirs


async def _settled(served: Playground, size: int, address: str, *module: str) -> float:
    """Give the memory (MB) of a bot that has taken in all of a world and done what comes of it.

    Fasti gives back what it needed for that alone once in a while, and is given the time.
    """
    shards = size // _ON_A_SHARD | 1  # an odd number: the playground's servers have even ones
    more = {"SHARD_COUNT": str(shards), "DATABASE_URL": address}
    async with served, running(served, *module, more=more) as bot:
        await bot.settle(served, shards)
        await asyncio.sleep(SOON)
        return await _looked_at(bot)


async def _looked_at(bot: Bot) -> float:
    looks = list[float]()
    for _ in range(_LOOKS):
        looks.append(bot.memory)
        await asyncio.sleep(0.2)
    return median(looks)


def furnish(world: World) -> None:
    """Give the further servers what a server has beside its channels."""
    ids = map(fixed, count(10_000_000))
    for guild in world.guilds.values():
        if len(guild.channels) == CHANNELS:
            _furnish(guild, [next(ids) for _ in range(ROLES)])


def _furnish(guild: Guild, ids: list[str]) -> None:
    for position, id_ in enumerate(ids, start=1):
        name = f"Readers of shelf {position}"
        guild.roles[id_] = Role(id=id_, name=name, permissions=EVERYONE, position=position)
    guild.members[next(id_ for id_, each in guild.members.items() if each.user.bot)].roles += ids[
        :1
    ]
    for number, channel in enumerate(guild.channels.values()):
        channel.type = ChannelType.CATEGORY if number < CATEGORIES else ChannelType.TEXT
        channel.topic = f"What is talked about in {channel.name}, and what had better not be."
        channel.overwrites = (
            Overwrite(id=guild.id, deny=int(Permission.SEND_MESSAGES)),
            Overwrite(id=ids[number % ROLES], allow=int(Permission.SEND_MESSAGES)),
        )


if __name__ == "__main__":
    main()
