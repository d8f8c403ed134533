"""Looser ties of a toponym to a trigger: what was hit, on what occasion, how it was left."""

from __future__ import annotations

from geomap.events.frame import CASUALTY_ROLES, Frame
from geomap.events.sentence import FINITE, FoundPlace, Sentence
from geomap.events.standing import lower_start
from geomap.model import PlaceKind


def owns_what_was_hit(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a town's thing is what was attacked: "Isfahan's nuclear complex was hit"."""
    resolved, end = place.resolution.place, place.end
    if resolved is None or resolved.kind is PlaceKind.COUNTRY or frame.role not in _HITTING:
        return False
    if sentence.lower[end : end + 1] not in (["'s"], ["’s"]):
        return False
    if any(a.start == place.start for a in sentence.actors):
        return False  # "Kyiv's forces"
    start = frame.trigger.start
    if frame.passive:
        return place.start - frame.clause.start <= 1 and start - end <= _OWNED_REACH
    return frame.trigger.trigger.pos == "v" and 0 <= place.start - frame.trigger.end <= 1


_HITTING = frozenset({"attack", "damage", "attacked"})
_OWNED_REACH = 6


def is_of_main_clause(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the place stands in the clause that "when ...", "as ..." goes on from."""
    before = sentence.clause_of[frame.trigger.start] - 1
    return (
        sentence.clause_of[place.start] == before
        and lower_start(sentence, frame.clause) in {"when", "as", "after"}
        and place.end <= frame.trigger.start
    )


def is_where_victim_was(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a place says where those hurt were: "the guard who was sleeping in X, was shot"."""
    clause, start = sentence.clause(place.start), frame.trigger.start
    if frame.role not in CASUALTY_ROLES or sentence.lower[clause.start] != "who":
        return False
    if 0 < clause.start - frame.trigger.end <= _OWNED_REACH and not frame.passive:
        # "killed a boy who had tried to run over soldiers near X"
        return not any(t.start in clause for t in sentence.triggers)
    subject = sentence.opening(start)
    inside = subject.stop == clause.start and place.end <= start
    return inside and not any(t.start in clause for t in sentence.triggers)


def is_of_occasion(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the place stands in the clause that tells on what occasion it happened.

    "The bomb went off as recruits gathered near X", "was shot while driving in X".
    """
    if sentence.clause_of[place.start] != sentence.clause_of[frame.trigger.start] + 1:
        return False
    clause = sentence.clause(place.start)
    before = sentence.lower[max(0, clause.start - 1)]
    return (
        sentence.lower[clause.start] in {"when", "as", "while"}
        and before not in {",", ";", "—", "–"}
        and place.start > frame.trigger.end
        and not any(p.start in frame.clause for p in sentence.places)
    )


def is_where_he_went(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a place says where those hit were going or staying: "shot as he left a bank in X"."""
    if frame.role not in CASUALTY_ROLES | _HITTING or not (frame.passive or frame.role == "died"):
        return False
    clause = sentence.clause(place.start)
    opening = sentence.lower[clause.start : clause.start + 2]
    if sentence.clause_of[place.start] != sentence.clause_of[frame.trigger.start] + 1:
        return False
    if opening[:1] not in (["as"], ["while"], ["when"]) or opening[1:] not in _WENT:
        return False
    stated = any(p.start in frame.clause for p in sentence.places)
    struck = any(t.trigger.role in _HITTING for t in sentence.triggers if t.start in clause)
    return place.start > frame.trigger.end and not stated and not struck


_WENT = (["he"], ["she"], ["they"])


def is_left_by(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a town is what a blow left in a state: "X was left without power after a strike"."""
    lower, start = sentence.lower, frame.trigger.start
    resolved = place.resolution.place
    if resolved is None or resolved.kind is PlaceKind.COUNTRY or frame.definite:
        return False
    if place.start - frame.clause.start > 1 or not _AFTERWARDS & set(
        lower[max(0, start - 4) : start]
    ):
        return False
    if any(a.start == place.start for a in sentence.actors):
        return False
    told = any(place.end <= f.start < start for f in sentence.classes.get("reporting", ()))
    return not told and not FINITE.isdisjoint(lower[place.end : start])


_AFTERWARDS = frozenset({"after", "following", "by", "because"})


def is_named_with_what_was_hit(
    sentence: Sentence, frame: Frame, place: FoundPlace, at: int
) -> bool:
    """Whether what was hit, or who left, is named by its town: "the port of X was targeted"."""
    if frame.role == "withdraw":
        return sentence.lower[at - 1] in {"garrison", "defenders"}
    if not frame.passive or frame.role not in _HITTING:
        return False
    subject = at - frame.clause.start
    people = any(f.end == at for f in sentence.classes.get("person", ()))
    return not people and 1 <= subject <= _OWNED_REACH and frame.trigger.start - place.end <= 3


def is_undergone(sentence: Sentence, frame: Frame) -> bool:
    """Whether the subject suffers what the noun says: "X came under an air strike"."""
    start = frame.trigger.start
    before = sentence.lower[max(frame.clause.start, start - 5) : start]
    counted = frame.role in CASUALTY_ROLES and _COUNTING & set(before)
    return bool(counted or _UNDERGOING & set(before))


_COUNTING = frozenset("counted counts reported recorded registered mourned had saw lost".split())


_UNDERGOING = frozenset("under subjected suffered endured sustained experienced survived".split())
