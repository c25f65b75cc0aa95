"""What Discord asks of a message's components beyond their shape.

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterator

from bot.playground.errors import Problem
from bot.playground.jsons import Json

from .walk import SELECTS, Path, Type, walk

MAX_COMPONENTS = 40
MAX_TEXT = 4000
_ROW_WIDTH = 5
_LEGACY_ROWS = 5
_LINK_STYLE, _PREMIUM_STYLE = 5, 6
_SCHEMES = ("http://", "https://", "attachment://")
_LINK_SCHEMES = ("http://", "https://", "discord://")


def component_problems(components: list[Json], *, v2: bool, files: set[str]) -> Iterator[Problem]:
    """List the faults of a message's components; attachment:// may name one of `files`."""
    everything = list(walk(components, ("components",)))
    yield from _totals(everything) if v2 else _legacy(components)
    yield from _repeated(everything)
    for path, component in everything:
        yield from _one(path, component, files)


def _totals(everything: list[tuple[Path, Json]]) -> Iterator[Problem]:
    if len(everything) > MAX_COMPONENTS:
        message = f"Must be {MAX_COMPONENTS} or fewer in length (nested ones counted)."
        yield Problem(("components",), "BASE_TYPE_MAX_LENGTH", message)
    texts = [one.get("content") or "" for _, one in everything if one["type"] == Type.TEXT_DISPLAY]
    if sum(map(len, texts)) > MAX_TEXT:
        message = f"The texts of all components must be {MAX_TEXT} or fewer in length together."
        yield Problem(("components",), "COMPONENT_MAX_TOTAL_TEXT_SIZE", message)
    for path, component in everything:
        if component["type"] == Type.TEXT_DISPLAY and not (component.get("content") or "").strip():
            yield Problem((*path, "content"), "BASE_TYPE_REQUIRED", "This field is required")


def _legacy(components: list[Json]) -> Iterator[Problem]:
    if len(components) > _LEGACY_ROWS:
        message = f"Must be {_LEGACY_ROWS} or fewer in length."
        yield Problem(("components",), "BASE_TYPE_MAX_LENGTH", message)
    for index, component in enumerate(components):
        if component["type"] != Type.ACTION_ROW:
            message = 'Value of field "type" must be one of (1,).'
            yield Problem(("components", index), "UNION_TYPE_CHOICES", message)


def _repeated(everything: list[tuple[Path, Json]]) -> Iterator[Problem]:
    for name, code in (
        ("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ("id", "COMPONENT_ID_DUPLICATED"),
    ):
        seen: set[object] = set()
        for path, component in everything:
            value = component.get(name)
            if value and value in seen:
                yield Problem((*path, name), code, f"Component {name} cannot be duplicated")
            seen.add(value)


def _one(path: Path, component: Json, files: set[str]) -> Iterator[Problem]:
    match component["type"]:
        case Type.ACTION_ROW:
            yield from _row(path, component)
        case Type.BUTTON:
            yield from _button(path, component)
        case Type.THUMBNAIL:
            yield from _media((*path, "media"), component["media"], files)
        case Type.FILE:
            yield from _media((*path, "file"), component["file"], files)
        case Type.MEDIA_GALLERY:
            for index, item in enumerate(component["items"]):
                yield from _media((*path, "items", index, "media"), item["media"], files)
        case kind if kind in SELECTS:
            yield from select_problems(path, component)
        case _:
            pass


def _row(path: Path, row: Json) -> Iterator[Problem]:
    inside = [one["type"] for one in row["components"]]
    selects = sum(kind in SELECTS for kind in inside)
    if len(inside) > _ROW_WIDTH or (selects and len(inside) > 1):
        message = "The width of the row is exceeded: five buttons or one select fit."
        yield Problem((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)


def _button(path: Path, button: Json) -> Iterator[Problem]:
    style = button["style"]
    needed = {_LINK_STYLE: "url", _PREMIUM_STYLE: "sku_id"}.get(style, "custom_id")
    for name in ("custom_id", "url", "sku_id"):
        if name == needed and not button.get(name):
            yield Problem(
                (*path, name), "BASE_TYPE_REQUIRED", f"A button of style {style} needs it"
            )
        elif name != needed and button.get(name):
            message = f"A button of style {style} cannot have it"
            yield Problem((*path, name), "BUTTON_COMPONENT_FIELD_FORBIDDEN", message)
    if style != _PREMIUM_STYLE and not button.get("label") and not button.get("emoji"):
        message = "A button needs a label or an emoji"
        yield Problem((*path, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", message)
    if (url := button.get("url")) and not url.startswith(_LINK_SCHEMES):
        yield Problem((*path, "url"), "URL_TYPE_INVALID_SCHEME", _scheme_message(_LINK_SCHEMES))


def _media(path: Path, media: Json, files: set[str]) -> Iterator[Problem]:
    url: str = media["url"]
    scheme, _, name = url.partition("://")
    if not url.startswith(_SCHEMES):
        yield Problem((*path, "url"), "URL_TYPE_INVALID_SCHEME", _scheme_message(_SCHEMES))
    elif scheme == "attachment" and name not in files:
        message = f'The attachment "{name}" is not among the files of the message'
        yield Problem(
            (*path, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message
        )


def _scheme_message(schemes: tuple[str, ...]) -> str:
    return f"Scheme must be one of ({', '.join(each[:-3] for each in schemes)})."


def select_problems(path: Path, select: Json) -> Iterator[Problem]:
    """List the faults of a select: repeated values, and bounds that cannot be met."""
    options: list[Json] = select.get("options") or []
    values = [option["value"] for option in options]
    for index, value in enumerate(values):
        if value in values[:index]:
            message = "The specified option value is already used"
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            yield Problem((*path, "options", index, "value"), code, message)
    least = 1 if select.get("min_values") is None else select["min_values"]
    most = select.get("max_values") or 1
    if least > most:
        message = "min_values cannot be greater than max_values"
        yield Problem((*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE", message)
    if options and most > len(options):
        message = f"There are only {len(options)} options"
        yield Problem((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", message)
    if sum(bool(option.get("default")) for option in options) > most:
        message = f"Only {most} can be chosen beforehand"
        yield Problem((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", message)
