"""How many at each place that a group of frames tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.frame import Count
from geomap.events.vicinity import member_told_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.groups import Group
    from geomap.events.sentence import Sentence
    from geomap.model import Where


_UNCOUNTED = frozenset({"bombs", "glide bombs", "grenades", "shells", "mortars", "petrol bombs"})
"""Weapons of which nobody counts how many were launched."""


def counts_of(group: Group) -> tuple[Count, ...]:
    """Return the counts of a group, one a field; a number wins over vague wording."""
    merged: dict[str, Count] = {}
    for frame in group.frames:
        for count in frame.counts:
            if count.field == "launched" and not _UNCOUNTED.isdisjoint(frame.weapons[:1]):
                continue
            known = merged.get(count.field)
            if known is not None and known.side and count.side and known.side != count.side:
                merged[count.field] = known.with_other_side(count)
                continue
            fuller = frame.role == "toll" or known is None or known.value is None
            if known is None or (fuller and count.value is not None):
                merged[count.field] = count
    return tuple(merged.values())


def counts_by_place(
    sentence: Sentence, group: Group, wheres: Sequence[Where]
) -> list[tuple[Count, ...]]:
    """Return the counts of a group at each of its places; nobody knows how a sum is shared out.

    What a clause tells of one member of a list is that one's own: "hit X, where two died, and Y".
    """
    counts = counts_of(group)
    if len(wheres) < 2:
        return [counts for _ in wheres]
    texts = {where.text for where in wheres}
    own: dict[str | None, Count] = {}
    for frame in group.frames:
        place = member_told_of(sentence, frame.trigger.start) if frame.counts else None
        if place is None:
            continue
        before = [p.resolution.mention.text for p in sentence.places if p.start <= place.start]
        member = next((text for text in reversed(before) if text in texts), None)
        if member is not None:  # "at Irbil, in Iraq, where four died, and at Idlib"
            own[member] = frame.counts[0]
    shared = tuple(
        Count(field=c.field, value=None, text=f"{c.value or c.text} in all places named")
        for c in counts
        if c not in own.values()
    )
    return [(own[w.text], *shared) if w.text in own else shared for w in wheres]
