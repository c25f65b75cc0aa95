"""Fasti, a Discord bot for history communities."""
