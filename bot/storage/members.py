"""Erasing a member: what they wrote for a server stays, and who they are is forgotten."""

from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.feeds import NOBODY
from bot.domain.revisions import SuggestionState

from .tables import blocked, drafts, feeds, revisions, suggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many rows of each kind named a member; but for blocks they do no more, and the first two are gone."""

    drafts: int
    unused: int
    """Suggestions that were not approved."""
    approved: int
    decided: int
    """Suggestions that they decided on."""
    revisions: int
    credits: int
    """Revisions that credited them with what they suggested."""
    feeds: int
    blocks: int
    """Servers that take no suggestions of them: each keeps that, or to be erased would be a way round it."""

    def __bool__(self) -> bool:
        counts = (self.drafts, self.unused, self.approved, self.decided)
        return any((*counts, self.revisions, self.credits, self.feeds))


class Members:
    """Members, who have no table of their own but stand in those of servers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def erase(self, member: int) -> Erased:
        """Forget a member in all servers; gives how many rows were changed or removed for it.

        Gone are their drafts, and their suggestions that were not approved with the drafts that take
        them up. All else stays, with nobody in their place, but that a server blocked them.
        """
        their = suggestions.c.author == member
        unused = their & (suggestions.c.state != SuggestionState.APPROVED)
        taken_up = drafts.c.suggestion.in_(select(suggestions.c.id).where(unused))
        decided = suggestions.c.decided_by == member
        statements = {
            "drafts": delete(drafts).where(or_(drafts.c.author == member, taken_up)),
            "unused": delete(suggestions).where(unused),
            "approved": update(suggestions).where(their).values(author=None, wants_credit=False),
            "decided": update(suggestions).where(decided).values(decided_by=None),
            "revisions": update(revisions).where(revisions.c.author == member).values(author=None),
            "credits": update(revisions).where(revisions.c.credit == member).values(credit=None),
            "feeds": update(feeds).where(feeds.c.author == member).values(author=NOBODY),
        }
        counts = {
            kind: (await self._connection.execute(each)).rowcount
            for kind, each in statements.items()
        }
        blocks = select(func.count()).where(blocked.c.member == member)
        return Erased(**counts, blocks=await self._connection.scalar(blocks) or 0)
