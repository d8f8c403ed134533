"""Clusters become events: one place, one day, the counts and the evidence of all that tell it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.cluster import Cluster, lies_inside
from geomap.events.drafts import VIOLENCE
from geomap.model import (
    ClaimStatus,
    Counts,
    Event,
    EventKind,
    Evidence,
    Layer,
    Role,
    Source,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.drafts import Draft
    from geomap.events.lexicon import Actor

_COUNT_FIELDS = ("killed", "injured", "launched", "downed", "jammed")


def events_of(clusters: Sequence[Cluster]) -> tuple[Event, ...]:
    """Return the events of clusters, with stable ids and the parts linked to their totals."""
    built: list[Event] = []
    ids: dict[int, str] = {}
    used: Counter[str] = Counter()
    for cluster in clusters:
        event = _event(cluster)
        used[event.id] += 1
        if used[event.id] > 1:
            event = replace(event, id=_digest(f"{event.id}|{used[event.id]}"))
        ids[id(cluster)] = event.id
        built.append(event)
    linked = [
        replace(e, parent_id=ids.get(id(c.parent))) if c.parent is not None else e
        for e, c in zip(built, clusters, strict=True)
    ]
    return tuple(linked)


def _event(cluster: Cluster) -> Event:
    kind, actor = cluster.kind(), cluster.actor()
    where = _where(cluster)
    when = _when(cluster)
    drafts = cluster.drafts
    own = drafts if kind in VIOLENCE or kind.layer is Layer.TERRITORY else drafts[:1]
    speakers = [d for d in own if d.speaker]
    claimed = [d for d in speakers if d.claim is ClaimStatus.CLAIMED]
    voice = next(iter(claimed or speakers), None)
    status = voice.claim if voice else ClaimStatus.REPORTED
    if any(d.claim is ClaimStatus.DISPUTED for d in own):
        status = ClaimStatus.DISPUTED
    weapons = tuple(dict.fromkeys(w for d in drafts for w in d.weapons))
    return Event(
        id=_digest(_identity(kind, actor, where, when)),
        kind=kind,
        where=where,
        when=when,
        counts=_counts(cluster),
        evidence=_evidence(drafts),
        sources=_sources(drafts),
        actor=actor.name if actor else next((d.doers for d in drafts if d.doers), None),
        target=next((d.target for d in drafts if d.target), None),
        weapon="; ".join(weapons) or None,
        claimed_by=voice.speaker if voice else None,
        claim_status=status,
        confidence=_confidence(cluster),
    )


def _where(cluster: Cluster) -> Where:
    outside = next((d.where for d in cluster.drafts if d.outside_of), None)
    if outside is not None:
        return outside
    named = [d.where for d in cluster.drafts if d.where.text is not None] or [cluster.lead.where]
    finer = [w for w in named if lies_inside(w.place, named[0].place)]
    return (finer or named)[0]


def _when(cluster: Cluster) -> When:
    dated = [d.when for d in cluster.drafts if d.dated]
    if dated:
        return dated[0]
    known = [d.when for d in cluster.drafts if d.when.start is not None]
    return (known or [cluster.lead.when])[0]


def _counts(cluster: Cluster) -> Counts:
    found = {f: cluster.count(f) for f in _COUNT_FIELDS}
    values = {f: c.value if c else None for f, c in found.items()}
    victims = {v for d in cluster.drafts for v in d.victims}
    texts = [f"{c.text} ({f})" for f, c in found.items() if c is not None and c.text]
    if victims and values["killed"] is None:
        values["killed"] = len(victims)
        texts.append("named dead: " + ", ".join(sorted(victims)))
    return Counts(**values, text="; ".join(texts) or None)


def _evidence(drafts: Sequence[Draft]) -> tuple[Evidence, ...]:
    seen: dict[str, Evidence] = {}
    for draft in sorted(drafts, key=lambda d: d.role is Role.TITLE):
        seen.setdefault(" ".join(draft.evidence.text.split()), draft.evidence)
    return tuple(seen.values())


def _sources(drafts: Sequence[Draft]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(d.source for d in drafts))


def _confidence(cluster: Cluster) -> float:
    best = max(d.confidence for d in cluster.drafts)
    independent = {d.source.copy_of or d.source.article for d in cluster.drafts}
    return round(min(0.98, best + 0.03 * (len(independent) - 1)), 2)


def _identity(kind: EventKind, actor: Actor | None, where: Where, when: When) -> str:
    place = where.place
    spot = ""
    if place is not None and where.location is not None:
        spot = f"{place.geonameid or place.name}@{where.location.lat:.1f},{where.location.lon:.1f}"
    day = when.end or when.start
    return "|".join((kind.value, actor.name if actor else "", spot, day.isoformat() if day else ""))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
