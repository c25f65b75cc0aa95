"""Using a message's controls: finding the button or select that was meant, and what was chosen."""

from difflib import get_close_matches

from .jsons import Json
from .options import Resolver
from .reading import label
from .rules.walk import SELECTS, Type, walk
from .typed import NotPossible

_LINK_STYLE = 5


def find_button(message: Json, name: str) -> Json:
    """Give the `data` of pressing a button; raises NotPossible if it cannot be pressed."""
    button = _control(message, name, "button", frozenset({Type.BUTTON}))
    if button["style"] == _LINK_STYLE:
        raise NotPossible(
            f"The button {label(button)} opens {button['url']}; the bot hears nothing."
        )
    return _data(button)


def find_select(message: Json, name: str) -> Json:
    """Give a select by custom_id or placeholder; with an empty name, the only one there is."""
    return _control(message, name, "select", SELECTS)


def chosen(select: Json, values: list[str], resolver: Resolver) -> Json:
    """Give the `data` of choosing in a select; options are named by value or label."""
    picked = pick(select, values, resolver)
    data = _data(select) | {"values": picked}
    return data | ({"resolved": resolver.resolved} if resolver.resolved else {})


def pick(select: Json, values: list[str], resolver: Resolver) -> list[str]:
    """Give the values that Discord sends for what was chosen; raises NotPossible out of bounds."""
    least = 1 if select.get("min_values") is None else select["min_values"]
    most = select.get("max_values") or 1
    if not least <= len(values) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise NotPossible(f"Choose {wanted} in {label(select) or select['custom_id']}.")
    return [_one(select, value, resolver) for value in values]


def _one(select: Json, value: str, resolver: Resolver) -> str:
    if select["type"] == Type.STRING_SELECT:
        return by_value_or_label(select["options"], value)
    return resolver.chosen(select, value)


def by_value_or_label(options: list[Json], name: str) -> str:
    """Give the value of the option with that value or label; raises NotPossible."""
    for key in ("value", "label"):
        for option in options:
            if option[key].casefold() == name.casefold():
                value: str = option["value"]
                return value
    known = [option["label"] for option in options]
    near = get_close_matches(name, known, n=3, cutoff=0.6) or known
    raise NotPossible(f"There is no option {name}. There is: {', '.join(near)}.")


def _control(message: Json, name: str, what: str, types: frozenset[Type]) -> Json:
    controls = [one for _, one in walk(message["components"]) if one["type"] in types]
    wanted = name.casefold()
    matches = (
        [one for one in controls if one.get("custom_id") == name]
        or [one for one in controls if name and label(one).casefold() == wanted]
        or (controls if not name and len(controls) == 1 else [])
    )
    if not matches:
        known = ", ".join(label(one) or one.get("custom_id", "") for one in controls) or "none"
        raise NotPossible(f"There is no {what} {name} on that message. There is: {known}.")
    if matches[0].get("disabled"):
        raise NotPossible(f"The {what} {label(matches[0])} is disabled.")
    return matches[0]


def _data(control: Json) -> Json:
    return {
        "component_type": control["type"],
        "custom_id": control["custom_id"],
        "id": control["id"],
    }
