"""Topics whose front matter or Markdown is at fault."""

from tests.catalogue.packs import topic

from .case import TOPIC, Cases

CASES: Cases = {
    "an empty topic": ({TOPIC: ""}, "1: A topic starts with a line `---`, then its"),
    "a topic without front matter": (
        {TOPIC: "## Heading\n\nText.\n"},
        "1: A topic starts with a line `---`, then its",
    ),
    "a topic whose front matter goes on": (
        {TOPIC: topic().replace("\n---\n", "\n")},
        "1: The fields of a topic end with a second",
    ),
    "a topic of empty front matter": (
        {TOPIC: "---\n---\n## Heading\n\nText.\n"},
        "1: The fields of the topic are missing between",
    ),
    "a topic without sections": (
        {TOPIC: topic("")},
        "7: topic:another-topic.sections: A topic has at least one section: write `##",
    ),
    "a topic with text alone": (
        {TOPIC: topic("\nText.\n")},
        "7: topic:another-topic.sections: A topic has at least one section: write `##",
        "9: topic:another-topic.sections: A topic's text stands under headings: write",
    ),
    "a topic with text before its sections": (
        {TOPIC: topic("Text.\n\n## Heading\n\nText.\n")},
        "8: topic:another-topic.sections: A topic's text stands under headings: write",
    ),
    "a topic with a duplicate key": (
        {TOPIC: topic().replace("summary:", "title:")},
        "2: topic:another-topic.summary: `summary` is missing: a topic needs it.",
        "4: `title` was already given in line 2: keep",
    ),
    "a topic with a merge conflict": (
        {TOPIC: topic("## One\n\n<<<<<<< HEAD\nText.\n=======\nMore.\n>>>>>>> theirs\n")},
        "10: This is an unresolved merge conflict: keep what is right",
        "14: This is an unresolved merge conflict: keep what is right",
    ),
    "a topic with a number sign in its title": (
        {TOPIC: topic(title="Army #6")},
        "2: `#6` would be lost, since ` #` begins a comment",
    ),
    "a topic related to itself": (
        {TOPIC: topic(related="[another-topic]")},
        "5: topic:another-topic.related: A topic is not related to itself: delete it.",
    ),
    "a topic without a period": (
        {TOPIC: topic(period="")},
        "3: topic:another-topic.period: `period` is empty: write it, or delete the",
    ),
    "a topic named in capitals": (
        {"topics/Another_Topic.md": topic()},
        "1: `Another_Topic` is no id: use a-z, 0-9 and",
    ),
    "a section without text": (
        {TOPIC: topic("## One\n\n## Two\n\nText.\n")},
        "8: topic:another-topic.sections: `text` is empty: write it, or delete the",
    ),
    "a heading without a name": (
        {TOPIC: topic("## One\n\nText.\n\n## \n\nText.\n")},
        "12: topic:another-topic.sections: A heading is `## ` and a name; no other",
    ),
    "a heading too long": (
        {TOPIC: topic(f"## {'a' * 101}\n\nText.\n")},
        "8: topic:another-topic.sections: `heading` has 101 characters; at most 100",
    ),
    "a heading in bold": (
        {TOPIC: topic("## **One**\n\nText.\n")},
        "8: topic:another-topic.sections: `heading` holds `*`, which Discord would",
    ),
    "two sections of one name": (
        {TOPIC: topic("## One\n\nText.\n\n## One\n\nText.\n")},
        "12: topic:another-topic.sections: A section has the heading `## One` already:",
    ),
    "a section too long": (
        {TOPIC: topic(f"## One\n\n{'a' * 6_001}\n")},
        "8: topic:another-topic.sections: `text` has 6,001 characters; at most 6,000",
    ),
    "too many sections": (
        {TOPIC: topic("".join(f"## Heading {n}\n\nText.\n" for n in range(21)))},
        "68: topic:another-topic.sections: This has 21 sections; at most 20 fit.",
    ),
    "another level of heading": (
        {TOPIC: topic("## One\n\n### Deeper\n\nText.\n")},
        "10: topic:another-topic.sections: A heading is `## ` and a name; no other",
    ),
    "a mention in a section": (
        {TOPIC: topic("## One\n\nHello @here.\n")},
        "10: topic:another-topic.sections: This would be a mention: write plain words.",
    ),
    "a mention in the second section": (
        {TOPIC: topic("## One\n\nText.\n\n## Two\n\n<@1>\n")},
        "14: topic:another-topic.sections: This would be a mention: write plain words.",
    ),
    "a link in a section": (
        {TOPIC: topic("## One\n\nSee [this](https://example.org).\n")},
        "10: topic:another-topic.sections: Links and images are not shown: cite a",
    ),
    "HTML in a section": (
        {TOPIC: topic("## One\n\nA <b>bold</b> plan.\n")},
        "10: topic:another-topic.sections: HTML is not shown: write plain text.",
    ),
    "code in a section": (
        {TOPIC: topic("## One\n\nA `plan`.\n\n    And more.\n")},
        "10: topic:another-topic.sections: Code is not shown: delete the backtick.",
        "12: topic:another-topic.sections: Code is not shown: write paragraphs without",
    ),
    "a table in a section": (
        {TOPIC: topic("## One\n\n| a | b |\n|---|---|\n")},
        "10: topic:another-topic.sections: Tables are not shown: write a list.",
        "11: topic:another-topic.sections: Tables are not shown: write a list.",
    ),
    "a numbered list": (
        {TOPIC: topic("## One\n\n1. First\n2) Second\n* Third\n")},
        "10: topic:another-topic.sections: A list starts each of its items with `- `.",
        "11: topic:another-topic.sections: A list starts each of its items with `- `.",
        "12: topic:another-topic.sections: A list starts each of its items with `- `.",
    ),
    "a rule in a section": (
        {TOPIC: topic("## One\n\nText.\n\n---\n\nText\n====\n")},
        "12: topic:another-topic.sections: Rules and underlines are not shown: delete",
        "15: topic:another-topic.sections: Rules and underlines are not shown: delete",
    ),
    "a spoiler in a section": (
        {TOPIC: topic("## One\n\nIt was ||him||.\n")},
        "10: topic:another-topic.sections: Spoilers are not shown: name the kind under",
    ),
    "struck and underlined text": (
        {TOPIC: topic("## One\n\nA ~~b~~ c.\nA __b__ c.\n")},
        "10: topic:another-topic.sections: Struck text is not shown: delete it.",
        "11: topic:another-topic.sections: Underlining is not shown: use `**` for bold",
    ),
    "small print and a long quote": (
        {TOPIC: topic("## One\n\n-# Small\n>>> Long\n")},
        "10: topic:another-topic.sections: Small print is not shown: write a paragraph.",
        "11: topic:another-topic.sections: A quote starts each of its lines with `> `.",
    ),
    "bold that does not end": (
        {TOPIC: topic("## One\n\nA **bold\nplan.\n\nMore.\n")},
        "10: topic:another-topic.sections: The bold that `**` opens here is not closed",
    ),
}
