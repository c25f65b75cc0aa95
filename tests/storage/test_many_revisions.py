"""Thousands of revisions are read without stopping whoever waits for something else."""

import datetime as dt
import threading

import pytest
from sqlalchemy import RowMapping

from bot.domain.revisions import Action, Revision, Standing
from bot.storage import revisions as module
from bot.storage.database import Database
from bot.storage.revision_rows import revision_of
from bot.storage.revisions import Revisions

GUILD = 100
AT = dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC)


def imported(number: int, title: str) -> list[Revision]:
    return [
        Revision(
            guild=GUILD,
            record=f"event:number-{n}",
            number=number,
            action=Action.IMPORT,
            standing=Standing.OWN,
            body={"title": f"{title} {n}"},
            author=5,
            at=AT + dt.timedelta(hours=number),
        )
        for n in range(50)
    ]


async def test_an_import_is_made_of_its_rows_in_a_thread(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set[int]()

    def noting(row: RowMapping) -> Revision:
        threads.add(threading.get_ident())
        return revision_of(row)

    async with database.write() as connection:
        await Revisions(connection).append_all(imported(1, "One"))
        saved = await Revisions(connection).append_all(imported(2, "Two"))
    monkeypatch.setattr(module, "revision_of", noting)
    async with database.read() as connection:
        found = await Revisions(connection).made_with(saved[7])
        before = await Revisions(connection).before_each(found)
    assert sorted(found, key=lambda each: each.id) == sorted(saved, key=lambda each: each.id)
    assert before["event:number-3"].body == {"title": "One 3"}
    assert len(before) == 50
    assert threads
    assert threading.get_ident() not in threads
