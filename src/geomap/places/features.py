"""What a span looks like to the mention classifier: one category per template, no numbers.

A linear model over categories needs a table look-up per template and no library.
"""

from __future__ import annotations

from collections import Counter
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
)

if TYPE_CHECKING:
    from geomap.places.spans import Hit

__all__ = ["TEMPLATES", "Discourse", "features", "read_discourse"]

_ENDERS = frozenset(".!?…:")
_QUOTES = frozenset('"“”«»')
_INNER = frozenset("of and the de del la van von bin al el di da du".split())


@dataclass(slots=True)
class Discourse:
    """What a whole article says about its names, gathered before any span is judged."""

    persons: set[str] = field(default_factory=set)
    """Words that stand behind a given name or a title somewhere."""
    small: set[str] = field(default_factory=set)
    """Words that also occur written small."""
    seen: Counter[str] = field(default_factory=Counter)
    """How often each folded name was met."""
    placed: Counter[str] = field(default_factory=Counter)
    """How often it stood behind a preposition of place."""
    stated: Counter[str] = field(default_factory=Counter)
    """How often a comma and a region or country followed."""


def read_discourse(scans: list[Scan], hits: list[list[list[Hit]]]) -> Discourse:
    """Gather what an article says about its names."""
    found = Discourse()
    for scan, groups in zip(scans, hits, strict=True):
        _persons(scan, found.persons)
        starts = {group[0].first: group for group in groups}
        for group in groups:
            first = group[0].first
            before = scan.lowers[first - 1] if first else ""
            for hit in group:
                key = hit.name.folded
                found.seen[key] += 1
                if before in PLACE_PREPOSITIONS:
                    found.placed[key] += 1
                if _state_behind(scan, hit.last, starts):
                    found.stated[key] += 1
    wanted = {word for key in found.seen for word in key.split()}
    for scan in scans:
        found.small.update(
            w for w, s in zip(scan.words, scan.shapes, strict=True) if s == LOWER and w in wanted
        )
    return found


def _persons(scan: Scan, persons: set[str]) -> None:
    words, shapes, lowers = scan.words, scan.shapes, scan.lowers
    given = first_names()
    for i in range(len(words) - 1):
        shape = shapes[i]
        if shape != TITLE and not (shape == LOWER and lowers[i] in TITLES):
            continue
        nxt = i + 1
        titled = lowers[i] in TITLES
        if not titled and (lowers[i] not in given or (len(words[i]) < 2)):
            continue
        if words[nxt] == "." and nxt + 1 < len(words):
            nxt += 1
        run = 0
        while nxt < len(words) and run < 4:
            if shapes[nxt] == TITLE:
                # "Minister Israel Katz" goes on as "Katz": "Israel" remains the country
                called = titled and not run and lowers[nxt] in given and nxt + 1 < len(words)
                forename = called and shapes[nxt + 1] == TITLE
                if not forename and (run or not titled or lowers[nxt] in given or shape == TITLE):
                    persons.add(lowers[nxt])
                run += 1
            elif not (words[nxt] == "." and len(words[nxt - 1]) == 1):
                break
            nxt += 1


def _state_behind(scan: Scan, last: int, starts: dict[int, list[Hit]]) -> str:
    """Return the kind letter of a region or country behind a comma, else nothing."""
    after = last + 2
    if after < len(scan.words) and scan.words[last + 1] == ",":
        group = starts.get(after)
        if group is not None:
            for hit in group:
                if hit.name.kind in "C1" and hit.name.kind != "D":
                    return hit.name.kind
    return ""


def _word_class(scan: Scan, index: int) -> str:
    """Return the word itself when small or a sign, else the class of a capitalised one."""
    if index < 0 or index >= len(scan.words):
        return "<>"
    shape = scan.shapes[index]
    low: str = scan.lowers[index]
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


def _run(scan: Scan, first: int, last: int) -> tuple[int, int]:
    """Return the first and last word of the run of capitalised words about a span."""
    shapes, words = scan.shapes, scan.words
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
    end = last
    while end + 1 < len(words) and end - last < 5:
        nxt = end + 1
        if shapes[nxt] in (TITLE, UPPER, UNCASED):
            end = nxt
        elif (
            words[nxt] in _INNER
            and nxt + 1 < len(words)
            and shapes[nxt + 1] in (TITLE, UPPER)
            and words[nxt] != "and"
        ) or (words[nxt] == "&" and nxt + 1 < len(words) and shapes[nxt + 1] in (TITLE, UPPER)):
            end = nxt + 1
        else:
            break
    return begin, end


TEMPLATES = (
    "prior", "prior_many", "prior_words", "before", "after", "before2", "after2", "around",
    "before_kind", "after_kind", "before_common", "run", "run_last", "run_first", "last_word",
    "person", "person_run", "small", "placed", "seen", "shape", "listed", "nested", "hyphen",
    "owner", "open", "before_pop", "around_run", "given_run", "stated", "how", "how_before",
)  # fmt: skip


def features(
    scan: Scan,
    hit: Hit,
    discourse: Discourse,
    starts: dict[int, list[Hit]],
    *,
    longest: int,
    covered: bool,
) -> tuple[str, ...]:
    """Return the category of a hit under each of ``TEMPLATES``.

    ``longest`` is the last word of the longest name at the same start; ``covered`` tells that a
    name that began earlier reaches over this one.
    """
    first, last, name = hit.first, hit.last, hit.name
    words, shapes = scan.words, scan.shapes
    p1, n1 = _word_class(scan, first - 1), _word_class(scan, last + 1)
    if n1 == "." and len(words[last]) <= 5 and last + 2 < len(words) and hit.written != "name":
        n1 = _word_class(scan, last + 2)
    p2 = _word_class(scan, first - 2) if first else "<>"
    n2 = _word_class(scan, last + 2)
    pc, nc = _coarse(p1), _coarse(n1)
    opens = _opens(scan, first)
    begin, end = _run(scan, first, last)
    if begin < first and _opens(scan, begin) == "s" and scan.lowers[begin] in common_words():
        begin += 1  # a plain word that merely opens the sentence is no part of the name
    left, right = min(2, first - begin), min(2, end - last)
    kind = name.kind if hit.written != "abbreviation" else "A"
    count = last - first + 1
    shape = shapes[first]
    key = name.folded
    ending = scan.lowers[last]
    if ending not in REGION_WORDS and ending not in ORGANISATION_WORDS:
        ending = "-"
    lower_words = key.split()
    person = any(w in discourse.persons for w in lower_words)
    seen = discourse.seen[key]
    placed = discourse.placed[key]
    pop = str(name.pop_bin)
    prior = f"{kind}{pop}"
    sides = f"{left}{right}"
    names = f"{'f' if name.first else '-'}{'l' if name.last else '-'}"
    upper = shape == UPPER and len(words[first]) > 3
    loud = upper and (nc == "^X" or pc == "^X")
    state = _state_behind(scan, last, starts)
    given = scan.lowers[first] in first_names()
    before_given = "f" if p1 == "^f" else "t" if p1[:2] == "^t" else "i" if p1 == "^i" else "-"
    return (
        prior,
        f"{name.kinds}{name.many}",
        f"{name.common}{min(count, 3)}{names}{opens}",
        p1,
        n1,
        f"{p2} {p1}",
        f"{n1} {n2}",
        f"{pc} {nc}",
        f"{p1} {kind}",
        f"{n1} {kind}",
        f"{pc} {name.common}{pop}",
        f"{sides}{kind}",
        words[end] if right else "",
        words[begin] if left else "",
        f"{ending}{min(count, 3)}",
        f"{'p' if person else '-'}{pop}{kind}",
        f"{'p' if person else '-'}{sides}{pc}",
        f"{'s' if all(w in discourse.small for w in lower_words) else '-'}{opens}",
        f"{min(placed, 2)}{kind}{pc}",
        f"{min(seen, 4)}{name.common}",
        f"{shape}{'loud' if loud else ''}{min(len(key), 5)}{kind}",
        f"{state}{'c' if p1 == ',' else ''}{kind}{pop}",
        f"{'L' if last < longest else '-'}{'c' if covered else '-'}{kind}{name.common}",
        f"{p2 if p1 == '-' else ''}|{n2 if n1 == '-' else ''}",
        f"{'o' if n1 == chr(39) + 's' else '-'}{prior}",
        f"{opens}{shape}{name.common}{kind}",
        f"{pc}{pop}{names}",
        f"{pc}{nc}{sides}",
        f"{'g' if given else '-'}{before_given}{sides}{pop}",
        f"{min(discourse.stated[key], 2)}{kind}{'p' if person else '-'}",
        f"{name.how}{prior}{name.common}",
        f"{name.how}{pc}{nc}",
    )
