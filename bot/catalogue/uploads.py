"""What moderators upload: a YAML list, a topic's Markdown or a zip of a pack, read in memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from typing_extensions import override

from bot.domain.errors import Fault
from bot.domain.revisions import Body
from bot.domain.words import truncate

from .archives import ArchiveError, shown, unzip
from .collector import collector_paused
from .decoding import UnreadableError
from .draft import MOST_FAULTS, Draft, Spot
from .files import PackFile
from .hidden_list import read_hidden
from .records import Problem
from .texts import quoted
from .upload_layout import Holds, held_by_list, held_in_pack, in_pack
from .writing import AnyRecord, body_of, key_of

MOST_RECORDS = 5_000  # as many as a server may have of its own

_LARGEST_TOPIC = 600_000  # bytes: twenty full sections in the widest script, and its fields
_NO_TOPIC = f"The file is larger than {_LARGEST_TOPIC:,} bytes, and no topic is: shorten it."
_LIST_SUFFIXES = (".yaml", ".yml")
_LONGEST_SENTENCE = 400
_LONGEST_PLACE = 120
_NOT_READ = "This is not read: send a `.yaml` list, a topic's `.md` file or a `.zip` of a pack."
_STRAY = (
    "This is not read. A zip holds, all in one folder or in none: sources.yaml, places.yaml, "
    "hidden.yaml, people/….yaml, topics/….md, calendar/01-january.yaml to 12-december.yaml and "
    "calendar/undated.yaml; or single lists, such as events.yaml."
)
_WHICH = (
    "Its fields do not tell what these records are: name the file events.yaml, people.yaml, "
    "places.yaml or sources.yaml."
)
_MORE = "There are more faults: mend these, then send it again."
_TOO_MANY = f"This holds more than {MOST_RECORDS:,} records: split it."
_BOTH = "is hidden and has a text of its own here: delete one of the two."


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What was uploaded: all of it, or nothing but faults; warnings leave it whole.

    Bodies are as `body_of` gives them, by `type:id`; `hidden` are keys of records to hide.
    """

    bodies: Mapping[str, Body]
    hidden: frozenset[str]
    faults: tuple[Fault, ...]
    spots: Mapping[str, Spot]
    """Where each record is written, and each key of a hidden one, by its key."""

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep it from being taken."""
        return tuple(fault for fault in self.faults if not fault.warning)

    def fault(self, key: str, problem: Problem) -> Fault:
        """Place a problem that was found when one of the records was held against others."""
        return _cut(self.spots[key].fault(problem))


def read_upload(name: str, data: bytes) -> Upload:
    """Read a file by what its name ends with; raises nothing, whatever it holds.

    A large one takes some seconds: call it in a thread.
    """
    with collector_paused():
        reader = _Reader()
        told = shown(PurePosixPath(name.replace("\\", "/")).name)
        match PurePosixPath(told.lower()).suffix:
            case ".zip":
                reader.zip(told, data)
            case ".md":
                reader.file(told, "topic", data)
            case suffix if suffix in _LIST_SUFFIXES:
                reader.list(told, data)
            case _:
                reader.refuse(told, _NOT_READ)
        return reader.upload()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent(PackFile):
    """A file that is in memory, and on no disk."""

    data: bytes

    @override
    def read(self) -> bytes:
        return self.data


class _Reader:
    """Reads files one after another, until there are too many faults or records."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._hidden: dict[str, tuple[str, int]] = {}

    def zip(self, told: str, data: bytes) -> None:
        try:
            members = in_pack(unzip(data))
        except ArchiveError as error:
            self.refuse(told, str(error))
            return
        for path, member in members:
            self.member(path, shown(str(member.path)), member.data, is_alone=len(members) == 1)
            if self._is_full():
                return

    def member(self, path: PurePosixPath, told: str, data: bytes, *, is_alone: bool) -> None:
        """Read a file of a pack, or one that would be read by itself, if it lies in no folder."""
        is_list = path.suffix in _LIST_SUFFIXES
        if (holds := held_in_pack(path)) is not None:
            self.file(told, holds, data)
        elif len(path.parts) == 1 and is_list:
            self.list(told, data)
        elif len(path.parts) == 1 and is_alone and path.suffix == ".md":
            self.file(told, "topic", data)
        else:
            self.refuse(told, _STRAY)

    def list(self, told: str, data: bytes) -> None:
        holds = held_by_list(told, data)
        if holds is None:
            self.refuse(told, _WHICH)
        else:
            self.file(told, holds, data)

    def file(self, told: str, holds: Holds, data: bytes) -> None:
        if holds == "hidden":
            self._hide(told, data)
        elif holds == "topic" and len(data) > _LARGEST_TOPIC:
            self.refuse(told, _NO_TOPIC)
        else:
            self._draft.read(_Sent(path=Path(told), shown=told, holds=holds, data=data))
        if self._number() > MOST_RECORDS:
            self.refuse(told, _TOO_MANY)

    def refuse(self, file: str, sentence: str, line: int = 1) -> None:
        self._draft.faults.append(Fault(file=file, line=line, where="", sentence=sentence))

    def upload(self) -> Upload:
        records = {key_of(record): record for record in self._records()}
        for key in self._hidden.keys() & records.keys():
            file, line = self._hidden[key]
            self.refuse(file, f"{quoted(key)} {_BOTH}", line)
        faults = tuple(_listed(self._draft.faults))
        is_sound = all(fault.warning for fault in faults)
        spots = {
            f"{type_}:{id_}": spot
            for type_, of_type in self._draft.spots.items()
            for id_, spot in of_type.items()
        }
        spots |= {key: Spot(key, file, line) for key, (file, line) in self._hidden.items()}
        return Upload(
            bodies={key: body_of(record) for key, record in records.items()} if is_sound else {},
            hidden=frozenset(self._hidden if is_sound else ()),
            faults=faults,
            spots=spots,
        )

    def _records(self) -> Iterator[AnyRecord]:
        yield from (each.record for each in self._draft.events.values())
        yield from (each.record for each in self._draft.people.values())
        yield from (each.record for each in self._draft.topics.values())
        yield from (each.record for each in self._draft.places.values())
        yield from (each.record for each in self._draft.sources.values())

    def _number(self) -> int:
        return len(self._hidden) + sum(map(len, self._draft.spots.values()))

    def _is_full(self) -> bool:
        errors = sum(not fault.warning for fault in self._draft.faults)
        return errors > MOST_FAULTS or self._number() > MOST_RECORDS

    def _hide(self, told: str, data: bytes) -> None:
        try:
            keys, troubles = read_hidden(data)
        except UnreadableError as error:
            keys, troubles = {}, error.troubles
        self._hidden.update({key: (told, line) for key, line in keys.items()})
        for line, sentence in troubles:
            self.refuse(told, sentence, line)


def _listed(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the first faults by file and line, errors before all where there are too many."""
    of_all = sorted(faults)
    if len(of_all) > MOST_FAULTS:
        of_all.sort(key=lambda fault: fault.warning)
        last = of_all[MOST_FAULTS]
        of_all[MOST_FAULTS:] = [replace(last, where="", sentence=_MORE)]
    return map(_cut, of_all)


def _cut(fault: Fault) -> Fault:
    """Keep a fault one line to read, whatever the file has for names of fields."""
    return replace(
        fault,
        where=truncate(" ".join(fault.where.split()), _LONGEST_PLACE),
        sentence=truncate(" ".join(fault.sentence.split()), _LONGEST_SENTENCE),
    )
