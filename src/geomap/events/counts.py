"""How many: the counts and weapons that belong to a trigger."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.events.casualties import with_casualties
from geomap.events.facts import is_destroyed
from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES, INTERCEPT_ROLES, Frame
from geomap.events.volleys import most_numerous, weapon_counts, with_downed
from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.sentence import FoundWeapon, Sentence


def with_weapon(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with its weapons, and the kind of attack that they make it."""
    near = _weapons_near(sentence, frame)
    if not near:
        if frame.kind is None and frame.role == "attack" and _is_by_air_force(sentence, frame):
            frame.kind = EventKind.AIR_STRIKE
        return frame
    names = tuple(dict.fromkeys(w.weapon.name for w in near))
    kind = frame.kind
    dropped = names[0] in {"bombs", "grenades"} and frame.role in ATTACK_ROLES
    if dropped and _from_above(sentence, frame):
        carrier = next((w.weapon for w in sentence.weapons if w.weapon.name == "drones"), None)
        kind = carrier.kind if carrier is not None else EventKind.AIR_STRIKE
    if kind is None and frame.role in ATTACK_ROLES:
        kind = near[0].weapon.kind
    frame.weapons, frame.kind = names, kind
    return frame


def _is_by_air_force(sentence: Sentence, frame: Frame) -> bool:
    """Whether an air force is who struck: "Israel's air force hit X"."""
    before = sentence.lower[frame.clause.start : frame.trigger.start]
    flown = frame.trigger.trigger.pos == "v" and not frame.passive
    return flown and any(pair == ("air", "force") for pair in pairwise(before))


_AFTER_COLON = 5

_OTHERS = frozenset(
    "where another one others it they some two three the second first then ,".split()
)
"""What may stand for a weapon told of before: "..., another struck Kharkiv"."""


def _from_above(sentence: Sentence, frame: Frame) -> bool:
    """Whether bombs were dropped or fell: nobody says so of one that was planted."""
    return frame.trigger.trigger.word in {
        "drop",
        "fall on",
        "rain down",
        "rain down on",
        "land on",
    } or any(w.weapon.name == "aircraft" for w in sentence.weapons)


def _weapons_near(sentence: Sentence, frame: Frame) -> list[FoundWeapon]:
    """Return the weapons of a frame: before it as modifier, else in its clause, nearest first."""
    found = frame.trigger
    weapons = [w for w in sentence.weapons if w.start in frame.clause]
    reasons = sentence.classes.get("reason", ())
    if weapons and reasons:  # "attacked X in response to rockets from Y"
        answered = min((f.start for f in reasons if f.start >= found.end), default=None)
        weapons = [w for w in weapons if answered is None or w.start < answered]
    if weapons and found.trigger.pos == "n":
        weapons = [w for w in weapons if not is_destroyed(sentence, w.start, found.end)]
    if found.trigger.pos == "n":
        touching = [w for w in weapons if 0 <= found.start - w.end <= 1]
        volley = [w for w in weapons if 0 <= w.start - found.end <= 9]
        return touching or volley or weapons
    subject = set(sentence.lower[frame.clause.start : found.start])
    if not weapons and not frame.passive and subject and subject <= _OTHERS:
        return [w for w in sentence.weapons if w.end <= frame.clause.start][-1:]
    if not weapons and found.start and sentence.lower[found.start].endswith("ing"):
        # ", killing a man": with what the main clause fired
        return [w for w in sentence.weapons if w.end <= frame.clause.start][:1]
    if not weapons and sentence.lower[frame.clause.start] in {"that", "which"}:
        # "117 drones that Russia sent": the weapon is what the relative clause speaks of
        near = [w for w in sentence.weapons if 0 <= frame.clause.start - w.end <= 1]
        return _first_joined(sentence, near)
    if not weapons and frame.role in CASUALTY_ROLES and ":" in sentence.lower:
        # what hurt them stands behind the colon
        stop = frame.clause.stop
        if sentence.lower[stop - 1 : stop + 1].count(":"):
            weapons = [w for w in sentence.weapons if 0 <= w.start - stop <= _AFTER_COLON]
    if not weapons and frame.passive and sentence.lower[found.end : found.end + 1] == ["by"]:
        # "struck by what the military said was a missile"
        weapons = [w for w in sentence.weapons if 0 <= w.start - found.end <= 12][:1]
    after = [w for w in weapons if w.start >= found.end]
    before = [w for w in weapons if w.end <= found.start]
    nearest = _first_joined(sentence, before[-1:])
    return after + nearest + before[::-1] if frame.role == "launch" else nearest + after


def _first_joined(sentence: Sentence, near: list[FoundWeapon]) -> list[FoundWeapon]:
    """Return the weapons with the first of their pair before them: "drones and missiles"."""
    for weapon in near:
        for other in sentence.weapons:
            gap = sentence.lower[other.end : weapon.start]
            if other.end < weapon.start and gap in (["and"], [","], [",", "and"]):
                return [other, *near]
    return near


def with_counts(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with the numbers that belong to its trigger."""
    if frame.role in CASUALTY_ROLES:
        return with_casualties(sentence, frame)
    if frame.role in INTERCEPT_ROLES or frame.role == "destroy":
        return with_downed(sentence, frame)
    if frame.role in {"launch", "volley", "attack", "overflight", "attacked", "use", "sight"}:
        frame.counts = weapon_counts(sentence, frame)
        frame.kind = most_numerous(sentence, frame) or frame.kind
    return frame
