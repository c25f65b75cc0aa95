"""Discord's Markdown on the page: what Discord reads is drawn, and all else stands as written."""

import re

import pytest
from playwright.async_api import expect

from bot.domain.entries import Topic
from bot.ui.markup import plain, prose
from bot.ui.pages import unwrapped

from .browsing import open_channel, open_page
from .drawn import drawn

ROOM = 40  # components of a message

LINES = {
    "# One\n## Two\n### Three\n#### Four": "<h 3>One</h><h 4>Two</h><h 5>Three</h><p>#### Four</p>",
    "text\n# Head\ntext": "<p>text</p><h 3>Head</h><p>text</p>",
    "#none": "<p>#none</p>",
    "# ": "<p># </p>",
    "# **bold** `code`": "<h 3><strong>bold</strong> <code>code</code></h>",
    "-# small\nnext": "<small>small</small><p>next</p>",
    "-# one\n-# two\n\nnext": "<small>one</small><small>two</small><gap 1><p>next</p>",
    "-#none": "<p>-#none</p>",
    "text -# none": "<p>text -# none</p>",
    "- one\n- two": "<ul><li><p>one</p></li><li><p>two</p></li></ul>",
    "* one\n- two": "<ul><li><p>one</p></li><li><p>two</p></li></ul>",
    "- one\n  - two\n    - three\n- four": (
        "<ul><li><p>one</p><ul><li><p>two</p><ul><li><p>three</p></li></ul></li></ul></li>"
        "<li><p>four</p></li></ul>"
    ),
    "- one\n - two": "<ul><li><p>one</p><ul><li><p>two</p></li></ul></li></ul>",
    "- one\nmore": "<ul><li><p>one</p></li></ul><p>more</p>",
    "- one\n  more": "<ul><li><p>one<br>more</p></li></ul>",
    "- one\n-# small": "<ul><li><p>one</p></li></ul><small>small</small>",
    "text\n- one\n\ntext": "<p>text</p><ul><li><p>one</p></li></ul><gap 1><p>text</p>",
    "1. one\n  - two\n2. three": (
        "<ol 1><li><p>one</p><ul><li><p>two</p></li></ul></li><li><p>three</p></li></ol>"
    ),
    "text\n1941. one\n1941. two": (
        "<p>text</p><ol 1941><li><p>one</p></li><li><p>two</p></li></ol>"
    ),
    "- " * 12 + "deep": "<ul><li>" * 11 + "<p>- deep</p>" + "</li></ul>" * 11,
    "-none\n+ none\n1) none": "<p>-none<br>+ none<br>1) none</p>",
    "-": "<p>-</p>",
    "> one\n> two\nafter": "<quote><p>one<br>two</p></quote><p>after</p>",
    "> one\n\n> two": "<quote><p>one</p></quote><gap 1><quote><p>two</p></quote>",
    "> # Head\n> - item": "<quote><h 3>Head</h><ul><li><p>item</p></li></ul></quote>",
    "> one\n> > none": "<quote><p>one<br>> none</p></quote>",
    ">>> one\n\n> two": "<quote><p>one</p><gap 1><p>> two</p></quote>",
    ">none": "<p>>none</p>",
    "```py\nprint(1)\n```": "<pre>print(1)</pre>",
    "```one two\nthree``` after": "<pre>one two\nthree</pre><p> after</p>",
    "text\n```\n**no** &amp; <b>\n```\ntext": (
        "<p>text</p><pre>**no** &amp;amp; &lt;b></pre><p>text</p>"
    ),
    "> ```\n> code\n> ```": "<quote><pre>code</pre></quote>",
    "``` open": "<p>``` open</p>",
    "one\ntwo": "<p>one<br>two</p>",
    "one\n\ntwo": "<p>one</p><gap 1><p>two</p>",
    "one\n\n\n\ntwo": "<p>one</p><gap 3><p>two</p>",
    "    one": "<p>    one</p>",
    "<div>\n**b**\n</div>": "<p>&lt;div><br><strong>b</strong><br>&lt;/div></p>",
    "|a|b|\n|-|-|\n|1|2|": "<p>|a|b|<br>|-|-|<br>|1|2|</p>",
    "one\n---\ntwo\n===": "<p>one<br>---<br>two<br>===</p>",
    "~~~\none\n~~~": "<p>~~~<br>one<br>~~~</p>",
    "[^1]\n\n[^1]: note": "<p>[^1]</p><gap 1><p>[^1]: note</p>",
    "[one]\n\n[one]: /two": "<p>[one]</p><gap 1><p>[one]: /two</p>",
    "- [ ] one\n- [x] two": "<ul><li><p>[ ] one</p></li><li><p>[x] two</p></li></ul>",
}


WITHIN_LINES = {
    "**b** *i* _i_ __u__ ~~s~~": ("<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s>"),
    "***bi*** __*ui*__ ~~**sb**~~": (
        "<em><strong>bi</strong></em> <u><em>ui</em></u> <s><strong>sb</strong></s>"
    ),
    "*a **b** c*": "<em>a <strong>b</strong> c</em>",
    "**one\ntwo**": "<strong>one<br>two</strong>",
    "snake_case_name a__b__c _a_b": "snake_case_name a__b__c _a_b",
    "a**b**c *a*b": "a<strong>b</strong>c <em>a</em>b",
    "2 * 3 * 4, ~a~, **open, ** a **": "2 * 3 * 4, ~a~, **open, ** a **",
    "****": "****",
    "____": "____",
    "||||": "||||",
    "`a` ``b ` c`` `**no**` `<b>`": (
        "<code>a</code> <code>b ` c</code> <code>**no**</code> <code>&lt;b></code>"
    ),
    "a ||b **c**|| d": "a <spoiler>b <strong>c</strong></spoiler> d",
    "||a||||b\nc||": "<spoiler>a</spoiler><spoiler>b<br>c</spoiler>",
    "**||a||** a || b": "<strong><spoiler>a</spoiler></strong> a || b",
    "[a](https://e.org/b_(c)) [**b**](<http://e.org>)": (
        "<a https://e.org/b_(c)>a</a> <a http://e.org><strong>b</strong></a>"
    ),
    "[a](ftp://e.org) [b](e.org) [c](//e.org)": "[a](ftp://e.org) [b](e.org) [c](//e.org)",
    "![a](https://e.org/a.png)": "!<a https://e.org/a.png>a</a>",
    "(https://e.org/a_b_c?d=1&e=2). <https://e.org>": (
        "(<a https://e.org/a_b_c?d=1&e=2>https://e.org/a_b_c?d=1&amp;e=2</a>)."
        " <a https://e.org>https://e.org</a>"
    ),
    "www.e.org a@e.org <a@e.org> <https>": "www.e.org a@e.org &lt;a@e.org> &lt;https>",
    "<@MEMBER> <@!MEMBER> <@&EDITORS> <#HISTORY>": (
        "<mention>@Member</mention> <mention>@Member</mention>"
        " <mention>@Editors</mention> <mention>#history</mention>"
    ),
    "<@1> <@&1> <#1>": (
        "<mention>@unknown-user</mention> <mention>@unknown-role</mention>"
        " <mention>#unknown</mention>"
    ),
    "@everyone @here @everyonex": "<mention>@everyone</mention> <mention>@here</mention> @everyonex",
    "</daily setup:1> </no>": "<mention>/daily setup</mention> &lt;/no>",
    "<:castle:12> <a:wave:34> :smile:": ":castle: :wave: :smile:",
    "\\*a\\* \\_b\\_ \\~\\~ \\| \\` \\[a](b) \\\\ \\<t:0> \\a": (
        "*a* _b_ ~~ | ` [a](b) \\ &lt;t:0> \\a"
    ),
    "\\# a": "# a",
    "\\-# a": "-# a",
    "\\> a": "> a",
    "\\- a": "- a",
    "1\\. a": "1. a",
    "\\|\\|a\\|\\| \\||b||": "||a|| ||b||",
    "<b>x</b> <!-- y --> <br>": "&lt;b>x&lt;/b> &lt;!-- y --> &lt;br>",
    "&lt; &amp; &nbsp; &#65; &": "&amp;lt; &amp;amp; &amp;nbsp; &amp;#65; &amp;",
    '(c) -- ... "a" ==b== H~2~O x^2^': '(c) -- ... "a" ==b== H~2~O x^2^',
    "constructor toString": "constructor toString",
    "**__proto__**": "<strong><u>proto</u></strong>",
    "<t:0:x> <t:9999999999999> <t:x>": "&lt;t:0:x> &lt;t:9999999999999> &lt;t:x>",
}


@pytest.fixture
def site(playground):
    """Let the page show a playground in which nothing happens by itself."""
    return playground


async def shown(page, site, bot, texts):
    """Give how the page draws each text, by the text."""
    all_texts = list(texts)
    await open_page(page, site)
    await open_channel(page, "general")
    for start in range(0, len(all_texts), ROOM):
        await bot.post(*all_texts[start : start + ROOM])
    parts = page.locator(".components > .text")
    await expect(parts).to_have_count(len(all_texts))
    return dict(zip(all_texts, await drawn(parts), strict=True))


async def test_lines_are_read_as_discord_reads_them(page, site, bot):
    assert await shown(page, site, bot, LINES) == LINES


async def test_what_is_within_lines_is_read_as_discord_reads_it(page, site, bot):
    channels = {one.name: one.id for one in site.world.channels.values()}
    people = {one.username: one.id for one in site.world.users.values()}
    (editors,) = (
        role.id
        for guild in site.world.guilds.values()
        for role in guild.roles.values()
        if role.name == "Editors"
    )
    ids = {"MEMBER": people["member"], "EDITORS": editors, "HISTORY": channels["history"]}

    def named(text):
        for name, id_ in ids.items():
            text = text.replace(name, id_)
        return text

    expected = {named(text): f"<p>{drawing}</p>" for text, drawing in WITHIN_LINES.items()}
    assert await shown(page, site, bot, expected) == expected


async def test_a_mention_of_a_channel_leads_there(page, site, bot):
    (history,) = (one.id for one in site.world.channels.values() if one.name == "history")
    await shown(page, site, bot, [f"See <#{history}>."])
    await page.get_by_role("button", name="#history").click()
    await expect(page.get_by_role("heading", level=1, name="history")).to_be_visible()


async def test_a_spoiler_is_read_by_nobody_before_it_is_opened(page, site, bot):
    await shown(page, site, bot, ["It was ||the *butler*||."])
    hidden = page.get_by_role("button", name="Spoiler, hidden")
    await expect(page.get_by_role("log")).not_to_have_accessible_description("butler")
    await expect(page.get_by_text("butler")).to_be_hidden()
    await hidden.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("butler")).to_be_visible()
    await expect(hidden).to_have_count(0)


TIMES = "\n".join(f"<t:1234567890:{style}>" for style in "tTdDfFsS") + "\n<t:1234567890>"


@pytest.mark.parametrize(
    "client",
    [
        (
            "America/New_York",
            "en-US",
            [
                "6:31 PM",
                "6:31:30 PM",
                "2/13/09",
                "February 13, 2009",
                "February 13, 2009 at 6:31 PM",
                "Friday, February 13, 2009 at 6:31 PM",
                "2/13/09, 6:31 PM",
                "2/13/09, 6:31:30 PM",
                "February 13, 2009 at 6:31 PM",
            ],
        ),
        (
            "Asia/Tokyo",
            "de",
            [
                "08:31",
                "08:31:30",
                "14.02.09",
                "14. Februar 2009",
                "14. Februar 2009 um 08:31",
                "Samstag, 14. Februar 2009 um 08:31",
                "14.02.09, 08:31",
                "14.02.09, 08:31:30",
                "14. Februar 2009 um 08:31",
            ],
        ),
    ],
)
async def test_times_are_told_in_the_zone_and_language_of_the_client(browser, site, bot, client):
    zone, language, times = client
    async with await browser.new_context(timezone_id=zone) as window:
        page = await window.new_page()
        await shown(page, site, bot, [TIMES, "<t:0:R>"])
        await page.get_by_label("Language of the client").select_option(language)
        told = page.locator("article time.time")
        await expect(told.first).to_have_text(times[0])
        spaced = [" ".join(text.split()) for text in await told.all_inner_texts()]
        assert spaced[:-1] == times
        assert spaced[-1].split()[-1] in {"ago", "Jahren"}


AS_READ = """async (texts) => {
  const [{ html, render }, { Text }] = await Promise.all(
    ["ui", "text"].map((name) => import(`/page/app/${name}.js`)),
  );
  const frame = document.createElement("div");
  return texts.map((text) => {
    render(html`<${Text} text=${text} />`, frame);
    return frame.textContent;
  });
}"""
MARKS = re.compile(r"^ *[->] |\*", re.MULTILINE)
LONGEST = 100_000


ODD = (
    *("1. one", "# one", "-# one", "- one", "* one", "+ one", "> one", ">>> one", "```one```"),
    *("*one* _two_ __three__ **four**", "~~one~~ ||two|| `three`", "snake_case a*b*c 2 * 3 * 4"),
    *("<b> <t:0> <@1> <:one:12> </one:1>", "[one](https://e.org) <https://e.org> ftp://e.org"),
    *(
        "@everyone @here discord.gg/one",
        "&lt; &#65; \\ \\* \\",
        "| a | b | (c) -- ... :d:",
        "__proto__",
    ),
)


def written(contents):
    """Give each text of a pack as Fasti hands it to Discord, and what people are to read."""
    for entry in (*contents.events.values(), *contents.people.values(), *contents.topics.values()):
        told = entry.summary if isinstance(entry, Topic) else entry.text
        yield f"## {plain(entry.name, LONGEST)}", entry.name
        for text in (entry.name, told, entry.dispute):
            yield plain(text, LONGEST), text
            yield f"-# {plain(text, LONGEST)}", text
    for source in contents.sources.values():
        for text in (source.title, source.author, source.year, source.publisher, source.trust):
            yield f"- {plain(text, LONGEST)}", text
    for place in contents.places.values():
        yield plain(f"{place.name} {place.today}", LONGEST), f"{place.name} {place.today}"
    for topic in contents.topics.values():
        for section in topic.sections:
            yield f"### {plain(section.heading, LONGEST)}", section.heading
            yield prose(unwrapped(section.text)), MARKS.sub("", section.text)


def solid(text):
    """Give a text without its spaces, those of no width included."""
    return "".join(text.replace("\u200b", "").split())


async def test_content_is_read_as_it_was_written(page, site, catalogue):
    pairs = [pair for pair in written(catalogue.contents) if pair[1]]
    pairs += [(f"{mark}{plain(text, LONGEST)}", text) for text in ODD for mark in ("", "## ", "- ")]
    await open_page(page, site)
    read = await page.evaluate(AS_READ, [text for text, _ in pairs])
    wrong = {
        text: got
        for (text, meant), got in zip(pairs, read, strict=True)
        if solid(got) != solid(meant)
    }
    assert len(pairs) > 1000
    assert wrong == {}
