"""The raions of Ukraine since 2020, with their names in Ukrainian, Russian and Latin letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from world import OWN, World, add, table

from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import district_forms
from geomap.gazetteer.translit import russian_latin, ukrainian_latin
from geomap.gazetteer.write import Row
from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

RADIUS_KM = 30.0
"""Half the width of a raion; 126 of them share 577,000 km2."""


def add_raions(world: World) -> None:
    """Give the raions all their names; one that no source has stands at its seat."""
    towns: dict[tuple[str, str], Row] = {}
    known: dict[tuple[str, str], Row] = {}
    for row in world.rows:
        if row.country != "UA" or row.admin1 is None:
            continue
        if row.kind is PlaceKind.SETTLEMENT:
            for name in row.names:
                best = towns.get((row.admin1.name, name))
                if best is None or best.population < row.population:
                    towns[row.admin1.name, name] = row
        elif row.kind is PlaceKind.ADMIN2:
            known.update(((row.admin1.name, name), row) for name in row.names)
    for entry in table("raions.csv"):
        town = towns.get((entry["oblast"], fold(entry["seat"])))
        if town is None:
            raise ValueError(f"raions.csv: {entry['seat']!r} is no town of {entry['oblast']}")
        names = _names(entry["adjective"], entry["russian"], entry["seat"])
        row = _known(known, entry["oblast"], names)
        if row is None:
            world.report["raions of Ukraine that no source has, put at their seat"] += 1
            row = world.take(
                Row(name=f"{entry['seat']} Raion", lat=town.lat, lon=town.lon,
                    kind=PlaceKind.ADMIN2, feature="ADM2", source=OWN, country="UA",
                    admin1=town.admin1, score=2.4, radius_km=RADIUS_KM)
            )  # fmt: skip
        for name in names:
            add(row, name, NameCode.ALTERNATE)
            world.raion_names.add(fold(name))
        world.spellings[id(row)] += [
            f"{entry['adjective']} район", f"{entry['russian']} район"
        ]  # fmt: skip


def _names(adjective: str, russian: str, seat: str) -> list[str]:
    latin = ukrainian_latin(adjective)
    short = latin.removesuffix("yi") + "y"
    spelt = [latin, short, russian_latin(russian), russian_latin(russian).removesuffix("iy") + "y"]
    return [
        f"{adjective} район",
        f"{russian} район",
        *(f"{name} {word}" for name in [*spelt, seat] for word in ("raion", "rayon", "district")),
        *district_forms([fold(f"{latin} raion")], "UA"),
    ]


def _known(known: dict[tuple[str, str], Row], oblast: str, names: Iterable[str]) -> Row | None:
    """Return the raion of an oblast that bears one of the names."""
    for name in names:
        row = known.get((oblast, fold(name)))
        if row is not None:
            return row
    return None
