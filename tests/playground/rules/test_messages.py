"""Messages and their components: what Discord asks of them beyond their shape."""

from typing import Any

import pytest

from bot.playground.errors import ApiError
from bot.playground.rules.components import component_problems
from bot.playground.rules.messages import check_message, embed_length
from tests.playground.raw import button, row, texts

V2 = 1 << 15
Json = dict[str, Any]


def select(*values: str, **more: Any) -> Json:
    options = [{"label": value, "value": value} for value in values]
    return {"type": 3, "custom_id": "s", "options": options, **more}


def v2(*components: Json) -> Json:
    return {"flags": V2, "components": list(components)}


def legacy(*components: Json) -> Json:
    return {"content": "x", "components": list(components)}


def thumbnail(url: str) -> Json:
    texts = [{"type": 10, "content": "x"}]
    return {"type": 9, "components": texts, "accessory": {"type": 11, "media": {"url": url}}}


GOOD = [
    {"content": "x", "allowed_mentions": {"parse": ["users"], "users": [], "roles": ["5"]}},
    {"content": "x", "attachments": [{"id": 0}]},
    {"content": "x", "flags": 4},
    {"content": "x" * 2000},
    {"embeds": [{"title": "x"}]},
    {"content": "x", "nonce": "a", "enforce_nonce": True},
    legacy(row(*(button(custom_id=str(i)) for i in range(5)))),
    legacy(row(select("a", "b", max_values=2))),
    legacy(row(select("a", min_values=0))),
    legacy(row({"type": 2, "style": 5, "label": "Site", "url": "https://example.org"})),
    legacy(row({"type": 2, "style": 2, "emoji": {"name": "📅"}, "custom_id": "a"})),
    texts("x" * 3999, "x"),
    v2(*(row(button(custom_id=str(i))) for i in range(20))),
    v2(thumbnail("attachment://map.png")),
    v2({"type": 13, "file": {"url": "attachment://map.png"}}),
    v2({"type": 12, "items": [{"media": {"url": "https://example.org/x.png"}}]}),
]
BAD = [
    ({"content": "x" * 2001}, "content", "MAX_LENGTH"),
    ({"content": "x", "enforce_nonce": True}, "nonce", "REQUIRED"),
    ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ({"embeds": [{"color": 5}]}, "embeds.0.description", "REQUIRED"),
    ({**texts("x"), "content": "x"}, "content", "LEGACY_FIELDS"),
    ({**texts("x"), "embeds": [{"title": "x"}]}, "embeds", "LEGACY_FIELDS"),
    ({**texts("x"), "poll": {"question": {}}}, "poll", "LEGACY_FIELDS"),
    (texts("x" * 4000, "x"), "components", "TOTAL_TEXT"),
    (texts(" "), "components.0.content", "REQUIRED"),
    (v2(*(row(button(custom_id=str(i))) for i in range(21))), "components", "MAX_LENGTH"),
    (legacy({"type": 10, "content": "x"}), "components.0", "UNION_TYPE_CHOICES"),
    (legacy(*(row(button(custom_id=str(i))) for i in range(6))), "components", "MAX_LENGTH"),
    (legacy(row(button(), button())), "components.0.components.1.custom_id", "DUPLICATED"),
    (v2({"type": 14, "id": 3}, {"type": 14, "id": 3}), "components.1.id", "DUPLICATED"),
    (legacy(row(*(button(custom_id=str(i)) for i in range(6)))), "components.0.components", "WIDTH"),
    (legacy(row(select("a"), button())), "components.0.components", "WIDTH"),
    (legacy(row(select("a", "a"))), "components.0.components.0.options.1.value", "DUPLICATED"),
    (legacy(row(select("a", max_values=2))), "components.0.components.0.max_values", "TOO_LARGE"),
    (legacy(row(select("a", "b", "c", min_values=3, max_values=2))), "components.0.components.0.min_values", "TOO_LARGE"),
    (legacy(row({**select("a", "b"), "options": [{"label": v, "value": v, "default": True} for v in "ab"]})), "components.0.components.0.options", "DEFAULTS"),
    (legacy(row({"type": 2, "style": 2, "label": "x"})), "components.0.components.0.custom_id", "REQUIRED"),
    (legacy(row(button(url="https://x"))), "components.0.components.0.url", "FORBIDDEN"),
    (legacy(row({"type": 2, "style": 2, "custom_id": "x"})), "components.0.components.0.label", "LABEL_OR_EMOJI"),
    (legacy(row({"type": 2, "style": 5, "label": "x", "url": "ftp://x"})), "components.0.components.0.url", "SCHEME"),
    ({"content": "x", "flags": 2**70}, "flags", "NUMBER_TYPE_MAX"),
    ({"content": "x", "flags": -1}, "flags", "NUMBER_TYPE_MIN"),
    ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["5"]}}, "allowed_mentions", "EXCLUSIVE"),
    ({"content": "x", "allowed_mentions": {"parse": ["roles"], "roles": ["5"]}}, "allowed_mentions", "EXCLUSIVE"),
    ({"content": "x", "attachments": [{"id": 0}, {"id": "1"}]}, "attachments.1.id", "NOT_FOUND"),
    (v2(thumbnail("attachment://other.png")), "components.0.accessory.media.url", "NOT_FOUND"),
    (v2(thumbnail("map.png")), "components.0.accessory.media.url", "SCHEME"),
    (v2({"type": 12, "items": [{"media": {"url": "x"}}]}), "components.0.items.0.media.url", "SCHEME"),
]  # fmt: skip


@pytest.mark.parametrize("body", GOOD)
def test_good_messages_are_taken(body: Json):
    check_message(body, files={"map.png"}, numbers={"0"})


@pytest.mark.parametrize(("body", "field", "code"), BAD)
def test_bad_messages_are_refused_at_the_field(body: Json, field: str, code: str):
    with pytest.raises(ApiError) as refusal:
        check_message(body, files={"map.png"}, numbers={"0"}, at=("data",))
    found = {".".join(map(str, one.path)): one.code for one in refusal.value.problems}
    assert code in found[f"data.{field}"]
    assert (refusal.value.status, refusal.value.code) == (400, 50035)


@pytest.mark.parametrize(
    "body", [{}, {"content": ""}, {"content": None, "embeds": []}, {"content": " \n\u3000"}]
)
def test_empty_messages_are_refused(body: Json):
    with pytest.raises(ApiError) as refusal:
        check_message(body, files=set())
    assert refusal.value.code == 50006


def test_files_or_a_forwarded_message_are_enough():
    check_message({}, files={"map.png"})
    check_message({"message_reference": {"message_id": "1"}}, files=set())


def test_an_edit_may_name_the_attachments_that_a_message_has():
    old = before(content="x", attachments=[{"id": "7", "filename": "map.png"}])
    check_message({"attachments": [{"id": "7"}]}, files=set(), before=old)
    with pytest.raises(ApiError):
        check_message({"attachments": [{"id": "8"}]}, files=set(), before=old)


def before(**more: Any) -> Json:
    return {"content": "", "embeds": [], "components": [], "attachments": [], "flags": 0, **more}


def test_an_edit_keeps_what_it_does_not_name():
    check_message({"embeds": []}, files=set(), before=before(content="x"))
    with pytest.raises(ApiError):
        check_message({"content": ""}, files=set(), before=before(content="x"))


def test_a_message_once_v2_takes_no_content_any_more():
    old = before(flags=V2, components=[{"type": 10, "content": "x"}])
    with pytest.raises(ApiError):
        check_message({"content": "x"}, files=set(), before=old)
    check_message({"components": [{"type": 10, "content": "y"}]}, files=set(), before=old)


def test_a_message_becomes_v2_only_when_its_content_goes():
    new = v2({"type": 10, "content": "y"})
    with pytest.raises(ApiError):
        check_message(new, files=set(), before=before(content="x"))
    check_message({**new, "content": None}, files=set(), before=before(content="x"))


def test_attachments_that_a_message_has_may_be_named_in_an_edit():
    old = before(flags=V2, attachments=[{"filename": "map.png"}])
    check_message(v2(thumbnail("attachment://map.png")), files=set(), before=old)


def test_an_embeds_length_counts_all_its_texts():
    embed = {
        "title": "1",
        "description": "22",
        "footer": {"text": "333"},
        "author": {"name": "4444"},
        "fields": [{"name": "5", "value": "66"}],
    }
    assert embed_length(embed) == 1 + 2 + 3 + 4 + 1 + 2
    assert embed_length({"color": 1}) == 0


def test_selects_of_people_have_no_options():
    found = component_problems(
        [row({"type": 5, "custom_id": "u", "max_values": 3})], v2=False, files=set()
    )
    assert list(found) == []
