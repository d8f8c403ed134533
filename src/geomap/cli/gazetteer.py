"""``geomap gazetteer``: what the gazetteer holds, and a user's own places over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli import output, world
from geomap.cli.options import command

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
