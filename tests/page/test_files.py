"""The files of the page: what is said of them is so, and nothing in them makes markup of texts."""

import hashlib
import re

import pytest

from bot.settings import ROOT

PAGE = ROOT / "bot" / "playground" / "page"
OURS = sorted(path for path in PAGE.glob("**/*") if path.suffix in {".js", ".css", ".html"})
OURS = [path for path in OURS if path.parent.name != "vendor"]
VENDORED = sorted((PAGE / "vendor").glob("*.js"))
LONG = 400  # lines


def rows(readme):
    """Give the rows of the tables of a README, by their first column."""
    table = re.findall(r"^\| ([\w./-]+) \| (.+) \|$", readme.read_text("utf-8"), re.MULTILINE)
    return {name: rest for name, rest in table if name not in {"file", "---"}}


def test_the_map_says_of_each_file_what_its_first_line_says():
    said = rows(PAGE / "README.md")
    first = {
        path.relative_to(PAGE).as_posix(): path.read_text("utf-8").splitlines()[0]
        for path in OURS
        if path.suffix != ".html"
    }
    sentences = {name: re.sub(r"^(// |/\* )|\.( \*/)?$", "", line) for name, line in first.items()}
    assert {name: said[name] for name in said if name != "vendor/"} == sentences


@pytest.mark.parametrize("path", VENDORED, ids=lambda path: path.name)
def test_a_vendored_file_is_as_published(path):
    row = rows(PAGE / "vendor" / "README.md")[path.name]
    assert hashlib.sha256(path.read_bytes()).hexdigest() in row
    (licence,) = re.findall(r"LICENSE-\w+", row)
    assert (PAGE / "vendor" / licence).is_file()


def test_nothing_else_is_vendored():
    assert {path.name for path in VENDORED} == set(rows(PAGE / "vendor" / "README.md"))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_file_of_the_page_is_short_and_makes_no_markup(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONG
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|dangerously|\beval\(",
        text,
    )
    assert not re.search(r"""\bon\w+=["']|<script>|javascript:""", text)
    assert not re.findall(
        r"https?://(?!discord\.com/|www\.w3\.org/|html\.spec\.whatwg\.org/)[\w.]+", text
    )
