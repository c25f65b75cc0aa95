"""`fasti erase-member`: a member who asks for it, forgotten in all servers."""

import asyncio
from collections.abc import Iterator

import typer

from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.storage.members import Erased, Members

from .beside import database

_ASK = (
    "This forgets member {member} in all servers, and cannot be undone: what they published stays, "
    "without their name; their drafts, and suggestions that were not approved, are deleted. Go on?"
)
_LEFT = (
    "What Fasti has sent to Discord stays there, such as messages in an audit channel that name who "
    "changed what: those who manage the server can delete them."
)


def erase_member(member: int, *, sure: bool) -> None:
    """Forget a member, after asking unless `sure`, and print what was blanked; a bot may run on.

    Raises HostError if the answer is no or there is nobody to answer, or the database is not there.
    """
    if not sure and not _confirmed(member):
        raise HostError("Nothing was erased.")
    erased = asyncio.run(_erase(member))
    if not erased:
        print(f"Nothing names member {member}: there was nothing to erase.")  # noqa: T201 - the output
        return
    told = [f"Member {member} is forgotten in all servers:", *_lines(erased), _LEFT]
    print("\n".join(told))  # noqa: T201


def _confirmed(member: int) -> bool:
    try:
        return typer.confirm(_ASK.format(member=member))
    except typer.Abort:
        raise HostError(
            "Nothing was erased: answer y, or say --yes where nobody can answer."
        ) from None


async def _erase(member: int) -> Erased:
    async with database("erase from") as opened, opened.write() as connection:
        return await Members(connection).erase(member)


def _lines(erased: Erased) -> Iterator[str]:
    for count, thing, told in (
        (erased.revisions, "revision", "kept, the author blanked"),
        (erased.credits, "revision", "kept, with no credit to them any more"),
        (erased.approved, "approved suggestion", "kept, the author blanked"),
        (erased.unused, "suggestion", "deleted, which nobody had approved"),
        (erased.decided, "suggestion", "kept, who decided on it blanked"),
        (erased.drafts, "draft", "deleted, of theirs or of what they suggested"),
        (erased.feeds, "daily post", "kept, who set it up blanked"),
        (erased.blocks, "server", "no longer blocks their suggestions"),
    ):
        if count:
            yield f"- {plural(count, thing)}: {told}"
