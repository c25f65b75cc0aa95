"""Bytes become text, or each line that is none is named."""

import pytest

from bot.catalogue.decoding import MOST_BYTES, MOST_TROUBLES, UnreadableError, decode


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        ("Сталинград – “Wołga”\n".encode(), "Сталинград – “Wołga”\n"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        ("a family: 👨\u200d👩\u200d👧".encode(), "a family: 👨\u200d👩\u200d👧"),
        (b"", ""),
    ],
)
def test_text_is_read(raw: bytes, text: str) -> None:
    assert decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"a\n\xff\nb\n\xc3\n", [2, 4]),
        (b"a\n\tb\n\x00\n\r\nc\rd", [2, 3, 5]),
        ("a\n\u200b\n\u2028\n\u202e\n\u2066\n\x85\n\ufeff\n\uffff".encode(), [*range(2, 9)]),
        (b"\xff\xfea\x00", [1]),
        (b"a" * (MOST_BYTES + 1), [1]),
    ],
)
def test_each_line_that_is_no_text_is_named(raw: bytes, lines: list[int]) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(raw)
    assert [line for line, _ in caught.value.troubles] == lines


def test_nobody_reads_more_than_a_hundred_troubles() -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(b"\t\n" * 1_000)
    assert len(caught.value.troubles) == MOST_TROUBLES
