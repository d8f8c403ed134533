"""Who holds which settlement on which day: the table that a front line is derived from."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from geomap.errors import FrontLineError

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer

COLUMNS = ("geonameid", "name", "lat", "lon", "date", "control", "source")
"""The columns of a control table, in order."""

CONTESTED = "contested"
"""What ``control`` says where neither side holds a settlement."""

_NEEDED = frozenset({"date", "control"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One settlement, who held it on one day, and on what that statement rests."""

    name: str
    lat: float
    lon: float
    date: date
    control: str
    source: str
    geonameid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTable:
    """The rows of a control table, in the order of the file; days may be mixed."""

    rows: tuple[Control, ...]
    origin: str = ""
    """The file it came from, as a user would name it."""

    @property
    def date(self) -> dt.date:
        """The newest day of the table."""
        return max(row.date for row in self.rows)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that hold something, in alphabetical order; "contested" is no side."""
        return tuple(sorted({row.control for row in self.rows} - {CONTESTED}))

    @property
    def source(self) -> str:
        """What most rows rest on, the most frequent first, joined by "; ".

        What follows a semicolon in a row is a remark on that row.
        """
        counted = Counter(row.source.partition(";")[0] for row in self.rows if row.source)
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return "; ".join(name for name, _ in ranked[:3])

    def on(self, day: dt.date) -> ControlTable:
        """Keep for each settlement its newest row of ``day`` or before.

        Two rows speak of one settlement when they share the geonameid, or the name and the point.
        """
        newest: dict[object, Control] = {}
        for row in self.rows:
            key = row.geonameid or (row.name, row.lat, row.lon)
            if row.date <= day and (key not in newest or newest[key].date <= row.date):
                newest[key] = row
        return ControlTable(rows=tuple(newest.values()), origin=self.origin)


def parse_control(
    text: str, *, origin: str = "the table", gazetteer: Gazetteer | None = None
) -> ControlTable:
    """Read a control table from CSV text with the columns of ``COLUMNS``, in any order.

    ``lat`` and ``lon`` are degrees. A row without them takes the point of its ``geonameid`` from
    the gazetteer. Raises FrontLineError with the line and the column of what is wrong.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    # Spreadsheets of many countries write semicolons or tabs between the fields.
    comma = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma)
    header = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    placed = {"lat", "lon"} <= header or "geonameid" in header
    if not header >= _NEEDED or not placed:
        raise FrontLineError(
            f"{origin} is no control table: its first line names the columns"
            f" {', '.join(sorted(header)) or 'none'}; it must name {', '.join(COLUMNS)}"
            " (lat and lon may be missing where a geonameid stands)"
        )
    rows: list[Control] = []
    try:
        for record in reader:
            fields = {
                (key or "").strip().lower(): value.strip()
                for key, value in record.items()
                if isinstance(value, str)
            }
            if any(fields.values()):
                where = f"{origin}, line {reader.line_num}"
                rows.append(_row(fields, where, gazetteer))
    except csv.Error as error:
        raise FrontLineError(f"{origin}, line {reader.line_num}: no CSV ({error})") from None
    if not rows:
        raise FrontLineError(f"{origin} holds no settlement: add a line for each, below the header")
    return ControlTable(rows=tuple(rows), origin=origin)


def write_control(table: ControlTable) -> str:
    """Write a control table as CSV text, as ``parse_control`` reads it; degrees to 4 decimals."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table.rows:
        lat, lon = f"{row.lat:.4f}", f"{row.lon:.4f}"
        day = row.date.isoformat()
        writer.writerow([row.geonameid or "", row.name, lat, lon, day, row.control, row.source])
    return out.getvalue()


def _row(fields: dict[str, str], where: str, gazetteer: Gazetteer | None) -> Control:
    geonameid = _whole(fields.get("geonameid", ""), where)
    lat, lon = fields.get("lat", ""), fields.get("lon", "")
    name = fields.get("name", "")
    if lat or lon:
        point = _degrees(lat, 90.0, "lat", where), _degrees(lon, 180.0, "lon", where)
    else:
        place = gazetteer.by_geonameid(geonameid) if gazetteer and geonameid else None
        if place is None:
            raise FrontLineError(
                f"{where}: {name or geonameid or 'the settlement'!r} has no lat and lon, and its"
                f" geonameid {geonameid or '(none)'} is not in the gazetteer: give lat and lon"
            )
        point, name = (place.lat, place.lon), name or place.name
    control = fields.get("control", "")
    if not control:
        raise FrontLineError(
            f"{where}: control is empty: name the side that holds {name!r}, or write {CONTESTED!r}"
        )
    return Control(
        name=name,
        lat=point[0],
        lon=point[1],
        date=_day(fields.get("date", ""), where),
        control=CONTESTED if control.lower() == CONTESTED else control,
        source=fields.get("source", ""),
        geonameid=geonameid,
    )


def _whole(text: str, where: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise FrontLineError(f"{where}: geonameid {text!r} is no whole number: correct or empty it")
    return int(text) or None


def _degrees(text: str, limit: float, column: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or abs(value) > limit:
        raise FrontLineError(
            f"{where}: {column} is {text!r}; it must be a number of degrees from"
            f" -{limit:.0f} to {limit:.0f}"
        )
    return value


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FrontLineError(
            f"{where}: date is {text!r}; write the day as YYYY-MM-DD, such as 2025-06-12"
        ) from None
