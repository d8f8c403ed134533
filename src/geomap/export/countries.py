"""Countries as ACLED's columns name them, and the capitals of regions."""

from __future__ import annotations

import csv
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING, NamedTuple

from geomap.model import PlaceKind
from geomap.shipped import read_text
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Place

__all__ = ["Country", "country", "is_country", "seat"]


class Country(NamedTuple):
    """A row of ``countries.csv``: ISO 3166-1 codes, name and ACLED's region."""

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    region: str


def country(code: str | None) -> Country | None:
    """Return the country of an alpha-2 code.

    >>> country("UA").name, country("UA").numeric
    ('Ukraine', '804')
    """
    return _countries().get(code) if code else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    return {row["alpha2"]: Country(**row) for row in _rows("countries.csv")}


def is_country(name: str) -> bool:
    """Tell whether a name is that of a country."""
    return fold(name) in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(fold(item.name) for item in _countries().values())


@lru_cache(maxsize=1)
def _seats() -> dict[tuple[str, str], str]:
    return {(row["country"], fold(row["region"])): row["seat"] for row in _rows("seats.csv")}


def _rows(name: str) -> csv.DictReader[str]:
    table = read_text("geomap.export", name)
    return csv.DictReader(table.splitlines())


def seat(region: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the capital of a first-order region; None where no settlement of it is known.

    It is the settlement that bears the region's name ("Donetsk Oblast": Donetsk), or the one that
    ``seats.csv`` names, or else the largest.
    """
    if region.kind is not PlaceKind.ADMIN1 or region.country is None:
        return None
    high = min(12.0, 2.5 * max(region.radius_km, 40.0) / 111.0)
    wide = min(25.0, high / max(0.1, cos(radians(region.lat))))
    box = (region.lon - wide, region.lat - high, region.lon + wide, region.lat + high)
    wanted = _seats().get((region.country, fold(region.name)))
    if wanted is not None:
        # It may lie outside its region: Moscow is no part of Moscow Oblast.
        for candidate in gazetteer.lookup(wanted, country=region.country):
            if candidate.place.kind is PlaceKind.SETTLEMENT:
                return candidate.place
    inside = [place for place in gazetteer.settlements(box) if place.admin1_key == region.key]
    stem = fold(region.name)
    named = [place for place in inside if f"{stem} ".startswith(f"{fold(place.name)} ")]
    return next(iter(named or inside), None)
