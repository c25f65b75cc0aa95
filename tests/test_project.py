"""The project as a whole: its papers tell the truth, its layers hold, its commands are known."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
from discord import app_commands
from discord.ext import commands

from bot import settings
from bot.client import fingerprint

ROOT = Path(__file__).parents[1]
SNAPSHOT = Path(__file__).parent / "snapshots" / "commands.json"
README = (ROOT / "README.md").read_text()
MAP = (ROOT / "bot" / "README.md").read_text()
MODULES = sorted(
    path
    for path in (ROOT / "bot").rglob("*.py")
    if "playground" not in path.relative_to(ROOT).parts
)


def test_most_lines_do_not_know_discord():
    """At least 70 % of the lines of bot/, the playground aside, are in modules without discord."""
    lines = {path: len(path.read_text().splitlines()) for path in MODULES}
    glue = [
        path
        for path in MODULES
        if re.search(r"^\s*(import|from) discord\b", path.read_text(), re.MULTILINE)
    ]
    assert {path.relative_to(ROOT).parts[1] for path in glue} <= {"client.py", "cogs", "lean", "ui"}
    share = 1 - sum(lines[path] for path in glue) / sum(lines.values())
    assert share >= 0.70, f"{share:.1%}"


def test_no_file_is_long():
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert {path.name for path in files if len(path.read_text().splitlines()) > 400} == set()


def test_the_map_has_the_sentence_of_every_file():
    """bot/README.md has a line for each module and folder of bot/, equal to its docstring's first."""
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", MAP, re.MULTILINE))
    playground = ROOT / "bot" / "playground" / "__init__.py"
    assert rows == {
        _name(path): (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[0]
        for path in (*MODULES, playground)
        if path != ROOT / "bot" / "__init__.py"
    }


def _name(path):
    inside = path.relative_to(ROOT / "bot")
    return f"{inside.parent}/" if path.name == "__init__.py" else str(inside)


@pytest.fixture
def tree(unconnected):
    return unconnected.tree


async def test_the_commands_are_those_that_were_agreed(tree):
    """A change of the commands is a change of tests/snapshots/commands.json, seen in review."""
    payloads = [command.to_dict(tree) for command in tree.get_commands()]
    payloads.sort(key=lambda payload: payload["name"])
    assert payloads == json.loads(SNAPSHOT.read_text())


async def test_the_readme_lists_every_command(tree):
    """Each with its options, but for `remove`, and but for the many of /daily edit (`…`)."""
    known = {
        command.qualified_name: {each.display_name for each in command.parameters}
        for command in tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    listed = {}
    for row in re.findall(r"^\| (`/[^|]+) \|", README, re.MULTILINE):
        for span in re.findall("`/([^`]+)`", row):
            words = span.split()
            most = next(at for at in range(len(words), 0, -1) if " ".join(words[:at]) in known)
            listed[" ".join(words[:most])] = {each.strip("[]") for each in words[most:]}
    assert listed == {
        path: {"feed", "…"} if path == "daily edit" else options - {"remove"}
        for path, options in known.items()
    }


async def test_names_of_commands_and_routes_do_not_shadow(unconnected):
    cogs = unconnected._cogs
    assert all(isinstance(cog, commands.Cog) for cog in cogs)
    routes = [name for cog in cogs for name in getattr(cog, "routes", {})]
    assert len(routes) == len(set(routes))


async def test_the_same_commands_have_the_same_fingerprint(tree):
    before = fingerprint(tree)
    assert fingerprint(tree) == before
    tree.remove_command("random")
    assert fingerprint(tree) != before


PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bot/**/*.md")])


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_what_a_paper_links_to_is_there(paper):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text("utf-8"))
    near = [link for link in links if "://" not in link]
    assert [link for link in near if not (paper.parent / link).exists()] == []


def test_the_readme_lists_every_setting():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", README, re.MULTILINE)
    assert {name: meaning for name, meaning, _ in rows} == {
        name.upper(): field.description for name, field in settings.Settings.model_fields.items()
    }


def test_the_lock_is_hashed_and_names_no_index():
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        pinned = re.findall(r"^[a-zA-Z0-9._-]+(?:\[[^\]]*\])?==.*$", text, re.MULTILINE)
        assert pinned
        assert all(line.endswith("\\") for line in pinned), f"{file.name}: a pin without a hash"
        assert "://" not in text


def test_make_help_lists_the_targets():
    listed = subprocess.run(
        ["make", "help"],  # noqa: S607 - the README's own command
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for target in (
        "run",
        "test",
        "crash",
        "race",
        "hostile",
        "check",
        "bench",
        "lint",
        "types",
        "contracts",
        "content",
    ):
        assert f"make {target} " in listed
