"""Where the clauses of a sentence begin and end."""

from __future__ import annotations

from geomap.events.sentence import (
    BE,
    FINITE,
    PREPOSITIONS,
    Sentence,
    asked_once,
    finite_verbs,
    verbs_told,
)

_RELATIVES = frozenset("who which whose whom where".split())

_SUBORDINATORS = frozenset(
    "while when after before because although though whereas until despite amid once since".split()
)

_NOMINAL_TOO = frozenset("after before until despite amid".split())

_CONJUNCTIONS = frozenset("and but yet so nor".split())


def clauses_of(sentence: Sentence) -> list[int]:
    """Number the clauses: a new one begins at each boundary; parentheses have their own."""
    numbers: list[int] = []
    current = highest = begun = 0
    return_to: list[tuple[int, int]] = []
    outer: int | None = None  # the clause that a relative one hangs on
    reported = {f.end for f in sentence.classes.get("reporting", ())}
    inside = {i for t in sentence.triggers for i in range(t.start + 1, t.end)}
    previous = ""
    for index, word in enumerate(sentence.lower):
        while return_to and index >= return_to[-1][0]:
            current = return_to.pop()[1]
        if word in _OPENERS or previous in _SIGNS or index in reported:
            inserted = _parenthesis_end(sentence, index)
            if inserted is not None:
                return_to.append((inserted, current))
                highest += 1
                current = highest
            elif outer is not None and _goes_back(sentence, index, begun):
                current, outer = outer, None
            elif index not in inside and _begins_clause(sentence, index, begun):
                if word in _RELATIVES:
                    outer = current if outer is None else outer
                elif word not in _SUBORDINATORS:
                    outer = None
                highest += 1
                current, begun = highest, index
        numbers.append(current)
        previous = word
    return numbers


_OPENERS = _RELATIVES | _NOMINAL_TOO | _SUBORDINATORS | _CONJUNCTIONS | {"as", "that", "("}

_SIGNS = frozenset({",", ";", ":", "—", "–"})
"""A clause begins at one of these words, behind such a sign or behind a reporting verb."""


def _parenthesis_end(sentence: Sentence, index: int) -> int | None:
    """Return where an insertion (", including four children,") ends, if one begins here."""
    lower = sentence.lower
    if lower[index] == "(":
        return lower.index(")", index) + 1 if ")" in lower[index:] else None
    if index and lower[index] in _RELATIVES and lower[index - 1] == ",":
        return _relative_end(sentence, index)
    if index and lower[index] in ("including", "among") and lower[index - 1] == ",":
        for i in range(index + 1, min(len(lower), index + 16)):
            if lower[i] == "," and not _continues_list(sentence, i):
                return i
    return None


_AIMING = frozenset({"at", "on", "against"})


def _relative_end(sentence: Sentence, index: int) -> int | None:
    """Return where ", who led the guard," ends, when the main clause goes on with its verb."""
    lower = sentence.lower
    for i in range(index + 2, min(len(lower) - 2, index + 24)):
        if lower[i] == "," and lower[i + 1] == "and" and lower[i + 2] in _AIMING:
            return i  # "fired at X, where four were killed, and at Y"
    finite = finite_verbs(sentence)
    fronted = lower[0] in PREPOSITIONS and finite.isdisjoint(range(index))
    for i in range(index + 2, min(len(lower) - 1, index + 24)):
        if lower[i] == ",":
            if fronted and not finite.isdisjoint(range(index, i)):
                return i  # "in Gaza, where a truce has held, six people were killed"
            verb = i + 1 in verbs_told(sentence)
            reports = any(f.start == i + 1 for f in sentence.classes.get("reporting", ()))
            return i if verb or reports or lower[i + 1] in FINITE else None
    return None


def _continues_list(sentence: Sentence, comma: int) -> bool:
    """Whether a comma inside "including ..." separates its members rather than ends it."""
    following = comma + 1
    if following >= len(sentence.lower):
        return False
    return any(p.start == following for p in sentence.places) and any(
        p.end == comma for p in sentence.places
    )


def _begins_clause(sentence: Sentence, index: int, begun: int) -> bool:
    """Tell whether a clause begins at ``index``, the one before having begun at ``begun``."""
    lower = sentence.lower
    if index == 0 or index in _inside_times(sentence):
        return False
    word, previous = lower[index], lower[index - 1]
    if previous in {";", ":", "—", "–"}:
        return True
    after_comma = previous == ","
    if word in _RELATIVES:
        return True
    if word in _NOMINAL_TOO:
        # else "after a strike on X", a phrase
        return _finite_verb_within(sentence, index + 1, 12) or _tells_deed(sentence, index + 1)
    if word in _SUBORDINATORS:
        phrase = word == "while" and lower[index + 1 : index + 2] in _IN_PHRASE
        return not phrase or _finite_verb_within(sentence, index + 1, 12)
    if word == "as" and not after_comma:
        return _finite_verb_within(sentence, index + 1, 9) and lower[index - 1] not in {
            "as", "such", "known", "many", "well"}  # fmt: skip
    if word == "that":
        if previous in PREPOSITIONS:
            return False
        return _follows_reporting(sentence, index) or _finite_verb_within(sentence, index + 1, 3)
    if word in _CONJUNCTIONS:
        return _has_finite_verb(sentence, begun, index) and _opens_clause_after(sentence, index + 1)
    if after_comma:
        if word in {"with", "as", "including", "said", "says", "according"}:
            return lower[index : index + 3] != ["as", "well", "as"]  # there the list goes on
        if (word.endswith("ing") and len(word) > 5) or _ends_fronted(sentence, index, begun):
            return True
        aside = _in_list(sentence, index) or _goes_on_after_aside(sentence, index)
        return _opens_clause_after(sentence, index) and not aside
    return _ends_reporting(sentence, index)


def _ends_fronted(sentence: Sentence, index: int, begun: int) -> bool:
    """Whether the main clause begins here: "Two days after X had hit Y, | Z struck back"."""
    if begun > _FRONT or sentence.lower[begun] not in {"after", "when", "as", "while"}:
        return False
    if sentence.lower[index] in PREPOSITIONS or _in_list(sentence, index):
        return False
    if not _has_finite_verb(sentence, begun + 1, index):
        return False
    # what only explains a name has a comma behind it, too
    return "," not in sentence.lower[index : index + _EXPLAINING]


_FRONT, _EXPLAINING = 3, 8
_IN_PHRASE = (["in"], ["at"], ["on"], ["under"])
"""Behind "while" these may open no clause: "hit while in his car"."""


@asked_once
def _inside_times(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of time expressions but their first: "the night | before, ..."."""
    ends = len(sentence.lower)
    return frozenset(
        [
            i
            for t in sentence.times
            for i in range(t.start + 1, t.end)
            if i + 1 < t.end or i + 1 == ends or not sentence.words[i + 1].is_word
        ]
    )


def _goes_on_after_aside(sentence: Sentence, index: int) -> bool:
    """Whether behind a comma only a day stands before the verb: "X, north of Y, on Monday killed".

    A clause of its own would have a subject there.
    """
    time = next((t for t in sentence.times if t.start == index), None)
    return time is not None and time.end in finite_verbs(sentence)


def _goes_back(sentence: Sentence, index: int, begun: int) -> bool:
    """Whether behind a comma the main clause goes on: "the man who was hurt in X, has died"."""
    lower = sentence.lower
    if lower[index - 1] != "," or lower[index] not in {"has", "have", "had", "was", "were"}:
        return False
    return _has_finite_verb(sentence, begun, index)


def _tells_deed(sentence: Sentence, start: int) -> bool:
    """Whether people and what they did follow: "after gunmen surrounded a mosque"."""
    lower = sentence.lower
    for name in ("person", "ground_force", "band"):
        for found in sentence.found(name, start, start + 3):
            if found.end < len(lower) - 1 and lower[found.end].endswith("ed"):
                return lower[found.end + 1] not in {"by", "in"}
    return False


def _ends_reporting(sentence: Sentence, index: int) -> bool:
    """Whether the word before is a reporting verb with a content clause after it."""
    if not any(f.end == index for f in sentence.classes.get("reporting", ())):
        return False
    if index > 1 and sentence.lower[index - 2] in BE:
        return False  # "two people were reported dead"
    if sentence.lower[index - 1] in {"to", "per"} or sentence.lower[index] in {",", "that", "."}:
        return False
    return _finite_verb_within(sentence, index, 14)


def _follows_reporting(sentence: Sentence, index: int) -> bool:
    return any(index - 4 <= f.end <= index for f in sentence.classes.get("reporting", ()))


def _finite_verb_within(sentence: Sentence, start: int, reach: int) -> bool:
    finite, lower = finite_verbs(sentence), sentence.lower
    start = _past_apposition(sentence, start)
    for i in range(start, min(len(lower), start + reach)):
        if lower[i] in _CLAUSE_ENDS and i > start:
            return False
        if i in finite and lower[i - 1] != "to":
            return True
    return False


_CLAUSE_ENDS = frozenset({",", ";", "that", "which", "who", "where", "when", "while"})


def _past_apposition(sentence: Sentence, start: int) -> int:
    """Return the token behind what explains a name at the head: "X, the envoy of Y, | sat down"."""
    lower, end = sentence.lower, start
    while end < len(lower) and sentence.words[end].text[0].isupper():
        end += 1
    if end == start or lower[end : end + 1] != [","] or lower[end + 1 : end + 2] not in _ARTICLES:
        return start
    stop = min(len(lower), end + _APPOSITION)
    return next((i + 1 for i in range(end + 2, stop) if lower[i] == ","), start)


_ARTICLES = (["the"], ["a"], ["an"])
_APPOSITION = 14


def _has_finite_verb(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a finite verb stands in ``start:stop``, so that a conjunction can open a clause."""
    return not finite_verbs(sentence).isdisjoint(range(start, stop))


def _opens_clause_after(sentence: Sentence, start: int) -> bool:
    """Whether a subject and a finite verb follow before the next comma."""
    lower = sentence.lower
    if start >= len(lower):
        return False
    if lower[start] in FINITE or start in verbs_told(sentence):
        return False
    joined = lower.index("and", start) if "and" in lower[start : start + 9] else -1
    if joined > start and joined + 1 in finite_verbs(sentence):
        return _finite_verb_within(sentence, start, joined - start)  # "..., Y and are now"
    return _finite_verb_within(sentence, start, 10)


def _in_list(sentence: Sentence, index: int) -> bool:
    return any(p.start == index for p in sentence.places) and any(
        p.end == index - 1 for p in sentence.places
    )
