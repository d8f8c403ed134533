"""Mines, bombs and charges: which of their words say that something went off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.facts import is_destroyed
from geomap.events.sentence import BE
from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.sentence import Sentence


def rocked(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "was rocked by ten guided bombs" as an attack; scandals rock towns, too."""
    end = frame.trigger.end
    by = next((w for w in sentence.weapons if 0 <= w.start - end <= _BY_REACH), None)
    if by is None:
        return None
    return replace(frame, role="attacked", kind=by.weapon.kind, weapons=(by.weapon.name,))


_BY_REACH = 4


def operated(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "carried out an operation against X with a missile" as an attack with it."""
    end = frame.trigger.end
    arms = next((w.weapon for w in sentence.weapons if w.start >= end), None)
    if arms is None or "with" not in sentence.lower[end:]:
        return None
    return replace(frame, role="attack", kind=arms.kind, weapons=(arms.name,))


def exploded(sentence: Sentence, frame: Frame) -> Frame | None:
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


def laid(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read a mine as what went off, not as what was destroyed, nor as a pit."""
    start = frame.trigger.start
    if start and sentence.lower[start - 1] in _PITS:
        return None
    noun = frame.trigger.trigger.pos == "n"
    return None if noun and is_destroyed(sentence, start) else frame


def mine_told(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "a mine left in a school killed two" as a mine that went off; coal is dug in others."""
    start, end = frame.trigger.start, frame.trigger.end
    pit = {"coal", "gold", "iron", "salt", "copper", "diamond", "cobalt", "silver", "of", "the"}
    if pit & set(sentence.lower[max(0, start - 2) : start]) or "collapse" in sentence.lower:
        return None
    harmed = any(
        t.trigger.pos == "v"
        and t.trigger.role in {"killed", "injured", "explosion", "destroy"}
        and 0 <= t.start - end <= _MINE_REACH
        and sentence.lower[t.start - 1] not in BE
        for t in sentence.triggers
    )
    return replace(frame, role="mine") if harmed else None


_MINE_REACH = 9


_PITS = frozenset("coal gold iron salt copper diamond cobalt lithium silver ore".split())


def device_told(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read an explosive device as an explosion where somebody or something came to harm."""
    harm, end = {"killed", "injured", "died", "damage", "destroy"}, frame.trigger.end
    hurt = any(t.trigger.role in harm and t.start >= end for t in sentence.triggers)
    target = sentence.lower[max(0, frame.trigger.start - 3) : frame.trigger.start]
    if hurt or "target" in target or "by" in target:
        return replace(frame, role="explosion")
    return None


def set_off(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "set off his vest" as an explosion; alarms, protests and travellers are set off, too."""
    end = frame.trigger.end
    near = range(frame.clause.start, end) if frame.passive else range(end, end + _CHARGE_REACH)
    bomb = any(w.start in near and w.weapon.kind is EventKind.EXPLOSION for w in sentence.weapons)
    if not bomb and _CHARGES.isdisjoint(sentence.lower[near.start : near.stop]):
        return None
    return replace(frame, role="explosion")


_CHARGE_REACH = 5


_CHARGES = frozenset(
    "vest vests bomb bombs device devices explosives explosive charge charges belt belts".split()
)
