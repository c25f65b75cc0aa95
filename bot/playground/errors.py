"""Errors as Discord answers them: an HTTP status, a code, a message, and the faulty fields.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .jsons import Json

INVALID_FORM_BODY = 50035


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a request: the field it is in, Discord's code for it and a sentence."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'body'}: {self.message}"

    def under(self, *prefix: str | int) -> "Problem":
        """Give the same fault, seen from further out."""
        return Problem((*prefix, *self.path), self.code, self.message)


class ApiError(Exception):
    """A refusal; `problems` names the faulty fields of an invalid form body."""

    def __init__(
        self, status: int, code: int, message: str, problems: Iterable[Problem] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.problems = tuple(problems)

    def as_problem(self) -> Problem:
        """Give the refusal as a fault of the whole body."""
        return Problem((), str(self.code), self.message)

    def payload(self) -> Json:
        """Give the body of the answer, the faults as Discord's nested tree."""
        body: Json = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = tree(self.problems)
        return body


def tree(problems: Iterable[Problem]) -> Json:
    """Faults as `{"embeds": {"0": {"title": {"_errors": [{"code", "message"}]}}}}`."""
    root: Json = {}
    for problem in problems:
        node = root
        for step in problem.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return root


def invalid(problems: Iterable[Problem]) -> ApiError:
    """400: the body is not what Discord takes."""
    return ApiError(400, INVALID_FORM_BODY, "Invalid Form Body", problems)


def unauthorized() -> ApiError:
    """401: no token, or one that nobody has."""
    return ApiError(401, 0, "401: Unauthorized")


def no_route() -> ApiError:
    """404: nothing is served at that path."""
    return ApiError(404, 0, "404: Not Found")


def wrong_method() -> ApiError:
    """405: something is served there, but not with that method."""
    return ApiError(405, 0, "405: Method Not Allowed")


_UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
}


def unknown(what: str) -> ApiError:
    """404: no such thing, or none that the bot may know of; `what` as Discord names it."""
    return ApiError(404, _UNKNOWN[what], f"Unknown {what}")


def missing_access() -> ApiError:
    """403: the bot cannot see it, or is not there."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """403: the bot is there and sees it, but lacks a permission."""
    return ApiError(403, 50013, "Missing Permissions")


def already_acknowledged() -> ApiError:
    """400: the interaction has had its answer."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def invalid_webhook_token() -> ApiError:
    """401: a token that has ended, or never was."""
    return ApiError(401, 50027, "Invalid Webhook Token")
