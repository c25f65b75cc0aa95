"""Components and embeds as Discord gives them back: numbered, completed, their media resolved."""

import itertools
from collections.abc import Callable, Mapping

from .jsons import Json
from .rules.walk import SELECTS, Type, walk

_ATTACHMENT = "attachment://"
_DEFAULTS: dict[int, Json] = {
    Type.CONTAINER: {"accent_color": None, "spoiler": False},
    Type.SEPARATOR: {"spacing": 1, "divider": True},
    Type.THUMBNAIL: {"description": None, "spoiler": False},
    Type.FILE: {"name": None, "size": None, "spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
}
_ITEM: Json = {"description": None, "spoiler": False}


def numbered(components: list[Json] | None) -> list[Json]:
    """Copy components and give an id to each that came without one."""
    copied: list[Json] = [_completed(one) for one in components or ()]
    taken = {one["id"] for _, one in walk(copied) if one.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    for _, component in walk(copied):
        if not component.get("id"):
            component["id"] = next(free)
    return copied


def _completed(component: Json) -> Json:
    """Copy a component with what it holds, its defaults filled in."""
    given = {name: value for name, value in component.items() if value is not None}
    made = {**_DEFAULTS.get(component["type"], {}), **given}
    if "components" in made:
        made["components"] = [_completed(one) for one in made["components"]]
    for name in {"accessory", "component"} & made.keys():
        made[name] = _completed(made[name])
    if "items" in made:
        made["items"] = [{**_ITEM, **item} for item in made["items"]]
    return made


def dressed(
    components: list[Json] | None, attachments: list[Json], make_id: Callable[[], str]
) -> list[Json]:
    """Give number components and resolve the media in them, attachments by their names."""
    files = {each["filename"]: each for each in attachments}
    by_id = {each["id"]: each for each in attachments}
    made = numbered(components)
    for _, component in walk(made):
        for name in {"media", "file"} & component.keys():
            component[name] = _media(component[name], files, make_id)
        for item in component.get("items") or ():
            item["media"] = _media(item["media"], files, make_id)
        if component["type"] == Type.FILE and component["file"].get("attachment_id"):
            attachment = by_id[component["file"]["attachment_id"]]
            component |= {"name": attachment["filename"], "size": attachment["size"]}
    return made


def _media(media: Json, files: Mapping[str, Json], make_id: Callable[[], str]) -> Json:
    found = files.get(media["url"].removeprefix(_ATTACHMENT))
    if not media["url"].startswith(_ATTACHMENT) or found is None:
        return {"id": make_id(), "url": media["url"], "proxy_url": media["url"]}
    resolved = {"id": make_id(), "url": found["url"], "proxy_url": found["url"]}
    return resolved | {"attachment_id": found["id"], "content_type": found["content_type"]}


def dressed_embeds(embeds: list[Json] | None, attachments: list[Json]) -> list[Json]:
    """Complete embeds and resolve attachments in their pictures."""
    files = {each["filename"]: each["url"] for each in attachments}
    return [_embed(embed, files) for embed in embeds or ()]


def _embed(embed: Json, files: Mapping[str, str]) -> Json:
    made: Json = {"type": "rich", **embed}
    for name in {"image", "thumbnail"} & made.keys():
        url = made[name]["url"]
        shown = files.get(url.removeprefix(_ATTACHMENT), url)
        made[name] = {**made[name], "url": shown, "proxy_url": shown}
    if "fields" in made:
        made["fields"] = [{"inline": False, **field} for field in made["fields"]]
    return made
