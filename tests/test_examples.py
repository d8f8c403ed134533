"""The examples give the events that stand beside them, and the same bytes every time."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "quality"))

import score_articles as scoring

import geomap
from geomap import export
from geomap.gazetteer import Gazetteer

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    "kharkiv-night": ROOT / "examples" / "kharkiv-night.txt",
    "iran-strikes": ROOT / "examples" / "iran-strikes.html",
}
GOLDEN = Path(__file__).parent / "golden"


def events_of(name: str) -> tuple[geomap.model.Event, ...]:
    expected = json.loads((ROOT / "examples" / f"{name}.expected.json").read_text("utf-8"))
    published = date.fromisoformat(expected["published"])
    return geomap.extract_events(geomap.read(EXAMPLES[name], published=published))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_every_expected_event_and_no_other(name: str) -> None:
    expected = json.loads((ROOT / "examples" / f"{name}.expected.json").read_text("utf-8"))
    found = [scoring.flat(event) for event in events_of(name)]
    score = scoring.score_article(expected["events"], found)
    assert [n for n in score.notes if n.startswith(("missed", "extra"))] == []


def test_counts_and_days_of_the_day_report_are_exact() -> None:
    expected = json.loads((ROOT / "examples" / "kharkiv-night.expected.json").read_text("utf-8"))
    found = [scoring.flat(event) for event in events_of("kharkiv-night")]
    score = scoring.score_article(expected["events"], found)
    wrong = ("wrong   date", "wrong   killed", "wrong   injured", "wrong   launched",
             "wrong   downed", "wrong   jammed", "wrong   actor")  # fmt: skip
    assert [n for n in score.notes if n.startswith(wrong)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_geojson_of_an_example_is_the_golden_file(name: str) -> None:
    """`GEOMAP_GOLDEN=write make test` writes the golden files again."""
    made = export.write(events_of(name), "geojson", gazetteer=Gazetteer.open())
    path = GOLDEN / f"{name}.geojson"
    if os.environ.get("GEOMAP_GOLDEN") == "write":
        path.write_bytes(made)
    assert made == path.read_bytes()
