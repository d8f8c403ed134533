"""Write an index: rows with their names in, one file image out, the same bytes each time."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from math import floor
from typing import TYPE_CHECKING, Any, NamedTuple

import marisa_trie

from geomap.gazetteer.codes import (
    KIND_BITS,
    OWN,
    RANK_STEP,
    NameCode,
    cell_of,
    posting_width,
)
from geomap.gazetteer.layout import pack
from geomap.gazetteer.shapes import Encoded, encoded, pack_outlines
from geomap.gazetteer.starts import GROUPS, SECTION, Starts, noting
from geomap.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Polygons = list[list[list[tuple[float, float]]]]

_TRIES = 8
"""Tries nested in a trie; its tails go there. More make a smaller file, hardly a slower one."""


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


class Flat(NamedTuple):
    """A row with its key in the index, and keys in place of the rows that hold it; -1 for none."""

    key: int
    name: str
    lat: float
    lon: float
    kind: str
    feature: str
    source: str
    score: float
    country: str | None
    admin1: int
    admin2: int
    population: int
    geonameid: int
    radius_km: float
    capital: bool


class Posting(NamedTuple):
    """That a place bears a name; sorted by name, the most prominent place first."""

    name: str
    order: float
    key: int
    code: int


def build_index(rows: Sequence[Row], meta: dict[str, Any]) -> bytes:
    """Return the file image of an index over ``rows``."""
    rows = sorted(rows, key=_order)
    for key, row in enumerate(rows):
        row.key = key
    postings = sorted(
        Posting(name, code.penalty - row.score, row.key, code)
        for row in rows
        for name, code in row.names.items()
    )
    return index_of(
        [_flat(row) for row in rows],
        sorted({posting.name for posting in postings}),
        postings,
        {row.key: encoded(row.outline, row.area_km2) for row in rows if row.outline},
        meta,
    )


def _order(row: Row) -> tuple[float, str, str, int, float, float]:
    return (-row.score, row.kind.value, row.name, row.geonameid or 0, row.lat, row.lon)


def _flat(row: Row) -> Flat:
    return Flat(
        key=row.key,
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        kind=row.kind.value,
        feature=row.feature,
        source=row.source,
        score=row.score,
        country=row.country,
        admin1=row.admin1.key if row.admin1 else -1,
        admin2=row.admin2.key if row.admin2 else -1,
        population=row.population,
        geonameid=row.geonameid or 0,
        radius_km=row.radius_km,
        capital=row.capital,
    )


def index_of(
    rows: Iterable[Flat],
    names: Iterable[str],
    postings: Iterable[Posting],
    outlines: Mapping[int, Encoded],
    meta: Mapping[str, Any],
) -> bytes:
    """Return the file image of an index.

    ``rows`` come in the order of their keys and are gone over twice; ``names`` are all folded
    names, and ``postings`` come sorted; both are gone over once. Only columns are kept in memory,
    some 50 bytes a row and a few a name.
    """
    columns, told = _columns(rows)
    width = posting_width(told["rows"])
    sections = _names(names, postings, width)
    sections |= columns
    sections |= pack_outlines(outlines)
    full = {
        **meta,
        **told,
        "names": len(sections["name.post"]) // width,
        "posting_bytes": width,
        "outlines": len(outlines),
    }
    return pack(sections, full)


def _names(names: Iterable[str], postings: Iterable[Posting], width: int) -> dict[str, bytes]:
    starts = [Starts(script) for script in GROUPS]
    trie = marisa_trie.Trie(noting(names, starts), num_tries=_TRIES)
    many_flag = 1 << (8 * width - 1)
    first = bytearray(width * len(trie))
    many = bytearray()

    def put(into: bytearray, number: int) -> None:
        into += number.to_bytes(width, "little")

    for name, group in groupby(postings, key=lambda posting: posting.name):
        packed = [posting.key << KIND_BITS | posting.code for posting in group]
        number = packed[0] if len(packed) == 1 else many_flag | len(many) // width
        if len(packed) > 1:
            put(many, len(packed))
            for one in packed:
                put(many, one)
        at = trie[name] * width
        first[at : at + width] = number.to_bytes(width, "little")
    assert len(many) // width < many_flag, "an offset fits beside the flag"
    return {
        "name.trie": trie.tobytes(),
        "name.post": bytes(first),
        "name.many": bytes(many),
        **{SECTION + table.script: table.packed() for table in starts},
    }


@dataclass(slots=True)
class _Seen:
    """What is numbered in an index: names that are shown, countries, types, regions."""

    names: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    types: set[tuple[str, str, str]] = field(default_factory=set)
    regions: list[int] = field(default_factory=list)


def _seen(rows: Iterable[Flat]) -> _Seen:
    seen = _Seen()
    for row in rows:
        seen.names.add(row.name)
        seen.types.add((row.kind, row.feature, row.source))
        if row.country:
            seen.countries.add(row.country)
        if row.kind == PlaceKind.ADMIN1:
            seen.regions.append(row.key)
    assert len(seen.types) < 256, "a type is kept in one byte"
    assert len(seen.countries) < 255, "a country is kept in one byte"
    assert len(seen.regions) < 65535, "a region is kept in two bytes"
    return seen


_NUMBERS = {"name": "I", "lat": "i", "lon": "i", "pop": "I", "geonameid": "I", "admin1": "H",
            "country": "B", "type": "B", "rank": "B"}  # fmt: skip


def _columns(rows: Iterable[Flat]) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the columns of the rows, and what the directory tells of them."""
    seen = _seen(rows)
    countries, types = sorted(seen.countries), sorted(seen.types)
    shown = marisa_trie.Trie(sorted(seen.names), num_tries=_TRIES)
    country_no: dict[str | None, int] = {code: n for n, code in enumerate(countries, 1)}
    country_no[None] = 0
    type_no = {kind: n for n, kind in enumerate(types)}
    region_no = {-1: 0} | {key: n for n, key in enumerate(seen.regions, 1)}
    capitals = array("I", bytes(4 * (len(countries) + 1)))
    heads = array("I", bytes(4 * (len(countries) + 1)))
    kinds = dict.fromkeys((kind.value for kind in PlaceKind), 0)
    columns = {name: array(code) for name, code in _NUMBERS.items()}
    wide, metres, nested, holders = (array(code) for code in "IHII")
    cells: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for row in rows:
        kinds[row.kind] += 1
        number = country_no[row.country]
        for name, value in (
            ("name", shown[row.name]),
            ("lat", round(row.lat * 1e5)),
            ("lon", round(row.lon * 1e5)),
            ("pop", min(row.population, 2**32 - 1)),
            ("geonameid", row.geonameid),
            ("admin1", region_no[row.admin1]),
            ("country", number),
            ("type", type_no[row.kind, row.feature, row.source]),
            ("rank", min(255, max(0, floor(row.score * RANK_STEP)))),
        ):
            columns[name].append(value)
        if number and row.capital:
            capitals[number] = row.key + 1
        if number and row.kind == PlaceKind.COUNTRY:
            heads[number] = row.key + 1
        if row.radius_km and (row.kind != PlaceKind.SETTLEMENT or row.source == OWN):
            wide.append(row.key)
            metres.append(min(65535, max(1, round(row.radius_km * 10))))
        if row.admin2 >= 0:
            nested.append(row.key)
            holders.append(row.admin2)
        if row.kind == PlaceKind.SETTLEMENT:
            cells[cell_of(row.lat, row.lon)].append(row.key)
    ids = columns["geonameid"]
    shown_ids = columns.pop("name")
    sections = {
        "shown.trie": shown.tobytes(),
        "row.name": three_bytes(shown_ids),
        **{f"row.{name}": column.tobytes() for name, column in columns.items()},
        "region.key": array("I", [0, *seen.regions]).tobytes(),
        "country.key": heads.tobytes(),
        "country.capital": capitals.tobytes(),
        "id.key": three_bytes(
            sorted((key for key, gid in enumerate(ids) if gid), key=lambda key: (ids[key], key))
        ),
        "radius.key": three_bytes(wide),
        "radius.hm": metres.tobytes(),
        "admin2.key": three_bytes(nested),
        "admin2.of": three_bytes(holders),
        **_grid(cells),
    }
    return sections, {"countries": countries, "types": types, "kinds": kinds, "rows": len(ids)}


def _grid(cells: dict[int, array[int]]) -> dict[str, bytes]:
    """List the settlements of each cell of one degree, most prominent first."""
    start = array("I", [0])
    keys = array("I")
    for cell in range(180 * 360):
        keys.extend(cells.get(cell, ()))
        start.append(len(keys))
    return {"grid.start": start.tobytes(), "grid.key": three_bytes(keys)}


def three_bytes(numbers: Iterable[int]) -> bytes:
    """Pack numbers below 2**24, little end first."""
    packed = bytearray()
    for number in numbers:
        packed += number.to_bytes(3, "little")
    return bytes(packed)
