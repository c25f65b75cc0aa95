"""Gateway compression, read back as a client does."""

import zlib

import pytest

from bot.playground.compression import STREAMS, ZlibStream, ZstdStream

TEXTS = ["short", "längerer Text " * 20_000, "{}"]


def test_zlib_pieces_are_one_stream_flushed_after_each_message():
    stream, inflate = ZlibStream(), zlib.decompressobj()
    for text in TEXTS:
        piece = stream.piece(text)
        assert piece.endswith(b"\x00\x00\xff\xff")
        assert inflate.decompress(piece).decode() == text


def unzstd(data: bytes) -> tuple[bytes, bytes]:
    """Read raw blocks by RFC 8878, 3.1.1.2; the rest is what is no whole block."""
    found = b""
    while data:
        head = int.from_bytes(data[:3], "little")
        last, kind, size = head & 1, head >> 1 & 3, head >> 3
        assert (last, kind) == (0, 0)
        assert size <= 128 * 1024
        found, data = found + data[3 : 3 + size], data[3 + size :]
    return found, data


def test_zstd_pieces_are_one_frame_of_raw_blocks():
    stream = ZstdStream()
    first = stream.piece(TEXTS[0])
    assert first[:4] == bytes.fromhex("28b52ffd")
    assert first[4] == 0  # no dictionary, checksum or size; a window follows
    assert 1 << (10 + (first[5] >> 3)) == 8 * 1024 * 1024
    assert unzstd(first[6:])[0].decode() == TEXTS[0]
    for text in TEXTS[1:]:
        assert unzstd(stream.piece(text))[0].decode() == text


@pytest.mark.parametrize("name", ["zlib-stream", "zstd-stream"])
def test_both_transports_of_discord_are_offered(name: str):
    assert STREAMS[name]().piece("x")
