"""Two changes of one record brought together: field by field, and part by part in a topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.revisions import Body, Revision, Value

from .parts import Part, parts, with_parts

_SECTIONS = "sections"
_Said: TypeAlias = "Value | None"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, each in another way; of a topic's text the heading of the part."""

    field: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """A record with both changes; where they clash it says mine."""

    body: Body
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A draft of a record that was changed since it began: what it said, and what each makes of it.

    `theirs` is what the server shows now, None for nothing, since its revision `latest`.
    """

    latest: Revision
    base: Body | None
    theirs: Body | None
    mine: Body

    def merged(self) -> Merged:
        """Bring both together; where nothing is shown any more, that is mine alone."""
        if self.theirs is None:
            return Merged(self.mine, ())
        return merged(self.base or {}, self.theirs, self.mine)


def merged(base: Body, theirs: Body, mine: Body) -> Merged:
    """Bring two changes of one body together."""
    body: dict[str, Value] = {}
    clashes: list[Clash] = []
    for field in dict.fromkeys([*theirs, *mine]):
        versions = base.get(field), theirs.get(field), mine.get(field)
        value = _of_three(*versions)
        if _is_clash(*versions):
            if field == _SECTIONS and _is_told_by_headings(base, theirs, mine):
                value, found = _parts(base, theirs, mine)
            else:
                found = [Clash(field)]
            clashes += found
        if value is not None:
            body[field] = value
    return Merged(body, tuple(clashes))


def _is_clash(base: _Said, theirs: _Said, mine: _Said) -> bool:
    return theirs != mine and base not in (theirs, mine)


def _of_three(base: _Said, theirs: _Said, mine: _Said) -> _Said:
    """Give what differs from the base; mine, if both do."""
    return theirs if mine == base else mine


def _is_told_by_headings(*bodies: Body) -> bool:
    headings = ([part.heading for part in parts(body)] for body in bodies)
    return all(len(set(each)) == len(each) for each in headings)


def _parts(base: Body, theirs: Body, mine: Body) -> tuple[_Said, list[Clash]]:
    before, others, own = (dict(parts(body)) for body in (base, theirs, mine))
    texts: dict[str, str] = {}
    clashes: list[Clash] = []
    for heading in _in_order(list(before), list(others), list(own)):
        versions = before.get(heading), others.get(heading), own.get(heading)
        text = _of_three(*versions)
        if _is_clash(*versions):
            clashes.append(Clash(_SECTIONS, heading))
        if isinstance(text, str):
            texts[heading] = text
    told = [Part(heading, text) for heading, text in texts.items()]
    return with_parts({}, told).get(_SECTIONS), clashes


def _in_order(before: Sequence[str], others: Sequence[str], own: Sequence[str]) -> list[str]:
    """Give all headings in the order of whoever changed it; what the other added follows its place."""
    is_moved = [each for each in own if each in before] != [each for each in before if each in own]
    found, more = (list(own), others) if is_moved else (list(others), own)
    at = 0
    for heading in more:
        if heading in found:
            at = found.index(heading) + 1
        else:
            found.insert(at, heading)
            at += 1
    return found
