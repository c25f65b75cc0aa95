"""Names as people type them: without accents, letter case, punctuation or the script they are in."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from anyascii import anyascii

_DROPPED = "'`\"" + "".join(chr(code) for code in range(0x20) if not chr(code).isspace()) + "\x7f"
_ASCII = {
    **{code: chr(code).lower() if chr(code).isalnum() else " " for code in range(0x80)},
    **str.maketrans("", "", _DROPPED),
}


class _Letters(dict[int, str | int | None]):
    """What each letter folds to; one of another script is looked up when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = anyascii(chr(code)).translate(_ASCII)
        return folded


_LETTERS = _Letters(_ASCII)
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}  # codespell:ignore
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"},  # codespell:ignore
)

# How German, French, Polish and English write the same Russian name: the first that fits counts.
_SOUNDS = (
    ("schtsch|chtch|shch|szcz|tsch|tch|sch|sh|zh|kh|ch|cz|sz|ts|tz|s|z|c(?=[eiy])", "s"),
    ("ck|c|q|k", "k"),
    ("(?:off|eff|yov|jow|ow|ov|ew|ev)$", "v"),
    ("(?:iy|ij|ii|yi|yj|ei|ey|y|i)$", "i"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue|ou|oo", "u"),  # codespell:ignore
    ("[jyi](?=[aeou])", ""),
    ("[jyi]", "i"),
    ("w|v", "v"),
    ("ph|f", "f"),
    ("th|t", "t"),
    ("x", "ks"),
)
_SOUND = re.compile("|".join(f"({spelling})" for spelling, _ in _SOUNDS))
_DOUBLED = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """Give `text` as lower-case ASCII words with one space between: `Сталинград!` -> `stalingrad`.

    Apostrophes (so soft signs too) and control characters go; other punctuation parts words.
    """
    return " ".join(text.translate(_LETTERS).split())


def spellings(text: str) -> Iterator[str]:
    """Give `text` folded, and once more with ä as ae and so on where it has such letters."""
    folded = fold(text)
    yield folded
    if not text.isascii():
        composed = normalize("NFC", text)
        if (german := composed.translate(_GERMAN)) != composed:
            yield fold(german)


def sound(folded: str) -> str:
    """Give folded words by roughly how they sound: `schukow` and `zhukov` are both `sukv`."""
    return " ".join(_sound(word) for word in folded.split())


def _sound(word: str) -> str:
    spelled = _SOUND.sub(lambda match: _SOUNDS[(match.lastindex or 1) - 1][1], word)
    return _DOUBLED.sub(r"\1", spelled)
