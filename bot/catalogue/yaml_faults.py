"""What libyaml finds wrong with a text, told in words that say what to write instead."""

import re

import yaml

from .columns import misplaced
from .decoding import Trouble
from .texts import foreign_space

_AT_CONTEXT = ("while scanning a quoted scalar", "while scanning a simple key")
_ESCAPE = "A backslash in double quotes starts an escape: use single quotes, or write it twice."
_SENTENCES = {
    "found character that cannot start any token": (
        "A text cannot start with this character: put the text in quotes."
    ),
    "mapping values are not allowed in this context": (
        "There is a second `: ` in this line, or its indentation is off: put a text with a colon "
        "in quotes, and start each field in the same column."
    ),
    "could not find expected ':'": (
        "This line has no `: ` after its key: write `key: value`, and indent the lines of a long "
        "text deeper than its key."
    ),
    "did not find expected key": (
        "A `key: value` should stand here: start each field of an entry in the same column, and "
        "put a text that starts with a quote or a bracket in quotes as a whole."
    ),
    "did not find expected '-' indicator": (
        "An entry that starts with `- ` should stand here: start each entry in the same column, or "
        "indent this field as deep as those above it."
    ),
    "block sequence entries are not allowed in this context": (
        "A `- ` cannot stand here: start each entry in the same column, in a line of its own."
    ),
    "mapping keys are not allowed in this context": (
        "A `?` cannot stand here: leave the line out if nothing is known, or put the text in quotes."
    ),
    "found unexpected end of stream": "The quote that opens here is never closed.",
    "found unexpected document indicator": "A quote is not closed before this `---`.",
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,  # so spelt in libyaml; codespell:ignore hexdecimal
    "found invalid Unicode character escape code": _ESCAPE,
    "did not find expected ',' or ']'": "The list that opens with `[` needs a `,` or `]` here.",
    "did not find expected ',' or '}'": "The mapping that opens with `{` needs a `,` or `}` here.",
    "did not find expected node content": "A value is missing between brackets or commas.",
}


_FIELD = re.compile(r"\s*(?:-\s+)?(?:\w+:\s*)?")


def explain(error: yaml.YAMLError, text: str) -> Trouble:
    """Give the line and the sentence for a text that is not YAML."""
    if not isinstance(error, yaml.MarkedYAMLError):  # a character that `decode` would have refused
        return 1, "The text holds a control character: remove it."
    marks = (error.problem_mark, error.context_mark)
    mark = next(
        (mark for mark in marks[:: -1 if error.context in _AT_CONTEXT else 1] if mark), None
    )
    fallback = f"This is not YAML: {error.problem}; put the text in quotes or mend the indentation."
    line = mark.line + 1 if mark else 1
    lines = text.split("\n")
    told = _foreign_space(lines, line) or misplaced(lines, line)
    return told or (line, _SENTENCES.get(error.problem or "", fallback))


def _foreign_space(lines: list[str], line: int) -> Trouble | None:
    """Find a space that is none to YAML before a field or after its colon, in a line or the last."""
    for number in range(max(line - 1, 1), min(line, len(lines)) + 1):
        start = _FIELD.match(lines[number - 1])
        space = foreign_space(start.group()) if start else ""
        if space:
            return number, f"Beside the name of this field is {space}: type a plain space instead."
    return None
