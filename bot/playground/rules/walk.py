"""Walking a tree of components."""

from collections.abc import Iterator
from enum import IntEnum

from bot.playground.jsons import Json

Path = tuple[str | int, ...]


class Type(IntEnum):
    """Kinds of component.

    https://discord.com/developers/docs/components/reference#component-object-component-types
    """

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset(
    {
        Type.STRING_SELECT,
        Type.USER_SELECT,
        Type.ROLE_SELECT,
        Type.MENTIONABLE_SELECT,
        Type.CHANNEL_SELECT,
    }
)


def walk(components: list[Json], path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Each component with the path to it, in reading order; a section's accessory comes last."""
    for index, component in enumerate(components):
        yield from _within(component, (*path, index))


def _within(component: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    yield path, component
    yield from walk(component.get("components") or [], (*path, "components"))
    for name in ("accessory", "component"):
        inner: Json | None = component.get(name)
        if inner is not None:
            yield from _within(inner, (*path, name))
