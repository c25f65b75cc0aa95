"""Daily posts at each stage, made for tests of the cards that moderators see of them."""

import datetime as dt
from dataclasses import replace

from bot.domain.calendar import Mark
from bot.domain.deliveries import Delivery, Reason, Stage
from bot.domain.feeds import FeedState
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.foresight import Coming
from bot.services.daily.picking import Origin, Selection
from tests.ui.days import item_of
from tests.ui.posts import ON, feed_of

NEXT = dt.datetime(2026, 11, 19, 8, tzinfo=dt.UTC)
NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages", "view_channel"))


def active(**fields):
    return replace(feed_of(**fields), next_at=NEXT, next_on=ON)


def broken(trouble=NO_PERMISSION, **fields):
    return replace(feed_of(**fields), state=FeedState.BROKEN, trouble=trouble)


def coming_of(catalogue, *keys, origin=Origin.TODAY, on=ON):
    items = tuple(item_of(catalogue.entries[key], Mark.ON) for key in keys)
    told = Selection(origin=origin, on=on, items=items)
    return Coming(on=on, due_at=NEXT, told=told, keys=keys)


def failed(note="", stage=Stage.FAILED, reason=Reason.TROUBLE, **fields):
    return Delivery(feed=7, on=ON, due_at=NEXT, stage=stage, reason=reason, note=note, **fields)
