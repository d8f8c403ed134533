"""Where it happened, as the sentence says or as its story lets a reader conclude."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    INTERCEPT_ROLES,
    STRONG,
    Frame,
)
from geomap.model import (
    PlaceKind,
    Role,
    Where,
)

if TYPE_CHECKING:
    from geomap.events.clauses import FoundPlace
    from geomap.events.lexicon import Actor
    from geomap.events.sides import Sides
from geomap.events.groups import Group

_DIPLOMATIC = frozenset({"talks", "visit", "sign"})

_REGIONS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.AREA})
_TOWNS = frozenset({PlaceKind.SETTLEMENT})
_ANAPHORS = {
    "region": _REGIONS,
    "oblast": _REGIONS,
    "province": _REGIONS,
    "governorate": _REGIONS,
    "district": _REGIONS,
    "city": _TOWNS,
    "town": _TOWNS,
    "village": _TOWNS,
    "settlement": _TOWNS,
    "capital": _TOWNS,
    "facility": frozenset({PlaceKind.FACILITY}),
    "plant": frozenset({PlaceKind.FACILITY}),
    "country": frozenset({PlaceKind.COUNTRY}),
}


class Scenes:
    """Finds where the events of one sentence happened, in the light of its story."""

    def __init__(self, sides: Sides, number: int) -> None:
        self.sides = sides
        self.setting = sides.setting
        self.context = sides.context
        self.sentence = sides.sentence
        self.speaker = sides.speaker
        self.number = number

    def wheres(self, group: Group, lead: Frame, actor: Actor | None) -> tuple[list[Where], float]:
        """Return the places of a group (several for a list), and how sure they are."""
        best = max(group.frames, key=lambda f: f.place_score if f.places or f.outside else -1.0)
        if best.outside:
            reason = f"the text says only where it was not: {self.sentence.text!r}"
            return [Where(reason=reason)], 0.6
        if best.own_airspace and lead.role in INTERCEPT_ROLES | {"overflight"}:
            home = self._home(lead)
            if home is not None:
                return [self._country(home, "the airspace of its own country")], 0.8
        if best.places and best.place_score >= STRONG:
            return [self.placed(p, "named with the event") for p in best.places], 0.9
        if group.roles & _DIPLOMATIC:
            return [], 0.0
        return self._implied(group, lead, actor, best)

    def _implied(
        self, group: Group, lead: Frame, actor: Actor | None, best: Frame
    ) -> tuple[list[Where], float]:
        """Where no place stands with the event: the ways a reader fills it, surest first."""
        defender = self.sides.defender(lead)
        if defender is not None and defender.country:
            reason = f"the country of the side that intercepted, {defender.name}"
            return [self._country(defender.country, reason)], 0.65
        if self.sentence.head is not None:
            return [self.placed(self.sentence.head, "named at the head of the paragraph")], 0.7
        anaphor = self.anaphor(lead, actor)
        if anaphor is not None:
            return [anaphor], 0.65
        jurisdiction = self.speaker.place if self.speaker and self.speaker.local else None
        if jurisdiction is not None and jurisdiction.resolution.location is not None:
            return [self._jurisdiction(jurisdiction)], 0.6
        if any(f.victims for f in group.frames) or lead.role == "damage":
            party = next((a.actor for a in self.sentence.actors if a.actor.country), None)
            if party is not None and party.country and party != actor:
                reason = f"the country of the people or things hit, {party.name}"
                return [self._country(party.country, reason)], 0.5
        launched = any(c.field == "launched" for f in group.frames for c in f.counts)
        victim = self.sides.victim(actor)
        if launched and victim is not None:
            return [self._country(victim, "the country that this side strikes in the article")], 0.6
        if best.places:
            return [self.placed(p, "the only place in the sentence") for p in best.places], 0.55
        # Bare casualties go on about an event; a town that was only mentioned has none.
        bare = group.roles <= CASUALTY_ROLES
        pointing = all(f.definite or f.role in CASUALTY_ROLES for f in group.frames)
        before = [
            where
            for number, where, told in self.context.places
            if self.number - number <= 2 and (told or not (bare or pointing))
        ]
        if before:
            reason = f"carried over from the sentence before: {before[-1].reason}"
            return [replace(before[-1], text=None, reason=reason)], 0.55
        if victim is not None and self.sentence.role is not Role.CAPTION:
            return [
                self._country(victim, "the country that this side strikes in the article")
            ], 0.45
        return [], 0.0

    def anaphor(self, lead: Frame, actor: Actor | None) -> Where | None:
        """Read "the region", "that city": the last place of that kind in the story."""
        lower = self.sentence.lower
        for i in lead.clause:
            kind = _ANAPHORS.get(lower[i])
            if kind is None or i == 0 or lower[i - 1] not in {"the", "that", "this"}:
                continue
            if i + 1 < len(lower) and lower[i + 1] in {"of", "that", "which"}:
                continue
            for _, where, _ in reversed(self.context.places):
                own = actor is not None and lead.role in ATTACK_ROLES and actor.country is not None
                if own and where.place is not None and where.place.country == actor.country:
                    continue  # nobody bombards "the country" that is its own
                if where.place is not None and where.place.kind in kind:
                    return replace(
                        where,
                        text=None,
                        reason=f"'{lower[i - 1]} {lower[i]}' is {where.place.name}, named before",
                    )
        return None

    def _jurisdiction(self, found: FoundPlace) -> Where:
        """The place that a local authority speaks for: a governor's is the region."""
        assert self.speaker is not None
        reason = f"the jurisdiction of the speaker, {self.speaker.text!r}"
        where = replace(self.placed(found, reason), text=None)
        if "governor" in self.speaker.text.lower():
            for candidate in found.resolution.candidates:
                place = candidate.place
                if place.kind is PlaceKind.ADMIN1 and (
                    where.place is None or where.place.country == place.country
                ):
                    location = self.setting.gazetteer.location(place)
                    return replace(where, place=place, location=location)
        return where

    def _home(self, lead: Frame) -> str | None:
        """The country whose "its airspace" it is: the subject of the sentence or its speaker."""
        before = [
            a.actor
            for a in self.sentence.actors
            if a.end <= lead.trigger.start and not a.adjective and a.actor.country
        ]
        if before:
            return before[-1].country
        return self.speaker.actor.country if self.speaker and self.speaker.actor else None

    def placed(self, found: FoundPlace, how: str) -> Where:
        """Return the place of a toponym, with how it was found and why it is this one."""
        resolution = found.resolution
        mention, text = resolution.mention, resolution.mention.text
        if mention.relation is not None:
            # "western Iran", "20 km north of Kupiansk": the words that move the place
            first = min(mention.relation.span.start, mention.span.start)
            last = max(mention.relation.span.end, mention.span.end)
            offset = self.sentence.span.start
            text = self.sentence.text[max(0, first - offset) : last - offset] or text
        return Where(
            text=text,
            place=resolution.place,
            location=resolution.location,
            reason=f"{how}; {resolution.reason}",
        )

    def _country(self, code: str, reason: str) -> Where:
        place = self.setting.gazetteer.country(code)
        if place is None:
            return Where(reason=f"{reason}, which the gazetteer does not have")
        return Where(
            place=place,
            location=self.setting.gazetteer.location(place),
            reason=f"implied: {reason}",
        )
