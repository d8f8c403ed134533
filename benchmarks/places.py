"""Measure places in text: recognition, resolution and both, on outlets not trained on.

    python benchmarks/places.py CORPORA [--folds 5] [--shipped] [--errors N]

Every fifth of the outlets is judged by weights trained on the others (needs scikit-learn);
``--shipped`` judges the shipped weights instead, which have seen these texts.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from place_corpora import Text, everything
from train_mentions import fit as fit_mentions
from train_mentions import rows_of
from train_ranker import document_of, prepare, train

from geomap.gazetteer import Gazetteer
from geomap.geo import distance_km
from geomap.places.model import Linear, Ranker, load, load_ranker
from geomap.places.recognise import found, names_of
from geomap.places.resolve import resolved

if TYPE_CHECKING:
    from geomap.model import Resolution

NEAR_KM = 161.0
NAMES_ONLY = False
"""Whether to train on the toponym corpora alone."""


class Tally:
    """Counts of one corpus."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.spurious: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.bins: list[tuple[float, bool]] = []

    def add(self, text: Text, answers: tuple[Resolution, ...]) -> None:
        """Judge the answers for one text: exact pairs first, then overlapping ones."""
        gold = list(text.gold)
        pairs: dict[int, int] = {}
        spans = [(a.mention.span.start, a.mention.span.end) for a in answers]
        places = {(g.start, g.end): n for n, g in enumerate(gold)}
        for number, span in enumerate(spans):
            if span in places:
                pairs[number] = places[span]
        self.counts["exact"] += len(pairs)
        used = set(pairs.values())
        for number, (start, end) in enumerate(spans):
            if number not in pairs:
                for n, g in enumerate(gold):
                    if n not in used and g.start < end and start < g.end:
                        pairs[number] = n
                        used.add(n)
                        break
        self.counts["gold"] += len(gold)
        self.counts["found"] += len(spans)
        self.counts["overlap"] += len(pairs)
        self.counts["gold_located"] += sum(g.lat is not None for g in gold)
        for n, g in enumerate(gold):
            if n not in used:
                self.missed[text.text[g.start : g.end]] += 1
        for number, answer in enumerate(answers):
            self.judge(answer, gold[pairs[number]] if number in pairs else None)

    def judge(self, answer: Resolution, gold: object) -> None:
        """Judge one answer against its annotation."""
        located = answer.location is not None and answer.place is not None
        if gold is None:
            self.spurious[answer.mention.text] += 1
            self.counts["answered"] += located
            return
        if gold.lat is None:  # type: ignore[attr-defined]
            return
        self.counts["pairs"] += 1
        if not located:
            return
        self.counts["answered"] += 1
        self.counts["located"] += 1
        assert answer.location is not None
        away = distance_km(answer.location.lat, answer.location.lon, gold.lat, gold.lon)  # type: ignore[attr-defined]
        right = away <= NEAR_KM
        self.counts["near"] += right
        self.bins.append((answer.confidence, right))
        if not right and answer.place is not None:
            self.wrong[f"{answer.mention.text}>{answer.place.admin1},{answer.place.country}"] += 1

    def figures(self) -> tuple[float, float]:
        """Return F1 end to end and F1 of recognition by overlap."""
        c = self.counts
        return (
            2 * c["near"] / max(1, c["answered"] + c["gold_located"]),
            2 * c["overlap"] / max(1, c["found"] + c["gold"]),
        )

    def line(self) -> str:
        """Return the figures on one line."""
        c = self.counts
        return (
            f"exact {f1(c['exact'], c['found'], c['gold'])}  "
            f"overlap {f1(c['overlap'], c['found'], c['gold'])}  "
            f"acc@161 {c['near'] / max(1, c['located']):.3f} of {c['located']}/{c['pairs']}  "
            f"end to end {f1(c['near'], c['answered'], c['gold_located'])}  "
            f"calibration error {calibration_error(self.bins):.3f}"
        )


def f1(right: int, found_count: int, gold: int) -> str:
    """Return precision, recall and F1 as text."""
    p, r = right / max(1, found_count), right / max(1, gold)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def calibration_error(bins: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of confidence."""
    total = 0.0
    for n in range(10):
        inside = [(c, r) for c, r in bins if n / 10 <= c < (n + 1) / 10 or (n == 9 and c >= 1.0)]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return total / max(1, len(bins))


def folded(texts: list[Text], gazetteer: Gazetteer, folds: int) -> dict[str, tuple[Linear, Ranker]]:
    """Return, for each text, the weights trained on the other outlets."""
    from sklearn.model_selection import GroupKFold

    names = names_of(gazetteer)
    rows = {text.id: rows_of(text, names) for text in texts}
    judged = [t for t in texts if t.corpus in ("lgl", "trnews")]
    rest = [r for t in texts if t.corpus not in ("lgl", "trnews") for r in rows[t.id]]
    if NAMES_ONLY:
        rest = []
    models = {}
    for inside, outside in GroupKFold(folds).split(judged, groups=[t.group for t in judged]):
        mine = [r for n in inside for r in rows[judged[n].id]]
        mentions = fit_mentions(mine + rest)
        items = [prepare(judged[n], gazetteer, mentions) for n in inside]
        ranker = train(items, gazetteer)
        models.update({judged[n].id: (mentions, ranker) for n in outside})
    return models


def main() -> None:
    """Print one line a corpus."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    gazetteer = Gazetteer.open()
    texts = everything(args.corpora)
    judged = [t for t in texts if t.corpus in ("lgl", "trnews")]
    shipped = None if not args.shipped else (load("mentions"), load_ranker("ranker"))
    models = {} if shipped else folded(texts, gazetteer, args.folds)
    tallies = {"lgl": Tally(), "trnews": Tally()}
    began = time.perf_counter()
    for text in judged:
        mentions, ranker = shipped or models[text.id]
        document = document_of(text)
        spans = found(document, gazetteer, mentions)
        tallies[text.corpus].add(text, resolved(document, spans, gazetteer, ranker))
    took = time.perf_counter() - began
    size = sum(len(t.text) for t in judged) / 1e6
    for corpus, tally in tallies.items():
        print(f"{corpus:8} {tally.line()}")
        if args.errors:
            print("  missed:", tally.missed.most_common(args.errors))
            print("  spurious:", tally.spurious.most_common(args.errors))
            print("  wrong:", tally.wrong.most_common(args.errors))
    print(f"{size / took:.2f} MB/s over {size:.2f} MB")


if __name__ == "__main__":
    main()
