"""One sentence told: its frames become drafts, and the next sentence may lean on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.agents import is_object
from geomap.events.days import Days
from geomap.events.drafts import GENERIC, VIOLENCE, Draft
from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    INTERCEPT_ROLES,
    STRONG,
    Count,
    Frame,
)
from geomap.events.speakers import Speaker, speaker_for, speakers_of
from geomap.events.standing import governor
from geomap.model import (
    Article,
    ClaimStatus,
    Document,
    EventKind,
    Evidence,
    Layer,
    Place,
    PlaceKind,
    Role,
    Source,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.events.context import Context, Setting
    from geomap.events.dates import TimeMark
    from geomap.events.sentence import FoundPlace, Sentence
from geomap.events.groups import Group, grouped, lead_of, without_police_raids
from geomap.events.scenes import Scenes
from geomap.events.sides import Sides
from geomap.events.taken import as_capture, is_owner_driven
from geomap.events.told import Judge
from geomap.events.tolls import counts_by_place

_ROLE_KINDS = {
    "talks": EventKind.TALKS,
    "visit": EventKind.VISIT,
    "sign": EventKind.AGREEMENT,
    "protest": EventKind.PROTEST,
    "riot": EventKind.RIOT,
    "arrest": EventKind.ARREST,
    "evacuate": EventKind.EVACUATION,
    "overflight": EventKind.OVERFLIGHT,
    "withdraw": EventKind.WITHDRAWAL,
    "driven": EventKind.TERRITORY_REGAINED,
}
_CIVIL = frozenset({"protest", "riot", "arrest", "talks", "visit", "sign", "evacuate"})


_SIDED = frozenset(
    {
        EventKind.DRONE_ATTACK,
        EventKind.MISSILE_STRIKE,
        EventKind.AIR_STRIKE,
        EventKind.ROCKET_ATTACK,
        EventKind.SHELLING,
        EventKind.STRIKE,
        EventKind.DEBRIS,
        EventKind.INTERCEPTION,
        EventKind.TERRITORY_CAPTURED,
    }
)


GROUND_GROUPS = frozenset(
    (
        "Boko Haram", "JNIM", "al-Shabab", "M23", "Allied Democratic Forces", "Viv Ansanm",
        "Pakistani Taliban", "Baloch Liberation Army", "Janjaweed", "CODECO", "bandits", "Fano",
        "Gran Grif", "Taliban", "Wazalendo", "FDLR",
    )
)  # fmt: skip
"""Groups that attack on the ground where a text names no weapon."""
_MOBS = frozenset("settlers mob crowd protesters demonstrators rioters hooligans youths".split())
"""Those whose violence is a riot, in the sense of ACLED."""
NOT_BANDS = _MOBS | {"police"}

_FROM_THE_AIR = frozenset({EventKind.DRONE_ATTACK, EventKind.MISSILE_STRIKE})

_SHOOTERS = frozenset("gunman gunmen assailant assailants attacker attackers infiltrator".split())
"""Those who fall in an exchange of fire, where no weapon is named."""
_OPERATIONS = frozenset(
    "operation operations encounter encounters campaign crackdown shootout shootouts".split()
)
_SEARCHES = frozenset("raid raids operation operations search arrest incursion incursions".split())
_BRAWLS = frozenset({"clash", "beat"})
"""What mobs do with their fists."""
_NAMELESS = frozenset("officials sides parties teams diplomats governments".split())
"""Speakers in the plural, of whom no one in particular made a statement."""


_BY_HAND = frozenset({"killed", "injured"})
_FIRST_LINES, _SHORT_LINE, _RECENT = 3, 12, 3
"""A day heads a report in so many first sentences, of so many words, and lies so few days back."""
_SUBJECT = 3
_MORE = frozenset("another others second third".split())
_REGIONAL = frozenset("administration governor mayor council".split())
_OF_A_DAY = frozenset("was brought saw passed began remained proved".split())
"""Verbs whose subject is a day: what follows happened on it."""


def _is_only_sum(whole: Group, parts: Sequence[Group], told: Sequence[Draft]) -> bool:
    """Whether a total has no place but those of its parts: "killed five, two in A and six in B"."""
    counted = [f for f in whole.frames if f.counts]
    if not parts or any(f.place_score >= STRONG and f.places for f in counted):
        return False
    inner = {p.resolution.place for g in parts for f in g.frames for p in f.places}
    return all(draft.where.place in inner for draft in told)


class Teller:
    """Turns the frames of one sentence into drafts."""

    def __init__(
        self,
        document: Document,
        article: Article,
        source: Source,
        setting: Setting,
        context: Context,
        sentence: Sentence,
        number: int,
    ) -> None:
        self.document = document
        self.article = article
        self.source = source
        self.setting = setting
        self.context = context
        self.sentence = sentence
        self.number = number
        self._note_heading()
        self.speakers = speakers_of(sentence, context.speaker)
        self._hear(speaker_for(self.speakers, len(sentence.words)))

    def _days(self) -> Days:
        turned = any(speaker.party for _, speaker in self.speakers)
        return Days(self.sentence, self.context, self.article.published, self.number, turned=turned)

    def _note_heading(self) -> None:
        """Remember the day that a paragraph opens with, set off by a colon, a comma or a stop."""
        sentence = self.sentence
        if not sentence.times or not sentence.role.is_text:
            return
        first = sentence.times[0]
        self._note_topic(first.mark)
        opens = not any(sentence.words[i].is_word for i in range(first.start))
        end = first.end
        ended = end >= len(sentence.lower) or sentence.lower[end] in {":", ".", "-", "–", "—"}
        ended = ended or (sentence.lower[end] == "," and not sentence.triggers)
        if opens and ended and first.mark.when.start is not None and not first.mark.shift:
            self.context.heading = (sentence.block, first.mark.when)

    def _note_topic(self, mark: TimeMark) -> None:
        """Remember the day that a first line without event names: "About the past day, June 9."""
        sentence, published = self.sentence, self.article.published
        if sentence.role is not Role.BODY or sentence.triggers or self.number > _FIRST_LINES:
            return
        day = mark.when.start
        if len(sentence.lower) > _SHORT_LINE or len(sentence.times) > 1 or mark.shift is not None:
            return
        if day is None or published is None or not 0 <= (published - day).days <= _RECENT:
            return
        if {"day", "past", "for", "about"} & set(sentence.lower):
            self.context.topic = mark.when

    def _listen(self, start: int) -> None:
        """Take what stands at a token, and what follows, as the words of who says it."""
        speaker = speaker_for(self.speakers, start)
        if speaker is not self.speaker:
            self._hear(speaker)

    def _hear(self, speaker: Speaker | None) -> None:
        self.speaker = speaker
        self.sides = Sides(
            self.setting,
            self.context,
            self.sentence,
            speaker,
            self.article.published,
            self.number,
        )
        self.scenes = Scenes(self.sides, self.number)
        self.judge = Judge(self.scenes)

    def drafts(self, frames: Sequence[Frame], base: int) -> list[Draft]:
        """Return the drafts of the sentence and carry on what the next one may lean on."""
        groups = grouped(without_police_raids(frames))
        found: list[Draft] = []
        positions: dict[int, int] = {}
        sums: dict[int, Draft] = {}
        for index, group in enumerate(groups):
            parent = None if group.parent is None else positions.get(group.parent)
            told = list(self._told(group, parent, len(found)))
            if told and _is_only_sum(group, [g for g in groups if g.parent == index], told):
                sums[index] = told[0]
                continue
            whole = None if group.parent is None else sums.get(group.parent)
            if parent is not None and parent >= base:
                whole = found[parent - base]
            if whole is None and told:
                whole = self._same_deed(group, groups[:index], found, positions, base)
            if whole is not None:
                told = [_of_kind(draft, whole) for draft in told]
            if told:
                positions[index] = base + len(found)
                found.extend(told)
        if not found:
            statement = self._statement()
            if statement is not None:
                found.append(statement)
        self._remember(found)
        return found

    def _same_deed(
        self,
        group: Group,
        before: Sequence[Group],
        found: Sequence[Draft],
        positions: dict[int, int],
        base: int,
    ) -> Draft | None:
        """Return what the same subject did elsewhere: "shelling killed two in A and hurt six in B".

        The second is told by the same verb, or by one that "and" joins to it.
        """
        last = len(before) - 1
        if last not in positions or not group.roles <= CASUALTY_ROLES:
            return None
        first, other = group.frames[0], before[last].frames
        same = any(f.trigger is first.trigger for f in other)
        start = first.trigger.start
        joined = not first.passive and self.sentence.lower[start - 1 : start] == ["and"]
        joined = joined and any(f.clause == first.clause for f in other)
        return found[positions[last] - base] if same or joined else None

    # ── one group ────────────────────────────────────────────────────────────────────────────

    def _told(self, group: Group, parent: int | None, before: int) -> Iterator[Draft]:
        """Yield the drafts of a group; ``before`` are told before it in the sentence."""
        lead = lead_of(group)
        if self.context.sporting and not group.roles & _CIVIL:
            return
        self._listen(group.frames[0].trigger.start)
        if not self.judge.is_told(group):
            return
        actor, given = self.sides.actor(group, lead)
        kind = self._kind(group, lead)
        if kind is None:
            return
        wheres, confidence = self.scenes.wheres(group, lead, actor)
        if not wheres:
            return
        when, dated = self._days().of(group, wheres[0].place)
        doers = next((f.doers for f in group.frames if f.doers), None)
        if actor is None and doers is None:
            of_state = kind is EventKind.ARREST or any(f.of_state for f in group.frames)
            actor = self.sides.state(wheres[0].place) if of_state else None
        sided = kind in _SIDED or (kind is EventKind.CASUALTIES and self.context.attack_seen)
        by_band = lead.role in INTERCEPT_ROLES and bool(
            self.sentence.found("band", lead.clause.start, lead.trigger.start)
        )  # "rebels shot down a helicopter": that of the land's own army
        if actor is None and sided and doers is None and not by_band:
            actor = self.sides.attacker(wheres[0].place, at_sea=_is_at_sea(lead))
        if kind is EventKind.STRIKE and actor is not None and actor.name in GROUND_GROUPS:
            kind = EventKind.ARMED_CLASH
        confidence -= 0.0 if given or actor is None else 0.1
        confidence -= 0.0 if dated else 0.05
        confidence -= 0.15 if self.sentence.role in (Role.CAPTION, Role.TITLE) else 0.0
        counts = counts_by_place(self.sentence, group, wheres)
        speaker = self.speaker
        group_victims = any(f.victims for f in group.frames)
        raised = lead.trigger.trigger.word == "raise a flag"
        kind = as_capture(kind, actor, wheres[0].place, raised=raised)
        if lead.role == "driven" and is_owner_driven(self.sentence, lead, wheres[0].place):
            kind = EventKind.TERRITORY_CAPTURED
        if kind in (EventKind.TALKS, EventKind.AGREEMENT):
            actor, given = None, False  # they meet: nobody does it to the other
        evidence = Evidence(doc=self.document.id, span=self.sentence.span, text=self.sentence.text)
        for number, where in enumerate(wheres, start=before):
            yield Draft(
                kind=kind,
                where=where,
                when=when,
                dated=dated,
                evidence=evidence,
                source=self.source,
                role=self.sentence.role,
                order=(self.number, number),
                part_of=parent,
                actor=actor,
                actor_given=given,
                doers=doers,
                background=any(f.time is not None and f.time.mark.shift for f in group.frames),
                target=next((f.target for f in group.frames if f.target), None),
                weapons=tuple(dict.fromkeys([w for f in group.frames for w in f.weapons])),
                counts=counts[number - before],
                victims=tuple([v for f in group.frames for v in f.victims]),
                speaker=speaker.text if speaker else None,
                claim=speaker.status(kind) if speaker else ClaimStatus.REPORTED,
                tail=(where.text is None or _is_none_at_head(group, counts[number - before]))
                and group.roles <= CASUALTY_ROLES
                and not group_victims,
                points=where.reason.startswith("'"),
                revises="revision" in self.sentence.classes,
                anaphoric=_points_back(group),
                outside_of=next((f.outside_of for f in group.frames if f.outside_of), None),
                confidence=round(max(0.05, confidence), 2),
            )

    def _kind(self, group: Group, lead: Frame) -> EventKind | None:
        brawl = lead.role == "clash" and lead.trigger.trigger.word in _BRAWLS
        if brawl and lead.doers in _MOBS:
            return EventKind.RIOT
        if lead.role in _ROLE_KINDS:
            return _ROLE_KINDS[lead.role]
        exact = [f.kind for f in group.frames if f.kind is not None and f.role in ATTACK_ROLES]
        if lead.kind is not None:
            return lead.kind
        if lead.role == "attack" and self._is_another(lead):
            return self.judge.goes_on_from_the_air() or EventKind.STRIKE
        if group.roles == {"damage"} and self.judge.is_arson(group):
            return EventKind.RIOT
        if group.roles <= {"damage"} and not exact:
            weapon = next((w for f in group.frames for w in f.weapons), None)
            if weapon is not None:
                return self._kind_of(weapon)
            return self.judge.goes_on_from_the_air() or EventKind.STRIKE
        hand = [f.kind for f in group.frames if f.role in _BY_HAND and f.kind is not None]
        if exact or hand:
            ground = not exact and self._is_ground_fight(group)
            return EventKind.ARMED_CLASH if ground else (exact or hand)[0]
        if group.roles <= CASUALTY_ROLES:
            return self._kind_of_toll(group)
        if "clash" in group.roles:
            return EventKind.ARMED_CLASH
        return EventKind.STRIKE if lead.weapons else self._unarmed(group, lead)

    def _is_another(self, lead: Frame) -> bool:
        """Whether what struck is one more of what was told before: "another hit a school"."""
        subject = self.sentence.lower[lead.clause.start : lead.trigger.start]
        alike = "similar" in subject
        return alike or (bool(subject) and len(subject) <= _SUBJECT and subject[-1] in _MORE)

    def _kind_of_toll(self, group: Group) -> EventKind:
        """The kind of violence where only its dead and wounded are told."""
        weapon = next((w for f in group.frames for w in f.weapons), None)
        if weapon is not None:
            return self._kind_of(weapon)
        bands = {f.doers for f in group.frames if f.doers} - NOT_BANDS
        if self._is_ground_fight(group) or bands:
            return EventKind.ARMED_CLASH
        if all(f.victims for f in group.frames):
            return EventKind.CASUALTIES
        carried = all(f.place_score < STRONG for f in group.frames) or self.context.riot_seen
        fought = self.context.attack_seen or self.context.clash_seen
        if carried and self.context.protest_seen and not fought:
            return EventKind.RIOT
        # where people are also fought with on the ground, nobody knows which it was
        struck = self.context.attack_seen and not self.context.clash_seen
        return EventKind.STRIKE if struck else EventKind.CASUALTIES

    def _kind_of(self, weapon: str) -> EventKind:
        """The kind of attack that a weapon of the sentence makes."""
        return next(w.weapon.kind for w in self.sentence.weapons if w.weapon.name == weapon)

    def _unarmed(self, group: Group, lead: Frame) -> EventKind:
        """The kind of violence where no weapon is named: by those who did it."""
        if any(f.doers in _MOBS for f in group.frames):
            return EventKind.RIOT
        if self._is_by_band(group):
            return EventKind.ARMED_CLASH
        unrest = self.context.riot_seen or (self.context.protest_seen and not self.context.bands)
        rioting = unrest and lead.actor is None and not self.context.aerial
        rioting = rioting and not self.context.clash_seen
        return EventKind.RIOT if rioting else EventKind.STRIKE

    def _is_by_band(self, group: Group) -> bool:
        """Whether those who attacked fight on the ground: named, or the only ones in the story."""
        doers = {f.doers for f in group.frames if f.doers}
        if doers:
            return bool(doers - _MOBS - {"police"})
        names = {f.actor.name for f in group.frames if f.actor is not None}
        if names:
            return bool(names & GROUND_GROUPS)
        return bool(self.context.bands and not self.context.aerial)

    def _is_ground_fight(self, group: Group) -> bool:
        """Whether men on the ground killed: "gunmen killed 12", "was killed by soldiers"."""
        sentence = self.sentence
        for frame in group.frames:
            at = frame.trigger
            if frame.role != "killed":
                continue
            victims = (frame.clause.start, at.start) if frame.passive else (at.end, at.end + 4)
            if not _SHOOTERS.isdisjoint(sentence.lower[victims[0] : victims[1]]):
                return True
            if frame.passive:
                by = at.end < len(sentence.lower) and sentence.lower[at.end] == "by"
                if by and sentence.found("ground_force", at.end, at.end + 4):
                    return True
                if _OPERATIONS & set(sentence.lower[at.end : at.end + 7]):
                    return True
            elif sentence.found("ground_force", frame.clause.start, at.start) or (
                not frame.weapons and _SEARCHES & set(sentence.lower[at.end : at.end + 12])
            ):
                return True
        return False

    # ── statements, memory ───────────────────────────────────────────────────────────────────

    def _statement(self) -> Draft | None:
        """'In Rome, the secretary-general commended ...': who spoke where."""
        sentence = self.sentence
        first = next((p for p in sentence.places if p.start == 1), None)
        if sentence.role is not Role.BODY or first is None or sentence.lower[0] != "in":
            return None
        place, literal = first.resolution.place, first.resolution.mention.usage is Usage.LITERAL
        if place is None or place.kind is not PlaceKind.SETTLEMENT or not literal:
            return None
        after = first.end < len(sentence.lower) and sentence.lower[first.end] == ","
        speech = sentence.found("speech", first.end, len(sentence.lower))
        who = any(a.start > first.end for a in sentence.actors) or any(
            sentence.lower[f.end - 1] not in _NAMELESS
            for f in sentence.found("official", first.end, len(sentence.lower))
        )
        if not (after and speech and who):
            return None
        when, dated = self._days().of(Group(frames=[]))
        if sentence.times:
            when, dated = sentence.times[0].mark.when, True
        return Draft(
            kind=EventKind.STATEMENT,
            where=self.scenes.placed(first, "where the words were spoken"),
            when=when,
            dated=dated,
            evidence=Evidence(doc=self.document.id, span=sentence.span, text=sentence.text),
            source=self.source,
            role=sentence.role,
            order=(self.number, 0),
            confidence=0.5,
        )

    def _note_home(self) -> None:
        """Take the region whose office heads the article: "Sumy Regional Administration"."""
        if self.context.home is not None or _REGIONAL.isdisjoint(self.sentence.lower):
            return
        for found in self.sentence.places:
            if found.resolution.location is not None:
                self.context.home = self.scenes.office_land(found)
                return

    def _note_day(self) -> None:
        """Take a day that a sentence without event is about: "Friday brought no calm"."""
        times = self.sentence.times
        if not times or times[0].start or self.sentence.lower[0] == "on":
            return
        mark, after = times[0].mark, self.sentence.lower[times[0].end : times[0].end + 1]
        plain = mark.shift is None and not mark.historic and mark.when.start is not None
        if plain and after and after[0] in _OF_A_DAY:
            self.context.when = (self.number, mark.when, None, self.sentence.block)

    def _is_weapon(self, index: int) -> bool:
        lower = self.sentence.lower
        return index < len(lower) and self.setting.lexicon.weapons.at(lower, index) is not None

    def _is_elsewhere(self, place: FoundPlace) -> bool:
        """Whether a place is only where something was launched from, or where a government sits."""
        preposition, at = governor(self.sentence, place)
        before = self.sentence.lower[max(0, at - 1) : at]
        if preposition == "in":
            return not _SEATED.isdisjoint(before)
        return preposition == "from" and not _LAUNCHING.isdisjoint(before)

    def _remember(self, drafts: Sequence[Draft]) -> None:
        context = self.context
        context.block = self.sentence.block
        if self.speaker is not None:
            context.speaker = self.speaker
        if self.sentence.role in (Role.TITLE, Role.CAPTION):
            self._note_home()
            struck = [d.where for d in drafts if d.kind in VIOLENCE and d.role is Role.TITLE]
            if len(struck) == 1 and struck[0].place is not None:
                town = struck[0].place.kind is PlaceKind.SETTLEMENT
                context.headline = struck[0] if town else context.headline
            return
        subject = next(
            (
                a.actor
                for a in self.sentence.actors
                if not is_object(self.sentence, a)
                and not (a.adjective and self._is_weapon(a.end))  # "Ukrainian drones"
            ),
            None,
        )
        context.party = None
        if not drafts and subject is not None and subject.country is not None:
            context.party = (self.number, subject)  # "Russia's air defences had a busy night"
        for draft in drafts:
            if draft.where.location is not None:
                fought = draft.kind.layer is not Layer.DIPLOMACY
                context.places.append((self.number, draft.where, fought))
            if draft.kind in _FROM_THE_AIR:
                context.last_air = (self.number, draft.kind)
            if (
                draft.when.start is not None
                and not draft.background
                and draft.kind.layer is not Layer.DIPLOMACY
            ):
                carried = context.when is not None or draft.when.text is not None
                if draft.dated or carried:
                    land = draft.where.place.country if draft.where.place else None
                    context.when = (self.number, draft.when, land, self.sentence.block)
                    if land is not None:
                        context.days[land] = (self.number, draft.when)
            if draft.actor is not None and draft.kind is not EventKind.INTERCEPTION:
                context.actor = draft.actor
        if not drafts:
            self._note_day()
            literal = [
                p
                for p in self.sentence.places
                if p.resolution.mention.usage is Usage.LITERAL
                and p.resolution.location
                and not self._is_elsewhere(p)
            ]
            finer = [p for p in literal if not _is_country(p.resolution.place)]
            for place in finer or literal:
                where = self.scenes.placed(place, "named before")
                context.places.append((self.number, where, False))


_SEATED = frozenset("government ministry presidency kremlin parliament staff command".split())
_LAUNCHING = frozenset("launched fired sent launching firing flown".split())


def _of_kind(part: Draft, whole: Draft) -> Draft:
    """Return a part as what its whole is, where it does not say: "one of them in X"."""
    known = part.kind in GENERIC and whole.kind in VIOLENCE - GENERIC
    return replace(part, kind=whole.kind) if known else part


def _is_at_sea(lead: Frame) -> bool:
    """Whether it happened off a coast: "a ship was attacked off Hodeidah"."""
    relations = (p.resolution.mention.relation for p in lead.places)
    return any(r is not None and r.kind == "off" for r in relations)


def _is_none_at_head(group: Group, counts: Sequence[Count]) -> bool:
    """Whether it says no more than that nobody was hurt, at no place of its own."""
    return all(c.value == 0 for c in counts) and all(f.place_score < STRONG for f in group.frames)


def _points_back(group: Group) -> bool:
    """Whether "the attack" speaks of one told before: "two more were hurt in the attack"."""
    deeds = [f for f in group.frames if f.role not in CASUALTY_ROLES]
    nouns = [f for f in deeds if f.trigger.trigger.pos == "n"]
    return all(f.definite for f in nouns or deeds or group.frames)


def _is_country(place: Place | None) -> bool:
    return place is not None and place.kind is PlaceKind.COUNTRY
