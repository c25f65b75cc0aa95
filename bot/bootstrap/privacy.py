"""Wires privacy: /privacy, and who forgets a member or a server together with the database."""

import structlog

from bot.cogs.privacy import Privacy as PrivacyCog
from bot.domain.ports import Clock
from bot.services.privacy import Privacy
from bot.settings import Settings
from bot.storage.copying import file_of
from bot.storage.database import Database
from bot.storage.erasures import Kind
from bot.ui.replies import Replies

from .editing import Parts

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def privacy(
    settings: Settings, database: Database, clock: Clock, newsdesk: Parts, replies: Replies
) -> PrivacyCog:
    """Give the command and its buttons."""
    keeping = Privacy(database, clock)

    async def forget(kind: Kind, id_: int) -> None:
        _log.info("erased by request", kind=kind)
        newsdesk.newsroom.importing.forget(kind, id_)
        if kind == "member":
            newsdesk.audit.forget_member(id_)
        else:
            await newsdesk.newsroom.revising.forget_erased()

    keeping.follow(forget)
    is_file = file_of(settings.database_url) is not None
    return PrivacyCog(keeping, settings.backups if is_file else 0, replies)
