"""Where: the toponym of a sentence that answers for a trigger, by its preposition and clause."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    DIPLOMATIC_ROLES,
    INTERCEPT_ROLES,
    STRONG,
    Frame,
)
from geomap.events.sentence import BE, FINITE, PAST, PREPOSITIONS, FoundPlace, Sentence, asked_once
from geomap.events.standing import (
    HOUSES,
    LOCATIVE,
    NATIONAL,
    SEATS,
    WARS,
    governor,
    has_own_trigger,
    in_border_clause,
    is_aside,
    is_outside,
    is_stated,
    is_victim,
    named_behind,
    office_of,
    owns_next,
    remembered,
    spoken_at,
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
    owns_what_was_hit,
)
from geomap.events.vicinity import (
    contains,
    encloses,
    goes_on_listing,
    heads,
    tells_where,
    with_siblings,
)
from geomap.model import PlaceKind, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from geomap.events.lexicon import Actor

_SECTORS = frozenset("sector direction axis".split())
_AIMED = frozenset("on at against towards toward into of".split())
_ORIGIN = frozenset("from".split())
_BORDERS = frozenset({"borders", "bordering"})
_SPOKEN_AT = frozenset({"in", "at", "from"})
_SHAKING = frozenset(
    """covered hammered rattled battered peppered blanketed swept convulsed shook rocked ripped tore
    hit struck jolted razed devastated""".split()
)
"""Verbs whose object is where an explosion or an attack was felt."""
_LEAVING = frozenset({"withdraw", "evacuate", "driven"})
_ELSEWHERE = NATIONAL | HOUSES
"""Offices that speak from a place, of what happened in others."""
_ALOFT = INTERCEPT_ROLES | {"overflight", "sight"}
_GATHERINGS = frozenset({"protest", "riot", "arrest", "talks", "sign"})
"""What people do at a place: there "against X" and "on X" name no scene."""


def with_place(sentence: Sentence, frame: Frame, taken: AbstractSet[int] = frozenset()) -> Frame:
    """Return the frame with the toponyms that tell where; ``taken`` ones belong to its parts."""
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
    if is_outside(best) and frame.role not in _GATHERINGS:
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
    if _is_no_scene(sentence, place) and not _is_where_spoken(sentence, frame, place):
        return None
    if _is_barred(sentence, frame, place) or _is_behind_other(sentence, frame, place):
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
    if office and frame.role not in _GATHERINGS and not is_victim(sentence, frame, place):
        at = governor(sentence, place)[1]
        hit = _is_office_hit(sentence, frame, at) or _are_caught(frame, at)
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


@remembered
def _is_no_scene(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a toponym is no place where anything happens: by what it is, or stands for."""
    if _only_marks(sentence, place):
        return True
    if place.resolution.location is None and not sentence.by_name:
        return True
    resolved = place.resolution.place
    if resolved is not None and resolved.kind is PlaceKind.CONTINENT:
        return True
    if owns_next(sentence, place) or _names_war(sentence, place) or tells_where(sentence, place):
        return True  # "Iraq's capital": the capital, not Iraq
    if resolved is not None and resolved.kind is PlaceKind.COUNTRY:
        if _names_body(sentence, place) or _says_whose(sentence, place):
            return True
    preposition, at = governor(sentence, place)
    if (at > 0 and sentence.lower[at - 1] in _BORDERS) or in_border_clause(sentence, place):
        return True
    if preposition == "in" and (
        _is_seat_of_speaker(sentence, place, at) or _is_of_source(sentence, place, at)
    ):
        return True  # "..., the general staff in Kyiv said"
    # "the agency said Thursday in Vienna"
    return preposition in _SPOKEN_AT and spoken_at(sentence, at)


def _is_seat_of_speaker(sentence: Sentence, place: FoundPlace, at: int) -> bool:
    """Whether a verb of speech right behind has the noun before "in X" for its subject."""
    verbs = {f.start for f in sentence.classes.get("speech", ())}
    if not verbs or place.end not in verbs or at < 1 or not sentence.words[at - 1].is_word:
        return False
    start = at
    while start and sentence.words[start - 1].is_word:
        start -= 1
    return not any(start <= t.start < at for t in sentence.triggers)


def _is_of_source(sentence: Sentence, place: FoundPlace, at: int) -> bool:
    """Whether a place is where the source sits: "according to a military source in X, ..."."""
    clause = sentence.clause(place.start)
    return (
        sentence.lower[clause.start : clause.start + 2] == ["according", "to"]
        and not _SOURCES.isdisjoint(sentence.lower[max(clause.start, at - 3) : at])
        and sentence.lower[place.end : place.end + 1] == [","]
    )


_SOURCES = frozenset(
    "source sources correspondent reporter activist activists official officials doctor".split()
)


def _is_river(place: FoundPlace) -> bool:
    """Whether a toponym is a river: what lies on it does not happen in it."""
    resolved = place.resolution.place
    return (
        resolved is not None
        and resolved.kind is PlaceKind.WATER
        and ("river" in resolved.name.lower() or resolved.feature in {"river", "STM"})
    )


def _says_whose(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a country only says whose thing or people it is: "a U.S. Chinook", "US troops"."""
    lower, start, end = sentence.lower, place.start, place.end
    if end >= len(lower):
        return False
    if start and lower[start - 1] in {"a", "an"}:
        return True
    if place.resolution.mention.usage is Usage.LITERAL:
        return False
    if lower[end] in {"-", "‐", "‑"} or "-" in lower[end - 1]:
        return True
    return sentence.words[end].is_word and lower[end] not in _NO_NOUN


_NO_NOUN = PREPOSITIONS | FINITE | {"and", "or", "but", "that", "which", "who", "as", "'s", "’s"}


def _only_marks(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a name is half of a compound: "a Moscow-flagged tanker", "Rwanda-backed rebels"."""
    last = sentence.lower[place.end - 1]
    if last.rpartition("-")[2] in _MARKED and "-" in last:
        return True
    after = sentence.lower[place.end : place.end + 2]
    return len(after) == 2 and after[0] in {"-", "‑"} and after[1] in _MARKED


_MARKED = frozenset(
    """flagged backed linked bound made owned registered based built supplied trained aligned
    installed appointed born led sponsored""".split()
)


def _names_body(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a country begins the name of a body: "Pakistan Railways said"."""
    end = place.end
    if end >= len(sentence.words) or not sentence.words[end].text[0].isupper():
        return False
    if any(t.start <= end < t.end for t in sentence.times):
        return False
    return any(0 <= f.start - end <= 2 for f in sentence.classes.get("reporting", ()))


def _is_barred(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether its preposition and company say that this did not happen there.

    An origin, a seat, the war that talks are about.
    """
    found, lower = frame.trigger, sentence.lower
    preposition, at = governor(sentence, place)
    before = lower[at - 1] if at > 0 else ""
    gathering = frame.role in _GATHERINGS
    office = office_of(sentence, place)
    if not gathering and office in _ELSEWHERE and not _is_office_hit(sentence, frame, at):
        return True
    spread = preposition == "to" and "spread" in lower[found.end : at]
    led = preposition == "of" and frame.role in {"talks", "sign"}  # "the leaders of France"
    standing = preposition in LOCATIVE or preposition in {"of", "into"} or spread
    protested = frame.role in {"protest", "riot"} and before in _FOUGHT and at > found.end
    if protested or (gathering and (led or not standing)):
        return True  # "protested against the war on Iraq"
    if preposition == "for" and not office:
        # bound for it, meant for it, speaking for it; but what was shot down on the way there
        return not (frame.role in INTERCEPT_ROLES and before in _BOUND)
    if preposition in _ORIGIN and frame.role not in _LEAVING:
        return True
    if _is_measured(sentence, place, at) or (
        place.end <= found.start and _is_home(sentence, place)
    ):
        return True
    if frame.role not in _ALOFT and _is_river(place):
        return True
    if preposition == "of" and _is_only_near(sentence, at):
        return True
    if place.end < len(lower) and lower[place.end] in _SECTORS:
        return True  # "in the Kharkiv sector": a stretch of the front, named after a town
    hit = before in _PRESS and frame.role in ATTACK_ROLES and found.end <= at
    if before in SEATS and not hit and not found.start <= at - 1 < found.end:
        return True
    if not office and _is_of_speaker(sentence, place):
        return True
    if before in WARS and at > found.end and preposition == "in" and frame.role in DIPLOMATIC_ROLES:
        return not _is_of_third_party(sentence, frame, place)  # "talks on the war in Ukraine"
    if frame.role in CASUALTY_ROLES and (
        lower[max(0, at - 1)] in {"war", "conflict"} or _takes_in(sentence, place)
    ):
        return True
    return _only_acts(sentence, frame, place)


_FOUGHT = WARS | frozenset(
    """aggression attack attacks strike strikes airstrikes offensive campaign war raid raids assault
    bombing bombings bombardment occupation incursion blockade siege sanctions crackdown""".split()
)


def _is_measured(sentence: Sentence, place: FoundPlace, at: int) -> bool:
    """Whether a clause only says how far it is: "the road to X, which is 235 km north of Y"."""
    relation = place.resolution.mention.relation
    told = relation is not None and relation.kind == "distance"
    told = told and sentence.lower[at - 1] in {"is", "are", "lies", "lie", "located"}
    return told and not {"which", "that"}.isdisjoint(sentence.lower[max(0, at - 3) : at])


@remembered
def _is_home(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place says where somebody is from: "Ali Hassan, 28, of Yatta near Hebron, hit"."""
    lower, start = sentence.lower, place.start
    at = next((i for i in range(start - 1, max(0, start - 8), -1) if lower[i] == ","), 0)
    if at < 3 or lower[at + 1] not in {"of", "from"} or lower[place.end : place.end + 1] != [","]:
        return False
    age = lower[at - 1]
    named = sentence.words[at - 1].text[0].isupper() and sentence.words[at - 2].text[0].isupper()
    return (age.isdigit() and lower[at - 2] == ",") or named


def _is_of_third_party(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether two others signed there: "Thailand and Cambodia signed a truce in Malaysia"."""
    resolved = place.resolution.place
    states = {a.actor.country for a in sentence.actors if a.end <= frame.trigger.start}
    return (
        frame.role == "sign"
        and len(states) > 1
        and (resolved is not None and resolved.country not in states)
    )


def _is_only_near(sentence: Sentence, at: int) -> bool:
    """Whether "of X" says whose, on whose border, or from which side: "a resident of Hebron".

    So it does in "launched 97 drones from the directions of Bryansk and Kursk".
    """
    before = sentence.lower[at - 1] if at > 0 else ""
    if before in _DIRECTIONS:
        return "from" in sentence.lower[max(0, at - 4) : at - 1]
    return before in _BELONGING


_PRESS = frozenset("media press newspapers outlets".split())
"""Those who speak from a seat, unless they are what was attacked."""
_BOUND = frozenset({"heading", "headed", "bound"})
_DIRECTIONS = frozenset({"direction", "directions"})
_BELONGING = frozenset(
    "resident native border embassy embassies consulate consulates flag flags".split()
)


def _is_office_hit(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether the house of an office is what was attacked: "hit the Defence Ministry in X"."""
    start, end = frame.trigger.start, frame.trigger.end
    if frame.role not in ATTACK_ROLES or at < 1:
        return False
    if frame.passive:
        told = sentence.found("reporting", frame.clause.start, start)
        return at in frame.clause and at < start and not told
    if not 0 <= at - end <= _OFFICE_REACH or at not in frame.clause:
        return False
    if frame.trigger.trigger.pos == "n" and sentence.lower[end] not in _AIMED:
        return False
    return _OFFICE_ENDS.isdisjoint(sentence.lower[end + 1 : at])


def _are_caught(frame: Frame, at: int) -> bool:
    """Whether those of an office are who was caught: "captured six special police in the town"."""
    active = frame.role in {"arrest", "capture"} and not frame.passive
    return active and 0 <= at - frame.trigger.end <= _OFFICE_REACH and at in frame.clause


_OFFICE_REACH = 7
_OFFICE_ENDS = FINITE | frozenset(", ; by that as after who which".split())


def _is_of_speaker(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place only owns those who speak: "Seoul's Joint Chiefs of Staff said"."""
    end = place.end
    if end >= len(sentence.lower) or sentence.lower[end] not in {"'s", "’s"}:
        return False
    verb = next(
        (f.start for f in sentence.classes.get("reporting", ()) if end < f.start <= end + 7), None
    )
    if verb is None or any(end < t.start < verb for t in sentence.triggers):
        return False
    between = sentence.lower[end + 1 : verb]
    return not {",", "in", "at", "on", "near"} & set(between)


def _takes_in(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a hospital only received those hurt elsewhere."""
    resolved = place.resolution.place
    if resolved is None or resolved.kind is not PlaceKind.FACILITY:
        return False
    if "hospital" not in place.resolution.mention.text.lower():
        if sentence.lower[place.end : place.end + 1] != ["hospital"]:
            return False
    return bool(_RECEIVING & set(sentence.lower)) and not any(
        t.trigger.role in ATTACK_ROLES for t in sentence.triggers
    )


_RECEIVING = frozenset(
    """received receive receives admitted arrived reached taken brought rushed treated transferred
    treating said reported according""".split()
)


def _names_war(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a toponym only names the war that something belongs to: "in Syria's war"."""
    lower, end = sentence.lower, place.end
    after = lower[end : end + 2]
    if after and after[0] in {"'s", "\u2019s"}:
        del after[0]
    return bool(after) and after[0] in _CAUSES


_CAUSES = frozenset("war wars conflict truce ceasefire crisis".split())


def _only_acts(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a name stands for those who act, and nothing in its clause aims at it."""
    if place.resolution.mention.usage is Usage.LITERAL:
        return False
    found = frame.trigger
    preposition, at = governor(sentence, place)
    aimed = preposition in _AIMED and at >= found.end and at - found.end <= 14
    leaving = frame.role in _LEAVING and preposition == "from"
    same = sentence.clause_of[place.start] == sentence.clause_of[found.start]
    if same and (owns_what_was_hit(sentence, frame, place) or _bears_site(sentence, place)):
        return False
    return not (same and (aimed or leaving or _is_object(sentence, frame, place, at)))


_SITES = frozenset(
    """university campus center centre hotel stadium theatre theater museum mall compound courthouse
    jail prison college hall zoo hospital mosque market church school square""".split()
)


def _bears_site(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether it was at what bears a town's name: "in Kabul's Conference Centre"."""
    resolved, end = place.resolution.place, place.end
    if resolved is None or resolved.kind is not PlaceKind.SETTLEMENT:
        return False
    last = ""
    for word in sentence.lower[end : end + 6]:
        if word in PREPOSITIONS or not (word[0].isalpha() or word in {"'s", "’s"}):
            return False
        if word in _SITES or (word in {"station", "headquarters"} and last in _STATIONS):
            return governor(sentence, place)[0] in LOCATIVE
        last = word
    return False


_STATIONS = frozenset("police bus train railway metro subway radio television petrol gas".split())


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
    is_object = _is_object(sentence, frame, place, at)
    aimed = preposition in _AIMED and at >= found.end and at - found.end <= 14
    if _is_late_subject(sentence, frame, place):
        return 3.5
    if aimed and noun and at - found.end <= 1:
        return 4.5
    if noun and (at == found.end - 1 or (frame.role == "visit" and preposition == "to")):
        return 4.0  # "the fall of Vuhledar", "a trip to Kyiv"
    if (is_object and frame.role not in CASUALTY_ROLES) or (
        frame.role in _LEAVING and preposition == "from"
    ):
        return 4.0
    if preposition in LOCATIVE or preposition in _SHAKING or _is_antecedent(sentence, frame, place):
        return 3.5
    if place.start > found.end and (preposition == ":" or _is_example(sentence, preposition, at)):
        return 3.0
    if (aimed and preposition != "of") or _is_purpose(sentence, frame, at):
        return 3.0
    moved = frame.role == "evacuate" or (place.end <= found.start and frame.role in _GATHERINGS)
    fled = moved and preposition == "of"
    led = preposition == "to" and _leads_to(sentence, frame, at)
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


_DWELLERS = frozenset(
    "residents people inhabitants families villagers civilians children women".split()
)


def _leads_to(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether "to" says where it went: "moved to Mosul", "protests spread to Isfahan"."""
    if frame.role == "any":
        return 0 <= at - frame.trigger.end <= 2
    return frame.role in _GATHERINGS and "spread" in sentence.lower[: at + 1]


_AIMLESS = CASUALTY_ROLES | _GATHERINGS


def _is_purpose(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether a toponym is what an assault is made for: "launched an offensive to retake X"."""
    found = frame.trigger
    if frame.role in _AIMLESS or not found.end < at <= found.end + 8:
        return False
    return sentence.lower[at - 1] == "to" and any(
        t.start == at and t.trigger.role in _LAND | {"any"} for t in sentence.triggers
    )


def _is_object(sentence: Sentence, frame: Frame, place: FoundPlace, at: int) -> bool:
    """Whether a toponym follows an active verb as its object."""
    found = frame.trigger
    if found.trigger.pos != "v" or place.start < found.end or at != found.end - 1:
        return False
    if _is_part_of_name(sentence, place):
        return False
    return "," not in sentence.lower[found.end : place.start] or named_behind(
        sentence, found.end, place
    )


def _is_part_of_name(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a site named after a place stands elsewhere: "the Stavropol plant at Budyonnovsk"."""
    end, resolved = place.end, place.resolution.place
    if resolved is not None and resolved.kind is PlaceKind.FACILITY:
        return False
    for other in sentence.places:
        gap = sentence.lower[end : other.start]
        if 2 <= len(gap) <= 4 and gap[-1] in {"at", "in"} and gap[0].isalpha():
            return gap[0] not in PREPOSITIONS and gap[0] not in _NO_NOUN and "," not in gap
    return False


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
    return near and frame.role in _GATHERINGS and place.resolution.location is not None


def _is_explained_before(sentence: Sentence, place: FoundPlace, start: int) -> bool:
    """Whether only what explains a place stands before "where": "X, the border region, where"."""
    gap = sentence.lower[place.end : start]
    if not 2 < len(gap) <= _EXPLAINED or gap[0] != "," or gap[-1] != ",":
        return False
    return gap[1] in {"the", "a", "an"} and gap.count(",") == 2


_EXPLAINED = 8
_LAND = frozenset({"capture", "regain", "attack", "attacked", "withdraw", "driven"})
