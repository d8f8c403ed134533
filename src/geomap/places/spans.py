"""Spans of a text that bear a name of the gazetteer, before anyone asks what they mean here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.model import MatchKind, PlaceKind
from geomap.places.lexicon import (
    CONNECTORS,
    NEVER,
    POSTAL_CODES,
    REGION_WORDS,
    SITE_WORDS,
    US_STATES,
    common_words,
    first_names,
    part_words,
    surnames,
)
from geomap.places.scan import (
    BREAK,
    LOWER,
    POSSESSIVE,
    SIGN,
    TITLE,
    UNCASED,
    UPPER,
    Scan,
    folded,
)

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Candidate

__all__ = ["Hit", "Name", "Names", "hits"]

_MAX_WORDS = 8
_HYPHENS = frozenset("-‐‑–")
_SHORT = frozenset("st ste mt ft n s e w twp co pt gov sts no so dr".split())
_ARTICLES = frozenset("al el as ash at ad an az ar".split())
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


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """What the gazetteer and the word tables know of one name, worked out once."""

    id: int
    folded: str
    candidates: tuple[Candidate, ...]
    kind: str
    """Letter of the kind of the most prominent place."""
    kinds: str
    """Letters of all kinds, sorted."""
    population: int
    pop_bin: int
    """0 to 7: tenfold steps of the greatest population."""
    many: int
    """0 to 3: one place, two, a few, many."""
    common: str
    """c: a plain word; p: partly one; n: none; for several words whether all of them are."""
    first: bool
    last: bool
    how: str = "m"
    """m: the main name of its most prominent place; a: another name of it; f: a generated form."""
    listed: bool = False
    """Whether its place was written into the gazetteer by hand, for being in the news."""
    demonym: str | None = None


def _commonness(folded_name: str) -> str:
    plain, part = common_words(), part_words()
    letters = {"c" if w in plain else "p" if w in part else "n" for w in folded_name.split()}
    return "n" if "n" in letters else "p" if "p" in letters else "c"


class Names:
    """The names of one gazetteer, remembered as they are met."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Start with nothing remembered."""
        self.gazetteer = gazetteer
        self._by_id: dict[int, Name] = {}
        self._by_rest: dict[str, tuple[tuple[int, int], ...]] = {}
        self.demonyms = gazetteer.demonyms()
        self._demonym_names: dict[str, Name | None] = {}

    def prefixes(self, rest: str) -> tuple[tuple[int, int], ...]:
        """Return (length, name id) of the names that ``rest`` begins with."""
        found = self._by_rest.get(rest)
        if found is None:
            found = tuple((len(n), i) for n, i in self.gazetteer.prefixes(rest))
            if len(self._by_rest) > 200_000:
                self._by_rest.clear()
            self._by_rest[rest] = found
        return found

    def exact(self, folded_name: str) -> Name | None:
        """Return the name that is exactly this one."""
        for length, name_id in self.prefixes(folded_name):
            if length == len(folded_name):
                return self.name(name_id, folded_name)
        return None

    def name(self, name_id: int, folded_name: str) -> Name:
        """Return what is known of a name."""
        known = self._by_id.get(name_id)
        if known is None:
            if len(self._by_id) > 100_000:
                self._by_id.clear()
            known = self._by_id[name_id] = _make(name_id, folded_name, self.gazetteer)
        return known

    def demonym(self, folded_word: str) -> Name | None:
        """Return the country that a demonym or adjective belongs to, as a name."""
        if folded_word not in self._demonym_names:
            code = self.demonyms.get(folded_word)
            place = self.gazetteer.country(code) if code else None
            self._demonym_names[folded_word] = (
                None if place is None else self._demonym(folded_word, place.name)
            )
        return self._demonym_names[folded_word]

    def _demonym(self, folded_word: str, country: str) -> Name | None:
        base = self.exact(folded(country))
        if base is None:
            return None
        code = self.demonyms[folded_word]
        only = tuple(
            c
            for c in base.candidates
            if c.place.kind is PlaceKind.COUNTRY and c.place.country == code
        )
        return Name(
            id=base.id,
            folded=folded_word,
            candidates=only or base.candidates[:1],
            kind="D",
            kinds="D",
            population=base.population,
            pop_bin=base.pop_bin,
            many=0,
            common="n",
            first=False,
            last=folded_word in surnames(),
            demonym=code,
        )


def _make(name_id: int, folded_name: str, gazetteer: Gazetteer) -> Name:
    candidates = gazetteer.named(name_id)
    top = candidates[0].place
    population = max((c.place.population for c in candidates[:12]), default=0)
    count = len(candidates)
    words = folded_name.split()
    return Name(
        id=name_id,
        folded=folded_name,
        candidates=candidates,
        kind=_KIND_CODE[top.kind],
        kinds="".join(sorted({_KIND_CODE[c.place.kind] for c in candidates[:20]})),
        population=population,
        pop_bin=min(7, len(str(population)) - 1) if population else 0,
        many=0 if count == 1 else 1 if count == 2 else 2 if count < 9 else 3,
        common=_commonness(folded_name),
        first=words[0] in first_names(),
        last=words[-1] in surnames(),
        how=_HOW.get(candidates[0].match, "f"),
        listed=_in_the_news(candidates),
    )


def _in_the_news(candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a name stands for a site or area that someone thought worth listing."""
    top = candidates[0]
    if top.place.feature == "seat of government":
        return False
    return top.place.source == "geomap" or (len(candidates) <= 2 and top.score >= 0.5)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``first`` to ``last`` (inclusive) of a scan spell a name."""

    first: int
    last: int
    name: Name
    written: str
    """How: name, abbreviation, demonym."""


def hits(scan: Scan, names: Names, *, demonyms: bool = True) -> list[list[Hit]]:
    """Return, for each word at which names begin, those names, longest first."""
    found: list[list[Hit]] = []
    shapes, count = scan.shapes, len(scan.words)
    for first in range(count):
        shape = shapes[first]
        if shape in (TITLE, UPPER, UNCASED):
            here = _from(scan, names, first, demonyms=demonyms)
        elif (
            shape == LOWER
            and scan.words[first] in _ARTICLES
            and first + 2 < count
            and scan.words[first + 1] in _HYPHENS
            and shapes[first + 2] in (TITLE, UPPER)
        ):
            here = _from(scan, names, first, demonyms=False)
        else:
            continue
        if here:
            found.append(here)
    return found


def _from(scan: Scan, names: Names, first: int, *, demonyms: bool) -> list[Hit]:
    rest, ends = _rest(scan, first)
    here = []
    head = folded(scan.words[first])
    for length, name_id in names.prefixes(rest):
        last = ends.get(length)
        if head == "the" and _same_without_article(names, name_id, rest[:length]):
            continue
        if last is not None and not (
            (last == first and scan.lowers[first] in NEVER) or _owns(scan, first, last)
        ):
            here.append(Hit(first, last, names.name(name_id, rest[:length]), "name"))
    here.reverse() if len(here) > 1 and here[0].last < here[-1].last else None
    short = _abbreviation(scan, names, first, head)
    if short is not None:
        here = [short, *(h for h in here if h.last != short.last)]
    if demonyms:
        word = names.demonym(head)
        if word is not None and scan.shapes[first] != UNCASED:
            here = [h for h in here if h.last != first]
            here.append(Hit(first, first, word, "demonym"))
    return here


def _same_without_article(names: Names, name_id: int, folded_name: str) -> bool:
    """Tell "The Philippines", which needs no article, from "The Hague", which does."""
    bare = names.exact(folded_name[4:])
    if bare is None:
        return False
    place = names.name(name_id, folded_name).candidates[0].place
    return bare.candidates[0].place == place and not place.name.startswith("The ")


def _owns(scan: Scan, first: int, last: int) -> bool:
    """Tell a mere possessive ("the State's") from a saint's town ("St. John's")."""
    return scan.shapes[last] == POSSESSIVE and scan.lowers[first] not in ("st", "saint", "st.")


def _rest(scan: Scan, first: int) -> tuple[str, dict[int, int]]:
    """Return the folded words from ``first`` on and, by length, the word each prefix ends with."""
    words, shapes = scan.words, scan.shapes
    rest = folded(words[first])
    ends = {len(rest): first}
    stop = min(len(words), first + 2 * _MAX_WORDS)
    index = first + 1
    while index < stop:
        shape, word = shapes[index], words[index]
        if shape == LOWER:
            if word not in CONNECTORS and word not in REGION_WORDS and word not in SITE_WORDS:
                break
        elif shape == SIGN:
            if not _passes(scan, index):
                break
            index += 1
            continue
        elif shape == BREAK:
            break
        part = folded(word)
        if shape == POSSESSIVE:
            rest += "s"
        elif part:
            rest = f"{rest} {part}"
        if not (shape == LOWER and word in CONNECTORS):
            ends.setdefault(len(rest), index)
        index += 1
    return rest, ends


def _passes(scan: Scan, index: int) -> bool:
    """Tell whether a name goes on behind the sign at ``index``."""
    sign, words = scan.words[index], scan.words
    if index + 1 >= len(words):
        return False
    if sign in _HYPHENS:
        return scan.glued(index) and scan.glued(index + 1)
    if sign == ".":
        return len(words[index - 1]) == 1 or words[index - 1].lower() in _SHORT
    return sign in "'’`ʼ" and scan.glued(index) and scan.glued(index + 1)


def _abbreviation(scan: Scan, names: Names, first: int, head: str) -> Hit | None:
    """Read "Ky.", "B.C." or, behind a comma, "TX" as the state it stands for."""
    words = scan.words
    dotted = first + 1 < len(words) and words[first + 1] == "." and scan.glued(first + 1)
    behind_comma = first > 1 and words[first - 1] == ","
    full = None
    if (dotted or "." in words[first]) and scan.shapes[first] in (TITLE, UPPER):
        full = US_STATES.get(head)
        if full is not None and "." not in words[first] and not behind_comma and head in _UNSURE:
            full = None
    elif behind_comma and scan.shapes[first] == UPPER and scan.shapes[first - 2] in (TITLE, UPPER):
        full = US_STATES.get(POSTAL_CODES.get(words[first], ""))
    if full is None:
        if words[first] == "W" and words[first + 1 : first + 3] == [".", "Va"]:
            name = names.exact("west virginia")
            return None if name is None else Hit(first, first + 2, name, "abbreviation")
        return None
    name = names.exact(full)
    return None if name is None else Hit(first, first, name, "abbreviation")


_UNSURE = frozenset("miss man ill ind wash mass del la ore pa va ga col no".split())
