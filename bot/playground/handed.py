"""What people hand over in JSON: texts, numbers, rules, files."""

import base64
import json
import math
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from .backend import Upload
from .jsons import Json, is_list, is_object

T = TypeVar("T")
_MAX_FILE = 10 * 1024 * 1024  # bytes, that Discord takes of who has paid for nothing


class UsageError(Exception):
    """A request to the people's interface that cannot be read; the text says why."""


def given(body: Json, name: str, default: str | None = None) -> str:
    """Read a text of the body; raises UsageError if it is missing or no text."""
    value = body.get(name, default)
    if value is None:
        raise UsageError(f"Give {name} as well.")
    if not isinstance(value, str):
        raise UsageError(f"Give {name} as text.")
    return value


def texts(body: Json, name: str) -> dict[str, str]:
    """Read names and texts, such as the options of a command; raises UsageError."""
    found = table(body.get(name, {}))
    return {each: given(found, each) for each in found}


def number(body: Json, name: str, default: float, most: float) -> float:
    """Read a number from 0, `most` at most, that a query gives as text; raises UsageError."""
    value = body.get(name, default)
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(name)  # noqa: TRY004, TRY301 - one sentence for whatever is wrong
        read = float(value)
        if not math.isfinite(read) or read < 0:
            raise ValueError(name)  # noqa: TRY301
    except (ValueError, OverflowError):
        raise UsageError(f"Give {name} as a number, 0 or more.") from None
    return min(read, most)


def flag(body: Json, name: str, *, default: bool) -> bool:
    """Read true or false; raises UsageError for anything else."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise UsageError(f"Give {name} as true or false.")
    return value


def rule(kind: type[T], body: Json, what: str) -> T:
    """Read the fields of a dataclass strictly; raises UsageError that names the faulty ones."""
    try:
        return TypeAdapter(kind).validate_json(json.dumps(body))
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['msg']}"
            for each in error.errors(include_url=False, include_context=False)
        ]
        raise UsageError(f"{what}: {'; '.join(faults)}.") from None


def files(body: Json) -> dict[str, Upload]:
    """Read the files of a command, by option: `{"files": {"pack": {"filename", "text"}}}`."""
    return {name: upload(value) for name, value in table(body.get("files", {})).items()}


def uploads(fields: object) -> dict[str, object]:
    """Read the fields of a form, with files read where `{"filename", …}` stands."""
    return {name: _value(value) for name, value in table(fields).items()}


def _value(value: object) -> object:
    if is_list(value):
        return [_value(each) for each in value]
    return upload(value) if is_object(value) and "filename" in value else value


def upload(value: object) -> Upload:
    """Read a file given as `filename`, perhaps `content_type`, and `text` or `base64`."""
    body = table(value)
    kind = given(body, "content_type", "application/octet-stream")
    name, data = given(body, "filename"), _data(body)
    if len(data) > _MAX_FILE:
        raise UsageError(f"{name} is too large: Discord takes at most {_MAX_FILE // 1024**2} MiB.")
    return Upload(name, kind, data)


def _data(body: Json) -> bytes:
    if "base64" not in body:
        return given(body, "text").encode()
    try:
        return base64.b64decode(given(body, "base64"), validate=True)
    except ValueError:  # binascii.Error, and letters beyond ASCII
        raise UsageError("Give base64 as Base64 text.") from None


def table(value: object) -> Json:
    """Read a JSON object; raises UsageError for anything else."""
    if not is_object(value):
        raise UsageError("Give names and values, as a JSON object.")
    return value
