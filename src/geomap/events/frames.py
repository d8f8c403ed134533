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
    SIBLING,
    STRONG,
    Count,
    Frame,
)
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
from geomap.events.standing import LOCATIVE, governor
from geomap.events.vicinity import contains, encloses, listed
from geomap.model import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

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
            frame = _up_to_number(sentence, frame)
        if frame is None or _is_relative_to_interception(sentence, frame, frames):
            continue
        if _only_says_whose_wreck(sentence, frame):
            continue
        parts = list(_parts(sentence, frame, len(frames)))
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
            *_others(sentence, frame),
            *_with_others(sentence, frame),
            *_at_others(sentence, frame),
        ]
        apart = {p for other in others for p in other.places}
        if apart.intersection(frame.places):
            frame.places = tuple([p for p in frame.places if p not in apart])
        frames.append(frame)
        frames.extend(parts or _siblings(sentence, frame))
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


def _up_to_number(sentence: Sentence, frame: Frame) -> Frame:
    """Return a frame without the places that have numbers of their own.

    "Six died in a house in X and three in the Y camp": the six died in X alone.
    """
    if not frame.counts:
        return frame
    for number, place in enumerate(frame.places[1:], start=1):
        before = frame.places[number - 1].end
        if any(
            before < q.start < place.start
            and sentence.lower[q.start - 1] in _JOINS
            and sentence.lower[_past_people(sentence, q.end)] in LOCATIVE
            for q in sentence.quantities
        ):
            return replace(frame, places=frame.places[:number])
        if _one_more(sentence, frame, before, place):
            counts = frame.counts
            if not any(frame.trigger.end <= q.start < before for q in sentence.quantities):
                # "a man in A and another man in B": counted as persons, both of them
                counts = tuple([replace(c, value=c.value - 1) if c.value else c for c in counts])
            return replace(frame, places=frame.places[:number], counts=counts)
    return frame


def _past_people(sentence: Sentence, end: int) -> int:
    """Return the token behind the people a number counts: "three people | in Odesa"."""
    last = len(sentence.lower) - 1
    stop = min(last, end + _PEOPLE_REACH)
    people = sentence.found("person", end, min(end + 3, stop))
    if not people or people[0].start in starts_told(sentence):
        return min(end, last)
    for i in range(people[0].end, stop):
        if sentence.lower[i] in LOCATIVE:
            return i
        if not sentence.words[i].is_word or i in starts_told(sentence):
            break
    return min(end, last)


_PEOPLE_REACH = 8


def _one_more(sentence: Sentence, frame: Frame, start: int, place: FoundPlace) -> bool:
    """Whether one more person was hurt there: "killed two men in A and a driver near B"."""
    if frame.role not in CASUALTY_ROLES:
        return False
    at = governor(sentence, place)[1]
    joint = next((i for i in range(start, at) if sentence.lower[i : i + 2] in _AND_ONE), -1)
    if joint < 0 or at - joint > _NEAR_PART or sentence.lower[at] not in LOCATIVE:
        return False
    told = any(joint <= t.start < place.start for t in sentence.triggers)
    return not told and bool(sentence.found("person", joint + 2, at))


_AND_ONE = (["and", "a"], ["and", "an"], ["and", "another"])


def _siblings(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what the same verb says of further places: "91 over Moscow and 126 over Kursk"."""
    if not one.counts or not one.places or one.place_score < STRONG:
        return
    field = one.counts[0].field
    ordered = sorted(sentence.places, key=lambda p: p.start)
    start = max(one.trigger.end, one.places[-1].end)
    following = next((p for p in ordered if p.start >= start), None)
    if following is not None and following.resolution.location is not None:
        if _one_more(sentence, one, start, following):
            yield _at(one, following, SIBLING, Count(field=field, value=1))
            return
    for quantity in sentence.quantities:
        if quantity.start < start or not quantity.value:
            continue
        end = _past_people(sentence, quantity.end)
        each = sentence.lower[end : end + 1] == ["each"]
        end += each or sentence.lower[end : end + 1] in (["more"], ["others"])
        if sentence.lower[end : end + 1] == [] or not (
            sentence.lower[end] in LOCATIVE and sentence.lower[quantity.start - 1] in _JOINS
        ):
            continue
        if any(t.start in range(start, quantity.start) for t in sentence.triggers):
            return
        place = next((p for p in ordered if 0 <= p.start - end <= 6), None)
        if place is None or place.resolution.location is None:
            continue
        for at in listed(sentence, place) if each else (place,):
            yield _at(
                one, at, SIBLING, Count(field=field, value=quantity.value, text=quantity.text)
            )


def _at(frame: Frame, place: FoundPlace, part_of: int, *counts: Count) -> Frame:
    """Return what a frame tells of a further place, with the counts that it has there."""
    return replace(
        frame,
        counts=counts,
        places=(place,),
        place_score=5.0,
        own_airspace=False,
        part_of=part_of,
    )


_REPEATED = ATTACK_ROLES | {"explosion", "clash"}


def _others(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what "another" leaves out: "a raid on a car in Tulin and another in Yanouh"."""
    if one.role not in _REPEATED or one.place_score < STRONG:
        return
    start = max([one.trigger.end, *(p.end for p in one.places)])
    for i in range(start, min(len(sentence.lower) - 2, start + 12)):
        if sentence.lower[i] == "another" and sentence.lower[i + 1] in _OTHER_AT:
            if any(t.start in range(start, i) for t in sentence.triggers):
                return
            place = next((p for p in sentence.places if 0 < p.start - i <= 8), None)
            if place is None or place.resolution.location is None:
                return
            if any(t.start in range(i, place.start) for t in sentence.triggers):
                return
            yield _at(one, place, SIBLING)
            return


def _with_others(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what a verb left out says: "fired missiles at A on Tuesday, and rockets at B"."""
    if one.role not in {"launch", "attack"} or one.passive or one.place_score < STRONG:
        return
    if one.trigger.trigger.pos != "v" or not one.places:
        return
    start = max(one.trigger.end, min(p.end for p in one.places))
    for weapon in sentence.weapons:
        at = weapon.end
        if weapon.start < start or sentence.lower[at : at + 1] not in (["at"], ["on"], ["against"]):
            continue
        if "and" not in sentence.lower[max(start, weapon.start - 3) : weapon.start]:
            continue
        place = next((p for p in sentence.places if 0 < p.start - at <= 4), None)
        if place is None or any(t.start in range(start, place.start) for t in sentence.triggers):
            return
        when = next((t for t in sentence.times if 0 <= t.start - place.end <= 1), one.time)
        other = _at(one, place, SIBLING)
        yield replace(other, weapons=(weapon.weapon.name,), kind=weapon.weapon.kind, time=when)
        return


def _at_others(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what is told once more behind an aside: "A was attacked, as were B and C".

    So does "fired missiles at A, where four were killed, and at B".
    """
    if one.role not in ATTACK_ROLES or one.place_score < STRONG or not one.places:
        return
    if one.trigger.trigger.pos != "v":
        return
    lower, start = sentence.lower, max(one.trigger.end, min(p.end for p in one.places))
    for i in range(start, len(lower) - 2):
        like = one.passive and lower[i] == "as" and lower[i + 1] in {"was", "were"}
        again = lower[i - 1 : i + 1] == [",", "and"] and lower[i + 1] in {"at", "on", "against"}
        again = again and governor(sentence, one.places[0])[0] == lower[i + 1]
        if not like and not again:
            continue
        place = next((p for p in sentence.places if 0 < p.start - i <= 4), None)
        if place is None or place in one.places or place.resolution.location is None:
            return
        if any(t.start in range(i, place.start) for t in sentence.triggers):
            return
        last = None
        for at in (p for p in sentence.places if place.start <= p.start < i + _LIST_REACH):
            if last is not None and encloses(sentence, last, at):
                continue  # "Dyagilevo near Ryazan"
            last = at
            if at.resolution.location is not None:
                yield _at(one, at, SIBLING)
            if again:
                return
        return


_LIST_REACH = 30
"""Tokens that a list behind "as were" may take up."""
_OTHER_AT = LOCATIVE | {"on", "against", "targeting"}
_JOINS = frozenset("and , ; while".split())


_OF_THEM = frozenset("them these those which whom".split())
_OPEN_PARTS = frozenset("including among : of".split())


_PART_REACH = 8
_NEAR_PART = 6


def _parts_that_add_up(sentence: Sentence, whole: Frame, position: int) -> Iterator[Frame]:
    """Yield the parts of a total that follow it bare: "killed six people, two in A and four in B".

    They are parts only when they add up to it.
    """
    total, found, sum_of = whole.counts[0], list[Frame](), 0
    for quantity in sentence.quantities:
        before, end = sentence.lower[quantity.start - 1], quantity.end
        if quantity.start <= whole.trigger.end or before not in _JOINS or not quantity.value:
            continue
        near = (p for p in sentence.places if 0 < p.start - end <= _NEAR_PART)
        place = next((p for p in near if p.resolution.mention.usage is Usage.LITERAL), None)
        if place is None or place.resolution.location is None:
            continue
        if governor(sentence, place)[1] < end or sentence.lower[end] not in LOCATIVE:
            continue
        sum_of += quantity.value
        count = Count(field=total.field, value=quantity.value, text=quantity.text)
        found.append(_at(whole, place, position, count))
    if len(found) > 1 and sum_of == total.value:
        yield from found


def _parts(sentence: Sentence, whole: Frame, position: int) -> Iterator[Frame]:
    """Yield the parts of a total: "52 drones, including 41 over the Belgorod region"."""
    if not whole.counts:
        return
    field, total = whole.counts[0].field, whole.counts[0].value or 0
    if _OPEN_PARTS.isdisjoint(sentence.lower):
        yield from _parts_that_add_up(sentence, whole, position)
        return
    opens = [
        i
        for i in range(whole.trigger.end, len(sentence.lower) - 1)
        if sentence.lower[i] in {"including", "among", ":"}
        or (sentence.lower[i] == "of" and sentence.lower[i + 1] in _OF_THEM)
    ]
    opens = [min(opens) - 4] if opens and sentence.lower[min(opens)] == "of" else opens
    if not opens:
        yield from _parts_that_add_up(sentence, whole, position)
        return
    reach = _PART_REACH if whole.role in CASUALTY_ROLES else _NEAR_PART
    after = sorted(sentence.places, key=lambda p: p.start)
    for quantity in sentence.quantities:
        if quantity.start <= opens[0] or quantity.value is None or not 0 < quantity.value < total:
            continue
        place = next(
            (
                p
                for p in after
                if 0 <= p.start - quantity.end <= reach
                and governor(sentence, p)[0] in LOCATIVE
                and p.resolution.location is not None
            ),
            None,
        )
        if place is None:
            continue
        shared = [place]
        if quantity.end < len(sentence.lower) and sentence.lower[quantity.end] == "each":
            shared = list(listed(sentence, place))
        for one in shared:
            yield _at(
                whole, one, position, Count(field=field, value=quantity.value, text=quantity.text)
            )
