"""Measure places in text: recognition, resolution and both, on outlets not trained on.

    python benchmarks/places.py CORPORA [--folds 5] [--shipped] [--errors N]

Every fifth of the outlets is judged by weights trained on the others (needs scikit-learn);
``--shipped`` judges the shipped weights instead, which have seen these texts.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from place_corpora import Text, everything
from place_score import Tally, calibration_error, document_of, reliability
from train_mentions import fit as fit_mentions
from train_mentions import rows_of
from train_ranker import calibrate, outcomes, prepare, train

from geomap.gazetteer import Gazetteer
from geomap.places.model import Linear, Ranker, load, load_ranker
from geomap.places.recognise import found, names_of
from geomap.places.resolve import resolved

LEAST = 0.2
"""Confidence below which there is no answer, as in the shipped weights."""
NAMES_ONLY = False
"""Whether to train on the toponym corpora alone."""


def folded(texts: list[Text], gazetteer: Gazetteer, folds: int) -> dict[str, tuple[Linear, Ranker]]:
    """Return, for each text, the weights trained on the other outlets."""
    from sklearn.model_selection import GroupKFold

    names = names_of(gazetteer)
    rows = {text.id: rows_of(text, names) for text in texts}
    judged = [t for t in texts if t.corpus in ("lgl", "trnews")]
    rest = [r for t in texts if t.corpus not in ("lgl", "trnews") for r in rows[t.id]]
    if NAMES_ONLY:
        rest = []
    folded_texts = []
    for inside, outside in GroupKFold(folds).split(judged, groups=[t.group for t in judged]):
        mine = [r for n in inside for r in rows[judged[n].id]]
        mentions = fit_mentions(mine + rest)
        ranker = train([prepare(judged[n], gazetteer, mentions) for n in inside], gazetteer)
        unseen = [prepare(judged[n], gazetteer, mentions) for n in outside]
        told = [row for item in unseen for row in outcomes(item, gazetteer, ranker)]
        folded_texts.append(([judged[n].id for n in outside], mentions, ranker, told))
    models = {}
    for ids, mentions, ranker, _ in folded_texts:
        # The curve of a fold comes from what the others' weights made of texts unseen by them.
        others = [row for other, _, _, told in folded_texts if other != ids for row in told]
        honest = ranker._replace(curve=calibrate(others), least=LEAST)
        models.update(dict.fromkeys(ids, (mentions, honest)))
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
        print(f"  {reliability(tally.bins)}")
        if args.errors:
            print("  missed:", tally.missed.most_common(args.errors))
            print("  spurious:", tally.spurious.most_common(args.errors))
            print("  wrong:", tally.wrong.most_common(args.errors))
    every = [pair for tally in tallies.values() for pair in tally.bins]
    print(f"calibration error of both {calibration_error(every):.3f}  {reliability(every)}")
    print(f"{size / took:.2f} MB/s over {size:.2f} MB")


if __name__ == "__main__":
    main()
