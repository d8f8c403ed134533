"""Train the mention classifier and report it on held-out outlets.

    python benchmarks/train_mentions.py CORPORA [--out FILE]

Needs scikit-learn. Weights are rounded and those near nothing dropped; the file is the same on
every run.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
from place_corpora import Text, everything
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from geomap.gazetteer import Gazetteer
from geomap.places.features import TEMPLATES, features, read_discourse
from geomap.places.model import Linear, Weights
from geomap.places.names import Names
from geomap.places.recognise import Judged, agreed, chosen
from geomap.places.scan import Scan
from geomap.places.spans import Hit, hits

OUT = Path(__file__).parents[1] / "src" / "geomap" / "places" / "data" / "mentions.json.gz"
WEIGHT = {"lgl": 1.0, "trnews": 1.5, "re3d": 0.6, "wikigold_wikigold.conll": 0.7}
LEAST = 3
"""Categories met less often than this get no weight."""


class Row:
    """One span of one text, with its label (None: not known) and weight."""

    __slots__ = ("categories", "hit", "label", "scan", "text", "weight")

    def __init__(self, text: Text, scan: Scan, hit: Hit, categories: tuple[str, ...]) -> None:
        self.text, self.scan, self.hit, self.categories = text, scan, hit, categories
        self.label: int | None = 0
        self.weight = WEIGHT.get(text.corpus, 0.3)


def rows_of(text: Text, names: Names) -> list[Row]:
    """Return all spans of a text with their labels."""
    scans = [Scan(text.text, 0, len(text.text))]
    found = [hits(s, names) for s in scans]
    discourse = read_discourse(scans, found)
    rows = []
    for scan, groups in zip(scans, found, strict=True):
        starts = {group[0].first: group for group in groups}
        reach = -1
        for group in groups:
            seen = features(scan, group, discourse, starts, reach=reach)
            rows += [
                Row(text, scan, hit, categories)
                for hit, categories in zip(group, seen, strict=True)
            ]
            reach = max([reach, *(hit.last for hit in group)])
    label(text, rows)
    return rows


def label(text: Text, rows: list[Row]) -> None:
    """Fill in the labels: the exact span, else the longest that overlaps an annotation."""
    exact = {(g.start, g.end) for g in text.gold}
    spans = []
    for row in rows:
        span = Judged(row.scan, row.hit, 0.0)
        start, end = span.start, span.end
        inner = text.text[start:end].rstrip(".")
        hit_exact = (start, end) in exact or (start, start + len(inner)) in exact
        spans.append((start, end, hit_exact))
    trusted = text.corpus in ("lgl", "trnews")
    matched = {
        (g.start, g.end)
        for g in text.gold
        for (s, e, ok) in spans
        if ok and s == g.start and abs(e - g.end) <= 1
    }
    for row, (start, end, ok) in zip(rows, spans, strict=True):
        if ok:
            row.label = 1
            continue
        over = [g for g in text.gold if g.start < end and start < g.end]
        if over:
            open_gold = [g for g in over if (g.start, g.end) not in matched]
            best = open_gold and not any(
                s2 < g.end and g.start < e2 and (e2 - s2) > (end - start)
                for g in open_gold
                for (s2, e2, _) in spans
            )
            row.label = (1 if best else 0) if trusted else None
            row.weight *= 0.7 if best else 1.0
        elif not trusted:
            row.label = elsewhere(text, row, start, end)


def elsewhere(text: Text, row: Row, start: int, end: int) -> int | None:
    """Label a span outside the places of a corpus that annotates other names too."""
    if row.hit.written == "demonym":
        return None
    for s, e, kind in text.other:
        if s < end and start < e:
            if kind.startswith("per"):
                return 0
            if (s, e) == (start, end):
                return 1 if row.hit.name.kind == "C" and text.corpus == "re3d" else None
            return None
    return 0


def vocabulary(rows: list[Row]) -> dict[tuple[int, str], int]:
    """Number the categories that are met often enough."""
    count: dict[tuple[int, str], int] = {}
    for row in rows:
        for pair in enumerate(row.categories):
            count[pair] = count.get(pair, 0) + 1
    return {pair: n for n, pair in enumerate(sorted(p for p, c in count.items() if c >= LEAST))}


def matrix(rows: list[Row], columns: dict[tuple[int, str], int]) -> csr_matrix:
    """Return the rows as a sparse matrix of ones."""
    indices, starts = [], [0]
    for row in rows:
        indices += [columns[p] for p in enumerate(row.categories) if p in columns]
        starts.append(len(indices))
    return csr_matrix(
        (np.ones(len(indices), dtype=np.float32), indices, starts), shape=(len(rows), len(columns))
    )


def fit(rows: list[Row], strength: float = 0.3) -> Linear:
    """Fit the regression."""
    known = [r for r in rows if r.label is not None]
    columns = vocabulary(known)
    model = LogisticRegression(C=strength, max_iter=300, solver="lbfgs")
    model.fit(matrix(known, columns), [r.label for r in known], [r.weight for r in known])
    tables = tuple(Weights() for _ in TEMPLATES)
    for (template, category), n in columns.items():
        weight = round(float(model.coef_[0][n]), 3)
        if abs(weight) >= 0.02:
            tables[template][category] = weight
    return Linear(round(float(model.intercept_[0]), 3), tables)


def main() -> None:
    """Cross-validate, then fit on everything and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--strength", type=float, default=0.3)
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    texts = everything(args.corpora)
    names = Names(Gazetteer.open())
    rows = {text.id: rows_of(text, names) for text in texts}
    judged_texts = [t for t in texts if t.corpus in ("lgl", "trnews")]
    rest = [t for t in texts if t.corpus not in ("lgl", "trnews")]
    print({c: coverage([t for t in texts if t.corpus == c], rows) for c in ("lgl", "trnews")})
    groups = [t.group for t in judged_texts]
    pooled: dict[str, Linear] = {}
    for train, test in GroupKFold(args.folds).split(judged_texts, groups=groups):
        inside = [r for n in train for r in rows[judged_texts[n].id]]
        model = fit(inside + [r for t in rest for r in rows[t.id]], args.strength)
        pooled.update({judged_texts[n].id: model for n in test})
    for threshold in (-0.8, -0.4, 0.0, 0.4):
        for corpus in ("lgl", "trnews"):
            print(threshold, corpus, pooled_measure(corpus, judged_texts, rows, pooled, threshold))
    model = fit([r for t in texts for r in rows[t.id]], args.strength)
    data = json.dumps({"bias": model.bias, "tables": model.tables}, sort_keys=True)
    args.out.write_bytes(gzip.compress(data.encode(), mtime=0))
    print(
        f"{args.out.name}: {sum(map(len, model.tables))} weights, {args.out.stat().st_size} bytes"
    )


def pooled_measure(
    corpus: str,
    texts: list[Text],
    rows: dict[str, list[Row]],
    models: dict[str, Linear],
    threshold: float,
) -> dict[str, Any]:
    """Measure each text with the model that has not seen its outlet."""
    mine = [t for t in texts if t.corpus == corpus]
    right = predicted = gold = 0.0
    for text in mine:
        spans = rows[text.id]
        (scored,) = agreed([[(r.hit, models[text.id].score(r.categories)) for r in spans]])
        judged = [Judged(r.scan, hit, odds) for r, (hit, odds) in zip(spans, scored, strict=True)]
        taken = [(j.start, j.end) for j in chosen(judged, threshold)]
        free = sorted((g.start, g.end) for g in text.gold)
        predicted += len(taken)
        gold += len(free)
        for start, end in taken:
            match = next(((s, e) for s, e in free if s < end and start < e), None)
            if match:
                right += 1
                free.remove(match)
    p, r = right / max(1, predicted), right / max(1, gold)
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(1e-9, p + r), 3)}


def coverage(texts: list[Text], rows: dict[str, list[Row]]) -> float:
    """Return the share of gold that some span overlaps."""
    found = total = 0
    for text in texts:
        spans = [(j.start, j.end) for j in (Judged(r.scan, r.hit, 0) for r in rows[text.id])]
        total += len(text.gold)
        found += sum(any(s < g.end and g.start < e for s, e in spans) for g in text.gold)
    return round(found / max(1, total), 3)


if __name__ == "__main__":
    main()
