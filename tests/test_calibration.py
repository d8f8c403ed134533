"""Confidence: a rising table, applied to the events of the pipeline."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import make_event
from geomap import documents, events, pipeline
from geomap.events.calibration import confidence, curve
from geomap.gazetteer import Gazetteer

TABLE = ((0.4, 0.2), (0.6, 0.5), (0.9, 0.8))


def test_the_table_of_the_package_rises() -> None:
    assert len(curve()) >= 2
    for (score, share), (later, higher) in pairwise(curve()):
        assert 0 <= score < later <= 1
        assert 0 < share <= higher < 1


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.0, 0.2), (0.4, 0.2), (0.5, 0.35), (0.75, 0.65), (0.9, 0.8), (0.95, 0.85), (1.3, 0.98)],
)
def test_a_score_between_rows_is_in_proportion(score: float, expected: float) -> None:
    assert confidence(score, TABLE) == expected


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= confidence(low, curve()) <= confidence(high, curve()) <= 1


def test_the_pipeline_gives_calibrated_events() -> None:
    gazetteer = Gazetteer.open()
    document = documents.from_text("Russian drones hit Sumy on Monday, killing four people.")
    (raw,) = events.extract(pipeline.locate([document], gazetteer), gazetteer)
    (event,) = pipeline.extract([document], gazetteer)
    assert event.confidence == confidence(raw.confidence, curve())
    assert event.confidence != raw.confidence


def test_nothing_but_the_confidence_changes() -> None:
    (event,) = events.calibrated([make_event(confidence=0.9)])
    assert event == make_event(confidence=event.confidence)
