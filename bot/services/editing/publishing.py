"""Publishes a record together with the sources that were made for it: one change, all or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.catalogue.records import Problem
from bot.domain.revisions import Action, Body, Revision, Standing, for_record
from bot.domain.words import truncate

from .revising import FaultyError, Revising
from .sections import chosen_in

_IN_SOURCE = "In the new source “{title}”: {sentence}"
_LONGEST_TITLE = 60
_OF_CITATION = 2  # steps to a source that is cited: `sources`, and its place in the list


def problems(
    revising: Revising, guild: int, record: str, body: Body, sources: Mapping[str, Body]
) -> Iterator[Problem]:
    """Tell what is wrong with a body that is to stand for a record, and with what is made for it."""
    ids = chosen_in(body, "sources")
    new = {("sources", at) for at, id_ in enumerate(ids) if id_ in sources}
    for problem in revising.problems(guild, record, body):
        if problem.path not in new:  # it is not there yet, but will be
            yield problem
    for id_, said in sources.items():
        title = truncate(str(said.get("title", "")), _LONGEST_TITLE)
        at = ids.index(id_) if id_ in ids else 0
        for problem in revising.problems(guild, f"source:{id_}", said):
            told = _IN_SOURCE.format(title=title, sentence=problem.sentence)
            yield replace(problem, path=("sources", at), sentence=told)


async def publish(
    revising: Revising,
    guild: int,
    record: str,
    body: Body,
    sources: Mapping[str, Body],
    *,
    parent: int,
    author: int,
    action: Action,
    note: str = "",
    credit: int | None = None,
) -> Revision:
    """Show a body for a record, with the sources that were made for it; gives the record's revision.

    Raises as `Revising.publish` does; nothing is changed then.
    """
    if not sources:
        return await revising.publish(
            guild,
            record,
            body,
            parent=parent,
            author=author,
            action=action,
            note=note,
            credit=credit,
        )
    found = problems(revising, guild, record, body, sources)
    if faults := [problem for problem in found if not problem.warning]:
        raise FaultyError(faults)
    change = replace(
        revising.following(None, guild, record, action, author),
        number=parent + 1,
        standing=Standing.OWN,
        body=body,
        note=note,
        credit=credit,
    )
    made = [await _made(revising, change, id_, said) for id_, said in sources.items()]
    [saved, *_] = await revising.append([change, *made])
    return saved


async def _made(revising: Revising, change: Revision, id_: str, said: Body) -> Revision:
    """Give the change that adds a source; its id may be that of one that was taken back."""
    record = f"source:{id_}"
    _, number = await revising.present(change.guild, record)
    return replace(
        change,
        record=record,
        number=number + 1,
        action=Action.ADD,
        body=said,
        note=for_record(change.record),
        credit=None,
    )
