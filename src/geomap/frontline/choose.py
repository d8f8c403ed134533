"""Which front line is valid for which event: the one of its day, and only near the front."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.model import ControlStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Event, FrontLine

LIMIT_DAYS = 45
"""A line is taken for events up to this many days after it."""
LATER_DAYS = 7
"""Where no earlier line is in reach, one this many days after the event will do."""


def event_day(event: Event) -> date | None:
    """Return the day of an event: its last day, else the last day one of its sources appeared."""
    if event.when.start is not None:
        return event.when.end or event.when.start
    return max((s.published for s in event.sources if s.published), default=None)


def day_for(
    day: date, days: Sequence[date], *, limit_days: int | None, later_days: int
) -> date | None:
    """Pick the day of a line for an event: the nearest earlier, else the nearest soon after.

    >>> shipped = [date(2024, 7, 8), date(2025, 6, 12)]
    >>> day_for(date(2025, 6, 20), shipped, limit_days=45, later_days=7)
    datetime.date(2025, 6, 12)
    >>> day_for(date(2025, 6, 9), shipped, limit_days=45, later_days=7)
    datetime.date(2025, 6, 12)
    >>> day_for(date(2025, 1, 1), shipped, limit_days=45, later_days=7)
    """
    earlier = max((one for one in days if one <= day), default=None)
    later = min((one for one in days if one > day), default=None)
    if earlier and (limit_days is None or day - earlier <= timedelta(days=limit_days)):
        return earlier
    if later and (limit_days is None or later - day <= timedelta(days=later_days)):
        return later
    return None


def lines_for(
    day: date | None, lines: Sequence[FrontLine], *, limit_days: int | None, later_days: int
) -> tuple[int, ...]:
    """Return the indexes of the lines for an event of ``day``; none where none is valid.

    Of each war (lines of the same countries, else the same sides) all lines of the day taken count,
    but what is claimed only where nothing is assessed. Lines without a date are valid where no
    other is. An event without a date takes lines only when there is a single day to take them from.
    """
    wars: dict[object, list[int]] = {}
    for i, line in enumerate(lines):
        key = line.countries or tuple(sorted((line.side_left, line.side_right)))
        wars.setdefault(key, []).append(i)
    chosen: list[int] = []
    for members in wars.values():
        days = sorted({one for i in members if (one := lines[i].date) is not None})
        wanted: date | None = None
        if day is not None:
            wanted = day_for(day, days, limit_days=limit_days, later_days=later_days)
        elif len(days) == 1:
            wanted = days[0]
        found = [i for i in members if lines[i].date == wanted]
        found = found or [i for i in members if lines[i].date is None]
        sure = [i for i in found if lines[i].status is ControlStatus.ASSESSED]
        chosen += sure or found
    return tuple(sorted(chosen))
