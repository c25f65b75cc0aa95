"""Content as Discord text: nothing pings, links or breaks out, whatever it holds."""

import re

import pytest
from hypothesis import given, strategies as st

from bot.ui.markup import plain, prose

NASTY = st.text(
    alphabet=st.sampled_from("<>@#:&/!`*_~|\\[]()ae everyonehere1234567\n-"), max_size=200
)
# A tag is dead behind an odd number of backslashes, and only there.
PING = re.compile(r"(?<!\\)(\\\\)*<(@|#|:|/|a:|t:|id:)|@everyone|@here|://")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words", "Plain words"),
        ("two\nlines   here", "two lines here"),
        ("*bold* and _flat_", r"\*bold\* and \_flat\_"),
        ("# no heading", r"\# no heading"),
        ("> no quote", r"\> no quote"),
        ("||no spoiler||", r"\|\|no spoiler\|\|"),
        ("<@123456>", r"\<@123456>"),
        (
            "<@&12> <#12> </today:1> <t:0> <id:guide>",
            r"\<@&12> \<#12> \</today:1> \<t:0> \<id:guide>",
        ),
        ("@everyone and @Here", "@\u200beveryone and @\u200bHere"),
        ("https://example.org/a_b", "https:\u200b//example.org/a\\_b"),
        ("discord.gg/abc", "discord.gg\u200b/abc"),
        ("[text](https://example.org)", "\\[text\\](https:\u200b//example.org)"),
        ("1942. A year", "1942\\. A year"),
        ("a \\<@1> b", "a \\\\\\<@1> b"),
    ],
)
def test_plain_text_shows_as_it_was_written(text, shown):
    assert plain(text, 500) == shown


@given(NASTY, st.integers(min_value=2, max_value=120))
def test_plain_text_never_grows_past_its_limit_nor_pings(text, limit):
    shown = plain(text, limit)
    assert len(shown) <= limit
    assert not PING.search(shown)
    assert "\n" not in shown


@given(NASTY)
def test_prose_never_pings(text):
    assert not PING.search(prose(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold**, *flat*\n\n- a list\n> a quote", "**bold**, *flat*\n\n- a list\n> a quote"),
        ("# heading\n-# small", "\\# heading\n\\-# small"),
        ("[label](https://example.org)", "[label\\](https:\u200b//example.org)"),
        ("<@123> @everyone", "\\<@123> @\u200beveryone"),
        ("\\<@123>", "\\\\\\<@123>"),
    ],
)
def test_prose_keeps_emphasis_lists_and_quotes_alone(text, shown):
    assert prose(text) == shown
