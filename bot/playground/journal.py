"""What happened in the playground, for whoever looks on: requests, refusals, events."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, replace

from .errors import Problem
from .jsons import Json, size
from .keeping import Latest

Test = Callable[[Json], bool]
_TOKEN = re.compile(r"([\w-]{6})[\w-]{34,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the bot and the status it was answered with; 0 for none at all.

    The journal numbers them from 1.
    """

    at: float
    method: str
    path: str
    body: object
    status: int
    number: int = 0

    def told(self) -> Json:
        """Write it as JSON for people, to whom the token of an interaction says nothing."""
        return asdict(self) | {"path": _shortened(self.path)}


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that broke Discord's rules, and each rule that it broke."""

    at: float
    method: str
    path: str
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path}: " + "; ".join(map(str, self.problems))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, numbered from 1; `name` as the gateway calls it."""

    number: int
    name: str
    data: Json


Noted = Event | Request


class Journal:
    """Keeps the latest of everything, `keep` of a kind and `room` characters of JSON at most.

    Wakes those who wait for an event. `mistakes` are the playground's own: what it failed at
    and, when it is told to verify them, answers that Discord's description does not know.
    """

    def __init__(self, keep: int = 10_000, room: int = 32 * 1024 * 1024) -> None:
        self.requests: Latest[Request] = Latest(keep, room)
        self.violations: Latest[Violation] = Latest(keep, room)
        self.mistakes: list[str] = []
        self.events: Latest[Event] = Latest(keep, room)
        self._keep = keep
        self._count = 0
        self._requested = 0
        self._followers: list[Callable[[Noted], None]] = []
        self._waiting: list[tuple[str, Test, asyncio.Future[Event]]] = []

    def requested(self, request: Request) -> None:
        """Note a request, with its number, and tell those who follow."""
        self._requested += 1
        numbered = replace(request, number=self._requested)
        self.requests.add(numbered, size(request.body))
        self._tell(numbered)

    def violated(self, violation: Violation) -> None:
        """Note a request that broke rules."""
        self.violations.add(violation, len(str(violation)))

    def mistake(self, text: str) -> None:
        """Note a mistake of the playground's own; the first ones tell the most."""
        if len(self.mistakes) < self._keep:
            self.mistakes.append(text)

    def happened(self, name: str, data: Json) -> None:
        """Note an event, and hand it to those who waited for it and to those who follow."""
        self._count += 1
        event = Event(self._count, name, data)
        self.events.add(event, size(data))
        for waiter in list(self._waiting):
            wanted, test, future = waiter
            if wanted == name and not future.done() and test(data):
                future.set_result(event)
        self._tell(event)

    @contextlib.contextmanager
    def followed(self, hear: Callable[[Noted], None]) -> Generator[None, None, None]:
        """Have a function told of each event and request as it is noted; it must not fail."""
        self._followers.append(hear)
        try:
            yield
        finally:
            self._followers.remove(hear)

    def _tell(self, noted: Noted) -> None:
        for hear in tuple(self._followers):
            hear(noted)

    async def wait(
        self, name: str, test: Test = lambda _: True, *, after: int | None = None
    ) -> Event:
        """Give the first event of that name that passes the test and comes after number `after`.

        Without `after`, only what is yet to come counts.
        """
        if after is not None:
            for event in self.events:
                if event.number > after and event.name == name and test(event.data):
                    return event
        future: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        waiter = (name, test, future)
        self._waiting.append(waiter)
        try:
            return await future
        finally:
            self._waiting.remove(waiter)

    def told(self) -> Json:
        """Everything kept, as JSON."""
        return {
            "requests": [request.told() for request in self.requests],
            "violations": [
                {"at": one.at, "method": one.method, "path": _shortened(one.path)}
                | {"problems": [str(problem) for problem in one.problems]}
                for one in self.violations
            ],
            "events": self._count,
        }


def _shortened(path: str) -> str:
    return _TOKEN.sub(r"\1…", path)
