"""The content pack: whether it could be loaded."""

from collections.abc import Sequence
from pathlib import Path

from bot.catalogue.load import Inspection, inspect
from bot.domain.errors import HostError
from bot.domain.words import plural

from .examining import aside
from .findings import Finding, fine, mend


class Content:
    """What `fasti check` says of a folder, in one line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def look(self) -> Sequence[Finding]:
        """Check it."""
        try:
            return [self._judged(await aside(lambda _: inspect(self._folder)))]
        except HostError as error:
            remedy = (
                "Let CONTENT_PATH name the folder of a content pack, and let this user read it."
            )
            return [mend("content", str(error), remedy)]

    def _judged(self, found: Inspection) -> Finding:
        errors = len(found.errors)
        counts = f"{plural(errors, 'error')}, {plural(len(found.faults) - errors, 'warning')}"
        if found.contents is None:
            saw = f"{self._folder}: {counts}; the first: {found.errors[0]}"
            return mend("content", saw, "Run fasti check, which names each, and mend the files.")
        held = found.contents
        entries = len(held.events) + len(held.people) + len(held.topics)
        version = f"version {held.pack.version}"
        return fine("content", f"{counts}; {version}, {plural(entries, 'entry')}")
