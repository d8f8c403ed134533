"""Write a control table: which side holds each settlement on a day, after a control map.

    python gazetteer/control_table.py POLYGONS.geojson DATE --source "after NAME, DATE" \
        [--country UA] [--holder RU] [-o gazetteer/control/DATE.csv]

POLYGONS holds the land that one side (--holder) occupies in the country; the rest of the country
is the country's own. Of the map only one fact a settlement is taken: inside or outside.
Settlements within 30 km of the front come in all, larger ones beyond it up to the whole country,
and the named river and reservoir points of front_features.csv.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geomap.frontline import Control, ControlTable, write_control
from geomap.frontline.geojson import parse_geojson
from geomap.frontline.plane import Plane
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.codes import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
NEAR_M = 30_000.0
"""Every settlement this near to the front is in the table."""
TOWN = 2_000
"""Inhabitants of a settlement up to 100 km from the front that is in the table ..."""
CITY = 20_000
"""... and of one further away."""
BORDER_M = 2_500.0
"""The edge of the occupied land is front where it runs further than this from the outline."""
SLACK_M = 4_000.0
"""The map's outline of the country and ours differ by this much at the coast and the border."""


class Home(NamedTuple):
    """A settlement, or a named point in a river or reservoir."""

    name: str
    lat: float
    lon: float
    population: int
    geonameid: int | None
    doubt_m: float = 0.0
    """How far off its point may be, where that is an estimate."""


def homes(gazetteer: Gazetteer, country: str, outline: BaseGeometry) -> Iterator[Home]:
    """All settlements of a country and the named points, one a point."""
    seen = set()
    for place in gazetteer.settlements(shapely.bounds(outline)):
        at = (round(place.lat, 4), round(place.lon, 4))
        if place.country == country and at not in seen:
            seen.add(at)
            doubt = place.radius_km * 1000.0 if place.source == OWN else 0.0
            yield Home(place.name, *at, place.population, place.geonameid, doubt)
    with (HERE / "front_features.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Home(row["name"], float(row["lat"]), float(row["lon"]), 0, None)


def table(
    occupied: BaseGeometry,
    found: list[Home],
    outline: BaseGeometry,
    day: dt.date,
    given: argparse.Namespace,
) -> ControlTable:
    """Tell for each settlement whether it lies in the occupied land."""
    lonlat = np.array([(home.lon, home.lat) for home in found])
    plane = Plane.about(lonlat)
    points = shapely.points(plane.to_xy(lonlat))
    land = shapely.make_valid(plane.project(occupied))
    ground = shapely.make_valid(plane.project(outline))
    front = shapely.intersection(land.boundary, ground.buffer(-BORDER_M))
    shapely.prepare(land)
    metres = shapely.distance(points, front)
    # Far behind the front a settlement just off the map's land is on the coast or the border.
    inside = shapely.intersects(land, points) | (
        (metres > 4 * SLACK_M) & shapely.dwithin(land, points, SLACK_M)
    )
    people = np.array([home.population for home in found])
    wanted = (metres <= NEAR_M) | (people >= np.where(metres < 100_000, TOWN, CITY))
    # Such a place may as well lie on the other side: the row says so.
    unsure = metres <= np.array([home.doubt_m for home in found])
    rows = [
        Control(
            name=home.name,
            lat=home.lat,
            lon=home.lon,
            date=day,
            control=given.holder if held else given.country,
            source=f"{given.source}; its point is an estimate" if doubt else given.source,
            geonameid=home.geonameid,
        )
        for home, held, take, doubt in zip(found, inside, wanted, unsure, strict=True)
        if take
    ]
    return ControlTable(rows=tuple(sorted(rows, key=lambda row: (-row.lat, row.lon, row.name))))


def main() -> int:
    """Read the map, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("polygons", type=Path)
    parser.add_argument("date", type=dt.date.fromisoformat)
    parser.add_argument("--source", required=True, help="what the rows rest on, named with its day")
    parser.add_argument("--country", default="UA")
    parser.add_argument("--holder", default="RU")
    parser.add_argument("-o", dest="output", type=Path)
    given = parser.parse_args()
    drawn, _ = parse_geojson(given.polygons.read_text("utf-8"), origin=given.polygons.name)
    occupied = shapely.union_all([shapely.make_valid(one.geometry) for one in drawn])
    gazetteer = Gazetteer.open()
    country = gazetteer.country(given.country)
    outline = gazetteer.outline(country) if country else None
    if outline is None:
        parser.error(f"the gazetteer has no outline of {given.country!r}")
    found = list(homes(gazetteer, given.country, outline))
    made = table(occupied, found, outline, given.date, given)
    output = given.output or HERE / "control" / f"{given.date.isoformat()}.csv"
    output.write_text(write_control(made), encoding="utf-8", newline="\n")
    held = sum(row.control == given.holder for row in made.rows)
    print(f"{output}: {len(made.rows)} settlements, {held} held by {given.holder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
