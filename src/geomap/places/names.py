"""What the gazetteer and the word tables know of names: worked out once, remembered by word.

A text is matched word by word: ``Names.heads`` tells of each word whether names begin with it,
``Step.follow`` where the next word leads. Both are made on first sight and then cost a look-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.model import MatchKind, PlaceKind
from geomap.places.lexicon import (
    NEVER,
    POSTAL_CODES,
    US_STATES,
    common_words,
    first_names,
    part_words,
    surnames,
)
from geomap.places.scan import folded

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Candidate

__all__ = ["Head", "Name", "Names", "Step"]

_HOW = {MatchKind.EXACT: "m", MatchKind.FOLDED: "m", MatchKind.ALTERNATE: "a"}
_KIND_CODE = {
    PlaceKind.COUNTRY: "C",
    PlaceKind.ADMIN1: "1",
    PlaceKind.ADMIN2: "2",
    PlaceKind.SETTLEMENT: "s",
    PlaceKind.CONTINENT: "K",
    PlaceKind.AREA: "a",
    PlaceKind.WATER: "w",
    PlaceKind.FACILITY: "f",
    PlaceKind.OTHER: "o",
}
_MOST_STEPS = 300_000
"""Steps that are remembered before all are forgotten: about 100 MB."""
_MOST_NAMES = 50_000


class Name:
    """What is known of one name; its places are made when first asked for."""

    __slots__ = (
        "_candidates", "_gazetteer", "borne", "common", "demonym", "first", "folded", "how", "id",
        "kind", "kinds", "last", "listed", "many", "own", "people", "pop", "pop_bin", "seat",
        "words",
    )  # fmt: skip

    id: int
    folded: str
    words: tuple[str, ...]
    kind: str
    """Letter of the kind of the most prominent place; D for a demonym."""
    kinds: str
    """Letters of all kinds, sorted."""
    pop_bin: int
    """0 to 7: tenfold steps of the greatest population."""
    many: int
    """0 to 3: one place, two, a few, many."""
    common: str
    """c: a plain word; p: partly one; n: none; for several words whether all of them are."""
    first: bool
    """Whether its first word is a given name."""
    last: bool
    """Whether its last word is a family name."""
    how: str
    """m: the main name of its most prominent place; a: another name of it; f: a generated form."""
    listed: bool
    """Whether its place was written into the gazetteer by hand, for being in the news."""
    own: bool
    """Whether its most prominent place is of a user's own table."""
    seat: bool
    """Whether its most prominent place is a country or the capital of one."""
    demonym: str | None
    """Code of the country, for demonyms and adjectives."""
    people: str
    """f or -, l or -: whether its first word is a given name, its last a family name."""
    borne: str
    """Letters of all kinds of its places and how many there are, for the classifier."""
    pop: str
    """``pop_bin`` as a letter."""

    def __init__(self, name_id: int, folded_name: str, gazetteer: Gazetteer) -> None:
        """Look at the places that bear the name."""
        seen = gazetteer.glance(name_id)
        self._gazetteer = gazetteer
        self._candidates: tuple[Candidate, ...] | None = None
        self.id = name_id
        self.folded = folded_name
        self.words = tuple(folded_name.split())
        self.kind = _KIND_CODE[seen.kind]
        self.kinds = "".join(sorted([_KIND_CODE[kind] for kind in seen.kinds]))
        self.pop_bin = min(7, len(str(seen.population)) - 1) if seen.population else 0
        self.many = (
            0 if seen.bearers == 1 else 1 if seen.bearers == 2 else 2 if seen.bearers < 9 else 3
        )
        self.common = _commonness(self.words)
        self.first = self.words[0] in first_names()
        self.last = self.words[-1] in surnames()
        self.how = _HOW.get(seen.match, "f")
        self.listed = seen.feature != "seat of government" and (
            seen.source == "geomap" or (seen.bearers <= 2 and seen.score >= 0.5)
        )
        self.own = seen.own
        self.seat = seen.kind is PlaceKind.COUNTRY or (
            seen.kind is PlaceKind.SETTLEMENT and seen.feature == "PPLC"
        )
        self.demonym: str | None = None
        self._sum_up()

    def _sum_up(self) -> None:
        self.people = f"{'f' if self.first else '-'}{'l' if self.last else '-'}"
        self.borne = f"{self.kinds}{self.many}"
        self.pop = str(self.pop_bin)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All places that bear the name, the most prominent first."""
        if self._candidates is None:
            self._candidates = self._gazetteer.named(self.id)
        return self._candidates

    def as_state(self) -> Name:
        """Return this name as an abbreviation has it: "N.Y." is the state, never the city."""
        states = tuple(c for c in self.candidates if c.place.kind is PlaceKind.ADMIN1)
        if not states or len(states) == len(self.candidates):
            return self
        made = Name(self.id, self.folded, self._gazetteer)
        made._candidates = states
        made.folded = f"{self.folded} state"
        made.kind = made.kinds = "1"
        made._sum_up()
        return made

    def as_demonym(self, word: str, code: str) -> Name:
        """Return the country of this name as what a demonym or adjective speaks of."""
        only = tuple(
            c
            for c in self.candidates
            if c.place.kind is PlaceKind.COUNTRY and c.place.country == code
        )
        made = Name(self.id, self.folded, self._gazetteer)
        made._candidates = only or self.candidates[:1]
        made.folded, made.words = word, (word,)
        made.kind = made.kinds = "D"
        made.many, made.common, made.how = 0, "n", "m"
        made.first, made.last, made.listed = False, word in surnames(), False
        made.seat, made.demonym = True, code
        made._sum_up()
        return made


def _commonness(words: tuple[str, ...]) -> str:
    plain, part = common_words(), part_words()
    letters = {"c" if w in plain else "p" if w in part else "n" for w in words}
    return "n" if "n" in letters else "p" if "p" in letters else "c"


class Step:
    """Some words that names begin with: the name they make up, and where more words lead."""

    __slots__ = ("_more", "_next", "article", "name_id", "text")

    def __init__(self, text: str, name_id: int | None, *, more: bool | None = None) -> None:
        """Take the folded words, the id of the name they make up, whether more words may follow."""
        self.text = text
        self.name_id = name_id
        self._more = more
        self._next: dict[str, Step | None] = {}
        self.article: bool | None = None
        """Whether its "The" is no part of the name; None as long as nobody asked."""

    def follow(self, word: str, names: Names) -> Step | None:
        """Return the step that a further folded word leads to ("'s" is glued on as an s)."""
        try:
            return self._next[word]
        except KeyError:
            step = None
            if word == "'s":
                step = names.step(self.text + "s")
            elif self._goes_on(names):
                step = names.step(f"{self.text} {word}")
            self._next[word] = step
            return step

    def _goes_on(self, names: Names) -> bool:
        if self._more is None:
            self._more = names.gazetteer.continues(self.text + " ")
        return self._more


class Head(NamedTuple):
    """What is known of a word at which names could begin."""

    folded: str
    step: Step | None
    never: bool
    """Whether the word alone is never a place, though some place is called so."""
    demonym: Name | None
    state: str | None
    """The state that it abbreviates with a full stop ("Ky."), in full."""
    postal: str | None
    """The state that it abbreviates behind a comma ("KY"), in full."""


class _Heads(dict[str, "Head | None"]):
    """Heads by word; None for a word that no name begins with."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, word: str) -> Head | None:
        head = self[word] = self.names.head(word)
        return head


class Names:
    """The names of one gazetteer, remembered as they are met."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Start with nothing remembered."""
        self.gazetteer = gazetteer
        self.heads = _Heads(self)
        self._steps = 0
        self._by_id: dict[int, Name] = {}
        self._country = gazetteer.demonyms()
        self._demonyms: dict[str, Name | None] = {}
        self._states: dict[str, Name | None] = {}

    def forget(self) -> None:
        """Forget steps when there are very many, so that memory stays bounded."""
        if self._steps > _MOST_STEPS:
            self._steps = 0
            self.heads.clear()
        if len(self._by_id) > _MOST_NAMES:
            self._by_id.clear()

    def head(self, word: str) -> Head | None:
        """Return what is known of a word at which names could begin; None for nothing."""
        low = folded(word)
        step = self.step(low) if low else None
        demonym = self.demonym(low)
        state = US_STATES.get(low)
        postal = US_STATES.get(POSTAL_CODES.get(word, ""))
        if step is None and demonym is None and state is None and postal is None:
            return None
        return Head(low, step, word.lower() in NEVER, demonym, state, postal)

    def step(self, text: str) -> Step | None:
        """Return the step of some folded words; None when no name begins with them."""
        self._steps += 1
        known, begins = self.gazetteer.folded_id, self.gazetteer.continues
        name_id = known(text)
        if name_id is not None:
            return Step(text, name_id)
        if begins(text + " "):
            return Step(text, None, more=True)
        if known(f"{text}s") is not None or begins(f"{text}s "):  # the s of a possessive
            return Step(text, None, more=False)
        return None

    def state(self, folded_name: str) -> Name | None:
        """Return the state that an abbreviation stands for, by its full name."""
        if folded_name not in self._states:
            found = self.exact(folded_name)
            self._states[folded_name] = found and found.as_state()
        return self._states[folded_name]

    def exact(self, folded_name: str) -> Name | None:
        """Return the name that is exactly this one."""
        name_id = self.gazetteer.folded_id(folded_name)
        return None if name_id is None else self.name(name_id, folded_name)

    def name(self, name_id: int, folded_name: str) -> Name:
        """Return what is known of a name."""
        known = self._by_id.get(name_id)
        if known is None:
            known = self._by_id[name_id] = Name(name_id, folded_name, self.gazetteer)
        return known

    def needless_article(self, step: Step) -> bool:
        """Tell "The Philippines", which needs no article, from "The Hague", which does."""
        if step.article is None:
            step.article = self._needless_article(step)
        return step.article

    def _needless_article(self, step: Step) -> bool:
        bare = self.exact(step.text[4:])
        if bare is None or step.name_id is None:
            return False
        place = self.name(step.name_id, step.text).candidates[0].place
        return bare.candidates[0].place == place and not place.name.startswith("The ")

    def demonym(self, folded_word: str) -> Name | None:
        """Return the country that a demonym or adjective belongs to, as a name."""
        code = self._country.get(folded_word)
        if code is None:
            return None
        if folded_word not in self._demonyms:
            place = self.gazetteer.country(code)
            own = None if place is None else folded(place.name)
            base = None if own in {None, folded_word} else self.exact(own)  # Djibouti is no people
            self._demonyms[folded_word] = base and base.as_demonym(folded_word, code)
        return self._demonyms[folded_word]
