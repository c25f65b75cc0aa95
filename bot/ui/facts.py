"""The small lines of a card: roles, people, places, and the sources it rests on."""

from collections.abc import Sequence

from bot.domain.entries import Citation, Person, Place, Role, Source
from bot.services.details import Details

from . import texts
from .dates import describe
from .layout import listing
from .markup import plain


def facts(found: Details, room: int) -> str:
    """Give the lines in at most `room` characters; sources have what the others leave of it."""
    roles = found.entry.roles if isinstance(found.entry, Person) else ()
    lines = [
        _line(texts.ROLES, [_role(role) for role in roles], room // 3),
        _line(texts.PEOPLE, [plain(person.name, 110) for person in found.people], room // 4),
        _line(texts.PLACES, [_place(place) for place in found.places], room // 4),
    ]
    left = room - sum(len(line) + 1 for line in lines if line)
    return "\n".join(line for line in (*lines, _sources(found.citations, left)) if line)


def _sources(citations: Sequence[tuple[Source, Citation]], room: int) -> str:
    """Name the works in full; where they would not all fit, by author and year."""
    full = [work(source, citation) for source, citation in citations]
    line = _line(texts.SOURCES, full, len("; ".join(full)) + 100)
    return (
        line if len(line) <= room else _line(texts.SOURCES, [_short(s) for s, _ in citations], room)
    )


def _short(source: Source) -> str:
    if not source.author or not source.year:
        return work(source)
    return texts.WORK_SHORT.format(author=plain(source.author, 80), year=plain(source.year, 20))


def _line(form: str, names: Sequence[str], room: int) -> str:
    listed = listing(names, room - len(form.format(names="")))
    return form.format(names=listed) if listed else ""


def _role(role: Role) -> str:
    title = plain(role.title, 130)
    return f"{title} ({describe(role.years)})" if role.years else title


def _place(place: Place) -> str:
    name = plain(place.name, 110)
    if not place.today or place.today.split(",")[0] == place.name:
        return name
    return texts.PLACE_TODAY.format(name=name, today=plain(place.today, 110))


def work(source: Source, citation: Citation | None = None) -> str:
    """Name a work as far as it is known, and the place in it if there is one."""
    form = {
        (True, True): texts.WORK,
        (True, False): texts.WORK_NO_YEAR,
        (False, True): texts.WORK_NO_AUTHOR,
        (False, False): texts.WORK_BARE,
    }[bool(source.author), bool(source.year)]
    named = form.format(
        author=plain(source.author, 80), title=plain(source.title, 140), year=plain(source.year, 20)
    )
    if citation is None or not citation.at:
        return named
    return texts.WORK_AT.format(work=named, at=plain(citation.at, 80))
