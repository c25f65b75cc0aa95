"""A playground in a process of its own, asked over HTTP."""

import contextlib
import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request


class Playing:
    """`fasti play`, and what a person does there."""

    def __init__(self, url, key):
        self.api = f"{url}/api/v10"
        self._url = url
        self._key = {"X-Playground-Key": key}

    def type(self, text, where):
        """Send a slash command as a moderator; gives the answer's text."""
        answer = self._post("type", text=text, where=where, **{"as": "moderator"})
        if not answer["ok"]:
            sys.exit(f"{text} was answered with: {answer['problem']}")
        return answer["text"]

    def slow_down(self, seconds):
        """Let the next message of the bot be taken, and be answered so much later."""
        self._post(
            "faults",
            what="slow",
            method="POST",
            path="/channels/*/messages",
            seconds=float(seconds),
        )

    def next_message(self, after):
        """Wait for a message that comes after an event; gives the number of its own event."""
        query = {"name": "MESSAGE_CREATE", "after": after, "seconds": 60}
        return self._get("event", **query)["number"]

    def events(self):
        """Give how many events there have been."""
        return self._get("journal")["events"]

    def posts(self, where):
        """Give how many messages a channel has."""
        return len(self._get("messages", where=where, **{"as": "moderator"}))

    def _post(self, path, /, **body):
        return _asked(
            urllib.request.Request(  # noqa: S310 - our own server
                f"{self._url}/playground/{path}",
                json.dumps(body).encode(),
                {"Content-Type": "application/json"} | self._key,
            )
        )

    def _get(self, path, /, **query):
        address = f"{self._url}/playground/{path}?{urllib.parse.urlencode(query)}"
        return _asked(urllib.request.Request(address, headers=self._key))  # noqa: S310 - ours


@contextlib.contextmanager
def playing():
    """Serve a playground for a while."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "play"], stdout=subprocess.PIPE, text=True
    )
    try:
        page = ""
        while process.stdout and not page.startswith("People open "):
            page = process.stdout.readline()
        url, _, key = page.split()[-1].partition("/#key=")
        yield Playing(url, key)
    finally:
        process.kill()  # it keeps nothing, and would wait for answers that were told to be late
        process.communicate()


def _asked(request):
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:  # noqa: S310 - our own server
            return json.load(answer)
    except urllib.error.HTTPError as error:
        sys.exit(f"The playground refused {error.url}: {error.read().decode()}")
