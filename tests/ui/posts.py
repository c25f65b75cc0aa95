"""Feeds and posts made for tests of what they look like."""

import datetime as dt
from typing import Any

from bot.domain.deliveries import Post, marker, nonce
from bot.domain.feeds import Feed, Plan, Target

ON = dt.date(2026, 11, 19)
MADE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def feed_of(**plan):
    """Give a feed whose plan has these fields; `id`, `guild`, `trouble` and such are the feed's."""
    own = {name: plan.pop(name) for name in ("id", "guild", "author", "trouble") if name in plan}
    basics: dict[str, Any] = {
        "channel": 5,
        "target": Target.TEXT,
        "at": dt.time(9),
        "zone": "Europe/Berlin",
    }
    defaults: dict[str, Any] = {"id": 7, "guild": 1, "number": 1, "author": 3, "created_at": MADE}
    return Feed(**(defaults | own), plan=Plan(**(basics | plan)))


def post_of(feed, *entries, on=ON, late=False):
    return Post(
        feed=feed,
        channel=feed.plan.channel,
        target=feed.plan.target,
        on=on,
        entries=tuple(f"event:{each}" if ":" not in each else each for each in entries),
        late=late,
        nonce=nonce(feed, on),
        marker=marker(feed, on),
    )
