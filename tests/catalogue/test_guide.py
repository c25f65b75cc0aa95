"""The author's guide is right: its templates pass the checker, and it lists every word."""

import re
from pathlib import Path

import pytest

from bot.catalogue import records
from bot.catalogue.files import survey
from bot.catalogue.front_matter import split
from bot.catalogue.reading import read
from bot.catalogue.records import Kind as RecordKind
from bot.domain.entries import Kind, Sensitive, SourceKind

CONTENT = Path(__file__).parents[2] / "content"
GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")
TEMPLATES = {
    "An event": records.EVENT,
    "A person": records.PERSON,
    "A place": records.PLACE,
    "A source": records.SOURCE,
}


def template(heading: str) -> str:
    found = re.search(rf"### {heading}\n.*?```\w+\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(("heading", "kind"), TEMPLATES.items())
def test_a_template_is_a_record_with_every_field(heading: str, kind: RecordKind[object]) -> None:
    nodes = read(template(heading)).node
    assert isinstance(nodes, list)
    assert isinstance(nodes[0], dict)
    assert list(nodes[0]) == list(kind.schema.model_fields)
    kind.read(nodes[0])


def test_the_template_of_a_topic_is_one() -> None:
    found = split(template("A topic"))
    assert found.troubles == ()
    assert isinstance(found.front.node, dict)
    assert list(found.front.node) == list(records.TOPIC.schema.model_fields)
    records.TOPIC.read(found.front.node, id="a", sections=found.sections)


@pytest.mark.parametrize("word", [*Kind, *Sensitive, *SourceKind])
def test_every_word_is_listed(word: str) -> None:
    assert re.search(rf"[\s*]{word}[\s,*.]", GUIDE)


def test_the_shipped_pack_holds_nothing_that_is_not_read() -> None:
    assert survey(CONTENT).faults == ()
