"""Write an index: rows with their names in, one file image out, the same bytes each time."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING, Any

import marisa_trie

from geomap.gazetteer.codes import KIND_BITS, NameCode, posting_width
from geomap.gazetteer.layout import pack
from geomap.gazetteer.shapes import pack_outlines
from geomap.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Polygons = list[list[list[tuple[float, float]]]]

OWN = "geomap"
"""The source of rows that were written by hand; only their settlements have a radius."""

RANK_STEP = 16
"""Prominence is kept in sixteenths of a power of ten."""


@dataclass(slots=True, kw_only=True, eq=False)
class Row:
    """A place on its way into an index. ``score`` is its prominence, about log10(population)."""

    name: str
    lat: float
    lon: float
    kind: PlaceKind
    feature: str
    source: str
    score: float
    country: str | None = None
    admin1: Row | None = None
    admin2: Row | None = None
    population: int = 0
    geonameid: int | None = None
    radius_km: float = 0.0
    names: dict[str, NameCode] = field(default_factory=dict)
    """Folded name -> what it is to the place; the main name need not be among them."""
    outline: Polygons | None = None
    area_km2: float = 0.0
    capital: bool = False
    key: int = -1


def build_index(rows: Sequence[Row], meta: dict[str, Any]) -> bytes:
    """Return the file image of an index over ``rows``."""
    rows = sorted(rows, key=_order)
    for key, row in enumerate(rows):
        row.key = key
    countries = sorted({row.country for row in rows if row.country})
    sections: dict[str, bytes] = {}
    width = posting_width(len(rows))
    sections |= _names(rows, width)
    sections |= _columns(rows, countries, types := _types(rows))
    sections |= _grid(rows)
    sections |= pack_outlines({row.key: (row.outline, row.area_km2) for row in rows if row.outline})
    full = {
        **meta,
        "countries": countries,
        "types": types,
        "rows": len(rows),
        "names": len(sections["name.post"]) // width,
        "posting_bytes": width,
        "outlines": sum(1 for row in rows if row.outline),
        "kinds": {kind.value: sum(1 for row in rows if row.kind is kind) for kind in PlaceKind},
    }
    return pack(sections, full)


def _order(row: Row) -> tuple[float, str, str, int, float, float]:
    return (-row.score, row.kind.value, row.name, row.geonameid or 0, row.lat, row.lon)


def _types(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    types = sorted({(row.kind.value, row.feature, row.source) for row in rows})
    assert len(types) < 256, "a type is kept in one byte"
    return types


def _names(rows: Sequence[Row], width: int) -> dict[str, bytes]:
    postings: dict[str, list[tuple[float, int, NameCode]]] = defaultdict(list)
    for row in rows:
        for name, code in row.names.items():
            postings[name].append((code.penalty - row.score, row.key, code))
    trie = marisa_trie.Trie(sorted(postings))
    many_flag = 1 << (8 * width - 1)
    first = [0] * len(postings)
    many: list[int] = []
    for name, places in postings.items():
        packed = [key << KIND_BITS | code for _, key, code in sorted(places)]
        if len(packed) == 1:
            first[trie[name]] = packed[0]
        else:
            first[trie[name]] = many_flag | len(many)
            many.append(len(packed))
            many.extend(packed)
    assert len(many) < many_flag, "an offset fits beside the flag"
    return {
        "name.trie": trie.tobytes(),
        "name.post": b"".join(n.to_bytes(width, "little") for n in first),
        "name.many": b"".join(n.to_bytes(width, "little") for n in many),
    }


def _columns(
    rows: Sequence[Row], countries: list[str], types: list[tuple[str, str, str]]
) -> dict[str, bytes]:
    shown = marisa_trie.Trie(sorted({row.name for row in rows}))
    country_no = {code: n for n, code in enumerate(countries, 1)}
    type_no = {kind: n for n, kind in enumerate(types)}
    regions = [row for row in rows if row.kind is PlaceKind.ADMIN1]
    region_no = {id(row): n for n, row in enumerate(regions, 1)}
    assert len(regions) < 65536, "a region is kept in two bytes"
    capitals = array("I", bytes(4 * (len(countries) + 1)))
    heads = array("I", bytes(4 * (len(countries) + 1)))
    for row in rows:
        if row.country and row.capital:
            capitals[country_no[row.country]] = row.key + 1
        if row.country and row.kind is PlaceKind.COUNTRY:
            heads[country_no[row.country]] = row.key + 1
    with_id = sorted((row.geonameid, row.key) for row in rows if row.geonameid)
    wide = [row for row in rows if row.radius_km and _has_radius(row)]
    nested = [row for row in rows if row.admin2 is not None]
    return {
        "shown.trie": shown.tobytes(),
        "row.name": three_bytes(shown[row.name] for row in rows),
        "row.lat": array("i", (round(row.lat * 1e5) for row in rows)).tobytes(),
        "row.lon": array("i", (round(row.lon * 1e5) for row in rows)).tobytes(),
        "row.pop": array("I", (min(row.population, 2**32 - 1) for row in rows)).tobytes(),
        "row.geonameid": array("I", (row.geonameid or 0 for row in rows)).tobytes(),
        "row.admin1": array(
            "H", (region_no[id(row.admin1)] if row.admin1 else 0 for row in rows)
        ).tobytes(),
        "row.country": bytes(country_no[row.country] if row.country else 0 for row in rows),
        "row.type": bytes(type_no[row.kind.value, row.feature, row.source] for row in rows),
        "row.rank": bytes(min(255, max(0, floor(row.score * RANK_STEP))) for row in rows),
        "region.key": array("I", [0, *(row.key for row in regions)]).tobytes(),
        "country.key": heads.tobytes(),
        "country.capital": capitals.tobytes(),
        "id.key": three_bytes(key for _, key in with_id),
        "radius.key": three_bytes(row.key for row in wide),
        "radius.hm": array(
            "H", (min(65535, max(1, round(row.radius_km * 10))) for row in wide)
        ).tobytes(),
        "admin2.key": three_bytes(row.key for row in nested),
        "admin2.of": three_bytes(row.admin2.key for row in nested if row.admin2),
    }


def _has_radius(row: Row) -> bool:
    return row.kind is not PlaceKind.SETTLEMENT or row.source == OWN


def _grid(rows: Sequence[Row]) -> dict[str, bytes]:
    """List the settlements of each cell of one degree, most prominent first."""
    cells: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind is PlaceKind.SETTLEMENT:
            cells[cell_of(row.lat, row.lon)].append(row.key)
    start = array("I", [0])
    keys: list[int] = []
    for cell in range(180 * 360):
        keys += cells.get(cell, ())
        start.append(len(keys))
    return {"grid.start": start.tobytes(), "grid.key": three_bytes(keys)}


def three_bytes(numbers: Iterable[int]) -> bytes:
    """Pack numbers below 2**24, little end first."""
    return b"".join(n.to_bytes(3, "little") for n in numbers)


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the one-degree cell that holds a point, row by row from 90 S, 180 W."""
    y = min(179, max(0, floor(lat) + 90))
    x = min(359, max(0, floor(lon) + 180))
    return y * 360 + x
