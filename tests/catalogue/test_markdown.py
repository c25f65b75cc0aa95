"""Sections hold a small part of Markdown; the rest is named with its line."""

import pytest

from bot.catalogue.markdown import faults_in


@pytest.mark.parametrize(
    "text",
    [
        "Plain text, with 3 * 2 = 6, a – dash, “quotes” and [an insertion].",
        "**Bold**, *italic*, _italic_ and ***both***.",
        "**Bold over\ntwo lines** of a paragraph.",
        "- an item\n- **another**\n  that goes on\n  - and one below",
        "> A quote\n> in two lines.",
        "1941 was the year.\n1,000 men; 22.06. is a date.",
        "A 5 < 6 b, c > d, e@example.org, a | b, ~100, #1, snake_case.",
        "-5 degrees\n--- and so on, he said",
    ],
)
def test_what_belongs_to_it_is_no_fault(text: str) -> None:
    assert list(faults_in(text.split("\n"), 1)) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("@everyone", "mention"),
        ("Ask <@1>, <@&1>", "mention"),
        ("In <#1>", "mention"),
        ("<:name:1>", "mention"),
        ("<a:name:1>", "mention"),
        ("<t:1>", "mention"),
        ("<id:guide>", "mention"),
        ("</today:1>", "mention"),
        ("</daily set up:1>", "mention"),
        ("![a picture](there)", "Links"),
        ("[a][b]", "Links"),
        ("[a]: there", "Links"),
        ("http://example.org", "Links"),
        ("<br>", "HTML"),
        ("</p>", "HTML"),
        ("<!-- hidden -->", "HTML"),
        ("~~~", "Code"),
        ("```", "Code"),
        ("    code", "Code"),
        ("* * *", "Rules"),
        ("___", "Rules"),
        ("+ item", "list"),
        ("#tag at the start", "heading"),
        ("# Title", "heading"),
    ],
)
def test_what_does_not_is_named(line: str, sentence: str) -> None:
    ((number, told),) = faults_in(["Before.", "", line, "", "After."], 10)
    assert number == 12
    assert sentence in told
