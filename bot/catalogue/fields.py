"""The types of fields in content: YAML's text, checked into a value of the domain."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints, WithJsonSchema

from bot.domain import dates
from bot.domain.errors import DateError

from . import date_hints, texts
from .texts import quoted

_Date = TypeVar("_Date", dates.Historical, dates.Point)


def _as_text(value: object, what: str) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"This takes {what}, not a list or a mapping.")


def _read_date(read: Callable[[str], _Date], value: object) -> _Date:
    text = _as_text(value, "a date, such as 1941-06-22")
    try:
        return read(text)
    except DateError as error:
        if meant := date_hints.hint(text, read):
            raise ValueError(f"“{text}” is not a date that I can read. {meant}") from None
        told = str(error)
        whole = f"“{text}”"
        part_alone = told.startswith("“") and not told.startswith(whole)
        raise ValueError(f"In {whole}, {told}" if part_alone else told) from None


def _date(value: object) -> dates.Historical:
    return _read_date(dates.parse, value)


def _old_style(value: object) -> dates.Point:
    return _read_date(dates.parse_julian, value)


def _degrees(value: object, most: int) -> float:
    text = _as_text(value, "degrees, such as 48.71")
    try:
        degrees = float(text)
    except ValueError:
        raise ValueError(
            f"{quoted(text)} is not a number of degrees: write it like 48.71."
        ) from None
    if not -most <= degrees <= most:
        raise ValueError(f"{quoted(text)} lies outside -{most} to {most} degrees.")
    return degrees


def _latitude(value: object) -> float:
    return _degrees(value, 90)


def _longitude(value: object) -> float:
    return _degrees(value, 180)


def _importance(value: object) -> int:
    text = _as_text(value, "1 (minor), 2 or 3 (major), without brackets")
    if text not in ("1", "2", "3"):
        raise ValueError(f"Importance is 1 (minor), 2 or 3 (major), not {quoted(text)}.")
    return int(text)


# Editors get the limits, not the patterns of texts: what a pattern lacks is told by the checker.
_UNLINKED = AfterValidator(texts.without_links)


def _line(longest: int) -> StringConstraints:
    return StringConstraints(max_length=longest, pattern=texts.LINE)


def _prose(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=longest, pattern=texts.PROSE)


# A title such as 1941: what an editor takes for a number is text to Fasti, as every value is.
def _shown(longest: int) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], "minLength": 1, "maxLength": longest})


Id = Annotated[
    str,
    StringConstraints(max_length=texts.ID_LENGTH, pattern=texts.ID),
    WithJsonSchema(
        {"type": ["string", "integer"], "maxLength": texts.ID_LENGTH, "pattern": texts.ID}
    ),
]
Name = Annotated[str, _line(texts.NAME_LENGTH), _UNLINKED, _shown(texts.NAME_LENGTH)]
RoleTitle = Annotated[str, _line(texts.ROLE_LENGTH), _UNLINKED, _shown(texts.ROLE_LENGTH)]
LongLine = Annotated[str, _line(texts.LONG_LENGTH), _UNLINKED, _shown(texts.LONG_LENGTH)]
ShortLine = Annotated[str, _line(texts.SHORT_LENGTH), _UNLINKED, _shown(texts.SHORT_LENGTH)]
Url = Annotated[str, StringConstraints(max_length=texts.URL_LENGTH, pattern=texts.URL)]
Years = Annotated[
    str,
    StringConstraints(max_length=texts.SHORT_LENGTH, pattern=texts.YEARS),
    WithJsonSchema({"type": ["string", "integer"], "pattern": texts.YEARS}),
]
Language = Annotated[
    str, StringConstraints(max_length=texts.LANGUAGE_LENGTH, pattern=texts.LANGUAGE)
]

Text = Annotated[str, _prose(texts.TEXT_LENGTH), _UNLINKED, _shown(texts.TEXT_LENGTH)]
Life = Annotated[str, _prose(texts.LIFE_LENGTH), _UNLINKED, _shown(texts.LIFE_LENGTH)]
Summary = Annotated[str, _prose(texts.SUMMARY_LENGTH), _UNLINKED, _shown(texts.SUMMARY_LENGTH)]
Trust = Annotated[str, _prose(texts.TRUST_LENGTH), _UNLINKED, _shown(texts.TRUST_LENGTH)]
SectionText = Annotated[str, StringConstraints(max_length=texts.SECTION_LENGTH)]

Date = Annotated[
    dates.Historical,
    PlainValidator(_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": texts.DATE}),
]
OldStyle = Annotated[
    dates.Point,
    PlainValidator(_old_style),
    WithJsonSchema({"type": "string", "pattern": texts.DAY}),
]
Latitude = Annotated[
    float,
    PlainValidator(_latitude),
    WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90}),
]
Longitude = Annotated[
    float,
    PlainValidator(_longitude),
    WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180}),
]
Importance = Annotated[int, PlainValidator(_importance), WithJsonSchema({"enum": [1, 2, 3]})]
Links = Annotated[tuple[Id, ...], Field(max_length=texts.MOST_LINKS)]
Aliases = Annotated[tuple[Name, ...], Field(max_length=texts.MOST_ALIASES)]
