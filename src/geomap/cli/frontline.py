"""``geomap frontline``: list, export, derive, measure and compare front lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli import output
from geomap.cli.options import command, day
from geomap.cli.shared import PICTURES
from geomap.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from geomap.cli.options import Subs
    from geomap.cli.output import Console

_PAGES = (".html", ".htm")
_LAYERS = (".geojson", ".json")


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "frontline", run_list, "list, export, derive, measure and compare front lines",
        "geomap frontline export --date 2025-06-12 -o line.geojson",
    )  # fmt: skip
    actions = sub.add_subparsers(metavar="ACTION", required=True)
    listing = command(
        actions, "list", run_list, "list the bundled front lines", "geomap frontline list"
    )
    listing.add_argument("--json", action="store_true", help="JSON for other tools")
    export = command(
        actions, "export", run_export, "write a bundled front line as GeoJSON",
        "geomap frontline export --date 2025-06-12 -o line.geojson",
    )  # fmt: skip
    export.add_argument("--date", type=day, help="default: the newest")
    export.add_argument("--held", action="store_true", help="with the land of each side")
    export.add_argument("-o", "--output", metavar="FILE", default="-")
    derive = command(
        actions, "derive", run_derive, "derive a line from settlement control",
        "geomap frontline derive control.csv -o line.geojson",
    )  # fmt: skip
    derive.add_argument("control", metavar="CONTROL.csv")
    derive.add_argument("--held", action="store_true", help="with the land of each side")
    derive.add_argument("-o", "--output", metavar="FILE", default="-")
    measure = command(
        actions, "measure", run_measure, "tell the length of a line and the land each side holds",
        "geomap frontline measure 2025-06-12",
    )  # fmt: skip
    measure.add_argument("line", metavar="LINE", help="a bundled date or a file")
    measure.add_argument("--json", action="store_true", help="JSON for other tools")
    compare = command(
        actions, "diff", run_diff, "tell what changed between two front lines",
        "geomap frontline diff 2024-07-08 2025-06-12 -o changes.html",
    )  # fmt: skip
    for name in ("before", "after"):
        compare.add_argument(name, metavar=name.upper(), help="a bundled date or a file")
    compare.add_argument("--json", action="store_true", help="JSON for other tools")
    compare.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the land that changed hands: a layer (.geojson) or a map (.html .png .svg .pdf)",
    )


def run_list(arguments: Namespace, console: Console) -> int:
    """List the bundled front lines, one a line."""
    from geomap import frontline

    lines = [line for date in frontline.bundled() for line in frontline.load(date)]
    if arguments.json:
        rows = [
            {
                "date": line.date.isoformat() if line.date else None,
                "side_left": line.side_left,
                "side_right": line.side_right,
                "length_km": round(frontline.length_km(line), 1),
                "countries": list(line.countries),
                "source": line.source,
                "method": line.method,
            }
            for line in lines
        ]
        output.write(output.STDOUT, (json.dumps(rows, ensure_ascii=False) + "\n").encode())
        return 0
    for line in lines:
        length = f"{frontline.length_km(line):,.0f} km"
        print(line.date, f"{line.side_left} | {line.side_right}", length, line.source, sep="\t")
    return 0


def run_export(arguments: Namespace, console: Console) -> int:
    """Write a bundled front line as GeoJSON."""
    from geomap import frontline

    day = arguments.date or frontline.bundled()[-1]
    text = frontline.to_geojson(frontline.load(day), held=arguments.held)
    output.write(arguments.output, text.encode())
    return 0


def run_derive(arguments: Namespace, console: Console) -> int:
    """Derive a front line from a table of settlement control."""
    from geomap import frontline
    from geomap.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    table = frontline.read_control(arguments.control, gazetteer=gazetteer)
    line = frontline.derive(table, gazetteer)
    text = frontline.to_geojson([line], held=arguments.held)
    output.write(arguments.output, text.encode())
    doubt = max(one.typical_km for one in line.support)
    console.say(
        f"{len(line.lines)} runs, {frontline.length_km(line):,.0f} km,"
        f" off by up to about {doubt:g} km where settlements are furthest apart"
    )
    return 0


def run_measure(arguments: Namespace, console: Console) -> int:
    """Tell the length of a line and the land that each side holds, by region."""
    from geomap import frontline, pipeline
    from geomap.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    line = pipeline.one_line(arguments.line, gazetteer, told=console.say)
    found = frontline.measured(line, gazetteer)
    write = frontline.measured_json if arguments.json else frontline.measured_table
    output.write(output.STDOUT, write(found).encode())
    return 0


def run_diff(arguments: Namespace, console: Console) -> int:
    """Tell what changed hands between two front lines."""
    from geomap import frontline, pipeline
    from geomap.gazetteer import Gazetteer

    target = arguments.output
    ending = Path(target).suffix.lower() if target else ""
    if target and ending not in (*_PAGES, *_LAYERS, *(f".{kind}" for kind in PICTURES)):
        raise UsageError(
            f"-o {target!r}: a change is not written as {ending or 'a file without ending'!r};"
            " use .geojson for a layer, or .html, .png, .svg, .pdf for a map"
        )
    gazetteer = Gazetteer.open()
    before, after = (
        pipeline.one_line(name, gazetteer, told=console.say)
        for name in (arguments.before, arguments.after)
    )
    options = pipeline.MapOptions()
    if target and ending not in _LAYERS:
        found, view = pipeline.compose_changes(before, after, gazetteer, options)
        kind = "html" if ending in _PAGES else ending.removeprefix(".")
        output.write(target, pipeline.write_scene(view, kind, options))
    else:
        found = frontline.diff(before, after, gazetteer=gazetteer)
        if target:
            output.write(target, frontline.diff_geojson(found).encode())
    text = frontline.diff_json(found) if arguments.json else frontline.diff_table(found)
    output.write(output.STDOUT, text.encode())
    return 0
