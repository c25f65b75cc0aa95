"""What daily posts have due on a date, each by the clocks of its own zone, and what became of it."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from bot.domain.deliveries import Delivery, Stage
from bot.domain.feeds import Feed, FeedState
from bot.domain.schedule import first_from
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

_POSTED = frozenset({Stage.SENT, Stage.DONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A daily post of a date: when it is due, and its delivery once there is one."""

    feed: int
    at: dt.datetime
    is_ahead: bool
    """Whether the scheduler has still to come to this date."""
    delivery: Delivery | None

    @property
    def is_posted(self) -> bool:
        """Whether the post is there."""
        return self.delivery is not None and self.delivery.stage in _POSTED

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is posted, which is as it should be."""
        return self.delivery is not None and self.delivery.stage is Stage.SKIPPED

    @property
    def is_settled(self) -> bool:
        """Whether it is posted, or will not be."""
        return self.delivery is not None and self.delivery.stage is not Stage.CLAIMED

    @property
    def is_to_come(self) -> bool:
        """Whether it is posted when its time comes, or as soon as Discord takes it."""
        return self.is_ahead if self.delivery is None else not self.is_settled


class Daybook:
    """Reads the daily posts of all servers, for whoever looks on; not made for very many."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def on(self, date: dt.date) -> list[Due]:
        """Give what active daily posts have due on a local date, in the order in which it is due."""
        found: list[Due] = []
        async with self._database.read() as connection:
            feeds, deliveries = Feeds(connection), Deliveries(connection)
            for guild in await feeds.guilds():
                for feed in await feeds.of_guild(guild):
                    if (at := _due_at(feed, date)) is not None:
                        row = await deliveries.get(feed.id, date)
                        ahead = feed.next_on is not None and feed.next_on <= date
                        found.append(Due(feed=feed.id, at=at, is_ahead=ahead, delivery=row))
        return sorted(found, key=lambda due: (due.at, due.feed))


def _due_at(feed: Feed, date: dt.date) -> dt.datetime | None:
    """Give when an active feed is due on a date; None if it is not, or its zone is gone."""
    if feed.state is not FeedState.ACTIVE:
        return None
    plan = feed.plan
    try:
        at, on = first_from(date, plan.at, zoneinfo.ZoneInfo(plan.zone), plan.weekdays)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return at if on == date else None
