"""What happens to names when all rows are there: misleading ones go, regular variants come."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from unicodedata import normalize

from world import World, add

from geomap.gazetteer.cases import inflected, land_name, languages, ukrainian_oblast
from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import saint_forms
from geomap.gazetteer.spell import ARABIC, CYRILLIC, SLAVIC, latin_spellings
from geomap.gazetteer.translit import arabic_variants, russified, skeleton, ukrainian_latin
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


_SMALL = 15_000
"""People of a town whose name in a script from elsewhere nobody asks for."""

_SCRIPTS = (
    ("\u0370", "\u03ff", frozenset({"GR", "CY"})),
    (
        "\u0400",
        "\u052f",
        SLAVIC
        | ARABIC
        | frozenset("KZ KG TJ UZ TM MN BG RS MK BA ME XK MD GE AM AZ IL TR".split()),
    ),
    ("\u0530", "\u058f", frozenset({"AM", "AZ", "GE"})),
    ("\u0590", "\u05ff", ARABIC | {"IL"}),
    ("\u0600", "\u077f", ARABIC | frozenset("IL PK TD ER DJ SO SS ML NE MR TR".split())),
    ("\u0900", "\u0dff", frozenset("IN NP BD LK PK BT".split())),
    ("\u0e00", "\u0eff", frozenset({"TH", "LA"})),
    ("\u1000", "\u109f", frozenset({"MM"})),
    ("\u10a0", "\u10ff", frozenset({"GE"})),
    ("\u1200", "\u139f", frozenset({"ET", "ER"})),
    ("\u3040", "\u30ff", frozenset({"JP"})),
    ("\u3400", "\u9fff", frozenset("CN TW HK MO JP SG".split())),
    ("\u1100", "\u11ff", frozenset({"KR", "KP"})),
)
"""First and last letter of a script, and where small places are written in it.

Korean is folded to its letters; Cyrillic, Hebrew and Arabic are read about their neighbours too.
"""


def drop_foreign_scripts(world: World) -> None:
    """Drop names of small settlements in scripts of elsewhere: a village of Ohio in Chinese."""
    for row in world.rows:
        if row.kind is not PlaceKind.SETTLEMENT or row.population >= _SMALL:
            continue
        for name, code in list(row.names.items()):
            if code is NameCode.ALTERNATE and not name.isascii() and _foreign(name, row.country):
                del row.names[name]
                world.report["names of small settlements in scripts of elsewhere, dropped"] += 1


def _foreign(name: str, country: str | None) -> bool:
    """Tell whether a name is in a script that its country does not use."""
    letter = next((c for c in name if c > "\u036f"), "")
    for first, last, countries in _SCRIPTS:
        if first <= letter <= last:
            return country not in countries
    return False


_KNOWN_NEAR = 20_000
"""The same in the countries that news in Ukrainian and Russian names most."""

_IN_RUSSIAN_NEWS = ARABIC | frozenset("IL AM AZ GE MD KZ KG UZ TJ TM TR PL LT LV EE FI RO".split())


_SOFT_SIGN = re.compile("’")
_UKRAINIAN_SOFT_SIGN = re.compile("’(?![aeiouy])")
"""In Ukrainian names the mark also parts a consonant from a vowel, and stays: Kam’yanka."""
_HEBREW_MARKS = re.compile("[\u0331\u0323‘]")
"""Lines and dots below a letter, and the sign of the ayin."""


def show_as_newsrooms_write(world: World) -> None:
    """Show Ryazan and Holon, not Ryazan’ with its soft sign and H̱olon with a line below."""
    for row in world.rows:
        name = row.name
        if row.country == "UA":
            name = _UKRAINIAN_SOFT_SIGN.sub("", name)
        elif row.country in SLAVIC:
            name = _SOFT_SIGN.sub("", name)
        elif row.country == "IL":
            name = normalize("NFC", _HEBREW_MARKS.sub("", normalize("NFD", name)))
        if name != row.name:
            row.name = name
            world.report["names shown as newsrooms write them"] += 1


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
    own = _own_cyrillic(world)
    mains = Counter(
        (row.country, fold(row.name)) for row in world.rows if row.kind is PlaceKind.SETTLEMENT
    )
    for row in world.rows:
        if row.kind is PlaceKind.SETTLEMENT:
            _clean(world, row, countries, regions, mains)
            _weaken_borrowed(world, row, towns)
            _weaken_borrowed_cyrillic(world, row, own)
            _enrich(world, row, mains)
        if row.kind is PlaceKind.ADMIN1 and row.country in SLAVIC:
            _add_lands(world, row)
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
        if _OF_A_REGION.search(name) or (row.country == "UA" and name in world.raion_names):
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


def _own_cyrillic(world: World) -> dict[tuple[str, str], set[str]]:
    """Return the Cyrillic names of Ukrainian towns that say what they are shown by.

    The key is the country and the folded name, the value the main names of who bears it.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in world.rows:
        if row.kind is PlaceKind.SETTLEMENT and row.country == "UA" and row.population > _TOWN:
            for name in world.spellings[id(row)]:
                if skeleton(ukrainian_latin(name)) == skeleton(row.name):
                    found["UA", fold(name)].add(fold(row.name))
    return found


def _weaken_borrowed_cyrillic(world: World, row: Row, own: dict[tuple[str, str], set[str]]) -> None:
    """Weaken the old Cyrillic name of a town that is another's own: Sloviansk for Nikopol."""
    for name, code in row.names.items():
        bearers = own.get((row.country or "", name))
        if code is NameCode.ALTERNATE and bearers and fold(row.name) not in bearers:
            row.names[name] = NameCode.WEAK
            world.report["alternates that are another town's name, weakened"] += 1


def _enrich(world: World, row: Row, mains: Counter[tuple[str | None, str]]) -> None:
    """Add the spellings that follow by rule from a settlement's names."""
    for name in saint_forms(row.name):
        add(row, name, NameCode.ALIAS)
    by_rule = NameCode.ALIAS if id(row) in world.by_hand else NameCode.TRANSLITERATED
    if row.country == "MM":
        add(row, f"{row.name} Township", NameCode.FORM)
    if row.country in ARABIC:
        for name in arabic_variants(row.name):
            add(row, name, by_rule)
    if row.country == "UA":
        _add_russian(world, row)
    if row.country in SLAVIC:
        own = skeleton(row.name)
        for name in world.spellings[id(row)]:
            if not CYRILLIC.fullmatch(name):
                continue
            for other in latin_spellings(name, row.country):
                weak = mains[row.country, fold(other)] >= 2 and skeleton(other) != own
                add(
                    row, other, NameCode.WEAK if weak and by_rule is not NameCode.ALIAS else by_rule
                )


def _add_russian(world: World, row: Row) -> None:
    """Add what a Ukrainian place is called in Russian, by its endings."""
    for name in list(world.spellings[id(row)]):
        if CYRILLIC.fullmatch(name) and languages(name) == ("uk",):
            add(row, russified(name), NameCode.TRANSLITERATED)


def _add_lands(world: World, row: Row) -> None:
    """Add what people call an oblast: "Белгородщина" for "Белгородская область".

    With its name in Latin letters, and in Ukrainian where it is Russian.
    """
    if row.country == "RU":
        for name in list(world.spellings[id(row)]):
            for other in ukrainian_oblast(name):
                add(row, other, NameCode.FORM)
                world.spellings[id(row)].append(other)
    for name in list(world.spellings[id(row)]):
        if name.endswith(" область"):
            for latin in latin_spellings(name.removesuffix(" область"), row.country):
                add(row, f"{latin} oblast", NameCode.FORM)
        land = land_name(name)
        if land is None:
            continue
        if fold(land) not in row.names:
            add(row, land, NameCode.FORM)
            world.spellings[id(row)].append(land)
        for latin in latin_spellings(land, row.country):
            add(row, latin, NameCode.FORM)


def _inflectable(world: World, row: Row) -> list[str]:
    """Return the Cyrillic names whose cases are worth having."""
    own = id(row) in world.by_hand and row.kind is not PlaceKind.SETTLEMENT
    if row.country not in SLAVIC and row.kind is not PlaceKind.COUNTRY and not own:
        return _world_names(world, row)
    names = [
        n
        for n in world.spellings[id(row)]
        if CYRILLIC.fullmatch(n) and row.names.get(fold(n)) is not NameCode.WEAK
    ]
    if row.kind is PlaceKind.SETTLEMENT:
        names = [n for n in names if not _OF_A_REGION.search(fold(n))]
    if row.kind is PlaceKind.SETTLEMENT and row.country == "UA" and row.population:
        names += [russified(n) for n in names if languages(n) == ("uk",)]
    return list(dict.fromkeys(names))


def _world_names(world: World, row: Row) -> list[str]:
    least = _KNOWN_NEAR if row.country in _IN_RUSSIAN_NEWS else _KNOWN_WORLD
    if row.kind is not PlaceKind.SETTLEMENT or (
        row.population < least and id(row) not in world.by_hand
    ):
        return []
    return [n for n in world.spellings[id(row)] if CYRILLIC.fullmatch(n)]


def _languages(row: Row, name: str) -> tuple[str, ...]:
    """Return the languages to inflect a name in; a village's is that of its country."""
    if row.country == "RU" and row.kind is not PlaceKind.COUNTRY:
        return languages(name) if row.population > 100_000 else ("ru",)
    if row.source == "GeoNames postal codes":
        return ("uk",)
    return languages(name)
