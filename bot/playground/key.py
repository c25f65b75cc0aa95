"""The key of one start: what may change something in the playground comes with it.

It is handed over in a header alone, which no page of another site can set without being asked
about by the browser first, and which no log, history or Referer keeps.
"""

import hmac
import secrets

from aiohttp import web

HEADER = "X-Playground-Key"
MISSING = (
    "This needs the key of the playground: open the page at the whole address that was printed "
    "when the playground started, as each start has a key of its own."
)


def new_key() -> str:
    """Make a key that nobody guesses."""
    return secrets.token_urlsafe(24)


def has_key(request: web.Request, key: str) -> bool:
    """Tell whether a request brings the key, in its header and nowhere else."""
    brought = request.headers.get(HEADER, "")
    return hmac.compare_digest(brought.encode(errors="replace"), key.encode())
