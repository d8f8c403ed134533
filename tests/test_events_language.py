"""How news is put into words: one table a turn of language, each with what must come out.

Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.model import ClaimStatus
from test_events_rules import Want, check, read

W = Want


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


ORDER_OF_WORDS = {
    "a participle opens the sentence, its place follows the comma": (
        "Shelled by Russian guns through the night, the town of Nikopol counted two dead.",
        [W("shelling", "Nikopol", "Russia", counts={"killed": 2})],
    ),
    "a participle opens the sentence, its places follow the verb": (
        "Also struck by Russian drones were the towns of Izmail and Reni.",
        [W("drone_attack", "Izmail", "Russia"), W("drone_attack", "Reni", "Russia")],
    ),
    "the wounded come before their number": (
        "A Russian missile hit Kramatorsk on Monday. Wounded in the attack were 14 people.",
        [W("missile_strike", "Kramatorsk", "Russia", "2025-06-09", {"injured": 14})],
    ),
    "the place stands in the main clause, the blow in the one with when": (
        "In Sumy, four people were hurt when a Russian drone hit a shop on Tuesday.",
        [W("drone_attack", "Sumy", "Russia", "2025-06-10", {"injured": 4})],
    ),
    "what was shot down is a share of what was sent": (
        "Of the 84 drones that Russia launched at Ukraine overnight, 61 were shot down.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 84, "downed": 61})],
    ),
    "the share follows as those": (
        "Russia sent 40 drones against Ukraine on Monday and 31 of those were brought down.",
        [W("drone_attack", "Ukraine", "Russia", "2025-06-09", {"launched": 40, "downed": 31})],
    ),
    "one verb for several places, each with its number": (
        (
            "Russia's Defense Ministry said 12 Ukrainian drones were downed over the Kursk region "
            "and nine over the Bryansk region on Monday."
        ),
        [
            W("interception", "Kursk Oblast", "Ukraine", "2025-06-09", {"downed": 12}),
            W("interception", "Bryansk Oblast", "Ukraine", "2025-06-09", {"downed": 9}),
        ],
    ),
    "a number out of an apposition is a part": (
        (
            "Russia's Defense Ministry said 60 Ukrainian drones were downed on Monday, 25 of them "
            "over the Kursk region."
        ),
        [
            W("interception", "Russia", "Ukraine", "2025-06-09", {"downed": 60}),
            W("interception", "Kursk Oblast", "Ukraine", "2025-06-09", {"downed": 25}),
        ],
    ),
    "the object of a relative clause stands before it": (
        (
            "On Sunday the army stood before Bara, in North Kordofan, which the Rapid Support Forces "
            "had captured on Friday."
        ),
        [W("territory_captured", "Bara", "Rapid Support Forces", "2025-06-06")],
    ),
}

WHERE = {
    "a town that only locates another": (
        "Israeli settlers set fire to cars in Huwara, south of Nablus, on Monday.",
        [W("riot", "Huwara")],
    ),
    "a hospital in a town is one place": (
        "An Israeli strike hit the Nasser Hospital in Khan Younis on Monday.",
        [W("strike", "Nasser Hospital", "Israel", "2025-06-09")],
    ),
    "the finer place of the same words": (
        "In southern Ukraine, two people were killed in Russian shelling of Nikopol on Monday.",
        [W("shelling", "Nikopol", "Russia", "2025-06-09", {"killed": 2})],
    ),
    "the region of a town of its name": (
        "Russian drones attacked the region of Chernihiv on Monday, wounding two people.",
        [W("drone_attack", "Chernihiv Oblast", "Russia", "2025-06-09", {"injured": 2})],
    ),
    "the capital belongs to its country": (
        "Explosions were heard in the Sudanese capital on Monday.",
        [W("explosion", "Khartoum", None, "2025-06-09")],
    ),
    "where words were spoken": (
        "A drone hit a ship off Odesa on Monday, the agency said Thursday in Vienna.",
        [W("drone_attack", "Odesa", None, "2025-06-09")],
    ),
    "those who condemn an attack are elsewhere": (
        "A Russian missile hit Sumy on Monday. The attack was condemned by leaders in Paris.",
        [W("missile_strike", "Sumy", "Russia", "2025-06-09")],
    ),
    "the war that talks are about is not where they are held": (
        "The American and Russian presidents held talks on the war in Ukraine in Riyadh on Monday.",
        [W("talks", "Riyadh", None, "2025-06-09")],
    ),
    "who leads the countries that meet": (
        "The leaders of France, Germany and Poland met in Kyiv on Monday.",
        [W("talks", "Kyiv", None, "2025-06-09")],
    ),
    "a destination is no scene": (
        "Houthi forces struck a tanker off Hodeidah on Monday that was bound for Eilat.",
        [W("strike", "Hodeidah", "Houthis", "2025-06-09")],
    ),
    "a name that no gazetteer lists is not the town told of before": (
        (
            "Russian shells hit Kherson on Monday, killing one person. In Velykomalynivka, "
            "which lies far away, three people were killed by a bomb."
        ),
        [
            W("shelling", "Kherson", "Russia", "2025-06-09", {"killed": 1}),
            W("explosion", None, counts={"killed": 3}),
        ],
    ),
}

HOW_MANY = {
    "a child and its parent": (
        "A Russian drone killed three children and their father in Sumy on Monday.",
        [W("drone_attack", "Sumy", "Russia", counts={"killed": 4})],
    ),
    "him and others": (
        "A strike on Beirut on Monday killed him and four other people.",
        [W("strike", "Beirut", counts={"killed": 5})],
    ),
    "an age is no number of people": (
        "Shelling of Kherson on Monday killed a woman of 81 and a boy, 14, was wounded.",
        [W("shelling", "Kherson", counts={"killed": 1, "injured": 1})],
    ),
    "left so many dead and so many hurt": (
        "A bomb in Quetta on Monday left at least 12 shoppers dead and 30 wounded.",
        [W("explosion", "Quetta", counts={"killed": 12, "injured": 30})],
    ),
    "a share of the wounded is no further toll": (
        (
            "Shelling of Kherson on Monday wounded nine people. Two of the wounded were taken to "
            "hospital."
        ),
        [W("shelling", "Kherson", counts={"injured": 9})],
    ),
    "those among the dead are no further dead": (
        "Shelling of Kherson on Monday killed nine people. Among the dead were two children.",
        [W("shelling", "Kherson", counts={"killed": 9})],
    ),
    "the number has risen": (
        "The number of people killed in Monday's shelling of Kherson has risen to 24.",
        [W("shelling", "Kherson", day="2025-06-09", counts={"killed": 24})],
    ),
    "money is no number of people": (
        "A commander with a $5 million bounty was killed in a strike on Idlib on Monday.",
        [W("strike", "Idlib", day="2025-06-09", counts={"killed": 1})],
    ),
    "a missile and many drones are an attack of drones": (
        "Russia fired a ballistic missile and 85 drones at Ukraine on Monday.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 85})],
    ),
}

WHAT = {
    "bombs that jets drop come from the air": (
        "A military jet dropped two bombs on Mandalay on Monday.",
        [W("air_strike", "Mandalay")],
    ),
    "debris that hits a house": (
        "A woman was hurt in Rostov-on-Don on Monday when debris hit a house.",
        [W("debris", "Rostov-on-Don", counts={"injured": 1})],
    ),
    "a mine kills": (
        "Four shepherds were killed by a mine near Palmyra on Monday.",
        [W("mine", "Tadmur", counts={"killed": 4})],
    ),
    "bandits attack on the ground": (
        "Bandits attacked a market in Kaduna on Monday, killing seven traders.",
        [W("armed_clash", "Kaduna", counts={"killed": 7})],
    ),
    "forces that attack near a town fight there": (
        "Russian forces attacked near Vovchansk on Monday.",
        [W("armed_clash", "Vovchansk", "Russia")],
    ),
    "drones seen over an airport": (
        "Several drones were spotted over Copenhagen on Monday night.",
        [W("overflight", "Copenhagen")],
    ),
    "people who are ordered to leave": (
        "Families were ordered on Monday to leave Kramatorsk.",
        [W("evacuation", "Kramatorsk", None, "2025-06-09")],
    ),
    "villages that a ministry claims": (
        "Two villages near Pokrovsk were claimed on Monday by Russia's Defense Ministry.",
        [W("territory_captured", "Pokrovsk", None, "2025-06-09")],
    ),
    "the fall of a town": (
        "The fall of Avdiivka was announced by Russian generals on Monday.",
        [W("territory_captured", "Avdiivka", None, "2025-06-09")],
    ),
}

NOTHING = {
    "a reply to strikes": "It was a reply to Ukrainian strikes on refineries in Russia, he said.",
    "the worst of its kind": "It was the deadliest attack on Kharkiv since the war began.",
    "denied reports": "The army denied reports that rebels had captured Goma.",
    "those killed": "Those killed in Kherson were buried at noon.",
    "a demand to stop": '"Stop shelling Kherson" was the demand made by the mayor.',
    "a sum since": "More than 13,000 people have been killed in Ukraine since the invasion began.",
    "mourners gather": "Thousands of mourners gathered in Bannu for the funerals.",
    "towns that a quake hit": "The Sagaing region was hardest hit by the quake.",
    "a chant": 'Thousands chanted "Death to Israel" as they walked.',
}


def _cases(*tables: dict[str, tuple[str, list[W]]]) -> list[pytest.param]:
    return [pytest.param(*case, id=name) for table in tables for name, case in table.items()]


@pytest.mark.parametrize(("text", "wanted"), _cases(ORDER_OF_WORDS, WHERE, HOW_MANY, WHAT))
def test_a_turn_of_language_is_read_as_a_reader_does(text, wanted, gazetteer) -> None:
    check(text, wanted, gazetteer)


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_only_spoken_of_is_no_event(name, gazetteer) -> None:
    assert [e.kind for e in read(NOTHING[name], gazetteer)] == []


def test_a_claim_that_the_other_side_rejects_is_disputed(gazetteer) -> None:
    text = (
        "Russia's Defense Ministry claimed on Monday that its troops had captured Toretsk. "
        "Ukraine's military rejected the claim."
    )
    (event,) = read(text, gazetteer)
    assert event.claim_status is ClaimStatus.DISPUTED


def test_attackers_of_land_that_is_held_against_its_owner_are_the_holders_enemies(
    gazetteer,
) -> None:
    text = "Drones attacked an airfield in Crimea on Monday, Russia and Ukraine said."
    (event,) = read(text, gazetteer)
    assert event.actor == "Ukraine"
