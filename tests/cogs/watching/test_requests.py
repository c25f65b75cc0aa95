"""The routes of requests: a small set, without ids and tokens."""

import pytest
from hypothesis import given, strategies as st

from bot.cogs.watching.requests import ANSWER, OTHER, route

TOKEN = "aW50ZXJhY3Rpb246MTIz"  # noqa: S105 - it opens nothing


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/channels/123/messages", "/channels/{id}/messages"),
        ("/channels/1/messages/2/crosspost", "/channels/{id}/messages/{id}/crosspost"),
        ("/channels/1/messages/pins/2", "/channels/{id}/messages/pins/{id}"),
        ("/gateway/bot", "/gateway/bot"),
        ("/users/@me/channels", "/users/@me/channels"),
        ("/applications/12/commands", "/applications/{id}/commands"),
        (f"/interactions/12/{TOKEN}/callback", ANSWER),
        (f"/webhooks/12/{TOKEN}/messages/@original", "/webhooks/{id}/{token}/messages/@original"),
        (f"/webhooks/12/{TOKEN}", "/webhooks/{id}/{token}"),
        ("/invites/abcdef", OTHER),
        (f"/interactions/x/{TOKEN}/callback", OTHER),
        ("/", OTHER),
        ("/channels//messages", OTHER),
    ],
)
def test_a_path_has_a_template(path, template):
    assert route(path) == template


@given(st.lists(st.text(), min_size=1).map("/".join))
def test_whatever_the_path_no_part_of_it_is_new(path):
    known = {"", "{id}", "{token}", "@me", "@original"}
    parts = set(route(f"/{path}").split("/")) - known
    assert all(part.isalpha() and part.islower() for part in parts)
