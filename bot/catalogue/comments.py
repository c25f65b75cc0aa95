"""Texts that a `#` cuts short: YAML takes what follows for a comment, and says nothing of it."""

import re
from collections.abc import Iterator
from itertools import islice

import yaml

from .decoding import MOST_TROUBLES, Trouble
from .texts import quoted

_SUSPECT = re.compile(r"\S +#\S")
_LOST = re.compile(r" +(#\S.*)")


def lost_behind(text: str) -> list[Trouble]:
    """List the places where words stand behind ` #`, after a text without quotes or after none.

    A comment has a space behind its `#`, and a file where all of them do is not read again.
    """
    if " #" not in text or _SUSPECT.search(text) is None:
        return []
    return list(islice(_found(text), MOST_TROUBLES))


def _found(text: str) -> Iterator[Trouble]:
    lines = text.split("\n")
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            end = event.end_mark
            if type(event) is yaml.ScalarEvent and not event.style and end is not None:
                found = _LOST.match(lines[end.line], end.column)
                if found is not None:
                    yield end.line + 1, _sentence(found[1])
    except yaml.YAMLError:  # told by whoever reads the text for what it says
        return


def _sentence(comment: str) -> str:
    return (
        f"{quoted(comment)} would be lost, since ` #` begins a comment: put the whole text in "
        "quotes, or write `# ` if a comment is meant."
    )
