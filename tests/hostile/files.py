"""Hostile files: bombs, wrong encodings, deep nesting, and good ones with a little gone wrong."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from tests.catalogue.packs import SOUND

from .texts import odd, text

File: TypeAlias = tuple[str, bytes]

_NAMES = (
    "events.yaml",
    "people.yaml",
    "places.yaml",
    "sources.yaml",
    "hidden.yaml",
    "06-june.yaml",
    "undated.yml",
    "battle-of-stalingrad.md",
    "pack.zip",
    "data.yaml",
    "notes.txt",
    "CON.yaml",
    "../../etc/passwd.yaml",
    "a\x00b.yaml",
    "\u202egpj.yaml",
    "@everyone.md",
    ".yaml",
    "",
    "x" * 300 + ".zip",
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1251", "latin-1", "utf-7", "utf-8-sig")
_SOUND = {name: str(each).encode() for name, each in SOUND.items() if "/." not in name}
_LISTS = ("places.yaml", "sources.yaml", "people/commanders.yaml", "calendar/11-november.yaml")
_EVENT = _SOUND["calendar/11-november.yaml"].decode()
_FIELDS = ("id", "date", "title", "text", "kind", "importance", "topics", "people", "sources")


def file(random: Random) -> File:
    """Give the name of a hostile file, and its bytes."""
    return random.choice(_KINDS)(random)


def _with_text(random: Random) -> File:
    """Put hostile texts into the fields of an event, as YAML or quoted as nothing can break out of."""
    lines: list[str] = []
    fields = {
        "id": f"new-{random.randrange(10**6)}",
        "date": "1941-06-22",
        "title": "New",
        "text": "T.",
    }
    fields |= {"kind": "war", "importance": "2", "sources": "[beevor-1998]"}
    for field in random.sample(_FIELDS, random.randrange(1, 4)):
        typed = text(random, random.choice((60, 4_000)))
        ways = (typed, _quoted(typed), _quoted(typed), f"|\n    {typed}", f"[{typed}]")
        fields[field] = random.choice(ways)
    lines.append("- " + "\n  ".join(f"{name}: {value}" for name, value in fields.items()))
    return "events.yaml", "\n".join(lines).encode(errors="surrogatepass")


def _odd(random: Random) -> File:
    """Give events that may well be sound, in spite of what their texts look like."""
    events: list[str] = []
    for number in range(random.randrange(1, 5)):
        fields = {"id": f"odd-{number}", "date": "1941-06-22", "kind": "war", "importance": "2"}
        for name in ("title", "text", "dispute"):
            fields[name] = _quoted(odd(random)[:90].strip())
        fields |= {"aliases": f"[{_quoted(odd(random)[:60].strip())}]", "sources": "[beevor-1998]"}
        events.append("- " + "\n  ".join(f"{name}: {value}" for name, value in fields.items()))
    return "events.yaml", "\n".join(events).encode()


def _quoted(typed: str) -> str:
    escaped = "".join(
        each if each.isalnum() and each.isascii() else f"\\U{ord(each):08x}" for each in typed
    )
    return f'"{escaped}"'


def _topic(random: Random) -> File:
    head = _SOUND["topics/volga-flotilla.md"].decode().partition("---\n## ")[0]
    body = "\n\n".join(
        f"## {text(random, 60)}\n\n{text(random)}" for _ in range(random.randrange(4))
    )
    return "volga-flotilla.md", f"{head}---\n{body}".encode(errors="surrogatepass")


def _mangled(random: Random) -> File:
    """Give a sound file with some bytes gone, doubled, or changed for others."""
    name = random.choice(tuple(_SOUND))
    return name.rpartition("/")[2], _mangle(random, _SOUND[name])


def _mangle(random: Random, sound: bytes) -> bytes:
    data = bytearray(sound)
    for _ in range(random.randrange(1, 6)):
        at = random.randrange(len(data) + 1)
        match random.randrange(4):
            case 0:
                del data[at : at + random.randrange(1, 200)]
            case 1:
                data[at:at] = data[at : at + random.randrange(1, 200)]
            case 2:
                data[at:at] = random.randbytes(random.randrange(1, 5))
            case _:
                data[at:at] = text(random, 20).encode(errors="surrogatepass")
    return bytes(data)


def _encoded(random: Random) -> File:
    name = random.choice(_LISTS)
    data = _SOUND[name].decode().encode(random.choice(_ENCODINGS), errors="replace")
    return name.rpartition("/")[2], random.choice((data, gzip.compress(data), data[1:]))


def _nested(random: Random) -> File:
    depth = random.choice((10, 70, 5_000, 200_000))
    opening = random.choice(("[", "{a: ", "- ", "? ", "[{", "!a ", "&a ", "|\n "))
    return "events.yaml", (random.choice(("", "- id: ")) + opening * depth).encode()


def _aliases(random: Random) -> File:
    rows = [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, random.randrange(3, 40))
    ]
    return "events.yaml", "\n".join(["a0: &a0 [x]", *rows]).encode()


def _wide(random: Random) -> File:
    """Give a file with very many of one thing."""
    count = random.choice((1_000, 30_000, 150_000))
    unit = random.choice(
        (
            "- a\n",
            "- {}\n",
            "- id: x\n",
            "a: 1\n",
            "- {id: a, id: a}\n",
            "# comment\n",
            "\n",
            "- [a, b]\n",
            "? a\n",
            "- event:leap\n",
            "- id: a\n  title: b\n  text: c\n",
        )
    )
    return random.choice(("events.yaml", "hidden.yaml", "x.yaml")), (unit * count)[
        :2_200_000
    ].encode()


def _many_items(random: Random) -> File:
    """Give one record with lists of very many items, or of names like those that there are."""
    field = random.choice(("aliases", "topics", "people", "sources", "sensitive", "nothing"))
    item = random.choice(
        ("a", "battle-of-stalingrat", "beevor-1999", "{source: a, at: b}", "x" * 300)
    )
    items = ", ".join([item] * random.choice((100, 5_000, 40_000)))
    fields = f"- id: a\n  title: b\n  date: 1941\n  text: c\n  {field}: [{items}]\n"
    return "events.yaml", fields[:2_200_000].encode()


def _long(random: Random) -> File:
    unit = random.choice(
        ("a", "a ", "\\", "'", '"', ":", "#", " ", "\t", "\r", "\0", "é", "\u202e")
    )
    return random.choice(_NAMES), (unit * random.choice((10_000, 2_100_000))).encode()


def _noise(random: Random) -> File:
    return random.choice(_NAMES), random.randbytes(random.choice((0, 1, 3, 200, 60_000)))


def _words(random: Random) -> File:
    return random.choice(_NAMES), text(random).encode(errors="surrogatepass")


def _zip(random: Random) -> File:
    """Zip sound and hostile files, as any program would."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", random.choice((0, 8, 8, 8, 12, 14))) as archive:
        for _ in range(random.choice((0, 1, 4, 12))):
            name, data = _with_text(random) if random.random() < 0.5 else _mangled(random)
            folder = random.choice(
                ("", "people/", "topics/", "calendar/", "../", "/", "C:\\", "a/b/")
            )
            _write(archive, folder + name, data[:50_000])
    return "pack.zip", packed.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    if name not in archive.namelist():
        archive.writestr(name or "x", data)


def _mangled_zip(random: Random) -> File:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _SOUND.items():
            archive.writestr(name, data)
    return "pack.zip", _mangle(random, packed.getvalue())


def _bomb(random: Random) -> File:
    """Give a zip of a few kilobytes that unpacks to very much, or says that it does."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(random.choice((1, 3, 199, 260))):
            unit = random.choice((b"\0", b"a", b"- {}\n", b"\n"))
            size = random.choice((100, 100_000, 30_000_000 if number == 0 else 1_000))
            archive.writestr(f"people/{number}.yaml", unit * (size // len(unit)))
    data = packed.getvalue()
    return "pack.zip", random.choice((data, _declaring(random, data), _overlapping(data)))


def _declaring(random: Random, data: bytes) -> bytes:
    """Say other sizes in the directory than the members have."""
    at = data.index(b"PK\x01\x02")
    size = struct.pack("<I", random.choice((0, 1, 0xFFFFFFFE)))
    return data[: at + 24] + size + data[at + 28 :]


def _overlapping(data: bytes) -> bytes:
    """Let all entries of the directory be the same member, many times over."""
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    name = struct.unpack("<H", data[at + 28 : at + 30])[0]
    entry, count = data[at : at + 46 + name], 150
    tail = bytearray(data[end:])
    tail[8:20] = struct.pack("<HHII", count, count, len(entry) * count, at)
    return data[:at] + entry * count + bytes(tail)


def _packed_otherwise(random: Random) -> File:
    data = random.choice(tuple(_SOUND.values()))
    return random.choice((("pack.zip", zlib.compress(data)), ("events.yaml", gzip.compress(data))))


_KINDS: Sequence[Callable[[Random], File]] = (
    *((_with_text,) * 6),
    *((_odd,) * 6),
    *((_mangled,) * 6),
    *((_topic,) * 4),
    *((_mangled_zip,) * 3),
    *((_zip,) * 3),
    _words,
    _words,
    _encoded,
    _nested,
    _aliases,
    _wide,
    _many_items,
    _long,
    _noise,
    _bomb,
    _packed_otherwise,
)
