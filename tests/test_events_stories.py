"""Stories of two sentences: what goes on about an event, and what is another."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import read

PUBLISHED = date(2025, 6, 12)  # a Thursday


def _stories() -> list[tuple[str, str]]:
    table = (Path(__file__).parent / "event_stories.tsv").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    reader = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["story"], row["events"]) for row in reader]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(("story", "events"), _stories())
def test_a_story_goes_on_as_a_reader_takes_it(
    story: str, events: str, gazetteer: Gazetteer
) -> None:
    """As many events as are told, each with its kind, its place and its numbers."""
    found = read(story, gazetteer, PUBLISHED)
    wanted = [(*row.split(":"), "", "", "")[:4] for row in events.split(";")]
    assert len(found) == len(wanted)
    for kinds, name, killed, injured in wanted:
        assert any(
            event.kind.value in kinds.split("/")
            and (not name or (event.where.place and event.where.place.name.startswith(name)))
            and killed in ("", str(event.counts.killed))
            and injured in ("", str(event.counts.injured))
            for event in found
        )
