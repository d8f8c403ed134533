"""What the text says that names lie near, or that they head the line of others.

"X (north of Y)", "Y's X", "Near X, A and B", "In the X direction, A", "KHERSON: Antonivka".
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from geomap.model import MatchKind, PlaceKind
from geomap.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.model import Candidate, Mention
    from geomap.places.names import Name
    from geomap.places.ranking import Sense

__all__ = ["INSIDE", "OWNED", "is_city", "is_heading", "of_line", "put_beside"]

INSIDE = late(
    r"(?:\s*,)?\s+(?:(?:city|town|village|which is)\s+)?(?:in|of)\s+"
    r"(?:the\s+)?(?:(?:north|south|east|west|central|upstate|rural)\w*[\s-]+)*"
    r"(?:(?:city|state|province) of\s+)?$",
    re.IGNORECASE,
)
OWNED = late(
    r"['’ʼ]s\s+(?:(?:north|south|east|west|central|port|capital|coastal|border|second)[\w-]*\s+)*"
    r"(?:(?:city|town|village|region|province) of\s+|(?:city|town|village|capital),?\s+)?$",
    re.IGNORECASE,
)
_NEAR_IT = late(
    r"\s*[(,]\s*(?:(?:a|an|the)\s+(?:[a-z-]+\s+){0,2}(?:town|village|city|settlement|hamlet)\s+)?"
    r"(?:(?:located|situated|lying|about|just|some|around|roughly|immediately|directly|[\d.,]+|km|"
    r"kilomet(?:er|re)s?|miles?)\s+)*"
    r"(?:near|outside|close\s+to|(?:north|south|east|west)(?:-?(?:east|west))?\s+of)\s+"
    r"(?:the\s+(?:city|town|village)\s+of\s+)?",
    re.IGNORECASE,
)
_BESIDE_REACH = 60
_STARTS = late(r"(?:^|[.!?:][\"”’)]*\s+|\n\s*)(?:(?:in|on|along|at)\s+the\s+)?$", re.IGNORECASE)
_SECTOR = late(r"\s+(?:direction|sector|axis|front|area)\b")
_OPENS_LINE = late(r"(?:^|\n)[^\w\n]*(?:\d{1,3}[.)]\s+)?(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_HEADS = late(r"\s*(?::|\s[–—-])\s")
_DASHES = frozenset(":–—-")
_MARGIN = 16
_CITY = 100_000
"""People of a city that is meant by its name, whatever hamlet lies near what heads its line."""


def put_beside(
    text: str,
    mentions: tuple[Mention, ...],
    known: list[tuple[int, Name]],
    sentence: list[int],
    by_mention: dict[int, Sense],
) -> None:
    """Note what each sense lies near by the wording; ``sentence`` numbers those of ``known``."""
    for (number, _), (following, other_name) in itertools.pairwise(known):
        here, there = mentions[number].span, mentions[following].span
        if there.start - here.end > _BESIDE_REACH:
            continue
        one, other = by_mention[number], by_mention[following]
        within = other_name.kind == "a" and INSIDE.match(text, here.end, there.start)
        if within or _NEAR_IT.fullmatch(text, here.end, there.start):
            _note(one, other)
        elif OWNED.fullmatch(text, here.end, there.start):
            _hint(other, one)
    for at, (number, _) in enumerate(known):
        if is_heading(text, mentions[number]):
            near = of_line(text, mentions, known, at)
        elif _opens_near(text, mentions[number]) and (not at or sentence[at - 1] != sentence[at]):
            behind = zip(known[at + 1 :], sentence[at + 1 :], strict=True)
            near = (pair for pair, numbered in behind if numbered == sentence[at])
        else:
            continue
        for neighbour, _ in near:
            _hint(by_mention[neighbour], by_mention[number])


def _note(one: Sense, other: Sense) -> None:
    if one is not other and one.beside is None:
        one.beside = other


def _hint(one: Sense, other: Sense) -> None:
    """Note it where only villages of a name are to be told apart: a dateline is no hint.

    "WASHINGTON - Strikes hit Damascus" is not about Damascus, Maryland.
    """
    if other.candidates[0].place.kind is PlaceKind.SETTLEMENT and not is_city(one.candidates[0]):
        _note(one, other)


def is_city(best: Candidate) -> bool:
    """Tell a city that is meant by its name wherever a line or dateline begins."""
    own = best.match in (MatchKind.EXACT, MatchKind.FOLDED)
    return own and best.place.population >= _CITY


def _opens_near(text: str, mention: Mention) -> bool:
    """Tell whether a sentence opens with what it lies near: "Near X,", "In the X direction,"."""
    relation = mention.relation
    if relation is not None and relation.kind == "near":
        begin = relation.span.start
    elif _SECTOR.match(text, mention.span.end):
        begin = mention.span.start
    else:
        return False
    return _STARTS.search(text, max(0, begin - 12), begin) is not None


def is_heading(text: str, mention: Mention) -> bool:
    """Tell whether a name heads its line: "Donetsk oblast: ...", "1. SUMY - ..."."""
    start, end = mention.span.start, mention.span.end
    if text[end : end + 1] != ":" and text[end + 1 : end + 2] not in _DASHES:
        return False  # most often
    if not _HEADS.match(text, end, end + 4):
        return False
    return _OPENS_LINE.search(text, max(0, start - _MARGIN), start) is not None


def of_line(
    text: str, mentions: tuple[Mention, ...], known: list[tuple[int, Name]], at: int
) -> Iterator[tuple[int, Name]]:
    """Yield the names behind one that stand in its line."""
    end = text.find("\n", mentions[known[at][0]].span.end)
    for number, name in known[at + 1 :]:
        if 0 <= end < mentions[number].span.start:
            return
        yield number, name
