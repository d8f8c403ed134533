"""Words of harm to people: who is shot, beaten, stoned, admitted to hospital."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.casualties import with_casualties
from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.sentence import Sentence

_STONED = frozenset(
    "car cars vehicle vehicles bus buses homes houses convoy police soldiers troops".split()
)


def stoned(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "settlers stoned cars" as a riot; much else is stoned."""
    start, end = frame.trigger.start, frame.trigger.end
    span = (frame.clause.start, start) if frame.passive else (end, end + 5)
    aimed = not _STONED.isdisjoint(sentence.lower[span[0] : span[1]])
    doer = sentence.found("band", frame.clause.start, start)
    return replace(frame, role="riot") if aimed or (doer and not frame.passive) else None


def hacked(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "hacked nine villagers to death" as a killing; accounts are hacked, too."""
    start, end = frame.trigger.start, frame.trigger.end
    span = (frame.clause.start, start) if frame.passive else (end, end + 6)
    if not sentence.found("person", *span) or "death" not in sentence.lower:
        return None
    return with_casualties(sentence, replace(frame, role="killed"))


_CARING = frozenset(
    "hospital hospitals doctors medics surgeons clinic clinics ward paramedics ambulances".split()
)


def admitted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "the hospital admitted a couple" as people hurt; others are received, too."""
    before = sentence.lower[frame.clause.start : frame.trigger.start]
    if frame.passive or _CARING.isdisjoint(before):
        return None
    end = frame.trigger.end
    people = sentence.found("person", end, end + 5)
    if not people or {"dead", "bodies", "body"} & set(sentence.lower[end : end + 5]):
        return None
    return with_casualties(sentence, replace(frame, role="injured", kind=None))


def shot(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "twelve people were shot", "shot a boy" as an attack; films are shot, too."""
    start, end = frame.trigger.start, frame.trigger.end
    passive = frame.passive and (
        sentence.found("person", frame.clause.start, start) or _is_of_gunfire(sentence, frame)
    )
    active = not frame.passive and (
        sentence.found("person", end, end + 5) or _is_at_someone(sentence, frame)
    )
    if not (passive or active):
        return None
    after = sentence.lower[end : end + 5]
    if after[:2] == ["to", "death"] or (active and ["to", "death"] in _pairs(sentence, end)):
        return with_casualties(sentence, replace(frame, role="killed", kind=EventKind.ARMED_CLASH))
    if passive and not _LIMBS.isdisjoint(after[:4]):
        return with_casualties(sentence, replace(frame, role="injured"))
    return replace(frame, role="attack")


def _pairs(sentence: Sentence, end: int) -> list[list[str]]:
    """Return the words behind a verb in pairs, up to the end of its object's length."""
    return [sentence.lower[i : i + 2] for i in range(end, min(end + 9, len(sentence.lower) - 1))]


def _is_of_gunfire(sentence: Sentence, frame: Frame) -> bool:
    """Whether what follows tells that somebody was shot: "was shot in the head", "and wounded"."""
    end = frame.trigger.end
    after = sentence.lower[end : end + 5]
    if _FILMED.intersection(sentence.lower[frame.clause.start : frame.trigger.start]):
        return False
    if after[:1] == ["and"]:
        return not _HURT.isdisjoint(after[1:3])
    if after[:2] == ["in", "the"] or after[:2] in (["in", "his"], ["in", "her"]):
        return not (_LIMBS | _VITAL).isdisjoint(after[2:4])
    counted = any(q.start == end for q in sentence.quantities) and "times" in after
    return counted or after[:1] in (["twice"], ["dead"]) or after[:2] == ["to", "death"]


def _is_at_someone(sentence: Sentence, frame: Frame) -> bool:
    """Whether the object is a person by a pronoun, or a name that is hit or dies."""
    end = frame.trigger.end
    after = sentence.lower[end : end + 9]
    if after[:1] and after[0] in {"him", "her", "them", "himself", "herself"}:
        return True
    named = end < len(sentence.words) and sentence.words[end].text[0].isupper()
    hit = any(
        pair in (["to", "death"], ["in", "the"], ["in", "his"], ["in", "her"])
        for pair in _pairs(sentence, end)
    )
    wounds = _LIMBS | _VITAL | {"death"}
    return named and hit and not wounds.isdisjoint(after)


_HURT = frozenset("killed wounded injured hurt robbed".split())
_FILMED = frozenset(
    """film films movie movies video videos footage scene scenes series picture pictures photo
    photos drone drones missile missiles plane jet helicopter""".split()
)
_VITAL = frozenset("head chest neck face eye heart torso throat mouth hip".split())
_LIMBS = frozenset(
    """foot feet leg legs arm arms hand hands thigh shoulder knee knees ankle stomach abdomen back
    limbs pelvis""".split()
)


def executed(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "executed" as a killing but where a court had its say."""
    if frame.trigger.trigger.word == "execute" and _LAWFUL & set(sentence.lower):
        return None
    return frame


_LAWFUL = frozenset(
    "convicted accused sentenced court judiciary charged hanging hanged spying trial".split()
)


_SPLINTERS = frozenset(
    "fragment fragments shrapnel splinter splinters bullet bullets glass debris pellets".split()
)


def is_person_hit(sentence: Sentence, frame: Frame) -> bool:
    """Whether somebody was struck by splinters: "a passer-by was hit by fragments"."""
    end = frame.trigger.end
    after = sentence.lower[end : end + 8]
    if after[:1] not in (["by"], ["in"]) or _SPLINTERS.isdisjoint(after):
        return False
    return bool(sentence.found("person", frame.clause.start, frame.trigger.start))


def beaten(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "masked men beat a man" as violence: people must be beaten, not teams or records."""
    start, end = frame.trigger.start, frame.trigger.end
    span = (frame.clause.start, start) if frame.passive else (end, end + 5)
    upon = sentence.lower[end - 1] == "upon"
    guarded = upon and not _GUARDED.isdisjoint(sentence.lower[span[0] : span[1]])
    if not (guarded or sentence.found("person", *span)) or "sport" in sentence.classes:
        return None
    return replace(frame, role="clash")


_GUARDED = frozenset("convoy convoys patrol column post outpost checkpoint truck trucks".split())
