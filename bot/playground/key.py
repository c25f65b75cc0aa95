"""The key of one start: whoever looks on or changes something under /playground comes with it.

Looking needs it as well: events hold the tokens of interactions, with which anybody speaks as the
bot, and messages are there that one person alone sees. It is handed over in a header alone, which
no page of another site can set without being asked about by the browser first, and which no log,
history or Referer keeps.
"""

import hmac
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

HEADER = "X-Playground-Key"
MISSING = (
    "This needs the key of the playground: open the page at the whole address that was printed "
    "when the playground started, as each start has a key of its own."
)


def new_key() -> str:
    """Make a key that nobody guesses."""
    return secrets.token_urlsafe(24)


def keyed(key: str) -> Middleware:
    """Refuse each request under /playground that does not bring the key."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/playground/") and not _has_key(request, key):
            return web.json_response({"problem": MISSING}, status=403)
        return await handler(request)

    return check


def _has_key(request: web.Request, key: str) -> bool:
    """Tell whether a request brings the key, in its header and nowhere else."""
    brought = request.headers.get(HEADER, "")
    return hmac.compare_digest(brought.encode(errors="replace"), key.encode())
