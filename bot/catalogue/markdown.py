"""The Markdown of topics: paragraphs, bold, italic, `-` lists and `>` quotes, and nothing else."""

import re
from collections.abc import Iterator, Sequence

from .decoding import Trouble

HEADING_FAULT = "A heading is `## ` and a name; no other level is shown."

# The first that matches names the fault. Discord's own additions (spoilers, small print) count
# too: a topic must look the same in an editor, on a card and in an export.
_AT_START = (
    (r"#", HEADING_FAULT),
    (r">>>", "A quote starts each of its lines with `> `."),
    (r"```|~~~| {4,}(?![-\s])", "Code is not shown: write paragraphs without indentation."),
    (r"( *[-*_]){3,}$|=+$", "Rules and underlines are not shown: delete the line."),
    (r" *([*+]|\d{1,9}[.)]) +\S", "A list starts each of its items with `- `."),
    (r" *\|", "Tables are not shown: write a list."),
    (r"-# ", "Small print is not shown: write a paragraph."),
)
_ANYWHERE = (
    (
        r"@(everyone|here)\b|<[@#]|<a?:\w|<t:|<id:|</[\w -]+:\d",
        "This would be a mention: write plain words.",
    ),
    (r"\]\(|\]\[|!\[|^ *\[.*\]:|://", "Links and images are not shown: cite a source instead."),
    (r"<[A-Za-z!?/]", "HTML is not shown: write plain text."),
    (r"`", "Code is not shown: delete the backtick."),
    (r"\|\|", "Spoilers are not shown: name the kind under `sensitive` instead."),
    (r"~~", "Struck text is not shown: delete it."),
    (r"__", "Underlining is not shown: use `**` for bold or `*` for italic."),
)
_MARKS = ("<", "@", "[", "`", "||", "~~", "__", "://")
_STARTS = frozenset(" #>=|+*-_0123456789`~")

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], _Rules]:
    whole = re.compile("|".join(f"(?:{pattern})" for pattern, _ in rules))
    return whole, tuple((re.compile(pattern), sentence) for pattern, sentence in rules)


_START, _START_RULES = _compiled(_AT_START)
_INSIDE, _INSIDE_RULES = _compiled(_ANYWHERE)


def faults_in(lines: Sequence[str], first: int) -> Iterator[Trouble]:
    """Yield what the subset lacks, in a section's lines, the first of which has number `first`."""
    text = "\n".join(lines)
    marked = any(mark in text for mark in _MARKS)
    for number, line in enumerate(lines, start=first):
        if line and line[0] in _STARTS and _START.match(line):
            yield number, next(told for rule, told in _START_RULES if rule.match(line))
        elif marked and _INSIDE.search(line):
            yield number, next(told for rule, told in _INSIDE_RULES if rule.search(line))
    if "**" in text:
        yield from _unclosed_bold(lines, first)


def _unclosed_bold(lines: Sequence[str], first: int) -> Iterator[Trouble]:
    opened: int | None = None
    for number, line in enumerate([*lines, ""], start=first):
        if line.count("**") % 2:
            opened = number if opened is None else None
        elif opened is not None and not line.strip():
            yield opened, "The bold that `**` opens here is not closed in this paragraph."
            opened = None
