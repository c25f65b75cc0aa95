"""A typed command whose file is named by its path: the file is read, and handed over with it."""

import asyncio
import re
from pathlib import Path

from bot.playground import Playground, Upload
from bot.playground.outcome import Outcome

_COMMAND = re.compile(r"/content\s+import\s+file:\s*(\S.*)", re.DOTALL)
_MOST_BYTES = 10 * 1024 * 1024  # that Discord takes of who has paid for nothing
_KIND = "application/octet-stream"


async def typed(
    served: Playground, command: str, *, who: str = "member", where: str = "general"
) -> Outcome:
    """Send a command; a file that cannot be read is an outcome with a sentence."""
    match = _COMMAND.fullmatch(command.strip())
    if match is None:
        return await served.type(command, who=who, where=where)
    path = Path(match[1])
    try:
        data = await asyncio.to_thread(_read, path)
    except (OSError, ValueError, RuntimeError):  # a NUL in it, or a home that nobody has
        return Outcome(ok=False, problem=f"{path} cannot be read: name a file that is there.")
    if len(data) > _MOST_BYTES:
        most = f"{_MOST_BYTES // 1024**2} MiB"
        return Outcome(ok=False, problem=f"{path} is too large: Discord takes at most {most}.")
    files = {"file": Upload(path.name, _KIND, data)}
    return await served.type(command, who=who, where=where, files=files)


def _read(path: Path) -> bytes:
    """Read a little more than a file may hold; raises OSError if it is no file."""
    path = path.expanduser()
    if not path.is_file():  # what waits for a writer would be waited for without end
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)
