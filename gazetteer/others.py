"""Rows of waters, airports and hand-written features."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log10, sqrt
from typing import Any

from world import NATURAL_EARTH, OWN, World, add, rename, table

from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import facility_forms, saint_forms
from geomap.gazetteer.write import Row
from geomap.geo import distance_km
from geomap.model import PlaceKind
from geomap.text import fold

_SCORE = {PlaceKind.FACILITY: 4.0, PlaceKind.SETTLEMENT: 2.6}


def add_seas(world: World) -> None:
    """Add oceans, seas, gulfs and straits."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for name, _, polygons in world.sources.seas():
        if name and name != "Kaliningrad":
            parts[name.title() if name.isupper() else name].extend(polygons)
    for name, polygons in sorted(parts.items()):
        lat, lon, area = world.regions.water(polygons)
        world.take(
            Row(name=name, lat=lat, lon=lon, kind=PlaceKind.WATER, feature="SEA",
                source=NATURAL_EARTH, score=5.0 + log10(max(area, 10)) / 3,
                radius_km=round(sqrt(area / 3.14159), 1))
        )  # fmt: skip


def add_airports(world: World) -> None:
    """Add the airports that airlines fly to."""
    entries = list(world.sources.airports())
    of_city = Counter((e["country"], e["city"]) for e in entries if e["iata"] and e["name"])
    for entry in entries:
        if not entry["iata"] or not entry["name"]:
            continue
        lat, lon, code = float(entry["lat"]), float(entry["lon"]), entry["country"]
        name = entry["name"]
        shown = name if "airport" in name.lower() or "base" in name.lower() else f"{name} Airport"
        row = world.take(
            Row(name=shown, lat=lat, lon=lon, kind=PlaceKind.FACILITY, feature="airport",
                source="airportsdata", country=code, admin1=world.admin1_at(lat, lon, code),
                score=2.6 + ("International" in name) * 0.6, radius_km=2.0)
        )  # fmt: skip
        if of_city[code, entry["city"]] == 1 and entry["city"]:  # Copenhagen Kastrup Airport
            add(row, f"{entry['city']} airport", NameCode.ALTERNATE)
        if "International" in name:
            add(row, f"{entry['city']} airport", NameCode.ALTERNATE)
            add(row, f"{entry['city']} international airport", NameCode.ALTERNATE)
            add(row, shown.replace(" International", ""), NameCode.ALIAS)


def _reach(kind: PlaceKind, radius: float, source: str) -> float:
    """Return how far off, in km, a known place may lie and still be the one that is meant."""
    if kind is not PlaceKind.SETTLEMENT:
        return max(8.0, radius)
    return 20.0 if source.startswith("own estimate") else 7.0


def add_features(world: World) -> None:
    """Add the hand-written places; one that is there already gets their names and weight."""
    for name in ("features.csv", "places_in_the_news.csv"):
        _add_entries(world, table(name))


def add_scripts(world: World) -> None:
    """Give waters, regions and facilities their names in other scripts."""
    named: dict[tuple[str, str], Row] = {}
    ranked = sorted(world.rows, key=lambda row: row.score)
    for row in ranked:
        for name, code in row.names.items():
            if code in (NameCode.MAIN, NameCode.ALIAS, NameCode.ALTERNATE, NameCode.FORM):
                named[row.kind.value, name] = row
    for row in ranked:
        named[row.kind.value, fold(row.name)] = row
    for entry in table("other_scripts.csv"):
        row = named.get((entry["kind"], fold(entry["name"])))
        if row is None:
            raise ValueError(f"other_scripts.csv: no {entry['kind']} is named {entry['name']!r}")
        world.by_hand.add(id(row))
        for alias in entry["aliases"].split("|"):
            add(row, alias, NameCode.ALIAS)
            world.spellings[id(row)] += [alias] if "Ѐ" <= alias[0] <= "ӿ" else []


def _add_entries(world: World, entries: list[dict[str, str]]) -> None:
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in world.rows:
        for name in row.names:
            by_name[name].append(row)
    for entry in entries:
        lat, lon = float(entry["lat"]), float(entry["lon"])
        radius = float(entry["radius_km"] or 0)
        kind, country = PlaceKind(entry["kind"]), entry["country"] or None
        folded = {fold(n) for n in [entry["name"], *entry["aliases"].split("|")] if n}
        reach = _reach(kind, radius, entry["source"])
        same = [
            row
            for row in dict.fromkeys(row for name in sorted(folded) for row in by_name[name])
            if row.kind is kind
            and distance_km(lat, lon, row.lat, row.lon) < reach
            and (kind is not PlaceKind.SETTLEMENT or row.country == country)
        ]
        if same:
            exact = [row for row in same if fold(entry["name"]) in row.names] or same
            row = (
                min(exact, key=lambda r: distance_km(lat, lon, r.lat, r.lon))
                if kind is PlaceKind.SETTLEMENT
                else max(exact, key=lambda r: r.score)
            )
            world.report["hand-written features merged into known places"] += 1
            rename(row, entry["name"])
            row.country = country or row.country
        else:
            row = world.take(
                Row(name=entry["name"], lat=lat, lon=lon, kind=kind, feature=entry["feature"],
                    source=OWN, country=country, score=_SCORE.get(kind, 4.8),
                    admin1=world.admin1_at(lat, lon, country) if country else None)
            )  # fmt: skip
            if radius > 150:  # it spans regions
                row.admin1 = None
        world.by_hand.add(id(row))
        for name in saint_forms(entry["name"]):
            add(row, name, NameCode.ALIAS)
        if entry["name"] == "Golan Heights":
            row.outline, row.area_km2 = world.regions.golan
        if row.outline is None:
            row.radius_km = radius or row.radius_km
        if entry["priority"]:
            row.score = float(entry["priority"])
            world.ranked_by_hand.add(id(row))
        if kind is PlaceKind.FACILITY:
            for name in [entry["name"], *entry["aliases"].split("|")]:
                for form in facility_forms(name):
                    add(row, form, NameCode.ALTERNATE)
        for alias in entry["aliases"].split("|"):
            if alias:
                add(row, alias, NameCode.ALIAS)
                world.spellings[id(row)] += [alias] if "Ѐ" <= alias[0] <= "ӿ" else []
