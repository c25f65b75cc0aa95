"""Which of the sources that were made with a change nothing else needs since."""

from bot.catalogue.catalogue import Catalogue
from bot.domain.revisions import Revision, made_for
from bot.storage.revisions import Revisions

from .mentions import is_unnamed


async def unneeded(revisions: Revisions, catalogue: Catalogue, change: Revision) -> list[Revision]:
    """Give what added the sources that go when a change is taken back.

    One that was changed since, or that another entry cites, stays.
    """
    heads = await revisions.heads(change.guild)
    return [
        each
        for each in await revisions.made_with(change)
        if made_for(each) == change.record
        and heads[each.record].number == each.number
        and await is_unnamed(catalogue, each.record, apart={change.record})
    ]
