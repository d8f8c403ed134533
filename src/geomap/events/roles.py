"""Roles that depend on company: what an ambiguous word ("destroyed", "held", "hit") says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.frame import ATTACK_ROLES, Count, Frame
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
    defended = any(word in text for word in _AIR_DEFENCE)
    # Aircraft that are destroyed without a word of air defences stood on the ground.
    up = [
        w
        for w in sentence.weapons
        if w.weapon.flies
        and not (
            frame.role == "destroy"
            and not defended
            and w.weapon.name in {"aircraft", "helicopters"}
        )
    ]
    flying = any(w.start in frame.clause for w in up) or (bool(frame.counts) and bool(up))
    flying = flying or _follows_launch(sentence, frame)
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


def _follows_launch(sentence: Sentence, frame: Frame) -> bool:
    """Whether the same sentence launched what "which", "all" or "most" were brought down of."""
    before = {"which", "all", "most", "both", "some", "half", "them"} & set(
        sentence.lower[max(0, frame.trigger.start - 6) : frame.trigger.start]
    )
    return bool(before) and any(
        t.trigger.role == "launch" and t.end <= frame.trigger.start for t in sentence.triggers
    )


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


def _launched(sentence: Sentence, frame: Frame) -> Frame | None:
    if not frame.weapons or frame.kind is None:
        return None
    if frame.weapons[0] in {"aircraft", "helicopters"} and frame.trigger.trigger.word in {
        "send", "deploy", "launch",
    }:  # fmt: skip
        aimed = {"against", "at", "on"} & set(sentence.lower[frame.trigger.end :][:9])
        return frame if aimed else None  # jets that are sent up guard the sky
    return frame


def _volley(_sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="attack") if frame.weapons else None


def _attack(sentence: Sentence, frame: Frame) -> Frame | None:
    """Mark "the refinery was hit": it tells of violence only among violence.

    Where debris is what hit, the debris is the event.
    """
    if any(
        t.trigger.role == "mine" and 0 <= t.start - frame.trigger.end <= 3
        for t in sentence.triggers
    ):
        return None  # "struck a roadside bomb": the bomb is the event
    if not frame.passive and any(
        t.trigger.role == "debris" and 0 <= frame.trigger.start - t.end <= 4
        for t in sentence.triggers
    ):
        return None
    if _is_ground_attack(sentence, frame):
        return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
    if frame.trigger.trigger.word not in {"target", "hit", "land on", "storm"}:
        return frame
    return frame if _has_violence(sentence, frame) else replace(frame, weak=True)


_GROUND = frozenset("near toward towards within around along across in".split())


def _is_ground_attack(sentence: Sentence, frame: Frame) -> bool:
    """Whether forces "attacked near X" or "raided" it: they fought there on the ground.

    Who attacks, strikes or hits X itself may do so from afar.
    """
    found = frame.trigger
    if frame.weapons or frame.kind not in {None, EventKind.STRIKE} or frame.passive:
        return False
    if found.trigger.word == "raid":
        stop = found.start if found.trigger.pos == "v" else found.end
        return bool(sentence.found("ground_force", frame.clause.start, stop))
    if found.trigger.pos != "v" or found.trigger.word not in {"attack", "assault"}:
        return False
    forces = sentence.found("ground_force", frame.clause.start, found.start) or sentence.found(
        "forces", frame.clause.start, found.start
    )
    return (
        bool(forces)
        and sentence.lower[found.end : found.end + 1] != []
        and (sentence.lower[found.end] in _GROUND)
    )


def _advanced(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "forces advanced near X" as fighting there; markets advance, too."""
    forces = sentence.found("forces", frame.clause.start, frame.trigger.start)
    return replace(frame, role="clash") if forces and sentence.places else None


def _used(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "used drones against X" as an attack."""
    end = frame.trigger.end
    armed = any(0 <= w.start - end <= 3 for w in sentence.weapons)
    armed = armed or (frame.passive and any(w.end <= frame.trigger.start for w in sentence.weapons))
    aimed = {"against", "on"} & set(sentence.lower[end : end + 8])
    return replace(frame, role="launch") if armed and aimed and frame.weapons else None


def _left(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "soldiers left the town" as a withdrawal; they also leave people dead."""
    armed = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    return replace(frame, role="withdraw") if armed else None


def _debris(sentence: Sentence, frame: Frame) -> Frame | None:
    text = sentence.text.lower()
    did = (
        "found",
        "struck",
        "strike",
        "came down",
        "ignit",
        "caus",
        "burn",
        "fell",
        "fall",
        "damage",
        "hit",
        "landed",
        "crash",
        "kill",
        "injur",
        "fire",
    )
    return frame if any(word in text for word in did) else None


def _meeting(sentence: Sentence, frame: Frame) -> Frame | None:
    loose = frame.trigger.trigger.word in {"meeting", "meet"}
    return frame if sentence.places or not loose else None


def _exploded(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "a drone exploded over X" as an attack with it."""
    flies = [w for w in sentence.weapons if w.weapon.flies and w.start in frame.clause]
    subject = [w for w in flies if 0 <= frame.trigger.start - w.end <= 8]
    if frame.trigger.trigger.pos == "v" and subject:
        return replace(
            frame,
            role="attack",
            kind=subject[-1].weapon.kind,
            weapons=frame.weapons or (subject[-1].weapon.name,),
        )
    return frame


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
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 1]
    if (
        frame.trigger.trigger.word in {"capture", "seize"}
        and not frame.passive
        and after in (["in"], ["near"], ["at"], ["on"], ["by"])
        and any(f.end == frame.trigger.start for f in sentence.classes.get("person", ()))
    ):
        return None  # "two soldiers captured in the Kursk region"
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
    if sentence.found("ground_force", frame.clause.start, frame.trigger.start):
        return replace(frame, role="attack")
    if any(t.trigger.role in {"protest", "riot"} for t in sentence.triggers):
        return None
    return replace(frame, role="damage")


def _sunk(sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="attack") if _has_violence(sentence, frame) else None


_SOLEMN = frozenset(
    """funeral funerals mourners burial mass concert prayers worshippers festival memorial wedding
    match pilgrims""".split()
)
_CROWDS = frozenset("thousands hundreds dozens crowd crowds protesters demonstrators".split())


def _gathered(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "thousands gathered outside" as a protest; a few people gather for many reasons."""
    if _SOLEMN & set(sentence.lower):
        return None
    many = _CROWDS & set(sentence.lower) or any((q.value or 0) >= 50 for q in sentence.quantities)
    return replace(frame, role="protest", weak=not many)


def _looted(sentence: Sentence, frame: Frame) -> Frame:
    """Read looting as a riot where a crowd is at work; soldiers loot in passing."""
    crowd = any(
        t.trigger.role in {"protest", "riot"} and t is not frame.trigger for t in sentence.triggers
    )
    armed = sentence.found("ground_force", 0, len(sentence.words)) or any(
        t.trigger.role in {"capture", "killed", "attack"} for t in sentence.triggers
    )
    return replace(frame, role="damage", kind=None) if armed and not crowd else frame


def _hosted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "hosted the chancellor in Berlin" as talks: the guest must be an official."""
    guest = sentence.found("official", frame.trigger.end, frame.trigger.end + 8)
    if frame.passive:
        return replace(frame, role="talks") if guest and sentence.places else None
    host = sentence.found("official", frame.clause.start, frame.trigger.start)
    return replace(frame, role="talks") if guest and host and sentence.places else None


def _swapped(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "exchanged 84 prisoners" as an agreement carried out."""
    near = sentence.lower[frame.trigger.start : frame.trigger.end + 6]
    people = {"prisoners", "captives", "pows", "bodies", "soldiers", "detainees"} & set(near)
    named = frame.trigger.trigger.pos == "n" or people
    return replace(frame, role="sign") if named and sentence.places else None


def _bodies(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "20 bodies were found" as dead; bodies are also handed over, at an exchange."""
    found = {"found", "recovered", "pulled", "discovered", "retrieved", "dug", "lay", "lying",
             "left", "unearthed", "taken"} & set(sentence.lower)  # fmt: skip
    given = {"exchange", "exchanged", "exchanging", "swap", "swapped", "repatriated", "handed",
             "returned", "repatriation"} & set(sentence.lower)  # fmt: skip
    return frame if found and not given else None


def _claimed_land(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "two villages were claimed by the ministry" as captures; lives are claimed, too."""
    start, end = frame.trigger.start, frame.trigger.end
    land = {"village", "villages", "town", "towns", "settlement", "settlements", "capture", "city"}
    before = set(sentence.lower[frame.clause.start : start])
    by = "by" in sentence.lower[end : end + 3]
    party = any(end <= a.start <= end + 5 for a in sentence.actors)
    named = any(p.start in frame.clause and p.end <= start for p in sentence.places)
    if frame.passive and by and party and (land & before or named):
        return replace(frame, role="capture")
    return None


def _fallen(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "X fell to the rebels" as a capture, "seven fell to air defences" as interceptions."""
    start, end = frame.trigger.start, frame.trigger.end
    after = set(sentence.lower[end : end + 5])
    if after & {"air", "gunners", "defenses", "defences", "fire", "units", "guns", "interceptors"}:
        number = next(
            (q for q in sentence.quantities if q.end <= start and start - q.end <= 5), None
        )
        if number is None:
            return None
        return replace(
            frame,
            role="intercept",
            kind=EventKind.INTERCEPTION,
            counts=(Count(field="downed", value=number.value, text=number.text),),
        )
    return frame if any(0 <= start - p.end <= 3 for p in sentence.places) else None


def _took(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "troops took X", "X has been taken by troops" as a capture; much else is taken."""
    start, end = frame.trigger.start, frame.trigger.end
    if frame.passive:
        by = sentence.lower[end : end + 1] == ["by"]
        armed = sentence.found("forces", end, end + 5) or any(
            end < a.start <= end + 3 for a in sentence.actors
        )
        placed = any(0 <= start - p.end <= 12 for p in sentence.places)
        return replace(frame, role="capture") if by and armed and placed else None
    direct = next((p for p in sentence.places if 0 <= p.start - end <= 4), None)
    if direct is None or any(
        w not in {"the", "town", "village", "city", "of", "settlement", "villages"}
        for w in sentence.lower[end : direct.start]
    ):
        return None
    armed = sentence.found("forces", frame.clause.start, start) or any(
        a.end <= start and a.start in frame.clause for a in sentence.actors
    )
    return replace(frame, role="capture") if armed or "it" in sentence.lower[:start] else None


def _fall_of(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "the fall of the village of X" as a capture; governments fall, too."""
    end = frame.trigger.end
    near = any(0 <= p.start - end <= 4 for p in sentence.places)
    return replace(frame, role="capture") if near else None


def _in_hands(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "X was in the hands of troops" as a capture where somebody just said so."""
    end = frame.trigger.end
    armed = sentence.found("forces", end, end + 4) or any(
        0 <= a.start - end <= 2 for a in sentence.actors
    )
    placed = any(p.end <= frame.trigger.start for p in sentence.places)
    return replace(frame, role="capture") if armed and placed else None


def _told_to_leave(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "were ordered on Monday to leave X" as an evacuation."""
    start = frame.trigger.start
    before = set(sentence.lower[max(0, start - 9) : start])
    if sentence.lower[start - 1 : start] != ["to"] or not before & _ORDERED:
        return None
    return replace(frame, role="evacuate", kind=EventKind.EVACUATION)


_ORDERED = frozenset("ordered told instructed forced".split())


def _abducted(_sentence: Sentence, frame: Frame) -> Frame | None:
    return replace(frame, role="clash")


def _incursion(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read an incursion of drones or jets as a flight over a land, one of soldiers as fighting."""
    if any(w.weapon.flies for w in sentence.weapons) or "airspace" in sentence.lower:
        return replace(frame, role="overflight", kind=EventKind.OVERFLIGHT)
    ground = sentence.found("ground_force", 0, len(sentence.words)) or "ground" in sentence.lower
    return replace(frame, role="clash") if ground or sentence.actors else None


def _sighted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "drones were seen over X" as a flight over it."""
    flying = any(
        w.weapon.flies and abs(w.start - frame.trigger.start) <= 8 for w in sentence.weapons
    )
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 8]
    over = {"over", "above", "near", "around"} & set(after)
    over = over or frame.trigger.trigger.word == "in airspace"
    return replace(frame, role="overflight") if flying and over else None


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
    "explosion": _exploded,
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
    "advance": _advanced,
    "use": _used,
    "leave": _left,
    "burn": _burned,
    "sink": _sunk,
    "hijack": _abducted,
    "kidnap": _abducted,
    "incursion": _incursion,
    "sight": _sighted,
    "gather": _gathered,
    "loot": _looted,
    "host": _hosted,
    "bodies": _bodies,
    "claimland": _claimed_land,
    "swap": _swapped,
    "fall": _fallen,
    "take": _took,
    "fallof": _fall_of,
    "inhands": _in_hands,
    "toleave": _told_to_leave,
}


def checked_role(sentence: Sentence, frame: Frame) -> Frame | None:
    """Give "destroy", "wave" and the like their role by their company, or drop the frame."""
    check = _CHECKS.get(frame.role)
    return frame if check is None else check(sentence, frame)
