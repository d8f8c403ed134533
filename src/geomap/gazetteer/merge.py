"""Build an index of the shipped places and those of GeoNames dumps, in bounded memory.

Rows and names go through a temporary SQLite database, which sorts them; the index is then written
from it column by column. What stays in memory grows by some 50 bytes a place and, while the names
become a trie, 100 a name.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from math import log2, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError, OutputError, UsageError
from geomap.gazetteer.bearers import Names
from geomap.gazetteer.codes import RANK_STEP, NameCode
from geomap.gazetteer.dump import DumpRow, read_dump
from geomap.gazetteer.index import SHIPPED
from geomap.gazetteer.layout import open_image
from geomap.gazetteer.rows import Rows
from geomap.gazetteer.spell import plain, shown_name, spellings, usable
from geomap.gazetteer.write import Flat, Posting, index_of
from geomap.geo import distance_km
from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.gazetteer.layout import Image

SAME_KM = 3.5
"""A place without an id that bears the name of a dump's row this near is that row's place."""

_SCORE = {
    PlaceKind.ADMIN1: 4.5,
    PlaceKind.ADMIN2: 2.0,
    PlaceKind.AREA: 2.0,
    PlaceKind.WATER: 2.2,
    PlaceKind.FACILITY: 2.2,
}
"""Prominence of a dump's rows without people, but for what their names add."""

_GONE = frozenset({"PPLH", "PPLQ", "PPLW", "PPLX", "PPLCH"})
"""Settlements that are no more, or part of another: they stand behind living ones."""

_TABLES = """
    CREATE TABLE place (
        id INTEGER PRIMARY KEY, score REAL, kind TEXT, feature TEXT, source TEXT, name TEXT,
        lat REAL, lon REAL, country TEXT, admin1 INTEGER, admin2 INTEGER, population INTEGER,
        geonameid INTEGER, radius REAL, capital INTEGER);
    CREATE TABLE name (folded TEXT, place INTEGER, code INTEGER, penalty REAL);
"""
_ORDER = """
    CREATE TABLE keyed AS SELECT id FROM place
        ORDER BY score DESC, kind, name, geonameid, lat, lon, id;
    CREATE UNIQUE INDEX keyed_id ON keyed (id);
    CREATE INDEX name_folded ON name (folded);
"""
_ROWS = """
    SELECT k.rowid - 1, name, lat, lon, kind, feature, source, score, country,
        ifnull((SELECT rowid - 1 FROM keyed WHERE id = p.admin1), -1),
        ifnull((SELECT rowid - 1 FROM keyed WHERE id = p.admin2), -1),
        population, geonameid, radius, capital
    FROM keyed k JOIN place p ON p.id = k.id ORDER BY k.rowid
"""
_POSTINGS = """
    SELECT folded, min(n.penalty - p.score) AS worth, k.rowid - 1, n.code
    FROM name n JOIN place p ON p.id = n.place JOIN keyed k ON k.id = n.place
    GROUP BY folded, n.place ORDER BY folded, worth, k.rowid
"""


class _Query:
    """A query that can be gone over again, a row at a time."""

    def __init__(self, base: sqlite3.Connection, sql: str, make: Callable[..., Any]) -> None:
        self._base, self._sql, self._make = base, sql, make

    def __iter__(self) -> Iterator[Any]:
        return (self._make(*row) for row in self._base.execute(self._sql))


def build_with_dumps(
    dumps: Sequence[Path],
    target: Path,
    *,
    base: Path = SHIPPED,
    skip_bad: bool = False,
    bad: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Write an index of the places of ``base`` and of the dumps; return what was done, counted.

    ``bad`` is told of each bad row; the first one ends the build, unless ``skip_bad``.
    """
    if not dumps:
        raise UsageError("there is no dump to build from; give one, say UA.txt")
    report: Counter[str] = Counter()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="geomap-") as folder,
            closing(sqlite3.connect(Path(folder) / "places.db")) as database,
        ):
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            image = _fill(database, dumps, base, report, skip_bad=skip_bad, bad=bad)
        fresh = target.with_name(f".{target.name}.new")
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(image)
        os.replace(fresh, target)  # noqa: PTH105 - complete or absent
    except (OSError, sqlite3.OperationalError) as error:
        raise OutputError(
            f"cannot write {str(target)!r}: {error}; is there room on the disk?"
        ) from error
    return dict(report)


def _fill(
    database: sqlite3.Connection,
    dumps: Sequence[Path],
    base: Path,
    report: Counter[str],
    *,
    skip_bad: bool,
    bad: Callable[[str], None],
) -> bytes:
    known = open_image(base)
    joined = _Joined(database, known, report)
    joined.take_base()
    for path in dumps:
        joined.learn_divisions(path)
        for row in read_dump(path):
            if isinstance(row, DumpRow):
                joined.take(row)
                continue
            bad(row.problem)
            report["bad rows, left out"] += 1
            if not skip_bad:
                raise FormatError(f"{row.problem}; nothing was written")
    database.executescript(_ORDER)
    names = (row[0] for row in database.execute("SELECT DISTINCT folded FROM name"))
    meta = {
        **known.meta,
        "sources": [*known.meta["sources"], *map(_source, dumps)],
        "report": {**known.meta.get("report", {}), **report},
    }
    return index_of(
        _Query(database, _ROWS, Flat),
        names,
        _Query(database, _POSTINGS, Posting),
        joined.outlines(),
        meta,
    )


def _source(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": path.name,
        "version": digest[:12],
        "sha256": digest,
        "licence": "CC BY 4.0",
        "used_for": "places of a GeoNames dump",
    }


class _Joined:
    """The places so far: those of an index by their keys, those of dumps after them."""

    def __init__(self, database: sqlite3.Connection, image: Image, report: Counter[str]) -> None:
        self._database = database
        database.executescript(_TABLES)
        self._image = image
        self._rows = Rows(image, None)
        self._names = Names(image, None, self._rows.shipped)
        self._report = report
        self._next = self._rows.shipped
        self._divisions: dict[str, int] = {}
        self._added: dict[int, int] = {}
        self._taken = bytearray()

    def take_base(self) -> None:
        """Take the places and names of the index."""
        rank = self._image.column("row.rank", "B")
        capitals = {key - 1 for key in self._image.column("country.capital", "I") if key}

        def places() -> Iterator[tuple[Any, ...]]:
            for key in range(self._rows.shipped):
                place = self._rows.read(key)
                own = place.admin1_key if place.admin1_key is not None else -1
                district = self._rows.district(key)
                # a little below the step keeps the order of the index among equals
                score = (rank[key] + 1 - (key + 1) / (self._rows.shipped + 1)) / RANK_STEP
                yield (
                    key, score, place.kind.value, place.feature, place.source, place.name,
                    place.lat, place.lon, place.country, own, -1 if district is None else district,
                    place.population, place.geonameid or 0,
                    self._rows.stored_radius(key), int(key in capitals),
                )  # fmt: skip

        self._insert_places(places())
        self._insert_names(
            (self._names.restore(name_id), bearer.key, bearer.code)
            for name_id in range(self._image.meta["names"])
            for bearer in self._names.bearers(name_id, None)
        )
        self._report["places of the index"] = self._rows.shipped

    def learn_divisions(self, path: Path) -> None:
        """Learn which places the codes of divisions mean, and make those that are new."""
        for row in read_dump(path):
            if isinstance(row, DumpRow) and row.feature in ("ADM1", "ADM2"):
                code = row.admin1 if row.feature == "ADM1" else row.admin2
                number = self._id_of(row.geonameid)
                if code and (number >= self._rows.shipped or self._rows.kind(number) is row.kind):
                    self._divisions[code] = number

    def _id_of(self, geonameid: int) -> int:
        """Return the number of a GeoNames id: its key in the index, else a new one."""
        known = self._rows.with_id(geonameid)
        if known is not None:
            return known
        if geonameid not in self._added:
            self._added[geonameid] = self._next
            self._next += 1
        return self._added[geonameid]

    def take(self, row: DumpRow) -> None:
        """Take a row of a dump: its names, where the place is known, else the place too."""
        known = self._rows.with_id(row.geonameid)
        if known is None:
            known = self._same_place(row)
        number = self._id_of(row.geonameid) if known is None else known
        new = known is None and self._first_time(number)
        again = known is None and not new
        self._report[
            "places of dumps, new" if new
            else "rows of dumps with an id that came before, joined" if again
            else "places of dumps, known already"
        ] += 1  # fmt: skip
        spelt = [name for name in row.alternates if usable(name)]
        names = {fold(name): NameCode.ALTERNATE for name in (row.ascii_name, *spelt)}
        for name, code in spellings(row.name, spelt, row.country, row.kind).items():
            if name not in names or code.penalty < names[name].penalty:
                names[name] = code
        if new:
            shown = shown_name(row.name, spelt, row.country)
            for name in (row.name, row.ascii_name, plain(row.name)):
                names[fold(name)] = NameCode.ALIAS
            names[fold(shown)] = NameCode.MAIN
            self._insert_places([self._record(number, shown, row)])
        self._insert_names((name, number, code) for name, code in names.items() if name)

    def _first_time(self, number: int) -> bool:
        """Tell whether a new place comes for the first time; a byte for each."""
        at = number - self._rows.shipped
        self._taken.extend(bytes(max(0, at + 1 - len(self._taken))))
        first = not self._taken[at]
        self._taken[at] = 1
        return first

    def _record(self, number: int, shown: str, row: DumpRow) -> tuple[Any, ...]:
        region = number if row.feature == "ADM1" else self._divisions.get(row.admin1, -1)
        district = self._divisions.get(row.admin2, -1) if row.kind is PlaceKind.SETTLEMENT else -1
        return (
            number, _score(row), row.kind.value, row.feature, "GeoNames dump", shown, row.lat,
            row.lon, row.country, region, -1 if district == number else district, row.population,
            row.geonameid, 0.0, 0,
        )  # fmt: skip

    def _same_place(self, row: DumpRow) -> int | None:
        """Return a settlement without an id that bears the row's name within 3.5 km."""
        if row.kind is not PlaceKind.SETTLEMENT:
            return None
        for name in dict.fromkeys(map(fold, (row.name, row.ascii_name, *row.alternates))):
            name_id = self._names.get(name)
            for key in () if name_id is None else self._names.keys(name_id):
                if self._rows.kind(key) is not PlaceKind.SETTLEMENT or self._rows.has_id(key):
                    continue
                lat, lon = self._rows.lat[key] / 1e5, self._rows.lon[key] / 1e5
                if distance_km(row.lat, row.lon, lat, lon) < SAME_KM:
                    return key
        return None

    def outlines(self) -> dict[int, Any]:
        """Return the outlines of the index by the new keys of their places."""
        keys = dict(self._database.execute("SELECT id, rowid - 1 FROM keyed"))
        return {keys[key]: outline for key, outline in self._rows.outlines.kept()}

    def _insert_places(self, places: Iterable[tuple[Any, ...]]) -> None:
        self._database.executemany(
            "INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            places,
        )

    def _insert_names(self, names: Iterable[tuple[str, int, NameCode]]) -> None:
        self._database.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?)",
            ((name, number, int(code), code.penalty) for name, number, code in names),
        )


def _score(row: DumpRow) -> float:
    """Return the prominence of a dump's row: its people; else its kind and how many name it."""
    if row.population:
        scale = 0.0 if row.kind is PlaceKind.SETTLEMENT else 1.5
        return log10(max(row.population, 30)) - scale
    named = min(1.0, log2(1 + len(row.alternates)) / 6)
    gone = 0.5 if row.feature in _GONE else 0.0
    return _SCORE.get(row.kind, 1.4) + named - gone
