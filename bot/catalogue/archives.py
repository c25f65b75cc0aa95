"""Zip files in memory: read without trusting a word of them, written the same each time."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from .decoding import MOST_BYTES

MOST_ZIPPED = 5_000_000  # bytes
MOST_UNZIPPED = 20_000_000  # bytes of all members
MOST_MEMBERS = 200

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack without a limit
_OF_MEMBER = b"PK\x01\x02"
_ENCRYPTED = 0x1
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_MODE = 0o644 << 16
# What zipfile raises for what it does not do, and for a file that lies about itself.
_UNSUPPORTED = (NotImplementedError, RuntimeError)
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError)
_STRANGE = re.compile(r"[^\w.,()+/ -]")
_LONGEST_NAME = 80


class ArchiveError(Exception):
    """A zip cannot be read as a whole; `str()` of it says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip: its path, fit to be shown, and its bytes, at most one more than fit."""

    path: PurePosixPath
    data: bytes


def unzip(data: bytes) -> list[Member]:
    """Unpack a zip in memory, folders left out; raises ArchiveError.

    What it says of its own sizes is not believed: a bomb is given up where it passes the limit.
    """
    if len(data) > MOST_ZIPPED:
        raise ArchiveError(f"The zip is larger than {MOST_ZIPPED:,} bytes: split it.")
    if data.count(_OF_MEMBER) > MOST_MEMBERS:
        raise ArchiveError(f"The zip holds more than {MOST_MEMBERS} files: split it.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return list(_members(archive))
    except _UNSUPPORTED as error:
        raise ArchiveError("The zip is of a kind that is not read: make a plain one.") from error
    except _DAMAGED as error:
        raise ArchiveError("The zip is damaged: make it again.") from error


def zipped(files: Mapping[str, str]) -> bytes:
    """Pack texts by their paths; the same texts always give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 3, _MODE  # as on Unix, wherever it is made
            archive.writestr(info, files[name], zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def shown(name: str) -> str:
    """Give a file's name as one short text that formats, mentions and hides nothing."""
    return _STRANGE.sub("\N{REPLACEMENT CHARACTER}", name)[-_LONGEST_NAME:] or "file"


def _members(archive: zipfile.ZipFile) -> Iterator[Member]:
    left = MOST_UNZIPPED
    names: set[str] = set()
    for info in archive.infolist():
        path = _path(info.filename)
        told = shown(info.filename)
        if info.filename in names:
            raise ArchiveError(f"{told} is in the zip twice: keep one of the two.")
        names.add(info.filename)
        if info.filename.endswith("/"):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveError(f"{told} is encrypted: make a zip without a password.")
        if info.compress_type not in _METHODS:
            raise ArchiveError(f"{told} is packed in a way that is not read: make a plain zip.")
        with archive.open(info) as file:
            data = file.read(min(MOST_BYTES, left) + 1)
        left -= len(data)
        if left < 0:
            raise ArchiveError(f"The zip unpacks to more than {MOST_UNZIPPED:,} bytes: split it.")
        yield Member(path, data)


def _path(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise ArchiveError(f"{shown(name)} leads out of the zip: pack the files of a pack only.")
    return path
