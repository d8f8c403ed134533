"""Places that are described and not named: "Iraq's capital", "Ukraine's second-largest city".

A description is a mention of its own, beside the name it hangs on. What it means is looked up:
capitals and populations in the gazetteer, a few sites in the table below. In apposition to a name
("Kharkiv, Ukraine's second-largest city") it adds nothing and is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from geomap.model import PlaceKind
from geomap.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer import Gazetteer
    from geomap.model import Place
    from geomap.places.scan import Scan

__all__ = ["Description", "described", "descriptions", "is_description", "may_describe"]

_RANKS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_PHRASE = late(
    r"\b(?:(?:regional |provincial |state )?capital|"
    r"(?:(?:second|third|fourth|fifth)[- ])?(?:largest|biggest) city|"
    r"(?:main |largest |only |biggest )?(?:uranium |nuclear )+(?:enrichment |power |fuel )?"
    r"(?:facility|plant|site|station|complex))\b(?!')"
)
_OWNED = late(r"(?:['’ʼ]s?)?\s+(?:[a-z][\w-]*\s+){0,2}$")
_COUNTRYS = late(
    r"\b(?:the|that) (country|nation|region|province|state)['’]s\s+(?:[a-z][\w-]*\s+){0,2}$"
)
_ANY = late(r"\b(?:a|an|another)\s+$", re.IGNORECASE)
_BEHIND = late(r"\s+(?:of|in)\s+(?:the\s+)?$")
_BEHIND_WORD = late(r"\s+of\s+(?:the|that)\s+(country|region|province|state|oblast|governorate)\b")
_NAME_FOLLOWS = late(r"\s*[,(–—]?\s*(?:of\s+)?[A-Z][\w’'-]+")
_APPOSED = late(r"\s*[,(–—-]\s*(?:the\s+)?$")
_SITES = {
    ("IR", "enrichment"): ("Natanz nuclear facility", "Natanz Nuclear Facility", "Natanz"),
    ("IR", "power"): ("Bushehr Nuclear Power Plant", "Bushehr nuclear power plant"),
    ("UA", "power"): ("Zaporizhzhia Nuclear Power Plant",),
    ("IL", "nuclear"): ("Dimona", "Shimon Peres Negev Nuclear Research Center"),
}
"""What a country's main nuclear site of a sort is: names to look up, the first known one."""


class Description(NamedTuple):
    """A description: where it stands, and the mention or word that says of what."""

    start: int
    end: int
    owner: int | None
    """Number of the mention that it hangs on; None when a word stands for it."""
    level: str
    """country or region: what the owner must be."""


def is_description(text: str) -> bool:
    """Tell whether a mention's text is a description."""
    return _PHRASE.fullmatch(text) is not None


_ENDS = frozenset("capital city facility plant site station complex".split())
_BEFORE_ENDS = frozenset("largest biggest nuclear uranium enrichment power fuel".split())


def may_describe(scan: Scan) -> bool:
    """Tell whether a block has words of a description at all; few have."""
    if _ENDS.isdisjoint(scan.words):
        return False
    words = scan.words
    return "capital" in words or any(
        word in _ENDS and words[at - 1] in _BEFORE_ENDS for at, word in enumerate(words)
    )


def descriptions(
    text: str, start: int, end: int, bounds: Sequence[tuple[int, int]]
) -> Iterator[Description]:
    """Yield the descriptions in ``text[start:end]``, given the spans of its names, sorted."""
    starts = [s for s, _ in bounds]
    for match in _PHRASE.finditer(text, start, end):
        found = _hung(text, match.start(), match.end(), bounds, starts)
        first = max(0, bisect_left(starts, match.start()) - 1)
        if found is not None and not any(
            s < match.end() and match.start() < e for s, e in bounds[first : first + 3]
        ):
            yield found


def _hung(
    text: str, start: int, end: int, bounds: Sequence[tuple[int, int]], starts: list[int]
) -> Description | None:
    """Find what a description hangs on; None when nothing, or when a name stands beside it."""
    phrase = text[start:end]
    if _ANY.search(text, max(0, start - 9), start):
        return None  # "X, a provincial capital in the east": one of many
    of_region = phrase.startswith(("regional", "provincial", "state "))
    behind = bisect_left(starts, end)
    if behind < len(bounds) and _BEHIND.fullmatch(text, end, bounds[behind][0]):
        return None if _apposed(text, start, bounds) else Description(start, end, behind, "any")
    word = _BEHIND_WORD.match(text, end)
    if word:
        level = "country" if word.group(1) == "country" else "region"
        return None if _apposed(text, start, bounds) else Description(start, end, None, level)
    if _NAME_FOLLOWS.match(text, end) and "city" not in phrase[-4:] + " " * 0:
        return None
    if re.match(r"\s*,?\s+[A-Z]", text[end : end + 4]):
        return None
    before = text[max(0, start - 60) : start]
    said = _COUNTRYS.search(before)
    if said:
        level = "country" if said.group(1) in ("country", "nation") else "region"
        return Description(start, end, None, level)
    owner = bisect_right(starts, start) - 1
    if owner >= 0 and _OWNED.fullmatch(text, bounds[owner][1], start):
        if _apposed(text, bounds[owner][0], bounds):
            return None
        return Description(start, end, owner, "any")
    if of_region and re.search(r"\bthe $", before):
        return Description(start, end, None, "region")
    return None


def _apposed(text: str, start: int, bounds: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name stands right before, behind a comma: "Kharkiv, Ukraine's ..."."""
    at = bisect_left(bounds, (start, 0))
    near = bounds[max(0, at - 2) : at]
    return any(0 <= start - e < 8 and _APPOSED.fullmatch(text, e, start) for _, e in near)


def described(phrase: str, owner: Place, gazetteer: Gazetteer) -> tuple[Place | None, str]:
    """Return the place that a description means, and why; None with the reason why not."""
    if phrase.endswith("capital"):
        if owner.kind is PlaceKind.COUNTRY and owner.country:
            return gazetteer.capital(owner.country), f"the capital of {owner.name}"
        return _capital_of_region(owner, gazetteer), f"the capital of {owner.name}"
    if phrase.endswith("city"):
        rank = next((n for word, n in _RANKS.items() if phrase.startswith(word)), 1)
        return _city_by_size(owner, rank, gazetteer), f"the {phrase} of {owner.name} by population"
    sort = next((w for w in ("enrichment", "power") if w in phrase), "nuclear")
    if sort == "nuclear" and phrase.endswith(("plant", "station")):
        sort = "power"
    for name in _SITES.get((owner.country or "", sort), ()):
        for candidate in gazetteer.lookup(name, country=owner.country):
            return candidate.place, f"the best-known such site of {owner.name}"
    return None, f"no such site of {owner.name} is known"


def _capital_of_region(region: Place, gazetteer: Gazetteer) -> Place | None:
    bare = re.sub(
        r"\b(?:oblast|region|province|governorate|state|krai|republic|of|muhafazat)\b",
        "", region.name, flags=re.IGNORECASE,
    ).strip()  # fmt: skip
    key = region.key if region.kind is PlaceKind.ADMIN1 else region.admin1_key
    for candidate in gazetteer.lookup(bare) if bare else ():
        place = candidate.place
        if place.kind is PlaceKind.SETTLEMENT and place.admin1_key == key:
            return place
    return _largest(region, 1, gazetteer, lambda place: place.admin1_key == key)


def _city_by_size(owner: Place, rank: int, gazetteer: Gazetteer) -> Place | None:
    if owner.kind is PlaceKind.COUNTRY:
        return _largest(owner, rank, gazetteer, lambda place: place.country == owner.country)
    return _largest(owner, rank, gazetteer, lambda place: place.admin1_key == owner.key)


def _largest(owner: Place, rank: int, gazetteer: Gazetteer, inside: object) -> Place | None:
    box = gazetteer.box(owner)
    if box is None:
        return None
    found = [p for p in gazetteer.settlements(box, min_population=20_000) if inside(p)]  # type: ignore[operator]
    found.sort(key=lambda place: -place.population)
    return found[rank - 1] if len(found) >= rank else None
