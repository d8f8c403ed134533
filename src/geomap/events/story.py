"""An article as a story: frames become drafts, with what its sentences leave to the reader.

News carries over places, days, sides and nouns from sentence to sentence. Everything filled in
here says so in its reason and costs confidence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.agents import is_object
from geomap.events.clauses import FoundPlace, FoundTime, Sentence, analyse
from geomap.events.dates import TimeMark
from geomap.events.drafts import Draft
from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES, INTERCEPT_ROLES, Count, Frame
from geomap.events.frames import frames_of
from geomap.events.lexicon import Actor, Lexicon
from geomap.events.speakers import Speaker, speaker_for, speakers_of
from geomap.model import (
    Article,
    ClaimStatus,
    Document,
    EventKind,
    Evidence,
    Layer,
    Place,
    PlaceKind,
    Resolution,
    Role,
    Source,
    Span,
    Usage,
    When,
    Where,
)
from geomap.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer import Gazetteer

_STRONG = 2.0
"""Place scores from here on mean that the text puts the event there."""

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
}
_DIPLOMATIC = frozenset({"talks", "visit", "sign"})
_FORMAL = frozenset({"talks", "negotiations", "summit"})
"""Nouns that speak of officials without naming any."""
_CAPTION_ROLES = ATTACK_ROLES | CASUALTY_ROLES | {"explosion", "protest", "riot", "clash", "mine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every story needs from outside: the gazetteer, its demonyms and country names."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    demonyms: dict[str, str]
    country_names: dict[str, str]


@dataclass(slots=True)
class _Context:
    """What a reader carries in mind from sentence to sentence."""

    speaker: Speaker | None = None
    actor: Actor | None = None
    places: list[tuple[int, Where]] = field(default_factory=list)
    when: tuple[int, When] | None = None
    pairs: Counter[tuple[Actor, str]] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    attack_seen: bool = False
    riot_seen: bool = False
    sporting: bool = False
    groups: dict[str, Counter[Actor]] = field(default_factory=dict)
    """Armed groups that the article names, by the country they are seated in."""


def tell(
    document: Document,
    article: Article,
    resolutions: Sequence[Resolution],
    setting: Setting,
) -> list[Draft]:
    """Return the drafts of an article, in the order of its text."""
    parts = list(_analysed(document, article, resolutions, setting))
    framed = [(number, s, frames_of(s)) for number, s in enumerate(parts)]
    context = _Context()
    for _, sentence, frames in framed:
        _note_parties(context, sentence, frames, setting)
    context.sporting = len({w for _, s, _ in framed for w in _sport_words(s)}) >= _SPORT_ARTICLE
    source = Source(
        doc=document.id,
        article=article.id,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        copy_of=article.copy_of,
    )
    drafts: list[Draft] = []
    for number, sentence, frames in framed:
        teller = _Teller(document, article, source, setting, context, sentence, number)
        drafts.extend(teller.drafts(frames, len(drafts)))
    return drafts


def _analysed(
    document: Document, article: Article, resolutions: Sequence[Resolution], setting: Setting
) -> Iterator[Sentence]:
    ordered = sorted(resolutions, key=lambda r: r.mention.span.start)
    position = 0
    for block in article.blocks:
        if not block.role.is_text:
            continue
        for span in _pieces(document.text, block.span):
            while position < len(ordered) and ordered[position].mention.span.end <= span.start:
                position += 1
            end = position
            while end < len(ordered) and ordered[end].mention.span.start < span.end:
                end += 1
            yield analyse(
                document.text,
                span,
                block.role,
                resolutions=ordered[position:end],
                demonyms=setting.demonyms,
                country_names=setting.country_names,
                lexicon=setting.lexicon,
                published=article.published,
            )


LONGEST = 1500
"""Code points after which a "sentence" is cut: nobody writes longer ones, but files hold them."""


def _pieces(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of a block, the endless ones cut between words."""
    for span in sentences(text, block.start, block.end, wrapped=True):
        start = span.start
        while span.end - start > LONGEST:
            cut = text.rfind(" ", start + 1, start + LONGEST)
            cut = start + LONGEST if cut < 0 else cut
            yield Span(start=start, end=cut)
            start = cut
            while start < span.end and text[start].isspace():
                start += 1
        if start < span.end:
            yield Span(start=start, end=span.end)


_SPORT_ARTICLE = 3
"""So many different words of sport make an article one about sport."""


def _sport_words(sentence: Sentence) -> set[str]:
    return {
        sentence.lower[f.start].rstrip("s") for f in sentence.found("sport", 0, len(sentence.words))
    }


def _note_parties(
    context: _Context, sentence: Sentence, frames: Sequence[Frame], setting: Setting
) -> None:
    """Count who attacks whom, and which countries the article names at all."""
    for found in sentence.actors:
        country = found.actor.country
        if country:
            context.countries[country] += 1
            if found.actor.name != setting.country_names.get(country):
                context.groups.setdefault(country, Counter())[found.actor] += 1
    context.riot_seen = context.riot_seen or any(f.role == "riot" for f in frames)
    for place in sentence.places:
        resolved = place.resolution.place
        if resolved is not None and resolved.country:
            context.countries[resolved.country] += 1
    for frame in frames:
        if frame.role in ATTACK_ROLES | INTERCEPT_ROLES and not frame.weak:
            context.attack_seen = True
        if frame.actor is None or frame.role not in ATTACK_ROLES | INTERCEPT_ROLES:
            continue
        victims = {
            p.resolution.place.country
            for p in frame.places
            if p.resolution.place is not None and p.resolution.place.country
        }
        if frame.defender is not None and frame.defender.country:
            victims.add(frame.defender.country)
        for victim in victims:
            if victim and victim != frame.actor.country:
                context.pairs[frame.actor, victim] += 1


@dataclass(slots=True)
class _Group:
    """Frames of one sentence that tell of one event."""

    frames: list[Frame]
    parent: int | None = None

    @property
    def roles(self) -> set[str]:
        return {f.role for f in self.frames}


class _Teller:
    """Turns the frames of one sentence into drafts."""

    def __init__(
        self,
        document: Document,
        article: Article,
        source: Source,
        setting: Setting,
        context: _Context,
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
        self.speakers = speakers_of(sentence, context.speaker)
        self.speaker = speaker_for(self.speakers, len(sentence.words))

    def drafts(self, frames: Sequence[Frame], base: int) -> list[Draft]:
        """Return the drafts of the sentence and carry on what the next one may lean on."""
        groups = _grouped(_without_police_raids(frames))
        found: list[Draft] = []
        positions: dict[int, int] = {}
        for index, group in enumerate(groups):
            for draft in self._told(group):
                positions.setdefault(index, base + len(found))
                parent = None if group.parent is None else positions.get(group.parent)
                found.append(replace(draft, part_of=parent, order=(self.number, len(found))))
        if not found:
            statement = self._statement()
            if statement is not None:
                found.append(statement)
        self._remember(found)
        return found

    # ── one group ────────────────────────────────────────────────────────────────────────────

    def _told(self, group: _Group) -> Iterator[Draft]:
        lead = _lead(group)
        if self.context.sporting and not group.roles & _CIVIL:
            return
        self.speaker = speaker_for(self.speakers, group.frames[0].trigger.start)
        if not self._is_told_here(group):
            return
        actor, given = self._actor(group, lead)
        kind = self._kind(group, lead)
        if kind is None:
            return
        when, dated = self._when(group)
        wheres, confidence = self._wheres(group, lead, actor)
        if not wheres:
            return
        if actor is None and kind in _SIDED:
            actor = self._attacker(wheres[0].place)
        confidence -= 0.0 if given or actor is None else 0.1
        confidence -= 0.0 if dated else 0.05
        confidence -= 0.15 if self.sentence.role in (Role.CAPTION, Role.TITLE) else 0.0
        counts, shared = _counts(group), len(wheres) > 1
        if shared:
            counts = tuple(
                Count(field=c.field, value=None, text=f"{c.value or c.text} in all places named")
                for c in counts
            )
        speaker = self.speaker
        for where in wheres:
            yield Draft(
                kind=kind,
                where=where,
                when=when,
                dated=dated,
                evidence=Evidence(
                    doc=self.document.id, span=self.sentence.span, text=self.sentence.text
                ),
                source=self.source,
                role=self.sentence.role,
                order=(self.number, 0),
                actor=actor,
                actor_given=given,
                target=next((f.target for f in group.frames if f.target), None),
                weapons=tuple(dict.fromkeys(w for f in group.frames for w in f.weapons)),
                counts=counts,
                victims=tuple(v for f in group.frames for v in f.victims),
                speaker=speaker.text if speaker else None,
                claim=speaker.status(kind) if speaker else ClaimStatus.REPORTED,
                revises=bool(self.sentence.found("revision", 0, len(self.sentence.words))),
                anaphoric=all(f.definite for f in group.frames),
                outside_of=next((f.outside_of for f in group.frames if f.outside_of), None),
                confidence=round(max(0.05, confidence), 2),
            )

    def _is_told_here(self, group: _Group) -> bool:
        """Whether the sentence tells of an event, as against merely speaking of one."""
        roles = group.roles
        if all(f.weak for f in group.frames) and not self.context.attack_seen:
            return False
        if self.sentence.role is Role.CAPTION and not roles & _CAPTION_ROLES:
            return False
        if roles & _DIPLOMATIC:
            return self._is_diplomacy(group)
        strong = any(f.place_score >= _STRONG or f.outside or f.own_airspace for f in group.frames)
        counted = any(c.value is not None or c.text for f in group.frames for c in f.counts)
        victims = any(f.victims for f in group.frames)
        if roles <= {"damage", "crash", "debris", "mine"}:
            return strong and (
                any(f.weapons or f.actor or f.actor_is_pronoun for f in group.frames)
                or not roles <= {"damage"}
            )
        if roles <= CASUALTY_ROLES:
            return counted or victims
        if any(f.trigger.trigger.pos == "v" for f in group.frames) and (
            any(f.places or f.target for f in group.frames) and roles & {"attack", "launch"}
        ):
            return strong or counted or bool(self.speaker and self.speaker.place)
        return strong or counted or victims

    def _is_diplomacy(self, group: _Group) -> bool:
        placed = any(f.places and f.place_score >= _STRONG for f in group.frames)
        official = bool(self.sentence.found("official", 0, len(self.sentence.words)))
        parties = len({a.actor for a in self.sentence.actors}) >= 2
        formal = any(f.trigger.trigger.word in _FORMAL for f in group.frames)
        return placed and (official or parties or formal) and self.sentence.role is not Role.CAPTION

    def _kind(self, group: _Group, lead: Frame) -> EventKind | None:
        for role, kind in _ROLE_KINDS.items():
            if lead.role == role:
                return kind
        exact = [f.kind for f in group.frames if f.kind is not None and f.role in ATTACK_ROLES]
        if lead.kind is not None:
            return lead.kind
        if exact:
            return exact[0]
        if group.roles <= CASUALTY_ROLES:
            weapons = [w for f in group.frames for w in f.weapons]
            if weapons:
                return next(
                    w.weapon.kind for w in self.sentence.weapons if w.weapon.name == weapons[0]
                )
            if lead.kind is not None:
                return lead.kind
            if self._is_ground_fight(group):
                return EventKind.ARMED_CLASH
            if all(f.victims for f in group.frames):
                return EventKind.CASUALTIES
            return EventKind.STRIKE if self.context.attack_seen else EventKind.CASUALTIES
        rioting = self.context.riot_seen and lead.actor is None and not lead.weapons
        return EventKind.RIOT if rioting else EventKind.STRIKE

    def _is_ground_fight(self, group: _Group) -> bool:
        """Whether men on the ground killed: "gunmen killed 12", "was killed by soldiers"."""
        sentence = self.sentence
        for frame in group.frames:
            at = frame.trigger
            if frame.role != "killed":
                continue
            if frame.passive:
                by = at.end < len(sentence.lower) and sentence.lower[at.end] == "by"
                if by and sentence.found("ground_force", at.end, at.end + 4):
                    return True
            elif sentence.found("ground_force", frame.clause.start, at.start):
                return True
        return False

    # ── when ─────────────────────────────────────────────────────────────────────────────────

    def _when(self, group: _Group) -> tuple[When, bool]:
        times = [f.time for f in group.frames if f.time is not None]
        if times:
            mark = times[0].mark
            if mark.shift is not None:
                return self._shifted(mark, times[0])
            of_report = all(f.time_of_report for f in group.frames if f.time is not None)
            return mark.when, mark.when.start is not None and not of_report
        if self.sentence.role is Role.CAPTION:
            return When(reason="a caption without a date"), False
        last = self.context.when
        if last is not None and self.number - last[0] <= 2:
            return replace(last[1], reason="the day of the sentence before"), False
        published = self.article.published
        if published is None:
            return When(reason="no date in the sentence, and the article has none"), False
        return When(
            start=published, precision=1, reason="no date in the sentence: the day of the article"
        ), False

    def _shifted(self, mark: TimeMark, found: FoundTime) -> tuple[When, bool]:
        """Count "a day earlier" from the day told of before: in the sentence, else in the story."""
        assert mark.shift is not None
        fixed = [
            t.mark.when
            for t in self.sentence.times
            if t.mark.shift is None and not t.mark.historic and t.start < found.start
        ]
        told = [w for w in fixed if w.start is not None]
        last = told[-1] if told else (self.context.when[1] if self.context.when else None)
        base = (last.end or last.start) if last is not None else None
        if base is None:
            return mark.when, mark.when.start is not None
        day = base + timedelta(days=mark.shift)
        reason = f"{mark.when.text!r} counts from {base.isoformat()}, told of before"
        return When(start=day, text=mark.when.text, precision=1, reason=reason), True

    # ── who ──────────────────────────────────────────────────────────────────────────────────

    def _actor(self, group: _Group, lead: Frame) -> tuple[Actor | None, bool]:
        named = [f.actor for f in [lead, *group.frames] if f.actor is not None]
        if named:
            return self._as_group(named[0]), True
        if any(c.field == "launched" for f in group.frames for c in f.counts):
            subject = self._subject(lead)
            if subject is not None:
                return subject, True
        if any(f.actor_is_pronoun for f in group.frames):
            subject = self._subject(lead)
            if subject is not None:
                return subject, True
            if self.speaker is not None and self.speaker.actor is not None:
                return self.speaker.actor, True
            if self.context.actor is not None and lead.role in ATTACK_ROLES:
                return self.context.actor, False
        return None, False

    def _as_group(self, actor: Actor) -> Actor:
        """Read a country as the armed group seated there that the article names: who fires
        from Lebanon in a report on Hezbollah is Hezbollah.
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
        return before[0].actor if before else None

    def _attacker(self, place: Place | None) -> Actor | None:
        """The side that strikes there: by this article, else by the table of adversaries."""
        country = place.country if place is not None else None
        if country is None:
            return self.context.actor
        told = [(n, a.name, a) for (a, v), n in self.context.pairs.items() if v == country]
        if told:
            return max(told, key=lambda row: (row[0], row[1]))[2]
        last = self.context.actor
        return self._adversary(country) or (last if last and last.country != country else None)

    def _adversary(self, country: str) -> Actor | None:
        year = self.article.published.year if self.article.published else 9998
        sides = []
        for a, b, since, until in self.setting.lexicon.adversaries:
            for one, other in ((a, b), (b, a)):
                if one == country and since <= year <= until and self.context.countries[other]:
                    sides.append((self.context.countries[other], other))
        if not sides:
            return None
        code = max(sides)[1]
        return Actor(name=self.setting.country_names[code], country=code)

    # ── where ────────────────────────────────────────────────────────────────────────────────

    def _wheres(self, group: _Group, lead: Frame, actor: Actor | None) -> tuple[list[Where], float]:
        best = max(group.frames, key=lambda f: f.place_score if f.places or f.outside else -1.0)
        if best.outside:
            reason = f"the text says only where it was not: {self.sentence.text!r}"
            return [Where(reason=reason)], 0.6
        if best.own_airspace and lead.role in INTERCEPT_ROLES | {"overflight"}:
            home = self._home(lead)
            if home is not None:
                return [self._country(home, "the airspace of its own country")], 0.8
        if best.places and best.place_score >= _STRONG:
            return [self._placed(p, "named with the event") for p in best.places], 0.9
        if group.roles & _DIPLOMATIC:
            return [], 0.0
        return self._implied(group, lead, actor, best)

    def _implied(
        self, group: _Group, lead: Frame, actor: Actor | None, best: Frame
    ) -> tuple[list[Where], float]:
        """Where no place stands with the event: the ways a reader fills it, surest first."""
        defender = self._defender(lead)
        if defender is not None and defender.country:
            reason = f"the country of the side that intercepted, {defender.name}"
            return [self._country(defender.country, reason)], 0.65
        anaphor = self._anaphor(lead)
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
        victim = self._victim(actor)
        if launched and victim is not None:
            return [self._country(victim, "the country that this side strikes in the article")], 0.6
        if best.places:
            return [self._placed(p, "the only place in the sentence") for p in best.places], 0.55
        before = [w for n, w in self.context.places if self.number - n <= 2]
        if before:
            reason = f"carried over from the sentence before: {before[-1].reason}"
            return [replace(before[-1], text=None, reason=reason)], 0.55
        if victim is not None and self.sentence.role is not Role.CAPTION:
            return [
                self._country(victim, "the country that this side strikes in the article")
            ], 0.45
        return [], 0.0

    def _defender(self, lead: Frame) -> Actor | None:
        """Whose air defences they were: as named, else those of the speaker."""
        if lead.role not in INTERCEPT_ROLES:
            return None
        if lead.defender is not None:
            return lead.defender
        speaker = self.speaker.actor if self.speaker else None
        return speaker if speaker != lead.actor else None

    def _anaphor(self, lead: Frame) -> Where | None:
        """Read "the region", "that city": the last place of that kind in the story."""
        lower = self.sentence.lower
        for i in lead.clause:
            kind = _ANAPHORS.get(lower[i])
            if kind is None or i == 0 or lower[i - 1] not in {"the", "that", "this"}:
                continue
            if i + 1 < len(lower) and lower[i + 1] in {"of", "that", "which"}:
                continue
            for _, where in reversed(self.context.places):
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
        where = replace(self._placed(found, reason), text=None)
        if "governor" in self.speaker.text.lower():
            for candidate in found.resolution.candidates:
                place = candidate.place
                if place.kind is PlaceKind.ADMIN1 and (
                    where.place is None or where.place.country == place.country
                ):
                    location = self.setting.gazetteer.location(place)
                    return replace(where, place=place, location=location)
        return where

    def _victim(self, actor: Actor | None) -> str | None:
        if actor is None:
            return None
        told = [(n, v) for (a, v), n in self.context.pairs.items() if a == actor]
        if told:
            return max(told)[1]
        if actor.country:
            other = self._adversary(actor.country)
            return other.country if other else None
        return None

    def _home(self, lead: Frame) -> str | None:
        """The country whose "its airspace" it is: the subject of the sentence or its speaker."""
        before = [a.actor for a in self.sentence.actors
                  if a.end <= lead.trigger.start and not a.adjective and a.actor.country]  # fmt: skip
        if before:
            return before[-1].country
        return self.speaker.actor.country if self.speaker and self.speaker.actor else None

    def _placed(self, found: FoundPlace, how: str) -> Where:
        resolution = found.resolution
        return Where(
            text=resolution.mention.text,
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
        who = any(a.start > first.end for a in sentence.actors) or sentence.found(
            "official", first.end, len(sentence.lower)
        )
        if not (after and speech and who):
            return None
        when, dated = self._when(_Group(frames=[]))
        if sentence.times:
            when, dated = sentence.times[0].mark.when, True
        return Draft(
            kind=EventKind.STATEMENT,
            where=self._placed(first, "where the words were spoken"),
            when=when,
            dated=dated,
            evidence=Evidence(doc=self.document.id, span=sentence.span, text=sentence.text),
            source=self.source,
            role=sentence.role,
            order=(self.number, 0),
            confidence=0.5,
        )

    def _remember(self, drafts: Sequence[Draft]) -> None:
        context = self.context
        if self.speaker is not None:
            context.speaker = self.speaker
        if self.sentence.role in (Role.TITLE, Role.CAPTION):
            return
        for draft in drafts:
            if draft.where.location is not None:
                context.places.append((self.number, draft.where))
            if draft.when.start is not None and draft.kind.layer is not Layer.DIPLOMACY:
                carried = context.when is not None and not draft.dated
                if draft.dated or carried:
                    context.when = (self.number, draft.when)
            if draft.actor is not None and draft.kind is not EventKind.INTERCEPTION:
                context.actor = draft.actor
        if not drafts:
            literal = [
                p
                for p in self.sentence.places
                if p.resolution.mention.usage is Usage.LITERAL and p.resolution.location
            ]
            finer = [p for p in literal if not _is_country(p.resolution.place)]
            for place in finer or literal:
                context.places.append((self.number, self._placed(place, "named before")))


_CIVIL = frozenset({"protest", "riot", "arrest", "talks", "visit", "sign", "evacuate"})
_HOSTS = frozenset("LB YE PS SY IQ SO NG ML BF NE CD SD LY AF PK".split())
"""Countries whose armed groups fight on their own: their name alone is no actor of an attack."""

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


def _is_country(place: Place | None) -> bool:
    return place is not None and place.kind is PlaceKind.COUNTRY


# ── frames of one sentence that tell of one event ────────────────────────────────────────────


def _family(role: str) -> str:
    if role in INTERCEPT_ROLES:
        return "intercept"
    if role in ATTACK_ROLES | CASUALTY_ROLES | {"explosion", "mine", "debris", "clash", "sabotage",
                                               "riot"}:  # fmt: skip
        return "violence"
    return role


def _lead(group: _Group) -> Frame:
    """The frame that names the event best: not a casualty, not damage, when there is another."""
    rank = {"attack": 0, "launch": 0, "attacked": 0, "clash": 0, "explosion": 0, "mine": 0,
            "sabotage": 0, "riot": 0, "crash": 1, "debris": 1, "damage": 2}  # fmt: skip

    def key(frame: Frame) -> tuple[int, int]:
        casualty = frame.role in CASUALTY_ROLES
        return (3 if casualty else rank.get(frame.role, 0), frame.trigger.start)

    return min(group.frames, key=key)


def _without_police_raids(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out the raids in which people were arrested: police work, no attack."""
    if not any(f.role == "arrest" for f in frames):
        return list(frames)
    return [f for f in frames if f.trigger.trigger.word != "raid"]


def _grouped(frames: Sequence[Frame]) -> list[_Group]:
    groups: list[_Group] = []
    of_frame: dict[int, int] = {}
    for index, frame in enumerate(frames):
        if frame.part_of is not None:
            of_frame[index] = len(groups)
            groups.append(_Group(frames=[frame], parent=of_frame.get(frame.part_of)))
            continue
        home = next(
            (i for i in range(len(groups) - 1, -1, -1) if _fits(frame, groups[i])), len(groups)
        )
        if home == len(groups):
            groups.append(_Group(frames=[]))
        groups[home].frames.append(frame)
        of_frame[index] = home
    return groups


def _fits(frame: Frame, group: _Group) -> bool:
    if group.parent is not None:
        return False
    for other in group.frames:
        if _family(other.role) != _family(frame.role) and not _is_share(frame, other):
            return False
        if _counts_clash(frame, other) or _places_clash(frame, other):
            return False
        if _times_clash(frame, other):
            return False
        if frame.actor and other.actor and frame.actor != other.actor:
            return False
    return True


def _times_clash(frame: Frame, other: Frame) -> bool:
    if frame.time is None or other.time is None or _is_share(frame, other):
        return False
    return frame.time.mark.when != other.time.mark.when


def _is_share(frame: Frame, other: Frame) -> bool:
    """Whether what was shot down is a share of what the same sentence says was launched."""
    launched = other.role in ATTACK_ROLES and any(c.field == "launched" for c in other.counts)
    return frame.role in {"intercept", "jam"} and launched and frame.place_score < _STRONG


def _counts_clash(a: Frame, b: Frame) -> bool:
    return any(
        x.field == y.field and x.value != y.value and x.value is not None and y.value is not None
        for x in a.counts
        for y in b.counts
    )


def _places_clash(a: Frame, b: Frame) -> bool:
    if a.place_score < _STRONG or b.place_score < _STRONG or not a.places or not b.places:
        return False
    both_aimed = {a.role, b.role} <= ATTACK_ROLES - {"damage"}
    if a.clause == b.clause and not (both_aimed and min(a.place_score, b.place_score) >= 4.0):
        return False
    one, two = a.places[0].resolution.place, b.places[0].resolution.place
    if one is None or two is None or one.key == two.key:
        return False
    nested = _holds(one, two) or _holds(two, one)
    return both_aimed or not nested


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind is PlaceKind.COUNTRY:
        return outer.country == inner.country
    return outer.kind is PlaceKind.ADMIN1 and inner.admin1_key == outer.key


def _counts(group: _Group) -> tuple[Count, ...]:
    merged: dict[str, Count] = {}
    for frame in group.frames:
        for count in frame.counts:
            known = merged.get(count.field)
            if known is None or (known.value is None and count.value is not None):
                merged[count.field] = count
    return tuple(merged.values())
