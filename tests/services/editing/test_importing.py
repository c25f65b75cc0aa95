"""A plan is applied once, by its editor, all or nothing, and does what it told or asks again."""

import asyncio
import datetime as dt
import gc
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from bot.catalogue.bundling import bundle
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.writing import yaml_of
from bot.domain.errors import MemberError, UnavailableError
from bot.domain.revisions import Overlay
from bot.services.editing import importing, waiting_plans
from bot.services.editing.waiting_plans import KEPT, MOST_OF_SERVER, MOST_PLANS
from tests import sample

from .imports import NEW, URANUS, Desk, counts, said
from .newsrooms import EDITOR, ELSEWHERE, HOME, OTHER


async def test_a_plan_is_applied_once(desk):
    plan = await desk.plan({"events.yaml": NEW})
    results = await asyncio.gather(
        *(desk.importing.apply(HOME, EDITOR, plan.id) for _ in range(2)), return_exceptions=True
    )
    assert sum(isinstance(each, MemberError) for each in results) == 1
    assert await desk.count() == 1


@pytest.mark.parametrize(("guild", "editor"), [(HOME, OTHER), (ELSEWHERE, EDITOR)])
async def test_a_plan_is_of_one_editor_in_one_server(desk, guild, editor):
    plan = await desk.plan({"events.yaml": NEW})
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(guild, editor, plan.id)
    with pytest.raises(MemberError, match="upload the file again"):
        desk.importing.discard(guild, editor, plan.id)
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_discarded_plan_is_gone(desk):
    plan = await desk.plan({"events.yaml": NEW})
    desk.importing.discard(HOME, EDITOR, plan.id)
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_plan_waits_for_a_quarter_of_an_hour(desk, clock):
    first = await desk.plan({"events.yaml": NEW})
    clock.time += KEPT - dt.timedelta(seconds=1)
    second = await desk.plan({"events.yaml": NEW.replace("ring", "circle")})
    assert await desk.importing.apply(HOME, EDITOR, second.id)
    clock.time += dt.timedelta(seconds=1)
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, first.id)


async def test_so_many_plans_wait_and_the_oldest_goes_first(desk):
    plans = [
        await desk.plan({"events.yaml": NEW}, guild=1000 + n, editor=n) for n in range(MOST_PLANS)
    ]
    plans.append(await desk.plan({"events.yaml": NEW}))
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(1000, 0, plans[0].id)
    assert await desk.importing.apply(1001, 1, plans[1].id)


async def test_the_plans_of_one_server_push_out_its_own_alone(desk):
    elsewhere = await desk.plan({"events.yaml": NEW}, guild=ELSEWHERE)
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(MOST_PLANS + 1)]
    for n, plan in enumerate(plans[:-MOST_OF_SERVER]):
        with pytest.raises(MemberError, match="upload the file again"):
            await desk.importing.apply(HOME, n, plan.id)
    assert await desk.importing.apply(ELSEWHERE, EDITOR, elsewhere.id)
    n = len(plans) - MOST_OF_SERVER
    assert await desk.importing.apply(HOME, n, plans[n].id)


async def test_large_plans_of_one_server_push_out_its_own_alone(desk, monkeypatch):
    monkeypatch.setattr(waiting_plans, "BYTES_OF_SERVER", 500)
    elsewhere = await desk.plan({"events.yaml": NEW}, guild=ELSEWHERE)
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(2)]
    with pytest.raises(MemberError):
        await desk.importing.apply(HOME, 0, plans[0].id)
    assert await desk.importing.apply(HOME, 1, plans[1].id)
    assert await desk.importing.apply(ELSEWHERE, EDITOR, elsewhere.id)


async def test_who_has_the_most_gives_way_where_all_have_too_much(desk, monkeypatch):
    monkeypatch.setattr(waiting_plans, "MOST_BYTES", 1200)
    elsewhere = await desk.plan({"events.yaml": NEW}, guild=ELSEWHERE)
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(4)]
    with pytest.raises(MemberError):
        await desk.importing.apply(HOME, 0, plans[0].id)
    assert await desk.importing.apply(ELSEWHERE, EDITOR, elsewhere.id)


async def test_no_more_files_are_downloaded_than_there_is_room_for(desk):
    desk.importing._places = asyncio.Semaphore(3)
    go_on, begun = asyncio.Event(), []

    async def plan(guild, editor):
        async def download():
            begun.append(guild)
            await go_on.wait()
            return NEW.encode()

        return await desk.importing.plan(guild, editor, "events.yaml", download)

    tasks = [asyncio.create_task(plan(n // 2, n)) for n in range(8)]
    await asyncio.sleep(0.05)
    assert begun == [0, 0, 1]
    with pytest.raises(MemberError, match="Other editors' files are still being read here"):
        await plan(0, 99)
    go_on.set()
    assert all(each.id for each in await asyncio.gather(*tasks))
    assert (await plan(0, 99)).id


async def test_a_download_that_fails_makes_room_again(desk):
    async def download():
        raise MemberError("It was not handed over.")

    for _ in range(importing.MOST_IN_MEMORY + 1):
        with pytest.raises(MemberError, match="not handed over"):
            await desk.importing.plan(HOME, EDITOR, "events.yaml", download)
    assert (await desk.plan({"events.yaml": NEW})).id


async def test_large_plans_are_let_go_of_sooner(desk, monkeypatch):
    monkeypatch.setattr(waiting_plans, "MOST_BYTES", 500)
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(3)]
    with pytest.raises(MemberError):
        await desk.importing.apply(HOME, 0, plans[0].id)
    assert await desk.importing.apply(HOME, 2, plans[2].id)


async def test_a_plan_has_an_id_that_none_had_before_a_restart(database, clock, catalogue):
    before = await Desk(database, clock, catalogue).plan({"events.yaml": NEW})
    clock.time += dt.timedelta(seconds=1)
    after = Desk(database, clock, catalogue)
    plan = await after.plan({"events.yaml": NEW})
    assert plan.id != before.id
    with pytest.raises(MemberError, match="upload the file again"):
        await after.importing.apply(HOME, EDITOR, before.id)


async def test_an_unrelated_change_meanwhile_does_not_matter(desk, catalogue):
    plan = await desk.plan({"events.yaml": NEW})
    await desk.put(Overlay(own={URANUS: said(catalogue, title="Uranus")}))
    [saved] = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert saved.record == "event:operation-ring"
    assert set((await desk.overlay()).own) == {"event:operation-ring", URANUS}


async def test_a_record_of_it_that_changed_meanwhile_is_asked_about_again(desk, catalogue, clock):
    bodies = {
        URANUS: said(catalogue, title="Uranus"),
        "event:leap": said(catalogue, "event:leap", title="Leap"),
    }
    plan = await desk.plan({"all.zip": bundle(bodies, ())})
    clock.time += KEPT / 2
    await desk.put(Overlay(own={URANUS: said(catalogue, title="Another title")}))
    again = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert (again.is_again, again.since, again.errors) == (True, (URANUS,), ())
    assert again.first[-1].before["title"] == "Another title"
    assert await desk.count() == 1
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    clock.time += KEPT / 2
    saved = await desk.importing.apply(HOME, EDITOR, again.id)
    assert {each.record: each.number for each in saved} == {URANUS: 2, "event:leap": 1}


async def test_a_record_that_would_have_stayed_and_was_changed_is_asked_about(desk, catalogue):
    """The import would take back now what it would have left alone before."""
    bodies = {
        URANUS: said(catalogue),
        "event:leap": said(catalogue, "event:leap", title="Leap"),
    }
    plan = await desk.plan({"all.zip": bundle(bodies, ())})
    await desk.put(Overlay(own={URANUS: said(catalogue, title="Another title")}))
    again = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert again.since == (URANUS,)
    assert counts(again) == (0, 2, 0, 0)


async def test_what_somebody_else_did_meanwhile_is_not_done_again(desk):
    plan = await desk.plan({"hidden.yaml": "- event:leap\n"})
    await desk.put(Overlay(hidden=frozenset({"event:leap"})))
    again = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert (again.id, again.total, again.since) == ("", 0, ("event:leap",))
    assert await desk.count() == 1


async def test_what_does_not_fit_with_an_unrelated_change_is_refused_with_its_faults(desk):
    own_place = {"id": "here", "name": "Here", "latitude": "1.5", "longitude": "2.5"}
    await desk.put(Overlay(own={"place:here": own_place}))
    text = NEW.replace("kind:", "places: [here]\n  kind:")
    plan = await desk.plan({"events.yaml": text})
    assert plan.id
    await desk.revising.hide(HOME, "place:here", OTHER)
    again = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert (again.id, again.since) == ("", ())
    assert "places" in str(again.errors[0])
    assert await desk.count() == 2


async def test_what_changes_elsewhere_does_not_matter(desk):
    plan = await desk.plan({"events.yaml": NEW})
    await desk.put(Overlay(hidden=frozenset({"event:leap"})), guild=ELSEWHERE)
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_change_at_the_last_moment_is_not_overwritten(desk, monkeypatch):
    plan = await desk.plan({"events.yaml": NEW})
    append = desk.revising.append

    async def appending(changes):
        monkeypatch.undo()
        await desk.put(Overlay(hidden=frozenset({"event:operation-ring"})))
        return await append(changes)

    monkeypatch.setattr(desk.revising, "append", appending)
    again = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert again.since == ("event:operation-ring",)
    assert await desk.count() == 1
    assert await desk.importing.apply(HOME, EDITOR, again.id)


async def test_a_pack_that_was_loaded_anew_does_not_matter_where_it_says_the_same(desk):
    plan = await desk.plan({"events.yaml": NEW})
    desk.catalogues.rebase(sample.catalogue())
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_pack_that_says_something_else_of_a_record_is_asked_about(desk, catalogue):
    plan = await desk.plan({"events.yaml": yaml_of("event", [said(catalogue, title="Uranus")])})
    contents = sample.contents()
    corrected = replace(contents.events["operation-uranus"], title="Corrected")
    events = {**contents.events, corrected.id: corrected}
    desk.catalogues.rebase(Catalogue.of(replace(contents, events=events)))
    again = await desk.importing.apply(HOME, EDITOR, plan.id)
    assert again.since == (URANUS,)
    assert again.first[0].before["title"] == "Corrected"
    assert await desk.importing.apply(HOME, EDITOR, again.id)


async def test_a_waiting_plan_does_not_keep_an_old_pack_in_memory(database, clock):
    desk = Desk(database, clock, sample.catalogue())
    await desk.plan({"events.yaml": NEW})
    [waiting] = desk.importing._waiting._kept.values()
    assert waiting.pack() is not None
    desk.catalogues.rebase(sample.catalogue())
    gc.collect()
    assert waiting.pack() is None


@pytest.mark.parametrize(
    "error", [OperationalError("", None, OSError()), UnavailableError("Busy.")]
)
async def test_what_fails_may_be_tried_again(desk, monkeypatch, error):
    plan = await desk.plan({"events.yaml": NEW})

    async def failing(_):
        raise error

    monkeypatch.setattr(desk.revising, "append", failing)
    with pytest.raises(type(error)):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    monkeypatch.undo()
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_all_of_an_import_is_undone_together(desk, catalogue):
    bodies = {
        URANUS: said(catalogue, title="Uranus"),
        "event:leap": said(catalogue, "event:leap", title="Leap"),
    }
    await desk.import_({"all.zip": bundle(bodies, {"event:pocket"})})
    await desk.revising.undo(HOME, EDITOR)
    assert await desk.overlay() == Overlay()


async def test_an_editors_second_file_waits_for_the_answer_to_the_first(desk, monkeypatch):
    begun, go_on = asyncio.Event(), asyncio.Event()
    present = desk.importing._present

    async def waiting(guild):
        begun.set()
        await go_on.wait()
        return await present(guild)

    monkeypatch.setattr(desk.importing, "_present", waiting)
    first = asyncio.create_task(desk.plan({"events.yaml": NEW}))
    await begun.wait()
    with pytest.raises(MemberError, match="still being read"):
        await desk.plan({"events.yaml": NEW})
    others = asyncio.create_task(desk.plan({"events.yaml": NEW}, editor=OTHER))
    go_on.set()
    assert (await first).id
    assert (await others).id
    assert (await desk.plan({"events.yaml": NEW})).id


async def test_a_file_is_read_in_a_thread(desk, monkeypatch):
    threads = []
    to_thread = asyncio.to_thread

    async def noting(function, *arguments):
        threads.append(function.__name__)
        return await to_thread(function, *arguments)

    monkeypatch.setattr(asyncio, "to_thread", noting)
    await desk.import_({"events.yaml": NEW})
    assert threads[:5] == ["read_upload", "_prepared", "compress", "unpacked", "unpacked"]
