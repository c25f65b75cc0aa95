"""Those who follow a pack are told of each reload, and none of them hinders it."""

import asyncio
import contextlib

from bot.catalogue.catalogue import Catalogue
from bot.services.catalogues import Catalogues
from bot.services.reloading import PackStatus, Reloading, look
from tests.catalogue.packs import SOUND, write

URANUS = "event:operation-uranus-begins"
NOVEMBER = "calendar/11-november.yaml"


async def test_who_follows_is_told_of_both_packs_and_one_who_fails_hinders_nothing(tmp_path, clock):
    pack = write(tmp_path, SOUND)
    catalogues = Catalogues(Catalogue.load(pack))
    reloading = Reloading(pack, catalogues, clock, loaded=look(pack), every=0.02)
    told, is_told = [], asyncio.Event()

    async def broken(*_):
        raise RuntimeError("it fails")

    async def follow(before, after):
        assert after is catalogues.pack
        told.append([each.entries[URANUS].name for each in (before, after)])
        is_told.set()

    reloading.follow(broken)
    reloading.follow(follow)
    task = asyncio.create_task(reloading.run())
    said = str(SOUND[NOVEMBER]).replace("title: Operation Uranus begins", "title: Told")
    (pack / NOVEMBER).write_text(said, encoding="utf-8")
    async with asyncio.timeout(10):
        await is_told.wait()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert told == [["Operation Uranus begins", "Told"]]
    assert reloading.status.reloads == 1


async def test_who_watches_is_told_of_each_status_be_the_pack_shown_or_refused(tmp_path, clock):
    pack = write(tmp_path, SOUND)
    catalogues = Catalogues(Catalogue.load(pack))
    reloading = Reloading(pack, catalogues, clock, loaded=look(pack), every=0.02)
    told: asyncio.Queue[PackStatus] = asyncio.Queue()
    reloading.watch(told.put_nowait)
    task = asyncio.create_task(reloading.run())
    sound = str(SOUND[NOVEMBER])
    for said, is_current in ((sound.replace("kind: battle", "kind: brawl"), False), (sound, True)):
        (pack / NOVEMBER).write_text(said, encoding="utf-8")
        async with asyncio.timeout(10):
            status = await told.get()
        assert status is reloading.status
        assert status.is_current is is_current
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
