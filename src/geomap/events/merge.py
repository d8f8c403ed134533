"""Drafts of the same event become one event, whatever the order they are read in.

Unit: one event per (kind, actor, place, day). Copies and later sentences add evidence and
sources, never events.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.byday import ByDay
from geomap.events.cluster import AIRBORNE, UNREST, Cluster, lies_inside, place_key
from geomap.events.drafts import GENERIC, VIOLENCE, Draft
from geomap.events.frame import CREWED
from geomap.events.groups import same_spot
from geomap.events.outcome import events_of
from geomap.geo import distance_km
from geomap.model import (
    Event,
    EventKind,
    Place,
    PlaceKind,
    Precision,
    Role,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.events.frame import Count


def merge(stories: Iterable[Sequence[Draft]]) -> tuple[Event, ...]:
    """Return the events of all articles, each told once, in a stable order."""
    ordered = sorted((_without_sums(s) for s in stories), key=_story_order)
    clusters: list[Cluster] = []
    index = ByDay[Cluster]()
    for story in ordered:
        homes: list[Cluster | None] = []
        local: list[Cluster] = []
        wholes = {d.part_of for d in story if d.part_of is not None}
        for draft in story:
            if _is_of_list(draft, homes):
                homes.append(None)
                continue
            whole_of_parts = len(homes) in wholes
            home = _told_before(draft, homes) or _home(draft, local, index, whole=whole_of_parts)
            if home is None and _says_only_none(draft):
                homes.append(None)
                continue
            if home is None:
                home = Cluster(draft)
                clusters.append(home)
                index.open(home, _bucket(draft), _days(draft.when))
            else:
                home.add(draft)
                index.add(home, _days(draft.when))
            whole = homes[draft.part_of] if draft.part_of is not None else None
            if whole is not None and whole is not home:
                home.parent = home.parent or whole
            homes.append(home)
            if home not in local:
                local.append(home)
    kept = _without_headlines(clusters)
    _find_parents(kept)
    return events_of(kept)


def _story_order(story: Sequence[Draft]) -> tuple[str, str]:
    if not story:
        return ("", "")
    source = story[0].source
    return (source.published.isoformat() if source.published else "9999", source.article)


# ── the same event? ──────────────────────────────────────────────────────────────────────────


def _family(kind: EventKind) -> str:
    if kind in UNREST:
        return "unrest"
    return "violence" if kind in VIOLENCE else kind.value


def _bucket(draft: Draft) -> tuple[str, str]:
    place = draft.where.place
    return _family(draft.kind), "" if place is None else str(place.key)


def _home(
    draft: Draft,
    local: Sequence[Cluster],
    index: ByDay[Cluster],
    *,
    whole: bool,
) -> Cluster | None:
    for cluster in reversed(local):
        if not whole and _speaks_of(draft, cluster):
            return cluster
    # Only what shares a day with it, what has none, and what its own article told can be the same.
    for cluster in index.among(_bucket(draft), _days(draft.when), local):
        if _same(draft, cluster, local=cluster in local):
            return cluster
    return None


def _told_before(draft: Draft, homes: Sequence[Cluster | None]) -> Cluster | None:
    """Return the event that bare casualties go on about: the last violence told, if just before."""
    last = next((c for c in reversed(homes) if c is not None), None)
    if not draft.tail or last is None or last.kind() not in VIOLENCE | UNREST | _TAKEN:
        return None
    if draft.order[0] - last.drafts[-1].order[0] > 2:
        return None
    if draft.points and place_key(draft.where) != last.spot:
        return None  # "ten had been killed there"
    if draft.actor_given and not _actors_agree(draft, last):
        return None
    if draft.dated and not _days_agree(draft, last, local=True):
        return None  # "nine were killed there on Friday", of what fell on Sunday
    for count in draft.counts:
        known = last.count(count.field)
        if last.tells_of_other_side(count) or draft.revises:
            continue  # "the toll, later revised to 50"
        if known is not None and known.value is not None and known.value != count.value:
            return None
    return last


def _is_of_list(draft: Draft, homes: Sequence[Cluster | None]) -> bool:
    """Whether a bare toll follows a blow told at several places: nobody knows at which."""
    told = [c for c in homes[-2:] if c is not None]
    if not draft.tail or len(told) < 2 or told[0] is told[1]:
        return False
    first, second = told[0].drafts[-1], told[1].drafts[-1]
    return (
        first.order[0] == second.order[0]
        and first.evidence == second.evidence
        and first.kind is second.kind
        and second.part_of is None
        and draft.order[0] - second.order[0] == 1
    )


def _says_only_none(draft: Draft) -> bool:
    """Whether a draft says no more than that nobody was hurt."""
    return draft.tail and all(c.value == 0 for c in draft.counts)


def _speaks_of(draft: Draft, cluster: Cluster) -> bool:
    """Whether a draft adds to an event told just before in its own article.

    Two ways: "the interceptions took place outside ..." speaks of the interception before it; and
    what was shot down of a wave belongs to the wave.
    """
    lead = cluster.lead
    close = draft.order[0] - cluster.drafts[-1].order[0] <= 2
    if draft.outside_of and draft.kind is lead.kind and close:
        told_there = lead.where.place is not None and lead.where.place.country == draft.outside_of
        return lead.where.text is None and told_there
    same_place = place_key(draft.where) == cluster.spot
    close = close or (same_place and _is_night_over_land(draft, cluster))
    if not close or not _actors_agree(draft, cluster):
        return False
    if draft.kind is EventKind.INTERCEPTION and cluster.kind() in AIRBORNE:
        return _is_of_wave(draft, cluster, same_place=same_place)
    if draft.kind in VIOLENCE and cluster.kind() in VIOLENCE and _names_finer(draft, cluster):
        return True
    if draft.kind in VIOLENCE and cluster.kind() in VIOLENCE and _at_one_spot(draft, cluster):
        return True
    same_place = same_place and not _arms_differ(draft, cluster)
    if draft.kind in VIOLENCE and cluster.kind() in VIOLENCE and same_place:
        # "It hit the region and injured one other": goes on about the attack just told
        return (
            draft.where.text is None
            and local_and_near(draft, cluster)
            and (_days_agree(draft, cluster, local=True) and not _waves_differ(draft, cluster))
        )
    if draft.kind is EventKind.DEBRIS and cluster.kind() is EventKind.INTERCEPTION:
        return same_place
    return False


def _is_night_over_land(draft: Draft, cluster: Cluster) -> bool:
    """Whether both tell of one day's attack from the air on a whole country, each in its way."""
    place = draft.where.place
    wide = place is not None and place.kind is PlaceKind.COUNTRY
    counted = cluster.count("downed") is None and cluster.count("launched") is None
    total = draft.kind is EventKind.INTERCEPTION and draft.count("launched") is not None
    return wide and counted and total and cluster.kind() in AIRBORNE


def _is_of_wave(draft: Draft, cluster: Cluster, *, same_place: bool) -> bool:
    """Whether what was shot down belongs to the attack from the air told just before."""
    if draft.weapons and set(draft.weapons) <= CREWED:
        return not CREWED.isdisjoint(w for d in cluster.drafts for w in d.weapons)
    if draft.outside_of is not None:
        return False
    downed, known = draft.count("downed"), cluster.count("downed")
    if known is not None and downed is not None and known.value != downed.value:
        return False
    if same_place and draft.order[0] == cluster.drafts[-1].order[0] and known is None:
        return True  # "was struck by missiles; 13 of 15 were brought down"
    if same_place and cluster.count("launched") is not None:
        return True
    if not _days_agree(draft, cluster, local=True):
        return False
    # "Nine drones were shot down", right after the attack: no place of its own
    wide = draft.where.place is not None and draft.where.place.kind is PlaceKind.COUNTRY
    if wide and downed is None and _takes_up(draft, cluster):
        return True  # "its air defences intercepted the missiles"
    if wide and not same_place and (downed is None or (downed.value or 0) > _FEW):
        return False  # a night's total over the country
    return draft.where.text is None and cluster.count("launched") is None


def _takes_up(draft: Draft, cluster: Cluster) -> bool:
    """Whether "the missiles" are those that fell on a place of that country just before."""
    words = draft.evidence.text.lower().replace(",", " ").replace(".", " ").split()
    taken_up = any(
        one == "the" and two.rstrip("s") in _IN_FLIGHT for one, two in itertools.pairwise(words)
    )
    inside = lies_inside(cluster.lead.where.place, draft.where.place)
    return taken_up and inside and local_and_near(draft, cluster)


_IN_FLIGHT = frozenset("missile drone rocket projectile".split())


def _arms_differ(draft: Draft, cluster: Cluster) -> bool:
    """Whether two blows at one place were of different kinds, each with a weapon of its own."""
    known = {w for d in cluster.drafts for w in d.weapons}
    if not draft.weapons or known & set(draft.weapons):
        return False
    kinds = {draft.kind, cluster.kind()}
    told = bool(known) or draft.kind is EventKind.EXPLOSION
    return told and len(kinds) == 2 and not kinds & GENERIC


def _at_one_spot(draft: Draft, cluster: Cluster) -> bool:
    """Whether an article tells at once of a site and of the town around it, or that it is near."""
    one, two = draft.where.place, cluster.lead.where.place
    if one is None or two is None:
        return False
    if not same_spot(one, two) and (
        draft.order[0] == cluster.drafts[-1].order[0] or not _pins_down(one, cluster.lead.where)
    ):
        return False
    if draft.role is not Role.BODY or cluster.lead.role is not Role.BODY:
        return False
    generic = draft.kind in GENERIC | {EventKind.DEBRIS} or draft.kind is cluster.kind()
    return (
        generic
        and local_and_near(draft, cluster)
        and _days_agree(draft, cluster, local=True)
        and not _tolls_clash(draft, cluster)
    )


def _pins_down(place: Place, rough: Where) -> bool:
    """Whether a place lies where another was only said to be near, or in which part of it."""
    spot, whole = rough.location, rough.place
    if spot is None or whole is None or whole.kind is not PlaceKind.SETTLEMENT:
        return False
    if place.key == whole.key or place.kind in _WIDE:
        return False
    moved = spot.precision is Precision.AREA or abs(spot.lat - whole.lat) > _MOVED
    apart = distance_km(spot.lat, spot.lon, place.lat, place.lon)
    return moved and apart <= spot.uncertainty_km


_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.AREA})
_MOVED = 0.001


def _tolls_clash(draft: Draft, cluster: Cluster) -> bool:
    return any(
        known is not None
        and known.value is not None
        and known.value != c.value
        and not cluster.tells_of_other_side(c)
        for c in draft.counts
        for known in (cluster.count(c.field),)
    )


def _names_finer(draft: Draft, cluster: Cluster) -> bool:
    """Whether "the attack, on a village in X" says where in the region just named it was."""
    lead = cluster.lead
    generic = draft.kind in GENERIC or draft.kind is cluster.kind()
    return (
        draft.anaphoric
        and generic
        and local_and_near(draft, cluster)
        and draft.order[0] != cluster.drafts[-1].order[0]
        and lead.where.place is not None
        and (
            lead.where.place.kind is PlaceKind.ADMIN1
            or (cluster.count("launched") is None and "took place" in draft.evidence.text)
        )
        and lies_inside(draft.where.place, lead.where.place)
        and _days_agree(draft, cluster, local=True)
        and not _tolls_clash(draft, cluster)
    )


_FEW = 20
"""Of more than so many drones or missiles that were shot down, no one town saw them all."""


def _same(draft: Draft, cluster: Cluster, *, local: bool) -> bool:
    lead = cluster.lead
    if place_key(draft.where) != cluster.spot:
        return False
    if draft.where.location is None and not (local or draft.evidence.text == lead.evidence.text):
        return False
    kind = cluster.kind()
    if {draft.kind, kind} == UNREST and local:
        return _days_agree(draft, cluster, local=False)
    if {draft.kind, kind} == _TAKEN and local and _actors_agree(draft, cluster):
        return True  # "fully liberated", say those who took it
    if _tolls_differ(draft, cluster):
        return False
    generic = draft.kind in GENERIC or kind in GENERIC
    if generic and _is_bare_death(draft, cluster) and not local_and_near(draft, cluster):
        return False
    if draft.kind is not kind and not (generic and {draft.kind, kind} <= VIOLENCE):
        return False
    if not _actors_agree(draft, cluster):
        return False
    return _days_agree(draft, cluster, local=local) and not _waves_differ(draft, cluster)


_TAKEN = frozenset({EventKind.TERRITORY_CAPTURED, EventKind.TERRITORY_REGAINED})


def _tolls_differ(draft: Draft, cluster: Cluster) -> bool:
    """Whether two sentences of an article tell of different dead at one named place.

    "Three were killed in a strike on Gaza City"; then "gunfire in Gaza City killed six".
    """
    lead = cluster.lead
    own = draft.where.text is not None and lead.where.text is not None
    told = {draft.role, lead.role} == {Role.BODY} and not (draft.anaphoric or draft.revises)
    if not (own and told) or draft.source.article != lead.source.article:
        return False
    mine, theirs = draft.count("killed"), cluster.count("killed")
    if mine is None or theirs is None or not mine.value or not theirs.value:
        return False
    return mine.value != theirs.value and draft.kind is not cluster.kind()


def _is_bare_death(draft: Draft, cluster: Cluster) -> bool:
    """Whether a named death in a country would be lost in an attack on that whole country."""
    place = draft.where.place
    exact = cluster.kind() not in GENERIC
    return bool(draft.victims) and exact and place is not None and place.kind is PlaceKind.COUNTRY


def local_and_near(draft: Draft, cluster: Cluster) -> bool:
    """Whether a draft follows the cluster's last one in the same article at once."""
    last = cluster.drafts[-1]
    return last.source.article == draft.source.article and draft.order[0] - last.order[0] <= 1


def _actors_agree(draft: Draft, cluster: Cluster) -> bool:
    actor = cluster.actor()
    if draft.actor is None or actor is None or draft.actor == actor:
        return True
    # What was only inferred yields to what another sentence of the article says.
    told = draft.source.article == cluster.lead.source.article
    return told and draft.actor_given is not cluster.actor_given and local_and_near(draft, cluster)


def _days_agree(draft: Draft, cluster: Cluster, *, local: bool) -> bool:
    mine = draft.when
    for other in cluster.tellings.values():
        theirs = other.when
        if mine.start is None or theirs.start is None:
            same_text = draft.evidence.text == other.evidence.text
            if local or same_text or _sources_agree(draft, other):
                return True
            continue
        if local and not (draft.dated and other.dated) and (draft.anaphoric or _near(draft, other)):
            return True
        if local and not (draft.dated and other.dated) and draft.kind in _TAKEN:
            return True  # a town is taken once in a story, whichever sentence dates it
        if _days(mine) & _days(theirs):
            return True
    return False


def _sources_agree(a: Draft, b: Draft) -> bool:
    return (a.source.copy_of or a.source.article) == (b.source.copy_of or b.source.article)


def _near(a: Draft, b: Draft) -> bool:
    assert a.when.start is not None
    assert b.when.start is not None
    return abs((a.when.start - b.when.start).days) <= 3


def _days(when: When) -> set[object]:
    """Return the days of an event; none where they are not known."""
    if when.start is None:
        return set()
    end = when.end or when.start
    if end == when.start:
        return {end}
    span = (end - when.start).days
    if span == 1 and "overnight" in (when.text or "").lower():
        return {end}
    return {when.start + timedelta(days=n) for n in range(min(span, 31) + 1)}


def _waves_differ(draft: Draft, cluster: Cluster) -> bool:
    mine, theirs = draft.count("launched"), cluster.count("launched")
    if mine is None or theirs is None or mine.value is None or theirs.value is None:
        return False
    return mine.value != theirs.value and draft.source.article == cluster.lead.source.article


# ── what is no event of its own ──────────────────────────────────────────────────────────────


def _without_sums(story: Sequence[Draft]) -> Sequence[Draft]:
    """Drop what only adds up an article's own events: "killing three" is the 2 and 1 told below.

    A sum has no weapons counted; it speaks of a whole country, of several days, or stands in a
    headline or caption; and the events told elsewhere in the article reach its numbers.
    """
    sums = [d for d in story if d.void or (_may_be_sum(d) and _adds_up(d, story))]
    if not sums:
        return story
    # A part may point at its whole by position: what is dropped must not shift the others.
    kept = [d for d in story if d not in sums]
    position = {id(d): n for n, d in enumerate(kept)}
    return [
        replace(d, part_of=position.get(id(story[d.part_of]))) if d.part_of is not None else d
        for d in kept
    ]


def _may_be_sum(draft: Draft) -> bool:
    if draft.kind not in VIOLENCE or draft.count("launched") or draft.count("downed"):
        return False
    place, when = draft.where.place, draft.when
    wide = place is not None and place.kind is PlaceKind.COUNTRY
    wide = wide and (not draft.dated or draft.kind in GENERIC)
    long = when.start is not None and when.end is not None and len(_days(when)) > 1
    return wide or long or draft.role in (Role.TITLE, Role.CAPTION)


def _adds_up(whole: Draft, story: Sequence[Draft]) -> bool:
    killed, injured = whole.count("killed"), whole.count("injured")
    if killed is None and injured is None:
        return False
    parts = [
        d
        for d in story
        if d is not whole
        and d.kind in VIOLENCE
        and d.role not in (Role.TITLE, Role.CAPTION)
        and not _may_be_sum(d)
        and _in_same_country(d.where.place, whole.where.place)
        and not (whole.dated and d.dated and set(_days(whole.when)).isdisjoint(_days(d.when)))
    ]
    return any(
        _covers(total, [d.count(f) for d in parts])
        for f, total in (("killed", killed), ("injured", injured))
    )


def _in_same_country(inner: Place | None, outer: Place | None) -> bool:
    return inner is not None and outer is not None and inner.country == outer.country


def _covers(total: Count | None, parts: Sequence[Count | None]) -> bool:
    values = [p.value for p in parts if p is not None and p.value]
    if total is None or not total.value:
        return False
    return len(values) > 1 and sum(values) >= total.value


def _without_headlines(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Drop what only a headline says when the article below tells the same kind of thing."""
    told = _by_article(clusters)
    kept = []
    for cluster in clusters:
        if all(d.role is Role.TITLE for d in cluster.drafts):
            article = {d.source.article for d in cluster.drafts}
            below = (other for name in article for other in told[name])
            if any(_tells_headline(other, cluster, article) for other in below):
                continue
        kept.append(cluster)
    return kept


def _by_article(clusters: Iterable[Cluster]) -> dict[str, list[Cluster]]:
    """List the clusters that each article tells of."""
    told: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for article in dict.fromkeys(d.source.article for d in cluster.drafts):
            told.setdefault(article, []).append(cluster)
    return told


def _tells_headline(other: Cluster, headline: Cluster, articles: set[str]) -> bool:
    if other is headline or not any(
        d.source.article in articles and d.role is not Role.TITLE for d in other.drafts
    ):
        return False
    arrests = other.kind() is EventKind.ARREST and "raid" in headline.lead.evidence.text.lower()
    alike = {other.kind(), headline.kind()} <= VIOLENCE | {EventKind.INTERCEPTION} or arrests
    if _family(other.kind()) != _family(headline.kind()) and not alike:
        return False
    mine, theirs = headline.lead.where.place, other.lead.where.place
    return mine is None or mine.country is None or theirs is None or mine.country == theirs.country


def _find_parents(clusters: Sequence[Cluster]) -> None:
    """Link what was shot down over a region to the country's total of that day."""
    totals = [c for c in clusters if (n := c.count("downed")) is not None and n.value]
    place_of = {id(whole): number for number, whole in enumerate(totals)}
    told = _by_article(totals)
    for part in clusters:
        mine = part.count("downed")
        if part.parent is not None or mine is None or not mine.value:
            continue
        shared = {
            place_of[id(whole)]: whole
            for d in part.drafts
            for whole in told.get(d.source.article, ())
        }
        for _, whole in sorted(shared.items()):
            theirs = whole.count("downed")
            assert theirs is not None and theirs.value is not None  # noqa: PT018
            if (
                whole is not part
                and theirs.value > mine.value
                and lies_inside(part.lead.where.place, whole.lead.where.place)
                and _actors_agree(part.lead, whole)
                and _days_agree(part.lead, whole, local=False)
            ):
                part.parent = whole
                break
