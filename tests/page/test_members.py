"""What a member does on the playground's page, by the keyboard alone wherever it can be done so."""

from playwright.async_api import expect

from .browsing import latest, message_box, open_channel, open_page, send, switch_person

TOPIC = "From Munich to the failed Moscow talks, 1938-1939"
HIDDEN = "Soviet soldiers entered the cellar"


async def tab_to(page, control, *, back=False):
    """Go to a control with the Tab key, as somebody without a mouse does."""
    for _ in range(40):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        if await control.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"no Tab leads to {control}")


async def told(page):
    """Give all that the browser tells a screen reader of the page."""
    browser = await page.context.new_cdp_session(page)
    tree = await browser.send("Accessibility.getFullAXTree")
    seen = (each for each in tree["nodes"] if not each["ignored"])
    return "\n".join(str(each["name"]["value"]) for each in seen if "name" in each)


async def look_up(page, command, typed, found):
    """Give a command with its one option by the keyboard, picked from what is suggested."""
    await message_box(page).focus()
    await page.keyboard.type(f"/{command} {typed}")
    await page.get_by_role("option", name=found, selected=True).wait_for()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="Enter sends")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text(f"Member used /{command}")


async def test_a_member_looks_up_an_event(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await message_box(page).focus()
    await page.keyboard.type("/")
    commands = page.get_by_role("listbox", name="Commands")
    event = commands.get_by_role("option", name="/event")
    await expect(event).to_contain_text("What happened, when, and how we know")
    await expect(commands.get_by_role("option", name="/daily")).to_have_count(0)
    await page.keyboard.type("ev")
    await expect(commands.get_by_role("option", selected=True)).to_contain_text("/event")
    await page.keyboard.press("Enter")
    await page.keyboard.type("stalingr")
    suggested = page.get_by_role("group", name="The command /event").get_by_role("option")
    wanted = suggested.filter(has_text="Stalingrad")
    await expect(wanted.nth(1)).to_be_visible()
    await expect(suggested.first).to_have_attribute("aria-selected", "true")
    name = (await suggested.nth(1).inner_text()).rpartition(" (")[0]
    await page.keyboard.press("ArrowDown")
    await expect(suggested.nth(1)).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="Enter sends")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Member used /event")
    await expect(latest(page)).to_contain_text(name)
    await expect(message_box(page)).to_be_focused()


async def test_a_member_turns_the_pages_of_a_topic(page, site):
    """The message is edited in place, and the focus stays where one goes on."""
    await open_page(page, site)
    await open_channel(page, "general")
    await look_up(page, "topic", "from munich", TOPIC)
    messages = page.get_by_role("log", name="Messages").get_by_role("article")
    await expect(latest(page)).to_contain_text("Page 1 of 3")
    await tab_to(page, latest(page).get_by_role("button", name="Page 2"), back=True)
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Page 2 of 3")
    await expect(latest(page)).to_contain_text("(edited)")
    await expect(latest(page).get_by_role("button", name="Page 3")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Page 3 of 3")
    await expect(latest(page)).to_be_focused()
    await expect(messages).to_have_count(1)


async def test_a_sensitive_entry_is_told_to_nobody_before_it_is_opened(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await look_up(page, "event", "paulus is taken", "Paulus is taken prisoner")
    cover = latest(page).get_by_role("button", name="Spoiler, hidden: press to show")
    await expect(latest(page)).to_contain_text("It is hidden until you open it.")
    await expect(latest(page).get_by_text(HIDDEN)).to_have_count(1)
    assert HIDDEN not in await told(page)
    await tab_to(page, cover, back=True)
    await page.keyboard.press("Enter")
    await expect(cover).to_have_count(0)
    assert HIDDEN in await told(page)
    assert await page.evaluate("document.activeElement.matches('article *')")


async def test_a_member_reports_a_mistake(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await look_up(page, "event", "tehran conf", "The Tehran Conference")
    report = page.get_by_role("button", name="Report a mistake")
    await tab_to(page, report, back=True)
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Report a mistake")
    wrong = form.get_by_role("textbox", name="What is wrong?")
    await expect(wrong).to_be_focused()
    await tab_to(page, form.get_by_role("button", name="Submit"))
    await page.keyboard.press("Enter")
    await expect(form.get_by_role("alert")).to_have_text("What is wrong?: this field is required.")
    await expect(wrong).to_be_focused()
    await page.keyboard.type("The day is wrong.")
    await tab_to(page, form.get_by_role("textbox", name="How do you know?"))
    await page.keyboard.type("Beevor, Stalingrad, page 84")
    await page.keyboard.press("Enter")
    await expect(form).to_have_count(0)
    await expect(latest(page)).to_contain_text("Thank you.")
    await expect(latest(page)).to_contain_text("Only you can see this")
    await expect(report).to_be_focused()
    await tab_to(page, page.get_by_role("button", name="Dismiss message"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Thank you.")).to_have_count(0)
    await expect(message_box(page)).to_be_focused()


async def test_a_member_opens_a_related_entry_from_a_menu(page, site):
    await open_page(page, site)
    menu = latest(page).get_by_role("combobox", name="Open an entry")
    await message_box(page).focus()
    await tab_to(page, menu, back=True)
    await page.keyboard.press("ArrowDown")
    entries = page.get_by_role("listbox", name="Open an entry").get_by_role("option")
    await expect(entries.first).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(entries.first).to_be_hidden()
    await expect(menu).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    title = await entries.nth(1).locator(".label").inner_text()
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Only you can see this")
    await expect(latest(page).get_by_role("heading", name=title)).to_be_visible()
    await expect(page.get_by_role("combobox", name=f"Open an entry: {title}")).to_be_focused()


async def test_a_member_asks_in_a_direct_message(page, site):
    await open_page(page, site)
    await message_box(page).focus()
    await tab_to(page, page.get_by_role("button", name="Direct messages with Fasti"), back=True)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name="Fasti")).to_be_visible()
    await message_box(page).focus()
    await page.keyboard.type("/pers")
    await expect(page.get_by_role("option", name="/person")).to_be_visible()
    await expect(page.get_by_role("option", name="/content")).to_have_count(0)
    await message_box(page).fill("")
    await look_up(page, "person", "zhukov", "Georgy Zhukov")
    await expect(latest(page).get_by_role("heading", name="Georgy Zhukov")).to_be_visible()


async def test_the_app_follows_those_who_have_it_on_their_own_account(page, site):
    await open_page(page, site)
    await page.get_by_role("radio", name="As a user-installed app").check()
    await expect(page.get_by_role("heading", level=1, name="lounge")).to_be_visible()
    await look_up(page, "person", "zhukov", "Georgy Zhukov")
    await expect(latest(page).get_by_role("heading", name="Georgy Zhukov")).to_be_visible()
    await page.get_by_role("checkbox", name="Member has the app on their own account").uncheck()
    await message_box(page).fill("/")
    await expect(page.get_by_text("There are no commands for Member here")).to_be_visible()
    switch = "Tick “Member has the app on their own account” in the switches."
    await expect(page.get_by_text(switch)).to_be_visible()
    await expect(page.get_by_role("option", name="/person")).to_have_count(0)
    await message_box(page).fill("/person name:Zhukov")
    await message_box(page).press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("There is no command /person.")
    await page.get_by_role("button", name="Dismiss message").click()
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_what_only_one_person_sees_nobody_else_does(page, site):
    await open_page(page, site)
    await switch_person(page, "moderator")
    await open_channel(page, "general")
    await send(page, "daily list")
    await expect(latest(page)).to_contain_text("Only you can see this")
    await switch_person(page, "member")
    await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    await switch_person(page, "moderator")
    await expect(latest(page)).to_contain_text("Daily posts of this server")


async def test_a_member_says_something_in_two_lines(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await message_box(page).focus()
    await page.keyboard.type("Hello,")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("everybody.")
    await page.keyboard.press("Enter")
    await expect(latest(page).locator("p")).to_have_text("Hello,\neverybody.", use_inner_text=True)
    await expect(message_box(page)).to_have_value("")
    await expect(message_box(page)).to_be_focused()
