"""A pack while it is read: every record that could be made, where it stands, and all faults."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Generic, NamedTuple, TypeVar

from bot.domain.entries import Event, Pack, Person, Place, Source, Topic
from bot.domain.errors import Fault

from .decoding import Trouble, UnreadableError, decode
from .files import FileType, PackFile
from .front_matter import split
from .reading import Document, Lines, Node, line_of, read
from .records import EVENT, PACK, PERSON, PLACE, SOURCE, TOPIC, Kind, Problem, RecordError
from .rules import problems
from .sentences import no_id
from .texts import ID, ID_LENGTH

MOST_FAULTS = (
    200  # of one file: after as many errors its records are no longer checked, to save time
)

_ID = re.compile(ID)
_EMPTY = "The file is empty: write what belongs in it, or delete it."

Kept = TypeVar("Kept", Event, Person, Topic, Place, Source)
Kept_co = TypeVar("Kept_co", Event, Person, Topic, Place, Source, Pack, covariant=True)


class Spot(NamedTuple):
    """Where a record is written: its name in faults, its file, and the lines of its fields."""

    name: str
    file: str
    lines: Lines

    def fault(self, problem: Problem) -> Fault:
        """Place a problem in the file."""
        field = next((step for step in problem.path if isinstance(step, str)), None)
        return Fault(
            file=self.file,
            line=line_of(self.lines, problem.path),
            where=self.name if field is None else f"{self.name}.{field}",
            sentence=problem.sentence,
            warning=problem.warning,
        )


class Written(NamedTuple, Generic[Kept]):
    """A record, and where it is written."""

    record: Kept
    spot: Spot


class Draft:
    """Reads files one after another; a bad one costs its own records only."""

    def __init__(self) -> None:
        self.pack: Pack | None = None
        self.events: dict[str, Written[Event]] = {}
        self.people: dict[str, Written[Person]] = {}
        self.topics: dict[str, Written[Topic]] = {}
        self.places: dict[str, Written[Place]] = {}
        self.sources: dict[str, Written[Source]] = {}
        self.faults: list[Fault] = []
        self.spots: dict[FileType, dict[str, Spot]] = {
            kind: {} for kind in ("event", "person", "topic", "place", "source")
        }
        """Every id that is written down, also where the rest of the record is at fault."""
        self.unread: set[FileType] = set()
        """What the files held that could not be read."""

    def read(self, file: PackFile) -> None:
        """Take in one file."""
        try:
            text = decode(file.read())
            match file.holds:
                case "event":
                    self._records(file, read(text), EVENT, self.events)
                case "person":
                    self._records(file, read(text), PERSON, self.people)
                case "place":
                    self._records(file, read(text), PLACE, self.places)
                case "source":
                    self._records(file, read(text), SOURCE, self.sources)
                case "topic":
                    self._topic(file, text)
                case _:  # the pack itself
                    self._pack(file, read(text))
        except UnreadableError as error:
            self.unread.add(file.holds)
            self._troubles(file, error.troubles)

    def _records(
        self, file: PackFile, document: Document, kind: Kind[Kept], into: dict[str, Written[Kept]]
    ) -> None:
        self._troubles(file, document.troubles)
        nodes, lines = document.node, document.lines
        if not isinstance(nodes, list) or not isinstance(lines, list):
            raise UnreadableError([(1, _no_list(nodes))])
        before, errors = len(self.faults), 0
        for number, (node, at) in enumerate(zip(nodes, lines[1:], strict=True), start=1):
            id_ = _id_of(node)
            name = f"{file.holds}:{id_}" if id_ else f"{file.holds} {number}"
            spot = Spot(name, file.shown, at)
            errors += sum(not fault.warning for fault in self.faults[before:])
            before = len(self.faults)
            if errors > MOST_FAULTS:
                self.spots[file.holds].setdefault(id_ or name, spot)
                continue
            is_new = not id_ or self._is_new(file.holds, id_, spot)
            record = self._made(kind, node, spot)
            if record is not None and is_new:
                into[record.id] = Written(record, spot)

    def _topic(self, file: PackFile, text: str) -> None:
        id_ = PurePath(file.shown).stem
        self.spots["topic"][id_] = Spot(f"topic:{id_}", file.shown, 1)
        if not _is_id(id_):
            self._troubles(file, [(1, no_id(id_))])
        found = split(text)
        spot = self.spots["topic"][id_] = Spot(f"topic:{id_}", file.shown, found.front.lines)
        self._troubles(file, found.front.troubles)
        self._troubles(file, found.troubles, f"topic:{id_}.sections")
        record = self._made(TOPIC, found.front.node, spot, id=id_, sections=found.sections)
        if record is not None:
            self.topics[id_] = Written(record, spot)

    def _pack(self, file: PackFile, document: Document) -> None:
        if document.node is None:
            raise UnreadableError([(1, _EMPTY)])
        self._troubles(file, document.troubles)
        self.pack = self._made(PACK, document.node, Spot("pack", file.shown, document.lines))

    def _made(self, kind: Kind[Kept_co], node: Node, spot: Spot, **more: object) -> Kept_co | None:
        try:
            record = kind.read(node, **more)
        except RecordError as error:
            self.faults.extend(map(spot.fault, error.problems))
            return None
        self.faults.extend(map(spot.fault, problems(record)))
        return record

    def _is_new(self, type_: FileType, id_: str, spot: Spot) -> bool:
        first = self.spots[type_].setdefault(id_, spot)
        if first is spot:
            return True
        where = f"{first.file}:{line_of(first.lines, ('id',))}"
        sentence = f"There is {id_} already, in {where}: give one of the two another id."
        self.faults.append(spot.fault(Problem(path=("id",), sentence=sentence)))
        return False

    def _troubles(self, file: PackFile, troubles: Iterable[Trouble], where: str = "") -> None:
        self.faults.extend(
            Fault(file=file.shown, line=line, where=where, sentence=sentence)
            for line, sentence in troubles
        )


def _id_of(node: Node) -> str:
    """Give the id that a record has, or nothing when it has none that could be an id."""
    id_ = node.get("id") if isinstance(node, dict) else None
    return id_ if isinstance(id_, str) and _is_id(id_) else ""


def _is_id(text: str) -> bool:
    return len(text) <= ID_LENGTH and _ID.fullmatch(text) is not None


def _no_list(node: Node) -> str:
    if node is None:
        return _EMPTY
    if isinstance(node, dict) and any(name.startswith("-") for name in node):
        return "The file holds a list: put a space behind the dash that starts an entry, `- id:`."
    return "The file holds a list: start each entry with `- `."
