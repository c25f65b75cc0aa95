"""One order of two runs of numbers: those that are there, and others put between them."""

from collections.abc import Sequence
from typing import NamedTuple


class Split(NamedTuple):
    """A number of the one order, told apart again."""

    is_own: bool
    number: int


class Interleaving:
    """Numbers of a base, and between them a few own ones from 0 on; none of the base is touched."""

    def __init__(self, places: Sequence[int]) -> None:
        """Take, for each own number, the base's number before which it belongs; they ascend."""
        self._places = places
        self._width = len(places) + 1

    def of_base(self, number: int) -> int:
        """Give the place of one of the base's numbers in the one order."""
        return number * self._width + self._width - 1

    def of_own(self, number: int) -> int:
        """Give the place of an own number in the one order."""
        return self._places[number] * self._width + number

    def split(self, number: int) -> Split:
        """Tell whose number has a place, and which it is."""
        before, place = divmod(number, self._width)
        is_own = place < self._width - 1
        return Split(is_own, place if is_own else before)
