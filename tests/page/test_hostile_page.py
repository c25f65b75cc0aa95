"""Hostile texts in all that reaches the page: they are shown as texts, and nothing of them runs."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from playwright.async_api import expect

from tests.playground.raw import command, option

from .browsing import latest, message_box, open_channel, open_page
from .harmless import faults
from .pictures import picture

PNG = picture()
RUNS = "window.ran=1"
MARKUP = (
    f"<img src=x onerror={RUNS}>",
    f"<script>{RUNS}</script>",
    f'"><svg onload={RUNS}>',
    f"'><a href=javascript:{RUNS}>x</a><base href=//evil.example>",
    f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    f"<form action=javascript:{RUNS}><button autofocus onfocus={RUNS}>",
    "</textarea></title><style>@import '//evil.example'</style><meta http-equiv=refresh content=0>",
    f"[a](javascript:{RUNS}) [b](data:text/html,<script>{RUNS}</script>) <javascript:{RUNS}>",
    f'[a](https://e.org/"onclick={RUNS}) [b](JaVaScRiPt:{RUNS}) ![c](https://evil.example/a.png)',
    f"[a](\x01javascript:{RUNS}) [b](&#106;avascript:{RUNS}) [c](//evil.example)",
    f"${{{RUNS}}} {{{{constructor.constructor('{RUNS}')()}}}} `</code><b onclick={RUNS}>`",
    "constructor",
    "__proto__",
    "toString",
)
MANY = (
    "|" * 4000,
    "*" * 4000,
    "*a " * 660 + "a*" * 1000,
    "**_~~||" * 571,
    "[" * 4000,
    "<" * 4000,
    "\n" * 3998 + "ab",
    "> " * 2000,
    "- " * 1999 + "ab",
    " - a\n" * 800,
    "`" * 3999 + "a",
    "\u202e\u2066txt.exe\u200b\u200d\ufeff" * 200,
    "a" + "\u0301\u0489" * 100,
    "W" * 4000,
    "\u0e49" * 4000,
)
ADDRESSES = (
    f"javascript:{RUNS}",
    f" \x01javascript:{RUNS}",
    f"data:text/html,<script>{RUNS}</script>",
    "//evil.example/a.png",
    "/\\evil.example/a.png",
    "/\t/evil.example/a.png",
    "http:evil.example",
    "https://",
    "vbscript:x",
    "file:///etc/passwd",
    "constructor",
    "",
)
ADDRESSED = {"url", "proxy_url", "icon_url"}
KEPT = {"id", "channel_id", "guild_id", "timestamp", "edited_timestamp", "username", "nonce"}


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


@pytest.fixture
async def harmed(page, site, watch):
    """Give a function that lists what hostile texts have done, dialogs and new pages included."""
    done = []
    page.on("dialog", lambda dialog: done.append(f"dialog: {dialog.message}"))
    page.context.on("page", lambda other: done.append(f"opened: {other.url}"))

    async def found():
        elsewhere = [url for url in watch.requested if not url.startswith(f"{site.url}/")]
        return [*done, *elsewhere, *await faults(page)]

    yield found
    assert await found() == []
    await message_box(page).fill("Still here?")
    await message_box(page).press("Enter")
    await expect(latest(page)).to_contain_text("Still here?")


def everything(text):
    """Give the bodies of messages that say a text in all places that Discord has for one."""
    short, brief = text[:80], text[:100]
    files = {"a.png": PNG, "b.txt": b"b"}
    choice = {"label": brief, "value": "1", "description": brief, "emoji": {"name": "🏰"}}
    picture = {"media": {"url": "attachment://a.png"}, "description": text[:1024]}
    button = {"type": 2, "style": 2, "label": short, "custom_id": text[:90] + "b"}
    link = {"type": 2, "style": 5, "label": short, "url": "https://e.org"}
    menu = {"type": 3, "custom_id": text[:90] + "m", "placeholder": text[:150], "options": [choice]}
    said = {"type": 10, "content": text[:1000]}
    section = {"type": 9, "components": [said], "accessory": {"type": 11, **picture}}
    rows = [{"type": 1, "components": [button, link]}, {"type": 1, "components": [menu]}]
    gallery = {"type": 12, "items": [picture, {**picture, "spoiler": True}]}
    file = {"type": 13, "file": {"url": "attachment://b.txt"}}
    container = {"type": 17, "accent_color": 1, "components": [said, section, gallery, file, *rows]}
    yield {"flags": 1 << 15, "components": [container]}, files
    embed = {
        "title": text[:256],
        "description": text,
        "url": "https://e.org",
        "author": {"name": text[:256], "url": "https://e.org", "icon_url": "https://e.org/a.png"},
        "fields": [{"name": text[:256], "value": text[:1024], "inline": True}],
        "footer": {"text": text[:2000], "icon_url": "https://e.org/b.png"},
        "image": {"url": "attachment://a.png"},
        "thumbnail": {"url": "https://e.org/c.png"},
    }
    shown = [{"id": 0, "description": text[:1024]}, {"id": 1, "description": text[:1024]}]
    yield (
        {"content": text[:2000], "embeds": [embed], "attachments": shown, "components": rows},
        files,
    )


def embittered(value, text, address, key=""):
    """Put a text, or an address, into each place of a message where the server would not."""
    if isinstance(value, dict):
        return {each: embittered(inner, text, address, each) for each, inner in value.items()}
    if isinstance(value, list):
        return [embittered(inner, text, address, key) for inner in value]
    if not isinstance(value, str) or key in KEPT:
        return value
    return address if key in ADDRESSED else text


@pytest.mark.parametrize("bitter", [False, True], ids=["as Discord takes it", "as nobody should"])
async def test_what_a_message_says_is_text(page, site, bot, harmed, bitter):
    await open_page(page, site)
    await open_channel(page, "general")
    sent = [await bot.send(*each) for text in MARKUP for each in everything(text)]
    stored = site.world.messages_in(sent[0]["channel_id"])
    for number, message in enumerate(sent if bitter else []):
        text, address = MARKUP[number // 2], ADDRESSES[number // 2 % len(ADDRESSES)]
        stored[message["id"]] = embittered(stored[message["id"]], text, address)
    await bot.post("the end")
    await expect(page.get_by_role("article").filter(has_text="the end")).to_be_visible()
    assert await page.locator(".messages > .message, .messages > .notice").count() == len(sent) + 1
    for hidden in reversed(await page.get_by_role("button", name="Spoiler").all()):
        await hidden.click()
    for menu in await page.get_by_role("log").get_by_role("combobox").all():
        await menu.click()
        await page.keyboard.press("Escape")
    for text in MARKUP[:3]:
        await expect(page.get_by_text(text).first).to_be_attached()
    assert await harmed() == []


async def test_a_text_beyond_reason_is_shown_and_the_page_goes_on(page, site, bot, harmed):
    await open_page(page, site)
    await open_channel(page, "general")
    for text in MANY:
        await bot.post(text)
        await bot.send({"embeds": [{"title": text[:256], "description": text[:4000]}]})
    await bot.post("the end")
    await expect(page.get_by_role("article").filter(has_text="the end")).to_be_visible()
    assert await page.locator(".messages > .message").count() == 2 * len(MANY) + 1
    assert await page.locator(".messages").evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert await harmed() == []


async def test_what_no_page_knows_is_said_to_be_unknown(page, site, bot, harmed):
    await open_page(page, site)
    await open_channel(page, "general")
    for kind in ("constructor", "__proto__", "toString", 99):
        sent = await bot.post("a")
        site.world.messages_in(sent["channel_id"])[sent["id"]]["components"][0]["type"] = kind
    broken = await bot.post("b")
    site.world.messages_in(broken["channel_id"])[broken["id"]]["timestamp"] = "never"
    await bot.post("the end")
    said = page.get_by_role("log")
    await expect(said).to_contain_text("the end")
    for kind in ("constructor", "__proto__", "toString", 99):
        await expect(said.get_by_text(f"A component of type {kind}", exact=True)).to_be_visible()
    await expect(said.get_by_text("A message that this page cannot draw")).to_be_visible()
    assert await harmed() == []


async def test_names_are_text(page, site, bot, harmed):
    general = next(one for one in site.world.channels.values() if one.name == "general")
    forum = next(one for one in site.world.channels.values() if one.name == "history-forum")
    post = {"name": "post", "message": {"content": "x"}, "applied_tags": [forum.tags[0].id]}
    await bot.call("POST", f"/channels/{forum.id}/threads", post)
    starter = await bot.post("starter")
    await bot.call(
        "POST", f"/channels/{general.id}/messages/{starter['id']}/threads", {"name": "thread"}
    )
    menus = [
        {"type": 1, "components": [{"type": kind, "custom_id": str(kind)}]} for kind in (5, 6, 7, 8)
    ]
    for text in MARKUP:
        rename(site.world, text, keeping={general.id})
        await bot.compose(*menus)
    await open_page(page, site)
    await open_channel(page, "general")
    for menu in (await page.get_by_role("log").get_by_role("combobox").all())[:4]:
        await menu.click()
        await page.keyboard.press("Escape")
    for text in MARKUP:
        rename(site.world, text, keeping={general.id})
        ids = (f"<#{forum.id}>", f"<@{site.world.bot.id}>", f"<@&{general.guild_id}>")
        await bot.post(" ".join(ids))
        await expect(latest(page)).to_contain_text(f"@{text}")
        await expect(page.get_by_role("navigation", name="Channels")).to_contain_text(text)
        await expect(page.get_by_role("complementary")).to_contain_text(text)
        assert await harmed() == []
    await latest(page).get_by_role("button").click()
    await page.get_by_role("region", name="Posts").get_by_role("button").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"↳{MARKUP[-1]}")


def rename(world, text, keeping):
    """Give everybody and everything one name, but for some channels that tests go to by theirs."""
    for user in world.users.values():
        user.display = text
    for channel in world.channels.values():
        if channel.id not in keeping:
            channel.name = text
        channel.topic = text
        channel.tags = tuple(replace(tag, name=text) for tag in channel.tags)
    for guild in world.guilds.values():
        guild.name = text
        for role in guild.roles.values():
            role.name = text


async def test_what_is_asked_and_answered_is_text(page, site, bot, harmed):
    names = ("constructor", "__proto__", "tostring")
    text = MARKUP[0][:100]
    choices = [{"name": each[:100], "value": each[:100]} for each in MARKUP]
    options = [
        option("__proto__", description=text, required=True, choices=choices),
        option("constructor", description=text, required=True, autocomplete=True),
        *(option(f"o{number}", description=each[:100]) for number, each in enumerate(MARKUP)),
    ]
    await bot.raw.register(*(command(name, *options, description=text) for name in names))
    await open_page(page, site)
    await open_channel(page, "general")
    await message_box(page).fill("/")
    listed = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(listed).to_have_count(len(names))
    await message_box(page).fill("/__proto__ ")
    line = page.get_by_role("group", name="The command /__proto__")
    await line.get_by_role("combobox", name="__proto__").click()
    await line.get_by_role("option", name=MARKUP[1], exact=True).click()
    await line.get_by_role("combobox", name="constructor").fill(text)
    await bot.answer(await bot.asked(), 8, {"choices": choices})
    await line.get_by_role("option", name=MARKUP[2], exact=True).click()
    await expect(line.get_by_role("option")).to_have_count(len(MARKUP))
    assert await harmed() == []
    await page.keyboard.press("Enter")
    asked = await bot.asked()
    given = {each["name"]: each["value"] for each in asked["data"]["options"]}
    assert given == {"__proto__": MARKUP[1][:100], "constructor": MARKUP[2][:100]}
    await bot.answer(asked, 9, form(text))
    dialog = page.get_by_role("dialog", name=text[:45])
    await expect(dialog.get_by_label("constructor")).to_have_value("")
    await expect(dialog.get_by_role("textbox").nth(1)).to_have_value(text)
    await dialog.get_by_role("textbox").first.fill("typed")
    assert await harmed() == []
    await dialog.get_by_role("button", name="Submit").click()
    sent = await bot.asked()
    fields = [each["component"] for each in sent["data"]["components"]]
    values = {each["custom_id"]: each.get("value") for each in fields}
    assert (values["constructor"], values["__proto__"]) == ("typed", text)
    await bot.answer(sent, 4, {"content": text, "flags": 64})
    await expect(dialog).to_have_count(0)
    await expect(latest(page)).to_contain_text(text)


async def test_what_the_bot_asks_of_discord_and_what_goes_wrong_are_text(page, site, bot, harmed):
    await open_page(page, site)
    await open_channel(page, "general")
    for text in MARKUP:
        await bot.raw.rest.call("PATCH", f"/channels/1/{quote(text)}", {text: [text, {text: text}]})
        await message_box(page).fill(f"/{text}")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert").last).to_be_visible()
    log = page.get_by_role("complementary").get_by_text("REST calls of the bot")
    await log.click()
    calls = page.get_by_role("complementary").get_by_role("listitem")
    await expect(calls).to_have_count(len(MARKUP))
    for call in await calls.all():
        await call.locator("summary").click()
        await expect(call.locator("pre")).to_be_visible()
    assert MARKUP[1] in await page.get_by_role("complementary").inner_text()
    assert await harmed() == []


def form(text):
    """Give a form that says a text wherever it can, its fields named as what objects inherit."""
    written = {"type": 4, "style": 1, "placeholder": text}
    choice = {"label": text, "value": "1", "description": text}
    fields = [
        ("constructor", {**written, "custom_id": "constructor"}),
        (text, {**written, "style": 2, "custom_id": "__proto__", "value": text}),
        (text, {"type": 3, "custom_id": "toString", "placeholder": text, "options": [choice]}),
        (text, {"type": 21, "custom_id": "valueOf", "options": [choice, {**choice, "value": "2"}]}),
    ]
    labels = [
        {
            "type": 18,
            "label": label[:45],
            "description": text,
            "component": {**field, "required": False},
        }
        for label, field in fields
    ]
    return {"title": text[:45], "custom_id": "__proto__", "components": labels}
