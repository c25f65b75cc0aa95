"""Files that came with messages and commands, served as what no browser runs.

A page of the playground's own origin could use the whole interface, so that no upload is one.
"""

import re

from aiohttp import web

from .backend import Backend
from .errors import no_route

_KIND = re.compile(r"([\w.+-]+/[\w.+-]+)\s*(?:;.*)?", re.ASCII | re.DOTALL)
_CHARSET = re.compile(r";\s*charset=\"?([\w-]+)", re.ASCII | re.IGNORECASE)
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_UNKNOWN = "application/octet-stream"


class Files:
    """Serves the uploads of a backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def serve(self, request: web.Request) -> web.Response:
        """Give a file: pictures to be shown, anything else to be saved."""
        upload = self._backend.uploads.get(request.match_info["attachment_id"])
        if upload is None:
            return web.json_response(no_route().payload(), status=404)
        kind, charset = _read(upload.content_type)
        headers = {"X-Content-Type-Options": "nosniff"}
        if kind not in _SHOWN:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=upload.data, content_type=kind, charset=charset, headers=headers)


def _read(content_type: str) -> tuple[str, str | None]:
    """Take a content type apart into the kind and the charset; what cannot be read is unknown."""
    kind = _KIND.fullmatch(content_type)
    charset = _CHARSET.search(content_type)
    return (_UNKNOWN if kind is None else kind[1].lower()), (charset and charset[1])
