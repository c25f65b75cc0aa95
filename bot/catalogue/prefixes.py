"""Sorted words, each with numbers, and for any prefix the smallest of their numbers at once."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

_CROWD = 1024  # numbers under one prefix, from which on the smallest are chosen in advance
_KEPT = 512
_END = "\x7f"  # sorts after whatever a folded word contains


class Prefixes:
    """Words and the numbers each stands for; the smaller a number, the sooner it is wanted."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        """Take words with their numbers, of which those of one word must ascend."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in pairs:
            numbers[word].append(number)
        self._words = sorted(numbers)
        in_order = [numbers[word] for word in self._words]
        self._offsets = array("I", accumulate(map(len, in_order), initial=0))
        self._numbers = array("I", chain.from_iterable(in_order))
        self._crowds: dict[str, Sequence[int]] = {}
        self._choose_for_crowds()

    def exact(self, word: str) -> Sequence[int]:
        """All numbers of one word, ascending."""
        place = bisect_left(self._words, word)
        if self._words[place : place + 1] != [word]:
            return ()
        return self._between(place, place + 1)

    def smallest(self, prefix: str) -> Sequence[int]:
        """Give the numbers under a prefix, ascending; of very many only the smallest."""
        if (crowd := self._crowds.get(prefix)) is not None:
            return crowd
        return sorted(self._between(*self._bounds(prefix)))

    def count(self, prefix: str) -> int:
        """How many numbers stand under a prefix."""
        low, high = self._bounds(prefix)
        return self._offsets[high] - self._offsets[low]

    def words(self, prefix: str) -> Sequence[str]:
        """Give the words under a prefix, sorted."""
        low, high = self._bounds(prefix)
        return self._words[low:high]

    def _bounds(self, prefix: str) -> tuple[int, int]:
        low = bisect_left(self._words, prefix)
        return low, bisect_left(self._words, prefix + _END, low)

    def _between(self, low: int, high: int) -> Sequence[int]:
        return self._numbers[self._offsets[low] : self._offsets[high]]

    def _choose_for_crowds(self) -> None:
        # Sorting a fifth of all names at a member's first letter would take milliseconds.
        pending = [("", 0, len(self._words))]
        while pending:
            prefix, low, high = pending.pop()
            for longer, start, end in self._branches(prefix, low, high):
                if self._offsets[end] - self._offsets[start] > _CROWD:
                    whole = (start, end) == (low, high) and prefix in self._crowds
                    self._crowds[longer] = (
                        self._crowds[prefix]
                        if whole
                        else array("I", sorted(self._between(start, end))[:_KEPT])
                    )
                    pending.append((longer, start, end))

    def _branches(self, prefix: str, low: int, high: int) -> Iterable[tuple[str, int, int]]:
        """Each prefix that is one letter longer, with where its words begin and end."""
        start = low + (self._words[low : low + 1] == [prefix])
        while start < high:
            longer = self._words[start][: len(prefix) + 1]
            end = bisect_left(self._words, longer + _END, start, high)
            yield longer, start, end
            start = end
