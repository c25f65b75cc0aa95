"""The form in which a moderator edits what matters most of a daily post."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.domain.entries import Topic
from bot.domain.feeds import Feed, Style
from bot.domain.words import join, truncate
from bot.services.daily.wishes import Wishes

from . import daily_texts as texts, daily_words as words
from .controls import button
from .daily import ROUTE

TIME, ZONE, DAYS, TOPICS, STYLE = "time", "zone", "days", "topics", "style"
_LONGEST = 60
_LONGEST_LIST = 4000  # Discord's limit


def form(feed: Feed, topics: Sequence[Topic]) -> ui.Modal:
    """Give the form of a daily post, filled in as it is now."""
    plan = feed.plan
    named = words.typed_topics(topics) if plan.filters.topics else texts.ALL
    modal = ui.Modal(
        title=texts.FORM_TITLE.format(number=feed.number),
        custom_id=button("", ROUTE, "edit", feed.id).custom_id or "",
    )
    fields = (
        (TIME, texts.FORM_TIME, texts.FORM_TIME_HINT, f"{plan.at:%H:%M}", _LONGEST),
        (ZONE, texts.FORM_ZONE, texts.FORM_ZONE_HINT, plan.zone, _LONGEST),
        (DAYS, texts.FORM_DAYS, texts.FORM_DAYS_HINT, words.days(plan), _LONGEST),
        (TOPICS, texts.FORM_TOPICS, texts.FORM_TOPICS_HINT, named, _LONGEST_LIST),
    )
    for name, label, hint, value, longest in fields:
        typed = ui.TextInput[ui.LayoutView](
            custom_id=name,
            default=truncate(value, longest),
            max_length=longest,
            required=name != TOPICS,
        )
        modal.add_item(ui.Label(text=label, description=hint, component=typed))
    modal.add_item(ui.Label(text=texts.FORM_STYLE, component=_styles(plan.style)))
    modal.stop()  # sealed, as all views are
    return modal


def wishes(typed: Mapping[str, str]) -> Wishes:
    """Read what was typed into the form."""
    style = typed.get(STYLE, "")
    return Wishes(
        time=typed.get(TIME, ""),
        zone=typed.get(ZONE, ""),
        weekdays=typed.get(DAYS, ""),
        topics=typed.get(TOPICS, ""),
        style=Style(style) if style in set(Style) else None,
    )


def handed_back(sentence: str, typed: Mapping[str, str]) -> str:
    """Say what is wrong, and give back what was typed, so that it need not be typed again."""
    values = join([f"“{truncate(value, 200)}”" for value in typed.values() if value])
    return texts.FORM_TYPED.format(sentence=sentence, typed=values)


def _styles(chosen: Style) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=name, value=value, default=value == chosen)
        for value, name in texts.STYLES.items()
    ]
    return ui.Select(custom_id=STYLE, options=options)
