"""The Dockerfile: `make container` performs all of it, and it holds what a host relies on."""

import re
import sys
from pathlib import Path

import pytest
import typer.main

from bot.cli.commands import app
from bot.settings import Settings

from .building import STEPS, Builder
from .context import Context
from .dockerfile import Step, expand, parse
from .python import Python
from .rooms import TOPS, opened

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text()
STAGES = parse(TEXT)
LAST = STAGES[-1].steps
FLAGS = {
    "COPY": {"from", "chown"},
    "HEALTHCHECK": {"interval", "timeout", "start-period", "retries"},
}
NO_SETTINGS = {"PATH", "HOME", "USER", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def only(word):
    """Give the one step of the last stage that has this word."""
    (step,) = (step for step in LAST if step.word == word)
    return step


def test_each_instruction_is_one_that_is_performed_without_docker():
    steps = [step for stage in STAGES for step in stage.steps]
    assert {step.word for step in steps} <= set(STEPS)
    assert all(set(step.flags) <= FLAGS.get(step.word, set()) for step in steps)
    assert [line.split()[0] for line in TEXT.splitlines() if line[:1].isalpha()] == [
        word for stage in STAGES for word in ("FROM", *(step.word for step in stage.steps))
    ]


def test_both_stages_begin_with_the_same_python():
    assert {stage.base for stage in STAGES} == {"python:3.13-slim-trixie"}


def test_its_paths_are_those_that_a_plain_folder_has_too():
    code = re.sub(r"^#.*$", "", TEXT, flags=re.MULTILINE)
    assert {found[1] for found in re.finditer(r"(?:^|[\s=\"])/+(\w+)", code)} == set(TOPS)


def test_every_lock_is_installed_with_its_hashes():
    installed = re.findall(r"pip install .*?-r \S+", TEXT)
    assert len(installed) == 3
    assert all("--require-hashes" in each for each in installed)


def test_it_copies_what_the_build_is_sent_and_what_there_is():
    context = Context(ROOT)
    copied = {
        source
        for step in STAGES[0].steps
        if step.word == "COPY"
        for source in step.text.split()[:-1]
    }
    assert copied == {"requirements", "pyproject.toml", "README.md", "LICENSE"} | {
        "bot",
        "migrations",
        "content",
    }
    assert all(context.sends(source) and (ROOT / source).exists() for source in copied)


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".git/config",
        ".venv/bin/python",
        "backup.sqlite3",
        "bot/__pycache__/client.cpython-313.pyc",
        "content/.env",
        "content/copy.sqlite3-wal",
        "data/fasti.sqlite3",
        "tests/conftest.py",
    ],
)
def test_nothing_secret_and_nothing_needless_is_sent(path):
    assert not Context(ROOT).sends(path)


def test_what_fasti_is_made_of_is_sent():
    context = Context(ROOT)
    made_of = ("bot/cogs/today.py", "content/calendar/01-january.yaml", "migrations/env.py")
    assert all(context.sends(path) and (ROOT / path).is_file() for path in made_of)


def test_it_runs_as_nobody_else_and_keeps_its_state_in_the_volume():
    user, _, group = only("USER").text.partition(":")
    assert int(user) > 9999
    assert group == user
    volume = only("VOLUME").text
    (owned,) = (step for step in LAST if "chown" in step.flags)
    assert (owned.flags["chown"], owned.text.split()[-1]) == (f"{user}:{group}", volume)
    environment = only("ENV").assigned
    assert environment["HOME"] == only("WORKDIR").text == volume
    assert environment["DATABASE_URL"].startswith(f"sqlite+aiosqlite:///{volume}/")


def test_its_environment_is_made_of_settings():
    given = {name: value for name, value in only("ENV").assigned.items() if name not in NO_SETTINGS}
    chosen = Settings(_env_file=None, **{name.lower(): value for name, value in given.items()})
    assert {name.upper() for name in chosen.model_fields_set} == set(given)
    assert chosen.health_port is not None
    assert chosen.database_url == given["DATABASE_URL"]


def test_signals_reach_fasti_itself_and_its_commands_exist():
    commands = set(typer.main.get_group(app).commands)
    assert only("ENTRYPOINT").listed == ["fasti"]
    assert only("STOPSIGNAL").text == "SIGTERM"
    assert only("CMD").listed[0] in commands
    check = Step("CMD", {}, only("HEALTHCHECK").text.removeprefix("CMD ")).listed
    assert check[0] == "fasti"
    assert check[1] in commands


SMALL = """
# A comment, and \\
FROM python:3.13-slim AS build
ARG WHO="nobody"
WORKDIR /app
COPY given .
RUN mkdir /data && \\
    echo "$WHO" > who.txt && \\
    python -c "print(6 * 7)" > number.txt

FROM python:3.13-slim
ENV PLACE=/opt/kept \\
    PATH=$PLACE/bin:$PATH
COPY --from=build --chown=10001:10001 /app $PLACE
COPY --from=build /app/given.txt /app/who.txt /data/
USER 10001:10001
HEALTHCHECK --interval=5s CMD ["true"]
ENTRYPOINT ["cat"]
CMD ["/opt/kept/who.txt"]
"""


@pytest.fixture
def build(tmp_path):
    """Give a function that builds a Dockerfile in a plain folder: the image, and its rooms."""

    def built(text, **arguments):
        context = tmp_path / "context"
        (context / "given").mkdir(parents=True)
        (context / "given" / "given.txt").write_text("given")
        (context / "given" / "secret.txt").write_text("secret")
        (context / ".dockerignore").write_text("*\n!given\n**/secret*\n")
        python = Python.find("none", sys.executable)
        rooms = opened(tmp_path / "rooms", python, plain=True)
        builder = Builder(rooms, Context(context), arguments, tell=lambda text: None)
        return builder.build(parse(text)), rooms

    return built


def test_a_build_does_what_is_written(build):
    image, rooms = build(
        SMALL.replace("PLACE=/opt/kept \\\n    ", "PLACE=/opt/kept\nENV "), WHO="us"
    )
    kept = rooms.place(image.root, "/opt/kept")
    assert (kept / "who.txt").read_text() == "us\n"
    assert (kept / "number.txt").read_text() == "42\n"
    assert sorted(each.name for each in rooms.place(image.root, "/data").iterdir()) == [
        "given.txt",
        "who.txt",
    ]
    assert not list(image.root.rglob("secret.txt"))
    assert image.environment["PATH"].startswith("/opt/kept/bin:")
    assert (image.user, image.entrypoint, image.healthcheck) == ("10001:10001", ["cat"], ["true"])


def test_a_step_that_fails_ends_the_build(build):
    with pytest.raises(SystemExit, match="RUN false ended with status 1"):
        build("FROM python:3.13-slim\nRUN false\n")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("ADD given .", KeyError),
        ("COPY elsewhere .", ValueError),
        ("COPY $WHERE .", KeyError),
        ("ENTRYPOINT cat", ValueError),
        ("HEALTHCHECK NONE", ValueError),
    ],
)
def test_what_cannot_be_done_is_not_passed_over(build, line, fault):
    with pytest.raises(fault):
        build(f"FROM python:3.13-slim\n{line}\n")


def test_a_step_before_the_first_stage_is_refused():
    with pytest.raises(ValueError, match="ARG stands before"):
        parse("ARG VERSION=3.13\nFROM python:$VERSION\n")


def test_variables_are_put_in():
    assert expand("${A}/b:$B", {"A": "1", "B": "2"}) == "1/b:2"
