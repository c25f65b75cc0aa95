"""Forms and menus of bots are filled in, by mouse and by keyboard, and the bot hears what was meant."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.raw import row

from .plain_bot import asked_by

OPTIONS = [{"label": name, "value": name.lower()} for name in ("One", "Two", "Three")]


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


def text(content):
    return {"type": 10, "content": content}


def menu(kind=3, **more):
    """Make a menu in a row of its own."""
    options = {"options": OPTIONS} if kind == 3 else {}
    return row({"type": kind, "custom_id": f"menu {kind} {more}", **options, **more})


async def test_a_form_with_fields_of_all_kinds(page, said, bot, tmp_path):
    await bot.answer(await asked_by(page, bot), 9, form())
    dialog = page.get_by_role("dialog", name="A form")
    short = dialog.get_by_label("Short")
    await expect(short).to_have_value("before")
    await expect(short).to_have_attribute("maxlength", "10")
    await expect(short).to_have_accessible_description("Ten at most")
    await expect(dialog.get_by_role("textbox", name="Short")).to_have_js_property(
        "tagName", "INPUT"
    )
    await expect(dialog.get_by_text("Read this first")).to_be_visible()
    await dialog.get_by_label("Long").fill("one\ntwo")
    await dialog.get_by_role("combobox", name="Some").press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_visible()  # Escape shut the menu alone
    await dialog.get_by_role("button", name="Submit").click()
    asked = await bot.asked()
    given = {one["component"]["custom_id"]: one["component"] for one in labels(asked)}
    assert given["short"]["value"] == "before"
    assert given["long"]["value"] == "one\ntwo"
    assert given["some"]["values"] == ["one", "three"]
    await bot.answer(asked, 4, {"content": "Thanks"})
    await expect(dialog).to_have_count(0)


def labels(asked):
    return [one for one in asked["data"]["components"] if one["type"] == 18]


def label(name, component, **more):
    return {"type": 18, "label": name, "component": component, **more}


def form():
    """Make a form of texts and a menu."""
    short = {"type": 4, "custom_id": "short", "style": 1, "value": "before", "max_length": 10}
    some = {"type": 3, "custom_id": "some", "max_values": 2, "options": OPTIONS}
    return {
        "title": "A form",
        "custom_id": "form",
        "components": [
            text("Read **this** first"),
            label("Short", short, description="Ten at most"),
            label("Long", {"type": 4, "custom_id": "long", "style": 2}),
            label("Some", some),
        ],
    }


async def test_a_form_with_files_and_boxes(page, said, bot, tmp_path):
    await bot.answer(await asked_by(page, bot), 9, boxes())
    dialog = page.get_by_role("dialog", name="Boxes")
    await expect(dialog.get_by_role("radio", name="Two")).to_be_checked()
    await dialog.get_by_role("radio", name="One").check()
    await expect(dialog.get_by_role("radio", name="Two")).not_to_be_checked()
    group = dialog.get_by_role("group", name="Several")
    for name in ("One", "Three"):
        await group.get_by_role("checkbox", name=name).check()
    await dialog.get_by_role("checkbox", name="Sure").check()
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()  # a file is required
    file = tmp_path / "notes.txt"
    file.write_text("12345", "utf-8")
    await dialog.get_by_label("File").set_input_files(file)
    await dialog.get_by_role("combobox", name="Who").click()
    await dialog.get_by_role("option", name="Moderator").click()
    await dialog.get_by_role("button", name="Submit").click()
    asked = await bot.asked()
    given = {one["component"]["custom_id"]: one["component"] for one in labels(asked)}
    assert given["one"]["value"] == "one"
    assert given["several"]["values"] == ["one", "three"]
    assert given["sure"]["value"] is True
    (upload,) = asked["data"]["resolved"]["attachments"].values()
    assert (upload["filename"], upload["size"]) == ("notes.txt", 5)
    (person,) = given["who"]["values"]
    assert person in asked["data"]["resolved"]["users"]
    await bot.answer(asked, 4, {"content": "Thanks"})
    await expect(dialog).to_have_count(0)


async def test_a_field_that_lacks_is_marked_and_takes_the_focus(page, said, bot):
    answered = {"type": 4, "custom_id": "why", "style": 2}
    empty = {"type": 3, "custom_id": "what", "options": OPTIONS}
    lacking = [label("What", empty), label("Why", answered)]
    modal = {"title": "A form", "custom_id": "form", "components": lacking}
    await bot.answer(await asked_by(page, bot), 9, modal)
    dialog = page.get_by_role("dialog", name="A form")
    what, why = dialog.get_by_role("combobox"), dialog.get_by_label("Why")
    await why.press("Control+Enter")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(what).to_be_focused()
    await expect(what).to_have_attribute("aria-required", "true")
    await expect(what).to_have_attribute("aria-invalid", "true")
    await expect(what).to_have_accessible_description("What: this field is required.")
    await expect(why).to_have_attribute("aria-invalid", "false")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_have_count(0)
    await dialog.get_by_role("button", name="Submit").click()
    await expect(why).to_be_focused()
    await expect(why).to_have_attribute("aria-invalid", "true")
    await page.keyboard.type("B")
    await expect(dialog.get_by_role("alert")).to_have_count(0)
    await expect(why).to_have_attribute("aria-invalid", "false")


def boxes():
    """Make a form of boxes, files and people."""
    radio = [{**one, "default": one["value"] == "two"} for one in OPTIONS]
    several = {"type": 22, "custom_id": "several", "max_values": 2, "options": OPTIONS}
    return {
        "title": "Boxes",
        "custom_id": "form",
        "components": [
            label("One of them", {"type": 21, "custom_id": "one", "options": radio}),
            label("Several", several),
            label("Sure", {"type": 23, "custom_id": "sure"}),
            label("File", {"type": 19, "custom_id": "file"}),
            label("Who", {"type": 5, "custom_id": "who"}),
        ],
    }


async def test_menus_by_keyboard(page, said, bot):
    many = [{"label": f"Year {year}", "value": str(year)} for year in range(1920, 1945)]
    await bot.compose(
        text("\n" * 60 + "menus"),
        row({"type": 3, "custom_id": "year", "placeholder": "A year", "options": many}),
        row(
            {
                "type": 3,
                "custom_id": "two",
                "placeholder": "Two",
                "min_values": 2,
                "max_values": 2,
                "options": OPTIONS,
            }
        ),
    )
    year = said.get_by_role("combobox", name="A year")
    await year.focus()
    await page.keyboard.press("ArrowDown")
    listed = said.get_by_role("listbox", name="A year")
    await expect(listed).to_be_visible()
    above, box = await listed.bounding_box(), await year.bounding_box()
    assert above["y"] + above["height"] <= box["y"]  # near the end of the list it goes upward
    await page.keyboard.type("year 194")
    await expect(listed.locator("[data-active=true]")).to_have_text("Year 1940")
    await expect(listed.locator("[data-active=true]")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    asked = await bot.asked()
    assert asked["data"]["values"] == ["1940"]
    await bot.answer(asked, 6)
    two = said.get_by_role("combobox", name=re.compile("^Two"))
    await two.focus()
    for key in ("Enter", "Enter", "Escape"):
        await page.keyboard.press(key)
    await expect(two).to_have_accessible_name("Two (2)")  # one of two is none
    for key in ("Enter", "Home", "Enter", "End", "Enter", "ArrowUp", "Enter", "Escape"):
        await page.keyboard.press(key)
    asked = await bot.asked()
    assert asked["data"]["values"] == ["one", "three"]
    await bot.answer(asked, 6)


async def test_menus_by_mouse(page, said, bot):
    await bot.compose(
        menu(placeholder="Pick"), menu(5), menu(6), menu(7), menu(8, channel_types=[5])
    )
    await said.get_by_role("combobox", name="Pick").click()
    await page.get_by_role("heading", level=1).click()
    await expect(said.get_by_role("listbox", name="Pick")).to_be_hidden()
    await said.get_by_role("combobox", name="Pick").click()
    await said.get_by_role("option", name="Two").click()
    asked = await bot.asked()
    assert asked["data"]["values"] == ["two"]
    await bot.answer(asked, 6)
    names = {5: ["Moderator", "Member", "Fasti", "Editor"], 6: ["@everyone", "@Fasti", "@Editors"]}
    names |= {7: names[5] + names[6], 8: ["#announcements"]}
    for number, offered in enumerate(names.values(), start=1):
        await said.get_by_role("combobox").nth(number).click()
        labels = said.locator(".menu[data-open=true] .label")
        await expect(labels).to_have_text(offered)
        await page.keyboard.press("Escape")
