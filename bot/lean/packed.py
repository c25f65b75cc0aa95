"""What a server has of one kind, packed: discord.py's objects are made of it as they are asked for."""

import functools
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from typing_extensions import override

from .trimming import Payload, Trimmed

T = TypeVar("T")
_Items: TypeAlias = Mapping[int, Trimmed]
Unpack: TypeAlias = Callable[[bytes], _Items]
_EMPTY = b""
_MOST = 32
"""Unpacked servers' lists that are remembered, since who looks at one looks more than once."""


def unpacking() -> Unpack:
    """Give what unpacks, and remembers what it unpacked last."""
    return functools.lru_cache(maxsize=_MOST)(_unpack)


class Home(Protocol):
    """Where what belongs to a server is unpacked."""

    @property
    def unpack(self) -> Unpack:
        """What unpacks for all servers."""
        ...


H = TypeVar("H", bound=Home)


class Kind(NamedTuple, Generic[H, T]):
    """What of a channel, role or thread is kept, if it is, and what is made of that for its server."""

    trimmed: Callable[[Payload], Trimmed | None]
    made: Callable[[H, Trimmed], T]


class Packed(Mapping[int, T], Generic[H, T]):
    """Stands where discord.py has a dict by id.

    A channel of discord.py takes some 250 bytes and more, packed 15. To put an object of
    discord.py's in is a TypeError, since nothing can be packed of it.
    """

    __slots__ = ("_blob", "_home", "_kind")

    def __init__(self, home: H, kind: Kind[H, T], payloads: Iterable[Payload] = ()) -> None:
        self._home = home
        self._kind = kind
        self._blob = _EMPTY
        self.replace(payloads)

    @override
    def __getitem__(self, key: int) -> T:
        return self._kind.made(self._home, self.kept[key])

    @override
    def __contains__(self, key: object) -> bool:
        return key in self.kept

    @override
    def __iter__(self) -> Iterator[int]:
        return iter(self.kept)

    @override
    def __len__(self) -> int:
        return len(self.kept)

    @property
    def kept(self) -> _Items:
        """What is kept of each, by id; not to be changed."""
        return self._home.unpack(self._blob)

    def replace(self, payloads: Iterable[Payload]) -> None:
        """Keep these, and forget all others."""
        self._blob = _pack(filter(None, map(self._kind.trimmed, payloads)))

    def keep(self, payload: Payload) -> None:
        """Keep one more, or what one has become."""
        id_ = int(payload["id"])
        others = [each for key, each in self.kept.items() if key != id_]
        self._blob = _pack(filter(None, [*others, self._kind.trimmed(payload)]))

    def forget(self, is_gone: Callable[[Trimmed], bool]) -> None:
        """Forget all that are gone."""
        kept = self.kept.values()
        left = [each for each in kept if not is_gone(each)]
        if len(left) < len(kept):
            self._blob = _pack(left)


def _pack(items: Iterable[Trimmed]) -> bytes:
    listed = list(items)
    if not listed:
        return _EMPTY
    return zlib.compress(json.dumps(listed, separators=(",", ":")).encode())


def _unpack(blob: bytes) -> _Items:
    if blob == _EMPTY:
        return {}
    items: list[dict[str, Any]] = json.loads(zlib.decompress(blob))
    return {int(item["id"]): item for item in items}
