"""Reading request bodies: JSON, or a form with `payload_json` and files beside it.

https://discord.com/developers/docs/reference#uploading-files
"""

import re
from typing import Any

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from .backend import Upload
from .errors import ApiError
from .jsons import read_json

_FILE = re.compile(r"files\[(\d+)\]")
_MAX_FILES = 10
MAX_BODY = 25 * 1024 * 1024
"""Bytes that a request may have, files and all."""


async def read_body(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    """Give the body and the files by their number; None where there is no body.

    Raises 50109 for JSON that is none, 40005 for more than the server takes.
    """
    try:
        if request.content_type.startswith("multipart/"):
            return await _form(request)
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise _too_large() from None
    if not raw:
        return None, {}
    if request.content_type != "application/json":
        message = 'Expected "Content-Type" header to be one of {"application/json"}.'
        raise ApiError(400, 50035, message)
    return _parsed(raw), {}


async def _form(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    body: Any = {}
    files: dict[str, Upload] = {}
    left = MAX_BODY
    try:
        async for part in await request.multipart():
            name, upload = await _part(part, left)
            left -= len(upload.data)
            if name == "payload_json":
                body = _parsed(upload.data)
            elif (number := _FILE.fullmatch(name)) and len(files) < _MAX_FILES:
                files[number[1]] = upload
    except (ValueError, HttpProcessingError):
        raise ApiError(400, 50035, "Invalid Form Body") from None
    return body, files


async def _part(part: object, left: int) -> tuple[str, Upload]:
    """Read one part of a form; a form within the form is none of Discord's."""
    if not isinstance(part, BodyPartReader):
        raise ValueError("a form within a form")  # noqa: TRY004 - a fault of the body
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > left:
            raise _too_large()
    kind = part.headers.get("Content-Type", "application/octet-stream")
    return part.name or "", Upload(part.filename or "unnamed", kind, bytes(data))


def _too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")


def _parsed(raw: bytes) -> Any:
    try:
        return read_json(raw)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
