"""What a span looks like to the mention classifier: one category per template, no numbers.

A linear model over categories needs a table look-up per template and no library. Templates that
look at the same few facts stand together in ``PARTS``: the sum of their weights is kept by those
facts, so that a span that looks like an earlier one costs a few look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Callable, Iterator

    from geomap.places.model import Linear
    from geomap.places.spans import Hit

__all__ = ["TEMPLATES", "Discourse", "Scorer", "features", "looks", "read_discourse"]

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
    seen: dict[str, int] = field(default_factory=dict)
    """How often each folded name was met."""
    placed: dict[str, int] = field(default_factory=dict)
    """How often it stood behind a preposition of place."""
    stated: dict[str, int] = field(default_factory=dict)
    """How often a comma and a region or country followed."""


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
                seen[key] = seen.get(key, 0) + 1
                if behind_place:
                    placed[key] = placed.get(key, 0) + 1
                if _state_behind(scan, hit.last, starts):
                    stated[key] = stated.get(key, 0) + 1
    for scan in scans:
        found.small.update(w for w in wanted.intersection(scan.words) if shape_of(w) == LOWER)
    return found


def _persons(scan: Scan, persons: set[str]) -> None:
    words, shapes, lowers = scan.words, scan.shapes, scan.lowers
    given = first_names()
    last = len(words) - 1
    for i, low in enumerate(lowers):
        if (low not in TITLES and low not in given) or i == last:
            continue
        shape = shapes[i]
        titled = low in TITLES
        if shape != TITLE and not (shape == LOWER and titled):
            continue
        if not titled and len(words[i]) < 2:
            continue
        nxt = i + 1
        if words[nxt] == "." and nxt + 1 < len(words):
            nxt += 1
        run = 0
        while nxt < len(words) and run < 4:
            if shapes[nxt] == TITLE:
                if run or not titled or lowers[nxt] in given or shape == TITLE:
                    persons.add(lowers[nxt])
                run += 1
            elif not (words[nxt] == "." and len(words[nxt - 1]) == 1):
                break
            nxt += 1


def _state_behind(scan: Scan, last: int, starts: dict[int, list[Hit]]) -> str:
    """Return the kind letter of a region or country behind a comma, else nothing."""
    after = last + 2
    if after < len(scan.words) and scan.words[last + 1] == ",":
        for hit in starts.get(after, ()):
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
    return end


# ── spans ────────────────────────────────────────────────────────────────────────────────────

TEMPLATES = (
    "prior", "prior_many", "prior_words", "before", "after", "before2", "after2", "around",
    "before_kind", "after_kind", "before_common", "run", "run_last", "run_first", "last_word",
    "person", "person_run", "small", "placed", "seen", "shape", "listed", "nested", "hyphen",
    "owner", "open", "before_pop", "around_run", "given_run", "stated", "how", "how_before",
)  # fmt: skip

# In what follows ``sort`` are the letters of ``Name.sort``: kind, tenfold steps of people, how
# common a word, given name, family name, how it is borne; ``p1`` and ``n1`` are the classes of the
# words before and behind, ``pc`` and ``nc`` the coarse ones; ``sides`` tells how many capitalised
# words stand on either side.


def _name(sort: str, kinds: str, many: int) -> tuple[str, ...]:
    return sort[:2], f"{kinds}{many}", f"{sort[5]}{sort[:3]}"


def _writing(
    sort: str, opens: str, shape: str, size: int, count: int, small: str
) -> tuple[str, ...]:
    kind, common, names = sort[0], sort[2], sort[3:5]
    return (
        f"{common}{count}{names}{opens}",
        f"{shape}{size}{kind}",
        f"{opens}{shape[0]}{common}{kind}",
        f"{small}{opens}",
    )


def _behind(p1: str, p2: str) -> tuple[str, ...]:
    return p1, f"{p2} {p1}"


def _ahead(n1: str, n2: str) -> tuple[str, ...]:
    return n1, f"{n1} {n2}"


def _around(pc: str, nc: str, sides: str, how: str) -> tuple[str, ...]:
    return f"{pc} {nc}", f"{pc}{nc}{sides}", f"{how}{pc}{nc}"


def _name_behind(p1: str, pc: str, sort: str) -> tuple[str, ...]:
    kind, pop, common, names = sort[0], sort[1], sort[2], sort[3:5]
    return f"{p1} {kind}", f"{pc} {common}{pop}", f"{pc}{pop}{names}"


def _name_ahead(n1: str, sort: str) -> tuple[str, ...]:
    owner = "o" if n1 == "'s" else "-"
    return f"{n1} {sort[0]}", f"{owner}{sort[:2]}"


def _run(sides: str, sort: str, person: str, pc: str, stated: int) -> tuple[str, ...]:
    kind, pop = sort[0], sort[1]
    return (
        f"{sides}{kind}",
        f"{person}{pop}{kind}",
        f"{person}{sides}{pc}",
        f"{stated}{kind}{person}",
    )


def _itself(word: str) -> tuple[str, ...]:
    return (word,)


def _ending(word: str, count: int) -> tuple[str, ...]:
    if word not in REGION_WORDS and word not in ORGANISATION_WORDS:
        word = "-"
    return (f"{word}{count}",)


def _met(placed: int, seen: int, pc: str, sort: str) -> tuple[str, ...]:
    return f"{placed}{sort[0]}{pc}", f"{seen}{sort[2]}"


def _place_in_list(state: str, nested: str, sort: str) -> tuple[str, ...]:
    return f"{state}{sort[:2]}", f"{nested}{sort[0]}{sort[2]}"


def _given(given: str, sides: str, pop: str) -> tuple[str, ...]:
    return (f"{given}{sides}{pop}",)


PARTS: tuple[tuple[tuple[str, ...], Callable[..., tuple[str, ...]]], ...] = (
    (("prior", "prior_many", "how"), _name),
    (("prior_words", "shape", "open", "small"), _writing),
    (("before", "before2"), _behind),
    (("after", "after2"), _ahead),
    (("around", "around_run", "how_before"), _around),
    (("before_kind", "before_common", "before_pop"), _name_behind),
    (("after_kind", "owner"), _name_ahead),
    (("run", "person", "person_run", "stated"), _run),
    (("run_last",), _itself),
    (("run_first",), _itself),
    (("last_word",), _ending),
    (("placed", "seen"), _met),
    (("listed", "nested"), _place_in_list),
    (("hyphen",), _itself),
    (("given_run",), _given),
)
"""Templates that look at the same facts, with what makes their categories of those facts."""

Look = tuple[tuple[Any, ...], ...]
"""The facts that each of ``PARTS`` looks at."""


def looks(
    scan: Scan, group: list[Hit], discourse: Discourse, starts: dict[int, list[Hit]], *, reach: int
) -> Iterator[Look]:
    """Yield what each of the names that begin at one word looks like.

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
    head = words[begin] if left else ""
    comma = "c" if p1 == "," else ""
    covered = "c" if first <= reach else "-"
    before_given = "f" if p1 == "^f" else "t" if p1[:2] == "^t" else "i" if p1 == "^i" else "-"
    given = f"{'g' if lowers[first] in first_names() else '-'}{before_given}"
    shape = str(shapes[first])
    upper = shapes[first] == UPPER and len(words[first]) > 3
    hyphen = p2 if p1 == "-" else ""
    longest = max(hit.last for hit in group)
    for hit in group:
        last, name = hit.last, hit.name
        n1, nc = _CLASSES[words[last + 1]] if last + 1 < count else _EDGE
        n2 = _CLASSES[words[last + 2]][0] if last + 2 < count else "<>"
        sort = name.sort
        if hit.written != "name":
            if n1 == "." and len(words[last]) <= 5 and last + 2 < count:
                n1, nc = _CLASSES[words[last + 2]]
            if hit.written == "abbreviation":
                sort = "A" + sort[1:]
        end = _end_of_run(scan, last)
        right = min(2, end - last)
        sides = f"{left}{right}"
        key, parts = name.folded, name.words
        many = min(last - first + 1, 3)
        person = "-" if discourse.persons.isdisjoint(parts) else "p"
        small = "s" if discourse.small.issuperset(parts) else "-"
        loud = "loud" if upper and (nc == "^X" or pc == "^X") else ""
        state = _state_behind(scan, last, starts)
        yield (
            (sort, name.kinds, name.many),
            (sort, opens, shape + loud, min(len(key), 5), many, small),
            (p1, p2),
            (n1, n2),
            (pc, nc, sides, name.how),
            (p1, pc, sort),
            (n1, sort),
            (sides, sort, person, pc, min(discourse.stated.get(key, 0), 2)),
            (words[end] if right else "",),
            (head,),
            (lowers[last], many),
            (min(discourse.placed.get(key, 0), 2), min(discourse.seen.get(key, 0), 4), pc, sort),
            (state + comma, f"{'L' if last < longest else '-'}{covered}", sort),
            (f"{hyphen}|{n2 if n1 == '-' else ''}",),
            (given, sides, sort[1]),
        )


def features(look: Look) -> tuple[str, ...]:
    """Return the category of a span under each of ``TEMPLATES``."""
    found = {}
    for (templates, make), facts in zip(PARTS, look, strict=True):
        found.update(zip(templates, make(*facts), strict=True))
    return tuple(found[template] for template in TEMPLATES)


class _Sums(dict[tuple[Any, ...], float]):
    """Sums of the weights of one of ``PARTS``, by the facts; added up on first sight."""

    def __init__(
        self, make: Callable[..., tuple[str, ...]], tables: list[dict[str, float]]
    ) -> None:
        super().__init__()
        self.make, self.tables = make, tables

    def __missing__(self, facts: tuple[Any, ...]) -> float:
        if len(self) > 50_000:
            self.clear()
        categories = self.make(*facts)
        total = 0.0
        for table, category in zip(self.tables, categories, strict=True):
            total += table.get(category, 0.0)
        self[facts] = total
        return total


class Scorer:
    """A linear model that remembers the sums of its weights."""

    def __init__(self, model: Linear) -> None:
        """Take the weights."""
        tables = dict(zip(TEMPLATES, model.tables, strict=True))
        self.bias = model.bias
        self._sums = [_Sums(make, [tables[t] for t in templates]) for templates, make in PARTS]

    def score(self, look: Look) -> float:
        """Return the log odds that a span with this look is a toponym."""
        total = self.bias
        for sums, facts in zip(self._sums, look, strict=True):
            total += sums[facts]
        return total
