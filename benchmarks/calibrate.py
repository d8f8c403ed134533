"""Fit the confidence of events to annotated articles, and say how well it holds on others.

    python benchmarks/calibrate.py [--write]

The score that the rules give an event is set against whether the event is in the gold of
tests/quality: a monotone curve through groups of events (pool adjacent violators) becomes the
table ``src/geomap/events/data/confidence.csv``. It is fitted to the splits that the rules were not
made from, since on their own articles rules do better than elsewhere. The expected calibration
error is that of five curves, each fitted without a fifth of the articles and tried on these.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "quality"))

import score_articles  # noqa: E402 - it stands beside the articles

from geomap import documents, events, pipeline  # noqa: E402
from geomap.events.calibration import confidence  # noqa: E402
from geomap.gazetteer import Gazetteer  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TABLE = ROOT / "src" / "geomap" / "events" / "data" / "confidence.csv"
SPLITS = ("heldout", "heldout3")
FOLDS = 5
GROUP = 20
"""Events of a step of the curve, at least."""

Judged = tuple[float, bool]
"""The raw score of an event, and whether it is right."""


def judged(split: str, gazetteer: Gazetteer) -> list[list[Judged]]:
    """Return the events that are found in each article of a split."""
    from datetime import date

    found: list[list[Judged]] = []
    for gold in score_articles.load(split):
        path = score_articles.folder_of(gold["split"]) / f"{gold['id']}.txt"
        read = documents.read(path, published=date.fromisoformat(gold["published"]))
        raw = events.extract(pipeline.locate(read, gazetteer), gazetteer)
        right = set(
            score_articles.match(gold["events"], list(map(score_articles.flat, raw))).values()
        )
        found.append([(event.confidence, n in right) for n, event in enumerate(raw)])
    return found


def fitted(points: Iterable[Judged]) -> tuple[tuple[float, float], ...]:
    """Return a rising curve through the shares that are right: (score, share)."""
    ordered = sorted(points)
    steps: list[list[float]] = []  # sum of scores, number right, number
    for score in dict.fromkeys(score for score, _ in ordered):
        same = [right for other, right in ordered if other == score]
        step = [score * len(same), float(sum(same)), float(len(same))]
        if steps and steps[-1][2] < GROUP:
            steps[-1] = [a + b for a, b in zip(steps[-1], step, strict=True)]
        else:
            steps.append(step)
    if len(steps) > 1 and steps[-1][2] < GROUP:
        tail = steps.pop()
        steps[-1] = [a + b for a, b in zip(steps[-1], tail, strict=True)]
    pooled: list[list[float]] = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            tail = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], tail, strict=True)]
    return tuple((round(s / n, 3), _share((s, r, n))) for s, r, n in pooled)


def _share(step: Sequence[float]) -> float:
    """Return the share that is right; one of each is added, so that none is 0 or 1."""
    return round((step[1] + 1) / (step[2] + 2), 3)


def error(points: Sequence[Judged]) -> float:
    """Return the expected calibration error over ten bins of confidence."""
    off = 0.0
    for n in range(10):
        inside = [(c, r) for c, r in points if n / 10 <= c < (n + 1) / 10 or (n == 9 and c >= 1)]
        off += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return off / max(1, len(points))


def main() -> None:
    """Print the errors; with --write also write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the table of the package")
    given = parser.parse_args()
    gazetteer = Gazetteer.open()
    articles = [one for split in SPLITS for one in judged(split, gazetteer)]
    raw = [point for one in articles for point in one]
    turned: list[Judged] = []
    for fold in range(FOLDS):
        others = fitted(p for n, one in enumerate(articles) if n % FOLDS != fold for p in one)
        mine = (p for n, one in enumerate(articles) if n % FOLDS == fold for p in one)
        turned += [(confidence(score, others), right) for score, right in mine]
    print(
        f"{len(raw)} events in {len(articles)} articles, {sum(r for _, r in raw)} right; "
        f"calibration error {error(raw):.3f} raw, {error(turned):.3f} calibrated"
    )
    table = fitted(raw)
    print("\n".join(f"{score:.3f} -> {share:.3f}" for score, share in table))
    if given.write:
        rows = "".join(f"{score},{share}\n" for score, share in table)
        TABLE.write_text(
            "# Written by benchmarks/calibrate.py: of events with such a score, the share right.\n"
            f"score,confidence\n{rows}",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
