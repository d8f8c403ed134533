"""Read GeoNames dumps (UA.txt, UA.zip, allCountries.zip): rows as they stream by, bad ones named.

The format: 19 columns parted by tabs, described in the readme that lies beside the dumps.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING, NamedTuple

from geomap.archives import UNREADABLE
from geomap.errors import FormatError, InputError
from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = 19

_LONGEST = 1 << 20
"""Bytes of the longest line that is read; those of GeoNames have at most some 20,000."""

_KINDS: dict[str, PlaceKind] = {
    "PPLX": PlaceKind.SETTLEMENT,
    "ADM1": PlaceKind.ADMIN1,
    "ADM2": PlaceKind.ADMIN2,
    "ADM3": PlaceKind.ADMIN2,
    "RGN": PlaceKind.AREA,
    "AREA": PlaceKind.AREA,
    "ISL": PlaceKind.AREA,
    "ISLS": PlaceKind.AREA,
    "PEN": PlaceKind.AREA,
    "SPIT": PlaceKind.AREA,
    "CAPE": PlaceKind.AREA,
    "MT": PlaceKind.AREA,
    "MTS": PlaceKind.AREA,
    "PASS": PlaceKind.AREA,
    "VAL": PlaceKind.AREA,
    "DSRT": PlaceKind.AREA,
    "FRST": PlaceKind.AREA,
    "PRK": PlaceKind.AREA,
    "RES": PlaceKind.AREA,
    "LK": PlaceKind.WATER,
    "LKS": PlaceKind.WATER,
    "RSV": PlaceKind.WATER,
    "STM": PlaceKind.WATER,
    "STMS": PlaceKind.WATER,
    "CNL": PlaceKind.WATER,
    "BAY": PlaceKind.WATER,
    "GULF": PlaceKind.WATER,
    "STRT": PlaceKind.WATER,
    "SEA": PlaceKind.WATER,
    "LGN": PlaceKind.WATER,
    "AIRP": PlaceKind.FACILITY,
    "AIRB": PlaceKind.FACILITY,
    "AIRF": PlaceKind.FACILITY,
    "AIRQ": PlaceKind.FACILITY,
    "BDG": PlaceKind.FACILITY,
    "DAM": PlaceKind.FACILITY,
    "PRT": PlaceKind.FACILITY,
    "HBR": PlaceKind.FACILITY,
    "PS": PlaceKind.FACILITY,
    "PSN": PlaceKind.FACILITY,
    "PSH": PlaceKind.FACILITY,
    "RSTN": PlaceKind.FACILITY,
    "MILB": PlaceKind.FACILITY,
    "INSM": PlaceKind.FACILITY,
    "NAVB": PlaceKind.FACILITY,
    "OILR": PlaceKind.FACILITY,
    "OILF": PlaceKind.FACILITY,
    "GASF": PlaceKind.FACILITY,
    "MN": PlaceKind.FACILITY,
    "HSP": PlaceKind.FACILITY,
    "UNIV": PlaceKind.FACILITY,
    "PSTB": PlaceKind.FACILITY,
    "CMP": PlaceKind.SETTLEMENT,
    "CMPRF": PlaceKind.SETTLEMENT,
}
"""Feature codes that texts name; populated places count whatever their code."""


class DumpRow(NamedTuple):
    """A row of a dump that is kept."""

    geonameid: int
    name: str
    ascii_name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    kind: PlaceKind
    feature: str
    country: str | None
    admin1: str
    """Code of the first-order division, as in "UA.07"; empty where the row tells none."""
    admin2: str
    """Code of the district, as in "UA.07.123"; empty where the row tells none."""
    population: int


class BadRow(NamedTuple):
    """What is wrong with a row: file, line, field, value, and what is allowed."""

    problem: str


def read_dump(path: Path) -> Iterator[DumpRow | BadRow]:
    """Yield the rows of a dump that texts may name, and the bad ones, one at a time.

    ``path`` is a text file, or the zip archive that holds it.
    """
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as file:
                yield from _rows(path, file)
        else:
            with path.open("rb") as file:
                yield from _rows(path, file)
    except zipfile.BadZipFile as error:
        raise FormatError(f"{path} is no zip archive ({error}); download it again") from None
    except UNREADABLE as error:
        raise FormatError(f"{path} cannot be unpacked ({error}); download it again") from None
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}; give a GeoNames dump (UA.txt, "
            "UA.zip)"
        ) from None


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    names = [
        name
        for name in archive.namelist()
        if name.lower().endswith(".txt")
        and "readme" not in name.lower()
        and not name.startswith("__MACOSX")
    ]
    if len(names) != 1:
        raise FormatError(f"{path} holds {len(names)} tables; a GeoNames dump holds one, UA.txt")
    return names[0]


def _rows(path: Path, file: IO[bytes]) -> Iterator[DumpRow | BadRow]:
    for number, raw in enumerate(_lines(file), 1):
        if raw is None:
            yield BadRow(
                f"{path}, line {number}: more than {_LONGEST:,} bytes; give a GeoNames dump, a "
                "place a line"
            )
            continue
        try:
            # Excel and some editors write a mark before the first line
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            row = _row(text.split("\t")) if text.strip(" ") else None
        except UnicodeDecodeError as error:
            yield BadRow(f"{path}, line {number}: no UTF-8 text ({error.reason})")
        except ValueError as error:
            yield BadRow(f"{path}, line {number}: {error}")
        else:
            if row is not None:
                yield row


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file, None in place of one that is too long to be read at once."""
    while raw := file.readline(_LONGEST):
        rest = raw
        while len(rest) == _LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST)
        yield raw if rest is raw else None


def _row(cells: list[str]) -> DumpRow | None:
    """Read a row; None for features that texts do not name (roads, hotels, wells)."""
    if len(cells) != _COLUMNS:
        raise ValueError(
            f"{len(cells)} columns; a GeoNames dump has {_COLUMNS}, parted by tabs (the last line "
            "of a file that was cut off has fewer)"
        )
    feature_class, feature = cells[6], cells[7]
    kind = _KINDS.get(feature)
    if kind is None and feature_class == "P":
        kind = PlaceKind.SETTLEMENT
    if kind is None:
        return None
    country = cells[8] or None
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise ValueError(f"country code is {country!r}; give two capitals")
    if not fold(cells[1]):
        raise ValueError(f"name is {cells[1]!r}; a place needs one with letters or digits")
    admin1 = f"{country}.{cells[10]}" if country and cells[10] not in ("", "00") else ""
    return DumpRow(
        geonameid=_whole(cells[0], "geonameid", 1, 2**32 - 1),
        name=cells[1].strip(),
        ascii_name=cells[2].strip(),
        alternates=tuple(filter(None, map(str.strip, cells[3].split(",")))),
        lat=_number(cells[4], "latitude", -90, 90),
        lon=_number(cells[5], "longitude", -180, 180),
        kind=kind,
        feature=feature or "PPL",
        country=country,
        admin1=admin1,
        admin2=f"{admin1}.{cells[11]}" if admin1 and cells[11] else "",
        population=_whole(cells[14] or "0", "population", 0, 2**63),
    )


def _number(value: str, field: str, least: float, most: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise ValueError(f"{field} is {value!r}; give a number from {least} to {most}")
    return number


def _whole(value: str, field: str, least: int, most: int) -> int:
    if not re.fullmatch("-?[0-9]{1,20}", value) or not least <= int(value) <= most:
        raise ValueError(f"{field} is {value!r}; give a whole number from {least} to {most}")
    return int(value)
