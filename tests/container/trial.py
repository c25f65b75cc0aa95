"""What an image must do: start, tell its health, drain on a signal, post once over restarts."""

import datetime as dt
import json
import socket
import sys
import time

from .running import ENOUGH, Engine

_WRITE = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text('')"
_SQL = """
import contextlib, json, sqlite3, sys
with contextlib.closing(sqlite3.connect('/data/fasti.sqlite3', timeout=10)) as database, database:
    print(json.dumps(database.execute(sys.argv[1]).fetchall()))
"""
_DUE = """
    UPDATE feeds SET next_on = '{at:%Y-%m-%d}', next_at = '{at:%Y-%m-%d %H:%M}:00.000000'
    WHERE number = {number}
"""
_LEASES_RUN_OUT = "UPDATE deliveries SET lease_until = due_at WHERE lease_until IS NOT NULL"
_STAGES = "SELECT stage FROM deliveries ORDER BY feed"
FINISHED, LEFT = "on-this-day", "general"
"""The channels of two feeds: while one is posted to a stop comes, in time or too soon."""
ELSEWHERE = "announcements"
"""Where they are set up, so that no answer counts as a post."""


class Trial:
    """The trials of one image, each of which tells what it saw, or exits with a sentence."""

    def __init__(self, rooms, image, folder, playing, tell):
        self._engine = Engine(rooms, image, folder)
        self._rooms = rooms
        self._image = image
        self._playing = playing
        self._tell = tell
        self._at = dt.datetime.now(dt.UTC)  # a post of hours ago would be left out as late
        self._given = {
            "DISCORD_API_URL": playing.api,
            "DISCORD_TOKEN": "playground",
            "HEALTH_PORT": str(_free_port()),
        }

    def run(self):
        """Do all of them in their order."""
        self._first_start()
        self._stopped_in_mid_post(1, FINISHED, seconds=2, stage="done")
        self._stopped_in_mid_post(2, LEFT, seconds=600, stage="claimed")
        self._after_all()

    def _first_start(self):
        with self._engine.run(**self._given) as container:
            self._tell(f"ready after {container.until_ready():.1f} s")
            self._is_healthy(container)
            self._is_confined(container)
            for channel in (FINISHED, LEFT):
                self._playing.type(
                    f"/daily setup channel:#{channel} time:{self._at:%H:%M} zone:UTC", ELSEWHERE
                )
            self._tell(f"resident memory: {container.resident():.0f} MB")
            self._stops(container)

    def _is_healthy(self, container):
        status, output = container.do(self._image.healthcheck)
        _see(status, 0, f"{self._image.healthcheck} said: {output}; its status")
        self._tell(f"healthcheck: {output}")

    def _is_confined(self, container):
        """Look that nothing but the volume and /tmp can be written, and that no rights are left."""
        for place in (*self._image.volumes, "/tmp"):  # noqa: S108 - the container's own
            _see(container.do(["python", "-c", _WRITE, f"{place}/tried"]), (0, ""), place)
        if not self._rooms.is_whole:
            return
        for place in ("/", "/app", "/app/content", "/opt/fasti", "/etc", "/usr/local"):
            _, output = container.do(["python", "-c", _WRITE, f"{place}/tried"])
            _see(
                output.rpartition("OSError: ")[2][:9], "[Errno 30", f"writing in {place}: {output}"
            )
        self._has_no_rights(container)
        self._tell(f"only {', '.join(self._image.volumes)} and /tmp can be written")

    def _has_no_rights(self, container):
        _, output = container.do(["cat", "/proc/1/status"])
        told = dict(line.split(":\t", 1) for line in output.splitlines() if ":\t" in line)
        for name in ("CapEff", "CapPrm", "CapBnd", "CapInh"):
            _see(int(told[name], 16), 0, name)
        _see(told["NoNewPrivs"], "1", "NoNewPrivs")
        if self._rooms.owns:
            user, group = (set(told[name].split()) for name in ("Uid", "Gid"))
            _see((user, group), tuple({each} for each in self._image.user.split(":")), "its user")
            self._tell(f"it runs as {self._image.user}")

    def _stops(self, container):
        status, seconds = container.stop()
        _see(status, 0, "the status after a stop")
        self._tell(f"stopped in {seconds:.1f} s with status 0")

    def _stopped_in_mid_post(self, number, channel, *, seconds, stage):
        """Stop it when Discord has a post, and has not yet said so."""
        self._sql(_DUE.format(at=self._at, number=number))
        events = self._playing.events()
        self._playing.slow_down(seconds)
        with self._engine.run(**self._given) as container:
            container.until_ready()
            self._playing.next_message(events)
            self._stops(container)
        _see(self._sql(_STAGES)[number - 1], [stage], f"the ledger after a stop, #{channel}")
        _see(self._playing.posts(channel), 1, f"posts in #{channel}")

    def _after_all(self):
        """Start again on the same volume, and let it come to terms with what was left."""
        self._sql(_LEASES_RUN_OUT)
        with self._engine.run(**self._given) as container:
            container.until_ready()
            end = time.monotonic() + ENOUGH
            while self._sql(_STAGES) != [["done"], ["done"]]:
                if time.monotonic() > end:
                    container.fail(f"the ledger says {self._sql(_STAGES)}")
                time.sleep(0.5)
            self._stops(container)
        for channel in (FINISHED, LEFT):
            _see(self._playing.posts(channel), 1, f"posts in #{channel} after all starts")
        self._tell("two posts that a stop fell upon: each is there once")

    def _sql(self, statement):
        return json.loads(self._engine.once(["python", "-c", _SQL, statement]))


def _see(seen, wanted, what):
    if seen != wanted:
        sys.exit(f"{what}: {seen!r}, not {wanted!r}.")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
