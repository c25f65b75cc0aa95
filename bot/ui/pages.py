"""Long texts in pages that fit a card."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.entries import Section
from bot.domain.words import truncate

from . import texts
from .markup import plain, prose

PAGE = 2400
# A line break that neither ends a paragraph nor begins an item or a quotation.
_WRAPPED = re.compile(r"(?<!\n)\n(?!\n|\s*[->] )[ \t]*")


def paged(sections: Sequence[Section]) -> list[str]:
    """Sections as pages of Markdown of at most 2,400 characters, split between paragraphs."""
    pages: list[str] = []
    for section in sections:
        heading = texts.SECTION.format(heading=plain(section.heading, 220))
        text = prose(unwrapped(section.text))
        blocks = [piece for block in text.split("\n\n") for piece in _pieces(block.strip())]
        if pages and len(pages[-1]) + len(heading) + len(text) + 4 <= PAGE:
            pages[-1] += f"\n\n{heading}"
        else:
            pages.append(heading)
        for block in blocks:
            if len(pages[-1]) + len(block) + 2 <= PAGE:
                pages[-1] += ("\n" if pages[-1].endswith(heading) else "\n\n") + block
            else:
                pages.append(block)
    return pages


def unwrapped(text: str) -> str:
    """Join the lines of each paragraph, which authors break and Discord would show broken."""
    return _WRAPPED.sub(" ", text)


def filled(blocks: Iterable[str], limit: int, most: int) -> list[list[str]]:
    """Blocks in pages of at most `limit` characters and `most` blocks each."""
    pages: list[list[str]] = []
    size = 0
    for block in blocks:
        size += len(block)
        if not pages or size > limit or len(pages[-1]) == most:
            pages.append([])
            size = len(block)
        pages[-1].append(block)
    return pages


def _pieces(block: str) -> list[str]:
    """Give a paragraph, or what it falls into when it is longer than a page."""
    found: list[str] = []
    room = PAGE - 120
    while len(block) > room:
        piece = truncate(block, room).removesuffix("…").rstrip()
        found.append(piece)
        block = block[len(piece) :].lstrip()
    return [*found, block] if block else found
