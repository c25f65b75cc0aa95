"""What editors of a server do with its content: draft, publish, take back, review, import."""
