"""What bots can post is drawn: components, embeds, files, and what becomes of a message."""

import pytest
from playwright.async_api import expect

from tests.playground.raw import button, row

from .browsing import latest, open_channel
from .pictures import picture
from .plain_bot import asked_by

ELSEWHERE = "https://e.org/map.png"


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


def text(content):
    return {"type": 10, "content": content}


def shown(name, **more):
    """Show a file of the message."""
    return {"media": {"url": f"attachment://{name}"}, **more}


async def test_buttons_of_all_kinds(said, bot):
    styles = {"Primary": 1, "Secondary": 2, "Success": 3, "Danger": 4}
    castle = {"name": "castle", "id": "123456789012345678"}
    await bot.compose(
        row(*(button(name, name, style=style) for name, style in styles.items())),
        row(
            {"type": 2, "style": 5, "label": "Site", "url": "https://e.org/a?b=c"},
            button("Off", "off", disabled=True),
            button("Castle", "castle", emoji={"name": "🏰"}),
            {"type": 2, "style": 2, "custom_id": "find", "emoji": {"name": "🔎"}},
            {"type": 2, "style": 2, "custom_id": "custom", "emoji": castle},
        ),
        row({"type": 2, "style": 5, "label": "No site", "url": "https://e.org", "disabled": True}),
    )
    colours = set()
    for name in styles:
        one = said.get_by_role("button", name=name)
        await expect(one).to_be_enabled()
        colours.add(await one.evaluate("one => getComputedStyle(one).backgroundColor"))
    assert len(colours) == len(styles)
    link = said.get_by_role("link", name="Site")
    await expect(link).to_have_attribute("href", "https://e.org/a?b=c")
    await expect(link).to_have_attribute("target", "_blank")
    for name in ("Off", "No site"):
        await expect(said.get_by_role("button", name=name, exact=True)).to_be_disabled()
    for name in ("🏰 Castle", "🔎", ":castle:"):
        await expect(said.get_by_role("button", name=name, exact=True)).to_be_visible()


async def test_a_card_of_all_kinds(said, bot):
    section = {"type": 9, "components": [text("Beside"), text("and below")]}
    thumbnail = {"type": 11, **shown("a.png", description="A fort")}
    await bot.compose(
        {
            "type": 17,
            "accent_color": 0xCC3300,
            "components": [
                text("## Head"),
                {**section, "accessory": button("Choose")},
                {"type": 14, "spacing": 2},
                {**section, "accessory": thumbnail},
                {"type": 14, "divider": False},
                {"type": 12, "items": [shown("a.png", description="A tower")]},
                {"type": 13, "file": {"url": "attachment://notes.txt"}},
                {"type": 13, "file": {"url": "attachment://end.txt"}, "spoiler": True},
            ],
        },
        {
            "type": 17,
            "spoiler": True,
            "components": [text("the butler"), row(button("Jail", "jail"))],
        },
        files={"a.png": picture(), "notes.txt": b"12345", "end.txt": b"end"},
    )
    await expect(said.get_by_role("heading", name="Head")).to_be_visible()
    for words in ("A fort", "A tower"):
        image = said.get_by_role("img", name=words)
        await image.scroll_into_view_if_needed()
        await expect(image).to_have_js_property("naturalWidth", 300)
    lines = said.get_by_role("separator")
    tops = "all => all.map(one => getComputedStyle(one).borderTopColor === 'rgba(0, 0, 0, 0)')"
    assert await lines.evaluate_all(tops) == [False, True]
    card = said.locator(".container").first
    stripe = "one => getComputedStyle(one, '::before').backgroundColor"
    assert await card.evaluate(stripe) == "rgb(204, 51, 0)"
    beside = await said.get_by_text("Beside").first.bounding_box()
    accessory = await said.get_by_role("button", name="Choose").bounding_box()
    assert accessory["x"] > beside["x"]
    assert abs(accessory["y"] - beside["y"]) < 20
    await expect(said.get_by_role("link", name="notes.txt")).to_have_attribute(
        "download", "notes.txt"
    )
    await expect(said).to_contain_text("5 bytes")
    await expect(said.get_by_text("end.txt")).to_have_count(0)
    await said.get_by_role("button", name="Spoiler file").click()
    await expect(said.get_by_role("link", name="end.txt")).to_be_visible()
    await expect(said.locator("[inert]").get_by_text("the butler")).to_have_count(1)
    await said.get_by_role("button", name="Spoiler, hidden").click()
    await expect(said.get_by_role("button", name="Jail")).to_be_visible()
    await expect(said.locator("[inert]")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 360])
async def test_a_gallery_has_room_for_each_of_its_pictures(page, said, bot, width):
    await page.set_viewport_size({"width": width, "height": 2000})
    files = {f"{number}.png": picture() for number in range(10)}
    for count in (1, 2, 5, 10):
        items = [shown(name, description=f"{name} of {count}") for name in list(files)[:count]]
        sent = await bot.compose({"type": 12, "items": items}, files=files)
        await expect(said.get_by_role("img")).to_have_count(count)
        boxes = await said.get_by_role("img").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect())"
            ".map(({ x, y, right, bottom }) => ({ x, y, right, bottom }))"
        )
        assert all(box["right"] - box["x"] > 60 for box in boxes)
        assert max(box["right"] for box in boxes) <= width
        apart = [
            one["right"] <= other["x"] + 1 or one["bottom"] <= other["y"] + 1
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
        ]
        assert all(apart)
        await bot.call("DELETE", f"{bot.path()}/{sent['id']}")
        await expect(said.get_by_role("img")).to_have_count(0)


async def test_a_classic_message_with_all_parts_of_an_embed(said, bot, watch, site):
    embed = {
        "title": "A *title*",
        "url": "https://e.org/title",
        "description": "Told\n- one\n- two",
        "color": 0x3366FF,
        "author": {"name": "An author", "url": "https://e.org/author", "icon_url": ELSEWHERE},
        "fields": [
            {"name": "Left", "value": "**L**", "inline": True},
            {"name": "Right", "value": "R", "inline": True},
            {"name": "Below", "value": "B"},
        ],
        "thumbnail": {"url": ELSEWHERE},
        "image": {"url": "attachment://a.png"},
        "footer": {"text": "Foot"},
        "timestamp": "2024-01-02T03:04:05+00:00",
    }
    plain = {"description": "A second one"}
    body = {"content": "Said **so**", "embeds": [embed, plain], "components": [row(button())]}
    await bot.send(body, {"a.png": picture()})
    await expect(said.get_by_text("Said so")).to_be_visible()
    boxes = said.locator(".embed")
    await expect(boxes).to_have_count(2)
    for name, address in (("A title", "title"), ("An author", "author")):
        link = boxes.first.get_by_role("link", name=name)
        await expect(link).to_have_attribute("href", f"https://e.org/{address}")
    await expect(boxes.first.locator("footer")).to_have_text("Foot • 1/2/24, 3:04 AM")
    left, right, below = [
        await boxes.first.get_by_text(name).bounding_box() for name in ("Left", "Right", "Below")
    ]
    assert left["y"] == right["y"] < below["y"]
    assert left["x"] == below["x"] < right["x"]
    edge = await boxes.first.evaluate("one => getComputedStyle(one).borderLeftColor")
    assert edge == "rgb(51, 102, 255)"
    await expect(said.get_by_role("img")).to_have_count(1)  # an embed's file stands in it alone
    await expect(said.get_by_text("not loaded: it is on another site")).to_have_count(1)
    await expect(said.get_by_role("button", name="Press")).to_be_visible()
    assert [url for url in watch.requested if not url.startswith(f"{site.url}/")] == []


async def test_files_of_a_message_and_pictures_of_other_sites(said, bot, watch, site):
    files = {
        "a.png": picture(),
        "SPOILER_b.png": picture(),
        "c.txt": b"c" * 2048,
        "SPOILER_d.txt": b"d",
    }
    described = [{"id": 0, "description": "A fort"}, {"id": 1, "description": "The end"}]
    await bot.send({"content": "Files", "attachments": described}, files)
    far = [{"media": {"url": ELSEWHERE}, "description": "A map"}, {"media": {"url": ELSEWHERE}}]
    await bot.compose({"type": 12, "items": far})
    await expect(said.get_by_role("img", name="A fort")).to_be_visible()
    await expect(said.get_by_role("link", name="c.txt")).to_be_visible()
    await expect(said).to_contain_text("2.0 kB")
    await expect(said.get_by_text("SPOILER_d.txt")).to_have_count(0)
    await said.get_by_role("button", name="Spoiler picture").click()
    await expect(said.get_by_role("img", name="The end")).to_be_visible()
    for name in ("A map", "Picture"):
        link = said.get_by_role("link", name=f"{name} (not loaded: it is on another site)")
        await expect(link).to_have_attribute("href", ELSEWHERE)
    assert [url for url in watch.requested if not url.startswith(f"{site.url}/")] == []


async def test_an_answer_is_thought_about_given_edited_and_deleted(page, said, bot):
    asked = await asked_by(page, bot)
    await bot.answer(asked, 5)
    await expect(latest(page)).to_contain_text("Fasti is thinking")
    await expect(latest(page)).to_contain_text("Member used /ask")
    answer = f"/webhooks/{bot.playground.world.bot.id}/{asked['token']}/messages/@original"
    await bot.call("PATCH", answer, {"content": "First"})
    await expect(latest(page)).to_contain_text("First")
    await expect(said.get_by_text("(edited)")).to_have_count(0)  # it has just been given
    sent = await bot.send({"content": "Second"})
    await expect(latest(page)).to_contain_text("Second")
    await bot.call("PATCH", f"{bot.path()}/{sent['id']}", {"content": "Third"})
    await expect(latest(page)).to_contain_text("Third")
    await expect(latest(page)).to_contain_text("(edited)")
    await bot.call("DELETE", f"{bot.path()}/{sent['id']}")
    await expect(latest(page)).to_contain_text("First")
    await expect(said.get_by_text("Third")).to_have_count(0)


async def test_an_answer_for_one_is_seen_by_one_and_dismissed(page, said, bot):
    await bot.answer(await asked_by(page, bot), 4, {"content": "A secret", "flags": 64})
    await expect(latest(page)).to_contain_text("Only you can see this")
    switches = page.get_by_role("complementary", name="Switches")
    await switches.get_by_role("radio", name="Editor").check()
    await expect(said.get_by_text("A secret")).to_have_count(0)
    await switches.get_by_role("radio", name="Member").check()
    await expect(said.get_by_text("A secret")).to_be_visible()
    await latest(page).get_by_role("button", name="Dismiss message").click()
    await expect(said.get_by_text("A secret")).to_have_count(0)


async def test_what_becomes_of_a_message_is_marked(page, said, bot):
    first = await bot.send({"content": "First"})
    channel = first["channel_id"]
    await bot.call("PUT", f"/channels/{channel}/messages/pins/{first['id']}")
    await expect(said.get_by_text("pinned a message to this channel")).to_be_visible()
    await expect(said.get_by_role("article").first.locator("header")).to_contain_text("Pinned")
    await bot.send({"content": "Reply", "message_reference": {"message_id": first["id"]}})
    reply = said.get_by_role("article").filter(has_text="Reply")
    await expect(reply).to_contain_text("First")
    await bot.call("POST", f"{bot.path()}/{first['id']}/threads", {"name": "Side talk"})
    await said.get_by_role("button", name="Side talk 0 messages").click()
    await expect(page.get_by_role("heading", level=1, name="Side talk")).to_be_visible()
    news = await bot.call("POST", bot.path("announcements"), {"content": "News"})
    await open_channel(page, "announcements")
    await bot.call("POST", f"{bot.path('announcements')}/{news['id']}/crosspost")
    await expect(latest(page)).to_contain_text("Published")
