"""Editors who go through what members suggest, and members who hear what became of it."""

from typing import NamedTuple

import pytest

from bot.client import Fasti
from bot.playground import reading
from bot.services.editing.newsroom import Newsroom
from bot.ui import suggesting_texts as texts
from tests.cogs.suggestions import until, users


class Editor:
    """A moderator at work."""

    def __init__(self, playground):
        self._playground = playground

    def ask(self, text, *, who="moderator", where="general"):
        """Send a command."""
        return self._playground.type(text, who=who, where=where)

    def press(self, message, button, *, who="moderator"):
        """Press a button."""
        return self._playground.press(message, button, who=who)

    def submit(self, form, fields):
        """Send a form."""
        return self._playground.submit(form, fields, who="moderator")

    def choose(self, message, *values, select=""):
        """Choose in a menu."""
        return self._playground.choose(message, *values, select=select, who="moderator")

    async def reject(self, review, reason="It is there already."):
        """Reject what a review shows."""
        return await self.submit(await self.press(review, texts.REJECT), {"reason": reason})


class Desk(NamedTuple):
    """What another editor works with at the same time."""

    newsroom: Newsroom
    guild: int
    client: Fasti


@pytest.fixture
def editor(bot, playground):
    return Editor(playground)


@pytest.fixture
def desk(bot, newsroom, home):
    return Desk(newsroom, int(home.id), bot)


@pytest.fixture
def untold(newsroom, playground):
    """Give a function that gives the outcomes that the member has not heard of."""

    async def left():
        return await newsroom.suggesting.untold(users(playground)["member"])

    return left


@pytest.fixture
def heard(playground, untold):
    """Give a function that waits until the member has heard all, and gives the last message."""

    async def hearing():
        async def has_heard():
            return playground.read("dm") and not await untold()

        await until(has_heard)
        return reading.text(playground.read("dm")[-1])

    return hearing
