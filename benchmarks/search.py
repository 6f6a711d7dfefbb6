"""Time of a place search over all settlements and their names: `python -m benchmarks.search`."""

import random
import statistics
import time

from geo.gazetteer.search import load_names, search
from geo.world import load_world

QUERIES = 300


def main() -> None:
    """Print median and 95th percentile over full names, prefixes, names with typos, and noise."""
    world = load_world()
    start = time.perf_counter()
    names = load_names(world.places, regions=world.regions)
    build_ms = (time.perf_counter() - start) * 1000
    rng = random.Random(1)  # noqa: S311 - reproducible queries, nothing secret
    spellings = [name for _, name in rng.sample(names.names, QUERIES)]
    queries = [_changed(name, n, rng) for n, name in enumerate(spellings)]
    times = []
    for query in queries:
        start = time.perf_counter()
        search(names, query)
        times.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{len(names.settlements):,} settlements, {len(names.names):,} names")
    print(f"index {build_ms:.0f} ms; search median {statistics.median(times):.1f} ms, "
          f"95th percentile {p95:.1f} ms, most {max(times):.1f} ms ({QUERIES} queries)")


def _changed(name: str, number: int, rng: random.Random) -> str:
    """Turn a name into one of four kinds of query: unchanged, prefix, letters swapped, 500 characters."""
    kind, at = number % 4, rng.randrange(max(1, len(name) - 1))
    return [name, name[: at + 2], name[:at] + name[at + 1: at + 2] + name[at: at + 1] + name[at + 2:],
            (name * 100)[:500]][kind]


if __name__ == "__main__":
    main()
