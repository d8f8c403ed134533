"""Roles that depend on company: what an ambiguous word ("destroyed", "held", "hit") says."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.events.casualties import with_casualties
from geomap.events.explosives import (
    device_told,
    exploded,
    laid,
    mine_told,
    operated,
    rocked,
    set_off,
)
from geomap.events.frame import ATTACK_ROLES, ENEMY, Count, Frame
from geomap.events.gatherings import (
    as_evacuation,
    blocked,
    bodies,
    filled,
    gathered,
    held,
    hosted,
    looted,
    meeting,
    picked_up,
    signed,
    swapped,
    told_to_leave,
)
from geomap.events.ground import (
    advanced,
    as_repelled,
    as_taken,
    besieged,
    claimed_land,
    fall_of,
    fallen,
    in_hands,
    is_ground_attack,
    launched_on_land,
    left,
    lost,
    seized,
    took,
)
from geomap.events.harm import admitted, beaten, executed, hacked, is_person_hit, shot, stoned
from geomap.events.interceptions import as_interception
from geomap.events.volleys import with_downed
from geomap.model import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.events.sentence import Sentence


_VIOLENT = ATTACK_ROLES | {"killed", "injured"}


def _has_violence(sentence: Sentence, frame: Frame) -> bool:
    """Whether an ambiguous verb ("hit", "targeted") stands with a weapon, a force or an attack."""
    if frame.weapons or sentence.found("forces", frame.clause.start, frame.trigger.start):
        return True
    if not ENEMY.isdisjoint(sentence.lower[frame.clause.start : frame.trigger.start]):
        return True
    return (
        any(t is not frame.trigger and t.trigger.role in _VIOLENT for t in sentence.triggers)
        or bool(sentence.actors)
        or "rubble" in sentence.lower
    )


def _came_down(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read what "landed in X" by who or what came down there: weapons, or a visitor."""
    if frame.weapons and frame.weapons[0] not in {"aircraft", "helicopters"}:
        return frame
    subject = sentence.lower[frame.clause.start : frame.trigger.start]
    if subject and set(subject) <= _COUNTED and not frame.weapons:
        return frame  # "One came down in X": of what the sentence before told
    visitor = bool(sentence.found("official", frame.clause.start, frame.trigger.start))
    visitor = visitor or any(t.trigger.role == "visit" for t in sentence.triggers)
    landed = frame.trigger.trigger.word == "land"
    return replace(frame, role="visit", kind=EventKind.VISIT) if visitor and landed else None


_COUNTED = frozenset("one another two three four five others several some of them these".split())


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
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 6]
    if frame.trigger.trigger.word == "strike" and _BARGAINS & set(after) and not frame.passive:
        return None  # "struck a peace accord"
    if is_ground_attack(sentence, frame):
        return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
    if frame.trigger.trigger.word == "catch up with" and not frame.weapons:
        return None
    opened = sentence.lower[frame.trigger.start].startswith("open") and not frame.passive
    if opened and not _is_from_the_ground_up(sentence, frame):
        return replace(frame, kind=EventKind.ARMED_CLASH)  # with rifles, whoever it was
    if frame.passive and is_person_hit(sentence, frame):
        shot_at = _BULLETS & set(sentence.lower[frame.trigger.end : frame.trigger.end + 8])
        kind = EventKind.ARMED_CLASH if shot_at else None
        return with_casualties(sentence, replace(frame, role="injured", kind=kind))
    if frame.trigger.trigger.word not in {"target", "hit", "land on", "storm"}:
        return frame
    return frame if _has_violence(sentence, frame) else replace(frame, weak=True)


def _is_from_the_ground_up(sentence: Sentence, frame: Frame) -> bool:
    """Whether air defences, or weapons that are named, opened fire."""
    before = set(sentence.lower[frame.clause.start : frame.trigger.start])
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 1]
    return bool(frame.weapons) or bool(_GUNS & before) or after in (["over"], ["above"])


_BULLETS = frozenset({"bullet", "bullets"})
_GUNS = frozenset(
    "air anti-aircraft artillery tanks guns battery batteries warships gunboats ship ships".split()
)
_BARGAINS = frozenset("deal deals accord bargain pact agreement agreements truce".split())


def _used(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "used drones against X" as an attack."""
    end = frame.trigger.end
    armed = any(0 <= w.start - end <= 3 for w in sentence.weapons)
    armed = armed or (frame.passive and any(w.end <= frame.trigger.start for w in sentence.weapons))
    aimed = not {"against", "on"}.isdisjoint(sentence.lower[end : end + 8])
    counted = any(0 <= q.start - end <= 1 and (q.value or 0) > 1 for q in sentence.quantities)
    party = any(a.start in frame.clause and a.end <= frame.trigger.start for a in sentence.actors)
    used = counted and party and not frame.passive  # "Russia had used 50 missiles"
    return replace(frame, role="launch") if armed and (aimed or used) and frame.weapons else None


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
        "spark",
        "blaze",
        "shatter",
        "smash",
        "broke",
        "blew",
        "blown",
        "destroy",
        "pierc",
    )
    start = frame.trigger.start
    by = sentence.lower[start - 1] in {"by", "with", "from"} if start else False
    if by and not sentence.weapons and _hurts(sentence, start):
        return None  # "four were injured by shrapnel": of what, nobody says
    return frame if any(word in text for word in did) else None


def _hurts(sentence: Sentence, start: int) -> bool:
    """Whether people were hurt by what follows."""
    return any(
        t.trigger.role in {"injured", "killed"} and 0 <= start - t.end <= 2
        for t in sentence.triggers
    )


def _pulled_out(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "pulled out" as a withdrawal; people are pulled out of rubble, too."""
    before = sentence.lower[max(0, frame.trigger.start - 1) : frame.trigger.start]
    if before == ["before"] and sentence.lower[frame.trigger.start].endswith("ing"):
        return None  # "blew up a house before withdrawing": the end of the raid
    end = frame.trigger.end
    closes = end >= len(sentence.lower) or sentence.lower[end] in {".", ",", ";", "after", "later"}
    if before in (["and"], ["then"]) and closes and frame.clause.start < frame.trigger.start - 2:
        return None  # "set up a checkpoint, arrested a man and withdrew"
    pulled = frame.trigger.trigger.word.startswith("pull")
    saved = frame.passive or _RUBBLE & set(sentence.lower)
    return None if pulled and saved else frame


_RUBBLE = frozenset("rubble alive bodies wreckage debris survivors".split())


def _marched(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "soldiers marched ..." as no protest."""
    if frame.trigger.trigger.word != "march" or frame.trigger.trigger.pos != "v":
        return frame
    armed = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    police = armed and sentence.lower[armed[-1].start] == "police"
    return frame if not armed or police else None


def _lit(sentence: Sentence, frame: Frame) -> Frame | None:
    before = sentence.lower[max(0, frame.trigger.start - 9) : frame.trigger.start]
    if {"set", "sets", "setting"}.isdisjoint(before):
        return None
    with_what = next((w.weapon.kind for w in sentence.weapons if w.start in frame.clause), None)
    return replace(frame, role="attack", kind=frame.kind or with_what)


def _burned(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "militiamen burned the village" as an attack; what merely burned is damage."""
    if sentence.found("ground_force", frame.clause.start, frame.trigger.start):
        return replace(frame, role="attack")
    if any(t.trigger.role in {"protest", "riot"} for t in sentence.triggers):
        return None
    return replace(frame, role="damage")


def _sunk(sentence: Sentence, frame: Frame) -> Frame | None:
    wrecked = not _ABOARD.isdisjoint(sentence.lower) and not sentence.weapons and not frame.actor
    fought = _has_violence(sentence, frame) and not wrecked
    return replace(frame, role="attack") if fought else None


_ABOARD = frozenset("passengers migrants overcrowded missing ferry drowned refugees".split())


def _abducted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read a ship or people taken by armed men as fighting; coast guards board ships, too."""
    before = sentence.lower[max(0, frame.trigger.start - 4) : frame.trigger.start]
    if sentence.lower[frame.trigger.start] == "boarded" and _PIRATES.isdisjoint(before):
        return None
    return replace(frame, role="clash")


_PIRATES = frozenset("men gunmen pirates fighters attackers and".split())


def _incursion(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read an incursion of drones or jets as a flight over a land, one of soldiers as fighting."""
    if any(w.weapon.flies for w in sentence.weapons) or "airspace" in sentence.lower:
        return replace(frame, role="overflight", kind=EventKind.OVERFLIGHT)
    ground = sentence.found("ground_force", 0, len(sentence.words)) or "ground" in sentence.lower
    if frame.trigger.trigger.pos == "v":  # "penetrated into X": a roof is penetrated, too
        if not any(0 <= p.start - frame.trigger.end <= 4 for p in sentence.places):
            return None
    return replace(frame, role="clash") if ground or sentence.actors else None


def _overflown(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read what crossed a border as an overflight if it flies; suspects cross borders, too."""
    if "flag" in sentence.lower:
        return replace(frame, role="capture", kind=EventKind.TERRITORY_CAPTURED)
    if frame.trigger.trigger.pos == "n" or "airspace" in sentence.text.lower():
        return frame
    if any(w.weapon.flies for w in sentence.weapons) or _FLYERS & set(sentence.lower):
        return frame
    return frame if "over" in frame.trigger.trigger.word else None


_FLYERS = frozenset("fighters balloon balloons plane airship them one another".split())


def _driven(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "drove the rebels from X" as land regained; people drive from town to town, too."""
    end = frame.trigger.end
    after = sentence.lower[end : end + 7]
    if "from" not in after and "out" not in after:
        return None
    stop = end + min(after.index(w) for w in ("from", "out") if w in after)
    foe = sentence.found("ground_force", end, stop) or any(
        end <= a.start < stop for a in sentence.actors
    )
    return replace(frame, role="driven") if foe else None


_RAIDERS = frozenset("sabotage reconnaissance assault infiltration terrorist armed".split())
_BANDED = frozenset("group groups cell cells squad squads".split())


def _eliminated(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "eliminated" of people as killed, of what flies as shot down, else as a blow."""
    start, end = frame.trigger.start, frame.trigger.end
    if any(w.weapon.flies and w.start in frame.clause for w in sentence.weapons):
        down = replace(frame, role="intercept", kind=EventKind.INTERCEPTION)
        return as_interception(sentence, with_downed(sentence, down))
    span = (frame.clause.start, start) if frame.passive else (end, end + 8)
    near = sentence.lower[span[0] : span[1]]
    if any(a in _RAIDERS and b in _BANDED for a, b in pairwise(near)):
        return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
    if not sentence.found("person", *span):
        return None
    return with_casualties(sentence, replace(frame, role="killed", kind=None))


def _buried(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "a bomb buried a family" as a blow; the dead are buried, too."""
    by = [w for w in sentence.weapons if 0 <= frame.trigger.start - w.end <= _SUBJECT_REACH]
    if not by or frame.passive:
        return None
    return replace(frame, role="attack", kind=by[-1].weapon.kind, weapons=(by[-1].weapon.name,))


_SUBJECT_REACH = 4


def _derailed(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read a derailment as sabotage where a deed is told with it; trains come off rails, too."""
    if not frame.trigger.trigger.word.startswith("derail"):
        return frame
    blamed = _TAMPERED & set(sentence.lower) or any(
        t is not frame.trigger and t.trigger.role in ATTACK_ROLES | {"explosion", "sabotage"}
        for t in sentence.triggers
    )
    doer = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    return frame if blamed or doer else None


_TAMPERED = frozenset(
    "sabotage saboteurs saboteur explosives bomb charge partisans attackers tampered".split()
)


def _sighted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "drones were seen over X" as a flight over it."""
    flying = any(
        w.weapon.flies and abs(w.start - frame.trigger.start) <= 8 for w in sentence.weapons
    )
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 8]
    over = bool({"over", "above", "near", "around"} & set(after))
    over = over or frame.trigger.trigger.word == "in airspace"
    return replace(frame, role="overflight") if flying and over else None


_PEOPLED = frozenset(
    """community communities settlement settlements village villages town towns district districts
    city cities""".split()
)


def _suffered(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "the X and Y communities suffered" as places hit; people and clubs suffer, too."""
    start, end = frame.trigger.start, frame.trigger.end
    ends = end >= len(sentence.lower) or sentence.lower[end] in {".", ",", ";", "from", "again"}
    peopled = not _PEOPLED.isdisjoint(sentence.lower[max(frame.clause.start, start - 2) : start])
    named = any(p.start in frame.clause and p.end <= start for p in sentence.places)
    if not (ends and peopled and named):
        return None
    return replace(frame, role="attacked", kind=None, weak=True)


def _lives_taken(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "claimed six lives" and "cost six people their lives" as deaths."""
    start = frame.trigger.start
    before = sentence.lower[max(frame.clause.start, start - _LIVES_REACH) : start]
    told = sentence.lower[frame.clause.start : start]
    if not {"war", "conflict", "pandemic", "has", "have"}.isdisjoint(told):
        return None  # "the war has cost half a million lives"
    if sentence.lower[start - 1] in {"his", "her"} and not _COST.isdisjoint(before):
        return replace(frame, role="killed", counts=(Count(field="killed", value=1),))
    if _CLAIMED.isdisjoint(before) or not any(0 <= start - q.end <= 2 for q in sentence.quantities):
        return None
    return with_casualties(sentence, replace(frame, role="killed"))


def _bereft(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "the brigade lost four soldiers" as deaths; matches and jobs are lost, too."""
    end = frame.trigger.end
    number = next((q for q in sentence.quantities if q.start == end and q.value), None)
    if number is None or frame.passive:
        return None
    if not {"has", "have"}.isdisjoint(sentence.lower[frame.clause.start : frame.trigger.start]):
        return None  # "Russia has lost 1,200 soldiers": everywhere
    if _FIGHTERS.isdisjoint(sentence.lower[number.end : number.end + 3]):
        return None
    count = Count(field="killed", value=number.value, text=number.text)
    return replace(frame, role="killed", counts=(count,))


_FIGHTERS = frozenset(
    "soldier soldiers troops fighter fighters servicemen policemen marines militants men".split()
)


def _drowned(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "drowned" as deaths where the sentence tells of an attack; boats also capsize."""
    attacked = any(t.trigger.role in ATTACK_ROLES for t in sentence.triggers)
    return with_casualties(sentence, replace(frame, role="died")) if attacked else None


def _accounted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "accounted for 17 drones" and "the destruction of 23 UAVs" as an interception."""
    end = frame.trigger.end
    near = (w.weapon for w in sentence.weapons if 0 <= w.start - end <= _SUBJECT_REACH)
    if not any(w.flies and w.name not in {"aircraft", "helicopters"} for w in near):
        return None  # aircraft stood on the ground
    frame = with_downed(sentence, replace(frame, role="intercept", kind=EventKind.INTERCEPTION))
    return frame if frame.counts else None


def _in_hospital(sentence: Sentence, frame: Frame) -> Frame | None:
    """Leave out the hospital in which somebody died, and "bodies with gunshot wounds"."""
    start = frame.trigger.start
    if sentence.lower[start] == "with" and sentence.lower[start - 1] in _CORPSES:
        return None
    died = any(t.end == start and t.trigger.role == "died" for t in sentence.triggers)
    return None if died else frame


_CORPSES = frozenset("body bodies corpse corpses remains".split())
_LIVES_REACH = 7
_COST = frozenset("cost costs costing".split())
_CLAIMED = frozenset("claimed claims claiming took takes taking taken cost costs costing".split())


_CHECKS: dict[str, Callable[[Sentence, Frame], Frame | None]] = {
    "destroy": as_interception,
    "intercept": as_interception,
    "jam": as_interception,
    "launch": _launched,
    "volley": _volley,
    "crash": _came_down,
    "attack": _attack,
    "debris": _debris,
    "talks": meeting,
    "explosion": exploded,
    "shoot": shot,
    "withdraw": _pulled_out,
    "killed": executed,
    "overflight": _overflown,
    "device": device_told,
    "setoff": set_off,
    "lives": _lives_taken,
    "bereft": _bereft,
    "drowned": _drowned,
    "accounted": _accounted,
    "injured": _in_hospital,
    "mine": laid,
    "minenoun": mine_told,
    "admit": admitted,
    "stone": stoned,
    "hack": hacked,
    "drive": _driven,
    "eliminate": _eliminated,
    "protest": _marched,
    "sign": signed,
    "pull": as_evacuation,
    "moveout": as_evacuation,
    "hold": held,
    "block": blocked,
    "fill": filled,
    "pickup": picked_up,
    "besiege": besieged,
    "lost": lost,
    "suffer": _suffered,
    "repel": as_repelled,
    "fire": _lit,
    "march": as_taken,
    "clear": as_taken,
    "capture": seized,
    "regain": seized,
    "takeover": as_taken,
    "advance": advanced,
    "offensive": launched_on_land,
    "use": _used,
    "rocked": rocked,
    "operation": operated,
    "leave": left,
    "burn": _burned,
    "sink": _sunk,
    "hijack": _abducted,
    "kidnap": _abducted,
    "incursion": _incursion,
    "sight": _sighted,
    "sabotage": _derailed,
    "beat": beaten,
    "bury": _buried,
    "gather": gathered,
    "loot": looted,
    "host": hosted,
    "bodies": bodies,
    "claimland": claimed_land,
    "swap": swapped,
    "fall": fallen,
    "take": took,
    "fallof": fall_of,
    "inhands": in_hands,
    "toleave": told_to_leave,
}


def checked_role(sentence: Sentence, frame: Frame) -> Frame | None:
    """Give "destroy", "wave" and the like their role by their company, or drop the frame."""
    check = _CHECKS.get(frame.role)
    return frame if check is None else check(sentence, frame)
