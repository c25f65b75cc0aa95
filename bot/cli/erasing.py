"""`fasti erase-member` and `fasti erase-server`: who asks for it is forgotten."""

import asyncio
from collections.abc import Iterator

import typer

from bot.clock import SystemClock
from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.services.privacy import Privacy
from bot.storage.erasures import KEPT_FOR
from bot.storage.members import Erased

from .beside import database

_ASK = (
    "This forgets member {member} in all servers, and cannot be undone: what they published stays, "
    "without their name; their drafts, and suggestions that were not approved, are deleted. A server "
    "that blocked them from suggesting keeps that. Go on?"
)
_ASK_SERVER = (
    "This erases all that is kept of server {server}, and cannot be undone: its daily posts with their "
    "log, every change of content with its history, drafts, suggestions and settings. `fasti export "
    "--server {server}` writes its content as files. Go on?"
)
_LEFT_OF_SERVER = (
    "A bot that is running shows it the pack alone within a minute. What Fasti has sent to Discord stays "
    "there. Backups that are there already hold it until they are deleted; that it was erased is noted "
    f"for {KEPT_FOR.days} days, so that fasti restore does not bring it back."
)
_LEFT = (
    "What Fasti has sent to Discord stays there, such as messages in an audit channel that name who "
    "changed what: those who manage the server can delete them. Backups that are there already name "
    f"them until they are deleted; that they were erased is noted for {KEPT_FOR.days} days, so that "
    "fasti restore does not bring them back."
)


def erase_member(member: int, *, sure: bool) -> None:
    """Forget a member, after asking unless `sure`, and print what was blanked; a bot may run on.

    Raises HostError if the answer is no or there is nobody to answer, or the database is not there.
    """
    _ask(_ASK.format(member=member), sure=sure)
    erased = asyncio.run(_erase(member))
    if not erased and not erased.blocks:
        print(f"Nothing names member {member}: there was nothing to erase.")  # noqa: T201 - the output
        return
    told = [f"Member {member} is forgotten in all servers:", *_lines(erased), _LEFT]
    print("\n".join(told))  # noqa: T201


def erase_server(server: int, *, sure: bool) -> None:
    """Erase what is kept of a server, after asking unless `sure`; a bot may run on.

    Raises HostError as `erase_member` does.
    """
    _ask(_ASK_SERVER.format(server=server), sure=sure)
    feeds = asyncio.run(_erase_server(server))
    told = f"Server {server} is erased, with {plural(feeds, 'daily post')}. {_LEFT_OF_SERVER}"
    print(told)  # noqa: T201 - the output


def _ask(question: str, *, sure: bool) -> None:
    try:
        if sure or typer.confirm(question):
            return
    except typer.Abort:
        raise HostError(
            "Nothing was erased: answer y, or say --yes where nobody can answer."
        ) from None
    raise HostError("Nothing was erased.")


async def _erase(member: int) -> Erased:
    async with database("erase from") as opened:
        return await Privacy(opened, SystemClock()).erase_member(member)


async def _erase_server(server: int) -> int:
    async with database("erase from") as opened:
        return await Privacy(opened, SystemClock()).erase_server(server)


def _lines(erased: Erased) -> Iterator[str]:
    for count, thing, told in (
        (erased.revisions, "revision", "kept, the author blanked"),
        (erased.credits, "revision", "kept, with no credit to them any more"),
        (erased.approved, "approved suggestion", "kept, the author blanked"),
        (erased.unused, "suggestion", "deleted, which nobody had approved"),
        (erased.decided, "suggestion", "kept, who decided on it blanked"),
        (erased.drafts, "draft", "deleted, of theirs or of what they suggested"),
        (erased.feeds, "daily post", "kept, who set it up blanked"),
        (erased.blocks, "server", "still blocks their suggestions, by their id"),
    ):
        if count:
            yield f"- {plural(count, thing)}: {told}"
