"""Rows of settlements: GeoNames' cities, and the villages of Ukraine and Russia."""

from __future__ import annotations

import re
from collections import defaultdict

from world import GEONAMES, World, add, cell, people, rename

from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.spell import ARABIC, SLAVIC, plain, ukrainian_name
from geomap.gazetteer.translit import russian_latin, ukrainian_latin
from geomap.gazetteer.write import Row
from geomap.geo import distance_km
from geomap.model import PlaceKind
from geomap.text import fold

FAR_KM = 30.0
"""A settlement may lie this far outside its country's or region's outline, and no farther."""

_CITY_STATES = frozenset({"HK", "MO", "SG", "VA", "MC", "GI"})


def add_cities(world: World) -> None:
    """Add the settlements of GeoNames."""
    capitals = {code: fold(e["capital"]) for code, e in world.sources.countries().items()}
    head: dict[str, Row] = {}
    for entry in world.cities:
        code, lat, lon = entry["countrycode"], entry["latitude"], entry["longitude"]
        if entry["geonameid"] in world.by_id:
            world.report["settlements that are there as a region, dropped"] += 1
            continue
        if world.regions.country_gap_km(code, lat, lon) > FAR_KM:
            world.report["settlements far outside their country, dropped"] += 1
            continue
        owner = _by_the_assembly(world, code, lat, lon)
        if owner != code:
            world.report["settlements given to the country that the General Assembly names"] += 1
        row = world.take(
            Row(name=entry["name"], lat=lat, lon=lon, kind=PlaceKind.SETTLEMENT, feature="PPL",
                source=GEONAMES, country=owner, geonameid=entry["geonameid"],
                population=entry["population"], score=people(entry["population"]))
        )  # fmt: skip
        region = world.admin1.get(f"{code}.{entry['admin1code']}") if owner == code else None
        row.admin1 = _region(world, row, region)
        world.alternates(row, entry["alternatenames"])
        if code in ARABIC:
            rename(row, plain(row.name))
        elif code == "UA":
            _rename_ukrainian(world, row)
        best = head.get(code)
        if capitals.get(code) in row.names and (best is None or best.population < row.population):
            head[code] = row
    for code, row in head.items():
        row.capital, row.feature = True, "PPLC"
        row.score += 0.0 if code in _CITY_STATES else 1.5


_HELD = frozenset({("IL", "SY"), ("IL", "PS"), ("RU", "UA"), ("RU", "GE"), ("MA", "EH")})
"""Countries that hold land of others, which sources may have as their own."""


def _by_the_assembly(world: World, code: str, lat: float, lon: float) -> str:
    """Return the country of a settlement; of one on held land the country that it belongs to."""
    if not any(code == holder for holder, _ in _HELD):
        return code
    there = world.regions.country_at(lat, lon)
    if there is None or (code, there) not in _HELD:
        return code
    return there if world.regions.country_gap_km(code, lat, lon) > 1.0 else code


def _region(world: World, row: Row, region: Row | None) -> Row | None:
    """Return the row's region by its code; by its position where the code's is elsewhere."""
    if region is not None:
        gap = world.regions.admin1_gap_km(world.code_of[id(region)], row.lat, row.lon)
        if gap is None or gap <= FAR_KM:
            return region
    there = world.admin1_at(row.lat, row.lon, row.country)
    if region is not None and there is not None:
        world.report["settlements in another region than their code's, moved"] += 1
    return there or region


def _rename_ukrainian(world: World, row: Row) -> None:
    """Show "Mykolaiv" for GeoNames' "Mykolayiv": the national system is what news writes."""
    latin = ukrainian_name(row.name, world.spellings[id(row)])
    if latin is not None:
        rename(row, latin)
        return
    latin = re.sub(r"(?<=[bcdfghklmnprstvz])y(?=[aeu])", "i", row.name)
    if latin != row.name and fold(latin) in row.names:
        rename(row, latin)


def add_villages(world: World) -> None:
    """Add the villages of Ukraine and Russia that no other source has."""
    near: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in world.rows:
        if row.kind is PlaceKind.SETTLEMENT and row.country in SLAVIC:
            near[cell(row.lat, row.lon)].append(row)
    states = _state_names(world)
    for entry in world.sources.postal_places("UA", "RU"):
        if entry.get("accuracy") != 4:
            world.report["postal places of low accuracy, dropped"] += 1
            continue
        code, lat, lon = entry["country_code"], entry["latitude"], entry["longitude"]
        name = re.sub(r"\s+\d+$", "", entry["city"].strip())
        shown = ukrainian_latin(name) if code == "UA" else russian_latin(name)
        if _known(near, {fold(name), fold(shown)}, lat, lon):
            world.report["villages known already"] += 1
            continue
        at = world.regions.country_at(lat, lon)
        if at is not None and at != code:
            world.report["villages outside their country, dropped"] += 1
            continue
        row = world.take(
            Row(name=shown, lat=lat, lon=lon, kind=PlaceKind.SETTLEMENT, feature="PPL",
                source="GeoNames postal codes", country=code, score=people(0))
        )  # fmt: skip
        row.admin1 = _region(world, row, states.get((code, fold(entry["state"]))))
        add(row, name, NameCode.ALIAS)
        world.spellings[id(row)].append(name)
        near[cell(lat, lon)].append(row)


def _state_names(world: World) -> dict[tuple[str, str], Row]:
    """Return the regions by the names that the postal source gives them."""
    found = {}
    for code, row in world.admin1.items():
        if code[:2] in ("UA", "RU"):
            for name in row.names:
                words = name.split()
                found[code[:2], name] = row
                if code.startswith("UA") and words[-1] == "oblast":
                    found["UA", " ".join(words[:-1])] = row
                if words[0] == "республика":
                    found["RU", " ".join([*words[1:], words[0]])] = row
    found.pop(("UA", "kyiv"), None)  # the city and the region around it share the word
    return found


def _known(near: dict[tuple[int, int], list[Row]], names: set[str], lat: float, lon: float) -> bool:
    """Tell whether a place of one of the names is there already, within 3.5 km."""
    y, x = cell(lat, lon)
    return any(
        not names.isdisjoint(row.names) and distance_km(lat, lon, row.lat, row.lon) < 3.5
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        for row in near.get((y + dy, x + dx), ())
    )
