"""What is brought down: interceptions, and what is destroyed on the ground instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.frame import ATTACK_ROLES, Frame
from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.sentence import FoundWeapon, Sentence


_AIR_DEFENCE = (
    "air defences", "air defenses", "air defence", "air defense", "air force", "interceptors",
    "patriot", "iron dome", "anti-aircraft",
)  # fmt: skip


def as_interception(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read shooting down, and destroying things that fly; other things destroyed are damage."""
    text = sentence.text.lower()
    defended = any(word in text for word in _AIR_DEFENCE)
    # Aircraft that are destroyed without a word of air defences stood on the ground.
    up = [
        w
        for w in sentence.weapons
        if (w.weapon.flies or w.weapon.name == "sea drones")
        and not (
            frame.role == "destroy"
            and not defended
            and w.weapon.name in {"aircraft", "helicopters"}
        )
    ]
    end = frame.trigger.end
    if (by := _shot_by(sentence, frame)) is not None:
        return replace(frame, role="attack", kind=by.weapon.kind, counts=())
    built = frame.role == "intercept" and not frame.passive
    built = built and bool(_HOUSES & set(sentence.lower[end : end + 4]))
    if built and not any(0 <= w.start - end <= _SUBJECT_REACH for w in up):
        kind = up[0].weapon.kind if up else EventKind.STRIKE
        return replace(frame, role="attack", kind=kind, counts=())
    flying = any(w.start in frame.clause for w in up) or (bool(frame.counts) and bool(up))
    flying = flying or _follows_launch(sentence, frame)
    counted = any(c.value for c in frame.counts)
    if frame.role == "destroy":
        if _done_by_strike(sentence, frame):
            return replace(frame, role="damage", counts=())
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
    if frame.role == "intercept" and _HOUSES & set(sentence.lower[frame.trigger.end :][:6]):
        return replace(frame, role="attack", kind=EventKind.STRIKE)
    return None


_MANNED = frozenset({"aircraft", "helicopters"})


def _shot_by(sentence: Sentence, frame: Frame) -> FoundWeapon | None:
    """Return the drone or missile that a verb says brought down a helicopter: that is its blow."""
    start, end = frame.trigger.start, frame.trigger.end
    if frame.passive or frame.trigger.trigger.pos != "v":
        return None
    down = any(0 <= w.start - end <= _OBJECT and w.weapon.name in _MANNED for w in sentence.weapons)
    by = [w for w in sentence.weapons if 0 <= start - w.end <= 1 and w.weapon.name not in _MANNED]
    return by[0] if down and by else None


_OBJECT = 4


def _done_by_strike(sentence: Sentence, frame: Frame) -> bool:
    """Whether strikes destroyed it, on the ground: "two strikes destroyed a drone and a tank"."""
    start = frame.trigger.start
    return not frame.passive and any(
        t.trigger.role in ATTACK_ROLES and t.trigger.pos == "n" and 0 <= start - t.end <= 1
        for t in sentence.triggers
    )


_HOUSES = frozenset(
    """towers buildings houses blocks bridges tower building high-rise house block bridge minaret
    skyscraper""".split()
)


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


_SUBJECT_REACH = 4
