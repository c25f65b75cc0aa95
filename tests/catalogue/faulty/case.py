"""A faulty pack: the files that differ from the sound one, and what must be said of them."""

from collections.abc import Mapping

from tests.catalogue.packs import Files, event

JUNE = "calendar/06-june.yaml"
GROUP = "people/others.yaml"
TOPIC = "topics/another-topic.md"

Cases = Mapping[str, tuple[Files, *tuple[str, ...]]]
"""By what is wrong: the files, and how each fault begins, from the file (or, in the only one, from
the line) on; "…" stands for more."""


def june(id_: str = "war", **changes: str) -> Files:
    """Write an event into the file of June."""
    return {JUNE: event(id_, **changes)}
