"""Front lines as GeoJSON, and GeoJSON of anybody as shapes with properties."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from geomap.errors import FrontLineError
from geomap.model import Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geomap.model import FrontLine

WGS84 = "OGC:CRS84"
"""Longitude and latitude in degrees, in this order: the only system of GeoJSON since 2016."""

_DEGREES = re.compile(r"(?i)\bCRS:?84\b|EPSG:{1,2}4326\b|EPSG:[\d.]*:4326\b")
_CONTAINERS = ("FeatureCollection", "GeometryCollection", "Feature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A shape in (lon, lat) degrees with what its file says about it."""

    geometry: BaseGeometry
    properties: Mapping[str, Any]


def to_geojson(lines: Iterable[FrontLine], *, held: bool = False) -> str:
    """Write front lines as a FeatureCollection, a LineString a run; with ``held`` also the land.

    Each line carries ``date``, ``source``, ``method``, ``side_left``, ``side_right`` and
    ``status`` (assessed or claimed), a derived one also its ``support``, stretch by stretch; each
    polygon (MultiPolygon) its ``side``, the date and the source. Coordinates are (lon, lat). The
    same lines give the same text.
    """
    features: list[str] = []
    for front in lines:
        common = {
            "date": front.date.isoformat() if front.date else None,
            "source": front.source,
            "method": front.method,
            "side_left": front.side_left,
            "side_right": front.side_right,
            "name": front.name,
            "countries": ",".join(front.countries),
            "status": front.status.value,
        }
        rests: dict[int, list[dict[str, object]]] = {}
        for one in front.support:
            rests.setdefault(one.run, []).append(_support(one))
        for number, line in enumerate(front.lines):
            said = {**common, "support": rests[number]} if number in rests else common
            features.append(_feature(said, "LineString", line))
        if held:
            features += [
                _feature({**common, "side": side}, "MultiPolygon", polygons)
                for side, polygons in front.held
            ]
    body = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'


def _support(one: Support) -> dict[str, object]:
    said = asdict(one)
    del said["run"]
    return {**said, "oldest": one.oldest.isoformat() if one.oldest else None}


def support_of(value: object, run: int) -> tuple[Support, ...]:
    """Read the support of a run as ``to_geojson`` writes it; nothing where it is anything else."""
    try:
        return tuple(
            Support(
                run=run,
                **{
                    **one,
                    "oldest": date.fromisoformat(one["oldest"]) if one["oldest"] else None,
                },
            )
            for one in value or ()  # type: ignore[attr-defined]
        )
    except (TypeError, ValueError, KeyError):
        return ()


def _feature(properties: Mapping[str, Any], kind: str, coordinates: object) -> str:
    value = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parse_geojson(text: str, *, origin: str) -> tuple[tuple[Drawn, ...], str]:
    """Read the shapes of GeoJSON text, and the name of their reference system.

    Features without geometry are passed over. Raises FrontLineError where the text is no JSON,
    no GeoJSON, or a shape in it is malformed.
    """
    try:
        data = _loaded(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FrontLineError(
            f"{origin} is no JSON ({error}): give GeoJSON, as exported by a map tool"
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise FrontLineError(
            f"{origin} is JSON but no GeoJSON: its top level must be an object with a 'type',"
            " such as FeatureCollection"
        )
    try:
        drawn = tuple(_walk(data, _properties(data), origin, 0))
    except RecursionError:
        raise FrontLineError(f"{origin}: its shapes are nested too deeply") from None
    return drawn, _crs(data, origin)


def _loaded(text: str) -> object:
    """Read JSON, or the features of GeoJSON text sequences: one a line."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except ValueError:
        lines = [line.strip("\x1e \r") for line in text.split("\n")]
        if not all(line.startswith("{") and line.endswith("}") for line in lines if line):
            raise
        features = [json.loads(line, parse_constant=_no_number) for line in lines if line]
        return {"type": "FeatureCollection", "features": features}


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no coordinate")


def _properties(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the collection as a whole says of its date, source and name."""
    said = {k: v for k, v in data.items() if k in ("date", "source") and isinstance(v, str)}
    return {**said, "collection": data.get("name")}


def _walk(data: object, properties: Mapping[str, Any], origin: str, depth: int) -> Iterator[Drawn]:
    if data is None:
        return
    kind = data.get("type") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(kind, str) or depth > 20:
        raise FrontLineError(f"{origin}: {str(data)[:40]!r} stands where a shape should stand")
    if kind == "FeatureCollection":
        for feature in _list(data, "features", origin):
            yield from _walk(feature, properties, origin, depth + 1)
    elif kind == "Feature":
        own = data.get("properties")
        merged = {**properties, **own} if isinstance(own, dict) else properties
        yield from _walk(data.get("geometry"), merged, origin, depth + 1)
    elif kind == "GeometryCollection":
        for inner in _list(data, "geometries", origin):
            yield from _walk(inner, properties, origin, depth + 1)
    else:
        geometry = _shape(data, kind, origin)
        if not geometry.is_empty:
            yield Drawn(geometry=geometry, properties=properties)


def _list(data: Mapping[str, Any], key: str, origin: str) -> list[Any]:
    value = data.get(key)
    if not isinstance(value, list):
        raise FrontLineError(f"{origin}: {data['type']} has no list {key!r}: it is no GeoJSON")
    return value


def _shape(data: Mapping[str, Any], kind: str, origin: str) -> BaseGeometry:
    known = ("LineString", "MultiLineString", "Polygon", "MultiPolygon", "Point", "MultiPoint")
    if kind not in known:
        raise FrontLineError(
            f"{origin}: a shape of type {kind!r}; GeoJSON knows {', '.join((*known, *_CONTAINERS))}"
        )
    if not data.get("coordinates"):
        return shapely.Point()
    try:
        return shapely.force_2d(shape(dict(data)))
    except (
        shapely.errors.ShapelyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
    ) as error:
        reason = " ".join(str(error).split())
        raise FrontLineError(
            f"{origin}: a {kind} has malformed coordinates ({reason}); they must be [lon, lat]"
            " pairs, four or more to a ring, two or more to a line"
        ) from None


def _crs(data: Mapping[str, Any], origin: str) -> str:
    """Name the reference system: GeoJSON of before 2016 may have another than degrees."""
    crs = data.get("crs")
    if not isinstance(crs, dict):
        return WGS84
    inner = crs.get("properties")
    name = inner.get("name") if isinstance(inner, dict) else None
    if not isinstance(name, str):
        raise FrontLineError(f"{origin}: its 'crs' has no name: remove it if these are degrees")
    return WGS84 if _DEGREES.search(name) else name
