"""Opens what Fasti needs in its order, and closes it in reverse."""

import gc
import importlib.metadata
import random
import zoneinfo
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog

from bot.catalogue.catalogue import Catalogue
from bot.client import Fasti
from bot.cogs.about import About
from bot.cogs.entries import Entries
from bot.cogs.poster import DiscordPoster
from bot.cogs.search import Search
from bot.cogs.timeline import Timeline
from bot.cogs.today import OnThisDay
from bot.domain.deliveries import untold
from bot.domain.ports import Clock
from bot.domain.shards import Share
from bot.services.answers import Answering, Setting
from bot.services.catalogues import Catalogues
from bot.services.daily import owners
from bot.services.daily.running import TICK
from bot.services.daily.sender import unwatched
from bot.services.health import Health
from bot.services.identifying import Identifying
from bot.services.probing import Probe
from bot.services.processes import Company
from bot.services.registration import Registration
from bot.services.reloading import Look, Reloading, look
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.restoring import adopt
from bot.ui.cardmaker import CardMaker
from bot.ui.postmaker import PostMaker
from bot.ui.replies import Replies

from .backups import NOT_BACKED, Backing, backing_up
from .daily import daily_post
from .damage import told_of_damage
from .editing import editing
from .heap import give_back
from .insides import Insides, unseen
from .monitoring import monitoring, watched
from .privacy import privacy

if TYPE_CHECKING:
    from bot.monitoring import Monitoring

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: Clock,
    rng: random.Random,
    *,
    tick: float = TICK,
    watch: Callable[[str], None] = unwatched,
    look_in: Callable[[Insides], None] = unseen,
) -> AsyncGenerator[Fasti, None]:
    """Give a bot that is ready to connect; raises HostError with what keeps it from it.

    `tick` is how often it looks for posts that are due, in seconds; `watch` follows their sender,
    `look_in` is handed the bot's insides before it connects.
    """
    async with monitoring(settings, clock) as monitored:
        loaded = look(settings.content_path)
        catalogue = Catalogue.load(settings.content_path)
        # It is there to stay: the collector need not walk it again while somebody waits.
        gc.freeze()
        async with told_of_damage(settings), Database.open(settings.database_url) as database:
            await migrate(database)
            if await adopt(database, clock.now()) is not None:
                _log.warning("the database is a backup: what was sent since is looked for")
            async with wired(
                settings,
                catalogue,
                database,
                clock,
                rng,
                loaded=loaded,
                tick=tick,
                watch=watch,
                look_in=look_in,
                monitored=monitored,
                backing=backing_up(settings, database, clock),
            ) as bot:
                yield bot


@asynccontextmanager
async def wired(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    clock: Clock,
    rng: random.Random,
    *,
    loaded: Look | None = None,
    tick: float = TICK,
    watch: Callable[[str], None] = unwatched,
    look_in: Callable[[Insides], None] = unseen,
    monitored: "Monitoring | None" = None,
    backing: Backing = NOT_BACKED,
) -> AsyncGenerator[Fasti, None]:
    """Give the bot on a catalogue and a migrated database; its connections are closed at the end.

    `loaded` is a look at the pack's files from before they were loaded, so that no change is missed;
    `backing` sees to backups.
    """
    share = Share.of(settings.shard_count, settings.shard_ids)
    catalogues = Catalogues(catalogue, share)
    answering = Answering(
        catalogues, Setting(clock=clock, zone=zoneinfo.ZoneInfo(settings.time_zone), rng=rng)
    )
    replies = Replies(answering, rng)
    cards = CardMaker(settings.report_url)
    poster = DiscordPoster(PostMaker(answering.of), clock=clock)
    owner = owners.name(rng)
    daily = daily_post(
        database=database,
        clock=clock,
        owner=owner,
        answering=answering,
        poster=poster,
        replies=replies,
        share=share,
        tick=tick,
        watch=watch,
        settled=untold if monitored is None else monitored.metrics.settled,
    )
    reloading = Reloading(settings.content_path, catalogues, clock, loaded=loaded)
    newsdesk = editing(
        database=database.for_members(),
        clock=clock,
        catalogues=catalogues,
        answering=answering,
        reloading=reloading,
        replies=replies,
    )
    await newsdesk.newsroom.revising.load()
    company = Company(database, clock, owner, share)
    health = Health(clock) if monitored is None else monitored.health
    version = importlib.metadata.version("fasti")
    bot = Fasti(
        cogs=[
            OnThisDay(answering, replies),
            Entries(answering, cards, replies),
            Search(answering, cards, replies),
            Timeline(answering, replies),
            About(answering, newsdesk.newsroom.editors, version, replies),
            privacy(settings, database.for_members(), clock, newsdesk, replies),
            *daily.cogs,
            *newsdesk.cogs,
        ],
        replies=replies,
        registration=Registration(database, clock, settings.discord_api_url),
        background=[
            daily.running.run,
            *newsdesk.background,
            give_back,
            company.run,
            health.run,
            *backing.background,
        ],
        api_url=settings.discord_api_url,
        shard_count=settings.shard_count,
        shard_ids=settings.shard_ids,
        meter=None if monitored is None else monitored.metrics,
        identifying=None if share.is_all else Identifying(database, clock),
    )
    poster.bind(bot)
    newsdesk.audit.bind(bot)
    look_in(Insides(daybook=daily.daybook, reloading=reloading, catalogues=catalogues))
    probe = Probe(database, clock, share, kept=backing.look)
    async with (
        bot,
        watched(
            monitored,
            health,
            bot,
            probe,
            company,
            running=daily.running,
            reloading=reloading,
            catalogues=catalogues,
        ),
    ):
        yield bot
