"""The compose files: they name what there is, and give away no rights and no secrets."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.client import LAST_ANSWERS, LAST_SECONDS
from bot.settings import Settings

from .dockerfile import parse

ROOT = Path(__file__).parents[2]
FILES = {
    name: yaml.safe_load((ROOT / name).read_text())
    for name in ("compose.yaml", "compose.postgres.yaml")
}
ALONE = FILES["compose.yaml"]["services"]["fasti"]
WITH_POSTGRES = FILES["compose.postgres.yaml"]["services"]
SERVICES = [ALONE, WITH_POSTGRES["postgres"]]
LAST = parse((ROOT / "Dockerfile").read_text())[-1].steps
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_POSTGRES = {"PGPASSWORD"}  # read by what speaks to PostgreSQL, so that no address has a password


def test_what_fasti_is_told_are_settings():
    told = {**ALONE.get("environment", {}), **WITH_POSTGRES["fasti"]["environment"]}
    assert set(told) - OF_POSTGRES <= SETTINGS
    Settings(_env_file=None, database_url=told["DATABASE_URL"])


def test_the_named_volumes_are_those_of_the_image():
    (volume,) = (step.text for step in LAST if step.word == "VOLUME")
    assert ALONE["volumes"] == [f"data:{volume}"]
    assert "data" in FILES["compose.yaml"]["volumes"]


def test_every_named_volume_is_declared():
    for file in FILES.values():
        for service in file["services"].values():
            for volume in service.get("volumes", []):
                assert volume.partition(":")[0] in file["volumes"]


def test_fasti_has_no_rights_and_writes_in_its_volume_alone():
    assert ALONE["read_only"] is True
    assert ALONE["tmpfs"] == ["/tmp"]  # noqa: S108 - the container's own
    assert ALONE["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in ALONE["security_opt"]
    assert not {"user", "privileged", "cap_add", "healthcheck"} & set(ALONE)


def test_it_is_given_the_time_that_it_takes_to_end():
    assert int(ALONE["stop_grace_period"].removesuffix("s")) > LAST_ANSWERS + LAST_SECONDS


@pytest.mark.parametrize("service", SERVICES, ids=["fasti", "postgres"])
def test_nothing_is_open_to_the_outside_and_logs_have_an_end(service):
    assert not {"ports", "network_mode"} & set(service)
    assert {"max-size", "max-file"} <= set(service["logging"]["options"])
    assert service["restart"] == "unless-stopped"


def test_fasti_waits_for_a_database_that_takes_connections():
    """Over TCP: the first start of PostgreSQL's image serves a socket alone, and begins again."""
    assert WITH_POSTGRES["fasti"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert WITH_POSTGRES["postgres"]["healthcheck"]["test"][:3] == [
        "CMD",
        "pg_isready",
        "--host=127.0.0.1",
    ]


def test_what_the_image_is_built_with_is_an_extra_that_has_a_lock():
    extra = WITH_POSTGRES["fasti"]["build"]["args"]["EXTRAS"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert extra in project["optional-dependencies"]
    assert (ROOT / "requirements" / f"{extra}.txt").is_file()


def test_no_file_has_a_password():
    for name in FILES:
        text = (ROOT / name).read_text()
        values = re.findall(r"^\s*\w*PASSWORD: *(.*)$", text, re.MULTILINE)
        assert all(re.fullmatch(r"\$\{\w+:\?.+\}", value) for value in values)
        assert not re.search(r"://[^/\s]*:[^/\s]*@", text)
