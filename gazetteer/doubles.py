"""Cities that a source counts twice: once more under the name of one of their quarters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from world import World, add

from geomap.gazetteer.codes import NameCode
from geomap.geo import distance_km
from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.gazetteer.write import Row

LARGE = 100_000
NEAR_KM = 10.0
_QUARTER = frozenset(
    """jadid jadidah jadida qadim qadimah qadima old new north south east west terrace junction
    centre""".split()
)
"""What a quarter's name adds to that of its city: Al Mawsil al Jadidah, New South Memphis."""


def mend_doubles(world: World) -> None:
    """Put a quarter with all the people of its city, or more, behind it; join equal rows."""
    cells: dict[tuple[str | None, int, int], list[Row]] = defaultdict(list)
    large = [
        row for row in world.rows if row.kind is PlaceKind.SETTLEMENT and row.population >= LARGE
    ]
    for row in large:
        cells[row.country, round(row.lat * 4), round(row.lon * 4)].append(row)
    gone: set[int] = set()
    for row in large:
        y, x = round(row.lat * 4), round(row.lon * 4)
        for other in [r for dy in (-1, 0, 1) for dx in (-1, 0, 1)
                      for r in cells[row.country, y + dy, x + dx]]:  # fmt: skip
            if other is row or not {id(row), id(other)}.isdisjoint(gone):
                continue
            if distance_km(row.lat, row.lon, other.lat, other.lon) > NEAR_KM:
                continue
            if row.population >= other.population and _is_quarter_of(row, other):
                row.population, row.score = 0, other.score - 1.0
                world.report["quarters with all the people of their city, put behind it"] += 1
                break
            if _is_the_same(row, other):
                _join(row, other)
                gone.add(id(other))
                world.report["cities that are there twice, joined"] += 1
    world.rows[:] = [row for row in world.rows if id(row) not in gone]


def _is_quarter_of(row: Row, city: Row) -> bool:
    words = fold(row.name).split()
    own = [word for word in words if word not in _QUARTER]
    if len(own) == len(words) or not own:
        return False
    if own[-1] in ("al", "el", "as", "ash"):  # of the word that is left off
        own = own[:-1]
    return " ".join(own) in city.names


def _is_the_same(row: Row, other: Row) -> bool:
    """Tell whether two rows have one name, one population and one region."""
    return (
        fold(row.name) == fold(other.name)
        and row.population == other.population
        and row.admin1 is other.admin1
        and len(row.names) >= len(other.names)
    )


def _join(row: Row, other: Row) -> None:
    for name, code in other.names.items():
        add(row, name, NameCode.ALTERNATE if code is NameCode.MAIN else code)
