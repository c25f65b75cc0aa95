"""The author's guide is right: its templates pass the checker, and it lists every word."""

import re
from pathlib import Path

import pytest

from bot.catalogue import records
from bot.catalogue.files import survey
from bot.catalogue.front_matter import split
from bot.catalogue.load import load
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


def test_the_templates_name_what_the_shipped_pack_holds() -> None:
    pack = load(CONTENT)
    event = records.EVENT.read(entry("An event"))
    person = records.PERSON.read(entry("A person"))
    found = split(template("A topic"))
    topic = records.TOPIC.read(found.front.node, id="battle-of-stalingrad", sections=())
    assert {event.id} <= pack.events.keys()
    assert {person.id, *event.people, *topic.people} <= pack.people.keys()
    assert {topic.id, *event.topics, *person.topics, *topic.related} <= pack.topics.keys()
    assert {*event.places, *topic.places} <= pack.places.keys()
    cited = (*event.sources, *person.sources, *topic.sources)
    assert {citation.source for citation in cited} <= pack.sources.keys()


@pytest.mark.parametrize("word", [*Kind, *Sensitive, *SourceKind])
def test_every_word_is_listed(word: str) -> None:
    assert re.search(rf"[\s*]{word}[\s,*.]", GUIDE)


def test_the_shipped_pack_holds_nothing_that_is_not_read() -> None:
    assert survey(CONTENT).faults == ()
