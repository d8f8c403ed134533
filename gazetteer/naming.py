"""What happens to names when all rows are there: misleading ones go, regular variants come."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from world import World, add

from geomap.gazetteer.cases import inflected, languages
from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import saint_forms
from geomap.gazetteer.spell import ARABIC, CYRILLIC, SLAVIC, latin_spellings
from geomap.gazetteer.translit import arabic_variants, russified, skeleton
from geomap.model import PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.gazetteer.write import Row

_OF_A_REGION = re.compile(
    r".(?: oblast| krai| voblast| governorate| province| область| краи| вобласць)$"
)
_TOWN = 20_000
"""People of a town whose name is not lightly lent to another."""

_KNOWN_WORLD = 100_000
"""People of a town outside Ukraine, Russia and Belarus whose Cyrillic name is inflected too."""


def settle_names(world: World) -> None:
    """Drop and weaken misleading alternates; add what rules can make of the names."""
    countries = {
        name
        for row in world.countries.values()
        for name, code in row.names.items()
        if code in (NameCode.MAIN, NameCode.ALIAS)
    }
    regions: dict[str, set[int]] = defaultdict(set)
    for row in world.admin1.values():
        regions[fold(row.name)].add(id(row))
    towns: dict[str, int] = {}
    for row in world.rows:
        if row.kind is PlaceKind.SETTLEMENT:
            towns[fold(row.name)] = max(towns.get(fold(row.name), 0), row.population)
    for row in world.countries.values():
        _clean_country(world, row, towns)
    mains = Counter(
        (row.country, fold(row.name)) for row in world.rows if row.kind is PlaceKind.SETTLEMENT
    )
    for row in world.rows:
        if row.kind is PlaceKind.SETTLEMENT:
            _clean(world, row, countries, regions, mains)
            _weaken_borrowed(world, row, towns)
            _enrich(world, row, mains)
        for name in _inflectable(world, row):
            for language in _languages(row, name):
                for form in inflected(name, language):
                    add(row, form, NameCode.INFLECTED)


def _clean(
    world: World,
    row: Row,
    countries: set[str],
    regions: dict[str, set[int]],
    mains: Counter[tuple[str | None, str]],
) -> None:
    """Drop alternates that are a country's or another region's name; weaken borrowed ones."""
    for name, code in list(row.names.items()):
        if code is not NameCode.ALTERNATE:
            continue
        if _OF_A_REGION.search(name):
            del row.names[name]
            world.report["alternates of settlements that call them a region, dropped"] += 1
        elif name in countries:
            del row.names[name]
            world.report["alternates that are a country's name, dropped"] += 1
        elif name in regions and id(row.admin1) not in regions[name]:
            del row.names[name]
            world.report["alternates that are another region's name, dropped"] += 1
        elif mains[row.country, name] >= 2:
            row.names[name] = NameCode.WEAK
            world.report["alternates that are other places' names, weakened"] += 1


def _clean_country(world: World, row: Row, towns: dict[str, int]) -> None:
    """Weaken a country's alternates that are a town's own name: "Uman" for Oman in Yoruba."""
    for name, code in row.names.items():
        if code is NameCode.ALTERNATE and towns.get(name, 0) > _TOWN:
            row.names[name] = NameCode.WEAK
            world.report["alternates of countries that are a town's name, weakened"] += 1


def _weaken_borrowed(world: World, row: Row, towns: dict[str, int]) -> None:
    """Weaken alternates unlike the own name that another town bears: Bilhorod for Belgorod."""
    own = fold(row.name)
    for name, code in row.names.items():
        if code is not NameCode.ALTERNATE or towns.get(name, 0) <= _TOWN or name == own:
            continue
        if SequenceMatcher(None, own, name).ratio() < 0.7:
            row.names[name] = NameCode.WEAK
            world.report["alternates that are another town's name, weakened"] += 1


def _enrich(world: World, row: Row, mains: Counter[tuple[str | None, str]]) -> None:
    """Add the spellings that follow by rule from a settlement's names."""
    for name in saint_forms(row.name):
        add(row, name, NameCode.ALIAS)
    if row.country in ARABIC:
        for name in arabic_variants(row.name):
            add(row, name, NameCode.TRANSLITERATED)
    if row.country in SLAVIC:
        own = skeleton(row.name)
        for name in world.spellings[id(row)]:
            if not CYRILLIC.fullmatch(name):
                continue
            for other in latin_spellings(name, row.country):
                weak = mains[row.country, fold(other)] >= 2 and skeleton(other) != own
                add(row, other, NameCode.WEAK if weak else NameCode.TRANSLITERATED)


def _inflectable(world: World, row: Row) -> list[str]:
    """Return the Cyrillic names whose cases are worth having."""
    if row.country not in SLAVIC and row.kind is not PlaceKind.COUNTRY:
        return _world_names(world, row)
    names = [n for n in world.spellings[id(row)] if CYRILLIC.fullmatch(n)]
    if row.kind is PlaceKind.SETTLEMENT:
        names = [n for n in names if not _OF_A_REGION.search(fold(n))]
    if row.kind is PlaceKind.SETTLEMENT and row.country == "UA" and row.population:
        names += [russified(n) for n in names if languages(n) == ("uk",)]
    return list(dict.fromkeys(names))


def _world_names(world: World, row: Row) -> list[str]:
    if row.kind is not PlaceKind.SETTLEMENT or row.population < _KNOWN_WORLD:
        return []
    return [n for n in world.spellings[id(row)] if CYRILLIC.fullmatch(n)]


def _languages(row: Row, name: str) -> tuple[str, ...]:
    """Return the languages to inflect a name in; a village's is that of its country."""
    if row.country == "RU" and row.kind is not PlaceKind.COUNTRY:
        return languages(name) if row.population > 100_000 else ("ru",)
    if row.source == "GeoNames postal codes":
        return ("uk",)
    return languages(name)
