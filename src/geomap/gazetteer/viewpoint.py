"""Whose a disputed land is said to be: a setting; the default is that of the General Assembly.

``data/viewpoints.csv`` lists, for each other viewpoint, the divisions, countries and areas that it
gives to another country than the General Assembly of the United Nations does.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.errors import UsageError
from geomap.gazetteer.shapes import Redrawn
from geomap.model import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geomap.gazetteer.shapes import Outlines

UN = "un"
"""The viewpoint of the General Assembly, which the index is built with."""

_TABLE = Path(__file__).parent / "data" / "viewpoints.csv"


class Rule(NamedTuple):
    """A place that a viewpoint gives to another country."""

    place: str
    of: str
    country: str


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["viewpoint"]].append(Rule(row["place"], row["of"], row["country"]))
    return {name: tuple(rules) for name, rules in found.items()}


def viewpoints() -> tuple[str, ...]:
    """Return the names of the viewpoints, the default first."""
    return (UN, *_rules())


def rules_of(viewpoint: str) -> tuple[Rule, ...]:
    """Return what a viewpoint sees otherwise than the General Assembly."""
    if viewpoint == UN:
        return ()
    if viewpoint not in _rules():
        raise UsageError(
            f"there is no viewpoint {viewpoint!r}; choose among {', '.join(viewpoints())}"
        )
    return _rules()[viewpoint]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A viewpoint applied to an index."""

    regions: dict[int, str]
    """Keys of first-order divisions with the country that they are given to."""
    countries: dict[str, str]
    """Countries that are given to another as a whole."""
    areas: tuple[tuple[Place, int, str], ...]
    """Areas within a division, the number of their outline, and the country."""
    outlines: Outlines

    def seen(self, place: Place) -> Place:
        """Return a place with the country that the viewpoint gives it."""
        code = self._country_of(place)
        return place if code is None else replace(place, country=code)

    def _country_of(self, place: Place) -> str | None:
        if place.admin1_key in self.regions:
            return self.regions[place.admin1_key]
        if place.country in self.countries:
            return self.countries[place.country]
        if place.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1):
            return None
        for area, number, code in self.areas:
            if place.key == area.key or (
                place.country == area.country and self.outlines.covers(number, place.lat, place.lon)
            ):
                return code
        return None


def view_of(
    rules: Iterable[Rule],
    outlines: Outlines,
    find: Callable[[str, str], Iterable[Place]],
    country: Callable[[str], Place | None],
) -> View:
    """Apply rules to an index: ``find`` gives the places of a name in a country.

    The outlines of the countries that gain or lose are drawn anew.
    """
    regions: dict[int, str] = {}
    countries: dict[str, str] = {}
    areas: list[tuple[Place, int, str]] = []
    more: dict[str, list[int]] = defaultdict(list)
    less: dict[str, list[int]] = defaultdict(list)
    for rule in rules:
        for place in find(rule.place, rule.of):
            number = outlines.find(place.key)
            if place.kind is PlaceKind.ADMIN1:
                regions[place.key] = rule.country
            elif place.kind is PlaceKind.COUNTRY:
                countries[rule.of] = rule.country
            elif place.kind is PlaceKind.AREA and number is not None:
                areas.append((place, number, rule.country))
            else:
                continue
            if number is not None:
                more[rule.country].append(number)
                less[rule.of].append(number)
            break
    changes = {}
    for code in {*more, *less}:
        owner = country(code)
        number = None if owner is None else outlines.find(owner.key)
        if number is not None and number not in more.get(countries.get(code, ""), ()):
            changes[number] = Redrawn(tuple(more[code]), tuple(less[code]))
    outlines.redraw(changes)
    return View(regions, countries, tuple(areas), outlines)
