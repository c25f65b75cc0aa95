"""`make bench`: every measurement in turn."""

from . import answering, loading, posting, searching, ticking

for benchmark in (loading, searching, answering, ticking, posting):
    print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.main()
