"""The command line: what hosts and authors type."""
