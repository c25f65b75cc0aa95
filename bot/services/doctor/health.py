"""Whether a Fasti runs beside us, and what it says of itself."""

import socket
from collections.abc import Callable, Sequence

from bot.domain.errors import HostError

from .examining import aside
from .findings import Finding, fine, refused

_PATIENCE = 3.0  # seconds


class HealthPort:
    """HEALTH_PORT, as it is called from this machine; `ask` gives what Fasti there says is not well, in sentences."""

    def __init__(self, host: str, port: int | None, ask: Callable[[str, int], list[str]]) -> None:
        self._host = host
        self._port = port
        self._ask = ask

    async def look(self) -> Sequence[Finding]:
        """Call there."""
        port = self._port
        if port is None:
            return [fine("health", "HEALTH_PORT is not set: whether a Fasti runs is not looked at")]
        return await aside(lambda _: self._call(port))

    def _call(self, port: int) -> Sequence[Finding]:
        try:
            socket.create_connection((self._host, port), timeout=_PATIENCE).close()
        except ConnectionRefusedError:
            return [fine("health", f"Port {port} is free: no Fasti runs here")]
        except OSError:
            pass  # what is the matter is told by who asks in full
        problems = self._ask(self._host, port)
        if not problems:
            return [fine("health", f"A Fasti runs at port {port}, and is ready")]
        return [refused("health", HostError(problem)) for problem in problems]
