"""One request of the people's interface: its name, and what answers it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .jsons import Json


@dataclass(frozen=True, slots=True)
class Verb:
    """A request under /playground and the function that answers its JSON body or query.

    `with_files` says that it may bring files, so that its body may be larger.
    """

    method: str
    name: str
    answer: Callable[[Json], Awaitable[object]]
    with_files: bool = False
