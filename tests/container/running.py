"""A container: an image that runs, with a read-only root, a volume, and no rights."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from .rooms import Order

ENOUGH = 60.0
"""Seconds that anything but a stop may take."""
GRACE = 10.0
"""Seconds that `docker stop` gives before it kills."""


class Container:
    """The first process of an image and what can be done to it."""

    def __init__(self, rooms, image, order, log):
        self._rooms = rooms
        self._image = image
        self._order = order
        self._log = log
        self._process = rooms.start(
            image.root, order, stdout=subprocess.PIPE, stderr=log.open("ab"), text=True
        )

    def until_ready(self):
        """Wait for the line that says so, and give the seconds that it took."""
        began = time.monotonic()
        with self._killed_after(ENOUGH):
            if not any(line.startswith("ready ") for line in self._process.stdout):
                self.fail(f"it ended, or {ENOUGH:.0f} s did, before it was ready")
        return time.monotonic() - began

    def do(self, arguments):
        """Run a command beside it, as the same user; gives status and output."""
        order = Order(
            arguments=arguments,
            environment=self._order.environment,
            folder=self._order.folder,
            user=self._order.user,
        )
        done = self._rooms.join(
            self._process, order, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return done.returncode, done.stdout.strip()

    def resident(self):
        """Give the resident memory of its first process in MB."""
        status = Path(f"/proc/{self._rooms.first(self._process)}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def stop(self):
        """Send the image's stop signal, and give status and seconds; it is killed after the grace."""
        began = time.monotonic()
        name = self._image.stop_signal.removeprefix("SIG")
        number = str(self._rooms.first(self._process))
        subprocess.run(["kill", "-s", name, number], check=True)
        status = self._status_within(GRACE)
        if status is None:
            self.fail(f"it did not end within {GRACE:.0f} s of {self._image.stop_signal}")
        return status, time.monotonic() - began

    def _status_within(self, seconds):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=seconds)
        return None

    @contextlib.contextmanager
    def _killed_after(self, seconds):
        timer = threading.Timer(seconds, self._kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _kill(self):
        """Kill its first process, and so all of them, if there still is one."""
        with contextlib.suppress(ProcessLookupError, FileNotFoundError, ValueError):
            os.kill(self._rooms.first(self._process), signal.SIGKILL)

    def end(self):
        """Kill it, if it still runs."""
        self._kill()
        self._process.kill()
        self._process.communicate()

    def fail(self, why):
        """Leave with a sentence and what it logged."""
        self.end()
        sys.exit(f"{self._log.read_text()}\nThe container failed: {why}.")


class Engine:
    """Runs an image, each time on the same volumes."""

    def __init__(self, rooms, image, folder):
        self._rooms = rooms
        self._image = image
        self._log = folder / "container.log"
        self._volumes = {}
        for place in image.volumes:
            volume = folder / "volumes" / place.strip("/")
            volume.mkdir(parents=True)
            if image.user:
                rooms.own(volume, image.user)
            self._volumes[place] = volume

    @contextlib.contextmanager
    def run(self, **environment):
        """Run the image's own command until the end of the block at the latest."""
        entrypoint = [*self._image.entrypoint, *self._image.command]
        container = Container(
            self._rooms, self._image, self._order(entrypoint, environment), self._log
        )
        try:
            yield container
        finally:
            container.end()

    def once(self, arguments):
        """Run another command in the image, as `docker run --entrypoint` does; gives its output."""
        process = self._rooms.start(
            self._image.root, self._order(arguments, {}), stdout=subprocess.PIPE, text=True
        )
        output, _ = process.communicate(timeout=ENOUGH)
        if process.returncode:
            sys.exit(f"{arguments} ended with status {process.returncode}.")
        return output.strip()

    def _order(self, arguments, environment):
        return Order(
            arguments=arguments,
            environment={**self._image.environment, **environment},
            folder=self._image.folder,
            user=self._image.user,
            read_only=True,
            volumes=self._volumes,
        )
