"""Frames: what one trigger word reports, as far as its own sentence tells.

A frame holds only what stands in the sentence; what the sentence leaves to the reader (a carried
place, the other side of a war, the day) is filled in by the story around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from geomap.events.clauses import (
    BE,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    FoundActor,
    FoundPlace,
    FoundTime,
    FoundTrigger,
    FoundWeapon,
    Sentence,
    sentence_modals,
)
from geomap.events.lexicon import Actor
from geomap.events.quantities import Quantity
from geomap.model import EventKind, Role, Usage

CASUALTY_ROLES = frozenset({"killed", "died", "injured", "toll", "casualties"})
ATTACK_ROLES = frozenset({"attack", "attacked", "launch", "volley", "damage", "crash"})
INTERCEPT_ROLES = frozenset({"intercept", "jam", "repel"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count read from the sentence."""

    field: str
    value: int | None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One trigger with what its sentence says about it."""

    trigger: FoundTrigger
    clause: range
    role: str
    kind: EventKind | None
    passive: bool = False
    counts: tuple[Count, ...] = ()
    weapons: tuple[str, ...] = ()
    actor: Actor | None = None
    actor_at: int = -1
    """Token where the actor is named: a country there is the doer, not the scene."""
    defender: Actor | None = None
    actor_is_pronoun: bool = False
    target: str | None = None
    places: tuple[FoundPlace, ...] = ()
    place_score: float = 0.0
    outside: bool = False
    outside_of: str | None = None
    """Code of the country that the text says it was not in."""
    own_airspace: bool = False
    time: FoundTime | None = None
    definite: bool = False
    victims: tuple[str, ...] = ()
    part_of: int | None = None
    """Position of the frame whose total contains this one."""


def frames_of(sentence: Sentence) -> list[Frame]:
    """Return the frames of a sentence that report facts, in order."""
    frames: list[Frame] = []
    for trigger in sentence.triggers:
        if trigger.trigger.role == "none" or not _is_factual(sentence, trigger):
            continue
        frame = _frame(sentence, trigger)
        if frame is None or _is_relative_to_interception(sentence, frame, frames):
            continue
        parts = list(_parts(sentence, frame, len(frames)))
        if parts:
            frame = _without_places(sentence, frame, {p.start for f in parts for p in f.places})
        frames.append(frame)
        frames.extend(parts)
    return frames


def _is_relative_to_interception(
    sentence: Sentence, frame: Frame, frames: list[Frame]
) -> bool:
    """Whether "that had entered its airspace" only describes what was shot down."""
    return (
        frame.role == "overflight"
        and sentence.lower[frame.clause.start] in {"that", "which"}
        and any(f.role in INTERCEPT_ROLES for f in frames)
    )


def _without_places(sentence: Sentence, frame: Frame, taken: set[int]) -> Frame:
    """Place a total again without the places that belong to its parts."""
    return _with_place(sentence, replace(frame, places=(), place_score=0.0), taken)


# ── fact or not ──────────────────────────────────────────────────────────────────────────────


def _is_factual(sentence: Sentence, trigger: FoundTrigger) -> bool:
    clause = sentence.clause(trigger.start)
    before = range(max(clause.start, trigger.start - 14), trigger.start)
    modals = sentence_modals(sentence)
    if any(sentence.lower[i] in modals and not _is_month(sentence, i) for i in before):
        return False
    if sentence.found("hypothetical", max(0, before.start - 3), trigger.start):
        return False
    after = range(trigger.end, min(clause.stop, trigger.end + 3))
    if trigger.trigger.pos == "n" and (
        any(sentence.lower[i] in modals for i in after) or _is_intended(sentence, trigger, clause)
    ):
        return False
    if trigger.trigger.role == "capture" and _is_state(sentence, trigger, clause):
        return False
    for name in ("history", "cumulative"):
        if sentence.found(name, clause.start, clause.stop):
            return False
    if any(t.mark.historic and t.start in clause for t in sentence.times):
        return False
    if trigger.trigger.role in CASUALTY_ROLES and _speaks_of_the_past(sentence):
        return False
    if sentence.role is Role.CAPTION and _describes_picture(sentence, trigger):
        return False
    if sentence.found("habitual", clause.start, clause.stop):
        return False
    if trigger.trigger.role in _SPORTING and sentence.found("sport", 0, len(sentence.words)):
        return False
    return not _is_negated(sentence, trigger, clause)


_SPORTING = frozenset({"clash", "attack", "capture", "launch", "regain"})
"""What teams do to each other, too."""


def _is_intended(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether a noun depends on an infinitive: "to start direct talks", "to carry out a strike"."""
    for i in range(max(clause.start, trigger.start - 6), trigger.start - 1):
        if sentence.lower[i] == "to" and sentence.lower[i + 1] in _INTENDED:
            return True
    return False


_INTENDED = frozenset(
    """start begin hold resume carry launch conduct stage continue host open attend join organise
    organize arrange schedule stop end halt avoid pursue avert make mount mediate restart""".split()
)


def _is_state(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether "is occupied" tells how things stand, as against what happened."""
    before = sentence.lower[max(clause.start, trigger.start - 4) : trigger.start]
    return "is" in before or "are" in before or "partly" in before or "partially" in before


def _speaks_of_the_past(sentence: Sentence) -> bool:
    """Whether a sentence as a whole tells of older losses: its only times are old ones."""
    if any(t.mark.when.start is not None and not t.mark.historic for t in sentence.times):
        return False
    stop = len(sentence.words)
    return (
        any(t.mark.historic for t in sentence.times)
        or bool(sentence.found("history", 0, stop))
        or bool(sentence.found("cumulative", 0, stop))
    )


def _describes_picture(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a caption's verb only says what the picture shows: "a soldier fires at"."""
    word = sentence.lower[trigger.start]
    return trigger.trigger.pos == "v" and word.endswith("s") and trigger.trigger.role in ATTACK_ROLES


def _is_month(sentence: Sentence, index: int) -> bool:
    return any(t.start <= index < t.end for t in sentence.times)


def _is_negated(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether the trigger is denied; "no one was hurt" counts as zero, not as denied."""
    if trigger.trigger.role in CASUALTY_ROLES and any(
        q.value == 0 and clause.start <= q.start < clause.stop for q in sentence.quantities
    ):
        return False
    start = max(clause.start, trigger.start - 5)
    if sentence.found("negation", start, trigger.start):
        return True
    # "damage or casualties were not reported"
    after = sentence.lower[trigger.end : min(clause.stop, trigger.end + 6)]
    return any(a in BE and b in {"not", "never"} for a, b in pairwise(after))


# ── one frame ────────────────────────────────────────────────────────────────────────────────


def _frame(sentence: Sentence, found: FoundTrigger) -> Frame | None:
    clause = sentence.clause(found.start)
    role, kind = found.trigger.role, found.trigger.kind
    passive = found.trigger.pos == "v" and _is_passive(sentence, found, clause)
    frame = Frame(
        trigger=found,
        clause=clause,
        role=role,
        kind=kind,
        passive=passive,
        time=_time_of(sentence, found, clause),
        definite=found.start > 0 and sentence.lower[found.start - 1] in {"the", "this", "these"},
    )
    frame = _with_weapon(sentence, frame)
    frame = _with_counts(sentence, frame)
    checked = _checked_role(sentence, frame)
    if checked is None:
        return None
    frame = _with_actor(sentence, checked)
    frame = _with_place(sentence, frame)
    return _with_target(sentence, frame)


def _is_passive(sentence: Sentence, found: FoundTrigger, clause: range) -> bool:
    word = sentence.lower[found.start]
    if word.endswith("ing"):
        before = sentence.lower[max(clause.start, found.start - 2) : found.start]
        return "being" in before
    for i in range(found.start - 1, max(clause.start, found.start - 5) - 1, -1):
        if sentence.lower[i] in BE or sentence.lower[i] in {"got", "gets"}:
            return True
        if sentence.lower[i] in {",", "has", "have", "had"}:
            break
    following = sentence.lower[found.end] if found.end < len(sentence.lower) else ""
    return following == "by"


def _time_of(sentence: Sentence, found: FoundTrigger, clause: range) -> FoundTime | None:
    """Return the time of the trigger: in its clause the nearest, after it before before it."""
    inside = [t for t in sentence.times if clause.start <= t.start < clause.stop]
    news = [t for t in sentence.times if not t.mark.historic]
    pool = inside or (news if len(news) == 1 else [t for t in news if t.end <= clause.start][-1:])
    after = [t for t in pool if t.start >= found.end]
    return after[0] if after else (pool[-1] if pool else None)


# ── weapons ──────────────────────────────────────────────────────────────────────────────────


def _with_weapon(sentence: Sentence, frame: Frame) -> Frame:
    near = _weapons_near(sentence, frame)
    if not near:
        return frame
    names = tuple(dict.fromkeys(w.weapon.name for w in near))
    kind = frame.kind
    if kind is None and frame.role in ATTACK_ROLES | CASUALTY_ROLES | {"destroy"}:
        if frame.role in ATTACK_ROLES:
            kind = near[0].weapon.kind
    return replace(frame, weapons=names, kind=kind)


def _weapons_near(sentence: Sentence, frame: Frame) -> list[FoundWeapon]:
    """Return the weapons of a frame: before it as modifier, else in its clause, nearest first."""
    found = frame.trigger
    weapons = [w for w in sentence.weapons if w.start in frame.clause]
    if found.trigger.pos == "n":
        touching = [w for w in weapons if 0 <= found.start - w.end <= 1]
        volley = [w for w in weapons if 0 <= w.start - found.end <= 9]
        return touching or volley or weapons
    if not weapons and sentence.lower[frame.clause.start] in {"that", "which"}:
        # "117 drones that Russia sent": the weapon is what the relative clause speaks of
        return [w for w in sentence.weapons if 0 <= frame.clause.start - w.end <= 1]
    after = [w for w in weapons if w.start >= found.end]
    before = [w for w in weapons if w.end <= found.start]
    return after + before[::-1] if frame.role == "launch" else before[::-1][:1] + after


# ── counts ───────────────────────────────────────────────────────────────────────────────────


def _with_counts(sentence: Sentence, frame: Frame) -> Frame:
    if frame.role in CASUALTY_ROLES:
        return _with_casualties(sentence, frame)
    if frame.role in INTERCEPT_ROLES or frame.role == "destroy":
        return _with_downed(sentence, frame)
    if frame.role in {"launch", "volley", "attack", "overflight", "attacked"}:
        counts = _weapon_counts(sentence, frame)
        return replace(frame, counts=counts)
    return frame


def _with_casualties(sentence: Sentence, frame: Frame) -> Frame:
    fields = {"killed": ("killed",), "died": ("killed",), "toll": ("killed",),
              "injured": ("injured",), "casualties": ("killed", "injured")}[frame.role]  # fmt: skip
    quantity = _casualty_quantity(sentence, frame)
    if frame.role == "casualties" and (quantity is None or quantity.value != 0):
        return frame
    if quantity is not None:
        counts = tuple(Count(field=f, value=quantity.value, text=quantity.text) for f in fields)
        return replace(frame, counts=counts)
    people = _indefinite_people(sentence, frame)
    if people:
        return replace(frame, counts=(Count(field=fields[0], value=people),))
    victim = _named_victim(sentence, frame)
    return replace(frame, victims=(victim,)) if victim else frame


def _is_active(sentence: Sentence, frame: Frame) -> bool:
    found = frame.trigger
    if found.trigger.pos != "v" or frame.passive or found.trigger.role == "died":
        return False
    if found.end >= frame.clause.stop:
        return False
    following = sentence.lower[found.end]
    if any(q.start == found.end for q in sentence.quantities) or following in DETERMINERS:
        return True
    return following not in PREPOSITIONS and following not in {",", "."} and not _left_people(
        sentence, frame
    )


def _casualty_quantity(sentence: Sentence, frame: Frame) -> Quantity | None:
    if frame.role == "toll":
        return next((q for q in sentence.quantities if q.start >= frame.trigger.end), None)
    if _is_active(sentence, frame):
        for quantity in sentence.quantities:
            if frame.trigger.end <= quantity.start < frame.trigger.end + 6 and _counts_people(
                sentence, quantity, frame.clause.stop
            ):
                return quantity
        return None
    people = _left_people(sentence, frame)
    if people is None and frame.trigger.trigger.pos == "n":
        return next(
            (q for q in sentence.quantities if 0 <= frame.trigger.start - q.end <= 1), None
        )
    return people


def _left_people(sentence: Sentence, frame: Frame) -> Quantity | None:
    clause = sentence.clause_of[frame.trigger.start]
    for quantity in reversed(sentence.quantities):
        if quantity.end > frame.trigger.start or sentence.clause_of[quantity.start] != clause:
            continue
        if _counts_people(sentence, quantity, frame.trigger.start):
            return quantity
    return None


def _counts_people(sentence: Sentence, quantity: Quantity, stop: int) -> bool:
    """Whether the quantity counts people: a person word follows, or nothing that it could count."""
    end = quantity.end
    if end >= len(sentence.lower):
        return True
    if any(w.start in range(end, end + 3) for w in sentence.weapons):
        return False
    if sentence.found("person", quantity.start, min(end + 6, len(sentence.lower))):
        return True
    following = sentence.lower[end]
    bare = end >= stop or following in BE or following in PREPOSITIONS or not following[0].isalpha()
    return bare or following in {"and", "have", "has", "had", "more", "others", "killed", "dead",
                                 "injured", "wounded", "were", "died", "as", "also"}  # fmt: skip


def _indefinite_people(sentence: Sentence, frame: Frame) -> int:
    """Count "a man and a woman", "a 60-year-old driver"; 0 when there is none."""
    if _is_active(sentence, frame):
        span = range(frame.trigger.end, min(frame.clause.stop, frame.trigger.end + 12))
    else:
        span = range(frame.clause.start, frame.trigger.start)
    count = 0
    for i in span:
        if sentence.lower[i] not in {"a", "an", "another"}:
            continue
        person = sentence.found("person", i + 1, min(i + 7, span.stop))
        between = range(i + 1, person[0].start) if person else range(0)
        if person and not any(sentence.lower[k] in PREPOSITIONS | {",", "a"} for k in between):
            count += 1
    return count


_TITLES = frozenset(
    "gen lt col maj capt sgt general colonel major captain commander mr mrs ms dr".split()
)


def _named_victim(sentence: Sentence, frame: Frame) -> str | None:
    """Return the name of the one person that a passive clause says was killed."""
    if frame.role not in {"killed", "died"} or not (
        frame.passive or frame.role == "died" or _has_be(sentence, frame)
    ):
        return None
    runs = _name_runs(sentence, frame)
    titled = [r for r in runs if sentence.lower[r.start].rstrip(".") in _TITLES]
    for run in titled + runs[::-1]:
        bare = [i for i in run if sentence.lower[i].rstrip(".") not in _TITLES]
        if len(bare) >= 2 and (titled or run.stop == _verb_group(sentence, frame)):
            return sentence.said(bare[0], run.stop)
    return None


def _name_runs(sentence: Sentence, frame: Frame) -> list[range]:
    """Return the runs of capitalised words before the trigger that name neither place nor party."""
    barred = {i for p in sentence.places for i in range(p.start, p.end)}
    barred |= {i for a in sentence.actors for i in range(a.start, a.end)}
    runs: list[range] = []
    start = None
    for i in range(frame.clause.start, frame.trigger.start + 1):
        word = sentence.words[i]
        inside = i < frame.trigger.start and word.is_word and word.text[0].isupper()
        if inside and i not in barred and sentence.lower[i] not in DETERMINERS:
            start = i if start is None else start
        elif start is not None and not (sentence.lower[i] == "." and i < frame.trigger.start):
            runs.append(range(start, i))
            start = None
    return runs


def _verb_group(sentence: Sentence, frame: Frame) -> int:
    """Return where the auxiliaries before the trigger begin, a comma before them left out."""
    at = frame.trigger.start
    while at > frame.clause.start and sentence.lower[at - 1] in BE | _BETWEEN_AUXILIARIES:
        at -= 1
    return at


_BETWEEN_AUXILIARIES = frozenset("has have had also confirmed reportedly ,".split())


def _has_be(sentence: Sentence, frame: Frame) -> bool:
    return any(sentence.lower[i] in BE for i in range(frame.clause.start, frame.trigger.start))


def _with_downed(sentence: Sentence, frame: Frame) -> Frame:
    field = "jammed" if frame.role == "jam" else "downed"
    found = frame.trigger
    if found.trigger.pos == "v" and not frame.passive:
        pool = [q for q in sentence.quantities if 0 <= q.start - found.end <= 3]
    elif found.trigger.pos == "n":
        pool = [q for q in sentence.quantities if 0 <= q.start - found.end <= 2]
    else:
        pool = [
            q
            for q in sentence.quantities
            if q.end <= found.start and sentence.clause_of[q.start] == sentence.clause_of[found.start]
        ][-1:]
        pool = pool or _relative_antecedent(sentence, frame)
    for quantity in pool:
        if not _counts_weapons(sentence, quantity):
            continue
        counts = [Count(field=field, value=quantity.value, text=quantity.text)]
        whole = _whole_of(sentence, quantity)
        if whole is not None:
            counts.append(Count(field="launched", value=whole.value, text=whole.text))
        return replace(frame, counts=tuple(counts))
    return frame


def _relative_antecedent(sentence: Sentence, frame: Frame) -> list[Quantity]:
    """The quantity that a relative clause speaks of: "30 of the drones that were destroyed"."""
    start = frame.clause.start
    if sentence.lower[start] not in {"that", "which"}:
        return []
    return [q for q in sentence.quantities if 0 <= start - q.end <= 4][-1:]


def _whole_of(sentence: Sentence, part: Quantity) -> Quantity | None:
    """The launched total in "28 of the 63 drones"."""
    if part.end < len(sentence.lower) and sentence.lower[part.end] == "of":
        for quantity in sentence.quantities:
            if 0 < quantity.start - part.end <= 2 and _counts_weapons(sentence, quantity):
                return quantity
    return None


def _counts_weapons(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the quantity counts things that fly: a weapon follows, or nothing at all."""
    end = quantity.end
    if any(0 <= w.start - end <= 4 and w.weapon.flies for w in sentence.weapons):
        return True
    if end >= len(sentence.lower):
        return True
    following = sentence.lower[end]
    return following in BE or following in {",", ".", "of", "over", "in", "and", "more", "overnight",
                                            "while", "others"}  # fmt: skip


def _weapon_counts(sentence: Sentence, frame: Frame) -> tuple[Count, ...]:
    """Sum the coordinated quantities of weapons: "315 drones and seven missiles" is 322."""
    found = frame.trigger
    pairs = []
    for quantity in sentence.quantities:
        weapon = next((w for w in sentence.weapons if 0 <= w.start - quantity.end <= 3), None)
        if weapon is not None and not any(
            quantity.end <= t.start < weapon.start for t in sentence.triggers
        ):
            pairs.append((quantity, weapon))
    right = [
        p for p in pairs if p[0].start >= found.end and p[0].start in frame.clause
    ]
    chosen = _coordinated(right, found.end)
    if not chosen and frame.role != "attack":
        left = [p for p in pairs if p[1].end <= found.start]
        same = [p for p in left if sentence.clause_of[p[0].start] == sentence.clause_of[found.start]]
        relative = sentence.lower[frame.clause.start] in {"that", "which"}
        chosen = same or (left[-1:] if relative or frame.passive else [])
    elif not chosen and frame.role == "attack":
        # "30 drones hit Odesa": the subject of an attack verb is what was launched at it
        if found.trigger.pos == "v" and not frame.passive:
            chosen = [p for p in pairs if p[1].end <= found.start and p[0].start in frame.clause][-1:]
    if not chosen:
        return ()
    values = [q.value for q, _ in chosen]
    texts = [q.text for q, _ in chosen if q.text]
    if any(v is None for v in values):
        known = [v for v in values if v is not None]
        return (Count(field="launched", value=sum(known) if known and len(known) > 1 else None,
                      text="; ".join(texts) or None),)  # fmt: skip
    return (
        Count(
            field="launched",
            value=sum(v for v in values if v is not None),
            text="; ".join(texts) or None,
        ),
    )


def _coordinated(
    pairs: list[tuple[Quantity, FoundWeapon]], after: int
) -> list[tuple[Quantity, FoundWeapon]]:
    """Return the run of pairs that begins near ``after`` and goes on with commas and "and"."""
    run: list[tuple[Quantity, FoundWeapon]] = []
    for quantity, weapon in pairs:
        gap = quantity.start - (run[-1][1].end if run else after)
        if gap <= (2 if run else 4):
            run.append((quantity, weapon))
        else:
            break
    return run


# ── roles that depend on company ─────────────────────────────────────────────────────────────

_AIR_DEFENCE = (
    "air defences", "air defenses", "air defence", "air defense", "air force", "interceptors",
    "patriot", "iron dome", "anti-aircraft",
)  # fmt: skip


def _checked_role(sentence: Sentence, frame: Frame) -> Frame | None:
    """Give "destroy", "wave" and the like their role by what stands with them, or drop the frame."""
    text = sentence.text.lower()
    role = frame.role
    if role in {"destroy", "intercept", "jam"}:
        return _as_interception(sentence, frame, text)
    if role in {"launch", "volley"} and not frame.weapons:
        return None
    if role == "launch" and frame.kind is None:
        return None
    if role == "volley":
        return replace(frame, role="attack")
    if role == "crash" and not frame.weapons:
        return None
    if role == "attack" and frame.trigger.trigger.word in {"target", "hit", "land on", "storm"}:
        return frame if _has_violence(sentence, frame) else None
    if role == "debris" and not any(
        w in text for w in ("fell", "fall", "damage", "hit", "landed", "crash", "kill", "injur")
    ):
        return None
    if role == "talks" and frame.trigger.trigger.word in {"meeting", "meet"}:
        return frame if sentence.places else None
    if role == "sign":
        wanted = ("agreement", "deal", "treaty", "accord", "memorandum", "pact", "truce", "ceasefire")
        return frame if any(w in text for w in wanted) else None
    if role in {"capture", "regain"} and frame.trigger.trigger.word in {"capture", "seize", "regain"}:
        return frame if sentence.places or "village" in text or "town" in text else None
    return frame


def _as_interception(sentence: Sentence, frame: Frame, text: str) -> Frame | None:
    flying = any(w.weapon.flies and w.start in frame.clause for w in sentence.weapons)
    flying = flying or (bool(frame.counts) and any(w.weapon.flies for w in sentence.weapons))
    defended = any(word in text for word in _AIR_DEFENCE)
    counted = any(c.value for c in frame.counts)
    if frame.role == "destroy":
        if (flying and (counted or frame.passive or defended)) or (defended and counted):
            if _object_is_weapon(sentence, frame) or (counted and defended):
                return replace(frame, role="intercept", kind=EventKind.INTERCEPTION)
        return replace(frame, role="damage", kind=frame.kind, counts=())
    if flying or (counted and frame.role in {"intercept", "jam"}) or frame.role == "intercept" and (
        frame.trigger.trigger.pos == "n" or defended
    ):
        return frame
    return None


def _object_is_weapon(sentence: Sentence, frame: Frame) -> bool:
    start = frame.trigger.end
    if frame.passive:
        return any(w.end <= frame.trigger.start and w.start in frame.clause for w in sentence.weapons) or bool(
            frame.counts
        )
    return any(0 <= w.start - start <= 6 and w.weapon.flies for w in sentence.weapons) or bool(
        frame.counts
    )


def _has_violence(sentence: Sentence, frame: Frame) -> bool:
    """Whether an ambiguous verb ("hit", "targeted") stands with a weapon, a force or an attack."""
    if frame.weapons or sentence.found("forces", frame.clause.start, frame.trigger.start):
        return True
    return any(
        t is not frame.trigger and t.trigger.role in ATTACK_ROLES | {"killed", "injured"}
        for t in sentence.triggers
    ) or bool(sentence.actors)


# ── who ──────────────────────────────────────────────────────────────────────────────────────


def _with_actor(sentence: Sentence, frame: Frame) -> Frame:
    if frame.role in INTERCEPT_ROLES:
        return _with_launcher(sentence, frame)
    found = _agent(sentence, frame)
    if found is not None:
        return replace(frame, actor=found.actor, actor_at=found.start)
    start = frame.clause.start
    pronoun = any(
        sentence.lower[i] in {"it", "its", "they", "their"}
        for i in range(start, frame.trigger.start)
    )
    return replace(frame, actor_is_pronoun=pronoun and not frame.passive)


def _agent(sentence: Sentence, frame: Frame) -> FoundActor | None:
    found, clause = frame.trigger, frame.clause
    if frame.role not in {"died", "toll", "casualties"}:
        by = _after_by(sentence, frame)
        if by is not None:
            return by
    actors = [a for a in sentence.actors if a.start in clause]
    if found.trigger.pos == "n":
        return _noun_agent(sentence, frame, actors)
    if frame.passive or frame.role in {"died", "attacked"}:
        return None
    if frame.role == "fall":
        return next((a for a in actors if a.start >= found.end), None)
    before = [
        a
        for a in actors
        if a.end <= found.start and not is_object(sentence, a) and not _is_acted_on(sentence, a)
    ]
    if before:
        return before[-1]
    return _main_subject(sentence, frame)


def _after_by(sentence: Sentence, frame: Frame) -> FoundActor | None:
    for i in range(frame.trigger.end, min(len(sentence.lower), frame.trigger.end + 12)):
        if sentence.lower[i] in {"by", "from"} and (sentence.lower[i] == "by" or frame.role in
                                                     {"attack", "killed", "injured", "launch"}):  # fmt: skip
            for actor in sentence.actors:
                if i < actor.start <= i + 4:
                    return actor
            if sentence.lower[i] == "by":
                return None
        if sentence.lower[i] in {".", ";"}:
            return None
    return None


def _noun_agent(
    sentence: Sentence, frame: Frame, actors: list[FoundActor]
) -> FoundActor | None:
    start = frame.trigger.start
    for actor in reversed(actors):
        gap = range(actor.end, start)
        if actor.end > start or len(gap) > 4:
            continue
        adjective = actor.adjective or (
            actor.end < len(sentence.lower) and sentence.lower[actor.end] == "'s"
        )
        if adjective and not any(sentence.lower[i] in PREPOSITIONS | {","} for i in gap):
            return actor
    # "Russia carried out a strike": the subject of the clause, when it is no object
    verbal = [
        a
        for a in actors
        if a.end <= start and not is_object(sentence, a) and a.start == frame.clause.start
    ]
    return verbal[-1] if verbal and _verb_between(sentence, verbal[-1].end, start) else None


_LIGHT_VERBS = frozenset(
    """carried conducted launched made announced held staged mounted carried began resumed
    continued unleashed executed staged carries launches responded""".split()
)


def _verb_between(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.lower[i] in _LIGHT_VERBS for i in range(start, end))


def is_object(sentence: Sentence, actor: FoundActor) -> bool:
    """Whether a preposition governs the name of a party."""
    for i in range(actor.start - 1, max(-1, actor.start - 4), -1):
        if sentence.lower[i] in PREPOSITIONS:
            return True
        if sentence.lower[i] not in DETERMINERS and not sentence.words[i].is_word:
            return False
        if sentence.lower[i] not in DETERMINERS and i != actor.start - 1:
            return False
    return False


def _is_acted_on(sentence: Sentence, actor: FoundActor) -> bool:
    """Whether a party directly follows an active verb of the tables: its object, no subject."""
    return any(
        t.trigger.pos == "v" and t.end == actor.start and not actor.adjective
        for t in sentence.triggers
    )


def _main_subject(sentence: Sentence, frame: Frame) -> FoundActor | None:
    """For ", killing three": the subject of the clause before."""
    word = sentence.lower[frame.trigger.start]
    if not word.endswith("ing") or frame.clause.start == 0:
        return None
    before = [a for a in sentence.actors if a.end <= frame.clause.start]
    before = [a for a in before if not is_object(sentence, a)]
    return before[0] if before else None


def _with_launcher(sentence: Sentence, frame: Frame) -> Frame:
    """For interceptions: the actor is who launched; who shot down is the defender."""
    launcher = None
    for weapon in sentence.weapons:
        for actor in sentence.actors:
            gap = range(actor.end, weapon.start)
            close = 0 <= len(gap) <= 3 and actor.end <= weapon.start
            if close and (actor.adjective or (gap and sentence.lower[gap[0]] == "'s")) and not any(
                t.start in gap for t in sentence.triggers
            ):
                launcher = launcher or actor
            if 0 <= actor.start - weapon.end <= 2 and sentence.lower[actor.start - 1] == "from":
                launcher = launcher or actor
    launcher = launcher or _subject_of_launch(sentence)
    defender = None
    candidates = [a for a in sentence.actors if launcher is None or a.start != launcher.start]
    if frame.passive:
        defender = _after_by(sentence, frame)
    else:
        before = [a for a in candidates if a.end <= frame.trigger.start]
        defender = before[-1] if before else None
    if defender is None and candidates:
        outside = [a for a in candidates if not is_object(sentence, a)]
        defender = outside[0] if outside else None
    if launcher is not None and defender is not None and launcher.actor == defender.actor:
        defender = None
    return replace(
        frame,
        actor=launcher.actor if launcher else None,
        defender=defender.actor if defender else None,
    )


def _subject_of_launch(sentence: Sentence) -> FoundActor | None:
    """The party that the same sentence says launched: "117 drones that Russia sent"."""
    for trigger in sentence.triggers:
        if trigger.trigger.role == "launch":
            clause = sentence.clause(trigger.start)
            before = [a for a in sentence.actors if a.start in clause and a.end <= trigger.start]
            if before:
                return before[-1]
    return None


# ── where ────────────────────────────────────────────────────────────────────────────────────

_LOCATIVE = frozenset(
    "in at near over across around within throughout inside above along on off outside".split()
)
_AIMED = frozenset("on at against towards toward into of".split())
_ORIGIN = frozenset("from".split())
_LEAVING = frozenset({"withdraw", "evacuate"})
_GATHERINGS = frozenset({"protest", "riot", "arrest", "talks", "sign"})
"""What people do at a place: there "against X" and "on X" name no scene."""
_SKIPPED = frozenset(
    """the a an its their city town village villages towns cities capital port region area district
    province settlement southern northern eastern western central north south east west northeast
    northwest southeast southwest northeastern northwestern southeastern southwestern outskirts
    occupied front-line frontline coastal nearby two three more several of both and , annexed
    city's neighbouring neighboring strategic border""".split()
)


def _with_place(
    sentence: Sentence, frame: Frame, taken: Set[int] = frozenset()
) -> Frame:
    scored = []
    for place in sentence.places:
        if place.start in taken:
            continue
        score = _place_score(sentence, frame, place)
        if score is not None:
            scored.append((score, -abs(place.start - frame.trigger.start), place))
    airspace = _own_airspace(sentence, frame)
    barred = _told_outside(sentence, frame)
    if barred is not None:
        return replace(frame, outside=True, outside_of=barred.country, place_score=5.0)
    if not scored:
        return replace(frame, own_airspace=airspace)
    best_score, _, best = max(scored, key=lambda row: (row[0], row[1]))
    if _is_outside(sentence, best):
        country = best.resolution.place.country if best.resolution.place else None
        return replace(frame, outside=True, outside_of=country, place_score=best_score)
    chosen = {p.start for s, _, p in scored if s > 0}
    return replace(
        frame,
        places=_with_siblings(sentence, best, chosen),
        place_score=best_score,
        own_airspace=airspace,
    )


def _own_airspace(sentence: Sentence, frame: Frame) -> bool:
    return any(
        sentence.lower[i : i + 2] in (["its", "airspace"], ["its", "territory"])
        for i in range(len(sentence.lower))
    )


def _told_outside(sentence: Sentence, frame: Frame) -> Actor | None:
    """Return whose land it was not: "outside of Israeli territory", "outside Ukraine's borders"."""
    for i in frame.clause:
        if sentence.lower[i] != "outside":
            continue
        start = i + 2 if sentence.lower[i + 1 : i + 2] == ["of"] else i + 1
        for actor in sentence.actors:
            after = sentence.lower[actor.end : actor.end + 2]
            if actor.start == start and {"territory", "airspace", "borders"} & set(after):
                return actor.actor
    return None


def _is_outside(sentence: Sentence, place: FoundPlace) -> bool:
    relation = place.resolution.mention.relation
    if relation is not None and relation.kind == "outside":
        return place.resolution.place is None or place.resolution.place.kind == "country"
    return False


def _place_score(sentence: Sentence, frame: Frame, place: FoundPlace) -> float | None:
    """Score how well a toponym answers "where" for a frame; None when it cannot."""
    if place.resolution.location is None or place.start == frame.actor_at:
        return None
    found, lower = frame.trigger, sentence.lower
    preposition, at = _governor(sentence, place)
    associative = place.resolution.mention.usage is not Usage.LITERAL
    same = sentence.clause_of[place.start] == sentence.clause_of[found.start]
    is_object = place.start >= found.end and at == found.end - 1 and found.trigger.pos == "v"
    if lower[at - 1 if at else 0] in {"borders", "bordering"} or _in_border_clause(sentence, place):
        return None
    if preposition in _ORIGIN and frame.role not in _LEAVING:
        return None
    aimed = preposition in _AIMED and at >= found.end and at - found.end <= 14
    if frame.role in _GATHERINGS and not (preposition in _LOCATIVE or preposition == "of"):
        return None
    if associative and not ((is_object or aimed) and same):
        return None
    score = 0.0
    if is_object and frame.role not in CASUALTY_ROLES:
        score = 4.0
    elif frame.role in _LEAVING and preposition == "from":
        score = 4.0
    elif aimed and found.trigger.pos == "n" and at - found.end <= 1:
        score = 4.5
    elif preposition in _LOCATIVE:
        score = 3.5
    elif aimed and preposition != "of":
        score = 3.0
    elif frame.role in {"attacked", "fall"} and place.end <= found.start and same:
        score = 3.5
    elif frame.passive and place.end <= found.start and same and preposition not in PREPOSITIONS:
        score = 3.0
    elif found.trigger.pos == "n" and place.end == found.start:
        score = 2.5
    elif aimed:
        score = 2.0
    else:
        score = 0.5
    office = _office_of(sentence, place)
    if office in _NATIONAL:
        return None
    if office:
        score = min(score, 0.6)
    if not same and _has_own_trigger(sentence, frame, place):
        score = min(score, 1.5)
    if not same and not _is_stated(sentence, place):
        return None
    return score + (1.5 if same else 0.0) - 0.03 * abs(place.start - found.start)


def _has_own_trigger(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the clause of a place tells something of its own."""
    clause = sentence.clause(place.start)
    return any(t.start in clause and t is not frame.trigger for t in sentence.triggers)


def _is_stated(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether the clause of a place states a fact, as against a fear, a plan or a history."""
    clause = sentence.clause(place.start)
    modals = sentence_modals(sentence)
    if any(sentence.lower[i] in modals for i in clause if i < place.start):
        return False
    return not any(
        sentence.found(name, clause.start, clause.stop) for name in ("hypothetical", "history")
    ) and not any(t.mark.historic and t.start in clause for t in sentence.times)


def _governor(sentence: Sentence, place: FoundPlace) -> tuple[str, int]:
    """Return the word that governs a toponym and its index, skipping articles and the like."""
    start = place.start
    relation = place.resolution.mention.relation
    if relation is not None:
        first = next(
            (i for i, w in enumerate(sentence.words) if w.start >= relation.span.start), start
        )
        start = min(first, start)
        if relation.kind != "part" and start < place.start:
            return "near", start  # "near X", "20 km north of X", "off the coast of X"
    index = start - 1
    while index >= 0:
        word = sentence.lower[index]
        inside_list = any(p.start <= index < p.end for p in sentence.places)
        if word == "of" and index and sentence.lower[index - 1] not in _SKIPPED:
            return word, index
        if word not in _SKIPPED and not inside_list and not sentence.lower[index].isdigit():
            return word, index
        index -= 1
    return "", -1


def _in_border_clause(sentence: Sentence, place: FoundPlace) -> bool:
    clause = sentence.clause(place.start)
    return any(
        sentence.lower[i] in {"borders", "bordering", "neighbours", "neighbors"} and i < place.start
        for i in clause
    )


_OFFICES = frozenset(
    """governor mayor administration council police prosecutors prosecutor authorities officials
    head spokesman spokeswoman spokesperson ministry minister president chief commander
    residents services""".split()
)


_NATIONAL = frozenset("ministry minister president chief ambassador embassy".split())


def _office_of(sentence: Sentence, place: FoundPlace) -> str:
    """Return the office whose jurisdiction a toponym only names ("the governor of X", "X Mayor")."""
    lower = sentence.lower
    for skipped in (0, 1):
        at = place.end + skipped
        if at < len(lower) and lower[at] in _OFFICES:
            return lower[at]
        if at >= len(lower) or lower[at] not in {"region", "'s", "regional", "city", "defense",
                                                 "defence", "foreign"}:  # fmt: skip
            break
    preposition, at = _governor(sentence, place)
    if preposition in {"of", "in", "for"} and at > 0 and lower[at - 1] in _OFFICES:
        return lower[at - 1]
    return ""


def _with_siblings(
    sentence: Sentence, best: FoundPlace, allowed: set[int]
) -> tuple[FoundPlace, ...]:
    """Return the list that ``best`` stands in, less a place that only contains the others."""
    run = [best]
    ordered = sorted(sentence.places, key=lambda p: p.start)
    position = ordered.index(best)
    for other in ordered[position + 1 :]:
        if not _joined(sentence, run[-1], other):
            break
        run.append(other)
    for other in reversed(ordered[:position]):
        if not _joined(sentence, other, run[0]):
            break
        run.insert(0, other)
    kept = [p for p in run if p is best or p.start in allowed]
    finest = [p for p in kept if not any(_contains(p, q) for q in kept if q is not p)]
    return tuple(finest or [best])


def _joined(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    gap = sentence.lower[left.end : right.start]
    if len(gap) > 9 or not gap:
        return False
    if any(t.start in range(left.end, right.start) for t in sentence.triggers):
        return False
    if len(gap) <= 9 and gap[-1] in {"at", "in", "near", "on"} and "and" in gap[:2]:
        return True  # "Tehran, and the enrichment plant at Natanz"
    if len(gap) > 5:
        return False
    return all(w in _SKIPPED or w in {"and", ",", "or", "as", "well", "region", "regions", "in", "over"}
               for w in gap) and (gap[0] in {",", "and", "or", "as", "in", "region", "regions"})  # fmt: skip


def _contains(outer: FoundPlace, inner: FoundPlace) -> bool:
    a, b = outer.resolution.place, inner.resolution.place
    if a is None or b is None or a.key == b.key:
        return False
    if a.kind == "country":
        return b.country == a.country and b.kind != "country"
    return a.kind == "admin1" and b.admin1_key == a.key and b.kind != "admin1"


# ── target and parts ─────────────────────────────────────────────────────────────────────────


def _with_target(sentence: Sentence, frame: Frame) -> Frame:
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
    text = sentence.said(span.start, span.stop).strip(" ,") if len(span) else ""
    return replace(frame, target=text or None)


_PHRASE_ENDS = FINITE | frozenset(
    ". ; in by with when on near after raises raised appeared appears came come said that".split()
)


def _noun_phrase(sentence: Sentence, start: int, stop: int) -> range:
    end = start
    times = {i for t in sentence.times for i in range(t.start, t.end)}
    counted = {q.start for q in sentence.quantities}
    while end < stop and end - start < 14:
        word = sentence.lower[end]
        if word in _PHRASE_ENDS or end in times or (end > start and end in counted):
            break
        if any(t.start == end for t in sentence.triggers):
            break
        end += 1
    while end > start and sentence.lower[end - 1] in {",", "and", "the"}:
        end -= 1
    return range(start, end)


def _subject_phrase(sentence: Sentence, frame: Frame) -> range:
    end = frame.trigger.start
    while end > frame.clause.start and (
        sentence.lower[end - 1] in BE | {"also", "has", "have", "had", "reportedly"}
    ):
        end -= 1
    start = frame.clause.start
    while start < end and sentence.lower[start] in {"and", "but", "that", "when", ",", "where"}:
        start += 1
    return range(start, end)


def _parts(sentence: Sentence, whole: Frame, position: int) -> Iterator[Frame]:
    """Yield the parts of a total: "52 drones, including 41 over the Belgorod region"."""
    if not whole.counts:
        return
    field = whole.counts[0].field
    for i in range(whole.trigger.end, len(sentence.lower) - 1):
        if sentence.lower[i] not in {"including", "among"}:
            continue
        for quantity in sentence.quantities:
            if quantity.start not in range(i + 1, i + 40):
                continue
            place = next(
                (
                    p
                    for p in sentence.places
                    if 0 <= p.start - quantity.end <= 6
                    and _governor(sentence, p)[0] in _LOCATIVE
                    and p.resolution.location is not None
                ),
                None,
            )
            value = whole.counts[0].value
            if place is None or quantity.value is None or (value or 0) <= quantity.value:
                continue
            yield replace(
                whole,
                counts=(Count(field=field, value=quantity.value, text=quantity.text),),
                places=(place,),
                place_score=5.0,
                own_airspace=False,
                part_of=position,
            )
        return
