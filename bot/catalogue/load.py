"""Loads a pack: every file read, every record checked, every fault told at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from bot.domain.entries import Contents, Pack
from bot.domain.errors import ContentError, Fault

from . import chronology, namesakes, references
from .collector import collector_paused
from .draft import MOST_FAULTS, Draft, Kept, Written
from .files import survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What came of checking a pack: its contents, unless there are errors, and all its faults."""

    contents: Contents | None
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep the pack from being used."""
        return tuple(fault for fault in self.faults if not fault.warning)


def inspect(path: Path) -> Inspection:
    """Check the pack in a folder; raises HostError when there is no folder to read.

    Faults are sorted by file and line, and name each file as `path` leads to it.
    """
    layout = survey(path)
    with collector_paused():
        draft = Draft()
        for file in layout.files:
            draft.read(file)
        faults = [*layout.faults, *draft.faults, *_across(draft)]
        sound = all(fault.warning for fault in faults)
        if sound:
            faults.extend(references.unused(draft))
        contents = _contents(draft, draft.pack) if sound and draft.pack is not None else None
        return Inspection(contents=contents, faults=tuple(_listed(faults)))


def load(path: Path) -> Contents:
    """Load the pack in a folder; raises ContentError with its errors, HostError without a folder."""
    inspection = inspect(path)
    if inspection.contents is None:
        raise ContentError(inspection.errors, str(path))
    return inspection.contents


def _listed(faults: list[Fault]) -> Iterator[Fault]:
    """Yield the faults of each file in order, and a last one where there are too many to read.

    Of too many, the errors come first, and the last one is no graver than what it stands for.
    """
    for file, found in groupby(sorted(faults), key=lambda fault: fault.file):
        of_file = list(found)
        if len(of_file) > MOST_FAULTS:
            of_file.sort(key=lambda fault: fault.warning)
            cut = of_file[MOST_FAULTS]
            sentence = "There are more faults in this file: mend these, then check again."
            of_file[MOST_FAULTS:] = [
                Fault(file=file, line=cut.line, where="", sentence=sentence, warning=cut.warning)
            ]
        yield from of_file


def _across(draft: Draft) -> Iterator[Fault]:
    return chain(
        references.unknown(draft),
        namesakes.shared(draft),
        chronology.misplaced(draft),
        chronology.unborn(draft),
    )


def _contents(draft: Draft, pack: Pack) -> Contents:
    return Contents(
        pack=pack,
        events=_records(draft.events),
        people=_records(draft.people),
        topics=_records(draft.topics),
        places=_records(draft.places),
        sources=_records(draft.sources),
    )


def _records(written: Mapping[str, Written[Kept]]) -> dict[str, Kept]:
    return {id_: each.record for id_, each in written.items()}
