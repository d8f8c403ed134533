"""From events and front lines to a scene: what is drawn where, and nothing of how.

``build`` is the whole interface. A scene knows the view, the land under it, the outlines in
which events are placed no more precisely, the names on the map, its title and its credits; the
renderers turn it into HTML or pictures.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geomap.model import Difference, Event, FrontLine, Place, Precision, Scene
from geomap.scene import areas, base, frame, fronts, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer import Gazetteer

__all__ = ["build"]


def build(  # a title, a subtitle and a language are one choice each
    events: Iterable[Event],
    frontlines: Iterable[FrontLine],
    gazetteer: Gazetteer,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    language: str = "en",
    differences: Iterable[Difference] = (),
) -> Scene:
    """Compose the scene of some events and front lines.

    ``title`` and ``subtitle`` are worded from the events when None. ``language`` is a language
    tag; wording falls back to English. ``differences`` are what changed between the
    lines. The order of events is by date, then id, so that the same events give the same scene
    however they were read.
    """
    known: dict[int, Place | None] = {}
    ordered = tuple(
        _with_known_place(event, gazetteer, known) for event in sorted(events, key=_order)
    )
    lines = tuple(frontlines)
    zones = areas.zones(ordered, gazetteer)
    box = frame.view(ordered, zones, lines)
    close = frame.near_the_action(ordered)
    focus = box
    if close and len(close) < sum(event.where.location is not None for event in ordered):
        ids = {event.id for event in close}
        near = [zone for zone in zones if ids.intersection(zone.event_ids)]
        focus = frame.view(close, near, lines)
    bounds = frame.surroundings(box)
    shown = areas.anchored(zones, box, focus, bounds)
    land = base.land(gazetteer, focus, bounds)
    within = _countries(ordered) or frozenset(code for line in lines for code in line.countries)
    regions = base.regions(gazetteer, focus, bounds, within)
    days = [day for event in ordered for day in (event.when.start, event.when.end) if day]
    dates = (min(days, default=None), max(days, default=None))
    say = words.Words(language)
    changed = tuple(differences)
    told = fronts.headline(lines, changed, gazetteer, say) if not ordered else None
    named, below = told or (
        words.title(ordered, gazetteer, say),
        words.subtitle(ordered, dates, say),
    )
    return Scene(
        title=title if title is not None else named,
        subtitle=subtitle if subtitle is not None else below,
        events=ordered,
        frontlines=lines,
        areas=shown,
        countries=land,
        regions=regions,
        labels=base.labels(gazetteer, ordered, land, regions, focus, say.language),
        box=box,
        bounds=bounds,
        focus=focus if focus != box else None,
        rivers=base.rivers(gazetteer, focus, bounds),
        lakes=base.lakes(gazetteer, focus, bounds),
        dates=dates,
        credits=words.credit_lines(lines, say),
        notes=words.notes(ordered, lines, say),
        language=say.language,
        front_notes=fronts.notes(lines, ordered, say),
        differences=changed,
    )


def _order(event: Event) -> tuple[int, int, str]:
    first = event.when.start or event.when.end or date.max
    last = event.when.end or first
    return (first.toordinal(), last.toordinal(), event.id)


def _with_known_place(event: Event, gazetteer: Gazetteer, known: dict[int, Place | None]) -> Event:
    """Swap the place of an event read from a file for the gazetteer's own, by its geonameid.

    Such a place carries what the file says and no outline; the point in the file stays.
    """
    place = event.where.place
    if place is None or place.geonameid is None or place.key >= 0:
        return event
    if place.geonameid not in known:
        known[place.geonameid] = gazetteer.by_geonameid(place.geonameid)
    found = known[place.geonameid]
    return event if found is None else replace(event, where=replace(event.where, place=found))


def _countries(events: Iterable[Event]) -> frozenset[str]:
    """Codes of the countries in which something happened in a place smaller than a country."""
    return frozenset(
        event.where.place.country
        for event in events
        if event.where.place is not None
        and event.where.place.country is not None
        and event.where.location is not None
        and event.where.location.precision is not Precision.COUNTRY
    )
