"""Erasing a member: what they wrote for a server stays, and who they are is forgotten."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.feeds import NOBODY
from bot.domain.revisions import SuggestionState

from .tables import blocked, drafts, feeds, revisions, suggestions


class Members:
    """Members, who have no table of their own but stand in those of servers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def erase(self, member: int) -> int:
        """Forget a member in all servers; gives how many rows were changed or removed for it.

        Gone are their drafts, their suggestions that were not approved with the drafts that take
        them up, and that they were blocked. All else stays, with nobody in their place.
        """
        their = suggestions.c.author == member
        unused = their & (suggestions.c.state != SuggestionState.APPROVED)
        taken_up = drafts.c.suggestion.in_(select(suggestions.c.id).where(unused))
        statements = (
            delete(drafts).where(or_(drafts.c.author == member, taken_up)),
            delete(suggestions).where(unused),
            update(suggestions).where(their).values(author=None, wants_credit=False),
            update(suggestions).where(suggestions.c.decided_by == member).values(decided_by=None),
            update(revisions).where(revisions.c.author == member).values(author=None),
            update(revisions).where(revisions.c.credit == member).values(credit=None),
            update(feeds).where(feeds.c.author == member).values(author=NOBODY),
            delete(blocked).where(blocked.c.member == member),
        )
        return sum([(await self._connection.execute(each)).rowcount for each in statements])
