"""Logs: one line an event on standard error, for people on a terminal and as JSON elsewhere."""

import logging
import sys
from collections.abc import Sequence

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


class Redact:
    """Replaces secrets wherever they stand in a log line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        """Give the same line with each secret as `[secret]`."""
        return {key: self._clean(value) for key, value in event.items()}

    def _clean(self, value: object) -> object:
        text = value if isinstance(value, str) else repr(value)
        if not any(secret in text for secret in self._secrets):
            return value
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return text


def set_up(level: str, *, secrets: Sequence[str] = ()) -> None:
    """Send every log line of Fasti and its libraries to standard error, from `level` upwards."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        Redact(secrets),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    terminal = sys.stderr.isatty()
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # A line per request tells a host nothing, unless in search of a fault; failures are warnings.
    chosen = logging.getLevelNamesMapping()[level]
    floor = logging.INFO if chosen == logging.DEBUG else logging.WARNING
    for name in ("discord", "aiosqlite", "asyncio", "alembic"):
        logging.getLogger(name).setLevel(max(chosen, floor))
