"""`make bench`: every measurement in turn."""

from . import answering, editing, loading, painting, posting, reloading, searching, ticking

for benchmark in (loading, reloading, searching, editing, answering, ticking, posting, painting):
    print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.main()
