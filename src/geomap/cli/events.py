"""``geomap events``: the events that texts report, in a format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geomap.cli import output, world
from geomap.cli.options import (
    EVENT_FORMATS,
    command,
    corrections,
    inputs,
    shared_work,
)
from geomap.cli.shared import (
    BINARY,
    Failures,
    by_ending,
    events_of,
    summarise,
)
from geomap.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from geomap.cli.options import Subs
    from geomap.cli.output import Console


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "events", run, "write the events that texts report",
        "geomap events article.txt --published 2025-06-13 -o events.geojson",
    )  # fmt: skip
    inputs(sub)
    corrections(sub)
    sub.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="default: - (standard output)"
    )
    sub.add_argument(
        "--format",
        choices=EVENT_FORMATS,
        help="default: by the ending of -o, else geojson",
    )
    world.options(sub)
    shared_work(sub)


def run(arguments: Namespace, console: Console) -> int:
    """Write events in a format."""
    from geomap import pipeline

    kind = arguments.format or by_ending(arguments.output)
    if kind in BINARY and arguments.output == output.STDOUT and sys.stdout.isatty():
        raise UsageError(f"{kind} is not text; name a file with -o FILE.{kind}")
    failures = Failures(console)
    gazetteer = world.opened(arguments, console)
    found, done = events_of(arguments, console, failures, gazetteer)
    if done:
        output.write(arguments.output, pipeline.write_events(found, kind, gazetteer))
        summarise(found, arguments.output, console)
    return failures.status(done)
