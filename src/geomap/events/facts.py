"""Fact or not: whether a trigger tells what happened, as against what may, will or did not."""

from __future__ import annotations

from itertools import pairwise

from geomap.events.clauses import (
    BE,
    FoundTrigger,
    Sentence,
    sentence_modals,
)
from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES
from geomap.model import Role


def is_factual(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Tell whether a trigger reports something that happened."""
    clause = sentence.clause(trigger.start)
    return not (
        _is_hypothetical(sentence, trigger, clause)
        or _is_past(sentence, trigger, clause)
        or _is_only_described(sentence, trigger, clause)
        or _is_negated(sentence, trigger, clause)
    )


def _is_hypothetical(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether it may, will or was meant to happen, or was called off."""
    before = range(max(clause.start, trigger.start - 14), trigger.start)
    modals = sentence_modals(sentence)
    if any(sentence.lower[i] in modals and not _is_month(sentence, i) for i in before):
        return True
    if sentence.found("hypothetical", max(0, before.start - 3), trigger.start):
        return True
    if trigger.trigger.pos != "n":
        return False
    after = range(trigger.end, min(clause.stop, trigger.end + 3))
    return (
        any(sentence.lower[i] in modals for i in after)
        or _is_intended(sentence, trigger, clause)
        or bool(sentence.found("called_off", trigger.end, clause.stop))
    )


def _is_past(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether it is history, or a sum over a long time."""
    for name in ("history", "cumulative"):
        if sentence.found(name, clause.start, clause.stop):
            return True
    if any(t.mark.historic and t.start in clause for t in sentence.times):
        return True
    if trigger.trigger.role in CASUALTY_ROLES and _speaks_of_the_past(sentence):
        return True
    return _last_told_is_past(sentence, trigger)


def _is_only_described(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether it is a state, a habit, a plan, a picture or a game."""
    role = trigger.trigger.role
    return (
        (role == "capture" and _is_state(sentence, trigger, clause))
        or (role == "visit" and _is_announced(sentence, trigger))
        or (sentence.role is Role.CAPTION and _describes_picture(sentence, trigger))
        or bool(sentence.found("habitual", clause.start, clause.stop))
        or (role in _SPORTING and bool(sentence.found("sport", 0, len(sentence.words))))
    )


_SPORTING = frozenset({"clash", "attack", "capture", "launch", "regain"})
"""What teams do to each other, too."""


def _is_intended(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether a noun depends on an infinitive: "to start direct talks", "to carry out a strike"."""
    for i in range(max(clause.start, trigger.start - 6), trigger.start - 1):
        if sentence.lower[i] == "to" and sentence.lower[i + 1] in _INTENDED:
            return True
    return False


_INTENDED = frozenset(
    """start begin hold resume carry launch conduct stage continue host open attend join organise
    organize arrange schedule stop end halt avoid pursue avert make mount mediate restart""".split()
)


def _is_state(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether "is occupied" tells how things stand, as against what happened."""
    before = sentence.lower[max(clause.start, trigger.start - 4) : trigger.start]
    return "is" in before or "are" in before or "partly" in before or "partially" in before


def _speaks_of_the_past(sentence: Sentence) -> bool:
    """Whether a sentence as a whole tells of older losses: its only times are old ones."""
    if any(t.mark.when.start is not None and not t.mark.historic for t in sentence.times):
        return False
    stop = len(sentence.words)
    return (
        any(t.mark.historic for t in sentence.times)
        or bool(sentence.found("history", 0, stop))
        or bool(sentence.found("cumulative", 0, stop))
    )


def _last_told_is_past(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether the time told last before a trigger is old: "five years ago a store blew up"."""
    marks = [(t.start, t.mark.historic) for t in sentence.times if t.start < trigger.start]
    marks += [(f.start, True) for f in sentence.found("history", 0, trigger.start)]
    later = any(not t.mark.historic and t.start > trigger.start for t in sentence.times)
    return bool(marks) and max(marks)[1] and not later


def _is_announced(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a visit in the present tense is one to come ("when he travels to"), no headline."""
    return sentence.role is not Role.TITLE and sentence.lower[trigger.start].endswith("s")


def _describes_picture(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a caption's verb only says what the picture shows: "a soldier fires at"."""
    word = sentence.lower[trigger.start]
    return (
        trigger.trigger.pos == "v" and word.endswith("s") and trigger.trigger.role in ATTACK_ROLES
    )


def _is_month(sentence: Sentence, index: int) -> bool:
    return any(t.start <= index < t.end for t in sentence.times)


def _is_negated(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether the trigger is denied; "no one was hurt" counts as zero, not as denied."""
    if trigger.trigger.role in CASUALTY_ROLES and any(
        q.value == 0 and clause.start <= q.start < clause.stop for q in sentence.quantities
    ):
        return False
    start = max(clause.start, trigger.start - 5)
    if sentence.found("negation", start, trigger.start):
        return True
    # "damage or casualties were not reported"
    after = sentence.lower[trigger.end : min(clause.stop, trigger.end + 6)]
    return any(a in BE and b in {"not", "never"} for a, b in pairwise(after))
