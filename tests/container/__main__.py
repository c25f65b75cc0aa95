"""`python -m tests.container` builds the image of the Dockerfile without Docker, and tries it."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from . import wheels
from .building import Builder
from .context import Context
from .dockerfile import parse
from .playing import playing
from .python import Python
from .rooms import TOPS, opened
from .trial import Trial

ROOT = Path(__file__).parents[2]


def main():
    """Build and try it; exits with a sentence if anything is not as it should be."""
    chosen = _asked()
    began = time.monotonic()

    def tell(text):
        print(f"{time.monotonic() - began:6.1f} s  {text}", flush=True)

    stages = parse((ROOT / "Dockerfile").read_text())
    base = stages[0].base
    python = Python.find(base, chosen.python)
    given = dict(each.split("=", 1) for each in chosen.build_arg)
    with tempfile.TemporaryDirectory(prefix="fasti-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # who the image runs as must come through
        rooms = opened(folder, python, plain=chosen.plain)
        tell(f"instead of Docker: {rooms.kind}")
        tell(f"instead of {base}: Python {python.version} and the system of this machine")
        builder = Builder(rooms, Context(ROOT), given, tell)
        image = builder.build(stages)
        tell(f"{_megabytes(rooms, image)} MB on top of {base}")
        locks = ["run", *given.get("EXTRAS", "").split()]
        wheels.look(rooms, builder.images[stages[0].name], base, locks)
        tell(f"nothing to compile on {', '.join(wheels.PLATFORMS)}")
        with playing() as served:
            Trial(rooms, image, folder, served, tell).run()
    for each in rooms.untried:
        tell(f"NOT TRIED HERE: {each}")
    tell("all that could be tried is in order" if rooms.untried else "the container is in order")


def _asked():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="stands in for the image's")
    parser.add_argument("--plain", action="store_true", help="in a plain folder, come what may")
    parser.add_argument("--build-arg", action="append", default=[], help="such as EXTRAS=postgres")
    return parser.parse_args()


def _megabytes(rooms, image):
    files = [each for top in TOPS for each in rooms.place(image.root, f"/{top}").rglob("*")]
    return sum(each.lstat().st_size for each in files) // 1_000_000


if __name__ == "__main__":
    main()
