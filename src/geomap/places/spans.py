"""Spans of a text that bear a name of the gazetteer, before anyone asks what they mean here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.places.lexicon import ARABIC_ARTICLES, CONNECTORS, REGION_WORDS, SITE_WORDS
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
    from geomap.places.names import Head, Name, Names, Step

__all__ = ["LISTED_KINDS", "Hit", "hits"]

_MAX_WORDS = 8
_HYPHENS = frozenset("-‐‑–")
_SHORT = frozenset("st ste mt ft n s e w twp co pt gov sts no so dr".split())
_SMALL = CONNECTORS | REGION_WORDS | SITE_WORDS
"""Small words with which a name may go on."""


class Hit(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) of a scan spell a name."""

    first: int
    last: int
    name: Name
    written: str
    """How: name, abbreviation, demonym, or listed ("the A and B districts", for A district)."""


def hits(scan: Scan, names: Names, *, demonyms: bool = True) -> list[list[Hit]]:
    """Return, for each word at which names begin, those names, longest first."""
    found: list[list[Hit]] = []
    names.forget()
    heads, words, shapes = names.heads, scan.words, scan.shapes
    for first in scan.capitals:
        if first > 1 and words[first - 1] in _HYPHENS and _after_article(scan, first):
            head = heads[words[first - 2]]
            here = [] if head is None else _from(scan, names, first - 2, head)
            if here:
                found.append(here)
        head = heads[words[first]]
        if head is None:
            continue
        here = _from(scan, names, first, head)
        if demonyms and head.demonym is not None and shapes[first] != UNCASED:
            here = [h for h in here if h.last != first]
            here.append(Hit(first, first, head.demonym, "demonym"))
        if here:
            found.append(here)
    return found


def _after_article(scan: Scan, capital: int) -> bool:
    """Tell whether a small article stands before the hyphen before a capital, as in "al-Bab"."""
    return (
        scan.shapes[capital] != UNCASED
        and scan.shapes[capital - 2] == LOWER
        and scan.words[capital - 2] in ARABIC_ARTICLES
    )


def _from(scan: Scan, names: Names, first: int, head: Head) -> list[Hit]:
    here: list[Hit] = []
    if head.step is not None:
        for last, step in _spelled(scan, first, head.step, names):
            if head.folded == "the" and names.needless_article(step):
                continue
            if (last == first and head.never) or _owns(scan, first, last):
                continue
            assert step.name_id is not None
            here.append(Hit(first, last, names.name(step.name_id, step.text), "name"))
        here.reverse()
        if not here and (kind := _listed_kind(scan, first)):
            whole = head.step.follow(kind, names)
            if whole is not None and whole.name_id is not None:
                here = [Hit(first, first, names.name(whole.name_id, whole.text), "listed")]
    if head.state is not None or head.postal is not None or head.folded == "w":
        short = _abbreviation(scan, names, first, head)
        if short is not None:
            return [short, *(h for h in here if h.last != short.last)]
    return here


LISTED_KINDS = ("district", "raion", "region", "oblast", "province", "county")
_KINDS = {kind[:-1] + "ies" if kind.endswith("y") else f"{kind}s": kind for kind in LISTED_KINDS}
_LONGEST_LIST = 12


def _listed_kind(scan: Scan, first: int) -> str:
    """Return the kind that ends the list of names a word stands in: "A, B and C districts"."""
    at = first + 1
    stop = min(len(scan.words), first + _LONGEST_LIST)
    while at < stop and (scan.shapes[at] == TITLE or scan.words[at] in (",", "and")):
        at += 1
    return _KINDS.get(scan.words[at], "") if at < stop else ""


def _owns(scan: Scan, first: int, last: int) -> bool:
    """Tell a mere possessive ("the State's") from a saint's town ("St. John's")."""
    return scan.shapes[last] == POSSESSIVE and scan.lowers[first] not in ("st", "saint", "st.")


def _spelled(scan: Scan, first: int, step: Step | None, names: Names) -> list[tuple[int, Step]]:
    """Return (last word, step) of the names that the words from ``first`` on spell."""
    words, shapes = scan.words, scan.shapes
    found: list[tuple[int, Step]] = []
    if step is not None and step.name_id is not None:
        found.append((first, step))
    stop = min(len(words), first + 2 * _MAX_WORDS)
    index = first
    while step is not None and (index := index + 1) < stop:
        shape, word = shapes[index], words[index]
        if shape == LOWER:
            if word not in _SMALL and not _is_between_hyphens(scan, index):
                break
        elif shape == SIGN:
            if not _passes(scan, index):
                break
            continue
        elif shape == BREAK:
            break
        part = "'s" if shape == POSSESSIVE else folded(word)
        if not part:
            continue
        step = step.follow(part, names)
        if step is not None and step.name_id is not None:
            if not (shape == LOWER and word in CONNECTORS):
                found.append((index, step))
    return found


def _is_between_hyphens(scan: Scan, index: int) -> bool:
    """Tell a small word that a hyphen ties to a name, as in "Astaneh-ye Ashrafiyeh"."""
    return scan.words[index - 1] in _HYPHENS and scan.glued(index) and scan.glued(index - 1)


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


def _abbreviation(scan: Scan, names: Names, first: int, head: Head) -> Hit | None:
    """Read "Ky.", "B.C." or, behind a comma, "TX" as the state it stands for."""
    words = scan.words
    dotted = first + 1 < len(words) and words[first + 1] == "." and scan.glued(first + 1)
    behind_comma = first > 1 and words[first - 1] == ","
    full = None
    if (dotted or "." in words[first]) and scan.shapes[first] in (TITLE, UPPER):
        full = head.state
        if full and "." not in words[first] and not behind_comma and head.folded in _UNSURE:
            full = None
    elif behind_comma and scan.shapes[first] == UPPER and scan.shapes[first - 2] in (TITLE, UPPER):
        full = head.postal
    if full is None:
        if words[first] == "W" and words[first + 1 : first + 3] == [".", "Va"]:
            name = names.exact("west virginia")
            return None if name is None else Hit(first, first + 2, name, "abbreviation")
        return None
    name = names.exact(full)
    return None if name is None else Hit(first, first, name, "abbreviation")


_UNSURE = frozenset("miss man ill ind wash mass del la ore pa va ga col no".split())
