"""The town that a district is named after: "Sudzhanskiy Rayon" -> Sudzha, "Oraş Avrig" -> Avrig."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.gazetteer.write import Row

_WORDS = (
    r"municipio|municipiul|municipalite|municipality|municipal|comuna|commune|distrito|district|"
    r"obshtina|departamento|department|canton|arrondissement|cercle|provincia|province|opcina|"
    r"city|kota|kabupaten|gmina|powiat|concelho|partido|gemeente|oras|huyen|thanh pho|thi xa|quan|"
    r"muang|srok|khan|bahagian|daerah|mudiriyat|muhafazat|zato|gorodskoy okrug|gorod|barrio pueblo|"
    r"barrio|county|rayon|raion|ilcesi|kommun|kommune|shi|si|gun|kun|qu|xian|shahrestan|tumani|"
    r"shahri|town|township|zila|audany|qalasy|sum|pagasts|novads|vald|jaras|zone|locality|"
    r"sub city|territory|administratsiya"
)
_FIRST = re.compile(rf"^(?:{_WORDS})(?: of| de la| de| del| di| da| do)? (?=.{{3}})")
_LAST = re.compile(rf"(?<=...) (?:{_WORDS})$")
_SIDE = re.compile(
    r" (?:north|south|east|west|central|nord|sud|est|ouest|norte|sur|municipal|no \d+)$|"
    r"^(?:north|south|east|west|upper|lower|greater) "
)
_ADJECTIVE = re.compile(r"^(.{2,}?)(?:sk|tsk|zk)(?:iy|yy|yi|y|ii|ij|yj|oy|aya|oye)$")
_ENDING = re.compile(r"(?:sk|skoye|skaya|ka|ki|iye|oye|aya|yy|iy|ets|tsy|[aeiouy]+)$")
_BETWEEN = frozenset(
    ["", "an", "en", "in", "n", "ov", "ev", "v", "e", "y", "ovo", "insk", "kyn", "kin"]
)
AT_REGION = "at their region's point"
"""Where a district stands whose town is not known."""

_SLAVIC = frozenset(["RU", "UA", "BY", "KZ", "KG"])


def plain_names(name: str, country: str | None) -> Iterator[str]:
    """Yield what is left of a folded district's name without its words, the surest first."""
    seen = {name}
    queue = [name]
    while queue:
        each = queue.pop(0)
        for pattern in (_LAST, _FIRST, _SIDE):
            shorter = pattern.sub("", each, count=1)
            if shorter not in seen and len(shorter) > 2:
                seen.add(shorter)
                queue.append(shorter)
                yield shorter
        if country == "HU" and each.endswith("i") and each[:-1] not in seen:
            seen.add(each[:-1])
            yield each[:-1]


class Seats:
    """Towns by region and name, and by the stem that an adjective is made from."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take the settlements among the rows."""
        self._named: dict[tuple[int, str], Row] = {}
        self._alone: dict[tuple[str | None, str], Row | None] = {}
        self._stems: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            if row.kind is not PlaceKind.SETTLEMENT:
                continue
            own = fold(row.name)
            self._alone[row.country, own] = None if (row.country, own) in self._alone else row
            if row.admin1 is None:
                continue
            region = id(row.admin1)
            for name in row.names:
                best = self._named.get((region, name))
                if best is None or best.population < row.population:
                    self._named[region, name] = row
            if row.country in _SLAVIC:
                for name in [own, *(n for n in row.names if n.isascii())]:
                    for stem in (name, _ENDING.sub("", name)):
                        if row not in self._stems[region][stem[:3]]:
                            self._stems[region][stem[:3]].append(row)

    def of(self, names: Iterable[str], region: Row) -> tuple[Row | None, str]:
        """Return the town of a region that a district is named after, and by which rule."""
        every = list(dict.fromkeys(map(fold, names)))
        plain = [each for name in every for each in plain_names(name, region.country)]
        for each in [*every, *plain]:
            town = self._named.get((id(region), each))
            if town is not None:
                return town, "at their town"
        if region.country in _SLAVIC:
            for each in [*every, *plain]:
                town = self._by_adjective(each, region)
                if town is not None:
                    return town, "at the town that their adjective is made from"
        for each in plain:
            town = self._alone.get((region.country, each))
            if town is not None:
                return town, "at the only town of the country with their name"
        return None, AT_REGION

    def _by_adjective(self, name: str, region: Row) -> Row | None:
        match = _ADJECTIVE.match(name)
        if match is None:
            return None
        stem = match.group(1)
        found = [
            town
            for town in self._stems[id(region)][stem[:3]]
            if any(_made_from(stem, n) for n in [fold(town.name), *town.names] if n.isascii())
        ]
        return max(found, key=lambda r: (r.population, r.name, r.lat), default=None)


def _made_from(stem: str, town: str) -> bool:
    """Tell whether an adjective's stem is a town's: "sudzhan" of "sudzha", "kur" of "kursk"."""
    bare = _ENDING.sub("", town)
    return len(bare) > 1 and any(
        stem.startswith(base) and stem[len(base) :] in _BETWEEN for base in {town, bare}
    )
