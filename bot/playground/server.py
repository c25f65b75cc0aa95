"""Discord's REST API over HTTP: faults, rate limits, checks, and then the route."""

import asyncio
import json
import re
from collections.abc import Mapping

from aiohttp import web

from .backend import Backend
from .bodies import read_body
from .description import Description
from .errors import ApiError, invalid, unauthorized
from .faults import Fault, Faults, What
from .journal import Request, Violation
from .ratelimits import RateLimits, TooManyRequestsError
from .routes import ROUTES
from .routing import Call, Reply, Route, Router

_VERSION = re.compile(r"/api(?:/v(\d+))?(?=/|$)")
_SERVED_VERSIONS = frozenset({None, "9", "10"})
_RULES = frozenset({50006, 50035, 50109})
_JSON = {"Content-Type": "application/json"}  # exactly: discord.py compares it as a whole


class RestServer:
    """Answers Discord's REST API for a backend."""

    def __init__(self, backend: Backend, faults: Faults, limits: RateLimits) -> None:
        self._backend = backend
        self._faults = faults
        self._limits = limits
        self._router = Router(ROUTES)
        self._description = Description.load()
        self.verify_answers = False

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, faults and all."""
        path = _VERSION.sub("", request.rel_url.raw_path, count=1)
        fault = self._faults.take(request.method, path)
        what = None if fault is None else fault.what
        if what is What.DROP_REQUEST:
            self._note(request, path, None, 0)
            return _dropped(request)
        if fault is not None and what is What.LATE:
            await self._backend.clock.sleep(fault.seconds)
        response = await self._response(request, path, fault if what is What.STATUS else None)
        if fault is not None and what is not What.LATE:
            await self._backend.clock.sleep(fault.seconds)
        return _dropped(request) if what is What.DROP_ANSWER else response

    async def _response(self, request: web.Request, path: str, fault: Fault | None) -> web.Response:
        headers: dict[str, str] = {}
        body: object = None
        arrived = self._backend.timer()
        try:
            body, files = await read_body(request)
            if fault is not None:
                raise _failure(fault)
            route, params = self._route(request, path)
            headers = self._limits.take(route, params, self._backend.clock.now())
            query = request.query
            call = Call(params=params, query=query, body=body, files=files, arrived=arrived)
            reply = self._handled(route, call)
        except ApiError as error:
            self._note(request, path, body, error.status, error)
            headers |= error.headers() if isinstance(error, TooManyRequestsError) else {}
            reply = Reply(error.payload(), error.status)
        else:
            self._note(request, path, body, reply.status)
        return _written(reply, headers)

    def _route(self, request: web.Request, path: str) -> tuple[Route, dict[str, str]]:
        version = _VERSION.match(request.rel_url.raw_path)
        if version is not None and version[1] not in _SERVED_VERSIONS:
            raise ApiError(400, 50041, "Invalid API version")
        route, params = self._router.find(request.method, path)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        known = scheme == "Bot" and token in self._backend.tokens
        if route.bearer is None and not known:
            raise unauthorized()
        return route, params

    def _handled(self, route: Route, call: Call) -> Reply:
        described, method = self._description, route.method
        problems = described.query(method, route.template, call.query)
        problems += described.body(method, route.template, call.body)
        if problems:
            raise invalid(problems)
        reply = route.handler(self._backend, call)
        if self.verify_answers:
            faults = described.answer(method, route.template, reply.status, reply.body)
            for fault in faults:
                self._backend.journal.mistake(f"{method} {route.template}: {fault}")
        return reply

    def _note(
        self,
        request: web.Request,
        path: str,
        body: object,
        status: int,
        error: ApiError | None = None,
    ) -> None:
        now, journal = self._backend.clock.now(), self._backend.journal
        journal.requested(Request(now, request.method, path, body, status))
        if error is not None and error.code in _RULES:
            problems = error.problems or (error.as_problem(),)
            journal.violated(Violation(now, request.method, path, problems))


def _failure(fault: Fault) -> ApiError:
    if fault.status == 429:  # noqa: PLR2004
        return TooManyRequestsError(fault.retry_after, "global" if fault.everywhere else "user")
    message = fault.message or f"{fault.status}: the playground was told to fail"
    return ApiError(fault.status, fault.code, message)


def _written(reply: Reply, headers: Mapping[str, str]) -> web.Response:
    if reply.status == 204:  # noqa: PLR2004
        return web.Response(status=204, headers=headers)
    body = json.dumps(reply.body).encode()
    return web.Response(status=reply.status, body=body, headers={**headers, **_JSON})


def _dropped(request: web.Request) -> web.Response:
    """End the connection; what is returned goes nowhere."""
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()
    return web.Response()
