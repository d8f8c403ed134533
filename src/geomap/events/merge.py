"""Drafts of the same event become one event, whatever the order they are read in.

Unit: one event per (kind, actor, place, day). Copies and later sentences add evidence and
sources, never events.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from geomap.events.drafts import GENERIC, VIOLENCE, Draft
from geomap.events.frames import Count
from geomap.events.lexicon import Actor
from geomap.model import (
    ClaimStatus,
    Counts,
    Event,
    EventKind,
    Evidence,
    Place,
    PlaceKind,
    Role,
    Source,
    When,
    Where,
)

_COUNT_FIELDS = ("killed", "injured", "launched", "downed", "jammed")


@dataclass(slots=True)
class _Cluster:
    """Drafts of one event, in the order of the text."""

    drafts: list[Draft]
    parent: _Cluster | None = None

    @property
    def lead(self) -> Draft:
        return self.drafts[0]

    def kind(self) -> EventKind:
        exact = [d.kind for d in self.drafts if d.kind not in GENERIC]
        if exact:
            return Counter(exact).most_common(1)[0][0]
        kinds = [d.kind for d in self.drafts]
        return EventKind.STRIKE if EventKind.STRIKE in kinds else kinds[0]

    def actor(self) -> Actor | None:
        given = [d.actor for d in self.drafts if d.actor is not None and d.actor_given]
        inferred = [d.actor for d in self.drafts if d.actor is not None]
        return (given or inferred or [None])[0]

    def count(self, field: str) -> Count | None:
        """The count of the whole: the highest stated, since parts and first reports are lower."""
        stated = [c for d in self.drafts for c in d.counts if c.field == field]
        known = [c for c in stated if c.value is not None]
        if known:
            return max(known, key=lambda c: c.value or 0)
        return stated[0] if stated else None


def merge(stories: Iterable[Sequence[Draft]]) -> tuple[Event, ...]:
    """Return the events of all articles, each told once, in a stable order."""
    ordered = sorted(stories, key=_story_order)
    clusters: list[_Cluster] = []
    index: dict[tuple[str, str], list[_Cluster]] = {}
    for story in ordered:
        homes: list[_Cluster] = []
        local: list[_Cluster] = []
        for draft in story:
            home = _home(draft, local, index)
            if home is None:
                home = _Cluster(drafts=[draft])
                clusters.append(home)
                index.setdefault(_bucket(draft), []).append(home)
            else:
                home.drafts.append(draft)
            if draft.part_of is not None and homes[draft.part_of] is not home:
                home.parent = home.parent or homes[draft.part_of]
            homes.append(home)
            if home not in local:
                local.append(home)
    kept = _without_headlines(_without_rollups(clusters))
    _find_parents(kept)
    return _events(kept)


def _story_order(story: Sequence[Draft]) -> tuple[str, str]:
    if not story:
        return ("", "")
    source = story[0].source
    return (source.published.isoformat() if source.published else "9999", source.article)


# ── the same event? ──────────────────────────────────────────────────────────────────────────


def _family(kind: EventKind) -> str:
    return "violence" if kind in VIOLENCE else kind.value


def _bucket(draft: Draft) -> tuple[str, str]:
    place = draft.where.place
    return _family(draft.kind), "" if place is None else str(place.key)


def _home(
    draft: Draft, local: Sequence[_Cluster], index: dict[tuple[str, str], list[_Cluster]]
) -> _Cluster | None:
    for cluster in reversed(local):
        if _speaks_of(draft, cluster):
            return cluster
    for cluster in index.get(_bucket(draft), ()):
        if _same(draft, cluster, local=cluster in local):
            return cluster
    return None


def _speaks_of(draft: Draft, cluster: _Cluster) -> bool:
    """Whether a draft adds to an event told just before in its own article.

    Two ways: "the interceptions took place outside ..." speaks of the interception before it; and
    what was shot down of a wave belongs to the wave.
    """
    lead = cluster.lead
    close = draft.order[0] - cluster.drafts[-1].order[0] <= 2
    if draft.elsewhere and draft.kind is lead.kind and close:
        return lead.where.text is None
    if draft.kind is EventKind.INTERCEPTION and cluster.kind() in VIOLENCE and close:
        wave = cluster.count("launched")
        same_place = _place_key(draft.where) == _place_key(lead.where)
        downed, known = draft.count("downed"), cluster.count("downed")
        free = known is None or downed is None or known.value == downed.value
        return wave is not None and same_place and free and _actors_agree(draft, cluster)
    return False


def _place_key(where: Where) -> tuple[object, ...]:
    if where.place is None or where.location is None:
        return (None,)
    location = where.location
    return (where.place.key, location.precision, round(location.lat, 1), round(location.lon, 1))


def _same(draft: Draft, cluster: _Cluster, *, local: bool) -> bool:
    lead = cluster.lead
    if _place_key(draft.where) != _place_key(lead.where):
        return False
    if draft.where.location is None and not (local or draft.evidence.text == lead.evidence.text):
        return False
    kind = cluster.kind()
    generic = draft.kind in GENERIC or kind in GENERIC
    if draft.kind is not kind and not (generic and {draft.kind, kind} <= VIOLENCE):
        return False
    if not _actors_agree(draft, cluster):
        return False
    return _days_agree(draft, cluster, local=local) and not _waves_differ(draft, cluster)


def _actors_agree(draft: Draft, cluster: _Cluster) -> bool:
    actor = cluster.actor()
    return draft.actor is None or actor is None or draft.actor == actor


def _days_agree(draft: Draft, cluster: _Cluster, *, local: bool) -> bool:
    mine = draft.when
    for other in cluster.drafts:
        theirs = other.when
        if mine.start is None or theirs.start is None:
            same_text = draft.evidence.text == other.evidence.text
            if local or same_text or _sources_agree(draft, other):
                return True
            continue
        if local and not (draft.dated and other.dated) and (draft.anaphoric or _near(draft, other)):
            return True
        if _days(mine) & _days(theirs):
            return True
    return False


def _sources_agree(a: Draft, b: Draft) -> bool:
    return (a.source.copy_of or a.source.article) == (b.source.copy_of or b.source.article)


def _near(a: Draft, b: Draft) -> bool:
    days = abs(((a.when.start or a.when.end) - (b.when.start or b.when.end)).days)  # type: ignore[operator]
    return days <= 3


def _days(when: When) -> set[object]:
    assert when.start is not None
    end = when.end or when.start
    span = (end - when.start).days
    if "overnight" in (when.text or "").lower() and span == 1:
        return {end}
    return {when.start + timedelta(days=n) for n in range(min(span, 31) + 1)}


def _waves_differ(draft: Draft, cluster: _Cluster) -> bool:
    mine, theirs = draft.count("launched"), cluster.count("launched")
    if mine is None or theirs is None or mine.value is None or theirs.value is None:
        return False
    return mine.value != theirs.value and draft.source.article == cluster.lead.source.article


# ── what is no event of its own ──────────────────────────────────────────────────────────────


def _without_rollups(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """Drop an article's own sums: a country's casualties that the events inside it add up to."""
    return [c for c in clusters if not _is_rollup(c, clusters)]


def _is_rollup(whole: _Cluster, clusters: Sequence[_Cluster]) -> bool:
    place = whole.lead.where.place
    if place is None or place.kind is not PlaceKind.COUNTRY or whole.kind() not in VIOLENCE:
        return False
    if whole.count("launched") or whole.count("downed") or whole.parent:
        return False
    killed, injured = whole.count("killed"), whole.count("injured")
    if killed is None and injured is None:
        return False
    inside = [
        c
        for c in clusters
        if c is not whole and c.kind() in VIOLENCE and _lies_inside(c.lead.where.place, place)
    ]
    return any(
        _covers(whole.count(f), [c.count(f) for c in inside]) for f in ("killed", "injured")
    )


def _covers(total: Count | None, parts: Sequence[Count | None]) -> bool:
    values = [p.value for p in parts if p is not None and p.value]
    return total is not None and bool(values) and (total.value is None or sum(values) >= total.value)


def _without_headlines(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """Drop what only a headline says when the article below tells the same kind of thing."""
    kept = []
    for cluster in clusters:
        if all(d.role is Role.TITLE for d in cluster.drafts):
            article = {d.source.article for d in cluster.drafts}
            if any(_tells_headline(other, cluster, article) for other in clusters):
                continue
        kept.append(cluster)
    return kept


def _tells_headline(other: _Cluster, headline: _Cluster, articles: set[str]) -> bool:
    if other is headline or not any(
        d.source.article in articles and d.role is not Role.TITLE for d in other.drafts
    ):
        return False
    if _family(other.kind()) != _family(headline.kind()) and not (
        {other.kind(), headline.kind()} <= VIOLENCE | {EventKind.INTERCEPTION}
    ):
        return False
    mine, theirs = headline.lead.where.place, other.lead.where.place
    return mine is None or theirs is None or mine.country == theirs.country


def _lies_inside(inner: Place | None, outer: Place | None) -> bool:
    if inner is None or outer is None or inner.key == outer.key:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country and inner.kind is not PlaceKind.COUNTRY
    return outer.kind is PlaceKind.ADMIN1 and inner.admin1_key == outer.key


def _find_parents(clusters: Sequence[_Cluster]) -> None:
    """Link what was shot down over a region to the country's total of that day."""
    totals = [c for c in clusters if (n := c.count("downed")) is not None and n.value]
    for part in clusters:
        mine = part.count("downed")
        if part.parent is not None or mine is None or not mine.value:
            continue
        for whole in totals:
            theirs = whole.count("downed")
            assert theirs is not None and theirs.value is not None  # noqa: PT018
            if (
                whole is not part
                and theirs.value > mine.value
                and _lies_inside(part.lead.where.place, whole.lead.where.place)
                and _actors_agree(part.lead, whole)
                and _days_agree(part.lead, whole, local=False)
                and {d.source.article for d in part.drafts}
                & {d.source.article for d in whole.drafts}
            ):
                part.parent = whole
                break


# ── one event ────────────────────────────────────────────────────────────────────────────────


def _events(clusters: Sequence[_Cluster]) -> tuple[Event, ...]:
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


def _event(cluster: _Cluster) -> Event:
    kind, actor = cluster.kind(), cluster.actor()
    where = _where(cluster)
    when = _when(cluster)
    drafts = cluster.drafts
    speakers = [d for d in drafts if d.speaker]
    claimed = [d for d in speakers if d.claim is ClaimStatus.CLAIMED]
    voice = (claimed or speakers or [None])[0]
    weapons = tuple(dict.fromkeys(w for d in drafts for w in d.weapons))
    return Event(
        id=_digest(_identity(kind, actor, where, when)),
        kind=kind,
        where=where,
        when=when,
        counts=_counts(cluster),
        evidence=_evidence(drafts),
        sources=_sources(drafts),
        actor=actor.name if actor else None,
        target=next((d.target for d in drafts if d.target), None),
        weapon="; ".join(weapons) or None,
        claimed_by=voice.speaker if voice else None,
        claim_status=voice.claim if voice else ClaimStatus.REPORTED,
        confidence=_confidence(cluster),
    )


def _where(cluster: _Cluster) -> Where:
    if any(d.elsewhere for d in cluster.drafts):
        return next(d.where for d in cluster.drafts if d.elsewhere)
    named = [d.where for d in cluster.drafts if d.where.text is not None]
    return (named or [cluster.lead.where])[0]


def _when(cluster: _Cluster) -> When:
    dated = [d.when for d in cluster.drafts if d.dated]
    if dated:
        return dated[0]
    known = [d.when for d in cluster.drafts if d.when.start is not None]
    return (known or [cluster.lead.when])[0]


def _counts(cluster: _Cluster) -> Counts:
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


def _confidence(cluster: _Cluster) -> float:
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
