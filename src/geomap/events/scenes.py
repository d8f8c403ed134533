"""Where it happened, as the sentence says or as its story lets a reader conclude."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    DIPLOMATIC_ROLES,
    INTERCEPT_ROLES,
    STRONG,
    Frame,
)
from geomap.events.placing import with_place
from geomap.events.standing import governor
from geomap.events.unlisted import by_name
from geomap.model import (
    Place,
    PlaceKind,
    Role,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.groups import Group
    from geomap.events.lexicon import Actor
    from geomap.events.sentence import FoundPlace
    from geomap.events.sides import Sides


_REGIONS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.AREA})
_TOWNS = frozenset({PlaceKind.SETTLEMENT})
_ANAPHORS = {
    "region": _REGIONS,
    "oblast": _REGIONS,
    "province": _REGIONS,
    "governorate": _REGIONS,
    "peninsula": _REGIONS,
    "district": _REGIONS,
    "city": _TOWNS,
    "town": _TOWNS,
    "village": _TOWNS,
    "settlement": _TOWNS,
    "capital": _TOWNS,
    **dict.fromkeys(
        ("facility", "plant", "airport", "airfield", "base", "refinery", "port", "dam", "prison"),
        frozenset({PlaceKind.FACILITY}),
    ),
    "country": frozenset({PlaceKind.COUNTRY}),
}


_TAKING = frozenset({"capture", "regain", "driven", "withdraw"})
_CENTRES = frozenset({"centre", "center"})
_AT_IT = frozenset({"in", "on", "at", "near"})
_KINDS_OF_TOWN = frozenset(
    "river border port garrison mining market hill southern northern".split()
)
WEAK = 1.9
"""Place scores below this one only say that the sentence names no other place."""
_DIVISIONS = frozenset("region oblast province governorate state".split())


_NEAR = 3
"""Sentences within which "the town" is rather one where something happened."""
_REGIONAL = frozenset("regional region oblast provincial state".split())
_MANY = 20
"""Of more than so many drones or missiles that were shot down, no one town saw them all."""


_PHRASE = 5
_FRONTED = 6
_STANDING = frozenset("in at near inside outside".split())
_VILLAGES = frozenset("village villages town towns settlement hamlet city".split())
_STRUCK = "the country that this side strikes in the article"


def _is_of_many(group: Group) -> bool:
    return any((c.value or 0) > _MANY for f in group.frames for c in f.counts)


def _is_land_of(frame: Frame, actor: Actor) -> bool:
    """Whether all that is named is the country that struck: nobody strikes its own."""
    if frame.role not in ATTACK_ROLES or frame.place_score >= WEAK:
        return False
    places = [p.resolution.place for p in frame.places]
    return all(
        p is not None and p.kind is PlaceKind.COUNTRY and p.country == actor.country for p in places
    )


def _namesake_within(found: FoundPlace, region: Place | None) -> Place | None:
    """Return the bearer of a name inside a region, where the one chosen lies outside of it."""
    place = found.resolution.place
    if region is None or region.kind is not PlaceKind.ADMIN1 or place is None:
        return None
    if place.admin1_key == region.key:
        return None
    inside = (c.place for c in found.resolution.candidates if c.place.admin1_key == region.key)
    return next(inside, None)


def _each_once(wheres: list[Where]) -> list[Where]:
    """Leave out what is read as the same place: two districts of one city."""
    seen: dict[object, Where] = {}
    for number, where in enumerate(wheres):
        seen.setdefault(where.place.key if where.place is not None else number, where)
    return list(seen.values())


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
            inner = best.places[0].resolution.place if best.places else None
            near = best.place_score >= STRONG and inner is not None and inner.country == home
            if home is not None and not near:  # "its airspace near X" is near X
                return [self._country(home, "the airspace of its own country")], 0.8
        if best.places and best.place_score >= STRONG:
            capital = self._capital_of(best)
            if capital is not None:
                return [capital], 0.8
            named = [self.placed(p, "named with the event") for p in best.places]
            return _each_once(named), 0.9
        if group.roles & DIPLOMATIC_ROLES:
            return [], 0.0
        return self._implied(group, lead, actor, best)

    def _implied(
        self, group: Group, lead: Frame, actor: Actor | None, best: Frame
    ) -> tuple[list[Where], float]:
        """Where no place stands with the event: the ways a reader fills it, surest first."""
        region = self.anaphor(lead, actor, kinds=_REGIONS | _TOWNS)
        if region is not None and lead.role in INTERCEPT_ROLES and self.sentence.head is None:
            return [region], 0.65
        defender = self.sides.defender(lead)
        if defender is not None and defender.country:
            reason = f"the country of the side that intercepted, {defender.name}"
            return [self._country(defender.country, reason)], 0.65
        if self.sentence.head is not None:
            goes_on = self._goes_on(group)
            head = self.placed(self.sentence.head, "named at the head of the paragraph")
            return [goes_on or head], 0.6 if goes_on else 0.7
        pointed = self._pointed_at((lead, *group.frames), actor)
        if pointed is not None:
            return pointed
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
            return [self._country(victim, _STRUCK)], 0.6
        unknown = self.unlisted(lead) if best.place_score < WEAK else None
        if unknown is not None:
            reason = f"{unknown!r} is not in the gazetteer, and the text does not say where it lies"
            return [Where(text=unknown, reason=reason)], 0.4
        return self._from_story(group, lead, actor, best, victim)

    def _from_story(
        self, group: Group, lead: Frame, actor: Actor | None, best: Frame, victim: str | None
    ) -> tuple[list[Where], float]:
        """Where only the sentences before, or a place that merely stands there, can tell."""
        told_before = [
            where
            for number, where, told in self.context.places
            if self.number - number <= 2 and told
        ]
        pointing = all(f.definite or f.role in CASUALTY_ROLES for f in group.frames)
        own_land = actor is not None and actor.country is not None and _is_land_of(best, actor)
        if (
            best.places
            and not own_land
            and not (pointing and told_before and best.place_score < WEAK)
        ):
            return [self.placed(p, "the only place in the sentence") for p in best.places], 0.55
        # Bare casualties go on about an event; a town that was only mentioned has none.
        bare = group.roles <= CASUALTY_ROLES
        pointing = pointing or lead.role in INTERCEPT_ROLES
        before = [
            where
            for number, where, told in self.context.places
            if self.number - number <= 2 and (told or not (bare or pointing))
        ]
        if before:
            doer = next((f.actor for f in group.frames if f.actor is not None), None)
            home = doer.country if doer is not None else None
            where = before[-1].place
            at_home = home is not None and where is not None and where.country == home
            if at_home and victim is not None and victim != home:
                return [self._country(victim, _STRUCK)], 0.5  # nobody strikes its own land
            return [self._carried(before[-1], group, lead)], 0.55
        if lead.role == "evacuate" and self.context.home is not None:
            return [replace(self.context.home, text=None)], 0.5
        headline = self.context.headline
        if headline is not None and bare and not any(told for *_, told in self.context.places):
            return [replace(headline, text=None, reason="the town of the headline")], 0.45
        if victim is not None and self.sentence.role is not Role.CAPTION:
            return [self._country(victim, _STRUCK)], 0.45
        return [], 0.0

    def _pointed_at(
        self, frames: Sequence[Frame], actor: Actor | None
    ) -> tuple[list[Where], float] | None:
        """The place that "the city", or else "there", stands for in one of the frames."""
        for frame in frames:
            anaphor = self.anaphor(frame, actor)
            if anaphor is not None:
                return [anaphor], 0.65
        for frame in frames:
            there = self._there(frame)
            if there is not None:
                return [there], 0.6
        return None

    def _carried(self, last: Where, group: Group, lead: Frame) -> Where:
        """The place told of before; of a night's total of interceptions, its country."""
        home = last.place.country if last.place is not None else None
        wave = lead.role in INTERCEPT_ROLES or any(
            c.field == "launched" for f in group.frames for c in f.counts
        )
        if home is not None and wave and _is_of_many(group):
            return self._country(home, "the country of the place told of before")
        reason = f"carried over from the sentence before: {last.reason}"
        return replace(last, text=None, reason=reason)

    def _goes_on(self, group: Group) -> Where | None:
        """Under a head: the place of the event just told in the same paragraph, whose toll it is.

        "Samara Region: a plant in Syzran was attacked. A child was hurt by glass.": Syzran.
        """
        if not group.roles <= CASUALTY_ROLES | {"damage", "debris"}:
            return None
        last = self.context.places[-1] if self.context.places else None
        if last is None or not last[2] or self.number - last[0] != 1:
            return None
        if self.context.block != self.sentence.block:
            return None
        reason = f"carried over from the sentence before: {last[1].reason}"
        return replace(last[1], text=None, reason=reason)

    def anaphor(
        self, lead: Frame, actor: Actor | None, kinds: frozenset[PlaceKind] | None = None
    ) -> Where | None:
        """Read "the region", "that city": the last place of that kind in the story."""
        lower = self.sentence.lower
        described = {a.start for a in self.sentence.actors if a.adjective}
        for i in self._scope(lead):
            if lower[i] == "nationwide" and kinds is None:
                return self._land(actor)
            kind = _ANAPHORS.get(lower[i])
            if lower[i] in _CENTRES and i and lower[i - 1] == "regional":
                centre = self._centre() if kinds is None or _TOWNS & kinds else None
                if centre is not None:
                    return centre
            if kind is None or i == 0:
                continue
            at = i - 1 if i - 1 not in described else i - 2  # "that Russian city"
            if lower[at] in _KINDS_OF_TOWN:
                at -= 1
            if lower[at] == "same":
                at -= 1
            if lower[at] not in {"the", "that", "this", "our"}:
                continue
            if kinds is not None and not kind & kinds:
                continue
            told_of = lower[i + 1 : i + 2] in (["that"], ["which"])
            if lower[i + 1 : i + 2] == ["of"]:
                continue
            if told_of and (lead.role not in _TAKING or self._named_before(i, kind) is None):
                continue
            if lower[i] == "capital":
                return self._capital()
            inside = lower[max(0, at - 1)] in _AT_IT and lead.role in ATTACK_ROLES
            inside = inside or (lower[at - 1] == "over" and lead.role in INTERCEPT_ROLES)
            own = self._named_before(i, kind) if lead.role in _TAKING or inside else None
            if own is not None:
                return own
            pointing = lead.role in _TAKING and lower[at] == "the"
            for where in self._places_before(told_first=pointing):
                home = actor.country if actor is not None and lead.role in ATTACK_ROLES else None
                if home is not None and where.place is not None and where.place.country == home:
                    continue  # nobody bombards "the country" that is its own
                if where.place is not None and where.place.kind in kind:
                    if where.place.name.endswith(" camp"):
                        continue  # a camp beside the city
                    return replace(
                        where,
                        text=None,
                        reason=f"'{lower[at]} {lower[i]}' is {where.place.name}, named before",
                    )
            if lower[i] == "country" and lower[at] == "the":
                return self._land(actor)
            writes = self.context.home
            if writes is not None and writes.place is not None and writes.place.kind in kind:
                reason = f"'{lower[at]} {lower[i]}' is that of who writes, {writes.place.name}"
                return replace(writes, text=None, reason=reason)
        return None

    def _scope(self, lead: Frame) -> range:
        """Return the clause, with an opening "In the capital, ..." before it."""
        lower, start = self.sentence.lower, lead.clause.start
        fronted = (
            2 < start <= _FRONTED
            and lower[0] in {"in", "inside", "across"}
            and lower[start - 1] == ","
        )
        return range(lead.clause.stop) if fronted else lead.clause

    def _centre(self) -> Where | None:
        """Read "the regional centre": the city that the region of the story is called after."""
        told = [w for _, w, _ in reversed(self.context.places)]
        home = [self.context.home] if self.context.home is not None else []
        regions = (w.place for w in (*told, *home) if w.place is not None)
        region = next((p for p in regions if p.kind is PlaceKind.ADMIN1), None)
        if region is None:
            return None
        gazetteer = self.setting.gazetteer
        towns = (c.place for c in gazetteer.lookup(region.name.rpartition(" ")[0] or region.name))
        town = next((p for p in towns if p.kind is PlaceKind.SETTLEMENT), None)
        if town is None or town.admin1_key != region.key:
            return None
        reason = f"'the regional centre' is that of {region.name}"
        return Where(place=town, location=gazetteer.location(town), reason=reason)

    def _places_before(self, *, told_first: bool) -> list[Where]:
        """The places of the story, the last first, or those of its last events before mentions."""
        mentioned = [w for _, w, _ in reversed(self.context.places)]
        if not told_first:
            return mentioned
        told = [w for n, w, fought in self.context.places if fought and self.number - n <= _NEAR]
        return [*reversed(told), *mentioned]

    def _named_before(self, index: int, kind: frozenset[PlaceKind]) -> Where | None:
        """The place of that kind that the sentence named: "fled X when troops took the city"."""
        named = [
            p
            for p in self.sentence.places
            if p.end <= index
            and p.resolution.place is not None
            and p.resolution.place.kind in kind
            and p.resolution.location is not None
        ]
        if not named:
            return None
        how = f"'the {self.sentence.lower[index]}' is named in the same sentence"
        return replace(self.placed(named[-1], how), text=None)

    def _land(self, actor: Actor | None) -> Where | None:
        """Read "the country" where none was named: that of the last place."""
        for _, where, _ in reversed(self.context.places):
            place = where.place
            if place is None or place.country is None:
                continue
            if actor is not None and actor.country == place.country:
                return None
            return self._country(place.country, f"'the country' is that of {place.name}")
        return None

    def unlisted(self, lead: Frame) -> str | None:
        """Return the name that no gazetteer lists, where the words put the scene there."""
        sentence = by_name(self.sentence)
        if all(p.resolution.place is not None for p in sentence.places):
            return None
        placed = with_place(sentence, replace(lead, places=(), place_score=0.0))
        if placed.place_score < STRONG or not placed.places:
            return None
        first = placed.places[0]
        preposition, at = governor(self.sentence, first)
        stands = preposition in _STANDING and (at == 0 or first.start in lead.clause)
        stands = stands and first.start - at <= _PHRASE
        stands = stands or self._is_named_village(first)
        if first.resolution.place is not None or not stands:
            return None
        return first.resolution.mention.text

    def _is_named_village(self, found: FoundPlace) -> bool:
        """Whether the words call it a place: "stormed the village of X"."""
        before = self.sentence.lower[max(0, found.start - 2) : found.start]
        return before[-1:] == ["of"] and before[0] in _VILLAGES

    def _there(self, lead: Frame) -> Where | None:
        """Read "over it", "there": the place named last in the sentence, else in the story."""
        lower, end = self.sentence.lower, lead.trigger.end
        window = range(end, min(end + 6, lead.clause.stop))
        pointed = any(
            lower[i] == "there" and lower[i + 1 : i + 2] not in (["is"], ["are"], ["was"], ["were"])
            for i in window
        ) or any(lower[i] in {"over", "above", "near"} and lower[i + 1] in {"it", "them"}
                 for i in window if i + 1 < len(lower))  # fmt: skip
        pointed = pointed or (lead.role in ATTACK_ROLES and lower[end : end + 1] == ["it"])
        pointed = pointed or (lower[:1] == ["there"] and lower[1:2] == [","])
        if not pointed:
            return None
        before = [
            p
            for p in self.sentence.places
            if p.end <= lead.trigger.start and p.resolution.location is not None
        ]
        if before:
            return replace(
                self.placed(before[-1], "the place that 'it' or 'there' stands for"), text=None
            )
        last = self.context.places[-3:]
        if lower[end : end + 1] == ["it"]:  # what the sentence before is about
            last = [p for p in last if p[0] == last[-1][0]][:1]
        for _, where, _ in reversed(last):
            return replace(where, text=None, reason=f"'there' is {where.reason}")
        return None

    def _capital_of(self, frame: Frame) -> Where | None:
        """Read "Yemen's main airport, in the rebel-held capital": the capital of that country."""
        place = frame.places[0].resolution.place
        if len(frame.places) != 1 or place is None or place.kind is not PlaceKind.COUNTRY:
            return None
        lower = self.sentence.lower
        for i in range(1, len(lower)):
            if lower[i] != "capital" or lower[i + 1 : i + 2] == ["of"]:
                continue
            if self.sentence.clause_of[i] != self.sentence.clause_of[frame.trigger.start]:
                continue
            if {"in", "on", "at"} & set(lower[max(0, i - 5) : i]) and place.country:
                capital = self.setting.gazetteer.capital(place.country)
                if capital is None:
                    return None
                return Where(
                    place=capital,
                    location=self.setting.gazetteer.location(capital),
                    reason=f"'the capital' of {place.name}",
                )
        return None

    def _capital(self) -> Where | None:
        """Read "the capital": one just named, else that of the country the story is about."""
        countries = self.context.countries
        code = min(countries, key=lambda c: (-countries[c], c), default=None)
        for number, where, _ in reversed(self.context.places):
            place = where.place
            if place is None or place.feature != "PPLC" or self.number - number > 3:
                continue
            if 2 * countries[place.country or ""] >= (countries[code] if code else 0):
                reason = f"'the capital' is {place.name}, named before"
                return replace(where, text=None, reason=reason)
        if code is None:
            return None
        place = self.setting.gazetteer.capital(code)
        if place is None:
            return None
        return Where(
            place=place,
            location=self.setting.gazetteer.location(place),
            reason=f"'the capital' is that of the country the story is about, {place.name}",
        )

    def _jurisdiction(self, found: FoundPlace) -> Where:
        """The place that a local authority speaks for: a governor's is the region."""
        assert self.speaker is not None
        reason = f"the jurisdiction of the speaker, {self.speaker.text!r}"
        where = replace(self.placed(found, reason), text=None)
        speaker = self.speaker.text.lower()
        if "governor" in speaker or "regional" in speaker or "oblast" in speaker:
            for candidate in found.resolution.candidates:
                place = candidate.place
                if place.kind is PlaceKind.ADMIN1 and (
                    where.place is None or where.place.country == place.country
                ):
                    location = self.setting.gazetteer.location(place)
                    return replace(where, place=place, location=location)
        return where

    def office_land(self, found: FoundPlace) -> Where:
        """Return the land of the office that writes; of a regional one, the region of that name."""
        where = self.placed(found, "the office that writes")
        place = where.place
        after = self.sentence.lower[found.end : found.end + 2]
        if place is None or _REGIONAL.isdisjoint(after):
            return where
        for candidate in found.resolution.candidates:
            region = candidate.place
            if region.kind is PlaceKind.ADMIN1 and region.country == place.country:
                location = self.setting.gazetteer.location(region)
                return replace(where, place=region, location=location)
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

    def placed(self, found: FoundPlace, how: str, *, within: Place | None = None) -> Where:
        """Return the place of a toponym, with how it was found and why it is this one.

        Of namesakes the one ``within`` a region counts, if the text has told of that region.
        """
        resolution = found.resolution
        inner = _namesake_within(found, within)
        if inner is not None:
            return Where(
                text=resolution.mention.text,
                place=inner,
                location=self.setting.gazetteer.location(inner),
                reason=f"{how}; lies in {inner.admin1}, of which the text told",
            )
        mention, text = resolution.mention, resolution.mention.text
        region = self._region_of(found)
        if region is not None:
            return Where(
                text=text,
                place=region,
                location=self.setting.gazetteer.location(region),
                reason=f"{how}; called a region",
            )
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

    def _region_of(self, found: FoundPlace) -> Place | None:
        """Return the region where a text says "the region of X" and X is read as its town."""
        place = found.resolution.place
        lower = self.sentence.lower
        if place is None or place.kind is not PlaceKind.SETTLEMENT:
            return None
        called = lower[found.start - 1 : found.start] == ["of"]
        called = called and lower[found.start - 2] in _DIVISIONS
        if not called and not self._is_called_region(found.end):
            return None
        return next(
            (
                c.place
                for c in found.resolution.candidates
                if c.place.kind is PlaceKind.ADMIN1 and c.place.country == place.country
            ),
            None,
        )

    def _is_called_region(self, end: int) -> bool:
        """Whether "X, the Ukrainian region ..." says of a name just read that it is a region."""
        lower = self.sentence.lower
        if lower[end : end + 1] != [","] or lower[end + 1 : end + 2] not in (
            ["the"],
            ["a"],
            ["an"],
        ):
            return False
        at = next(
            (i for i in range(end + 2, min(end + 5, len(lower))) if lower[i] in _DIVISIONS), 0
        )
        return bool(at) and "," not in lower[end + 1 : at] and "of" not in lower[end + 1 : at]

    def _country(self, code: str, reason: str) -> Where:
        place = self.setting.gazetteer.country(code)
        if place is None:
            return Where(reason=f"{reason}, which the gazetteer does not have")
        return Where(
            place=place,
            location=self.setting.gazetteer.location(place),
            reason=f"implied: {reason}",
        )
