"""The parts of a topic: what stands under each of its `##` headings, edited one at a time."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.domain.revisions import Body, Value

from .marks import marks, touched

_HEADING = "## "
_JOINTS = ("\n\n", "\n", " ", "")  # where a text is parted: the first of these that will do


class Part(NamedTuple):
    """A heading, and the Markdown beneath it."""

    heading: str
    text: str


class Halves(NamedTuple):
    """A text in two inputs of a form, and what stood between them, by its place among all joints."""

    first: str
    second: str
    joint: int = 0


def parts(body: Body) -> list[Part]:
    """Give the parts of a topic; what stands above the first heading is one without a heading."""
    return [_part(lines) for lines in _blocks(body) if any(line.strip() for line in lines)]


def with_part(body: Body, at: int, part: Part) -> dict[str, Value]:
    """Give a topic with another part at a place, from 0; any place further adds it, if it says anything.

    A part without heading and text is removed.
    """
    told = parts(body)
    told[at : at + 1] = [part] if part.heading or part.text else []
    return with_parts(body, told)


def with_parts(body: Body, told: Sequence[Part]) -> dict[str, Value]:
    """Give a topic with these parts in place of its own."""
    changed = dict(body)
    changed.pop("sections", None)
    if told:
        changed["sections"] = _written(told)
    return changed


def marks_of(part: Part) -> str:
    """Mark what the form of a part is filled in with."""
    return marks(_said(part))


def typed_over(
    body: Body, at: int, typing: Callable[[Part], Part], before: str
) -> dict[str, Value]:
    """Give a topic with what was typed into the form of a part, filled in as the marks `before` say.

    `at` is where the part stood; it may stand elsewhere by now, or say something else. What was
    not typed over stays as it is, and where the part is gone, what was typed is added.
    """
    told = parts(body)
    places = sorted(range(len(told)), key=lambda place: (abs(place - at), place))
    alike = [_likeness(told[place], before) for place in places]
    found = places[alike.index(max(alike))] if any(alike) else len(told)
    part = told[found] if found < len(told) else Part("", "")
    typed = _said(typing(part))
    kept = typed if found == len(told) else {**_said(part), **touched(typed, before)}
    return with_part(body, found, Part(f"{kept['heading']}", f"{kept['text']}"))


def _likeness(part: Part, before: str) -> int:
    """Tell how much of a part is what a form was filled in with: 0 for nothing, most for all."""
    said = _said(part)
    same = said.keys() - touched(said, before).keys()
    return len(same) + 1 if len(same) == len(said) else sum(bool(said[name]) for name in same)


def _said(part: Part) -> dict[str, Value]:
    return {"heading": " ".join(part.heading.split()), "text": _trimmed(part.text)}


def part_at(body: Body, line: int) -> int:
    """Tell which part, from 0, a line of a topic's sections is in, from 0 as well."""
    found, passed = -1, 0
    for lines in _blocks(body):
        found += any(each.strip() for each in lines)
        passed += len(lines)
        if line < passed:
            break
    return max(found, 0)


def halved(text: str, longest: int) -> Halves | None:
    """Part a text for two inputs that each hold so much; None if it does not fit into both."""
    if len(text) <= longest:
        return Halves(text, "")
    for number, joint in enumerate(_JOINTS):
        at = text.rfind(joint, 0, longest + len(joint))
        if at >= 0 and len(text) - at - len(joint) <= longest:
            return Halves(text[:at], text[at + len(joint) :], number)
    return None


def whole(halves: Halves) -> str:
    """Put a text together again; an unknown joint is that between paragraphs."""
    known = 0 <= halves.joint < len(_JOINTS)
    joint = _JOINTS[halves.joint if known else 0]
    told = [_trimmed(halves.first), _trimmed(halves.second)] if joint else halves[:2]
    return _trimmed(joint.join(each for each in told if each))


def _trimmed(text: str) -> str:
    """Take away what nobody sees: spaces at the ends of lines, and empty lines around the text."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _blocks(body: Body) -> list[list[str]]:
    """Give all lines, parted before each heading."""
    told = body.get("sections", "")
    found: list[list[str]] = [[]]
    for line in (told if isinstance(told, str) else "").splitlines():
        if line.startswith(_HEADING):
            found.append([])
        found[-1].append(line)
    return found


def _part(lines: Sequence[str]) -> Part:
    first, *others = lines
    if not first.startswith(_HEADING):
        return Part("", "\n".join(lines).strip())
    return Part(first.removeprefix(_HEADING).strip(), "\n".join(others).strip())


def _written(told: Sequence[Part]) -> str:
    """Write all parts; one that lost its heading keeps a place for it, or it would join another."""
    texts = (
        f"{_HEADING}{part.heading}\n\n{part.text}" if part.heading or number else part.text
        for number, part in enumerate(told)
    )
    return "\n\n".join(texts)
