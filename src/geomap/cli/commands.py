"""One function a command: parse what is left, call the pipeline, write the result."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.cli import output
from geomap.errors import InputError, UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer
    from geomap.model import Document, Event, Resolution

_BY_ENDING = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".csv": "csv",
    ".kml": "kml",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
}
_BINARY = frozenset({"gpkg", "parquet"})
_PICTURES = ("png", "svg", "pdf")
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4}


class _Failures:
    """Counts the inputs that could not be read and names each."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.number = 0

    def __call__(self, error: InputError) -> None:
        self.number += 1
        self.console.error(str(error))

    def status(self, done: int) -> int:
        """Return the exit status when ``done`` inputs were read."""
        if not done:
            return 2
        return 1 if self.number else 0


def render(arguments: Namespace, console: Console) -> int:
    """Make a map, and what ``--also`` asks for."""
    from geomap import pipeline
    from geomap.gazetteer import Gazetteer

    also = _formats(arguments.also, _PICTURES)
    target = arguments.output or f"output/{_stem(arguments.inputs[0])}.html"
    kind = "embed" if arguments.embed else _map_kind(target)
    _check_language(arguments.language)
    tiles = None if arguments.tiles == "none" else arguments.tiles
    options = pipeline.MapOptions(
        title=arguments.title,
        frontline=arguments.frontline,
        tiles=tiles,
        language=arguments.language,
        size=_in_mm(arguments.size, arguments.dpi),
        dpi=arguments.dpi,
        extent=arguments.extent,
    )
    failures = _Failures(console)
    gazetteer = Gazetteer.open()
    found, done = _events_of(arguments, console, failures, gazetteer)
    if not done:
        return failures.status(0)
    view = pipeline.compose(found, gazetteer, options)
    output.write(target, pipeline.write_scene(view, kind, options))
    for name in also:
        beside = str(Path(target).with_suffix(f".{name}"))
        made = (
            pipeline.write_scene(view, name, options)
            if name in _PICTURES
            else pipeline.write_events(view.events, name, gazetteer)
        )
        output.write(beside, made)
    _summarise(found, target, console)
    return failures.status(done)


def events(arguments: Namespace, console: Console) -> int:
    """Write events in a format."""
    from geomap import pipeline
    from geomap.gazetteer import Gazetteer

    kind = arguments.format or _by_ending(arguments.output)
    if kind in _BINARY and arguments.output == output.STDOUT and sys.stdout.isatty():
        raise UsageError(f"{kind} is not text; name a file with -o FILE.{kind}")
    failures = _Failures(console)
    gazetteer = Gazetteer.open()
    found, done = _events_of(arguments, console, failures, gazetteer)
    if done:
        output.write(arguments.output, pipeline.write_events(found, kind, gazetteer))
        _summarise(found, arguments.output, console)
    return failures.status(done)


def places(arguments: Namespace, console: Console) -> int:
    """Write one line of JSON a document with the places it names."""
    from geomap import pipeline
    from geomap.gazetteer import Gazetteer

    failures = _Failures(console)
    read = _read(arguments.inputs, arguments, failures)
    work = partial(_places_line, demonyms=arguments.demonyms)
    lines = list(
        pipeline.in_parallel(
            work,
            console.progress(read, "documents"),
            Gazetteer.open(),
            workers=_workers(arguments),
        )
    )
    if lines:
        output.write(arguments.output, "".join(lines).encode())
    return failures.status(len(lines))


def lookup(arguments: Namespace, console: Console) -> int:
    """Look names up; 1 when one of them is nowhere."""
    from geomap.gazetteer import Gazetteer

    if arguments.limit < 1:
        raise UsageError(f"-n {arguments.limit} asks for nothing; give a number of 1 or more")
    gazetteer = Gazetteer.open()
    country = arguments.country.upper() if arguments.country else None
    if country is not None and gazetteer.country(country) is None:
        raise UsageError(f"--country {arguments.country!r} is no ISO 3166-1 code; say UA or IR")
    found = {
        name: gazetteer.lookup(name, country=country, near=arguments.near, limit=arguments.limit)
        for name in arguments.names
    }
    if arguments.json:
        rows = [
            {"query": name, "matches": [_match(c) for c in found[name]]} for name in arguments.names
        ]
        output.write(output.STDOUT, (json.dumps(rows, ensure_ascii=False) + "\n").encode())
    else:
        for name in arguments.names:
            _print_matches(name, found[name], gazetteer, console)
    missing = [name for name in arguments.names if not found[name]]
    return (2 if len(missing) == len(arguments.names) else 1) if missing else 0


def frontline_list(arguments: Namespace, console: Console) -> int:
    """List the bundled front lines, one a line."""
    from geomap import frontline

    for day in frontline.bundled():
        for line in frontline.load(day):
            print(day.isoformat(), f"{line.side_left} | {line.side_right}", line.source, sep="\t")
    return 0


def frontline_export(arguments: Namespace, console: Console) -> int:
    """Write a bundled front line as GeoJSON."""
    from geomap import frontline

    day = arguments.date or frontline.bundled()[-1]
    output.write(arguments.output, frontline.to_geojson(frontline.load(day)).encode())
    return 0


def frontline_derive(arguments: Namespace, console: Console) -> int:
    """Derive a front line from a table of settlement control."""
    from geomap import frontline
    from geomap.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    table = frontline.read_control(arguments.control, gazetteer=gazetteer)
    line = frontline.derive(table, gazetteer)
    output.write(arguments.output, frontline.to_geojson([line]).encode())
    return 0


def frontline_diff(arguments: Namespace, console: Console) -> int:
    """Tell what changed hands between two front lines."""
    from geomap import frontline, pipeline
    from geomap.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    before, after = (
        pipeline.one_line(name, gazetteer) for name in (arguments.before, arguments.after)
    )
    found = frontline.diff(before, after, gazetteer=gazetteer)
    if arguments.output:
        output.write(arguments.output, frontline.diff_geojson(found).encode())
    text = frontline.diff_json(found) if arguments.json else frontline.diff_table(found)
    output.write(output.STDOUT, text.encode())
    return 0


def gazetteer_info(arguments: Namespace, console: Console) -> int:
    """Tell what the gazetteer holds and where it comes from."""
    from geomap.gazetteer import Gazetteer

    for key, value in Gazetteer.open().info().items():
        if key == "sources":
            print("sources:")
            for row in value:
                print(f"  {row['name']} {row['version']}: {row['used_for']} ({row['licence']})")
        elif isinstance(value, dict):
            print(f"{key}: " + ", ".join(f"{name} {number:,}" for name, number in value.items()))
        else:
            print(f"{key}: {value:,}" if isinstance(value, int) else f"{key}: {value}")
    return 0


# ── parts of commands ────────────────────────────────────────────────────────────────────────


def _events_of(
    arguments: Namespace, console: Console, failures: _Failures, gazetteer: Gazetteer
) -> tuple[Sequence[Event], int]:
    """Return the events of the inputs (read again from events files) and how many were read."""
    from geomap import documents, pipeline

    ready = [name for name in arguments.inputs if documents.is_events_file(name)]
    texts = [name for name in arguments.inputs if name not in ready]
    found: list[Event] = []
    done = 0
    for name in ready:
        try:
            found.extend(documents.read_events(name, place_of=gazetteer.by_geonameid))
            done += 1
        except InputError as error:
            failures(error)
    if texts:
        read = tuple(console.progress(_read(texts, arguments, failures), "documents"))
        done += len(read)
        for document in read:
            for article in document.articles:
                console.detail(
                    f"{article.id}: {article.published or 'no date'}, {article.published_reason}"
                )
        found.extend(pipeline.extract(read, gazetteer, workers=_workers(arguments)))
    return _as_corrected(found, arguments, console, gazetteer), done


def _as_corrected(
    found: Sequence[Event], arguments: Namespace, console: Console, gazetteer: Gazetteer
) -> tuple[Event, ...]:
    from geomap import documents, record

    if arguments.corrections is None:
        return tuple(found)
    corrections = documents.read_corrections(arguments.corrections)
    events, missed = record.correct(found, corrections, place_of=gazetteer.by_geonameid)
    for one in missed:
        console.say(f"{one.where}: no event has the id {one.event_id!r}; the row was not used")
    return events


def _read(inputs: Sequence[str], arguments: Namespace, failures: _Failures) -> Iterator[Document]:
    from geomap import pipeline

    stdin = sys.stdin.buffer if output.STDOUT in inputs else None
    return pipeline.read_documents(
        inputs, published=arguments.published, stdin=stdin, failed=failures
    )


def _in_mm(size: tuple[float, float | None, str], dpi: float) -> tuple[float, float | None]:
    """Return a size option in millimetres; pixels are those of a picture of so many an inch."""
    width, height, unit = size
    if dpi <= 0:
        raise UsageError(f"--dpi {dpi:g} is no number of pixels; give 30 to 1200")
    each = _MM.get(unit, 25.4 / dpi)
    return width * each, None if height is None else height * each


def _formats(text: str, pictures: tuple[str, ...] = ()) -> list[str]:
    """Read the formats of --also."""
    known = (*pictures, *dict.fromkeys(_BY_ENDING.values()))
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError(f"--also {name!r} is not a format; choose among {', '.join(known)}")
    return names


def _by_ending(target: str) -> str:
    if target == output.STDOUT:
        return "geojson"
    ending = Path(target).suffix.lower()
    if ending not in _BY_ENDING:
        raise UsageError(
            f"-o {target!r}: no format goes with the ending {ending!r}; "
            f"use one of {', '.join(_BY_ENDING)}, or --format"
        )
    return _BY_ENDING[ending]


def _map_kind(target: str) -> str:
    """Tell by its ending what a map is written as; without an ending, a page."""
    ending = Path(target).suffix.lower().removeprefix(".")
    if ending in _PICTURES:
        return ending
    if ending in {"", "html", "htm"}:
        return "html"
    name = Path(target).with_suffix("").name
    hint = (
        f"; for the events alone: geomap events INPUT -o {name}.{ending}"
        if f".{ending}" in _BY_ENDING
        else ""
    )
    raise UsageError(
        f"-o {target!r}: a map is not written as '.{ending}'; use .html, .png, .svg or .pdf{hint}"
    )


def _check_language(tag: str) -> None:
    from geomap.scene.words import LANGUAGES

    if tag.replace("_", "-").split("-")[0].lower() not in LANGUAGES:
        raise UsageError(f"--language {tag!r} has no words; choose among {', '.join(LANGUAGES)}")


def _stem(name: str) -> str:
    return "stdin" if name == output.STDOUT else (Path(name).stem or Path(name).resolve().name)


def _summarise(found: Sequence[Event], target: str, console: Console) -> None:
    placed = sum(event.where.location is not None for event in found)
    undated = sum(event.when.start is None for event in found)
    told = f"{len(found)} event{'' if len(found) == 1 else 's'}, {placed} on the map"
    if undated:
        told += f", {undated} without a date"
    if target != output.STDOUT:
        told += f": {target}"
    console.say(told)
    if not found:
        console.say("No event was found: geomap reads news in English; is the text there?")
    if undated and all(event.when.start is None for event in found):
        console.say("No date is known for the page: relative dates stay open; give --published")


def _workers(arguments: Namespace) -> int:
    workers: int = getattr(arguments, "workers", 1)
    if workers < 1:
        raise UsageError(f"--workers {workers} does no work; give 1 or more")
    return workers


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


def _match(candidate: Any) -> dict[str, Any]:  # noqa: ANN401
    place = candidate.place
    return {
        "name": place.name,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "population": place.population,
        "matched_as": f"{candidate.match.value}: {candidate.name}",
        "score": round(candidate.score, 4),
    }


def _print_matches(name: str, found: Sequence[Any], gazetteer: Gazetteer, console: Console) -> None:
    if not found:
        near = [c.place.name for c in gazetteer.suggest(name)]
        hint = f"; did you mean {', '.join(dict.fromkeys(near))}?" if near else ""
        console.error(f"no place is called {name!r}{hint}")
        return
    print(name)
    for candidate in found:
        place = candidate.place
        where = ", ".join(part for part in (place.admin1, place.country) if part)
        people = f"{place.population:,}" if place.population else ""
        print(
            f"  {place.name:<28.28} {place.kind.value:<10} {where:<32.32} "
            f"{place.lat:9.4f} {place.lon:10.4f} {people:>12}  {candidate.match.value}"
        )
