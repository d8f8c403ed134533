"""Villages that only an event tells: read where it is plain which one, else left alone."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import read


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


READ = {
    "the object of a capture": ("Ukrainian troops regained Robotyne on Monday.", {"Robotyne"}),
    "before a bracket": (
        "Ukrainian forces liberated Kucheriv Yar (northeast of Dobropillia).",
        {"Kucheriv Yar"},
    ),
    "behind a name that nobody knows": (
        "Warplanes raided the town of Srifa, as well as Tayr Xebba, Maaroub and Khiam.",
        {"Srifa", "Maaroub", "Khiam"},
    ),
    "a passive subject": (
        "Shells fell near Huliaipole on Monday. Robotyne was shelled, too.",
        {"Huliaipole", "Robotyne"},
    ),
}


@pytest.mark.parametrize(("text", "places"), READ.values(), ids=READ)
def test_a_village_is_read_by_what_was_done_to_it(text, places, gazetteer) -> None:
    found = {e.where.place.name for e in read(text, gazetteer) if e.where.place}
    assert found == places


LEFT = {
    "a person": "Russian forces attacked Zelensky.",
    "a far namesake": "Drones hit a depot in Tyre on Monday, and Robotyne was shelled.",
    "a firm": "A drone hit Maersk Line in Odesa on Monday.",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_no_village_nearby_is_left_alone(text, gazetteer) -> None:
    found = {e.where.place.name for e in read(text, gazetteer) if e.where.place}
    assert found <= {"Odesa", "Tyre"}
