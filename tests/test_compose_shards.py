"""The compose file for several processes: each shard is one's, and what they are told is what there is."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from bot.settings import DISCORD_API, Settings
from bot.storage.engine import parse_address

FILE = Path(__file__).parents[1] / "compose.shards.yaml"
SERVICES = yaml.safe_load(FILE.read_text())["services"]
FASTI = [service for name, service in SERVICES.items() if name.startswith("fasti")]
OF_POSTGRESQL = {"PGPASSWORD"}


def settings_of(service):
    """Read the settings as Fasti does; raises for what it does not take."""
    told = {name.lower(): value for name, value in service["environment"].items()}
    return Settings(
        _env_file=None, **{k: v for k, v in told.items() if k.upper() not in OF_POSTGRESQL}
    )


def test_each_shard_is_that_of_one_process():
    read = [settings_of(service) for service in FASTI]
    assert len(read) > 1
    (count,) = {each.shard_count for each in read}
    assert sorted(id_ for each in read for id_ in each.shard_ids) == list(range(count))


def test_all_keep_their_state_in_the_database_that_is_there():
    for service in FASTI:
        url = parse_address(settings_of(service).database_url)
        assert url.drivername == "postgresql+asyncpg"
        assert url.host in SERVICES
        assert url.password is None
        database = SERVICES[url.host]["environment"]
        assert (url.username, url.database) == (database["POSTGRES_USER"], database["POSTGRES_DB"])


def test_all_reach_discord_through_the_proxy_that_is_there():
    for service in FASTI:
        parts = urlsplit(settings_of(service).discord_api_url)
        assert parts.path == urlsplit(DISCORD_API).path
        assert parts.hostname in SERVICES
        assert parts.port == 8080  # that of nirn-proxy, unless it is told otherwise
        assert {parts.hostname, "postgres"} == set(service["depends_on"])


def test_what_is_not_built_here_is_of_one_version():
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    assert len(images) == 2
    assert all(re.fullmatch(r"[a-z./-]+:v?\d[\w.-]*", image) for image in images)


def test_nothing_is_open_to_the_outside():
    assert all("ports" not in service for service in SERVICES.values())
    assert not re.search(r"(?i)password: +(?!\$\{)", FILE.read_text())
