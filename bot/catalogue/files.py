"""The files of a pack: which belong where, and which are there by mistake."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.domain.days import MONTHS
from bot.domain.errors import Fault, HostError

from .decoding import MOST_BYTES, TOO_LARGE, UnreadableError

FileType = Literal["event", "person", "topic", "place", "source", "pack"]

UNDATED = "undated.yaml"
MONTH_FILES = {f"{n:02}-{name.lower()}.yaml": n for n, name in enumerate(MONTHS, start=1)}
_ROOT_FILES: dict[str, FileType] = {
    "pack.yaml": "pack",
    "sources.yaml": "source",
    "places.yaml": "place",
}
_FOLDERS = ("people", "topics", "calendar")
_BESIDE = ("README.md", "EDITORIAL.md")  # for authors; never read
_CONTENT_SUFFIXES = (".yaml", ".yml", ".md", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file of a pack, what it holds, and how it is named in faults."""

    path: Path
    shown: str
    holds: FileType

    def read(self) -> bytes:
        """Give the bytes; raises UnreadableError when they cannot be had or are too many."""
        try:
            found = self.path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableError([(1, "This is not a file: replace it with one.")])
            if found.st_size > MOST_BYTES:
                raise UnreadableError([(1, TOO_LARGE)])
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableError([(1, _refused("file", error))]) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The files of a pack in the order in which they are read, and what does not belong."""

    files: tuple[PackFile, ...]
    faults: tuple[Fault, ...]


def survey(folder: Path) -> Layout:
    """List the files of the pack in `folder`; raises HostError when there is no such folder."""
    try:
        names = _names(folder)
    except NotADirectoryError:
        raise HostError(f"{folder} is a file: name the folder of the content pack.") from None
    except OSError as error:
        raise HostError(f"The content pack {folder} cannot be read: {error.strerror}.") from None
    surveyor = _Surveyor(folder)
    surveyor.root(names)
    for name in _FOLDERS:
        surveyor.folder(name, present=name in names)
    return Layout(files=tuple(surveyor.files), faults=tuple(surveyor.faults))


class _Surveyor:
    """Sorts the names in a pack's folders into files to read and faults."""

    def __init__(self, pack: Path) -> None:
        self.files: list[PackFile] = []
        self.faults: list[Fault] = []
        self._pack = pack

    def root(self, names: list[str]) -> None:
        for name, holds in _ROOT_FILES.items():
            if name in names:
                self._add(Path(name), holds)
        missing = [name for name in ("pack.yaml", "sources.yaml") if name not in names]
        for name in missing:
            self._fault(Path(name), "The file is missing: see README.md for what it holds.")
        for name in names:
            if name not in (*_ROOT_FILES, *_FOLDERS, *_BESIDE, "schema"):
                self._stray(Path(name), "A pack holds pack.yaml, sources.yaml and places.yaml here")

    def folder(self, name: str, *, present: bool) -> None:
        if not present:
            return
        holds = _KINDS[name]
        try:
            names = _names(self._pack / name)
        except OSError as error:
            self._fault(Path(name), _refused("folder", error))
            return
        for each in names:
            if holds.accepts(each):
                self._add(Path(name, each), holds.type)
            elif each not in _BESIDE:
                self._stray(Path(name, each), holds.hint)

    def _add(self, path: Path, holds: FileType) -> None:
        self.files.append(PackFile(path=self._pack / path, shown=self._shown(path), holds=holds))

    def _stray(self, path: Path, hint: str) -> None:
        sentence = f"This is not read. {hint}."
        warning = path.suffix not in _CONTENT_SUFFIXES and not (self._pack / path).is_dir()
        self._fault(path, sentence, warning=warning)

    def _fault(self, path: Path, sentence: str, *, warning: bool = False) -> None:
        shown = self._shown(path)
        self.faults.append(Fault(file=shown, line=1, where="", sentence=sentence, warning=warning))

    def _shown(self, path: Path) -> str:
        """Name a file as one line of text; file systems allow names that are neither."""
        name = (self._pack / path).as_posix()
        return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in name)


@dataclass(frozen=True, slots=True)
class _Kind:
    type: FileType
    accepts: Callable[[str], bool]
    hint: str


_KINDS = {
    "people": _Kind(
        "person", lambda name: name.endswith(".yaml"), "People are read from people/<group>.yaml"
    ),
    "topics": _Kind(
        "topic",
        lambda name: name.endswith(".md") and name not in _BESIDE,
        "Topics are read from topics/<id>.md",
    ),
    "calendar": _Kind(
        "event",
        lambda name: name in MONTH_FILES or name == UNDATED,
        "Events are read from calendar/01-january.yaml to 12-december.yaml and undated.yaml",
    ),
}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def _refused(what: str, error: OSError) -> str:
    return f"The {what} cannot be read ({error.strerror}): check its name and its permissions."
