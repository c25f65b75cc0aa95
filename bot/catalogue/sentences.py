"""What the schema finds wrong with a record, in sentences that say what to write instead."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from . import texts
from .texts import quoted

_CLOSE = 70  # of 100, as rapidfuzz counts likeness: `batle` is to `battle` 91
_FORMATTING = re.compile(f"[{texts.FORMATTING}]")
_INVISIBLE = re.compile(f"[{texts.INVISIBLE}]")
_QUOTED = re.compile("'([^']+)'")
_ID = re.compile(texts.ID)
_LISTS = {
    "sources": "a list of ids from sources.yaml: [beevor-1998]",
    "topics": "a list of ids of topics: [battle-of-stalingrad]",
    "related": "a list of ids of topics: [battle-of-stalingrad]",
    "people": "a list of ids of people: [georgy-zhukov]",
    "places": "a list of ids from places.yaml: [stalingrad]",
}


def meant(word: str, known: Iterable[str]) -> str:
    """Give " Did you mean `…`?" when a known word is close in any case, else nothing."""
    found = process.extractOne(
        word[:100], list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_CLOSE
    )
    return f" Did you mean `{found[0]}`?" if found else ""


def sentence(error: ErrorDetails, *, noun: str, fields: Mapping[str, FieldInfo]) -> str:
    """Say what one error of the schema means; `noun` is the record's, such as "an event"."""
    if error["type"] == "missing":
        name = str(error["loc"][-1])
        return f"`{name}` is missing: {noun} needs it.{_to_choose_from(name, fields[name])}"
    if error["type"] == "extra_forbidden":
        return _unknown_field(str(error["loc"][-1]), noun, list(fields))
    if error["input"] is None:
        return _empty(error)
    return _SENTENCES[error["type"]](error)


def _to_choose_from(name: str, field: FieldInfo) -> str:
    words = field.annotation
    if isinstance(words, type) and issubclass(words, StrEnum):
        return f" Write one of {', '.join(words)}."
    return f" Write {field.description}" if name == "importance" else ""


def _unknown_field(name: str, noun: str, fields: list[str]) -> str:
    if name == "<<":
        return "Merge keys (`<<`) are not read: write the fields out."
    if space := texts.foreign_space(name):
        return f"The name of this field holds {space}: type a plain space, or none."
    hint = meant(name, fields) or f" Its fields are {', '.join(fields)}."
    return f"{quoted(name)} is not a field of {noun}.{hint}"


def no_id(text: str) -> str:
    """Say that a text is no id, and give one that is like it."""
    like = re.sub("[^a-z0-9]+", "-", text.lower())[: texts.ID_LENGTH].strip("-")
    example = f"such as `{like or 'battle-of-stalingrad'}`"
    most = f"at most {texts.ID_LENGTH} of them"
    return f"{quoted(text)} is no id: use a-z, 0-9 and single hyphens, {most}, {example}."


def _subject(error: ErrorDetails) -> str:
    if not error["loc"]:
        return "This record"
    field = next(step for step in reversed(error["loc"]) if isinstance(step, str))
    return f"An item of `{field}`" if isinstance(error["loc"][-1], int) else f"`{field}`"


def _context(error: ErrorDetails) -> dict[str, object]:
    return error.get("ctx", {})


def _empty(error: ErrorDetails) -> str:
    return f"{_subject(error)} is empty: write it, or delete the line if it may be left out."


def _own(error: ErrorDetails) -> str:
    return str(_context(error)["error"])


def _too_long(error: ErrorDetails) -> str:
    length, limit = len(error["input"].strip()), _context(error)["max_length"]
    return f"{_subject(error)} has {length:,} characters; at most {limit:,} fit."


def _too_many(error: ErrorDetails) -> str:
    length, limit = len(error["input"]), _context(error)["max_length"]
    return f"{_subject(error)} has {length} items; at most {limit} fit."


def _too_few(error: ErrorDetails) -> str:
    return f"{_subject(error)} is empty: nothing is told without a source, so cite at least one."


def _no_list(error: ErrorDetails) -> str:
    text, subject = error["input"], _subject(error)
    if not isinstance(text, str):
        return f"{subject} takes a list: put the items in brackets, [one, two]."
    if text.startswith("-"):
        return f"{subject} takes a list: put a space behind the dash of each item."
    items = [item.strip() for item in text.split(",")]
    takes = _LISTS.get(str(error["loc"][-1]))
    if takes and not all(map(_ID.fullmatch, items)):
        return f"{subject} takes {takes}."
    inside = quoted(f"[{', '.join(items)}]")
    return f"{subject} takes a list: put the items in brackets, {inside}."


def _no_text(error: ErrorDetails) -> str:
    found = "a list" if isinstance(error["input"], list) else "a mapping"
    return f"{_subject(error)} takes text, not {found}: put a text with `: ` or brackets in quotes."


def _no_mapping(error: ErrorDetails) -> str:
    return f"{_subject(error)} takes fields, each with its own name, such as `title: …`."


def _no_choice(error: ErrorDetails) -> str:
    choices = _QUOTED.findall(str(_context(error)["expected"]))
    if not isinstance(error["input"], str):
        return f"{_subject(error)} takes one word, without brackets: one of {', '.join(choices)}."
    hint = meant(str(error["input"]), choices)
    return f"{quoted(error['input'])} is not one of {', '.join(choices)}.{hint}"


def _misshapen(error: ErrorDetails) -> str:
    pattern, text = _context(error)["pattern"], error["input"]
    if not text.strip():
        return _empty(error)
    match pattern:
        case texts.ID:
            return _no_id(error)
        case texts.YEARS:
            return f"{quoted(text)} is no year of a work: write it like 1998, 1999-2005 or n.d."
        case texts.URL:
            return f"{quoted(text)} is no web address of the kind https://…: mend or delete it."
        case texts.LANGUAGE:
            return f"{quoted(text)} is no language tag: write it like en, de or zh-Hant."
        case _:
            return _badly_written(text, _subject(error), one_line=pattern == texts.LINE)


def _no_id(error: ErrorDetails) -> str:
    text, parts = error["input"], error["input"].split()
    is_item = any(isinstance(step, int) for step in error["loc"])
    if is_item and len(parts) > 1 and "-" in text and all(map(_ID.fullmatch, parts)):
        told = quoted(f"[{', '.join(parts)}]")
        return f"A comma is missing in {quoted(text)}: write each id by itself, {told}."
    return no_id(text)


def _badly_written(text: str, subject: str, *, one_line: bool) -> str:
    if found := _INVISIBLE.search(text):
        return f"{subject} holds the invisible character U+{ord(found.group()):04X}: remove it."
    if found := _FORMATTING.search(text):
        return f"{subject} holds `{found.group()}`, which Discord would take for formatting or a mention: remove it."
    if not one_line:
        return f"{subject} has a line that starts with `#`, `-` or a space: write plain paragraphs."
    if "\n" in text:
        return f"{subject} goes over more than one line: write it in one."
    return f"{subject} starts or ends with a space: remove it."


_SENTENCES: dict[str, Callable[[ErrorDetails], str]] = {
    "value_error": _own,
    "string_type": _no_text,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _misshapen,
    "tuple_type": _no_list,
    "too_long": _too_many,
    "too_short": _too_few,
    "enum": _no_choice,
    "model_type": _no_mapping,
}
