"""What a span looks like to the mention classifier: one category per template, no numbers.

A linear model over categories needs a table look-up per template and no library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.places.lexicon import (
    ORGANISATION_WORDS,
    PLACE_PREPOSITIONS,
    REGION_WORDS,
    TITLES,
    common_words,
    first_names,
    surnames,
)
from geomap.places.scan import (
    BREAK,
    DIGIT,
    LOWER,
    POSSESSIVE,
    SIGN,
    TITLE,
    UNCASED,
    UPPER,
    Scan,
    shape_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.places.spans import Hit

__all__ = ["TEMPLATES", "Discourse", "features", "read_discourse"]

_ENDERS = frozenset(".!?…:")
_QUOTES = frozenset('"“”«»')
_INNER = frozenset("of and the de la del von van bin al el di da du".split())


@dataclass(slots=True)
class Discourse:
    """What a whole article says about its names, gathered before any span is judged."""

    persons: set[str] = field(default_factory=set)
    """Words that stand behind a given name or a title somewhere."""
    small: set[str] = field(default_factory=set)
    """Words that also occur written small."""
    seen: dict[str, str] = field(default_factory=dict)
    """How often each folded name was met, "0" to "4": that or more."""
    placed: dict[str, str] = field(default_factory=dict)
    """How often it stood behind a preposition of place, "0" to "2"."""
    stated: dict[str, str] = field(default_factory=dict)
    """How often a comma and a region or country followed, "0" to "2"."""


_ONE_MORE = {"0": "1", "1": "2", "2": "3", "3": "4", "4": "4"}
_AGAIN = {"0": "1", "1": "2", "2": "2"}
"""The next count, up to the highest that is told apart."""


def read_discourse(scans: list[Scan], hits: list[list[list[Hit]]]) -> Discourse:
    """Gather what an article says about its names."""
    found = Discourse()
    seen, placed, stated = found.seen, found.placed, found.stated
    wanted: set[str] = set()
    for scan, groups in zip(scans, hits, strict=True):
        _persons(scan, found.persons)
        starts = {group[0].first: group for group in groups}
        for group in groups:
            first = group[0].first
            behind_place = first > 0 and scan.lowers[first - 1] in PLACE_PREPOSITIONS
            for hit in group:
                key = hit.name.folded
                if key not in seen:
                    wanted.update(hit.name.words)
                seen[key] = _ONE_MORE[seen.get(key, "0")]
                if behind_place:
                    placed[key] = _AGAIN[placed.get(key, "0")]
                if _state_behind(scan, hit.last, starts):
                    stated[key] = _AGAIN[stated.get(key, "0")]
    for scan in scans:
        found.small.update(w for w in wanted.intersection(scan.words) if shape_of(w) == LOWER)
    return found


def _persons(scan: Scan, persons: set[str]) -> None:
    """Gather the words behind given names and titles: "Mayor Ihor Terekhov" gives the last two."""
    words, shapes, lowers = scan.words, scan.shapes, scan.lowers
    given = first_names()
    count = len(words)
    for at in scan.capitals:
        if shapes[at] != TITLE or not at:
            continue
        before = at - 1
        if words[before] == "." and before:
            before -= 1
        shape, low = shapes[before], lowers[before]
        titled = low in TITLES
        if shape == TITLE:
            if not titled and (low not in given or len(low) < 2):
                continue
        elif shape != LOWER or not titled:
            continue
        run = 0
        nxt = at
        while nxt < count and run < 4:
            if shapes[nxt] == TITLE:
                # "Minister Israel Katz" goes on as "Katz": "Israel" remains the country
                called = titled and not run and lowers[nxt] in given and nxt + 1 < count
                forename = called and shapes[nxt + 1] == TITLE
                if not forename and (run or not titled or lowers[nxt] in given or shape == TITLE):
                    persons.add(lowers[nxt])
                run += 1
            elif not (words[nxt] == "." and len(words[nxt - 1]) == 1):
                break
            nxt += 1


def _state_behind(scan: Scan, last: int, starts: dict[int, list[Hit]]) -> str:
    """Return the kind letter of a region or country behind a comma, else nothing."""
    group = starts.get(last + 2)
    if group is not None and scan.words[last + 1] == ",":
        for hit in group:
            if hit.name.kind in "C1":
                return hit.name.kind
    return ""


# ── words ────────────────────────────────────────────────────────────────────────────────────


def _class(word: str) -> str:
    """Return the word itself when small or a sign, else the class of a capitalised one."""
    shape = shape_of(word)
    low = word.lower()
    if shape in (LOWER, SIGN):
        return low
    if shape == POSSESSIVE:
        return "'s"
    if shape == BREAK:
        return "<>"
    if shape == DIGIT:
        return "0"
    if low in TITLES:
        return "^t" + low
    if low in ORGANISATION_WORDS or low in REGION_WORDS:
        return "^" + low
    if low in common_words():
        return "^c" + low
    if low in first_names():
        return "^f"
    if len(low) == 1:
        return "^i"
    if low in surnames():
        return "^n"
    return "^X" if shape == UPPER else "^x"


def _coarse(word_class: str) -> str:
    """Return the class without the word."""
    if word_class[0] == "^":
        return word_class[:2] if word_class[1:2] in "tcfinxX" else "^o"
    if word_class in PLACE_PREPOSITIONS:
        return "prep"
    if word_class[0].isalpha():
        return "low"
    return word_class


class _Classes(dict[str, tuple[str, str]]):
    """Classes of words, fine and coarse, worked out on first sight."""

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) > 100_000:
            self.clear()
        fine = _class(word)
        both = self[word] = (fine, _coarse(fine))
        return both


_CLASSES = _Classes()
_EDGE = ("<>", "<>")


def _opens(scan: Scan, first: int) -> str:
    """Return s when a sentence begins here, q behind a quotation mark, else nothing."""
    if first == 0:
        return "s"
    before = scan.words[first - 1]
    if scan.shapes[first - 1] == BREAK or before in _ENDERS:
        if before == "." and first > 1 and len(scan.words[first - 2]) <= 2:
            return "a"
        return "s"
    return "q" if before in _QUOTES else "-"


def _begin_of_run(scan: Scan, first: int) -> int:
    """Return the first word of the run of capitalised words that reaches word ``first``."""
    shapes, words = scan.shapes, scan.words
    if first and shapes[first - 1] == LOWER and words[first - 1] not in _INNER:
        return first  # most often
    begin = first
    while begin > 0 and first - begin < 5:
        prev = begin - 1
        if shapes[prev] in (TITLE, UPPER, UNCASED):
            begin = prev
        elif (
            words[prev] in _INNER
            and words[prev] not in ("and", "the")
            and prev > 0
            and shapes[prev - 1] in (TITLE, UPPER)
        ) or (words[prev] in "-." and prev > 0 and scan.glued(begin) and len(words[prev - 1]) == 1):
            begin = prev - 1
        else:
            break
    if begin < first and _opens(scan, begin) == "s" and scan.lowers[begin] in common_words():
        begin += 1  # a plain word that merely opens the sentence is no part of the name
    return begin


def _end_of_run(scan: Scan, last: int) -> int:
    """Return the last word of the run of capitalised words that goes on behind ``last``."""
    shapes, words = scan.shapes, scan.words
    if last + 1 < len(words) and shapes[last + 1] == LOWER and words[last + 1] not in _INNER:
        return last  # most often
    end = last
    while end + 1 < len(words) and end - last < 5:
        nxt = end + 1
        if shapes[nxt] in (TITLE, UPPER, UNCASED):
            end = nxt
        elif (
            words[nxt] in _INNER
            and nxt + 1 < len(words)
            and shapes[nxt + 1] in (TITLE, UPPER)
            and words[nxt] not in ("and", "the")
        ) or (words[nxt] == "&" and nxt + 1 < len(words) and shapes[nxt + 1] in (TITLE, UPPER)):
            end = nxt + 1
        else:
            break
    return end


# ── spans ────────────────────────────────────────────────────────────────────────────────────

TEMPLATES = (
    "prior", "prior_many", "prior_words", "before", "after", "before2", "after2", "around",
    "before_kind", "after_kind", "before_common", "run", "run_last", "run_first", "last_word",
    "person", "person_run", "small", "placed", "seen", "shape", "listed", "nested", "hyphen",
    "owner", "open", "before_pop", "around_run", "given_run", "stated", "how", "how_before",
)  # fmt: skip


def features(
    scan: Scan, group: list[Hit], discourse: Discourse, starts: dict[int, list[Hit]], *, reach: int
) -> Iterator[tuple[str, ...]]:
    """Yield the category under each of ``TEMPLATES`` of each name that begins at one word.

    ``reach`` is the last word of the longest name that began earlier.
    """
    words, shapes, lowers = scan.words, scan.shapes, scan.lowers
    count = len(words)
    first = group[0].first
    p1, pc = _CLASSES[words[first - 1]] if first else _EDGE
    p2 = _CLASSES[words[first - 2]][0] if first > 1 else "<>"
    opens = _opens(scan, first)
    begin = _begin_of_run(scan, first)
    left = min(2, first - begin)
    comma = "c" if p1 == "," else ""
    covered = "c" if first <= reach else "-"
    before_given = "f" if p1 == "^f" else "t" if p1[:2] == "^t" else "i" if p1 == "^i" else "-"
    given = f"{'g' if lowers[first] in first_names() else '-'}{before_given}"
    shape = shapes[first]
    upper = shape == UPPER and len(words[first]) > 3
    longest = max(hit.last for hit in group) if len(group) > 1 else group[0].last
    met, placed, stated = discourse.seen, discourse.placed, discourse.stated
    for hit in group:
        last, name = hit.last, hit.name
        n1, nc = _CLASSES[words[last + 1]] if last + 1 < count else _EDGE
        n2 = _CLASSES[words[last + 2]][0] if last + 2 < count else "<>"
        kind, pop, common, how = name.kind, name.pop, name.common, name.how
        if hit.written != "name":
            if n1 == "." and len(words[last]) <= 5 and last + 2 < count:
                n1, nc = _CLASSES[words[last + 2]]
            if hit.written == "abbreviation":
                kind = "A"
        end = _end_of_run(scan, last)
        right = min(2, end - last)
        sides = f"{left}{right}"
        key, ending = name.folded, lowers[last]
        if ending not in REGION_WORDS and ending not in ORGANISATION_WORDS:
            ending = "-"
        many = min(last - first + 1, 3)
        person = "-" if discourse.persons.isdisjoint(name.words) else "p"
        small = "s" if discourse.small.issuperset(name.words) else "-"
        loud = "loud" if upper and (nc == "^X" or pc == "^X") else ""
        prior = f"{kind}{pop}"
        around = f"{pc} {nc}"
        yield (
            prior,
            name.borne,
            f"{common}{many}{name.people}{opens}",
            p1,
            n1,
            f"{p2} {p1}",
            f"{n1} {n2}",
            around,
            f"{p1} {kind}",
            f"{n1} {kind}",
            f"{pc} {common}{pop}",
            f"{sides}{kind}",
            words[end] if right else "",
            words[begin] if left else "",
            f"{ending}{many}",
            f"{person}{pop}{kind}",
            f"{person}{sides}{pc}",
            f"{small}{opens}",
            f"{placed.get(key, '0')}{kind}{pc}",
            f"{met.get(key, '0')}{common}",
            f"{shape}{loud}{min(len(key), 5)}{kind}",
            f"{_state_behind(scan, last, starts)}{comma}{prior}",
            f"{'L' if last < longest else '-'}{covered}{kind}{common}",
            f"{p2 if p1 == '-' else ''}|{n2 if n1 == '-' else ''}",
            f"{'o' if n1 == POSSESSED else '-'}{prior}",
            f"{opens}{shape}{common}{kind}",
            f"{pc}{pop}{name.people}",
            f"{pc}{nc}{sides}",
            f"{given}{sides}{pop}",
            f"{stated.get(key, '0')}{kind}{person}",
            f"{how}{prior}{common}",
            f"{how}{pc}{nc}",
        )


POSSESSED = "'s"
