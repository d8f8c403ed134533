"""The frames of a sentence: each trigger with its counts, weapons, actor, place and target."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.events.agents import with_actor
from geomap.events.counts import with_counts, with_weapon
from geomap.events.facts import is_factual, is_reference
from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    INTERCEPT_ROLES,
    STRONG,
    Frame,
)
from geomap.events.parts import at_others, others_of, parts_of, siblings, up_to_number, with_others
from geomap.events.placing import with_place
from geomap.events.roles import checked_role
from geomap.events.sentence import (
    BE,
    FINITE,
    FoundPlace,
    FoundTime,
    FoundTrigger,
    Sentence,
    finite_verbs,
    starts_told,
    tokens_timed,
)
from geomap.events.standing import LOCATIVE
from geomap.events.vicinity import contains

if TYPE_CHECKING:
    from geomap.events.quantities import Quantity


def frames_of(sentence: Sentence) -> list[Frame]:
    """Return the frames of a sentence that report facts, in order."""
    frames: list[Frame] = []
    denied: FoundTrigger | None = None
    for trigger in sentence.triggers:
        if trigger.trigger.role == "none" or not is_factual(sentence, trigger):
            denied = trigger if trigger.trigger.pos == "n" else denied
            continue
        if denied is not None and _only_tells_of(sentence, trigger, denied):
            continue
        frame = _frame(sentence, trigger)
        if frame is not None and len(frame.places) > 1:
            frame = up_to_number(sentence, frame)
        if frame is None or _is_relative_to_interception(sentence, frame, frames):
            continue
        if _only_says_whose_wreck(sentence, frame):
            continue
        parts = list(parts_of(sentence, frame, len(frames)))
        if parts:
            first = min(p.start for f in parts for p in f.places)
            later = {p.start for p in sentence.places if p.start >= first}
            frame = _without_places(sentence, frame, later)
        else:
            frame = _at_its_own(sentence, frame)
        frame = _inherited(sentence, frame, frames)
        if frames:
            frame = _where_the_chain_is(sentence, frame, frames[-1])
        if frames and _tells_of_reference(sentence, frames[-1], frame):
            frame = replace(frame, reference=True)
        if frames and _is_pair(sentence, frames[-1], frame):
            frames[-1] = replace(frames[-1], places=frame.places, place_score=STRONG)
        others = [
            *others_of(sentence, frame),
            *with_others(sentence, frame),
            *at_others(sentence, frame),
        ]
        apart = {p for other in others for p in other.places}
        if apart.intersection(frame.places):
            frame.places = tuple([p for p in frame.places if p not in apart])
        frames.append(frame)
        frames.extend(parts or siblings(sentence, frame))
        frames.extend(others)
    return frames


def _only_tells_of(sentence: Sentence, trigger: FoundTrigger, noun: FoundTrigger) -> bool:
    """Whether a relative clause goes on about old news: "the bombing in 2021 that killed"."""
    start = sentence.clause(trigger.start).start
    if start <= noun.start and noun.end < trigger.start:  # "a 2017 attack in A that left 39 dead"
        heads = (i for i in range(noun.end, trigger.start) if sentence.lower[i] == "that")
        start = next(heads, start)
    between = any(noun.start < t.start < start for t in sentence.triggers)
    return sentence.lower[start] in {"that", "which"} and noun.end <= start and not between


def _inherited(sentence: Sentence, frame: Frame, before: list[Frame]) -> Frame:
    """Return the frame of ", killing two and seizing six" at the place of its main clause."""
    word = sentence.lower[frame.trigger.start]
    if before and _goes_on_where(sentence, frame, before[-1]):
        return replace(frame, places=before[-1].places, place_score=STRONG)
    if frame.trigger.trigger.pos != "v" or not before:
        return frame
    if not word.endswith("ing") and not _goes_on_to_arrest(sentence, frame, before[-1]):
        return frame
    main = before[-1]
    if main.place_score < STRONG or not main.places:
        return frame
    if frame.place_score >= STRONG and not (
        len(frame.places) == 1 and contains(frame.places[0], main.places[0])
    ):
        return frame  # but ", killing six" in a region was in its town
    if any(sentence.lower[i] in FINITE for i in range(main.trigger.end, frame.trigger.start)):
        return frame
    return replace(
        frame,
        places=main.places,
        place_score=STRONG,
        actor=frame.actor or main.actor,
        time=frame.time or main.time,
    )


def _goes_on_where(sentence: Sentence, frame: Frame, main: Frame) -> bool:
    """Whether "and" goes on with a clause of place: "where a house was hit and two were hurt"."""
    if frame.place_score >= STRONG or main.place_score < STRONG or not main.places:
        return False
    starts = main.clause.start, frame.clause.start
    joined = main.clause.stop == frame.clause.start and sentence.lower[starts[1]] == "and"
    return joined and sentence.lower[starts[0]] == "where"


def _where_the_chain_is(sentence: Sentence, frame: Frame, main: Frame) -> Frame:
    """Return the frame of a further verb at the place of the one before, inside the land in front.

    "In western Niger, gunmen shot 15 people in the village of X, then killed seven others".
    """
    if len(frame.places) != 1 or not main.places or main.place_score < STRONG:
        return frame
    wide, start = frame.places[0], frame.trigger.start
    if wide.end > main.trigger.start or not all(contains(wide, p) for p in main.places):
        return frame
    if not all(p.end <= start for p in main.places):
        return frame
    if {";", "while", "elsewhere"} & set(sentence.lower[main.places[-1].end : start]):
        return frame
    if any(main.places[-1].end <= p.start for p in sentence.places):
        return frame
    return replace(frame, places=main.places)


def _goes_on_to_arrest(sentence: Sentence, frame: Frame, main: Frame) -> bool:
    """Whether the same people went on to arrest somebody: "raided X and detained six people"."""
    if frame.role != "arrest" or frame.passive or main.passive or main.role not in _RAIDING:
        return False
    if main.trigger.trigger.pos != "v":
        return False
    return sentence.lower[frame.trigger.start - 1] in {"and", ",", "then"}


_RAIDING = ATTACK_ROLES | {"clash", "arrest", "incursion", "capture"}


def _tells_of_reference(sentence: Sentence, noun: Frame, frame: Frame) -> bool:
    """Whether "in which" goes on about what is only spoken of: "the attack, in which ..., was"."""
    start = frame.clause.start
    near = 0 <= start - noun.trigger.end <= _NEAR_NOUN
    if not (noun.reference and near):
        return False
    reasons = sentence.found("reason", noun.trigger.start - 6, noun.trigger.start)
    return sentence.lower[start] == "which" or (sentence.lower[start] == "that" and bool(reasons))


_NEAR_NOUN = 6


def _is_pair(sentence: Sentence, first: Frame, second: Frame) -> bool:
    """Whether "one was killed and four were wounded in X": the place is that of both."""
    if not {first.role, second.role} <= CASUALTY_ROLES:
        return False
    own = [p for p in first.places if p.start in first.clause]
    if own and first.place_score >= STRONG:
        return False
    if second.place_score < STRONG or not second.places:
        return False
    between = sentence.lower[first.trigger.end : second.trigger.start]
    after = second.places[0].start >= second.trigger.end
    return after and "and" in between[:2] and len(between) <= 8


def _is_relative_to_interception(sentence: Sentence, frame: Frame, frames: list[Frame]) -> bool:
    """Whether "that had entered its airspace" only describes what was shot down."""
    return (
        frame.role == "overflight"
        and sentence.lower[frame.clause.start] in {"that", "which"}
        and any(f.role in INTERCEPT_ROLES for f in frames)
    )


def _only_says_whose_wreck(sentence: Sentence, frame: Frame) -> bool:
    """Whether a relative clause says what fell: "fragments of a missile that was shot down"."""
    start = frame.clause.start
    if frame.role not in INTERCEPT_ROLES or sentence.lower[start] not in {"that", "which"}:
        return False
    return any(
        0 <= start - w.end <= 1
        and not _WRECKS.isdisjoint(sentence.lower[max(0, w.start - _WRECK_REACH) : w.start])
        for w in sentence.weapons
    )


_WRECKS = frozenset("fragments fragment debris wreckage remains parts pieces".split())
_WRECK_REACH = 5


def _without_places(sentence: Sentence, frame: Frame, taken: set[int]) -> Frame:
    """Place a total again without the places that belong to its parts."""
    return with_place(sentence, replace(frame, places=(), place_score=0.0), taken)


def _at_its_own(sentence: Sentence, frame: Frame) -> Frame:
    """Return a frame without the places that have numbers of their own.

    "Over A, 11 drones were downed, and five more over B": the 11 were over A.
    """
    if frame.role not in INTERCEPT_ROLES or not frame.counts:
        return frame
    end = frame.trigger.end
    counted = {
        p.start
        for q in sentence.quantities
        if q.start >= end and (p := _place_of_number(sentence, q)) is not None
    }
    if not counted.intersection(p.start for p in frame.places):
        return frame
    own = _without_places(sentence, replace(frame), counted)
    return own if own.place_score >= STRONG else frame


def _place_of_number(sentence: Sentence, quantity: Quantity) -> FoundPlace | None:
    """Return the place right behind a number: "five more over Belgorod"."""
    end = quantity.end
    end += sentence.lower[end : end + 1] in (["more"], ["others"], ["each"])
    if sentence.lower[end : end + 1] == [] or sentence.lower[end] not in LOCATIVE:
        return None
    return next((p for p in sentence.places if 0 <= p.start - end <= 4), None)


# ── one frame ──


def _frame(sentence: Sentence, found: FoundTrigger) -> Frame | None:
    clause = sentence.clause(found.start)
    role, kind = found.trigger.role, found.trigger.kind
    passive = is_passive(sentence, found, clause)
    time = _time_of(sentence, found, clause)
    frame = Frame(
        trigger=found,
        clause=clause,
        role=role,
        kind=kind,
        passive=passive,
        late=role == "died" and not _LATER.isdisjoint(sentence.lower[found.start : found.end + 5]),
        loose=_is_loose(sentence, found),
        time=time,
        time_of_report=time is not None and _is_time_of_report(sentence, time, found),
        definite=found.start > 0 and sentence.lower[found.start - 1] in {"the", "this", "these"},
        reference=is_reference(sentence, found),
        turned=sentence.lower[clause.start] in {"while", "whereas"} and clause.start > 0,
    )
    frame = with_weapon(sentence, frame)
    frame = with_counts(sentence, frame)
    checked = checked_role(sentence, frame)
    if checked is None:
        return None
    frame = with_actor(sentence, checked)
    frame = with_place(sentence, frame)
    return with_target(sentence, frame)


_LATER = frozenset("hospital wounds injuries".split())


def _is_loose(sentence: Sentence, found: FoundTrigger) -> bool:
    """Whether a verb only describes the noun before it, by who did it or from where."""
    if found.trigger.role != "launch" or found.end >= len(sentence.lower) or not found.start:
        return False
    if sentence.lower[found.start - 1] in FINITE or sentence.lower[found.end] not in {"by", "from"}:
        return False
    return any(0 <= found.start - w.end <= 1 for w in sentence.weapons)


def is_passive(sentence: Sentence, found: FoundTrigger, clause: range) -> bool:
    """Whether a trigger is a verb whose subject suffers it: "was hit", "hit by"."""
    if found.trigger.pos != "v":
        return False
    word = sentence.lower[found.start]
    if word.endswith("ing"):
        before = sentence.lower[max(clause.start, found.start - 2) : found.start]
        return "being" in before
    for i in range(found.start - 1, max(clause.start, found.start - 5) - 1, -1):
        if sentence.lower[i] in BE or sentence.lower[i] in {"got", "gets"}:
            # "as people were buying food killed 36": there it belongs to another verb
            return i + 1 == found.start or not sentence.lower[i + 1].endswith("ing")
        if sentence.lower[i] in {",", "has", "have", "had"}:
            break
    following = sentence.lower[found.end] if found.end < len(sentence.lower) else ""
    if found.trigger.role in INTERCEPT_ROLES | {"destroy"} and following in _AFTER_DOWNED:
        # "ten drones destroyed over the port"
        return any(0 <= found.start - w.end <= 1 for w in sentence.weapons) or any(
            q.end == found.start for q in sentence.quantities
        )
    return following == "by"


_AFTER_DOWNED = LOCATIVE | {",", ".", ";", "overnight", "during", ")", "and"}


def _time_of(sentence: Sentence, found: FoundTrigger, clause: range) -> FoundTime | None:
    """Return the time of the trigger: in its clause the nearest, after it before before it."""
    if not sentence.times:
        return None
    owned = [t for t in sentence.times if t.mark.shift is not None and t.end - 1 == clause.start]
    comma = next((i for i in clause if sentence.lower[i] == ","), clause.stop)
    front = range(clause.start, comma)
    fixed = any(t.mark.shift is None and t.start in front for t in sentence.times)
    if owned and not fixed and sentence.lower[clause.start] == "after" and found.start in front:
        return owned[-1]  # "a day after soldiers had entered"
    times = [t for t in sentence.times if not _dates_another(sentence, t, found)]
    dated = any(t.mark.shift is None and t.end <= found.start for t in times)
    if dated:  # "on 21 October drones struck the airport, a day before it was to open"
        times = [t for t in times if t.start < found.start or not _counts_to(sentence, t)]
    inside = [t for t in times if clause.start <= t.start < clause.stop]
    inside = [t for t in inside if not _is_time_of_report(sentence, t, found)] or inside
    news = [t for t in times if not t.mark.historic and not _is_of_relative(sentence, t, found)]
    if ";" in sentence.lower:
        part = _segment(sentence, found.start)
        own = [t for t in news if t.start in part]
        news = own or [t for t in news if t.mark.shift is None]
    told = [t for t in news if not _is_time_of_report(sentence, t, found)]
    news = told if len(told) == 1 else news
    pool = inside or (news if len(news) == 1 else [t for t in news if t.end <= clause.start][-1:])
    pool = [t for t in pool if not _opens_span(sentence, t)] or pool[:0]
    touching = [t for t in pool if 0 <= found.start - t.end <= 1]
    if touching:
        return touching[-1]
    after = [t for t in pool if t.start >= found.end]
    return after[0] if after else (pool[-1] if pool else None)


def _counts_to(sentence: Sentence, time: FoundTime) -> bool:
    """Whether a time counts the days to what another clause tells: "a day before it was to"."""
    if time.mark.shift is None or sentence.lower[time.end - 1] not in {"before", "after"}:
        return False
    following = range(time.end, time.end + 6)
    return not finite_verbs(sentence).isdisjoint(following)


def _dates_another(sentence: Sentence, time: FoundTime, found: FoundTrigger) -> bool:
    """Whether a time says when something else began, or what a blow answers happened.

    "In an offensive that began two days before", "in answer to the raid of the day before".
    """
    behind = sentence.clause(time.end - 1).start
    if time.mark.shift is not None and behind == time.end - 1 and behind != found.start:
        if sentence.lower[behind] == "after" and found.start not in sentence.clause(behind):
            return True  # "a day after soldiers had entered"
    if time.start < found.end:
        return False
    between = sentence.lower[found.end : time.start]
    if any(a in _WHICH and b in _BEGAN for a, b in pairwise(between)):
        return not _CAMPAIGNS.isdisjoint(between)
    reasons = sentence.classes.get("reason", ())
    return any(found.end <= f.start and f.end <= time.start for f in reasons)


_CAMPAIGNS = frozenset("offensive campaign operation war push advance counteroffensive".split())
_WHICH = frozenset("that which who".split())
_BEGAN = frozenset("began begun started erupted ended broke".split())


def _segment(sentence: Sentence, index: int) -> range:
    """Return the tokens between the semicolons around a token."""
    start, stop = index, index
    while start and sentence.lower[start - 1] != ";":
        start -= 1
    while stop < len(sentence.lower) and sentence.lower[stop] != ";":
        stop += 1
    return range(start, stop)


def _opens_span(sentence: Sentence, time: FoundTime) -> bool:
    """Whether a time only says since when: it dates no single event."""
    words = sentence.lower[max(0, time.start - 1) : time.start + 1]
    return bool({"since", "until", "till", "through"} & set(words)) and not time.mark.historic


def _is_of_relative(sentence: Sentence, time: FoundTime, found: FoundTrigger) -> bool:
    """Whether a time dates a relative clause with an event of its own: "which fell on Saturday"."""
    clause = sentence.clause(time.start)
    if found.start in clause or sentence.lower[clause.start] not in _OWN_TIME:
        return False
    return any(t.start in clause for t in sentence.triggers)


_OWN_TIME = frozenset("which that who after where".split())


def _is_time_of_report(sentence: Sentence, time: FoundTime, found: FoundTrigger) -> bool:
    """Whether a time stands with a reporting verb ("said on Thursday that"), not with the deed."""
    if _ROSE & set(sentence.lower[max(0, time.start - 4) : time.start]) and any(
        0 <= time.start - q.end <= 1 and sentence.lower[q.start - 1] in {"to", "at"}
        for q in sentence.quantities
    ):
        return True  # "the toll rose to 34 on Monday"
    for f in sentence.classes.get("reporting", ()):
        if (
            0 <= time.start - f.end <= 6
            and not found.start <= f.start < found.end
            and sentence.lower[f.end - 1] != "to"
            and (time.start - f.end <= 1 or _only_where_said(sentence, f.end, time.start))
        ):
            return True
    return False


_ROSE = frozenset("rose rises risen climbed climbs increased stood stands grew grown".split())


def _only_where_said(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether between a verb of speech and a day stands only where, or to whom: "in the Sejm"."""
    between = sentence.lower[start:stop]
    if {",", "that", ";", ":"} & set(between) or any(
        start <= t.start < stop for t in sentence.triggers
    ):
        return False
    return between[0] in {"in", "at", "reporters", "journalists", "lawmakers", "parliament"}


# ── target and parts ──


def with_target(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with what was attacked, as written."""
    if frame.role not in ATTACK_ROLES:
        return frame
    found = frame.trigger
    if found.trigger.pos == "v" and not frame.passive and frame.role != "launch":
        span = _noun_phrase(sentence, found.end, frame.clause.stop)
    elif frame.passive:
        span = _subject_phrase(sentence, frame)
    else:
        at = next(
            (
                i + 1
                for i in range(found.end, min(found.end + 10, frame.clause.stop))
                if sentence.lower[i] in {"on", "at", "against"}
            ),
            None,
        )
        span = range(0) if at is None else _noun_phrase(sentence, at, frame.clause.stop)
    words = sentence.lower[span.start : span.stop]
    if all(w in _NO_TARGETS or not w[0].isalnum() for w in words):
        return frame
    frame.target = sentence.said(span.start, span.stop).strip(" ,")
    return frame


_NO_TARGETS = frozenset("which who that it they them there this these those he she we".split())
_PHRASE_ENDS = FINITE | frozenset(
    ". ; in by with when on near after raises raised appeared appears came come said that".split()
)


def _noun_phrase(sentence: Sentence, start: int, stop: int) -> range:
    end = start
    times, told = tokens_timed(sentence), starts_told(sentence)
    counted = {q.start for q in sentence.quantities}
    while end < stop and end - start < 14:
        word = sentence.lower[end]
        if word in _PHRASE_ENDS or end in times or (end > start and end in counted):
            break
        if end in told:
            break
        end += 1
    while end > start and sentence.lower[end - 1] in {",", "and", "the"}:
        end -= 1
    return range(start, end)


def _subject_phrase(sentence: Sentence, frame: Frame) -> range:
    end = frame.trigger.start
    while end > frame.clause.start and (sentence.lower[end - 1] in _AUXILIARY):
        end -= 1
    start = frame.clause.start
    while start < end and sentence.lower[start] in {"and", "but", "that", "when", ",", "where"}:
        start += 1
    return range(start, end)


_AUXILIARY = BE | {"also", "has", "have", "had", "reportedly"}
