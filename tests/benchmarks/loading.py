"""How long loading, checking and indexing 10,000 entries takes, against yaml.load of the same files.

Run it with `python -m tests.benchmarks.loading`. The bar: no more than yaml.load alone needs.
"""

import gc
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import inspect, load
from tests.benchmarks import invented_pack

EVENTS, PEOPLE, TOPICS = 7_000, 2_700, 300  # in about the proportions of the shipped pack
ROUNDS = 5
BASELINE = "yaml.load (CSafeLoader)"


def main() -> None:
    """Print the times and their ratios, the memory, and the file that takes longest to refuse."""
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder, "invented")
        invented_pack.write(pack, Random(1), events=EVENTS, people=PEOPLE, topics=TOPICS)
        size = sum(path.stat().st_size for path in pack.rglob("*.*"))
        print(f"{EVENTS + PEOPLE + TOPICS:,} entries, {size / 1e6:.1f} MB")
        _report_times(pack)
        _report_memory(pack)
        _report_slowest(Path(folder))


def _report_times(pack: Path) -> None:
    """Time each task in turn, several times over, so that the machine's moods hit all alike."""
    texts = [_yaml_of(path) for path in sorted(pack.rglob("*.*"))]
    tasks: dict[str, Callable[[], object]] = {
        BASELINE: lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
        "load and check": lambda: load(pack),
        "load, check and index": lambda: Catalogue.load(pack),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            times[name].append(_timed(task))
    baseline = statistics.median(times[BASELINE])
    for name, taken in times.items():
        ratio = statistics.median(taken) / baseline
        print(f"{name:24} {statistics.median(taken):.2f} s, best {min(taken):.2f}: {ratio:.2f}")


def _report_memory(pack: Path) -> None:
    gc.collect()
    tracemalloc.start()
    kept = load(pack)
    now, peak = (size / 1e6 for size in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    print(
        f"memory: {now:.0f} MB for {len(kept.events):,} events and the rest, {peak:.0f} MB at most"
    )


def _report_slowest(folder: Path) -> None:
    times = {
        name: _timed(lambda path=faulty.write(folder / name, files): inspect(path))
        for name, files in faulty.HOSTILE.items()
    }
    slowest = max(times, key=times.__getitem__)
    print(f"slowest to refuse of {len(times)} hostile files: {slowest}, {times[slowest]:.2f} s")


def _timed(task: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def _yaml_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("---\n")[1] if path.suffix == ".md" else text


if __name__ == "__main__":
    main()
