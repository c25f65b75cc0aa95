"""Reads a view as Discord would get it."""


def walk(components):
    for component in components:
        yield component
        yield from walk(component.get("components", []))


def parts(view, type_):
    return [each for each in walk(view.to_components()) if each["type"] == type_]


def text(view):
    return "\n".join(each["content"] for each in parts(view, 10))


def buttons(view):
    return {each["label"]: each.get("custom_id", each.get("url")) for each in parts(view, 2)}


def options(view):
    return [option["value"] for each in parts(view, 3) for option in each["options"]]


def spoilers(view):
    """Tell the texts of each box by whether it is hidden."""
    boxes = [each for each in view.to_components() if each["type"] == 17]
    return [
        (
            bool(box.get("spoiler")),
            " ".join(part["content"] for part in walk([box]) if part["type"] == 10),
        )
        for box in boxes
    ]
