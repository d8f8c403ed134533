"""Places named in the sentence after: "Three villages were taken. The villages are A, B and C."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.drafts import VIOLENCE
from geomap.events.sentence import BE
from geomap.events.vicinity import listed
from geomap.model import Evidence, Layer, PlaceKind, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.drafts import Draft
    from geomap.events.scenes import Scenes
    from geomap.events.sentence import FoundPlace, Sentence

_PLURALS = frozenset(
    """villages settlements towns cities communities localities hamlets districts regions provinces
    sites ports bases areas""".split()
)
_POINTERS = frozenset({"the", "these", "those", "they", "it", "he", "she"})
_NAMES = frozenset("named listed identified names lists identifies".split())
_WIDE = frozenset(
    {PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.COUNTRY, PlaceKind.AREA, PlaceKind.CONTINENT}
)
_REACH = 2
"""Sentences after which a list no longer says which places were meant."""
_HEAD = 16
"""Tokens within which the list must be opened."""


def named_later(
    sentence: Sentence, drafts: list[Draft], scenes: Scenes, number: int
) -> list[Draft]:
    """Put the event just told at the first place that a list names; return it at the others.

    ``drafts`` are those of the article so far; the last one changes in place.
    """
    last = drafts[-1] if drafts else None
    if last is None or number - last.order[0] > _REACH or sentence.triggers:
        return []
    if last.kind.layer is not Layer.TERRITORY and last.kind not in VIOLENCE:
        return []
    place = last.where.place
    told = last.evidence.text.lower().split()
    if place is None or place.kind not in _WIDE or _PLURALS.isdisjoint(told):
        return []
    names = _list_of(sentence)
    if not names:
        return []
    how = "named for the places of the sentence before"
    wheres = [scenes.placed(name, how, within=place) for name in names]
    evidence = Evidence(doc=last.evidence.doc, span=sentence.span, text=sentence.text)
    drafts[-1] = replace(last, where=wheres[0])
    return [
        replace(last, where=where, evidence=evidence, order=(number, at), part_of=None)
        for at, where in enumerate(wheres[1:])
    ]


def _list_of(sentence: Sentence) -> Sequence[FoundPlace]:
    """Return the places of "the villages are A, B and C", "it named them as A and B"."""
    lower = sentence.lower
    if not lower or lower[0] not in _POINTERS:
        return ()
    for i in range(1, min(_HEAD, len(lower))):
        opens = lower[i] in BE or (lower[i] in _NAMES and lower[i + 1 : i + 2] != ["by"])
        plural = lower[0] == "they" or not _PLURALS.isdisjoint(lower[1 : i + 4])
        plural = plural or lower[i + 1 : i + 2] == ["them"]
        if not (opens and plural):
            continue
        first = next((p for p in sentence.places if 0 < p.start - i <= 4), None)
        if first is not None and first.resolution.location is not None:
            run = listed(sentence, first)
            literal = [p for p in run if p.resolution.mention.usage is Usage.LITERAL]
            return [p for p in literal if p.start > i and p.resolution.location is not None]
    return ()
