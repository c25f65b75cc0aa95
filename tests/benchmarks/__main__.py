"""`make bench`: every measurement in turn."""

from . import (
    answering,
    editing,
    load,
    loading,
    memory,
    painting,
    posting,
    reloading,
    searching,
    starting,
    ticking,
)

EACH = (
    loading,
    reloading,
    searching,
    editing,
    starting,
    answering,
    load,
    ticking,
    memory,
    posting,
    painting,
)

for benchmark in EACH:
    print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.main()
