"""An article as a story: frames become drafts, with what its sentences leave to the reader.

News carries over places, days, sides and nouns from sentence to sentence. Everything filled in
says so in its reason and costs confidence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.agents import attributed, contradicts
from geomap.events.analysis import analyse
from geomap.events.drafts import VIOLENCE
from geomap.events.facts import explains_as_accident, is_answered
from geomap.events.frame import ATTACK_ROLES, ENEMY, INTERCEPT_ROLES, Frame
from geomap.events.frames import frames_of
from geomap.events.known import with_known
from geomap.events.naming import named_later
from geomap.events.renamed import city_of, with_renamed
from geomap.model import (
    Article,
    ClaimStatus,
    Document,
    EventKind,
    Layer,
    PlaceKind,
    Resolution,
    Role,
    Source,
    Span,
    When,
)
from geomap.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.events.drafts import Draft
    from geomap.events.lexicon import Actor
    from geomap.events.sentence import FoundPlace, Sentence
from geomap.events.context import Context, Setting
from geomap.events.teller import GROUND_GROUPS, NOT_BANDS, Teller


def tell(
    document: Document,
    article: Article,
    resolutions: Sequence[Resolution],
    setting: Setting,
) -> list[Draft]:
    """Return the drafts of an article, in the order of its text."""
    parts = list(analysed(document, article, resolutions, setting))
    _forget_dateline(parts)
    framed = [(number, s, frames_of(s)) for number, s in enumerate(parts)]
    context = Context()
    for _, sentence, frames in framed:
        _note_parties(context, sentence, frames, setting)
    context.story_day = _story_day(
        [(n, f) for n, s, fs in framed for f in fs if s.lower[f.clause.start] != "after"]
    )
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
        teller = Teller(document, article, source, setting, context, sentence, number)
        drafts.extend(teller.drafts(frames, len(drafts)))
        drafts.extend(named_later(sentence, drafts, teller.scenes, number))
        blamed = attributed(sentence)
        if blamed is not None:
            _attribute(drafts, blamed.actor, number)
        if explains_as_accident(sentence):
            _excuse(drafts, number)
        if contradicts(sentence):
            _dispute(drafts, number)
    return drafts


def _story_day(framed: Sequence[tuple[int, Frame]]) -> When | None:
    """Return the day that the lead gives, where the article gives its events no other."""
    dated = [
        (number, f.time.mark.when)
        for number, f in framed
        if f.time is not None
        and not f.time_of_report
        and not f.reference
        and not f.time.mark.historic
        and f.time.mark.shift is None
    ]
    if not dated or dated[0][0] > _LEAD or len({when.start for _, when in dated}) > 1:
        return None
    when = dated[0][1]
    return when if when.start is not None and when.end is None else None


_LEAD = 2
"""Sentences, the title among them, that may set the day of an article."""


def _forget_dateline(parts: Sequence[Sentence]) -> None:
    """Take the head of the first paragraph, if no other has one, for a dateline."""
    headed = {s.block for s in parts if s.head is not None}
    first = next((s.block for s in parts if s.role is Role.BODY), -1)
    if headed == {first}:
        for sentence in parts:
            sentence.head = None


def analysed(
    document: Document, article: Article, resolutions: Sequence[Resolution], setting: Setting
) -> Iterator[Sentence]:
    """Yield the sentences of an article taken apart, each with the toponyms that fall into it."""
    ordered = sorted(resolutions, key=lambda r: r.mention.span.start)
    anchors = [r for r in ordered if r.place is not None and r.place.kind in _ANCHORS]
    position = 0
    city: Resolution | None = None
    for paragraph, block in enumerate(article.blocks):
        if not block.role.is_text:
            continue
        head: FoundPlace | None = None
        for number, span in enumerate(_pieces(document.text, block.span)):
            while position < len(ordered) and ordered[position].mention.span.end <= span.start:
                position += 1
            end = position
            while end < len(ordered) and ordered[end].mention.span.start < span.end:
                end += 1
            sentence = analyse(
                document.text,
                span,
                block.role,
                resolutions=ordered[position:end],
                demonyms=setting.demonyms,
                country_names=setting.country_names,
                lexicon=setting.lexicon,
                published=article.published,
            )
            with_renamed(sentence, setting.gazetteer, anchors, city)
            city = city_of(sentence) or city
            sentence = with_known(sentence, setting.gazetteer, anchors)
            if number == 0 and block.role is Role.BODY:
                head = _head_of(sentence)
            sentence.head = head
            sentence.block = paragraph
            yield sentence


_ANCHORS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.FACILITY})


def _attribute(drafts: list[Draft], doer: Actor, number: int) -> None:
    """Give the last violence told, if the text names no doer, the one that is blamed for it."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if number - draft.order[0] > _BLAME_REACH:
            return
        if draft.kind in VIOLENCE:
            if not draft.actor_given:
                drafts[at] = replace(draft, actor=doer, actor_given=True)
            return


def _excuse(drafts: list[Draft], number: int) -> None:
    """Take back what was told just before without a weapon: it was an accident."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if number - draft.order[0] > _EXCUSE_REACH:
            return
        if draft.kind in _ACCIDENTAL and not draft.weapons and draft.actor is None:
            drafts[at] = replace(draft, void=True)


_EXCUSE_REACH = 2
_ACCIDENTAL = frozenset({EventKind.EXPLOSION, EventKind.CASUALTIES, EventKind.DEBRIS})


def _dispute(drafts: list[Draft], number: int) -> None:
    """Mark the last event told as disputed: another side denies it."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if number - draft.order[0] > _BLAME_REACH:
            return
        if draft.kind in VIOLENCE or draft.kind.layer is Layer.TERRITORY:
            drafts[at] = replace(draft, claim=ClaimStatus.DISPUTED)
            return


_BLAME_REACH = 3
"""Sentences after which blame no longer speaks of an event."""

_DISTRICTS = frozenset(
    """municipal urban city district okrug community hromada town region governorate countryside
    province""".split()
)
_LONGEST_HEAD = 7
_HEAD_ENDS = frozenset("- – — : .".split())


def _head_of(sentence: Sentence) -> FoundPlace | None:
    """Return the place that heads a paragraph, if one does.

    Before it stand only signs and times, after it a dash, a colon or a full stop, perhaps with
    an office between ("Kursk Region, governor: ...").
    """
    for place in sentence.places:
        before = [w.lower for w in sentence.words[: place.start] if w.is_word]
        of_town = len(before) == 2 and before[0] in _DISTRICTS and before[1] == "of"
        if (before and not of_town) or place.resolution.location is None:
            return None
        named = sentence.lower[place.end : -1]
        if (of_town or named) and len(sentence.words) <= _LONGEST_HEAD:
            if sentence.lower[-1] == "." and _DISTRICTS.issuperset(named):
                return place  # "Shebekino municipal district.", "City of Belgorod."
        if of_town:
            return None
        for i in range(place.end, min(place.end + 4, len(sentence.words))):
            if sentence.lower[i] in _HEAD_ENDS:
                if sentence.lower[i] != ":" and "(" in sentence.lower[place.end : i]:
                    return None  # "ADEN (Agency) - ..."
                lone = sentence.lower[i] == "." and i == place.end == len(sentence.words) - 1
                return place if lone or sentence.lower[i] != "." else None
        return None
    return None


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
        if start == span.start:
            yield span
        elif start < span.end:
            yield Span(start=start, end=span.end)


_SPORT_ARTICLE = 3
"""So many different words of sport make an article one about sport."""


def _sport_words(sentence: Sentence) -> set[str]:
    return {sentence.lower[f.start].rstrip("s") for f in sentence.classes.get("sport", ())}


_BY_BANDS = ATTACK_ROLES | {"killed", "clash", "capture"}
_FOUGHT = frozenset({"capture", "regain", "clash", "mine"})
_FROM_AFAR = ATTACK_ROLES | INTERCEPT_ROLES


def _note_parties(
    context: Context, sentence: Sentence, frames: Sequence[Frame], setting: Setting
) -> None:
    """Count who attacks whom, and which countries the article names at all."""
    for found in sentence.actors:
        country = found.actor.country
        if country:
            context.countries[country] += 1
            if found.actor.name != setting.country_names.get(country):
                context.groups.setdefault(country, Counter())[found.actor] += 1
    roles = {f.role for f in frames}
    context.clash_seen = context.clash_seen or any(
        f.role in _FOUGHT and f.doers not in NOT_BANDS for f in frames
    )
    context.riot_seen = context.riot_seen or "riot" in roles
    if "protest" in roles and any(f.role == "protest" and not f.weak for f in frames):
        context.protest_seen = True
    for office in sentence.classes.get("official", ()):
        at = office.end
        while (
            at < len(sentence.words)
            and sentence.words[at].text[0].isupper()
            and at < office.end + 3
        ):
            context.officials.add(sentence.lower[at])
            at += 1
    context.enemy = context.enemy or not ENEMY.isdisjoint(sentence.lower)
    context.aerial = context.aerial or any(w.weapon.flies for w in sentence.weapons)
    context.bands = context.bands or any(
        f.role in _BY_BANDS
        and (
            (f.doers is not None and f.doers not in NOT_BANDS)
            or (f.actor is not None and f.actor.name in GROUND_GROUPS)
        )
        for f in frames
    )
    for place in sentence.places:
        resolved = place.resolution.place
        if resolved is not None and resolved.country:
            context.countries[resolved.country] += 1
    for frame in frames:
        if frame.role not in _FROM_AFAR:
            continue
        if not frame.weak and (frame.role != "damage" or frame.weapons):
            context.attack_seen |= frame.kind not in {EventKind.ARMED_CLASH, EventKind.RIOT}
        if frame.actor is None or is_answered(sentence, frame.trigger):
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
            elif victim and not any(
                (p.resolution.place.country, p.resolution.place.admin1) in setting.lexicon.held
                for p in frame.places
                if p.resolution.place is not None
            ):
                context.own[frame.actor] += 1  # not in land that the enemy holds
