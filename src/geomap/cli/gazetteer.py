"""``geomap gazetteer``: what the gazetteer holds, and a user's own places over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli import output, world
from geomap.cli.options import command
from geomap.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from geomap.cli.options import Subs
    from geomap.cli.output import Console


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "gazetteer", run_info, "tell about the gazetteer, or add places of your own",
        "geomap gazetteer info",
    )  # fmt: skip
    actions = sub.add_subparsers(metavar="ACTION", required=True)
    info = command(
        actions, "info", run_info, "tell what the gazetteer holds and where it comes from",
        "geomap gazetteer info",
    )  # fmt: skip
    info.add_argument("--json", action="store_true", help="JSON for other tools")
    info.add_argument("--index", metavar="FILE.gaz", help="tell of this index instead")
    adding = command(
        actions, "add", run_add, "keep a table of your own places; all commands then know them",
        "geomap gazetteer add places.csv",
    )  # fmt: skip
    adding.add_argument(
        "file",
        metavar="FILE",
        help="CSV with the columns name, lat, lon and, if you like, kind, country, aliases "
        "(separated by |), priority, radius_km; or GeoJSON points with these properties",
    )
    adding.add_argument(
        "--skip-bad", action="store_true", help="keep the good rows (default: all or nothing)"
    )
    command(actions, "list", run_list, "list the tables that you keep", "geomap gazetteer list")
    dropping = command(
        actions, "remove", run_remove, "remove a table that you keep",
        "geomap gazetteer remove places",
    )  # fmt: skip
    dropping.add_argument("name", metavar="NAME", help="as 'geomap gazetteer list' tells it")
    building = command(
        actions, "build", run_build,
        "build an index of the shipped places and those of GeoNames dumps that you have",
        "geomap gazetteer build --geonames UA.zip -o ukraine.gaz",
    )  # fmt: skip
    building.add_argument(
        "--geonames", nargs="+", required=True, metavar="DUMP",
        help="dumps of GeoNames (UA.txt, UA.zip, allCountries.zip)",
    )  # fmt: skip
    building.add_argument(
        "-o", "--output", required=True, metavar="FILE.gaz", help="the index, for --gazetteer"
    )
    building.add_argument(
        "--skip-bad", action="store_true", help="leave bad rows out (default: stop at the first)"
    )


def run_build(arguments: Namespace, console: Console) -> int:
    """Build an index from dumps; 1 when rows of them were left out."""
    from geomap.gazetteer.merge import build_with_dumps

    target = Path(arguments.output)
    if target.suffix.lower() != world.INDEX_ENDING:
        raise UsageError(
            f"-o {arguments.output!r}: an index ends in {world.INDEX_ENDING}, so that "
            "--gazetteer knows it"
        )
    report = build_with_dumps(
        [Path(name) for name in arguments.geonames],
        target,
        skip_bad=arguments.skip_bad,
        bad=console.error,
    )
    for what, number in report.items():
        console.say(f"{number:>12,}  {what}")
    console.say(f"{target}: {target.stat().st_size:,} bytes; use it with --gazetteer {target}")
    return 1 if report.get("bad rows, left out") else 0


def run_add(arguments: Namespace, console: Console) -> int:
    """Keep a table; 1 when rows of it were left out."""
    from geomap.gazetteer import read_layer
    from geomap.gazetteer.own import keep

    path = Path(arguments.file)
    world.tell_problems(
        read_layer(path, skip_bad=True).problems, console, skip_bad=arguments.skip_bad
    )
    table, layer, replaced = keep(path, skip_bad=arguments.skip_bad)
    verb = "replaced" if replaced else "added"
    console.say(
        f"{verb} {table.name}: {_counted(len(layer.places), 'place')}; kept in {table.path}"
    )
    return 1 if layer.problems else 0


def run_list(arguments: Namespace, console: Console) -> int:
    """List the kept tables."""
    from geomap.gazetteer import read_layer
    from geomap.gazetteer.own import kept

    tables = kept()
    for table in tables:
        layer = read_layer(table.path, skip_bad=True)
        print(f"{table.name:<24} {_counted(len(layer.places), 'place'):>12}  {table.path}")
    if not tables:
        console.say("You keep no tables; add one with 'geomap gazetteer add FILE'")
    return 0


def run_remove(arguments: Namespace, console: Console) -> int:
    """Remove a kept table."""
    from geomap.gazetteer.own import drop

    console.say(f"removed {drop(arguments.name).name}")
    return 0


def run_info(arguments: Namespace, console: Console) -> int:
    """Tell what the gazetteer holds and where it comes from."""
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.own import kept

    info = Gazetteer.open(Path(arguments.index) if arguments.index else None).info()
    info["own_tables"] = [table.name for table in kept()]
    if arguments.json:
        text = json.dumps(info, ensure_ascii=False, indent=1) + "\n"
        output.write(output.STDOUT, text.encode())
        return 0
    for key, value in info.items():
        if key == "sources":
            print("sources:")
            for row in value:
                print(f"  {row['name']} {row['version']}: {row['used_for']} ({row['licence']})")
        elif key == "report":
            print("what the build did to rows of the sources:")
            for rule, number in value.items():
                print(f"  {number:>9,}  {rule}")
        elif isinstance(value, dict):
            print(f"{key}: " + ", ".join(f"{name} {number:,}" for name, number in value.items()))
        elif isinstance(value, list):
            print(f"{key}: {', '.join(value) or 'none'}")
        else:
            print(f"{key}: {value:,}" if isinstance(value, int) else f"{key}: {value}")
    return 0


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
