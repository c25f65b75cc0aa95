"""`fasti check` and `fasti schema`: the content pack, checked, and its schemas."""

from pathlib import Path

from bot import settings
from bot.catalogue import schema
from bot.catalogue.coverage import Coverage
from bot.catalogue.load import inspect
from bot.domain.words import plural


def check(path: Path | None, *, report: bool) -> int:
    """Print what a pack covers if asked to, and every fault; gives the exit status."""
    folder = _nearby(path or settings.load().content_path)
    found = inspect(folder)
    errors = len(found.errors)
    counts = [plural(errors, "error"), plural(len(found.faults) - errors, "warning")]
    if report and found.contents is not None:
        coverage = Coverage.of(found.contents)
        print("\n".join(coverage.lines()))  # noqa: T201 - the command's output
        counts.append(coverage.summary())
    for fault in found.faults:  # below a report of many lines, where they are seen
        print(fault)  # noqa: T201
    print(f"{folder}: {', '.join(counts)}")  # noqa: T201
    return int(errors > 0)


def _nearby(folder: Path) -> Path:
    """Give the path from the current directory on if the folder is below it, else as it is."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def write_schemas() -> None:
    """Write the JSON Schemas beside the pack that is shipped."""
    for file in schema.write(settings.ROOT / "content" / "schema"):
        print(file.relative_to(settings.ROOT))  # noqa: T201
