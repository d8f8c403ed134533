"""Speed of the front line: load a day, read a control map, derive, annotate, compare.

    python benchmarks/frontline.py [CONTROL_MAP.geojson]

Prints seconds of processor time, the best of three, after imports. Compared with the way
it is done by hand today, a loop over the events with geopandas' distance in a metric projection.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas
import shapely

from geomap import frontline
from geomap.gazetteer import Gazetteer
from geomap.model import (
    Counts,
    Event,
    EventKind,
    FrontLine,
    Location,
    Place,
    PlaceKind,
    Precision,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
DAYS = frontline.bundled()


def events(count: int) -> list[Event]:
    """Scatter events over Ukraine and its east."""
    dice = random.Random(6)  # noqa: S311 - places of a benchmark
    made = []
    for number in range(count):
        lat, lon = dice.uniform(45, 52), dice.uniform(24, 42)
        place = Place(
            key=number, name="x", lat=lat, lon=lon, kind=PlaceKind.SETTLEMENT, country="UA"
        )
        spot = Location(lat=lat, lon=lon, precision=Precision.SETTLEMENT, uncertainty_km=5)
        day = date(2025, 6, 12)
        made.append(
            Event(
                id=f"e{number}",
                kind=EventKind.SHELLING,
                where=Where(place=place, location=spot),
                when=When(start=day, end=day, precision=1),
                counts=Counts(),
                evidence=(),
                sources=(),
            )
        )
    return made


def best(what: str, job: Callable[[], object], rounds: int = 3) -> float:
    """Time a job and print the best of its rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    print(f"{what:58} {min(times):8.3f} s")
    return min(times)


def by_hand(found: list[Event], line: FrontLine) -> list[float]:
    """Measure as a notebook does: one event after the other against the whole line."""
    run = shapely.multilinestrings([shapely.linestrings(one) for one in line.lines])
    metric = geopandas.GeoSeries([run], crs=4326).to_crs(32637)
    spots = [event.where.location for event in found]
    points = geopandas.GeoSeries(
        [shapely.Point(spot.lon, spot.lat) for spot in spots if spot], crs=4326
    ).to_crs(32637)
    return [point.distance(metric.iloc[0]) / 1000 for point in points]


def main() -> int:
    """Run every benchmark."""
    gazetteer = Gazetteer.open()
    best("load the three shipped days", lambda: [frontline.load.__wrapped__(d) for d in DAYS])
    if len(sys.argv) > 1:
        best("read a control map and cut coast and border", lambda: frontline.read(sys.argv[1]))
    table = frontline.read_control(ROOT / "gazetteer" / "control" / f"{DAYS[1]}.csv")
    best(
        f"derive a line from {len(table.rows)} settlements",
        lambda: frontline.derive(table, gazetteer),
    )
    lines = frontline.load(DAYS[1])
    many = events(10_000)
    ours = best("annotate 10,000 events: km and side", lambda: frontline.annotate(many, lines))
    hand = best("   the same by hand, km only", lambda: by_hand(many, lines[0]), rounds=1)
    print(f"{'   ratio':58} {hand / ours:8.1f} x")
    pair = frontline.load(DAYS[0])[0], lines[0]
    best(
        "compare two days, with regions and settlements",
        lambda: frontline.diff(*pair, gazetteer=gazetteer),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
