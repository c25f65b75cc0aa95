"""What is PostgreSQL's own: how it is reached, what it must be like, and how it fails."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.domain.deliveries import Delivery
from bot.domain.errors import HostError, UnavailableError
from bot.services.daily.ledger import Ledger
from bot.storage import postgresql, server as served
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.faults import OUT_OF_ORDER
from bot.storage.migrate import migrate
from tests import throwaway
from tests.conftest import HeldClock
from tests.databases import Databases
from tests.storage.counter import add_one, count
from tests.storage.samples import NOW, TODAY, add_feed

pytestmark = pytest.mark.postgresql

PID = text("SELECT pg_backend_pid()")


@pytest.fixture
async def kept(database_address: str) -> AsyncIterator[Database]:
    async with Database.open(database_address) as database:
        yield database


async def refusal(address: str) -> str:
    """Give what a host is told who starts Fasti on it."""
    with pytest.raises(HostError) as caught:
        async with Database.open(address) as database:
            await migrate(database)
    assert "secret" not in str(caught.value)
    return str(caught.value)


def with_password(address: str, user: str | None = None, database: str | None = None) -> str:
    url = make_url(address).set(password="secret", username=user, database=database)  # noqa: S106 - to look for
    return url.render_as_string(hide_password=False)


async def test_a_server_that_is_not_there_is_named(database_address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    told = await refusal(f"postgresql://fasti:secret@127.0.0.1:{port}/fasti")
    assert told.startswith(
        f"The PostgreSQL server of postgresql+asyncpg://fasti:***@127.0.0.1:{port}/fasti does not"
        " answer ("
    )


async def test_a_server_of_unknown_name_is_named() -> None:
    assert "nowhere.invalid/fasti does not answer" in await refusal(
        "postgresql://fasti:secret@nowhere.invalid/fasti"
    )


async def test_a_database_that_is_not_there_is_named(database_address: str) -> None:
    told = await refusal(with_password(database_address, database="nowhere"))
    assert told.startswith("There is no database postgresql+asyncpg://postgres:***@")
    assert "/nowhere: make it with createdb" in told


async def test_a_user_who_is_unknown_is_not_let_in(database_address: str) -> None:
    told = await refusal(with_password(database_address, user="nobody_we_know"))
    assert "does not let the user of " in told


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sslmode=perhaps", "Fasti cannot use the database"),
        ("no_such_setting=secret", "Fasti cannot use the database"),
        ("ssl=verify-full&password=secret", "root certificate"),
    ],
)
async def test_what_a_server_does_not_take_is_a_sentence(
    query: str, sentence: str, database_address: str
) -> None:
    assert sentence in await refusal(f"{database_address}?{query}")


async def test_a_database_in_another_encoding_is_refused(server: Databases) -> None:
    options = "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
    with server.empty(options) as address:
        assert "is encoded in LATIN1, which cannot hold every name" in await refusal(address)


async def test_an_old_server_is_refused(
    database_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "OLDEST", 99)
    assert "and Fasti needs 99 or newer" in await refusal(database_address)


async def test_a_database_that_can_only_be_read_is_refused(database_address: str) -> None:
    told = await refusal(f"{database_address}?default_transaction_read_only=on")
    assert "is read-only: let DATABASE_URL name the primary server" in told


@pytest.fixture
def guest(server: Databases, database_address: str) -> Iterator[str]:
    """Give the address as one who owns nothing uses it."""
    name = f"guest_{make_url(database_address).database}"
    server.ask(f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 1")
    yield make_url(database_address).set(username=name).render_as_string()
    server.ask(f"DROP ROLE {name}")


async def test_a_user_who_may_create_nothing_is_refused(guest: str) -> None:
    assert "may not create tables in it: make that user" in await refusal(guest)


async def test_a_server_without_a_connection_left_is_named(guest: str) -> None:
    with contextlib.suppress(HostError):
        async with Database.open(guest):
            pass
    from tests.databases import connect  # noqa: PLC0415

    taken = await connect(guest)
    assert "has no connection left: raise its max_connections" in await refusal(guest)
    await taken.close()


async def test_it_says_who_it_is_and_how_long_it_waits(kept: Database) -> None:
    async with kept.write() as connection:
        found = {
            name: await connection.scalar(text(f"SHOW {name}"))
            for name in (
                "application_name",
                "transaction_isolation",
                "transaction_read_only",
                "lock_timeout",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
            )
        }
    assert list(found.values()) == ["fasti", "read committed", "off", "10s", "0", "30s"]
    async with kept.for_members(1.5).read() as connection:
        assert await connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert await connection.scalar(text("SHOW statement_timeout")) == "1500ms"
    async with kept.read() as connection:
        assert await connection.scalar(text("SHOW statement_timeout")) == "0"


async def test_it_says_who_it_is_whatever_its_address_says(database_address: str) -> None:
    address = f"{database_address}?application_name=mine"
    async with Database.open(address) as database, database.read() as connection:
        assert await connection.scalar(text("SHOW application_name")) == "fasti"


async def test_a_member_waits_for_no_slow_statement(kept: Database) -> None:
    async def look() -> None:
        async with kept.for_members(0.1).read() as connection:
            await connection.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(UnavailableError, match="busy just now: nothing is changed"):
        await look()
    await add_one(kept)


async def end(server: Databases, pid: int | None) -> None:
    """End a connection as a restart does, and see that it is gone."""
    await asyncio.to_thread(server.ask, f"SELECT pg_terminate_backend({pid}, 10000)")


async def test_who_comes_after_a_restart_does_not_notice_it(
    kept: Database, server: Databases
) -> None:
    async with kept.read() as one, kept.read() as other:
        pids = [await each.scalar(PID) for each in (one, other)]
    for pid in pids:
        await end(server, pid)
    async with asyncio.timeout(10):
        await add_one(kept)
        assert await count(kept) == 1


async def test_a_unit_of_work_that_meets_a_restart_leaves_nothing_and_says_so(
    kept: Database, server: Databases
) -> None:
    async def meet() -> None:
        async with kept.write() as connection:
            await add_feed(connection)
            await end(server, await connection.scalar(PID))

    with pytest.raises(OUT_OF_ORDER):
        await meet()
    async with kept.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM feeds")) == 0


async def test_a_process_that_stands_still_loses_its_turn_and_its_changes(
    kept: Database, server: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after SIGSTOP; others would wait for it without end."""
    monkeypatch.setattr(postgresql, "_ALONE_AT_MOST", 0.05)
    gone = "SELECT 1 FROM pg_stat_activity WHERE pid = {}"

    async def stand_still() -> None:
        async with kept.write() as connection:
            await add_feed(connection)
            pid = await connection.scalar(PID)
            async with asyncio.timeout(10):
                while await asyncio.to_thread(server.ask, gone.format(pid)):
                    pass

    with pytest.raises(OUT_OF_ORDER):
        await stand_still()
    async with kept.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM feeds")) == 0
    await add_one(kept)


async def test_the_ledger_writes_again_what_it_believed_to_have_written(
    kept: Database, server: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with kept.write() as connection:
        feed = await add_feed(connection)
        await Deliveries(connection).open([Delivery(feed=feed.id, on=TODAY, due_at=NOW)])
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    ledger = Ledger(kept, HeldClock(NOW), "us", wait)
    [(_, row)] = await ledger.claim(1)
    save, failures = Deliveries.save, 2

    async def save_in_vain(self: Deliveries, rows: list[Delivery], owner: str) -> object:
        nonlocal failures
        saved = await save(self, rows, owner)
        if failures:
            failures -= 1
            await end(server, await self._connection.scalar(PID))
        return saved

    monkeypatch.setattr(Deliveries, "save", save_in_vain)
    saved = await ledger.save(row)
    assert saved is not None
    assert failures == 0
    assert len(waits) == 3  # to gather rows, and twice to try again
    async with kept.read() as connection:
        assert await Deliveries(connection).get(feed.id, TODAY) == saved


@contextlib.contextmanager
def stopped(*pids: int) -> Iterator[None]:
    """Let processes stand still for a while."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def test_a_server_that_hangs_keeps_nobody_from_closing() -> None:
    """With connections that are idle, and one that is at a question that is cancelled."""
    with throwaway.served() as hanging, contextlib.ExitStack() as standing:
        async with asyncio.timeout(60), Database.open(f"{hanging.address}/postgres") as database:
            is_asking = asyncio.Event()

            async def ask() -> None:
                async with database.read() as connection:
                    is_asking.set()
                    await connection.execute(text("SELECT pg_sleep(60)"))

            async with contextlib.AsyncExitStack() as taken:
                units = [await taken.enter_async_context(database.read()) for _ in range(9)]
                pids = [await unit.scalar(PID) for unit in units]
            asking = asyncio.create_task(ask())
            await is_asking.wait()
            standing.enter_context(stopped(hanging.pid(), *filter(None, pids)))
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking


async def test_who_is_cancelled_is_told_that_and_nothing_else(kept: Database) -> None:
    async def look() -> None:
        async with kept.read() as connection:
            await connection.execute(text("SELECT pg_sleep(60)"))

    task = asyncio.create_task(look())
    await asyncio.sleep(0)
    async with kept.read():
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_server_that_falls_silent_is_taken_for_gone(
    kept: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.database.LONGEST", 0.05)

    async def look(database: Database) -> None:
        async with database.read() as connection:
            await connection.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(OUT_OF_ORDER, match="does not answer"):
        await look(kept)
    with pytest.raises(UnavailableError, match="out of order just now"):
        await look(kept.for_members(60))


async def test_a_member_waits_for_no_connection_that_cannot_be_had(kept: Database) -> None:
    async with contextlib.AsyncExitStack() as taken:
        for _ in range(served.CONNECTIONS):
            await taken.enter_async_context(kept.read())
        with pytest.raises(UnavailableError, match="busy just now: nothing is changed"):
            async with kept.for_members(0.05).read():
                pass
    await add_one(kept)


async def test_a_migration_waits_for_another_however_long_that_takes(kept: Database) -> None:
    async with kept.migrate() as connection:
        assert await connection.scalar(text("SHOW lock_timeout")) == "0"
        assert await connection.scalar(text("SHOW statement_timeout")) == "0"


async def test_a_reader_is_no_writer(kept: Database) -> None:
    with pytest.raises(OperationalError, match="read-only transaction"):
        async with kept.read() as connection:
            await connection.execute(text("DELETE FROM guilds"))
