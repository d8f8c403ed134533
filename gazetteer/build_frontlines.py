"""Derive the front lines that geomap ships from the control tables: ``make frontlines``.

Reads gazetteer/control/DATE.csv, writes src/geomap/frontline/data/DATE.geojson. Each file names
the table it was made from by its SHA-256, so that a test can tell when the two part.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from geomap.frontline import DeriveOptions, derive, parse_control, to_geojson
from geomap.gazetteer import Gazetteer

HERE = Path(__file__).parent
CONTROL = HERE / "control"
SHIPPED = HERE.parent / "src" / "geomap" / "frontline" / "data"
OPTIONS = DeriveOptions(decimals=4)


def build(table: Path, gazetteer: Gazetteer) -> str:
    """Return the GeoJSON that ships for one control table."""
    text = table.read_text(encoding="utf-8")
    front = derive(parse_control(text, origin=table.name), gazetteer, options=OPTIONS)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    head = '{"type":"FeatureCollection",'
    return to_geojson([front], held=True).replace(head, f'{head}"table":"{digest}",', 1)


def main() -> int:
    """Write the shipped line of every table."""
    gazetteer = Gazetteer.open()
    for table in sorted(CONTROL.glob("*.csv")):
        text = build(table, gazetteer)
        target = SHIPPED / f"{table.stem}.geojson"
        target.write_text(text, encoding="utf-8", newline="\n")
        print(f"{target.name}: {len(text.encode()) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
