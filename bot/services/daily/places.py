"""The places of the world that have a time zone, by which people look for theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.catalogue.folding import fold, spellings

from .cities import CITIES, COUNTRIES, NAMES
from .zone_tables import UTC, Row, Tables

_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe"}
    | {"Indian", "Pacific"}
)


def close(text: str) -> str:
    """Fold a name and write it as one word, so that `New York` and `new-york` are the same."""
    return fold(text).replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, region or island in a time zone; `where` is its country, after the state if any.

    `keys` are its names, without and with the country, and `countries` those of its country, all
    written as one word; `words` is what is said of it. A zone is named after a place if `is_own`.
    """

    zone: str
    name: str
    where: str
    is_own: bool
    keys: tuple[str, ...]
    countries: tuple[str, ...]
    words: str

    def __str__(self) -> str:
        """Name it: `Berlin, Germany`; a city that is a country once."""
        return _full(self.name, self.where)


def places(tables: Tables) -> tuple[Place, ...]:
    """Give all places, the zones' own first; those of a country in the database's order."""
    own = {row.name: _own(row, tables) for row in tables.rows}
    others = [
        _other(name, own[zone])
        for zone, names in CITIES.items()
        for name in names
        if zone in own  # a later database may call it otherwise
    ]
    known = {key for place in (*own.values(), *others) for key in place.keys}
    former = [
        _other(name, own[zone])
        for name, zone in _former(tables)
        if zone in own and close(name) not in known
    ]
    return (_utc(), *own.values(), *others, *former)


def _utc() -> Place:
    names = ("Universal time", "Coordinated Universal Time", UTC)
    return Place(
        zone=UTC,
        name=names[0],
        where="",
        is_own=True,
        keys=_keys(names, "", ()),
        countries=(),
        words=_words(names),
    )


def _own(row: Row, tables: Tables) -> Place:
    """Give the city that a zone is named after; `America/Indiana/Knox` names a state as well."""
    countries = (*COUNTRIES.get(row.country, ()), tables.countries[row.country])
    _, *regions, last = row.name.replace("_", " ").split("/")
    names = (*NAMES.get(row.name, ()), last)
    where = ", ".join([*(each for each in regions if each not in countries), countries[0]])
    folded = (close(each) for each in (*countries, row.country))
    return Place(
        zone=row.name,
        name=names[0],
        where=where,
        is_own=True,
        keys=_keys(names, where, countries),
        countries=tuple(dict.fromkeys(folded)),
        words=_words([*names, where, *countries, row.note, row.name]),
    )


def _other(name: str, own: Place) -> Place:
    """Give another place in the zone of one, and in its country."""
    country = own.where.rpartition(", ")[2]
    return Place(
        zone=own.zone,
        name=name,
        where=country,
        is_own=False,
        keys=_keys((name,), country, own.countries),
        countries=own.countries,
        words=_words([*spellings(name), country]),
    )


def _former(tables: Tables) -> Iterator[tuple[str, str]]:
    """Give the cities that zones were once named after, each with the zone in use now."""
    for old, zone in tables.names.items():
        area, _, city = old.replace("_", " ").partition("/")
        if area in _AREAS and old != zone:
            yield city.rpartition("/")[2], zone


def _full(name: str, where: str) -> str:
    return name if where in {"", name} else f"{name}, {where}"


def _keys(names: Iterable[str], where: str, countries: Iterable[str]) -> tuple[str, ...]:
    keys: list[str] = []
    for name in names:
        bare = [each.replace(" ", "") for each in spellings(name)]
        keys += [*bare, close(_full(name, where))]
        keys += [each + close(country) for each in bare for country in countries]
    return tuple(dict.fromkeys(keys))


def _words(texts: Iterable[str]) -> str:
    return f" {fold(' '.join(texts))}"
