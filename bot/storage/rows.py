"""Feeds and deliveries become rows, and rows become them."""

import datetime as dt
from dataclasses import fields

from sqlalchemy import RowMapping

from bot.domain.deliveries import Delivery, Reason, Step
from bot.domain.entries import Kind, Sensitive
from bot.domain.feeds import Feed, Filters, Plan, Target
from bot.domain.troubles import Trouble

_MINUTE = dt.timedelta(minutes=1)
_DELIVERY = tuple(field.name for field in fields(Delivery))


def plan_columns(plan: Plan) -> dict[str, object]:
    """Write a plan as columns of `feeds`; seconds of its times are dropped."""
    return {
        "channel": plan.channel,
        "target": plan.target,
        "at": plan.at.isoformat("minutes"),
        "zone": plan.zone,
        "weekdays": sorted(plan.weekdays),
        "topics": plan.filters.topics,
        "kinds": plan.filters.kinds,
        "importance": plan.filters.importance,
        "without": plan.filters.without,
        "style": plan.style,
        "role": plan.role,
        "silent": plan.silent,
        "publish": plan.publish,
        "pin": plan.pin,
        "thread": plan.thread,
        "tags": plan.tags,
        "leap_day": plan.leap_day,
        "grace_minutes": plan.grace // _MINUTE,
        "on_empty": plan.on_empty,
    }


def feed_of(row: RowMapping) -> Feed:
    """Read a row of `feeds`."""
    trouble = row["trouble"]
    return Feed(
        id=row["id"],
        guild=row["guild"],
        number=row["number"],
        plan=_plan_of(row),
        author=row["author"],
        created_at=row["created_at"],
        state=row["state"],
        next_at=row["next_at"],
        next_on=row["next_on"],
        pinned=row["pinned"],
        trouble=None if trouble is None else Trouble.parse(trouble),
        broken_at=row["broken_at"],
        told_at=row["told_at"],
        paused_at=row["paused_at"],
    )


def _plan_of(row: RowMapping) -> Plan:
    return Plan(
        channel=row["channel"],
        target=row["target"],
        at=dt.time.fromisoformat(row["at"]),
        zone=row["zone"],
        weekdays=frozenset(row["weekdays"]),
        filters=Filters(
            topics=tuple(row["topics"]),
            kinds=tuple(map(Kind, row["kinds"])),
            importance=row["importance"],
            without=tuple(map(Sensitive, row["without"])),
        ),
        style=row["style"],
        role=row["role"],
        silent=row["silent"],
        publish=row["publish"],
        pin=row["pin"],
        thread=row["thread"],
        tags=tuple(row["tags"]),
        leap_day=row["leap_day"],
        grace=row["grace_minutes"] * _MINUTE,
        on_empty=row["on_empty"],
    )


def delivery_columns(delivery: Delivery) -> dict[str, object]:
    """Write a delivery as columns of `deliveries`, which have the names of its fields."""
    return {name: getattr(delivery, name) for name in _DELIVERY}


def delivery_of(row: RowMapping) -> Delivery:
    """Read a row of `deliveries`."""
    columns = dict(row)
    columns["steps"] = tuple(map(Step, row["steps"]))
    columns["entries"] = tuple(row["entries"])
    columns["target"] = None if row["target"] is None else Target(row["target"])
    columns["reason"] = None if row["reason"] is None else Reason(row["reason"])
    return Delivery(**columns)
