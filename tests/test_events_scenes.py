"""Which of the places that a sentence names is the scene: one table, each with what must come out.

Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import Want, check, read, told

W = Want


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


SCENES = {
    "a country says whose troops": (
        "Iran-backed militias attacked US troops in Syria on Monday.",
        [W("strike", "Syria", day="2025-06-09")],
    ),
    "a country says whose base, which has no place": (
        "Rockets hit a U.S. base on Tuesday.",
        [],
    ),
    "a country that is itself struck": (
        "A drone from Yemen hit Israel on Tuesday.",
        [W("drone_attack", "Israel", day="2025-06-10")],
    ),
    "a country whose system is struck": (
        "Russia hit Ukraine's energy system on Monday.",
        [W("strike", "Ukraine", "Russia", "2025-06-09")],
    ),
    "the place of the occasion": (
        "Three soldiers were killed as they drove through Kramatorsk on Monday.",
        [W("casualties", "Kramatorsk", day="2025-06-09", counts={"killed": 3})],
    ),
    "words that only describe stand before the place": (
        "Rebels captured the mainly Christian town of Maaloula on Monday.",
        [W("territory_captured", "Malula", day="2025-06-09")],
    ),
    "parts of a region": (
        "Shelling in various parts of the battered Kherson region killed two people on Monday.",
        [W("shelling", "Kherson Oblast", day="2025-06-09", counts={"killed": 2})],
    ),
    "an owner before the place": (
        "A bomb exploded in the country's second city of Basra on Monday.",
        [W("explosion", "Basra", day="2025-06-09")],
    ),
    "a second city, named behind the comma": (
        "Russian forces struck Ukraine's second city, Kharkiv, on Tuesday.",
        [W("strike", "Kharkiv", "Russia", "2025-06-10")],
    ),
    "the infinitive behind two places": (
        "Hundreds rallied in Ramallah and Nablus on Monday to protest against the raid.",
        [W("protest", "Ramallah", day="2025-06-09"), W("protest", "Nablus", day="2025-06-09")],
    ),
    "what people march against is not told by that": (
        "Thousands marched in London on Saturday against Israeli strikes on Gaza.",
        [W("protest", "London", day="2025-06-07")],
    ),
    "what talks are about is not told by that": (
        "Talks in Geneva on Monday focused on the strikes in Lebanon.",
        [W("talks", "Geneva", day="2025-06-09")],
    ),
    "what was attacked to be taken is not taken": (
        "Russian troops attacked on Tuesday to seize Pokrovsk.",
        [W("strike", "Pokrovsk", "Russia", "2025-06-10")],
    ),
    "what they managed to take is": (
        "Russian troops managed to seize Pokrovsk on Tuesday.",
        [W("territory_captured", "Pokrovsk", "Russia", "2025-06-10")],
    ),
    "what they are said to have taken is": (
        "Rebels are said to have captured Goma on Monday.",
        [W("territory_captured", "Goma", day="2025-06-09")],
    ),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_scene_is_the_place_that_a_reader_takes(name, gazetteer) -> None:
    text, wanted = SCENES[name]
    check(text, wanted, gazetteer)


ACCIDENTS = [
    "A bus crash near Lviv killed five people on Monday.",
    "A military plane crashed in Khartoum on Tuesday, killing 46 people.",
    "An earthquake killed 12 people in Kabul on Monday.",
    "Forty migrants drowned off Libya on Monday.",
]


@pytest.mark.parametrize("text", ACCIDENTS)
def test_accidents_are_no_events(text, gazetteer) -> None:
    check(text, [], gazetteer)


CRASHES = {
    "a drone that crashes is a weapon": (
        "A drone crashed into a house in Kursk on Tuesday, killing two.",
        [W("drone_attack", "Kursk", day="2025-06-10", counts={"killed": 2})],
    ),
    "a plane that is shot down takes its crew with it": (
        "Guerrillas shot down a helicopter near Fallujah on Sunday, killing 16 soldiers.",
        [W("interception", "Al Fallujah", day="2025-06-08", counts={"killed": 16})],
    ),
    "floods beside clashes": (
        "Four people were killed in floods near Goma on Monday and two in clashes there.",
        [W("armed_clash", "Goma", day="2025-06-09")],
    ),
}


@pytest.mark.parametrize("name", CRASHES)
def test_violence_is_told_from_accidents(name, gazetteer) -> None:
    text, wanted = CRASHES[name]
    check(text, wanted, gazetteer)


def test_what_a_strike_destroyed_is_not_what_it_was_made_with(gazetteer) -> None:
    text = "Near Ar Raqqah, two strikes destroyed a mortar, a drone and an IED on Monday."
    check(text, [W("strike", "Raqqa", day="2025-06-09")], gazetteer)


def test_a_town_whose_name_is_a_letter_off_is_known_by_its_company(gazetteer) -> None:
    text = "Near Dayr Az Zayr, one strike destroyed a crane on Monday. Raqqa was hit on Tuesday."
    found = [told(e) for e in read(text, gazetteer)]
    assert {e.place for e in found} == {"Deir ez-Zor", "Raqqa"}


def test_a_camp_in_a_town_is_one_scene(gazetteer) -> None:
    text = "RSF shelling of Abu Shouk camp in El Fasher killed 14 civilians on Wednesday."
    check(text, [W("shelling", "Abu Shouk camp", day="2025-06-11")], gazetteer)


def test_hits_that_are_recorded_are_strikes(gazetteer) -> None:
    text = "Hits were recorded in the Kharkiv and Sumy regions on Monday."
    wanted = [W("strike", "Kharkiv Oblast"), W("strike", "Sumy Oblast")]
    check(text, wanted, gazetteer)


def test_who_says_so_is_named_without_where_it_lies(gazetteer) -> None:
    text = "A short time later neighbouring Jordan said it had intercepted several missiles."
    (event,) = read(text, gazetteer)
    assert event.claimed_by == "Jordan"
