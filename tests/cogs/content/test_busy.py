"""An editor whose database is busy loses nothing of what they typed, and can try again."""

import structlog

from bot.storage.database import Database
from bot.ui import editing_texts as texts

from .panels import WORDS

BUSY = "My database is busy just now: nothing is changed. Try again in a moment."


async def test_a_form_sent_under_a_lock_is_handed_back_and_can_be_sent_again(
    ask, submit, database_address
):
    form = await ask("/content add event")
    with structlog.testing.capture_logs() as logged:
        async with Database.open(database_address) as other, other.write():
            refused = await submit(form, WORDS)
    assert refused.ok, refused.problem
    assert BUSY in refused.text
    assert WORDS["title"] in refused.text
    assert texts.DRAFTS_NONE in (await ask("/content drafts")).text
    reasons = {line["reason"] for line in logged if line["log_level"] == "error"}
    locked = {"database is locked", "canceling statement due to lock timeout"}
    assert reasons <= {*locked, "TimeoutError"}  # and no traceback, nor from elsewhere
    panel = await submit(form, WORDS)
    assert "**Title:** Barbarossa begins" in panel.text
