"""What an editor does on the playground's page: writing, publishing, files in and out."""

import zipfile

from playwright.async_api import expect

from .browsing import latest, open_channel, open_page, send, switch_person

TITLE = "The page is tried out"
TEXT = "What an editor writes here is read by members."
FILE = """\
- id: page-takes-files
  date: 1943-06-22
  title: The page takes files
  text: A file that was chosen in a form arrives whole.
  kind: battle
  importance: 2
  sources: [milward-1965]
"""


async def as_editor(page, site):
    await open_page(page, site)
    await switch_person(page, "editor")
    await open_channel(page, "history")


async def press(page, name):
    await latest(page).get_by_role("button", name=name, exact=True).click()


async def write_event(page):
    """Fill in the form of a new event from the keyboard, and send it."""
    await send(page, "content add event")
    form = page.get_by_role("dialog", name="Add a new event")
    await expect(form.get_by_role("textbox", name="Title")).to_be_focused()
    await page.keyboard.type(TITLE)
    await page.keyboard.press("Tab")
    await page.keyboard.type("22 June 1941")
    await page.keyboard.press("Tab")
    await page.keyboard.type(TEXT)
    await page.keyboard.press("Tab")
    await expect(form.get_by_role("combobox", name="Kind")).to_be_focused()
    await page.keyboard.press("Enter")
    kinds = form.get_by_role("listbox", name="Kind").get_by_role("option")
    await expect(kinds.nth(3)).to_be_in_viewport()
    await page.keyboard.type("ba")
    await page.keyboard.press("Enter")
    await expect(form.get_by_role("combobox", name="Kind: Battle")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(form.get_by_role("combobox", name="Importance: 3, major")).to_be_focused()
    await form.get_by_role("button", name="Submit").press("Enter")
    await expect(form).to_have_count(0)
    await expect(latest(page)).to_contain_text("Before it can be published")


async def cite(page):
    """Choose a source from the menu of many."""
    await press(page, "Sources")
    menu = latest(page).get_by_role("combobox", name="Choose sources")
    await menu.click()
    await latest(page).get_by_role("option", name="Alan S. Milward").click()
    await page.keyboard.press("Escape")
    await expect(latest(page)).to_contain_text("Chosen (1): Alan S. Milward")
    await press(page, "Back to the draft")
    await expect(latest(page)).to_contain_text("Nothing is missing.")


async def test_an_editor_writes_an_event_and_members_read_it(page, site):
    await as_editor(page, site)
    await write_event(page)
    await cite(page)
    await press(page, "Publish")
    await expect(latest(page)).to_contain_text("Published: this is number 1")
    await switch_person(page, "member")
    await expect(page.get_by_role("article")).to_have_count(0)
    await send(page, "event", name=TITLE)
    await expect(latest(page).get_by_role("heading", name=TITLE)).to_be_visible()
    await expect(latest(page)).to_contain_text(TEXT)
    await switch_person(page, "editor")
    await send(page, "content export")
    link = latest(page).get_by_role("link", name="fasti-content.zip")
    async with page.expect_download() as downloading:
        await link.click()
    download = await downloading.value
    assert download.suggested_filename == "fasti-content.zip"
    with zipfile.ZipFile(await download.path()) as exported:
        assert exported.namelist() == ["calendar/06-june.yaml"]
        assert f"title: {TITLE}\n".encode() in exported.read("calendar/06-june.yaml")


async def test_an_editor_takes_a_file_in(page, site, tmp_path):
    """As an option of the command, and through the form that asks for it where it is left out."""
    file = tmp_path / "events.yaml"
    file.write_text(FILE, "utf-8")
    await as_editor(page, site)
    await send(page, "content import", file=file)
    await expect(latest(page)).to_contain_text("Import of events.yaml")
    await send(page, "content import")
    form = page.get_by_role("dialog", name="Import content")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("alert")).to_have_text("File: this field is required.")
    await form.get_by_label("File").set_input_files(file)
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_have_count(0)
    await expect(latest(page)).to_contain_text("Import of events.yaml")
    await press(page, "Apply")
    await expect(page.get_by_text("Imported:").last).to_be_visible()
    await send(page, "event", name="The page takes files")
    await expect(latest(page).get_by_role("heading", name="The page takes files")).to_be_visible()


async def test_a_member_is_told_that_only_editors_edit(page, site):
    await open_page(page, site)
    await open_channel(page, "history")
    await send(page, "content add event")
    await expect(latest(page)).to_contain_text("Only you can see this")
    await expect(page.get_by_role("dialog")).to_have_count(0)
