"""Noun or verb: which reading of a trigger word stands in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.frame import CASUALTY_ROLES
from geomap.events.sentence import (
    DETERMINERS,
    FINITE,
    PAST,
    PREPOSITIONS,
    Found,
    FoundTrigger,
    Sentence,
    places_end,
    sentence_modals,
    tokens_of,
    tokens_timed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.events.lexicon import Lexicon, Trigger


def triggers_read(
    sentence: Sentence, hits: Mapping[int, tuple[int, list[Trigger]]]
) -> Iterable[FoundTrigger]:
    """Yield the triggers of a sentence, each as the noun or the verb that it is there."""
    inner = {i for w in sentence.weapons for i in range(w.start + 1, w.end)}
    inner |= tokens_timed(sentence)  # "on March 12"
    figurative = tokens_of(
        [f for f in sentence.classes.get("figurative", ()) if not _is_fired(sentence, f)]
    )
    after = 0
    for index, (length, readings) in hits.items():
        if index < after or index in inner or _is_surname(sentence, index, length):
            continue  # the "bomb attack" in "a glide bomb attack" is an attack with a glide bomb
        after = index + length
        chosen = _by_part_of_speech(sentence, index, after, readings)
        if chosen is not None and chosen.role in _MOVING:
            if not _AWAY & set(sentence.lower[index + 1 : after + AWAY_REACH]):
                continue  # "drove", "led", "brought" tell of a move only with where from
        if chosen is not None and chosen.role == "evacuate" and _describes_next(sentence, after):
            continue
        if chosen is not None and index not in figurative:
            yield FoundTrigger(start=index, end=after, trigger=chosen)


def _is_surname(sentence: Sentence, index: int, length: int) -> bool:
    """Whether a capital ends somebody's name: "Treva Battle of Paris"; headlines have capitals."""
    words = sentence.words
    if length > 1 or not index or not words[index].text[0].isupper() or words[index].text.isupper():
        return False
    before = words[index - 1].text
    if not before[0].isupper() or sentence.lower[index - 1] in DETERMINERS:
        return False
    spoken = {
        i
        for found in (sentence.places, sentence.actors, sentence.weapons, sentence.times)
        for one in found
        for i in range(one.start, one.end)
    }
    named = [w for w in words if w.is_word]
    capitals = sum(w.text[0].isupper() for w in named)
    return index - 1 not in spoken and index > 1 and 2 * capitals < len(named)


def join_parted(
    lower: Sequence[str], hits: dict[int, tuple[int, list[Trigger]]], lexicon: Lexicon
) -> dict[int, tuple[int, list[Trigger]]]:
    """Return the hits with the verbs whose object stands before their particle.

    "Shot a drone down", "shot three men dead", "pushed Russian units out of the village".
    """
    parted = not lexicon.parted.keys().isdisjoint(lower)
    parted = parted and not lexicon.particles.isdisjoint(lower)
    if not parted and ("under" not in lower or _COMING.isdisjoint(lower)):
        return hits
    under = {
        index: hit
        for index, word in enumerate(lower)
        if word in _COMING and (hit := _under_fire(lower, index, lexicon)) is not None
    }
    found = {
        index: (1, [trigger])
        for index, word in enumerate(lower)
        if index
        and word in lexicon.parted
        and hits.get(index, (1,))[0] == 1
        and (trigger := _parted(lower, index, lexicon)) is not None
    }
    return dict(sorted({**hits, **found, **under}.items())) if found or under else hits


_COMING = frozenset("come came comes coming".split())
_UNDER = frozenset("fire attack shelling bombardment".split())


def _under_fire(
    lower: Sequence[str], index: int, lexicon: Lexicon
) -> tuple[int, list[Trigger]] | None:
    """Return "came under intermittent shelling", whatever stands between, as what it is."""
    if lower[index + 1 : index + 2] != ["under"]:
        return None
    for at in range(index + 3, min(len(lower), index + 6)):
        if lower[at] in _UNDER:
            what = "heavy bombardment" if lower[at] == "bombardment" else lower[at]
            plain = lexicon.triggers.at(["came", "under", *what.split()], 0)
            return None if plain is None else (at + 1 - index, plain[1])
        if lower[at] in _OBJECT_ENDS or not lower[at][0].isalpha():
            return None
    return None


def _parted(lower: Sequence[str], index: int, lexicon: Lexicon) -> Trigger | None:
    """Return the verb of whose phrase the first word stands at ``index``, the rest farther on."""
    aside = _aside(lower, index)
    for at in range(index + 2, min(len(lower), index + _OBJECT_REACH + len(aside))):
        if at in aside:
            continue
        if lower[at] in _OBJECT_ENDS or lower[at].endswith("ing"):
            return None
        for rest, trigger in lexicon.parted[lower[index]]:
            if lower[at] == rest[0] and tuple(lower[at : at + len(rest)]) == rest:
                return trigger
    return None


def _aside(lower: Sequence[str], index: int) -> range:
    """Return where an object is broken down: "took 62 residents, nine of them children, out"."""
    for at in range(index + 2, min(len(lower), index + _OBJECT_REACH)):
        if lower[at] == ",":
            of = lower[at + 1 : at + 6]
            if "of" not in of[:-1] or of[of.index("of") + 1] not in {"them", "whom", "these"}:
                return range(0)
            stop = min(len(lower), at + _OBJECT_REACH)
            close = next((i for i in range(at + 3, stop) if lower[i] == ","), -1)
            return range(at, close + 1)
    return range(0)


_OBJECT_REACH = 8
_OBJECT_ENDS = FINITE | frozenset(", . ; : ( ) and that which who when as after in on at".split())
_MOVING = frozenset({"pull", "moveout", "drive"})

_AWAY = frozenset({"from", "out"})
AWAY_REACH = 14
"""How far behind a verb of moving the words that say from where may stand."""


def _is_fired(sentence: Sentence, found: Found) -> bool:
    """Whether "fired from" speaks of a weapon: "a missile was fired from the coast"."""
    return sentence.lower[found.start] == "fired" and any(
        0 <= found.start - w.end <= _FIRED_REACH for w in sentence.weapons
    )


_FIRED_REACH = 4


def _describes_next(sentence: Sentence, end: int) -> bool:
    """Whether a noun only says what kind the next one is of: "an evacuation vehicle"."""
    return (
        sentence.lower[end - 1] == "evacuation"
        and end < len(sentence.lower)
        and (sentence.lower[end] in _EVACUATING)
    )


_EVACUATING = frozenset(
    """vehicle vehicles bus buses train trains convoy convoys team teams crew crews point points
    center centers centre centres route routes corridor corridors order orders zone zones effort
    efforts van vans car cars minibus driver drivers volunteer volunteers notice notices""".split()
)


def leave_days(
    sentence: Sentence, hits: dict[int, tuple[int, list[Trigger]]], lexicon: Lexicon
) -> None:
    """Shorten a phrase that ends in the preposition of a day: "fired on Sunday" is "fired"."""
    dated = {t.start for t in sentence.times}
    for index, (length, _) in list(hits.items()):
        if length > 1 and index + length - 1 in dated:
            shorter = lexicon.triggers.at(sentence.lower[: index + length - 1], index)
            if shorter is None:
                del hits[index]
            else:
                hits[index] = shorter


def _by_part_of_speech(
    sentence: Sentence, start: int, end: int, readings: Sequence[Trigger]
) -> Trigger | None:
    verb = noun = None
    for reading in readings:
        if reading.pos == "v":
            verb = verb or reading
        elif reading.pos == "n":
            noun = noun or reading
    if _is_modifier(sentence, start, end) and (
        verb is not None or sentence.lower[start].endswith("ing")
    ):
        return None
    plain = sentence.lower[start] in _ADVERBS
    if (plain or end - start > 1) and (verb is None or noun is None):
        return readings[0]  # a phrase says itself what it is
    told = sentence.lower[start - 1 : start] == ["the"] or _is_counted(sentence, start, end)
    if noun is not None and noun.role == "injured" and told:
        return noun  # "counted ten dead and 47 wounded"
    if verb is not None and verb.role in CASUALTY_ROLES and sentence.lower[start].endswith("s"):
        if any(q.start == end for q in sentence.quantities):
            return verb  # "a strike on X kills seven, injures nine"
    as_verb = _is_verb(sentence, start, end) and not (noun and _is_gerund(sentence, start, end))
    if verb is not None and (as_verb or (noun is None and _is_participle(sentence, start))):
        return verb
    return noun


_ADVERBS = frozenset({"ablaze", "alight"})
_WERE = (["was"], ["were"], ["is"], ["are"])


def _is_counted(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number stands before a participle and nothing that it could act on behind."""
    end = next((t.end for t in sentence.times if t.start == end), end)  # "48 wounded the same day"
    if end < len(sentence.lower) and sentence.lower[end] in DETERMINERS:
        return False
    numbers = any(q.end == start for q in sentence.quantities)
    return numbers and not any(q.start == end for q in sentence.quantities)


def _is_modifier(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word only describes the next: "fighting positions", "the occupied Golan Heights".

    So does "the wounded", which is people.
    """
    lower, previous = sentence.lower, sentence.lower[start - 1] if start else ""
    if lower[start] in {"occupied", "annexed"} and any(p.start == end for p in sentence.places):
        joined = previous in {"and", ","} and any(p.end == start - 1 for p in sentence.places)
        dateline = not start and sentence.lower[places_end(sentence, end) :][:1] == [","]
        if joined or dateline or previous in PREPOSITIONS or previous in DETERMINERS:
            return True  # "from the Kursk region and occupied Crimea"
    if lower[start] in _KEPT_BY and lower[end : end + 1] and lower[end] in _LANDS:
        return True  # "the army-held village of X"
    if previous == "the" and lower[end : end + 1] == ["at"]:
        return False  # "put the number of the wounded at 284"
    if lower[max(0, start - 2) : start] == ["of", "the"] and lower[end : end + 1] in _WERE:
        return False  # "one of the dead was a woman in X"
    heads = sentence.classes.get("heads")
    if heads and any(f.start == end for f in heads):
        return not lower[start].endswith("ed") or previous in DETERMINERS
    if end >= len(lower) or end - start > 1 or not lower[start].endswith(("ed", "ng")):
        return False
    if lower[start] in {"died", "fled"} or lower[end] in _AFTER_VERB:
        return False
    if any(q.start == end for q in sentence.quantities):
        return False  # "a strike that killed nine civilians"
    if previous == "that" and _is_relative(sentence, start - 1):
        return False
    following = sentence.words[end]
    describes = previous in _BEFORE_MODIFIER
    counted = any(q.end == start for q in sentence.quantities)
    if (
        counted
        and lower[start] in _HELD
        and any(f.start == end for f in sentence.classes.get("person", ()))
    ):
        return True  # "rescued 62 kidnapped villagers"
    paired = start > 2 and lower[start - 2].endswith("ed") and lower[start - 3] in DETERMINERS
    describes = describes or (previous in {"and", "or", ","} and paired)
    if not describes or not following.is_word or lower[start].endswith("ng"):
        return False
    if previous == "the" and (lower[end] in FINITE or lower[end] in PREPOSITIONS):
        return True
    return (
        lower[end] not in PREPOSITIONS
        and lower[end] not in DETERMINERS
        and (lower[end] not in FINITE)
    )


def _is_relative(sentence: Sentence, at: int) -> bool:
    """Whether "that" goes on about the noun before it: "an offensive that targeted villages"."""
    if not at or not sentence.words[at - 1].is_word:
        return False
    before = sentence.lower[at - 1]
    reports = any(f.end == at for f in sentence.classes.get("reporting", ()))
    return not reports and before not in PREPOSITIONS | FINITE | _AFTER_VERB | {"of", "said"}


_KEPT_BY = frozenset("held controlled occupied".split())
_LANDS = frozenset(
    "village villages town towns city district districts area areas territory neighborhood".split()
)
_HELD = frozenset("kidnapped abducted detained arrested captured seized evacuated".split())
_BEFORE_MODIFIER = DETERMINERS | {"in", "from", "of", "with", "on"}


def _is_gerund(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word in -ing is a noun: "Israeli shelling of X", "artillery shelling"."""
    if not sentence.lower[start].endswith("ing"):
        return False
    described = any(w.end == start for w in sentence.weapons) or any(
        a.end == start and a.adjective for a in sentence.actors
    )
    return described or sentence.lower[end : end + 1] == ["of"]


_AFTER_VERB = frozenset(
    """as when after while and but because that by before since until where which who
    rose climbed grew reached exceeded stood stands rises""".split()
)


def _is_participle(sentence: Sentence, start: int) -> bool:
    """Whether a verb form cannot be a noun: "-ed" and irregular pasts, less those after "the"."""
    word = sentence.lower[start]
    return (word.endswith("ed") or word in PAST) and not _is_surely_noun(sentence, start)


_PRONOUNS = frozenset("it they he she we i who which that".split())

_NOMINAL_BEFORE = frozenset("of by from with despite amid during after before against".split())


def _is_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Tell a verb from a noun of the same form by what stands around it."""
    lower, words = sentence.lower, sentence.words
    word = lower[start]
    previous = lower[start - 1] if start else ""
    if word.endswith("ing"):
        if previous == "of" and is_laid_at(sentence, start):
            return True  # "accused Kyiv of shelling X"
        return (previous not in DETERMINERS and previous not in {"of", "'s"}) or (
            end < len(lower) and lower[end] in DETERMINERS
        )
    if word.endswith("ed") or word in PAST:
        return not (previous in {"the", "a"} and end < len(words) and words[end].is_word
                    and lower[end] not in PREPOSITIONS)  # fmt: skip
    if previous == "to":
        return not word.endswith("s") or word.endswith("ss")  # "the answer to strikes on X"
    if previous in sentence_modals(sentence):
        return True
    if previous in DETERMINERS or previous in PREPOSITIONS or previous == "'s":
        return False
    if previous in _PRONOUNS or previous in FINITE:
        return True
    return _follows_subject(sentence, start) and _opens_object(sentence, end)


def is_laid_at(sentence: Sentence, start: int) -> bool:
    """Whether a party or its fighters are accused of a deed: a man who is, stands on trial."""
    reach = range(max(0, start - _ACCUSED_REACH), start - 1)
    accused = next((i for i in reach if sentence.lower[i] in _ACCUSED), -1)
    if accused < 0:
        return False
    opens = accused - _ACCUSED_REACH if sentence.lower[accused - 1] in FINITE else accused
    fighters = (sentence.found(n, opens, start) for n in ("band", "ground_force", "forces"))
    return any(fighters) or any(accused < a.start < start for a in sentence.actors)


_ACCUSED_REACH = 6
_ACCUSED = frozenset("accused accuses accusing accuse".split())


def _is_surely_noun(sentence: Sentence, start: int) -> bool:
    previous = sentence.lower[start - 1] if start else ""
    return previous in DETERMINERS and not sentence.lower[start].endswith(("ed", "ing"))


def _follows_subject(sentence: Sentence, start: int) -> bool:
    """Whether the word before could be a subject: a name that is no adjective, or a plural."""
    if start == 0:
        return False
    before = sentence.words[start - 1]
    if any(a.adjective and a.end == start for a in sentence.actors):
        return False
    if any(w.end == start for w in sentence.weapons):
        return before.lower.endswith("s")
    if any(a.end == start for a in sentence.actors):
        return True
    return (before.lower.endswith("s") and before.is_word) or before.text[0].isupper()


def _opens_object(sentence: Sentence, end: int) -> bool:
    if end >= len(sentence.words):
        return False
    following = sentence.words[end]
    if sentence.lower[end] in PREPOSITIONS:
        return False
    if sentence.lower[end] in DETERMINERS or following.text[0].isupper():
        return True
    return any(q.start == end for q in sentence.quantities) or following.is_word
