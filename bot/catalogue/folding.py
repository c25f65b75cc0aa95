"""Names as people type them: without accents, letter case, punctuation or the script they are in."""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from anyascii import anyascii

_DROPPED = "'`\"" + "".join(chr(code) for code in range(0x20) if not chr(code).isspace()) + "\x7f"
_ASCII = {
    **{code: chr(code).lower() if chr(code).isalnum() else " " for code in range(0x80)},
    **str.maketrans("", "", _DROPPED),
}


_LINES = {**_ASCII, ord("\n"): "\n"}


class _Letters(dict[int, str | int | None]):
    """What each letter folds to; one of another script is looked up when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = anyascii(chr(code)).translate(_ASCII)
        return folded


_LETTERS = _Letters()
# Looked up by themselves, since plain letters are much faster, but words of one script at once.
_FOREIGN = re.compile(r"[^\x00-\x7f]+(?: [^\x00-\x7f]+)*")
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}  # codespell:ignore
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"},  # codespell:ignore
)
_MAYBE_GERMAN = re.compile("[äöüåøÄÖÜÅØ\\u212b\\u0308\\u030a]")  # one of these, or made one by NFC

# How German, French, Polish and English write the same Russian name, in the order in which it is
# looked for. What a spelling becomes is a capital until all are done, so that it is not read again.
_SPELLINGS = (
    ("ckh", "Kh"),
    *((each, "S") for each in ("schtsch", "chtch", "shch", "szcz", "tsch", "tch", "sch", "sh")),
    *((each, "S") for each in ("zh", "kh", "ch", "ts", "tz", "cz", "sz", "s", "z")),
    *((f"c{vowel}", f"S{vowel}") for vowel in "eiy"),
    *((each, "K") for each in ("ck", "c", "q", "k")),
    *((f"{each}{vowel}", vowel) for each in "iyj" for vowel in "aeou"),
    *((f"{each} ", "V ") for each in ("off", "eff", "ow", "ov", "ew", "ev")),
    *((f"{each} ", "I ") for each in ("iy", "ij", "ii", "yi", "yj", "ei", "ey", "y", "i")),
    ("ae", "A"),
    ("oe", "O"),
    *((each, "U") for each in ("ue", "ou", "oo")),  # codespell:ignore
    *((each, "I") for each in "jyi"),
    *((each, "V") for each in "wv"),
    *((each, "F") for each in ("ph", "f")),
    *((each, "T") for each in ("th", "t")),
    ("x", "KS"),
)
_DOUBLED = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """Give `text` as lower-case ASCII words with one space between: `Сталинград!` -> `stalingrad`.

    Apostrophes (so soft signs too) and control characters go; other punctuation parts words.
    """
    return " ".join(fold_letters(text).split())


def fold_letters(text: str) -> str:
    """Fold as `fold` does, but leave any number of spaces, for whoever parts the words himself."""
    return _in_plain_letters(text).translate(_ASCII)


def fold_all(names: Sequence[str]) -> list[str]:
    """Fold many names, none of which has a line break, in one go: it is the calls that take time."""
    lines = _in_plain_letters("\n".join(names)).translate(_LINES)
    return [" ".join(line.split()) for line in lines.split("\n")]


def german(name: str) -> str:
    """Write ä as ae and so on; empty where there is no such letter."""
    if name.isascii() or _MAYBE_GERMAN.search(name) is None:
        return ""
    composed = normalize("NFC", name)
    spelled = composed.translate(_GERMAN)
    return spelled if spelled != composed else ""


def spellings(name: str) -> Iterator[str]:
    """Give a name folded, and once more with ä as ae and so on where it has such letters."""
    yield fold(name)
    if spelled := german(name):
        yield fold(spelled)


def sound(folded: str) -> str:
    """Give folded words by roughly how they sound: `schukow` and `zhukov` are both `sukv`."""
    spelled = f"{folded} "
    for spelling, letter in _SPELLINGS:
        spelled = spelled.replace(spelling, letter)
    return _DOUBLED.sub(r"\1", spelled.lower()).rstrip()


def _in_plain_letters(text: str) -> str:
    if text.isascii():
        return text
    return _FOREIGN.sub(lambda letters: letters[0].translate(_LETTERS), text)
