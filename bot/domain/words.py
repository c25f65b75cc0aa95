"""A small kit for words: counting things, listing things, cutting a text to length."""

import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"
_VOWELS = "aeiou"
_TRAILING = " \t\n,;:.-\u2013\u2014"  # before an ellipsis none of these looks right
_JOINER = "\u200d"  # zero width joiner: makes one emoji of two
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)  # a flag is two of these


def plural(number: int, singular: str, several: str = "") -> str:
    """Count in words: "1 event", "2,500 events", "2 entries"; `several` is an irregular plural."""
    noun = singular if number == 1 else several or _several(singular)
    return f"{number:,} {noun}"


def join(words: Sequence[str], last: str = "and") -> str:
    """List in words: "a", "a and b", "a, b and c"; empty for nothing."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def truncate(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters, at the end of a word, with … for what is gone.

    A word too long for that is cut between two letters, but never a letter from its accents
    nor an emoji from its parts, as far as Unicode's general categories tell them.
    """
    if len(text) <= limit:
        return text
    if limit < len(ELLIPSIS):
        return ""
    end = _end_of_word(text, limit - len(ELLIPSIS))
    return text[:end].rstrip(_TRAILING) + ELLIPSIS


def _several(singular: str) -> str:
    if singular.endswith("y") and singular[-2:-1] not in _VOWELS:
        return f"{singular[:-1]}ies"
    return f"{singular}s"


def _end_of_word(text: str, end: int) -> int:
    """Where to cut `text` at or before `end`: after a word if that keeps more than half."""
    if text[end].isspace():
        return end
    gap = next((i for i in range(end - 1, end // 2, -1) if text[i].isspace()), None)
    if gap is not None:
        return gap
    while end and _belongs_to_the_last(text, end):
        end -= 1
    return end


def _belongs_to_the_last(text: str, index: int) -> bool:
    """Whether the character at `index` is drawn together with the one before it."""
    here, before = text[index], text[index - 1]
    if unicodedata.category(here).startswith("M") or ord(here) in _SKIN_TONES:
        return True
    if _JOINER in (here, before):
        return True
    return _splits_a_flag(text, index)


def _splits_a_flag(text: str, index: int) -> bool:
    letters = 0
    while index - letters > 0 and ord(text[index - letters - 1]) in _FLAG_LETTERS:
        letters += 1
    return ord(text[index]) in _FLAG_LETTERS and letters % 2 == 1
