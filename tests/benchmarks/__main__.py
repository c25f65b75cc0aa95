"""`make bench`: every measurement in turn."""

from . import answering, editing, loading, posting, reloading, searching, ticking

for benchmark in (loading, reloading, searching, editing, answering, ticking, posting):
    print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.main()
