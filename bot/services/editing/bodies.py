"""What the pack and revisions say of a record, and which names in it may lead nowhere."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue.checking import record_of
from bot.catalogue.overlay import Overlaid
from bot.catalogue.records import Problem, RecordError, Step
from bot.catalogue.references import named_by, no_such
from bot.catalogue.writing import body_of
from bot.domain.entries import Contents, Entry
from bot.domain.revisions import Body, Revision, Standing, id_of, type_of

from .hidden import name_of_hidden
from .records import records_of

_DIGITS = 32  # of a hash

# What may be hidden while others name it: then they are shown without it, until it is back.
_MAY_BE_AWAY = frozenset({"people", "topics", "related"})
_AWAY = "{name} is hidden here, and is not shown with this entry."


def of_pack(contents: Contents, record: str) -> Body | None:
    """Give what a pack says of a record, or None if it has none of that id."""
    found = records_of(type_of(record), contents).get(id_of(record))
    return None if found is None else body_of(found)


def pack_hash(contents: Contents, record: str) -> str:
    """Give what tells one text of a record in the pack from another; empty if it has none."""
    body = of_pack(contents, record)
    if body is None:
        return ""
    said = json.dumps(body, sort_keys=True)
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]


def noting_pack(contents: Contents, changes: Sequence[Revision]) -> list[Revision]:
    """Give changes with what the pack says today, where they show anything else.

    What shows again what an earlier revision did keeps what that one noted: nobody has compared it
    with the pack since.
    """
    return [
        replace(change, pack_hash=pack_hash(contents, change.record))
        if change.standing is not Standing.PACK and change.pack_hash is None
        else change
        for change in changes
    ]


def written(record: str, body: Body | None) -> Body | None:
    """Give a body as the pack's are written: without what says nothing; as it is, if at fault."""
    try:
        return None if body is None else body_of(record_of(type_of(record), body))
    except RecordError:
        return body


def showing(change: Revision, target: Revision | None) -> Revision:
    """Let a change show what an earlier revision shows; None is what the pack says."""
    if target is None:
        return replace(change, standing=Standing.PACK, body=None, pack_hash=None)
    return replace(change, standing=target.standing, body=target.body, pack_hash=target.pack_hash)


def may_be_away(problem: Problem) -> bool:
    """Whether a problem is a name that leads nowhere, which is not shown until it leads there again."""
    return len(problem.path) > 1 and problem.path[0] in _MAY_BE_AWAY


def allowing_hidden(
    problems: Sequence[Problem], entry: Entry, server: Overlaid, pack: Contents
) -> list[Problem]:
    """Let those be warnings that tell of people and topics which an entry names and a server hides."""
    told: dict[tuple[Step, ...], tuple[str, Problem]] = {}
    for path, type_, id_ in named_by(entry):
        record = f"{type_}:{id_}"
        if type_ in {"person", "topic"} and record in server.hidden:
            name = name_of_hidden(server, pack, record)
            warning = Problem(path=path, sentence=_AWAY.format(name=name), warning=True)
            told[path] = no_such(type_, id_, ()), warning
    return [_softened(problem, *told.get(problem.path, ("", problem))) for problem in problems]


def _softened(problem: Problem, fault: str, warning: Problem) -> Problem:
    return warning if problem.sentence.startswith(fault) else problem
