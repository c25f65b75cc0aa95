"""Opens what Fasti needs, wires it together, and closes it in reverse."""

import functools
import gc
import importlib.metadata
import os
import random
import socket
import zoneinfo
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.client import Fasti
from bot.cogs.about import About
from bot.cogs.daily import Daily
from bot.cogs.daily_buttons import DailyButtons
from bot.cogs.entries import Entries
from bot.cogs.poster import DiscordPoster
from bot.cogs.search import Search
from bot.cogs.timeline import Timeline
from bot.cogs.today import OnThisDay
from bot.domain.ports import Clock
from bot.services.about import facts
from bot.services.chance import Chance
from bot.services.daily.asked import AskedPosts
from bot.services.daily.feeds import DailyPosts
from bot.services.daily.foresight import Foresight
from bot.services.daily.keeper import Keeper
from bot.services.daily.ledger import Ledger
from bot.services.daily.pace import Pace
from bot.services.daily.picking import Picker
from bot.services.daily.running import TICK, DailyPost
from bot.services.daily.scheduler import Scheduler
from bot.services.daily.sender import Sender, unwatched
from bot.services.daily.wishes import Planner
from bot.services.daily.zones import Zones
from bot.services.lookup import Lookup
from bot.services.registration import Registration
from bot.services.timeline import Timeline as TimelineService
from bot.services.today import Today
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.ui.cardmaker import CardMaker
from bot.ui.daily_maker import DailyCards
from bot.ui.postmaker import PostMaker
from bot.ui.replies import Replies


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: Clock,
    rng: random.Random,
    *,
    tick: float = TICK,
    watch: Callable[[str], None] = unwatched,
) -> AsyncGenerator[Fasti, None]:
    """Give a bot that is ready to connect; raises HostError with what keeps it from it.

    `tick` is how often it looks for posts that are due, in seconds; `watch` follows their sender.
    """
    catalogue = Catalogue.load(settings.content_path)
    # It is there to stay: the collector need not walk it again while somebody waits for an answer.
    gc.freeze()
    async with Database.open(settings.database_url) as database:
        await migrate(database)
        async with wired(settings, catalogue, database, clock, rng, tick=tick, watch=watch) as bot:
            yield bot


@asynccontextmanager
async def wired(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    clock: Clock,
    rng: random.Random,
    *,
    tick: float = TICK,
    watch: Callable[[str], None] = unwatched,
) -> AsyncGenerator[Fasti, None]:
    """Give the bot on a catalogue and a migrated database; its connections are closed at the end."""
    lookup = Lookup(catalogue)
    today = Today(catalogue, clock, zoneinfo.ZoneInfo(settings.time_zone))
    replies = Replies(lookup, rng)
    cards = CardMaker(lookup.details, today.today, settings.report_url)
    picker = Picker(catalogue)
    poster = DiscordPoster(PostMaker(picker, lookup), clock=clock)
    planner = Planner(catalogue, lookup, functools.cache(Zones.load), clock)
    daily = _daily(database, clock, picker, poster, rng, tick=tick, watch=watch)
    desk = DailyCards(
        posts=daily.posts,
        foresight=daily.foresight,
        planner=planner,
        poster=poster,
        clock=clock,
        details=lookup.details,
    )
    bot = Fasti(
        cogs=[
            OnThisDay(today, lookup, replies),
            Entries(lookup, cards, replies),
            Search(lookup, Chance(catalogue, rng), cards, replies),
            Timeline(TimelineService(catalogue), lookup, replies),
            About(facts(catalogue, importlib.metadata.version("fasti")), replies),
            Daily(
                posts=daily.posts,
                asked=daily.asked,
                foresight=daily.foresight,
                planner=planner,
                cards=desk,
                replies=replies,
            ),
            DailyButtons(
                posts=daily.posts,
                asked=daily.asked,
                planner=planner,
                cards=desk,
                replies=replies,
            ),
        ],
        replies=replies,
        registration=Registration(database, clock, settings.discord_api_url),
        background=daily.running.run,
        api_url=settings.discord_api_url,
        shard_count=settings.shard_count,
        shard_ids=settings.shard_ids,
    )
    poster.bind(bot)
    async with bot:
        yield bot


@dataclass(frozen=True, slots=True, kw_only=True)
class _Daily:
    """The services behind the daily post."""

    posts: DailyPosts
    foresight: Foresight
    asked: AskedPosts
    running: DailyPost


def _daily(
    database: Database,
    clock: Clock,
    picker: Picker,
    poster: DiscordPoster,
    rng: random.Random,
    *,
    tick: float,
    watch: Callable[[str], None],
) -> _Daily:
    pace = Pace()
    owner = f"{socket.gethostname()}:{os.getpid()}:{rng.getrandbits(32):08x}"
    ledger = Ledger(database, clock, owner)
    scheduler = Scheduler(database, clock, picker)
    sender = Sender(database, ledger, clock, poster, pace, watch=watch)
    keeper = Keeper(database, clock, poster, pace)
    posts = DailyPosts(database, clock, poster)
    foresight = Foresight(database, clock, picker)
    return _Daily(
        posts=posts,
        foresight=foresight,
        asked=AskedPosts(
            database=database,
            clock=clock,
            poster=poster,
            pace=pace,
            scheduler=scheduler,
            posts=posts,
            foresight=foresight,
        ),
        running=DailyPost(scheduler, sender, keeper, clock, tick=tick),
    )
