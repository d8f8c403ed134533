"""Places that the gazetteer does not list but that the words betray: streets, rivers, villages.

They are named without coordinates, so that "Jordan River" is not taken for the country and
"the village of Novi Sady" is not passed over in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.patterns import late
from geomap.places.lexicon import NEVER, common_words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from geomap.places.scan import Scan

__all__ = ["QUARTERS", "UNLISTED", "is_city_district", "is_of_city", "unlisted"]

UNLISTED = "not in the gazetteer"
"""How the usage reason of such a mention ends."""

_LAST = (
    r"Street|St\.|Road|Rd\.|Avenue|Ave\.|Lane|Drive|Boulevard|Blvd\.|Highway|Parkway|River|Creek|"
    r"Lake|Valley|Forest|Wilderness|Township|Twp\.|Park|Beach|Airport|Hills|Mountains|Mountain|"
    r"Islands|Island|Heights|Canyon|Peninsula|Reservoir|Strait|Gulf|Bay|Square"
)
_CITY_DISTRICTS = ("skyi", "skyy", "skiy", "nyi", "nyy")
QUARTERS = "district|neighborhood|neighbourhood|quarter|microdistrict|borough"
_QUARTER = late(rf"(?:(?<=['’]s )|(?<=\bthe ))((?:[A-Z][\w'’-]{{2,30}} ){{1,3}}({QUARTERS}))\b")
_CITY_BEHIND = late(r" (?:of|in) (?:the city of )?[A-Z]")
_NAMED = late(
    rf"(?<![\w.-])((?:(?:[A-Z0-9][\w'’-]{{0,30}}|[A-Z]\w{{0,3}}\.)[ ]){{1,3}}?(?:{_LAST}))"
    r"(?![\w'’])"
    r"(?![ ](?:[A-Z]|Police|School))"
)
_OF = late(
    r"\b(?:village|town|settlement|hamlet|township|suburb)s? of "
    r"([A-Z][\w'’‘ʼʻ-]{1,30}(?: [A-Z][\w'’‘ʼʻ-]{1,30})?)"
)
_APPOSED = late(
    r"(?<![\w’'-])([A-Z][\w'’‘ʼʻ-]{2,30}(?: [A-Z][\w'’‘ʼʻ-]{2,30})?),? (?:a|an|the) "
    r"(?:[a-z-]+ ){0,3}"
    r"(village|hamlet|settlement|township|suburb|district|neighborhood|neighbourhood|quarter)"
    r"(?= (?:of|in|on|near|outside|between|along|some|about|just|close|north|south|east|west|"
    r"northeast|northwest|southeast|southwest|\d+)\b)"
)
"""What is a village or a quarter by the words behind its name: "Barzeh, a district of Damascus"."""
_POSSESSIVE = late(r"['’]s$")
_FAITHS = frozenset(
    """shiite shia shi'ite shi’ite shi'i sunni christian muslim jewish kurdish arab armenian druze
    alawite catholic orthodox serb albanian palestinian""".split()
)
_OPENERS = frozenset("the a an in on at near from to of and but this that our his her its".split())


_LASTS = frozenset(_LAST.replace("\\.", "").split("|"))
_PARTS = frozenset(QUARTERS.split("|"))
_KINDS = frozenset(
    word + plural
    for word in ("village", "town", "settlement", "hamlet", "township", "suburb")
    for plural in ("", "s")
)
_BACK = 130
"""Characters before its last word within which such a name begins."""
_BEHIND = 20
"""Characters behind its last word that may tell that it goes on."""


def is_of_city(scan: Scan, start: int, end: int) -> bool:
    """Tell "the Shevchenkivskyi district" of a city that the text names elsewhere."""
    named = is_city_district(scan.text[start:end])
    return named and not _CITY_BEHIND.match(scan.text, end, scan.stop)


def is_city_district(text: str) -> bool:
    """Tell the name of a city's district by how it ends: "Industrialnyi district"."""
    name = text.split(" ")
    return len(name) == 2 and name[0].endswith(_CITY_DISTRICTS)


def unlisted(scan: Scan) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it is called by) of such names in a block."""
    text, words = scan.text, scan.words
    if not _LASTS.isdisjoint(words):
        for start, stop in _stretches(scan):
            for match in _NAMED.finditer(text, start, stop):
                yield from _named(match)
    if not _PARTS.isdisjoint(words):
        for match in _QUARTER.finditer(text, scan.begin, scan.stop):
            if match.group(1).split(" ")[0].lower() in _FAITHS:
                continue  # "the Shiite neighborhood of X"
            owned = text[match.start() - 2] == "s"
            owned = owned or is_of_city(scan, match.start(), match.end())
            if owned or _CITY_BEHIND.match(text, match.end(), scan.stop):
                yield match.start(), match.end(), match.group(2)
    if not _KINDS.isdisjoint(words) or not _PARTS.isdisjoint(words):
        for match in _APPOSED.finditer(text, scan.begin, scan.stop):
            name = match.group(1)
            if not _opens(name.split(" ")[0]):
                yield match.start(1), match.end(1), match.group(2)
    if not _KINDS.isdisjoint(words):
        for at, word in enumerate(words):
            if word in _KINDS:
                of = _OF.match(text, scan.starts[at], scan.stop)
                if of is not None:
                    named = _POSSESSIVE.sub("", of.group(1))
                    yield of.start(1), of.start(1) + len(named), word


def _stretches(scan: Scan) -> list[tuple[int, int]]:
    """Return the stretches of a block that hold last words of such names, far apart."""
    found: list[tuple[int, int]] = []
    words = scan.words
    for at in scan.capitals:
        if words[at] in _LASTS:
            start = max(scan.begin, scan.starts[at] - _BACK)
            stop = min(scan.stop, scan.ends[at] + _BEHIND)
            if found and found[-1][1] >= start:
                start = found.pop()[0]
            found.append((start, stop))
    return found


def _named(match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    begin = match.start(1)
    words = match.group(1).split(" ")
    while len(words) > 1 and _opens(words[0]):
        begin += len(words[0]) + 1
        words = words[1:]
    if len(words) > 1:
        yield begin, match.end(1), words[-1].lower()


def _opens(word: str) -> bool:
    low = word.lower()
    return word.isdigit() or low in _OPENERS or (low in NEVER and low in common_words())
