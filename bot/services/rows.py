"""Rows of JSON values, compressed: what is kept of many servers and seldom looked at."""

import json
import zlib
from collections.abc import Iterable
from typing import Any


def packed(rows: Iterable[object]) -> bytes:
    """Compress rows one by one, so that a thread which does so gives way to others."""
    squeeze = zlib.compressobj()
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    squeezed = [squeeze.compress(f"{line}\n".encode(errors="surrogatepass")) for line in lines]
    return b"".join([*squeezed, squeeze.flush()])


def unpacked(written: bytes) -> list[Any]:
    """Give the rows of `packed`."""
    return [json.loads(line) for line in zlib.decompress(written).splitlines()]
