"""A sentence taken apart: its words, the things the tables know, and its clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import wraps
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from geomap.events.dates import TimeMark, find_times
from geomap.events.lexicon import Actor, Lexicon, Trigger, Weapon
from geomap.events.quantities import Quantity, may_be_quantities, quantity_at
from geomap.text import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from geomap.model import Resolution, Role, Span
    from geomap.text import Token

T = TypeVar("T")

PREPOSITIONS = frozenset(
    """in at near over across around outside inside within on off against of into throughout
    towards toward above from between by to with along through beyond under behind""".split()
)
BE = frozenset("was were been being is are be be'n".split())
DETERMINERS = frozenset(
    """the a an this that these those its his her their our your my another any each every some
    such several two three""".split()
)
_RELATIVES = frozenset("who which whose whom where".split())
_SUBORDINATORS = frozenset(
    "while when after before because although though whereas until despite amid once since".split()
)
_NOMINAL_TOO = frozenset("after before until despite amid".split())
_CONJUNCTIONS = frozenset("and but yet so nor".split())


@dataclass(slots=True, kw_only=True, eq=False)
class Found:
    """Something the tables know at tokens ``start:end``."""

    start: int
    end: int


@dataclass(slots=True, kw_only=True, eq=False)
class FoundTrigger(Found):
    """A trigger word, already read as noun or verb."""

    trigger: Trigger


@dataclass(slots=True, kw_only=True, eq=False)
class FoundWeapon(Found):
    """A weapon."""

    weapon: Weapon


@dataclass(slots=True, kw_only=True, eq=False)
class FoundActor(Found):
    """A party to events: a country, a people's adjective, an organisation."""

    actor: Actor
    adjective: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class FoundPlace(Found):
    """A resolved toponym."""

    resolution: Resolution


@dataclass(slots=True, kw_only=True, eq=False)
class FoundTime(Found):
    """A time expression."""

    mark: TimeMark


@dataclass(slots=True, kw_only=True)
class Sentence:
    """One sentence, analysed; all indices are token numbers within it."""

    span: Span
    text: str
    role: Role
    words: list[Token]
    lower: list[str]
    places: list[FoundPlace]
    actors: list[FoundActor]
    weapons: list[FoundWeapon]
    times: list[FoundTime]
    quantities: list[Quantity]
    clause_of: list[int]
    block: int = 0
    """Number of the paragraph within its article."""
    head: FoundPlace | None = None
    """The place at the head of the paragraph ("NYALA - ...", "01:34 - Ochakiv: ...")."""
    classes: dict[str, list[Found]] = field(default_factory=dict)
    triggers: list[FoundTrigger] = field(default_factory=list)
    by_name: bool = False
    """Whether names without a position count as scenes: to say where, not to draw it."""
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked of the sentence before: every trigger asks the same of every place."""

    def clause(self, index: int) -> range:
        """Return the token range of the clause that holds token ``index``."""
        known: list[range] | None = self.memo.get("clauses")
        if known is None:
            known = self.memo["clauses"] = self._clauses()
        return known[index]

    def _clauses(self) -> list[range]:
        """Return the range of the clause that each token stands in."""
        ranges: list[range] = []
        for number, run in groupby(self.clause_of):
            start, size = len(ranges), len(list(run))
            ranges += [self._past_brackets(number, start, start + size)] * size
        return ranges

    def _past_brackets(self, number: int, start: int, end: int) -> range:
        """Return a run of tokens of a clause with what of it stands past brackets."""
        while start > 0 and (before := self._over_bracket(start)) >= 0:
            if self.clause_of[before] != number:
                break
            start = before
        while (after := self._past_bracket(end)) < len(self.words):
            if self.clause_of[after] != number:
                break
            end = after + 1
        return range(start, end)

    def _over_bracket(self, start: int) -> int:
        """Return the token before ``start``, past a bracket: "the fighters (RSF) struck"."""
        if self.lower[start - 1] != ")":
            return start - 1
        opening = (i for i in range(start - 2, max(-1, start - 14), -1) if self.lower[i] == "(")
        return next(opening, start) - 1

    def _past_bracket(self, end: int) -> int:
        """Return the token at ``end``, or the one past the bracket that opens there."""
        if self.lower[end : end + 1] != ["("]:
            return end
        closing = (i for i in range(end, min(len(self.lower), end + 14)) if self.lower[i] == ")")
        return next(closing, end - 1) + 1

    def found(self, name: str, start: int, end: int) -> list[Found]:
        """Return the words of a class that begin within ``start:end``."""
        known = self.classes.get(name)
        return [f for f in known if start <= f.start < end] if known else []

    def said(self, start: int, end: int) -> str:
        """Return the text of tokens ``start:end``."""
        if start >= end:
            return ""
        offset = self.span.start
        return self.text[self.words[start].start - offset : self.words[end - 1].end - offset]


def asked_once(ask: Callable[[Sentence], T]) -> Callable[[Sentence], T]:
    """Ask of a sentence once what does not depend on a trigger or a place."""

    @wraps(ask)
    def asked(sentence: Sentence) -> T:
        try:
            answer: T = sentence.memo[ask]
        except KeyError:
            answer = sentence.memo[ask] = ask(sentence)
        return answer

    return asked


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
    hits = lexicon.triggers.hits(lower)
    if not hits and lower[:1] != ["in"]:
        if _opens_with_day(lower):
            sentence.times.extend(_times(text, span, words, published))
        return sentence  # nothing can happen here; parties, places and speakers are known
    sentence.weapons.extend(_weapons(lower, lexicon))
    sentence.times.extend(_times(text, span, words, published))
    numbers = _quantities(words, lower, sentence.times)
    sentence.quantities.extend([q for q in numbers if not _is_age(sentence, q)])
    _leave_days(sentence, hits, lexicon)
    sentence.triggers.extend(_triggers(sentence, hits))
    sentence.clause_of[:] = _clauses(sentence)
    return sentence


_DAY_WORDS = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue wed thu fri sat sun""".split()
)


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
        if at is not None:
            found.append(FoundTime(start=at[0], end=at[1], mark=mark))
    return found


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
    """km kilometres kilometers kilometre kilometer miles mile metres meters percent % hours hour
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
    if quantity.value is None or not 0 < quantity.value < 111 or not start:
        return False
    if quantity.text in {"over", "under"}:  # "a woman over 70"
        return any(f.end == start for f in sentence.classes.get("person", ()))
    if quantity.text:
        return False
    before = lower[start - 1]
    after = lower[end] if end < len(lower) else "."
    if before in {"aged", "age"}:
        return True
    if before in {"and", ","} and start > 2 and lower[start - 2].isdigit():
        return lower[start - 3] == "aged"  # "two men aged 37 and 42"
    if before == "of" and start > 1 and lower[start - 2] not in {"family", "crew", "group"}:
        return any(f.end == start - 1 for f in sentence.classes.get("person", ()))
    if before == "," and after in {",", ".", ")"} and start > 1:
        word = sentence.words[start - 2]
        return (
            word.text[0].isupper()
            or word.lower in {"youngest", "eldest", "oldest"}
            or any(f.end == start - 1 for f in sentence.classes.get("person", ()))
        ) and not any(p.end == start - 1 for p in sentence.places)
    return False


# ── triggers: noun or verb ───────────────────────────────────────────────────────────────────


def _triggers(
    sentence: Sentence, hits: Mapping[int, tuple[int, list[Trigger]]]
) -> Iterable[FoundTrigger]:
    inner = {i for w in sentence.weapons for i in range(w.start + 1, w.end)}
    inner |= tokens_timed(sentence)  # "on March 12"
    figurative = _tokens_of(sentence.classes.get("figurative", ()))
    after = 0
    for index, (length, readings) in hits.items():
        if index < after or index in inner:
            continue  # the "bomb attack" in "a glide bomb attack" is an attack with a glide bomb
        after = index + length
        chosen = _by_part_of_speech(sentence, index, after, readings)
        if chosen is not None and chosen.role in _MOVING:
            if not _AWAY & set(sentence.lower[after : after + 8]):
                continue  # "drove", "led", "brought" tell of a move only with where from
        if chosen is not None and index not in figurative:
            yield FoundTrigger(start=index, end=after, trigger=chosen)


_MOVING = frozenset({"pull", "moveout", "drive"})
_AWAY = frozenset({"from", "out"})


def _leave_days(
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
    if end - start > 1 and (verb is None or noun is None):
        return readings[0]  # a phrase says itself what it is
    as_verb = _is_verb(sentence, start, end) and not (noun and _is_gerund(sentence, start, end))
    if verb is not None and (as_verb or (noun is None and _is_participle(sentence, start))):
        return verb
    return noun


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
    heads = sentence.classes.get("heads")
    if heads and any(f.start == end for f in heads):
        return not lower[start].endswith("ed") or previous in DETERMINERS
    if end >= len(lower) or end - start > 1 or not lower[start].endswith(("ed", "ng")):
        return False
    if lower[start] in {"died", "fled"} or lower[end] in _AFTER_VERB:
        return False
    following = sentence.words[end]
    describes = previous in _BEFORE_MODIFIER
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


def places_end(sentence: Sentence, start: int) -> int:
    """Return the end of the toponym that begins at a token, or the token itself."""
    return next((p.end for p in sentence.places if p.start == start), start)


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
    "as when after while and but because that by before since until where which who".split()
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
        return (previous not in DETERMINERS and previous not in {"of", "'s"}) or (
            end < len(lower) and lower[end] in DETERMINERS
        )
    if word.endswith("ed") or word in PAST:
        return not (previous in {"the", "a"} and end < len(words) and words[end].is_word
                    and lower[end] not in PREPOSITIONS)  # fmt: skip
    if previous == "to" or previous in sentence_modals(sentence):
        return True
    if previous in DETERMINERS or previous in PREPOSITIONS or previous == "'s":
        return False
    if previous in _PRONOUNS or previous in FINITE:
        return True
    return _follows_subject(sentence, start) and _opens_object(sentence, end)


PAST = frozenset(
    """struck hit shot brought took taken sent met overran overrun slain fell fallen withdrew
    withdrawn retook retaken went burst came hurt set flew flown sank sunk drove driven tore torn
    won lost left broke broken burnt slew threw thrown fought beat beaten gave made held led rang
    shook ran blew blown sent quit""".split()
)
FINITE = frozenset("has have had was were is are been being did".split())


@asked_once
def sentence_modals(sentence: Sentence) -> frozenset[str]:
    """Return the modal verbs that stand in the sentence."""
    return frozenset([sentence.lower[f.start] for f in sentence.classes.get("modal", ())])


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


# ── clauses ──────────────────────────────────────────────────────────────────────────────────


def _clauses(sentence: Sentence) -> list[int]:
    """Number the clauses: a new one begins at each boundary; parentheses have their own."""
    numbers: list[int] = []
    current = highest = begun = 0
    return_to: list[tuple[int, int]] = []
    reported = {f.end for f in sentence.classes.get("reporting", ())}
    inside = {i for t in sentence.triggers for i in range(t.start + 1, t.end)}
    previous = ""
    for index, word in enumerate(sentence.lower):
        while return_to and index >= return_to[-1][0]:
            current = return_to.pop()[1]
        if word in _OPENERS or previous in _SIGNS or index in reported:
            inserted = _parenthesis_end(sentence, index)
            if inserted is not None:
                return_to.append((inserted, current))
                highest += 1
                current = highest
            elif index not in inside and _begins_clause(sentence, index, begun):
                highest += 1
                current, begun = highest, index
        numbers.append(current)
        previous = word
    return numbers


_OPENERS = _RELATIVES | _NOMINAL_TOO | _SUBORDINATORS | _CONJUNCTIONS | {"as", "that", "("}
_SIGNS = frozenset({",", ";", ":", "—", "–"})
"""A clause begins at one of these words, behind such a sign or behind a reporting verb."""


def _parenthesis_end(sentence: Sentence, index: int) -> int | None:
    """Return where an insertion (", including four children,") ends, if one begins here."""
    lower = sentence.lower
    if lower[index] == "(":
        return lower.index(")", index) + 1 if ")" in lower[index:] else None
    if index and lower[index] in _RELATIVES and lower[index - 1] == ",":
        return _relative_end(sentence, index)
    if index and lower[index] in ("including", "among") and lower[index - 1] == ",":
        for i in range(index + 1, min(len(lower), index + 16)):
            if lower[i] == "," and not _continues_list(sentence, i):
                return i
    return None


def _relative_end(sentence: Sentence, index: int) -> int | None:
    """Return where ", who led the guard," ends, when the main clause goes on with its verb."""
    lower = sentence.lower
    for i in range(index + 2, min(len(lower) - 1, index + 24)):
        if lower[i] == ",":
            verb = i + 1 in verbs_told(sentence)
            reports = any(f.start == i + 1 for f in sentence.classes.get("reporting", ()))
            return i if verb or reports or lower[i + 1] in FINITE else None
    return None


def _continues_list(sentence: Sentence, comma: int) -> bool:
    """Whether a comma inside "including ..." separates its members rather than ends it."""
    following = comma + 1
    if following >= len(sentence.lower):
        return False
    return any(p.start == following for p in sentence.places) and any(
        p.end == comma for p in sentence.places
    )


def _begins_clause(sentence: Sentence, index: int, begun: int) -> bool:
    """Tell whether a clause begins at ``index``, the one before having begun at ``begun``."""
    lower = sentence.lower
    if index == 0:
        return False
    word, previous = lower[index], lower[index - 1]
    if previous in {";", ":", "—", "–"}:
        return True
    after_comma = previous == ","
    if word in _RELATIVES:
        return True
    if word in _NOMINAL_TOO:
        # else "after a strike on X", a phrase
        return _finite_verb_within(sentence, index + 1, 12) or _tells_deed(sentence, index + 1)
    if word in _SUBORDINATORS:
        return True
    if word == "as" and not after_comma:
        return _finite_verb_within(sentence, index + 1, 9) and lower[index - 1] not in {
            "as", "such", "known", "many", "well"}  # fmt: skip
    if word == "that":
        if previous in PREPOSITIONS:
            return False
        return _follows_reporting(sentence, index) or _finite_verb_within(sentence, index + 1, 3)
    if word in _CONJUNCTIONS:
        return _has_finite_verb(sentence, begun, index) and _opens_clause_after(sentence, index + 1)
    if after_comma:
        if word in {"with", "as", "including", "said", "says", "according"}:
            return lower[index : index + 3] != ["as", "well", "as"]  # there the list goes on
        if word.endswith("ing") and len(word) > 5:
            return True
        return _opens_clause_after(sentence, index) and not _in_list(sentence, index)
    return _ends_reporting(sentence, index)


def _tells_deed(sentence: Sentence, start: int) -> bool:
    """Whether people and what they did follow: "after gunmen surrounded a mosque"."""
    lower = sentence.lower
    for name in ("person", "ground_force", "band"):
        for found in sentence.found(name, start, start + 3):
            if found.end < len(lower) - 1 and lower[found.end].endswith("ed"):
                return lower[found.end + 1] not in {"by", "in"}
    return False


def _ends_reporting(sentence: Sentence, index: int) -> bool:
    """Whether the word before is a reporting verb with a content clause after it."""
    if not any(f.end == index for f in sentence.classes.get("reporting", ())):
        return False
    if sentence.lower[index - 1] in {"to", "per"} or sentence.lower[index] in {",", "that", "."}:
        return False
    return _finite_verb_within(sentence, index, 14)


def _follows_reporting(sentence: Sentence, index: int) -> bool:
    return any(index - 4 <= f.end <= index for f in sentence.classes.get("reporting", ()))


def _finite_verb_within(sentence: Sentence, start: int, reach: int) -> bool:
    finite, lower = _finite_verbs(sentence), sentence.lower
    for i in range(start, min(len(lower), start + reach)):
        if lower[i] in _CLAUSE_ENDS and i > start:
            return False
        if i in finite and lower[i - 1] != "to":
            return True
    return False


@asked_once
def tokens_told(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the triggers."""
    return _tokens_of(sentence.triggers)


@asked_once
def starts_told(sentence: Sentence) -> frozenset[int]:
    """Return where the triggers begin."""
    return frozenset([t.start for t in sentence.triggers])


@asked_once
def tokens_placed(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the toponyms."""
    return _tokens_of(sentence.places)


@asked_once
def tokens_timed(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the time expressions."""
    return _tokens_of(sentence.times)


def _tokens_of(found: Sequence[Found]) -> frozenset[int]:
    return frozenset([i for f in found for i in range(f.start, f.end)])


@asked_once
def adjectives(sentence: Sentence) -> frozenset[int]:
    """Return where adjectives of peoples stand: "the Danish capital"."""
    return frozenset([a.start for a in sentence.actors if a.adjective])


@asked_once
def verbs_told(sentence: Sentence) -> frozenset[int]:
    """Return where the triggers stand that are verbs."""
    return frozenset([t.start for t in sentence.triggers if t.trigger.pos == "v"])


@asked_once
def _finite_verbs(sentence: Sentence) -> frozenset[int]:
    """Return where finite verbs stand: auxiliaries, modals and the triggers that are verbs."""
    modals = sentence_modals(sentence)
    words = FINITE | modals if modals else FINITE
    told = [t.start for t in sentence.triggers if t.end - t.start > 1]
    # "exchanged fire" stands in the table with the nouns
    pasts = [i for i in told if sentence.lower[i].endswith("ed")]
    finite = [i for i, w in enumerate(sentence.lower) if w in words]
    return verbs_told(sentence).union(pasts, finite)


_CLAUSE_ENDS = frozenset({",", ";", "that", "which", "who", "where", "when", "while"})


def _has_finite_verb(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a finite verb stands in ``start:stop``, so that a conjunction can open a clause."""
    return not _finite_verbs(sentence).isdisjoint(range(start, stop))


def _opens_clause_after(sentence: Sentence, start: int) -> bool:
    """Whether a subject and a finite verb follow before the next comma."""
    lower = sentence.lower
    if start >= len(lower):
        return False
    if lower[start] in FINITE or start in verbs_told(sentence):
        return False
    joined = lower.index("and", start) if "and" in lower[start : start + 9] else -1
    if joined > start and joined + 1 in _finite_verbs(sentence):
        return _finite_verb_within(sentence, start, joined - start)  # "..., Y and are now"
    return _finite_verb_within(sentence, start, 10)


def _in_list(sentence: Sentence, index: int) -> bool:
    return any(p.start == index for p in sentence.places) and any(
        p.end == index - 1 for p in sentence.places
    )
