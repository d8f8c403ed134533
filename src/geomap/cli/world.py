"""Which gazetteer a command asks: the shipped one, a user's own places over it, a viewpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer, OwnPlace
    from geomap.gazetteer.geocoder import Geocoder
    from geomap.model import Document

INDEX_ENDING = ".gaz"
MOST_NAMES = 100
"""Names asked for in one run; the public servers are shared with everybody."""


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
    sub.add_argument(
        "--geocoder",
        metavar="NAME[=URL]",
        help="ask nominatim or photon on the network for names that the gazetteer does not know; "
        "these names leave your machine (default: nothing is asked)",
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


def geocoder_of(arguments: argparse.Namespace) -> Geocoder | None:
    """Return the geocoder that the options ask for, None without one."""
    if not arguments.geocoder:
        return None
    from geomap.gazetteer.geocoder import Geocoder, service
    from geomap.gazetteer.own import data_folder

    return Geocoder(service(arguments.geocoder, cache=data_folder() / "geocoder.db"))


def ask(
    geocoder: Geocoder, names: Iterable[tuple[str, Sequence[str]]], console: Console
) -> list[OwnPlace]:
    """Return what a geocoder says of (name, countries to keep to); failures are told."""
    from geomap.errors import GeocoderError

    found = []
    for name, countries in names:
        try:
            place = geocoder.find(name, countries=countries)
        except GeocoderError as error:
            console.error(str(error))
            continue
        if place is not None:
            console.detail(
                f"{name}: {place.name}, {place.lat:.4f}, {place.lon:.4f}, {place.source}"
            )
            found.append(place)
    return found


def knowing(
    arguments: argparse.Namespace,
    console: Console,
    read: Iterable[Document],
    gazetteer: Gazetteer,
) -> tuple[Iterable[Document], Gazetteer]:
    """Return a gazetteer that knows what a geocoder, when asked for, says of the unknown names.

    With it come the documents, which are read to the end only when a geocoder is asked for.
    """
    geocoder = geocoder_of(arguments)
    if geocoder is None:
        return read, gazetteer
    from geomap import locating

    read = tuple(read)
    names = locating.unknown_names(read, gazetteer)
    if len(names) > MOST_NAMES:
        console.say(f"{len(names)} names are unknown; the first {MOST_NAMES} are asked for")
    found = ask(geocoder, names[:MOST_NAMES], console)
    return read, gazetteer.with_places(found) if found else gazetteer


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
