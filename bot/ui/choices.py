"""What autocomplete offers: at most 25 choices with names of at most 100 characters."""

import datetime as dt
from collections.abc import Iterable, Sequence

from discord import app_commands

from bot.domain.entries import Entry

from . import names, theme
from .dates import day_name


def of_entries(entries: Sequence[Entry]) -> list[app_commands.Choice[str]]:
    """Entries by name; the value is the key."""
    return [
        app_commands.Choice(name=names.label(entry), value=entry.key)
        for entry in entries[: theme.CHOICES]
    ]


def of_days(days: Sequence[dt.date]) -> list[app_commands.Choice[str]]:
    """Days of the year by name, which is also the value."""
    found = dict.fromkeys(day_name(day.month, day.day) for day in days)
    return of_words(found)


def of_words(words: Iterable[str]) -> list[app_commands.Choice[str]]:
    """Words that stand for themselves."""
    return [app_commands.Choice(name=word, value=word) for word in list(words)[: theme.CHOICES]]
