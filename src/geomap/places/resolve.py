"""Tell which place each toponym means, with every candidate kept and a reason in plain words."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

from geomap.geo import bearing, destination, distance_km
from geomap.model import (
    Candidate,
    Location,
    MatchKind,
    PlaceKind,
    Precision,
    Resolution,
    Usage,
)
from geomap.places.descriptions import Description, described, descriptions, is_description
from geomap.places.lexicon import POSTAL_CODES, US_STATES
from geomap.places.model import load_ranker
from geomap.places.ranking import REGIONS, Sense, company_of, holds
from geomap.places.recognise import names_of
from geomap.places.relations import describes, moved
from geomap.places.scoring import judge
from geomap.places.unlisted import UNLISTED
from geomap.text import fold, sentences

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Document, Mention, Place
    from geomap.places.model import Ranker
    from geomap.places.names import Name, Names

__all__ = ["name_of", "resolve", "resolved", "senses_of", "settle"]

_KEPT = 8
"""Candidates that stay beside the choice."""
_ROUNDS = 3
_FARTHEST_PAIR_KM = 600.0
_WINDOW = 160
"""Mentions that are read as one discourse, so that time grows linearly."""


def resolve(
    document: Document, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Return what each mention means, in the same order; abstentions have no place but a reason."""
    return resolved(document, mentions, gazetteer, load_ranker("ranker"))


def resolved(
    document: Document, mentions: tuple[Mention, ...], gazetteer: Gazetteer, ranker: Ranker
) -> tuple[Resolution, ...]:
    """Do what ``resolve`` does with a ranker of one's own."""
    names = names_of(gazetteer)
    out: list[Resolution | None] = [None] * len(mentions)
    for numbers in _discourses(document, mentions):
        senses, lost = senses_of(document.text, mentions, numbers, names)
        settle(senses, ranker)
        for number in lost:
            out[number] = _unknown(mentions[number])
        for sense in senses:
            for number in sense.mentions:
                out[number] = _resolution(document.text, mentions[number], sense, gazetteer, ranker)
    _describe(document.text, mentions, out, gazetteer)
    _between(mentions, out)
    return tuple(r for r in out if r is not None)


def _between(mentions: tuple[Mention, ...], out: list[Resolution | None]) -> None:
    """Put "between A and B" halfway, with half the way as uncertainty, on both mentions."""
    first: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        relation = mention.relation
        if relation is None or relation.kind != "between":
            continue
        other = first.setdefault(relation.span.start, number)
        one, two = out[other], out[number]
        if other == number or one is None or two is None or not one.location or not two.location:
            continue
        a, b = one.location, two.location
        apart = distance_km(a.lat, a.lon, b.lat, b.lon)
        if apart > _FARTHEST_PAIR_KM:
            continue
        lat, lon = destination(
            a.lat, a.lon, bearing_deg=bearing(a.lat, a.lon, b.lat, b.lon), distance_km=apart / 2
        )
        halfway = Location(
            lat=round(lat, 5),
            lon=round(lon, 5),
            precision=Precision.AREA,
            uncertainty_km=round(apart / 2 + max(a.uncertainty_km, b.uncertainty_km, 2.0) / 2, 1),
        )
        out[other] = replace(one, location=halfway)
        out[number] = replace(two, location=halfway)


def _describe(
    text: str, mentions: tuple[Mention, ...], out: list[Resolution | None], gazetteer: Gazetteer
) -> None:
    """Resolve descriptions ("Iraq's capital") by what the names around them turned out to mean."""
    if not any(is_description(m.text) for m in mentions):
        return
    named = [n for n, m in enumerate(mentions) if not is_description(m.text)]
    bounds = [(mentions[n].span.start, mentions[n].span.end) for n in named]
    hung = {d.start: d for d in descriptions(text, 0, len(text), bounds)}
    for number, mention in enumerate(mentions):
        if not is_description(mention.text):
            continue
        what = hung.get(mention.span.start)
        owner, trust = _owner_of(what, mention, named, out) if what else (None, 0.0)
        place, reason = None, "nothing in the text says of what"
        if owner is not None:
            place, reason = described(mention.text, owner, gazetteer)
        out[number] = Resolution(
            mention=mention,
            place=place,
            location=None if place is None else gazetteer.location(place),
            confidence=0.0 if place is None else round(0.8 * trust, 3),
            reason=reason,
        )


def _owner_of(
    what: Description, mention: Mention, named: list[int], out: list[Resolution | None]
) -> tuple[Place | None, float]:
    """Return the country or region that a description hangs on, and how sure that is."""
    if what.owner is not None:
        answer = out[named[what.owner]]
        return (answer.place, answer.confidence) if answer is not None else (None, 0.0)
    wanted = (
        (PlaceKind.COUNTRY,) if what.level == "country" else (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
    )
    for number in reversed(named):
        answer = out[number]
        if (
            answer is not None
            and answer.place is not None
            and answer.mention.span.end <= mention.span.start
            and answer.place.kind in wanted
        ):
            return answer.place, 0.7 * answer.confidence
    return None, 0.0


def _discourses(document: Document, mentions: tuple[Mention, ...]) -> list[list[int]]:
    """Group the numbers of the mentions by article, long articles in windows."""
    starts = [article.span.start for article in document.articles]
    groups: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        groups.setdefault(bisect_right(starts, mention.span.start), []).append(number)
    return [
        group[at : at + _WINDOW]
        for group in groups.values()
        for at in range(0, len(group), _WINDOW)
    ]


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
            return names.exact(full)
    found = names.exact(folded)
    if found is None and folded.endswith(" s"):
        found = names.exact(folded[:-2])
    return found or names.demonym(folded)


_COMMA = re.compile(r"\s*[,(]\s*(?:in\s+)?(?:the\s+)?$")
_INSIDE = re.compile(
    r"(?:\s*,)?\s+(?:(?:city|town|village|which is)\s+)?(?:in|of)\s+"
    r"(?:the\s+)?(?:(?:north|south|east|west|central|upstate|rural)\w*[\s-]+)*"
    r"(?:(?:city|state|province) of\s+)?$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"['’ʼ]s\s+(?:(?:north|south|east|west|central|port|capital|coastal|border|second)[\w-]*\s+)*"
    r"(?:(?:city|town|village|region|province) of\s+|(?:city|town|village|capital),?\s+)?$",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"\s*(?:\(|,?\s*(?:including|namely|among them|notably|:|[-–—])\s*)(?:the\s+)?"
    r"(?:(?:villages?|towns?|cit(?:y|ies)|settlements?)\s+(?:of\s+)?)?"
)
_LISTED = re.compile(r"\s*(?:,|,?\s*and|;|/|,?\s*or)\s*$")


def senses_of(
    text: str, mentions: tuple[Mention, ...], numbers: list[int], names: Names
) -> tuple[list[Sense], list[int]]:
    """Return the senses of a discourse and the mentions whose name no place bears."""
    known: list[tuple[int, Name]] = []
    lost: list[int] = []
    for number in numbers:
        name = name_of(mentions[number], names)
        if name is None:
            lost.append(number)
        else:
            known.append((number, name))
    containers = _containers(text, mentions, known)
    marks = _sentence_starts(text, mentions, known)
    senses: dict[tuple[str, str], Sense] = {}
    by_mention: dict[int, Sense] = {}
    for number, name in known:
        held = containers.get(number)
        key = (name.folded, held[1].folded if held else "")
        sense = senses.get(key)
        if sense is None:
            sense = senses[key] = Sense(name, _judged_candidates(name), [])
        sense.mentions.append(number)
        sense.sentence.add(bisect_right(marks, mentions[number].span.start))
        sense.wording |= _wording(text, mentions[number])
        by_mention[number] = sense
    _one_sense(senses)
    by_name = {s.name.folded: s for s in senses.values()}
    for number, (holder, holder_name, how) in ((n, c) for n, c in containers.items()):
        sense = by_mention[number]
        sense = senses.get((sense.name.folded, holder_name.folded), sense)
        sense.container = by_mention.get(holder) or by_name[holder_name.folded]
        sense.container_how = how
    kept = [s for s in senses.values() if s.mentions]
    _regions_before(mentions, kept)
    _siblings(text, mentions, known, senses, containers)
    return kept, lost


_MAYOR = re.compile(r"\s+(?:[A-Z]?[\w-]+\s+)?(?:city\s+)?(?:mayor|metro)\b", re.IGNORECASE)
_GOVERNOR = re.compile(r"\s+(?:regional\s+|provincial\s+)?governor\b", re.IGNORECASE)


def _wording(text: str, mention: Mention) -> frozenset[str]:
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
    if _REGIONS_BEFORE.search(text, max(0, mention.span.start - 240), mention.span.start) or (
        _REGIONS_BEHIND.match(text, mention.span.end, mention.span.end + 120)
    ):
        hints.add("regions")
    return frozenset(hints)


# Regions in a list, before or behind their names. The names are matched without going back over
# them, or a long run of capitals would take for ever.
_NAMES = r"(?:\s*(?:,|and|&|or|the)?\s*[A-Z][\w’'-]++)*+"
_REGIONS_BEFORE = re.compile(
    r"\b(?:(?:regions|oblasts|provinces|governorates)(?:[^.;:!?\n]{0,60}:|\s+of)?"
    r"|(?:region|oblast|province),)\s*[:,–—-]?\s*(?:including\s+)?"
    + _NAMES
    + r"\s*(?:,|and|:|of|-)?\s*(?:and\s+)?$"
)
_REGIONS_BEHIND = re.compile(_NAMES + r"\s+(?:regions|oblasts|provinces|governorates)\b")


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
        if _is_region(region) and _can_hold(region, name):
            if _COMMA.match(gap):
                found[number] = (following, region, "comma")
                continue
            if _INSIDE.match(gap):
                found[number] = (following, region, "wording")
                continue
        if _is_region(name) and _OWNED.match(gap) and _can_hold(name, region):
            found[following] = (number, name, "wording")
    _enclosing_lists(text, mentions, known, found)
    return found


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
        if not any(
            c.place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) for c in region.candidates[:2]
        ):
            continue
        end = mentions[number].span.end
        for following, name in known[at + 1 : at + 8]:
            gap = text[end : mentions[following].span.start]
            if not (_LISTED.match(gap) or _INCLUDING.fullmatch(gap)):
                break
            if _is_region(name) and not _can_hold(region, name):
                break
            if following not in found and _can_hold(region, name):
                found[following] = (number, region, "list")
            end = mentions[following].span.end


def _sentence_starts(
    text: str, mentions: tuple[Mention, ...], known: list[tuple[int, Name]]
) -> list[int]:
    if not known:
        return []
    start = mentions[known[0][0]].span.start
    end = mentions[known[-1][0]].span.end
    begin = text.rfind("\n", 0, start) + 1
    return [s.start for s in sentences(text, max(begin, start - 2000), end)]


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
    order = (
        sorted((number, sense) for sense in senses for number in sense.mentions)
        if False
        else sorted(
            ((number, sense) for sense in senses for number in sense.mentions),
            key=lambda pair: pair[0],
        )
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


def settle(senses: list[Sense], ranker: Ranker) -> None:
    """Choose a place for every sense, a few rounds, each in the company of the last."""
    for sense in senses:
        top = sense.candidates[0].score
        sense.chosen = 0
        raw = [exp(8.0 * (c.score - top)) for c in sense.candidates]
        total = sum(raw)
        sense.chances = [r / total for r in raw]
    company = None
    scorer = judge(ranker)
    for _ in range(_ROUNDS):
        company = company_of(senses, company)
        decided = []
        for sense in senses:
            if len(sense.candidates) == 1:
                decided.append((0, [1.0]))
                continue
            scores = scorer.scores(company, sense)
            best = max(scores)
            raw = [exp(s - best) for s in scores]
            total = sum(raw)
            decided.append((scores.index(best), [r / total for r in raw]))
        stable = all(s.chosen == c for s, (c, _) in zip(senses, decided, strict=True))
        for sense, (choice, chances) in zip(senses, decided, strict=True):
            sense.chosen, sense.chances = choice, chances
        if stable:
            break
    for sense in senses:
        _seat_first(sense)


_STATES_FIRST = frozenset({"US", "CA", "AU", "BR", "MX"})
"""Federations whose states are named as often as the cities that share their names."""


def _seat_first(sense: Sense) -> None:
    """Read a bare name as the city, not as the region named after it: "talks in Istanbul".

    Words that speak of regions ("the governor of X", a list of regions) leave the region.
    """
    region = sense.candidates[sense.chosen].place
    if region.kind is not PlaceKind.ADMIN1 or region.country in _STATES_FIRST:
        return
    if sense.wording & {"governor", "regions"} or (
        sense.candidates[sense.chosen].match is MatchKind.FORM
    ):
        return
    for at, candidate in enumerate(sense.candidates):
        place = candidate.place
        same = candidate.match in (MatchKind.EXACT, MatchKind.FOLDED)
        if place.kind is PlaceKind.SETTLEMENT and place.admin1_key == region.key and same:
            chances = list(sense.chances)
            chances[at], chances[sense.chosen] = chances[sense.chosen], chances[at]
            sense.chosen, sense.chances = at, chances
            return


# ── answers ──────────────────────────────────────────────────────────────────────────────────


def _unknown(mention: Mention) -> Resolution:
    return Resolution(
        mention=mention,
        place=None,
        location=None,
        confidence=0.0,
        reason=f"no place called {mention.text} is known",
    )


def _chance(sense: Sense, place: Place) -> float:
    """Return the chance that the true place is the one chosen, or one right beside it."""
    total = 0.0
    for candidate, chance in zip(sense.candidates, sense.chances, strict=True):
        other = candidate.place
        if other.key == place.key or (
            abs(other.lat - place.lat) < 0.5
            and abs(other.lon - place.lon) < 0.7
            and other.country == place.country
        ):
            total += chance
    return min(1.0, total)


def _resolution(
    text: str, mention: Mention, sense: Sense, gazetteer: Gazetteer, ranker: Ranker
) -> Resolution:
    place = sense.place
    chance = _chance(sense, place)
    confidence = ranker.calibrated(chance)
    candidates = _kept(sense)
    if confidence < ranker.least:
        return Resolution(
            mention=mention,
            place=None,
            location=None,
            confidence=round(confidence, 3),
            reason=f"{len(sense.candidates)} places are called {mention.text} and nothing in the "
            "text tells which",
            candidates=candidates,
        )
    reason = _reason(mention, sense, place)
    location: Location = gazetteer.location(place)
    relation = mention.relation
    if relation is not None:
        country = gazetteer.country(place.country) if place.country else None
        if _whole_description(text, mention) and describes(relation, place, country):
            reason += "; the direction tells where it lies"
        else:
            location = moved(relation, place, location, gazetteer)
            reason += f"; read with {relation.kind!r}: a place {_in_words(mention)}"
    return Resolution(
        mention=mention,
        place=place,
        location=location,
        confidence=round(confidence, 3),
        reason=reason,
        candidates=candidates,
    )


def _whole_description(text: str, mention: Mention) -> bool:
    """Tell whether the wording is that of "the eastern Donetsk region"."""
    relation = mention.relation
    if relation is None or _REGION_ENDING.search(mention.text) is None:
        return False
    return text[max(0, relation.span.start - 4) : relation.span.start].lower().endswith("the ")


_REGION_ENDING = re.compile(r"\b(?:region|oblast|province|district|governorate|state|raion)$")


def _in_words(mention: Mention) -> str:
    relation = mention.relation
    assert relation is not None
    if relation.kind == "distance" and relation.distance_km is not None:
        return f"{relation.distance_km:g} km from its point"
    return {
        "part": "in that part of it",
        "near": "near it",
        "outside": "outside it",
        "off": "off its coast",
        "border": "at its border",
        "between": "between the two",
    }.get(relation.kind, "by it")


def _kept(sense: Sense) -> tuple[Candidate, ...]:
    """Return the best candidates, the choice first, each with why it won or lost."""
    order = sorted(range(len(sense.candidates)), key=lambda i: (-sense.chances[i], i))
    if sense.chosen in order:
        order.remove(sense.chosen)
    order.insert(0, sense.chosen)
    kept = []
    for index in order[:_KEPT]:
        candidate = sense.candidates[index]
        kept.append(
            Candidate(
                place=candidate.place,
                match=candidate.match,
                name=candidate.name,
                score=round(sense.chances[index], 4),
                verdict="chosen" if index == sense.chosen else _why_not(sense, candidate),
            )
        )
    return tuple(kept)


def _why_not(sense: Sense, candidate: Candidate) -> str:
    chosen, place = sense.place, candidate.place
    if sense.container is not None and not holds(sense.container.place, place):
        return f"not in {sense.container.place.name}, which the text names"
    if place.country != chosen.country:
        return f"in {place.country or 'no country'}, far from the company of the text"
    if place.admin1_key != chosen.admin1_key and place.admin1:
        return f"in {place.admin1}; less prominent or less near to the other places"
    if place.population < chosen.population:
        return "less prominent"
    return "fits the other places of the text less well"


def _reason(mention: Mention, sense: Sense, place: Place) -> str:
    where = _where(place)
    others = len(sense.candidates) - 1
    if sense.name.demonym:
        return f"the country that the word belongs to: {place.name}"
    if others == 0:
        return f"the only {place.name}{where}"
    rest = f"{others} other places are" if others > 1 else "one other place is"
    rest = f"{rest} called {mention.text}"
    if sense.container is not None and holds(sense.container.place, place):
        how = {"comma": "right behind it", "wording": "beside it", "list": "just before"}
        return f"the text names {sense.container.place.name} {how[sense.container_how]}; {rest}"
    if any(holds(b.place, place) for b in sense.before):
        region = next(b for b in sense.before if holds(b.place, place)).place.name
        return f"the text names {region} before; {rest}"
    if sense.chosen == 0:
        return f"the most prominent{where}; {rest}"
    return f"nearest to the other places of the text{where}; {rest}"


def _where(place: Place) -> str:
    if place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
        return ", the " + place.kind.value
    parts = [
        p
        for p in (place.admin1 if place.kind is not PlaceKind.ADMIN1 else None, place.country)
        if p
    ]
    return "; in " + ", ".join(parts) if parts else ""
