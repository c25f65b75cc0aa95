"""The list of records that a server hides, hidden.yaml: their keys, one a line."""

import re
from collections.abc import Iterable

from .decoding import Trouble, decode
from .reading import line_of, read
from .texts import ID, ID_LENGTH, quoted

_KEY = re.compile(rf"(?:event|person|topic|place|source):(?=.{{1,{ID_LENGTH}}}$){ID[1:-1]}")
_NO_LIST = "The file holds a list: start each entry with `- `."
_EXAMPLE = "write its type and id, such as event:yalta-conference."


def read_hidden(data: bytes) -> tuple[dict[str, int], list[Trouble]]:
    """Give the keys with their lines, and what is wrong; raises UnreadableError."""
    document = read(decode(data))
    troubles, keys = list(document.troubles), dict[str, int]()
    if not isinstance(document.node, list):
        return {}, troubles if document.node is None else [*troubles, (1, _NO_LIST)]
    for at, key in enumerate(document.node):
        line = line_of(document.lines, (at,))
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            troubles.append((line, f"{quoted(key)} is not the key of a record: {_EXAMPLE}"))
        elif key in keys:
            troubles.append((line, f"{quoted(key)} is listed twice: delete one."))
        else:
            keys[key] = line
    return keys, troubles


def hidden_text(keys: Iterable[str]) -> str:
    """Write the list, in order."""
    return "".join(f"- {key}\n" for key in sorted(keys))
