"""The gazetteer: names to candidate places, places to outlines, from one memory-mapped file.

Nothing is read at import; ``Gazetteer.open()`` maps the shipped index and is ready at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from geomap.model import Candidate, Location, Place, PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Gazetteer"]


class Gazetteer:
    """An immutable index of places; safe to share between threads. INTERFACE (to be filled in)."""

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Map the index at ``path`` (default: the shipped one)."""
        raise NotImplementedError

    def __len__(self) -> int: ...

    def place(self, key: int) -> Place: ...

    def by_geonameid(self, geonameid: int) -> Place | None: ...

    def lookup(
        self, name: str, *, country: str | None = None, near: tuple[float, float] | None = None,
        limit: int | None = None,
    ) -> tuple[Candidate, ...]:
        """All places that bear ``name`` (any case, accents, script), best (most prominent) first."""
        ...

    def suggest(self, name: str, *, limit: int = 5) -> tuple[Candidate, ...]:
        """Near misses for a name that is not there (fuzzy)."""
        ...

    def prefixes(self, folded: str) -> list[tuple[str, int]]:
        """Every folded name of the index that is a prefix of ``folded``: (name, name id)."""
        ...

    def named(self, name_id: int) -> tuple[Candidate, ...]:
        """The places of a name id, most prominent first (what `prefixes` found)."""
        ...

    def keys_named(self, name_id: int) -> memoryview:
        """The same as bare keys, for speed."""
        ...

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        ...

    def capital(self, country: str) -> Place | None: ...

    def container(self, place: Place) -> Place | None:
        """The next larger place that holds it: settlement -> admin2/admin1 -> country -> continent."""
        ...

    def locate(self, lat: float, lon: float) -> tuple[Place | None, Place | None]:
        """(country, admin1) that hold a point; off the coast the nearest within 0.05 degree."""
        ...

    def demonyms(self) -> dict[str, str]:
        """Folded demonym or adjective -> ISO country code ("russian" -> "RU", "kyiv" not)."""
        ...

    def outline(self, place: Place) -> BaseGeometry | None:
        """Polygon of a country, admin1 or area, (lon, lat), simplified; None where none ships."""
        ...

    def outlines(
        self, kind: PlaceKind, box: tuple[float, float, float, float]
    ) -> Iterator[tuple[Place, BaseGeometry]]:
        """Outlines of a kind that touch the box (west, south, east, north)."""
        ...

    def settlements(
        self, box: tuple[float, float, float, float], *, min_population: int = 0
    ) -> Iterator[Place]:
        """Settlements within a box, largest first (for labels and Voronoi cells)."""
        ...

    def location(self, place: Place) -> Location:
        """Its point with the precision and uncertainty that its kind allows."""
        ...
