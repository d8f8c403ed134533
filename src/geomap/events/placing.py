"""Where: the toponym of a sentence that answers for a trigger, by its preposition and clause."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from geomap.events.barred import (
    AIMED,
    are_caught,
    goes_there,
    is_barred,
    is_no_scene,
    is_object,
    is_of_police,
    is_office_hit,
)
from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    GATHERINGS,
    INTERCEPT_ROLES,
    LEAVING,
    STRONG,
    Frame,
)
from geomap.events.nowhere import is_nowhere
from geomap.events.sentence import BE, PAST, PREPOSITIONS, FoundPlace, Sentence, asked_once
from geomap.events.standing import (
    LOCATIVE,
    governor,
    has_own_trigger,
    is_aside,
    is_outside,
    is_stated,
    is_victim,
    office_of,
    stands_aside,
)
from geomap.events.ties import (
    is_left_by,
    is_named_with_what_was_hit,
    is_of_main_clause,
    is_of_occasion,
    is_undergone,
    is_where_he_went,
    is_where_victim_was,
)
from geomap.events.vicinity import (
    contains,
    encloses,
    goes_on_listing,
    heads,
    with_siblings,
)
from geomap.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from geomap.events.lexicon import Actor

_SHAKING = frozenset(
    """covered hammered rattled battered peppered blanketed swept convulsed shook rocked ripped tore
    hit struck jolted razed devastated""".split()
)
"""Verbs whose object is where an explosion or an attack was felt."""


def with_place(sentence: Sentence, frame: Frame, taken: AbstractSet[int] = frozenset()) -> Frame:
    """Return the frame with the toponyms that tell where; ``taken`` ones belong to its parts."""
    if is_nowhere(sentence, frame):
        return frame
    scored = []
    for place in _within_reach(sentence, frame):
        if place.start in taken:
            continue
        score = _place_score(sentence, frame, place)
        if score is not None:
            scored.append((score, -abs(place.start - frame.trigger.start), place))
    airspace = _own_airspace(sentence)
    barred = _told_outside(sentence, frame)
    if barred is not None:
        frame.outside, frame.outside_of, frame.place_score = True, barred.country, 5.0
        return frame
    if not scored:
        frame.own_airspace = airspace
        return frame
    best_score, _, best = max(scored, key=lambda row: (row[0], row[1]))
    if is_outside(best) and frame.role not in GATHERINGS:
        country = best.resolution.place.country if best.resolution.place else None
        frame.outside, frame.outside_of, frame.place_score = True, country, best_score
        return frame
    if len(scored) > 1:
        best_score, best = _finest(sentence, scored, best_score, best)
    best = _town_of_quarter(sentence, best) or best
    chosen = {p.start for s, _, p in scored if s > 0}
    if _is_antecedent(sentence, frame, best):
        inner = [p for p in sentence.places if p.start in chosen and encloses(sentence, p, best)]
        frame.places = (inner[-1] if inner else best,)
    else:
        frame.places = with_siblings(sentence, best, chosen)
    frame.place_score, frame.own_airspace = best_score, airspace
    return frame


def _within_reach(sentence: Sentence, frame: Frame) -> Sequence[FoundPlace]:
    """Return the toponyms that can answer; in an endless sentence of verbs those near by."""
    places, verbs = sentence.places, len(sentence.triggers)
    most = max(_FEWEST, _PAIRS // max(1, verbs))
    if len(places) <= most:
        return places
    start = frame.trigger.start
    near = sorted(places, key=lambda p: abs(p.start - start))[:most]
    return sorted(near, key=lambda p: p.start)


_PAIRS, _FEWEST = 500, 12
"""Verbs times toponyms that are weighed in full, so that time grows linearly beyond."""


def _town_of_quarter(sentence: Sentence, best: FoundPlace) -> FoundPlace | None:
    """Return the town where a quarter bears a far district's name: "the Dnipro district of X"."""
    one = best.resolution.place
    if one is None or one.kind is not PlaceKind.ADMIN2:
        return None
    gap = [",", "of", "in", "city", "the"]
    for other in sentence.places:
        two = other.resolution.place
        if not 1 <= other.start - best.end <= 3 or two is None:  # "of", "of the city of"
            continue
        if two.kind is PlaceKind.SETTLEMENT and two.admin1_key != one.admin1_key:
            between = sentence.lower[best.end : other.start]
            if between[0] in {"of", "in"} and all(w in gap for w in between):
                return other
    return None


def _finest(
    sentence: Sentence,
    scored: Sequence[tuple[float, int, FoundPlace]],
    best_score: float,
    best: FoundPlace,
) -> tuple[float, FoundPlace]:
    """Return the place inside the best one that the same words go on to name.

    "In northern Iran, nine died when a strike destroyed houses in Astaneh": Astaneh.
    """
    inside = [
        (score, near, place)
        for score, near, place in scored
        if score >= STRONG
        and (contains(best, place) or heads(sentence, best, place))
        and not _has_other_container(sentence, place, best)
    ]
    if not inside:
        return best_score, best
    score, _, place = max(inside, key=lambda row: (row[0], row[1]))
    return score, place


def _has_other_container(sentence: Sentence, place: FoundPlace, best: FoundPlace) -> bool:
    """Whether the finer place stands before its own "in X" that is the best one: no choice then."""
    return encloses(sentence, place, best) and place.end > best.start


def _own_airspace(sentence: Sentence) -> bool:
    lower = sentence.lower
    return "its" in lower and any(
        lower[i + 1 : i + 2] in (["airspace"], ["territory"])
        for i, word in enumerate(lower)
        if word == "its"
    )


def _told_outside(sentence: Sentence, frame: Frame) -> Actor | None:
    """Return whose land it was not: "outside of Israeli territory", "outside Ukraine's borders"."""
    if frame.role in INTERCEPT_ROLES and "before" in sentence.lower:
        return _not_reached(sentence, frame)
    if "outside" not in sentence.lower:
        return None
    for i in frame.clause:
        if sentence.lower[i] != "outside":
            continue
        start = i + 2 if sentence.lower[i + 1 : i + 2] == ["of"] else i + 1
        for actor in sentence.actors:
            after = sentence.lower[actor.end : actor.end + 2]
            if actor.start == start and {"territory", "airspace", "borders"} & set(after):
                return actor.actor
    return None


_REACHING = frozenset("reached entered crossed reach enter cross reaching entering".split())


def _not_reached(sentence: Sentence, frame: Frame) -> Actor | None:
    """Return the land that what was downed never reached: "was shot down before it reached X"."""
    lower, end = sentence.lower, frame.trigger.end
    before = next((i for i in range(end, min(end + 6, len(lower))) if lower[i] == "before"), None)
    if before is None or _REACHING.isdisjoint(lower[before + 1 : before + 5]):
        return None
    if any(p.start >= end and p.start < before for p in sentence.places):
        return None  # "was shot down over X before it reached Y"
    lands = [a for a in sentence.actors if before < a.start <= before + 7 and a.actor.country]
    return lands[0].actor if lands else None


def _place_score(sentence: Sentence, frame: Frame, place: FoundPlace) -> float | None:
    """Score how well a toponym answers "where" for a frame; None when it cannot."""
    if place.start == frame.actor_at:
        return None
    if is_no_scene(sentence, place) and not _is_where_spoken(sentence, frame, place):
        return None
    if is_barred(sentence, frame, place) or _is_behind_other(sentence, frame, place):
        return None
    found = frame.trigger
    same = sentence.clause_of[place.start] == sentence.clause_of[found.start]
    same = same or _is_in_what(sentence, frame, place)
    score = _grammar_score(sentence, frame, place, same=same)
    if _is_in_reason(sentence, frame, place):
        score = min(score, 0.3)
        same = False
    if frame.role in CASUALTY_ROLES and _does_blow(sentence, place):
        return None
    office = office_of(sentence, place)
    if office == "residents" and frame.role == "evacuate":
        office = ""
    if office and frame.role not in GATHERINGS and not is_victim(sentence, frame, place):
        at = governor(sentence, place)[1]
        hit = is_office_hit(sentence, frame, at) or are_caught(frame, at)
        if not hit and not _did_it_there(sentence, frame, place):
            score = min(score, 0.6)
    far = 0.03 * abs(place.start - found.start)
    if _is_antecedent(sentence, frame, place):
        return score + 1.5 - far
    if _is_late_subject(sentence, frame, place):
        return score - far
    if same:
        joined = _is_of_verb_before(sentence, frame, place)
        return score + (-1.5 if joined else 1.5) - far
    if not is_stated(sentence, place):
        return None
    if _is_of_outcome(sentence, frame, place):
        return score + 0.8 - far
    if is_where_he_went(sentence, frame, place):
        return max(score, STRONG) + 0.8 - far
    if (
        is_of_main_clause(sentence, frame, place)
        or is_of_occasion(sentence, frame, place)
        or is_where_victim_was(sentence, frame, place)
    ):
        return score + 0.8 - far
    if has_own_trigger(sentence, frame, place):
        score = min(score, 1.5)
    if place.start > found.start and _is_parted(sentence, found.end, place.start):
        return None
    turned = is_aside(sentence, place) if place.start > found.start else False
    if turned or (place.start < found.start and stands_aside(sentence, frame)):
        score = min(score, 0.3)
    return score - far


def _is_in_what(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a clause of "what" is the object: "bombed what it said was a camp near X"."""
    clause = sentence.clause(place.start)
    end = frame.trigger.end
    return (
        "what" in sentence.lower[end : end + 1]
        and clause.start - end <= _WHAT_REACH
        and not {"was", "is", "were"}.isdisjoint(sentence.lower[end : place.start])
        and not any(t.start in range(end, place.start) for t in sentence.triggers)
    )


_WHAT_REACH = 6


def _does_blow(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a country only says whose blow it was: "the dead of Israel's strikes"."""
    resolved = place.resolution.place
    if resolved is None or resolved.kind is not PlaceKind.COUNTRY:
        return False
    end = place.end
    owns = sentence.lower[end : end + 1] in (["'s"], ["’s"])
    if not owns and place.resolution.mention.text != "U.S.":
        return False
    return any(
        t.start - end == owns and t.trigger.pos == "n" and t.trigger.role in ATTACK_ROLES
        for t in sentence.triggers
    )


def _did_it_there(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the office is who did it, on the spot: "was shot by the police in X"."""
    preposition, at = governor(sentence, place)
    if frame.role in {"arrest", "capture"} and not frame.passive:
        if is_of_police(sentence, frame, place):
            return True
        own = place.start in frame.clause and place.end <= frame.trigger.start
        return own and preposition == "in" and sentence.lower[at - 1] in _CATCHERS
    if not frame.passive or preposition != "in" or at - frame.trigger.end > 6:
        return False
    return "by" in sentence.lower[max(frame.trigger.end, at - 3) : at - 1]


_CATCHERS = frozenset("police authorities officials services".split())


def _is_in_reason(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a place belongs to what a blow answers: "in response to an ambush in Palmyra"."""
    if "reason" not in sentence.classes:
        return False
    return any(frame.trigger.end <= f.start < place.start for f in sentence.classes["reason"])


def _is_parted(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a semicolon parts a place from the statement before it."""
    return any(
        sentence.lower[i] == ";" and not goes_on_listing(sentence, i) for i in range(start, stop)
    )


def _is_of_verb_before(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a place belongs to the verb before: "struck a depot in A and shelled B"."""
    start, clause = frame.trigger.start, frame.clause
    if place.end > start or frame.trigger.trigger.pos != "v" or frame.passive:
        return False
    if sentence.lower[start - 1] != "and" or place.end < start - 1:
        return False
    if not any(t.end <= place.start and t.start in clause for t in sentence.triggers):
        return False
    return any(start < p.start < clause.stop for p in sentence.places)


def _is_behind_other(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a verb stands between a mere participle and a place: "launched from A, and hit B"."""
    return frame.loose and any(
        "and" in sentence.lower[frame.trigger.end : t.start]
        and frame.trigger.end <= t.start < place.start
        and t.trigger.pos == "v"
        for t in sentence.triggers
    )


def _is_of_outcome(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether people came to harm by what the clause before tells: "fell in X, killing seven"."""
    start = frame.trigger.start
    if frame.role not in CASUALTY_ROLES or not sentence.lower[start].endswith("ing"):
        return False
    before = sentence.clause_of[start] - 1
    own = sentence.clause_of[place.start] == before and place.end <= start
    told = {t.trigger.role for t in sentence.triggers if sentence.clause_of[t.start] == before}
    return own and told <= {"crash"} and governor(sentence, place)[0] in LOCATIVE


def _grammar_score(sentence: Sentence, frame: Frame, place: FoundPlace, *, same: bool) -> float:
    """Score the tie of preposition and position between a toponym and a trigger."""
    found = frame.trigger
    preposition, at = governor(sentence, place)
    noun = found.trigger.pos == "n"
    direct = is_object(sentence, frame, place, at)
    aimed = preposition in AIMED and at >= found.end and at - found.end <= 14
    if _is_late_subject(sentence, frame, place):
        return 3.5
    if aimed and noun and at - found.end <= 1:
        return 4.5
    if noun and (at == found.end - 1 or (frame.role == "visit" and preposition == "to")):
        return 4.0  # "the fall of Vuhledar", "a trip to Kyiv"
    if (direct and frame.role not in CASUALTY_ROLES) or (
        frame.role in LEAVING and preposition == "from"
    ):
        return 4.0
    befell = _is_undone(sentence, frame, place, preposition) or _is_heard(sentence, frame, at)
    befell = befell or is_of_police(sentence, frame, place)
    stands = preposition in LOCATIVE or preposition in _SHAKING or befell
    if stands or _is_antecedent(sentence, frame, place):
        return 3.5
    if place.start > found.end and (preposition == ":" or _is_example(sentence, preposition, at)):
        return 3.0
    if (aimed and preposition != "of") or _is_purpose(sentence, frame, at):
        return 3.0
    moved = frame.role == "evacuate" or (place.end <= found.start and frame.role in GATHERINGS)
    fled = moved and preposition == "of"
    led = preposition == "to" and _leads_to(sentence, frame, at)
    led = led or (frame.role in GATHERINGS and goes_there(sentence, frame, at))
    if led or (fled and sentence.lower[at - 1] in _DWELLERS):
        return 3.5
    before = place.end <= found.start and same
    if before and frame.role in {"attacked", "fall"}:
        return 3.5
    if before and preposition not in PREPOSITIONS:
        suffered = noun and (is_left_by(sentence, frame, place) or is_undergone(sentence, frame))
        if frame.passive or suffered:
            return 3.0
    if before and preposition == "of" and is_named_with_what_was_hit(sentence, frame, place, at):
        return 3.0
    if preposition == "for" or (noun and place.end == found.start):
        return 2.5  # "shot down on the way to X", "the X attack"
    return 2.0 if aimed else 0.5


def _is_undone(sentence: Sentence, frame: Frame, place: FoundPlace, verb: str) -> bool:
    """Whether a blow left a place worse off: "a strike left parts of X without power"."""
    after = sentence.lower[place.end : place.end + 1]
    harmed = verb in _LEFT and after in (["without"], ["in"])
    return harmed and frame.trigger.trigger.pos == "n" and place.start > frame.trigger.end


_LEFT = frozenset("left leaving leaves plunged plunging".split())


def _is_heard(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether those who live there heard it: "residents of X heard explosions"."""
    if frame.role != "explosion" or not 0 < at < frame.trigger.start:
        return False
    dwellers = sentence.lower[at] in {"of", "in"} and sentence.lower[at - 1] in _DWELLERS
    return dwellers and not _HEARD.isdisjoint(sentence.lower[at : frame.trigger.start])


_HEARD = frozenset("heard hear reported felt".split())
_DWELLERS = frozenset(
    "residents people inhabitants families villagers civilians children women".split()
)


def _leads_to(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether "to" says where it went: "moved to Mosul", "protests spread to Isfahan"."""
    if frame.role == "any":
        return 0 <= at - frame.trigger.end <= 2
    return frame.role in GATHERINGS and "spread" in sentence.lower[: at + 1]


_AIMLESS = CASUALTY_ROLES | GATHERINGS


def _is_purpose(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether a toponym is what an assault is made for: "launched an offensive to retake X"."""
    found = frame.trigger
    if frame.role in _AIMLESS or not found.end <= at <= found.end + 8:
        return False
    if sentence.lower[at - 1] != "to":
        return False
    return sentence.lower[at] in {"take", "clear"} or any(
        t.start == at and t.trigger.role in _LAND | {"any"} for t in sentence.triggers
    )


def _is_late_subject(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a participle opens the sentence and the toponym is what it was done to.

    "Shelled by Russian artillery over the past day, the region of Kherson counted one dead."
    """
    found = frame.trigger
    word = sentence.lower[found.start]
    if found.start > 1 or found.trigger.pos != "v" or not (word.endswith("ed") or word in PAST):
        return False
    if _after(_forms_of_be(sentence), found.end) in range(place.start - 7, place.start):
        return True  # "Also hit, on the coast, were the ports of Hodeidah and Salif"
    return _after(_commas(sentence), found.end) in range(place.start - 6, place.start)


def _after(ordered: Sequence[int], start: int) -> int:
    """Return the first of some tokens from ``start`` on."""
    return ordered[bisect_left(ordered, start)]


@asked_once
def _forms_of_be(sentence: Sentence) -> list[int]:
    """Return where they stand, and the end of the sentence."""
    found = [i for i, word in enumerate(sentence.lower) if word in BE]
    return [*found, len(sentence.lower)]


@asked_once
def _commas(sentence: Sentence) -> list[int]:
    """Return where they stand, and the end of the sentence."""
    found = [i for i, word in enumerate(sentence.lower) if word == ","]
    return [*found, len(sentence.lower)]


def _is_example(sentence: Sentence, preposition: str, at: int) -> bool:
    """Whether a toponym is one of those meant: "six places, among them X", "including Y"."""
    if preposition in {"including", "namely"}:
        return True
    return preposition in {"them", "these"} and at > 0 and sentence.lower[at - 1] == "among"


def _is_antecedent(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the frame's clause speaks of the place right before it.

    "X, where ..."; for land that is taken or left also "X, in region Y, which it had retaken".
    """
    start = frame.clause.start
    word = sentence.lower[start]
    if word == "where":
        return 0 <= start - place.end <= 2 or _is_explained_before(sentence, place, start)
    if word not in {"which", "that"} or frame.role not in _LAND or frame.trigger.trigger.pos == "n":
        return False
    holder = next(
        (p for p in sentence.places if p.start > place.end and 0 <= start - p.end <= 2), None
    )
    before = place.end <= start and (
        start - place.end <= 2 or (holder is not None and encloses(sentence, place, holder))
    )
    return before and not any(
        frame.trigger.end <= p.start < frame.clause.stop for p in sentence.places
    )


def _is_where_spoken(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether somebody spoke at a place where he also met others: "said in X, where he met Y"."""
    start = frame.clause.start
    near = 0 <= start - place.end <= 2 and sentence.lower[start] == "where"
    return near and frame.role in GATHERINGS and place.resolution.location is not None


def _is_explained_before(sentence: Sentence, place: FoundPlace, start: int) -> bool:
    """Whether only what explains a place stands before "where": "X, the border region, where"."""
    gap = sentence.lower[place.end : start]
    if not 2 < len(gap) <= _EXPLAINED or gap[0] != "," or gap[-1] != ",":
        return False
    return gap[1] in {"the", "a", "an"} and gap.count(",") == 2


_EXPLAINED = 8
_LAND = frozenset({"capture", "regain", "attack", "attacked", "withdraw", "driven"})
