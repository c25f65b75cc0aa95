"""Gateway compression: one stream for the whole connection, flushed after each message.

https://discord.com/developers/docs/events/gateway#transport-compression
"""

import zlib
from typing import Protocol


class Stream(Protocol):
    """Turns one message after another into the pieces of a single compressed stream."""

    def piece(self, text: str) -> bytes:
        """Give the part of the stream that completes this message."""
        ...


class ZlibStream:
    """`compress=zlib-stream`: each message ends in 00 00 FF FF."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj()

    def piece(self, text: str) -> bytes:
        """Give the message, deflated and flushed."""
        return self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)


_ZSTD_MAGIC = 0xFD2FB528.to_bytes(4, "little")
_ZSTD_WINDOW_8_MIB = bytes([0x00, 13 << 3])  # no content size, no checksum; 2 ** (10 + 13)
_ZSTD_BLOCK = 128 * 1024


class ZstdStream:
    """`compress=zstd-stream`: one endless frame of raw blocks, which every decoder reads.

    Raw blocks (RFC 8878, 3.1.1.2) need no zstd library here; on loopback, size is no concern.
    """

    def __init__(self) -> None:
        self._begun = False

    def piece(self, text: str) -> bytes:
        """Give the message as raw blocks, none of them the frame's last."""
        data = text.encode()
        head = b"" if self._begun else _ZSTD_MAGIC + _ZSTD_WINDOW_8_MIB
        self._begun = True
        blocks = (data[i : i + _ZSTD_BLOCK] for i in range(0, len(data), _ZSTD_BLOCK))
        return head + b"".join((len(b) << 3).to_bytes(3, "little") + b for b in blocks)


STREAMS: dict[str, type[ZlibStream] | type[ZstdStream]] = {
    "zlib-stream": ZlibStream,
    "zstd-stream": ZstdStream,
}
