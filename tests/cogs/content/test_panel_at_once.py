"""Forms of one draft that are open at once take nothing from each other."""

import asyncio

from bot.ui import editing_texts as texts

from .panels import WORDS, begun, prefilled

TOPIC = "Battle of Stalingrad"
FIRST, SECOND = "Part 1", "Part 2"


async def test_two_forms_that_are_sent_at_once_are_both_taken_in(ask, submit, press):
    panel = await begun(ask, submit)
    words = await press(panel, "Words and date")
    doubt = await press(panel, "Dispute and warning")
    names = await press(panel, "Old Style, other names")
    await asyncio.gather(
        submit(words, {"title": "Barbarossa"}),
        submit(doubt, {"dispute": "Who began?"}),
        submit(names, {"aliases": "Case Barbarossa"}),
    )
    panel = await press(panel, texts.CONTINUE)
    panel = await press(panel, texts.BACK)
    assert "**Title:** Barbarossa\n" in panel.text
    assert "**Dispute:** Who began?" in panel.text
    assert "**Other names:** Case Barbarossa" in panel.text


async def test_a_form_that_is_open_twice_changes_what_was_typed_over_alone(ask, submit, press):
    panel = await begun(ask, submit)
    first, second = [await press(panel, "Words and date") for _ in range(2)]
    await submit(first, {"text": "Another text.", "date": "23 June 1941"})
    panel = await submit(second, {"title": "Barbarossa"})
    filled = prefilled(await press(panel, "Words and date"))
    assert (filled["title"], filled["text"]) == ("Barbarossa", "Another text.")
    assert filled["kind"] == ["war"]
    emptied = await press(panel, "Dispute and warning")
    panel = await submit(await press(panel, "Dispute and warning"), {"dispute": "Who began?"})
    panel = await submit(emptied, {"sensitive": ["children"]})
    assert "**Dispute:** Who began?" in panel.text


async def test_what_is_emptied_in_a_form_is_gone(ask, submit, press):
    panel = await begun(ask, submit)
    panel = await submit(await press(panel, "Dispute and warning"), {"dispute": "Who began?"})
    panel = await submit(await press(panel, "Dispute and warning"), {"dispute": ""})
    assert "Who began?" not in panel.text


async def test_what_is_chosen_while_a_form_is_open_stays(ask, submit, press, choose):
    panel = await begun(ask, submit)
    form = await press(panel, "Words and date")
    other = await choose(await ask("/content drafts"), WORDS["title"])
    places, sources = await press(panel, "Places"), await press(other, "Sources")
    await asyncio.gather(
        submit(form, {"title": "Barbarossa"}),
        choose(places, "Stalingrad"),
        choose(sources, "Antony Beevor, Stalingrad"),
    )
    panel = await press(sources, texts.BACK)
    assert "## Barbarossa\n" in panel.text
    assert "-# **Places:** Stalingrad" in panel.text
    assert "Beevor" in panel.text


async def test_where_in_the_sources_keeps_what_another_form_says(ask, submit, press, choose):
    picker = await press(await begun(ask, submit), "Sources")
    picker = await choose(picker, "Antony Beevor, Stalingrad", "A leaflet")
    panel = await press(picker, texts.BACK)
    first, second = [await press(panel, texts.LOCATE) for _ in range(2)]
    beevor, leaflet = prefilled(first)
    await submit(first, {beevor: "pp. 12-14"})
    panel = await submit(second, {leaflet: "p. 1"})
    assert prefilled(await press(panel, texts.LOCATE)) == {beevor: "pp. 12-14", leaflet: "p. 1"}


async def test_two_parts_of_a_topic_are_typed_at_once(ask, submit, choose):
    panel = await ask(f"/content edit entry:{TOPIC}")
    first, second = await choose(panel, FIRST), await choose(panel, SECOND)
    new, other = [await choose(panel, texts.PART_NEW) for _ in range(2)]
    await submit(first, {"heading": "", "first": ""})  # takes it away, so that all others move
    await submit(second, {"first": "Mine."})
    await submit(new, {"heading": "Later", "first": "Later."})
    panel = await submit(other, {"heading": "Other", "first": "Other."})
    assert FIRST not in panel.options
    assert prefilled(await choose(panel, SECOND))["first"] == "Mine."
    assert prefilled(await choose(panel, "Later"))["first"] == "Later."
    assert prefilled(await choose(panel, "Other"))["first"] == "Other."


async def test_a_form_of_a_new_source_that_is_sent_with_another_loses_neither(ask, submit, press):
    panel = await begun(ask, submit)
    picker = await press(panel, "Sources")
    forms = [await press(picker, texts.SOURCE_NEW_BUTTON) for _ in range(2)]
    words = {"kind": "Document", "trust": "Kept by an officer."}
    await asyncio.gather(
        *(submit(form, {"title": title, **words}) for form, title in zip(forms, "AB", strict=True))
    )
    picker = await press(picker, "Find …")
    panel = await submit(await press(panel, "Words and date"), {"title": WORDS["title"]})
    assert "*A*" in panel.text
    assert "*B*" in panel.text
