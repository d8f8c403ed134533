"""Whatever the text: it is read, events come or do not, and every file can be written and read."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap import documents, events, export, pipeline
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import Document, Event

GAZETTEER = Gazetteer.open()
"""Shared: the examples are many, and it does not change."""

WORDS = st.sampled_from(
    """Russian drones struck Odesa Kharkiv killed injured three 12 1,000 people on Monday overnight
    shelled the region , . and of in 20 km north near said that governor "may" not 'attack'
    Kyiv's (AP) — \u2028 \u202e \ufeff \u0301 A\u030a \x0b \t 🇺🇦 Одеса الخرطوم shot down missile
    including 41 over Belgorod visited talks Iran ; : - / million June 12, 2025 \ud800 = + @cmd |
    KYIV, June 12. /TASS/. between at least two to four dozens""".split(" ")
)
SOUP = st.lists(WORDS | st.text(max_size=8), max_size=40).map(" ".join)
TEXTS = st.lists(SOUP, max_size=4).map("\n".join)


def found_in(text: str) -> tuple[Document, tuple[Event, ...]]:
    """Read a text and return its events; check what holds of all of them."""
    document = documents.from_text(text, published=date(2025, 6, 13))
    found = pipeline.extract([document], GAZETTEER)
    for event in found:
        assert 0 <= event.confidence <= 1
        assert event.where.reason or event.where.location
        for item in event.evidence:
            assert item.span.of(document.text) == item.text
        if event.when.start and event.when.end:
            assert event.when.start <= event.when.end
    return document, found


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_files_that_can_be_read(text: str) -> None:
    _, found = found_in(text)
    data = json.loads(export.write(found, "geojson"))
    assert [item["id"] for item in data["features"]] == [event.id for event in found]
    lines = export.write(found, "jsonl").decode().splitlines()
    assert [json.loads(line)["event_id"] for line in lines] == [event.id for event in found]
    export.write(found, "csv", gazetteer=GAZETTEER)
    export.write(found, "kml").decode()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_can_be_explained(text: str) -> None:
    document, found = found_in(text)
    resolved = pipeline.resolved(document, GAZETTEER)
    told = events.explain(document, resolved, events.setting(GAZETTEER), found)
    for one in told:
        assert one.span.of(document.text) == one.text
        for passed in (*one.passed, *one.places):
            assert passed.span.of(document.text) == passed.text


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_arbitrary_unicode_breaks_nothing(text: str) -> None:
    _, found = found_in(text)
    export.write(found, "geojson")


@pytest.mark.parametrize("kind", ["geojson", "csv"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_an_events_file_reads_back_as_it_was_written(
    kind: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, found = found_in(text)
    path: Path = tmp_path_factory.mktemp("round") / f"events.{kind}"
    path.write_bytes(export.write(found, kind, gazetteer=GAZETTEER))
    again = documents.read_events(path, place_of=GAZETTEER.by_geonameid)
    assert export.write(again, kind, gazetteer=GAZETTEER) == path.read_bytes()
