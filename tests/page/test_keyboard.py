"""The playground's page without a mouse: where Tab leads, what Escape closes, where the focus is then."""

from playwright.async_api import expect

from .browsing import latest, message_box, open_channel, open_page, send, switch_person

STOPS = [
    "Go to the message box",
    "Direct messages with Fasti",
    "Playground",
    "Elsewhere, where the app is not installed",
    "general",
    "on-this-day",
    "history",
    "announcements",
    "history-forum",
    "Messages",
    "Message general, or / for commands",
    "member",
    "Member has the app on their own account",
]
NAME = """() => {
    const { activeElement: at } = document;
    const said = at.ariaLabel || at.querySelector(".name")?.textContent || at.value || at.textContent;
    return at.type === "checkbox" ? at.closest("label").textContent.trim() : said;
}"""


async def test_tab_goes_from_the_left_to_the_right(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await page.get_by_role("link", name="Go to the message box").press("Enter")
    await expect(message_box(page)).to_be_focused()
    assert page.url.startswith(f"{site.page_url}&")
    await page.get_by_role("link", name="Go to the message box").focus()
    stops = [await page.evaluate(NAME)]
    for _ in STOPS[1:]:
        await page.keyboard.press("Tab")
        stops.append(await page.evaluate(NAME))
    assert stops == STOPS


async def test_escape_closes_the_list_and_then_the_command(page, site):
    await open_page(page, site)
    await message_box(page).focus()
    await page.keyboard.type("/ev")
    await expect(page.get_by_role("option", name="/event")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option", name="/event")).to_be_hidden()
    await expect(message_box(page)).to_have_value("/ev")
    await page.keyboard.type("ent stal")
    line = page.get_by_role("group", name="The command /event")
    await expect(line.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(line.get_by_role("option").first).to_be_hidden()
    await expect(line.get_by_role("combobox", name="name")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(line).to_have_count(0)
    await expect(message_box(page)).to_be_focused()
    await expect(message_box(page)).to_have_value("")


async def test_options_are_added_taken_back_and_asked_for(page, site):
    await open_page(page, site)
    await message_box(page).focus()
    await page.keyboard.type("/timeline ")
    more = page.get_by_role("combobox", name="more options")
    await expect(more).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", name="from", selected=True)).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="from")).to_be_focused()
    await page.keyboard.press("Backspace")
    await expect(page.get_by_role("combobox", name="from")).to_have_count(0)
    await expect(more).to_be_focused()
    await page.keyboard.press("Backspace")
    await expect(message_box(page)).to_be_focused()
    await expect(message_box(page)).to_have_value("/timeline")
    await message_box(page).fill("")
    await page.keyboard.type("/event ")
    name = page.get_by_role("combobox", name="name", exact=True)
    await expect(name).to_be_focused()
    await page.get_by_role("button", name="Send /event").press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("name: this option is required.")
    await expect(name).to_be_focused()
    await expect(name).to_have_attribute("aria-invalid", "true")


async def test_a_form_that_is_left_gives_the_focus_back(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await send(page, "person", name="Zhukov")
    report = latest(page).get_by_role("button", name="Report a mistake")
    await report.press("Enter")
    form = page.get_by_role("dialog", name="Report a mistake")
    await expect(form.get_by_role("textbox").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(report).to_be_focused()
    await report.press("Enter")
    await form.get_by_role("button", name="Cancel").press("Enter")
    await expect(form).to_have_count(0)
    await expect(report).to_be_focused()
    await switch_person(page, "editor")
    await send(page, "content add person")
    form = page.get_by_role("dialog", name="Add a new person")
    await expect(form.get_by_role("textbox").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(message_box(page)).to_be_focused()


async def test_drawers_take_the_focus_and_give_it_back(page, site):
    await page.set_viewport_size({"width": 360, "height": 640})
    await open_page(page, site)
    channels = page.get_by_role("main").get_by_role("button", name="Channels")
    switches = page.get_by_role("main").get_by_role("button", name="Switches")
    await channels.press("Enter")
    await expect(page.get_by_role("button", name="Direct messages with Fasti")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("navigation", name="Channels")).to_be_hidden()
    await expect(channels).to_be_focused()
    await channels.press("Enter")
    await page.get_by_role("button", name="general").press("Enter")
    await expect(page.get_by_role("navigation", name="Channels")).to_be_hidden()
    await expect(channels).to_be_focused()
    await switches.press("Enter")
    close = page.get_by_role("button", name="Close the switches")
    await expect(close).to_be_focused()
    await close.press("Enter")
    await expect(close).to_be_hidden()
    await expect(switches).to_be_focused()


async def test_a_dismissed_notice_leaves_the_focus_in_the_page(page, site):
    await open_page(page, site)
    await message_box(page).fill("/no-such-command")
    await message_box(page).press("Enter")
    await page.get_by_role("button", name="Dismiss message").press("Enter")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await expect(message_box(page)).to_be_focused()


async def test_what_is_typed_goes_to_the_box_wherever_the_focus_is(page, site):
    await open_page(page, site)
    await expect(message_box(page)).to_be_focused()
    await open_channel(page, "general")
    await expect(message_box(page)).to_be_focused()
    await page.get_by_role("log", name="Messages").focus()
    await page.keyboard.type("/ev")
    await expect(message_box(page)).to_have_value("/ev")
    await expect(page.get_by_role("option", name="/event")).to_be_visible()
    theme = page.get_by_role("checkbox", name="Light theme")
    await theme.focus()
    was = await theme.is_checked()
    await page.keyboard.press("Space")
    await expect(theme).to_be_checked(checked=not was)
    await expect(theme).to_be_focused()
    await page.get_by_label("Language of the client").focus()
    await page.keyboard.type("de")
    await expect(message_box(page)).to_have_value("/ev")


async def test_alt_and_an_arrow_go_through_the_channels(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    for name in ("on-this-day", "history"):
        await page.keyboard.press("Alt+ArrowDown")
        await expect(page.get_by_role("heading", level=1)).to_have_text(f"#{name}")
    await expect(message_box(page)).to_be_focused()
    for name in ("on-this-day", "general"):
        await page.keyboard.press("Alt+ArrowUp")
        await expect(page.get_by_role("heading", level=1)).to_have_text(f"#{name}")


async def test_a_narrow_window_keeps_its_keyboard_away(page, site):
    await page.set_viewport_size({"width": 360, "height": 640})
    await open_page(page, site)
    await open_channel(page, "general")
    await expect(message_box(page)).not_to_be_focused()
