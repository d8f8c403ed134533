"""Words of harm to people: who is shot, beaten, stoned, admitted to hospital."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.casualties import with_casualties

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
    passive = frame.passive and sentence.found("person", frame.clause.start, start)
    active = not frame.passive and sentence.found("person", end, end + 5)
    if not (passive or active):
        return None
    if passive and _LIMBS & set(sentence.lower[end : end + 4]):
        return with_casualties(sentence, replace(frame, role="injured"))
    return replace(frame, role="attack")


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
