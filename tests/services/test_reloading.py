"""The pack on disk is watched with real files: changes are shown, and faults keep the last good one."""

import asyncio
import contextlib
import gc
import os
import shutil
import subprocess
import time
import weakref

import psutil
import pytest
import structlog

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.writing import body_of
from bot.domain.revisions import Overlay
from bot.services import reloading as module
from bot.services.catalogues import Catalogues
from bot.services.reloading import EVERY, Reloading, look
from bot.settings import ROOT
from tests.catalogue.packs import SOUND, write

HOME = 100
URANUS = "event:operation-uranus-begins"
NOVEMBER = "calendar/11-november.yaml"
EVENTS = str(SOUND[NOVEMBER])
FAULTY = EVENTS.replace("kind: battle", "kind: brawl")
QUICK = 0.02


def retitled(title):
    return EVENTS.replace("title: Operation Uranus begins", f"title: {title}")


@pytest.fixture
def pack(tmp_path):
    return write(tmp_path, SOUND)


@pytest.fixture
def catalogues(pack):
    return Catalogues(Catalogue.load(pack))


@pytest.fixture
def reloading(pack, catalogues, clock):
    return Reloading(pack, catalogues, clock, loaded=look(pack), every=QUICK)


@contextlib.asynccontextmanager
async def running(reloading):
    task = asyncio.create_task(reloading.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def watched(reloading):
    """Give what watches the pack, at work."""
    async with running(reloading):
        yield reloading


async def until(is_so, seconds=10):
    """Wait until something is so; the time is for slow machines."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(QUICK)


async def looks(reloading, monkeypatch, count=4):
    """Wait until the files have been looked at some more times."""
    seen = []

    def looking(path):
        seen.append(path)
        return look(path)

    monkeypatch.setattr(module, "look", looking)
    await until(lambda: len(seen) >= count)
    monkeypatch.undo()


def title(catalogues, guild=None):
    return catalogues.of(guild).entries[URANUS].title


async def test_an_edit_in_place_is_shown(watched, pack, catalogues):
    (pack / NOVEMBER).write_text(retitled("Edited in place"))
    await until(lambda: title(catalogues) == "Edited in place")
    assert watched.status.is_current
    assert watched.status.reloads == 1


async def test_what_was_in_use_during_a_reload_is_collected(watched, pack, catalogues):
    class Card:
        """It has a cycle, as discord.py's views have."""

        def __init__(self):
            self.itself = self

    card = Card()
    seen = weakref.ref(card)
    (pack / NOVEMBER).write_text(retitled("Edited in place"))
    await until(lambda: title(catalogues) == "Edited in place")
    del card
    gc.collect()
    assert seen() is None


async def test_an_edit_is_shown_within_a_second_or_two(pack, catalogues, clock):
    async with running(Reloading(pack, catalogues, clock, loaded=look(pack))):
        await asyncio.sleep(EVERY / 2)
        (pack / NOVEMBER).write_text(retitled("Edited in place"))
        begun = time.monotonic()
        await until(lambda: title(catalogues) == "Edited in place")
    assert time.monotonic() - begun < 2 * EVERY + 2


async def test_a_file_that_is_replaced_by_renaming_is_shown(watched, pack, catalogues, tmp_path):
    """As editors save: the new file may have the size and the times of the old one."""
    new = tmp_path / "new"
    new.write_text(retitled("Operation Titans begins"))
    old = (pack / NOVEMBER).stat()
    assert new.stat().st_size == old.st_size
    os.utime(new, ns=(old.st_atime_ns, old.st_mtime_ns))
    new.replace(pack / NOVEMBER)
    await until(lambda: title(catalogues) == "Operation Titans begins")


async def test_a_new_file_and_one_that_is_deleted_are_noticed(watched, pack, catalogues):
    (pack / "people/more.yaml").write_text(
        "- {id: new, name: Somebody New, text: New., sources: [leaflet]}\n"
    )
    await until(lambda: "person:new" in catalogues.pack.entries)
    (pack / "people/more.yaml").unlink()
    await until(lambda: "person:new" not in catalogues.pack.entries)
    assert watched.status.reloads == 2


async def test_half_of_an_edit_keeps_the_last_good_pack(watched, pack, catalogues):
    """A topic is renamed: what names it is mended a while later."""
    (pack / "topics/volga-flotilla.md").rename(pack / "topics/the-flotilla.md")
    await until(lambda: not watched.status.is_current)
    assert "topic:volga-flotilla" in catalogues.pack.entries
    stalingrad = pack / "topics/battle-of-stalingrad.md"
    stalingrad.write_text(stalingrad.read_text().replace("volga-flotilla", "the-flotilla"))
    november = pack / NOVEMBER
    november.write_text(november.read_text().replace("volga-flotilla", "the-flotilla"))
    await until(lambda: watched.status.is_current)
    assert "topic:the-flotilla" in catalogues.pack.entries
    assert watched.status.reloads == 1


async def test_a_pack_at_fault_is_told_with_file_and_line(watched, pack, catalogues, clock):
    loaded_at = watched.status.loaded_at
    with structlog.testing.capture_logs() as logged:
        (pack / NOVEMBER).write_text(FAULTY)
        await until(lambda: not watched.status.is_current)
    assert title(catalogues) == "Operation Uranus begins"
    status = watched.status
    assert (status.loaded_at, status.refused_at, status.reloads) == (loaded_at, clock.now(), 0)
    [fault] = status.faults
    assert (fault.file, fault.line) == (NOVEMBER, 6)
    assert status.trouble.startswith(f"{NOVEMBER}:6: event:operation-uranus-begins.kind: ")
    [entry] = logged
    assert (entry["log_level"], entry["count"]) == ("error", 1)
    assert entry["faults"] == [f"{pack}/{fault}"]  # where the pack is, the host alone is told


async def test_a_fault_is_told_once_until_something_changes(watched, pack, monkeypatch):
    with structlog.testing.capture_logs() as logged:
        (pack / NOVEMBER).write_text(FAULTY)
        await until(lambda: not watched.status.is_current)
        await looks(watched, monkeypatch)
    assert len(logged) == 1


async def test_what_is_mended_is_shown(watched, pack, catalogues):
    (pack / NOVEMBER).write_text(FAULTY)
    await until(lambda: not watched.status.is_current)
    (pack / NOVEMBER).write_text(retitled("Mended"))
    await until(lambda: title(catalogues) == "Mended")
    assert (watched.status.faults, watched.status.trouble) == ((), "")


async def test_a_fault_that_is_only_taken_back_is_mended_too(watched, pack):
    (pack / NOVEMBER).write_text(FAULTY)
    await until(lambda: not watched.status.is_current)
    (pack / NOVEMBER).write_text(EVENTS)
    await until(lambda: watched.status.is_current)


async def test_a_stray_file_is_told_and_its_removal_noticed(watched, pack):
    (pack / "calendar/13-smarch.yaml").write_text("")
    await until(lambda: not watched.status.is_current)
    assert "13-smarch.yaml:1: This is not read." in watched.status.trouble
    (pack / "calendar/13-smarch.yaml").unlink()
    await until(lambda: watched.status.is_current)


async def test_a_link_that_leads_nowhere_does_not_hide_other_changes(watched, pack, catalogues):
    (pack / "people/more.yaml").symlink_to(pack / "nowhere")
    await until(lambda: not watched.status.is_current)
    (pack / "people/more.yaml").unlink()
    (pack / "people/more.yaml").symlink_to(pack / "still-nowhere")
    (pack / NOVEMBER).write_text(FAULTY)
    await until(lambda: len(watched.status.faults) == 2)
    (pack / "people/more.yaml").unlink()
    (pack / NOVEMBER).write_text(retitled("Mended"))
    await until(lambda: title(catalogues) == "Mended")


async def test_a_whole_folder_that_is_replaced_is_shown(watched, pack, catalogues, tmp_path):
    other = write(tmp_path / "other", {**SOUND, NOVEMBER: retitled("From elsewhere")})
    pack.rename(tmp_path / "old")
    await until(lambda: not watched.status.is_current)
    assert watched.status.trouble == "The content pack cannot be read: No such file or directory."
    assert watched.status.faults == ()
    other.rename(pack)
    await until(lambda: title(catalogues) == "From elsewhere")


async def test_a_link_to_another_folder_is_followed(tmp_path, clock):
    """As deployments switch from one checkout to the next."""
    first = write(tmp_path / "first", SOUND)
    second = write(tmp_path / "second", {**SOUND, NOVEMBER: retitled("The second")})
    link = tmp_path / "current"
    link.symlink_to(first)
    catalogues = Catalogues(Catalogue.load(link))
    async with running(Reloading(link, catalogues, clock, loaded=look(link), every=QUICK)):
        (tmp_path / "next").symlink_to(second)
        (tmp_path / "next").replace(link)
        await until(lambda: title(catalogues) == "The second")


async def test_a_checkout_is_shown_as_a_whole(watched, pack, catalogues):
    def git(*arguments):
        names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *names, *arguments], cwd=pack, check=True, capture_output=True)  # noqa: S603, S607

    git("init", "--initial-branch=first")
    git("add", ".")
    git("commit", "--message=First")
    git("checkout", "-b", "second")
    (pack / NOVEMBER).write_text(retitled("The second"))
    (pack / "topics/volga-flotilla.md").unlink()
    stalingrad = pack / "topics/battle-of-stalingrad.md"
    stalingrad.write_text(stalingrad.read_text().replace("related: [volga-flotilla]\n", ""))
    november = pack / NOVEMBER
    november.write_text(november.read_text().replace(", volga-flotilla", ""))
    git("commit", "--all", "--message=Second")
    await until(lambda: title(catalogues) == "The second")
    git("checkout", "first")
    await until(lambda: title(catalogues) == "Operation Uranus begins")
    assert "topic:volga-flotilla" in catalogues.pack.entries
    git("checkout", "second")
    await until(lambda: title(catalogues) == "The second")
    assert "topic:volga-flotilla" not in catalogues.pack.entries


async def test_a_change_between_loading_and_watching_is_not_missed(pack, clock):
    before = look(pack)
    catalogues = Catalogues(Catalogue.load(pack))
    (pack / NOVEMBER).write_text(retitled("In between"))
    async with running(Reloading(pack, catalogues, clock, loaded=before, every=QUICK)):
        await until(lambda: title(catalogues) == "In between")


async def test_watching_again_does_not_forget_what_was_loaded(pack, catalogues, clock):
    reloading = Reloading(pack, catalogues, clock, every=QUICK)
    async with running(reloading):
        await until(lambda: reloading._loaded is not None)
    (pack / NOVEMBER).write_text(retitled("While nobody looked"))
    async with running(reloading):
        await until(lambda: title(catalogues) == "While nobody looked")


async def test_files_that_change_while_they_are_loaded_are_loaded_again(
    watched, pack, catalogues, monkeypatch
):
    """Else one file could be shown as it was before an edit, and another as it was after."""
    load = module._load
    loaded: list[str] = []

    def loading(path):
        made = load(path)
        if not loaded:
            (pack / NOVEMBER).write_text(retitled("The second edit"))
        loaded.append(made.entries[URANUS].name)
        return made

    monkeypatch.setattr(module, "_load", loading)
    shown = []
    show_pack = catalogues.show_pack

    async def showing(made):
        shown.append(made.entries[URANUS].name)
        await show_pack(made)

    monkeypatch.setattr(catalogues, "show_pack", showing)
    (pack / NOVEMBER).write_text(retitled("The first edit"))
    await until(lambda: title(catalogues) == "The second edit")
    assert loaded == ["The first edit", "The second edit"]
    assert shown == ["The second edit"]


@pytest.mark.parametrize("failing", ["refused", "broken"])
async def test_faults_of_half_an_edit_are_not_told(watched, pack, catalogues, monkeypatch, failing):
    load = module._load
    loads = []

    def loading(path):
        loads.append(path)
        if len(loads) > 1:
            return load(path)
        (pack / NOVEMBER).write_text(retitled("The second half"))
        if failing == "broken":
            raise ZeroDivisionError
        (pack / "people/commanders.yaml").write_bytes(b"")
        try:
            return load(path)
        finally:
            (pack / "people/commanders.yaml").write_text(SOUND["people/commanders.yaml"])

    monkeypatch.setattr(module, "_load", loading)
    (pack / NOVEMBER).write_text(retitled("The first half"))
    with structlog.testing.capture_logs() as logged:
        await until(lambda: title(catalogues) == "The second half")
    assert [each["event"] for each in logged if "faults" in each] == []


async def test_what_nobody_thought_of_does_not_end_the_watching(
    watched, pack, catalogues, monkeypatch
):
    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_load", broken)
    (pack / NOVEMBER).write_text(retitled("Never read"))
    await until(lambda: not watched.status.is_current)
    assert watched.status.trouble.startswith("The pack on disk could not be read")
    monkeypatch.undo()
    (pack / NOVEMBER).write_text(retitled("Read at last"))
    await until(lambda: title(catalogues) == "Read at last")


async def test_a_servers_own_stays_on_top(watched, pack, catalogues):
    own = {**body_of(catalogues.pack.entries["event:river-frozen"]), "title": "Ours"}
    catalogues.put(HOME, Overlay(own={"event:river-frozen": own}))
    (pack / NOVEMBER).write_text(retitled("Below"))
    await until(lambda: title(catalogues, HOME) == "Below")
    assert catalogues.of(HOME).entries["event:river-frozen"].title == "Ours"
    assert catalogues.of(None).entries["event:river-frozen"].title == "The river freezes"


def test_a_look_never_raises(tmp_path):
    assert look(tmp_path / "nowhere") == look(tmp_path / "nowhere")
    assert look(tmp_path / "nowhere") != look(tmp_path)
    file = tmp_path / "file"
    file.write_text("")
    assert look(file)


def test_a_file_whose_permissions_change_looks_different(pack):
    before = look(pack)
    (pack / NOVEMBER).chmod(0)
    assert look(pack) != before


async def test_the_collector_is_at_work_after_a_reload(watched, pack, catalogues):
    (pack / NOVEMBER).write_text(retitled("Edited"))
    await until(lambda: title(catalogues) == "Edited")
    assert gc.isenabled()


async def test_memory_is_flat_over_twenty_reloads_of_the_shipped_pack(tmp_path, clock):
    """It prints what it takes: run it with -s."""
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    catalogues = Catalogues(Catalogue.load(content))
    reloading = Reloading(content, catalogues, clock, loaded=look(content), every=QUICK)
    process, sizes = psutil.Process(), []
    async with running(reloading):
        for number in range(1, 21):
            before = weakref.ref(catalogues.pack)
            (content / "pack.yaml").touch()
            await until(lambda number=number: reloading.status.reloads == number, 30)
            assert before() is None
            sizes.append((process.memory_info().rss, len(gc.get_objects())))
    print("MB:", *(round(size / 1e6) for size, _ in sizes))  # noqa: T201
    assert sizes[-1][1] < 1.01 * sizes[1][1]
    assert sizes[-1][0] < 1.3 * max(size for size, _ in sizes[:5])
