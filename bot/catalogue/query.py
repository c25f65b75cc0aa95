"""What a member typed, made ready for search."""

from dataclasses import dataclass
from typing import Self

from bot.domain.entries import EntryType

from .folding import spellings
from .ranking import TYPES

_LONGEST = 100  # characters that are looked at, before and after folding
_MOST_WORDS = 10
_TYPES: dict[str, EntryType] = {each: each for each in TYPES}


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, folded in each way it may be meant, in words, and as an id.

    `type` is what a key such as `topic:winter-war` begins with.
    """

    spelled: tuple[str, ...]
    words: tuple[str, ...]
    type: EntryType | None
    id: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Read any text at all."""
        before, _, after = text.partition(":")
        type_ = _TYPES.get(before.strip().casefold())
        rest = (after if type_ else text)[:_LONGEST]
        spelled = tuple(folded[:_LONGEST].rstrip() for folded in spellings(rest))
        words = tuple(dict.fromkeys(spelled[0].split()))[:_MOST_WORDS]
        return cls(spelled, words, type_, spelled[0].replace(" ", "-"))

    @property
    def letters(self) -> int:
        """How many letters there are, those of each word once; digits cannot be mistyped."""
        return sum(character.isalpha() for word in self.words for character in word)
