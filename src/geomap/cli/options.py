"""What the options of several commands share: their values, help and errors."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from geomap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.cli.output import Console

Subs: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001  # argparse's only name
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


class Parser(argparse.ArgumentParser):
    """Errors of usage are geomap errors: one line that says what to do, exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Raise what was wrong, with the way to the help."""
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
        import difflib  # only for what is misspelt

        close = difflib.get_close_matches(given, names, 1, 0.65)
        if close:
            return f"{given!r} is no command; did you mean '{self.prog} {close[0]}'?"
        if "render" in names and (Path(given).exists() or "." in given):
            return f"{given!r} is no command; to map it: '{self.prog} render {given}'"
        return f"{given!r} is no command; allowed: {', '.join(names)}"


def epilog(*lines: str) -> str:
    """Return the example that ends the help of a command."""
    return "example:\n  " + "\n  ".join(lines)


def command(
    subs: Subs,
    name: str,
    run: Callable[[argparse.Namespace, Console], int],
    about: str,
    example: str,
) -> Parser:
    """Add a command with its example; ``run`` carries it out and returns the exit status."""
    sub: Parser = subs.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=epilog(example),
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


def inputs(sub: argparse.ArgumentParser, more: str = "") -> None:
    """Add the inputs and the date of the page."""
    sub.add_argument("inputs", nargs="+", metavar="INPUT", help=_INPUT_HELP + more)
    sub.add_argument(
        "--published",
        type=day,
        metavar="DATE",
        help="the date of the page; an article's own date wins for that article",
    )


def corrections(sub: argparse.ArgumentParser) -> None:
    """Add the option that sets events right."""
    sub.add_argument(
        "--corrections",
        metavar="FILE",
        help="a CSV of event_id,field,value: cells to set right; the field 'drop' drops an event",
    )


def event_names(sub: argparse.ArgumentParser) -> None:
    """Add the option that names the kinds of events otherwise."""
    sub.add_argument(
        "--event-names",
        metavar="FILE",
        help="a CSV of kind,event_type,sub_event_type,plover_event_type,plover_mode: what to call "
        "kinds in place of the names that ACLED and PLOVER have for them",
    )


def shared_work(sub: argparse.ArgumentParser) -> None:
    """Add the options that share the work out."""
    sub.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes to share the work (default: 1, on long input all cores up to 4)",
    )
    sub.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="local (default): processes of this machine; dask: a Dask cluster, by default one "
        "of --workers processes. The result is the same",
    )
    sub.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a running Dask cluster, say tcp://10.0.0.5:8786"
    )
