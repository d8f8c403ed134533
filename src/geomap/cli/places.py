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
    Counted,
    Failures,
    few_collections,
    read_inputs,
    spreading,
    workers,
)
from geomap.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

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
    sub.add_argument(
        "--min-confidence", type=float, default=0.0, metavar="SHARE",
        help="leave out places of less confidence, 0 to 1; unresolved names stay (default 0)",
    )  # fmt: skip
    sub.add_argument(
        "--explain", action="store_true",
        help="write the candidates of each name and what decided, to read; with --json as data",
    )  # fmt: skip
    sub.add_argument("--json", action="store_true", help="JSON Lines also with --explain")
    world.options(sub)
    shared_work(sub)


@few_collections()
def run(arguments: Namespace, console: Console) -> int:
    """Write one line of JSON a document with the places it names."""
    from geomap import locating

    failures = Failures(console)
    read = read_inputs(arguments.inputs, arguments, failures)
    least = arguments.min_confidence
    if not 0.0 <= least <= 1.0:
        raise UsageError(f"--min-confidence {least:g} is no share; give a number from 0 to 1")
    work: Callable[[Document, Gazetteer], str] = partial(
        places_line, demonyms=arguments.demonyms, least=least
    )
    if arguments.explain:
        work = partial(_explained, demonyms=arguments.demonyms, least=least, as_json=arguments.json)
    documents = Counted(read, console)
    some, gazetteer = world.knowing(arguments, console, documents, world.opened(arguments, console))
    with spreading(arguments, gazetteer) as spread:
        lines = locating.in_parallel(
            work, some, gazetteer, workers=workers(arguments), spread=spread
        )
        output.write_all(arguments.output, (line.encode() for line in lines))
    return failures.status(documents.number)


def places_line(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool = False, least: float = 0.0
) -> str:
    """Return the line of JSON of a document: the places that it names."""
    from geomap import locating

    found = locating.resolved(document, gazetteer, demonyms=demonyms, datelines=True)
    rows = [_row(resolution) for resolution in found if _kept(resolution, least)]
    return json.dumps({"doc": document.id, "places": rows}, ensure_ascii=False) + "\n"


def _kept(resolution: Resolution, least: float) -> bool:
    """Tell whether an answer is sure enough; what is not resolved says so and stays."""
    return resolution.place is None or resolution.confidence >= least


def _explained(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool, least: float, as_json: bool
) -> str:
    from geomap import places
    from geomap.cli import explain_places

    found = [
        item
        for item in places.explain(document, gazetteer, demonyms=demonyms, datelines=True)
        if _kept(item.resolution, least)
    ]
    if not as_json:
        return explain_places.page(document, found)
    rows = [{**_row(item.resolution), "explained": explain_places.row(item)} for item in found]
    return json.dumps({"doc": document.id, "places": rows}, ensure_ascii=False) + "\n"


def _row(resolution: Resolution) -> dict[str, Any]:
    mention, place, location = resolution.mention, resolution.place, resolution.location
    return {
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
