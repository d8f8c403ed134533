"""Rows of continents, countries, their divisions, and regions without a government."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from math import sqrt

from seats import AT_REGION, Seats
from world import GEONAMES, World, add, people, rename, table

from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import district_forms, region_cores, region_forms
from geomap.gazetteer.spell import ARABIC, SLAVIC, plain
from geomap.gazetteer.translit import skeleton
from geomap.gazetteer.write import Row
from geomap.geo import distance_km
from geomap.model import PlaceKind
from geomap.text import fold

FAR_FROM_POINT_KM = 300.0
FAR_KM = 30.0
"""A district's point may lie this far outside its region's outline, and no farther."""


def add_continents(world: World) -> None:
    """Add the seven continents."""
    for key, (main, _, lat, lon, kind, population) in world.points.items():
        if kind == "continent":
            row = world.take(
                Row(name=main, lat=lat, lon=lon, kind=PlaceKind.CONTINENT, feature="CONT",
                    source=GEONAMES, score=9.2, population=int(population), geonameid=key,
                    radius_km=3000.0)
            )  # fmt: skip
            world.alternates(row, world.point_names[key])


def add_countries(world: World) -> None:
    """Add countries and territories with the points that GeoNames gives them."""
    aliases = world.sources.country_aliases()
    hand = {entry["iso"]: entry for entry in table("countries.csv")}
    for code, entry in sorted(world.sources.countries().items()):
        if code in ("AN", "CS"):
            world.report["countries that no longer exist, dropped"] += 1
            continue
        own = hand.get(code, {"name": entry["name"], "aliases": "", "lat": "", "lon": ""})
        point = world.points.get(entry["geonameid"])
        lat_lon = (point[2], point[3]) if point else world.regions.country_point(code)
        if own["lat"]:
            lat_lon = float(own["lat"]), float(own["lon"])
        if lat_lon is None:
            world.report["countries without a point or outline, dropped"] += 1
            continue
        row = world.take(
            Row(name=own["name"], lat=lat_lon[0], lon=lat_lon[1], kind=PlaceKind.COUNTRY,
                feature="PCLI", source=GEONAMES, country=code, population=entry["population"],
                geonameid=entry["geonameid"], score=7.6 + people(entry["population"]) / 6)
        )  # fmt: skip
        for name in [entry["name"], *own["aliases"].split("|")]:
            if name:
                add(row, name, NameCode.ALIAS)
        world.alternates(row, [*aliases.get(code, []), *world.point_names[entry["geonameid"]]])
        outline = world.regions.country(code)
        if outline:
            row.outline, row.area_km2 = outline
        world.countries[code] = row


def add_admin1(world: World) -> None:
    """Add first-order divisions: at GeoNames' point, else ISO's, else one inside the outline."""
    iso_points = world.sources.iso_points()
    for entry in world.sources.subdivisions():
        if len(entry) < 9 or entry[2].count(".") != 1 or not entry[3]:
            continue
        name, iso, code, gid, kind, aliases = entry[:6]
        point, outline = world.points.get(int(gid)), world.regions.admin1(code)
        lat_lon = (point[2], point[3]) if point else iso_points.get(iso)
        if lat_lon is None and outline is not None:
            lat_lon = world.regions.inside(code)
        if lat_lon is None:
            world.report["admin1 without a point or outline, dropped"] += 1
            continue
        english = world.regions.english(code)
        names = [name, *aliases.split("|"), *world.point_names[int(gid)]]
        population = int(point[5]) if point else 0
        row = world.take(
            Row(name=point[0] if point else name, lat=lat_lon[0], lon=lat_lon[1],
                kind=PlaceKind.ADMIN1, feature="ADM1", source=GEONAMES, country=code[:2],
                geonameid=int(gid), population=population, score=people(population or 30_000))
        )  # fmt: skip
        row.admin1 = row
        rename(row, _shown_region(code, row.name, english, names))
        world.alternates(row, names)
        base = dict.fromkeys(fold(n) for n in [row.name, name, *english, *aliases.split("|")] if n)
        for form in region_forms(list(base), row.country, kind):
            add(row, form, NameCode.FORM)
        for core in region_cores(list(base)):
            add(row, core, NameCode.FORM)
        world.alternates(row, english)
        if outline is not None:
            row.outline, row.area_km2 = outline
        world.admin1[code] = row
        world.code_of[id(row)] = code
    _add_states(world)


def _add_states(world: World) -> None:
    """Add the abbreviations of American states and Canadian provinces."""
    states = {
        name: row
        for code, row in world.admin1.items()
        if code[:3] in ("US.", "CA.")
        for name in row.names
    }
    for entry in table("us_states.csv"):
        state = states[fold(entry["state"])]
        for name in entry["aliases"].split("|"):
            if name:
                add(state, name, NameCode.ALIAS)


_PREFIX = re.compile(
    r"^(?:Estado|Provincia|Departamento|Département|State|Province|Région|Region|Gouvernorat|"
    r"Governorate|Muhafazat|Mohafazat|Muhafazah|Ostan-e|Provincie|Provinsi|Wilaya|Distrito|"
    r"Respublika|Województwo|Misto)"
    r"(?: de la| de| del| di| da| do| of| d’| d'| al)? ?(?=[A-ZÀ-Ž])(.{3,})$"
)


def _shown_region(code: str, main: str, english: list[str], names: list[str]) -> str:
    """Choose the name a region is shown by: "Donetsk Oblast" rather than "Donets'ka Oblast'"."""
    special = {"UA.11": "Crimea", "UA.20": "Sevastopol", "UA.12": "Kyiv City", "MX.15": main}
    if code in special:
        return special[code]
    if code[:2] in ("UA", "RU", "KZ", "BY"):
        regular = re.compile(r"[A-Z][A-Za-z-]*(?: [A-Z][A-Za-z-]*)? (?:Oblast|Krai|Region)")
        for name in names:
            if regular.fullmatch(name) and not re.search(r"(?:ska|skaya|skaja|aya|zka) ", name):
                return name
        if code[:2] == "RU" and english:
            return english[0]
    if code[:2] in ARABIC:
        main = plain(main)
    match = _PREFIX.match(main)
    return match.group(1) if match else main


def add_admin2(world: World) -> None:
    """Add second-order divisions that have a point; then those GeoNames points that are left."""
    unplaced = []
    for entry in world.sources.subdivisions():
        if len(entry) < 9 or entry[2].count(".") != 2 or not entry[3]:
            continue
        name, _, code, gid, _, aliases = entry[:6]
        key = int(gid)
        if key in world.by_id:
            continue
        point = world.points.get(key)
        outline = world.regions.county(code) or world.regions.admin2(key)
        lat_lon = (point[2], point[3]) if point else world.regions.inside_of(outline)
        gap = lat_lon and world.regions.admin1_gap_km(code.rsplit(".", 1)[0], *lat_lon)
        if gap and gap > FAR_KM:
            world.report["admin2 with a point outside their region, put anew"] += 1
            lat_lon = None
        if lat_lon is None:
            unplaced.append(entry)
            continue
        population = int(point[5]) if point else 0
        row = Row(
            name=point[0] if point else name, lat=lat_lon[0], lon=lat_lon[1],
            kind=PlaceKind.ADMIN2, feature="ADM2", source=GEONAMES, country=code[:2],
            admin1=world.admin1.get(code.rsplit(".", 1)[0]), geonameid=key,
            population=population, score=people(population or 3_000) - 1.5,
        )  # fmt: skip
        if outline:
            row.outline, row.area_km2 = outline
        _add_division(world, row, [name, *aliases.split("|"), *world.point_names[key]])
    world.unplaced = unplaced
    later = {int(entry[3]) for entry in unplaced}
    for key, (main, country, lat, lon, kind, population) in world.points.items():
        if kind not in ("admin2", "admin3", "admin_other") or key in world.by_id or key in later:
            continue
        if isinstance(country, str):
            row = Row(
                name=main, lat=lat, lon=lon, kind=PlaceKind.ADMIN2,
                feature={"admin2": "ADM2", "admin3": "ADM3"}.get(kind, "ADMD"),
                source=GEONAMES, country=country, admin1=world.admin1_at(lat, lon, country),
                geonameid=key, population=int(population), score=people(population) - 1.8,
            )  # fmt: skip
            _add_division(world, row, world.point_names[key])


def _add_division(world: World, row: Row, names: list[str]) -> None:
    world.take(row)
    if row.country in ARABIC:
        rename(row, plain(row.name))
    world.alternates(row, names)
    latin = [fold(row.name), *(name for name in row.names if name.isascii())]
    for form in district_forms(latin, row.country):
        add(row, form, NameCode.FORM)


def add_unplaced(world: World) -> None:
    """Put the divisions without a point at their namesake town, the rest at their region's point.

    The radius says how much that is worth: a district's about the town, else the region's own.
    """
    seats = Seats(world.rows)
    for name, _, code, gid, _, aliases in (entry[:6] for entry in world.unplaced):
        region = world.admin1.get(code.rsplit(".", 1)[0])
        if region is None or int(gid) in world.by_id:
            world.report["admin2 without a point or a region, dropped"] += 1
            continue
        names = [name, *(a for a in aliases.split("|") if a)]
        seat, rule = seats.of(names, region)
        if seat is not None and _is_far(world, code, region, seat):
            seat, rule = None, AT_REGION
        if seat is None and any(letter.isdigit() for letter in name):
            world.report["admin2 without a point whose name is a number, dropped"] += 1
            continue
        where = seat or region
        world.report[f"admin2 without a point, put {rule}"] += 1
        row = Row(
            name=name, lat=where.lat, lon=where.lon, kind=PlaceKind.ADMIN2,
            feature="ADM2" if seat else "ADM2?", source=GEONAMES, country=code[:2],
            admin1=region, geonameid=int(gid), score=2.0,
            radius_km=0.0 if seat else round(sqrt(max(region.area_km2, 900.0) / 3.14159), 1),
        )  # fmt: skip
        _add_division(world, row, [*names, *world.point_names[int(gid)]])


def _is_far(world: World, code: str, region: Row, seat: Row) -> bool:
    """Tell whether a town lies outside a region; where it has no outline, far from its point."""
    gap = world.regions.admin1_gap_km(code.rsplit(".", 1)[0], seat.lat, seat.lon)
    if gap is None:
        return distance_km(region.lat, region.lon, seat.lat, seat.lon) > FAR_FROM_POINT_KM
    return gap > FAR_KM


def add_areas(world: World) -> None:
    """Add regions without a government: the Middle East, the Sahel, New England."""
    divisions: dict[tuple[str | None, str], Row] = {
        (row.country, fold(row.name)): row for row in world.admin1.values()
    }
    for key, (main, country, lat, lon, kind, population) in world.points.items():
        if kind != "region" or key in world.by_id:
            continue
        code = country if isinstance(country, str) else None
        if (code, fold(main)) in divisions:
            world.report["regions that repeat a division, dropped"] += 1
            continue
        row = world.take(
            Row(name=main, lat=lat, lon=lon, kind=PlaceKind.AREA, feature="RGN",
                source=GEONAMES, country=code, geonameid=key, population=int(population),
                admin1=world.admin1_at(lat, lon, code) if code else None,
                score=max(2.5, people(population) - 1.5),
                radius_km=round(min(3000.0, max(20.0, sqrt(population) / 8)), 1))
        )  # fmt: skip
        world.alternates(row, world.point_names[key])


def rank_divisions(world: World) -> None:
    """Put a division behind a large town of the same name inside it."""
    towns: dict[int, list[Row]] = defaultdict(list)
    for row in world.rows:
        if row.kind is PlaceKind.SETTLEMENT and row.admin1 is not None:
            towns[id(row.admin1)].append(row)
    for region in world.admin1.values():
        inside = towns[id(region)]
        if not region.population:
            region.score = people(max(sum(row.population for row in inside), 10_000))
        for town in inside:
            large = town.population > max(10_000, 0.01 * 10**region.score)
            shared = region.names.keys() & town.names.keys() if large else ()
            if shared and id(region) not in world.ranked_by_hand:
                region.score = min(region.score, town.score - 0.1)
            for name in shared:
                if region.names[name] in (NameCode.MAIN, NameCode.ALIAS):
                    add(town, name, NameCode.ALIAS)
    worth = _worth_of_names(towns)
    for row in world.rows:
        if row.kind is PlaceKind.ADMIN2 and row.admin1 is not None:
            best = max((worth.get((id(row.admin1), name), 0.0) for name in row.names), default=0.0)
            if best > 2.5:
                row.score = min(row.score, best - 0.1)


def name_regions_by_towns(world: World) -> None:
    """Give a region the forms of the names of its namesake town: "Hodeidah governorate".

    Spellings near the name of either count ("Dnepropetrovsk region"), older names do not.
    """
    for row in world.rows:
        region = row.admin1
        if row.kind is not PlaceKind.SETTLEMENT or region is None or row.population < 50_000:
            continue
        if region.names.keys().isdisjoint(row.names):
            continue
        for form in region_forms([fold(row.name)], region.country):
            add(region, form, NameCode.FORM)
        if region.country not in _SPELT_MANY_WAYS:
            continue
        own = {skeleton(row.name), *(core for core in region_cores(list(region.names)))}
        for name, code in list(row.names.items()):
            if code is not NameCode.WEAK and len(name) > 3 and any(_alike(name, o) for o in own):
                words = ["region", "oblast" if region.country in SLAVIC else "province"]
                for word in [*words, *(["voblast"] if region.country == "BY" else [])]:
                    add(region, f"{name} {word}", NameCode.FORM)


_SPELT_MANY_WAYS = ARABIC | SLAVIC


def _alike(name: str, other: str) -> bool:
    return name.isascii() and SequenceMatcher(None, name, other).ratio() >= 0.7


def name_districts_by_towns(world: World) -> None:
    """Give a raion the forms of its town's name: "Sudzha district" for Sudzhanskiy Rayon."""
    seats = Seats(world.rows)
    for row in world.rows:
        if row.kind is not PlaceKind.ADMIN2 or row.country not in SLAVIC or row.admin1 is None:
            continue
        if not any(re.search(r" ra[iy]on$| district$", name) for name in row.names):
            continue
        latin = [row.name, *(name for name in row.names if name.isascii())]
        town, _ = seats.of(latin, row.admin1)
        if town is None or (
            row.feature != "ADM2?" and distance_km(row.lat, row.lon, town.lat, town.lon) > 80
        ):
            continue
        for word in ("district", "raion"):
            add(row, f"{fold(town.name)} {word}", NameCode.FORM)


def _worth_of_names(towns: dict[int, list[Row]]) -> dict[tuple[int, str], float]:
    """Return how prominent the best town of a name is, by region."""
    worth: dict[tuple[int, str], float] = {}
    for region, inside in towns.items():
        for town in inside:
            for name, code in town.names.items():
                if code is NameCode.MAIN or town.population > 10_000:
                    score = town.score - code.penalty
                    worth[region, name] = max(worth.get((region, name), 0.0), score)
    return worth
