"""The options of every command, and their help."""

from __future__ import annotations

import argparse
import difflib
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from geomap import __version__
from geomap.cli import commands
from geomap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.cli.output import Console

_Subs: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001  # argparse's only name
EVENT_FORMATS = ("geojson", "csv", "kml", "gpkg", "parquet", "jsonl")
IMAGE_FORMATS = ("png", "svg", "pdf")


def day(text: str) -> date:
    """Read a date option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a date; write it as YYYY-MM-DD, say 2025-06-13"
        ) from None


def point(text: str) -> tuple[float, float]:
    """Read a LAT,LON option."""
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"{text!r} is not LAT,LON; write degrees, say 50.45,30.52") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(f"{text!r} is out of range; latitude comes first, then longitude")
    return lat, lon


_SIZE = re.compile(r"(\d+(?:\.\d+)?)(?:x(\d+(?:\.\d+)?))?(mm|cm|in|px)?")


def size(text: str) -> tuple[float, float | None, str]:
    """Read a WIDTH[xHEIGHT][mm|cm|in|px] option: width, height or None, unit."""
    match = _SIZE.fullmatch(text.strip().lower().replace("×", "x"))
    if match is None:
        raise UsageError(
            f"{text!r} is not a size; write WIDTH or WIDTHxHEIGHT with mm, cm, in or px, "
            "say 180mm, 180x120mm or 1600x900px"
        )
    width, height, unit = match.groups()
    return float(width), float(height) if height else None, unit or "mm"


def extent(text: str) -> tuple[float, float, float, float]:
    """Read a W,S,E,N option."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"{text!r} is not W,S,E,N; write degrees, say 30,44,41,53") from None
    if not (-90 <= south < north <= 90 and -180 <= west <= 180 and -180 <= east <= 360):
        raise UsageError(
            f"{text!r} is out of range; give west, south, east, north in degrees, say 30,44,41,53"
        )
    return west, south, east, north


class _Parser(argparse.ArgumentParser):
    """Errors of usage are geomap errors: one line that says what to do, exit status 2."""

    def error(self, message: str) -> NoReturn:
        unknown = re.match(r"argument (?:COMMAND|ACTION): invalid choice: '(.*)' \(choose", message)
        if unknown:
            message = self._unknown(unknown[1])
        elif message.endswith(("required: COMMAND", "required: ACTION")):
            message = f"say what to do: {', '.join(self._names())}"
        raise UsageError(f"{message}; see '{self.prog} --help'")

    def _names(self) -> list[str]:
        known = (action.choices for action in self._actions if action.nargs == argparse.PARSER)
        return [name for choices in known for name in choices or ()]

    def _unknown(self, given: str) -> str:
        """Tell of a word that is no command: a slip, or an input where the command is missing."""
        names = self._names()
        close = difflib.get_close_matches(given, names, 1, 0.65)
        if close:
            return f"{given!r} is no command; did you mean '{self.prog} {close[0]}'?"
        if "render" in names and (Path(given).exists() or "." in given):
            return f"{given!r} is no command; to map it: '{self.prog} render {given}'"
        return f"{given!r} is no command; allowed: {', '.join(names)}"


def _epilog(*lines: str) -> str:
    return "example:\n  " + "\n  ".join(lines)


def parser() -> argparse.ArgumentParser:
    """Build the parser of the whole command line."""
    root = _Parser(
        prog="geomap",
        description="From news text to an honest, self-contained map of what happened where.",
        epilog=_epilog("geomap render article.txt --published 2025-06-13"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"geomap {__version__}")
    subs = root.add_subparsers(metavar="COMMAND", required=True)
    _render(subs)
    _events(subs)
    _places(subs)
    _lookup(subs)
    _frontline(subs)
    _gazetteer(subs)
    return root


def _command(
    subs: _Subs,
    name: str,
    run: Callable[[argparse.Namespace, Console], int],
    about: str,
    example: str,
) -> _Parser:
    sub: _Parser = subs.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=_epilog(example),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    voice = sub.add_mutually_exclusive_group()
    voice.add_argument("--quiet", action="store_true", help="say nothing but errors")
    voice.add_argument("--verbose", action="store_true", help="say more")
    sub.set_defaults(run=run)
    return sub


_INPUT_HELP = (
    "a file (.txt .md .html .htm .xml .jsonl .json .csv), a folder, or - for standard input"
)


def _inputs(sub: argparse.ArgumentParser, more: str = "") -> None:
    sub.add_argument("inputs", nargs="+", metavar="INPUT", help=_INPUT_HELP + more)
    sub.add_argument(
        "--published",
        type=day,
        metavar="DATE",
        help="the date of the page; an article's own date wins for that article",
    )


def _corrections(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--corrections",
        metavar="FILE",
        help="a CSV of event_id,field,value: cells to set right; the field 'drop' drops an event",
    )


def _shared_work(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="processes to share the work (default 1)",
    )


def _render(subs: _Subs) -> None:
    sub = _command(
        subs, "render", commands.render, "make a map of the events that texts report",
        "geomap render article.txt --published 2025-06-13 -o map.html",
    )  # fmt: skip
    _inputs(sub, "; or an events file (.geojson, .csv) that geomap wrote and you edited")
    _corrections(sub)
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE.html",
        help="default: output/INPUT.html; the endings .png, .svg and .pdf make a picture",
    )
    sub.add_argument(
        "--also",
        metavar="FORMATS",
        default="",
        help="further files beside the map, separated by commas: "
        + ", ".join((*IMAGE_FORMATS, *EVENT_FORMATS)),
    )
    sub.add_argument(
        "--size",
        type=size,
        default=(180.0, None, "mm"),
        metavar="WxH",
        help="of PNG, SVG and PDF: 180mm (default; as high as it needs), 180x120mm, 1600x900px",
    )
    sub.add_argument(
        "--dpi",
        type=float,
        default=200.0,
        metavar="N",
        help="pixels an inch of a PNG (default 200)",
    )
    sub.add_argument(
        "--extent",
        type=extent,
        metavar="W,S,E,N",
        help="show this part of the map in PNG, SVG and PDF, in degrees",
    )
    sub.add_argument(
        "--frontline",
        metavar="auto|none|DATE|FILE",
        default="auto",
        help="auto (default) draws the bundled line of the events' date when they are near it",
    )
    sub.add_argument("--title", help="the title of the map")
    sub.add_argument("--embed", action="store_true", help="write a fragment to embed in a page")
    sub.add_argument(
        "--tiles",
        metavar="none|osm|URL",
        default="none",
        help="raster tiles below the map; readers' browsers then ask that server",
    )
    sub.add_argument("--language", default="en", metavar="TAG", help="wording of the map: en, uk")


def _events(subs: _Subs) -> None:
    sub = _command(
        subs, "events", commands.events, "write the events that texts report",
        "geomap events article.txt --published 2025-06-13 -o events.geojson",
    )  # fmt: skip
    _inputs(sub)
    _corrections(sub)
    sub.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="default: - (standard output)"
    )
    sub.add_argument(
        "--format",
        choices=EVENT_FORMATS,
        help="default: by the ending of -o, else geojson",
    )
    _shared_work(sub)


def _places(subs: _Subs) -> None:
    sub = _command(
        subs, "places", commands.places, "write the places that texts name, as JSON Lines",
        "geomap places article.txt -o places.jsonl",
    )  # fmt: skip
    _inputs(sub)
    sub.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="default: - (standard output)"
    )
    sub.add_argument("--demonyms", action="store_true", help="give words like 'Ukrainian' too")
    _shared_work(sub)


def _lookup(subs: _Subs) -> None:
    sub = _command(
        subs, "lookup", commands.lookup, "look names up in the gazetteer",
        "geomap lookup Oleksiivka --country UA --near 48.0,37.0",
    )  # fmt: skip
    sub.add_argument("names", nargs="+", metavar="NAME")
    sub.add_argument("--country", metavar="CC", help="only places of this country (ISO 3166-1)")
    sub.add_argument("--near", type=point, metavar="LAT,LON", help="the nearest first")
    sub.add_argument("-n", dest="limit", type=int, default=5, metavar="N", help="at most N a name")
    sub.add_argument("--json", action="store_true", help="JSON for other tools")


def _frontline(subs: _Subs) -> None:
    sub = _command(
        subs, "frontline", commands.frontline_list, "list, export, derive and compare front lines",
        "geomap frontline export --date 2025-06-12 -o line.geojson",
    )  # fmt: skip
    actions = sub.add_subparsers(metavar="ACTION", required=True)
    _command(
        actions,
        "list",
        commands.frontline_list,
        "list the bundled front lines",
        "geomap frontline list",
    )
    export = _command(
        actions, "export", commands.frontline_export, "write a bundled front line as GeoJSON",
        "geomap frontline export --date 2025-06-12 -o line.geojson",
    )  # fmt: skip
    export.add_argument("--date", type=day, help="default: the newest")
    export.add_argument("-o", "--output", metavar="FILE", default="-")
    derive = _command(
        actions, "derive", commands.frontline_derive, "derive a line from settlement control",
        "geomap frontline derive control.csv -o line.geojson",
    )  # fmt: skip
    derive.add_argument("control", metavar="CONTROL.csv")
    derive.add_argument("-o", "--output", metavar="FILE", default="-")
    compare = _command(
        actions, "diff", commands.frontline_diff, "tell what changed between two front lines",
        "geomap frontline diff 2024-07-08 2025-06-12",
    )  # fmt: skip
    for name in ("before", "after"):
        compare.add_argument(name, metavar=name.upper(), help="a bundled date or a file")
    compare.add_argument("--json", action="store_true", help="JSON for other tools")
    compare.add_argument(
        "-o", "--output", metavar="FILE.geojson", help="the land that changed hands"
    )


def _gazetteer(subs: _Subs) -> None:
    sub = _command(
        subs, "gazetteer", commands.gazetteer_info, "tell about the gazetteer",
        "geomap gazetteer info",
    )  # fmt: skip
    actions = sub.add_subparsers(metavar="ACTION", required=True)
    _command(
        actions,
        "info",
        commands.gazetteer_info,
        "tell what the gazetteer holds",
        "geomap gazetteer info",
    )
