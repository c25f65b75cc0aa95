"""A YAML text becomes text, lists and mappings, and each part knows its line."""

import pytest
import yaml

from bot.catalogue.decoding import UnreadableError
from bot.catalogue.reading import line_of, read
from bot.domain.errors import HostError

TEXT = """\
# a comment

- id: first
  topics: [one,
    two]
  sources:
    - leaflet
    - source: beevor
      at: 4
  text: >-
    folded
    text
- id: second
  born:
  died: ""
"""


def test_every_value_is_text_or_nothing() -> None:
    assert read(TEXT).node == [
        {
            "id": "first",
            "topics": ["one", "two"],
            "sources": ["leaflet", {"source": "beevor", "at": "4"}],
            "text": "folded text",
        },
        {"id": "second", "born": None, "died": ""},
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 3),
        ((0,), 3),
        ((0, "id"), 3),
        ((0, "topics"), 4),
        ((0, "topics", 1), 5),
        ((0, "sources"), 6),
        ((0, "sources", 0), 7),
        ((0, "sources", 0, "source"), 7),
        ((0, "sources", 1), 8),
        ((0, "sources", 1, "at"), 9),
        ((0, "sources", 2), 6),
        ((0, "title"), 3),
        ((1, "died"), 15),
        ((1, "roles", 0, "title"), 13),
    ],
)
def test_the_line_of_a_path_or_of_what_is_nearest(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(read(TEXT).lines, path) == line


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "--- \n...\n", "''"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert not read(text).node


@pytest.mark.parametrize("text", ["? \n: a\n", "{'': a}"])
def test_an_empty_key_is_told(text: str) -> None:
    assert [sentence for _, sentence in read(text).troubles] == [
        "A key is missing before the colon."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c",
        "a: b#c",
        "a: b #",
        "a: 'b #c'",
        'a: "b #c"',
        "a: >-\n  b #c\n",
        "a: b\n#c: d\n",
        "a: # b #c\n  d\n",
        "a: [b, c] #d\n",
        "a: 'b' #c",
        "a: >-\n  b\n #c\nd: e\n",
        "a:\n  #b: c\nd: e\n",
        "- a #\n-\n #b\n",
        "--- #a\n",
    ],
)
def test_a_comment_or_a_quoted_number_sign_is_no_trouble(text: str) -> None:
    assert read(text).troubles == []


def test_a_fault_of_shape_does_not_hide_the_others() -> None:
    with pytest.raises(UnreadableError) as caught:
        read("a: &b c\na: d\ne: [\n")
    assert [line for line, _ in caught.value.troubles] == [1, 2, 4]


def test_a_character_that_libyaml_refuses_is_told() -> None:
    with pytest.raises(UnreadableError, match="control character"):
        read("a: \x07")


def test_without_libyaml_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(HostError, match="install the PyYAML wheel"):
        read("a: b")
