"""Faults on demand: which requests are to go wrong, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

_LONGEST = 86_400.0  # seconds


class What(StrEnum):
    """How a request goes wrong."""

    STATUS = "status"
    """It is not handled and answered with a status."""
    DROP_REQUEST = "drop request"
    """It is not handled, and the connection ends without an answer."""
    DROP_ANSWER = "drop answer"
    """It is handled, and the connection ends without an answer."""
    SLOW = "slow"
    """It is handled, and the answer comes late."""
    LATE = "late"
    """It is handled late."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """A rule: the next `times` requests (None: all) that match go wrong.

    `path` is a pattern with `*`, matched against the path without /api/v10. `seconds` is
    how late, on the playground's clock. A `status` of 429 says `retry_after` seconds and may
    be `everywhere` (the global limit); any other carries `code` and `message`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        strict=True, extra="forbid", allow_inf_nan=False
    )

    what: What | str
    method: str = "*"
    path: str = "*"
    times: Annotated[int, Field(ge=1)] | None = 1
    seconds: Annotated[float, Field(ge=0, le=_LONGEST)] = 0.0
    status: Annotated[int, Field(ge=400, le=599)] = 500
    code: Annotated[int, Field(ge=0)] = 0
    message: str = ""
    retry_after: Annotated[float, Field(ge=0, le=_LONGEST)] = 1.0
    everywhere: bool = False

    def __post_init__(self) -> None:
        self.what = What(self.what)

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one of those."""
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)


class Faults:
    """The rules, the first that matches going first."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def set(self, rules: Iterable[Fault]) -> None:
        """Replace all rules."""
        self.rules = list(rules)

    def add(self, fault: Fault) -> None:
        """Add a rule after the others."""
        self.rules.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        """Give the fault for this request, counted off."""
        for fault in self.rules:
            if not fault.matches(method, path):
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.rules.remove(fault)
            return fault
        return None
