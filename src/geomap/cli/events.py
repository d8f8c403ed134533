"""``geomap events``: the events that texts report, in a format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geomap.cli import output, world
from geomap.cli.options import (
    EVENT_FORMATS,
    command,
    corrections,
    event_names,
    inputs,
    shared_work,
)
from geomap.cli.shared import (
    BINARY,
    Failures,
    by_ending,
    called,
    events_of,
    few_collections,
    read_inputs,
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
    event_names(sub)
    sub.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="default: - (standard output)"
    )
    sub.add_argument(
        "--format",
        choices=EVENT_FORMATS,
        help="default: by the ending of -o, else geojson",
    )
    sub.add_argument(
        "--explain",
        action="store_true",
        help="write, to read, what each sentence told: which words, who, where and why there, "
        "when, how many, and what was passed over and why",
    )
    world.options(sub)
    shared_work(sub)


@few_collections()
def run(arguments: Namespace, console: Console) -> int:
    """Write events in a format."""
    from geomap import pipeline

    if arguments.explain:
        return _explain(arguments, console)
    kind = arguments.format or by_ending(arguments.output)
    if kind in BINARY and arguments.output == output.STDOUT and sys.stdout.isatty():
        raise UsageError(f"{kind} is not text; name a file with -o FILE.{kind}")
    names = called(arguments)
    failures = Failures(console)
    gazetteer = world.opened(arguments, console)
    found, done = events_of(arguments, console, failures, gazetteer)
    if done:
        output.write(arguments.output, pipeline.write_events(found, kind, gazetteer, names))
        summarise(found, arguments.output, console)
    return failures.status(done)


def _explain(arguments: Namespace, console: Console) -> int:
    """Write the explanation of some texts."""
    from geomap import documents, pipeline
    from geomap.cli.explain import explanation

    if arguments.format or arguments.corrections:
        raise UsageError("--explain writes text to read; leave --format and --corrections away")
    ready = [name for name in arguments.inputs if documents.is_events_file(name)]
    if ready:
        raise UsageError(f"--explain reads texts; {ready[0]!r} holds events already")
    failures = Failures(console)
    read = tuple(read_inputs(arguments.inputs, arguments, failures))
    if read:
        _, gazetteer = world.knowing(arguments, console, read, world.opened(arguments, console))
        found, told = pipeline.explain(read, gazetteer)
        text = "\n".join(explanation(one, sentences, found) for one, sentences in told)
        output.write(arguments.output, text.encode("utf-8", "replace"))
        summarise(found, arguments.output, console)
    return failures.status(len(read))
