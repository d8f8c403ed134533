"""Who did it, where the sentence leaves it to the reader: the sides of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.agents import is_object
from geomap.events.frame import ATTACK_ROLES, ENEMY, INTERCEPT_ROLES, Frame
from geomap.events.lexicon import Actor

if TYPE_CHECKING:
    from datetime import date

    from geomap.events.context import Context, Setting
    from geomap.events.groups import Group
    from geomap.events.sentence import Sentence
    from geomap.events.speakers import Speaker
    from geomap.model import (
        Place,
    )
from geomap.model import PlaceKind

_HOSTS = frozenset("LB YE PS SY IQ SO NG ML BF NE CD SD LY AF PK".split())
"""Countries whose armed groups fight on their own: their name alone is no actor of an attack."""


_NO_FLEETS = frozenset({"NATO", "United States", "Russia", "Ukraine", "Israel", "Iran"})


class Sides:
    """Reads the parties of one sentence in the light of its story."""

    def __init__(
        self,
        setting: Setting,
        context: Context,
        sentence: Sentence,
        speaker: Speaker | None,
        published: date | None,
        number: int,
    ) -> None:
        self.setting = setting
        self.context = context
        self.sentence = sentence
        self.speaker = speaker
        self.published = published
        self.number = number

    def actor(self, group: Group, lead: Frame) -> tuple[Actor | None, bool]:
        """Return who did it, and whether the text says so."""
        named = [f for f in [lead, *group.frames] if f.actor is not None]
        if named:
            found = named[0].actor
            assert found is not None
            party = self._maker_of_arms(found, lead)
            if party is not None:
                return party, False
            return found if named[0].actor_of_state else self._as_group(found), True
        if any(c.field == "launched" for f in group.frames for c in f.counts):
            subject = self._subject(lead)
            if subject is not None:
                return subject, True
        foe = self._foe(lead)
        if foe is not None:
            return foe, False
        if any(f.actor_is_pronoun for f in group.frames):
            subject = self._subject(lead)
            if subject is not None:
                return subject, True
            if self.speaker is not None and self.speaker.actor is not None:
                return self.speaker.actor, True
            opens = self.sentence.lower[lead.clause.start] in {"it", "its", "they", "their"}
            last = self.context.party
            if opens and last is not None and self.number - last[0] <= 1:
                return last[1], False
            if self.context.actor is not None and lead.role in ATTACK_ROLES:
                return self.context.actor, False
        return None, False

    def _foe(self, lead: Frame) -> Actor | None:
        """Who "the enemy" is that acts, or whose drones were shot down: the foe of the writers.

        They write of their own land first; whoever attacks a place is the foe of its land.
        """
        if not self.context.enemy:
            return None
        stop = lead.clause.stop if lead.role in INTERCEPT_ROLES else lead.trigger.start
        if not ENEMY & set(self.sentence.lower[lead.clause.start : stop]):
            return None
        if lead.role in ATTACK_ROLES:
            for found in lead.places:
                place = found.resolution.place
                land = self._holder(place) or (place.country if place is not None else None)
                foe = self._only_enemy(land) if land is not None else None
                if foe is not None:
                    return foe
        for country in self.context.countries:
            foe = self._only_enemy(country)
            if foe is not None:
                return self._who_attacks(foe, lead)
        return None

    def _who_attacks(self, foe: Actor, lead: Frame) -> Actor:
        """The attacker of a side, where the text tells that this side only suffers attacks."""
        if lead.role not in ATTACK_ROLES:
            return foe
        pairs = self.context.pairs
        suffered = {a: n for (a, victim), n in pairs.items() if victim == foe.country}
        if not suffered or any(a.country == foe.country for a, _ in pairs):
            return foe
        return min(suffered, key=lambda a: (-suffered[a], a.name))

    def _maker_of_arms(self, named: Actor, lead: Frame) -> Actor | None:
        """The enemy who fired them, where "British Storm Shadows" names only who made them."""
        if lead.role not in INTERCEPT_ROLES or named.country is None:
            return None
        defender = self.defender(lead)
        home = defender.country if defender is not None else None
        if home is None or home == named.country:
            return None
        enemy = self.adversary(home)
        if enemy is None or enemy.country == named.country:
            return None
        return None if self.adversary(named.country) is not None else enemy

    def _as_group(self, actor: Actor) -> Actor:
        """Read a country as the armed group seated there that the article names.

        Who fires from Lebanon in a report on Hezbollah is Hezbollah.
        """
        country = actor.country
        if country not in _HOSTS or actor.name != self.setting.country_names.get(country or ""):
            return actor
        groups = self.context.groups.get(country or "")
        return min(groups, key=lambda a: (-groups[a], a.name)) if groups else actor

    def _subject(self, lead: Frame) -> Actor | None:
        """The party that a pronoun in the clause of ``lead`` stands for: the sentence's subject."""
        before = [
            a
            for a in self.sentence.actors
            if a.end <= lead.clause.start and not is_object(self.sentence, a)
        ]
        said = {f.start for f in self.sentence.classes.get("reporting", ())}
        if (
            before
            and lead.trigger.trigger.pos == "v"
            and lead.trigger.start - lead.clause.start > 1
        ):
            told = self.sentence.lower[lead.trigger.start : lead.trigger.end]
            own = self.sentence.lower[lead.clause.start] in {"it", "they", "its", "their", "he"}
            own = own or not {"its", "their"}.isdisjoint(
                told
            )  # "claimed that X was in their hands"
            tells = any(before[0].end <= at <= before[0].end + 3 for at in said)
            if tells and not own:
                return None  # "the Israeli army said one drone had hit a factory"
        return before[0].actor if before else None

    def attacker(self, place: Place | None, *, at_sea: bool = False) -> Actor | None:
        """The side that strikes there: by this article, else by the table of adversaries."""
        country = place.country if place is not None else None
        at_sea = at_sea or (place is not None and place.kind is PlaceKind.WATER)
        if country is None or at_sea:
            return self._of_waters(country)
        holder = self._holder(place)
        if holder is not None:
            return self.adversary(holder)
        told = [
            (n, a.name, a)
            for (a, v), n in self.context.pairs.items()
            if v == country and a.country != country
        ]
        told += [(n, a.name, a) for a, n in self.context.own.items() if a.country == country]
        if told:
            most = max(told, key=lambda row: (row[0], row[2].country != country, row[1]))
            return self._as_group(most[2])
        last = self.context.actor
        enemy = self.adversary(country) or self._only_enemy(country)
        if enemy is not None:
            return self._as_group(enemy)
        return last if last and last.country != country else None

    def _only_enemy(self, country: str) -> Actor | None:
        """Who "the enemy" of a country is where the article names nobody: its one adversary."""
        if not self.context.enemy and not self.context.aerial:
            return None
        year = self.published.year if self.published else 9998
        others = {
            other
            for a, b, since, until in self.setting.lexicon.adversaries
            for one, other in ((a, b), (b, a))
            if one == country and since <= year <= until
        }
        if len(others) != 1:
            return None
        code = others.pop()
        name = self.setting.country_names.get(code)
        return Actor(name=name, country=code) if name else None

    def state(self, place: Place | None) -> Actor | None:
        """The state whose army or police acts at a place, where no other state fights there."""
        code = place.country if place is not None else None
        name = self.setting.country_names.get(code or "")
        if code in {None, "PS"} or name is None or self.adversary(code or "") is not None:
            return None
        return Actor(name=name, country=code)

    def _holder(self, place: Place | None) -> str | None:
        """The country that holds a place against the one that owns it."""
        if place is None or place.country is None:
            return None
        region = place.name if place.kind is PlaceKind.ADMIN1 else place.admin1
        holder, since = self.setting.lexicon.held.get((place.country, region or ""), (None, 0))
        year = self.published.year if self.published else 9998
        return holder if holder is not None and year >= since else None

    def _of_waters(self, country: str | None) -> Actor | None:
        """Who attacks at sea: the one side or group that the article speaks of, if there is one."""
        groups = [g for c in self.context.groups.values() for g in c if g.name not in _NO_FLEETS]
        if country is not None:
            groups = list(self.context.groups.get(country, groups))
        return groups[0] if len(groups) == 1 else self.context.actor

    def adversary(self, country: str) -> Actor | None:
        """Return the other side of a war of ``country`` that the article names, by the table."""
        year = self.published.year if self.published else 9998
        sides = []
        for a, b, since, until in self.setting.lexicon.adversaries:
            for one, other in ((a, b), (b, a)):
                if one == country and since <= year <= until and self.context.countries[other]:
                    sides.append((self.context.countries[other], other))
        if not sides:
            return None
        code = max(sides)[1]
        return Actor(name=self.setting.country_names[code], country=code)

    def victim(self, actor: Actor | None) -> str | None:
        """Return the country that a side strikes: by this article, else by the table."""
        if actor is None:
            return None
        told = [(n, v) for (a, v), n in self.context.pairs.items() if a == actor]
        if told:
            return max(told)[1]
        if actor.country:
            other = self.adversary(actor.country)
            return other.country if other else None
        return None

    def defender(self, lead: Frame) -> Actor | None:
        """Whose air defences they were: as named, else those of the speaker."""
        if lead.role not in INTERCEPT_ROLES:
            return None
        if lead.defender is not None:
            return lead.defender
        speaker = self.speaker.actor if self.speaker else None
        if speaker is None and self.context.party is not None:
            number, party = self.context.party
            near = self.number - number <= 1
            speaker = party if near and lead.trigger.trigger.pos == "v" else None
        return speaker if speaker != lead.actor else None
