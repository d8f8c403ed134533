"""Train the ranker of candidates and its confidence on annotated coordinates.

    python benchmarks/train_ranker.py CORPORA [--out FILE]

A conditional logit over the candidates of each annotated name: every candidate within 161 km of
the annotation counts as right. Contexts are settled anew with the weights of each round.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from place_corpora import Text, toponyms
from place_score import NEAR_KM, document_of
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from geomap.gazetteer import Gazetteer
from geomap.geo import distance_km
from geomap.model import Document, Mention, Usage
from geomap.places.model import Linear, Ranker, load
from geomap.places.ranking import FEATURES, company_of, describe
from geomap.places.recognise import found, names_of
from geomap.places.resolve import discourses
from geomap.places.senses import senses_of
from geomap.places.settling import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

OUT = Path(__file__).parents[1] / "src" / "geomap" / "places" / "data" / "ranker.json"
WEIGHT = {"lgl": 1.0, "trnews": 2.0}
BOUNDS = {
    "capital": (0.6, None), "capital_acts": (0.5, None), "capital_alone": (0.0, None),
    "capital_company": (0.0, None), "comma": (3.0, None), "against_comma": (None, -2.0),
    "region_before": (0.5, None), "kind_word": (3.0, None), "bare_region": (None, -2.0),
    "exact": (0.0, 0.2), "alternate": (0.0, None), "mayor": (0.3, None),
    "unsupported": (None, -1.0), "small_world": (0.0, None), "governor": (2.0, None),
    "unpeopled": (None, -1.5), "siblings": (0.5, None),
}  # fmt: skip
"""What these corpora, local papers of America for the most part, cannot teach."""
START = {
    "prominence": 10.0, "comma": 6.0, "region_before": 2.0, "region_named": 2.0,
    "country_named": 1.0, "share_country": 2.0, "share_region": 2.0, "near_50": 1.0,
}  # fmt: skip


class Case(NamedTuple):
    """One sense with the numbers of its candidates and which are right."""

    numbers: np.ndarray
    right: np.ndarray
    weight: float


class Prepared(NamedTuple):
    """A text with its mentions and what is right for each."""

    text: Text
    document: Document
    mentions: tuple[Mention, ...]
    truth: dict[int, tuple[float, float]]


def prepare(text: Text, gazetteer: Gazetteer, model: Linear) -> Prepared:
    """Recognise the names of a text and pair them with the annotations."""
    document = document_of(text)
    mentions = found(document, gazetteer, model, demonyms=True)
    truth = {}
    for number, mention in enumerate(mentions):
        for gold in text.gold:
            if (
                gold.lat is not None
                and gold.lon is not None
                and (gold.start < mention.span.end and mention.span.start < gold.end)
            ):
                truth[number] = (gold.lat, gold.lon)
                break
    return Prepared(text, document, mentions, truth)


def cases(item: Prepared, gazetteer: Gazetteer, ranker: Ranker) -> list[Case]:
    """Return the judged senses of a text in the company that the ranker settles on."""
    rows_found = []
    names = names_of(gazetteer)
    for numbers in discourses(item.document, item.mentions):
        senses, _ = senses_of(item.text.text, item.mentions, numbers, names)
        settle(senses, ranker)
        company = company_of(senses)
        for sense in senses:
            truth = [item.truth[n] for n in sense.mentions if n in item.truth]
            if not truth or len(sense.candidates) < 2:
                continue
            right = np.array([is_right(c.place, truth[0]) for c in sense.candidates])
            if not right.any() or right.all():
                continue
            weight = len(truth) ** 0.5 * WEIGHT[item.text.corpus]
            rows_found.append(Case(np.array(describe(company, sense)), right, weight))
    return rows_found


def is_right(place: object, truth: tuple[float, float]) -> bool:
    """Tell whether a place lies within 161 km of the truth."""
    return distance_km(place.lat, place.lon, *truth) <= NEAR_KM  # type: ignore[attr-defined]


def fit(found: Sequence[Case], start: np.ndarray, strength: float) -> np.ndarray:
    """Fit the conditional logit."""
    sizes = np.array([len(c.right) for c in found])
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    table = np.concatenate([c.numbers for c in found])
    right = np.concatenate([c.right for c in found])
    weights = np.array([c.weight for c in found])
    owner = np.repeat(np.arange(len(found)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ w
        top = np.maximum.reduceat(scores, offsets)
        raw = np.exp(scores - top[owner])
        total = np.add.reduceat(raw, offsets)
        good = np.add.reduceat(raw * right, offsets) + 1e-12
        value = -(weights * np.log(good / total)).sum() + strength * (w**2).sum()
        pull = (raw / total[owner] - raw * right / good[owner]) * weights[owner]
        return value, table.T @ pull + 2 * strength * w

    return minimize(
        loss, start, jac=True, method="L-BFGS-B",
        bounds=[BOUNDS.get(name, (None, None)) for name in FEATURES], options={"maxiter": 300},
    ).x  # fmt: skip


def train(
    items: list[Prepared], gazetteer: Gazetteer, *, rounds: int = 3, strength: float = 1.0
) -> Ranker:
    """Fit in rounds, each on the contexts that the last one settles."""
    weights = np.array([START.get(name, 0.0) for name in FEATURES])
    for _ in range(rounds):
        ranker = Ranker(tuple(weights), ((1.0, 1.0),), 0.0)
        all_cases = [case for item in items for case in cases(item, gazetteer, ranker)]
        weights = fit(all_cases, weights, strength)
    return Ranker(tuple(round(float(w), 4) for w in weights), ((1.0, 1.0),), 0.0)


def outcomes(item: Prepared, gazetteer: Gazetteer, ranker: Ranker) -> list[tuple[float, int]]:
    """Return (chance, right: 1, wrong: 0, no toponym there: -1) for each mention of a text."""
    from geomap.places.answers import _chance

    rows = []
    names = names_of(gazetteer)
    for numbers in discourses(item.document, item.mentions):
        senses, _ = senses_of(item.text.text, item.mentions, numbers, names)
        settle(senses, ranker)
        for sense in senses:
            for number in sense.mentions:
                if item.mentions[number].usage is Usage.DEMONYM:
                    continue
                truth = item.truth.get(number)
                rows.append(
                    (
                        _chance(sense, sense.place),
                        -1 if truth is None else int(is_right(sense.place, truth)),
                    )
                )
    return rows


def calibrate(rows: list[tuple[float, int]]) -> tuple[tuple[float, float], ...]:
    """Return the curve from chance to the share that was right."""
    known = [(c, r) for c, r in rows if r >= 0]
    model = IsotonicRegression(out_of_bounds="clip", y_min=0.02, y_max=0.99)
    model.fit([c for c, _ in known], [r for _, r in known])
    grid = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 1.0]
    return tuple((g, round(float(v), 3)) for g, v in zip(grid, model.predict(grid), strict=True))


def main() -> None:
    """Cross-validate by outlet, then fit on everything and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--least", type=float, default=0.2)
    args = parser.parse_args()
    gazetteer = Gazetteer.open()
    texts = [
        *toponyms(args.corpora / "lgl.xml", "lgl"),
        *toponyms(args.corpora / "TR-News.xml", "trnews"),
    ]
    items = [prepare(text, gazetteer, load("mentions")) for text in texts]
    groups = [item.text.group for item in items]
    held: dict[str, list[tuple[float, int]]] = {"lgl": [], "trnews": []}
    if args.folds > 1:
        for inside, outside in GroupKFold(args.folds).split(items, groups=groups):
            ranker = train(
                [items[n] for n in inside], gazetteer, rounds=args.rounds, strength=args.strength
            )
            for n in outside:
                held[items[n].text.corpus] += outcomes(items[n], gazetteer, ranker)
        for corpus, rows in held.items():
            known = [r for _, r in rows if r >= 0]
            print(corpus, "held-out acc@161", round(sum(known) / len(known), 4), "of", len(known))
    final = train(items, gazetteer, rounds=args.rounds, strength=args.strength)
    for name, weight in sorted(zip(FEATURES, final.weights, strict=True), key=lambda p: -abs(p[1])):
        print(f"{weight:8.3f} {name}")
    curve = calibrate(held["lgl"] + held["trnews"]) if args.folds > 1 else ((1.0, 1.0),)
    print("curve", curve)
    args.out.write_text(
        json.dumps({"weights": final.weights, "curve": curve, "least": args.least}) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
