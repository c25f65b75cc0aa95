"""The Python that stands in for the one of the image's base."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_ASK = "import json, sys; print(json.dumps([sys.version.split()[0], sys.base_prefix, sys._base_executable]))"


@dataclass(frozen=True)
class Python:
    """An interpreter of this machine, outside of any virtual environment."""

    version: str
    prefix: Path
    executable: Path

    @classmethod
    def find(cls, base, otherwise):
        """Give the one that an image such as python:3.13-slim names, or `otherwise`."""
        wanted = re.match(r"python:(\d+\.\d+)", base)
        named = shutil.which(f"python{wanted[1]}") if wanted else None
        asked = filter(None, (_ask(each) for each in (named, otherwise) if each))
        version, prefix, executable = next(asked)
        return cls(version, Path(prefix), Path(executable).resolve())

    def path(self, otherwise):
        """Give the folder in which it is called `python`, as in the image; `otherwise` has links."""
        own = self.prefix / "bin"
        return own if (own / "python").exists() else otherwise

    def link(self, folder):
        """Make a folder in which it is called so, for systems that say python3 alone."""
        folder.mkdir(parents=True)
        for name in ("python", "python3"):
            (folder / name).symlink_to(self.executable)


def _ask(command):
    done = subprocess.run([command, "-c", _ASK], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None
