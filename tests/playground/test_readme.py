"""The playground's README keeps up with the code."""

import ast
import inspect
import re
from pathlib import Path

import bot.playground
from bot.playground import Playground

HERE = Path(bot.playground.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")


def test_it_names_each_file_with_its_sentence():
    for path in HERE.rglob("*.py"):
        if path == HERE / "__init__.py":
            continue
        name = path.relative_to(HERE).as_posix().replace("/__init__.py", "/")
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert f"| {name} | {docstring.splitlines()[0].rstrip('.')} |" in README


def test_it_names_each_public_method_and_each_request_of_people():
    for name, member in inspect.getmembers(Playground):
        if not name.startswith("_"):
            assert f"def {name}(" in README or f"    {name}: " in README, member
    sources = [path.read_text(encoding="utf-8") for path in HERE.glob("*.py")]
    verbs = {found for text in sources for found in re.findall(r'Verb\("\w+", "(\w+)"', text)}
    assert len(verbs) > 20
    for verb in verbs | {"live"}:
        assert f" {verb} |" in README, verb
