"""Discord's REST API, a file for each resource."""

from . import (
    applications,
    channels,
    commands,
    followups,
    guilds,
    interactions,
    messages,
    pins,
    threads,
)

ROUTES = (
    *applications.ROUTES,
    *commands.ROUTES,
    *interactions.ROUTES,
    *followups.ROUTES,
    *channels.ROUTES,
    *messages.ROUTES,
    *pins.ROUTES,
    *threads.ROUTES,
    *guilds.ROUTES,
)
"""Everything that is served, by method and path template."""
