"""Look places up in an index: by name, id, position and outline."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import marisa_trie

from geomap.gazetteer.codes import KIND_BITS, NameCode
from geomap.gazetteer.layout import Image, open_image
from geomap.gazetteer.shapes import Box, Outlines
from geomap.gazetteer.uncertainty import location_of
from geomap.gazetteer.write import RANK_STEP, cell_of
from geomap.geo import distance_km
from geomap.model import Candidate, Location, MatchKind, Place, PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SHIPPED = Path(__file__).parent / "data" / "world.gaz"
"""The index that comes with the package."""

COAST = 0.05
"""How far off an outline, in degrees, a point still belongs to it (rivers, coasts, harbours)."""

_CODE_MASK = (1 << KIND_BITS) - 1
_CODES = tuple(NameCode(n) for n in range(len(NameCode)))
_FULL_SCORE = 10.0  # a prominence of ten (ten thousand million people) scores 1


class Gazetteer:
    """An immutable index of places; safe to share between threads.

    >>> gazetteer = Gazetteer.open()
    >>> gazetteer.lookup("Kharkov")[0].place.name
    'Kharkiv'
    """

    def __init__(self, image: Image) -> None:
        """Take a mapped index; use ``Gazetteer.open`` to map one."""
        self._image = image
        meta = image.meta
        self._trie = marisa_trie.Trie().map(image.section("name.trie"))
        self._width = int(meta["posting_bytes"])
        self._many_flag = 1 << (8 * self._width - 1)
        self._post = image.section("name.post")
        self._many = image.section("name.many")
        self._shown = marisa_trie.Trie().map(image.section("shown.trie"))
        self._name = image.column("row.name", "I")
        self._lat = image.column("row.lat", "i")
        self._lon = image.column("row.lon", "i")
        self._pop = image.column("row.pop", "I")
        self._geonameid = image.column("row.geonameid", "I")
        self._admin1 = image.column("row.admin1", "H")
        self._country = image.column("row.country", "B")
        self._type = image.column("row.type", "B")
        self._rank = image.column("row.rank", "B")
        self._region_key = image.column("region.key", "I")
        self._radius_key = image.column("radius.key", "I")
        self._radius_m = image.column("radius.m", "I")
        self._admin2_key = image.column("admin2.key", "I")
        self._admin2_of = image.column("admin2.of", "I")
        self._id_key = image.column("id.key", "I")
        self._grid_start = image.column("grid.start", "I")
        self._grid_key = image.column("grid.key", "I")
        self._codes: list[str | None] = [None, *meta["countries"]]
        self._country_no = {code: n for n, code in enumerate(self._codes) if code}
        self._types = [(PlaceKind(k), feature, source) for k, feature, source in meta["types"]]
        self._outlines = Outlines(image)
        self.place = lru_cache(maxsize=32768)(self._place)
        self.named = lru_cache(maxsize=16384)(self._named)

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Map the index at ``path`` (default: the shipped one)."""
        return cls(open_image(SHIPPED if path is None else path))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the path of the file, to be mapped there."""
        return type(self).open, (self._image.path,)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._name)

    # ── places ───────────────────────────────────────────────────────────────────────────────

    if TYPE_CHECKING:

        def place(self, key: int) -> Place:
            """Return the place of a key, ``0 <= key < len(self)``."""

        def named(self, name_id: int) -> tuple[Candidate, ...]:
            """Return the places of a name id, most prominent first (what ``prefixes`` found)."""

    def _place(self, key: int) -> Place:
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
            radius_km=self._radius(key),
            source=source,
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
            return float(self._radius_m[at] / 1000)
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
        name_id = self._trie.get(fold(name))
        if name_id is None:
            return ()
        found = self.named(name_id)
        if country is not None:
            code = country.upper()
            found = tuple(c for c in found if c.place.country == code)
        if near is not None:
            lat, lon = near
            found = tuple(
                sorted(found, key=lambda c: distance_km(lat, lon, c.place.lat, c.place.lon))
            )
        found = found if limit is None else found[:limit]
        return tuple(_as_written(candidate, name) for candidate in found)

    def name_id(self, name: str) -> int | None:
        """Return the id of a name, None when no place bears it."""
        found: int | None = self._trie.get(fold(name))
        return found

    def prefixes(self, folded: str) -> list[tuple[str, int]]:
        """Return every folded name of the index that ``folded`` begins with: (name, name id)."""
        return list(self._trie.iter_prefixes_with_ids(folded))

    def _postings(self, name_id: int) -> list[int]:
        width, flag = self._width, self._many_flag
        first = int.from_bytes(self._post[name_id * width : (name_id + 1) * width], "little")
        if not first & flag:
            return [first]
        at = (first ^ flag) * width
        count = int.from_bytes(self._many[at : at + width], "little")
        stop = at + (count + 1) * width
        return [
            int.from_bytes(self._many[n : n + width], "little")
            for n in range(at + width, stop, width)
        ]

    def keys_named(self, name_id: int) -> memoryview:
        """Return the keys of the places of a name id, most prominent first, for speed."""
        from array import array  # noqa: PLC0415

        return memoryview(array("I", (p >> KIND_BITS for p in self._postings(name_id))))

    def _named(self, name_id: int) -> tuple[Candidate, ...]:
        folded: str = self._trie.restore_key(name_id)
        found = []
        for posting in self._postings(name_id):
            key, code = posting >> KIND_BITS, _CODES[posting & _CODE_MASK]
            place = self.place(key)
            score = (self._rank[key] / RANK_STEP - code.penalty) / _FULL_SCORE
            found.append(
                Candidate(
                    place=place,
                    match=code.match,
                    name=place.name if code is NameCode.MAIN else folded,
                    score=round(min(1.0, max(0.0, score)), 4),
                )
            )
        return tuple(found)

    def suggest(self, name: str, *, limit: int = 5) -> tuple[Candidate, ...]:
        """Return near misses for a name that is not there, best first."""
        return ()

    def demonyms(self) -> dict[str, str]:
        """Return folded demonyms and adjectives with their country: "russian" -> "RU"."""
        return dict(self._image.meta["demonyms"])

    # ── positions ────────────────────────────────────────────────────────────────────────────

    def locate(self, lat: float, lon: float) -> tuple[Place | None, Place | None]:
        """Return the (country, admin1) that hold a point; off the coast the nearest within 0.05°."""
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

    def outlines(self, kind: PlaceKind, box: Box) -> Iterator[tuple[Place, BaseGeometry]]:
        """Yield the outlines of a kind that touch the box (west, south, east, north)."""
        for number in self._outlines.touching(box):
            if self._kind_of(number) is kind:
                yield self.place(self._outlines.key(number)), self._outlines.shape(number)

    def settlements(self, box: Box, *, min_population: int = 0) -> Iterator[Place]:
        """Yield the settlements in a box (west, south, east, north), most prominent first."""
        west, south, east, north = box
        keys = []
        for y in range(cell_of(south, west) // 360, cell_of(north, west) // 360 + 1):
            first = y * 360 + cell_of(south, west) % 360
            last = y * 360 + cell_of(south, east) % 360
            keys += self._grid_key[self._grid_start[first] : self._grid_start[last + 1]].tolist()
        w, s, e, n = (round(v * 1e5) for v in box)
        lat, lon, pop = self._lat, self._lon, self._pop
        for key in sorted(keys):
            if s <= lat[key] <= n and w <= lon[key] <= e and pop[key] >= min_population:
                yield self.place(key)

    def location(self, place: Place) -> Location:
        """Return its point with the precision and uncertainty that its kind allows."""
        return location_of(place)

    # ── about the index ──────────────────────────────────────────────────────────────────────

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


def _as_written(candidate: Candidate, name: str) -> Candidate:
    """Tell an exact match from one that only folding made."""
    if candidate.match is not MatchKind.EXACT or candidate.name == name:
        return candidate
    return Candidate(
        place=candidate.place,
        match=MatchKind.FOLDED,
        name=candidate.name,
        score=candidate.score,
        verdict=candidate.verdict,
    )
