"""More turns of language of agencies, ministries and updates: what must come out of each.

Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from test_events_rules import Want, check, read

W = Want


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


PLACES = {
    "reported in a place is no place of speech": (
        "Clashes between the army and the RSF were reported in El Obeid on Monday.",
        [W("armed_clash", "El Obeid", day="2025-06-09")],
    ),
    "on the road to a town": (
        "The Zaporizhzhia region was calm. A Russian drone struck a car on the road to Bilenke.",
        [W("drone_attack", "Bilenke", "Russia")],
    ),
    "a withdrawal from a city that is described": (
        "Government forces withdrew from the Druze-majority city of Sweida.",
        [W("withdrawal", "Suwayda")],
    ),
    "the house of an office is hit": (
        "Israeli jets hit the Defence Ministry in central Damascus on Monday.",
        [W("air_strike", "Damascus", "Israel", "2025-06-09")],
    ),
    "the list goes on with a site of another town": (
        "Israel bombed a factory in Karaj and a university in eastern Tehran.",
        [W("air_strike", "Karaj", "Israel"), W("air_strike", "Tehran", "Israel")],
    ),
    "one more in the neighbouring region": (
        "Missiles hit a site in the Ternopil region and one more in the neighbouring Lviv region.",
        [W("missile_strike", "Ternopil Oblast"), W("missile_strike", "Lviv Oblast")],
    ),
    "two joined verbs have a place each": (
        "Russian forces killed two people in Kramatorsk and wounded five in Kherson.",
        [
            W("casualties", "Kramatorsk", "Russia", counts={"killed": 2}),
            W("casualties", "Kherson", "Russia", counts={"injured": 5}),
        ],
    ),
    "the region behind the town that bears its name": (
        "Shelling was reported near Tafas, in Daraa.",
        [W("shelling", "Tafas")],
    ),
    "a quarter behind which its town stands": (
        "Five people were killed in a tent in Al Mawasi, in western Khan Younis.",
        [W("casualties", "Mawasi", counts={"killed": 5})],
    ),
    "where the town lies follows without a comma": (
        "Ten people died when Israeli troops raided the village of Beit Jin southwest of Damascus.",
        [W("armed_clash", "Beit Jinn", "Israel", counts={"killed": 10})],
    ),
    "the city is named in the same sentence": (
        "People fled El Fasher on 7 June, when the RSF took control of the city.",
        [W("territory_captured", "El Fasher", "Rapid Support Forces", "2025-06-07")],
    ),
    "a quarter bears the name of a far district": (
        "A Russian drone hit a minibus in the Dniprovskyi district of Kherson.",
        [W("drone_attack", "Kherson", "Russia")],
    ),
    "arrests follow the raid": (
        "Israeli forces stormed Yatta and arrested two brothers.",
        [W("armed_clash", "Yatta", "Israel"), W("arrest", "Yatta", "Israel")],
    ),
    "arrests follow in the next sentence": (
        "A boy was shot dead by Israeli forces in Yatta on Monday. Five others were detained.",
        [W("armed_clash", "Yatta", "Israel"), W("arrest", "Yatta")],
    ),
}

KINDS = {
    "under somebody's fire": (
        "Fifteen settlements came under Russian fire on Monday, including Kherson and Beryslav.",
        [W("shelling", "Kherson", "Russia"), W("shelling", "Beryslav", "Russia")],
    ),
    "a reply to attacks on one's own land": (
        (
            "Moscow's defence ministry said it had hit military targets in response to Ukrainian "
            "attacks on civilian facilities in Russia."
        ),
        [W("strike", "Ukraine", "Russia")],
    ),
    "a bomb buries people": (
        "A guided bomb buried a couple in Stepnohirsk.",
        [W("air_strike", "Stepnohirsk")],
    ),
    "hits from launchers": (
        "Orikhiv took nine hits from multiple rocket launchers.",
        [W("rocket_attack", "Orikhiv")],
    ),
    "the weapon stands behind a colon": (
        "Three people were hurt in Nikopol: a drone caught up with their tractor.",
        [W("drone_attack", "Nikopol", counts={"injured": 3})],
    ),
    "debris breaks windows": (
        "In Saratov, debris from a drone broke the windows of a house.",
        [W("debris", "Saratov")],
    ),
    "one of the missiles comes down": (
        ("Israel said it had intercepted Iranian missiles over Haifa. One came down in Tel Aviv."),
        [W("interception", "Haifa", "Iran"), W("strike", "Tel Aviv", "Iran")],
    ),
    "jets at an altitude": (
        "Fighter jets flew at medium altitude over Baalbek.",
        [W("overflight", "Baalbek")],
    ),
    "fighters attack gunmen": (
        "Bedouin fighters attacked Druze gunmen near Shahba.",
        [W("armed_clash", "Shahba")],
    ),
    "fighters attack a checkpoint": (
        "Islamic State fighters attacked a checkpoint in Palmyra.",
        [W("armed_clash", "Tadmur", "Islamic State")],
    ),
    "an attack by fighters": (
        "An attack by RSF fighters on El Obeid killed 17 people.",
        [W("armed_clash", "El Obeid", "Rapid Support Forces", counts={"killed": 17})],
    ),
    "forces raid a cell": (
        "Syrian forces raided a cell in Aleppo on Monday, killing three men.",
        [W("armed_clash", "Aleppo", counts={"killed": 3})],
    ),
    "a raiding group is eliminated": (
        "Border guards eliminated a sabotage group near Vovchansk.",
        [W("armed_clash", "Vovchansk")],
    ),
    "a ship is seized": (
        "Iran's Revolutionary Guards seized a tanker in the Strait of Hormuz on Monday.",
        [W("armed_clash", "Strait of Hormuz", "Iran", "2025-06-09")],
    ),
    "sirens are no raid": (
        "Air raid sirens sounded in Haifa, and explosions were heard in the city.",
        [W("explosion", "Haifa")],
    ),
    "a crowd is fired at": (
        "A drone fired at a crowd in Nuseirat, killing six people.",
        [W("drone_attack", "Nuseirat", counts={"killed": 6})],
    ),
    "the raid ends": (
        "Israeli troops blew up a house in Kfar Kila before pulling back.",
        [W("explosion", "Kfar Kila")],
    ),
    "what the enemy hit": (
        "In the Nikopol district, the enemy hit Nikopol and Marhanets.",
        [W("strike", "Nikopol"), W("strike", "Marhanets")],
    ),
    "leaders without a title": (
        "Zelensky met Keir Starmer in London on Monday.",
        [W("talks", "London", day="2025-06-09")],
    ),
    "a fourth round of talks": (
        "Witkoff and Araghchi held a fourth round of talks in Muscat.",
        [W("talks", "Muscat")],
    ),
}

NUMBERS = {
    "people who were executed": (
        "Among them were 26 people who were executed in Homs on Monday.",
        [W("armed_clash", "Homs", day="2025-06-09", counts={"killed": 26})],
    ),
    "a subgroup without commas": (
        "Six people including two children were killed in a strike on Nabatieh.",
        [W("strike", "Nabatieh", counts={"killed": 6})],
    ),
    "the body of a man": (
        "The body of a young man with gunshot wounds was found in Homs on Monday.",
        [W("casualties", "Homs", counts={"killed": 1})],
    ),
    "launched by one side and shot down by the other": (
        "Ukraine's air defences shot down 88 of 112 drones launched by Russia.",
        [W("interception", "Ukraine", "Russia", counts={"launched": 112, "downed": 88})],
    ),
    "fired from a land and intercepted": (
        "The Israeli military said a missile fired from Yemen was intercepted on Monday.",
        [W("interception", "Israel", "Yemen", "2025-06-09", {"downed": 1})],
    ),
    "a late death is of the day of the blow": (
        (
            "A woman died in hospital on Monday after being wounded in a drone attack on "
            "Bessonovka, in the Belgorod region, on Sunday."
        ),
        [W("drone_attack", "Bessonovka", day="2025-06-08", counts={"killed": 1})],
    ),
}

MORE_NUMBERS = {
    "parts of a total, one of them in a strike": (
        (
            "Israeli fire killed 18 people on Monday, including six near an aid point in Rafah and "
            "five in a strike on a house in Jabalia."
        ),
        [
            W("strike", "Rafah", "Israel"),
            W("strike", "Jabalia", "Israel", counts={"killed": 5}),
        ],
    ),
    "so many times is no number of drones": (
        "Russian forces attacked the Nikopol district nine times with drones.",
        [W("drone_attack", "Nikopol Raion", "Russia", counts={"launched": None})],
    ),
    "ages of two": (
        "A missile hit a plant in Kryvyi Rih. Two men aged 37 and 42 were wounded.",
        [W("missile_strike", "Kryvyi Rih", counts={"injured": 2})],
    ),
    "a regional office speaks for its region": (
        (
            "The Sumy Regional Prosecutor's Office said a drone hit a minibus on Monday, killing "
            "two passengers."
        ),
        [W("drone_attack", "Sumy Oblast", counts={"killed": 2})],
    ),
    "a raid by a group": (
        "At least 31 people were killed in an RSF raid on Bara on Monday.",
        [W("armed_clash", "Bara", "Rapid Support Forces", counts={"killed": 31})],
    ),
}

NOTHING = {
    "a train off the rails": "A freight train derailed near Kovel; no one was injured.",
    "a number left open": "The ministry did not say how many drones had been launched at Saratov.",
    "an attack foiled": "The FSB said it had foiled an attack on a railway in Tver.",
    "what begins next week": "The evacuation of children from Kushuhum begins next week.",
    "the first days of a war": "Israeli jets hit the Natanz plant on the first day of the war.",
    "a dateline": "OCCUPIED WEST BANK, Sunday, June 8",
    "a gas leak": "An explosion shook a plant in Karaj; officials said it was a gas leak.",
    "goods seized": "Soldiers seized drugs in Tyre on Monday.",
    "a team beaten": "The side beat the visitors in Aleppo on Monday.",
    "the dead are buried": "Two soldiers were buried in Lviv on Monday.",
    "a sum between years": "Between 7 October 2023 and 2 June 2025, 54,000 were killed in Gaza.",
    "fighting of before": "A bomblet left from earlier fighting lay in Saraqib.",
    "a coast guard boards a ship": "Officers boarded the tanker off Saint-Nazaire on Monday.",
}


def _cases(*tables: dict[str, tuple[str, list[W]]]) -> list[pytest.param]:
    return [pytest.param(*case, id=name) for table in tables for name, case in table.items()]


@pytest.mark.parametrize(("text", "wanted"), _cases(PLACES, KINDS, NUMBERS, MORE_NUMBERS))
def test_a_turn_of_language_is_read_as_a_reader_does(text, wanted, gazetteer) -> None:
    check(text, wanted, gazetteer)


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_only_spoken_of_is_no_event(name, gazetteer) -> None:
    assert [e.kind for e in read(NOTHING[name], gazetteer)] == []


def test_a_total_of_arrests_does_not_lie_where_the_last_deed_was(gazetteer) -> None:
    text = "Police clashed with protesters in Vrbas on Monday. In all, 47 people were detained."
    assert not any(e.kind == "arrest" for e in read(text, gazetteer))
