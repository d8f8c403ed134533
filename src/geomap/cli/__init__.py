"""The command line: parse, call one function of the pipeline, write.

Exit status: 0 all inputs done; 1 some inputs failed, each named on standard error, the rest
done; 2 wrong usage, or nothing could be done.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from geomap import __version__
from geomap.cli import evaluate, events, frontline, gazetteer, lookup, places, render
from geomap.cli.options import Parser, epilog
from geomap.cli.output import Console
from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "process"]


def parser() -> argparse.ArgumentParser:
    """Build the parser of the whole command line."""
    root = Parser(
        prog="geomap",
        description="From news text to an honest, self-contained map of what happened where.",
        epilog=epilog("geomap render article.txt --published 2025-06-13"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"geomap {__version__}")
    subs = root.add_subparsers(metavar="COMMAND", required=True)
    render.add(subs)
    events.add(subs)
    places.add(subs)
    lookup.add(subs)
    frontline.add(subs)
    gazetteer.add(subs)
    evaluate.add(subs)
    return root


def _southern(argv: Sequence[str]) -> list[str]:
    """Tie a point that begins with a minus to its option, else it reads as an option itself."""
    tied = list(argv)
    for i in range(len(tied) - 2, -1, -1):
        if tied[i] in {"--near", "--extent"} and tied[i + 1][:1] == "-":
            tied[i : i + 2] = [f"{tied[i]}={tied[i + 1]}"]
    return tied


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    console = Console()
    try:
        arguments = parser().parse_args(_southern(sys.argv[1:] if argv is None else argv))
        console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
        status: int = arguments.run(arguments, console)
        sys.stdout.flush()
    except GeomapError as error:
        console.error(str(error))
        return 2
    except BrokenPipeError:
        # The reader of a pipe has gone ("geomap events ... | head"): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        console.error("stopped")
        return 2
    return status


def process() -> int:
    """Run a command as a process of its own: what it has loaded goes at once, not piece by piece.

    Threads that still run, a debugger and a profiler see the end that they expect.
    """
    status = main()
    watched = sys.gettrace() is not None or sys.getprofile() is not None
    if threading.active_count() == 1 and not watched:
        with suppress(OSError):  # the reader of a pipe may have gone
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
    return status
