"""Reading request bodies: JSON, or a form with `payload_json` and files beside it.

https://discord.com/developers/docs/reference#uploading-files
"""

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from .backend import Upload
from .errors import ApiError

_FILE = re.compile(r"files\[(\d+)\]")
_MAX_FILES = 10


async def read_body(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    """Give the body and the files by their number; None where there is no body.

    Raises 50109 for JSON that is none, 40005 for more than the server takes.
    """
    try:
        if request.content_type.startswith("multipart/"):
            return await _form(request)
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, 40005, "Request entity too large") from None
    if not raw:
        return None, {}
    if request.content_type != "application/json":
        message = 'Expected "Content-Type" header to be one of {"application/json"}.'
        raise ApiError(400, 50035, message)
    return _parsed(raw), {}


async def _form(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    body: Any = {}
    files: dict[str, Upload] = {}
    limit = request._client_max_size  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ApiError(400, 50035, "Invalid Form Body")
        data = bytes(await part.read(decode=True))
        size += len(data)
        if size > limit:
            raise ApiError(413, 40005, "Request entity too large")
        if part.name == "payload_json":
            body = _parsed(data)
        elif (number := _FILE.fullmatch(part.name or "")) and len(files) < _MAX_FILES:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[number[1]] = Upload(part.filename or "unnamed", kind, data)
    return body, files


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
