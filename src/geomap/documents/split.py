"""A page into its articles, by its structure: headers, stamps, furniture."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from geomap.documents.dates import MONTH
from geomap.documents.units import STAMPS, Kind, Unit
from geomap.patterns import late

__all__ = ["Slice", "slices"]

_HEADER = STAMPS | {Kind.HEAD, Kind.CREDIT, Kind.DAY, Kind.FIELD}
_BODY = frozenset({Kind.PARA, Kind.DATELINE, Kind.CAPTION, Kind.POST})
_LONGEST_HEADER = 8
"""Lines; a longer run of headlines is a list of links."""
_DATED_TITLE = late(
    rf"\S.*(?:\s[-–—|]\s|\()(?:\d{{1,2}}\s{MONTH}|{MONTH}\s\d{{1,2}}),?\s\d{{4}}\)?", re.IGNORECASE
)


class Slice(NamedTuple):
    """One article of a page, as indices into its units."""

    start: int
    end: int
    body: int
    """First unit of the body; the header comes before it."""
    furniture: frozenset[int]
    """Units that are page furniture here, whatever they look like."""
    title: int | None
    outlet: int | None


def slices(text: str, found: list[Unit], *, page: bool) -> list[Slice]:
    """Cut a page into articles. ``page=False``: a record, split on the strongest signs only."""
    if not found:
        return []
    starts = _starts(text, found, page=page)
    result = []
    for begin, stop in zip(starts, [*starts[1:], len(found)], strict=True):
        one = _slice(text, found, begin, stop, page=page)
        if one is not None:
            result.append(one)
    return result


# ── where articles begin ─────────────────────────────────────────────────────────────────────


def _starts(text: str, found: list[Unit], *, page: bool) -> list[int]:
    """Return the index of the first unit of each article; the first is 0."""
    repeated = _repeated_titles(text, found)
    stamped = _is_stamped_above(found)
    live = sum(unit.note == "clock" for unit in found) >= 2
    starts = [0]
    body: int | None = None  # the first body unit since the last start
    for at, unit in enumerate(found):
        line = text[unit.start : unit.end] if unit.kind is Kind.BREAK else ""
        if page and line.strip("-=_*~#•·—– "):
            starts.append(at + 1)
            body = None
        if unit.kind not in _BODY:
            continue
        begin = _header(found, at)
        # The first header belongs to the first article, unless text stands above it.
        if unit.kind is not Kind.POST and body is not None and body < begin < at:
            # A title printed again under its own standfirst is no copy of the article.
            above = found[begin - 1].end - found[starts[-1]].start
            again = repeated if above >= 400 else frozenset[str]()
            header = found[begin:at]
            if _announces(text, header, unit, again, page=page) or (
                page
                and ((stamped and _is_stamped_above(header)) or (live and _is_live_post(header)))
            ):
                starts.append(begin)
                body = None
        if body is None:
            body = at
    return [start for start in dict.fromkeys(starts) if start < len(found)]


def _is_stamped_above(header: list[Unit]) -> bool:
    """Tell whether lines open with a date and a title under it, or with the head of a post."""
    kinds = [unit.kind for unit in header[:3] if unit.kind is not Kind.FIELD]
    return kinds[:2] == [Kind.DATE, Kind.HEAD] or kinds[:1] == [Kind.CHAT]


def _is_live_post(header: list[Unit]) -> bool:
    """Tell whether lines are a time of day with a title under it, as over a post of a live page."""
    kinds = [unit.note if unit.note == "clock" else unit.kind for unit in header]
    return kinds[:2] == ["clock", Kind.HEAD]


def _header(found: list[Unit], at: int) -> int:
    """Walk up from a paragraph to the first line of its header."""
    begin = at
    while begin > 0 and at - begin < _LONGEST_HEADER and found[begin - 1].kind in _HEADER:
        begin -= 1
    kinds = {unit.kind for unit in found[begin:at]}
    # A standfirst may stand between the title and the byline or date.
    if (
        kinds
        and Kind.HEAD not in kinds
        and begin >= 2
        and found[begin - 1].kind is Kind.PARA
        and found[begin - 1].end - found[begin - 1].start <= 300
        and found[begin - 2].kind is Kind.HEAD
    ):
        begin -= 2
    return begin


def _announces(
    text: str, header: list[Unit], body: Unit, repeated: frozenset[str], *, page: bool
) -> bool:
    """Tell whether a header in the middle of a page opens another article.

    ``repeated``: titles that stand above more than one paragraph of the page.
    """
    heads = [unit for unit in header if unit.kind is Kind.HEAD]
    if not any(len(_key(text, unit).split()) >= 3 for unit in heads):
        return False
    kinds = Counter(unit.kind for unit in header)
    if any(_key(text, unit) in repeated for unit in heads):
        return True
    if kinds[Kind.AGE] and (page or kinds[Kind.OUTLET]):
        return True
    if not page:
        return False
    last = next(unit for unit in reversed(heads))
    if header[0].gap and _DATED_TITLE.fullmatch(text[last.start : last.end]):
        return True
    dated = any(
        (unit.kind is Kind.DATE and unit.start > heads[0].start)
        # A name and a day without its year is a stamp as well: "JANE ROE — 12 JUNE, 09:14".
        or (unit.kind is Kind.DAY and unit.start > heads[0].start and unit.note)
        for unit in header
    )
    stands_apart = header[0].gap > 0 or header[0].start == 0
    return bool(
        dated
        or kinds[Kind.BYLINE]
        or (kinds[Kind.DATE] and header[0].gap > 1)
        or (body.kind is Kind.DATELINE and stands_apart and last.end - last.start >= 15)
    )


def _key(text: str, unit: Unit) -> str:
    return " ".join(text[unit.start : unit.end].casefold().split())


def _repeated_titles(text: str, found: list[Unit]) -> frozenset[str]:
    """Find titles that stand more than once above a paragraph: printed copies of one article."""
    counts = Counter(
        _key(text, unit)
        for unit, following in pairwise(found)
        if unit.kind is Kind.HEAD and following.kind in (Kind.PARA, Kind.DATELINE)
    )
    return frozenset(key for key, n in counts.items() if n > 1 and len(key.split()) >= 5)


# ── what belongs to an article ───────────────────────────────────────────────────────────────


def _slice(text: str, found: list[Unit], begin: int, stop: int, *, page: bool) -> Slice | None:
    """Trim an article, find its header, and mark the lists and comments under it as furniture."""
    outer = (Kind.FURNITURE, Kind.BREAK, Kind.FIELD)
    # An address above the title is that of the article.
    while begin < stop and found[begin].kind in outer and not found[begin].note.startswith("http"):
        begin += 1
    body = next((i for i in range(begin, stop) if found[i].kind in _BODY), None)
    if body is None:
        return _headless(found, begin, stop)
    aside = _aside(found, begin, stop, body, page=page) | _tags(text, found, body, stop)
    last = max(i for i in range(begin, stop) if i not in aside and found[i].kind is not Kind.BREAK)
    title, outlet = _title(text, found, begin, body)
    return Slice(begin, last + 1, body, aside, title, outlet)


def _headless(found: list[Unit], begin: int, stop: int) -> Slice | None:
    """Take short lines alone as a post: the first may be its title, the rest its text."""
    aside = frozenset(i for i in range(begin, stop) if found[i].kind is not Kind.HEAD)
    heads = [i for i in range(begin, stop) if i not in aside]
    if not heads:
        return None
    title = heads[0] if len(heads) > 1 else None
    body = heads[1] if len(heads) > 1 else heads[0]
    outer = frozenset(i for i in aside if found[i].kind in (Kind.FURNITURE, Kind.BREAK))
    kept = [i for i in range(begin, stop) if i not in outer]
    return Slice(kept[0], kept[-1] + 1, body, outer, title, None)


def _aside(found: list[Unit], begin: int, stop: int, body: int, *, page: bool) -> frozenset[int]:
    """Find the furniture among the units: marked lines, the lists after them, comments."""
    aside: set[int] = set()
    state = ""
    for at in range(begin, stop):
        unit = found[at]
        if unit.kind is Kind.FURNITURE:
            aside.add(at)
            if at > body:
                state = "rest" if page and "rest" in (state, unit.note) else unit.note or state
            continue
        if state == "list" and unit.kind in (Kind.PARA, Kind.DATELINE, Kind.CAPTION, Kind.POST):
            state = ""
        if state == "rest" or (state and unit.kind in (*_HEADER, Kind.BREAK)):
            aside.add(at)
    return frozenset(aside)


def _tags(text: str, found: list[Unit], body: int, stop: int) -> frozenset[int]:
    """Find the keywords that close an article: three short lines of words, or more."""
    at = stop
    while at - 1 > body and found[at - 1].kind in (Kind.HEAD, Kind.FURNITURE):
        words = text[found[at - 1].start : found[at - 1].end].split()
        if found[at - 1].kind is Kind.HEAD and (len(words) > 3 or not "".join(words).isalpha()):
            break
        at -= 1
    tags = [i for i in range(at, stop) if found[i].kind is Kind.HEAD]
    return frozenset(tags if len(tags) >= 3 else ())


def _title(text: str, found: list[Unit], begin: int, body: int) -> tuple[int | None, int | None]:
    """Choose the title and the line that names the outlet among the lines of a header."""
    header = range(begin, body)
    if found[body - 1].kind is Kind.HEAD and found[body - 2].note == "clock":
        header = range(body - 1, body)  # above it stands the title of the live page
    heads = [i for i in header if found[i].kind is Kind.HEAD]
    said = [i for i in heads if found[i].note == "title"]
    outlet = next((i for i in header if found[i].kind is Kind.OUTLET), None)
    name = found[outlet].note.casefold() if outlet is not None else None
    if name:
        heads = [i for i in heads if _key(text, found[i]) != name]
    elif len(heads) > 1:
        # A short name beside a stamp is the outlet: "Glasgow Times / 4 hours ago / title".
        outlet = next((i for i in heads if _names_outlet(text, found, i, begin, body)), None)
        heads = [i for i in heads if i != outlet]
    heads = said or heads
    if not heads:
        return None, outlet
    longest = max(heads, key=lambda i: (len(text[found[i].start : found[i].end].split()), -i))
    first = heads[0]
    words = len(text[found[first].start : found[first].end].split())
    return (first if words >= 4 else longest), outlet


def _names_outlet(text: str, found: list[Unit], at: int, begin: int, body: int) -> bool:
    words = text[found[at].start : found[at].end].split()
    if len(words) > 5 or not all(word[0].isupper() or word in ("of", "and", "&") for word in words):
        return False
    # A date stands beside names of sections as well, but for the first line of a header.
    stamps = (Kind.AGE, Kind.DATE) if at == begin else (Kind.AGE,)
    return any(begin <= near < body and found[near].kind in stamps for near in (at - 1, at + 1))
