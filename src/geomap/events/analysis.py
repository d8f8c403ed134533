"""A sentence taken apart: its words, the things the tables know, and its clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from geomap.events.clauses import clauses_of
from geomap.events.dates import find_times
from geomap.events.lexicon import Actor, Lexicon
from geomap.events.quantities import Quantity, may_be_quantities, quantity_at
from geomap.events.readings import join_parted, leave_days, triggers_read
from geomap.events.sentence import (
    Found,
    FoundActor,
    FoundPlace,
    FoundTime,
    FoundWeapon,
    Sentence,
)
from geomap.model import Usage
from geomap.text import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geomap.model import Mention, Resolution, Role, Span


def analyse(
    text: str,
    span: Span,
    role: Role,
    *,
    resolutions: Sequence[Resolution],
    demonyms: dict[str, str],
    country_names: dict[str, str],
    lexicon: Lexicon,
    published: date | None,
) -> Sentence:
    """Analyse the sentence ``text[span]`` with the toponyms that fall into it."""
    words = tokens(text, span.start, span.end)
    lower = [w.text.lower() for w in words]
    places = [
        FoundPlace(start=at[0], end=at[1], resolution=r)
        for r in resolutions
        if (at := _token_range(words, r.mention.span.start, r.mention.span.end)) is not None
    ]
    actors = _actors(words, lower, places, demonyms, country_names, lexicon)
    # "the Saudi Maternity Hospital": no Saudis
    long = {p.start for p in places if p.end - p.start > 1 and p.resolution.place is not None}
    actors = [a for a in actors if not a.adjective or a.start not in long]
    lands = {p.start for p in places if _is_land(p.resolution.mention)}
    actors = [replace(a, adjective=False) if a.start in lands else a for a in actors]
    adjectives = {a.start for a in actors if a.adjective}
    sentence = Sentence(
        span=span,
        text=span.of(text),
        role=role,
        words=words,
        lower=lower,
        places=[p for p in places if p.start not in adjectives],
        actors=actors,
        weapons=[],
        times=[],
        quantities=[],
        clause_of=[0] * len(words),
        classes=_classes(lower, lexicon),
    )
    hits = join_parted(lower, lexicon.triggers.hits(lower), lexicon)
    if not hits and lower[:1] != ["in"]:
        if _opens_with_day(lower) or (len(lower) <= _SHORT and not _DAY_WORDS.isdisjoint(lower)):
            sentence.times.extend(_times(text, span, words, published))
        return sentence  # nothing can happen here; parties, places and speakers are known
    sentence.weapons.extend(_weapons(lower, lexicon))
    sentence.times.extend(_times(text, span, words, published))
    numbers = _quantities(words, lower, sentence.times)
    sentence.quantities.extend([q for q in numbers if not _is_age(sentence, q)])
    leave_days(sentence, hits, lexicon)
    sentence.triggers.extend(triggers_read(sentence, hits))
    sentence.clause_of[:] = clauses_of(sentence)
    return sentence


_DAY_WORDS = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue wed thu fri sat sun""".split()
)


_SHORT = 12
"""Words of a line that may head a report with its day: "Briefly about the past day, June 9."""


def _opens_with_day(lower: Sequence[str]) -> bool:
    """Whether the first words may be a day: "July 26: ...", "22/08/25, about 2130 hrs."."""
    return any(w in _DAY_WORDS or w.isdigit() for w in lower[:3])


def _classes(lower: Sequence[str], lexicon: Lexicon) -> dict[str, list[Found]]:
    """Return the words of each class; of phrases that begin at one word, a class's longest."""
    found: dict[str, list[Found]] = {}
    for index, length, names in lexicon.classes.all_hits(lower):
        for name in names:
            known = found.setdefault(name, [])
            if not known or known[-1].start != index:
                known.append(Found(start=index, end=index + length))
    return found


def _token_range(words: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Return the range of the words that share a character with ``start:end`` of the text."""
    first = bisect_right(words, start, key=_END)
    stop = bisect_left(words, end, key=_START)
    return (first, stop) if first < stop else None


_START, _END = attrgetter("start"), attrgetter("end")

_NAMED_BY_DATE = frozenset(
    """brigade division battalion street avenue square bridge movement revolution uprising hospital
    mosque university agreement""".split()
)


def _times(
    text: str, span: Span, words: Sequence[Token], published: date | None
) -> list[FoundTime]:
    found = []
    for mark in find_times(text, span.start, span.end, published=published):
        at = _token_range(words, mark.start, mark.end)
        if at is not None and at[1] < len(words) and words[at[1]].lower in _NAMED_BY_DATE:
            continue  # "the 14 October Brigade"
        if at is not None and at[0] and words[at[0] - 1].lower == "born":
            continue  # "a man born in 1961"
        if at is not None:
            found.append(FoundTime(start=at[0], end=at[1], mark=mark))
    return found


def _is_marked(word: str) -> bool:
    """Whether a people only owns or makes a thing: "a Greek-owned ship", which does nothing."""
    return word.rpartition("-")[2] in _OWNED_BY


_OWNED_BY = frozenset(
    "owned flagged registered operated built made based born managed backed".split()
)


def _is_land(mention: Mention) -> bool:
    """Whether a toponym is a land, not its border: of adjectives that of "Estonian airspace"."""
    return mention.usage is Usage.LITERAL and mention.relation is None


def _actors(
    words: Sequence[Token],
    lower: Sequence[str],
    places: Iterable[FoundPlace],
    demonyms: dict[str, str],
    country_names: dict[str, str],
    lexicon: Lexicon,
) -> list[FoundActor]:
    found: list[FoundActor] = []
    taken: set[int] = set()
    hits = lexicon.actors.hits(lower)
    after = 0
    for index, (text, _, _) in enumerate(words):
        if index < after or not text[0].isupper():
            continue
        if index in hits:
            length, actors = hits[index]
            after = index + length
            found.append(FoundActor(start=index, end=after, actor=actors[0]))
            taken.update(range(index, after))
            continue
        code = demonyms.get(lower[index])
        if code is not None and code in country_names:
            actor = Actor(name=country_names[code], country=code)
            found.append(FoundActor(start=index, end=index + 1, actor=actor, adjective=True))
            taken.add(index)
    for place in places:
        resolved = place.resolution.place
        if resolved is None or resolved.country is None or place.start in taken:
            continue
        if _is_marked(lower[place.end - 1]):
            continue
        if resolved.kind == "country" and resolved.country in country_names:
            actor = Actor(name=country_names[resolved.country], country=resolved.country)
            found.append(FoundActor(start=place.start, end=place.end, actor=actor))
    return sorted(found, key=lambda f: f.start)


# A weapon word before one of these names a "missile site", not a weapon in flight.
_NOT_WEAPON_HEADS = frozenset(
    """site sites launcher launchers factory factories plant plants depot depots base bases
    system systems programme program production warehouse warehouses stockpile stockpiles
    operator operators unit units pad pads facility facilities arsenal maker makers expert
    experts carrier carriers commander commanders brigade brigades defence defense""".split()
)


def _weapons(lower: Sequence[str], lexicon: Lexicon) -> list[FoundWeapon]:
    found = []
    end = 0
    for index, (length, weapons) in lexicon.weapons.hits(lower).items():
        if index < end:
            continue
        end = index + length
        if end >= len(lower) or lower[end] not in _NOT_WEAPON_HEADS:
            found.append(FoundWeapon(start=index, end=end, weapon=weapons[0]))
    return found


_UNITS = frozenset(
    """types kinds sorts models
    km kilometres kilometers kilometre kilometer miles mile metres meters percent % hours hour
    minutes days weeks months years year am pm a.m. p.m. dollars euros tons tonnes million-dollar
    - st nd rd th""".split()
)


def _is_of_model(words: Sequence[Token], index: int) -> bool:
    """Whether a number is part of a name: "F-16", "BM-21"."""
    if index and words[index - 1].is_word and words[index - 1].end == words[index].start:
        return not words[index - 1].text.isdigit()  # "M23"
    if index < 2 or words[index - 1].text not in {"-", "‑"}:
        return False
    touching = words[index - 1].end == words[index].start
    return touching and words[index - 2].end == words[index - 1].start


def _quantities(
    words: Sequence[Token], lower: Sequence[str], times: Sequence[FoundTime]
) -> list[Quantity]:
    dated = {i for t in times for i in range(t.start, t.end)}
    found = []
    end = 0
    for index in may_be_quantities(lower):
        if index < end or index in dated or _is_of_model(words, index):
            continue
        quantity = quantity_at(words, lower, index)
        if quantity is None:
            continue
        end = quantity.end
        is_measure = end < len(lower) and lower[end] in _UNITS
        is_measure = is_measure or words[max(0, quantity.start - 1)].text[-1] in "$€£₴₽¥"
        if not is_measure and dated.isdisjoint(range(quantity.start, end)):
            found.append(quantity)
    return found


def _is_age(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number tells how old somebody is: "a girl of 14", "Olena, 34,", "aged nine"."""
    lower, start, end = sentence.lower, quantity.start, quantity.end
    if quantity.value is None or not start:
        return False
    if lower[max(0, start - 2) : start] == ["born", "in"]:
        return True
    if not 0 < quantity.value < 111:
        return False
    if quantity.text in {"over", "under"}:  # "a woman over 70"
        return any(f.end == start for f in sentence.classes.get("person", ()))
    if quantity.text in {"about", "around"} and lower[start - 1] == "of":  # "a man of about 70"
        one = any(f.end == start - 1 for f in sentence.classes.get("person", ()))
        alone = lower[end : end + 1] != ["people"]
        return one and alone and lower[max(0, start - 3)] in {"a", "an", "the"}
    if quantity.text:
        return False
    before = lower[start - 1]
    after = lower[end] if end < len(lower) else "."
    if before in {"aged", "age"}:
        return True
    if before in {"and", ","} and start > 2 and lower[start - 2].isdigit():
        return lower[start - 3] == "aged"  # "two men aged 37 and 42"
    if before == "of" and start > 1 and lower[start - 2] not in {"family", "crew", "group"}:
        people = sentence.classes.get("person", ())  # but "the lives of seven people"
        counts = any(f.start in {end, end + 1} for f in people)
        return not counts and any(f.end == start - 1 for f in people)
    if before == "," and after in {",", ".", ")"} and start > 1:
        word = sentence.words[start - 2]
        return (
            word.text[0].isupper()
            or word.lower in {"youngest", "eldest", "oldest"}
            or any(f.end == start - 1 for f in sentence.classes.get("person", ()))
        ) and not any(p.end == start - 1 for p in sentence.places)
    return False
