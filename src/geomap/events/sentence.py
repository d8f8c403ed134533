"""A sentence: its words, what the tables know in it, and what is asked of it again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.events.dates import TimeMark
    from geomap.events.lexicon import Actor, Trigger, Weapon
    from geomap.events.quantities import Quantity
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

    def opening(self, index: int) -> range:
        """Return the first run of tokens of the clause of a token: its subject, before an aside."""
        number = self.clause_of[index]
        start = self.clause_of.index(number)
        end = start
        while end < len(self.clause_of) and self.clause_of[end] == number:
            end += 1
        return range(start, end)

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


def places_end(sentence: Sentence, start: int) -> int:
    """Return the end of the toponym that begins at a token, or the token itself."""
    return next((p.end for p in sentence.places if p.start == start), start)


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


@asked_once
def tokens_told(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the triggers."""
    return tokens_of(sentence.triggers)


@asked_once
def starts_told(sentence: Sentence) -> frozenset[int]:
    """Return where the triggers begin."""
    return frozenset([t.start for t in sentence.triggers])


@asked_once
def tokens_placed(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the toponyms."""
    return tokens_of(sentence.places)


@asked_once
def tokens_timed(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the time expressions."""
    return tokens_of(sentence.times)


@asked_once
def tokens_counted(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of the numbers."""
    return frozenset([i for q in sentence.quantities for i in range(q.start, q.end)])


def tokens_of(found: Sequence[Found]) -> frozenset[int]:
    """Return the tokens that things found cover."""
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
def finite_verbs(sentence: Sentence) -> frozenset[int]:
    """Return where finite verbs stand: auxiliaries, modals and the triggers that are verbs."""
    modals = sentence_modals(sentence)
    words = FINITE | modals if modals else FINITE
    told = [t.start for t in sentence.triggers if t.end - t.start > 1]
    # "exchanged fire" stands in the table with the nouns
    pasts = [i for i in told if sentence.lower[i].endswith("ed")]
    finite = [i for i, w in enumerate(sentence.lower) if w in words]
    verbs = [i for i in verbs_told(sentence) if sentence.lower[i] not in PREPOSITIONS]
    return frozenset([*verbs, *pasts, *finite])  # "set houses on fire"
