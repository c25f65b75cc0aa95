"""Mends faults in how discord.py 2.7 keeps rate limits: stops for no reason, and endless tidying."""

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


def clean_seldom(client: discord.Client, every: float = 60.0) -> None:
    """Let discord.py look for idle rate limits once a minute, not at each new channel.

    It goes through all of them each time, which for ten thousand channels takes longer than posting.
    """
    clean, last = client.http._try_clear_expired_ratelimits, -every  # noqa: SLF001 - likewise

    def seldom() -> None:
        nonlocal last
        now = asyncio.get_running_loop().time()
        if now - last >= every:
            last = now
            clean()

    vars(client.http)["_try_clear_expired_ratelimits"] = seldom  # in place of the method
