"""JSON from clients: strictly what Discord would read."""

import pytest

from bot.playground.jsons import read_json


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"NaN",
        b"[-Infinity]",
        b"1e999",
        b"9" * 5000,
        b'"\\ud800"',
        b'{"\\udfff": 1}',
        b'"\xed\xa0\x80"',
        "{}".encode("utf-16"),
        b"[" * 100_000,
        b"[" * 101 + b"]" * 101,
        b'{"a":' * 101 + b"1" + b"}" * 101,
    ],
    ids=lambda raw: repr(raw[:8] + raw[-2:]) + str(len(raw)),
)
def test_what_is_no_json_is_a_value_error(raw: bytes):
    with pytest.raises(ValueError):  # noqa: PT011 - each fault has words of its own
        read_json(raw)


def test_good_json_is_read_and_whole_numbers_are_whole():
    assert read_json('{"a": [1.0, 1.5, "\\ud83d\\ude00"]}') == {"a": [1, 1.5, "😀"]}
    assert type(read_json("1.0")) is int
    assert read_json(b"[" * 100 + b"]" * 100)
    assert read_json("[" + ",".join(["[1]"] * 500) + "]")
