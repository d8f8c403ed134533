"""Front line files: every format, whose land, coast and border, files that are no such thing."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import geopandas
import pytest
import shapely
from shapely.geometry import mapping

from geomap.errors import FrontLineError
from geomap.frontline import area_km2, bundled, length_km, load, read, read_control, to_geojson
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

RUN = ((36.0, 48.0), (36.5, 48.5), (37.0, 48.4))
INLAND = shapely.box(33.0, 49.0, 34.0, 50.0)
"""A square in the middle of Ukraine."""


def save(path: Path, *geometries: object, collection: dict[str, object] | None = None) -> Path:
    """Write shapes, or (shape, properties) pairs, as a FeatureCollection."""
    features = []
    for one in geometries:
        shape, said = one if isinstance(one, tuple) else (one, {})
        features.append({"type": "Feature", "properties": said, "geometry": mapping(shape)})
    value = {"type": "FeatureCollection", **(collection or {}), "features": features}
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


# ── formats ──────────────────────────────────────────────────────────────────────────────────


def _frame(crs: object = "EPSG:4326") -> geopandas.GeoDataFrame:
    frame = geopandas.GeoDataFrame(
        {"source": ["drawn by hand"]}, geometry=[shapely.LineString(RUN)], crs="EPSG:4326"
    )
    return frame if crs == "EPSG:4326" else frame.to_crs(crs)


def _geojson(folder: Path) -> Path:
    return save(folder / "a.geojson", (shapely.LineString(RUN), {"source": "drawn by hand"}))


def _bare_geometry(folder: Path) -> Path:
    path = folder / "a.json"
    path.write_text(json.dumps(mapping(shapely.LineString(RUN))), encoding="utf-8")
    return path


def _old_geojson_in_metres(folder: Path) -> Path:
    shape = _frame("EPSG:32637").geometry.iloc[0]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    return save(folder / "a.geojson", shape, collection={"crs": crs})


def _gpkg(folder: Path) -> Path:
    _frame("EPSG:3857").to_file(folder / "a.gpkg")
    return folder / "a.gpkg"


def _shapefile(folder: Path) -> Path:
    _frame("EPSG:5564").to_file(folder / "a.shp")  # the Ukrainian grid
    return folder / "a.shp"


def _zipped_shapefile(folder: Path) -> Path:
    _frame().to_file(folder / "a.shp")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for part in ("shp", "shx", "dbf", "prj"):
            archive.write(folder / f"a.{part}", f"a.{part}")
    return folder / "a.zip"


def _flatgeobuf(folder: Path) -> Path:
    _frame().to_file(folder / "a.fgb", driver="FlatGeobuf")
    return folder / "a.fgb"


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>front</name>
<LineString><coordinates>{}</coordinates></LineString></Placemark></Document></kml>
"""


def _kml(folder: Path) -> Path:
    path = folder / "a.kml"
    path.write_text(KML.format(" ".join(f"{lon},{lat},0" for lon, lat in RUN)), encoding="utf-8")
    return path


def _kmz(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.kmz", "w") as archive:
        archive.write(_kml(folder), "doc.kml")
    return folder / "a.kmz"


def _topojson(folder: Path) -> Path:
    topology = {
        "type": "Topology",
        "objects": {"front": {"type": "LineString", "arcs": [0]}},
        "arcs": [[list(pair) for pair in RUN]],
    }
    path = folder / "a.topojson"
    path.write_text(json.dumps(topology), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "make",
    [
        _geojson,
        _bare_geometry,
        _old_geojson_in_metres,
        _gpkg,
        _shapefile,
        _zipped_shapefile,
        _flatgeobuf,
        _kml,
        _kmz,
        _topojson,
    ],
    ids=lambda make: make.__name__.strip("_"),
)
def test_one_line_in_every_format(make, tmp_path: Path) -> None:
    """The same line comes out of every format, in degrees, whatever system it was in."""
    (front,) = read(make(tmp_path))
    (run,) = front.lines
    assert [value for pair in run for value in pair] == pytest.approx(
        [value for pair in RUN for value in pair], abs=1e-5
    )


# ── our own files ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", bundled(), ids=str)
def test_what_is_written_is_read_again(day: date, tmp_path: Path) -> None:
    """Writing a front line with its land and reading the file gives the same value."""
    path = tmp_path / "line.geojson"
    path.write_text(to_geojson(load(day), held=True), encoding="utf-8")
    assert read(path) == load(day)


def test_the_export_holds_lines_with_the_agreed_properties() -> None:
    """Without land the file holds LineStrings only, each with date, source, method and sides."""
    data = json.loads(to_geojson(load(date(2025, 6, 12))))
    assert {feature["geometry"]["type"] for feature in data["features"]} == {"LineString"}
    for feature in data["features"]:
        said = feature["properties"]
        assert said["date"] == "2025-06-12"
        assert (said["side_left"], said["side_right"]) == ("RU", "UA")
        assert said["source"]
        assert said["method"]


# ── land under control ───────────────────────────────────────────────────────────────────────


def test_a_square_inside_a_country_is_front_all_around(tmp_path: Path) -> None:
    """Nothing of it is coast or border, so its whole edge is front and its land lies left."""
    (front,) = read(save(tmp_path / "a.geojson", INLAND))
    (run,) = front.lines
    assert run[0] == run[-1]
    assert front.side_left == "occupied"
    assert shapely.LinearRing(run).is_ccw
    assert front.countries == ("UA",)


def test_coast_and_border_are_cut_away(tmp_path: Path) -> None:
    """Of the south-east of Ukraine only the western edge, 37 E, is front."""
    gazetteer = Gazetteer.open()
    country = gazetteer.country("UA")
    assert country is not None
    outline = gazetteer.outline(country)
    land = shapely.intersection(outline, shapely.box(37.0, 46.0, 41.0, 51.0))
    (front,) = read(save(tmp_path / "a.geojson", land))
    lons = [lon for run in front.lines for lon, _ in run]
    assert (min(lons), max(lons)) == pytest.approx((37.0, 37.0), abs=1e-3)
    assert length_km(front) > 200


def test_a_map_with_another_coast_and_border_keeps_one_front(tmp_path: Path) -> None:
    """Where the file's outline strays by 2 km from ours, no stubs are left along it."""
    gazetteer = Gazetteer.open()
    country = gazetteer.country("UA")
    assert country is not None
    strayed = shapely.buffer(gazetteer.outline(country), -0.02)
    land = shapely.intersection(strayed, shapely.box(37.0, 46.0, 41.0, 51.0))
    (front,) = read(save(tmp_path / "a.geojson", land))
    lons = [lon for run in front.lines for lon, _ in run]
    assert max(lons) == pytest.approx(37.0, abs=0.01)


def test_land_in_the_open_sea_is_all_front(tmp_path: Path) -> None:
    """Without a country around there is no coast to tell: the whole edge is drawn."""
    (front,) = read(save(tmp_path / "a.geojson", shapely.box(-30, 10, -29, 11)))
    assert length_km(front) == pytest.approx(2 * (110.6 + 109.5), rel=0.01)


def test_land_across_the_antimeridian_is_one_piece(tmp_path: Path) -> None:
    """Two halves that touch at 180 degrees are one land, without a line between them."""
    halves = shapely.MultiPolygon([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    (front,) = read(save(tmp_path / "a.geojson", halves))
    assert len(front.lines) == 1
    assert length_km(front) == pytest.approx(2 * (222.6 + 110.6), rel=0.01)
    lons = [lon for lon, _ in front.lines[0]]
    assert max(lons) - min(lons) == pytest.approx(2.0)


def test_two_sides_that_share_an_edge_have_one_front(tmp_path: Path) -> None:
    """Neighbouring polygons of two holders meet in one line, with the first name on its left."""
    west = (shapely.box(33, 49, 33.5, 50), {"side": "A"})
    east = (shapely.box(33.5, 49, 34, 50), {"side": "B"})
    (front,) = read(save(tmp_path / "a.geojson", west, east))
    assert (front.side_left, front.side_right) == ("A", "B")
    assert {lon for run in front.lines for lon, _ in run if 33.49 < lon < 33.51}
    assert length_km(front) == pytest.approx(111.2, abs=3)
    areas = area_km2(front)
    assert areas["A"] == pytest.approx(areas["B"], rel=1e-3)


def test_classes_of_control_keep_their_own_fronts(tmp_path: Path) -> None:
    """Assessed and claimed control that overlap are two lines with their names."""
    shapes = (
        (shapely.box(33, 49, 34, 50), {"name": "assessed"}),
        (shapely.box(33, 49, 34.2, 50), {"name": "claimed"}),
    )
    fronts = read(save(tmp_path / "a.geojson", *shapes))
    assert [front.name for front in fronts] == ["assessed", "claimed"]


def test_a_self_crossing_polygon_is_mended(tmp_path: Path) -> None:
    """A bow tie is read as its two triangles."""
    tie = shapely.Polygon([(33, 49), (34, 50), (34, 49), (33, 50), (33, 49)])
    (front,) = read(save(tmp_path / "a.geojson", tie))
    assert len(front.held[0][1]) == 2


def test_the_holder_can_be_named_by_the_reader(tmp_path: Path) -> None:
    """A file that does not say who holds its land takes the name given.

    Against a country stands the country whose land it is; against others, everybody else.
    """
    path = save(tmp_path / "a.geojson", INLAND)
    for side, other in (("RU", "UA"), ("rebels", "not rebels")):
        (front,) = read(path, side=side)
        assert (front.side_left, front.side_right) == (side, other)


@pytest.mark.parametrize(
    ("name", "collection", "said", "given_and_day"),
    [
        ("a.geojson", {}, {}, (None, None)),
        ("a.geojson", {}, {"date": "2025-06-12"}, (None, date(2025, 6, 12))),
        ("a.geojson", {"name": "map_20250612"}, {}, (None, date(2025, 6, 12))),
        ("line_2024-07-08.geojson", {}, {}, (None, date(2024, 7, 8))),
        ("a.geojson", {}, {"date": "2025-13-45"}, (None, None)),
        ("a.geojson", {}, {"date": "2025-02-31"}, (None, None)),
        ("line_2024-07-08.geojson", {}, {}, (date(2020, 1, 1), date(2020, 1, 1))),
    ],
)
def test_the_day_of_a_file(name, collection, said, given_and_day, tmp_path: Path) -> None:
    """A date given wins; then a property, the name of the collection, the name of the file."""
    given, day = given_and_day
    path = save(tmp_path / name, (INLAND, said), collection=collection)
    (front,) = read(path, date=given)
    assert front.date == day


# ── files that are no front line ─────────────────────────────────────────────────────────────

BROKEN = {
    "not json": ("a.geojson", "front line", "is no JSON"),
    "cut short": ("a.geojson", '{"type": "FeatureCollection", "features": [', "is no JSON"),
    "a list": ("a.geojson", "[1, 2]", "no GeoJSON"),
    "a number": ("a.json", "42", "no GeoJSON"),
    "some other json": ("a.json", '{"articles": []}', "no GeoJSON"),
    "a type nobody knows": ("a.geojson", '{"type": "Circle", "coordinates": [1, 2]}', "Circle"),
    "features no list": ("a.geojson", '{"type": "FeatureCollection", "features": 3}', "no list"),
    "a feature that is a string": (
        "a.geojson",
        '{"type": "FeatureCollection", "features": ["x"]}',
        "where a shape should stand",
    ),
    "no features": ("a.geojson", '{"type": "FeatureCollection", "features": []}', "no shapes"),
    "null geometry": (
        "a.geojson",
        '{"type": "Feature", "properties": {}, "geometry": null}',
        "no shapes",
    ),
    "empty geometry": ("a.geojson", '{"type": "LineString", "coordinates": []}', "no shapes"),
    "points only": ("a.geojson", '{"type": "Point", "coordinates": [36, 48]}', "only points"),
    "a line of one point": (
        "a.geojson",
        '{"type": "LineString", "coordinates": [[36, 48]]}',
        "malformed coordinates",
    ),
    "text coordinates": (
        "a.geojson",
        '{"type": "LineString", "coordinates": [["a", "b"], ["c", "d"]]}',
        "malformed coordinates",
    ),
    "null coordinates": (
        "a.geojson",
        '{"type": "LineString", "coordinates": [[36, null], [37, 48]]}',
        "malformed coordinates",
    ),
    "NaN": ("a.geojson", '{"type": "LineString", "coordinates": [[36, NaN], [37, 48]]}', "NaN"),
    "a ring of two points": (
        "a.geojson",
        '{"type": "Polygon", "coordinates": [[[36, 48], [37, 48]]]}',
        "malformed coordinates",
    ),
    "polygon without area": (
        "a.geojson",
        '{"type": "Polygon", "coordinates": [[[36, 48], [37, 48], [36, 48], [36, 48]]]}',
        "no area",
    ),
    "metres without a system": (
        "a.geojson",
        '{"type": "LineString", "coordinates": [[500000, 5300000], [510000, 5310000]]}',
        "no degrees",
    ),
    "an unknown system": (
        "a.geojson",
        '{"type":"Point","coordinates":[1,2],"crs":{"properties":{"name":"EPSG:999999"}}}',
        "is not known",
    ),
    "a system without a name": (
        "a.geojson",
        '{"type": "LineString", "coordinates": [[1, 2], [3, 4]], "crs": {"type": "link"}}',
        "has no name",
    ),
    "a word document": ("a.docx", "PK", "no format of front lines"),
    "no ending": ("line", "x", "no format of front lines"),
    "text called kml": ("a.kml", "front line", "cannot be read"),
    "text called gpkg": ("a.gpkg", "front line", "cannot be read"),
    "text called zip": ("a.zip", "front line", "cannot be read"),
    "text called kmz": ("a.kmz", "front line", "cannot be read"),
    "text called shp": ("a.shp", "front line", "cannot be read"),
    "text called fgb": ("a.fgb", "front line", "cannot be read"),
    "nothing": ("a.geojson", "", "is empty"),
    "nested without end": ("a.geojson", '{"type":"Feature","geometry":' * 5000, "is no JSON|deep"),
    "nested collections": (
        "a.geojson",
        '{"type":"GeometryCollection","geometries":[' * 40 + "]}" * 40,
        "where a shape should stand",
    ),
}


@pytest.mark.parametrize(("name", "text", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_no_front_line_says_why(name, text, says, tmp_path: Path) -> None:
    """Each gives one line that names the file and what to do, and nothing but FrontLineError."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FrontLineError, match=says) as caught:
        read(path)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_other_bytes_and_places(tmp_path: Path) -> None:
    """A missing file, a folder and bytes that are no text are named as such."""
    with pytest.raises(FrontLineError, match="does not exist"):
        read(tmp_path / "gone.geojson")
    with pytest.raises(FrontLineError, match="is a folder"):
        read(tmp_path)
    path = tmp_path / "a.geojson"
    path.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(FrontLineError, match="UTF-8"):
        read(path)
    with pytest.raises(FrontLineError, match="UTF-8"):
        read_control(path)


def test_a_shapefile_without_prj_asks_for_it(tmp_path: Path) -> None:
    """Numbers without a reference system are not guessed."""
    path = _shapefile(tmp_path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(FrontLineError, match="no reference system"):
        read(path)


def test_a_kmz_without_kml(tmp_path: Path) -> None:
    """A ZIP of something else is told from a KMZ."""
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FrontLineError, match=r"no \.kml"):
        read(tmp_path / "a.kmz")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows programs put one before JSON and CSV."""
    path = _geojson(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read(path)[0].lines
    table = tmp_path / "c.csv"
    table.write_text("\ufeffname,lat,lon,date,control\nx,50,31,2025-06-12,A\n", encoding="utf-8")
    assert read_control(table).rows[0].name == "x"


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_spoilt_member_of_an_archive_is_told(tmp_path: Path, packing: int) -> None:
    """However it is packed, what spoils it comes out as one clear error."""
    path = tmp_path / "line.kmz"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("doc.kml", bytes(range(256)) * 40)
    data = bytearray(path.read_bytes())
    data[45:120] = b"\xff" * 75
    path.write_bytes(data)
    with pytest.raises(FrontLineError, match="cannot be unpacked"):
        read(path)
