"""`python -m bot` is `fasti`."""

from bot.cli import main

main()
