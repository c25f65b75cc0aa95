"""Logs: one line an event on standard error, for people on a terminal and as JSON elsewhere."""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger
from typing_extensions import override

# Interactions and webhooks have their tokens in their addresses.
_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/\s?#'\")]+")

# A shorter secret is a part of too many words that are none.
_SHORT: Final = 6

# PostgreSQL's DETAIL tells the row that it refuses.
_DETAIL = re.compile(r"DETAIL:.*?(?=\n\[SQL:|\Z)", re.DOTALL)

# How lines of discord.py begin that come with why Discord was not reached, or took no answer: often a
# connection was lost, or somebody typed on before what was offered came.
_OUTSIDE: Final = (
    "Attempting a reconnect",
    "Failed to connect for shard_id",
    "Ignoring exception in autocomplete",
)
_OF_DISCORD: Final = ("discord.", "aiohttp.")

_HIDDEN: Final = "(its words are left out: somebody may have typed them)"
_SAFE_MODULES = ("discord.errors", "aiohttp", "asyncio", "sqlite3", "concurrent.futures")
_SAFE_TYPES = frozenset(
    {
        AssertionError,
        AttributeError,
        IndexError,
        NameError,
        NotImplementedError,
        RecursionError,
        RuntimeError,
        SystemError,
        TypeError,
        UnboundLocalError,
        ZeroDivisionError,
    }
)
_SAFE_NAMES = frozenset(
    f"sqlalchemy.exc.{name}" for name in ("OperationalError", "IntegrityError", "InterfaceError")
)


class Redact:
    """Replaces secrets wherever they stand in a log line, and tokens in addresses."""

    def __init__(self, secrets: Sequence[str]) -> None:
        # The longest first: what another is a part of would else be left in parts.
        self._secrets = [
            _found(each) for each in sorted(filter(None, secrets), key=len, reverse=True)
        ]

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        """Give the same line with each secret as `[secret]`."""
        return {key: self._clean(value) for key, value in event.items()}

    def _clean(self, value: object) -> object:
        text = value if isinstance(value, str) else repr(value)
        clean = _TOKEN.sub(r"\1[secret]", text)
        for secret in self._secrets:
            clean = secret.sub("[secret]", clean)
        return value if clean == text else clean


def _found(secret: str) -> re.Pattern[str]:
    """Find a secret anywhere, or a short one where it is no part of a word."""
    escaped = re.escape(secret)
    return re.compile(rf"(?<!\w){escaped}(?!\w)" if len(secret) < _SHORT else escaped)


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines; of one that cannot be written it tells nothing, for members may have typed it."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"a line of {record.name} could not be logged\n")


def set_up(
    level: str,
    *,
    secrets: Sequence[str] = (),
    form: Literal["json", "readable"] | None = None,
) -> None:
    """Send every log line of Fasti and its libraries to standard error, from `level` upwards.

    Libraries are not asked for what only their authors understand: discord.py would tell what
    members type, and aiosqlite what is stored.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _from_outside,
        structlog.processors.ExceptionRenderer(_traceback),
        Redact(secrets),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = _Handler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(form),
            ],
        )
    )
    chosen = logging.getLevelNamesMapping()[level]
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(chosen, logging.INFO))
    logging.getLogger("bot").setLevel(chosen)
    # A line per request tells a host nothing, unless in search of a fault; failures are warnings.
    floor = logging.INFO if chosen == logging.DEBUG else logging.WARNING
    for name in ("discord", "aiosqlite", "asyncio", "alembic"):
        logging.getLogger(name).setLevel(max(chosen, floor))


def _renderer(form: Literal["json", "readable"] | None) -> Processor:
    is_terminal = sys.stderr.isatty()
    if form == "readable" or (form is None and is_terminal):
        return structlog.dev.ConsoleRenderer(colors=is_terminal)
    return structlog.processors.JSONRenderer()


def _from_outside(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Tell in one line what Discord or the network did: the traceback is the same each time."""
    told: ExcInfo | None = event.get("exc_info")
    if told is None or not str(event["event"]).startswith(_OUTSIDE):
        return event
    kind, error, _tb = told
    if not (issubclass(kind, OSError) or kind.__module__.startswith(_OF_DISCORD)):
        return event
    del event["exc_info"]
    why = str(error).partition("\n")[0]
    return {**event, "reason": f"{kind.__name__}: {why}" if why else kind.__name__}


def _traceback(exc_info: ExcInfo) -> str:
    """Write a traceback in which nothing stands that a member may have typed."""
    told = traceback.TracebackException(*exc_info)
    for each in _all(told):
        _hide(each)
    return "".join(told.format()).rstrip("\n")


def _all(told: traceback.TracebackException | None) -> Iterator[traceback.TracebackException]:
    """Give a traceback and those of what caused it, and of what it groups."""
    left = [told]
    while left:
        if (each := left.pop()) is not None:
            yield each
            left += [each.__cause__, each.__context__, *(each.exceptions or ())]


def _hide(told: traceback.TracebackException) -> None:
    told.__notes__ = []
    words = vars(told)  # there is no public way to write one's own, or another of its parts
    if _is_safe(told.exc_type):
        words["_str"] = _DETAIL.sub(_HIDDEN, str(words["_str"]))
    elif words["_str"]:
        words["_str"] = _HIDDEN


def _is_safe(kind: type[BaseException] | None) -> bool:
    """Whether such an error tells of code, of Discord or of the machine, rather than of a text."""
    if kind is None or kind in _SAFE_TYPES:
        return kind is not None
    name = f"{kind.__module__}.{kind.__qualname__}"
    is_of_system = issubclass(kind, OSError) and kind.__module__ == "builtins"
    return is_of_system or name in _SAFE_NAMES or kind.__module__.startswith(_SAFE_MODULES)
