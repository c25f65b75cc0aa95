"""Where commands run as in a container: in a root of their own, or, failing that, in a folder."""

import contextlib
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

_LINKS = ("bin", "sbin", "lib", "lib64")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_KINDS = {"as root": (), "as root of a namespace": ("--user", "--map-root-user")}


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to run: `user` as uid:gid or None for root; `volumes` are folders by their place inside."""

    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str | None = None
    read_only: bool = False
    volumes: dict[str, Path] = field(default_factory=dict)


def opened(folder, python, *, plain=False):
    """Give the best kind of rooms that work on this machine, with `untried`, what they cannot show."""
    complaints = []
    for name, flags in [] if plain else _KINDS.items():
        rooms = Rooms(folder / name.replace(" ", "-"), python, name, flags)
        complaint = rooms.complaint()
        if not complaint:
            return rooms
        complaints.append(f"{name}: {complaint}")
    return Folder(folder, python, complaints)


class Rooms:
    """Roots of their own, with namespaces for mounts and processes, as an engine makes them."""

    is_whole = True
    """Whether a root can be closed to writing, and rights be taken away."""

    def __init__(self, folder, python, name, flags):
        self.kind = f"a root file system of its own, {name}"
        self.base = _base(python.path("/usr/local/bin"))
        self._folder = folder
        self._python = python
        self._flags = flags
        self.owns = not flags
        """Whether files can be given to others, and commands run as others."""
        self._local = folder / "local"
        shutil.rmtree(self._local, ignore_errors=True)
        python.link(self._local / "bin")

    @property
    def untried(self):
        """Say what these rooms cannot show."""
        return [] if self.owns else ["another user than root: this machine lets nobody else be one"]

    def complaint(self):
        """Try a room; gives what is in its way, empty if nothing is."""
        user = "10001:10001" if self.owns else None
        try:
            root = self.make("probe")
            order = Order(
                arguments=["python", "-c", ""], environment=self.base, user=user, read_only=True
            )
            done = self.start(root, order, stderr=subprocess.PIPE, text=True)
        except OSError as error:
            return str(error)
        _, told = done.communicate()
        return (told.strip() or "it failed without a word") if done.returncode else ""

    def make(self, name):
        """Make an empty root."""
        root = self._folder / name
        for inside in ("tmp", "proc", "dev/shm", "usr", "etc", str(self._python.prefix)[1:]):
            (root / inside).mkdir(parents=True, exist_ok=True)
        for device in _DEVICES:
            (root / "dev" / device).touch()
        for link in _LINKS:
            if Path(f"/{link}").is_symlink():
                (root / link).symlink_to(Path(f"/{link}").readlink())
            elif Path(f"/{link}").exists():
                (root / link).mkdir()
        return root

    def place(self, root, path):
        """Give where a path of a root is outside of it."""
        return root / path.lstrip("/")

    def own(self, path, user):
        """Give a file, or a folder and all in it, to a user, where this machine lets us."""
        if self.owns:
            subprocess.run(["chown", "-R", user, str(path)], check=True)

    def start(self, root, order, **options):
        """Start a command as the first process of a root."""
        command = ["unshare", *self._flags, "--mount", "--pid", "--fork"]
        script = "\n".join(["set -eu", *self._mounts(root, order)])
        inside = ["chroot", str(root), *self._inside(order)]
        return subprocess.Popen(
            [*command, "sh", "-c", f'{script}\nexec "$@"', "sh", *inside],
            env=order.environment,
            **options,
        )

    def join(self, process, order, **options):
        """Run a command beside the first process of a root, as `docker exec` does."""
        first = str(self.first(process))
        user = ["--user", "--preserve-credentials"] if self._flags else []
        command = ["nsenter", "--target", first, "--mount", "--pid", "--root", *user]
        return subprocess.run(
            [*command, *self._inside(order)], env=order.environment, check=False, **options
        )

    def first(self, process):
        """Give the process id, here, of the first process of a root."""
        (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return int(child)

    def _inside(self, order):
        dropped = []
        if order.user:
            user, _, group = order.user.partition(":")
            who = ["--reuid", user, "--regid", group or user, "--clear-groups"] if self.owns else []
            rights = ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
            dropped = ["setpriv", *rights, *who]
        return [*dropped, "env", "-C", order.folder, *order.arguments]

    def _mounts(self, root, order):
        yield _bind(root, root)
        for each in self._system():
            yield _bind(each, f"{root}{each}", read_only=True)
        if self._python.prefix != Path("/usr/local"):
            yield _bind(self._local, root / "usr/local", read_only=True)
        for device in _DEVICES:
            yield _bind(f"/dev/{device}", root / "dev" / device)
        yield f"mount -t proc proc {shlex.quote(str(root / 'proc'))}"
        for temporary in ("tmp", "dev/shm"):
            yield f"mount -t tmpfs -o mode=1777 tmpfs {shlex.quote(str(root / temporary))}"
        for place, outside in order.volumes.items():
            yield _bind(outside, self.place(root, place))
        if order.read_only:
            yield f"mount -o remount,bind,ro {shlex.quote(str(root))}"

    def _system(self):
        """Give the folders of this machine that stand in for the base image."""
        top = [Path(f"/{link}") for link in _LINKS]
        given = ["/usr", "/etc", *(each for each in top if each.is_dir() and not each.is_symlink())]
        elsewhere = not self._python.prefix.is_relative_to("/usr")
        return [*given, self._python.prefix] if elsewhere else given


TOPS = ("app", "data", "opt")
"""The folders at the top of a root that a Dockerfile of ours may name: a plain folder has them, too."""


class Folder:
    """One folder that stands for every root: the absolute paths of commands are turned into it."""

    is_whole = owns = False

    def __init__(self, folder, python, complaints):
        self.kind = "a plain folder"
        self._root = folder / "plain"
        python.link(self._root / "usr/local/bin")
        self.base = _base(python.path(self._root / "usr/local/bin"))
        self.untried = [
            *(f"a root file system of its own ({complaint})" for complaint in complaints),
            "a root file system that cannot be written",
            "the user of the image",
            "no rights of root",
            "being the first process",
        ]

    def make(self, name):
        """Give the one folder."""
        self._root.mkdir(parents=True, exist_ok=True)
        return self._root

    def place(self, root, path):
        """Give where an absolute path is."""
        return root / path.lstrip("/")

    def own(self, path, user):
        """Leave the owner: this machine lets us give files to nobody."""

    def start(self, root, order, **options):
        """Start a command in the folder; each volume is a link from its place."""
        for place, outside in order.volumes.items():
            _link(self.place(root, place), outside)
        return subprocess.Popen(**self._translated(root, order), **options)

    def join(self, process, order, **options):
        """Run a command beside another."""
        return subprocess.run(**self._translated(self._root, order), check=False, **options)

    def first(self, process):
        """Give the process id."""
        return process.pid

    def _translated(self, root, order):
        turned = re.compile(rf"(?<![\w.])/(?=(?:{'|'.join(TOPS)})\b)")

        def turn(text):
            return text if text.startswith(f"{root}/") else turned.sub(f"{root}/", text)

        environment = {name: turn(value) for name, value in order.environment.items()}
        environment["PATH"] = ":".join(turn(each) for each in order.environment["PATH"].split(":"))
        return {
            "args": [turn(each) for each in order.arguments],
            "env": environment,
            "cwd": self.place(root, order.folder),
        }


def _base(first):
    """Give the environment of the base image, with the folder of its Python first."""
    return {"PATH": f"{first}:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def _bind(source, target, *, read_only=False):
    bound = f"mount --bind {shlex.quote(str(source))} {shlex.quote(str(target))}"
    if not read_only:
        return bound
    return f"{bound}\nmount -o remount,bind,ro {shlex.quote(str(target))}"


def _link(place, outside):
    with contextlib.suppress(FileNotFoundError):
        if not place.is_symlink():
            place.rmdir()
            place.symlink_to(outside)
