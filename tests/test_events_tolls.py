"""How many were killed and hurt, in the many ways that news has of saying so."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import read

PUBLISHED = date(2025, 6, 12)  # a Thursday
WRITTEN = {
    "words": {"k": "seven", "i": "nine", "n": "three"},
    "digits": {"k": "17", "i": "25", "n": "4"},
    "tens": {"k": "thirty-two", "i": "forty", "n": "two"},
}
MEANT = {"words": (7, 9), "digits": (17, 25), "tens": (32, 40)}


def _wordings() -> list[tuple[str, str]]:
    table = (Path(__file__).parent / "event_tolls.tsv").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    reader = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["wording"], row["told"]) for row in reader]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(("wording", "told"), _wordings())
def test_a_toll_is_read_in_any_wording(
    wording: str, told: str, written: str, gazetteer: Gazetteer
) -> None:
    """One event at the town named, with the killed and the injured that the words tell."""
    said = wording.format(**WRITTEN[written])
    (event,) = read(said[0].upper() + said[1:], gazetteer, PUBLISHED)
    assert event.where.place is not None
    killed, injured = MEANT[written]
    wanted = (killed if "k" in told else None, injured if "i" in told else None)
    assert (event.counts.killed, event.counts.injured) == wanted
