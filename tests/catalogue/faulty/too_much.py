"""Files made to crash a reader, or to keep it busy for ever."""

from tests.catalogue.packs import event, topic

from .case import JUNE, TOPIC, Cases, june

_NOWHERE = f"[{', '.join(f'x{n}' for n in range(25))}]"

CASES: Cases = {
    "an alias bomb": (
        {
            JUNE: "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n"
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            )
        },
        "1: The file holds a list: start each entry",
        "1: `&a` names a text for reuse, which is not",
        "…",
    ),
    "deep nesting in brackets": (
        {JUNE: "[" * 100_000},
        "1: The file cannot be read: it is nested more",
    ),
    "deep nesting in braces": (
        {JUNE: "{a: " * 100_000},
        "1: The file cannot be read: it is nested more",
    ),
    "deep nesting in blocks": (
        {JUNE: "".join(" " * n + "-\n" for n in range(500))},
        "13: The file cannot be read: it is nested more",
    ),
    "deep nesting in one line": (
        {JUNE: "- " * 50_000 + "a"},
        "1: The file cannot be read: it is nested more",
    ),
    "too large a file": ({JUNE: "#" * 2_000_001}, "1: The file is larger than 2,000,000 bytes:"),
    "a scalar of a megabyte": (
        june(text="a" * 1_000_000),
        "4: event:war.text: `text` has 1,000,000 characters; at most",
    ),
    "too long a list": (
        {JUNE: "- a\n" * 10_001},
        "10002: The file cannot be read: one list or",
    ),
    "too many keys": (
        {JUNE: "- id: a\n" + "".join(f"  k{n}: b\n" for n in range(201))},
        "203: The file cannot be read: one list or",
    ),
    "too many values": (
        {JUNE: ("- [" + "a," * 5_000 + "]\n") * 41},
        "41: The file cannot be read: it holds more than",
    ),
    "a key of a megabyte": (
        {JUNE: f"- ? {'k' * 1_000_000}\n  : a\n"},
        "1: event 1.date: `date` is missing: an event needs it.",
        "…",
    ),
    "more faults than anyone reads": (
        {JUNE: "- a\n" * 300},
        "1: event 1: This record takes fields, each with its own",
        "2: event 2: This record takes fields, each with its own",
        "…",
    ),
    "unknown fields by the thousand": (
        {JUNE: ("- id: a\n" + "".join(f"  tytle{n}: b\n" for n in range(190))) * 500},
        "1: event:a.date: `date` is missing: an event needs it.",
        "…",
    ),
    "the same id ten thousand times": (
        {JUNE: "- id: a\n" * 10_000},
        "1: event:a.date: `date` is missing: an event needs it.",
        "…",
    ),
    "unknown references by the thousand": (
        {JUNE: "".join(event(f"e{n}", topics=_NOWHERE, title=f"T{n}") for n in range(3_000))},
        "7: event:e0.topics: There is no topic `x0` in this pack.",
        "…",
    ),
    "one title three thousand times": (
        {JUNE: "".join(event(f"e{n}") for n in range(5_000))},
        "13: warning: event:e1.title: `The invasion begins` is also a name of",
        "…",
    ),
    "text that could be Markdown": (
        {TOPIC: topic("## One\n\n" + "".join(f"{c * 5_000}\n" for c in " -*_=|#[<`~") + "a\n")},
        "8: topic:another-topic.sections: `text` has 50,011",
        "…",
    ),
}
