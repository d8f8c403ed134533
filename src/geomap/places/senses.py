"""Group the mentions of a discourse into senses: one name, one meaning, and what encloses it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from geomap.model import PlaceKind, Usage
from geomap.patterns import late
from geomap.places.descriptions import is_description
from geomap.places.lexicon import POSTAL_CODES, US_STATES
from geomap.places.nearby import INSIDE, OWNED, is_city, is_heading, of_line, put_beside
from geomap.places.ranking import REGIONS, Sense, holds
from geomap.places.spans import LISTED_KINDS
from geomap.places.unlisted import UNLISTED
from geomap.text import fold, sentence_ends

if TYPE_CHECKING:
    from geomap.model import Candidate, Mention
    from geomap.places.names import Name, Names

__all__ = ["name_of", "senses_of"]


def name_of(mention: Mention, names: Names) -> Name | None:
    """Return the gazetteer name that a mention bears."""
    if mention.usage_reason.endswith(UNLISTED) or is_description(mention.text):
        return None
    folded = fold(mention.text)
    text = mention.text
    if mention.usage is Usage.DEMONYM or mention.usage_reason.startswith("an adjective"):
        return names.demonym(folded)
    if text.endswith(".") or ("." in text) or text in POSTAL_CODES:
        full = US_STATES.get(folded) or US_STATES.get(POSTAL_CODES.get(text, ""))
        if full:
            return names.state(full)
    found = names.exact(folded)
    if found is None and folded.endswith(" s"):
        found = names.exact(folded[:-2])
    return found or names.demonym(folded) or _of_kind(folded, names)


def _in_full(name: Name, names: Names) -> Name:
    """Return the district of a town's name: Izium Raion, of "the Izium and Chuhuiv districts"."""
    return name if "2" in name.kinds else _of_kind(name.folded, names) or name


def _of_kind(folded: str, names: Names) -> Name | None:
    """Return the name that the end of a list completes: "the A and B districts", for A district."""
    found = (names.exact(f"{folded} {kind}") for kind in LISTED_KINDS)
    return next((name for name in found if name is not None), None)


_OF_RIVER = late(
    r"(?:\b(?:banks?|shores?|waters|course|mouth|across|along|over|into|cross(?:ed|ing|es)?|"
    r"beyond|on|in|from|down|up|to|between|reached|forded)(?: of)?) the $",
    re.IGNORECASE,
)
_RIVER_ENDS = late(
    r"\s*(?:[.,;:)!?]|$|(?:in|near|at|and|or|to|into|from|is|was|were|has|had|as|by|that|which|"
    r"where|after|before|overnight|during|under|with|between)\b)"
)


def _river(text: str, mention: Mention, names: Names) -> Name | None:
    """Return the river of "the left bank of the Dnipro", a name that towns bear without "the"."""
    start, end = mention.span.start, mention.span.end
    if text[max(0, start - 4) : start] != "the ":
        return None
    if not _RIVER_ENDS.match(text, end, end + 20):
        return None
    if not _OF_RIVER.search(text, max(0, start - 24), start):
        return None
    return names.exact(f"{fold(mention.text)} river")


_COMMA = late(r"\s*[,(]\s*(?:in\s+)?(?:the\s+)?$")
_INCLUDING = late(
    r"\s*(?:\(|,?\s*(?:including|namely|among them|notably|:|[-–—])\s*)(?:the\s+)?"
    r"(?:(?:villages?|towns?|cit(?:y|ies)|settlements?)\s+(?:of\s+)?)?"
)
_TOWNS_OF = late(r"\s+(?:[a-z]+\s+)?(?:towns?|villages?|cit(?:y|ies)|settlements?)\s+of\s+")
_LISTED = late(r"\s*(?:,|,?\s*and|;|/|,?\s*or)\s*$")


def senses_of(
    text: str, mentions: tuple[Mention, ...], numbers: list[int], names: Names
) -> tuple[list[Sense], list[int]]:
    """Return the senses of a discourse and the mentions whose name no place bears."""
    known: list[tuple[int, Name]] = []
    lost: list[int] = []
    for number in numbers:
        name = _river(text, mentions[number], names) or name_of(mentions[number], names)
        if name is None:
            lost.append(number)
        else:
            known.append((number, name))
    spoken = _RegionWords(text, [mentions[number] for number, _ in known])
    wording = {number: _wording(text, mentions[number], spoken) for number, _ in known}
    known = [(n, _in_full(name, names) if "districts" in wording[n] else name) for n, name in known]
    containers = _containers(text, mentions, known)
    sentence = _sentence_numbers(text, mentions, known)
    senses: dict[tuple[str, str], Sense] = {}
    by_mention: dict[int, Sense] = {}
    for at, (number, name) in enumerate(known):
        held = containers.get(number)
        key = (name.folded, held[1].folded if held else "")
        sense = senses.get(key)
        if sense is None:
            sense = senses[key] = Sense(name, _judged_candidates(name), [])
        sense.mentions.append(number)
        sense.sentence.add(sentence[at])
        sense.wording |= wording[number]
        by_mention[number] = sense
    _one_sense(senses)
    by_name = {s.name.folded: s for s in senses.values()}
    for number, (holder, holder_name, how) in ((n, c) for n, c in containers.items()):
        sense = by_mention[number]
        sense = senses.get((sense.name.folded, holder_name.folded), sense)
        sense.container = by_mention.get(holder) or by_name[holder_name.folded]
        sense.container_how = how
    put_beside(text, mentions, known, sentence, by_mention)
    kept = [s for s in senses.values() if s.mentions]
    _regions_before(mentions, kept)
    _siblings(text, mentions, known, senses, containers)
    return kept, lost


_MAYOR = late(r"\s+(?:[A-Z]?[\w-]+\s+)?(?:city\s+)?(?:mayor|metro)\b", re.IGNORECASE)
_GOVERNOR = late(r"\s+(?:regional\s+|provincial\s+)?governor\b", re.IGNORECASE)


class _RegionWords:
    """Where the words for regions stand in the stretch of a text that mentions take up."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        """Look for them once."""
        self._ends: list[int] = []
        if mentions:
            start = max(0, mentions[0].span.start - _REGION_BACK)
            stop = mentions[-1].span.end + _REGION_AHEAD
            self._ends = [match.end() for match in _REGION_WORD.finditer(text, start, stop)]

    def near(self, mention: Mention) -> bool:
        """Tell whether one is close enough to a mention to speak of it."""
        if not self._ends:
            return False
        # A word for a region has six letters and more.
        first = bisect_left(self._ends, mention.span.start - _REGION_BACK + 6)
        stop = mention.span.end + _REGION_AHEAD
        return first < len(self._ends) and self._ends[first] <= stop


_REGION_BACK, _REGION_AHEAD = 240, 120
"""Characters before and behind a name within which lists of regions are looked for."""


def _wording(text: str, mention: Mention, spoken: _RegionWords) -> frozenset[str]:
    """Return hints at the kind of place: who acts, whose mayor, whose governor."""
    hints = {"other" if mention.usage is Usage.ASSOCIATIVE else "literal"}
    if mention.usage_reason.startswith(("acts", "owns")):
        hints = {"acts"}
    after = text[mention.span.end : mention.span.end + 40]
    before = text[max(0, mention.span.start - 24) : mention.span.start].lower()
    if _GOVERNOR.match(after) or before.endswith("governor of "):
        hints.add("governor")
    elif _MAYOR.match(after) or before.endswith(
        ("mayor of ", "city of ", "town of ", "village of ")
    ):
        hints.add("mayor")
    start, end = mention.span.start, mention.span.end
    if spoken.near(mention) and (
        _REGIONS_BEFORE.search(text, max(0, start - _REGION_BACK), start)
        or _REGIONS_BEHIND.match(text, end, end + _REGION_AHEAD)
    ):
        hints.add("regions")
    elif spoken.near(mention) and _DISTRICTS_BEHIND.match(text, end, end + _REGION_AHEAD):
        hints.add("districts")
    return frozenset(hints)


_REGION_WORD = late("region|oblast|provinc|governorate|districts|raions|counties")

# Regions in a list, before or behind their names. The names are matched without going back over
# them, or a long run of capitals would take for ever.
_NAMES = r"(?:\s*(?:,|and|&|or|the)?\s*[A-Z][\w’'-]++)*+"
_REGIONS_BEFORE = late(
    r"\b(?:(?:regions|oblasts|provinces|governorates)(?:[^.;:!?\n]{0,60}:|\s+of)?"
    r"|(?:region|oblast|province),)\s*[:,–—-]?\s*(?:including\s+)?"
    + _NAMES
    + r"\s*(?:,|and|:|of|-)?\s*(?:and\s+)?$"
)
_DISTRICTS_BEHIND = late(_NAMES + r"\s+(?:districts|raions|counties)\b")
_REGIONS_BEHIND = late(_NAMES + r"\s+(?:regions|oblasts|provinces|governorates)\b")


def _judged_candidates(name: Name) -> tuple[Candidate, ...]:
    return name.candidates if len(name.candidates) <= 400 else name.candidates[:400]


def _one_sense(senses: dict[tuple[str, str], Sense]) -> None:
    """Give mentions without a container of their own to the sense that has one, if only one has."""
    for (folded, held), sense in list(senses.items()):
        if held:
            continue
        others = [s for (f, h), s in senses.items() if f == folded and h and s.mentions]
        if len(others) == 1:
            others[0].mentions = sorted(others[0].mentions + sense.mentions)
            others[0].sentence |= sense.sentence
            others[0].wording |= sense.wording
            sense.mentions = []


def _containers(
    text: str, mentions: tuple[Mention, ...], known: list[tuple[int, Name]]
) -> dict[int, tuple[int, Name, str]]:
    """Find what encloses a mention by the wording: "X, Y", "X in Y", "Y's X", "in Y, X and Z"."""
    found: dict[int, tuple[int, Name, str]] = {}
    for (number, name), (following, region) in itertools.pairwise(known):
        here, there = mentions[number].span, mentions[following].span
        gap = text[here.end : there.start]
        if len(gap) > 40 or "\n" in gap:
            continue
        how = "comma" if _COMMA.match(gap) else "wording" if INSIDE.match(gap) else ""
        if how and _is_region(region) and _can_hold(region, name):
            found[number] = (following, region, how)
            inner = _owned_region(text, mentions, known, following)
            if inner is not None and _can_hold(inner[1], name):
                found[number] = (*inner, how)  # "X, in Ukraine's Sumy region"
            continue
        if OWNED.match(gap) and _is_region(name) and _can_hold(name, region):
            found[following] = (number, name, "wording")
    _enclosing_lists(text, mentions, known, found)
    _headings(text, mentions, known, found)
    return found


def _owned_region(
    text: str, mentions: tuple[Mention, ...], known: list[tuple[int, Name]], owner: int
) -> tuple[int, Name] | None:
    """Return the region behind the country that owns it: "Ukraine's Sumy region"."""
    at = next(n for n, (number, _) in enumerate(known) if number == owner)
    if at + 1 >= len(known):
        return None
    number, region = known[at + 1]
    gap = text[mentions[owner].span.end : mentions[number].span.start]
    return (number, region) if len(gap) <= 40 and OWNED.match(gap) and _is_region(region) else None


def _is_region(name: Name) -> bool:
    return any(c.place.kind in REGIONS for c in name.candidates[:4])


def _can_hold(region: Name, name: Name) -> bool:
    """Tell whether some reading of ``region`` holds some reading of ``name``."""
    regions = [c.place for c in region.candidates[:4] if c.place.kind in REGIONS]
    return any(holds(r, c.place) for c in name.candidates for r in regions)


def _enclosing_lists(
    text: str,
    mentions: tuple[Mention, ...],
    known: list[tuple[int, Name]],
    found: dict[int, tuple[int, Name, str]],
) -> None:
    """Let a region enclose the list behind it: "the Donetsk region, Oleksiivka and Petrivske"."""
    for at, (number, region) in enumerate(known):
        if at + 1 == len(known):
            break
        gap = text[mentions[number].span.end : mentions[known[at + 1][0]].span.start]
        towns = _TOWNS_OF.fullmatch(gap)
        if gap == " and " or not (towns or _LISTED.match(gap) or _INCLUDING.fullmatch(gap)):
            continue  # "A in the B region and C in D"
        if not (_is_region(region) if towns else _encloses(region)):
            continue
        end = mentions[number].span.end
        for following, name in known[at + 1 : at + 8]:
            gap = text[end : mentions[following].span.start]
            if not (towns or _LISTED.match(gap) or _INCLUDING.fullmatch(gap)):
                break
            towns = None
            if _is_region(name) and not _can_hold(region, name):
                break
            if following not in found and _can_hold(region, name):
                found[following] = (number, region, "list")
            end = mentions[following].span.end


def _headings(
    text: str,
    mentions: tuple[Mention, ...],
    known: list[tuple[int, Name]],
    found: dict[int, tuple[int, Name, str]],
) -> None:
    """Let a region that heads a line enclose what the line names: "LUHANSK OBLAST: Nevske"."""
    for at, (number, region) in enumerate(known):
        if not is_heading(text, mentions[number]) or not _encloses(region):
            continue
        for following, name in of_line(text, mentions, known, at):
            if following in found or is_city(name.candidates[0]):
                continue
            if _can_hold(region, name):
                found[following] = (number, region, "list")


def _encloses(name: Name) -> bool:
    """Tell a name that can only enclose what follows from one that a city beside it bears too.

    "The Donetsk region, Oleksiivka and Petrivske" against "New York, Boston and Philadelphia".
    """
    regions = [
        c.score for c in name.candidates[:2] if c.place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
    ]
    return bool(regions) and not any(
        c.place.kind is PlaceKind.SETTLEMENT and c.score > max(regions) - 0.15
        for c in name.candidates[:4]
    )


def _sentence_numbers(
    text: str, mentions: tuple[Mention, ...], known: list[tuple[int, Name]]
) -> list[int]:
    """Number the sentences that mentions stand in: the same number, the same sentence."""
    numbers: list[int] = []
    number = at = 0
    for mention, _ in known:
        start = mentions[mention].span.start
        if numbers and sentence_ends(text, at, start):
            number += 1
        numbers.append(number)
        at = start
    return numbers


def _siblings(
    text: str,
    mentions: tuple[Mention, ...],
    known: list[tuple[int, Name]],
    senses: dict[tuple[str, str], Sense],
    containers: dict[int, tuple[int, Name, str]],
) -> None:
    """Note which names stand side by side in a list."""
    owner = {number: sense for sense in senses.values() for number in sense.mentions}
    for (number, _), (following, _) in itertools.pairwise(known):
        gap = text[mentions[number].span.end : mentions[following].span.start]
        one, two = owner.get(number), owner.get(following)
        if one is None or two is None or one is two or not _LISTED.fullmatch(gap):
            continue
        if one.container is not two and two.container is not one and number not in containers:
            one.siblings.append(two)
            two.siblings.append(one)


def _regions_before(mentions: tuple[Mention, ...], senses: list[Sense]) -> None:
    """Note, for every sense, the region that was named last before its mentions."""
    order = sorted(
        ((number, sense) for sense in senses for number in sense.mentions), key=lambda pair: pair[0]
    )
    last: Sense | None = None
    for number, sense in order:
        if last is not None and last is not sense and all(b is not last for b in sense.before):
            sense.before.append(last)
        top = sense.candidates[0].place
        if (
            top.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
            and mentions[number].usage is not Usage.DEMONYM
        ):
            last = sense
