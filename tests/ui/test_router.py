"""Routes belong to one cog each."""

import random

import pytest

from bot.ui.replies import Replies
from bot.ui.router import Router
from tests import sample


async def _handler(interaction, argument):
    """Do nothing."""


def test_two_cogs_cannot_want_the_same_route(catalogue):
    router = Router(Replies(sample.answering(catalogue), random.Random(1)))
    router.add({"day": _handler})
    with pytest.raises(ValueError, match="two cogs want the route day"):
        router.add({"day": _handler})
