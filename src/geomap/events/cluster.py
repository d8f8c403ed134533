"""A cluster: the drafts of one event, and what they agree on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geomap.events.drafts import GENERIC, Draft
from geomap.events.frame import Count
from geomap.model import EventKind, PlaceKind

if TYPE_CHECKING:
    from geomap.events.lexicon import Actor
    from geomap.model import Place, Where

UNREST = frozenset({EventKind.PROTEST, EventKind.RIOT})
"""One gathering may be told as both; then it was a riot."""
AIRBORNE = frozenset(
    {
        EventKind.DRONE_ATTACK,
        EventKind.MISSILE_STRIKE,
        EventKind.ROCKET_ATTACK,
        EventKind.AIR_STRIKE,
        EventKind.STRIKE,
    }
)


_SIDELESS = frozenset(
    {EventKind.PROTEST, EventKind.RIOT, EventKind.ARREST, EventKind.EXPLOSION, EventKind.MINE}
)
"""Kinds whose doer is never taken from what only tells how many were hurt."""
_HEARD = frozenset({EventKind.EXPLOSION})


class Cluster:
    """Drafts of one event, in the order of the text; what they agree on is kept as they come."""

    def __init__(self, draft: Draft) -> None:
        self.drafts: list[Draft] = []
        self.parent: Cluster | None = None
        self._exact: Counter[EventKind] = Counter()
        self._kind: EventKind | None = None
        self._is_strike = False
        self.spot = place_key(draft.where)
        """Where it happened, for comparison: that of the lead."""
        self._given: Actor | None = None
        self._inferred: Actor | None = None
        self._of_toll: Actor | None = None
        """Whom a bare toll or blow was ascribed to: no party to a gathering."""
        self._counts: dict[str, Count] = {}
        self._revised: dict[str, Count] = {}
        self._sides: dict[tuple[str, str | None], Count] = {}
        self.tellings: dict[tuple[object, ...], Draft] = {}
        """One draft for each way of dating the event: all that the comparison of days needs."""
        self.add(draft)

    @property
    def lead(self) -> Draft:
        """The first draft."""
        return self.drafts[0]

    def add(self, draft: Draft) -> None:
        """Take a further draft of the event."""
        self.drafts.append(draft)
        self._kind = None
        self._is_strike = self._is_strike or draft.kind is EventKind.STRIKE
        if draft.kind not in GENERIC:
            self._exact[draft.kind] += 1
        if draft.actor is not None:
            if draft.actor_given:
                self._given = self._given or draft.actor
            elif draft.kind in GENERIC:
                self._of_toll = self._of_toll or draft.actor
            else:
                self._inferred = self._inferred or draft.actor
        for count in draft.counts:
            if draft.revises and not self._is_other_toll(draft, count):
                self._revised.setdefault(count.field, count)
            known = self._counts.get(count.field)
            if known is None or _more(count, known):
                self._counts[count.field] = count
            of_side = self._sides.get((count.field, count.side))
            if of_side is None or _more(count, of_side):
                self._sides[count.field, count.side] = count
        when, own = draft.when, draft.when.start is None or not draft.dated
        source = (draft.source.copy_of or draft.source.article) if own else ""
        text = draft.evidence.text if when.start is None else ""
        key = (when.start, when.end, draft.dated, source, text)
        self.tellings.setdefault(key, draft)

    def _is_other_toll(self, draft: Draft, count: Count) -> bool:
        """Whether a lower revised number is of another source: "put it at nine, later at 50"."""
        known = self._counts.get(count.field)
        own = draft.source.article == self.lead.source.article
        return own and known is not None and (known.value or 0) > (count.value or 0)

    def kind(self) -> EventKind:
        """The kind that its drafts tell most exactly."""
        if self._kind is None:
            self._kind = self._kind_of_all()
        return self._kind

    def _kind_of_all(self) -> EventKind:
        if self._exact.keys() >= UNREST:
            return EventKind.RIOT
        if self._exact:
            blows = [k for k in self._exact if k in AIRBORNE]
            if blows and self._exact.keys() <= _HEARD | set(blows):
                return max(blows, key=lambda k: self._exact[k])  # whose blasts were heard
            return self._exact.most_common(1)[0][0]
        return EventKind.STRIKE if self._is_strike else self.lead.kind

    @property
    def actor_given(self) -> bool:
        """Whether the text names who did it."""
        return self._given is not None

    def actor(self) -> Actor | None:
        """Who did it: as named, else as inferred."""
        known = self._given or self._inferred
        return known if known is not None or self.kind() in _SIDELESS else self._of_toll

    def count(self, field: str) -> Count | None:
        """The count of the whole: the highest stated, since parts and first reports are lower.

        Where each side's dead are told for themselves, and nobody's together, those of both.
        """
        band, force = self._sides.get((field, "band")), self._sides.get((field, "force"))
        if band and force and (field, None) not in self._sides and field not in self._revised:
            return force.with_other_side(band)
        known = self._revised.get(field) or self._counts.get(field)
        if known is not None and known.others and known.value:
            return Count(field=field, value=known.value + self._beside(field, known.value))
        return known

    def _beside(self, field: str, others: int) -> int:
        """Return how many "four others" come on top of: those told before them, or one named."""
        told = [c.value or 0 for d in self.drafts for c in d.counts if c.field == field]
        fewer = [n for n in told if 0 < n < others]
        named = {name for d in self.drafts for name in d.victims}
        return max(fewer, default=len(named) if field == "killed" and len(named) == 1 else 0)

    def tells_of_other_side(self, count: Count) -> bool:
        """Whether a count is of those who fought the ones whose dead were counted so far."""
        other = {"band": "force", "force": "band"}.get(count.side or "")
        return other is not None and (count.field, other) in self._sides


def _more(count: Count, known: Count) -> bool:
    return count.value is not None and (known.value is None or count.value > known.value)


def place_key(where: Where) -> tuple[object, ...]:
    """Return what two places must share to be one spot."""
    if where.place is None or where.location is None:
        return (None,)
    location = where.location
    return (where.place.key, location.precision, round(location.lat, 1), round(location.lon, 1))


def lies_inside(inner: Place | None, outer: Place | None) -> bool:
    """Tell whether a country or a region holds another place."""
    if inner is None or outer is None or inner.key == outer.key:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country and inner.kind is not PlaceKind.COUNTRY
    return outer.kind is PlaceKind.ADMIN1 and inner.admin1_key == outer.key
