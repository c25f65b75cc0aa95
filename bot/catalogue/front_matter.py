"""A topic's file: front matter between `---` lines, then sections under `##` headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.domain.entries import Section

from . import markdown, texts
from .decoding import MOST_TROUBLES, Trouble, UnreadableError
from .reading import Document, read
from .records import SECTION, RecordError

_FENCE = "---"
_HEADING = "## "
_FAR_TOO_LONG = 100_000  # characters, beyond which a section is not looked through, but cut


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFile:
    """What a topic's file says; `troubles` are the faults of its sections."""

    front: Document
    sections: tuple[Section, ...]
    troubles: tuple[Trouble, ...]


def split(text: str) -> TopicFile:
    """Take a topic's file apart; raises UnreadableError when its front matter cannot be read."""
    lines = [line.rstrip(" ") for line in text.split("\n")]
    if lines[0] != _FENCE:
        raise UnreadableError([(1, "A topic starts with a line `---`, then its fields.")])
    if _FENCE not in lines[1:]:
        raise UnreadableError([(1, "The fields of a topic end with a second line `---`.")])
    end = lines.index(_FENCE, 1)
    front = read("\n" + "\n".join(lines[1:end]))  # the empty line keeps the numbers of the lines
    if front.node is None:
        raise UnreadableError([(1, "The fields of the topic are missing between the `---` lines.")])
    sections, troubles = sections_of(lines[end + 1 :], end + 2)
    return TopicFile(front=front, sections=sections, troubles=troubles)


def sections_of(body: Sequence[str], first: int) -> tuple[tuple[Section, ...], tuple[Trouble, ...]]:
    """Read the sections in lines without spaces at their ends, the first of which is `first`.

    Of too many sections and troubles, only the first are looked at.
    """
    starts = [n for n, line in enumerate(body) if line.startswith(_HEADING)]
    troubles = list(islice(_troubles_of_shape(body, starts, first), MOST_TROUBLES))
    sections: list[Section] = []
    stops = [*starts[1:], len(body)]
    for start, stop in zip(starts[: texts.MOST_SECTIONS], stops, strict=False):
        try:
            sections.append(_section(body[start], body[start + 1 : stop], first + start))
        except UnreadableError as error:
            troubles.extend(error.troubles)
    return tuple(sections), tuple(troubles)


def _troubles_of_shape(body: Sequence[str], starts: list[int], first: int) -> Iterator[Trouble]:
    for number, line in enumerate(body[: starts[0] if starts else None], start=first):
        if line:
            yield number, "A topic's text stands under headings: write `## Heading` above it."
            break
    if not starts:
        yield first - 1, "A topic has at least one section: write `## Heading`, then its text."
    if len(starts) > texts.MOST_SECTIONS:
        most = f"at most {texts.MOST_SECTIONS} fit"
        yield starts[texts.MOST_SECTIONS] + first, f"This has {len(starts)} sections; {most}."
    seen: set[str] = set()
    for start in starts:
        if body[start] in seen:
            told = texts.quoted(body[start])
            yield start + first, f"A section has the heading {told} already: rename one."
        seen.add(body[start])


def _section(heading: str, lines: Sequence[str], number: int) -> Section:
    text = "\n".join(lines).strip("\n") or None
    is_far_too_long = text is not None and len(text) > _FAR_TOO_LONG
    found = () if is_far_too_long else markdown.faults_in(lines, number + 1)
    troubles = list(islice(found, MOST_TROUBLES))
    try:
        section = SECTION.read({"heading": heading.removeprefix(_HEADING).strip(), "text": text})
    except RecordError as error:
        troubles.extend((number, problem.sentence) for problem in error.problems)
        raise UnreadableError(troubles) from None
    if troubles:
        raise UnreadableError(troubles)
    return section
