"""Mends two faults in how discord.py 2.7 keeps rate limits, which stop requests for no reason."""

# pyright: reportPrivateUsage=false

import asyncio

import discord


def lift_global_limit(client: discord.Client) -> None:
    """Let requests through: a global limit whose waiting task was cancelled is never lifted."""
    client.http._global_over.set()  # noqa: SLF001 - there is no other way


def lift_limits(client: discord.Client) -> bool:
    """Forget when windows end that have room left; True if there were any to forget.

    Where a window is longer than `max_ratelimit_timeout`, as the hour of publishing is, discord.py
    refuses each request after the first, though Discord would take ten.
    """
    longest = client.http.max_ratelimit_timeout or 0
    now = asyncio.get_running_loop().time()
    buckets = client.http._buckets.values()  # noqa: SLF001 - likewise
    held = [
        bucket
        for bucket in buckets
        if bucket.remaining > 0 and bucket.expires is not None and bucket.expires - now > longest
    ]
    for bucket in held:
        bucket.expires = None
    return bool(held)
