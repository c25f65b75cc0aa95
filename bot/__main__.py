"""`python -m bot` and `fasti`: the command line, whose faults end as sentences."""

import contextlib
import sys
from collections.abc import Callable, Generator


def main() -> None:
    """Run the command line; what a host can mend is one sentence and exit status 1."""
    try:
        # Imported here, since that takes a second in which a host may already press Ctrl+C.
        from bot.domain.errors import HostError  # noqa: PLC0415

        try:
            _command()()
        except HostError as error:
            sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _command() -> Callable[[], None]:
    """Give the command line; of what runs again and again, or for months, only that.

    The command line for all of them takes memory and a tenth of a second.
    """
    match sys.argv[1:]:
        case ["health"]:
            from bot.cli.health import main as health  # noqa: PLC0415

            return health
        case ["run"]:
            with _without("rich"):
                from bot.cli.running import run  # noqa: PLC0415

            return run
        case _:
            from bot.cli.commands import app  # noqa: PLC0415

            return app


@contextlib.contextmanager
def _without(library: str) -> Generator[None]:
    """Let a library seem not to be there while others are imported that can do without it.

    structlog imports rich, 3.5 MB, for tracebacks that Fasti does not let it draw.
    """
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment] # this is how Python notes an absence
    try:
        yield
    finally:
        del sys.modules[library]


if __name__ == "__main__":
    main()
