"""Buttons and menus that keep no state in the process: all they mean stands in their `custom_id`."""

import datetime as dt
from collections.abc import Iterable

import discord
from discord import ui

from bot.domain.entries import Entry
from bot.domain.words import truncate

from . import names, theme

NAMESPACE = "f"


def custom_id(route: str, *arguments: object) -> str:
    """`f:route:argument:…`; raises ValueError when it is longer than Discord's 100 characters."""
    text = ":".join((NAMESPACE, route, *map(str, arguments)))
    if len(text) > theme.CUSTOM_ID:
        raise ValueError(f"{text} is longer than {theme.CUSTOM_ID} characters")
    return text


def button(label: str, route: str, *arguments: object) -> ui.Button[ui.LayoutView]:
    """Give a button that leads to `route`."""
    return ui.Button(
        label=truncate(label, theme.BUTTON_LABEL), custom_id=custom_id(route, *arguments)
    )


def to_day(
    label: str, date: dt.date, *, page: int = 0, topic: str = "", route: str = "day"
) -> ui.Button[ui.LayoutView]:
    """Give a button that leads to a page of a day, of one topic if its id is given.

    The route `day` turns the message to that day, `date` answers with another message.
    """
    return button(label, route, date.isoformat(), page, topic)


def link(label: str, url: str) -> ui.Button[ui.LayoutView]:
    """Give a button that leads out of Discord."""
    return ui.Button(label=label, url=url)


def menu(entries: Iterable[Entry], placeholder: str, *marker: str) -> ui.Select[ui.LayoutView]:
    """Give a menu that opens one of at most 25 entries, each offered once.

    A `marker` in its `custom_id` tells its message from others; opening an entry ignores it.
    """
    chosen = list({entry.key: entry for entry in entries}.values())[: theme.SELECT_OPTIONS]
    options = [
        discord.SelectOption(
            label=truncate(entry.name, theme.LABEL), value=entry.key, description=names.about(entry)
        )
        for entry in chosen
    ]
    return ui.Select(custom_id=custom_id("open", *marker), placeholder=placeholder, options=options)
