"""How long loading, checking and indexing takes, against yaml.load of the same files.

It is measured for the pack that is shipped and for 10,000 invented entries.

Run it with `python -m tests.benchmarks.loading`. The bar: no more than yaml.load alone needs.
"""

import gc
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import psutil
import yaml

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.collector import collector_paused
from bot.catalogue.files import survey
from bot.catalogue.load import inspect, load
from bot.settings import ROOT
from tests.benchmarks import invented_pack
from tests.catalogue.faulty import too_much
from tests.catalogue.packs import SOUND, write

EVENTS, PEOPLE, TOPICS = 7_000, 2_700, 300  # in about the proportions of the shipped pack
ROUNDS = 5
BASELINE = "yaml.load (CSafeLoader)"


def main() -> None:
    """Print the times and their ratios, the memory, and the file that takes longest to refuse."""
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder, "invented")
        invented_pack.write(pack, Random(1), events=EVENTS, people=PEOPLE, topics=TOPICS)
        _report_times("the shipped pack", ROOT / "content")
        _report_times("an invented pack", pack)
        _report_memory(pack)
        _report_slowest(Path(folder))


def _report_times(what: str, pack: Path) -> None:
    """Time each task in turn, several times over, so that the machine's moods hit all alike."""
    files = [file for file in survey(pack).files if file.holds != "pack"]
    texts = [_yaml_of(Path(file.shown)) for file in files]
    entries, size = len(Catalogue.load(pack).entries), sum(map(len, texts))
    print(f"{what}: {entries:,} entries, {size / 1e6:.1f} MB of YAML")
    tasks: dict[str, Callable[[], object]] = {
        BASELINE: lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
        "load and check": lambda: load(pack),
        "load, check, index names and days": lambda: Catalogue.load(pack),
        "… and texts and typos, in a thread": lambda: _loaded_whole(pack),
        f"{BASELINE}, no gc": lambda: _without_collector(texts),
    }
    rounds = [{name: _timed(task) for name, task in tasks.items()} for _ in range(ROUNDS)]
    for name in tasks:
        best = min(each[name] for each in rounds)
        ratio = statistics.median(each[name] / each[BASELINE] for each in rounds)
        print(
            f"  {name:36} best {best:.3f} s, {ratio:.2f} of yaml.load (median of {ROUNDS} rounds)"
        )


def _report_memory(pack: Path) -> None:
    gc.collect()
    tracemalloc.start()
    load(pack)
    _, peak = (size / 1e6 for size in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    gc.collect()
    before = psutil.Process().memory_info().rss
    kept = Catalogue.load(pack)
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    print(
        f"memory: at most {peak:.0f} MB while loading and checking; the process grows by "
        f"{grown:.0f} MB for {len(kept.entries):,} entries, loaded and indexed"
    )


def _report_slowest(folder: Path) -> None:
    """Time the refusal of each hostile file; none may take more than a second."""
    times: dict[str, float] = {}
    for name, (files, *_) in too_much.CASES.items():
        pack = write(folder / name, {**SOUND, **files})
        times[name] = _timed(partial(inspect, pack))
    slowest = max(times, key=times.__getitem__)
    print(f"slowest to refuse of {len(times)} hostile files: {times[slowest]:.2f} s ({slowest})")


def _loaded_whole(pack: Path) -> None:
    """Load, and wait for what a thread indexes meanwhile."""
    Catalogue.load(pack).search.wait()


def _without_collector(texts: list[str]) -> None:
    """Load as the baseline does, with the collector paused, as it is while Fasti loads."""
    with collector_paused():
        for text in texts:
            yaml.load(text, yaml.CSafeLoader)


def _timed(task: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    made = task()
    taken = time.perf_counter() - start
    if isinstance(made, Catalogue):
        made.search.wait()  # else its thread would slow down what is timed next
    return taken


def _yaml_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("---\n")[1] if path.suffix == ".md" else text


if __name__ == "__main__":
    main()
