"""`fasti health`: asks a Fasti of this machine whether it is ready."""

import http.client
import json
import sys
from typing import Any

from bot import settings
from bot.domain.errors import HostError

PATIENCE = 8.0
"""Seconds; an answer takes at most three, unless Fasti is too busy to be called well."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where it is asked, if it is open there


def health() -> int:
    """Print what Fasti says of itself; gives 0 if it is ready, with warnings or not, and else 1."""
    chosen = settings.load()
    if chosen.health_port is None:
        raise HostError(
            "HEALTH_PORT is not set: set it, such as HEALTH_PORT=9464, and start Fasti again."
        )
    problems, warnings = ask(called_at(chosen.health_host), chosen.health_port)
    told = [*(problems or ["ready"]), *(f"warning: {each}" for each in warnings)]
    print("\n".join(told), flush=True)  # noqa: T201 - the command's output
    return int(bool(problems))


def called_at(host: str) -> str:
    """Give the address at which HEALTH_HOST is called from this machine."""
    return _EVERYWHERE.get(host, host)


def ask(host: str, port: int) -> tuple[list[str], list[str]]:
    """Ask what answers there; gives what is not well, and warnings, in sentences."""
    try:
        told = _told(host, port)
        warnings = [str(warning) for warning in told.get("warnings", [])]
        return [] if told["ready"] else [str(problem) for problem in told["problems"]], warnings
    except TimeoutError:
        fault = f"Fasti has not answered at port {port} for {PATIENCE:.0f} s: start it again."
    except OSError as error:
        fault = f"Nothing answers at port {port} of {host} ({error.strerror}): is Fasti running?"
    except (http.client.HTTPException, AttributeError, ValueError, KeyError, TypeError):
        fault = f"What answers at port {port} is not Fasti: choose another HEALTH_PORT."
    return [fault], []


def _told(host: str, port: int) -> Any:
    asking = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        asking.request("GET", "/health")
        return json.loads(asking.getresponse().read(100_000))
    finally:
        asking.close()


def main() -> None:
    """Run the command without the others, whose imports take longer than the question."""
    sys.exit(health())
