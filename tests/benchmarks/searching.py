"""How fast search answers each keystroke and each typo, and how often it finds what was meant.

Run it with `python -m tests.benchmarks.searching`; it takes most of a minute.
"""

import gc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, thread_time
from typing import NamedTuple

import psutil
from rapidfuzz import process

from bot.catalogue.load import load
from bot.catalogue.search import Search
from bot.domain.entries import Entry, Person

from .invented import catalogue

_CONTENT = Path(__file__).parents[2] / "content"
_INVENTED = 100_000
_SAMPLE = 1_000
_BASELINE = 10
_TWO_TYPOS = 8  # letters of a name, from which on it gets two typos
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыюя"


class Mistyped(NamedTuple):
    """A name with a typo or two, and the entry that was meant."""

    typed: str
    key: str


def main() -> None:
    """Measure an invented catalogue, which is large, and the shipped one."""
    random = Random(1942)
    print(f"{_INVENTED:,} invented entries")
    _measure(list(catalogue(_INVENTED, random)), random)
    contents = load(_CONTENT)
    shipped: list[Entry] = [
        *contents.events.values(),
        *contents.people.values(),
        *contents.topics.values(),
    ]
    print(f"\nThe shipped catalogue, {len(shipped):,} entries")
    _measure(shipped, random)


def _measure(entries: Sequence[Entry], random: Random) -> None:
    search = _built(entries)
    named = [(name, entry.key) for entry in entries for name in _names(entry)]
    print(f"  {len(named):,} names")
    sample = random.choices(named, k=_SAMPLE)
    mistyped = [Mistyped(_mistype(name, random), key) for name, key in sample]
    keystrokes = [name[:end] for name, _ in sample for end in range(1, len(name) + 1)]
    _time("each keystroke", search.complete, keystrokes)
    typed = [each.typed for each in mistyped]
    _time("with typos, while typing", search.complete, typed)
    _time("with typos, find", search.find, typed)
    _time("with typos, did you mean", search.suggest, typed)
    found = sum(
        each.key in [hit.key for hit in search.find(each.typed, limit=5)] for each in mistyped
    )
    print(f"  typos whose entry is in the first five: {found / len(mistyped):.1%}")
    names = [name for name, _ in named]
    _time(
        "baseline: score every name",
        lambda text: process.extract(text, names, limit=5),
        typed[:_BASELINE],
    )


def _built(entries: Iterable[Entry]) -> Search:
    gc.collect()
    memory = psutil.Process().memory_info().rss
    start = perf_counter()
    search = Search.of(entries)
    seconds = perf_counter() - start
    gc.collect()
    taken = (psutil.Process().memory_info().rss - memory) / 1e6
    print(f"  indexed in {seconds:.2f} s, taking {taken:.0f} MB")
    return search


def _time(title: str, answer: Callable[[str], object], texts: Sequence[str]) -> None:
    """Print the milliseconds an answer takes, and how many the processor spends on it.

    On a busy machine the former holds waits for the processor that are not ours.
    """
    waited, worked = list[float](), list[float]()
    for text in texts:
        start, start_of_work = perf_counter(), thread_time()
        answer(text)
        worked.append((thread_time() - start_of_work) * 1000)
        waited.append((perf_counter() - start) * 1000)
    hundredths = quantiles(waited, n=100, method="inclusive")
    print(
        f"  {title + ':':<28} {len(texts):>6,} queries, p50 {hundredths[49]:.2f} ms, "
        f"p99 {hundredths[98]:.2f} ms (CPU {quantiles(worked, n=100, method='inclusive')[98]:.2f}), "
        f"max {max(waited):.2f} ms (CPU {max(worked):.2f})"
    )


def _names(entry: Entry) -> list[str]:
    native = [entry.native_name] if isinstance(entry, Person) and entry.native_name else []
    return [entry.name, *entry.aliases, *native]


def _mistype(name: str, random: Random) -> str:
    """Insert, drop, replace or swap letters: one, or two of a name that is not short."""
    letters = _LATIN if name.isascii() else _CYRILLIC
    for _ in range(2 if len(name) >= _TWO_TYPOS else 1):
        place = random.randrange(len(name))
        before, letter, after = name[:place], name[place], name[place + 1 :]
        name = random.choice(
            (
                before + random.choice(letters) + letter + after,
                before + after,
                before + random.choice(letters) + after,
                before + after[:1] + letter + after[1:],
            ),
        )
    return name


if __name__ == "__main__":
    main()
