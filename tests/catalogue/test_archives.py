"""Whatever is sent as a zip is read or refused, in sentences and within a second."""

import struct
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from bot.catalogue.archives import MOST_MEMBERS, MOST_UNZIPPED, MOST_ZIPPED
from bot.catalogue.uploads import MOST_RECORDS, read_upload
from tests.catalogue.packs import SOUND, event, person, topic
from tests.catalogue.uploaded import packed, told

PACK = {name: text for name, text in SOUND.items() if not name.startswith(".")}


def overlapping() -> bytes:
    """Two entries of the directory that lead to one and the same data."""
    data = packed({"people/a.yaml": person(), "people/b.yaml": person("b")})
    second = data.rindex(b"PK\x01\x02")
    return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]


def doubled() -> bytes:
    return packed({"people/a.yaml": person(), "people/b.yaml": ""}).replace(b"/b.y", b"/a.y")


def declaring(size: int) -> bytes:
    """Zip a million bytes of which the directory says that they are more or fewer."""
    data = packed({"people/a.yaml": "a" * 1_000_000})
    entry = data.rindex(b"PK\x01\x02")
    return data[: entry + 24] + struct.pack("<L", size) + data[entry + 28 :]


def flagged(bit: int) -> bytes:
    data = packed({"people/a.yaml": person()})
    entry = data.rindex(b"PK\x01\x02")
    return data[: entry + 8] + struct.pack("<H", bit) + data[entry + 10 :]


def nameless() -> bytes:
    data = packed({"x": person()})
    entry = data.rindex(b"PK\x01\x02")
    return b"\0".join((data[:30], data[31 : entry + 46], data[entry + 47 :]))


def nested(depth: int) -> bytes:
    data = b"- a"
    for _ in range(depth):
        data = packed({"people/a.zip": data})
    return data


def quine() -> bytes:
    """As far as a reader can tell: a zip that holds a zip of its own name."""
    return packed({"r/r.zip": packed({"r/r.zip": b"PK\x03\x04" * 99})})


ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"no zip", "The zip is damaged"),
    "half a zip": (lambda: packed(PACK)[:900], "The zip is damaged"),
    "a bomb": (lambda: packed({"people/a.yaml": b"\0" * 90_000_000}), "larger than 2,000,000 bytes"),
    "many bombs": (
        lambda: packed({f"people/{n}.yaml": b"a: b\n" * 390_000 for n in range(12)}),
        f"unpacks to more than {MOST_UNZIPPED:,} bytes",
    ),
    "a bomb of a kind without limit": (
        lambda: packed({"people/a.yaml": b"\0" * 9_000_000}, zipfile.ZIP_BZIP2),
        "packed in a way that is not read",
    ),
    "another bomb of such a kind": (
        lambda: packed({"people/a.yaml": b"\0" * 9_000_000}, zipfile.ZIP_LZMA),
        "packed in a way that is not read",
    ),
    "zips in zips": (lambda: nested(9), "people/a.zip:1: This is not read. A zip holds, all in"),
    "a quine": (quine, "r/r.zip:1: This is not read"),
    "overlapping members": (overlapping, "The zip is damaged"),
    "the same member twice": (doubled, "people/a.yaml is in the zip twice"),
    "a member that declares little": (lambda: declaring(10), "The zip is damaged"),
    "a member that declares much": (lambda: declaring(4_000_000_000), "people/a.yaml:1: "),
    "an encrypted member": (lambda: flagged(1), "people/a.yaml is encrypted"),
    "a patched member": (lambda: flagged(0x20), "of a kind that is not read"),
    "a nameless member": (nameless, "This is not read"),
    "very many members": (
        lambda: packed(dict.fromkeys((f"people/{n}.yaml" for n in range(MOST_MEMBERS + 1)), "")),
        f"more than {MOST_MEMBERS} files",
    ),
    "too large a zip": (lambda: b"PK" * MOST_ZIPPED, f"larger than {MOST_ZIPPED:,} bytes"),
    "a way out": (lambda: packed({"../people/a.yaml": ""}), "../people/a.yaml leads out of the zip"),
    "a way from the root": (lambda: packed({"/etc/passwd": ""}), "/etc/passwd leads out of the zip"),
    "a way from a drive": (lambda: packed({"C:/a.yaml": ""}), "C�/a.yaml leads out of the zip"),
    "a stray file": (lambda: packed({"people/a.exe": "", "sources.yaml": ""}), "people/a.exe:1: This is"),
    "a stray topic": (lambda: packed({"topics/A.md": topic()}), "topics/A.md:1: `A` is no id"),
    "a stray month": (lambda: packed({"calendar/13-x.yaml": event()}), "13-x.yaml:1: This is not read"),
    "a name that hides": (lambda: packed({"people/\u202e@here\n.x": ""}), "people/��here�.x:1: This is"),
    "very many records": (
        lambda: packed({f"people/{a}.yaml": "".join(person(f"{a}-{n}") for n in range(2_501)) for a in "ab"}),
        f"more than {MOST_RECORDS:,} records",
    ),
    "very many faults": (
        lambda: packed({f"topics/{n}.md": topic("## A\n" + "#\n" * 9_000) for n in range(150)}),
        "There are more faults",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ZIPS)
def test_a_hostile_zip_is_refused_within_a_second(case: str) -> None:
    make, told_of = ZIPS[case]
    data = make()
    start = time.process_time()
    upload = read_upload("a.zip", data)
    assert time.process_time() - start < 1.5  # a second, and some for a slow machine
    faults = told(upload)
    assert upload.errors
    assert 1 <= len(faults) <= 201
    assert any(told_of in fault for fault in faults), faults[:3]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_zip_broken_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(
        packed({"people/a.yaml": person(), "topics/a.md": topic(), "hidden.yaml": "[]"})
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    told(read_upload("a.zip", bytes(raw)))
