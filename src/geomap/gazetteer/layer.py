"""A user's own places, read from CSV or GeoJSON and laid over the shipped index."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError, InputError
from geomap.gazetteer.codes import NameCode
from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FIELDS = ("name", "lat", "lon", "kind", "country", "aliases", "priority", "radius_km")
"""Columns of a table, or properties of a feature; the first three are needed (a feature's point
is its geometry), the others may be absent or empty."""

DEFAULT_PRIORITY = 10.0
"""A user's place comes before all others of its name unless its priority says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A row of a user's table."""

    name: str
    lat: float
    lon: float
    kind: PlaceKind = PlaceKind.OTHER
    country: str | None = None
    aliases: tuple[str, ...] = ()
    priority: float = DEFAULT_PRIORITY
    radius_km: float = 0.0
    source: str = ""
    """The table it comes from, as answers tell it."""
    feature: str = "own"

    def names(self) -> dict[str, NameCode]:
        """Return its folded names with what they are to it."""
        found = {fold(alias): NameCode.ALIAS for alias in self.aliases if fold(alias)}
        found[fold(self.name)] = NameCode.MAIN
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A user's places, and what was wrong with the rows that were left out."""

    places: tuple[OwnPlace, ...] = ()
    problems: tuple[str, ...] = ()

    def __or__(self, other: Layer) -> Layer:
        """Return both, one after the other."""
        return Layer(
            places=(*self.places, *other.places), problems=(*self.problems, *other.problems)
        )


def read_layer(path: Path, *, skip_bad: bool = False) -> Layer:
    """Read a table of places; a bad row is an error, or is left out with ``skip_bad``.

    Problems tell file, line, field, value, and what is allowed. The error tells the first of them
    and how many more there are.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}; give a CSV or GeoJSON file"
        ) from None
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is not UTF-8 text ({error.reason}); save it as UTF-8") from None
    rows = (
        _features(path, text)
        if path.suffix.lower() in (".geojson", ".json")
        else _table(path, text)
    )
    places, problems = [], []
    for where, row in rows:
        try:
            places.append(_place(row, path.name))
        except ValueError as error:
            problems.append(f"{path}, {where}: {error}")
    if problems and not skip_bad:
        more = f" (and {len(problems) - 1} more bad rows)" if len(problems) > 1 else ""
        raise FormatError(problems[0] + more)
    return Layer(places=tuple(places), problems=tuple(problems))


def write_table(places: Iterable[OwnPlace]) -> str:
    """Return places as a CSV table that ``read_layer`` reads."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(FIELDS)
    for own in places:
        aliases = "|".join(own.aliases)
        point = (repr(own.lat), repr(own.lon))
        table.writerow(
            (own.name, *point, own.kind.value, own.country or "", aliases, own.priority,
             own.radius_km)
        )  # fmt: skip
    return out.getvalue()


def _table(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [field for field in FIELDS[:3] if field not in (reader.fieldnames or ())]
        if missing:
            raise FormatError(
                f"{path} has no column {missing[0]!r}; its first line must name the columns: "
                f"{', '.join(FIELDS)}"
            )
        for row in reader:
            yield f"line {reader.line_num}", row
    except csv.Error as error:
        raise FormatError(f"{path}, line {reader.line_num}: no CSV ({error})") from None


def _features(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        features = list(json.loads(text)["features"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormatError(f"{path} is no GeoJSON FeatureCollection ({error})") from None
    for number, feature in enumerate(features, 1):
        whole = feature if isinstance(feature, dict) else {}
        geometry, properties = whole.get("geometry"), whole.get("properties")
        row = dict(properties) if isinstance(properties, dict) else {}
        point = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if isinstance(point, list) and len(point) >= 2:
            row |= {"lon": point[0], "lat": point[1]}
        yield f"feature {number}", row


def _place(row: Mapping[str, Any], source: str) -> OwnPlace:
    name = str(row.get("name") or "").strip()
    if not fold(name):
        raise ValueError(f"name is {name!r}; a place needs a name with a letter or digit")
    country = str(row.get("country") or "").strip().upper() or None
    if country is not None and not (len(country) == 2 and country.isalpha()):
        raise ValueError(f"country is {country!r}; give an ISO 3166-1 code of two letters")
    kind = str(row.get("kind") or "").strip().lower() or PlaceKind.OTHER
    if kind not in set(PlaceKind):
        raise ValueError(f"kind is {kind!r}; allowed: {', '.join(PlaceKind)}")
    aliases = row.get("aliases") or ()
    parts: Iterable[Any] = aliases if isinstance(aliases, list) else str(aliases or "").split("|")
    return OwnPlace(
        name=name,
        lat=_number(row, "lat", -90, 90),
        lon=_number(row, "lon", -180, 180),
        kind=PlaceKind(kind),
        country=country,
        aliases=tuple(str(alias).strip() for alias in parts if str(alias).strip()),
        priority=_number(row, "priority", 0, 15, default=DEFAULT_PRIORITY),
        radius_km=_number(row, "radius_km", 0, 10_000, default=0.0),
        source=source,
    )


def _number(
    row: Mapping[str, Any], field: str, least: float, most: float, *, default: float | None = None
) -> float:
    value = row.get(field)
    if default is not None and value in (None, ""):
        return default
    try:
        number = float(str(value))
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise ValueError(f"{field} is {value!r}; give a number from {least} to {most}")
    return number
