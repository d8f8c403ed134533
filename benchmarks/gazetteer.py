"""Time and memory of the gazetteer, each beside what one would use without it, in one run.

Run ``python benchmarks/gazetteer.py``; numbers are of this machine, ratios travel.
"""

from __future__ import annotations

import difflib
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = 10_000
_MEMORY = """
import resource, sys
from geomap.gazetteer import Gazetteer
g = Gazetteer.open()
names = [g.name(i) for i in range(0, g.info()["names"], g.info()["names"] // 10_000)][:10_000]
for name in names:
    g.lookup(name)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _seconds(run: Callable[[], object], *, times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def _process(*code: str) -> float:
    command = [sys.executable, *code]
    return _seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def main() -> None:
    """Print a table."""
    from geomap.gazetteer import Gazetteer

    opening = _seconds(Gazetteer.open)
    gazetteer = Gazetteer.open()
    total = gazetteer.info()["names"]
    names = [gazetteer.name(i) for i in range(0, total, total // NAMES)][:NAMES]
    ids = _seconds(lambda: [gazetteer.name_id(name) for name in names])
    fresh = Gazetteer.open()
    cold = _seconds(lambda: [fresh.lookup(name, limit=1) for name in names], times=1)
    warm = _seconds(lambda: [fresh.lookup(name, limit=1) for name in names])
    table = {name: gazetteer.keys_named(gazetteer.name_id(name) or 0) for name in names}
    plain = _seconds(lambda: [table.get(name) for name in names])
    slips = [name[:2] + name[3:] for name in names if name.isascii() and len(name) > 5][:1000]
    fuzzy = _seconds(lambda: [gazetteer.suggest(name) for name in slips], times=1)
    slow = _seconds(lambda: difflib.get_close_matches(slips[0], names, 5), times=1)
    process = _process("-m", "geomap.cli", "lookup", "Kharkiv")
    folium = _process("-c", "import folium")
    memory = subprocess.run(
        [sys.executable, "-c", _MEMORY], check=True, capture_output=True, text=True
    ).stdout
    rows = [
        ("open", f"{opening * 1e3:.2f} ms, {opening / folium:.4f} of `import folium`", "50 ms"),
        ("exact: name to id", f"{NAMES / ids:,.0f} a second", "at least 300,000"),
        ("exact: best place, first time", f"{NAMES / cold:,.0f} a second", ""),
        ("exact: best place, again", f"{NAMES / warm:,.0f} a second", "at least 300,000"),
        ("  against a dict in memory", f"{warm / plain:.1f} times its time", ""),
        ("  against a dict in memory", f"{ids / plain:.1f} times its time", ""),
        ("near misses", f"{len(slips) / fuzzy:,.0f} a second", "at least 3,000"),
        ("  against difflib over 10,000", f"{fuzzy / len(slips) / slow:.4f} of its time", ""),
        ("`geomap lookup Kharkiv`", f"{process / folium:.2f} of `import folium`", "at most 0.5"),
        ("resident after 10,000 look-ups", f"{float(memory):.0f} MB", "at most 120 MB"),
        (
            "resident here",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
            "",
        ),
    ]
    for what, figure, bar in rows:
        print(f"{what:34} {figure:28} {bar}")


if __name__ == "__main__":
    main()
