"""The files that a build is sent: those that .dockerignore lets through."""

import re
import shutil


class Context:
    """A folder, less what its .dockerignore leaves out."""

    def __init__(self, folder):
        self.folder = folder
        lines = (folder / ".dockerignore").read_text().splitlines()
        self._rules = [_rule(line) for line in lines if line.strip() and not line.startswith("#")]

    def sends(self, path):
        """Tell whether a path below the folder is sent: the last line that fits it decides."""
        parts = path.split("/")
        steps = ["/".join(parts[: at + 1]) for at in range(len(parts))]
        sent = True
        for pattern, lets_through in self._rules:
            if any(pattern.fullmatch(step) for step in steps):
                sent = lets_through
        return sent

    def copy(self, source, target):
        """Copy a file, or what is in a folder, as COPY does; raises ValueError if it is not sent."""
        if not self.sends(source):
            raise ValueError(f"COPY {source}: .dockerignore keeps it back")
        copy(self.folder / source, target, ignore=self._ignored)

    def _ignored(self, folder, names):
        inside = folder.removeprefix(str(self.folder)).strip("/")
        return {name for name in names if not self.sends(f"{inside}/{name}".strip("/"))}


def copy(source, target, ignore=None):
    """Copy a file, or what is in a folder, with its times and rights."""
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, ignore=ignore)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _rule(line):
    pattern = line.strip().lstrip("!").strip("/")
    expression = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.compile(expression), line.startswith("!")
