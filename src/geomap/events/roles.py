"""Roles that depend on company: what an ambiguous word ("destroyed", "held", "hit") says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.frame import ATTACK_ROLES, Frame
from geomap.model import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.events.clauses import (
        Sentence,
    )

_AIR_DEFENCE = (
    "air defences", "air defenses", "air defence", "air defense", "air force", "interceptors",
    "patriot", "iron dome", "anti-aircraft",
)  # fmt: skip


_SIGNED = (
    "agreement deal treaty accord memorandum pact truce ceasefire declaration protocol roadmap"
).split()
_EVACUATED = frozenset(
    """diplomats diplomat staff personnel citizens nationals families embassy workers residents
    civilians employees patients""".split()
)


def _as_repelled(sentence: Sentence, frame: Frame) -> Frame:
    """Read what was beaten off: things that fly were intercepted, men on the ground fought."""
    flying = any(w.weapon.flies and w.start in frame.clause for w in sentence.weapons)
    if flying:
        return replace(frame, kind=EventKind.INTERCEPTION)
    return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)


def _as_taken(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "rebels marched into X", "troops cleared X of" as taking it; visitors take nothing."""
    armed = sentence.found("forces", frame.clause.start, frame.trigger.start) or sentence.found(
        "ground_force", frame.clause.start, frame.trigger.start
    )
    if not armed:
        return None
    if frame.kind is EventKind.WITHDRAWAL:
        return replace(frame, role="withdraw")
    regained = frame.role == "clear"
    return replace(frame, role="regain" if regained else "capture")


def _as_evacuation(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "pulled some diplomats from X" as an evacuation; pulling anything else is none."""
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 8]
    origin = next((w for w in ("from", "out") if w in after), None)
    moved = origin is not None and _EVACUATED & set(after[: after.index(origin)])
    return replace(frame, role="evacuate") if moved else None


def as_interception(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read shooting down, and destroying things that fly; other things destroyed are damage."""
    text = sentence.text.lower()
    flying = any(w.weapon.flies and w.start in frame.clause for w in sentence.weapons)
    flying = flying or (bool(frame.counts) and any(w.weapon.flies for w in sentence.weapons))
    defended = any(word in text for word in _AIR_DEFENCE)
    counted = any(c.value for c in frame.counts)
    if frame.role == "destroy":
        if (flying and (counted or frame.passive or defended)) or (defended and counted):
            if _object_is_weapon(sentence, frame) or (counted and defended):
                return replace(frame, role="intercept", kind=EventKind.INTERCEPTION)
        return replace(frame, role="damage", kind=frame.kind, counts=())
    if (
        flying
        or (counted and frame.role in {"intercept", "jam"})
        or (frame.role == "intercept" and (frame.trigger.trigger.pos == "n" or defended))
    ):
        return frame
    return None


def _object_is_weapon(sentence: Sentence, frame: Frame) -> bool:
    start = frame.trigger.end
    if frame.passive:
        return any(
            w.end <= frame.trigger.start and w.start in frame.clause for w in sentence.weapons
        ) or bool(frame.counts)
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


def _flies(sentence: Sentence, frame: Frame) -> Frame | None:
    return as_interception(sentence, frame)


def _with_weapons(_sentence: Sentence, frame: Frame) -> Frame | None:
    return frame if frame.weapons else None


def _launched(_sentence: Sentence, frame: Frame) -> Frame | None:
    return frame if frame.weapons and frame.kind is not None else None


def _volley(_sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="attack") if frame.weapons else None


def _attack(sentence: Sentence, frame: Frame) -> Frame | None:
    """Mark "the refinery was hit": it tells of violence only among violence."""
    if frame.trigger.trigger.word not in {"target", "hit", "land on", "storm"}:
        return frame
    return frame if _has_violence(sentence, frame) else replace(frame, weak=True)


def _debris(sentence: Sentence, frame: Frame) -> Frame | None:
    text = sentence.text.lower()
    did = ("fell", "fall", "damage", "hit", "landed", "crash", "kill", "injur", "fire")
    return frame if any(word in text for word in did) else None


def _meeting(sentence: Sentence, frame: Frame) -> Frame | None:
    loose = frame.trigger.trigger.word in {"meeting", "meet"}
    return frame if sentence.places or not loose else None


def _signed(sentence: Sentence, frame: Frame) -> Frame | None:
    text = sentence.text.lower()
    return frame if any(word in text for word in _SIGNED) else None


def _held(sentence: Sentence, frame: Frame) -> Frame | None:
    police = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    people = [q for q in sentence.quantities if 0 <= q.start - frame.trigger.end <= 1]
    return replace(frame, role="arrest") if police and people else None


def _lit(sentence: Sentence, frame: Frame) -> Frame | None:
    before = sentence.lower[max(0, frame.trigger.start - 7) : frame.trigger.start]
    return replace(frame, role="attack") if {"set", "sets", "setting"} & set(before) else None


def _seized(sentence: Sentence, frame: Frame) -> Frame | None:
    """What is captured must be land: people and drugs are seized, too."""
    if frame.trigger.trigger.word not in {"capture", "seize", "regain"}:
        return frame
    text = sentence.text.lower()
    end = frame.trigger.end
    place_next = any(0 <= p.start - end <= 1 for p in sentence.places)
    if not place_next and sentence.found("person", end, end + 6) and not frame.passive:
        return replace(frame, role="arrest", kind=EventKind.ARREST)
    return frame if sentence.places or "village" in text or "town" in text else None


def _burned(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "militiamen burned the village" as an attack; what merely burned is damage."""
    armed = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    if armed or any(
        a.end <= frame.trigger.start and a.start in frame.clause for a in sentence.actors
    ):
        return replace(frame, role="attack")
    return replace(frame, role="damage")


def _sunk(sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="attack") if _has_violence(sentence, frame) else None


_CROWDS = frozenset("thousands hundreds dozens crowd crowds protesters demonstrators".split())


def _gathered(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "thousands gathered outside" as a protest; a few people gather for many reasons."""
    many = _CROWDS & set(sentence.lower) or any((q.value or 0) >= 50 for q in sentence.quantities)
    return replace(frame, role="protest") if many else None


def _hosted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "hosted the chancellor in Berlin" as talks: the guest must be an official."""
    guest = sentence.found("official", frame.trigger.end, frame.trigger.end + 8)
    host = sentence.found("official", frame.clause.start, frame.trigger.start)
    return replace(frame, role="talks") if guest and host and sentence.places else None


def _swapped(sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="sign") if sentence.places else None


def _abducted(_sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="clash")


_CHECKS: dict[str, Callable[[Sentence, Frame], Frame | None]] = {
    "destroy": _flies,
    "intercept": _flies,
    "jam": _flies,
    "launch": _launched,
    "volley": _volley,
    "crash": _with_weapons,
    "attack": _attack,
    "debris": _debris,
    "talks": _meeting,
    "sign": _signed,
    "pull": _as_evacuation,
    "moveout": _as_evacuation,
    "hold": _held,
    "repel": _as_repelled,
    "fire": _lit,
    "march": _as_taken,
    "clear": _as_taken,
    "capture": _seized,
    "regain": _seized,
    "takeover": _as_taken,
    "burn": _burned,
    "sink": _sunk,
    "hijack": _abducted,
    "kidnap": _abducted,
    "incursion": _abducted,
    "gather": _gathered,
    "host": _hosted,
    "swap": _swapped,
}


def checked_role(sentence: Sentence, frame: Frame) -> Frame | None:
    """Give "destroy", "wave" and the like their role by their company, or drop the frame."""
    check = _CHECKS.get(frame.role)
    return frame if check is None else check(sentence, frame)
