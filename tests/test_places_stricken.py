"""Towns are told from people by what befalls them, and the city from its namesakes."""

from __future__ import annotations

import pytest

from geomap import pipeline
from geomap.documents import from_text
from geomap.gazetteer import Gazetteer
from geomap.model import Place, PlaceKind

SENTENCES = (
    "Militants attacked {} on Monday, officials said.",
    "Fighters entered {} on Monday.",
    "Israeli forces raided {} on Monday.",
    "{}: two people were killed on Monday.",
    "{} was shelled on Monday, officials said.",
    "{} came under fire on Monday.",
    "The mayor of {} said two people were wounded.",
    "Officials said drones hit {} overnight.",
    "Five people were killed in {} when a drone crashed.",
)
AT_WAR = frozenset({"UA", "RU", "IQ", "SY", "LB", "YE", "IR", "IL", "PS", "SD", "LY", "SO"})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def towns(gazetteer: Gazetteer) -> list[Place]:
    """Return every fifth town of 30,000 people and more in the countries of the wars told of."""
    known = gazetteer.settlements((10.0, 0.0, 180.0, 75.0), min_population=30_000)
    return sorted((p for p in known if p.country in AT_WAR), key=lambda p: p.key)[::5]


def _placed(text: str, gazetteer: Gazetteer) -> dict[str, Place | None]:
    return {r.mention.text: r.place for r in pipeline.resolved(from_text(text), gazetteer)}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_towns_are_found_by_what_befalls_them(
    sentence: str, gazetteer: Gazetteer, towns: list[Place]
) -> None:
    missed = [
        town.name
        for town in towns
        if not any(
            town.name in said or said in town.name
            for said in _placed(sentence.format(town.name), gazetteer)
        )
    ]
    assert len(towns) > 200
    assert len(missed) < 0.03 * len(towns), missed


MEANT = [
    ("French troops landed in Djibouti on Monday.", "Djibouti", ("Djibouti", "country")),
    ("Talks were held in Gibraltar.", "Gibraltar", ("Gibraltar", "country")),
    ("A bomb exploded in San Francisco on Monday.", "San Francisco", ("California", "settlement")),
    ("A bomb exploded in São Paulo on Monday.", "São Paulo", ("São Paulo", "settlement")),
    ("A bomb exploded in Quebec on Monday.", "Quebec", ("Québec", "admin1")),
    ("Uman was shelled on Monday, officials said.", "Uman", ("Cherkasy Oblast", "settlement")),
    ("Troops left Muscat and Sohar in Oman.", "Oman", ("Oman", "country")),
    ("Russian forces attacked Lyman on Monday.", "Lyman", ("Donetsk Oblast", "settlement")),
]


@pytest.mark.parametrize(("text", "said", "meant"), MEANT)
def test_the_place_that_everyone_knows_is_meant(
    text: str, said: str, meant: tuple[str | None, str], gazetteer: Gazetteer
) -> None:
    place = _placed(text, gazetteer)[said]
    assert place is not None
    where = place.name if place.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1) else place.admin1
    assert (where, place.kind.value) == meant


@pytest.mark.parametrize("capital", ["Riga", "Helsinki", "Doha", "Juba", "Amsterdam"])
def test_a_capital_that_speaks_is_found(capital: str, gazetteer: Gazetteer) -> None:
    place = _placed(f"{capital} said on Monday that it would send troops.", gazetteer)[capital]
    assert place is not None
    assert place.name == capital


def test_a_person_who_is_attacked_is_no_place(gazetteer: Gazetteer) -> None:
    text = "Critics attacked Lyman Trumbull and Al Franken. Fighters captured Jordan Bardella."
    assert not _placed(text, gazetteer)
