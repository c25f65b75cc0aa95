"""What `fasti run` imports: what it does not use takes memory for months, and time at each start."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from bot.playground import Playground
from bot.settings import ROOT

UNUSED = {
    "alembic",  # unless the database is behind
    "asyncpg",  # unless it is on PostgreSQL
    "bot.playground",  # without a token alone
    "jsonschema_rs",
    "prometheus_client",  # with HEALTH_PORT alone
    "psutil",
    "rich",
    "typer",
}
TELLING = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), flush=True))
sys.argv[1:] = ["run"]
from bot.__main__ import main
main()
"""


@pytest.fixture
def environment(migrated, tmp_path):
    """Give what a Fasti needs whose database has all tables."""
    file = shutil.copy(migrated, tmp_path / "fasti.sqlite3")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "DISCORD_TOKEN": "playground",
        "DATABASE_URL": f"sqlite+aiosqlite:///{file}",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }


async def test_a_running_fasti_has_not_imported_what_it_does_not_use(environment):
    async with Playground() as served:
        imported = await _imported(served, environment)
    assert "discord" in imported
    assert sorted(UNUSED & imported) == []


async def test_what_a_new_database_needs_is_imported(environment, tmp_path):
    """The test above would see it if it were."""
    environment |= {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}"}
    async with Playground() as served:
        assert "alembic" in await _imported(served, environment)


async def _imported(served, environment):
    """Give the names of the modules that a Fasti has when it ends, after it was connected."""
    environment |= {"DISCORD_API_URL": served.api_url}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", TELLING), cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    try:
        await served.ready()
        answer = await served.type("/today")
        assert answer.ok
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = await process.communicate()
    return set(json.loads(output.splitlines()[-1]))
