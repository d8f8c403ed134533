"""Told or only spoken of: whether a sentence tells of an event at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    DIPLOMATIC_ROLES,
    INTERCEPT_ROLES,
    STRONG,
)
from geomap.events.sentence import DETERMINERS
from geomap.model import EventKind, PlaceKind, Role

if TYPE_CHECKING:
    from geomap.events.groups import Group
    from geomap.events.scenes import Scenes

_CAPTION_ROLES = ATTACK_ROLES | CASUALTY_ROLES | {"explosion", "protest", "riot", "clash", "mine"}
_LAND = frozenset({"capture", "regain", "withdraw", "driven", "clash", "arrest", "protest"})
"""What "in the city", "from the village" suffices for as a place."""
_HELD_REACH = 5
_WOUNDS = frozenset(
    """wounds wound injuries injury shrapnel bullet bullets attack blast explosion mine shelling
    fire burns captivity custody detention clashes clash fighting wounded injured hurt""".split()
)
_VIOLENT = (ATTACK_ROLES | CASUALTY_ROLES | {"explosion", "clash", "capture", "regain"}) - {
    "damage",
    "crash",
    "debris",
}
_RUINED = frozenset({"damage", "destroy", "wreck", "pierce", "gut", "tear apart"})
_ARSON = frozenset({"burn", "torch", "gut", "raze", "set ablaze"})
_PLAIN = frozenset({"shell", "bomb", "bombard"})
"""Verbs that tell of weapons themselves: "shelled 41 settlements of the region"."""
_FORMAL = frozenset({"talks", "negotiations", "summit", "signing", "round of talks", "hold talks"})
"""Nouns that speak of officials without naming any."""


_PARTIES = frozenset("sides countries neighbours neighbors governments delegations".split())
_PEACE = frozenset("peace ceasefire truce treaty accord armistice".split())


class Judge:
    """Tells the events of one sentence from what it only mentions, in the light of its story."""

    def __init__(self, scenes: Scenes) -> None:
        self.scenes = scenes
        self.context = scenes.context
        self.sentence = scenes.sentence
        self.speaker = scenes.speaker
        self.number = scenes.number

    def is_told(self, group: Group) -> bool:
        """Whether the sentence tells of an event, as against merely speaking of one."""
        roles = group.roles
        lead = group.frames[0]
        if lead.reference and all(f.reference for f in group.frames):
            return False
        if lead.weak and all(f.weak for f in group.frames):
            gathering = roles <= {"protest"}
            seen = self.context.protest_seen if gathering else self.context.attack_seen
            if not seen:
                return False
        if self.sentence.role is Role.CAPTION and not roles & _CAPTION_ROLES:
            return False
        if roles & DIPLOMATIC_ROLES:
            return self._is_diplomacy(group)
        strong = any(f.place_score >= STRONG or f.outside or f.own_airspace for f in group.frames)
        strong = strong or self.sentence.head is not None or self._points_at_place(group)
        strong = strong or self._points_at_it(group)
        strong = strong or self._is_at_unlisted(group)
        counted = any(c.value is not None or c.text for f in group.frames for c in f.counts)
        victims = any(f.victims for f in group.frames)
        if roles <= {"damage", "crash", "debris", "mine"}:
            return strong and (
                self._is_damage_of_attack(group)
                or any(f.weapons or f.actor or f.actor_is_pronoun for f in group.frames)
                or not roles <= {"damage"}
            )
        if roles <= CASUALTY_ROLES:
            done = any(f.role == "killed" and (f.actor or f.doers) for f in group.frames)
            plural = strong and done and not any(f.passive for f in group.frames)
            unharmed = all(c.value == 0 for f in group.frames for c in f.counts)
            if not self.context.attack_seen and (
                (counted and unharmed and not victims)  # "no one was hurt in the storm"
                or (roles == {"died"} and self._is_one_death(group))
            ):
                return False
            return (counted or victims or plural) and (strong or not self._runs_since())
        if roles == {"evacuate"} and not strong and self.context.home is not None:
            return self._counts_people_before(group)
        if roles == {"arrest"} and not strong:
            return self._goes_on_with_arrests(group)
        if roles <= ATTACK_ROLES and not strong and self._goes_on(group):
            return True
        if roles & INTERCEPT_ROLES and any(f.defender and f.weapons for f in group.frames):
            return True
        if any(f.trigger.trigger.pos == "v" for f in group.frames) and (
            any(f.places or f.target or f.weapons for f in group.frames)
            and roles & {"attack", "launch"}
        ):
            aimed = any(f.places or f.target for f in group.frames)
            spoken = bool(self.speaker and self.speaker.place and (aimed or self.speaker.local))
            return strong or counted or spoken
        return strong or counted or victims

    def _is_at_unlisted(self, group: Group) -> bool:
        """Whether violence is told at a place that no gazetteer lists, and at no other."""
        if not group.roles & _VIOLENT or any(f.places for f in group.frames):
            return False
        return any(self.scenes.unlisted(f) is not None for f in group.frames)

    def _is_one_death(self, group: Group) -> bool:
        """Whether somebody has merely died: "the former governor has died in New York"."""
        alone = all((c.value or 0) <= 1 for f in group.frames for c in f.counts)
        wounds = not _WOUNDS.isdisjoint(self.sentence.lower)
        return alone and not wounds and "has" in self.sentence.lower

    def _is_damage_of_attack(self, group: Group) -> bool:
        """Whether what was damaged suffered from an attack of which the story tells."""
        if group.roles != {"damage"}:
            return False
        aerial = self.goes_on_from_the_air() is not None
        return aerial or self._is_among_blows(group) or self.is_arson(group)

    def _is_among_blows(self, group: Group) -> bool:
        """Whether something was destroyed at a place in a country whose towns were just struck."""
        near = [w.place for n, w, told in self.context.places if told and self.number - n <= 2]
        lands = {place.country for place in near if place is not None}
        if not any(told for _, _, told in self.context.places) and self.context.aerial:
            lands |= set(self.context.countries)  # the first blow of a report on drones
        here = (p.resolution.place for f in group.frames for p in f.places)
        passive = any(f.passive and f.trigger.trigger.word in _RUINED for f in group.frames)
        return passive and self.context.attack_seen and any(p and p.country in lands for p in here)

    def _runs_since(self) -> bool:
        """Whether a toll runs since some day: "more than 250 have been killed since Wednesday"."""
        lower = self.sentence.lower
        return "since" in lower and bool({"have", "has"} & set(lower[: lower.index("since")]))

    def _counts_people_before(self, group: Group) -> bool:
        return any(
            q.value and q.end <= f.trigger.start and q.start in f.clause
            for f in group.frames
            for q in self.sentence.quantities
        )

    def _goes_on(self, group: Group) -> bool:
        """Whether a blow with no place of its own goes on about a place named just before."""
        if self._tells_more_of_it(group) or self._strikes_there(group):
            return True
        if "attacked" not in group.roles or not any(f.weapons for f in group.frames):
            return False
        last = self.context.places[-1] if self.context.places else None
        near = last is not None and self.number - last[0] <= 1
        # "on the approach their ambulance came under mortar fire"
        return near or any(f.places for f in group.frames)

    def _goes_on_with_arrests(self, group: Group) -> bool:
        """Whether a number of people were held where the sentence before told of a deed."""
        last = self.context.places[-1] if self.context.places else None
        if last is None or not last[2] or self.number - last[0] != 1:
            return False
        if self.sentence.lower[:2] in (["in", "all"], ["in", "total"]):
            return False
        if self.context.block != self.sentence.block:
            return False
        numbers = self.sentence.quantities
        return any(
            0 < f.trigger.start - q.start <= _HELD_REACH if f.passive else q.start == f.trigger.end
            for f in group.frames
            for q in numbers
        )

    def goes_on_from_the_air(self) -> EventKind | None:
        """The kind of the attack from the air told just before, whose damage this may be."""
        last = self.context.last_air
        return last[1] if last is not None and self.number - last[0] <= 2 else None

    def _tells_more_of_it(self, group: Group) -> bool:
        """Whether it says what was behind the blow just told: "Jets had struck a villa there"."""
        last = self.context.places[-1] if self.context.places else None
        if last is None or not last[2] or self.number - last[0] != 1 or self.sentence.places:
            return False
        return any(
            f.weapons
            and not f.passive
            and f.trigger.trigger.pos == "v"
            and self.sentence.lower[max(0, f.trigger.start - 1)] == "had"
            for f in group.frames
        )

    def _strikes_there(self, group: Group) -> bool:
        """Whether a further weapon hit something where the last blow fell: "shells hit the port".

        In the same paragraph, with no place or party of its own.
        """
        last = self.context.places[-1] if self.context.places else None
        if last is None or not last[2] or self.number - last[0] != 1:
            return False
        if self.sentence.places or self.sentence.actors:
            return False
        return self.context.block == self.sentence.block and any(
            f.weapons and f.target and not f.passive and f.trigger.trigger.pos == "v"
            for f in group.frames
        )

    def is_arson(self, group: Group) -> bool:
        """Whether what burned was burned in unrest: "shops were burned down" among protests."""
        seen = self.context
        if not seen.protest_seen or seen.attack_seen or seen.clash_seen or seen.aerial:
            return False
        return any(f.trigger.trigger.word in _ARSON and f.passive for f in group.frames)

    def _points_at_it(self, group: Group) -> bool:
        """Whether "it" is the place of the sentence before: "drones had attacked it"."""
        places = self.context.places
        if not places or self.number - places[-1][0] > 1:
            return False
        return any(
            f.role in ATTACK_ROLES
            and f.weapons
            and self.sentence.lower[f.trigger.end : f.trigger.end + 1] == ["it"]
            for f in group.frames
        )

    def _points_at_place(self, group: Group) -> bool:
        """Whether "the city" or the like stands for a place told of before."""
        blown = group.roles & (ATTACK_ROLES | {"explosion"})
        armed = blown and any(
            f.weapons
            or f.doers
            or f.trigger.trigger.word in _PLAIN
            or (f.trigger.trigger.pos == "n" and not f.definite and not f.reference)
            for f in group.frames
            if f.weapons
            or f.doers
            or f.trigger.trigger.word in _PLAIN
            or any(p.end <= f.trigger.start for p in self.sentence.places)
        )
        if not group.roles & _LAND and not armed:
            return False
        return any(self.scenes.anaphor(f, f.actor) is not None for f in group.frames)

    def _is_diplomacy(self, group: Group) -> bool:
        placed = any(f.places and f.place_score >= STRONG for f in group.frames)
        official = bool(self.sentence.found("official", 0, len(self.sentence.words))) or any(
            w.lower in self.context.officials and w.text[0].isupper() for w in self.sentence.words
        )
        met = all(f.trigger.trigger.word == "meet" for f in group.frames)
        named = {a.actor for a in self.sentence.actors if not (met and a.adjective)}
        lands = (p.resolution.place for p in self.sentence.places)
        states = [land for land in lands if land is not None and land.kind is PlaceKind.COUNTRY]
        parties = len(named) >= 2 or len(states) >= 2
        parties = parties or not _PARTIES.isdisjoint(self.sentence.lower)
        made_peace = group.roles == {"sign"} and not _PEACE.isdisjoint(self.sentence.lower)
        words = [f.trigger.trigger.word for f in group.frames]
        formal = any(word in _FORMAL or word.endswith("talks") for word in words)
        formal = formal or (met and bool(self.context.countries) and self._is_met_by_name(group))
        formal = formal or made_peace
        return placed and (official or parties or formal) and self.sentence.role is not Role.CAPTION

    def _is_met_by_name(self, group: Group) -> bool:
        """Whether people with names met each other: "Zelensky met Keir Starmer in London"."""
        if self.context.sporting or "sport" in self.sentence.classes:
            return False
        places = {i for p in self.sentence.places for i in range(p.start, p.end)}
        words = self.sentence.words
        for frame in group.frames:
            before, after = frame.trigger.start - 1, frame.trigger.end
            after += self.sentence.lower[after : after + 1] == ["with"]
            if before < 0 or after >= len(words) or {before, after} & places:
                continue
            names = [words[i].text[0].isupper() and words[i].is_word for i in (before, after)]
            if all(names) and self.sentence.lower[before] not in DETERMINERS:
                return True
        return False
