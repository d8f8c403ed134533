"""How well the events of texts were found: kinds, places, days, sides, numbers.

An answer hits a gold event when its kind is the gold's, or of its family, and its point lies
within the gold's tolerance; an event of a country is hit by the same country. Each is used once,
the pairs that agree best first. Precision is over all answers (a hit on an optional gold event is
right), recall over the required gold events. Three more counts should be 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.errors import FormatError
from geomap.geo import distance_km

__all__ = ["Answer", "EventGold", "EventScore", "event_gold", "score_events"]

COUNTS = ("killed", "injured", "launched", "downed", "jammed")
_BLOWS = frozenset(
    """drone_attack missile_strike air_strike rocket_attack shelling strike explosion mine debris
    casualties sabotage""".split()
)
_FAMILIES = (
    _BLOWS,
    frozenset("interception air_defence drone_attack missile_strike air_strike".split()),
    frozenset("territory_captured territory_regained armed_clash withdrawal".split()),
    frozenset("overflight interception drone_attack".split()),
    frozenset("talks visit statement agreement diplomacy evacuation".split()),
    frozenset("protest riot".split()),
)
"""Kinds that may stand for each other: found, if not named exactly."""
_TOLERANCE_KM = {
    "point": 25.0,
    "city": 25.0,
    "settlement": 25.0,
    "admin2": 60.0,
    "admin1": 130.0,
    "region": 350.0,
    "area": 350.0,
    "country": 600.0,
}
_LARGE = 100
"""Numbers of a total that is no event; smaller ones occur by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event as a person coded it."""

    kind: str
    also: frozenset[str]
    name: str
    lat: float | None
    lon: float | None
    precision: str | None
    country: str | None
    tolerance_km: float
    country_only: bool
    """Whether nothing but the country can be hit."""
    date: str | None
    attacker: str | None
    counts: tuple[int | None, ...]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGold:
    """The events of a text, and what must not become one."""

    events: tuple[GoldEvent, ...]
    mentions: tuple[tuple[str, str], ...] = ()
    """Places that are merely mentioned, each with its sentence."""
    totals: frozenset[int] = frozenset()
    """Large numbers of totals that are no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An event as a file of events tells it: the properties of a feature."""

    kind: str | None
    lat: float | None
    lon: float | None
    """None, as ``lat``, when it has no place."""
    precision: str | None
    country: str | None
    place_text: str | None
    place_name: str | None
    dates: tuple[str | None, str | None]
    actor: str | None
    counts: tuple[int | None, ...]
    evidence: str

    @classmethod
    def of(cls, properties: Mapping[str, object], *, placed: bool) -> Answer:
        """Make an answer of the flat record of an event."""

        def text(name: str) -> str | None:
            return None if properties.get(name) is None else str(properties[name])

        return cls(
            kind=text("kind"),
            lat=_number(properties.get("latitude")) if placed else None,
            lon=_number(properties.get("longitude")) if placed else None,
            precision=text("precision"),
            country=text("country"),
            place_text=text("place_text"),
            place_name=text("place_name"),
            dates=(text("date_start"), text("date_end")),
            actor=text("actor"),
            counts=tuple(_integer(properties.get(name)) for name in COUNTS),
            evidence=" ".join((text("evidence") or "").split()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScore:
    """What ``score_events`` found."""

    predicted: int
    gold: int
    required: int
    precision: float
    recall: float
    f1: float
    duplicates: int
    """Answers that fit a gold event which another answer has."""
    attributes: tuple[tuple[str, int, int], ...]
    """Of the matched pairs: attribute, how often exact, how often asked."""
    markers_from_mentions: int
    aggregates_leaked: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]


# ── reading ──────────────────────────────────────────────────────────────────────────────────


def event_gold(text: str, where: str = "gold") -> EventGold:
    """Read gold events: a list, or an object with ``events`` and what must not become one.

    Raises ``FormatError`` that names the event and what is allowed.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: not JSON ({error}); allowed: a file of gold events") from None
    events = value.get("events") if isinstance(value, dict) else value
    if not isinstance(events, list):
        raise FormatError(
            f"{where}: no list of events; allowed: a list, or an object with one under 'events'"
        )
    extra = value if isinstance(value, dict) else {}
    try:
        return EventGold(
            events=tuple(_event(one) for one in events),
            mentions=tuple(
                (str(one["place"]), " ".join(str(one["evidence"]).split()))
                for one in extra.get("places_not_event_locations", ())
            ),
            totals=frozenset(
                int(number)
                for one in extra.get("aggregates_not_events", ())
                for number in one["values"].values()
                if isinstance(number, int | float) and number > _LARGE
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(
            f"{where}: {type(error).__name__} ({error}); allowed: events with type, place or "
            "lat, lon and precision, date, attacker, killed, injured, launched, downed, jammed"
        ) from None


def _event(one: Mapping[str, object]) -> GoldEvent:
    inner = one.get("place")
    place: Mapping[str, object] = inner if isinstance(inner, Mapping) else one
    precision = str(place["precision"]) if place.get("precision") else None
    also = one.get("also_acceptable_types") or ()
    name = place.get("resolved") if place is inner else inner
    return GoldEvent(
        kind=str(one["type"]),
        also=frozenset(map(str, also)) if isinstance(also, Sequence) else frozenset(),
        name=str(name or ""),
        lat=_number(place.get("lat")),
        lon=_number(place.get("lon")),
        precision=precision,
        country=str(place["country_iso2"]) if place.get("country_iso2") else None,
        tolerance_km=_number(place.get("tolerance_km")) or _TOLERANCE_KM.get(precision or "", 25.0),
        country_only=place.get("match") == "country code only",
        date=str(one["date"]) if one.get("date") else None,
        attacker=str(one["attacker"]) if one.get("attacker") else None,
        counts=tuple(_integer(one.get(name)) for name in COUNTS),
        required=bool(one.get("required", True)),
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _integer(value: object) -> int | None:
    return None if value is None else int(float(str(value)))


# ── scoring ──────────────────────────────────────────────────────────────────────────────────


def _named(gold: GoldEvent, kind: str | None) -> bool:
    return kind == gold.kind or kind in gold.also


def _fits(gold: GoldEvent, kind: str | None) -> bool:
    return _named(gold, kind) or any(gold.kind in f and kind in f for f in _FAMILIES)


def _there(gold: GoldEvent, found: Answer) -> bool:
    if gold.lat is None or gold.lon is None:
        return found.lat is None or found.lon is None
    same = (found.country or "").upper() == gold.country and found.precision == "country"
    if gold.precision == "country" and gold.country and same:
        return True
    if found.lat is None or found.lon is None or gold.country_only:
        return False
    return distance_km(gold.lat, gold.lon, found.lat, found.lon) <= gold.tolerance_km


def _agreement(gold: GoldEvent, found: Answer) -> float:
    """Return how well a pair that fits agrees; the best pairs are matched first."""
    points = 2.0 * _named(gold, found.kind)
    points += gold.date is not None and found.dates[0] is not None and gold.date in found.dates
    points += sum(a is not None and a == b for a, b in zip(gold.counts, found.counts, strict=True))
    return points + 0.5 * gold.required


def _matched(gold: Sequence[GoldEvent], found: Sequence[Answer]) -> tuple[dict[int, int], int]:
    """Return gold position -> answer position, and how many answers fit gold that others have."""
    pairs = sorted(
        (-_agreement(one, answer), g, p)
        for g, one in enumerate(gold)
        for p, answer in enumerate(found)
        if _fits(one, answer.kind) and _there(one, answer)
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, g, p in pairs:
        if g not in matched and p not in used:
            matched[g] = p
            used.add(p)
    return matched, len({p for _, _, p in pairs} - used)


def score_events(gold: EventGold, found: Sequence[Answer]) -> EventScore:
    """Score answers against gold events.

    >>> one = {"type": "strike", "lat": 46.5, "lon": 30.7, "precision": "city", "killed": 3}
    >>> hit = {"kind": "drone_attack", "latitude": 46.48, "longitude": 30.73, "killed": 3}
    >>> gold = event_gold(json.dumps([one]))
    >>> score_events(gold, [Answer.of(hit, placed=True)]).f1
    1.0
    """
    events = gold.events
    matched, spare = _matched(events, found)
    required = [n for n, one in enumerate(events) if one.required]
    precision = len(matched) / len(found) if found else 0.0
    recall = sum(n in matched for n in required) / len(required) if required else 0.0
    used = set(matched.values())
    return EventScore(
        predicted=len(found),
        gold=len(events),
        required=len(required),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        duplicates=spare,
        attributes=_attributes(events, found, matched),
        markers_from_mentions=sum(
            _is_mere_mention(gold, one) for n, one in enumerate(found) if n not in used
        ),
        aggregates_leaked=sum(bool(gold.totals.intersection(one.counts)) for one in found),
        missed=tuple(
            f"{events[n].kind:20} {events[n].name}  {events[n].date}"
            for n in required
            if n not in matched
        ),
        extra=tuple(
            f"{one.kind or '':20} {one.place_name}  {one.dates[0]}  | {one.evidence[:110]}"
            for n, one in enumerate(found)
            if n not in used
        ),
    )


def _is_mere_mention(gold: EventGold, found: Answer) -> bool:
    name = (found.place_text or "").lower()
    return any(place.lower() == name and said in found.evidence for place, said in gold.mentions)


def _attributes(
    events: Sequence[GoldEvent], found: Sequence[Answer], matched: Mapping[int, int]
) -> tuple[tuple[str, int, int], ...]:
    names = ("kind", "date", "actor", *COUNTS)
    right, asked = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for g, p in matched.items():
        one, answer = events[g], found[p]
        asked["kind"] += 1
        right["kind"] += _named(one, answer.kind)
        if one.date:
            asked["date"] += 1
            right["date"] += one.date in answer.dates
        if one.attacker:
            asked["actor"] += 1
            right["actor"] += one.attacker.lower() in (answer.actor or "").lower()
        for name, wanted, got in zip(COUNTS, one.counts, answer.counts, strict=True):
            if wanted is not None or got is not None:
                asked[name] += 1
                right[name] += wanted == got
    return tuple((name, right[name], asked[name]) for name in names)
