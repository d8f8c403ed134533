"""``geomap events --explain``: the sentences of a text with what came of each, to read."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.events import Explained, Telling
    from geomap.model import Counts, Document, Event

_WIDTH = 100


def explanation(document: Document, sentences: Sequence[Explained], events: Sequence[Event]) -> str:
    """Return the explanation of a document: its articles, and under each its sentences."""
    numbers = {event.id: number for number, event in enumerate(events, start=1)}
    lines: list[str] = []
    for article in document.articles:
        lines += [f"== {article.id}: {article.title or 'no title'}"]
        outlet = article.outlet or "outlet not named"
        day = article.published or "no date"
        lines += [f"   {outlet}; {day} ({article.published_reason})"]
        if article.copy_of:
            lines += [f"   a copy of {article.copy_of}: it adds a source, no event"]
        lines += [""]
        for one in sentences:
            if one.article == article.id:
                lines += [*_sentence(one, numbers), ""]
    return "\n".join(lines)


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        " ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=rest
    )


def _sentence(one: Explained, numbers: dict[str, int]) -> Iterable[str]:
    role = "" if one.role.value == "body" else f"({one.role.value}) "
    where = f"[{one.span.start}-{one.span.end}] "
    yield _wrapped(one.text, f"{where}{role}", "    ")
    if one.triggers:
        yield f"    told by    {', '.join(one.triggers)}"
    for telling in one.tellings:
        yield from _telling(telling, numbers)
    for passed in one.passed:
        yield _wrapped(f'"{passed.text}": {passed.reason}', "    no event   ", " " * 15)
    used = {telling.where.text for telling in one.tellings}
    for place in one.places:
        if place.text not in used:
            yield _wrapped(f'"{place.text}": {place.reason}', "    place      ", " " * 15)


def _telling(one: Telling, numbers: dict[str, int]) -> Iterable[str]:
    number = numbers.get(one.event_id or "")
    what = one.kind.value.replace("_", " ")
    into = "left out: a sum of other events, or an echo" if number is None else f"event {number}"
    more = "" if number is None or one.is_first else ", told before: further evidence"
    yield f"  > {what} ({into}{more}; score {one.confidence:.2f})"
    named = "" if one.actor_is_named else " (not named here)"
    who = f"{one.actor}{named}" if one.actor else "nobody is named"
    details = (
        ("who", who),
        ("to whom", one.target),
        ("with", one.weapon),
        ("where", _where(one)),
        ("when", _when(one)),
        ("how many", _counts(one.counts)),
        ("says who", f"{one.claimed_by} ({one.claim_status.value})" if one.claimed_by else None),
    )
    for name, value in details:
        if value:
            yield _wrapped(value, f"    {name:11}", " " * 15)


def _where(one: Telling) -> str:
    place, location = one.where.place, one.where.location
    if place is None or location is None:
        return f"nowhere: {one.where.reason}"
    land = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
    name = f"{place.name} ({land})" if land else place.name
    said = f'"{one.where.text}"' if one.where.text else "not named here"
    return (
        f"{said}: {name}, {location.precision.value} within {location.uncertainty_km:.0f} km; "
        f"{one.where.reason}"
    )


def _when(one: Telling) -> str:
    days = " to ".join(
        dict.fromkeys(day.isoformat() for day in (one.when.start, one.when.end) if day)
    )
    said = f'"{one.when.text}": ' if one.when.text else ""
    return "; ".join(filter(None, (f"{said}{days or 'no day'}", one.when.reason)))


def _counts(counts: Counts) -> str | None:
    told = [
        f"{name} {value}"
        for name in ("killed", "injured", "launched", "downed", "jammed")
        if (value := getattr(counts, name)) is not None
    ]
    if counts.text:
        told.append(f'"{counts.text}"')
    return ", ".join(told) or None
