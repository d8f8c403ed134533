"""How a toponym stands in its sentence: what governs it, whose seat it is, what its clause says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from geomap.events.clauses import (
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    FoundPlace,
    Sentence,
    sentence_modals,
)
from geomap.events.frame import (
    CASUALTY_ROLES,
    Frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LOCATIVE = frozenset(
    """in at near over across around within throughout through inside above along on off
    outside""".split()
)


PLACE_NOUNS = frozenset(
    """town towns city cities village villages district districts neighbourhood neighbourhoods
    neighborhood neighborhoods quarter suburb suburbs area areas region regions province provinces
    governorate county state island islands valley mountain mountains hill hills river lake bay
    plain plains desert camp checkpoint crossing airport airbase base road street avenue highway
    square bridge park station hospital school market mosque temple church palace tower
    prison border farm farms hamlet settlement commune municipality subdistrict sector zone
    countryside outskirts peninsula strip port harbour harbor junction community communities
    refinery dam gate roundabout bazaar cemetery locality
    canton oblast territory springs strait straits waters coast metropolis axis springs
    neighbourhood""".split()
)
"""Common nouns for places: what stands with one is the name of a place."""


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
    for back in range(i - 1, max(-1, i - 5), -1):
        if sentence.lower[back] in {"told", "informed"}:
            return True  # "told the agency's board in Vienna"
        if sentence.lower[back] in PREPOSITIONS or sentence.lower[back] in {",", "that"}:
            break
    return i >= 0 and any(
        f.end == i + 1 and sentence.lower[i] not in {"to", "per"}
        for f in sentence.classes.get("reporting", ())
    )


def owns_next(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place is only the owner of the next one: "Ukraine's capital"."""
    if sentence.lower[place.end : place.end + 1] not in (["'s"], ["\u2019s"]):
        return False
    start = place.end + 1
    after = next((p for p in sentence.places if p.start >= start), None)
    if after is None or (after.resolution.place is None and not sentence.by_name):
        return False
    between = sentence.lower[start : after.start]
    if len(between) <= 2:
        return True
    # "Baghdad's northern neighbourhood of Adhamiyah"
    last = between[-2] if between[-1] == "of" else between[-1]
    return len(between) <= 5 and last in PLACE_NOUNS


def remembered(
    ask: Callable[[Sentence, FoundPlace], T],
) -> Callable[[Sentence, FoundPlace], T]:
    """Ask of a place of a sentence once: the answer does not depend on the trigger."""

    @wraps(ask)
    def asked(sentence: Sentence, place: FoundPlace) -> T:
        key = (ask, place.start, place.end, id(place))
        known: tuple[FoundPlace, T] | None = sentence.memo.get(key)
        if known is None:
            known = sentence.memo[key] = place, ask(sentence, place)
        return known[1]

    return asked


_ASIDE = frozenset("while as but although though whereas because since".split())


@remembered
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


@remembered
def is_stated(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether the clause of a place states a fact, as against a fear, a plan or a history."""
    clause = sentence.clause(place.start)
    modals = sentence_modals(sentence)
    if any(sentence.lower[i] in modals for i in clause if i < place.start):
        return False
    return not any(
        sentence.found(name, clause.start, clause.stop) for name in ("hypothetical", "history")
    ) and not any(t.mark.historic and t.start in clause for t in sentence.times)


COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())


@remembered
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
    # Sets: a list of a hundred places is walked through from each of them.
    told = {i for t in sentence.triggers for i in range(t.start, t.end)}
    listed = {i for p in sentence.places for i in range(p.start, p.end)}
    adjectives = {a.start for a in sentence.actors if a.adjective}
    while index >= 0:
        word = sentence.lower[index]
        if word == "to" and index and sentence.lower[index - 1] in {"close", "next", "adjacent"}:
            return "near", index - 1
        if index in told:
            return word, index
        inside_list = index in listed
        if _is_unlisted_member(sentence, index, start):
            index -= 1  # "near Hamrat Ash Sheikh, North Kordofan", "shelled Talul and Ashrafieh"
            continue
        if index in adjectives:
            index -= 1  # "in the Danish capital"
            continue
        if word == "of" and index and sentence.lower[index - 1] in COMPASS and relation is None:
            return "near", index - 1  # "west of the T-4 airbase"
        if word == "of" and index and sentence.lower[index - 1] not in SKIPPED:
            return word, index
        if word not in SKIPPED and not inside_list and not sentence.lower[index].isdigit():
            commas = "," in sentence.lower[index : place.start]
            opening = None if commas else _opening_of_phrase(sentence, index)
            if opening is None:
                return word, index
            index = opening
            continue
        index -= 1
    return "", -1


def _is_unlisted_member(sentence: Sentence, index: int, start: int) -> bool:
    """Whether a capitalised word is part of a name joined to the one that begins at ``start``."""
    if not index or not sentence.words[index].text[0].isupper():
        return False
    joint = index + 1
    while joint < start and (
        sentence.words[joint].text[0].isupper() or sentence.lower[joint] in {"-", "al", "el", "ash"}
    ):
        joint += 1
    if joint >= start or sentence.lower[joint] not in {",", "and"}:
        return False
    return not any(a.start <= index < a.end for a in sentence.actors)


def _opening_of_phrase(sentence: Sentence, index: int) -> int | None:
    """Return the preposition before the phrase that a describing word stands in, if one does.

    "in the shattered Chechen capital Grozny", "near an upscale Baghdad restaurant", "on the streets
    of": words that only describe, back to their article and the preposition before it.
    """
    for at in range(index, max(-1, index - 5), -1):
        word = sentence.lower[at]
        if word in DETERMINERS or word in {"'s", "’s"}:
            return at - 1 if at and sentence.lower[at - 1] in LOCATIVE else None
        if at < index and word in LOCATIVE:
            return at
        if not sentence.words[at].is_word or word in _NO_DESCRIPTION:
            return None
        if any(t.start <= at < t.end for t in (*sentence.triggers, *sentence.times)):
            return None
    return None


_NO_DESCRIPTION = PREPOSITIONS | FINITE | {"and", "or", "but", "that", "which", "who", "as", "not"}


@remembered
def in_border_clause(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a clause only says what a region borders on."""
    clause = sentence.clause(place.start)
    return any(
        sentence.lower[i] in {"borders", "bordering", "neighbours", "neighbors"} and i < place.start
        for i in clause
    )


_OFFICES = frozenset(
    """governor leader mayor administration council police prosecutors prosecutor authorities officials
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


SEATS = frozenset("stationed deployed posted based headquartered born living lives reporting educated exiled".split())
"""Before "in X": somebody's home or desk, not the scene."""


NATIONAL = frozenset("ministry minister president chief ambassador embassy".split())


@remembered
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
