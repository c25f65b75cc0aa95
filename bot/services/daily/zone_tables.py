"""Reads which time zones there are: their names, old names and countries, from the tzdata package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

UTC = "UTC"
_NO_ZONE = "Factory"  # what a machine has that nobody has set up


@dataclass(frozen=True, slots=True)
class Row:
    """A zone in use: its country by ISO 3166 code, and what it is called within that country.

    The first of a country's zones are not always those where most people live.
    """

    country: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of the time-zone database, or what of them is needed to find a zone.

    `countries` are English names by ISO 3166 code; `names` are those of all zones there are, old
    ones too, each with the name in use now.
    """

    rows: tuple[Row, ...]
    countries: Mapping[str, str]
    names: Mapping[str, str]


def read_tables() -> Tables:
    """Read the tables of the installed tzdata package; those of the system may be absent."""
    rows = tuple(
        Row(country, name, note) for country, _, name, note in _lines("zone.tab", columns=4)
    )
    links = {old: name for _, name, old in _links()} | {"Etc/UTC": UTC}
    in_use = {row.name for row in rows} | {UTC}
    names = (resources.files("tzdata") / "zones").read_text(encoding="utf-8").split()
    return Tables(
        rows=rows,
        countries=dict(_lines("iso3166.tab", columns=2)),
        names={
            name: name if name in in_use else links.get(name, name)
            for name in names
            if name != _NO_ZONE
        },
    )


def rule(name: str) -> bytes:
    """Give the rule by which a zone's clocks go from now on, in POSIX form: `CET-1CEST,M3.5.0…`."""
    return _folder().joinpath(*name.split("/")).read_bytes().splitlines()[-1]


def _folder() -> Traversable:
    return resources.files("tzdata") / "zoneinfo"


def _lines(file: str, *, columns: int) -> Iterator[list[str]]:
    for line in (_folder() / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            values = line.split("\t")
            yield values + [""] * (columns - len(values))


def _links() -> Iterator[list[str]]:
    """Give the links of the database's source: `L`, the name in use, the old name."""
    for line in (_folder() / "tzdata.zi").read_text(encoding="utf-8").splitlines():
        if line.startswith("L "):
            yield line.split(" ")
