"""The colours: a calm base, and a palette that colour-blind readers tell apart (and by shape)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geomap.render.image.symbols import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geomap.model import Scene

WATER, LAND, COAST, BORDER, REGION = "#cddce4", "#f7f4ee", "#8ba5b2", "#a49c8d", "#e3ddd0"
INK, QUIET, PAPER, RULE, HALO = "#1b1d1f", "#595f65", "#ffffff", "#e2ded5", "#f8f6f1"
RIVER = "#a3c0cf"
WATER_INK, FRONT, CASE = "#3a5d70", "#16181a", "#ffffff"
ACTORS = (
    "#1d5f9e",
    "#c2391f",
    "#00705e",
    "#83358a",
    "#865c00",
    "#3a4656",
    "#b8276f",
    "#62676c",
)
"""By number; the last is for all who have no colour of their own."""
HATCH = FRONT

_WANTED = {"ukraine": 0, "russia": 1}


def tint(number: int) -> float:
    """Return how strongly land is tinted in the colour of its side; blue would pass for water."""
    return 0.07 if number == 0 else 0.13


def actors_of(scene: Scene) -> tuple[str, ...]:
    """Return who acts, the most often first; equal numbers in alphabetical order."""
    counts = Counter(event.actor for event in scene.events if event.actor)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def country_names(scene: Scene) -> dict[str, str]:
    """Return the names of the countries of the base map by their codes."""
    return {
        shape.place.country: shape.place.name for shape in scene.countries if shape.place.country
    }


def colours(
    actors: Iterable[str], sides: Iterable[str], named: dict[str, str]
) -> Callable[[str | None], int]:
    """Return the number of the colour of any name.

    The two sides of a war that most maps show in blue and red keep those; all others follow by
    how often they act. ``named`` gives the names of countries by code.
    """
    names = list(dict.fromkeys([*actors, *(named.get(side, side) for side in sides)]))
    taken: dict[str, int] = {}
    free = list(range(UNKNOWN))
    for name in names:
        number = _WANTED.get(name.lower())
        if number is not None and number in free:
            free.remove(number)
            taken[name] = number
    for name in names:
        if name not in taken:
            taken[name] = free.pop(0) if free else UNKNOWN

    def number_of(name: str | None) -> int:
        return UNKNOWN if name is None else taken.get(named.get(name, name), UNKNOWN)

    return number_of
