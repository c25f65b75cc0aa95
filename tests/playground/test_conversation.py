"""Whole conversations with the real discord.py, from hello to answer."""

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.playground import Fault, HeldClock, Playground, Upload
from tests.playground.conftest import LibraryBot, StartBot

Client = discord.Interaction[LibraryBot]


def everywhere(bot: LibraryBot, **more: Any) -> Callable[[Any], Any]:
    """Register a command for servers, DMs and user installations."""

    def register(function: Any) -> Any:
        made = bot.tree.command(description="A command", **more)(function)
        app_commands.allowed_installs(guilds=True, users=True)(made)
        return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(made)

    return register


async def test_from_hello_to_an_answer(playground: Playground, start_bot: StartBot):
    bot = LibraryBot()

    @everywhere(bot)
    async def greet(interaction: Client, name: str, times: int = 1) -> None:
        await interaction.response.send_message(f"Hello, {name}! " * times, ephemeral=True)

    await start_bot(bot)
    await playground.ready()
    answer = await playground.type("/greet name:Georgy Zhukov times:2")
    assert (answer.ok, answer.problem) == (True, "")
    assert answer.text == "Hello, Georgy Zhukov! Hello, Georgy Zhukov! "
    assert answer.ephemeral
    assert answer.milliseconds > 0
    assert [guild.name for guild in bot.guilds] == ["Playground"]
    assert not playground.journal.violations


async def test_a_components_v2_card_reads_in_order(playground: Playground, start_bot: StartBot):
    bot = LibraryBot()

    class Card(discord.ui.LayoutView):
        box = discord.ui.Container[Any](
            discord.ui.TextDisplay("# Stalingrad"),
            discord.ui.Section(
                "The battle",
                accessory=discord.ui.Thumbnail("https://a.example/x.png", description="A map"),
            ),
            discord.ui.ActionRow(discord.ui.Button(label="Next day", custom_id="n")),
            spoiler=True,
        )

    @everywhere(bot)
    async def card(interaction: Client) -> None:
        await interaction.response.send_message(view=Card())

    await start_bot(bot)
    answer = await playground.type("/card")
    assert answer.text == "(hidden until clicked)\n# Stalingrad\nThe battle\n[A map]"
    assert answer.buttons == ["Next day"]
    assert not playground.journal.violations


async def test_autocomplete_offers_what_the_bot_suggests(
    playground: Playground, start_bot: StartBot
):
    bot = LibraryBot()

    async def suggest(interaction: Client, current: str) -> list[app_commands.Choice[str]]:
        earlier = interaction.namespace.topic
        return [app_commands.Choice(name=f"{current}kov ({earlier})", value="person:zhukov")]

    @everywhere(bot)
    @app_commands.autocomplete(name=suggest)
    async def person(interaction: Client, topic: str, name: str) -> None:
        await interaction.response.send_message(name)

    await start_bot(bot)
    offered = await playground.complete("/person topic:war name:Zhu")
    assert offered.ok
    assert offered.choices == [{"name": "Zhukov (war)", "value": "person:zhukov"}]
    assert (await playground.type("/person topic:x name:free text")).text == "free text"


async def test_a_button_opens_a_form_that_changes_the_message(
    playground: Playground, start_bot: StartBot
):
    bot = LibraryBot()

    @everywhere(bot)
    async def panel(interaction: Client) -> None:
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.TextDisplay("Before"))
        view.add_item(
            discord.ui.ActionRow(
                discord.ui.Button(label="Edit", custom_id="edit"),
                discord.ui.Button(label="Off", custom_id="off", disabled=True),
                discord.ui.Button(label="Site", url="https://example.org"),
            )
        )
        view.stop()
        await interaction.response.send_message(view=view, ephemeral=True)

    class Form(discord.ui.Modal, title="Edit"):
        name = discord.ui.Label[Any](
            text="Title", component=discord.ui.TextInput(custom_id="title", max_length=20)
        )

    @bot.event
    async def on_interaction(interaction: Client) -> None:
        if interaction.type is discord.InteractionType.component:
            form = Form()
            await interaction.response.send_modal(form)
            form.stop()
        elif interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data
            parts = data["components"]
            view = discord.ui.LayoutView()
            view.add_item(discord.ui.TextDisplay(parts[0]["component"]["value"]))
            view.stop()
            await interaction.response.edit_message(view=view)

    await start_bot(bot)
    shown = await playground.type("/panel")
    form = await playground.press(shown, "edit")
    assert form.kind == "modal"
    assert form.modal is not None
    assert form.modal["title"] == "Edit"
    edited = await playground.submit(form, {"Title": "After"})
    assert (edited.kind, edited.text) == ("update", "After")
    assert edited.message is not None
    assert edited.message["id"] == (shown.message or {})["id"]
    for name, sentence in (
        ("Off", "disabled"),
        ("Site", "opens https://example.org"),
        ("?", "no button"),
    ):
        again = await playground.type("/panel")
        refused = await playground.press(again, name)
        assert sentence in refused.problem
    assert "required" in (await playground.submit(form, {"Title": ""})).problem
    assert "Only the one" in (await playground.press(shown, "edit", who="moderator")).problem
    assert not playground.journal.violations


async def test_selects_deferral_follow_ups_and_files(playground: Playground, start_bot: StartBot):
    bot = LibraryBot()

    @everywhere(bot)
    async def read(interaction: Client, pack: discord.Attachment) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        content = await pack.read()
        await interaction.followup.send(f"Read {content.decode()}", ephemeral=True)
        row = discord.ui.ActionRow[Any](
            discord.ui.ChannelSelect(custom_id="channel", placeholder="Where?")
        )
        view = discord.ui.LayoutView().add_item(row)
        view.stop()
        await interaction.followup.send(view=view, ephemeral=True)

    @bot.event
    async def on_interaction(interaction: Client) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.send_message(
                str(interaction.data and interaction.data.get("values"))
            )

    await start_bot(bot)
    upload = Upload("pack.yaml", "text/yaml", b"title: x")
    answer = await playground.type("/read", files={"pack": upload})
    assert (answer.text, answer.deferred, answer.ephemeral) == ("Read title: x", True, True)
    if len(playground.read()) < 2:
        await playground.journal.wait("INTERACTION_FOLLOWED_UP")
    select = playground.read()[-1]["id"]
    chosen = await playground.choose(select, "on-this-day")
    channel = playground.world.channels[chosen.text.strip("[']")]
    assert channel.name == "on-this-day"
    refused = await playground.choose(select, "nowhere")
    assert refused.problem.startswith("There is no channel nowhere.")


async def test_resume_replays_what_a_cut_connection_missed(
    playground: Playground, start_bot: StartBot
):
    bot = LibraryBot()
    joined = asyncio.Event()

    @bot.event
    async def on_guild_channel_delete(channel: discord.abc.GuildChannel) -> None:
        joined.set()

    await start_bot(bot)
    latest = playground.journal.events[-1].number
    left = bot.ws.socket
    playground.hub.cut()
    playground.happens.delete_channel(
        next(one for one in playground.world.channels.values() if one.name == "general")
    )
    await asyncio.wait_for(joined.wait(), 5)
    resumed = await playground.journal.wait("RESUME", after=latest)
    assert resumed.data["replayed"] >= 1
    connects = [event for event in playground.journal.events if event.name == "CONNECT"]
    assert len(connects) == 1
    await left.close()  # discord.py leaves the cut one to the garbage collector


async def test_a_429_is_waited_out(playground: Playground, start_bot: StartBot):
    bot = await start_bot(LibraryBot())
    playground.faults.add(Fault(what="status", status=429, method="POST", retry_after=0.01))
    channel = bot.guilds[0].text_channels[0]
    message = await channel.send("On this day")
    assert playground.read()[-1]["id"] == str(message.id)
    assert [one.status for one in playground.journal.requests if one.method == "POST"] == [429, 200]


@pytest.mark.parametrize("status", [500, 503])
async def test_a_5xx_reaches_the_bot(
    playground: Playground, start_bot: StartBot, status: int, monkeypatch: pytest.MonkeyPatch
):
    async def at_once(_: float) -> None:
        """Retries after 500 need no waiting here."""

    bot = await start_bot(LibraryBot())
    monkeypatch.setattr("discord.http.asyncio.sleep", at_once)
    playground.faults.add(Fault(what="status", status=status, path="/channels/*", times=5))
    with pytest.raises(discord.DiscordServerError):
        await bot.guilds[0].text_channels[0].send("On this day")
    assert playground.read() == []


async def test_a_late_answer_is_refused(
    playground: Playground, start_bot: StartBot, clock: HeldClock
):
    bot = LibraryBot()
    failures: asyncio.Queue[discord.NotFound] = asyncio.Queue()

    @everywhere(bot)
    async def slow(interaction: Client) -> None:
        clock.move(3.1)
        try:
            await interaction.response.send_message("Too late")
        except discord.NotFound as failure:
            failures.put_nowait(failure)

    await start_bot(bot)
    answer = await playground.type("/slow")
    assert (answer.ok, answer.problem) == (False, "The application did not respond")
    assert (await failures.get()).code == 10062


async def test_a_second_answer_is_refused(playground: Playground, start_bot: StartBot):
    bot = LibraryBot()
    failures: asyncio.Queue[discord.HTTPException] = asyncio.Queue()

    @everywhere(bot)
    async def twice(interaction: Client) -> None:
        await interaction.response.send_message("Once")
        interaction.response._response_type = None
        try:
            await interaction.response.send_message("Twice")
        except discord.HTTPException as failure:
            failures.put_nowait(failure)

    await start_bot(bot)
    assert (await playground.type("/twice")).text == "Once"
    failure = await failures.get()
    assert (failure.status, failure.code) == (400, 40060)


async def test_a_nonce_makes_one_message_but_two_forum_posts(
    playground: Playground, start_bot: StartBot
):
    bot = await start_bot(LibraryBot())
    channel = bot.guilds[0].text_channels[0]
    first = await channel.send("Once", nonce="delivery")
    second = await channel.send("Once", nonce="delivery")
    assert first.id == second.id
    assert len(playground.read()) == 1
    forum = bot.guilds[0].forums[0]
    tag = forum.available_tags[0]
    posts = [await forum.create_thread(name="A day", content="x", applied_tags=[tag]) for _ in "ab"]
    assert posts[0].thread.id != posts[1].thread.id
    assert posts[0].message.id == posts[0].thread.id
    assert [one.name for one in posts[0].thread.applied_tags] == ["Event"]


async def test_commands_work_in_dms_and_where_only_the_member_brought_the_bot(
    playground: Playground, start_bot: StartBot
):
    bot = LibraryBot()

    @everywhere(bot)
    async def where(interaction: Client) -> None:
        owners = {
            "guild": interaction.is_guild_integration(),
            "user": interaction.is_user_integration(),
        }
        place = "dm" if interaction.context.dm_channel else interaction.guild_id
        await interaction.response.send_message(f"{place} {owners}")

    await start_bot(bot)
    assert (await playground.type("/where", where="dm")).text.startswith("dm ")
    guest = await playground.type("/where", where="Elsewhere/lounge")
    assert guest.text.endswith("{'guild': False, 'user': True}")
    refused = await playground.type("/where", where="Elsewhere/lounge", who="moderator")
    assert refused.problem.startswith("There is no command /where")


async def test_threads_pins_publishing_and_attachments(playground: Playground, start_bot: StartBot):
    bot = await start_bot(LibraryBot())
    guild = bot.guilds[0]
    news = next(channel for channel in guild.text_channels if channel.is_news())
    file = discord.File(__file__, filename="a.py", description="Source")
    message = await news.send("Published", file=file, embed=discord.Embed(title="T"))
    await message.publish()
    await message.pin()
    thread = await message.create_thread(name="Talk")
    await thread.send("Hello")
    assert [pinned.id async for pinned in news.pins()] == [message.id]
    fetched = await news.fetch_message(message.id)
    assert fetched.flags.crossposted
    assert fetched.flags.has_thread
    assert fetched.attachments[0].description == "Source"
    assert (await fetched.attachments[0].read()).startswith(b'"""Whole')
    await message.unpin()
    await thread.edit(archived=True)
    await message.delete()
    assert [m.content async for m in thread.history()] == ["Hello"]
    assert not playground.journal.violations
