"""Reads a Dockerfile, as far as ours uses the language."""

import json
import re
from dataclasses import dataclass, field

_CONTINUED = re.compile(r"\\\n")
_COMMENT = re.compile(r"^\s*#.*\n", re.MULTILINE)
_FLAG = re.compile(r"--([a-z-]+)=(\S+)\s+")
_ASSIGNMENT = re.compile(r'([\w.]+)=("(?:[^"\\]|\\.)*"|\S*)')
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True)
class Step:
    """An instruction: its word, its `--flags`, and the rest as it stands."""

    word: str
    flags: dict[str, str]
    text: str

    @property
    def listed(self):
        """Give the rest as the JSON list that it is; raises ValueError if it is none."""
        return json.loads(self.text)

    @property
    def assigned(self):
        """Give NAME=value pairs, without their quotes."""
        return {name: value.strip('"') for name, value in _ASSIGNMENT.findall(self.text)}


@dataclass(frozen=True)
class Stage:
    """What one FROM begins."""

    name: str
    base: str
    steps: list[Step] = field(default_factory=list)


def parse(text):
    """Give the stages of a Dockerfile in their order."""
    stages: list[Stage] = []
    for line in _CONTINUED.sub("", _COMMENT.sub("", text)).splitlines():
        if not line.strip():
            continue
        step = _step(line)
        if step.word == "FROM":
            base, _, name = step.text.partition(" AS ")
            stages.append(Stage(name or str(len(stages)), base))
        elif stages:
            stages[-1].steps.append(step)
        else:
            raise ValueError(f"{step.word} stands before the first FROM")
    return stages


def _step(line):
    word, _, rest = line.strip().partition(" ")
    flags = {}
    while found := _FLAG.match(rest):
        flags[found[1]] = found[2]
        rest = rest[found.end() :]
    return Step(word, flags, " ".join(rest.split()) if word != "RUN" else rest)


def expand(text, variables):
    """Put in what $NAME and ${NAME} stand for; raises KeyError for one that stands for nothing."""
    return _VARIABLE.sub(lambda found: variables[found[1] or found[2]], text)
