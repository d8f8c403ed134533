"""Measure what each part of places is worth: leave it out, train again, judge unseen outlets.

    python benchmarks/places_ablation.py CORPORA [--folds 5]

Prints a table in Markdown: end-to-end F1@161 km and recognition by overlap, both corpora.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import places
import train_ranker
from place_corpora import everything
from place_score import Tally, document_of

from geomap.gazetteer import Gazetteer
from geomap.places.recognise import found
from geomap.places.resolve import resolved

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

recogniser = import_module("geomap.places.recognise")  # the name itself is the function
NOTHING = (0.0, 0.0)
COMPANY = ("share_country", "share_region", "near_50", "near_300", "votes_region", "votes_country",
           "country_alone", "kin_kind")  # fmt: skip
CONTAINERS = ("comma", "against_comma", "region_before", "region_named", "country_named",
              "same_sentence_region", "same_sentence_country")  # fmt: skip


def _without(names: tuple[str, ...]) -> AbstractContextManager[object]:
    bounds = {**train_ranker.BOUNDS, **dict.fromkeys(names, NOTHING)}
    return patch.object(train_ranker, "BOUNDS", bounds)


def _only(names: tuple[str, ...]) -> AbstractContextManager[object]:
    others = tuple(name for name in train_ranker.FEATURES if name not in names)
    return _without(others)


def parts() -> dict[str, list[AbstractContextManager[object]]]:
    """Return, by what is left out, the patches that leave it out."""
    return {
        "nothing": [],
        "the NER corpora in training": [patch.object(places, "NAMES_ONLY", new=True)],
        "agreement of a name within an article": [
            patch.object(recogniser, "OTHERS", 0.0),
            patch.object(recogniser, "OWN", 1.0),
        ],
        "region names and listed sites first": [
            patch.object(recogniser, "lifted", lambda _scan, _group, scores: scores)
        ],
        "names that no gazetteer lists": [patch.object(recogniser, "unlisted", lambda *_: ())],
        "company of other places": [_without(COMPANY)],
        "containers by wording": [_without(CONTAINERS)],
        "limits on what local papers teach": [patch.object(train_ranker, "BOUNDS", {})],
        "all but prominence": [_only(("prominence", "first", "gap"))],
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    gazetteer = Gazetteer.open()
    texts = everything(args.corpora)
    print("| left out | LGL end to end | LGL overlap | TR-News end to end | TR-News overlap |")
    print("|---|---|---|---|---|", flush=True)
    for part, patches in parts().items():
        for one in patches:
            one.__enter__()
        models = places.folded(texts, gazetteer, args.folds)
        tallies = {"lgl": Tally(), "trnews": Tally()}
        for text in texts:
            if text.corpus in tallies:
                mentions, ranker = models[text.id]
                document = document_of(text)
                spans = found(document, gazetteer, mentions)
                tallies[text.corpus].add(text, resolved(document, spans, gazetteer, ranker))
        for one in patches:
            one.__exit__(None, None, None)
        cells = [figure for tally in tallies.values() for figure in tally.figures()]
        print(f"| {part} | " + " | ".join(f"{c:.3f}" for c in cells) + " |", flush=True)


if __name__ == "__main__":
    main()
