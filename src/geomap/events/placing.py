"""Where: the toponym of a sentence that answers for a trigger, by its preposition and clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clauses import (
    BE,
    FINITE,
    PAST,
    PREPOSITIONS,
    FoundPlace,
    Sentence,
    sentence_modals,
)
from geomap.events.frame import CASUALTY_ROLES, INTERCEPT_ROLES, STRONG, Frame
from geomap.model import PlaceKind, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    best_score, best = _finest(sentence, scored, best_score, best)
    chosen = {p.start for s, _, p in scored if s > 0}
    alone = _is_antecedent(sentence, frame, best)
    inner = [p for p in sentence.places if p.start in chosen and _encloses(sentence, p, best)]
    return replace(
        frame,
        places=(inner[-1] if inner else best,) if alone else _with_siblings(sentence, best, chosen),
        place_score=best_score,
        own_airspace=airspace,
    )


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
        and _contains(best, place)
        and not _has_other_container(sentence, place, best)
    ]
    if not inside:
        return best_score, best
    score, _, place = max(inside, key=lambda row: (row[0], row[1]))
    return score, place


def _has_other_container(sentence: Sentence, place: FoundPlace, best: FoundPlace) -> bool:
    """Whether the finer place stands before its own "in X" that is the best one: no choice then."""
    return _encloses(sentence, place, best) and place.end > best.start


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
    resolved = place.resolution.place
    if resolved is not None and resolved.kind is PlaceKind.CONTINENT:
        return None
    if (
        resolved is not None
        and resolved.kind is PlaceKind.WATER
        and "river" in resolved.name.lower()
        and frame.role not in INTERCEPT_ROLES | {"overflight", "sight"}
    ):
        return None  # what lies on a river does not happen in it
    found, lower = frame.trigger, sentence.lower
    preposition, at = governor(sentence, place)
    associative = place.resolution.mention.usage is not Usage.LITERAL
    same = sentence.clause_of[place.start] == sentence.clause_of[found.start]
    is_object = _is_object(sentence, frame, place, at)
    if preposition in {"in", "at", "from"} and _spoken_at(sentence, at):
        return None  # "the agency said Thursday in Vienna"
    if lower[at - 1 if at else 0] in {"borders", "bordering"} or _in_border_clause(sentence, place):
        return None
    if preposition in _ORIGIN and frame.role not in _LEAVING:
        return None
    if at > 0 and lower[at - 1] in _SEATS and not found.start <= at - 1 < found.end:
        return None
    aimed = preposition in _AIMED and at >= found.end and at - found.end <= 14
    if frame.role in _GATHERINGS and not (preposition in LOCATIVE or preposition == "of"):
        return None
    if frame.role in {"talks", "sign"} and preposition == "of":
        return None  # "the leaders of France and Poland"
    leaving = frame.role in _LEAVING and preposition == "from"
    if (
        at > found.end
        and lower[at - 1] in _WARS
        and preposition == "in"
        and frame.role in _DIPLOMATIC
    ):
        return None  # "talks on the war in Ukraine"
    if _owns_next(sentence, place):
        return None  # "Iraq's capital": the capital, not Iraq
    if preposition == "for" and not _office_of(sentence, place):
        return None  # bound for it, meant for it, speaking for it
    if associative and not ((is_object or aimed or leaving) and same):
        return None
    score = _grammar_score(sentence, frame, place, same=same)
    office = _office_of(sentence, place)
    if office in _NATIONAL | _HOUSES and frame.role not in _GATHERINGS:
        return None
    if office and frame.role not in _GATHERINGS and not _is_victim(sentence, frame, place):
        score = min(score, 0.6)
    if _is_antecedent(sentence, frame, place):
        return score + 1.5 - 0.03 * abs(place.start - found.start)
    if _is_late_subject(sentence, frame, place):
        return score - 0.03 * abs(place.start - found.start)
    beside = not same and _is_of_main_clause(sentence, frame, place)
    if not same and not beside and _has_own_trigger(sentence, frame, place):
        score = min(score, 1.5)
    if not same and not _is_stated(sentence, place):
        return None
    if not same and place.start > found.start and _is_aside(sentence, place):
        score = min(score, 0.3)
    if not same and place.start < found.start and _stands_aside(sentence, frame):
        score = min(score, 0.3)
    tie = 1.5 if same else (0.8 if beside else 0.0)
    return score + tie - 0.03 * abs(place.start - found.start)


def _is_of_main_clause(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the place stands in the clause that "when ...", "as ..." goes on from."""
    before = sentence.clause_of[frame.trigger.start] - 1
    return (
        sentence.clause_of[place.start] == before
        and lower_start(sentence, frame.clause) in {"when", "as", "after"}
        and place.end <= frame.trigger.start
    )


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


_WARS = frozenset("war wars conflict invasion ceasefire peace truce crisis fighting".split())
_DIPLOMATIC = frozenset({"talks", "sign", "visit"})


def _is_object(sentence: Sentence, frame: Frame, place: FoundPlace, at: int) -> bool:
    """Whether a toponym follows an active verb as its object."""
    found = frame.trigger
    return (
        found.trigger.pos == "v"
        and place.start >= found.end
        and at == found.end - 1
        and "," not in sentence.lower[found.end : place.start]
    )


def _is_late_subject(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a participle opens the sentence and the toponym is what it was done to.

    "Shelled by Russian artillery over the past day, the region of Kherson counted one dead."
    """
    found = frame.trigger
    word = sentence.lower[found.start]
    if found.start > 1 or found.trigger.pos != "v" or not (word.endswith("ed") or word in PAST):
        return False
    be = next((i for i in range(found.end, place.start) if sentence.lower[i] in BE), None)
    if be is not None and place.start - be <= 7:
        return True  # "Also hit, on the coast, were the ports of Hodeidah and Salif"
    comma = next((i for i in range(found.end, place.start) if sentence.lower[i] == ","), None)
    return comma is not None and place.start - comma <= 6


_ISSUED = frozenset("published issued released report statement conference speaking".split())


def _spoken_at(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at`` follows a verb of speech, but for the day: where one spoke."""
    i = at - 1
    while i >= 0 and (
        sentence.lower[i] == "on" or any(t.start <= i < t.end for t in sentence.times)
    ):
        i -= 1
    if i >= 0 and sentence.lower[i] in _ISSUED:
        return True
    return i >= 0 and any(
        f.end == i + 1 and sentence.lower[i] not in {"to", "per"}
        for f in sentence.classes.get("reporting", ())
    )


def _is_example(sentence: Sentence, preposition: str, at: int) -> bool:
    """Whether a toponym is one of those meant: "six places, among them X", "including Y"."""
    if preposition in {"including", "namely"}:
        return True
    return preposition in {"them", "these"} and at > 0 and sentence.lower[at - 1] == "among"


def _owns_next(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place is only the owner of the next one: "Ukraine's capital"."""
    owner = sentence.lower[place.end : place.end + 1] in (["'s"], ["\u2019s"])
    return owner and any(0 <= p.start - place.end - 1 <= 2 for p in sentence.places)


def _is_antecedent(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the frame's clause speaks of the place right before it.

    "X, where ..."; for land that is taken or left also "X, in region Y, which it had retaken".
    """
    start = frame.clause.start
    word = sentence.lower[start]
    if word == "where":
        return 0 <= start - place.end <= 2
    if word not in {"which", "that"} or frame.role not in _LAND or frame.trigger.trigger.pos == "n":
        return False
    holder = next(
        (p for p in sentence.places if p.start > place.end and 0 <= start - p.end <= 2), None
    )
    before = place.end <= start and (
        start - place.end <= 2 or (holder is not None and _encloses(sentence, place, holder))
    )
    return before and not any(
        frame.trigger.end <= p.start < frame.clause.stop for p in sentence.places
    )


_LAND = frozenset({"capture", "regain", "attack", "attacked", "withdraw", "driven"})


_ASIDE = frozenset("while as but although though whereas because since".split())


def _is_aside(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether the clause of a place turns to something else: "..., while aid workers in X"."""
    clause = sentence.clause(place.start)
    if lower_start(sentence, clause) not in _ASIDE:
        return False
    return any(sentence.words[i].is_word for i in clause if i < place.start)


def _stands_aside(sentence: Sentence, frame: Frame) -> bool:
    """Whether the trigger's clause turns away from what stands before: "..., while in B"."""
    return lower_start(sentence, frame.clause) in {"while", "whereas"}


def lower_start(sentence: Sentence, clause: range) -> str:
    """Return the first word of a clause that is no sign."""
    return next((sentence.lower[i] for i in clause if sentence.words[i].is_word), "")


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
        if any(a.adjective and a.start == index for a in sentence.actors):
            index -= 1  # "in the Danish capital"
            continue
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
    if preposition in {"of", "in", "for", "to"} and at > 0 and lower[at - 1] in _OFFICES:
        return lower[at - 1]
    if preposition in {"in", "to"} and at > 0 and lower[at - 1] in _HOUSES:
        verbs = (f.start for f in sentence.classes.get("speech", ()))
        if any(0 <= v - place.end <= 4 for v in verbs):
            return lower[at - 1]
    return ""


_HOUSES = frozenset(
    "force military army command agency ministry mission embassy consulate headquarters office council department".split()
)
"""Where those who speak sit: "the mission in Yemen accused", "the Council in New York said"."""


def listed(sentence: Sentence, one: FoundPlace) -> tuple[FoundPlace, ...]:
    """Return the toponyms that stand in one list with ``one``: "Belgorod, Rostov and Kursk"."""
    run = [one]
    ordered = sorted(sentence.places, key=lambda p: p.start)
    position = ordered.index(one)
    last = one
    for other in ordered[position + 1 :]:
        if not _joined(sentence, last, other):
            break
        last = other
        if not _encloses(sentence, run[-1], other):  # "Belaya, in the Irkutsk region, Olenya"
            run.append(other)
    first = one
    for at in range(position - 1, -1, -1):
        other = ordered[at]
        if not _joined(sentence, other, first):
            break
        first = other
        if _encloses(sentence, other, run[0]):
            break
        if not (at and _encloses(sentence, ordered[at - 1], other)):
            run.insert(0, other)
    return tuple(run)


_RANK = {
    PlaceKind.SETTLEMENT: 0,
    PlaceKind.FACILITY: -1,
    PlaceKind.ADMIN2: 1,
    PlaceKind.ADMIN1: 2,
    PlaceKind.AREA: 2,
    PlaceKind.WATER: 2,
    PlaceKind.COUNTRY: 3,
    PlaceKind.CONTINENT: 4,
}


def _encloses(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``outer`` only says where ``inner`` lies: "Sindian, Casamance", "Mika, in X"."""
    gap = sentence.lower[inner.end : outer.start]
    if _is_locator(sentence, inner, outer) or (
        gap[:1] == [","] and gap[-1:] == ["of"] and set(gap) & {"part", "suburb", "neighbor"}
    ):
        return True
    one, two = inner.resolution.place, outer.resolution.place
    if one is None or two is None or _rank(sentence, outer) <= _rank(sentence, inner):
        return False
    return bool(gap) and "and" not in gap and gap[0] in {",", "in"}


def _rank(sentence: Sentence, found: FoundPlace) -> int:
    """Return how wide a place is; "the region of X" is a region, whatever X was read as."""
    place = found.resolution.place
    before = sentence.lower[max(0, found.start - 2) : found.start]
    if before[-1:] == ["of"] and before[0] in {"region", "oblast", "province", "state"}:
        return _RANK[PlaceKind.ADMIN1]
    return 0 if place is None else _RANK.get(place.kind, 0)


def _is_coast(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``outer`` is the sea that ``inner`` lies at: "Tuapse, on Russia's Black Sea coast"."""
    place = outer.resolution.place
    gap = sentence.lower[inner.end : outer.start]
    return (
        place is not None
        and place.kind is PlaceKind.WATER
        and gap[:2] == [",", "on"]
        and len(gap) <= 5
        and "coast" in sentence.lower[outer.end : outer.end + 2]
    )


def _is_locator(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``outer`` only says where to find ``inner``: "Sinjil, north of Ramallah"."""
    relation = outer.resolution.mention.relation
    if relation is None or relation.kind == "part":
        return False
    gap = sentence.lower[inner.end : outer.start]
    if gap[:1] != [","] or len(gap) > 8 or {"and", "or", ";"} & set(gap):
        return False
    one, two = inner.resolution.place, outer.resolution.place
    wider = one is not None and two is not None and _RANK.get(one.kind, 0) > _RANK.get(two.kind, 0)
    between = range(inner.end, outer.start)
    told = any(t.start in between for t in sentence.triggers)
    return not wider and not told and not FINITE & set(gap)


def _with_siblings(
    sentence: Sentence, best: FoundPlace, allowed: set[int]
) -> tuple[FoundPlace, ...]:
    """Return the list that ``best`` stands in, less a place that only contains the others."""
    before = [p for p in sentence.places if p.end <= best.start and p.start in allowed]
    if before and (
        _is_locator(sentence, before[-1], best)
        or _is_coast(sentence, before[-1], best)
        or (_joined(sentence, before[-1], best) and _encloses(sentence, before[-1], best))
    ):
        best = before[-1]
    kept = [p for p in listed(sentence, best) if p is best or p.start in allowed]
    relation = best.resolution.mention.relation
    if relation is not None and relation.kind == "between":
        kept = [best]  # one spot between two places, not both
    finest = [p for p in kept if not any(_contains(p, q) for q in kept if q is not p)]
    return tuple(finest or [best])


_LISTING = frozenset(", and or as region regions".split())
_NEAR = frozenset("well in over".split())


def _listing_gap(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> list[str]:
    """Return the words between two toponyms, less those that only describe the second."""
    inner = {i for p in sentence.places for i in range(p.start, p.end) if p is not right}
    inner |= {a.start for a in sentence.actors if a.adjective}
    span = range(left.end, right.start)
    if sentence.lower[left.end] == ",":  # further members of a list that no gazetteer knows
        inner |= {i for i in span if sentence.words[i].text[0].isupper()}
    words = [sentence.lower[i] for i in span if i not in inner]
    return [w for w in words if w not in {"-", "held", "run", "controlled", "administered"}]


def _tells_anew(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    """Whether the second toponym opens a clause with an event of its own."""
    if sentence.clause_of[left.start] == sentence.clause_of[right.start]:
        return False
    clause = sentence.clause(right.start)
    return any(t.start in clause and t.start > right.start for t in sentence.triggers)


def _joined(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    gap = _listing_gap(sentence, left, right)
    if len(gap) > 9 or not gap or ";" in gap:
        return False
    if set(gap) & LOCATIVE and _tells_anew(sentence, left, right):
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
