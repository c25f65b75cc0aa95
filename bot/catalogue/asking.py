"""Asking an index for more than is wanted, where some of what it gives is gone."""

from collections.abc import Callable, Iterable, Set as AbstractSet
from typing import TypeVar

Got = TypeVar("Got")


def enough(
    ask: Callable[[int], Iterable[Got]],
    limit: int,
    gone: AbstractSet[int],
    rank: Callable[[Got], int],
) -> list[Got]:
    """Give what an index has, without what is gone: at least `limit` of each type if it has them.

    It is asked again for more only where it gave more that is gone than was asked for in excess.
    """
    excess = 0
    while True:
        found = list(ask(limit + excess))
        kept = [each for each in found if rank(each) not in gone]
        lost = len(found) - len(kept)
        if lost <= excess or limit < 1:
            return kept
        excess = min(2 * lost, len(gone))
