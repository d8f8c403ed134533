"""A draft: one event as one article tells it, before drafts of the same event are merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.model import ClaimStatus, EventKind, Evidence, Role, Source, When, Where

if TYPE_CHECKING:
    from geomap.events.frame import Count
    from geomap.events.lexicon import Actor

GENERIC = frozenset({EventKind.STRIKE, EventKind.CASUALTIES})
"""Kinds that give way to a more exact one told of the same event."""

VIOLENCE = frozenset(
    {
        EventKind.DRONE_ATTACK,
        EventKind.MISSILE_STRIKE,
        EventKind.AIR_STRIKE,
        EventKind.ROCKET_ATTACK,
        EventKind.SHELLING,
        EventKind.STRIKE,
        EventKind.CASUALTIES,
        EventKind.EXPLOSION,
        EventKind.MINE,
        EventKind.DEBRIS,
        EventKind.SABOTAGE,
        EventKind.ARMED_CLASH,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One event as told at one spot."""

    kind: EventKind
    where: Where
    when: When
    dated: bool
    """Whether the text itself dates it."""
    evidence: Evidence
    source: Source
    role: Role
    order: tuple[int, ...]
    actor: Actor | None = None
    doers: str | None = None
    """Those who did it in a plain word ("settlers"), where no party is known."""
    actor_given: bool = False
    """Whether the text names the actor, as against carried over or inferred."""
    target: str | None = None
    weapons: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    victims: tuple[str, ...] = ()
    speaker: str | None = None
    claim: ClaimStatus = ClaimStatus.REPORTED
    anaphoric: bool = False
    """Told with "the": it speaks of an event already told."""
    outside_of: str | None = None
    """Country that the text says it did not happen in, without saying where it did."""
    part_of: int | None = None
    """Position, among the article's drafts, of the draft whose total contains this one."""
    tail: bool = False
    """Only casualties, at no place of its own: it goes on about what was told just before."""
    points: bool = False
    """Its place is what "there" or "the city" stands for."""
    background: bool = False
    """Dated from another event ("the day before"): the story's day does not move."""
    revises: bool = False
    """Told as a correction of earlier counts."""
    void: bool = False
    """Explained afterwards: it was an accident."""
    confidence: float = 0.5

    def count(self, field: str) -> Count | None:
        """Return the count of a field, if stated."""
        return next((c for c in self.counts if c.field == field), None)
