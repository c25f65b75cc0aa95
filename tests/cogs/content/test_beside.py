"""The bot sees by itself what happens beside it: its pack changes on disk, and servers are erased."""

import asyncio
import random

import pytest

from bot.bootstrap import editing, wired
from bot.catalogue.catalogue import Catalogue
from bot.playground import reading
from bot.services.reloading import look
from bot.storage.guilds import Guilds
from tests.catalogue.packs import SOUND, write
from tests.cogs.conftest import Connected, newsroom_in
from tests.cogs.daily.talking import posted

URANUS = "event:operation-uranus-begins"
NOVEMBER = "calendar/11-november.yaml"


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    monkeypatch.setattr(editing, "ERASED_EVERY", 0.05)


@pytest.fixture
async def beside(*, tmp_path, chosen, playground, database, clock, home):
    """Connect a bot to a pack on disk in whose server an event was changed; give the pack and it."""
    pack = write(tmp_path, SOUND)
    settings = chosen.model_copy(update={"content_path": pack})
    catalogue, loaded = Catalogue.load(pack), look(pack)
    opened = wired(settings, catalogue, database, clock, random.Random(1), loaded=loaded)
    async with Connected(opened, playground) as bot:
        revising, guild = newsroom_in(bot).revising, int(home.id)
        body, _ = await revising.present(guild, URANUS)
        changed = {**body, "title": "Uranus"}
        await revising.publish(guild, URANUS, changed, parent=0, author=5)
        yield pack, bot


async def test_a_pack_that_changes_on_disk_is_told_in_the_audit_channel(beside, playground):
    pack, _ = beside
    await playground.type("/content audit channel:#on-this-day", who="moderator")
    said = str(SOUND[NOVEMBER]).replace("title: Operation Uranus begins", "title: Uranus starts")
    (pack / NOVEMBER).write_text(said, encoding="utf-8")
    [message] = await posted(playground)
    assert "**The pack was loaded anew.**" in reading.text(message)
    assert f"- `{URANUS}`: `/content history` compares them" in reading.text(message)


async def test_a_server_that_another_process_erased_sees_the_pack(beside, database, home):
    _, bot = beside
    catalogues = newsroom_in(bot).catalogues
    assert catalogues.guilds() == (int(home.id),)
    async with database.write() as connection:
        await Guilds(connection).erase(int(home.id))
    async with asyncio.timeout(10):
        while catalogues.guilds():  # noqa: ASYNC110 - it comes by itself
            await asyncio.sleep(0.02)
