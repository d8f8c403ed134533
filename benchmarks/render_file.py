"""What `geomap render` of an events file costs, beside `json.dumps` of its rows.

    python benchmarks/render_file.py [10000 100000]

Writes an events file of made-up events (all fields, sentences of 14 to 31 words, 1.5 kB each),
maps it with the command as a process of its own, and prints the processor time above that of a
map without events, the sizes and the peak memory. The limits are those that geomap holds: 4 times
`json.dumps`, half the bytes of the file and 1.5 MB, 600 MB of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geomap import export
from geomap.gazetteer import Gazetteer
from geomap.model import (
    ClaimStatus,
    Counts,
    Event,
    EventKind,
    Evidence,
    Location,
    Place,
    Precision,
    Source,
    Span,
    When,
    Where,
)

TOWNS = """Kharkiv Kyiv Odesa Kherson Zaporizhzhia Dnipro Sumy Chernihiv Mykolaiv Pokrovsk
Kramatorsk Kupiansk Izium Lviv Poltava Tehran Isfahan Haifa Jerusalem Belgorod Kursk""".split()
WORDS = """officials said overnight drones struck residential building regional governor reported
wounded people children energy infrastructure fire rescuers worked site air defence shot down
missiles launched direction military head wrote telegram school damaged hospital""".split()
LIMIT_RATIO, LIMIT_MB = 4.0, 600
WORK = """
import os, resource, sys
before = os.times()
from geomap.cli import main
status = main(sys.argv[1:])
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(sum(os.times()[:2]), peak / 1024)
sys.exit(status)
"""


def made_up(number: int) -> list[Event]:
    """Make events of a fixed seed: two of three near a town, the others in it."""
    chance = random.Random(3)  # noqa: S311  # no secret
    gazetteer = Gazetteer.open()
    places = [gazetteer.lookup(name)[0].place for name in TOWNS]
    return [_event(n, chance, chance.choice(places)) for n in range(number)]


def _event(n: int, chance: random.Random, place: Place) -> Event:
    pick: Any = chance.choice
    day = date(2022, 2, 24) + timedelta(days=chance.randrange(1200))
    doc = f"doc{n // 4}"
    near = chance.random() < 0.7
    spread = (chance.gauss(0, 0.3), chance.gauss(0, 0.4)) if near else (0.0, 0.0)
    said = [
        f"{' '.join(pick(WORDS) for _ in range(chance.randrange(14, 32)))} ({n})."
        for _ in range(pick([1, 1, 2]))
    ]
    outlets = [f"Outlet {(n // 4 + at) % 60}" for at in range(pick([1, 1, 1, 2, 3]))]
    return Event(
        id=f"{chance.getrandbits(64):016x}",
        kind=pick(list(EventKind)),
        where=Where(
            text=place.name,
            place=place,
            location=Location(
                lat=round(place.lat + spread[0], 5), lon=round(place.lon + spread[1], 5),
                precision=pick([Precision.POINT, Precision.SETTLEMENT]), uncertainty_km=5.0,
            ),
            reason=f"{place.name} named in the sentence: the largest of its name",
        ),
        when=When(start=day, end=day, text=pick(["overnight", "on Monday"]), precision=1,
                  reason="counted from the date of the article"),
        counts=Counts(killed=pick([None, 0, 3]), injured=pick([None, 7]),
                      text=pick([None, "at least"])),
        evidence=tuple(
            Evidence(doc=doc, span=Span(start=at * 100, end=at * 100 + 90), text=text)
            for at, text in enumerate(said)
        ),
        sources=tuple(
            Source(doc=doc, article=f"{doc}#{at + 1}", outlet=outlet,
                   url=None if at else f"https://news.example.org/{n // 4}/an-article",
                   published=None if at else day)
            for at, outlet in enumerate(outlets)
        ),
        actor=pick(["Russia", "Ukraine", "Israel", "Iran", None]),
        target=pick(["Ukraine", "Iran", None]),
        weapon=pick(["drone", "missile", None]),
        claimed_by=pick([None, "the regional governor"]),
        claim_status=pick(list(ClaimStatus)),
        confidence=round(chance.random(), 3),
    )  # fmt: skip


def rendered(path: Path) -> tuple[float, float, int]:
    """Return the processor seconds, the peak megabytes and the bytes of the map of a file."""
    target = path.with_suffix(".html")
    command = [sys.executable, "-c", WORK, "render", str(path), "-o", str(target), "--quiet"]
    runs = []
    for _ in range(2):
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, peak = map(float, done.stdout.split())
        runs.append((seconds, peak))
    seconds, peak = min(runs)
    return seconds, peak, target.stat().st_size


def dumped(path: Path) -> float:
    """Return the processor seconds of `json.dumps` of the rows of a file."""
    rows = [item["properties"] for item in json.loads(path.read_bytes())["features"]]
    times = []
    for _ in range(2):
        start = time.process_time()
        json.dumps(rows)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print one row a number of events."""
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="*", type=int, default=[10_000, 100_000])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.geojson"
        path.write_bytes(export.write([], "geojson"))
        empty, _, _ = rendered(path)
        print(f"a map without events: {empty:.2f} s of processor time")
        print(f"{'events':>8} {'file MB':>8} {'dumps s':>8} {'above s':>8} {'ratio':>6} "
              f"{'page MB':>8} {'peak MB':>8}")  # fmt: skip
        for number in parser.parse_args().numbers:
            path.write_bytes(export.write(made_up(number), "geojson"))
            floor = dumped(path)
            took, peak, size = rendered(path)
            file = path.stat().st_size / 1e6
            ratio = (took - empty) / floor
            print(f"{number:>8} {file:>8.1f} {floor:>8.2f} {took - empty:>8.2f} {ratio:>6.1f} "
                  f"{size / 1e6:>8.1f} {peak:>8.0f}", flush=True)  # fmt: skip
            if size / 1e6 > file / 2 + 1.5 or peak > LIMIT_MB or ratio > LIMIT_RATIO:
                print("         beyond a limit", file=sys.stderr)


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main()
