"""What is offered, sent and answered on the playground's page when somebody uses a command."""

from playwright.async_api import expect

from bot.playground.locales import LOCALES

from .browsing import latest, message_box, open_channel, open_page, send, switch_person


async def test_all_commands_that_one_may_use_are_offered(page, site):
    await open_page(page, site)
    await switch_person(page, "moderator")
    await message_box(page).fill("/")
    offered = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(offered.nth(30)).to_be_attached()
    last = offered.last
    await message_box(page).press("ArrowUp")
    await expect(last).to_have_attribute("aria-selected", "true")
    await expect(last).to_be_in_viewport()


async def test_a_line_that_is_pasted_needs_no_name_for_its_first_option(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    for line, answer in {
        "/today 22 June": "22 June",
        "/today dat:22 June": "Did you mean date:?",
    }.items():
        await message_box(page).fill(line)
        await message_box(page).press("Enter")
        said = page.get_by_role("log", name="Messages")
        await expect(said.get_by_text(answer).first).to_be_visible()


async def test_people_are_told_apart(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    colours = set()
    for person in ("member", "editor", "moderator"):
        await switch_person(page, person)
        await message_box(page).fill(f"The {person} is here")
        await message_box(page).press("Enter")
        await expect(latest(page)).to_contain_text(f"The {person} is here")
        avatar = latest(page).locator(".avatar")
        colours.add(await avatar.evaluate("one => getComputedStyle(one).backgroundColor"))
    assert len(colours) == 3
    radio = page.get_by_role("radio", name="Moderator admin: owns the server")
    await expect(radio).to_be_checked()


async def test_every_language_of_discord_can_be_chosen(page, site):
    await open_page(page, site)
    chooser = page.get_by_role("combobox", name="Language of the client")
    values = await chooser.get_by_role("option").evaluate_all("all => all.map(one => one.value)")
    assert sorted(values) == sorted(LOCALES)
    await expect(chooser).to_have_accessible_description(
        "The page writes times in it, and Fasti is told of it. Fasti itself speaks English for now."
    )


async def test_the_chat_stays_where_it_is_while_options_are_filled_in(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await send(page, "person", name="Zhukov")
    await expect(latest(page)).to_contain_text("Member used /person")
    before = await latest(page).bounding_box()
    await message_box(page).fill("/topic ")
    await page.keyboard.type("from munich")
    await page.get_by_role("option", name="From Munich", selected=True).wait_for()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="Enter sends")).to_be_focused()
    assert await latest(page).bounding_box() == before
