"""What tests of the checks share."""

import pytest


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Do what is done in threads at once: coverage does not follow them."""

    async def at_once(work):
        return work(lambda: False)

    for module in ("backups", "content", "database", "health", "machine", "zones"):
        monkeypatch.setattr(f"bot.services.doctor.{module}.aside", at_once)
