"""Where it happened, in the many ways that news has of saying so."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import read

PUBLISHED = date(2025, 6, 12)  # a Thursday
TOWNS = {
    "Kramatorsk": {"A": "Kramatorsk", "R": "Donetsk", "C": "Ukraine", "D": "Ukrainian"},
    "Taganrog": {"A": "Taganrog", "R": "Rostov", "C": "Russia", "D": "Russian"},
    "Borujerd": {"A": "Borujerd", "R": "Lorestan", "C": "Iran", "D": "Iranian"},
}
KINDS = {"A": "settlement", "R": "admin1", "C": "country"}


def _wordings() -> list[tuple[str, str]]:
    table = (Path(__file__).parent / "event_wheres.tsv").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    reader = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["wording"], row["place"]) for row in reader]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize(("wording", "wanted"), _wordings())
def test_the_place_is_found_in_any_wording(
    wording: str, wanted: str, town: str, gazetteer: Gazetteer
) -> None:
    """One event, at the town, region or country that the words put it at."""
    names = TOWNS[town]
    said = wording.format(**names)
    (event,) = read(said[0].upper() + said[1:], gazetteer, PUBLISHED)
    place = event.where.place
    assert place is not None
    assert place.name.startswith(names[wanted])
    assert place.kind.value == KINDS[wanted]
