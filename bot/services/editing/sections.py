"""The sections in which a record is edited: which fields stand in which form, and which are picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import dates
from bot.domain.entries import Kind, Sensitive, SourceKind
from bot.domain.revisions import Body, RecordType, Value

from .marks import marks, touched
from .typed_dates import edtf

MOST_INPUTS = 5  # of a form: https://discord.com/developers/docs/components/reference#modal


class Input(StrEnum):
    """How a field is typed."""

    LINE = "line"
    PROSE = "prose"
    LINES = "lines"
    """A list, one item a line."""
    ROLES = "roles"
    """A list of roles, one a line: what somebody was, `|`, the years."""
    DATE = "date"
    OLD_STYLE = "old style"
    """A day of the Julian calendar."""
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record as it is typed; `choices` are the values it may take, if they are few."""

    name: str
    input: Input = Input.LINE
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields that are edited in one form; at most MOST_INPUTS."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How records of a type are edited: the forms, and the fields that name other records."""

    sections: tuple[Section, ...]
    picks: Mapping[str, RecordType]

    def section(self, name: str) -> Section | None:
        """Give the section of that name, if there is one."""
        return next((each for each in self.sections if each.name == name), None)

    def section_of(self, field: str) -> str:
        """Tell where a field is edited: the name of a section, or of the picked field itself."""
        for section in self.sections:
            if any(each.name == field for each in section.fields):
                return section.name
        return field


def _of(name: str, *fields: Field) -> Section:
    return Section(name=name, fields=fields)


def _choice(name: str, choices: Sequence[str], *, required: bool = True) -> Field:
    return Field(name=name, input=Input.CHOICE, required=required, choices=tuple(choices))


def _date(name: str, *, required: bool = False) -> Field:
    return Field(name=name, input=Input.DATE, required=required)


def _old_style(name: str) -> Field:
    return Field(name=name, input=Input.OLD_STYLE)


_TITLE = Field(name="title", required=True)
_TEXT = Field(name="text", input=Input.PROSE, required=True)
_ALIASES = Field(name="aliases", input=Input.LINES)
_IMPORTANCE = _choice("importance", ("1", "2", "3"))
_DOUBT = _of(
    "doubt",
    Field(name="dispute", input=Input.PROSE),
    Field(name="sensitive", input=Input.CHOICES, choices=tuple(Sensitive)),
)

LAYOUTS: Mapping[RecordType, Layout] = {
    "event": Layout(
        sections=(
            _of(
                "words",
                _TITLE,
                _date("date", required=True),
                _TEXT,
                _choice("kind", tuple(Kind)),
                _IMPORTANCE,
            ),
            _of("names", _old_style("old_style"), _ALIASES),
            _DOUBT,
        ),
        picks={"places": "place", "topics": "topic", "people": "person", "sources": "source"},
    ),
    "person": Layout(
        sections=(
            _of(
                "words",
                Field(name="name", required=True),
                Field(name="native_name"),
                _TEXT,
                _ALIASES,
                _choice("importance", ("1", "2", "3"), required=False),
            ),
            _of(
                "life",
                _date("born"),
                _old_style("born_old_style"),
                _date("died"),
                _old_style("died_old_style"),
                Field(name="roles", input=Input.ROLES),
            ),
            _DOUBT,
        ),
        picks={"topics": "topic", "sources": "source"},
    ),
    "topic": Layout(
        sections=(
            _of(
                "words",
                _TITLE,
                _date("period", required=True),
                Field(name="summary", input=Input.PROSE, required=True),
                _ALIASES,
                _choice("importance", ("1", "2", "3"), required=False),
            ),
            _DOUBT,
        ),
        picks={"people": "person", "places": "place", "related": "topic", "sources": "source"},
    ),
    "place": Layout(
        sections=(
            _of(
                "words",
                Field(name="name", required=True),
                Field(name="today"),
                Field(name="names", input=Input.LINES),
                Field(name="latitude", required=True),
                Field(name="longitude", required=True),
            ),
        ),
        picks={},
    ),
    "source": Layout(
        sections=(
            _of(
                "words",
                _TITLE,
                Field(name="author"),
                Field(name="year"),
                _choice("kind", tuple(SourceKind)),
                Field(name="trust", input=Input.PROSE, required=True),
            ),
            _of("published", Field(name="publisher"), Field(name="url")),
        ),
        picks={},
    ),
}


def typed(body: Body, field: Field) -> str | list[str]:
    """Give a field as it stands in a form: a text, or the chosen values."""
    value = body.get(field.name)
    match field.input:
        case Input.CHOICES:
            chosen = value if isinstance(value, list) else []
            return [each for each in chosen if isinstance(each, str)]
        case Input.LINES | Input.ROLES:
            items = value if isinstance(value, list) else []
            return "\n".join(_line(each) for each in items)
        case _:
            return value if isinstance(value, str) else ""


def filled_in(
    body: Body, section: Section, form: Mapping[str, Sequence[str]], before: str = ""
) -> dict[str, Value]:
    """Give a body with what was typed into the form of a section; an emptied field is left out.

    What the form was filled in with, by its marks `before`, stays as it is in the body by now.
    """
    changed = dict(body)
    given = {
        each.name: _value(each, form[each.name]) for each in section.fields if each.name in form
    }
    for name, value in touched(given, before).items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return changed


def marks_of(body: Body, section: Section) -> str:
    """Mark what the form of a section is filled in with."""
    shown = ((field, typed(body, field)) for field in section.fields)
    return marks({field.name: _value(field, said) for field, said in shown})


def chosen_in(body: Body, field: str) -> list[str]:
    """Give the ids that a picked field holds, in its order."""
    value = body.get(field)
    items = value if isinstance(value, list) else []
    return [_source(each) for each in items]


def picked(body: Body, field: str, ids: Sequence[str]) -> dict[str, Value]:
    """Give a body with these ids in a picked field; a citation that stays keeps where it cites."""
    value = body.get(field)
    known = {_source(each): each for each in (value if isinstance(value, list) else [])}
    changed = dict(body)
    changed.pop(field, None)
    if ids:
        changed[field] = [known.get(id_, id_) for id_ in dict.fromkeys(ids)]
    return changed


def locators(body: Body) -> dict[str, str]:
    """Give where in each cited source the citation points, by the source's id."""
    value = body.get("sources")
    found: dict[str, str] = {}
    for each in value if isinstance(value, list) else []:
        at = each.get("at", "") if isinstance(each, dict) else ""
        found[_source(each)] = at if isinstance(at, str) else ""
    return found


def located(body: Body, where: Mapping[str, str], before: str = "") -> dict[str, Value]:
    """Give a body whose citations of these sources point there; an empty text points nowhere.

    What the form was filled in with, by its marks `before`, stays as it is in the body by now.
    """
    given = touched({id_: _in_one(at) for id_, at in where.items()}, before)
    told = {**locators(body), **{id_: f"{at}" for id_, at in given.items()}}
    cited: list[Value] = [
        {"source": id_, "at": told[id_]} if told[id_] else id_ for id_ in chosen_in(body, "sources")
    ]
    return {**body, "sources": cited} if cited else dict(body)


def _value(field: Field, given: Sequence[str]) -> Value:
    if field.input is Input.CHOICES:
        return list(given)
    text = "".join(given)
    match field.input:
        case Input.LINES:
            return [line for line in _lines(text) if line]
        case Input.ROLES:
            return [_role(line) for line in _lines(text) if line]
        case Input.PROSE:
            return _prose(text)
        case Input.DATE | Input.OLD_STYLE:
            is_old = field.input is Input.OLD_STYLE
            return edtf(_in_one(text), dates.parse_julian if is_old else dates.parse)
        case _:
            return _in_one(text)


def _in_one(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [_in_one(line) for line in text.splitlines()]


def _prose(text: str) -> str:
    """Take away what nobody sees: spaces at the ends of lines, and empty lines around the text."""
    return "\n".join(_lines(text)).strip("\n")


def _role(line: str) -> Value:
    title, bar, years = line.rpartition("|")
    return {"title": title.strip(), "years": edtf(years.strip())} if bar else {"title": line}


def _line(item: Value) -> str:
    if not isinstance(item, dict):
        return item if isinstance(item, str) else ""
    title, years = item.get("title", ""), item.get("years", "")
    return f"{title} | {years}" if years else f"{title}"


def _source(item: Value) -> str:
    source = item.get("source", "") if isinstance(item, dict) else item
    return source if isinstance(source, str) else ""
