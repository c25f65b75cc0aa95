"""Records that are not what their kind asks for."""

from tests.catalogue.packs import SOUND, event, person

from .case import GROUP, JUNE, Cases, june

_PLACES = str(SOUND["places.yaml"])
_SOURCES = str(SOUND["sources.yaml"])
_PACK = str(SOUND["pack.yaml"])

CASES: Cases = {
    "an entry that is a word": (
        {JUNE: event() + "- again\n"},
        "11: event 2: This record takes fields, each with its own",
    ),
    "an empty entry": (
        {JUNE: event() + "-\n"},
        "11: event 2: This record is empty: write it, or delete",
    ),
    "an entry that is a list": (
        {JUNE: event() + "- [again]\n"},
        "11: event 2: This record takes fields, each with its own",
    ),
    "an entry without an id": (
        {JUNE: event() + "- title: Again\n"},
        "11: event 2.date: `date` is missing: an event needs it.",
        "11: event 2.id: `id` is missing: an event needs it.",
        "11: event 2.importance: `importance` is missing: an event needs it. Write 1 (minor), 2 or 3 (major).",
        "11: event 2.kind: `kind` is missing: an event needs it. Write one of war, battle,",
        "11: event 2.sources: `sources` is missing: an event needs it.",
        "11: event 2.text: `text` is missing: an event needs it.",
    ),
    "an unknown field": (
        june(titlx="The invasion"),
        "11: event:war.titlx: `titlx` is not a field of an event. Did you",
    ),
    "a field unlike any other": (
        june(xyzzy="1"),
        "11: event:war.xyzzy: `xyzzy` is not a field of an event. Its",
    ),
    "an id in capitals": (
        june("Operation_41"),
        "1: event 1.id: `Operation_41` is no id: use a-z, 0-9 and",
    ),
    "an id of no letters": (june('"!"'), "1: event 1.id: `!` is no id: use a-z, 0-9 and single"),
    "an id too long": (june("a" * 61), "1: event 1.id: `id` has 61 characters; at most 60 fit."),
    "an id as a list": (june("[a]"), "1: event 1.id: `id` takes text, not a list: put a text"),
    "a title too long": (
        june(title="T" * 131),
        "3: event:war.title: `title` has 131 characters; at most 100 fit.",
    ),
    "an empty title": (
        june(title=""),
        "3: event:war.title: `title` is empty: write it, or delete the",
    ),
    "a title of quotes": (
        june(title="''"),
        "3: event:war.title: `title` is empty: write it, or delete the",
    ),
    "a title of spaces": (
        june(title="'  '"),
        "3: event:war.title: `title` is empty: write it, or delete the",
    ),
    "a title with a space at its end": (
        june(title="'The invasion '"),
        "3: event:war.title: `title` starts or ends with a space: remove",
    ),
    "a title over two lines": (
        june(title='"The\\ninvasion"'),
        "3: event:war.title: `title` goes over more than one line: write",
    ),
    "a title as a list": (
        june(title="[The invasion]"),
        "3: event:war.title: `title` takes text, not a list: put a text",
    ),
    "a title as a mapping": (
        june(title="{The: invasion}"),
        "3: event:war.title: `title` takes text, not a mapping: put a",
    ),
    "a mention in a title": (
        june(title="Hello @everyone"),
        "3: event:war.title: `title` holds `@`, which Discord would take",
    ),
    "a mention in a text": (
        june(text="Ask <@123456789012345678> about it."),
        "4: event:war.text: `text` holds `<`, which Discord would take",
    ),
    "a channel in a dispute": (
        june(dispute="See <#123456789012345678>."),
        "11: event:war.dispute: `dispute` holds `<`, which Discord would",
    ),
    "Markdown in a text": (
        june(text="It was **bold**."),
        "4: event:war.text: `text` holds `*`, which Discord would take",
    ),
    "a link in a text": (
        june(text="See https://example.org for more."),
        "4: event:war.text: A text holds no links: cite the page as a",
    ),
    "a Markdown link in a text": (
        june(text='"See [this](there) for more."'),
        "4: event:war.text: A text holds no links: cite the page as a",
    ),
    "a heading in a text": (
        june(text='"# A heading"'),
        "4: event:war.text: `text` has a line that starts with `#`, `-`",
    ),
    "a text too long": (
        june(text="a" * 801),
        "4: event:war.text: `text` has 801 characters; at most 800 fit.",
    ),
    "a dispute too long": (
        june(dispute="a" * 801),
        "11: event:war.dispute: `dispute` has 801 characters; at most 800",
    ),
    "30 February": (
        june(date="1941-02-30"),
        "2: event:war.date: “1941-02-30” is no day: February of that",
    ),
    "a date in words": (
        june(date="22 June 1941"),
        "2: event:war.date: “22 June 1941” is not a date that I can",
    ),
    "a date as a list": (
        june(date="[1941-06-22]"),
        "2: event:war.date: This takes a date, such as 1941-06-22, not",
    ),
    "an empty date": (june(date=""), "2: event:war.date: `date` is empty: write it, or delete the"),
    "an interval that ends first": (
        june(date="1941-06-22/1941-06-21"),
        "2: event:war.date: “1941-06-22/1941-06-21” ends before it",
    ),
    "a kind misspelt": (
        june(kind="batle"),
        "5: event:war.kind: `batle` is not one of war, battle,",
    ),
    "a kind in capitals": (
        june(kind="BATTLE"),
        "5: event:war.kind: `BATTLE` is not one of war, battle, diplomacy, treaty, politics, revolution, repression, atrocity, economy, society, culture, science, memory. Did you mean `battle`?",
    ),
    "a day before its month": (
        june(date="30/06/1941"),
        "2: event:war.date: “30/06/1941” is not a date that I can read. Write 1941-06-30.",
    ),
    "a field after a non-breaking space": (
        {JUNE: event(dispute="It is disputed.").replace("  dispute", "  \xa0dispute")},
        "11: event:war.\xa0dispute: The name of this field holds a non-breaking space (U+00A0): type",
    ),
    "a kind of sensitivity that is none": (
        june(sensitive="[gore]"),
        "11: event:war.sensitive: `gore` is not one of genocide,",
    ),
    "a kind in brackets": (
        june(kind="[battle, war]"),
        "5: event:war.kind: `kind` takes one word, without brackets: one of war, battle,",
    ),
    "an importance in brackets": (
        june(importance="[3]"),
        "6: event:war.importance: This takes 1 (minor), 2 or 3 (major), without brackets, not a list",
    ),
    "a missing comma": (
        june(people="[georgy-zhukov joseph-stalin]"),
        "8: event:war.people: A comma is missing in `georgy-zhukov joseph-stalin`: write each id by itself, `[georgy-zhukov, joseph-stalin]`.",
    ),
    "a missing comma between sources": (
        june(sources="[leaflet beevor-1998]"),
        "10: event:war.sources: A comma is missing in `leaflet beevor-1998`: write",
    ),
    "a name for an id": (
        june(people="[georgy zhukov]"),
        "8: event:war.people: `georgy zhukov` is no id: use a-z, 0-9 and single hyphens, at most 60 of them, such as `georgy-zhukov`",
    ),
    "a source in words": (
        june(sources="Antony Beevor, Stalingrad"),
        "10: event:war.sources: `sources` takes a list of ids from sources.yaml: [beevor-1998].",
    ),
    "two people without brackets": (
        june(people="georgy-zhukov, nicholas"),
        "8: event:war.people: `people` takes a list: put the items in brackets, `[georgy-zhukov, nicholas]`.",
    ),
    "an alias without brackets": (
        june(aliases="The War"),
        "11: event:war.aliases: `aliases` takes a list: put the items in brackets, `[The War]`.",
    ),
    "items whose dashes lack a space": (
        june(people="\n    -georgy-zhukov\n    -nicholas"),
        "8: event:war.people: `people` takes a list: put a space behind the dash",
    ),
    "a list that is a mapping": (
        june(people="{georgy: zhukov}"),
        "8: event:war.people: `people` takes a list: put the items in brackets, [one, two].",
    ),
    "a date in the far future": (
        {"calendar/06-june.yaml": event(date="2941-06-22")},
        "2: warning: event:war.date: 2941-06-22 lies in the far future: is a digit wrong?",
    ),
    "a death in the far future": (
        {GROUP: person(born="", died="../2101")},
        "1: warning: person:who: No event or topic names",
        "4: warning: person:who.died: ../2101 lies in the far future: is a digit",
    ),
    "a text of four sentences": (
        june(text="They cross. They go on. They halt! And G. K. Zhukov asks why?"),
        "4: warning: event:war.text: The text has 4 sentences: an event is told in",
    ),
    "a year of a work in words": (
        {"sources.yaml": _SOURCES.replace("year: 1998", "year: about 1998")},
        "4: source:beevor-1998.year: `about 1998` is no year of a work: write it like 1998",
    ),
    "an importance of 4": (
        june(importance="4"),
        "6: event:war.importance: Importance is 1 (minor), 2 or 3 (major),",
    ),
    "an importance in words": (
        june(importance="high"),
        "6: event:war.importance: Importance is 1 (minor), 2 or 3 (major),",
    ),
    "an unsourced entry": (
        june(sources="[]"),
        "10: event:war.sources: `sources` is empty: nothing is told without",
    ),
    "sources left empty": (
        june(sources=""),
        "10: event:war.sources: `sources` is empty: write it, or delete the",
    ),
    "one source without brackets": (
        june(sources="beevor-1998"),
        "10: event:war.sources: `sources` takes a list: put the items in",
    ),
    "a citation without a source": (
        june(sources="[{at: page 4}]"),
        "10: event:war.sources: `source` is missing: a citation needs it.",
    ),
    "a citation with an unknown field": (
        june(sources="[{source: leaflet, page: 4}]"),
        "10: event:war.sources: `page` is not a field of a citation. Its",
    ),
    "a citation that is a list": (
        june(sources="[[leaflet]]"),
        "10: event:war.sources: An item of `sources` takes fields, each",
    ),
    "a citation of nothing": (
        june(sources="[leaflet, '']"),
        "10: event:war.sources: `source` is empty: write it, or delete the",
    ),
    "an empty item": (
        june(topics="\n  - battle-of-stalingrad\n  -"),
        "9: event:war.topics: An item of `topics` is empty: write it, or",
    ),
    "too many topics": (
        june(topics=f"[{', '.join(f't{n}' for n in range(26))}]"),
        "7: event:war.topics: `topics` has 26 items; at most 25 fit.",
    ),
    "an alias too long": (
        june(aliases=f"[Barbarossa, {'a' * 101}]"),
        "11: event:war.aliases: An item of `aliases` has 101 characters; at",
    ),
    "a topic twice": (
        june(topics="[volga-flotilla, volga-flotilla]"),
        "7: event:war.topics: `volga-flotilla` is listed twice: delete",
    ),
    "an old-style date that differs": (
        june(old_style="1941-06-10"),
        "11: event:war.old_style: 1941-06-10 Old Style is 1941-06-23 New",
    ),
    "an old-style date without a day": (
        june(old_style="1941-06"),
        "11: event:war.old_style: “1941-06” is not an Old Style day. Write it",
    ),
    "an old-style date of a month": (
        {"calendar/undated.yaml": event(date="1941-06", old_style="1941-05-28")},
        "11: event:war.old_style: An Old Style day goes with a `date` that is",
    ),
    "a death before the birth": (
        {GROUP: person(died="1870")},
        "4: person:who.died: 1870 lies before the birth, 1880: mend one",
    ),
    "a death on the day of the birth": (
        {GROUP: person(born="1880-01-02", died="1880-01-02")},
        "1: warning: person:who: No event or topic names",
    ),
    "a very long life": (
        {GROUP: person(died="2005")},
        "1: warning: person:who: No event or topic names this person: name",
        "4: warning: person:who.died: A life from 1880 to 2005 is very long: is a",
    ),
    "an old-style birth that differs": (
        {GROUP: person(born="1880-01-13", born_old_style="1880-01-02")},
        "7: person:who.born_old_style: 1880-01-02 Old Style is 1880-01-14 New",
    ),
    "an old-style death without a death": (
        {GROUP: person(died="", died_old_style="1950-01-02")},
        "7: person:who.died_old_style: An Old Style day goes with a `died` that is",
    ),
    "a birth before a year and a death without one": (
        {GROUP: person(born="../1880", died="")},
        "1: warning: person:who: No event or topic names",
    ),
    "a birth before a year and a death": (
        {GROUP: person(born="../1880")},
        "1: warning: person:who: No event or topic names",
    ),
    "a role without a title": (
        {GROUP: person(roles="[{years: 1941}]")},
        "7: person:who.roles: `title` is missing: a role needs it.",
    ),
    "a role that is a word": (
        {GROUP: person(roles="[Marshal]")},
        "7: person:who.roles: An item of `roles` takes fields, each with",
    ),
    "a role with bad years": (
        {GROUP: person(roles="[{title: Marshal, years: 1945/1941}]")},
        "7: person:who.roles: “1945/1941” ends before it begins. Write",
    ),
    "a latitude out of range": (
        {"places.yaml": _PLACES.replace("48.71", "98.71")},
        "5: place:stalingrad.latitude: `98.71` lies outside -90 to 90 degrees.",
    ),
    "a longitude in words": (
        {"places.yaml": _PLACES.replace("44.51", "44° E")},
        "6: place:stalingrad.longitude: `44° E` is not a number of degrees: write",
    ),
    "a latitude of nan": (
        {"places.yaml": _PLACES.replace("48.71", "nan")},
        "5: place:stalingrad.latitude: `nan` lies outside -90 to 90 degrees.",
    ),
    "an address without https": (
        {"sources.yaml": _SOURCES.replace("https:", "http:")},
        "6: source:beevor-1998.url: `http://www.example.org/a_book?page=1~2` is",
    ),
    "a script for an address": (
        {"sources.yaml": _SOURCES.replace("https:", "javascript:")},
        "6: source:beevor-1998.url: `javascript://www.example.org/a_book?page=1~",
    ),
    "a source of no kind": (
        {"sources.yaml": _SOURCES.replace("kind: document", "kind: paper")},
        "11: source:leaflet.kind: `paper` is not one of book, article,",
    ),
    "a pack as a list": (
        {"pack.yaml": "- title: A pack\n"},
        "1: pack: This record takes fields, each with its own",
    ),
    "an empty pack.yaml": ({"pack.yaml": ""}, "1: The file is empty: write what belongs in"),
    "a pack without a licence": (
        {"pack.yaml": _PACK.replace("licence", "license")},
        "1: pack.licence: `licence` is missing: a pack needs it.",
        "4: pack.license: `license` is not a field of a pack. Did you",
    ),
    "a language in words": (
        {"pack.yaml": _PACK.replace("en\n", "English\n")},
        "3: pack.language: `English` is no language tag: write it like",
    ),
}
