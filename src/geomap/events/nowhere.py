"""Verbs that happen at no place: a title is captured, a mood on film, a war has killed thousands.

What such a sentence names is where a match was, what a picture shows or which war it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.frame import CASUALTY_ROLES
from geomap.events.past import is_of_a_war
from geomap.events.sentence import DETERMINERS, PREPOSITIONS, FoundTrigger, Sentence
from geomap.events.standing import PLACE_NOUNS

if TYPE_CHECKING:
    from geomap.events.frame import Frame


def is_nowhere(sentence: Sentence, frame: Frame) -> bool:
    """Whether what a verb tells happens at none of the places that its sentence names."""
    start, end = frame.trigger.start, frame.trigger.end
    if is_won_or_shown(sentence, start, end):
        return True
    told = next((t for t in sentence.triggers if t.start <= start < t.end), frame.trigger)
    return told.trigger.role in CASUALTY_ROLES and _is_sum_of_war(sentence, told)


def is_won_or_shown(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a prize is what was captured, or a picture; whether something was only shown.

    "Captured the gold medal", "was captured on video", "demonstrated the strength of".
    """
    word = sentence.lower[start]
    if word.startswith(("captur", "seiz")):
        return _is_prize(sentence, end) or _is_on_film(sentence, end)
    return word.startswith("demonstrat") and word not in _CROWDS and _has_object(sentence, end)


_CROWDS = frozenset("demonstrator demonstrators demonstration demonstrations".split())


def _is_prize(sentence: Sentence, end: int) -> bool:
    """Whether the object of a verb is a prize, a score or votes, before any preposition."""
    for at, word in enumerate(sentence.lower[end : end + _OBJECT], end):
        if word in _PRIZES or word.endswith("-wicket"):
            return PLACE_NOUNS.isdisjoint(sentence.lower[at + 1 : at + 2])  # "the gold town of X"
        if word in PREPOSITIONS or word in _ENDS:
            return False
    return False


def _is_on_film(sentence: Sentence, end: int) -> bool:
    """Whether pictures are what was taken: "captured on camera", "captured the moment"."""
    behind = sentence.lower[end : end + _OBJECT]
    if behind[:1] in (["on"], ["in"]):
        return not _FILMS.isdisjoint(behind[1:_FILMED])
    for word in behind:
        if word in _SHOWN:
            return True
        if word in PREPOSITIONS or word in _ENDS:
            return False
    return False


_OBJECT, _FILMED = 9, 6
_ENDS = frozenset(", . ; : and or but as when while that which who".split())
_PRIZES = frozenset(
    """title titles medal medals wicket wickets trophy cup championship championships crown prize
    prizes award awards victory win wins majority seat seats vote votes hat-trick haul hauls gold
    silver bronze pole prix tournament lead share presidency nomination initiative opportunity race
    headlines""".split()
)
_FILMS = frozenset(
    "camera cameras video videos videotape film tape footage photograph photographs cctv".split()
)
_SHOWN = frozenset(
    """footage image images picture pictures photo photos photograph photographs video videos scene
    scenes moment moments attention
    imagination mood spirit essence hearts""".split()
)


def _has_object(sentence: Sentence, end: int) -> bool:
    """Whether a thing or a clause follows a verb at once: "showed that", "showed the strength"."""
    behind = sentence.lower[end : end + 1]
    return bool(behind) and (behind[0] in DETERMINERS or behind[0] in {"that", "how", "why"})


def _is_sum_of_war(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a whole war is what has killed so many: "the war in X has killed thousands".

    So it does in "have been killed in X's three-year conflict".
    """
    clause, start = sentence.clause(trigger.start), trigger.start
    if _PERFECT.isdisjoint(sentence.lower[max(clause.start, start - 4) : start]):
        return False
    if is_of_a_war(sentence, trigger, clause):
        return True
    if any(t.start in clause and not t.mark.historic for t in sentence.times):
        return False
    if not _WARS.isdisjoint(sentence.lower[clause.start : clause.stop]):
        return True
    return not _UNREST.isdisjoint(sentence.lower[clause.start : start])


_PERFECT = frozenset("has have".split())
_WARS = frozenset("war conflict insurgency".split())
_UNREST = frozenset("violence unrest bloodshed".split())
"""What kills thousands as a subject; "three have been killed in violence" are those of a day."""
