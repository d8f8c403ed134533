"""Which gazetteer a command asks: the shipped one, a user's own places over it, a viewpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer

INDEX_ENDING = ".gaz"


def options(sub: argparse.ArgumentParser) -> None:
    """Add the options that say which gazetteer is asked."""
    sub.add_argument(
        "--gazetteer",
        action="append",
        default=[],
        metavar="FILE",
        help="places of your own for this run (.csv, .geojson), or an index made by "
        "'geomap gazetteer build' (.gaz) in place of the shipped one; may be repeated",
    )
    sub.add_argument(
        "--skip-bad",
        action="store_true",
        help="use the good rows of --gazetteer where others are bad (default: use nothing)",
    )
    sub.add_argument(
        "--viewpoint",
        default="un",
        metavar="NAME",
        help="whose disputed land is: un (default: the General Assembly), de-facto, ru, il, ...",
    )


def opened(arguments: argparse.Namespace, console: Console) -> Gazetteer:
    """Open the gazetteer that the options ask for, with the tables that the user keeps."""
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.own import kept

    given = [Path(name) for name in arguments.gazetteer]
    indexes = [path for path in given if path.suffix.lower() == INDEX_ENDING]
    if len(indexes) > 1:
        raise UsageError(
            f"--gazetteer {str(indexes[1])!r} is a second index; give one {INDEX_ENDING} file, "
            "and tables as many as you like"
        )
    tables = [table.path for table in kept()] + [path for path in given if path not in indexes]
    world = Gazetteer.open(
        indexes[0] if indexes else None,
        extra=tables,
        skip_bad=True,
        viewpoint=arguments.viewpoint,
    )
    tell_problems(world.problems, console, skip_bad=arguments.skip_bad)
    return world


def tell_problems(problems: Sequence[str], console: Console, *, skip_bad: bool) -> None:
    """Name each bad row of a user's tables; stop there unless they are to be left out."""
    for problem in problems:
        console.error(problem)
    if problems and not skip_bad:
        what = "row is" if len(problems) == 1 else "rows are"
        raise UsageError(
            f"{len(problems)} {what} bad: nothing was used; mend them, or use the good rows with "
            "--skip-bad"
        )
