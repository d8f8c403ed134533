"""The accuracy of places on annotated corpora never falls below its floors."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from factories import SHARED
from geomap.gazetteer import Gazetteer
from geomap.places import recognise, resolve

ROOT = Path(__file__).parents[1]
CORPORA = SHARED / "corpora"
BASELINE = json.loads((ROOT / "tests" / "quality" / "places_baseline.json").read_text("utf-8"))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the annotated corpora are not here")
@pytest.mark.parametrize("corpus", sorted(BASELINE))
def test_accuracy_stays_above_its_floors(corpus, monkeypatch):
    """Recognition, resolution and both reach the floors of the baseline file."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    from place_corpora import toponyms
    from place_score import Tally, document_of

    wanted = BASELINE[corpus]
    path = CORPORA / wanted["file"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == wanted["sha256"], "the corpus changed: figures cannot be compared"
    gazetteer = Gazetteer.open()
    tally = Tally()
    for text in toponyms(path, corpus):
        document = document_of(text)
        mentions = recognise(document, gazetteer)
        tally.add(text, resolve(document, mentions, gazetteer))
    counts = tally.counts
    assert counts["gold"] == wanted["toponyms"]
    both, overlap = tally.figures()
    assert both >= wanted["floors"]["end_to_end"]
    assert overlap >= wanted["floors"]["overlap"]
    assert counts["near"] / counts["located"] >= wanted["floors"]["acc161"]
