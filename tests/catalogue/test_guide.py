"""The author's guide is right: its templates pass the checker, and it lists every word."""

import re
import shutil
from pathlib import Path

import pytest

from bot.catalogue import records
from bot.catalogue.files import survey
from bot.catalogue.front_matter import split
from bot.catalogue.load import inspect, load
from bot.catalogue.reading import Node, read
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


_TEMPLATE = re.compile("karsk|anna-morova|doe-1998|people/new", re.IGNORECASE)


def template(heading: str) -> str:
    found = re.search(rf"### {heading}\n.*?```\w+\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def entry(heading: str) -> Node:
    nodes = read(template(heading)).node
    assert isinstance(nodes, list)
    return nodes[0]


@pytest.mark.parametrize(("heading", "kind"), TEMPLATES.items())
def test_a_template_is_a_record_with_every_field(heading: str, kind: RecordKind[object]) -> None:
    node = entry(heading)
    assert isinstance(node, dict)
    assert list(node) == list(kind.schema.model_fields)
    kind.read(node)


def test_the_template_of_a_topic_is_one() -> None:
    found = split(template("A topic"))
    assert found.troubles == ()
    assert isinstance(found.front.node, dict)
    assert list(found.front.node) == list(records.TOPIC.schema.model_fields)
    records.TOPIC.read(found.front.node, id="a", sections=found.sections)


def test_the_templates_can_be_copied_into_the_shipped_pack_as_they_are(tmp_path: Path) -> None:
    """They name each other, and nothing in them has the id or the name of what is there."""
    pack = tmp_path / "content"
    shutil.copytree(CONTENT, pack)
    for heading, file in {
        "An event": "calendar/11-november.yaml",
        "A person": "people/new.yaml",
        "A place": "places.yaml",
        "A source": "sources.yaml",
        "A topic": "topics/siege-of-karsk.md",
    }.items():
        with (pack / file).open("a", encoding="utf-8") as out:
            out.write(template(heading))
    about_them = [str(fault) for fault in inspect(pack).faults if _TEMPLATE.search(str(fault))]
    assert about_them == []
    contents = load(pack)
    assert "karsk-is-encircled" in contents.events
    assert "siege-of-karsk" in contents.topics


@pytest.mark.parametrize("word", [*Kind, *Sensitive, *SourceKind])
def test_every_word_is_listed(word: str) -> None:
    assert re.search(rf"[\s*]{word}[\s,*.]", GUIDE)


def test_the_shipped_pack_holds_nothing_that_is_not_read() -> None:
    assert survey(CONTENT).faults == ()
