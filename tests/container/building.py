"""Does what a Dockerfile says, one step after the other."""

import os
import posixpath
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .context import copy
from .dockerfile import expand
from .rooms import Order

_INDEX = re.compile(r"(?i)(PIP_|UV_|SSL_CERT_|(https?|no|all)_proxy$)")


def index():
    """Give what this machine says of its package index, which an engine would be told as well."""
    return {name: value for name, value in os.environ.items() if _INDEX.match(name)}


@dataclass
class Image:
    """What building gives: a root, and how it is to be run."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str | None = None
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    healthcheck: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    stop_signal: str = "SIGTERM"
    arguments: dict[str, str] = field(default_factory=dict)


class Builder:
    """Builds the stages of a Dockerfile from a context, with build arguments, in rooms."""

    def __init__(self, rooms, context, arguments, tell=print):
        self._rooms = rooms
        self._context = context
        self._given = arguments
        self._tell = tell
        self.images = {}
        """What was built so far, by the names of stages."""

    def build(self, stages):
        """Give the image of the last stage; raises SystemExit if a step fails."""
        for stage in stages:
            image = Image(self._rooms.make(stage.name), dict(self._rooms.base))
            self.images[stage.name] = image
            self._tell(f"FROM {stage.base}")
            for step in stage.steps:
                self._tell(f"{step.word} {step.text}"[:90])
                STEPS[step.word](self, image, step)
        return self.images[stages[-1].name]

    def _run(self, image, step):
        order = Order(
            arguments=["/bin/sh", "-c", step.text],
            environment={**index(), "HOME": "/root", **image.arguments, **image.environment},
            folder=image.folder,
        )
        if status := self._rooms.start(image.root, order).wait():
            sys.exit(f"RUN {step.text} ended with status {status}.")

    def _copy(self, image, step):
        *sources, target = expand(step.text, {**image.arguments, **image.environment}).split()
        inside = posixpath.join(image.folder, target)
        for source in sources:
            is_into = target.endswith("/") or len(sources) > 1
            place = self._rooms.place(
                image.root,
                posixpath.join(inside, posixpath.basename(source)) if is_into else inside,
            )
            if stage := step.flags.get("from"):
                found = self._rooms.place(self.images[stage].root, source)
                if found != place:
                    copy(found, place)
            else:
                self._context.copy(source, place)
            if owner := step.flags.get("chown"):
                self._rooms.own(place, owner)

    def _arg(self, image, step):
        for name, default in step.assigned.items():
            image.arguments[name] = self._given.get(name, default)

    def _env(self, image, step):
        known = {**image.arguments, **image.environment}
        for name, value in step.assigned.items():
            image.environment[name] = expand(value, known)

    def _workdir(self, image, step):
        image.folder = posixpath.join(image.folder, step.text)
        self._rooms.place(image.root, image.folder).mkdir(parents=True, exist_ok=True)

    def _user(self, image, step):
        image.user = step.text

    def _volume(self, image, step):
        image.volumes.append(step.text)

    def _label(self, image, step):
        image.labels.update(step.assigned)

    def _stopsignal(self, image, step):
        image.stop_signal = step.text

    def _healthcheck(self, image, step):
        word, _, command = step.text.partition(" ")
        if word != "CMD":
            raise ValueError("HEALTHCHECK has no CMD")
        image.healthcheck = type(step)("CMD", {}, command).listed

    def _entrypoint(self, image, step):
        image.entrypoint = step.listed

    def _cmd(self, image, step):
        image.command = step.listed


STEPS = {
    "RUN": Builder._run,
    "COPY": Builder._copy,
    "ARG": Builder._arg,
    "ENV": Builder._env,
    "WORKDIR": Builder._workdir,
    "USER": Builder._user,
    "VOLUME": Builder._volume,
    "LABEL": Builder._label,
    "STOPSIGNAL": Builder._stopsignal,
    "HEALTHCHECK": Builder._healthcheck,
    "ENTRYPOINT": Builder._entrypoint,
    "CMD": Builder._cmd,
}
"""What each instruction is done by; a test sees to it that the Dockerfile has no other."""
