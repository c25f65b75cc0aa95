"""Whatever a file holds, what comes back is a list of faults: no exception, no crash."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from bot.catalogue import records
from bot.catalogue.decoding import Trouble, UnreadableError, decode
from bot.catalogue.front_matter import split
from bot.catalogue.load import inspect
from bot.catalogue.reading import Node, read
from bot.catalogue.records import Kind, Problem, RecordError

from .packs import SOUND, write

KINDS = (
    records.EVENT,
    records.PERSON,
    records.TOPIC,
    records.SECTION,
    records.PLACE,
    records.SOURCE,
    records.PACK,
)
FIELDS = sorted({field for kind in KINDS for field in kind.schema.model_fields})
YAML_LIKE = st.text(st.sampled_from("-:?[]{},&*!|>'\"%@`#~ \n\taz09\\é\u2028\x00"), max_size=60)
NODES = st.recursive(
    st.none() | st.sampled_from(["1941-06-22", "3", "no", "battle", "", "a b", "48.7"]) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner),
    max_leaves=20,
)
FILES = sorted(name for name, text in SOUND.items() if name.endswith((".yaml", "a.md", "d.md")))


def troubles(read_it: Callable[[], object]) -> list[Trouble]:
    """Give what a reader refuses a text for; any other exception than its own goes on."""
    try:
        read_it()
    except UnreadableError as error:
        return error.troubles
    return []


def problems(kind: Kind[object], node: Node) -> tuple[Problem, ...]:
    """Give what a kind of record refuses a node for."""
    more: dict[str, object] = {"id": "a", "sections": ()} if kind is records.TOPIC else {}
    try:
        kind.read(node, **more)
    except RecordError as error:
        return error.problems
    return ()


@given(st.binary() | YAML_LIKE.map(str.encode))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for line, sentence in troubles(lambda: read(decode(raw))):
        assert line >= 1
        assert sentence


@given(YAML_LIKE | st.text().map(lambda text: f"---\n{text}\n---\n## A\n{text}"))
def test_any_text_is_a_topic_or_refused(text: str) -> None:
    for line, sentence in troubles(lambda: split(text)):
        assert line >= 1
        assert sentence


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
@given(node=NODES | st.dictionaries(st.sampled_from(FIELDS), NODES))
def test_any_node_is_a_record_or_refused(kind: Kind[object], node: Node) -> None:
    for problem in problems(kind, node):
        assert problem.sentence


@settings(max_examples=150)
@given(name=st.sampled_from(FILES), cut=st.data())
def test_a_sound_file_broken_anywhere_is_only_ever_at_fault(name: str, cut: st.DataObject) -> None:
    raw = str(SOUND[name])
    start = cut.draw(st.integers(0, len(raw)))
    end = cut.draw(st.integers(start, min(len(raw), start + 20)))
    text = raw[:start] + cut.draw(YAML_LIKE) + raw[end:]
    with tempfile.TemporaryDirectory() as folder:
        inspection = inspect(write(Path(folder), {**SOUND, name: text}))
    assert (inspection.contents is None) == bool(inspection.errors)
    longest = max(each.count("\n") for each in (text, *map(str, SOUND.values()))) + 1
    for fault in inspection.faults:
        assert 1 <= fault.line <= longest
        assert fault.sentence
        assert "\n" not in str(fault)
