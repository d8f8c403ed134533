"""The words about front lines: how their days go with those of the events, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer import Gazetteer
    from geomap.model import Difference, Event, FrontLine
    from geomap.scene.words import Words

_MOST_GAINS = 2


_EXACT = (Precision.POINT, Precision.SETTLEMENT)


def note(line: FrontLine, events: Sequence[Event], say: Words) -> str:
    """Tell how far the days of the events that are measured by a line lie from its own day.

    "" where they are the same, where a day is not known, and where no event is measured by it.
    """
    if line.date is None:
        return ""
    days = [
        (day - line.date).days
        for event in events
        if event.frontline_date == line.date and (day := event.when.end or event.when.start)
    ]
    parts = []
    if days and max(days) > 0:
        parts.append(say.count("front_older", max(days)))
    if days and min(days) < 0:
        parts.append(say.count("front_newer", -min(days)))
    return ", ".join(parts)


def notes(lines: Sequence[FrontLine], events: Sequence[Event], say: Words) -> tuple[str, ...]:
    """Return the note of each line; the last one also tells of events of another time.

    Those are events in a settlement of the countries that the lines divide which no line is of the
    day for.
    """
    found = [note(line, events, say) for line in lines]
    countries = {code for line in lines for code in line.countries}
    other = sum(
        event.frontline_date is None
        and (event.when.start or event.when.end) is not None
        and event.where.location is not None
        and event.where.location.precision in _EXACT
        and event.where.place is not None
        and event.where.place.country in countries
        for event in events
    )
    if other and all(line.date is not None for line in lines):
        found[-1] = ", ".join(part for part in (found[-1], say.count("front_other", other)) if part)
    return tuple(found)


def headline(
    lines: Sequence[FrontLine],
    differences: Sequence[Difference],
    gazetteer: Gazetteer,
    say: Words,
) -> tuple[str, str] | None:
    """Return title and subtitle of a map of front lines alone; None where there is no line."""
    if not lines:
        return None
    days = sorted({line.date for line in lines if line.date is not None})
    first, last = (differences[0].before, differences[-1].after) if differences else (None, None)
    if first is not None and last is not None:
        days = [first, last]
    named = say("front_title")
    if days:
        named += ": " + (say.day(days[0]) if len(days) == 1 else say.spell(days[0], days[-1]))
    parts = [
        say(
            "took",
            side=_country(gain.side, gazetteer),
            km2=say.number(round(gain.km2)),
            other=_country(gain.lost_by, gazetteer),
        )
        for difference in differences
        for gain in difference.gains[:_MOST_GAINS]
    ]
    return named, " · ".join(dict.fromkeys(parts))


def _country(side: str, gazetteer: Gazetteer) -> str:
    """Return the name of a side that is given by the code of a country."""
    place = gazetteer.country(side) if len(side) == 2 and side.isupper() else None
    return side if place is None else place.name
