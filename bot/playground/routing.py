"""Routes: which function answers which method and path."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .backend import Backend, Upload
from .errors import no_route, wrong_method


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, read and checked against the description; `arrived` is on the timer."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: Mapping[str, Upload]
    arrived: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What a route answers; no body for None with status 204."""

    body: Any = None
    status: int = 200


NO_CONTENT = Reply(None, 204)
Handler = Callable[[Backend, Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path template as Discord's description spells them.

    `bearer` is the path parameter that stands in for the bot's token, if there is one.
    """

    method: str
    template: str
    handler: Handler
    bearer: str | None = None

    @property
    def limitless(self) -> bool:
        """Whether rate limits leave it alone: answers to interactions do not count."""
        return self.template.startswith("/interactions/")


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict[str, "_Node"])
    routes: dict[str, Route] = field(default_factory=dict[str, Route])


class Router:
    """Finds the route for a path; a literal segment goes before a parameter."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            node = self._root
            for segment in route.template.strip("/").split("/"):
                key = "{}" if segment.startswith("{") else segment
                node = node.children.setdefault(key, _Node())
            node.routes[route.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """Give the route and its path parameters; raises 404 or 405."""
        segments = path.strip("/").split("/")
        if (node := _descend(self._root, segments)) is None:
            raise no_route()
        if (route := node.routes.get(method)) is None:
            raise wrong_method()
        names = route.template.strip("/").split("/")
        pairs = zip(names, segments, strict=True)
        return route, {name[1:-1]: value for name, value in pairs if name.startswith("{")}


def _descend(node: _Node, segments: list[str]) -> _Node | None:
    if not segments:
        return node if node.routes else None
    for key in (segments[0], "{}"):
        if (child := node.children.get(key)) is not None:
            found = _descend(child, segments[1:])
            if found is not None:
                return found
    return None
