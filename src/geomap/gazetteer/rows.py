"""The rows of an index, and those of a user's tables after them, as places."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import marisa_trie

from geomap.gazetteer.codes import OWN
from geomap.gazetteer.shapes import Outlines
from geomap.model import Place, PlaceKind

if TYPE_CHECKING:
    from geomap.gazetteer.layer import Layer
    from geomap.gazetteer.layout import Image


class Rows:
    """Columns of a mapped index read into places, one at a time."""

    def __init__(self, image: Image, layer: Layer | None) -> None:
        """Map the columns of an index; put a user's places after its rows."""
        self._image = image
        self._layer = layer
        self._shown = marisa_trie.Trie().map(image.section("shown.trie"))
        self._name = image.packed("row.name")
        self.lat = image.column("row.lat", "i")
        self.lon = image.column("row.lon", "i")
        self.population = image.column("row.pop", "I")
        self._geonameid = image.column("row.geonameid", "I")
        self._admin1 = image.column("row.admin1", "H")
        self._country = image.column("row.country", "B")
        self._type = image.column("row.type", "B")
        self._region_key = image.column("region.key", "I")
        self._region_names: dict[int, str] = {}
        self._radius_key: memoryview | None = None
        self._radius_hm = image.column("radius.hm", "H")
        self._admin2_key = image.packed("admin2.key")
        self._admin2_of = image.packed("admin2.of")
        self._id_key = image.packed("id.key")
        self._codes: list[str | None] = [None, *image.meta["countries"]]
        self._country_no = {code: n for n, code in enumerate(self._codes) if code}
        self._types = [
            (PlaceKind(k), feature, source) for k, feature, source in image.meta["types"]
        ]
        self.outlines = Outlines(image)
        self.shipped = len(self._name)
        self.own = layer.places if layer else ()

    def __len__(self) -> int:
        """Return the number of places."""
        return self.shipped + len(self.own)

    def read(self, key: int) -> Place:
        """Return the place of a key; of a user's row without the divisions that hold it."""
        if key >= self.shipped:
            return self._own(key)
        kind, feature, source = self._types[self._type[key]]
        region = self._admin1[key]
        region_key = self._region_key[region] if region else None
        return Place(
            key=key,
            name=self.name(key),
            lat=self.lat[key] / 1e5,
            lon=self.lon[key] / 1e5,
            kind=kind,
            feature=feature,
            country=self._codes[self._country[key]],
            admin1=None if region_key is None else self._region_name(region, region_key),
            admin1_key=region_key,
            admin2=None if (district := self.district(key)) is None else self.name(district),
            population=self.population[key],
            geonameid=self._geonameid[key] or None,
            radius_km=0.0 if kind is PlaceKind.SETTLEMENT and source != OWN else self._radius(key),
            source=source,
        )

    def _region_name(self, region: int, key: int) -> str:
        if region not in self._region_names:
            self._region_names[region] = self.name(key)
        return self._region_names[region]

    def _own(self, key: int) -> Place:
        own = self.own[key - self.shipped]
        return Place(
            key=key,
            name=own.name,
            lat=own.lat,
            lon=own.lon,
            kind=own.kind,
            feature=own.feature,
            country=own.country,
            radius_km=own.radius_km,
            source=own.source,
        )

    def name(self, key: int) -> str:
        """Return the name that a row of the index is shown by."""
        name: str = self._shown.restore_key(self._name[key])
        return name

    def kind(self, key: int) -> PlaceKind:
        """Return the kind of a row of the index."""
        return self._types[self._type[key]][0]

    def sort(self, key: int) -> tuple[PlaceKind, str, str, int]:
        """Return the kind, feature, source and population of a place."""
        if key >= self.shipped:
            own = self.own[key - self.shipped]
            return own.kind, own.feature, own.source, 0
        return *self._types[self._type[key]], self.population[key]

    def district(self, key: int) -> int | None:
        """Return the key of the district that holds a row, None where none is known."""
        at = bisect_left(self._admin2_key, key)
        if at < len(self._admin2_key) and self._admin2_key[at] == key:
            return self._admin2_of[at]
        return None

    def _radius(self, key: int) -> float:
        if own := self.stored_radius(key):
            return own
        number = self.outlines.find(key)
        return 0.0 if number is None else round(self.outlines.radius_km(number), 1)

    def stored_radius(self, key: int) -> float:
        """Return the radius that a row has of its own, 0 where it follows from something else."""
        if self._radius_key is None:
            self._radius_key = self._image.packed("radius.key").wide()
        at = bisect_left(self._radius_key, key)
        known = at < len(self._radius_key) and self._radius_key[at] == key
        return float(self._radius_hm[at] / 10) if known else 0.0

    def has_id(self, key: int) -> bool:
        """Tell whether a row has a GeoNames id."""
        return bool(self._geonameid[key])

    def with_id(self, geonameid: int) -> int | None:
        """Return the key of a GeoNames id, None when it is not in the index."""
        ids, order = self._geonameid, self._id_key
        at = bisect_left(order, geonameid, key=lambda key: ids[key])
        return order[at] if at < len(order) and ids[order[at]] == geonameid else None

    def country(self, code: str) -> int | None:
        """Return the key of the country of an ISO 3166-1 alpha-2 code, None for an unknown one."""
        return self._by_country("country.key", code)

    def capital(self, code: str) -> int | None:
        """Return the key of a country's capital."""
        return self._by_country("country.capital", code)

    def _by_country(self, section: str, code: str) -> int | None:
        number = self._country_no.get(code.upper())
        key: int = 0 if number is None else self._image.column(section, "I")[number]
        return key - 1 if key else None
