"""Names of places that no gazetteer lists, found by the words around them.

"In the village of Haji-abad", "stormed Gidan Gambo", "the Al-Rashidiyah district": the text says
that something happened there, though nobody can say where it lies.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from geomap.events.sentence import (
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    FoundPlace,
    Sentence,
    asked_once,
)
from geomap.events.standing import COMPASS, LOCATIVE, PLACE_NOUNS, governor
from geomap.model import Mention, Resolution, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_NAMES = frozenset(
    """parliament congress telegram facebook twitter x ramadan god english arabic russian ukrainian
    hebrew president minister governor mayor general channel house council court ministry security
    army force forces party university church mosque christmas easter eid islam christianity
    i brigade brigades division battalion regiment corps news agency police group movement union
    organization organisation front state states jihad radio tv television company operation
    war league cup games committee commission office department bank mr mrs ms dr gen col lt maj
    capt brig sgt sheikh sheik king prince pope imam muslim muslims christian christians sunni
    shiite shi shii shia kurdish jewish catholic federation association authority times post daily
    internet january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday earth administration embassy
    television observatory rights watch guard guards navy airlines command resistance
    day the a an it he she they we government regime opposition rebel""".split()
)
"""Capitalised words that are no places, or end the names of those who are none."""

_HOLY = frozenset("sheikh sheik imam king prince pope general mosque".split())
"""Titles that names of quarters begin with."""

_STORMED = frozenset(
    """storm enter shell bomb retake recapture liberate overrun besiege encircle raid attack
    bombard invade patrol leave reach""".split()
)
"""Verbs whose object, when it bears a name, is a place."""

_AIMED_AT = ("patrol", "target")
"""How verbs begin whose object is a place as well, whatever the tables call them."""

_GOES_ON = frozenset(
    """and or but as when while where which who that after before because until since for today
    yesterday overnight early late so leaving left killing if although though then last this
    have has had was were is are would will could about some just""".split()
)
"""Words after a name that leave it as it is."""
_HOMES = frozenset(
    "residence residences apartment apartments home house flat villa mansion".split()
)
_AFTER_NAME = PLACE_NOUNS | PREPOSITIONS | FINITE | _GOES_ON | _HOMES | {"police"}
_LOOSE = LOCATIVE - {"on", "above", "off"} | {"towards", "toward", "into"}
_PARTICLES = frozenset("al el as ad an ar ash de du da la le del e bin ibn".split())
_ARTICLES = frozenset("al el as ad an ar ash".split())
_NEVER = PREPOSITIONS | DETERMINERS | LOCATIVE | {"i", "and", "but", "while", "when", "as"}
"""Words that only begin a sentence with their capital."""
_MARKS = frozenset("-‐‑'’‘ʼ`")
_MOST = 60
"""Unknown names of one sentence that are looked at: more of them are a table, no sentence."""
_UNHEARD = "no gazetteer lists it"


@asked_once
def by_name(sentence: Sentence) -> Sentence:
    """Return the sentence with the unlisted names among its places, all of them as scenes."""
    known = [
        _with_article(sentence, p)
        for p in sentence.places
        if p.resolution.place is not None or _is_named(sentence, p)
    ]
    places = sorted((*known, *_unlisted(sentence)), key=lambda p: p.start)
    return replace(sentence, places=places, by_name=True)


def _is_named(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a name is said, not a description such as "the provincial capital"."""
    if sentence.lower[place.end - 1] in _NO_NAMES:
        return False  # "the European Union", where a town bears that name
    return any(sentence.words[i].text[0].isupper() for i in range(place.start, place.end))


def _with_article(sentence: Sentence, place: FoundPlace) -> FoundPlace:
    """Return the longer name that a listed one begins, which no gazetteer has: "Bustan al-Zor"."""
    end = place.end
    if end >= len(sentence.words) or _is_in_other(sentence, end):
        return place
    head, _, rest = sentence.words[end].text.partition("-")
    if head not in _ARTICLES or not rest[:1].isupper():
        return place
    return _as_place(sentence, place.start, end + 1)


def _is_in_other(sentence: Sentence, index: int) -> bool:
    return any(p.start <= index < p.end for p in sentence.places)


def names_of(sentence: Sentence) -> Iterator[FoundPlace]:
    """Yield every name that could be a place and is none of those known, the first word too."""
    for start, end in islice(_names(sentence, opening=True), _MOST):
        yield _as_place(sentence, start, end)


def _unlisted(sentence: Sentence) -> Iterator[FoundPlace]:
    """Yield the names that stand as places and are none of those known, in order."""
    nowhere = [p.end for p in sentence.places if p.resolution.place is None]
    last_end = -1
    waiting: list[FoundPlace] = []
    for start, end in islice(_names(sentence), _MOST):
        found = _as_place(sentence, start, end)
        last_end = max([last_end, *(e for e in nowhere if e <= start)])
        if stands_as_place(sentence, found) or _goes_on(sentence, found, last_end):
            yield from _before_plural(sentence, waiting, found)
            waiting = []
            last_end = end
            yield found
        else:
            waiting.append(found)


def _before_plural(
    sentence: Sentence, waiting: list[FoundPlace], found: FoundPlace
) -> Iterator[FoundPlace]:
    """Yield the members of a list whose noun comes last: "the Angyom and Torkula villages"."""
    after = sentence.lower[found.end : found.end + 1]
    if not waiting or not after or after[0] not in PLACE_NOUNS or not after[0].endswith("s"):
        return
    members, start = [], found.start
    for name in reversed(waiting):
        if sentence.lower[name.end : start] not in ([","], ["and"], [",", "and"]):
            break
        members.append(name)
        start = name.start
    yield from reversed(members)


def _as_place(sentence: Sentence, start: int, end: int) -> FoundPlace:
    span = Span(start=sentence.words[start].start, end=sentence.words[end - 1].end)
    mention = Mention(doc="", span=span, text=sentence.said(start, end))
    resolution = Resolution(
        mention=mention, place=None, location=None, confidence=0.0, reason=_UNHEARD
    )
    return FoundPlace(start=start, end=end, resolution=resolution)


def _names(sentence: Sentence, *, opening: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that belong to nothing known."""
    taken = {
        i
        for found in (sentence.places, sentence.actors, sentence.times)
        for one in found
        for i in range(one.start, one.end)
    }
    index = 0
    while index < len(sentence.words):
        if index in taken or not _is_name_word(sentence, index) or _is_faith(sentence, index):
            index += 1
            continue
        end = _end_of_name(sentence, index, taken)
        if _may_be_place(sentence, index, end, opening=opening):
            yield index, end
        index = end


def _is_faith(sentence: Sentence, index: int) -> bool:
    """Whether a word only says who lives at the name behind it: "the Shiite Al-Zor district"."""
    after = index + 1
    return (
        sentence.lower[index] in _FAITHS
        and after < len(sentence.words)
        and _is_name_word(sentence, after)
    )


_FAITHS = frozenset(
    "sunni shiite shi'ite shi’ite shia shi'a kurdish jewish christian muslim catholic".split()
)


def _is_name_word(sentence: Sentence, index: int) -> bool:
    text, word = sentence.words[index].text, sentence.lower[index]
    head, _, rest = text.partition("-")
    if head in _PARTICLES and rest[:1].isupper():
        return True  # "al-Mashi"
    if not text[0].isupper() or word in _NEVER:
        return False
    if word not in _PARTICLES:
        return True
    return index + 1 < len(sentence.words) and sentence.words[index + 1].text[0].isupper()


def _end_of_name(sentence: Sentence, start: int, taken: set[int]) -> int:
    """Return the end of a name: capitalised words, with the signs and particles that join them."""
    words, end = sentence.words, start + 1
    while end < len(words):
        at = end
        while at < len(words) and at - end < 3 and _joins(sentence, at):
            at += 1
        if at >= len(words) or at in taken:
            break
        touching = words[at - 1].end == words[at].start
        numbered = at > end and words[at].text[0].isdigit() and touching
        if not numbered and not _is_name_word(sentence, at):
            break
        end = at + 1
    return end


def _joins(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    if word.text in _MARKS:
        return index + 1 < len(sentence.words) and word.end == sentence.words[index + 1].start
    return sentence.lower[index] in _PARTICLES


def _may_be_place(sentence: Sentence, start: int, end: int, *, opening: bool) -> bool:
    """Whether a run of capitals can name a place: not an office, an army, a month, an acronym."""
    first, last = sentence.words[start].text, sentence.lower[end - 1]
    titled = sentence.lower[start] in _NO_NAMES
    if titled and end - start > 1 and sentence.lower[start] in _HOLY:
        titled = not set(sentence.lower[end - 1 : end + 1]) & PLACE_NOUNS  # "the Sheikh Lufti area"
    if _is_of_person(sentence, start, end):
        return False
    if titled or last in _NO_NAMES or (len(first) < 2 and end - start < 3):
        return False
    if end - start == 1 and (first.isupper() or _is_people(first.lower())):
        return False
    if end - start == 1 and (last in _FAITHS or _is_half(sentence, start)):
        return False
    if end - start == 1 and start == 0 and not opening:
        return False
    if any(_is_compound(sentence.words[i].text) for i in range(start, end)):
        return False
    return not _describes(sentence, end) and not (
        start
        and sentence.words[start - 1].text[0].isupper()
        and any(p.end == start for p in sentence.places)
    )


def _is_of_person(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name is explained as a person's, or a firm's: "X, a spokesman", "the firm X"."""
    if start and sentence.lower[start - 1] in _BEARERS:
        return True
    behind = sentence.lower[end : end + 2]
    aged = sentence.lower[end : end + 3]
    if len(aged) == _AGED and aged[0] == aged[2] == "," and aged[1].isdigit():
        return True  # "Ali Hassan, 28, was shot"
    told = behind in ([",", "a"], [",", "an"], [",", "the"], [",", "another"])
    return (told and bool(sentence.found("person", end + 2, end + 5))) or (
        told and not _SPOKEN.isdisjoint(sentence.lower[end + 2 : end + 5])
    )


_AGED = 3
_BEARERS = frozenset("firm company newspaper agency leader commander".split())
_SPOKEN = frozenset("spokesman spokeswoman spokesperson official officer chief head".split())


def _is_people(word: str) -> bool:
    """Whether a name is that of a people, a faith or a party: "Maoist", "Irianese"."""
    return word.endswith(("ist", "ists", "ese", "ites", "ians")) or word in _PEOPLES


def _is_half(sentence: Sentence, at: int) -> bool:
    """Whether a noun for a place has its name beside it: "the Village of X", "Highway 13"."""
    if sentence.lower[at] not in PLACE_NOUNS:
        return False
    before, after = sentence.lower[at - 1 : at], sentence.lower[at + 1 : at + 2]
    return after == ["of"] or any(w.isdigit() for w in (*before, *after))


_PEOPLES = frozenset("kurds arabs turks serbs croats tutsis hutus jews druze".split())


def _is_compound(word: str) -> bool:
    """Whether a capital only opens a compound: "Serb-held", "Sunni-dominated"."""
    return any(part.islower() and len(part) > 2 for part in word.split("-")[1:])


def _describes(sentence: Sentence, end: int) -> bool:
    """Whether a name goes on into a noun that is no place: "Mursi supporters", "Blake's car"."""
    lower, words = sentence.lower, sentence.words
    if end >= len(words):
        return False
    if lower[end] in {"'s", "’s"}:
        return not set(lower[end + 1 : end + 4]) & PLACE_NOUNS
    if words[end].text in _MARKS:
        return True
    if words[end].text == "(":  # but "Kucheriv Yar (northeast of Dobropillia)"
        return not set(lower[end + 1 : end + 2]) & COMPASS
    if not words[end].is_word or lower[end] in _AFTER_NAME:
        return False
    if any(f.start == end for f in sentence.classes.get("reporting", ())):
        return True
    return not (
        end in _known(sentence)
        or lower[end].endswith(("ed", "ing", "ly"))
        or words[end].text[0].isupper()
    )


@asked_once
def _known(sentence: Sentence) -> frozenset[int]:
    """Return where the times, the triggers and the words of the classes begin."""
    begun = {t.start for t in sentence.times} | {t.start for t in sentence.triggers}
    return frozenset(begun).union(f.start for known in sentence.classes.values() for f in known)


def stands_as_place(sentence: Sentence, found: FoundPlace) -> bool:
    """Whether the words around a name make it a place."""
    lower, start, end = sentence.lower, found.start, found.end
    if start and lower[start - 1] in {"a", "an"}:
        return False  # "an Eggon community", "a Maronite church"
    if start > 1 and lower[start - 1] == "of" and sentence.words[start - 2].text in PLACE_NOUNS:
        return True
    if lower[end - 1] in PLACE_NOUNS or (end < len(lower) and lower[end] in PLACE_NOUNS):
        return True
    if lower[end : end + 2] in _STATIONS:
        return True
    if start > 1 and lower[start - 1] == ":" and sentence.words[start - 2].text in PLACE_NOUNS:
        return True  # "four villages: A, B and C"
    preposition, at = governor(sentence, found)
    if preposition in _LOOSE and lower[end : end + 1] and lower[end] in _HOMES:
        return True  # "at her Reshimbagh residence"
    if preposition == "on" and at == start - 1 and _aims(sentence, at):
        return True  # "air strikes on Jabal Turkman"
    if preposition in _LOOSE and "," not in lower[at:start]:
        return at == start - 1 or lower[start - 1] != "the" or end - start > 1
    return any(
        t.end - 1 == at
        and t.trigger.pos == "v"
        and (t.trigger.word.split()[0] in _STORMED or lower[t.start].startswith(_AIMED_AT))
        for t in sentence.triggers
    )


def _aims(sentence: Sentence, at: int) -> bool:
    """Whether a noun of attack stands right before a token."""
    return any(
        t.end == at and t.trigger.pos == "n" and t.trigger.role in _BLOWS for t in sentence.triggers
    )


_STATIONS = (["police", "station"], ["police", "headquarters"], ["police", "post"])
_BLOWS = frozenset({"attack", "offensive", "clash"})


def _goes_on(sentence: Sentence, found: FoundPlace, last_end: int) -> bool:
    """Whether a name stands in a list with an unlisted one, or after "A and" with a listed one."""
    start, lower = found.start, sentence.lower
    gap = lower[last_end:start] if last_end >= 0 else []
    while gap[-1:] and gap[-1] in _MARKS | _PARTICLES:
        gap = gap[:-1]
    if gap in ([","], ["and"], [",", "and"]):
        return True
    after = lower[found.end : found.end + 1]
    joined = lower[max(0, start - 1) : start] == ["and"]
    joined = joined or (lower[max(0, start - 1) : start] == [","] and after in ([","], ["and"]))
    return joined and any(
        p.end in {start - 1, start - 2} and governor(sentence, p)[0] in _LOOSE
        for p in sentence.places
    )
