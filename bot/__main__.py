"""`python -m bot` and `fasti`: the command line, whose faults end as sentences."""

import sys


def main() -> None:
    """Run the command line; what a host can mend is one sentence and exit status 1."""
    try:
        # Imported here, since that takes a second in which a host may already press Ctrl+C.
        from bot.cli.commands import app  # noqa: PLC0415
        from bot.domain.errors import HostError  # noqa: PLC0415

        try:
            app()
        except HostError as error:
            sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
