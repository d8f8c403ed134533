"""What the next sentence, clause or side adds to an event: nothing twice, nothing lost.

Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

import pytest

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.gazetteer import Gazetteer
from test_events_rules import PUBLISHED, Want, check

W = Want


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


SEQUELS = {
    "the dead of both sides, told one after the other": (
        (
            "Militants ambushed a convoy in South Waziristan on Monday, killing 12 soldiers. "
            "Thirteen militants died in the ensuing shootout."
        ),
        [W("armed_clash", "South Waziristan Agency", counts={"killed": 25})],
    ),
    "attackers that also died": (
        (
            "Gunmen attacked a post in Bannu on Monday, killing five policemen. Four of the "
            "attackers also died."
        ),
        [W("armed_clash", "Bannu", counts={"killed": 9})],
    ),
    "attackers among people already counted": (
        (
            "Gunmen attacked a post in Bannu on Monday, killing five people. Four of the "
            "attackers also died."
        ),
        [W("armed_clash", "Bannu", counts={"killed": 5})],
    ),
    "the camp that the town is near": (
        (
            "Paramilitaries shelled a camp near El Fasher on Monday, killing 38 people. Doctors "
            "said they had fired 20 shells at Abu Shouk camp since dawn."
        ),
        [W("shelling", "El Fasher", counts={"killed": 38})],
    ),
    "the suburb named in the next sentence": (
        (
            "An Israeli air strike hit a building in Beirut's southern suburbs on Monday, killing "
            "five people. At least 28 people were wounded in the attack on Haret Hreik."
        ),
        [W("air_strike", "Beirut", counts={"killed": 5, "injured": 28})],
    ),
    "the city, not the camp beside it": (
        (
            "Doctors in El Fasher were tired. Paramilitaries shelled Abu Shouk camp on Tuesday. "
            "The army said it had repelled an assault on the city on Monday."
        ),
        [W("shelling", "Abu Shouk camp"), W("armed_clash", "El Fasher")],
    ),
    "a list that goes on behind a clause": (
        "Strikes were reported on Monday in Vinnytsia, where two substations burned, and in Lutsk.",
        [W("strike", "Vinnytsia"), W("strike", "Lutsk")],
    ),
    "the dead of one member of a list": (
        "Drones hit Kharkiv, where two people died, and Sumy on Monday.",
        [W("drone_attack", "Kharkiv", counts={"killed": 2}), W("drone_attack", "Sumy")],
    ),
    "a part that waited somewhere": (
        (
            "Israeli air strikes killed 34 people across the Gaza Strip on Monday, medics said, "
            "including 21 people who were waiting for food near a site in Rafah."
        ),
        [
            W("air_strike", "Gaza Strip", counts={"killed": 34}),
            W("air_strike", "Rafah", counts={"killed": 21}),
        ],
    ),
    "those who tell are no victims": (
        (
            "A jet bombed a school in Shwebo on Monday, killing 20 pupils and two teachers, "
            "witnesses and an official said."
        ),
        [W("air_strike", "Shwebo", counts={"killed": 22})],
    ),
    "one who opens a list of victims": (
        "A drone hit a bus in Sumy on Monday. The driver, two women and a boy were hurt.",
        [W("drone_attack", "Sumy", counts={"injured": 4})],
    ),
    "a share of passengers is no list": (
        "A drone hit a bus in Sumy on Monday. Of the passengers, two were killed and six hurt.",
        [W("drone_attack", "Sumy", counts={"killed": 2, "injured": 6})],
    ),
    "the capital opens the sentence": (
        (
            "Gunmen killed ten people in Pont-Sondé, Haiti, on Monday. In the capital, gunmen "
            "attacked a television station on Tuesday."
        ),
        [
            W("armed_clash", "Pont-Sondé", day="2025-06-09", counts={"killed": 10}),
            W("armed_clash", "Port-au-Prince", day="2025-06-10"),
        ],
    ),
    "overnight before the day of the word": (
        "Ukraine's military said on Tuesday it had struck the oil refinery in Ryazan overnight.",
        [W("strike", "Ryazan", "Ukraine", day="2025-06-10")],
    ),
    "the same day as a reported one": (
        (
            "A drone hit a bus in Velykyi Burluk, the governor said on Monday. On the same day, a "
            "glide bomb fell on a house in Zolochiv."
        ),
        [
            W("drone_attack", "Velykyi Burluk", day="2025-06-09"),
            W("air_strike", "Zolochiv", day="2025-06-09"),
        ],
    ),
    "a drone that brings down a helicopter": (
        "A drone brought down a police helicopter near Amalfi, Colombia, on Monday, killing 12.",
        [W("drone_attack", "Amalfi", counts={"killed": 12})],
    ),
    "debris that crashes onto a roof": (
        "A guard died in Bila Tserkva on Monday when debris crashed onto a warehouse.",
        [W("debris", "Bila Tserkva", counts={"killed": 1})],
    ),
    "a ship that Greeks own, hit off a port": (
        (
            "The Houthis vowed more attacks. A Greek-owned carrier sank on Monday after it was hit "
            "by sea drones off Hodeidah."
        ),
        [W("drone_attack", "Hodeidah", "Houthis", "2025-06-09")],
    ),
    "the missiles just fired, intercepted": (
        (
            "Iran fired missiles at the Al Udeid air base in Qatar on Monday in retaliation for US "
            "strikes on its nuclear sites. Qatar said its air defences intercepted the missiles."
        ),
        [W("missile_strike", "Al Udeid Air Base", "Iran", "2025-06-09")],
    ),
    "a device planted in a car": (
        (
            "Turkish shelling hit the Tishrin dam on Monday. Later, a car blew up in Damascus; "
            "a device had been planted in it."
        ),
        [W("shelling", "Tishrin Dam", "Turkey"), W("explosion", "Damascus")],
    ),
    "the first blow of a night of drones": (
        (
            "In the port of Chornomorsk, a silo was pierced on Monday. Air defences shot down "
            "33 drones."
        ),
        [W("strike", "Chornomorsk", "Russia"), W("interception", "Ukraine", "Russia")],
    ),
    "left the airport that others seized": (
        (
            "M23 rebels seized Kavumu airport in Congo on Monday. The Congolese army said it had "
            "withdrawn its troops from the airport."
        ),
        [
            W("territory_captured", "Kavumu Airport", "M23"),
            W("withdrawal", "Kavumu Airport", "Democratic Republic of the Congo"),
        ],
    ),
    "where a retreat leads is not where it was": (
        "Burundian soldiers withdrew from Bukavu to Uvira on Monday.",
        [W("withdrawal", "Bukavu", "Burundi")],
    ),
    "what time is counted from": (
        "Rwanda-backed M23 rebels seized Kavumu airport on Monday, two weeks after capturing Goma.",
        [W("territory_captured", "Kavumu", "M23")],
    ),
    "an operation with a missile": (
        "The missile force carried out an operation against Eilat with a missile on Monday.",
        [W("missile_strike", "Eilat")],
    ),
    "one person told by another": (
        "A sheriff's deputy was wounded in Lufkin, Texas, on Monday.",
        [W("casualties", "Lufkin", counts={"injured": 1})],
    ),
    "rockets told by their launcher": (
        "Air defences shot down eight bombs, three HIMARS rockets and 12 drones over Kursk.",
        [W("interception", "Kursk", counts={"downed": 23})],
    ),
    "one named, and others": (
        (
            "Israel killed Raed Saad, a commander, in a strike on a car in Gaza City on Monday. "
            "Four others died and 25 were wounded."
        ),
        [W("strike", "Gaza City", "Israel", counts={"killed": 5, "injured": 25})],
    ),
    "a toll in the city, not where the list ended": (
        (
            "Protesters clashed with police in Mwanza and Arusha on Monday. There is a curfew in "
            "Dar es Salaam. A diplomat in the city said ten people had been killed there."
        ),
        [
            W("riot", "Mwanza"),
            W("riot", "Arusha"),
            W("riot", "Dar es Salaam", counts={"killed": 10}),
        ],
    ),
    "a toll of another source, revised": (
        (
            "Drones struck El Obeid on Monday, killing 79 people, officials said. Doctors put the "
            "toll at nine, later revised to 50."
        ),
        [W("drone_attack", "El Obeid", counts={"killed": 79})],
    ),
    "schoolgirls that were seized": (
        "On Monday, 25 schoolgirls were seized in Maga, Kebbi State.",
        [W("armed_clash", "Maga")],
    ),
    "hours after another blast": (
        (
            "The blast came hours after militants tried to storm a college in Wana on Monday. "
            "Two attackers were killed."
        ),
        [W("armed_clash", "Wana", counts={"killed": 2})],
    ),
    "two men, a woman and a child": (
        "Two men, a woman and a child were killed by shelling in Nikopol on Monday.",
        [W("shelling", "Nikopol", counts={"killed": 4})],
    ),
    "two people, named in an aside": (
        "Two people, a civilian and a soldier, were killed by shelling in Nikopol on Monday.",
        [W("shelling", "Nikopol", counts={"killed": 2})],
    ),
    "a roll-up of the day's regions": (
        (
            "Russian attacks killed three civilians over the past day, officials said on Tuesday. "
            "In the Donetsk region, two people were killed in Kostiantynivka. In the Kherson "
            "region, one person was killed in Antonivka."
        ),
        [
            W("strike", "Kostiantynivka", "Russia", counts={"killed": 2}),
            W("strike", "Antonivka", "Russia", counts={"killed": 1}),
        ],
    ),
    "a man blew up on a mine": (
        "In Beryslav, a 67-year-old man blew up on a mine in his garden on Monday.",
        [W("mine", "Beryslav")],
    ),
}


@pytest.mark.parametrize(
    ("text", "wanted"), [pytest.param(*case, id=name) for name, case in SEQUELS.items()]
)
def test_what_follows_adds_to_what_was_told(
    text: str, wanted: list[Want], gazetteer: Gazetteer
) -> None:
    check(text, wanted, gazetteer)


def test_a_toll_under_a_headline_is_that_of_its_town(gazetteer: Gazetteer) -> None:
    """The entries of a live page name no place: the headline does."""
    text = "Strikes on Kyiv: what we know\n\nThe mayor says the number of injured rose to 24."
    document = from_text(text, published=PUBLISHED)
    found = events.extract(pipeline.locate([document], gazetteer), gazetteer)
    assert [(e.where.place.name, e.counts.injured) for e in found if e.where.place] == [
        ("Kyiv", 24)
    ]
