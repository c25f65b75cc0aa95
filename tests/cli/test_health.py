"""`fasti health`, beside a Fasti in a process of its own."""

import socket
import subprocess
import sys

import pytest

from bot import settings


@pytest.fixture
def port():
    """Give a port that was free a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def asked(fasti, monkeypatch, port):
    """Give a function that runs `fasti health`: (status, its lines)."""
    monkeypatch.setenv("HEALTH_PORT", str(port))

    def asking():
        status, output, complaint = fasti("health")
        assert complaint == ""
        return status, output.splitlines()

    return asking


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - the test's subject
def test_it_asks_the_fasti_of_this_machine(process, asked, port, monkeypatch, host):
    monkeypatch.setenv("HEALTH_HOST", host)
    running = process("run", HEALTH_PORT=str(port), HEALTH_HOST=host)
    running.line("ready ")
    assert asked() == (0, ["ready"])
    assert running.end()[0] == 0
    status, (told,) = asked()
    assert status == 1
    assert told.startswith(f"Nothing answers at port {port} of 127.0.0.1")


def test_what_is_not_well_is_said_in_sentences(process, asked, port, tmp_path):
    """An API that takes the connection and never answers keeps Fasti starting."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        running = process(
            "run",
            HEALTH_PORT=str(port),
            DISCORD_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/api/v10",
            DISCORD_TOKEN="a-token",  # noqa: S106 - never read
            DATABASE_URL=f"sqlite:///{tmp_path / 'state.sqlite3'}",
        )
        caller, _ = silent.accept()
        assert asked() == (1, ["Fasti is starting: it has not reached Discord yet."])
        running.end()
        caller.close()


@pytest.mark.parametrize(
    ("problems", "status", "first"), [([], 0, "ready"), (["It is full."], 1, "It is full.")]
)
def test_a_warning_is_said_beside_and_fails_nothing(asked, monkeypatch, problems, status, first):
    monkeypatch.setattr("bot.cli.health.ask", lambda *_: (problems, ["It is late."]))
    assert asked() == (status, [first, "warning: It is late."])


def test_without_a_port_it_says_what_to_set(fasti):
    status, _, complaint = fasti("health")
    assert status == 1
    assert complaint.startswith("HEALTH_PORT is not set: ")


def test_a_port_that_never_answers_or_is_of_others_is_said(asked, port, monkeypatch):
    monkeypatch.setattr("bot.cli.health.PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", port)) as other:
        assert asked()[1][0].startswith(f"Fasti has not answered at port {port} for ")
        monkeypatch.setattr("bot.cli.health.PATIENCE", 5.0)
        with subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", _OTHER, str(other.fileno())], pass_fds=[other.fileno()]
        ):
            assert asked()[1] == [
                f"What answers at port {port} is not Fasti: choose another HEALTH_PORT."
            ]


_OTHER = """
import socket, sys
listening = socket.socket(fileno=int(sys.argv[1]))
for _ in range(2):
    asking, _ = listening.accept()
    asking.recv(9999)
    asking.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n[]")
    asking.close()
"""


def test_it_imports_neither_discord_nor_the_other_commands():
    """A container runs it again and again."""
    program = (
        "import sys; sys.argv = ['fasti', 'health']\n"
        "from bot.__main__ import _command; _command()\n"
        "print([name for name in ('discord', 'typer', 'sqlalchemy', 'aiohttp') if name in sys.modules])"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "[]\n"


def test_what_runs_without_a_port_loads_no_metrics():
    program = "import sys, bot.cli.commands; print('prometheus_client' in sys.modules)"
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "False\n"
