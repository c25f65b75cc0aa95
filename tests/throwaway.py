"""A PostgreSQL server that lasts as long as a command: `python -m tests.throwaway make test`.

The command finds its address in TEST_POSTGRESQL. Debian puts the server's programs where no shell
looks, and it refuses to run as root.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ADDRESS = "TEST_POSTGRESQL"
"""The environment variable with the address of a server where databases may be made."""
_ELSEWHERE = "/usr/lib/postgresql/*/bin"
_SECONDS = 60  # for each of its programs
# What a crash of the machine would cost does not matter here.
_FAST = ("fsync", "synchronous_commit", "full_page_writes")


def program(name: str) -> str:
    """Give the path of one of the server's programs; the newest version's, outside of PATH."""
    there = shutil.which(name) or max(
        map(str, Path("/").glob(f"{_ELSEWHERE[1:]}/{name}")), key=_version, default=None
    )
    if there is None:
        raise FileNotFoundError(f"{name} is not installed: on Debian, it comes with postgresql")
    return there


def _version(path: str) -> int:
    return int(Path(path).parents[1].name)


class Server:
    """A cluster in a folder, which can be restarted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self.address = f"postgresql://postgres@127.0.0.1:{self._port}"

    def make(self) -> None:
        """Make the cluster, of whoever may run a server."""
        if os.getuid() == 0:
            shutil.chown(self._folder, user=_unprivileged())
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8")

    def start(self, *settings: str) -> None:
        """Start it, and wait until it takes connections."""
        given = (
            f"port={self._port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self._folder}",
            "max_connections=200",
            *(f"{name}=off" for name in _FAST),
            *settings,
        )
        options = " ".join(f"-c {each}" for each in given)
        log = f"--log={self._folder / 'log'}"
        self._run("pg_ctl", "start", "--wait", log, f"--options={options}")

    def stop(self, mode: str = "fast") -> None:
        """Stop it, and break off whatever is under way; with "immediate", forget it as well."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    def pid(self) -> int:
        """Give the id of its process."""
        return int((self._folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - our own arguments
            [program(name), f"--pgdata={self._folder / 'data'}", *arguments],
            user=_unprivileged() if os.getuid() == 0 else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )


def _unprivileged() -> str:
    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextlib.contextmanager
def served(*settings: str) -> Iterator[Server]:
    """Serve, and leave neither a process nor a file behind."""
    with tempfile.TemporaryDirectory(prefix="fasti-postgresql-") as folder:
        server = Server(Path(folder))
        server.make()
        try:
            server.start(*settings)
            yield server
        finally:
            with contextlib.suppress(subprocess.SubprocessError):
                server.stop("immediate")


def main(command: list[str]) -> int:
    """Run a command beside a server; gives its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # else nobody would stop the server
    if os.environ.get(ADDRESS):
        return subprocess.call(command)  # noqa: S603 - who calls this says which
    with served() as server:
        return subprocess.call(command, env={**os.environ, ADDRESS: server.address})  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
