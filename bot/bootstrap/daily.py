"""Wires the daily post: the services behind it, and the commands and buttons of moderators."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from bot.client import Cog
from bot.cogs.daily import Daily
from bot.cogs.daily_buttons import DailyButtons
from bot.cogs.poster import DiscordPoster
from bot.domain.deliveries import Settled, untold
from bot.domain.ports import Clock
from bot.domain.shards import Share
from bot.services.answers import Answering
from bot.services.daily.asked import AskedPosts
from bot.services.daily.daybook import Daybook
from bot.services.daily.feeds import DailyPosts
from bot.services.daily.foresight import Foresight
from bot.services.daily.keeper import Keeper
from bot.services.daily.ledger import Ledger
from bot.services.daily.owners import is_gone
from bot.services.daily.pace import Pace, per_second
from bot.services.daily.picking import Picker
from bot.services.daily.running import DailyPost, busy
from bot.services.daily.scheduler import Scheduler
from bot.services.daily.sender import Sender
from bot.services.daily.wishes import Planner
from bot.services.daily.zones import Zones
from bot.storage.database import Database
from bot.ui.daily_maker import DailyCards
from bot.ui.replies import Replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the daily post is made of, and what others need of it."""

    cogs: list[Cog]
    running: DailyPost
    daybook: Daybook


def daily_post(
    *,
    database: Database,
    clock: Clock,
    owner: str,
    answering: Answering,
    poster: DiscordPoster,
    replies: Replies,
    share: Share,
    tick: float,
    watch: Callable[[str], None],
    settled: Settled = untold,
) -> Parts:
    """Wire the daily post of a share of servers; `owner` names the process in its claims.

    `tick` and `watch` are those of `opened`.
    """

    def pickers(guild: int) -> Picker:
        return answering.of(guild).picker

    pace = Pace(per_second(share))
    ledger = Ledger(database, clock, owner, is_gone=is_gone, share=share)
    scheduler = Scheduler(database, clock, pickers, share, settled=settled)
    sender = Sender(database, ledger, clock, poster, pace, watch=watch, settled=settled)
    keeper = Keeper(database, clock, poster, pace, share)
    for_members = database.for_members()
    posts = DailyPosts(for_members, clock, poster, scheduler)
    foresight = Foresight(for_members, clock, pickers)
    planners = _planners(answering, clock)
    asked = AskedPosts(
        database=for_members,
        clock=clock,
        poster=poster,
        pace=pace,
        scheduler=scheduler,
        posts=posts,
        foresight=foresight,
    )
    cards = DailyCards(
        posts=posts,
        foresight=foresight,
        planners=planners,
        poster=poster,
        clock=clock,
        answers=answering.of,
    )
    return Parts(
        cogs=[
            Daily(
                posts=posts,
                asked=asked,
                foresight=foresight,
                planners=planners,
                cards=cards,
                replies=replies,
            ),
            DailyButtons(posts=posts, asked=asked, planners=planners, cards=cards, replies=replies),
        ],
        running=DailyPost(scheduler, sender, keeper, clock, tick=tick, busy=busy(share)),
        daybook=Daybook(database),
    )


def _planners(answering: Answering, clock: Clock) -> Callable[[int], Planner]:
    zones = functools.cache(Zones.load)

    def planner(guild: int) -> Planner:
        here = answering.of(guild)
        return Planner(here.catalogue, here.lookup, zones, clock)

    return planner
