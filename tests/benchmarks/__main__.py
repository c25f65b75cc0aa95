"""`make bench`: every measurement in turn."""

from . import answering, loading, searching

for benchmark in (loading, searching, answering):
    print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.main()
