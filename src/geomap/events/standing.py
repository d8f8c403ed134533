"""How a toponym stands in its sentence: what governs it, whose seat it is, what its clause says."""

from __future__ import annotations

from geomap.events.clauses import (
    FoundPlace,
    Sentence,
    sentence_modals,
)
from geomap.events.frame import (
    CASUALTY_ROLES,
    Frame,
)

LOCATIVE = frozenset(
    """in at near over across around within throughout through inside above along on off
    outside""".split()
)


SKIPPED = frozenset(
    """the a an its their city town village villages towns cities capital port region area district
    province settlement ports airports airport harbour harbours regions districts quarter
    southern northern eastern western central north south east west northeast
    northwest southeast southwest northeastern northwestern southeastern southwestern outskirts
    occupied front-line frontline coastal nearby two three more several of both and , annexed
    vicinity edge suburb suburbs heart middle centre center side foot shore shores parts part
    city's 's neighbouring neighboring strategic border""".split()
)


def is_outside(place: FoundPlace) -> bool:
    """Whether a text says that it was outside of a country."""
    relation = place.resolution.mention.relation
    if relation is not None and relation.kind == "outside":
        return place.resolution.place is None or place.resolution.place.kind == "country"
    return False


WARS = frozenset("war wars conflict invasion ceasefire peace truce crisis fighting".split())


_ISSUED = frozenset("published issued released report statement conference speaking".split())


def spoken_at(sentence: Sentence, at: int) -> bool:
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


def owns_next(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place is only the owner of the next one: "Ukraine's capital"."""
    owner = sentence.lower[place.end : place.end + 1] in (["'s"], ["\u2019s"])
    return owner and any(0 <= p.start - place.end - 1 <= 2 for p in sentence.places)


_ASIDE = frozenset("while as but although though whereas because since".split())


def is_aside(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether the clause of a place turns to something else: "..., while aid workers in X"."""
    clause = sentence.clause(place.start)
    if lower_start(sentence, clause) not in _ASIDE:
        return False
    return any(sentence.words[i].is_word for i in clause if i < place.start)


def stands_aside(sentence: Sentence, frame: Frame) -> bool:
    """Whether the trigger's clause turns away from what stands before: "..., while in B"."""
    return lower_start(sentence, frame.clause) in {"while", "whereas"}


def lower_start(sentence: Sentence, clause: range) -> str:
    """Return the first word of a clause that is no sign."""
    return next((sentence.lower[i] for i in clause if sentence.words[i].is_word), "")


def has_own_trigger(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the clause of a place tells something of its own."""
    clause = sentence.clause(place.start)
    return any(t.start in clause and t is not frame.trigger for t in sentence.triggers)


def is_stated(sentence: Sentence, place: FoundPlace) -> bool:
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
        if word == "of" and index and sentence.lower[index - 1] not in SKIPPED:
            return word, index
        if word not in SKIPPED and not inside_list and not sentence.lower[index].isdigit():
            return word, index
        index -= 1
    return "", -1


def in_border_clause(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a clause only says what a region borders on."""
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


def is_victim(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the office holder is who was killed: "the assassination of a commander in Aden"."""
    return (
        frame.role in CASUALTY_ROLES
        and frame.trigger.trigger.pos == "n"
        and frame.trigger.end < place.start
        and sentence.lower[frame.trigger.end] == "of"
    )


SEATS = frozenset("based headquartered born living lives reporting educated exiled".split())
"""Before "in X": somebody's home or desk, not the scene."""


NATIONAL = frozenset("ministry minister president chief ambassador embassy".split())


def office_of(sentence: Sentence, place: FoundPlace) -> str:
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
    if preposition in {"in", "to"} and at > 0 and lower[at - 1] in HOUSES:
        verbs = (f.start for f in sentence.classes.get("speech", ()))
        if any(0 <= v - place.end <= 4 for v in verbs):
            return lower[at - 1]
    return ""


HOUSES = frozenset(
    """force military army command agency ministry mission embassy consulate headquarters office
    council department""".split()
)
"""Where those who speak sit: "the mission in Yemen accused", "the Council in New York said"."""
