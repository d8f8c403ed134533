"""Turn what the sources say into rows: one a place, with its names, parents and prominence."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import floor, log10, sqrt
from pathlib import Path
from typing import Any

from shapes import Regions
from sources import Sources

from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import (
    arabic_variants,
    district_forms,
    inflected,
    region_cores,
    region_forms,
    russian_latin,
    russified,
    saint_forms,
    ukrainian_latin,
)
from geomap.gazetteer.write import Row
from geomap.geo import distance_km
from geomap.model import PlaceKind
from geomap.text import fold

HERE = Path(__file__).parent
GEONAMES, NATURAL_EARTH = "GeoNames", "Natural Earth"

_CODE = re.compile(r"[A-Z]{2,4}\d?|\d+|[A-Z]\d+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[А-Яа-яІіЇїЄєҐґЁё' ’ʼ-]+")
_SLAVIC = frozenset({"UA", "RU", "BY"})
_ARABIC = frozenset("SY IQ JO LB EG YE PS TN OM KW BH SA AE QA LY SD DZ MA IR AF".split())


def table(name: str) -> list[dict[str, str]]:
    """Read one of the hand-written tables beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def usable(name: str) -> bool:
    """Tell whether an alternate name is one that people write.

    Codes ("HRK"), bare numbers, and names in Latin letters without a capital are not: the last
    are machine transliterations of other scripts ("hrqwb").
    """
    if _CODE.fullmatch(name) or not name.strip() or len(name) > 80:
        return False
    if "\ud800" <= max(name) <= "\udfff" or "http" in name:
        return False
    return not (_LATIN.search(name) and name == name.lower())


def add(row: Row, name: str, code: NameCode) -> None:
    """Give a row a name; a name it has already keeps its better code."""
    folded = fold(name)
    if len(folded) < 2 and not ("\u2e80" <= folded <= "\uffff"):
        return
    old = row.names.get(folded)
    if old is None or code.penalty < old.penalty or code is NameCode.MAIN:
        row.names[folded] = code


def people(population: float) -> float:
    """Return the prominence of so many people."""
    return log10(max(population, 30))


class Counted(Counter[str]):
    """What the build did to rows that fail the sources' own sense, by rule."""


class Builder:
    """Collects the rows, source by source, from the large to the small."""

    def __init__(self, sources: Sources) -> None:
        """Read what every step needs: outlines and the GeoNames points by id."""
        self.sources = sources
        self.rows: list[Row] = []
        self.report = Counted()
        self.regions = Regions(sources.region_shapes(), sources.country_shapes())
        self.regions.join_hierarchy(sources.subdivisions())
        self.regions.load_counties(*sources.counties())
        self.points: dict[int, list[Any]] = {}
        self.point_names: dict[int, list[str]] = defaultdict(list)
        for name, main, country, lon, lat, gid, kind, population in sources.geonames_points():
            key = int(gid)
            self.points.setdefault(key, [main, country, lat, lon, kind, population])
            self.point_names[key].append(name)
        self.countries: dict[str, Row] = {}
        self.admin1: dict[str, Row] = {}
        self.by_id: dict[int, Row] = {}

    def take(self, row: Row) -> Row:
        """Keep a row and give it its main name."""
        add(row, row.name, NameCode.MAIN)
        self.rows.append(row)
        if row.geonameid:
            self.by_id[row.geonameid] = row
        return row

    def build(self) -> list[Row]:
        """Run all steps."""
        self.add_continents()
        self.add_countries()
        self.add_admin1()
        self.add_admin2()
        self.add_areas()
        self.add_cities()
        self.add_villages()
        self.add_seas()
        self.add_airports()
        self.add_features()
        self.settle_names()
        return self.rows

    # ── the large ────────────────────────────────────────────────────────────────────────────

    def add_continents(self) -> None:
        """Add the seven continents."""
        for key, (main, _, lat, lon, kind, population) in self.points.items():
            if kind == "continent":
                row = self.take(
                    Row(name=main, lat=lat, lon=lon, kind=PlaceKind.CONTINENT, feature="CONT",
                        source=GEONAMES, score=9.2, population=int(population), geonameid=key,
                        radius_km=3000.0)
                )  # fmt: skip
                self._alternates(row, self.point_names[key])

    def add_countries(self) -> None:
        """Add countries and territories with the points that GeoNames gives them."""
        aliases = self.sources.country_aliases()
        hand = {entry["iso"]: entry for entry in table("countries.csv")}
        for code, entry in sorted(self.sources.countries().items()):
            if code in ("AN", "CS"):
                self.report["countries that no longer exist, dropped"] += 1
                continue
            own = hand.get(code, {"name": entry["name"], "aliases": ""})
            point = self.points.get(entry["geonameid"])
            lat_lon = (point[2], point[3]) if point else self.regions.country_point(code)
            if lat_lon is None:
                self.report["countries without a point or outline, dropped"] += 1
                continue
            row = self.take(
                Row(name=own["name"], lat=lat_lon[0], lon=lat_lon[1], kind=PlaceKind.COUNTRY,
                    feature="PCLI", source=GEONAMES, country=code, population=entry["population"],
                    geonameid=entry["geonameid"], score=7.6 + people(entry["population"]) / 6)
            )  # fmt: skip
            for name in [entry["name"], *own["aliases"].split("|")]:
                if name:
                    add(row, name, NameCode.ALIAS)
            self._alternates(row, [*aliases.get(code, []), *self.point_names[entry["geonameid"]]])
            outline = self.regions.country(code)
            if outline:
                row.outline, row.area_km2 = outline
            self.countries[code] = row
        self.continents = {
            code: entry["continentcode"] for code, entry in self.sources.countries().items()
        }

    def add_admin1(self) -> None:
        """Add first-order divisions: GeoNames' id and point, else ISO's point, else the outline's."""
        iso_points = self.sources.iso_points()
        for entry in self.sources.subdivisions():
            if len(entry) < 9 or entry[2].count(".") != 1 or not entry[3]:
                continue
            name, iso, code, gid, kind, aliases = entry[:6]
            point = self.points.get(int(gid))
            outline = self.regions.admin1(code)
            lat_lon = (point[2], point[3]) if point else iso_points.get(iso)
            if lat_lon is None and outline is not None:
                lat_lon = self.regions.inside(code)
            if lat_lon is None:
                self.report["admin1 without a point or outline, dropped"] += 1
                continue
            english = self.regions.english(code)
            names = [name, *aliases.split("|"), *self.point_names[int(gid)]]
            shown = _shown_region(code, point[0] if point else name, english, names)
            population = int(point[5]) if point else 0
            row = self.take(
                Row(name=shown, lat=lat_lon[0], lon=lat_lon[1], kind=PlaceKind.ADMIN1,
                    feature="ADM1", source=GEONAMES, country=code[:2], geonameid=int(gid),
                    population=population, score=people(population or 30_000))
            )  # fmt: skip
            row.admin1 = row
            self._alternates(row, names)
            base = dict.fromkeys(fold(n) for n in [shown, name, *english, *aliases.split("|")] if n)
            for form in region_forms(list(base), row.country, kind):
                add(row, form, NameCode.FORM)
            for core in region_cores(list(base)):
                add(row, core, NameCode.FORM)
            for english_name in english:
                add(row, english_name, NameCode.ALTERNATE)
            if outline is not None:
                row.outline, row.area_km2 = outline
            self.admin1[code] = row
        by_state = {row.name: row for code, row in self.admin1.items() if code.startswith("US.")}
        for entry in table("us_states.csv"):
            state = by_state.get(entry["state"]) or by_state.get("Washington, D.C.")
            for name in entry["aliases"].split("|"):
                if name and state is not None:
                    add(state, name, NameCode.ALIAS)

    def add_admin2(self) -> None:
        """Add second-order divisions that have a point; also third-order ones that are known."""
        seen = set()
        for entry in self.sources.subdivisions():
            if len(entry) < 9 or entry[2].count(".") != 2 or not entry[3]:
                continue
            name, iso, code, gid, _, aliases = entry[:6]
            key = int(gid)
            seen.add(key)
            point, outline = self.points.get(key), self.regions.admin2(key, iso)
            county = self.regions.county(code)
            lat_lon = (point[2], point[3]) if point else None
            if lat_lon is None and (outline or county):
                lat_lon = self.regions.inside_of(county or outline)
            if lat_lon is None or key in self.by_id:
                self.report["admin2 without a point, left out"] += key not in self.by_id
                continue
            population = int(point[5]) if point else 0
            row = Row(
                name=point[0] if point else name, lat=lat_lon[0], lon=lat_lon[1],
                kind=PlaceKind.ADMIN2, feature="ADM2", source=GEONAMES, country=code[:2],
                admin1=self.admin1.get(code.rsplit(".", 1)[0]), geonameid=key,
                population=population, score=people(population or 3_000) - 1.5,
            )  # fmt: skip
            chosen = county or outline
            if chosen:
                row.outline, row.area_km2 = chosen
            self._add_division(row, [name, *aliases.split("|"), *self.point_names[key]])
        for key, (main, country, lat, lon, kind, population) in self.points.items():
            if kind in ("admin2", "admin3", "admin_other") and key not in self.by_id:
                if not isinstance(country, str) or key in seen:
                    continue
                row = Row(
                    name=main, lat=lat, lon=lon, kind=PlaceKind.ADMIN2,
                    feature={"admin2": "ADM2", "admin3": "ADM3"}.get(kind, "ADMD"),
                    source=GEONAMES, country=country, admin1=self._admin1_at(lat, lon, country),
                    geonameid=key, population=int(population), score=people(population) - 1.8,
                )  # fmt: skip
                self._add_division(row, self.point_names[key])

    def _add_division(self, row: Row, names: list[str]) -> None:
        self.take(row)
        self._alternates(row, names)
        for form in district_forms([n for n in row.names if n.isascii()]):
            add(row, form, NameCode.FORM)

    def add_areas(self) -> None:
        """Add regions without a government: the Middle East, the Sahel, New England."""
        for key, (main, country, lat, lon, kind, population) in self.points.items():
            if kind == "region" and key not in self.by_id and population >= 0:
                code = country if isinstance(country, str) else None
                row = self.take(
                    Row(name=main, lat=lat, lon=lon, kind=PlaceKind.AREA, feature="RGN",
                        source=GEONAMES, country=code, geonameid=key, population=int(population),
                        admin1=self._admin1_at(lat, lon, code) if code else None,
                        score=max(2.5, people(population) - 1.5), radius_km=_wide(population))
                )  # fmt: skip
                self._alternates(row, self.point_names[key])

    # ── settlements ──────────────────────────────────────────────────────────────────────────

    def add_cities(self) -> None:
        """Add the settlements of GeoNames."""
        capitals = {
            code: fold(entry["capital"]) for code, entry in self.sources.countries().items()
        }
        head: dict[str, Row] = {}
        for entry in self.sources.cities():
            code = entry["countrycode"]
            lat, lon, population = entry["latitude"], entry["longitude"], entry["population"]
            row = self.take(
                Row(name=entry["name"], lat=lat, lon=lon, kind=PlaceKind.SETTLEMENT, feature="PPL",
                    source=GEONAMES, country=code, admin1=self.admin1.get(
                        f"{code}.{entry['admin1code']}"), geonameid=entry["geonameid"],
                    population=population, score=people(population))
            )  # fmt: skip
            row.admin1 = row.admin1 or self._admin1_at(lat, lon, code)
            self._alternates(row, entry["alternatenames"])
            capital = capitals.get(code)
            best = head.get(code)
            if capital in row.names and (best is None or best.population < population):
                head[code] = row
        for row in head.values():
            row.capital, row.feature = True, "PPLC"
            row.score += 1.5

    def add_villages(self) -> None:
        """Add the villages of Ukraine and Russia that no other source has."""
        near: dict[tuple[int, int], list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.kind is PlaceKind.SETTLEMENT and row.country in _SLAVIC:
                near[_cell(row.lat, row.lon)].append(row)
        states = self._state_names()
        for entry in self.sources.postal_places("UA", "RU"):
            if entry.get("accuracy") != 4:
                self.report["postal places of low accuracy, dropped"] += 1
                continue
            code, cyrillic = entry["country_code"], entry["city"].strip()
            lat, lon = entry["latitude"], entry["longitude"]
            name = re.sub(r"\s+\d+$", "", cyrillic)
            shown = ukrainian_latin(name) if code == "UA" else russian_latin(name)
            folded = {fold(name), fold(shown)}
            if self._known(near, folded, lat, lon):
                self.report["villages known already"] += 1
                continue
            at = self.regions.country_at(lat, lon)
            if at is not None and at != code:
                self.report["villages outside their country, dropped"] += 1
                continue
            row = self.take(
                Row(name=shown, lat=lat, lon=lon, kind=PlaceKind.SETTLEMENT, feature="PPL",
                    source="GeoNames postal codes", country=code, score=people(0),
                    admin1=states.get((code, fold(entry["state"])))
                    or self._admin1_at(lat, lon, code))
            )  # fmt: skip
            add(row, name, NameCode.ALIAS)
            near[_cell(lat, lon)].append(row)

    def _state_names(self) -> dict[tuple[str, str], Row]:
        found = {}
        for code, row in self.admin1.items():
            if code[:2] in ("UA", "RU"):
                for name in row.names:
                    words = name.split()
                    found[code[:2], name] = row
                    if code.startswith("UA") and words[-1] == "oblast":
                        found["UA", " ".join(words[:-1])] = row
                    if words[0] == "республика":
                        found["RU", " ".join([*words[1:], words[0]])] = row
        found.pop(("UA", "kyiv"), None)
        return found

    def _known(
        self, near: dict[tuple[int, int], list[Row]], names: set[str], lat: float, lon: float
    ) -> bool:
        y, x = _cell(lat, lon)
        return any(
            not names.isdisjoint(row.names) and distance_km(lat, lon, row.lat, row.lon) < 3.5
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for row in near.get((y + dy, x + dx), ())
        )

    # ── waters, airports, features ───────────────────────────────────────────────────────────

    def add_seas(self) -> None:
        """Add oceans, seas, gulfs and straits."""
        parts: dict[str, list[Any]] = defaultdict(list)
        for name, _, polygons in self.sources.seas():
            if name and name != "Kaliningrad":
                parts[name.title() if name.isupper() else name].extend(polygons)
        for name, polygons in sorted(parts.items()):
            lat, lon, area = self.regions.water(polygons)
            self.take(
                Row(name=name, lat=lat, lon=lon, kind=PlaceKind.WATER, feature="SEA",
                    source=NATURAL_EARTH, score=4.0 + log10(max(area, 10)) / 3,
                    radius_km=round(sqrt(area / 3.14159), 1))
            )  # fmt: skip

    def add_airports(self) -> None:
        """Add the airports that airlines fly to."""
        for entry in self.sources.airports():
            if not entry["iata"] or not entry["name"]:
                continue
            lat, lon, code = float(entry["lat"]), float(entry["lon"]), entry["country"]
            name = entry["name"]
            shown = name if "airport" in name.lower() or "base" in name.lower() else f"{name} Airport"
            row = self.take(
                Row(name=shown, lat=lat, lon=lon, kind=PlaceKind.FACILITY, feature="airport",
                    source="airportsdata", country=code, admin1=self._admin1_at(lat, lon, code),
                    score=2.6 + ("International" in name) * 0.6, radius_km=2.0)
            )  # fmt: skip
            if "International" in name:
                add(row, f"{entry['city']} airport", NameCode.ALTERNATE)
                add(row, f"{entry['city']} international airport", NameCode.ALTERNATE)
                add(row, shown.replace(" International", ""), NameCode.ALTERNATE)

    def add_features(self) -> None:
        """Add the hand-written features; one that is there already gets their names and weight."""
        by_name: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for name in row.names:
                by_name[name].append(row)
        for entry in table("features.csv"):
            lat, lon = float(entry["lat"]), float(entry["lon"])
            radius = float(entry["radius_km"] or 0)
            reach = max(8.0, radius)
            kind = PlaceKind(entry["kind"])
            same = [
                row
                for row in by_name.get(fold(entry["name"]), ())
                if row.kind is kind and distance_km(lat, lon, row.lat, row.lon) < reach
            ]
            row = max(same, key=lambda r: r.score, default=None) if same else None
            if row is None:
                country = entry["country"] or None
                row = self.take(
                    Row(name=entry["name"], lat=lat, lon=lon, kind=kind, feature=entry["feature"],
                        source="geomap", country=country, score=_default_score(kind),
                        admin1=self._admin1_at(lat, lon, country) if country else None)
                )  # fmt: skip
            else:
                self.report["hand-written features merged into known places"] += 1
            row.radius_km = radius or row.radius_km
            if entry["priority"]:
                row.score = float(entry["priority"])
            for alias in entry["aliases"].split("|"):
                if alias:
                    add(row, alias, NameCode.ALIAS)

    # ── names ────────────────────────────────────────────────────────────────────────────────

    def _alternates(self, row: Row, names: Iterable[str]) -> None:
        for name in names:
            if name and usable(name):
                add(row, name, NameCode.ALTERNATE)

    def settle_names(self) -> None:
        """Drop and weaken misleading alternates; add what rules can make of the names."""
        countries = {
            n for r in self.countries.values() for n, c in r.names.items()
            if c in (NameCode.MAIN, NameCode.ALIAS)
        }  # fmt: skip
        regions: dict[str, set[int]] = defaultdict(set)
        for row in self.admin1.values():
            regions[fold(row.name)].add(id(row))
        mains = Counter(
            (row.country, fold(row.name)) for row in self.rows if row.kind is PlaceKind.SETTLEMENT
        )
        for row in self.rows:
            if row.kind is PlaceKind.SETTLEMENT:
                self._clean(row, countries, regions, mains)
                self._enrich(row)
            elif row.country in _SLAVIC and row.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2):
                self._inflect(row)
        for row in self.countries.values():
            self._inflect(row)
        self._rank_regions()

    def _clean(
        self,
        row: Row,
        countries: set[str],
        regions: dict[str, set[int]],
        mains: Counter[tuple[str | None, str]],
    ) -> None:
        main = fold(row.name)
        for name, code in list(row.names.items()):
            if code is not NameCode.ALTERNATE or name == main:
                continue
            if name in countries:
                del row.names[name]
                self.report["alternates that are a country's name, dropped"] += 1
            elif name in regions and id(row.admin1) not in regions[name]:
                del row.names[name]
                self.report["alternates that are another region's name, dropped"] += 1
            elif mains[row.country, name] >= 2:
                row.names[name] = NameCode.WEAK
                self.report["alternates that are other places' names, weakened"] += 1

    def _enrich(self, row: Row) -> None:
        for name in saint_forms(row.name):
            add(row, name, NameCode.ALIAS)
        if row.country in _ARABIC:
            for name in arabic_variants(row.name):
                add(row, name, NameCode.TRANSLITERATED)
        if row.country in _SLAVIC:
            for name in self._cyrillic(row):
                latin = {russian_latin(name)}
                if row.country == "UA":
                    latin |= {ukrainian_latin(name), russian_latin(russified(name))}
                    add(row, russified(name), NameCode.TRANSLITERATED)
                for other in sorted(latin):
                    add(row, other, NameCode.TRANSLITERATED)
            self._inflect(row)

    def _cyrillic(self, row: Row) -> list[str]:
        return [n.title() for n in row.names if _CYRILLIC.fullmatch(n) and re.search("[а-яіїєґ]", n)]

    def _inflect(self, row: Row) -> None:
        for name in self._cyrillic(row):
            for form in inflected(name):
                add(row, form, NameCode.INFLECTED)

    def _rank_regions(self) -> None:
        """Put a region behind a large town of the same name inside it."""
        towns: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.kind is PlaceKind.SETTLEMENT and row.admin1 is not None:
                towns[id(row.admin1)].append(row)
        for region in self.admin1.values():
            inside = towns[id(region)]
            if not region.population:
                region.population = 0
                total = sum(row.population for row in inside)
                region.score = people(max(total, 10_000))
            for town in inside:
                shared = fold(region.name) in town.names or fold(town.name) in region.names
                if shared and town.population > max(20_000, 0.04 * 10**region.score):
                    region.score = min(region.score, town.score - 0.1)

    def _admin1_at(self, lat: float, lon: float, country: str | None) -> Row | None:
        code = self.regions.admin1_at(lat, lon, country)
        return self.admin1.get(code) if code else None


def _shown_region(code: str, main: str, english: list[str], names: list[str]) -> str:
    """Choose the name a region is shown by; "Donetsk Oblast" rather than "Donets'ka Oblast'"."""
    if code == "UA.11":
        return "Crimea"
    if code[:2] in ("UA", "RU", "KZ", "BY"):
        plain = re.compile(r"[A-Z][A-Za-z-]*(?: [A-Z][A-Za-z-]*)? (?:Oblast|Krai|Region)")
        for name in names:
            if plain.fullmatch(name) and not re.search(r"(?:ska|skaya|skaja|aya|zka) ", name):
                return name
        if code[:2] == "RU" and english:
            return english[0]
    return main


def _default_score(kind: PlaceKind) -> float:
    return {PlaceKind.FACILITY: 4.0, PlaceKind.SETTLEMENT: 2.6}.get(kind, 4.8)


def _wide(population: float) -> float:
    return round(min(3000.0, max(20.0, sqrt(population) / 8)), 1)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat * 20), floor(lon * 20)


def unique(names: Iterable[str]) -> Iterator[str]:
    """Yield names once each, in order."""
    yield from dict.fromkeys(names)
