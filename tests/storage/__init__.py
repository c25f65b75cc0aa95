"""State: the storage layer against real SQLite databases, in memory and in files."""
