"""Wires editing: the services behind it, and the commands, buttons and forms of editors and members."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from bot.client import Cog
from bot.cogs.audit import Audit
from bot.cogs.audit_reloads import AuditReloads
from bot.cogs.content import Content
from bot.cogs.editing_drafts import EditingDrafts
from bot.cogs.editing_panel import EditingPanel
from bot.cogs.editing_picker import EditingPicker
from bot.cogs.import_buttons import ImportButtons
from bot.cogs.review_buttons import ReviewButtons
from bot.cogs.revisions import RevisionButtons
from bot.cogs.suggesting import Suggestions
from bot.domain.errors import UnavailableError
from bot.domain.ports import Clock
from bot.services.answers import Answering
from bot.services.catalogues import Catalogues
from bot.services.editing.comparing import Comparing
from bot.services.editing.drafting import Drafting
from bot.services.editing.drifting import Drifting
from bot.services.editing.editors import Editors
from bot.services.editing.exporting import Exporting
from bot.services.editing.importing import Importing
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.revising import Revising
from bot.services.editing.suggesting import Suggesting
from bot.services.reloading import Reloading
from bot.storage.database import Database
from bot.ui.outcomes import Outcomes
from bot.ui.replies import Replies

OTHERS_EVERY = 1.0
"""Seconds until what another process on the same database has changed is shown here, too."""
ERASED_EVERY = 60.0
"""Seconds until a server that was erased, by this process or another, is shown the pack alone."""
TIDIED_EVERY = 86_400.0
"""Seconds between two looks for drafts that nobody goes on with."""
RELOADS_TOLD_EVERY = 1.0
"""Seconds until the next few servers are told what a new pack says beneath their changes."""
AFTER_TROUBLE = 30.0
"""Seconds until any of these is tried again where the database was busy or out of order."""

Work = Callable[[], Coroutine[object, object, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What editing is made of, and what others need of it."""

    newsroom: Newsroom
    cogs: list[Cog]
    audit: Audit
    background: list[Work]


def editing(
    *,
    database: Database,
    clock: Clock,
    catalogues: Catalogues,
    answering: Answering,
    reloading: Reloading,
    replies: Replies,
) -> Parts:
    """Wire editing; `audit` has yet to be bound to the client, and `newsroom.revising` to be loaded."""
    newsroom = newsroom_of(
        database=database,
        clock=clock,
        catalogues=catalogues,
        answering=answering,
        reloading=reloading,
    )
    audit = Audit(newsroom)
    newsroom.revising.follow(audit.tell)
    reloads = AuditReloads(newsroom, audit)
    reloading.follow(reloads.note)
    return Parts(
        newsroom=newsroom,
        audit=audit,
        cogs=[
            Content(newsroom, replies),
            EditingPanel(newsroom, replies, Outcomes(newsroom.suggesting).tell),
            EditingPicker(newsroom, replies),
            EditingDrafts(newsroom, replies),
            RevisionButtons(newsroom, replies),
            ImportButtons(newsroom, replies),
            Suggestions(newsroom, replies),
            ReviewButtons(newsroom, replies),
            audit,
        ],
        background=[
            reloading.run,
            _again(newsroom.revising.load, OTHERS_EVERY),
            _again(newsroom.revising.forget_erased, ERASED_EVERY),
            _again(newsroom.drafting.tidy, TIDIED_EVERY),
            _again(reloads.tell, RELOADS_TOLD_EVERY),
        ],
    )


def _again(work: Callable[[], Coroutine[object, object, object]], seconds: float) -> Work:
    async def working() -> None:
        while True:
            pause = seconds
            try:
                await _to_its_end(work())
            except UnavailableError:  # the database has logged why
                pause = AFTER_TROUBLE
            await asyncio.sleep(pause)

    return working


async def _to_its_end(work: Coroutine[object, object, object]) -> None:
    """Let it end before being cancelled: a connection is dropped in mid-statement, with what it has."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def newsroom_of(
    *,
    database: Database,
    clock: Clock,
    catalogues: Catalogues,
    answering: Answering,
    reloading: Reloading,
) -> Newsroom:
    """Wire the services of editing."""
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
            revising=revising,
            drafting=drafting,
            comparing=Comparing(
                database=database,
                clock=clock,
                catalogues=catalogues,
                revising=revising,
                drafting=drafting,
            ),
        ),
        importing=Importing(database, clock, catalogues, revising),
        exporting=Exporting(database),
        drifting=Drifting(database, catalogues, revising),
        pack_status=lambda: reloading.status,
    )
