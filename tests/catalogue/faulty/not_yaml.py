"""Files that are no text, no YAML, or YAML with more in it than is read."""

from tests.catalogue.packs import event, person

from .case import GROUP, JUNE, Cases, june

CASES: Cases = {
    "an empty file": ({JUNE: ""}, "1: The file is empty: write what belongs in"),
    "a file of comments": (
        {JUNE: "# nothing yet\n"},
        "1: The file is empty: write what belongs in",
    ),
    "a bare document start": ({JUNE: "---\n"}, "1: The file is empty: write what belongs in"),
    "a mapping for a list": (
        {JUNE: "id: barbarossa\n"},
        "1: The file holds a list: start each entry",
    ),
    "a text for a list": ({JUNE: "barbarossa\n"}, "1: The file holds a list: start each entry"),
    "bad UTF-8": (
        {JUNE: event().encode().replace(b"Three", b"Thr\xe9\xff")},
        "4: The byte 0xE9 is not UTF-8: save the file",
    ),
    "UTF-16": ({JUNE: event().encode("utf-16")}, "1: The file is saved as UTF-16: save it as"),
    "a tab as indentation": (
        {JUNE: event().replace("  kind", "\tkind")},
        "5: The line holds a tab: use spaces.",
    ),
    "tabs in two lines": (
        {JUNE: event(text="a\tb", places="\t[stalingrad]")},
        "4: The line holds a tab: use spaces.",
        "9: The line holds a tab: use spaces.",
    ),
    "NUL": ({JUNE: event(text="a\0b")}, "4: The line holds a NUL character: remove it."),
    "a lone carriage return": (
        {JUNE: event(text="a\rb")},
        "4: The line holds a lone carriage return:",
    ),
    "a control character": (
        {JUNE: event(text="a\x07b")},
        "4: The line holds the invisible character",
    ),
    "a Unicode line separator": (
        {JUNE: event(text="a\u2028b")},
        "4: The line holds the invisible character",
    ),
    "text that runs backwards": (
        {JUNE: event(title="\u202etxet")},
        "3: The line holds the invisible character",
    ),
    "an invisible character in an escape": (
        june(title='"a\\u200bb"'),
        "3: event:war.title: `title` holds the invisible character",
    ),
    "a second document": (
        {JUNE: event() + "---\n" + event("again")},
        "11: A second document starts here: a file holds",
    ),
    "a directive": (
        {JUNE: "%YAML 1.1\n---\n" + event()},
        "1: A line that starts with `%` is not read:",
    ),
    "an anchor and its alias": (
        june(text="&text The army.", dispute="*text"),
        "4: `&text` names a text for reuse, which is",
        "11: `*text` stands for a text elsewhere: write",
    ),
    "a recursive anchor": (
        {JUNE: "- &a [*a]\n"},
        "1: `&a` names a text for reuse, which is not",
        "1: `*a` stands for a text elsewhere: write it",
        "1: event 1: This record takes fields, each with its own",
    ),
    "an alias as a key": (
        {JUNE: event() + "  *a : b\n"},
        "11: A key is one word, followed by a colon: put",
    ),
    "an anchor on a key": (
        {JUNE: event() + "  &a dispute: b\n"},
        "11: `&a` names a text for reuse, which is not",
    ),
    "an unknown anchor": (june(dispute="*nobody"), "11: `*nobody` stands for a text elsewhere:"),
    "a merge key": (
        june(**{"<<": "{title: Another}"}),
        "11: event:war.<<: Merge keys (`<<`) are not read: write the",
    ),
    "a tag": (june(importance="!!int 3"), "6: The tag `!!int` is not read: delete it, or"),
    "a tag that runs code": (
        june(text='!!python/object/apply:os.system ["true"]'),
        "4: The tag `!!python/object/apply:os.system`",
        "4: event:war.text: `text` takes text, not a list: put a text",
    ),
    "null": (
        june(dispute="~", aliases="null"),
        "11: `~` means nothing here: leave it out, or",
        "12: `null` means nothing here: leave it out, or",
    ),
    "a list as a key": (
        {JUNE: event() + "  ? [a]\n  : b\n"},
        "11: A key is one word, followed by a colon: put",
    ),
    "an empty key": ({JUNE: event() + "  : b\n"}, "11: A `key: value` should stand here: start"),
    "a duplicate key": (
        {JUNE: event() + "  title: Once more\n  text: Again.\n"},
        "11: `title` was already given in line 3: keep",
        "12: `text` was already given in line 4: keep",
    ),
    "`no:` as a key": (
        june(no="thing"),
        "11: event:war.no: `no` is not a field of an event. Its fields",
    ),
    "an unclosed quote": (
        june(title='"The invasion begins'),
        "3: The quote that opens here is never closed.",
    ),
    "an unclosed bracket": (
        june(people="[georgy-zhukov"),
        "9: The list that opens with `[` needs a `,` or",
    ),
    "an unclosed brace": (
        june(sources="[{source: leaflet]"),
        "10: The mapping that opens with `{` needs a `,`",
    ),
    "a colon in a text": (
        june(title="Barbarossa: it begins"),
        "3: There is a second `: ` in this line, or its",
    ),
    "a line without a colon": (
        {JUNE: event() + "  dispute\n  aliases: []\n"},
        "11: This line has no `: ` after its key: write",
    ),
    "indentation that wanders": (
        {JUNE: event() + "    dispute: too deep\n"},
        "11: `dispute` starts in column 5, `sources` above it in column 3: start each field",
    ),
    "a field one column too deep": (
        {JUNE: event().replace("  kind", "   kind")},
        "5: `kind` starts in column 4, `text` above it in column 3: start each",
    ),
    "a field too deep below a long text": (
        {JUNE: event(text=">-\n    Three army groups.").replace("  kind", "   kind")},
        "6: `kind` starts in column 4, `text` above it in column 3: start each",
    ),
    "a field one column too shallow": (
        {JUNE: event().replace("  places", " places")},
        "9: `places` starts in column 2, `id` above it in column 3: start each",
    ),
    "a field too shallow below a nested entry": (
        {GROUP: person(roles="\n  - title: Marshal\n    years: 1941") + " dispute: Yes.\n"},
        "10: `dispute` starts in column 2, `id` above it in column 3: start each",
    ),
    "a dash without a space": (
        {JUNE: event().replace("- id", "-id")},
        "1: Put a space behind the dash: `- id:`.",
    ),
    "a later dash without a space": (
        {JUNE: event() + event("again").replace("- id", "-id")},
        "11: Put a space behind the dash: `- id:`.",
    ),
    "a dash without a space, and fields below it": (
        {JUNE: event().replace("- id", "-id").replace("\n  ", "\n")},
        "1: The file holds a list: put a space behind the dash that starts",
    ),
    "a forgotten dash": (
        {JUNE: event() + event("again").replace("- id", "  id")},
        "11: `id` was already given in line 1: is a `- ` missing before this",
    ),
    "a forgotten dash and its column": (
        {JUNE: event() + event("again").replace("- id", "id")},
        "11: Is a `- ` missing before `id`? Each entry starts with one",
    ),
    "a forgotten dash at the start": (
        {JUNE: event().replace("- id", "id")},
        "2: Is a `- ` missing before `id`? Each entry starts with one",
    ),
    "a question mark for what is unknown": (
        june(old_style="?"),
        "11: A `?` cannot stand here: leave the line out if nothing",
    ),
    "an entry out of its column": (
        {JUNE: event() + " - id: again\n"},
        "11: An entry that starts with `- ` should stand",
    ),
    "text after a quote": (
        june(title='"The invasion" begins'),
        "3: A `key: value` should stand here: start",
    ),
    "an unknown escape": (june(title=r'"C:\Users"'), "3: A backslash in double quotes starts an"),
    "an at sign at the start": (
        june(title="@everyone"),
        "3: A text cannot start with this character:",
    ),
    "a list that is cut short": (
        june(people="[georgy-zhukov,, nicholas]"),
        "8: A value is missing between brackets or",
    ),
    "a field in the column of entries": (
        {JUNE: event() + "dispute: It is disputed.\n"},
        "11: An entry that starts with `- ` should stand here: start each entry in the same column, or indent this field",
    ),
    "a number sign in a text": (
        june(title="Army #6 attacks"),
        "3: `#6 attacks` would be lost, since ` #` begins a comment: put",
    ),
    "a number sign at the start of a text": (
        june(dispute="#6 or #9?"),
        "11: `#6 or #9?` would be lost, since ` #` begins a comment: put",
    ),
    "a number sign in the second line of a text": (
        june(text="The 6th\n    Army #6 attacks"),
        "5: `#6 attacks` would be lost, since ` #` begins",
    ),
    "a number sign in an item": (
        june(aliases="\n  - Army #6\n  - Tanks"),
        "12: `#6` would be lost, since ` #` begins a comment",
    ),
    "a number sign in brackets": (
        june(aliases="[Army #6, Army]"),
        "11: `#6, Army]` would be lost, since ` #` begins a comment",
        "12: The list that opens with `[` needs a `,` or",
    ),
    "number signs by the thousand": (
        {JUNE: "- a #b\n" * 9_000},
        "1: `#b` would be lost, since ` #` begins a comment",
        "1: event 1: This record takes fields, each with its own",
        "…",
    ),
    "a non-breaking space after a colon": (
        {JUNE: event().replace("title: ", "title:\xa0")},
        "3: Beside the name of this field is a non-breaking space (U+00A0): type a plain space",
    ),
    "a non-breaking space after the first colon": (
        {JUNE: event().replace("- id: ", "- id:\xa0")},
        "1: Beside the name of this field is a non-breaking space (U+00A0): type a plain space",
    ),
    "an ideographic space as indentation": (
        {JUNE: event().replace("  title", "\u3000title")},
        "3: Beside the name of this field is an ideographic space (U+3000): type a plain space",
    ),
    "a merge conflict": (
        {JUNE: f"<<<<<<< HEAD\n{event()}=======\n{event()}>>>>>>> theirs\n"},
        "1: This is an unresolved merge conflict: keep what is right",
        "23: This is an unresolved merge conflict: keep what is right",
    ),
    "a dash in a value": (
        june(title="- The invasion"),
        "3: A `- ` cannot stand here: start each entry",
    ),
}
