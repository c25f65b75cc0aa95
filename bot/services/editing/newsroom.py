"""All services of editing together, for those who serve editors."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.services.answers import Answering
from bot.services.catalogues import Catalogues
from bot.services.reloading import PackStatus

from .drafting import Drafting
from .drifting import Drifting
from .editors import Editors
from .exporting import Exporting
from .importing import Importing
from .revising import Revising
from .suggesting import Suggesting


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """What a server's editors work with."""

    answering: Answering
    catalogues: Catalogues
    editors: Editors
    revising: Revising
    drafting: Drafting
    suggesting: Suggesting
    importing: Importing
    exporting: Exporting
    drifting: Drifting
    pack_status: Callable[[], PackStatus]
    """Tells of the pack's files."""
