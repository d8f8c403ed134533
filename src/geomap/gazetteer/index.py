"""Look places up in an index: by name, id, position and outline."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import marisa_trie

from geomap.gazetteer.bearers import Names
from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.layer import Layer, read_layer
from geomap.gazetteer.layout import Image, open_image
from geomap.gazetteer.phrases import bare, with_container
from geomap.gazetteer.shapes import Box, Outlines
from geomap.gazetteer.uncertainty import location_of
from geomap.gazetteer.waters import Waters, read_waters
from geomap.gazetteer.write import OWN, cell_of
from geomap.geo import distance_km
from geomap.model import Candidate, Location, MatchKind, Place, PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

SHIPPED = Path(__file__).parent / "data" / "world.gaz"
"""The index that comes with the package."""

COAST = 0.05
"""How far off an outline, in degrees, a point still belongs to it (rivers, coasts, harbours)."""

_FULL_SCORE = 10.0  # a prominence of ten (ten thousand million people) scores 1


def _score(prominence: float) -> float:
    return round(min(1.0, max(0.0, prominence / _FULL_SCORE)), 4)


class Glance(NamedTuple):
    """What a look at the places of a name tells, before any of them is made."""

    bearers: int
    kind: PlaceKind
    """Of the most prominent, as are feature, source, match and score."""
    feature: str
    source: str
    match: MatchKind
    score: float
    kinds: set[PlaceKind]
    """Of the first twenty."""
    population: int
    """The greatest of the first twelve."""


class Gazetteer:
    """An immutable index of places; safe to share between threads.

    >>> gazetteer = Gazetteer.open()
    >>> gazetteer.lookup("Kharkov")[0].place.name
    'Kharkiv'
    """

    def __init__(self, image: Image, layer: Layer | None = None) -> None:
        """Take a mapped index; use ``Gazetteer.open`` to map one."""
        self._image = image
        self._layer = layer
        meta = image.meta
        self._shown = marisa_trie.Trie().map(image.section("shown.trie"))
        self._name = image.packed("row.name")
        self._lat = image.column("row.lat", "i")
        self._lon = image.column("row.lon", "i")
        self._pop = image.column("row.pop", "I")
        self._geonameid = image.column("row.geonameid", "I")
        self._admin1 = image.column("row.admin1", "H")
        self._country = image.column("row.country", "B")
        self._type = image.column("row.type", "B")
        self._region_key = image.column("region.key", "I")
        self._radius_key = image.packed("radius.key")
        self._radius_hm = image.column("radius.hm", "H")
        self._admin2_key = image.packed("admin2.key")
        self._admin2_of = image.packed("admin2.of")
        self._id_key = image.packed("id.key")
        self._grid_start = image.column("grid.start", "I")
        self._grid_key = image.packed("grid.key")
        self._codes: list[str | None] = [None, *meta["countries"]]
        self._country_no = {code: n for n, code in enumerate(self._codes) if code}
        self._types = [(PlaceKind(k), feature, source) for k, feature, source in meta["types"]]
        self._outlines = Outlines(image)
        self._names = Names(image, layer, len(self._name))
        self._read = lru_cache(maxsize=32768)(self._place)
        self._borne = lru_cache(maxsize=16384)(self._named)

    @classmethod
    def open(
        cls, path: Path | None = None, *, extra: Path | None = None, skip_bad: bool = False
    ) -> Self:
        """Map the index at ``path`` (default: the shipped one).

        ``extra`` is a CSV or GeoJSON file of a user's own places to lay over it; a bad row in it
        is an error, or is left out with ``skip_bad``.
        """
        layer = None if extra is None else read_layer(extra, skip_bad=skip_bad)
        return cls(open_image(SHIPPED if path is None else path), layer)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the path of the file, to be mapped there."""
        return _reopened, (type(self), self._image.path, self._layer)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._name) + (len(self._layer.places) if self._layer else 0)

    # ── places ───────────────────────────────────────────────────────────────────────────────

    def place(self, key: int) -> Place:
        """Return the place of a key, ``0 <= key < len(self)``."""
        return self._read(key)

    def _place(self, key: int) -> Place:
        if key >= len(self._name):
            return self._own_place(key)
        kind, feature, source = self._types[self._type[key]]
        region = self._admin1[key]
        region_key = self._region_key[region] if region else None
        geonameid = self._geonameid[key]
        return Place(
            key=key,
            name=self._shown.restore_key(self._name[key]),
            lat=self._lat[key] / 1e5,
            lon=self._lon[key] / 1e5,
            kind=kind,
            feature=feature,
            country=self._codes[self._country[key]],
            admin1=None if region_key is None else self._shown_name(region_key),
            admin1_key=region_key,
            admin2=self._admin2_name(key),
            population=self._pop[key],
            geonameid=geonameid or None,
            radius_km=0.0 if kind is PlaceKind.SETTLEMENT and source != OWN else self._radius(key),
            source=source,
        )

    def _own_place(self, key: int) -> Place:
        number = key - len(self._name)
        if self._layer is None or number >= len(self._layer.places):
            raise IndexError(key)
        own = self._layer.places[number]
        return Place(
            key=key,
            name=own.name,
            lat=own.lat,
            lon=own.lon,
            kind=own.kind,
            feature="own",
            country=own.country,
            radius_km=own.radius_km,
            source=str(self._layer.path.name),
        )

    def _shown_name(self, key: int) -> str:
        name: str = self._shown.restore_key(self._name[key])
        return name

    def _admin2_name(self, key: int) -> str | None:
        at = bisect_left(self._admin2_key, key)
        if at < len(self._admin2_key) and self._admin2_key[at] == key:
            return self._shown_name(self._admin2_of[at])
        return None

    def _radius(self, key: int) -> float:
        at = bisect_left(self._radius_key, key)
        if at < len(self._radius_key) and self._radius_key[at] == key:
            return float(self._radius_hm[at] / 10)
        number = self._outlines.find(key)
        return 0.0 if number is None else round(self._outlines.radius_km(number), 1)

    def by_geonameid(self, geonameid: int) -> Place | None:
        """Return the place of a GeoNames id, None when it is not in the index."""
        ids, order = self._geonameid, self._id_key
        at = bisect_left(order, geonameid, key=lambda key: ids[key])
        if at < len(order) and ids[order[at]] == geonameid:
            return self.place(order[at])
        return None

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, None for an unknown code."""
        return self._by_country("country.key", code)

    def capital(self, country: str) -> Place | None:
        """Return the capital of a country given by its ISO 3166-1 alpha-2 code."""
        return self._by_country("country.capital", country)

    def _by_country(self, section: str, code: str) -> Place | None:
        number = self._country_no.get(code.upper())
        key = 0 if number is None else self._image.column(section, "I")[number]
        return self.place(key - 1) if key else None

    def container(self, place: Place) -> Place | None:
        """Return the next larger place: settlement -> admin2, admin1 -> country -> continent."""
        if place.kind is PlaceKind.CONTINENT:
            return None
        if place.kind is PlaceKind.COUNTRY:
            continent = self._image.meta["continents"].get(place.country)
            return None if continent is None else self.by_geonameid(continent)
        at = bisect_left(self._admin2_key, place.key)
        if at < len(self._admin2_key) and self._admin2_key[at] == place.key:
            return self.place(self._admin2_of[at])
        if place.admin1_key is not None and place.admin1_key != place.key:
            return self.place(place.admin1_key)
        return self.country(place.country) if place.country else None

    # ── names ────────────────────────────────────────────────────────────────────────────────

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int | None = None,
    ) -> tuple[Candidate, ...]:
        """Return all places that bear ``name`` (any case, accents, script), most prominent first.

        ``country`` (ISO alpha-2) keeps the places of one country; ``near`` (lat, lon) puts the
        nearest first.
        """
        if country is None and near is None:
            return self._bearing(name, limit)
        found = self._bearing(name, None)
        if country is not None:
            code = country.upper()
            found = tuple(c for c in found if c.place.country == code)
        if near is not None:
            lat, lon = near
            found = tuple(
                sorted(found, key=lambda c: distance_km(lat, lon, c.place.lat, c.place.lon))
            )
        return found if limit is None else found[:limit]

    def _bearing(self, name: str, limit: int | None) -> tuple[Candidate, ...]:
        """Return the places of a name; of the name in a phrase when the whole is none."""
        name_id = self._names.get(fold(name))
        if name_id is not None:
            return self._as_written(name_id, name, limit)
        if split := with_container(name):
            inner, outer = (self._bearing(part, None) for part in split)
            return _inside(inner, outer)[:limit]
        for phrase in bare(name):
            name_id = self._names.get(fold(phrase))
            if name_id is not None:
                return self._as_written(name_id, phrase, limit)
        return ()

    def _as_written(self, name_id: int, name: str, limit: int | None) -> tuple[Candidate, ...]:
        """Return the places of a name id, telling an exact match from one that folding made."""
        found = self._borne(name_id, limit)
        for candidate in found:
            if candidate.match is MatchKind.EXACT and candidate.name != name:
                return tuple(_folded(c, name) for c in found)
        return found

    def name_id(self, name: str) -> int | None:
        """Return the id of a name, None when no place bears it."""
        return self._names.get(fold(name))

    def name(self, name_id: int) -> str:
        """Return the folded name of an id."""
        return self._names.restore(name_id)

    def prefixes(self, folded: str) -> list[tuple[str, int]]:
        """Return every folded name of the index that ``folded`` begins with: (name, name id)."""
        return self._names.prefixes(folded)

    def continues(self, folded: str) -> bool:
        """Tell whether some folded name of the index begins with these letters."""
        return self._names.begins(folded)

    def glance(self, name_id: int) -> Glance:
        """Return what a look at the places of a name tells; much quicker than ``named``."""
        count, keys, first = self._names.some(name_id, 20)
        sorts = [self._sort(key) for key in keys]
        return Glance(
            count,
            *sorts[0][:3],
            first.code.match,
            _score(first.prominence),
            {sort[0] for sort in sorts},
            max(sort[3] for sort in sorts[:12]),
        )

    def _sort(self, key: int) -> tuple[PlaceKind, str, str, int]:
        """Return the kind, feature, source and population of a place."""
        if key >= len(self._type):
            place = self.place(key)
            return place.kind, place.feature, place.source, place.population
        return *self._types[self._type[key]], self._pop[key]

    def keys_named(self, name_id: int) -> memoryview:
        """Return the keys of the places of a name id, most prominent first, for speed."""
        return memoryview(array("I", self._names.keys(name_id)))

    def named(self, name_id: int) -> tuple[Candidate, ...]:
        """Return the places of a name id, most prominent first (what ``prefixes`` found)."""
        return self._borne(name_id, None)

    def _named(self, name_id: int, limit: int | None) -> tuple[Candidate, ...]:
        folded = self.name(name_id)
        found = []
        for bearer in self._names.bearers(name_id, limit):
            place = self.place(bearer.key)
            found.append(
                Candidate(
                    place=place,
                    match=bearer.code.match,
                    name=place.name if bearer.code is NameCode.MAIN else folded,
                    score=_score(bearer.prominence),
                )
            )
        return tuple(found)

    def suggest(self, name: str, *, limit: int = 5) -> tuple[Candidate, ...]:
        """Return near misses for a name that is not there, each place once, best first."""
        best: dict[int, Candidate] = {}
        for distance, name_id in self._names.near(fold(name)):
            for found in self._borne(name_id, limit):
                score = round(found.score / (1 + distance), 4)
                old = best.get(found.place.key)
                if old is None or old.score < score:
                    best[found.place.key] = Candidate(
                        place=found.place,
                        match=MatchKind.FUZZY,
                        name=found.name,
                        score=score,
                        verdict=f"{distance} letter{'s' * (distance > 1)} apart",
                    )
        ranked = sorted(best.values(), key=lambda c: (-c.score, c.place.key))
        return tuple(ranked[:limit])

    def demonyms(self) -> dict[str, str]:
        """Return folded demonyms and adjectives with their country: "russian" -> "RU"."""
        return dict(self._image.meta["demonyms"])

    # ── positions ────────────────────────────────────────────────────────────────────────────

    def locate(self, lat: float, lon: float) -> tuple[Place | None, Place | None]:
        """Return the (country, admin1) that hold a point; off the coast the nearest within 0.05."""
        return (
            self._holding(PlaceKind.COUNTRY, lat, lon),
            self._holding(PlaceKind.ADMIN1, lat, lon),
        )

    def _holding(self, kind: PlaceKind, lat: float, lon: float) -> Place | None:
        box = (lon - COAST, lat - COAST, lon + COAST, lat + COAST)
        numbers = [n for n in self._outlines.touching(box) if self._kind_of(n) is kind]
        for number in numbers:
            if self._outlines.covers(number, lat, lon):
                return self.place(self._outlines.key(number))
        gaps = [(self._outlines.gap(number, lat, lon), number) for number in numbers]
        gap, number = min(gaps, default=(COAST + 1, -1))
        return self.place(self._outlines.key(number)) if gap <= COAST else None

    def _kind_of(self, number: int) -> PlaceKind:
        return self._types[self._type[self._outlines.key(number)]][0]

    def outline(self, place: Place) -> BaseGeometry | None:
        """Return the polygon of a place, (lon, lat), simplified; None where none ships."""
        number = self._outlines.find(place.key)
        return None if number is None else self._outlines.shape(number)

    def rings(self, place: Place) -> list[list[list[tuple[float, float]]]] | None:
        """Return the closed rings (lon, lat) of each polygon of its outline, the outer one first.

        They are simplified and may touch themselves; None where no outline ships.
        """
        number = self._outlines.find(place.key)
        return None if number is None else self._outlines.rings(number)

    def box(self, place: Place) -> Box | None:
        """Return the west, south, east and north of its outline, None where none ships."""
        number = self._outlines.find(place.key)
        return None if number is None else self._outlines.box(number)

    def outlines(self, kind: PlaceKind, box: Box) -> Iterator[tuple[Place, BaseGeometry]]:
        """Yield the outlines of a kind that touch the box (west, south, east, north)."""
        for number in self._outlines.touching(box):
            if self._kind_of(number) is kind:
                yield self.place(self._outlines.key(number)), self._outlines.shape(number)

    def waters(self) -> Waters:
        """Return the rivers and lakes of the world."""
        return read_waters()

    def settlements(self, box: Box, *, min_population: int = 0) -> Iterator[Place]:
        """Yield the settlements in a box (west, south, east, north), most prominent first."""
        west, south, east, north = box
        keys = []
        for y in range(cell_of(south, west) // 360, cell_of(north, west) // 360 + 1):
            first = y * 360 + cell_of(south, west) % 360
            last = y * 360 + cell_of(south, east) % 360
            keys += self._grid_key.run(self._grid_start[first], self._grid_start[last + 1])
        w, s, e, n = (round(v * 1e5) for v in box)
        lat, lon, pop = self._lat, self._lon, self._pop
        for key in sorted(keys):
            if s <= lat[key] <= n and w <= lon[key] <= e and pop[key] >= min_population:
                yield self.place(key)
        for own in range(len(self._name), len(self)):
            place = self.place(own)
            inside = south <= place.lat <= north and west <= place.lon <= east
            if inside and place.kind is PlaceKind.SETTLEMENT and not min_population:
                yield place

    def location(self, place: Place) -> Location:
        """Return its point with the precision and uncertainty that its kind allows."""
        return location_of(place)

    # ── about the index ──────────────────────────────────────────────────────────────────────

    def intact(self) -> bool:
        """Tell whether the file's content still has its hash; reads all of it."""
        return self._image.intact()

    def info(self) -> dict[str, Any]:
        """Return counts, sources, licences, layout version and hash of the index."""
        meta = self._image.meta
        kept = ("rows", "names", "outlines", "kinds", "sources", "edition", "viewpoint")
        return {
            "path": str(self._image.path),
            "bytes": len(self._image.data),
            "sha256": self._image.sha256,
            **{key: meta[key] for key in kept if key in meta},
        }


def _reopened(kind: type[Gazetteer], path: Path, layer: Layer | None) -> Gazetteer:
    """Open an index again in another process."""
    return kind(open_image(path), layer)


def _inside(inner: tuple[Candidate, ...], outer: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Keep the candidates that lie in one of the countries or divisions of the others."""
    countries = {c.place.country for c in outer if c.place.kind is PlaceKind.COUNTRY}
    regions = {c.place.key for c in outer if c.place.kind is PlaceKind.ADMIN1}
    districts = {c.place.name for c in outer if c.place.kind is PlaceKind.ADMIN2}
    return tuple(
        c
        for c in inner
        if c.place.country in countries
        or c.place.admin1_key in regions
        or (c.place.admin2 is not None and c.place.admin2 in districts)
    )


def _folded(candidate: Candidate, name: str) -> Candidate:
    """Mark a match with a shown name that is written otherwise."""
    if candidate.match is not MatchKind.EXACT or candidate.name == name:
        return candidate
    return Candidate(
        place=candidate.place,
        match=MatchKind.FOLDED,
        name=candidate.name,
        score=candidate.score,
        verdict=candidate.verdict,
    )
