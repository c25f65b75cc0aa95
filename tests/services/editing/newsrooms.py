"""A newsroom on a catalogue and a real database."""

from pathlib import Path

from bot.bootstrap import editing
from bot.services.catalogues import Catalogues
from bot.services.editing.drafting import Drafting
from bot.services.editing.revising import Revising
from bot.services.reloading import Reloading

HOME, ELSEWHERE = 100, 200
EDITOR, OTHER = 11, 12


def drafting_on(database, clock, catalogue):
    catalogues = Catalogues(catalogue)
    revising = Revising(database, clock, catalogues)
    return Drafting(database, clock, catalogues, revising), revising, catalogues


def newsroom_of(answering, database, clock):
    """Wire a newsroom as the bot does; nobody looks for the files of its pack."""
    catalogues = answering._catalogues
    return editing.newsroom_of(
        database=database,
        clock=clock,
        catalogues=catalogues,
        answering=answering,
        reloading=Reloading(Path(), catalogues, clock),
    )
