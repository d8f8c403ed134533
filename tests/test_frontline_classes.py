"""What files of several makers say of a shape, and the fronts that come of it."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import geopandas
import pytest
import shapely
from shapely.geometry import mapping

from geomap.errors import FrontLineError
from geomap.frontline import annotate, area_km2, length_km, read
from geomap.frontline.classes import class_of
from geomap.frontline.control import CONTESTED
from geomap.model import ControlStatus, Precision
from test_frontline import at

if TYPE_CHECKING:
    from pathlib import Path

NATIONS = {"russian": "RU", "ukrainian": "UA", "ukraine": "UA", "syrian": "SY", "sudan": "SD"}
ASSESSED, CLAIMED = ControlStatus.ASSESSED, ControlStatus.CLAIMED
WEST = shapely.box(33, 49, 34, 50)
MIDDLE = shapely.box(34, 49, 34.3, 50)
EAST = shapely.box(34.3, 49, 35, 50)


def save(path: Path, *rows: tuple[object, dict[str, object]], **top: object) -> Path:
    features = [
        {"type": "Feature", "properties": said, "geometry": mapping(shape)} for shape, said in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", **top, "features": features}))
    return path


@pytest.mark.parametrize(
    ("said", "holder", "status"),
    [
        ({}, "occupied", ASSESSED),
        ({"name": "Assessed Russian Advances in Ukraine"}, "RU", ASSESSED),
        ({"name": "Claimed Russian Control over Ukrainian Territory"}, "RU", CLAIMED),
        ({"title": "Ukrainian-controlled"}, "UA", ASSESSED),
        ({"status": "reported", "side": "A"}, "A", CLAIMED),
        ({"name": "Окуповано /// Occupied"}, "occupied", ASSESSED),
        ({"name": "Невідомий статус /// Unknown status"}, CONTESTED, ASSESSED),
        ({"name": "Grey zone"}, CONTESTED, ASSESSED),
        ({"control": "contested"}, CONTESTED, ASSESSED),
        ({"class": "SDF-held area"}, "SDF", ASSESSED),
        ({"name": "Area 3", "collection": "Syrian government"}, "SY", ASSESSED),
        ({"name": "Area 3", "collection": "contested"}, CONTESTED, ASSESSED),
        ({"name": "Area 3", "collection": "my map"}, "occupied", ASSESSED),
        ({"side": "Wagner", "name": "claimed by Russian sources"}, "Wagner", CLAIMED),
    ],
)
def test_holder_and_status_of_a_shape(
    said: dict[str, str], holder: str, status: ControlStatus
) -> None:
    """By what the shape is called, and by its layer only where that names a class."""
    found = class_of(said, NATIONS)
    assert found is not None
    assert (found.holder, found.status) == (holder, status)


@pytest.mark.parametrize(
    "name",
    ["Звільнено /// Liberated", "Claimed Ukrainian Counteroffensives", "Partisan warfare",
     "Recaptured in September"],
)  # fmt: skip
def test_what_is_no_land_held(name: str) -> None:
    assert class_of({"name": name}, NATIONS) is None


def test_claimed_land_is_a_front_of_its_own_beyond_the_assessed_one(tmp_path: Path) -> None:
    """The claim holds only the strip beyond, and its line leaves out the edge that they share."""
    wide = shapely.union(WEST, MIDDLE)
    path = save(
        tmp_path / "isw_2025-06-12.geojson",
        (wide, {"name": "Claimed Russian control"}),
        (WEST, {"name": "Assessed Russian control"}),
    )
    sure, claim = read(path)
    assert [one.status for one in (sure, claim)] == [ASSESSED, CLAIMED]
    assert (claim.side_left, claim.side_right) == ("RU", "UA")
    assert claim.name == "Claimed Russian control"
    assert set(area_km2(claim)) == {"RU"}
    assert area_km2(claim)["RU"] == pytest.approx(0.3 * area_km2(sure)["RU"], rel=0.01)
    assert min(lon for run in claim.lines for lon, _ in run) > 33.99
    assert length_km(claim) == pytest.approx(111.2 + 2 * 21.9, rel=0.03)


def test_events_are_measured_by_what_is_assessed(tmp_path: Path) -> None:
    """A place in the claimed strip stands on the side of those who hold it by the assessment."""
    path = save(
        tmp_path / "isw_2025-06-12.geojson",
        (WEST, {"name": "Assessed Russian control"}),
        (MIDDLE, {"name": "Claimed Russian control"}),
    )
    (event,) = annotate([at(34.15, 49.5, precision=Precision.POINT)], read(path))
    assert event.frontline_side == "UA"
    assert event.frontline_km == pytest.approx(10.9, abs=0.2)
    assert event.frontline_date is not None


def test_contested_land_lies_between_the_sides(tmp_path: Path) -> None:
    """It belongs to neither; the line is the edge of the side first in the alphabet."""
    path = save(
        tmp_path / "a.geojson",
        (WEST, {"side": "A"}),
        (MIDDLE, {"name": "contested"}),
        (EAST, {"side": "B"}),
    )
    (front,) = read(path)
    assert (front.side_left, front.side_right) == ("A", "B")
    assert [side for side, _ in front.held] == ["A", "B", CONTESTED]
    assert {round(lon, 2) for run in front.lines for lon, _ in run} == {34.0}


def test_each_pair_of_sides_that_meet_has_a_front(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.geojson",
        (WEST, {"side": "A"}),
        (MIDDLE, {"side": "B"}),
        (EAST, {"side": "C"}),
    )
    assert [(one.side_left, one.side_right) for one in read(path)] == [("A", "B"), ("B", "C")]
    (event,) = annotate([at(34.2, 49.5, precision=Precision.POINT)], read(path))
    assert event.frontline_side == "B"
    assert event.frontline_km == pytest.approx(7.2, abs=0.2)


def test_many_names_are_labels_and_no_sides(tmp_path: Path) -> None:
    """A drawing of nine pockets, each with a name of its own, is the land of one side."""
    pockets = [
        (shapely.box(33 + i / 10, 49, 33.08 + i / 10, 49.1), {"name": f"Pocket {chr(65 + i)}x"})
        for i in range(9)
    ]
    (front,) = read(save(tmp_path / "a.geojson", *pockets))
    assert (front.side_left, len(front.lines)) == ("occupied", 9)


def test_what_was_mended_and_left_out_is_told(tmp_path: Path) -> None:
    """In a sentence each, with the name of the file and how many."""
    tie = shapely.Polygon([(33, 49), (34, 50), (34, 49), (33, 50), (33, 49)])
    path = save(
        tmp_path / "a.geojson",
        (tie, {"side": "RU"}),
        (EAST, {"name": "Liberated"}),
        (shapely.Point(33, 49), {}),
    )
    told: list[str] = []
    read(path, told=told.append)
    assert len(told) == 3
    assert all(said.startswith("a.geojson: 1 ") for said in told)
    for word in ("crosses itself", "regained", "points"):
        assert any(word in said for said in told), word


# ── containers ───────────────────────────────────────────────────────────────────────────────

KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Folder><name>Russian control</name><Placemark><name>Area 1</name><Polygon><outerBoundaryIs>
<LinearRing><coordinates>33,49,0 34,49,0 34,50,0 33,50,0 33,49,0</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark></Folder>
<Folder><name>Contested</name><Placemark><name>Area 2</name><Polygon><outerBoundaryIs>
<LinearRing><coordinates>34,49 34.3,49 34.3,50 34,50 34,49</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"""


@pytest.mark.parametrize("ending", ["kml", "kmz"])
def test_the_folders_of_a_kml_are_its_classes(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"map.{ending}"
    if ending == "kml":
        path.write_text(KML)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", KML)
    (front,) = read(path)
    assert (front.side_left, front.side_right) == ("RU", "UA")
    assert [side for side, _ in front.held] == ["RU", CONTESTED]


def test_a_zip_with_folders_and_several_files(tmp_path: Path) -> None:
    """A Shapefile in a folder, in metres of UTM, beside a GeoJSON: both are read."""
    frame = geopandas.GeoDataFrame({"side": ["A"]}, geometry=[WEST], crs=4326).to_crs(32636)
    frame.to_file(tmp_path / "west.shp")
    east = save(tmp_path / "east.geojson", (MIDDLE, {"side": "B"}))
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        for part in tmp_path.glob("west.*"):
            archive.write(part, f"data/deep/{part.name}")
        archive.write(east, "east.geojson")
        archive.writestr("readme.txt", "hello")
    (front,) = read(tmp_path / "both.zip")
    assert (front.side_left, front.side_right) == ("A", "B")
    assert {round(lon, 2) for run in front.lines for lon, _ in run} == {34.0}


def test_geojson_a_feature_a_line(tmp_path: Path) -> None:
    line = '{"type":"Feature","geometry":{"type":"LineString","coordinates":[[36,48],[37,%d]]}}'
    path = tmp_path / "a.geojson"
    path.write_text(f"{line % 48}\n{line % 49}\n")
    (front,) = read(path)
    assert len(front.lines) == 2


def test_the_json_of_arcgis(tmp_path: Path) -> None:
    ring = [[33, 49], [33, 50], [34, 50], [34, 49], [33, 49]]
    value = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4326},
        "fields": [{"name": "Name", "type": "esriFieldTypeString", "alias": "Name", "length": 40}],
        "features": [{"attributes": {"Name": "Russian"}, "geometry": {"rings": [ring]}}],
    }
    path = tmp_path / "layer.json"
    path.write_text(json.dumps(value))
    (front,) = read(path)
    assert front.side_left == "RU"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda a: a.writestr("a.txt", "hi"), "holds no file of shapes"),
        (lambda a: a.writestr("a.geojson", "hi"), "is no JSON"),
        (lambda a: a.writestr("a.geojson", b"\xff\xfe"), "no UTF-8"),
        (lambda a: a.writestr("a.shp", "hi"), "cannot be read as .shp"),
    ],
    ids=["nothing", "no JSON", "no text", "no Shapefile"],
)
def test_archives_of_something_else(make, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        make(archive)
    with pytest.raises(FrontLineError, match=says) as caught:
        read(path)
    assert "a.zip" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_was_cut_short(tmp_path: Path) -> None:
    """Half of a file is no front line: what is missing would look like land that nobody holds."""
    boxes = [shapely.box(33 + i / 100, 49, 33.01 + i / 100, 50) for i in range(40)]
    frame = geopandas.GeoDataFrame({"side": ["A"] * 40}, geometry=boxes, crs=4326)
    path = tmp_path / "a.fgb"
    frame.to_file(path)
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(FrontLineError, match=r"a\.fgb"):
        read(path)


def test_latitude_first_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type":"LineString","coordinates":[[16.8,96.1],[17.0,96.4]]}')
    with pytest.raises(FrontLineError, match="latitude first"):
        read(path)
