"""Answers what fails within the playground as Discord would, and notes it in the journal."""

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from .errors import ApiError
from .journal import Journal


def answering(journal: Journal) -> Middleware:
    """Answer a fault of the playground itself as Discord would, and note it as a mistake."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except (web.HTTPException, ConnectionError):
            raise
        except web.RequestPayloadError:
            return web.json_response(ApiError(400, 0, "400: Bad Request").payload(), status=400)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            journal.mistake(f"{request.method} {request.path}: {error!r}")
            failed = ApiError(500, 0, "500: Internal Server Error")
            return web.json_response(failed.payload(), status=500)

    return answer
