"""Outlines: join Natural Earth's polygons to GeoNames' codes, simplify them, answer "where is"."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import MultiPolygon, Point, Polygon, shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

EARTH_KM2_PER_DEGREE2 = 12363.6  # square kilometres of a square degree at the equator

REGION_TOLERANCE = 0.02
"""Degrees: an outline leaves the source by about this much, a shared border alike on both sides."""

Rings = list[list[list[tuple[float, float]]]]
Outline = tuple[Rings, float]


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area on the sphere, by the equal-area cylinder."""
    if geometry.is_empty:
        return 0.0
    flat = shapely.transform(
        geometry,
        lambda xy: np.column_stack([xy[:, 0], np.degrees(np.sin(np.radians(xy[:, 1])))]),
    )
    return float(flat.area) * EARTH_KM2_PER_DEGREE2


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the valid polygons of a geometry, nothing else."""
    fixed = geometry if geometry.is_valid else shapely.make_valid(geometry)
    parts = [
        part for part in getattr(fixed, "geoms", [fixed])
        if isinstance(part, Polygon | MultiPolygon)
    ]  # fmt: skip
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]


def rings(geometry: BaseGeometry, *, smallest: float = 0.0008) -> Rings:
    """Return the rings of the polygons, the largest first; specks (square degrees) are left out."""
    polygons = sorted(
        (p for p in getattr(geometry, "geoms", [geometry]) if not p.is_empty),
        key=lambda p: (-p.area, p.bounds),
    )
    kept = [p for n, p in enumerate(polygons) if n == 0 or p.area >= smallest]
    return [
        [list(ring.coords) for ring in (p.exterior, *p.interiors) if len(ring.coords) > 3]
        for p in kept
    ]


def outline(geometry: BaseGeometry, simple: BaseGeometry) -> Outline:
    """Return the rings of the simple geometry with the area of the true one."""
    return rings(simple), area_km2(geometry)


class Regions:
    """Countries and first-order divisions: their outlines, and which one holds a point."""

    def __init__(self, features: list[dict[str, Any]], countries: Any) -> None:  # noqa: ANN401
        """Take Natural Earth's divisions (GeoJSON features) and countries (a GeoDataFrame)."""
        self._load_countries(countries)
        self._load_regions(features)
        self._county: dict[str, Outline] = {}

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def _load_countries(self, frame: Any) -> None:  # noqa: ANN401
        parts: dict[str, list[BaseGeometry]] = defaultdict(list)
        for code, geometry in zip(frame["ISO_A2_EH"], frame["geometry"], strict=True):
            if len(code) == 2:
                parts[code].append(polygonal(geometry))
        self._countries = {code: shapely.union_all(some) for code, some in sorted(parts.items())}

    def _load_regions(self, features: list[dict[str, Any]]) -> None:
        shapes = [polygonal(shape(feature["geometry"])) for feature in features]
        self._features = [feature["properties"] for feature in features]
        self._give_golan_to_syria(shapes)
        self._true = shapes
        self._simple = [
            polygonal(geometry) for geometry in shapely.coverage_simplify(shapes, REGION_TOLERANCE)
        ]
        codes = sorted(self._countries)
        simple = shapely.coverage_simplify(
            [self._countries[code] for code in codes], REGION_TOLERANCE
        )
        self._simple_country = {
            code: polygonal(geometry) for code, geometry in zip(codes, simple, strict=True)
        }
        self._country_tree = STRtree([self._countries[code] for code in codes])
        self._codes = codes
        self._tree = STRtree(shapes)
        self._code_of: dict[int, str] = {}
        self._of_code: dict[str, list[int]] = defaultdict(list)
        self._of_id: dict[int, list[int]] = defaultdict(list)

    def _give_golan_to_syria(self, shapes: list[BaseGeometry]) -> None:
        """Move the Golan Heights from Israel's north to Syria's Quneitra.

        The country outlines leave them out of both countries; the General Assembly has them as
        Syria's.
        """
        number = {str(p.get("iso_3166_2")): n for n, p in enumerate(self._features)}
        north, quneitra = number["IL-Z"], number["SY-QU"]
        self._quneitra = quneitra
        golan = polygonal(shapes[north].difference(self._countries["IL"].buffer(0.01)))
        east = [
            p for p in getattr(golan, "geoms", [golan]) if p.centroid.x > 35.6 and p.area > 0.01
        ]
        golan = shapely.union_all(east)
        self.golan = outline(golan, polygonal(shapely.simplify(golan, REGION_TOLERANCE / 2)))
        shapes[north] = polygonal(shapes[north].difference(golan))
        shapes[quneitra] = polygonal(shapes[quneitra].union(golan))
        self._countries["SY"] = polygonal(self._countries["SY"].union(golan))

    def join(
        self, subdivisions: Sequence[list[str]], towns: Sequence[tuple[float, float, str]]
    ) -> None:
        """Learn which polygon belongs to which division.

        The towns inside decide: (lat, lon, GeoNames code of their division). Natural Earth's own
        codes are of several years and some numbers are those of other regions now. A polygon
        whose towns do not agree by three quarters is older than the division and is not used; one
        without towns goes by GeoNames' id or the ISO code.
        """
        known = [entry for entry in subdivisions if len(entry) > 8 and entry[2]]
        by_id = {entry[3]: entry for entry in known if entry[3]}
        by_iso = {entry[1]: entry for entry in known if entry[1]}
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        points = shapely.points([lon for _, lon, _ in towns], [lat for lat, _, _ in towns])
        for town, number in self._tree.query(points, predicate="intersects").T:
            votes[int(number)][towns[town][2]] += 1
        for number, properties in enumerate(self._features):
            iso = str(properties.get("iso_3166_2"))
            entry = by_id.get(str(properties.get("gn_id"))) or by_iso.get(iso)
            if entry is not None:
                self._of_id[int(entry[3] or 0)].append(number)
            if number == self._quneitra:  # its towns are on the other side of the line of control
                votes[number].clear()
            code, count = max(votes[number].items(), key=lambda v: (v[1], v[0]), default=("", 0))
            if count and count < 0.75 * votes[number].total():
                continue
            if not code and entry is not None:
                code = ".".join(entry[2].split(".")[:2])
            if code:
                self._of_code[code].append(number)
                self._code_of[number] = code

    def load_counties(self, topology: dict[str, Any], states: dict[str, str]) -> None:
        """Read the counties of the United States; ``states`` maps FIPS numbers to letters."""
        geometries = topology["objects"]["counties"]["geometries"]
        arcs = _arcs(topology)
        shapes = [polygonal(_topo_shape(geometry, arcs)) for geometry in geometries]
        simple = shapely.coverage_simplify(shapes, 0.03)
        for geometry, true, plain in zip(geometries, shapes, simple, strict=True):
            fips = str(geometry["id"]).zfill(5)
            state = states.get(fips[:2])
            if state:
                self._county[f"US.{state}.{fips[2:]}"] = outline(true, polygonal(plain))

    # ── outlines ─────────────────────────────────────────────────────────────────────────────

    def country(self, code: str) -> Outline | None:
        """Return the outline of a country."""
        if code not in self._countries:
            return None
        return outline(self._countries[code], self._simple_country[code])

    def country_point(self, code: str) -> tuple[float, float] | None:
        """Return a (lat, lon) inside a country."""
        geometry = self._countries.get(code)
        return None if geometry is None else _lat_lon(geometry)

    def admin1(self, code: str) -> Outline | None:
        """Return the outline of a first-order division by its GeoNames code."""
        return self._joined(self._of_code.get(code, []))

    def admin2(self, geonameid: int) -> Outline | None:
        """Return the outline of a second-order division where Natural Earth draws it."""
        return self._joined(self._of_id.get(geonameid, []))

    def county(self, code: str) -> Outline | None:
        """Return the outline of a county of the United States by its GeoNames code."""
        return self._county.get(code)

    def _joined(self, numbers: list[int]) -> Outline | None:
        if not numbers:
            return None
        true = shapely.union_all([self._true[n] for n in numbers])
        simple = shapely.union_all([self._simple[n] for n in numbers])
        return outline(true, polygonal(simple))

    def inside(self, code: str) -> tuple[float, float]:
        """Return a (lat, lon) inside a first-order division."""
        return _lat_lon(shapely.union_all([self._true[n] for n in self._of_code[code]]))

    def inside_of(self, shape_and_area: Outline | None) -> tuple[float, float] | None:
        """Return a (lat, lon) inside an outline."""
        if shape_and_area is None or not shape_and_area[0]:
            return None
        first = shape_and_area[0][0]
        geometry = Polygon(first[0], first[1:])
        centre = geometry.centroid
        return (centre.y, centre.x) if geometry.contains(centre) else _lat_lon(geometry)

    def english(self, code: str) -> list[str]:
        """Return Natural Earth's English names of a first-order division that it draws itself."""
        numbers = self._of_code.get(code, [])
        if len(numbers) != 1:
            return []
        properties = self._features[numbers[0]]
        return [n for n in (properties.get("name_en"), properties.get("name")) if n]

    # ── where is ─────────────────────────────────────────────────────────────────────────────

    def country_at(self, lat: float, lon: float) -> str | None:
        """Return the country that holds a point, None at sea."""
        for number in self._country_tree.query(Point(lon, lat), predicate="intersects"):
            return self._codes[number]
        return None

    def country_gap_km(self, code: str, lat: float, lon: float) -> float:
        """Return how far outside a country's outline a point lies, in km; 0 inside or unknown."""
        geometry = self._countries.get(code)
        return 0.0 if geometry is None else _gap_km(geometry, Point(lon, lat))

    def admin1_at(self, lat: float, lon: float, country: str | None) -> str | None:
        """Return the GeoNames code of the division that holds, or nearly holds, a point."""
        point = Point(lon, lat)
        numbers = list(self._tree.query(point, predicate="intersects"))
        if not numbers:
            numbers = list(self._tree.query(point, predicate="dwithin", distance=0.1))
            numbers.sort(key=lambda n: self._true[n].distance(point))
        for number in numbers:
            code = self._code_of.get(number)
            if code and (country is None or code[:2] == country):
                return code
        return None

    def admin1_gap_km(self, code: str, lat: float, lon: float) -> float | None:
        """Return how far outside a first-order division a point lies, in km; None unknown."""
        numbers = self._of_code.get(code)
        if not numbers:
            return None
        point = Point(lon, lat)
        return min(_gap_km(self._true[n], point) for n in numbers)

    def water(self, polygons: list[Any]) -> tuple[float, float, float]:
        """Return (lat, lon) inside a water of (box, ring) pairs, and its area in square km."""
        whole = polygonal(shapely.union_all([polygonal(Polygon(ring)) for _, ring in polygons]))
        lat, lon = _lat_lon(whole)
        return lat, lon, area_km2(whole)


def _gap_km(geometry: BaseGeometry, point: Point) -> float:
    """Return how far outside a geometry a point lies, in km."""
    shapely.prepare(geometry)  # does nothing the second time
    return 0.0 if geometry.covers(point) else float(geometry.distance(point)) * 111.2


def _lat_lon(geometry: BaseGeometry) -> tuple[float, float]:
    point = geometry.representative_point()
    return round(point.y, 5), round(point.x, 5)


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        found.append(line)
    return found


def _topo_shape(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry:
    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += line[1:] if points else line
        return points

    def polygon(numbers: list[list[int]]) -> Polygon:
        lines = [line for line in map(ring, numbers) if len(line) > 3]
        return Polygon(lines[0], lines[1:]) if lines else Polygon()

    if geometry["type"] == "Polygon":
        return polygon(geometry["arcs"])
    return MultiPolygon([polygon(part) for part in geometry["arcs"]])
