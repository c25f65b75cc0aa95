"""Forms that come late or with files: whose they are, and what they take."""

import pytest
from playwright.async_api import expect

from .browsing import switch_person
from .plain_bot import asked_by

MIB = 1024 * 1024
FORM = {
    "title": "Files",
    "custom_id": "form",
    "components": [{"type": 18, "label": "File", "component": {"type": 19, "custom_id": "file"}}],
}


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


async def test_a_form_opens_for_nobody_but_who_asked_for_it(page, said, bot):
    asked = await asked_by(page, bot)
    await switch_person(page, "editor")
    await bot.answer(asked, 9, FORM)
    await expect(page.get_by_text("Sending /ask")).to_have_count(0)
    await expect(page.get_by_role("dialog", name="Files")).to_have_count(0)
    await expect(said.get_by_role("alert")).to_have_count(0)
    await switch_person(page, "member")
    await expect(said.get_by_role("alert")).to_contain_text(
        "A form came in answer to this when you were somebody else."
    )
    await expect(page.get_by_role("dialog", name="Files")).to_have_count(0)


async def test_a_file_of_a_form_that_is_too_large_is_not_read(page, said, bot, tmp_path):
    small, big = tmp_path / "small.zip", tmp_path / "big.zip"
    for file, size in {small: MIB // 2, big: 10 * MIB + 1}.items():
        with file.open("wb") as opened:
            opened.truncate(size)
    await bot.answer(await asked_by(page, bot), 9, FORM)
    dialog = page.get_by_role("dialog", name="Files")
    field = dialog.get_by_label("File")
    await field.set_input_files(small)
    await field.set_input_files(big)
    problem = dialog.get_by_role("alert")
    await expect(problem).to_have_text("big.zip has 10.1 MiB; Discord takes 10 at most")
    await dialog.get_by_role("button", name="Submit").click()
    # The small one, which stands there no more, has not gone instead.
    await expect(dialog.get_by_text("File: this field is required.")).to_be_visible()
