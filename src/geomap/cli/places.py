"""``geomap places``: the places that texts name, as JSON Lines."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from geomap.cli import output, world
from geomap.cli.options import (
    command,
    inputs,
    shared_work,
)
from geomap.cli.shared import (
    Failures,
    read_inputs,
    workers,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from geomap.cli.options import Subs
    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer
    from geomap.model import Document, Resolution


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "places", run, "write the places that texts name, as JSON Lines",
        "geomap places article.txt -o places.jsonl",
    )  # fmt: skip
    inputs(sub)
    sub.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="default: - (standard output)"
    )
    sub.add_argument("--demonyms", action="store_true", help="give words like 'Ukrainian' too")
    world.options(sub)
    shared_work(sub)


def run(arguments: Namespace, console: Console) -> int:
    """Write one line of JSON a document with the places it names."""
    from geomap import pipeline

    failures = Failures(console)
    gazetteer = world.opened(arguments, console)
    read: Iterable[Document] = read_inputs(arguments.inputs, arguments, failures)
    if arguments.geocoder:
        read = tuple(read)
        gazetteer = world.knowing(arguments, console, read, gazetteer)
    work = partial(_places_line, demonyms=arguments.demonyms)
    lines = list(
        pipeline.in_parallel(
            work,
            console.progress(read, "documents"),
            gazetteer,
            workers=workers(arguments),
        )
    )
    if lines:
        output.write(arguments.output, "".join(lines).encode())
    return failures.status(len(lines))


def _places_line(document: Document, gazetteer: Gazetteer, *, demonyms: bool) -> str:
    from geomap import pipeline

    rows = []
    for resolution in pipeline.resolved(document, gazetteer, demonyms=demonyms, datelines=True):
        mention, place, location = resolution.mention, resolution.place, resolution.location
        rows.append(
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.text,
                "lat": round(place.lat, 5) if place and location else None,
                "lon": round(place.lon, 5) if place and location else None,
                "geonameid": place.geonameid if place else None,
                "name": place.name if place else None,
                "kind": place.kind.value if place else None,
                "country": place.country if place else None,
                "admin1": place.admin1 if place else None,
                "usage": mention.usage.value,
                "confidence": round(resolution.confidence, 3),
                "candidates": len(resolution.candidates),
                "reason": resolution.reason,
                **_moved(resolution),
            }
        )
    return json.dumps({"doc": document.id, "places": rows}, ensure_ascii=False) + "\n"


def _moved(resolution: Resolution) -> dict[str, Any]:
    """Where a spatial expression puts it ("20 km north of X"), with its radius of uncertainty."""
    location = resolution.location
    if resolution.mention.relation is None or location is None:
        return {}
    at = {
        "lat": round(location.lat, 5),
        "lon": round(location.lon, 5),
        "precision": location.precision.value,
        "uncertainty_km": round(location.uncertainty_km, 1),
    }
    return {"relation": resolution.mention.relation.kind, "located": at}
