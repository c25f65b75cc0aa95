"""Dates in English, as members read them: "23 August 1942 – 2 February 1943", "85 years ago"."""

# ruff: noqa: RUF002 - examples have the en dash that members see

import datetime as dt

from bot.domain.dates import Certainty, Edge, Historical, Point, day_number, from_julian, weekday
from bot.domain.days import MONTHS, WEEKDAYS
from bot.domain.words import plural

DASH = "\u2013"
_WINTER = 24
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", _WINTER: "winter"}
_CERTAINTIES = {
    Certainty.EXACT: "{date}",
    Certainty.UNCERTAIN: "{date} (uncertain)",
    Certainty.APPROXIMATE: "about {date}",
    Certainty.BOTH: "about {date} (uncertain)",
}
_SINCE, _UNTIL = "since {date}", "until {date}"
_NO_END, _NO_BEGINNING = f"{{date}} {DASH} end unknown", f"beginning unknown {DASH} {{date}}"
_BORN, _DIED = "born {date}", "died {date}"
_OLD_STYLE = "{date} ({old}, Old Style)"
_DECADE, _YEARS = "the {year}s", "the years {years}"
_GREGORIAN_CALENDAR = day_number(1582, 10, 15)  # its first day, in Rome


def describe(date: Historical) -> str:
    """Put any date into words, as precise as it is known; months and years are not repeated."""
    match (date.start, date.end):
        case (Point() as start, None):
            return _point(start)
        case (Point() as start, Point() as end):
            return _interval(start, end)
        case (Point() as start, end):
            return (_SINCE if end is Edge.OPEN else _NO_END).format(date=_point(start))
        case (edge, Point() as end):
            return (_UNTIL if edge is Edge.OPEN else _NO_BEGINNING).format(date=_point(end))
        case _:
            raise ValueError(f"{date} has neither a beginning nor an end")


def describe_year(year: int) -> str:
    """Put an astronomical year into words: "1941", "44 BC", "AD 14" (below 100)."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= 100 else f"AD {year}"  # noqa: PLR2004 - years


def year_of(date: Historical) -> str:
    """Put the years of a date into words for a label: "1942", "1942–1943", "the 1940s"."""
    points = [point for point in (date.start, date.end) if isinstance(point, Point)]
    start, end = (Point(year=point.year, span=point.span) for point in (points[0], points[-1]))
    return _interval(start, end)


def day_name(month: int, day: int) -> str:
    """Name a day of the year: "22 June"."""
    return f"{day} {MONTHS[month - 1]}"


def day_line(point: Point) -> str:
    """Put a point into words with its weekday: "Sunday, 22 June 1941".

    Days before the Gregorian calendar have none: what sources give there is nearly always a
    Julian date, and whoever wrote it down may or may not have converted it.
    """
    if not point.is_day or point.first < _GREGORIAN_CALENDAR:
        return _point(point)
    return f"{WEEKDAYS[weekday(point)]}, {_point(point)}"


def with_old_style(date: str, julian: Point) -> str:
    """Add the Julian day to a day in words: "7 November 1917 (25 October, Old Style)"."""
    same_year = from_julian(julian).year == julian.year
    old = _without_year(julian) if same_year else _exact(julian)
    return _OLD_STYLE.format(date=date, old=old)


def years_ago_phrase(years: int) -> str:
    """Put a number of years into words: "85 years ago", "1 year ago", "this year"."""
    if years == 0:
        return "this year"
    return f"{plural(years, 'year')} ago" if years > 0 else f"in {plural(-years, 'year')}"


def timestamp(instant: dt.datetime, form: str = "f") -> str:
    """Write an instant in the reader's own time, in one of Discord's forms: `R` is "2 hours ago"."""
    return f"<t:{int(instant.timestamp())}:{form}>"


def life(
    born: Historical | None,
    died: Historical | None,
    born_old_style: Point | None = None,
    died_old_style: Point | None = None,
) -> str:
    """Put a life into words: "1896–1974", "born 1931"; empty if neither date is known."""
    birth, death = _of_life(born, born_old_style), _of_life(died, died_old_style)
    if born is None or died is None:
        return _BORN.format(date=birth) if birth else death and _DIED.format(date=death)
    if born.is_interval or died.is_interval:
        return f"{_BORN.format(date=birth)}, {_DIED.format(date=death)}"
    if _is_bare_year(born.start) and _is_bare_year(died.start):
        return describe(Historical(start=born.start, end=died.start))
    return f"{birth} {DASH} {death}"


def life_in_years(born: Historical | None, died: Historical | None) -> str:
    """Put a life into words for a label, in years alone: "1896–1974"."""
    return life(born and _in_years(born), died and _in_years(died))


def _point(point: Point) -> str:
    return _CERTAINTIES[point.certainty].format(date=_exact(point))


def _exact(point: Point) -> str:
    if point.span > 1:
        return _decade_or_century(point.year, point.span)
    if point.season is not None:
        return f"{_SEASONS[point.season]} {_season_year(point)}"
    return f"{_without_year(point)} {describe_year(point.year)}".lstrip()


def _without_year(point: Point) -> str:
    if point.month is None:
        return ""
    return MONTHS[point.month - 1] if point.day is None else day_name(point.month, point.day)


def _decade_or_century(year: int, span: int) -> str:
    """Word a decade as "the 1940s"; where that could be a century, spell out its years."""
    if span == 10 and year % 100 and year >= 100:  # noqa: PLR2004 - years
        return _DECADE.format(year=year)
    return _YEARS.format(years=_years(year, year + span - 1))


def _season_year(point: Point) -> str:
    """Give a season's year, or the two that a winter lies in: "1942–43"."""
    if point.season != _WINTER:
        return describe_year(point.year)
    following = point.year + 1
    if point.year < 1000 or following % 100 == 0:  # noqa: PLR2004 - years
        return _years(point.year, following)
    return f"{point.year}{DASH}{following % 100:02}"


def _interval(start: Point, end: Point) -> str:
    if start == end:
        return _point(start)
    shared = _shared(start, end) if start.certainty == end.certainty == Certainty.EXACT else None
    return shared or f"{_point(start)} {DASH} {_point(end)}"


def _shared(start: Point, end: Point) -> str | None:
    """Word an interval of two like dates without saying a month or year twice."""
    if _is_bare_year(start) and _is_bare_year(end):
        return _years(start.year, end.year)
    if start.year != end.year or None in {start.month, end.month}:
        return None
    year = describe_year(end.year)
    if start.day is None and end.day is None:
        return f"{_without_year(start)}{DASH}{_without_year(end)} {year}"
    if start.day is None or end.day is None:
        return None
    if start.month == end.month:
        return f"{start.day}{DASH}{_without_year(end)} {year}"
    return f"{_without_year(start)} {DASH} {_without_year(end)} {year}"


def _is_bare_year(point: Point | Edge) -> bool:
    return (
        isinstance(point, Point)
        and point.month is None
        and point.season is None
        and point.span == 1
    )


def _years(first: int, last: int) -> str:
    if first <= 0 < last:
        return f"{describe_year(first)} {DASH} AD {last}"
    if last <= 0:
        return f"{1 - first}{DASH}{describe_year(last)}"
    return f"{describe_year(first)}{DASH}{last}"


def _of_life(date: Historical | None, old_style: Point | None) -> str:
    if date is None:
        return ""
    words = describe(date)
    return words if old_style is None else with_old_style(words, old_style)


def _in_years(date: Historical) -> Historical:
    start = _year_alone(date.start)
    return Historical(start=start, end=None if date.end is None else _year_alone(date.end))


def _year_alone(point: Point | Edge) -> Point | Edge:
    if isinstance(point, Edge):
        return point
    return Point(year=point.year, span=point.span, certainty=point.certainty)
