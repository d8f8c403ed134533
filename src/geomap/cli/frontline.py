"""``geomap frontline``: list, export, derive and compare front lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.cli import output
from geomap.cli.options import (
    command,
    day,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from geomap.cli.options import Subs
    from geomap.cli.output import Console


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "frontline", run_list, "list, export, derive and compare front lines",
        "geomap frontline export --date 2025-06-12 -o line.geojson",
    )  # fmt: skip
    actions = sub.add_subparsers(metavar="ACTION", required=True)
    command(
        actions,
        "list",
        run_list,
        "list the bundled front lines",
        "geomap frontline list",
    )
    export = command(
        actions, "export", run_export, "write a bundled front line as GeoJSON",
        "geomap frontline export --date 2025-06-12 -o line.geojson",
    )  # fmt: skip
    export.add_argument("--date", type=day, help="default: the newest")
    export.add_argument("-o", "--output", metavar="FILE", default="-")
    derive = command(
        actions, "derive", run_derive, "derive a line from settlement control",
        "geomap frontline derive control.csv -o line.geojson",
    )  # fmt: skip
    derive.add_argument("control", metavar="CONTROL.csv")
    derive.add_argument("-o", "--output", metavar="FILE", default="-")
    compare = command(
        actions, "diff", run_diff, "tell what changed between two front lines",
        "geomap frontline diff 2024-07-08 2025-06-12",
    )  # fmt: skip
    for name in ("before", "after"):
        compare.add_argument(name, metavar=name.upper(), help="a bundled date or a file")
    compare.add_argument("--json", action="store_true", help="JSON for other tools")
    compare.add_argument(
        "-o", "--output", metavar="FILE.geojson", help="the land that changed hands"
    )


def run_list(arguments: Namespace, console: Console) -> int:
    """List the bundled front lines, one a line."""
    from geomap import frontline

    for date in frontline.bundled():
        for line in frontline.load(date):
            print(date.isoformat(), f"{line.side_left} | {line.side_right}", line.source, sep="\t")
    return 0


def run_export(arguments: Namespace, console: Console) -> int:
    """Write a bundled front line as GeoJSON."""
    from geomap import frontline

    day = arguments.date or frontline.bundled()[-1]
    output.write(arguments.output, frontline.to_geojson(frontline.load(day)).encode())
    return 0


def run_derive(arguments: Namespace, console: Console) -> int:
    """Derive a front line from a table of settlement control."""
    from geomap import frontline
    from geomap.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    table = frontline.read_control(arguments.control, gazetteer=gazetteer)
    line = frontline.derive(table, gazetteer)
    output.write(arguments.output, frontline.to_geojson([line]).encode())
    return 0


def run_diff(arguments: Namespace, console: Console) -> int:
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
