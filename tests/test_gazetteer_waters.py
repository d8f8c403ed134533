"""Rivers and lakes of the base map: every row of the shipped file, and how a scene cuts them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import shapely

from geomap import scene
from geomap.gazetteer.waters import Waters, read_waters
from geomap.scene.base import lakes, rivers
from geomap.scene.frame import surroundings
from render_samples import FakeGazetteer, event

TABLES = Path(__file__).parents[1] / "gazetteer"
GAZETTEER: Any = FakeGazetteer()


@pytest.fixture(scope="module")
def waters() -> Waters:
    return read_waters()


def test_every_river_and_lake_is_on_the_earth(waters: Waters) -> None:
    west, south, east, north = shapely.total_bounds([*waters.rivers, *waters.lakes])
    assert (west, south) >= (-180.0, -60.0)
    assert (east, north) <= (180.0, 84.0)
    assert all(lake.is_valid and lake.area > 0 for lake in waters.lakes)


def test_the_longest_come_first(waters: Waters) -> None:
    lengths = [line.length for line in waters.rivers]
    assert max(
        abs(a - b) for a, b in zip(lengths, sorted(lengths, reverse=True), strict=True)
    ) < 0.01  # fmt: skip
    assert waters.lakes[0].area > 20, "the Caspian Sea or the Great Lakes"


def test_every_name_stands_on_its_river(waters: Waters) -> None:
    """And every row of the hand-written table is in the file."""
    tree = shapely.STRtree(waters.rivers)
    for name in waters.names:
        spot = shapely.Point(name.lon, name.lat)
        assert waters.rivers[tree.nearest(spot)].distance(spot) < 0.01, name
    with (TABLES / "rivers.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], int(row["zoom"])) for row in csv.DictReader(file)]
    assert rows == [(name.text, name.zoom) for name in waters.names]


class World(FakeGazetteer):
    """The small gazetteer with the waters of the world."""

    def waters(self) -> Waters:
        """Return what is shipped."""
        return read_waters()


def test_a_close_view_has_more_rivers_than_a_wide_one_has_there() -> None:
    world: Any = World()
    close, wide = (22.0, 44.0, 40.0, 52.0), (-180.0, -60.0, 180.0, 80.0)
    near = rivers(world, close, surroundings(close))
    far = rivers(world, wide, wide)
    here = shapely.box(*close)
    assert sum(shapely.LineString(line).intersects(here) for line in near) > sum(
        shapely.LineString(line).intersects(here) for line in far
    )
    west, south, east, north = surroundings(close)
    assert all(west <= x <= east and south <= y <= north for line in near for x, y in line)
    assert len(lakes(world, close, surroundings(close))) >= 3


def test_a_map_over_the_date_line_has_the_rivers_of_both_sides() -> None:
    world: Any = World()
    box = (150.0, 50.0, 220.0, 72.0)
    east = [line for line in rivers(world, box, box) if line[0][0] > 180.0]
    assert east, "the Yukon, shifted by a turn"


def test_rivers_are_named_beside_them() -> None:
    found = scene.build([event("a", place=22), event("b")], (), GAZETTEER)
    assert [row.text for row in found.labels if row.river] == ["Dnipro"]
    assert found.rivers
    assert found.lakes
