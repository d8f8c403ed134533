"""News of one line: what one sentence tells, in the words of many writers."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import read

PUBLISHED = date(2026, 2, 20)  # a Friday


def _lines() -> list[dict[str, str]]:
    table = (Path(__file__).parent / "event_lines.tsv").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("line", _lines(), ids=lambda line: line["sentence"][:60])
def test_a_line_of_news_tells_its_event(line: dict[str, str], gazetteer: Gazetteer) -> None:
    """The event is among those read, with its kind and place; what tells none gives none."""
    found = read(line["sentence"], gazetteer, PUBLISHED)
    placed = [e for e in found if e.where.place is not None]
    told = {(e.kind.value, e.where.place.name) for e in placed}
    if line["kind"] == "-":
        assert not found
    else:
        assert (line["kind"], line["place"]) in told
    if line["hurt"]:
        hurt = {e.where.place.name: (e.counts.killed, e.counts.injured) for e in placed}
        wanted = tuple(None if n == "-" else int(n) for n in line["hurt"].split("/"))
        assert hurt[line["place"]] == wanted
