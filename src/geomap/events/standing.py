"""How a toponym stands in its sentence: what governs it, whose seat it is, what its clause says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from geomap.events.frame import (
    CASUALTY_ROLES,
    Frame,
)
from geomap.events.sentence import (
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    FoundPlace,
    FoundTrigger,
    Sentence,
    adjectives,
    asked_once,
    sentence_modals,
    tokens_counted,
    tokens_placed,
    tokens_timed,
    tokens_told,
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
    enclave enclaves shantytown slum stronghold resort resorts hometown hub
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
    settlements communities hamlets hamlet provinces governorates neighborhoods neighbourhoods
    quarters resort resorts hometown hub trading city's 's neighbouring neighboring strategic
    neighborhood neighbourhood commune municipality enclave stronghold metropolis county oblast
    border mountains hills forests forest woods jungle desert steppe highlands countryside
    hinterland""".split()
)


def is_outside(place: FoundPlace) -> bool:
    """Whether a text says that it was outside of a country."""
    relation = place.resolution.mention.relation
    if relation is not None and relation.kind == "outside":
        return place.resolution.place is None or place.resolution.place.kind == "country"
    return False


WARS = frozenset("war wars conflict invasion ceasefire peace truce crisis fighting".split())


_ISSUED = frozenset("published issued released report statement speaking".split())


_NOTICED = frozenset("reported confirmed noted".split())
_BEEN = frozenset("was were been is are".split())


def spoken_at(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at`` follows a verb of speech, but for the day: where one spoke."""
    i, timed = at - 1, tokens_timed(sentence)
    while i >= 0 and (sentence.lower[i] == "on" or i in timed):
        i -= 1
    if i > 0 and sentence.lower[i] in _NOTICED and _BEEN & set(sentence.lower[max(0, i - 3) : i]):
        return False  # "clashes were reported in X"
    if i >= 0 and sentence.lower[i] in _ISSUED:
        return True
    if i > 0 and sentence.lower[i] == "conference" and sentence.lower[i - 1] in {"news", "press"}:
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
    if place.end >= len(sentence.lower) or sentence.lower[place.end] not in {"'s", "\u2019s"}:
        return False
    start = place.end + 1
    after = next((p for p in sentence.places if p.start >= start), None)
    if after is None or (after.resolution.place is None and not sentence.by_name):
        return False
    between = sentence.lower[start : after.start]
    if len(between) <= 2:
        return True
    # "Baghdad's northern neighbourhood of Adhamiyah", "Ukraine's second city, Kharkiv"
    last = between[-2] if between[-1] in {"of", ","} else between[-1]
    return len(between) <= 5 and last in PLACE_NOUNS


def named_behind(sentence: Sentence, start: int, place: FoundPlace) -> bool:
    """Whether a noun for a place is named behind a comma: "struck the second city, X"."""
    gap = sentence.lower[start : place.start]
    behind = gap.count(",") == 1 and gap[-1] == "," and gap[-2:-1] != []
    return behind and (gap[-2] in PLACE_NOUNS or gap[-2] == "capital")


def remembered(
    ask: Callable[[Sentence, FoundPlace], T],
) -> Callable[[Sentence, FoundPlace], T]:
    """Ask of a place of a sentence once: the answer does not depend on the trigger."""

    @wraps(ask)
    def asked(sentence: Sentence, place: FoundPlace) -> T:
        try:
            known: dict[FoundPlace, T] = sentence.memo[ask]
        except KeyError:
            known = sentence.memo[ask] = {}
        try:
            return known[place]
        except KeyError:
            answer = known[place] = ask(sentence, place)
            return answer

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
    for i in clause:
        if sentence.words[i].is_word:
            return sentence.lower[i]
    return ""


def has_own_trigger(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the clause of a place tells something of its own."""
    told = triggers_by_clause(sentence).get(sentence.clause(place.start).start, ())
    return len(told) > 1 or (len(told) == 1 and told[0] is not frame.trigger)


@asked_once
def triggers_by_clause(sentence: Sentence) -> dict[int, list[FoundTrigger]]:
    """Return the triggers of each clause that has some, by its first token."""
    told: dict[int, list[FoundTrigger]] = {}
    for trigger in sentence.triggers:
        told.setdefault(sentence.clause(trigger.start).start, []).append(trigger)
    return told


@remembered
def is_stated(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether the clause of a place states a fact, as against a fear, a plan or a history."""
    clause = sentence.clause(place.start)
    modals = sentence_modals(sentence)
    if not modals.isdisjoint(sentence.lower[clause.start : place.start]):
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
    told, peoples, stops = tokens_told(sentence), adjectives(sentence), _stops(sentence)
    while index >= 0:
        index = stops[index]
        if index < 0:
            break
        word = sentence.lower[index]
        if word == "to" and index and sentence.lower[index - 1] in {"close", "next", "adjacent"}:
            return "near", index - 1
        alone = len(sentence.places) == 1
        if word == "to" and alone and index and sentence.lower[index - 1] in _ROADS:
            return "near", index - 1  # "hit a car on the road to X"
        if word == "to" and index and sentence.lower[index - 1] in _WAYS_IN:
            return "near", index - 1  # "at the entrance to X"
        if word == ")" and (opened := _opened(sentence, index)) >= 0:
            index = opened - 1  # "shelled X (twice), Y"
            continue
        if index in told:
            return word, index
        if _is_unlisted_member(sentence, index, start):
            if sentence.words[index - 1].text in {"-", "‑"}:
                index -= 1
            index -= 1  # "near Hamrat Ash Sheikh, North Kordofan", "shelled Talul and Ashrafieh"
            continue
        if index in peoples:
            index -= 1  # "in the Danish capital"
            continue
        if word == "of" and index and sentence.lower[index - 1] in COMPASS and relation is None:
            return "near", index - 1  # "west of the T-4 airbase"
        if word == "of" and _is_of_area(sentence, index):
            index -= 3  # "1,000 square kilometers of the Kursk region"
            while index >= 0 and index in tokens_counted(sentence):
                index -= 1
            continue
        if word == "of" and index and not _is_of_a_part(sentence.lower[index - 1], index - 1, told):
            return word, index
        if not _is_passed(sentence, index):
            commas = "," in sentence.lower[index : place.start]
            commas = commas and not named_behind(sentence, index, place)
            opening = None if commas else _opening_of_phrase(sentence, index, told)
            if opening is None:
                return word, index
            index = opening
            continue
        index -= 1
    return "", -1


def _opened(sentence: Sentence, at: int) -> int:
    """Return where the bracket that closes at a token was opened; -1 where not near by."""
    return next((i for i in range(at - 1, max(-1, at - 6), -1) if sentence.lower[i] == "("), -1)


def _is_of_area(sentence: Sentence, at: int) -> bool:
    """Whether "of" follows a measure of land: "some 40 square miles of"."""
    return at > 1 and sentence.lower[at - 2] == "square"


def _is_of_a_part(noun: str, at: int, told: frozenset[int]) -> bool:
    """Whether "noun of X" speaks of X itself: "the city of X", "the streets of X"."""
    return noun in SKIPPED or (noun in _SPOTS and at not in told)


@asked_once
def _stops(sentence: Sentence) -> list[int]:
    """Return the last word up to each that ``governor`` has to look at; -1 where there is none.

    A list of a hundred places is walked through from each of them.
    """
    told, placed = tokens_told(sentence), tokens_placed(sentence)
    stops, last = [], -1
    for index, word in enumerate(sentence.lower):
        if (
            index in told
            or word in {"to", "of"}
            or not (word in SKIPPED or index in placed or word.isdigit())
        ):
            last = index
        stops.append(last)
    return stops


def _is_passed(sentence: Sentence, index: int) -> bool:
    """Whether a word between a toponym and what governs it says nothing, or is in its list."""
    word = sentence.lower[index]
    return word in SKIPPED or index in tokens_placed(sentence) or word.isdigit()


def _is_unlisted_member(sentence: Sentence, index: int, start: int) -> bool:
    """Whether a capitalised word is part of a name joined to the one that begins at ``start``."""
    if not index or not _is_named(sentence, index):
        return False
    joint = index + 1
    while joint < start and (
        _is_named(sentence, joint) or sentence.lower[joint] in {"-", "al", "el", "ash"}
    ):
        joint += 1
    if joint < start and sentence.lower[joint] == "(" and ")" in sentence.lower[joint:start]:
        joint = sentence.lower.index(")", joint) + 1
    if joint >= start or sentence.lower[joint] not in {",", "and"}:
        return False
    return not any(a.start <= index < a.end for a in sentence.actors)


def _is_named(sentence: Sentence, index: int) -> bool:
    """Whether a word is a name's: "Hawsh", "al-Fara"."""
    text = sentence.words[index].text
    return text[0].isupper() or (text[:3] in _ARTICLES and text[3:4].isupper())


_ARTICLES = frozenset({"al-", "el-", "as-", "an-", "ar-", "ad-", "at-"})
_ROADS = frozenset("road highway motorway".split())
_WAYS_IN = frozenset("entrance entrances approach approaches gateway".split())


_SPOTS = frozenset(
    """doorstep doorsteps steps courtyard entrance entrances gate gates streets edges rim banks
    slope slopes grounds hallway stairwell lobby corner perimeter perimeters flank flanks axis
    periphery fringe fringes walls""".split()
)
"""What "at the X of" places at the whole."""
_PARTS = SKIPPED | _SPOTS


def _opening_of_phrase(sentence: Sentence, index: int, told: frozenset[int]) -> int | None:
    """Return the preposition or verb before the phrase that a describing word stands in, if any.

    "in the shattered Chechen capital Grozny", "near an upscale Baghdad restaurant", "captured the
    mainly Serb towns of": words that only describe, back to their article and what stands before.
    """
    lower, at, left = sentence.lower, index + 1, 6
    while at > 0 and left > 0:
        at, left = at - 1, left - 1
        word = lower[at]
        if word == ")" and (opened := _opened(sentence, at)) > 0:
            at, left = opened, left + 1  # "the Syrian Arab Army (SAA) held village of"
            continue
        if word in DETERMINERS or word in {"'s", "’s"}:
            before = _before_owner(sentence, at) if word in {"'s", "’s"} else at - 1
            if before < 0:
                return None
            of_part = lower[before] == "of" and lower[max(0, before - 1)] in _PARTS
            governs = lower[before] in LOCATIVE or lower[before] == "from"
            return before if governs or before in told or of_part else None
        if at < index and (word in LOCATIVE or at in told):
            return at
        if not sentence.words[at].is_word or word in _NO_DESCRIPTION:
            return None
        if at in tokens_told(sentence) or at in tokens_timed(sentence):
            return None
    return None


_OWNERS = frozenset("country nation state province region city town capital kingdom".split())


def _before_owner(sentence: Sentence, at: int) -> int:
    """Return the index before the owner that ends at ``at``: "in | the country | 's city"."""
    at -= 1
    while at >= 0 and (
        sentence.lower[at] in _OWNERS
        or (sentence.words[at].text[0].isupper() and sentence.lower[at] not in LOCATIVE)
    ):
        at -= 1
    return at - 1 if at >= 0 and sentence.lower[at] in DETERMINERS else at


_NO_DESCRIPTION = PREPOSITIONS | FINITE | {"and", "or", "but", "that", "which", "who", "as", "not"}


def in_border_clause(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a clause only says what a region borders on."""
    clause = sentence.clause(place.start)
    return not _BORDERS.isdisjoint(sentence.lower[clause.start : place.start])


_BORDERS = frozenset("borders bordering neighbours neighbors".split())


_OFFICES = frozenset(
    """governor leader mayor administration council police prosecutors prosecutor authorities
    officials head spokesman spokeswoman spokesperson ministry minister president chief commander
    residents services department directorate""".split()
)


def is_victim(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the office holder is who was killed: "the assassination of a commander in Aden"."""
    return (
        frame.role in CASUALTY_ROLES
        and frame.trigger.trigger.pos == "n"
        and frame.trigger.end < place.start
        and sentence.lower[frame.trigger.end] == "of"
    )


SEATS = frozenset(
    """media press newspapers outlets stationed deployed posted based headquartered born living
    lives reporting educated exiled jailed imprisoned""".split()
)
"""Before "in X": somebody's home or desk, not the scene."""


NATIONAL = frozenset("ministry minister president chief ambassador embassy".split())


_STATIONS = (["station"], ["stations"], ["post"], ["checkpoint"], ["academy"], ["headquarters"])
"""Houses of the police, where things happen: "at Gamba police station"."""
_IN_THE_HEAD = (["in", "the", "head"], ["to", "the", "head"])
_OF_OFFICE = frozenset(
    """region 's regional city defense defence foreign health emergency education fire
    prosecutor's military""".split()
)


@remembered
def office_of(sentence: Sentence, place: FoundPlace) -> str:
    """Return the office whose jurisdiction a toponym names ("the governor of X", "X Mayor")."""
    lower = sentence.lower
    for skipped in (0, 1):
        at = place.end + skipped
        if at < len(lower) and lower[at] in _OFFICES:
            return "" if lower[at + 1 : at + 2] in _STATIONS else lower[at]
        if at >= len(lower) or lower[at] not in _OF_OFFICE:
            break
    preposition, at = governor(sentence, place)
    if preposition in {"of", "in", "for", "to"} and at > 0 and lower[at - 1] in _OFFICES:
        if lower[max(0, at - 3) : at] not in _IN_THE_HEAD:
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
