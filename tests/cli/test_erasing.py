"""`fasti erase-member` and `erase-server` forget who asks for it, while a bot runs on the database."""

import asyncio

import pytest

from bot.storage.database import Database
from bot.storage.desks import Desks
from bot.storage.erasures import Erasures
from bot.storage.guilds import Guilds
from bot.storage.members import Members
from bot.storage.revisions import Revisions
from tests.storage.edits import RECORD
from tests.storage.test_erasing import ALICE, BOB, fill

HOME, ELSEWHERE = 100, 200


@pytest.fixture
def kept_at(database_address, monkeypatch):
    """Give the address of a database in which two members did all that members can do, in two servers."""
    monkeypatch.setenv("DATABASE_URL", database_address)

    async def filling():
        async with Database.open(database_address) as database, database.write() as connection:
            await fill(connection, HOME, ALICE, BOB)
            await fill(connection, ELSEWHERE, BOB, ALICE)

    asyncio.run(filling())
    return database_address


@pytest.fixture
def answer(monkeypatch):
    """Give a function that answers the question, and gives what was asked."""

    def answering(text):
        asked = []

        def confirm(question):
            asked.append(question)
            return text == "y"

        monkeypatch.setattr("typer.confirm", confirm)
        return asked

    return answering


def author(address):
    """Give who wrote the revision of the first server."""

    async def reading():
        async with Database.open(address) as database, database.read() as connection:
            latest = await Revisions(connection).latest(HOME, RECORD)
        assert latest is not None
        return latest.author

    return asyncio.run(reading())


def test_it_says_what_was_blanked(fasti, kept_at):
    status, said, complaint = fasti("erase-member", str(ALICE), "--yes")
    assert (status, complaint) == (0, "")
    assert said.splitlines()[:-1] == [
        f"Member {ALICE} is forgotten in all servers:",
        "- 1 revision: kept, the author blanked",
        "- 1 revision: kept, with no credit to them any more",
        "- 2 approved suggestions: kept, the author blanked",
        "- 4 suggestions: deleted, which nobody had approved",
        "- 4 suggestions: kept, who decided on it blanked",
        "- 6 drafts: deleted, of theirs or of what they suggested",
        "- 1 daily post: kept, who set it up blanked",
        "- 1 server: still blocks their suggestions, by their id",
    ]
    assert "stays there" in said.splitlines()[-1]
    assert author(kept_at) is None


def test_of_somebody_unknown_there_is_nothing_to_erase(fasti, kept_at):
    status, said, _ = fasti("erase-member", "5", "--yes")
    assert (status, said) == (0, "Nothing names member 5: there was nothing to erase.\n")


def test_it_asks_first_and_a_no_changes_nothing(fasti, kept_at, answer):
    asked = answer("n")
    status, said, complaint = fasti("erase-member", str(ALICE))
    assert (status, said, complaint) == (1, "", "Nothing was erased.")
    assert f"forgets member {ALICE} in all servers, and cannot be undone" in asked[0]
    assert author(kept_at) == ALICE


def test_a_yes_goes_on(fasti, kept_at, answer):
    answer("y")
    assert "is forgotten" in fasti("erase-member", str(ALICE))[1]
    assert author(kept_at) is None


def test_where_nobody_can_answer_nothing_is_erased(process, kept_at):
    status, _, complaint = process("erase-member", str(ALICE)).wait()
    assert status == 1
    assert "say --yes where nobody can answer" in complaint
    assert "Traceback" not in complaint
    assert author(kept_at) == ALICE


def test_a_database_that_is_not_there_is_a_sentence(fasti, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/gone.sqlite3")
    status, _, complaint = fasti("erase-member", "5", "--yes")
    assert status == 1
    assert complaint.startswith(f"There is no database {tmp_path}/gone.sqlite3 to erase from")


async def test_a_bot_goes_on_with_the_database_meanwhile(process, kept_at):
    async with Database.open(kept_at) as database:
        running = asyncio.create_task(
            asyncio.to_thread(process("erase-member", str(ALICE), "--yes").wait)
        )
        member = 0
        while not running.done():
            async with database.write() as connection:
                await Desks(connection).block(HOME, member := member + 1)
            await asyncio.sleep(0.02)
        status, said, complaint = running.result()
        assert (status, complaint) == (0, "")
        assert "is forgotten" in said
        async with database.write() as connection:
            assert not await Members(connection).erase(ALICE)


def kept(address):
    """Give the servers of which anything is kept, and the erasures that are noted."""

    async def reading():
        async with Database.open(address) as database, database.read() as connection:
            noted = [(kind, id_) for kind, id_, _ in await Erasures(connection).all()]
            return await Guilds(connection).known(), noted

    return asyncio.run(reading())


def test_a_server_is_erased_and_that_is_noted(fasti, kept_at):
    status, said, complaint = fasti("erase-server", str(HOME), "--yes")
    assert (status, complaint) == (0, "")
    assert said.startswith(f"Server {HOME} is erased, with 1 daily post. A bot that is running")
    assert kept(kept_at) == ({ELSEWHERE}, [("server", HOME)])
    assert "with 0 daily posts" in fasti("erase-server", str(HOME), "--yes")[1]


def test_a_server_is_kept_unless_somebody_says_yes(fasti, kept_at, answer):
    asked = answer("n")
    assert fasti("erase-server", str(HOME)) == (1, "", "Nothing was erased.")
    assert f"`fasti export --server {HOME}`" in asked[0]
    assert kept(kept_at) == ({HOME, ELSEWHERE}, [])
