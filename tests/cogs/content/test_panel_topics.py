"""The text of a topic is edited part by part."""

from bot.playground import reading
from bot.ui import editing_texts as texts

from .panels import cited, prefilled

LONG = "\n\n".join(f"Paragraph {number}. " + "More of it. " * 60 for number in range(8)).strip()
LONG = "\n\n".join(each.strip() for each in LONG.split("\n\n"))


async def test_a_part_is_edited_and_the_others_stay(ask, submit, choose, press):
    panel = await ask("/content edit entry:Battle of Moscow")
    assert panel.options == ["Before", texts.PART_NEW]
    form = await choose(panel, "Before")
    assert prefilled(form) == {"heading": "Before", "first": "It snowed.", "second": ""}
    panel = await submit(form, {"first": "It **froze**."})
    panel = await submit(
        await choose(panel, texts.PART_NEW), {"heading": "After", "first": "It thawed."}
    )
    assert panel.options == ["Before", "After", texts.PART_NEW]
    await press(panel, texts.PUBLISH)
    page = await ask("/topic name:Battle of Moscow")
    page = await press(page, page.buttons[0])
    assert "It **froze**." in page.text
    assert "It thawed." in page.text


async def test_a_part_longer_than_an_input_goes_into_two(ask, submit, choose, bot):
    assert 4000 < len(LONG) < 8000
    first, second = LONG[: LONG.rfind("\n\n", 0, 4000)], LONG[LONG.rfind("\n\n", 0, 4000) + 2 :]
    panel = await ask("/content edit entry:Battle of Moscow")
    panel = await submit(
        await choose(panel, texts.PART_NEW), {"heading": "Long", "first": first, "second": second}
    )
    form = await choose(panel, "Long")
    assert prefilled(form) == {"heading": "Long", "first": first, "second": second}
    panel = await submit(form, {})
    [menu] = reading.selects(panel.message)
    assert menu["options"][1]["description"] == f"{len(LONG):,} characters"


async def test_a_part_is_taken_away_by_emptying_it(ask, submit, choose):
    panel = await ask("/content edit entry:Battle of Stalingrad")
    panel = await submit(await choose(panel, "Part 2"), {"heading": "", "first": "", "second": ""})
    assert panel.options == ["Part 1", "Part 3", texts.PART_NEW]


async def test_a_fault_in_a_part_leads_to_that_part(ask, submit, choose, press):
    panel = await ask("/content edit entry:Battle of Stalingrad")
    panel = await submit(await choose(panel, "Part 2"), {"first": "See <#123> or `code`."})
    assert "- Text: This would be a mention: write plain words." in panel.text
    form = await press(panel, texts.CONTINUE)
    assert prefilled(form)["heading"] == "Part 2"
    panel = await submit(form, {"first": "Fine."})
    assert texts.SOUND in panel.text


async def test_a_new_topic_is_led_to_its_first_part(ask, submit, choose, press):
    form = await ask("/content add topic")
    words = {"title": "Winter War", "period": "30 November 1939 - 13 March 1940", "summary": "A."}
    panel = await cited(press, choose, await submit(form, words))
    assert "A topic has at least one section" in panel.text
    form = await press(panel, texts.CONTINUE)
    assert prefilled(form) == {"heading": "", "first": "", "second": ""}
    panel = await submit(form, {"heading": "Outbreak", "first": "It began."})
    assert "-# 30 November 1939 – 13 March 1940" in panel.text
    assert "number 1 of `topic:winter-war`" in (await press(panel, texts.PUBLISH)).text
