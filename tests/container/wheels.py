"""Whether all that an image needs is there ready-made for the machines that it is for."""

import sys

from .building import index
from .rooms import Order

PLATFORMS = ("aarch64-manylinux_2_28", "x86_64-manylinux_2_28")
"""A 64-bit Raspberry Pi, and most servers."""
_LOOK = (
    *("/opt/uv/bin/uv", "pip", "install", "--dry-run", "--quiet", "--target", "/tmp/none"),  # noqa: S108
    *("--only-binary", ":all:", "--require-hashes"),
)


def look(rooms, built, base, locks):
    """See for each platform that nothing has to be compiled; `built` is the stage that has uv.

    Exits with the first platform for which something has.
    """
    version = base.removeprefix("python:").partition("-")[0]
    files = [each for lock in locks for each in ("-r", f"requirements/{lock}.txt")]
    for platform in PLATFORMS:
        known = ["--python-platform", platform, "--python-version", version]
        order = Order(
            arguments=[*_LOOK, *known, *files],
            environment={**index(), **built.environment},
            folder=built.folder,
        )
        if rooms.start(built.root, order).wait():
            sys.exit(f"Not all of {', '.join(locks)} can be installed on {platform}.")
