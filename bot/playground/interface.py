"""The people's HTTP interface under /playground: JSON in, JSON out (see README.md)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from .handed import UsageError
from .jsons import Json, is_object, read_json
from .typed import NotPossible
from .verbs import Verb

_MEBIBYTE = 1024 * 1024
_MAX_BODY = 1
_MAX_BODY_WITH_FILES = 14  # mebibytes: what Discord takes of a file, 10, as Base64, and some more


class Interface:
    """Answers verbs over HTTP."""

    def __init__(self, verbs: Iterable[Verb]) -> None:
        self._verbs = tuple(verbs)

    def mount(self, app: web.Application) -> None:
        """Add the routes to a server."""
        for verb in self._verbs:
            app.router.add_route(verb.method, f"/playground/{verb.name}", self._served(verb))

    def _served(self, verb: Verb) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Read JSON (or the query of a GET), do it, and answer in JSON."""

        async def serve(request: web.Request) -> web.Response:
            try:
                return web.json_response(await verb.answer(await _read(request, verb)))
            except (NotPossible, UsageError) as problem:
                return web.json_response({"problem": str(problem)}, status=400)

        return serve


async def _read(request: web.Request, verb: Verb) -> Json:
    if request.method == "GET":
        return dict(request.query)
    if request.method == "DELETE":
        return {}
    if request.content_type != "application/json":
        raise UsageError("Send JSON, with Content-Type: application/json.")
    most = _MAX_BODY_WITH_FILES if verb.with_files else _MAX_BODY
    try:
        await request.content.readexactly(most * _MEBIBYTE + 1)
    except asyncio.IncompleteReadError as whole:
        body = _parsed(whole.partial)
    else:
        raise UsageError(f"That is too much: send {most} MiB at most.")
    if not is_object(body):
        raise UsageError("Send one JSON object.")
    return body


def _parsed(raw: bytes) -> object:
    try:
        return read_json(raw)
    except ValueError as error:
        raise UsageError(str(error)) from None
