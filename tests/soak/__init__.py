"""Fasti used for a long time without a pause: what it holds on to that it should have let go."""
