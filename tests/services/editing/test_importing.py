"""A plan is applied once, by its editor, all or nothing, while nothing else has changed."""

import asyncio
import datetime as dt
import gc

import pytest
from sqlalchemy.exc import OperationalError

from bot.catalogue.bundling import bundle
from bot.domain.errors import MemberError
from bot.domain.revisions import (
    Overlay,
    StaleError,
)
from bot.services.editing import waiting_plans
from bot.services.editing.waiting_plans import KEPT, MOST_PLANS
from tests import sample

from .imports import NEW, URANUS, Desk, said
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
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(MOST_PLANS + 1)]
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, 0, plans[0].id)
    assert await desk.importing.apply(HOME, 1, plans[1].id)


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


@pytest.mark.parametrize("record", ["event:operation-ring", "event:leap"])
async def test_nothing_is_applied_if_anything_changed_meanwhile(desk, record):
    """Not even where it is another record: what the file names of it may be gone."""
    text = NEW + NEW.replace("ring", "circle").replace("Ring", "Circle")
    plan = await desk.plan({"events.yaml": text})
    await desk.put(Overlay(hidden=frozenset({record})))
    with pytest.raises(StaleError) as stale:
        await desk.importing.apply(HOME, EDITOR, plan.id)
    assert stale.value.record == record
    assert stale.value.present is not None
    assert await desk.count() == 1
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_what_changes_elsewhere_does_not_matter(desk):
    plan = await desk.plan({"events.yaml": NEW})
    await desk.put(Overlay(hidden=frozenset({"event:leap"})), guild=ELSEWHERE)
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_change_at_the_last_moment_is_not_overwritten(desk, monkeypatch):
    plan = await desk.plan({"events.yaml": NEW})
    refuse = desk.importing._refuse_stale

    async def refusing(*arguments):
        await refuse(*arguments)
        await desk.put(Overlay(hidden=frozenset({"event:operation-ring"})))

    monkeypatch.setattr(desk.importing, "_refuse_stale", refusing)
    with pytest.raises(StaleError):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    assert await desk.count() == 1


async def test_a_pack_that_was_loaded_anew_is_compared_with_anew(desk):
    plan = await desk.plan({"events.yaml": NEW})
    desk.catalogues.rebase(sample.catalogue())
    with pytest.raises(MemberError, match="loaded anew"):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    assert await desk.count() == 0


async def test_a_waiting_plan_does_not_keep_an_old_pack_in_memory(database, clock):
    desk = Desk(database, clock, sample.catalogue())
    await desk.plan({"events.yaml": NEW})
    [waiting] = desk.importing._waiting._kept.values()
    assert waiting.pack() is not None
    desk.catalogues.rebase(sample.catalogue())
    gc.collect()
    assert waiting.pack() is None


async def test_what_fails_may_be_tried_again(desk, monkeypatch):
    plan = await desk.plan({"events.yaml": NEW})

    async def failing(_):
        raise OperationalError("", None, OSError())

    monkeypatch.setattr(desk.revising, "append", failing)
    with pytest.raises(OperationalError):
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
    assert threads == ["read_upload", "_prepared", "unpacked"]
