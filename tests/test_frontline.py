"""Front lines by hand-made squares: derive, distance, side, area, choice by date."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factories import make_event, make_location, make_place
from geomap.errors import FrontLineError
from geomap.frontline import (
    ControlTable,
    DeriveOptions,
    annotate,
    area_km2,
    bundled,
    derive,
    diff,
    diff_geojson,
    diff_json,
    diff_table,
    for_events,
    length_km,
    load,
    parse_control,
    support,
    to_geojson,
    write_control,
)
from geomap.frontline.choose import day_for
from geomap.frontline.plane import Plane, geodesic_km
from geomap.gazetteer import Gazetteer
from geomap.geo import distance_km
from geomap.model import FrontLine, Precision, When, Where

DAY = date(2025, 6, 12)
ROOT = Path(__file__).parents[1]
SQUARE = shapely.box(30.0, 49.0, 32.0, 51.0)
RAW = DeriveOptions(smooth_m=0, simplify_m=0, border_m=0, shortest_m=0)


def make_table(*rows: tuple[float, float, str], day: date = DAY) -> ControlTable:
    lines = [f",v{i},{lat},{lon},{day},{side},test" for i, (lon, lat, side) in enumerate(rows)]
    return parse_control("geonameid,name,lat,lon,date,control,source\n" + "\n".join(lines))


def make_line(**given: object) -> FrontLine:
    """Make a line along 31 E from 49 N to 51 N: A west of it (left), B east of it."""
    values: dict[str, object] = {
        "date": DAY,
        "source": "test",
        "method": "by hand",
        "side_left": "A",
        "side_right": "B",
        "lines": (((31.0, 49.0), (31.0, 50.0), (31.0, 51.0)),),
        "held": (
            ("A", ((((30, 49), (31, 49), (31, 51), (30, 51), (30, 49)),),)),
            ("B", ((((31, 49), (32, 49), (32, 51), (31, 51), (31, 49)),),)),
        ),
        "countries": ("UA",),
    }
    return FrontLine(**{**values, **given})  # type: ignore[arg-type]


def at(
    lon: float,
    lat: float,
    *,
    precision: Precision = Precision.SETTLEMENT,
    country: str | None = "UA",
    uncertainty: float = 5.0,
    day: date | None = DAY,
    **place: object,
):
    return make_event(
        where=Where(
            text="there",
            place=make_place(lat=lat, lon=lon, country=country, **place),
            location=make_location(
                lat=lat, lon=lon, precision=precision, uncertainty_km=uncertainty
            ),
        ),
        when=When(start=day, end=day, precision=1 if day else 3),
        sources=(),
    )


def side_at(line: FrontLine, lon: float, lat: float) -> str | None:
    return annotate([at(lon, lat)], [line])[0].frontline_side


# ── the plane and distances ──────────────────────────────────────────────────────────────────


def test_the_plane_comes_back_to_the_same_degrees() -> None:
    """Projecting and unprojecting moves a point by less than a millimetre."""
    plane = Plane(lat=48.0, lon=36.0)
    points = np.array([[36.0, 48.0], [22.0, 44.0], [40.0, 52.0], [-170.0, 60.0]])
    assert np.abs(plane.to_lonlat(plane.to_xy(points)) - points).max() < 1e-8


def test_a_degree_square_has_the_area_known_for_the_ellipsoid() -> None:
    """The cell 30-31 E, 50-51 N has 7,861.2 km2 on WGS 84 by the closed formula of its zone."""
    e2 = 0.00669437999014
    e = e2**0.5

    def zone(lat: float) -> float:
        s = np.sin(np.radians(lat))
        return s / (1 - e2 * s * s) + np.log((1 + e * s) / (1 - e * s)) / (2 * e)

    expected = 6378.137**2 * (1 - e2) / 2 * np.radians(1) * (zone(51) - zone(50))
    cell = shapely.segmentize(shapely.box(30, 50, 31, 51), 0.01)
    flat = Plane(lat=48.0, lon=36.0).project(cell)
    assert flat.area / 1e6 == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("points", "km"),
    [
        ((36.0, 50.0, 36.0, 50.0), 0.0),
        ((0.0, 0.0, 1.0, 0.0), 111.3195),  # a degree of the equator: 6378.137 km * pi / 180
        ((0.0, 0.0, 0.0, 1.0), 110.5744),  # the first degree of a meridian of WGS 84
        ((179.5, 0.0, -179.5, 0.0), 111.3195),
    ],
)
def test_geodesic_distances_known_by_formula(points: tuple[float, ...], km: float) -> None:
    """Along the equator and the first degree of a meridian the ellipsoid's lengths are known."""
    found = geodesic_km(*(np.array([value]) for value in points))
    assert found[0] == pytest.approx(km, abs=1e-3)


@given(st.floats(-60, 70), st.floats(-170, 170), st.floats(-20, 20), st.floats(-100, 100))
def test_geodesic_agrees_with_the_sphere_within_its_flattening(
    lat: float, lon: float, dlat: float, dlon: float
) -> None:
    """The distance on the ellipsoid is within 0.7 % of the great circle."""
    lat2 = max(min(lat + dlat, 80), -80)
    args = (np.array([lon]), np.array([lat]), np.array([lon + dlon]), np.array([lat2]))
    assert geodesic_km(*args)[0] == pytest.approx(
        distance_km(lat, lon, lat2, lon + dlon), rel=0.007, abs=1e-6
    )


# ── derive ───────────────────────────────────────────────────────────────────────────────────


def test_two_settlements_give_the_midline() -> None:
    """Between one settlement of A and one of B the line stands half way, across the land."""
    line = derive(make_table((30.5, 50.0, "A"), (31.5, 50.0, "B")), outline=SQUARE, options=RAW)
    (run,) = line.lines
    assert all(lon == pytest.approx(31.0, abs=0.005) for lon, _ in run)
    assert sorted(lat for _, lat in run)[:: len(run) - 1] == pytest.approx([49, 51], abs=0.01)
    assert (line.side_left, line.side_right, line.date) == ("A", "B", DAY)


def test_the_left_of_the_line_is_the_left_side() -> None:
    """A lies in the west, so with A on the left the line runs north."""
    (run,) = derive(
        make_table((30.5, 50.0, "A"), (31.5, 50.0, "B")), outline=SQUARE, options=RAW
    ).lines
    assert run[0][1] < run[-1][1]


def test_land_is_divided_without_rest() -> None:
    """What A and B hold adds up to the outline, half each."""
    line = derive(make_table((30.5, 50.0, "A"), (31.5, 50.0, "B")), outline=SQUARE, options=RAW)
    areas = area_km2(line)
    assert areas["A"] == pytest.approx(areas["B"], rel=1e-3)
    assert sum(areas.values()) == pytest.approx(
        Plane(lat=50, lon=31).project(SQUARE).area / 1e6, rel=1e-3
    )


def test_contested_settlements_make_a_band_about_the_line() -> None:
    """A contested village between the sides has its cell as a band; the line runs inside it."""
    rows = [(30.4, 50.0, "A"), (31.0, 50.0, "contested"), (31.6, 50.0, "B")]
    line = derive(make_table(*rows), outline=SQUARE, options=RAW)
    assert [side for side, _ in line.held] == ["A", "B", "contested"]
    assert side_at(line, 31.0, 50.0) == "contested"
    assert side_at(line, 30.4, 50.0) == "A"
    assert side_at(line, 31.6, 50.0) == "B"
    assert {round(lon, 1) for lon, _ in line.lines[0]} == {31.0}


def test_an_enclave_has_a_closed_line() -> None:
    """One village of B amid four of A is ringed."""
    corners = [(30.5, 49.5, "A"), (31.5, 49.5, "A"), (31.5, 50.5, "A"), (30.5, 50.5, "A")]
    line = derive(make_table(*corners, (31.0, 50.0, "B")), outline=SQUARE, options=RAW)
    (run,) = line.lines
    assert run[0] == run[-1]
    assert side_at(line, 31.0, 50.0) == "B"
    assert side_at(line, 30.5, 49.5) == "A"


def test_the_line_stays_inside_the_country_and_off_its_border() -> None:
    """Cells that meet outside the outline, or along it, draw nothing there."""
    options = DeriveOptions(border_m=2000)
    line = derive(make_table((30.5, 50.0, "A"), (31.5, 50.0, "B")), outline=SQUARE, options=options)
    lats = [lat for run in line.lines for _, lat in run]
    assert min(lats) > 49.01
    assert max(lats) < 50.99


def test_rows_of_one_point_that_differ_are_contested() -> None:
    """Two statements about one place that contradict each other are no side's."""
    rows = [(30.4, 50.0, "A"), (31.0, 50.0, "A"), (31.0, 50.0, "B"), (31.6, 50.0, "B")]
    line = derive(make_table(*rows), outline=SQUARE, options=RAW)
    assert side_at(line, 31.0, 50.0) == "contested"


def test_a_day_takes_the_newest_row_up_to_it() -> None:
    """A village that changed hands is A's before the day and B's from it on."""
    table = parse_control(
        "name,lat,lon,date,control,source\n"
        "x,50,31,2025-01-01,A,s\nx,50,31,2025-03-01,B,s\ny,50,30,2025-01-01,A,s\n"
    )
    assert [row.control for row in table.on(date(2025, 2, 1)).rows] == ["A", "A"]
    assert [row.control for row in table.on(date(2025, 3, 1)).rows] == ["B", "A"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([(30.5, 50.0, "A"), (31.5, 50.0, "A")], "held by 'A' alone"),
        ([(30.5, 50.0, "contested")], "held by no side"),
        ([(30.5, 50.0, "A"), (31.0, 50.0, "B"), (31.5, 50.0, "C")], "held by 3 sides"),
    ],
)
def test_no_line_without_two_sides(rows: list[tuple[float, float, str]], says: str) -> None:
    """One side, none or three give an error that says so."""
    with pytest.raises(FrontLineError, match=says):
        derive(make_table(*rows), outline=SQUARE)


def test_sides_that_do_not_meet_on_the_land() -> None:
    """Settlements far outside the outline give an error, not an empty file."""
    with pytest.raises(FrontLineError, match="does not meet"):
        derive(make_table((0.0, 0.0, "A"), (1.0, 0.0, "B")), outline=SQUARE)


@pytest.mark.parametrize(
    "rows",
    [
        [(30 + i / 10, 50.0, "AB"[i > 4]) for i in range(10)],
        [(30.0, 50 + i / 10, "AB"[i > 4]) for i in range(10)],
        [(30 + i / 10, 50 + i / 10, "AB"[i > 4]) for i in range(10)],
        [(30.0, 50.0, "A"), (30.00002, 50.0, "B")],
        [(179.5, 65.0, "A"), (-179.5, 65.0, "B"), (179.0, 66.0, "A"), (-179.0, 64.0, "B")],
    ],
    ids=["parallel", "meridian", "diagonal", "metres apart", "antimeridian"],
)
def test_settlements_in_awkward_places(rows: list[tuple[float, float, str]]) -> None:
    """In a row, side by side, or about the antimeridian: a line, and each on its side."""
    line = derive(make_table(*rows))
    assert [side_at(line, lon, lat) for lon, lat, _ in rows] == [side for *_, side in rows]
    assert sum(area_km2(line).values()) < 2_000_000


def test_a_side_with_many_enclaves_keeps_its_holes() -> None:
    """Villages of B scattered through A's land are holes of different size in it."""
    rows = [
        (30.1 + x / 10, 49.1 + y / 10, "B" if (x % 5, y % 4) == (2, 2) or x * y == 49 else "A")
        for x in range(18)
        for y in range(18)
    ]
    line = derive(make_table(*rows), outline=SQUARE)
    assert len(line.held[0][1][0]) > 5
    assert all(side_at(line, lon, lat) == side for lon, lat, side in rows)


villages = st.lists(
    st.tuples(st.integers(1, 199), st.integers(1, 199), st.sampled_from("AAABBBc")),
    min_size=2,
    max_size=40,
    unique_by=lambda row: row[:2],
)


@example(  # the contested cell ends at the border, where rounding takes its edge over the outline
    [(1, 1, "A"), (1, 2, "A"), (1, 89, "A"), (1, 6, "c"), (1, 4, "A"), (36, 92, "B"),
     (93, 68, "A"), (4, 194, "A")]
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(villages.filter(lambda rows: {"A", "B"} <= {row[2] for row in rows}))
def test_no_settlement_lies_on_the_wrong_side(rows: list[tuple[int, int, str]]) -> None:
    """However the villages lie, smoothing never takes one across the line."""
    named = [(30 + x / 100, 49 + y / 100, {"c": "contested"}.get(s, s)) for x, y, s in rows]
    line = derive(make_table(*named), outline=SQUARE)
    wrong = [
        (lon, lat, side, found)
        for lon, lat, side in named
        if (found := side_at(line, lon, lat)) != side
    ]
    assert wrong == []
    for _, polygons in line.held:
        for rings in polygons:
            assert shapely.Polygon(rings[0], rings[1:]).is_valid


def test_a_line_tells_what_it_rests_on() -> None:
    """Half way between two villages 14.3 km apart, and 111 km from them at the ends of the land."""
    old = make_table((30.9, 50.0, "A"), day=date(2025, 1, 1))
    table = ControlTable(rows=(*old.rows, *make_table((31.1, 50.0, "B")).rows))
    line = derive(table, outline=SQUARE, options=RAW)
    (found,) = support(line, table, stretch_km=300)
    assert (found.run, found.settlements, found.oldest) == (0, 2, date(2025, 1, 1))
    assert (found.first, found.last) == (0, len(line.lines[0]) - 1)
    assert found.length_km == pytest.approx(222.5, abs=1)
    assert found.widest_km == pytest.approx(111.5, abs=1)
    assert 7.1 < found.typical_km < found.widest_km


# ── control tables ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names the columns none"),
        ("a,b\n1,2\n", "it must name geonameid"),
        ("name,lat,lon,date,control\n", "holds no settlement"),
        ("name,lat,lon,date,control\nx,91,31,2025-01-01,A\n", "line 2: lat is '91'"),
        ("name,lat,lon,date,control\nx,nan,31,2025-01-01,A\n", "line 2: lat is 'nan'"),
        ("name,lat,lon,date,control\nx,50,east,2025-01-01,A\n", "line 2: lon is 'east'"),
        ("name,lat,lon,date,control\nx,50,31,12.06.2025,A\n", "date is '12.06.2025'"),
        ("name,lat,lon,date,control\nx,50,31,2025-01-01,\n", "control is empty"),
        ("geonameid,name,date,control\n7,x,2025-01-01,A\n", "give lat and lon"),
        ("geonameid,name,lat,lon,date,control\nx7,x,1,1,2025-01-01,A\n", "no whole number"),
        ('name,lat,lon,date,control\n"x,50,31,2025-01-01,A\n', "lon is ''|line 2"),
    ],
)
def test_a_broken_table_is_named_by_line_and_column(text: str, says: str) -> None:
    """Every fault of a control table says where it is and what is allowed."""
    with pytest.raises(FrontLineError, match=says):
        parse_control(text)


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_tables_of_spreadsheets(comma: str) -> None:
    """Semicolons and tabs between fields are understood, and a byte order mark before them."""
    text = "\ufeffname,lat,lon,date,control\nx,50,31,2025-06-12,A\n".replace(",", comma)
    assert parse_control(text).rows[0].control == "A"


def test_a_table_is_written_as_it_is_read() -> None:
    """Writing and reading a table again changes nothing."""
    table = make_table((30.5, 50.0, "A"), (31.5, 50.0, "contested"))
    assert parse_control(write_control(table)).rows == table.rows


def test_a_geonameid_alone_is_placed_by_the_gazetteer() -> None:
    """706483 is Kharkiv."""
    text = "geonameid,date,control\n706483,2025-06-12,UA\n"
    (row,) = parse_control(text, gazetteer=Gazetteer.open()).rows
    assert (row.name, round(row.lat), round(row.lon)) == ("Kharkiv", 50, 36)


# ── measure ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lon", "lat", "km", "side"),
    [
        (30.5, 50.0, 35.8, "A"),  # half a degree at 50 N
        (31.5, 50.0, 35.8, "B"),
        (31.0, 50.5, 0.0, "A"),
        (31.0, 51.5, 55.6, None),  # off the land, of no country that is a side
    ],
)
def test_distance_and_side_of_a_point(lon: float, lat: float, km: float, side: str | None) -> None:
    """Distances to a meridian are known by hand; the side is whose land the point is on."""
    (event,) = annotate([at(lon, lat)], [make_line()])
    assert event.frontline_km == pytest.approx(km, abs=0.1)
    assert event.frontline_side == side


@pytest.mark.parametrize(
    ("precision", "uncertainty", "told"),
    [
        (Precision.POINT, 1.0, (35.8, "A")),
        (Precision.SETTLEMENT, 15.0, (35.8, "A")),
        (Precision.ADMIN2, 10.0, (35.8, "A")),
        (Precision.ADMIN1, 60.0, (None, None)),  # the line may run through it
        (Precision.COUNTRY, 500.0, (None, None)),
        (Precision.UNKNOWN, 0.0, (None, None)),
    ],
)
def test_what_is_too_coarse_says_nothing(
    precision: Precision, uncertainty: float, told: tuple[float | None, str | None]
) -> None:
    """A region that the line may cross has no distance and no side, a country never has."""
    (event,) = annotate([at(30.5, 50, precision=precision, uncertainty=uncertainty)], [make_line()])
    assert (event.frontline_km, event.frontline_side) == told


def test_the_side_by_the_direction_of_the_line_alone() -> None:
    """A file of lines without land still tells left from right, also outside a sharp bend."""
    line = make_line(lines=(((30.0, 50.0), (31.0, 50.5), (30.0, 51.0)),), held=())
    assert side_at(line, 30.2, 50.5) == "A"
    assert side_at(line, 31.3, 50.5) == "B"
    assert side_at(line, 31.2, 50.45) == "B"
    assert side_at(line, 31.2, 50.55) == "B"


def test_beyond_the_end_of_a_line_there_is_no_side() -> None:
    """North of where the line stops nothing says left or right."""
    (event,) = annotate([at(31.2, 51.4)], [make_line(held=())])
    assert event.frontline_side is None
    assert event.frontline_km is not None


def test_no_place_no_distance() -> None:
    """An event without a location keeps None, and an old value is cleared."""
    event = make_event(where=Where(reason="none named"), frontline_km=3.0, frontline_side="A")
    (told,) = annotate([event], [make_line()])
    assert (told.frontline_km, told.frontline_side) == (None, None)


@pytest.mark.parametrize(
    ("lon", "lat", "country", "told"),
    [
        (51.4, 35.7, "IR", False),  # Tehran
        (37.6, 55.75, "RU", True),  # Moscow: 540 km behind the line of its own side
        (131.9, 43.1, "RU", False),  # Vladivostok
        (29.0, 41.0, "TR", False),  # Istanbul
        (28.9, 47.0, "MD", True),  # Chisinau: within 400 km
    ],
)
def test_a_line_speaks_only_of_what_is_near_or_its_own(
    lon: float,
    lat: float,
    country: str,
    told: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Far events of other countries are none of the line's business."""
    (event,) = annotate([at(lon, lat, country=country)], load(DAY))
    assert (event.frontline_km is not None) == told


def test_regions_by_their_outline() -> None:
    """Crimea and Belgorod lie on one side as a whole, Donetsk on both."""
    gazetteer = Gazetteer.open()
    names = [("Belgorod Oblast", "RU"), ("Odesa Oblast", "UA"), ("Donetsk Oblast", "UA")]
    events = []
    for name, country in names:
        place = gazetteer.lookup(name, country=country)[0].place
        location = gazetteer.location(place)
        where = Where(text=name, place=place, location=location)
        events.append(make_event(where=where, when=When(start=DAY, end=DAY, precision=1)))
    told = annotate(events, load(DAY), gazetteer=gazetteer)
    assert [event.frontline_side for event in told] == ["RU", "UA", None]


def test_length_of_a_meridian() -> None:
    """Two degrees of the meridian from 49 N to 51 N are 222.46 km on WGS 84."""
    assert length_km(make_line()) == pytest.approx(222.46, abs=0.02)


def test_area_within_a_region() -> None:
    """A region over the eastern half of B's land holds half of it and nothing of A's."""
    within = area_km2(make_line(), within=shapely.box(31.5, 49, 32, 51))
    assert within["A"] == pytest.approx(0, abs=1e-6)
    assert within["B"] == pytest.approx(area_km2(make_line())["B"] / 2, rel=1e-3)


# ── what changed ─────────────────────────────────────────────────────────────────────────────


def moved_line() -> FrontLine:
    """Make the line a tenth of a degree further west, on the first of July: B has advanced."""
    return make_line(
        date=date(2025, 7, 1),
        lines=(((30.9, 49.0), (30.9, 51.0)),),
        held=(
            ("A", ((((30, 49), (30.9, 49), (30.9, 51), (30, 51), (30, 49)),),)),
            ("B", ((((30.9, 49), (32, 49), (32, 51), (30.9, 51), (30.9, 49)),),)),
        ),
    )


def test_an_advance_is_measured_by_its_strip() -> None:
    """B took a strip of 0.1 by 2 degrees, and the line moved by the strip's width in the south."""
    found = diff(make_line(), moved_line())
    strip = Plane(lat=50, lon=31).project(shapely.segmentize(shapely.box(30.9, 49, 31, 51), 0.1))
    (gain,) = found.gains
    assert (gain.side, gain.lost_by) == ("B", "A")
    assert gain.km2 == pytest.approx(strip.area / 1e6, rel=2e-3)
    assert found.shift_km == pytest.approx(7.31, abs=0.1)  # 0.1 degree at 49 N
    assert (found.before, found.after) == (DAY, date(2025, 7, 1))


def test_a_difference_turns_around() -> None:
    """Backwards, what one side took it gives back."""
    there, back = diff(make_line(), moved_line()), diff(moved_line(), make_line())
    assert there.gains[0].km2 == back.gains[0].km2
    assert (there.gains[0].side, there.gains[0].lost_by) == ("B", "A")
    assert (back.gains[0].side, back.gains[0].lost_by) == ("A", "B")


def test_nothing_changed() -> None:
    """A line against itself has no gains, no shift and says so."""
    found = diff(make_line(), make_line())
    assert (found.gains, found.shift_km, found.shift_at, found.changes) == ((), 0.0, None, ())
    assert "no land changed hands" in diff_table(found)


def test_a_new_pocket_is_no_shift_of_the_line() -> None:
    """B lands in A's far west: land is lost, but the line itself stands still."""
    pocket = ((30.2, 50), (30.4, 50), (30.4, 50.2), (30.2, 50.2), (30.2, 50))
    a = make_line().held[0][1][0]
    b = make_line().held[1][1]
    after = make_line(held=(("A", ((*a, pocket),)), ("B", (*b, (pocket,)))))
    found = diff(make_line(), after)
    assert [gain.side for gain in found.gains] == ["B"]
    assert found.shift_km == 0.0


def test_lines_that_cannot_be_compared() -> None:
    """Other sides, or lines without land, are refused with the reason."""
    with pytest.raises(FrontLineError, match="without the land"):
        diff(make_line(held=()), make_line())
    with pytest.raises(FrontLineError, match="different sides"):
        diff(make_line(), make_line(side_left="C"))


def test_the_shipped_days_by_region_and_settlement() -> None:
    """Regions add up to the whole, and the towns that fell in that year are named."""
    gazetteer = Gazetteer.open()
    found = diff(load(SHIPPED[0])[0], load(SHIPPED[1])[0], gazetteer=gazetteer)
    assert sum(gain.km2 for gain in found.by_region) == pytest.approx(
        sum(gain.km2 for gain in found.gains), abs=2
    )
    names = {turned.name for turned in found.settlements if turned.after == "RU"}
    assert {"Chasiv Yar", "Toretsk"} <= names
    assert "Kharkiv" not in names
    assert json.loads(diff_json(found))["after"] == "2025-06-12"
    assert {f["properties"]["side_after"] for f in json.loads(diff_geojson(found))["features"]} == {
        "RU",
        "UA",
    }


# ── the choice by date ───────────────────────────────────────────────────────────────────────

SHIPPED = (date(2024, 7, 8), date(2025, 6, 12), date(2026, 8, 22))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2025, 6, 12), date(2025, 6, 12)),
        (date(2025, 7, 27), date(2025, 6, 12)),  # the 45th day
        (date(2025, 7, 28), None),
        (date(2025, 6, 5), date(2025, 6, 12)),  # a week before it
        (date(2025, 6, 4), None),
        (date(2022, 2, 24), None),
        (date(2030, 1, 1), None),
    ],
)
def test_the_line_of_a_day(day: date, wanted: date | None) -> None:
    """The nearest earlier line within 45 days, else one at most a week later."""
    assert day_for(day, SHIPPED, limit_days=45, later_days=7) == wanted


def test_each_event_takes_the_line_of_its_day() -> None:
    """Of two lines the older event is measured against the older one."""
    old = make_line(date=date(2025, 5, 1), lines=(((30.2, 49.0), (30.2, 51.0)),), held=())
    events = [at(30.5, 50, day=date(2025, 5, 2)), at(30.5, 50, day=DAY)]
    told = annotate(events, [old, make_line()])
    assert [event.frontline_km for event in told] == pytest.approx([21.5, 35.8], abs=0.1)


def test_an_event_of_another_year_takes_a_line_only_when_told_to() -> None:
    """Without a limit the reader's own choice of line stands."""
    event = at(30.5, 50, day=date(2020, 1, 1))
    assert annotate([event], [make_line()])[0].frontline_km is None
    assert annotate([event], [make_line()], limit_days=None)[0].frontline_km is not None


def test_auto_draws_no_line_far_from_it_in_place_or_time() -> None:
    """Kharkiv in June 2025 asks for a line; Tehran, 2022 and an event without place do not."""
    assert [line.date for line in for_events([at(36.25, 49.98)])] == [DAY]
    assert for_events([at(51.4, 35.7, country="IR")]) == ()
    assert for_events([at(36.25, 49.98, day=date(2022, 3, 1))]) == ()
    assert for_events([make_event(where=Where())]) == ()
    assert for_events([]) == ()


# ── what ships ───────────────────────────────────────────────────────────────────────────────


def _builder():
    spec = importlib.util.spec_from_file_location(
        "build_frontlines", ROOT / "gazetteer" / "build_frontlines.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tables() -> list[Path]:
    return sorted((ROOT / "gazetteer" / "control").glob("*.csv"))


def test_every_table_has_its_line_and_every_line_its_table() -> None:
    """The days that ship are the days of the tables."""
    assert [table.stem for table in tables()] == [day.isoformat() for day in bundled()]


@pytest.mark.parametrize("table", tables(), ids=lambda path: path.stem)
def test_shipped_lines_are_in_step_with_their_tables(table: Path) -> None:
    """A table that was edited without `make frontlines` is found by its digest, a method by metres.

    Other builds of GEOS may order or round differently, so shapes are compared, not bytes.
    """
    (line,) = load(date.fromisoformat(table.stem))
    module = _builder()
    shipped = json.loads((module.SHIPPED / f"{table.stem}.geojson").read_text("utf-8"))
    assert hashlib.sha256(table.read_bytes()).hexdigest()[:16] == shipped["table"]
    built = json.loads(module.build(table, Gazetteer.open()))
    runs = [
        feature["geometry"]["coordinates"]
        for feature in built["features"]
        if feature["geometry"]["type"] == "LineString"
    ]
    fresh, shipped = (
        shapely.multilinestrings([shapely.linestrings(run) for run in some])
        for some in (runs, line.lines)
    )
    assert shapely.hausdorff_distance(fresh, shipped) < 0.002, "run `make frontlines`"


@pytest.mark.parametrize("table", tables(), ids=lambda path: path.stem)
def test_shipped_land_agrees_with_every_row(table: Path) -> None:
    """Each settlement of a table lies on the land of the side that holds it, also as rounded."""
    (line,) = load(date.fromisoformat(table.stem))
    rows = parse_control(table.read_text("utf-8")).rows
    told = annotate([at(row.lon, row.lat, day=None) for row in rows], [line])
    pairs = zip(rows, told, strict=True)
    assert [row.name for row, event in pairs if event.frontline_side != row.control] == []


@pytest.mark.parametrize("table", tables(), ids=lambda path: path.stem)
def test_tables_are_clean(table: Path) -> None:
    """Rows are in order, named, in Ukraine, of the day of the file, and each rests on something."""
    text = table.read_text("utf-8")
    parsed = parse_control(text)
    assert write_control(parsed) == text
    assert {row.date.isoformat() for row in parsed.rows} == {table.stem}
    assert set(parsed.sides) == {"RU", "UA"}
    assert all(row.name and row.source for row in parsed.rows)
    assert all(44 < row.lat < 52.5 and 22 < row.lon < 40.5 for row in parsed.rows)
    assert len({(row.lat, row.lon) for row in parsed.rows}) == len(parsed.rows)


@pytest.mark.parametrize(
    ("lon", "lat", "side"),
    [
        (36.25, 49.98, "UA"),  # Kharkiv
        (30.52, 50.45, "UA"),  # Kyiv
        (30.73, 46.48, "UA"),  # Odesa
        (37.80, 48.00, "RU"),  # Donetsk
        (34.10, 44.95, "RU"),  # Simferopol: held, though the default view counts it as Ukraine
        (34.17, 44.50, "RU"),  # Yalta, on the coast
    ],
)
@pytest.mark.parametrize("day", SHIPPED, ids=str)
def test_well_known_cities(lon: float, lat: float, side: str, day: date) -> None:
    """Cities whose holder nobody disputes on any of the three days."""
    (event,) = annotate([at(lon, lat, day=day)], load(day))
    assert event.frontline_side == side


def test_shipped_files_are_small() -> None:
    """Each shipped day stays below 150 kB."""
    sizes = [len(to_geojson(load(day), held=True).encode()) for day in bundled()]
    assert max(sizes) < 150_000


def test_a_day_that_does_not_ship_names_those_that_do() -> None:
    """The error lists what can be had."""
    with pytest.raises(FrontLineError, match="2025-06-12"):
        load(date(2020, 1, 1))


def test_a_remark_on_a_row_is_no_source_of_the_line() -> None:
    rows = parse_control(
        "name,lat,lon,date,control,source\n"
        "A,48.0,37.0,2025-06-12,UA,after X\n"
        'B,48.0,37.2,2025-06-12,RU,"after X; its point is an estimate"\n'
    )
    assert rows.source == "after X"
