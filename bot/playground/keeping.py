"""Memory with an end: the latest of something, so many and so large together at most."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

from typing_extensions import override

T = TypeVar("T")


class Latest(Sequence[T]):
    """A sequence of the latest `most` items, `room` large together; the newest always stays."""

    def __init__(self, most: int, room: int) -> None:
        self._most = most
        self._left = room
        self._items: deque[tuple[T, int]] = deque()

    def add(self, item: T, size: int) -> None:
        """Keep an item of that size, and forget the oldest where there is no room."""
        self._items.append((item, size))
        self._left -= size
        while len(self._items) > self._most or (self._left < 0 and len(self._items) > 1):
            self._left += self._items.popleft()[1]

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    @override
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return list(self)[index]
        return self._items[index][0]

    @override
    def __iter__(self) -> Iterator[T]:
        return (item for item, _ in self._items)

    @override
    def __len__(self) -> int:
        return len(self._items)


class Store(Generic[T]):
    """The latest `most` items by name, `room` large together; the newest always stays."""

    def __init__(self, most: int, room: int) -> None:
        self._most = most
        self._left = room
        self._items: dict[str, tuple[T, int]] = {}

    def add(self, name: str, item: T, size: int) -> None:
        """Keep an item of that size, and forget the oldest where there is no room."""
        self._items[name] = (item, size)
        self._left -= size
        while len(self._items) > self._most or (self._left < 0 and len(self._items) > 1):
            oldest = next(iter(self._items))
            self._left += self._items.pop(oldest)[1]

    def get(self, name: str) -> T | None:
        """Give the item of that name, if it is still kept."""
        kept = self._items.get(name)
        return None if kept is None else kept[0]
