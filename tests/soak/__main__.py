"""`python -m tests.soak [SECONDS]`: an hour of use without a pause, and what Fasti holds on to."""

import asyncio
import sys

from .soaking import soak

SECONDS = 3600.0


async def main(seconds):
    """Use it for so long; gives the exit status: 1 if anything was held on to."""
    sys.stdout.write(f"a soak of {seconds:.0f} s; a line a minute\n")
    report = await soak(seconds=seconds, say=say)
    for line in report.told:
        say(line)
    for fault in report.faults:
        say(f"FAULT: {fault}")
    say("nothing is held on to" if not report.faults else "something is held on to")
    return int(bool(report.faults))


def say(line):
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)))
