"""What every step of the build shares: the rows so far, the outlines, the report, small helpers."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from math import floor, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapes import Regions

from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.spell import usable
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources import Sources

    from geomap.gazetteer.write import Row

HERE = Path(__file__).parent
GEONAMES, NATURAL_EARTH, OWN = "GeoNames", "Natural Earth", "geomap"


def table(name: str) -> list[dict[str, str]]:
    """Read one of the hand-written tables beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add(row: Row, name: str, code: NameCode) -> None:
    """Give a row a name; a name it has already keeps its better code."""
    folded = fold(name)
    if not folded or (len(folded) < 2 and not folded > "\u2e80"):
        return
    old = row.names.get(folded)
    if (
        old is None
        or code is NameCode.MAIN
        or (old is not NameCode.MAIN and code.penalty < old.penalty)
    ):
        row.names[folded] = code


def rename(row: Row, name: str) -> None:
    """Show a row by another name; the old one stays as good."""
    old = fold(row.name)
    row.name = name
    if row.names.get(old) is NameCode.MAIN:
        row.names[old] = NameCode.ALIAS
    add(row, name, NameCode.MAIN)


def people(population: float) -> float:
    """Return the prominence of so many people."""
    return log10(max(population, 30))


def cell(lat: float, lon: float) -> tuple[int, int]:
    """Return the cell of a twentieth of a degree that holds a point."""
    return floor(lat * 20), floor(lon * 20)


class World:
    """The rows so far and what they are joined with."""

    def __init__(self, sources: Sources) -> None:
        """Read what every step needs: outlines, and the GeoNames points by id."""
        self.sources = sources
        self.rows: list[Row] = []
        self.report: Counter[str] = Counter()
        self.spellings: dict[int, list[str]] = defaultdict(list)
        """Names in Cyrillic as the sources write them, by ``id`` of the row."""
        self.regions = Regions(sources.region_shapes(), sources.country_shapes())
        self.cities = sources.cities()
        towns = [
            (c["latitude"], c["longitude"], f"{c['countrycode']}.{c['admin1code']}")
            for c in self.cities
        ]
        self.regions.join(sources.subdivisions(), towns)
        self.regions.load_counties(*sources.counties())
        self.points: dict[int, list[Any]] = {}
        self.point_names: dict[int, list[str]] = defaultdict(list)
        for name, main, country, lon, lat, gid, kind, population in sources.geonames_points():
            key = int(gid)
            self.points.setdefault(key, [main, country, lat, lon, kind, population])
            self.point_names[key].append(name)
        self.countries: dict[str, Row] = {}
        self.admin1: dict[str, Row] = {}
        self.code_of: dict[int, str] = {}
        self.by_id: dict[int, Row] = {}
        self.ranked_by_hand: set[int] = set()
        """``id`` of the rows whose prominence a table gives."""
        self.by_hand: set[int] = set()
        """``id`` of the rows that a table names."""
        self.raion_names: set[str] = set()
        """Folded names of the raions of Ukraine."""
        self.unplaced: list[list[str]] = []
        """Divisions that no source gives a point."""

    def take(self, row: Row) -> Row:
        """Keep a row and give it its main name."""
        add(row, row.name, NameCode.MAIN)
        self.rows.append(row)
        if row.geonameid:
            self.by_id[row.geonameid] = row
        return row

    def alternates(self, row: Row, names: Iterable[str]) -> None:
        """Give a row its alternate names, but for those that nobody writes."""
        for name in names:
            if name and usable(name):
                add(row, name, NameCode.ALTERNATE)
                if "Ѐ" <= name[0] <= "ӿ":
                    self.spellings[id(row)].append(name)

    def admin1_at(self, lat: float, lon: float, country: str | None) -> Row | None:
        """Return the first-order division of a country that holds or nearly holds a point."""
        code = self.regions.admin1_at(lat, lon, country)
        return self.admin1.get(code) if code else None
