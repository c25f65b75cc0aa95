"""One thin file per command group: parse, call one service, render."""
