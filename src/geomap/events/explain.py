"""Why a text gave the events that it gave: sentence by sentence, with what was passed over.

Nothing is decided here: the sentences are read again as ``story`` reads them, and its drafts are
set beside the words that they come from and the events that they went into.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.facts import doubt
from geomap.events.frames import frames_of
from geomap.events.merge import merge
from geomap.events.story import analysed, tell
from geomap.model import Counts, EventKind, Role, Span, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.events.context import Setting
    from geomap.events.drafts import Draft
    from geomap.events.sentence import Sentence
    from geomap.model import Article, ClaimStatus, Document, Event, Resolution, When, Where

__all__ = ["Explained", "Passed", "Telling", "explain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one sentence tells it, before what other sentences tell of it is added."""

    kind: EventKind
    where: Where
    when: When
    counts: Counts
    actor: str | None
    actor_is_named: bool
    """False: carried over, or the other side of a war."""
    target: str | None
    weapon: str | None
    claimed_by: str | None
    claim_status: ClaimStatus
    confidence: float
    """The raw score of this telling alone, not yet calibrated."""
    event_id: str | None
    """The event that it went into; None where merging left it out."""
    is_first: bool
    """Whether it is the first evidence of that event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A word that can tell of an event and told of none here, or a place that is none's."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A sentence: what it told, by which words, and what was passed over."""

    article: str
    span: Span
    text: str
    role: Role
    triggers: tuple[str, ...]
    """The words that told of events, as written."""
    tellings: tuple[Telling, ...]
    passed: tuple[Passed, ...]
    """Words that told of nothing, with the reason."""
    places: tuple[Passed, ...]
    """Places named, with what each means or why it is nowhere."""


def explain(
    document: Document,
    resolutions: Sequence[Resolution],
    shared: Setting,
    found: Iterable[Event] | None = None,
) -> tuple[Explained, ...]:
    """Return the sentences of a document, each with what came of it.

    ``found`` are the events of all documents; None merges those of this one.
    """
    stories = []
    for article in document.articles:
        inside = [r for r in resolutions if article.span.holds(r.mention.span)]
        stories.append((article, inside, tell(document, article, inside, shared)))
    events = merge(drafts for _, _, drafts in stories) if found is None else tuple(found)
    by_evidence: dict[tuple[str, Span], list[Event]] = {}
    for event in events:
        for item in event.evidence:
            by_evidence.setdefault((item.doc, item.span), []).append(event)
    explained: list[Explained] = []
    for article, inside, drafts in stories:
        by_sentence: defaultdict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            by_sentence[draft.order[0]].append(draft)
        for number, sentence in enumerate(analysed(document, article, inside, shared)):
            # A headline is no evidence of its own, but its event is told below it.
            into = by_evidence.get((document.id, sentence.span)) or events
            explained.append(_explained(article, sentence, by_sentence[number], into, shared))
    return tuple(explained)


def _explained(
    article: Article,
    sentence: Sentence,
    drafts: Sequence[Draft],
    into: Sequence[Event],
    shared: Setting,
) -> Explained:
    frames = frames_of(sentence)
    told = dict.fromkeys(frame.trigger.start for frame in frames)
    words = {frame.trigger.start: (frame.trigger.start, frame.trigger.end) for frame in frames}
    spoken = tuple(sentence.said(*words[start]) for start in told) if drafts else ()
    return Explained(
        article=article.id,
        span=sentence.span,
        text=sentence.text,
        role=sentence.role,
        triggers=spoken,
        tellings=tuple(_telling(draft, into) for draft in drafts),
        passed=tuple(_passed_over(sentence, set(told), shared, told_here=bool(drafts))),
        places=tuple(_places(sentence)),
    )


def _telling(draft: Draft, into: Sequence[Event]) -> Telling:
    event = _event_of(draft, into)
    counts = {count.field: count.value for count in draft.counts}
    said = [count.text for count in draft.counts if count.text]
    return Telling(
        kind=draft.kind,
        where=draft.where,
        when=draft.when,
        counts=Counts(**counts, text=", ".join(said) or None),
        actor=draft.actor.name if draft.actor else None,
        actor_is_named=draft.actor_given,
        target=draft.target,
        weapon=", ".join(draft.weapons) or None,
        claimed_by=draft.speaker,
        claim_status=draft.claim,
        confidence=draft.confidence,
        event_id=event.id if event else None,
        is_first=event is not None and event.evidence[0].span == draft.evidence.span,
    )


def _event_of(draft: Draft, into: Sequence[Event]) -> Event | None:
    """Choose among events the one that a draft went into: of its kind, at its place, that day."""
    place, start, end = draft.where.place, draft.when.start, draft.when.end

    def likeness(event: Event) -> tuple[bool, ...]:
        other = event.where.place
        there = other == place or (
            place is not None and other is not None and other.key == place.key
        )
        days = {event.when.start, event.when.end}
        return there, event.kind is draft.kind, start in days, (end or start) in days

    own = [event for event in into if any(e.span == draft.evidence.span for e in event.evidence)]
    alike = [event for event in into if all(likeness(event)[:3])]
    return max(own or alike, key=likeness, default=None)


def _passed_over(
    sentence: Sentence, told: set[int], shared: Setting, *, told_here: bool
) -> Iterable[Passed]:
    """Yield the trigger words that told of nothing, in their order."""
    read = {found.start: found for found in sentence.triggers}
    figurative = {i for f in sentence.classes.get("figurative", ()) for i in range(f.start, f.end)}
    at = 0
    while at < len(sentence.lower):
        hit = shared.lexicon.triggers.at(sentence.lower, at)
        if hit is None or (at in told and told_here):
            at += hit[0] if hit else 1
            continue
        if at in told:
            reason = "it is spoken of, but neither its place, number nor victim is told here"
        elif at in read and read[at].trigger.role == "none":
            reason = "this word tells of no event here"
        elif at in read:
            reason = doubt(sentence, read[at]) or "its clause only describes what is told elsewhere"
        elif at in figurative:
            reason = "a figure of speech"
        else:
            reason = "it describes the next word, or is part of a longer name"
        end = at + hit[0]
        span = Span(start=sentence.words[at].start, end=sentence.words[end - 1].end)
        yield Passed(span=span, text=sentence.said(at, end), reason=reason)
        at = end


def _places(sentence: Sentence) -> Iterable[Passed]:
    for place in sentence.places:
        mention, resolved = place.resolution.mention, place.resolution.place
        if resolved is None:
            reason = f"nowhere: {place.resolution.reason}"
        else:
            land = ", ".join(filter(None, (resolved.admin1, resolved.country)))
            name = f"{resolved.name} ({land})" if land else resolved.name
            meant = "" if mention.usage is Usage.LITERAL else f", {mention.usage.value}"
            reason = f"{name}, {resolved.kind.value}{meant}: {place.resolution.reason}"
        yield Passed(span=mention.span, text=mention.text, reason=reason)
