"""Opens what Fasti needs, wires it together, and closes it in reverse."""

import gc
import importlib.metadata
import random
import zoneinfo
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.catalogue.catalogue import Catalogue
from bot.client import Fasti
from bot.cogs.about import About
from bot.cogs.entries import Entries
from bot.cogs.search import Search
from bot.cogs.timeline import Timeline
from bot.cogs.today import OnThisDay
from bot.domain.ports import Clock
from bot.services.about import facts
from bot.services.chance import Chance
from bot.services.lookup import Lookup
from bot.services.registration import Registration
from bot.services.timeline import Timeline as TimelineService
from bot.services.today import Today
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.ui.cardmaker import CardMaker
from bot.ui.replies import Replies


@asynccontextmanager
async def opened(
    settings: Settings, clock: Clock, rng: random.Random
) -> AsyncGenerator[Fasti, None]:
    """Give a bot that is ready to connect; raises HostError with what keeps it from it."""
    catalogue = Catalogue.load(settings.content_path)
    # It is there to stay: the collector need not walk it again while somebody waits for an answer.
    gc.freeze()
    async with Database.open(settings.database_url) as database:
        await migrate(database)
        async with wired(settings, catalogue, database, clock, rng) as bot:
            yield bot


@asynccontextmanager
async def wired(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    clock: Clock,
    rng: random.Random,
) -> AsyncGenerator[Fasti, None]:
    """Give the bot on a catalogue and a migrated database; its connections are closed at the end."""
    lookup = Lookup(catalogue)
    today = Today(catalogue, clock, zoneinfo.ZoneInfo(settings.time_zone))
    replies = Replies(lookup, rng)
    cards = CardMaker(lookup.details, today.today, settings.report_url)
    bot = Fasti(
        cogs=[
            OnThisDay(today, lookup, replies),
            Entries(lookup, cards, replies),
            Search(lookup, Chance(catalogue, rng), cards, replies),
            Timeline(TimelineService(catalogue), lookup, replies),
            About(facts(catalogue, importlib.metadata.version("fasti")), replies),
        ],
        replies=replies,
        registration=Registration(database, clock, settings.discord_api_url),
        api_url=settings.discord_api_url,
        shard_count=settings.shard_count,
        shard_ids=settings.shard_ids,
    )
    async with bot:
        yield bot
