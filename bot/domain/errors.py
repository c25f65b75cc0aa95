"""Errors whose text is written for the person who meets them.

FastiError
├── MemberError       a member typed or pressed something that cannot be answered; shown to them alone
│   ├── DateError     a date that cannot be read
│   ├── NotFoundError nothing by that name; carries what was probably meant
│   └── UnavailableError  the database is busy or out of order; the same may be well in a moment
└── HostError         Fasti cannot start or go on; printed as one sentence, exit status 1
    └── ContentError  the content pack has faults; carries each of them
"""

from dataclasses import dataclass

from .words import plural


class FastiError(Exception):
    """An expected error; `str()` of it is a whole sentence that says what to do next."""


class MemberError(FastiError):
    """A member asked for something that cannot be had; the text is the reply."""


class DateError(MemberError):
    """A date that cannot be read; the text names the fault and gives an example."""


class NotFoundError(MemberError):
    """Nothing by that name; `suggestions` holds keys of entries that were probably meant."""

    def __init__(self, text: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.suggestions = suggestions


class UnavailableError(MemberError):
    """What was asked for could not be looked up or stored just now; the text says what to do."""


class HostError(FastiError):
    """Fasti cannot start or go on; the text says what the host can do about it."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a content file, printed as `file:line: entry.field: sentence`."""

    file: str
    line: int
    where: str
    sentence: str
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        kind = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {kind}{place}{self.sentence}"


class ContentError(HostError):
    """The pack in `path` has faults; `faults` holds all of them, in the order of files and lines."""

    def __init__(self, faults: tuple[Fault, ...], path: str) -> None:
        them = "it" if len(faults) == 1 else "them"
        count = plural(len(faults), "error")
        mend = f"{count} in {path}: mend {them} (fasti check {path}), then start again."
        super().__init__("\n".join([*map(str, faults), mend]))
        self.faults = faults
