"""Components and embeds as Discord gives them back."""

from itertools import count
from typing import Any

from bot.playground.dressing import dressed, dressed_embeds

Json = dict[str, Any]
MAP: Json = {"id": "7", "filename": "map.png", "url": "http://h/map.png", "size": 3, "content_type": "image/png"}  # fmt: skip


def dress(component: Json) -> Json:
    ids = map(str, count(100))
    (made,) = dressed([component], [MAP], lambda: next(ids))
    return made


def test_missing_parts_get_their_defaults_and_null_is_missing():
    assert dress({"type": 14, "divider": False}) == {
        "type": 14,
        "id": 1,
        "spacing": 1,
        "divider": False,
    }
    inside = {"type": 5, "custom_id": "u", "max_values": None}
    made = dress({"type": 17, "components": [{"type": 1, "components": [inside]}]})
    assert (made["accent_color"], made["spoiler"]) == (None, False)
    select = made["components"][0]["components"][0]
    assert select == {"type": 5, "custom_id": "u", "min_values": 1, "max_values": 1, "id": 3}


def test_media_is_resolved_by_the_name_of_its_attachment():
    resolved = {"id": "100", "url": "http://h/map.png", "proxy_url": "http://h/map.png", "attachment_id": "7", "content_type": "image/png"}  # fmt: skip
    mine = {"url": "attachment://map.png"}
    file = dress({"type": 13, "file": mine})
    assert (file["file"], file["name"], file["size"]) == (resolved, "map.png", 3)
    text = {"type": 10, "content": "x"}
    section = {"type": 9, "components": [text], "accessory": {"type": 11, "media": mine}}
    thumbnail = {"type": 11, "id": 3, "media": resolved, "description": None, "spoiler": False}
    assert dress(section)["accessory"] == thumbnail
    (item,) = dress({"type": 12, "items": [{"media": mine}]})["items"]
    assert item == {"media": resolved, "description": None, "spoiler": False}


def test_media_from_elsewhere_keeps_its_address():
    far = {"url": "https://example.org/x.png"}
    (item,) = dress({"type": 12, "items": [{"media": far, "description": "A map"}]})["items"]
    assert item["media"]["proxy_url"] == far["url"]
    assert item["description"] == "A map"


def test_embeds_are_completed_and_their_pictures_resolved():
    fields = [{"name": "a", "value": "b"}, {"name": "c", "value": "d", "inline": True}]
    embed = {"title": "T", "fields": fields, "image": {"url": "attachment://map.png"}}
    (made,) = dressed_embeds([embed], [MAP])
    assert (made["type"], made["image"]["url"]) == ("rich", "http://h/map.png")
    assert [field["inline"] for field in made["fields"]] == [False, True]
    (made,) = dressed_embeds([{"thumbnail": {"url": "https://x"}}], [MAP])
    assert made["thumbnail"] == {"url": "https://x", "proxy_url": "https://x"}
    assert dressed_embeds(None, []) == []


def test_a_file_is_found_whatever_its_name():
    file = {"id": "1", "filename": "a/b", "url": "http://x/a/b", "size": 5, "content_type": "x/y"}
    shown = {"type": 13, "file": {"url": "attachment://a/b"}}
    (made,) = dressed([shown], [file], lambda: "9")
    assert (made["name"], made["size"]) == ("a/b", 5)
