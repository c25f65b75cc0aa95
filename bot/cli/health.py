"""`fasti health`: asks a Fasti of this machine whether it is ready."""

import http.client
import json
import sys

from bot import settings
from bot.domain.errors import HostError

PATIENCE = 8.0
"""Seconds; an answer takes at most three, unless Fasti is too busy to be called well."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where it is asked, if it is open there


def health() -> int:
    """Print what Fasti says of itself; gives 0 if it is ready, and 1 if not."""
    chosen = settings.load()
    if chosen.health_port is None:
        raise HostError(
            "HEALTH_PORT is not set: set it, such as HEALTH_PORT=9464, and start Fasti again."
        )
    problems = ask(called_at(chosen.health_host), chosen.health_port)
    print("\n".join(problems) or "ready", flush=True)  # noqa: T201 - the command's output
    return int(bool(problems))


def called_at(host: str) -> str:
    """Give the address at which HEALTH_HOST is called from this machine."""
    return _EVERYWHERE.get(host, host)


def ask(host: str, port: int) -> list[str]:
    """Ask what answers there; gives what is not well, in sentences."""
    asking = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        asking.request("GET", "/health")
        told = json.loads(asking.getresponse().read(100_000))
        return [] if told["ready"] else [str(problem) for problem in told["problems"]]
    except TimeoutError:
        return [f"Fasti has not answered at port {port} for {PATIENCE:.0f} s: start it again."]
    except OSError as error:
        return [f"Nothing answers at port {port} of {host} ({error.strerror}): is Fasti running?"]
    except (http.client.HTTPException, ValueError, KeyError, TypeError):
        return [f"What answers at port {port} is not Fasti: choose another HEALTH_PORT."]
    finally:
        asking.close()


def main() -> None:
    """Run the command without the others, whose imports take longer than the question."""
    sys.exit(health())
