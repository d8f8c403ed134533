"""Past or present: whether a trigger tells of history, or sums up a long time."""

from __future__ import annotations

from geomap.events.dates import MONTHS
from geomap.events.frame import CASUALTY_ROLES
from geomap.events.sentence import PREPOSITIONS, Found, FoundTrigger, Sentence, asked_once


def is_past(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether it is history, or a sum over a long time."""
    if trigger.trigger.pos == "n" and (
        _is_of_year(sentence, trigger.start) or _is_counted_from(sentence, trigger.start)
    ):
        return True
    if sentence.lower[trigger.start].endswith("ing") and _is_told_from(sentence, trigger.start):
        return True
    if trigger.trigger.role in CASUALTY_ROLES and (
        _spans_years(sentence) or is_of_a_war(sentence, trigger, clause)
    ):
        return True
    if not _names_the_past(sentence):
        return trigger.trigger.role in CASUALTY_ROLES and _counts_since(sentence, trigger, clause)
    since = clause.stop
    if sentence.lower[since : since + 1] == ["since"]:
        since = sentence.clause(since).stop  # "... 1,200 drones since the beginning of the month"
    for name, stop in (("history", clause.stop), ("cumulative", since)):
        found = sentence.found(name, clause.start, stop)
        if any(_dates(sentence, trigger, f) for f in found):
            return True
    if trigger.trigger.role in CASUALTY_ROLES and _counts_since(sentence, trigger, clause):
        return True
    if any(
        t.mark.historic and t.start in clause and not _of_relative(sentence, trigger, t.start)
        for t in sentence.times
    ):
        return True
    if trigger.trigger.role in CASUALTY_ROLES and _speaks_of_the_past(sentence, trigger):
        return True
    return _last_told_is_past(sentence, trigger)


@asked_once
def _names_the_past(sentence: Sentence) -> bool:
    """Whether any word or time of a sentence speaks of the past, or sums up."""
    named = "history" in sentence.classes or "cumulative" in sentence.classes
    return named or any(t.mark.historic for t in sentence.times)


@asked_once
def _spans_years(sentence: Sentence) -> bool:
    """Whether a sentence sums up a span that begins in a year: "between 7 October 2023 and ..."""
    if "between" not in sentence.lower:
        return False
    start = sentence.lower.index("between")
    span = sentence.lower[start + 1 : start + 7]
    years = [i for i, w in enumerate(span) if len(w) == _YEAR_DIGITS and w[:2] == "20"]
    return bool(years) and span[years[0] + 1 : years[0] + 2] == ["and"]


def is_of_a_war(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether a number is too great for a day, and no day is named: "1,000 have been killed"."""
    before = sentence.lower[max(0, trigger.start - 4) : trigger.start]
    return (
        not sentence.times
        and not {"have", "has"}.isdisjoint(before)
        and any(
            (q.value or 0) >= _OF_WARS and q.start in clause and q.start < trigger.end + _OBJECT
            for q in sentence.quantities
        )
    )


_OF_WARS, _OBJECT = 500, 5


def _is_of_year(sentence: Sentence, start: int) -> bool:
    """Whether a year stands before a noun: "a 2017 nightclub attack"."""
    for i in range(max(1, start - 4), start):
        word = sentence.lower[i]
        if len(word) == _YEAR_DIGITS and word.isdigit() and word[:2] in {"19", "20"}:
            at = i - 2 if i > 1 and sentence.lower[i - 1] in MONTHS else i - 1
            return sentence.lower[at] in {"a", "the", "an", "his", "her", "its", "their"}
    return False


_YEAR_DIGITS = 4


def _is_counted_from(sentence: Sentence, start: int) -> bool:
    """Whether time is counted from what a noun tells: "five years after the port explosion"."""
    for i in range(max(1, start - 5), start):
        if sentence.lower[i] in {"after", "since"} and sentence.lower[i - 1] in _LONG_SPANS:
            return PREPOSITIONS.isdisjoint(sentence.lower[i + 1 : start])
    return False


def _is_told_from(sentence: Sentence, start: int) -> bool:
    """Whether a deed only tells from when time runs: "two weeks after capturing Goma"."""
    before = sentence.lower[max(0, start - 2) : start]
    return len(before) > 1 and before[1] == "after" and before[0] in _LONG_SPANS | _SPANS


_SPANS = frozenset("week weeks days".split())
_LONG_SPANS = frozenset("year years month months decade decades".split())


def _dates(sentence: Sentence, trigger: FoundTrigger, found: Found) -> bool:
    """Whether words of history speak of the trigger, not of a measure, an hour or an aside."""
    after = sentence.lower[found.end : found.end + 2]
    if sentence.lower[found.start] == "anniversary" and trigger.start < found.start:
        return not _MARKING & set(sentence.lower[trigger.end : found.start])
    return not (
        _is_other_name(sentence, found)
        or _is_comparison(sentence, found.start)
        or (sentence.lower[found.start] == "since" and bool(HOURS & set(after)))
        or _of_relative(sentence, trigger, found.start)
    )


def _is_other_name(sentence: Sentence, found: Found) -> bool:
    """Whether an aside tells what somebody was called: "(formerly the Nusra Front)"."""
    if sentence.lower[found.start] not in {"formerly", "previously"}:
        return False
    aside = sentence.lower[max(0, found.start - 1) : found.start]
    return aside in (["("], [","], []) or not _CALLED.isdisjoint(
        sentence.lower[found.end : found.end + 2]
    )


_CALLED = frozenset("called known named part".split())
_MARKING = frozenset("mark marking marked commemorate commemorating on".split())


HOURS = frozenset("morning dawn evening night afternoon noon midnight early small".split())


def _of_relative(sentence: Sentence, trigger: FoundTrigger, index: int) -> bool:
    """Whether a relative clause between brings it in: "districts that were lost two years ago"."""
    between = range(trigger.end, index)
    return any(
        sentence.lower[i] in {"that", "which", "who", "whose", "where"} and index - i <= 9
        for i in between
    )


def _is_comparison(sentence: Sentence, index: int) -> bool:
    """Whether words of history only measure: "the largest attack of the war", "first since"."""
    before = sentence.lower[max(0, index - 9) : index]
    return any(w in MEASURES or (w.endswith("est") and len(w) > 5) for w in before)


MEASURES = frozenset(
    """first second third fourth fifth worst best most heaviest deadliest largest biggest only such
    rare unprecedented similar same""".split()
)


def _counts_since(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether a clause sums up: "at least 74 have been killed since 2 December"."""
    if "since" not in sentence.lower:
        return False
    perfect = {"have", "has"} & set(sentence.lower[max(0, trigger.start - 3) : trigger.start])
    for i, word in enumerate(sentence.lower):
        if word == "since" and perfect:
            after = sentence.lower[i + 1 : i + 9]
            if not any(w.endswith("day") for w in after) and not HOURS & set(after[:2]):
                return True
    whole = range(clause.start, min(len(sentence.lower), clause.stop + 6))
    return any(
        "since" in sentence.lower[max(0, t.start - 1) : t.start + 1]
        and not any(w.endswith("day") for w in sentence.lower[t.start : t.end])
        for t in sentence.times
        if t.start in whole
    )


def _speaks_of_the_past(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a sentence as a whole tells of older losses: its only times are old ones."""
    if any(t.mark.when.start is not None and not t.mark.historic for t in sentence.times):
        return False
    stop = len(sentence.words)
    return (
        any(
            t.mark.historic and not _of_relative(sentence, trigger, t.start) for t in sentence.times
        )
        or any(_dates(sentence, trigger, f) for f in sentence.found("history", 0, stop))
        or any(_dates(sentence, trigger, f) for f in sentence.found("cumulative", 0, stop))
    )


def _last_told_is_past(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether the time told last before a trigger is old: "five years ago a store blew up"."""
    marks = [(t.start, t.mark.historic) for t in sentence.times if t.start < trigger.start]
    marks += [
        (f.start, True)
        for f in sentence.found("history", 0, trigger.start)
        if _dates(sentence, trigger, f)
    ]
    later = any(not t.mark.historic and t.start > trigger.start for t in sentence.times)
    return bool(marks) and max(marks)[1] and not later
