"""A newsroom on a catalogue and a real database."""

from bot.services.catalogues import Catalogues
from bot.services.editing.drafting import Drafting
from bot.services.editing.editors import Editors
from bot.services.editing.exporting import Exporting
from bot.services.editing.importing import Importing
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.revising import Revising
from bot.services.editing.suggesting import Suggesting

HOME, ELSEWHERE = 100, 200
EDITOR, OTHER = 11, 12


def drafting_on(database, clock, catalogue):
    catalogues = Catalogues(catalogue)
    revising = Revising(database, clock, catalogues)
    return Drafting(database, clock, catalogues, revising), revising, catalogues


def newsroom_of(answering, database, clock):
    catalogues = answering._catalogues
    revising = Revising(database, clock, catalogues)
    drafting = Drafting(database, clock, catalogues, revising)
    return Newsroom(
        answering=answering,
        catalogues=catalogues,
        editors=Editors(database),
        revising=revising,
        drafting=drafting,
        suggesting=Suggesting(
            database=database,
            clock=clock,
            catalogues=catalogues,
            revising=revising,
            drafting=drafting,
        ),
        importing=Importing(database, clock, catalogues, revising),
        exporting=Exporting(database),
    )
