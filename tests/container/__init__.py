"""The image without Docker: what the Dockerfile says is done step by step, and what it makes is tried."""
