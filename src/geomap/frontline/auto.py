"""The shipped front lines that belong to some events: near them in place and in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.frontline.choose import LATER_DAYS, LIMIT_DAYS, day_for, event_day
from geomap.frontline.measure import REACH_KM, near
from geomap.frontline.read import bundled, load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geomap.model import Event, FrontLine


def for_events(
    events: Iterable[Event],
    *,
    limit_days: int = LIMIT_DAYS,
    later_days: int = LATER_DAYS,
    reach_km: float = REACH_KM,
) -> tuple[FrontLine, ...]:
    """Return the shipped lines that are valid for some of the events, oldest first.

    A line is valid for an event in the ``limit_days`` after it, or up to ``later_days`` before
    it, that happened on the land it divides or within ``reach_km`` of it. An event without a day
    of its own counts from the day its source appeared; without that it asks for no line.
    """
    days = bundled()
    of_day: dict[date | None, list[Event]] = {}
    for event in events:
        of_day.setdefault(event_day(event), []).append(event)
    by_day: dict[date, list[Event]] = {}
    for happened, some in of_day.items():
        if (
            happened is not None
            and (wanted := day_for(happened, days, limit_days=limit_days, later_days=later_days))
            is not None
        ):
            by_day.setdefault(wanted, []).extend(some)
    found: list[FrontLine] = []
    for day in sorted(by_day):
        found += [line for line in load(day) if near(by_day[day], line, reach_km=reach_km)]
    return tuple(found)
