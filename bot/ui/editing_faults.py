"""What is wrong with a draft, in the words of the forms in which it is typed."""

import re

from bot.catalogue.records import Problem
from bot.domain.revisions import Body, RecordType, Value
from bot.services.editing.sections import LAYOUTS, Input
from bot.services.editing.typed_dates import fault, is_old_style_day

from . import editing_texts as texts

_CODE = re.compile("`([^`]*)`")
_EXAMPLES = {
    Input.DATE: texts.DATE_EXAMPLE,
    Input.OLD_STYLE: texts.OLD_STYLE_EXAMPLE,
    Input.ROLES: texts.ROLE_EXAMPLE,
}
_OF_ROLE = {"title": texts.A_ROLE, "years": texts.ROLE_YEARS}


def worded(type_: RecordType, body: Body, problem: Problem) -> str:
    """Say what a problem is as the form of its section would: its dates, and its names of fields."""
    if unreadable := _of_date(type_, body, problem):
        return unreadable
    sentence = problem.sentence
    match problem.path:
        case ("roles", _, str(field)) if field in _OF_ROLE:
            sentence = sentence.replace(f"`{field}`", _OF_ROLE[field])
        case _:
            pass
    return _CODE.sub("“\\1”", sentence)


def _of_date(type_: RecordType, body: Body, problem: Problem) -> str:
    """Say why a date cannot be read, with the examples of its form; empty if it is not that."""
    typed, kind = _date(type_, body, problem)
    if kind not in _EXAMPLES:
        return ""
    why = fault(typed)
    if kind is Input.OLD_STYLE:  # it has days that our calendar lacks
        why = None if is_old_style_day(typed) else ""
    if not typed or why is None:
        return ""
    form = texts.DATE_UNREAD_WHY if why else texts.DATE_UNREAD
    return form.format(typed=typed[: texts.DATE_SHOWN], why=why, example=_EXAMPLES[kind])


def _date(type_: RecordType, body: Body, problem: Problem) -> tuple[str, Input]:
    """Give what was typed where a problem is, and how it is typed."""
    value: Value = ""
    kind = Input.LINE
    match problem.path:
        case ("roles", int(number), "years"):
            roles = body.get("roles")
            role: Value = roles[number] if isinstance(roles, list) and number < len(roles) else ""
            value, kind = (role.get("years", "") if isinstance(role, dict) else ""), Input.ROLES
        case (str(name),):
            fields = [each for of in LAYOUTS[type_].sections for each in of.fields]
            value = body.get(name, "")
            kind = next((each.input for each in fields if each.name == name), kind)
        case _:
            pass
    return (value, kind) if isinstance(value, str) else ("", kind)
