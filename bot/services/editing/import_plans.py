"""What an upload would change of what a server shows, and all that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checking import problems_of, record_of
from bot.catalogue.collector import collector_paused
from bot.catalogue.draft import MOST_FAULTS
from bot.catalogue.overlay import overlaid
from bot.catalogue.records import Problem, RecordError
from bot.catalogue.references import named_by
from bot.catalogue.uploads import Upload
from bot.catalogue.writing import AnyRecord, body_of, key_of
from bot.domain.entries import Contents, Place, Source
from bot.domain.errors import Fault
from bot.domain.revisions import (
    MOST_OWN,
    Body,
    Overlay,
    Standing,
    TooManyRecordsError,
    id_of,
    type_of,
)

from .records import records_of
from .revising import of_pack

_MAY_BE_AWAY = frozenset({"person", "topic"})  # what entries may name while it is hidden
_NOT_THERE = "There is no such record here to hide: it stays hidden should it come."
_NAMED = "It is shown as long as an entry names it: change what names it, too."
_MORE = "There are more faults: mend these, then send it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an import would do to a record: what is shown of it, and what would be; None is nothing.

    `number` is that of its latest revision, 0 for none. `is_named` if it is to be hidden and
    entries name it: it is shown until none does.
    """

    record: str
    standing: Standing
    before: Body | None
    after: Body | None
    number: int
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An upload beside what a server shows; `faults` are sorted, warnings among them."""

    changes: tuple[Change, ...]
    unchanged: int
    faults: tuple[Fault, ...]


def compare(
    pack: Catalogue, overlay: Overlay, numbers: Mapping[str, int], upload: Upload
) -> Comparison:
    """Compare an upload with a server's overlay on a pack; `numbers` are of the latest revisions.

    What was uploaded is checked all together, on top of the rest. Raises TooManyRecordsError.
    Thousands of records take seconds: call it in a thread.
    """
    with collector_paused():
        changes = tuple(_changes(pack.contents, overlay, numbers, upload))
        after = _after(overlay, changes)
        if len(overlay.own) < len(after.own) > MOST_OWN:
            raise TooManyRecordsError(len(after.own))
        shown = overlaid(pack, after).catalogue
        changes = tuple(_with_named(change, shown.contents) for change in changes)
        found = islice(_faults(shown, after, changes, upload), MOST_FAULTS + 1)
        return Comparison(
            changes=changes,
            unchanged=len(upload.bodies) + len(upload.hidden) - len(changes),
            faults=_listed(sorted({*upload.faults, *found})),
        )


def _changes(
    contents: Contents, overlay: Overlay, numbers: Mapping[str, int], upload: Upload
) -> Iterator[Change]:
    for record, body in upload.bodies.items():
        pack_says = of_pack(contents, record)
        before = _shown(overlay, record, pack_says)
        if body != before:
            yield Change(
                record=record,
                standing=Standing.PACK if body == pack_says else Standing.OWN,
                before=before,
                after=body,
                number=numbers.get(record, 0),
            )
    for record in sorted(upload.hidden - overlay.hidden):
        yield Change(
            record=record,
            standing=Standing.HIDDEN,
            before=_shown(overlay, record, of_pack(contents, record)),
            after=None,
            number=numbers.get(record, 0),
        )


def _shown(overlay: Overlay, record: str, pack_says: Body | None) -> Body | None:
    """Give what is shown of a record, written as uploads are read: the order of fields, and so on."""
    if record in overlay.hidden:
        return None
    own = overlay.own.get(record)
    if own is None:
        return pack_says
    try:
        return body_of(record_of(type_of(record), own))
    except RecordError:
        return own


def _after(overlay: Overlay, changes: Sequence[Change]) -> Overlay:
    """Give the overlay as it would be after the changes."""
    own, hidden = dict(overlay.own), set(overlay.hidden)
    for change in changes:
        own.pop(change.record, None)
        hidden.discard(change.record)
        if change.standing is Standing.HIDDEN:
            hidden.add(change.record)
        elif change.standing is Standing.OWN and change.after is not None:
            own[change.record] = change.after
    return Overlay(own=own, hidden=frozenset(hidden))


def _faults(
    shown: Catalogue, after: Overlay, changes: Sequence[Change], upload: Upload
) -> Iterator[Fault]:
    for change in changes:
        if change.after is None:
            problems = _of_hiding(change)
        else:
            record = record_of(type_of(change.record), change.after)
            problems = _of_showing(record, shown, after)
        for problem in problems:
            yield upload.fault(change.record, problem)


def _with_named(change: Change, contents: Contents) -> Change:
    """Say of what is to be hidden whether it is shown still: entries name it."""
    if change.standing is not Standing.HIDDEN:
        return change
    known = records_of(type_of(change.record), contents)
    return replace(change, is_named=id_of(change.record) in known)


def _of_hiding(change: Change) -> Iterator[Problem]:
    if change.before is None:
        yield Problem(path=(), sentence=_NOT_THERE, warning=True)
    elif change.is_named:
        yield Problem(path=(), sentence=_NAMED, warning=True)


def _of_showing(record: AnyRecord, shown: Catalogue, after: Overlay) -> Iterator[Problem]:
    """Yield what is wrong with a record; what it names may be hidden, and is not shown until it is back."""
    away: set[tuple[str | int, ...]] = set()
    if not isinstance(record, Place | Source):
        away = {
            path
            for path, type_, id_ in named_by(record)
            if type_ in _MAY_BE_AWAY and f"{type_}:{id_}" in after.hidden
        }
    found = problems_of(record, shown.contents, replacing=key_of(record), search=shown.search)
    yield from (problem for problem in found if problem.path not in away)


def _listed(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Give the faults; of very many the first, errors before warnings."""
    if len(faults) <= MOST_FAULTS:
        return tuple(faults)
    of_all = sorted(faults, key=lambda fault: fault.warning)
    last = replace(of_all[MOST_FAULTS], where="", sentence=_MORE)
    return (*sorted(of_all[:MOST_FAULTS]), last)
