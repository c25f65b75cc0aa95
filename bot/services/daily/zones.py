"""Finds a time zone by the city or country that a moderator types."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from bot.catalogue.folding import fold
from bot.domain.errors import MemberError
from bot.domain.words import join, truncate

from .cities import ABBREVIATIONS, USUAL
from .gazetteer import Gazetteer
from .places import Place, close, places
from .zone_tables import Tables, read_tables, rule

_MOST = 25
_LABEL = 100
_LONGEST = 60
_SUGGESTED = 3
_NAMED = 5
_OFFSET = re.compile(r"(?:utc|gmt)? ?([-+−]) ?([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)  # noqa: RUF001
_DIFFERENT = "means different times to different people"
_HINT = "Type a city or a country, such as “Berlin” or “Japan”."


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone as autocomplete offers it: its IANA name, and a label of at most 100 characters."""

    name: str
    label: str


class Zones:
    """The time zones of the world, by what people call them."""

    def __init__(self, tables: Tables) -> None:
        self._names = {name.lower(): zone for name, zone in tables.names.items()}
        self._gazetteer = Gazetteer(places(tables))
        self._clocks = {zone: ZoneInfo(zone) for zone in self._gazetteer.zones}

    @classmethod
    def load(cls) -> Self:
        """Read the zones of the installed tzdata package; takes some 50 ms."""
        return cls(read_tables())

    def complete(self, text: str, now: dt.datetime) -> list[ZoneChoice]:
        """Give at most 25 zones that the text may mean, the likeliest first, each once.

        Nothing typed gives the usual ones, an offset such as `+2` those that have it now.
        """
        typed = text.strip()[:_LONGEST]
        if match := _OFFSET.fullmatch(typed):
            likely = self._of_zones(self._at(_offset_of(match), now))
        else:
            likely = self._like(typed) if close(typed) else self._of_zones(USUAL)
        best: dict[str, Place] = {}
        for place in likely:
            best.setdefault(place.zone, place)
        return [ZoneChoice(zone, _label(str(best[zone]), zone, now)) for zone in list(best)[:_MOST]]

    def label(self, name: str, now: dt.datetime) -> str:
        """Write a zone as `Berlin, Germany (UTC+1, now 14:05)`: at most 100 characters."""
        return _label(str(self._gazetteer.of_zone(name) or name), name, now)

    def find(self, text: str) -> str:
        """Give the IANA name of the zone that was typed; MemberError says what may be meant.

        That may be a city, a country whose clocks all go alike, an IANA name, old ones too, or an
        abbreviation, if people mean one thing by it.
        """
        typed = text.strip()[:_LONGEST]
        shown = f"“{truncate(' '.join(text.split()), _LONGEST)}”"
        if _OFFSET.fullmatch(typed):
            raise MemberError(f"{shown} does not say how summer time goes. {_HINT}")
        if not close(typed):
            raise MemberError(f"I need a time zone. {_HINT}")
        if meant := ABBREVIATIONS.get(fold(typed)):
            zones = list(self._of_zones(meant))
            is_one_time = len(_unlike(zones)) == 1
            what = "is the time in several countries" if is_one_time else _DIFFERENT
            return _only(zones, f"{shown} {what}.")
        if cities := self._gazetteer.cities(typed):
            return _only(cities, f"There is more than one {shown}.")
        if name := self._names.get("_".join(typed.lower().split())):
            return name
        if cities := self._gazetteer.in_country(typed):
            return _only(_unlike(cities), f"{shown} has several time zones.")
        likely = _quoted(self._gazetteer.like(typed), _SUGGESTED)
        hint = f"Did you mean {likely}?" if likely else _HINT
        raise MemberError(f"I know no time zone by the name of {shown}. {hint}")

    def _like(self, typed: str) -> list[Place]:
        meant = ABBREVIATIONS.get(fold(typed), ())
        return [*self._of_zones(meant), *self._gazetteer.like(typed)]

    def _of_zones(self, zones: Iterable[str]) -> list[Place]:
        found = (self._gazetteer.of_zone(zone) for zone in zones)
        return [place for place in found if place is not None]

    def _at(self, offset: dt.timedelta, now: dt.datetime) -> Iterator[str]:
        return (
            zone
            for zone, clock in self._clocks.items()
            if now.astimezone(clock).utcoffset() == offset
        )


def _only(found: Iterable[Place], otherwise: str) -> str:
    """Give the zone of these places if it is one, else raise a sentence that names them."""
    zones = {place.zone: place for place in found}
    if len(zones) == 1:
        return next(iter(zones))
    raise MemberError(f"{otherwise} Type a city, such as {_quoted(zones.values(), _NAMED)}.")


def _unlike(found: Iterable[Place]) -> Collection[Place]:
    """Leave out places whose clocks go from now on like another's."""
    unlike: dict[bytes, Place] = {}
    for place in found:
        unlike.setdefault(rule(place.zone), place)
    return unlike.values()


def _quoted(found: Iterable[Place], most: int) -> str:
    names = list(dict.fromkeys(str(place) for place in found))
    return join([f"“{name}”" for name in names[:most]], "or")


def _label(place: str, zone: str, now: dt.datetime) -> str:
    local = now.astimezone(ZoneInfo(zone))
    tag = f" ({_offset(local)}, now {local:%H:%M})"
    return truncate(place, _LABEL - len(tag)) + tag


def _offset(local: dt.datetime) -> str:
    minutes = round((local.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def _offset_of(match: re.Match[str]) -> dt.timedelta:
    sign = 1 if match[1] == "+" else -1
    return sign * dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
