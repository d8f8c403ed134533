"""The words that events are told with, read from the tables in ``data/``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from geomap.model import EventKind
from geomap.shipped import read_text
from geomap.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Phrase = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that reports an event."""

    word: str
    pos: str
    role: str
    kind: EventKind | None
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A word for a weapon, with the kind of an attack made with it."""

    name: str
    kind: EventKind
    flies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party: its plain name and the country it is seated in or fights for, where it has one."""

    name: str
    country: str | None


class PhraseTable(Generic[T]):
    """Longest-match look-up of word sequences in lower case."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[Phrase, list[T]]]] = {}
        self._followed: dict[str, set[str]] = {}
        """Of each first word, the words that follow it in a phrase; "" where it is one itself."""

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase; several values may share one."""
        words = tuple(token.lower for token in tokens(phrase))
        rows = self._by_first.setdefault(words[0], [])
        self._followed.setdefault(words[0], set()).add(words[1] if len(words) > 1 else "")
        for known, values in rows:
            if known == words:
                if value not in values:
                    values.append(value)
                return
        rows.append((words, [value]))
        rows.sort(key=lambda row: -len(row[0]))

    def beginnings(self, words: Sequence[str]) -> list[int]:
        """Return where phrases may begin: most words can be passed over at once."""
        followed = self._followed
        if followed.keys().isdisjoint(words):
            return []
        begun = [index for index, word in enumerate(words) if word in followed]
        last = len(words) - 1
        return [
            index
            for index in begun
            if "" in (after := followed[words[index]])
            or (index < last and words[index + 1] in after)
        ]

    def all_hits(self, words: Sequence[str]) -> list[tuple[int, int, list[T]]]:
        """Return (index, number of words, values) of every phrase, the longest first."""
        return [
            (index, len(phrase), values)
            for index in self.beginnings(words)
            for phrase, values in self._by_first[words[index]]
            if len(phrase) == 1 or tuple(words[index : index + len(phrase)]) == phrase
        ]

    def at(self, words: Sequence[str], index: int) -> tuple[int, list[T]] | None:
        """Return (number of words, values) of the longest phrase that begins at ``index``."""
        for phrase, values in self._by_first.get(words[index], ()):
            if len(phrase) == 1 or tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase), values
        return None

    def hits(self, words: Sequence[str]) -> dict[int, tuple[int, list[T]]]:
        """Return what ``at`` finds, by the index of each word where it finds something."""
        begun = self.beginnings(words)
        if not begun:
            return {}
        return {index: hit for index in begun if (hit := self.at(words, index)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All tables, ready for look-up."""

    triggers: PhraseTable[Trigger]
    weapons: PhraseTable[Weapon]
    actors: PhraseTable[Actor]
    classes: PhraseTable[str]
    adversaries: tuple[tuple[str, str, int, int], ...]
    parted: dict[str, list[tuple[Phrase, Trigger]]]
    """Of the first word of a verb that can stand apart from its particle, what follows, and it."""
    particles: frozenset[str]
    """The words that open what follows."""
    held: dict[tuple[str, str], tuple[str, int]]
    """(country, first-order division) -> who holds it against the country, since which year."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the package; lines that begin with "#" are remarks."""
    text = read_text("geomap.events", f"data/{name}")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


_VOWELS = "aeiou"


def verb_forms(base: str) -> list[str]:
    """Return the regular forms of a verb, or of the first word of a phrase.

    >>> verb_forms("shell"), verb_forms("raid")[1:3], verb_forms("slam into")[1]
    (['shell', 'shells', 'shelled', 'shelling'], ['raids', 'raided'], 'slams into')
    """
    word, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    if word.endswith(("s", "sh", "ch", "x", "z")):
        third = word + "es"
    elif word.endswith("y") and word[-2] not in _VOWELS:
        third = word[:-1] + "ies"
    else:
        third = word + "s"
    if word.endswith("e"):
        past, ing = word + "d", word[:-1] + "ing"
    elif word.endswith("y") and word[-2] not in _VOWELS:
        past, ing = word[:-1] + "ied", word + "ing"
    elif _doubles(word):
        past, ing = word + word[-1] + "ed", word + word[-1] + "ing"
    else:
        past, ing = word + "ed", word + "ing"
    return [form + tail for form in (word, third, past, ing)]


def _doubles(word: str) -> bool:
    short = len(word) <= 4 and word[-3] not in _VOWELS and word[-2] in _VOWELS
    return short and word[-1] not in _VOWELS + "wxy"


def noun_forms(base: str) -> list[str]:
    """Return the singular and the regular plural.

    >>> noun_forms("clash"), noun_forms("sit-in")
    (['clash', 'clashes'], ['sit-in', 'sit-ins'])
    """
    if base.endswith(("s", "sh", "ch", "x")):
        return [base, base + "es"]
    if base.endswith("y") and base[-2] not in _VOWELS:
        return [base, base[:-1] + "ies"]
    return [base, base + "s"]


def _forms(word: str, pos: str) -> tuple[str, list[str]]:
    base, _, listed = (part.strip() for part in word.partition("="))
    if listed:
        return base, [form.strip() for form in listed.split(",")]
    return base, verb_forms(base) if pos == "v" else noun_forms(base)


_PARTICLES = frozenset(
    tuple(particle.split())
    for particle in (
        "gains", "advances", "fire", "off", "apart", "open", "airspace", "down", "dead", "up",
        "ablaze", "alight", "alive", "to death", "out of", "prisoner", "hostage", "into custody",
        "back from", "out of the sky",
    )
)  # fmt: skip
"""What may stand behind the object of its verb."""


@cache
def lexicon() -> Lexicon:
    """Read the tables once."""
    triggers: PhraseTable[Trigger] = PhraseTable()
    parted: dict[str, list[tuple[Phrase, Trigger]]] = {}
    for row in rows("triggers.tsv"):
        base, forms = _forms(row["word"], row["pos"])
        trigger = Trigger(
            word=base,
            pos=row["pos"],
            role=row["role"],
            kind=None if row["kind"] == "-" else EventKind(row["kind"]),
            example=row["example"],
        )
        for form in forms:
            triggers.add(form, trigger)
            words = tuple(form.split())
            verb = trigger.pos == "v" or words[0].endswith("ed")
            if verb and words[1:] in _PARTICLES:
                parted.setdefault(words[0], []).append((words[1:], trigger))
    weapons: PhraseTable[Weapon] = PhraseTable()
    for row in rows("weapons.tsv"):
        _, forms = _forms(row["word"], "n")
        weapon = Weapon(name=row["name"], kind=EventKind(row["kind"]), flies=row["class"] == "air")
        for form in forms:
            weapons.add(form, weapon)
    actors: PhraseTable[Actor] = PhraseTable()
    for row in rows("actors.tsv"):
        country = None if row["country"] == "-" else row["country"]
        actors.add(row["name"], Actor(name=row["canonical"], country=country))
    classes: PhraseTable[str] = PhraseTable()
    for row in rows("words.tsv"):
        for word in row["words"].split(","):
            classes.add(word.strip(), row["class"])
    adversaries = tuple(
        (row["side_a"], row["side_b"], int(row["since"]), _year(row["until"]))
        for row in rows("adversaries.tsv")
    )
    return Lexicon(
        triggers=triggers,
        weapons=weapons,
        actors=actors,
        classes=classes,
        parted=parted,
        particles=frozenset(particle[0] for particle in _PARTICLES),
        adversaries=adversaries,
        held={
            (row["country"], row["admin1"]): (row["holder"], int(row["since"]))
            for row in rows("held.tsv")
        },
    )


def _year(cell: str) -> int:
    return 9999 if cell == "-" else int(cell)
