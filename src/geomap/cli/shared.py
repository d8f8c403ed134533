"""What several commands do alike: read their inputs, name formats, tell what came out."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli import output, world
from geomap.errors import InputError, UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer
    from geomap.locating import Spread
    from geomap.model import Document, Event
    from geomap.record import EventNames

BY_ENDING = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".csv": "csv",
    ".kml": "kml",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
}
BINARY = frozenset({"gpkg", "parquet"})
PICTURES = ("png", "svg", "pdf")


class Failures:
    """Counts the inputs that could not be read and names each."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.number = 0

    def __call__(self, error: InputError) -> None:
        """Name an input that failed."""
        self.number += 1
        self.console.error(str(error))

    def status(self, done: int) -> int:
        """Return the exit status when ``done`` inputs were read."""
        if not done:
            return 2
        return 1 if self.number else 0


class Counted:
    """Documents as they come: counted, and told of where asked for detail."""

    def __init__(self, read: Iterable[Document], console: Console) -> None:
        self.read = read
        self.console = console
        self.number = 0

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents."""
        for document in self.console.progress(self.read, "documents"):
            self.number += 1
            for article in document.articles:
                self.console.detail(
                    f"{article.id}: {article.published or 'no date'}, {article.published_reason}"
                )
            yield document


def events_of(
    arguments: Namespace, console: Console, failures: Failures, gazetteer: Gazetteer
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
        read = Counted(read_inputs(texts, arguments, failures), console)
        some, gazetteer = world.knowing(arguments, console, read, gazetteer)
        with spreading(arguments, gazetteer) as spread:
            found.extend(
                pipeline.extract(some, gazetteer, workers=workers(arguments), spread=spread)
            )
        done += read.number
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


def read_inputs(
    inputs: Sequence[str], arguments: Namespace, failures: Failures
) -> Iterator[Document]:
    """Yield the documents of the inputs; those that cannot be read go to ``failures``."""
    from geomap import locating

    stdin = sys.stdin.buffer if output.STDOUT in inputs else None
    return locating.read_documents(
        inputs, published=arguments.published, stdin=stdin, failed=failures
    )


def called(arguments: Namespace) -> EventNames | None:
    """Read what ``--event-names`` calls the kinds; None for the package's names."""
    from geomap import documents

    return documents.read_event_names(arguments.event_names) if arguments.event_names else None


def formats(text: str, pictures: tuple[str, ...] = ()) -> list[str]:
    """Read the formats of --also."""
    known = (*pictures, *dict.fromkeys(BY_ENDING.values()))
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError(f"--also {name!r} is not a format; choose among {', '.join(known)}")
    return names


def by_ending(target: str) -> str:
    """Return the format that goes with the ending of a target."""
    if target == output.STDOUT:
        return "geojson"
    ending = Path(target).suffix.lower()
    if ending not in BY_ENDING:
        raise UsageError(
            f"-o {target!r}: no format goes with the ending {ending!r}; "
            f"use one of {', '.join(BY_ENDING)}, or --format"
        )
    return BY_ENDING[ending]


def summarise(found: Sequence[Event], target: str, console: Console) -> None:
    """Tell what came out, and what to do when it is less than one would expect."""
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


@contextmanager
def spreading(arguments: Namespace, gazetteer: Gazetteer) -> Iterator[Spread | None]:
    """Open what ``--engine`` asks for; None for the processes of this machine."""
    engine, scheduler = getattr(arguments, "engine", "local"), getattr(arguments, "scheduler", None)
    if engine == "local":
        if scheduler is not None:
            raise UsageError("--scheduler is for a Dask cluster; say --engine dask as well")
        yield None
        return
    from geomap import scale

    with scale.on_cluster(
        scheduler, workers=workers(arguments) or 1, gazetteer=gazetteer
    ) as cluster:
        yield cluster


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles of objects seldom: texts and events hold none, and looking takes long."""
    before = gc.get_threshold()
    gc.set_threshold(500_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def workers(arguments: Namespace) -> int | None:
    """Return how many processes share the work; None for as many as it is worth."""
    number: int | None = getattr(arguments, "workers", None)
    if number is not None and number < 1:
        raise UsageError(f"--workers {number} does no work; give 1 or more")
    return number
