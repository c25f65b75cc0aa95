"""The text of a content file: UTF-8 without tabs or control characters, its lines ended by LF."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from .texts import INVISIBLE

MOST_BYTES = 2_000_000  # a month with fifty events a day stays below it
TOO_LARGE = f"The file is larger than {MOST_BYTES:,} bytes: split it."
MOST_TROUBLES = 100  # of one file; whoever meets a hundred mends the first and asks again

Trouble = tuple[int, str]  # the line, from 1, and the sentence

_CONTROL_BYTES = bytes([*range(0x20), 0x7F])
_HARMLESS_BYTES = bytes(set(range(256)) - set(_CONTROL_BYTES) | {*b"\n"})
# What nobody sees, but YAML takes for line ends, or what hides or reorders text for a reader.
_INVISIBLE = (
    "\x85\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: .*)?")
_MERGE = (
    "This is an unresolved merge conflict: keep what is right of its two sides, and delete the "
    "lines that start with `<<<<<<<`, `=======` and `>>>>>>>`."
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNWELCOME = re.compile(f"[{INVISIBLE}]")
_NAMES = {"\t": "a tab", "\r": "a lone carriage return", "\x00": "a NUL character"}

_ASCII_BYTES = bytes(range(0x80))


class UnreadableError(Exception):
    """Nothing in a file can be used; `troubles` says where and why, in the order of lines."""

    def __init__(self, troubles: list[Trouble]) -> None:
        super().__init__(troubles)
        self.troubles = troubles[:MOST_TROUBLES]


def decode(raw: bytes) -> str:
    """Give the text of a file's bytes; raises UnreadableError naming each line that has none."""
    if len(raw) > MOST_BYTES:
        raise UnreadableError([(1, TOO_LARGE)])
    if raw.startswith(_UTF_16):
        raise UnreadableError([(1, "The file is saved as UTF-16: save it as UTF-8.")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(_first(_badly_encoded(raw))) from None
    if b"\r" in raw:
        text = text.replace("\r\n", "\n")
        raw = raw.replace(b"\r\n", b"\n")
    # What is not plain ASCII is little of most files, and quick to look through.
    foreign = raw.translate(None, _ASCII_BYTES).decode("utf-8-sig")
    if raw.translate(None, _HARMLESS_BYTES) or any(mark in foreign for mark in _INVISIBLE):
        raise UnreadableError(_first(_unwelcome(text)))
    if "<" * 7 in text or ">" * 7 in text:
        _refuse_conflicts(text)
    return text


def _first(troubles: Iterator[Trouble]) -> list[Trouble]:
    """Look no further than anybody is told."""
    return list(islice(troubles, MOST_TROUBLES))


def _refuse_conflicts(text: str) -> None:
    lines = enumerate(text.split("\n"), start=1)
    conflicts = ((number, _MERGE) for number, line in lines if _CONFLICT.fullmatch(line))
    if found := _first(conflicts):
        raise UnreadableError(found)


def _badly_encoded(raw: bytes) -> Iterator[Trouble]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            byte = line[error.start]
            yield number, f"The byte 0x{byte:02X} is not UTF-8: save the file as UTF-8."


def _unwelcome(text: str) -> Iterator[Trouble]:
    for number, line in enumerate(text.split("\n"), start=1):
        found = _UNWELCOME.search(line)
        if found is not None:
            character = found.group()
            name = _NAMES.get(character, f"the invisible character U+{ord(character):04X}")
            mend = "use spaces" if character == "\t" else "remove it"
            yield number, f"The line holds {name}: {mend}."
