"""Look places up in an index: by name, id, position and outline."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from geomap.gazetteer.bearers import Bearer, Names
from geomap.gazetteer.codes import NameCode, cell_of
from geomap.gazetteer.layer import Layer, OwnPlace, read_layer
from geomap.gazetteer.layout import Image, open_image
from geomap.gazetteer.phrases import bare, of_district, of_site, of_town, with_container
from geomap.gazetteer.respelt import guesses
from geomap.gazetteer.rows import Rows
from geomap.gazetteer.uncertainty import location_of
from geomap.gazetteer.viewpoint import UN, View, rules_of, view_of
from geomap.gazetteer.waters import Waters, read_waters
from geomap.geo import distance_km
from geomap.model import Candidate, Location, MatchKind, Place, PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.shapes import Box

SHIPPED = Path(__file__).parent / "data" / "world.gaz"
"""The index that comes with the package."""

COAST = 0.05
"""How far off an outline, in degrees, a point still belongs to it (rivers, coasts, harbours)."""

_WITHIN_REGIONS = frozenset(
    {PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.ADMIN2, PlaceKind.OTHER}
)
"""Kinds of a user's places that lie in one division; the others may span several."""

_TOWNS_TRIED = 3
"""Places of a town's name whose own names are tried in "X port"."""

_NEAR_TOWN_KM = 60.0
_TOWN_SCORE = 0.35
"""Of a settlement that a site is named after; some 3,000 people, or less in the news."""

_FULL_SCORE = 10.0  # a prominence of ten (ten thousand million people) scores 1


_APART = ("", "1 letter apart", "2 letters apart")


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
    own: bool
    """Whether the most prominent is of a user's table."""


class Gazetteer:
    """An immutable index of places; safe to share between threads.

    >>> gazetteer = Gazetteer.open()
    >>> gazetteer.lookup("Kharkov")[0].place.name
    'Kharkiv'
    """

    def __init__(self, image: Image, layer: Layer | None = None, viewpoint: str = UN) -> None:
        """Take a mapped index; use ``Gazetteer.open`` to map one."""
        rules = rules_of(viewpoint)
        self.viewpoint = viewpoint
        self._image = image
        self._layer = layer
        self._rows = Rows(image, layer)
        self._outlines = self._rows.outlines
        self._grid_start = image.column("grid.start", "I")
        self._grid_key = image.packed("grid.key")
        self._names = Names(image, layer, self._rows.shipped)
        self._view: View | None = None
        self._keep_answers()
        if rules:
            self._view = view_of(rules, self._outlines, self._bearing_in, self.country)
            self._keep_answers()

    def _keep_answers(self) -> None:
        self._read = lru_cache(maxsize=32768)(self._place)
        self._borne = lru_cache(maxsize=16384)(self._named)
        self._answered = lru_cache(maxsize=16384)(self._bearing)

    def _bearing_in(self, name: str, country: str) -> list[Place]:
        return [c.place for c in self._bearing(name, None) if c.place.country == country]

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        extra: Path | Iterable[Path] = (),
        skip_bad: bool = False,
        viewpoint: str = UN,
    ) -> Self:
        """Map the index at ``path`` (default: the shipped one).

        ``extra`` are CSV or GeoJSON files of a user's own places to lay over it, the last one on
        top; a bad row in them is an error, or is left out with ``skip_bad`` and told in
        ``problems``. ``viewpoint`` says whose disputed land is, see ``viewpoints()``.

        >>> Gazetteer.open(viewpoint="ru").lookup("Simferopol")[0].place.country
        'RU'
        """
        layers = [
            read_layer(file, skip_bad=skip_bad)
            for file in ([extra] if isinstance(extra, Path) else extra)
        ]
        layer = reduce(or_, layers) if layers else None
        return cls(open_image(SHIPPED if path is None else path), layer, viewpoint)

    def with_places(self, places: Iterable[OwnPlace]) -> Self:
        """Return a gazetteer with more places laid over this one."""
        layer = (self._layer or Layer()) | Layer(places=tuple(places))
        return type(self)(self._image, layer, self.viewpoint)

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with the rows of a user's tables that were left out."""
        return self._layer.problems if self._layer else ()

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the path of the file, to be mapped there.

        The shipped index is that of the package there, wherever it lies.
        """
        path = None if self._image.path == SHIPPED else self._image.path
        return _reopened, (type(self), path, self._layer, self.viewpoint)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._rows)

    # ── places ───────────────────────────────────────────────────────────────────────────────

    def place(self, key: int) -> Place:
        """Return the place of a key, ``0 <= key < len(self)``."""
        return self._read(key)

    def _place(self, key: int) -> Place:
        place = self._rows.read(key)
        if key >= self._rows.shipped:
            place = self._in_its_region(place)
        return place if self._view is None else self._view.seen(place)

    def _in_its_region(self, place: Place) -> Place:
        """Give a user's place the country, unless its row says one, and the division around it."""
        country, region = self.locate(place.lat, place.lon)
        code = place.country or (country.country if country else None)
        if region is None or region.country != code or place.kind not in _WITHIN_REGIONS:
            return replace(place, country=code)
        return replace(place, country=code, admin1=region.name, admin1_key=region.key)

    def by_geonameid(self, geonameid: int) -> Place | None:
        """Return the place of a GeoNames id, None when it is not in the index."""
        key = self._rows.with_id(geonameid)
        return None if key is None else self.place(key)

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, None for an unknown code."""
        key = self._rows.country(code)
        return None if key is None else self.place(key)

    def capital(self, country: str) -> Place | None:
        """Return the capital of a country given by its ISO 3166-1 alpha-2 code."""
        key = self._rows.capital(country)
        return None if key is None else self.place(key)

    def container(self, place: Place) -> Place | None:
        """Return the next larger place: settlement -> admin2, admin1 -> country -> continent."""
        if place.kind is PlaceKind.CONTINENT:
            return None
        if place.kind is PlaceKind.COUNTRY:
            continent = self._image.meta["continents"].get(place.country)
            return None if continent is None else self.by_geonameid(continent)
        district = self._rows.district(place.key)
        if district is not None:
            return self.place(district)
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
            return self._answered(name, limit)
        found = self._answered(name, None)
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
        return self._respelt(name)[:limit]

    def _respelt(self, name: str) -> tuple[Candidate, ...]:
        """Return the places of a name that is there in another case or transliteration."""
        phrases = [name, *bare(name)]
        for guess in guesses(phrases):
            if found := self._in_countries(*guess):
                return found
        for parts in filter(None, map(of_town, phrases)):
            if found := self._of_town(*parts):
                return found
        return ()

    def _of_town(self, before: str, town: str, after: str) -> tuple[Candidate, ...]:
        """Return what is named after a town shown otherwise: "Al Hudaydah port", Hodeidah's."""
        for place in [c.place for c in self._bearing(town, _TOWNS_TRIED)]:
            home = frozenset({place.country or ""})
            for name in filter(None, (place.name, place.admin1)):
                found = self._in_countries(f"{before}{name}{after}", home, MatchKind.FORM)
                if found := tuple(c for c in found if _belongs(c.place, place)):
                    return found
        if not of_site(before, after):
            kind = PlaceKind.ADMIN2 if of_district(before, after) else PlaceKind.ADMIN1
            return tuple(
                replace(c, match=MatchKind.FORM)
                for c in self._bearing(town, None)
                if c.place.kind is kind
            )
        return tuple(
            replace(c, match=MatchKind.FORM, verdict="the town that it is named after")
            for c in self._bearing(town, None)
            if c.place.kind is PlaceKind.SETTLEMENT and c.score >= _TOWN_SCORE
        )

    def _in_countries(
        self, name: str, countries: frozenset[str] | None, match: MatchKind
    ) -> tuple[Candidate, ...]:
        name_id = self._names.get(fold(name))
        if name_id is None:
            return ()
        return tuple(
            replace(c, match=match)
            for c in self._borne(name_id, None)
            if countries is None or c.place.country in countries
        )

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

    def folded_id(self, folded: str) -> int | None:
        """Return the id of a name that is folded already, None when no place bears it."""
        return self._names.get(folded)

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
        sorts = [self._rows.sort(key) for key in keys]
        return Glance(
            count,
            *sorts[0][:3],
            first.code.match,
            _scored(first),
            {sort[0] for sort in sorts},
            max(sort[3] for sort in sorts[:12]),
            keys[0] >= self._rows.shipped,
        )

    def keys_named(self, name_id: int) -> memoryview:
        """Return the keys of the places of a name id, most prominent first, for speed."""
        return memoryview(array("I", self._names.keys(name_id)))

    def named(self, name_id: int) -> tuple[Candidate, ...]:
        """Return the places of a name id, most prominent first (what ``prefixes`` found)."""
        return self._borne(name_id, None)

    def _named(self, name_id: int, limit: int | None) -> tuple[Candidate, ...]:
        found = []
        for bearer in self._names.bearers(name_id, limit):
            place = self.place(bearer.key)
            found.append(
                Candidate(
                    place=place,
                    match=bearer.code.match,
                    name=place.name if bearer.code is NameCode.MAIN else self.name(name_id),
                    score=_scored(bearer),
                )
            )
        return tuple(found)

    def suggest(
        self, name: str, *, country: str | None = None, limit: int = 5
    ) -> tuple[Candidate, ...]:
        """Return near misses for a name that is not there, each place once, best first.

        ``country`` (ISO alpha-2) keeps the places of one country.
        """
        best: dict[int, tuple[float, int, int, bool]] = {}
        for distance, name_id in self._names.near(fold(name)):
            for bearer in self._names.bearers(name_id, None if country else limit):
                order, key, code = bearer
                score = _near_score(order, distance)
                if key not in best or best[key][0] < score:
                    best[key] = score, distance, name_id, code is NameCode.MAIN
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        found: list[Candidate] = []
        for key, (score, distance, name_id, main) in ranked:
            if len(found) == limit:
                break
            place = self.place(key)
            if country is None or place.country == country.upper():
                found.append(
                    Candidate(
                        place=place,
                        match=MatchKind.FUZZY,
                        name=place.name if main else self.name(name_id),
                        score=score,
                        verdict=_APART[distance],
                    )
                )
        return tuple(found)

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
        return self._rows.kind(self._outlines.key(number))

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
        lat, lon, pop = self._rows.lat, self._rows.lon, self._rows.population
        for key in sorted(keys):
            if s <= lat[key] <= n and w <= lon[key] <= e and pop[key] >= min_population:
                yield self.place(key)
        for own in range(self._rows.shipped, len(self)):
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
        kept = ("edition", "rows", "names", "outlines", "kinds", "viewpoint", "sources", "report")
        return {
            "path": str(self._image.path),
            "bytes": len(self._image.data),
            "sha256": self._image.sha256,
            **{key: meta[key] for key in kept if key in meta},
        }


def _reopened(
    kind: type[Gazetteer], path: Path | None, layer: Layer | None, viewpoint: str
) -> Gazetteer:
    """Open an index again in another process."""
    return kind(open_image(path or SHIPPED), layer, viewpoint)


def _scored(bearer: Bearer) -> float:
    """Return the prominence of a place under a name as a number from 0 to 1."""
    return round(min(1.0, max(0.0, bearer.prominence / _FULL_SCORE)), 4)


def _belongs(place: Place, town: Place) -> bool:
    """Tell whether a place is the town's: near it, or the division that it lies in."""
    if place.key == town.admin1_key:
        return True
    return distance_km(place.lat, place.lon, town.lat, town.lon) < _NEAR_TOWN_KM


@lru_cache(maxsize=4096)
def _near_score(order: float, distance: int) -> float:
    """Return what is left of a place's score under a name so many letters off."""
    return round(round(min(1.0, max(0.0, -order / _FULL_SCORE)), 4) / (1 + distance), 4)


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
