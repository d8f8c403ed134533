"""Where: the toponym of a sentence that answers for a trigger, by its preposition and clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clauses import (
    PREPOSITIONS,
    FoundPlace,
    Sentence,
    sentence_modals,
)
from geomap.events.frame import CASUALTY_ROLES, Frame
from geomap.model import PlaceKind, Usage

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geomap.events.lexicon import Actor

LOCATIVE = frozenset(
    "in at near over across around within throughout through inside above along on off outside".split()
)
_AIMED = frozenset("on at against towards toward into of".split())
_ORIGIN = frozenset("from".split())
_SHAKING = frozenset("shook rocked ripped tore hit struck jolted razed devastated".split())
"""Verbs whose object is where an explosion or an attack was felt."""
_LEAVING = frozenset({"withdraw", "evacuate", "driven"})
_GATHERINGS = frozenset({"protest", "riot", "arrest", "talks", "sign"})
"""What people do at a place: there "against X" and "on X" name no scene."""
_SKIPPED = frozenset(
    """the a an its their city town village villages towns cities capital port region area district
    province settlement ports airports airport harbour harbours regions districts quarter
    southern northern eastern western central north south east west northeast
    northwest southeast southwest northeastern northwestern southeastern southwestern outskirts
    occupied front-line frontline coastal nearby two three more several of both and , annexed
    vicinity edge suburb suburbs heart middle centre center side foot shore shores parts part
    city's 's neighbouring neighboring strategic border""".split()
)


def with_place(sentence: Sentence, frame: Frame, taken: AbstractSet[int] = frozenset()) -> Frame:
    """Return the frame with the toponyms that tell where; ``taken`` ones belong to its parts."""
    scored = []
    for place in sentence.places:
        if place.start in taken:
            continue
        score = _place_score(sentence, frame, place)
        if score is not None:
            scored.append((score, -abs(place.start - frame.trigger.start), place))
    airspace = _own_airspace(sentence)
    barred = _told_outside(sentence, frame)
    if barred is not None:
        return replace(frame, outside=True, outside_of=barred.country, place_score=5.0)
    if not scored:
        return replace(frame, own_airspace=airspace)
    best_score, _, best = max(scored, key=lambda row: (row[0], row[1]))
    if _is_outside(best):
        country = best.resolution.place.country if best.resolution.place else None
        return replace(frame, outside=True, outside_of=country, place_score=best_score)
    chosen = {p.start for s, _, p in scored if s > 0}
    return replace(
        frame,
        places=_with_siblings(sentence, best, chosen),
        place_score=best_score,
        own_airspace=airspace,
    )


def _own_airspace(sentence: Sentence) -> bool:
    return any(
        sentence.lower[i : i + 2] in (["its", "airspace"], ["its", "territory"])
        for i in range(len(sentence.lower))
    )


def _told_outside(sentence: Sentence, frame: Frame) -> Actor | None:
    """Return whose land it was not: "outside of Israeli territory", "outside Ukraine's borders"."""
    for i in frame.clause:
        if sentence.lower[i] != "outside":
            continue
        start = i + 2 if sentence.lower[i + 1 : i + 2] == ["of"] else i + 1
        for actor in sentence.actors:
            after = sentence.lower[actor.end : actor.end + 2]
            if actor.start == start and {"territory", "airspace", "borders"} & set(after):
                return actor.actor
    return None


def _is_outside(place: FoundPlace) -> bool:
    relation = place.resolution.mention.relation
    if relation is not None and relation.kind == "outside":
        return place.resolution.place is None or place.resolution.place.kind == "country"
    return False


def _place_score(sentence: Sentence, frame: Frame, place: FoundPlace) -> float | None:
    """Score how well a toponym answers "where" for a frame; None when it cannot."""
    if place.resolution.location is None or place.start == frame.actor_at:
        return None
    found, lower = frame.trigger, sentence.lower
    preposition, at = governor(sentence, place)
    associative = place.resolution.mention.usage is not Usage.LITERAL
    same = sentence.clause_of[place.start] == sentence.clause_of[found.start]
    is_object = place.start >= found.end and at == found.end - 1 and found.trigger.pos == "v"
    if lower[at - 1 if at else 0] in {"borders", "bordering"} or _in_border_clause(sentence, place):
        return None
    if preposition in _ORIGIN and frame.role not in _LEAVING:
        return None
    if at > 0 and lower[at - 1] in _SEATS and not found.start <= at - 1 < found.end:
        return None
    aimed = preposition in _AIMED and at >= found.end and at - found.end <= 14
    if frame.role in _GATHERINGS and not (preposition in LOCATIVE or preposition == "of"):
        return None
    leaving = frame.role in _LEAVING and preposition == "from"
    if associative and lower[place.end : place.end + 1] == ["'s"] and leaving:
        return None  # "from Iraq's capital": the capital, not Iraq
    if associative and not ((is_object or aimed or leaving) and same):
        return None
    score = _grammar_score(sentence, frame, place, same=same)
    office = _office_of(sentence, place)
    if office in _NATIONAL and frame.role not in _GATHERINGS:
        return None
    if office and frame.role not in _GATHERINGS and not _is_victim(sentence, frame, place):
        score = min(score, 0.6)
    if not same and _has_own_trigger(sentence, frame, place):
        score = min(score, 1.5)
    if not same and not _is_stated(sentence, place):
        return None
    return score + (1.5 if same else 0.0) - 0.03 * abs(place.start - found.start)


def _grammar_score(sentence: Sentence, frame: Frame, place: FoundPlace, *, same: bool) -> float:
    """Score the tie of preposition and position between a toponym and a trigger."""
    found = frame.trigger
    preposition, at = governor(sentence, place)
    noun = found.trigger.pos == "n"
    is_object = place.start >= found.end and at == found.end - 1 and not noun
    aimed = preposition in _AIMED and at >= found.end and at - found.end <= 14
    if aimed and noun and at - found.end <= 1:
        return 4.5
    if (is_object and frame.role not in CASUALTY_ROLES) or (
        frame.role in _LEAVING and preposition == "from"
    ):
        return 4.0
    if preposition in LOCATIVE or preposition in _SHAKING or _is_antecedent(sentence, frame, place):
        return 3.5
    if aimed and preposition != "of":
        return 3.0
    before = place.end <= found.start and same
    if before and frame.role in {"attacked", "fall"}:
        return 3.5
    if before and frame.passive and preposition not in PREPOSITIONS:
        return 3.0
    if noun and place.end == found.start:
        return 2.5
    return 2.0 if aimed else 0.5


def _is_antecedent(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the frame's clause is "where ..." right after the place."""
    start = frame.clause.start
    return sentence.lower[start] == "where" and 0 <= start - place.end <= 2


def _has_own_trigger(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the clause of a place tells something of its own."""
    clause = sentence.clause(place.start)
    return any(t.start in clause and t is not frame.trigger for t in sentence.triggers)


def _is_stated(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether the clause of a place states a fact, as against a fear, a plan or a history."""
    clause = sentence.clause(place.start)
    modals = sentence_modals(sentence)
    if any(sentence.lower[i] in modals for i in clause if i < place.start):
        return False
    return not any(
        sentence.found(name, clause.start, clause.stop) for name in ("hypothetical", "history")
    ) and not any(t.mark.historic and t.start in clause for t in sentence.times)


def governor(sentence: Sentence, place: FoundPlace) -> tuple[str, int]:
    """Return the word that governs a toponym and its index, skipping articles and the like."""
    start = place.start
    relation = place.resolution.mention.relation
    if relation is not None:
        first = next(
            (i for i, w in enumerate(sentence.words) if w.start >= relation.span.start), start
        )
        start = min(first, start)
        if relation.kind != "part" and start < place.start:
            return "near", start  # "near X", "20 km north of X", "off the coast of X"
    index = start - 1
    while index >= 0:
        word = sentence.lower[index]
        if word == "to" and index and sentence.lower[index - 1] in {"close", "next", "adjacent"}:
            return "near", index - 1
        if any(t.start <= index < t.end for t in sentence.triggers):
            return word, index
        inside_list = any(p.start <= index < p.end for p in sentence.places)
        if word == "of" and index and sentence.lower[index - 1] not in _SKIPPED:
            return word, index
        if word not in _SKIPPED and not inside_list and not sentence.lower[index].isdigit():
            return word, index
        index -= 1
    return "", -1


def _in_border_clause(sentence: Sentence, place: FoundPlace) -> bool:
    clause = sentence.clause(place.start)
    return any(
        sentence.lower[i] in {"borders", "bordering", "neighbours", "neighbors"} and i < place.start
        for i in clause
    )


_OFFICES = frozenset(
    """governor mayor administration council police prosecutors prosecutor authorities officials
    head spokesman spokeswoman spokesperson ministry minister president chief commander
    residents services""".split()
)


def _is_victim(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the office holder is who was killed: "the assassination of a commander in Aden"."""
    return (
        frame.role in CASUALTY_ROLES
        and frame.trigger.trigger.pos == "n"
        and frame.trigger.end < place.start
        and sentence.lower[frame.trigger.end] == "of"
    )


_SEATS = frozenset("based headquartered born living lives reporting educated exiled".split())
"""Before "in X": somebody's home or desk, not the scene."""
_NATIONAL = frozenset("ministry minister president chief ambassador embassy".split())


def _office_of(sentence: Sentence, place: FoundPlace) -> str:
    """Return the office whose jurisdiction a toponym names ("the governor of X", "X Mayor")."""
    lower = sentence.lower
    for skipped in (0, 1):
        at = place.end + skipped
        if at < len(lower) and lower[at] in _OFFICES:
            return lower[at]
        if at >= len(lower) or lower[at] not in {"region", "'s", "regional", "city", "defense",
                                                 "defence", "foreign"}:  # fmt: skip
            break
    preposition, at = governor(sentence, place)
    if preposition in {"of", "in", "for"} and at > 0 and lower[at - 1] in _OFFICES:
        return lower[at - 1]
    return ""


def listed(sentence: Sentence, one: FoundPlace) -> tuple[FoundPlace, ...]:
    """Return the toponyms that stand in one list with ``one``: "Belgorod, Rostov and Kursk"."""
    run = [one]
    ordered = sorted(sentence.places, key=lambda p: p.start)
    position = ordered.index(one)
    for other in ordered[position + 1 :]:
        if not _joined(sentence, run[-1], other) or _encloses(sentence, run[-1], other):
            break
        run.append(other)
    for other in reversed(ordered[:position]):
        if not _joined(sentence, other, run[0]) or _encloses(sentence, other, run[0]):
            break
        run.insert(0, other)
    return tuple(run)


_RANK = {
    PlaceKind.SETTLEMENT: 0,
    PlaceKind.FACILITY: 0,
    PlaceKind.ADMIN2: 1,
    PlaceKind.ADMIN1: 2,
    PlaceKind.AREA: 2,
    PlaceKind.COUNTRY: 3,
    PlaceKind.CONTINENT: 4,
}


def _encloses(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``outer`` only says where ``inner`` lies: "Sindian, Casamance", "Mika, in X"."""
    one, two = inner.resolution.place, outer.resolution.place
    if one is None or two is None or _RANK.get(two.kind, 0) <= _RANK.get(one.kind, 0):
        return False
    gap = sentence.lower[inner.end : outer.start]
    return bool(gap) and "and" not in gap and gap[0] in {",", "in"}


def _with_siblings(
    sentence: Sentence, best: FoundPlace, allowed: set[int]
) -> tuple[FoundPlace, ...]:
    """Return the list that ``best`` stands in, less a place that only contains the others."""
    before = [p for p in sentence.places if p.end <= best.start and p.start in allowed]
    if before and _joined(sentence, before[-1], best) and _encloses(sentence, before[-1], best):
        best = before[-1]
    kept = [p for p in listed(sentence, best) if p is best or p.start in allowed]
    finest = [p for p in kept if not any(_contains(p, q) for q in kept if q is not p)]
    return tuple(finest or [best])


_LISTING = frozenset(", and or as region regions".split())
_NEAR = frozenset("well in over".split())


def _joined(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    gap = sentence.lower[left.end : right.start]
    if len(gap) > 9 or not gap:
        return False
    if any(t.start in range(left.end, right.start) for t in sentence.triggers):
        return False
    if len(gap) <= 9 and gap[-1] in {"at", "in", "near", "on"} and "and" in gap[:2]:
        return True  # "Tehran, and the enrichment plant at Natanz"
    gap = [w for w in gap if not (w.endswith("ly") and w.isalpha())]
    if len(gap) > 5 or not gap:
        return False
    return gap[0] in _LISTING | {"in"} and all(w in _SKIPPED | _LISTING or w in _NEAR for w in gap)


def _contains(outer: FoundPlace, inner: FoundPlace) -> bool:
    a, b = outer.resolution.place, inner.resolution.place
    if a is None or b is None or a.key == b.key:
        return False
    if a.kind == "country":
        return b.country == a.country and b.kind != "country"
    return a.kind == "admin1" and b.admin1_key == a.key and b.kind != "admin1"
