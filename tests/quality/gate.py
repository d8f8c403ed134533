"""The accuracy gate: fail below a floor, refuse to compare when the texts have changed.

    python tests/quality/gate.py [CORPORA] [--raise | --lower]

``places_baseline.json`` holds, for each set of texts, its file, hash, counts and floors. Sets of
CORPORA (a folder with LGL and TR-News) are judged when it is given, those of this folder always.
``--raise`` lifts each floor that was passed to a little under what was reached; ``--lower`` also
sinks those that were not, and asks for a line in the changelog that says why.
Exit status: 0 passed, 1 below a floor, 2 the texts are not those of the baseline.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BASELINE = HERE / "places_baseline.json"
MARGIN = 0.01
"""How far under what was reached a floor is set."""

sys.path[:0] = [str(ROOT / "benchmarks"), str(HERE.parent)]

from place_corpora import toponyms  # noqa: E402 - beside the checkout's own modules
from place_score import Tally, calibration_error, document_of  # noqa: E402

from geomap.gazetteer import Gazetteer  # noqa: E402
from geomap.places import recognise, resolve  # noqa: E402


class Judged(NamedTuple):
    """What came of one set of texts."""

    figures: dict[str, float]
    counts: dict[str, int]


class ChangedError(Exception):
    """The texts are not those that the floors were measured on."""


def names(path: Path, corpus: str, gazetteer: Gazetteer) -> Judged:
    """Judge a corpus of annotated names."""
    tally = Tally()
    for text in toponyms(path, corpus):
        document = document_of(text)
        tally.add(text, resolve(document, recognise(document, gazetteer), gazetteer))
    counts = tally.counts
    both, overlap = tally.figures()
    figures = {
        "end_to_end": both,
        "overlap": overlap,
        "acc161": counts["near"] / max(1, counts["located"]),
        "calibration": 1.0 - calibration_error(tally.bins),
    }
    return Judged(figures, {"toponyms": counts["gold"]})


def usage(path: Path, _corpus: str, gazetteer: Gazetteer) -> Judged:
    """Judge sentences in which one name is marked and its usage labelled."""
    right = rows = 0
    for line in path.read_text("utf-8").splitlines():
        label, marked = line.split("\t")
        start, end = marked.index("["), marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        found = recognise(_document(text), gazetteer, demonyms=True)
        said = [m.usage for m in found if m.span.start < end and start < m.span.end]
        rows += 1
        right += bool(said) and said[0] == label
    return Judged({"usage": right / max(1, rows)}, {"sentences": rows})


def _document(text: str) -> Any:
    from place_corpora import Text

    return document_of(Text("own", "own", "own", text, ()))


JUDGES = {"names": names, "usage": usage}


def judge(name: str, wanted: dict[str, Any], folder: Path, gazetteer: Gazetteer) -> Judged:
    """Judge one set of texts; refuse when it is not what the floors were measured on."""
    path = folder / wanted["file"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted["sha256"]:
        raise ChangedError(f"{name}: {path} has changed, its figures cannot be compared")
    judged = JUDGES[wanted["judge"]](path, name, gazetteer)
    if judged.counts != wanted["counts"]:
        raise ChangedError(f"{name}: {judged.counts} where {wanted['counts']} are due")
    return judged


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return what fell below its floor."""
    return [
        f"{what} {figures[what]:.3f} is below its floor of {floor:.3f}"
        for what, floor in floors.items()
        if figures[what] < floor
    ]


def moved(
    figures: dict[str, float], floors: dict[str, float], *, lower: bool = False
) -> dict[str, float]:
    """Return new floors, a little under the figures; none sinks unless ``lower``."""
    fresh = {what: round(figures[what] - MARGIN, 3) for what in floors}
    return {w: fresh[w] if lower else max(fresh[w], floor) for w, floor in floors.items()}


def main(arguments: list[str] | None = None) -> int:
    """Print a line a set; return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("--raise", action="store_true", dest="lift")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args(arguments)
    baseline = json.loads(BASELINE.read_text("utf-8"))
    gazetteer = Gazetteer.open()
    failed = 0
    for name, wanted in baseline.items():
        folder = options.corpora if wanted["judge"] == "names" else HERE
        if folder is None:
            print(f"{name}: not judged; give the folder that holds {wanted['file']}")
            continue
        try:
            judged = judge(name, wanted, folder, gazetteer)
        except (ChangedError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
        shown = ", ".join(f"{what} {figure:.3f}" for what, figure in judged.figures.items())
        print(f"{name}: {shown}")
        for problem in below(judged.figures, wanted["floors"]):
            print(f"  {problem}", file=sys.stderr)
            failed = 1
        if options.lift or options.lower:
            wanted["floors"] = moved(judged.figures, wanted["floors"], lower=options.lower)
    if options.lift or options.lower:
        BASELINE.write_text(json.dumps(baseline, indent=2) + "\n", "utf-8")
        if options.lower:
            print("Say in CHANGELOG.md why a floor was lowered.")
    return failed


if __name__ == "__main__":
    sys.exit(main())
