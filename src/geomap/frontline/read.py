"""Front lines and control tables from files, and the front lines that geomap ships."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.archives import UNREADABLE
from geomap.errors import FrontLineError
from geomap.frontline.control import ControlTable, parse_control
from geomap.frontline.fronts import ReadOptions, fronts
from geomap.frontline.geojson import WGS84, Drawn, parse_geojson, support_of
from geomap.gazetteer import Gazetteer
from geomap.model import ControlStatus, FrontLine, Line, PlaceKind, Polygon, Support

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    import geopandas
    from shapely.geometry.base import BaseGeometry

FORMATS = (".geojson", ".json", ".topojson", ".kml", ".kmz", ".gpkg", ".shp", ".zip", ".fgb")
"""Endings of the files that ``read`` understands."""

_LARGEST_BYTES = 200_000_000
_JSON = (".geojson", ".json")
Held = tuple[str, tuple[Polygon, ...]]


def read(
    path: str | Path,
    *,
    date: date | None = None,
    side: str | None = None,
    gazetteer: Gazetteer | None = None,
    told: Callable[[str], None] | None = None,
) -> tuple[FrontLine, ...]:
    """Read the front lines of a file of one of ``FORMATS``; those assessed before those claimed.

    Lines are taken as they are. Of polygons of land under control the front is the part of the
    edge inside a country; ``side`` names who holds them where the file does not, and the outlines
    of the countries come from ``gazetteer`` (default: the shipped one). ``date`` is the day of the
    file; without it a date property or the file's name says, else it stays None. Any reference
    system that the file names is understood; the result is (lon, lat) in degrees. ``told`` hears
    of polygons that were mended and of what was left out, a sentence each. Raises FrontLineError
    where the file cannot be understood.
    """
    path = Path(path)
    _check(path)
    drawn = _drawn(path)
    _check_degrees(drawn, path.name)

    opened = gazetteer or Gazetteer.open()

    def outlines(box: tuple[float, float, float, float]) -> Sequence[tuple[str, BaseGeometry]]:
        found = opened.outlines(PlaceKind.COUNTRY, box)
        return [(place.country or place.name, outline) for place, outline in found]

    options = ReadOptions(day=date, side=side, nations=_nations(opened))
    if told is not None:
        options = replace(options, told=told)
    return fronts(drawn, origin=path.name, outlines=outlines, options=options)


@cache
def _nations(gazetteer: Gazetteer) -> dict[str, str]:
    """Return codes of countries by demonym and by name, in lower case."""
    demonyms = gazetteer.demonyms()
    found = {code: gazetteer.country(code) for code in sorted(set(demonyms.values()))}
    names = {place.name.lower(): code for code, place in found.items() if place is not None}
    return {**names, **demonyms}


def read_control(path: str | Path, *, gazetteer: Gazetteer | None = None) -> ControlTable:
    """Read a control table (CSV, UTF-8); rows without a point take it from ``gazetteer``."""
    path = Path(path)
    _check(path)
    return parse_control(_text(path), origin=path.name, gazetteer=gazetteer)


def bundled() -> tuple[date, ...]:
    """Return the days for which geomap ships a front line, oldest first."""
    names = (entry.name for entry in _shipped().iterdir())
    return tuple(sorted(_day_of(name) for name in names if name.endswith(".geojson")))


@cache
def load(day: date) -> tuple[FrontLine, ...]:
    """Return the shipped front lines of a day; raises FrontLineError where none ships."""
    entry = _shipped() / f"{day.isoformat()}.geojson"
    if not entry.is_file():
        known = ", ".join(one.isoformat() for one in bundled())
        raise FrontLineError(
            f"no front line for {day.isoformat()} ships with geomap: take one of {known}, or give a"
            " file"
        )
    return _own(entry.read_text(encoding="utf-8"))


def _own(text: str) -> tuple[FrontLine, ...]:
    """Read a file that geomap itself wrote: no shapes are made, so it is quick."""
    import json  # noqa: PLC0415 - keeps what the package costs to import with its use

    groups: dict[tuple[Any, ...], tuple[list[Line], list[Support], list[Held]]] = {}
    keys = ("date", "source", "method", "side_left", "side_right", "name", "countries", "status")
    for feature in json.loads(text)["features"]:
        said, geometry = feature["properties"], feature["geometry"]
        lines, rests, held = groups.setdefault(tuple(said[key] for key in keys), ([], [], []))
        if geometry["type"] == "LineString":
            rests += support_of(said.get("support"), len(lines))
            lines.append(_line(geometry["coordinates"]))
        else:
            polygons = tuple(tuple(map(_line, rings)) for rings in geometry["coordinates"])
            held.append((said["side"], polygons))
    return tuple(
        FrontLine(
            date=date.fromisoformat(key[0]) if key[0] else None,
            source=key[1],
            method=key[2],
            side_left=key[3],
            side_right=key[4],
            lines=tuple(lines),
            held=tuple(held),
            name=key[5],
            countries=tuple(code for code in key[6].split(",") if code),
            status=ControlStatus(key[7]),
            support=tuple(rests),
        )
        for key, (lines, rests, held) in groups.items()
    )


def _line(pairs: list[list[float]]) -> Line:
    return tuple((lon, lat) for lon, lat in pairs)


def _shipped() -> Traversable:
    return resources.files("geomap.frontline") / "data"


def _day_of(name: str) -> date:
    return date.fromisoformat(name.removesuffix(".geojson"))


def _check(path: Path) -> None:
    if path.is_dir():
        raise FrontLineError(f"{path} is a folder: give a file ({', '.join(FORMATS)})")
    if not path.is_file():
        raise FrontLineError(f"{path} does not exist: check the spelling and the folder")
    if path.stat().st_size == 0:
        raise FrontLineError(f"{path} is empty: 0 bytes")
    if path.stat().st_size > _LARGEST_BYTES:
        raise FrontLineError(
            f"{path} has {path.stat().st_size / 1e6:.0f} MB; the largest that is read has"
            f" {_LARGEST_BYTES / 1e6:.0f} MB: cut it to the area you need"
        )


def _text(path: Path) -> str:
    return _decoded(path.read_bytes(), path.name)


def _decoded(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FrontLineError(
            f"{origin} is no UTF-8 text (byte {error.start}): save it as UTF-8"
        ) from None


def _is_foreign(path: Path) -> bool:
    """Tell of a JSON file that is TopoJSON or the JSON of ArcGIS, which GDAL reads."""
    with path.open("rb") as file:
        head = file.read(4096)
    return b'"Topology"' in head or b'"esriGeometry' in head


def _drawn(path: Path) -> tuple[Drawn, ...]:
    """Return the shapes of a file in (lon, lat) degrees."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise FrontLineError(
            f"{path.name}: {path.suffix or 'a file without ending'!r} is no format of front lines;"
            f" allowed are {', '.join(FORMATS)}"
        )
    if ending in _JSON and not _is_foreign(path):
        return _of_geojson(_text(path), path.name)
    if ending == ".zip":
        return _zipped(path)
    if ending == ".kmz":
        return _by_geopandas(_kml_of(path), path.name, ending)
    return _by_geopandas(path.resolve(), path.name, ending)


def _of_geojson(text: str, origin: str) -> tuple[Drawn, ...]:
    drawn, crs = parse_geojson(text, origin=origin)
    return drawn if crs == WGS84 else _to_degrees(drawn, crs, origin)


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise FrontLineError(
            f"{path.name} cannot be read as {path.suffix}: it is no ZIP archive, or a broken one"
        ) from None


def _kml_of(path: Path) -> bytes:
    with _archive(path) as archive:
        inner = [one for one in archive.infolist() if one.filename.lower().endswith(".kml")]
        if not inner:
            raise FrontLineError(f"{path.name} holds no .kml file: it is no KMZ")
        return _member(archive, inner[0], path)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    if member.file_size > _LARGEST_BYTES:
        raise FrontLineError(f"{path.name}: {member.filename} in it is too large")
    try:
        return archive.read(member)
    except UNREADABLE as error:
        raise FrontLineError(
            f"{path.name}: {member.filename} in it cannot be unpacked ({error})"
        ) from None


def _zipped(path: Path) -> tuple[Drawn, ...]:
    """Return the shapes of all files in an archive that may hold some, in whatever folders."""
    drawn: list[Drawn] = []
    with _archive(path) as archive:
        members = [
            one
            for one in archive.infolist()
            if Path(one.filename).suffix.lower() in set(FORMATS) - {".zip", ".kmz"}
            and "__MACOSX" not in one.filename
        ]
        if not members:
            raise FrontLineError(
                f"{path.name} holds no file of shapes ({', '.join(FORMATS)}): it is no zipped"
                " Shapefile"
            )
        for member in members:
            ending = Path(member.filename).suffix.lower()
            if ending in _JSON:
                text = _decoded(_member(archive, member, path), path.name)
                drawn += _of_geojson(text, path.name)
                continue
            if member.file_size > _LARGEST_BYTES:
                raise FrontLineError(f"{path.name}: {member.filename} in it is too large")
            inside = f"/vsizip/{path.resolve()}/{member.filename}"
            drawn += _by_geopandas(inside, path.name, ending)
    return tuple(drawn)


def _by_geopandas(source: Path | str | bytes, origin: str, ending: str) -> tuple[Drawn, ...]:
    drawn: list[Drawn] = []
    for layer, table in _tables(source, origin, ending):
        if "geometry" not in table or table.geometry.dropna().empty:
            continue
        if table.crs is None and ending in (*_JSON, ".topojson"):
            table = table.set_crs(WGS84)  # noqa: PLW2901 - degrees, as TopoJSON has them
        elif table.crs is None:
            raise FrontLineError(
                f"{origin} names no reference system, so its numbers cannot be placed: add the"
                " .prj file, or save it as GeoJSON"
            )
        table = table.to_crs(WGS84)  # noqa: PLW2901 - the same table, in degrees
        rows = table.drop(columns="geometry").to_dict("records")
        drawn += [
            Drawn(
                geometry=geometry,
                properties={
                    "collection": layer,
                    **{str(key).lower(): _plain(value) for key, value in row.items()},
                },
            )
            for geometry, row in zip(table.geometry, rows, strict=True)
            if geometry is not None and not geometry.is_empty
        ]
    return tuple(drawn)


def _tables(
    source: Path | str | bytes, origin: str, ending: str
) -> Iterator[tuple[str, geopandas.GeoDataFrame]]:
    """Yield the layers of a file with their names; raises FrontLineError for what is broken."""
    import warnings  # noqa: PLC0415 - geopandas is slow to import and only these formats need it

    import geopandas  # noqa: PLC0415
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # By number: a layer without a name of its own is named anew at each opening.
            for number, (name, _) in enumerate(pyogrio.list_layers(source)):
                table = geopandas.read_file(source, layer=number)
                told = pyogrio.read_info(source, layer=number)["features"]
                _check_whole(len(table), told, origin)
                yield str(name), table
    except FrontLineError:
        raise
    except Exception as error:  # noqa: BLE001 - GDAL raises whatever its drivers raise
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FrontLineError(
            f"{origin} cannot be read as {ending} ({reason[:120]}): it is broken, or something else"
            " under this name; open it in a map tool and save it anew"
        ) from None


def _check_whole(count: int, told: int, origin: str) -> None:
    if count < told:
        raise FrontLineError(
            f"{origin} is cut short: {count} of its {told} shapes can be read; get it anew"
        )


def _plain(value: object) -> object:
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def _to_degrees(drawn: tuple[Drawn, ...], crs: str, origin: str) -> tuple[Drawn, ...]:
    import geopandas  # noqa: PLC0415 - slow to import; only files of other systems need it
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        series = geopandas.GeoSeries([one.geometry for one in drawn], crs=crs).to_crs(WGS84)
    except CRSError:
        raise FrontLineError(
            f"{origin} names the reference system {crs!r}, which is not known: save it as GeoJSON"
            " in degrees (WGS 84)"
        ) from None
    return tuple(
        Drawn(geometry=geometry, properties=one.properties)
        for geometry, one in zip(series, drawn, strict=True)
    )


def _check_degrees(drawn: tuple[Drawn, ...], origin: str) -> None:
    for one in drawn:
        west, south, east, north = one.geometry.bounds
        if west >= -90 and east <= 90 and 90 < max(-south, north) <= 180:
            raise FrontLineError(
                f"{origin}: coordinates such as ({west:.0f}, {north:.0f}) have the latitude first;"
                " longitude comes first, then latitude"
            )
        if not (west >= -360 and east <= 360 and south >= -90.0001 and north <= 90.0001):
            raise FrontLineError(
                f"{origin}: coordinates such as ({west:.0f}, {south:.0f}) are no degrees; the file"
                " seems to be in metres and does not say in which system: save it as GeoJSON in"
                " degrees (WGS 84)"
            )
