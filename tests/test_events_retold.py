"""Turns of a broadcaster's digest, where sentences are built round about: what must come out.

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
    "the villages are named in the next sentence": (
        (
            "Three villages in the Donetsk region have been taken, Russia said. The villages, "
            "according to the ministry, are Yampil, Zarichne and Torske."
        ),
        [
            W("territory_captured", "Yampil", "Russia"),
            W("territory_captured", "Zarichne", "Russia"),
            W("territory_captured", "Torske", "Russia"),
        ],
    ),
    "named by the ministry, in the region told of": (
        (
            "Two villages in the Donetsk region were captured, Russia said. It named the villages "
            "as Troitske and Yampil."
        ),
        [
            W("territory_captured", "Troitske", "Russia"),
            W("territory_captured", "Yampil", "Russia"),
        ],
    ),
    "cities hit, and which": (
        "Two cities in Ukraine were hit by missiles on Monday. They are Lviv and Dnipro.",
        [W("missile_strike", "Lviv", day="2025-06-09"), W("missile_strike", "Dnipro")],
    ),
    "a number of its own behind each further place": (
        (
            "Over the Kursk region, 11 Ukrainian drones were destroyed, the ministry said, and "
            "five more over Belgorod and one over Bryansk."
        ),
        [
            W("interception", "Kursk Oblast", "Ukraine", counts={"downed": 11}),
            W("interception", "Belgorod", "Ukraine", counts={"downed": 5}),
            W("interception", "Bryansk", "Ukraine", counts={"downed": 1}),
        ],
    ),
    "the verb is left out the second time": (
        (
            "Ukraine fired missiles at the Bryansk region on Tuesday, and Storm Shadows at the "
            "Kursk region on Wednesday."
        ),
        [
            W("missile_strike", "Bryansk Oblast", "Ukraine", "2025-06-10"),
            W("missile_strike", "Kursk Oblast", "Ukraine", "2025-06-11"),
        ],
    ),
    "the capital only gives the bearing": (
        "West of the capital, Khartoum, in Omdurman, artillery of the RSF killed eight civilians.",
        [W("shelling", "Omdurman", "Rapid Support Forces", counts={"killed": 8})],
    ),
    "a town that counts its dead": (
        (
            "Kryvyi Rih, the hometown of the president, counted 10 dead and 47 wounded on Monday "
            "after a missile strike."
        ),
        [W("missile_strike", "Kryvyi Rih", counts={"killed": 10, "injured": 47})],
    ),
    "square kilometres of a region": (
        (
            "About 1,000 square kilometers of Russia's Kursk region were under the control of "
            "Ukrainian forces on Monday."
        ),
        [W("territory_captured", "Kursk Oblast", "Ukraine", "2025-06-09")],
    ),
    "residents of a district are moved out": (
        "On Monday 300 residents of the Pokrovsk district were being moved out.",
        [W("evacuation", "Pokrovsk Raion", day="2025-06-09")],
    ),
    "called a region behind its name": (
        "In Sumy, the Ukrainian region at the border, a truck was burned by a Russian drone.",
        [W("drone_attack", "Sumy Oblast", "Russia")],
    ),
    "the same city": (
        "A missile hit Belgorod on Monday. Rockets hit the same city late on Tuesday.",
        [
            W("missile_strike", "Belgorod", day="2025-06-09"),
            W("rocket_attack", "Belgorod", day="2025-06-10"),
        ],
    ),
    "launched from is no scene of what follows": (
        (
            "A missile hit Dnipro on Monday. It was launched from the Astrakhan region. Two people "
            "were injured."
        ),
        [W("missile_strike", "Dnipro", day="2025-06-09", counts={"injured": 2})],
    ),
    "came two days after a meeting": (
        (
            "A missile killed four people in Sumy on Sunday. The attack came two days after Steve "
            "Witkoff, the envoy of the president, sat down with Vladimir Putin in St. Petersburg."
        ),
        [
            W("missile_strike", "Sumy", day="2025-06-08", counts={"killed": 4}),
            W("talks", "Saint Petersburg"),
        ],
    ),
}

NUMBERS = {
    "so many of so many": (
        "Kerch was struck by missiles on Saturday; 13 of 15 missiles were brought down.",
        [W("missile_strike", "Kerch", counts={"launched": 15, "downed": 13})],
    ),
    "of the so many that were counted": (
        "Of the 38 missiles that it counted, Ukraine's air force said, 30 were shot down.",
        [W("interception", "Ukraine", counts={"launched": 38, "downed": 30})],
    ),
    "the subject of two joined verbs": (
        "An Israeli airstrike on Jabaliya killed at least 50 Palestinians and wounded 150.",
        [W("air_strike", "Jabalia", "Israel", counts={"killed": 50, "injured": 150})],
    ),
    "fell in fighting": (
        "Two Israeli soldiers fell in fighting in northern Gaza on Monday.",
        [W("casualties", "Gaza Strip", day="2025-06-09", counts={"killed": 2})],
    ),
    "the dead number": (
        "Missiles hit Dnipro on Monday. In the city as a whole the dead numbered 22.",
        [W("missile_strike", "Dnipro", counts={"killed": 22})],
    ),
    "among those who were injured": (
        "Missiles hit Sumy on Sunday. Among the 117 who were injured are 15 children.",
        [W("missile_strike", "Sumy", counts={"injured": 117})],
    ),
    "the number of the wounded": (
        "A bomb went off in Kerman on Monday. State media put the number of the wounded at 284.",
        [W("explosion", "Kerman", counts={"injured": 284})],
    ),
    "a toll since some day is of no one blow": (
        "The town of Saraqeb was seized on Monday. Over 250 people have died since Wednesday.",
        [W("territory_captured", "Saraqib", day="2025-06-09")],
    ),
}

DEEDS = {
    "a historic center": (
        "The historic center of Odesa was hit by Russian drones on Monday.",
        [W("drone_attack", "Odesa", "Russia", "2025-06-09")],
    ),
    "an evacuation vehicle": (
        "One person died on Sunday as an evacuation vehicle came under artillery fire in Kherson.",
        [W("shelling", "Kherson", day="2025-06-08", counts={"killed": 1})],
    ),
    "fired from, of a missile": (
        "A missile was fired from the coast at Eilat on Monday.",
        [W("missile_strike", "Eilat", day="2025-06-09")],
    ),
    "a war that goes on is no clash": (
        (
            "In Gaza, where Israel has fought Hamas for almost two years, 14 people were killed on "
            "Monday by a strike at Khan Younis."
        ),
        [W("strike", "Khan Younis", day="2025-06-09", counts={"killed": 14})],
    ),
    "since a month is a habit": (
        "The group has fired at ships in the Red Sea since November.",
        [],
    ),
    "what a missile is called": (
        "A destroyer fired Tomahawk missiles at a site near Sanaa on Monday.",
        [W("missile_strike", "Sanaa", day="2025-06-09")],
    ),
    "crowds that gather hold no talks": (
        "Crowds gathered in Tehran on Monday night.",
        [W("protest", "Tehran", day="2025-06-09")],
    ),
    "a shell fell on a day on a house": (
        "A shell fell on Saturday on a house in El Fasher, killing a nurse.",
        [W("shelling", "El Fasher", day="2025-06-07", counts={"killed": 1})],
    ),
    "fragments of what was shot down": (
        (
            "Fragments of a Ukrainian missile that air defences had shot down killed two people in "
            "Belgorod on Monday."
        ),
        [W("debris", "Belgorod", "Ukraine", "2025-06-09", {"killed": 2})],
    ),
    "fighters led by a group": (
        "Fighters led by Hayat Tahrir al-Sham got into Aleppo on Monday.",
        [W("territory_captured", "Aleppo", "Hayat Tahrir al-Sham", "2025-06-09")],
    ),
    "car bombs at the edge of the city": (
        "Rebels shelled Aleppo on Monday. Two car bombs were set off on the city's edge.",
        [W("shelling", "Aleppo", day="2025-06-09"), W("explosion", "Aleppo")],
    ),
    "who is blamed for it": (
        (
            "An air strike killed seven people in Damascus on Monday. Israel, which is blamed for "
            "it, has not commented."
        ),
        [W("air_strike", "Damascus", "Israel", "2025-06-09", {"killed": 7})],
    ),
    "an answer to strikes": (
        "A missile was fired on Monday at Dnipro, the answer to strikes on Russia.",
        [W("missile_strike", "Dnipro", day="2025-06-09")],
    ),
}

DAYS = {
    "said on one day of what happened the day before": (
        (
            "The group said on Wednesday that two explosions killed 84 people the day before in "
            "Kerman."
        ),
        [W("explosion", "Kerman", day="2025-06-10", counts={"killed": 84})],
    ),
    "a toll that rose on Monday": (
        "A missile hit Sumy on Sunday. The number of people killed there rose to 34 on Monday.",
        [W("missile_strike", "Sumy", day="2025-06-08", counts={"killed": 34})],
    ),
    "at the weekend": (
        "Warplanes bombed Kutum at the weekend.",
        [W("air_strike", "Kutum", day="2025-06-08")],
    ),
    "between the evening and the morning": (
        (
            "Between Tuesday evening and Wednesday morning 12 drones were downed over the Kursk "
            "region."
        ),
        [W("interception", "Kursk Oblast", day="2025-06-11", counts={"downed": 12})],
    ),
    "the other side, for its part, tells of its own night": (
        (
            "In Nikopol, a man was killed by a shell on Tuesday evening, the governor said. "
            "Russia's Defense Ministry, for its part, said that 12 drones had been downed over the "
            "Kursk region."
        ),
        [
            W("shelling", "Nikopol", day="2025-06-10", counts={"killed": 1}),
            W("interception", "Kursk Oblast", day="2025-06-12", counts={"downed": 12}),
        ],
    ),
    "the one day that the lead gives": (
        (
            "Thousands marched in Nairobi yesterday.\n\nHospitals were full. Doctors worked long "
            "hours. Traders kept their shops closed. Parliament did not sit.\n\nIn Mombasa, "
            "hundreds marched with flowers."
        ),
        [W("protest", "Nairobi", day="2025-06-11"), W("protest", "Mombasa", day="2025-06-11")],
    ),
}

MORE = {
    "the staff in a city speaks": (
        (
            "Missiles struck Lviv on Monday. More than 80 missiles were fired, the general staff "
            "in Kyiv said."
        ),
        [
            W("missile_strike", "Lviv", day="2025-06-09"),
            W("missile_strike", "Ukraine", counts={"launched": 80}),
        ],
    ),
    "a press conference is no scene, a conference is": (
        (
            "At a security conference in Munich, the president met Vice President Kamala Harris on "
            "Monday."
        ),
        [W("talks", "Munich", day="2025-06-09")],
    ),
    "a city so far north of the capital": (
        (
            "Three missiles hit a house in Chernihiv, a city 150 kilometers north of Ukraine's "
            "capital, on Monday."
        ),
        [W("missile_strike", "Chernihiv", day="2025-06-09")],
    ),
    "had fallen, behind what explains it": (
        "Homs, the third-largest city, had fallen to the rebels on Monday.",
        [W("territory_captured", "Homs", day="2025-06-09")],
    ),
    "most of the town of": (
        "Turkish-backed fighters took most of the town of Manbij on Monday.",
        [W("territory_captured", "Manbij", day="2025-06-09")],
    ),
    "in their hands": (
        (
            "Rebels of the M23 group claimed on Monday that Goma, a city of two million, was in "
            "their hands."
        ),
        [W("territory_captured", "Goma", "M23", "2025-06-09")],
    ),
    "under control, of a town told of before": (
        (
            "Troops withdrew from Avdiivka on Monday. The minister reported later that the town "
            "was fully under Russian control."
        ),
        [W("withdrawal", "Avdiivka"), W("territory_captured", "Avdiivka")],
    ),
    "still in the hands of": (
        (
            "A drone struck a mosque in El Fasher on Monday, the last city still in the hands of "
            "the army."
        ),
        [W("drone_attack", "El Fasher", day="2025-06-09")],
    ),
    "aimed at": (
        "Drones were aimed at a refinery in Ryazan on Monday.",
        [W("drone_attack", "Ryazan", day="2025-06-09")],
    ),
    "stabbed on a street": (
        "In Tel Aviv, four people were stabbed on a street on Monday.",
        [W("armed_clash", "Tel Aviv", day="2025-06-09", counts={"injured": 4})],
    ),
    "settlers set houses on fire": (
        "Masked settlers had set houses and cars on fire in the village of Jinsafut on Monday.",
        [W("riot", "Jinsafut", day="2025-06-09")],
    ),
    "attacks that have to stop": (
        "Trump said that the attacks on ships in the Red Sea had to stop.",
        [],
    ),
    "so many injured by shells": (
        "In Gisenyi, five people were killed and 35 injured by shells on Monday.",
        [W("shelling", "Gisenyi", counts={"killed": 5, "injured": 35})],
    ),
    "the dead of strikes are put at": (
        (
            "Missiles hit Haifa on Monday. Iran's envoy put the dead of Israel's strikes at 78 and "
            "the wounded at more than 320."
        ),
        [
            W("missile_strike", "Haifa", day="2025-06-09"),
            W("strike", "Iran", "Israel", counts={"killed": 78, "injured": 320}),
        ],
    ),
    "one of the dead was there": (
        "Missiles hit Haifa on Monday. One of the dead was a woman in Ramat Gan.",
        [W("missile_strike", "Haifa"), W("strike", "Ramat Gan", counts={"killed": 1})],
    ),
    "workers who ran a clinic were killed": (
        "Nine workers of the group who ran the last clinic were killed in Zamzam on Friday.",
        [W("casualties", "Zamzam camp", day="2025-06-06", counts={"killed": 9})],
    ),
    "one of them in a town where others were hurt": (
        (
            "In the Kherson region two people died in shelling, one of them in Beryslav, where a "
            "hospital was hit and two medics were wounded."
        ),
        [
            W("shelling", "Kherson Oblast", counts={"killed": 2}),
            W("shelling", "Beryslav", counts={"killed": 1, "injured": 2}),
        ],
    ),
    "three jets, two of them of a make": (
        "Three fighter jets, two of the Su-34 type, were shot down over the Donetsk region.",
        [W("interception", "Donetsk Oblast", counts={"downed": 3})],
    ),
    "something destroyed in a town after others were struck": (
        "Eight drones were shot down over the Kursk region. In Rylsk, a substation was damaged.",
        [W("interception", "Kursk Oblast", counts={"downed": 8}), W("strike", "Rylsk")],
    ),
    "who is blamed for what a clause speaks of": (
        (
            "A missile hit Lviv on Monday. It was the reply to an explosion on a bridge, for which "
            "Moscow blames Ukraine."
        ),
        [W("missile_strike", "Lviv", day="2025-06-09")],
    ),
    "it, the missile, was brought down": (
        (
            "In Eilat, sirens sounded as a missile was fired from Yemen; it was brought down over "
            "the city."
        ),
        [W("missile_strike", "Eilat", counts={"downed": 1})],
    ),
    "a man died, behind what is inserted": (
        "Rockets fell on Haifa on Monday. A man of 50, hit by shrapnel while in his car, died.",
        [W("rocket_attack", "Haifa", day="2025-06-09", counts={"killed": 1})],
    ),
    "so many missiles and a drone": (
        "The rebels fired 18 missiles and a drone at Eilat on Monday.",
        [W("missile_strike", "Eilat", counts={"launched": 19})],
    ),
    "an offensive that began earlier": (
        "Vovchansk was captured on Monday, in an offensive that began on Friday.",
        [W("territory_captured", "Vovchansk", day="2025-06-09")],
    ),
    "in answer to what was on another day": (
        "Iran fired missiles at Haifa in answer to the bombing of its sites on Tuesday.",
        [W("missile_strike", "Haifa", "Iran", "2025-06-12")],
    ),
    "a toll of another day is of another blow": (
        "Zamzam was overrun on Sunday. Nine people were killed there on Friday.",
        [
            W("territory_captured", "Zamzam camp", day="2025-06-08"),
            W("casualties", "Zamzam camp", day="2025-06-06", counts={"killed": 9}),
        ],
    ),
    "the border region, where": (
        (
            "It was revenge for the shelling of Belgorod, the border region, where a woman had "
            "been killed on Tuesday."
        ),
        [W("strike", "Belgorod Oblast", day="2025-06-10", counts={"killed": 1})],
    ),
    "a night's total joins the blow on the land": (
        (
            "At least five people were killed when Russia fired missiles at Ukraine on Tuesday.\n\n"
            "In Kharkiv people slept below. Snow fell.\n\nPower was cut. Trains were late.\n\n"
            "Out of 99 missiles, 72 were destroyed by air defenses, said Ukraine's general."
        ),
        [
            W(
                "missile_strike",
                "Ukraine",
                "Russia",
                counts={"killed": 5, "launched": 99, "downed": 72},
            ),
        ],
    ),
}

STILL_MORE = {
    "a day after soldiers entered the city": (
        "People danced in Kherson on Wednesday, a day after Ukrainian soldiers entered the city.",
        [W("territory_captured", "Kherson", "Ukraine", "2025-06-10")],
    ),
    "two days after a blow, another": (
        (
            "Two days after missiles of Iran had hit a village in Balochistan province and killed "
            "two children, Pakistan carried out strikes in Zahedan on Wednesday."
        ),
        [
            W("missile_strike", "Balochistan", "Iran", "2025-06-09", {"killed": 2}),
            W("strike", "Zahedan", "Pakistan", "2025-06-11"),
        ],
    ),
    "where he also met others": (
        (
            "Kyiv had nothing to do with it, the president said in Helsinki, where he met the "
            "leaders of five countries."
        ),
        [W("talks", "Helsinki")],
    ),
    "wounded the same day": (
        "In Kherson, 21 people were killed and 48 wounded the same day by shells.",
        [W("shelling", "Kherson", counts={"killed": 21, "injured": 48})],
    ),
    "fired at a town, where four died, and at another": (
        (
            "Iran's Guards fired missiles at Irbil, in Iraq, where four people were killed, and at "
            "Idlib in Syria."
        ),
        [
            W("missile_strike", "Erbil", "Iran", counts={"killed": 4}),
            W("missile_strike", "Idlib", "Iran"),
        ],
    ),
    "attacked, as were two more": (
        "Engels was attacked by drones, as were Saratov and Volgograd.",
        [
            W("drone_attack", "Engels"),
            W("drone_attack", "Saratov"),
            W("drone_attack", "Volgograd"),
        ],
    ),
    "a visit cut short": (
        "The prime minister cut short a visit to Davos on Monday.",
        [],
    ),
    "the first time that it did": (
        "Israeli jets hit Hodeidah on Monday. It was the first time that Israel struck Yemen.",
        [W("air_strike", "Hodeidah", "Israel", "2025-06-09")],
    ),
    "set ablaze, far from its verb": (
        "Israeli jets set fuel tanks and a power station ablaze in Hodeidah on Monday.",
        [W("air_strike", "Hodeidah", "Israel", "2025-06-09")],
    ),
    "fired by a group, the next sentence says": (
        (
            "A rocket killed 12 people in Majdal Shams on Monday. Israel says that it was a Falaq, "
            "fired by Hezbollah from Lebanon."
        ),
        [W("rocket_attack", "Majdal Shams", "Hezbollah", "2025-06-09", {"killed": 12})],
    ),
    "killing seven, behind where it fell": (
        (
            "A bridge fell on a train in the Bryansk region on Saturday, killing seven people. "
            "Explosives had brought it down."
        ),
        [W("casualties", "Bryansk Oblast", day="2025-06-07", counts={"killed": 7})],
    ),
    "sat down in a city": (
        "On Monday delegations of Russia and Ukraine sat down in Istanbul.",
        [W("talks", "Istanbul", day="2025-06-09")],
    ),
    "all but one": (
        "Iran fired 14 missiles at Haifa on Monday. All but one were shot down.",
        [W("missile_strike", "Haifa", "Iran", "2025-06-09", {"launched": 14})],
    ),
    "hit, it was said, by so many drones": (
        "The port of Izmail was hit on Sunday, the governor said, by 17 drones.",
        [W("drone_attack", "Izmail", day="2025-06-08", counts={"launched": 17})],
    ),
}

BULLETINS = {
    "attacked so many times near": (
        "In the Lyman direction, the enemy attacked 12 times near Yampil and Zarichne.",
        [W("armed_clash", "Yampil"), W("armed_clash", "Zarichne")],
    ),
    "so many assaults in the areas of": (
        "The defence forces stopped 51 assaults in the areas of Rodynske and Pokrovsk.",
        [W("armed_clash", "Rodynske"), W("armed_clash", "Pokrovsk")],
    ),
    "the invaders were stopped": (
        "Our defenders stopped the invaders near Kupiansk.",
        [W("armed_clash", "Kupiansk")],
    ),
    "impacts are also reported": (
        "A ballistic missile hit Beersheba on Monday. Impacts are also reported in Holon.",
        [W("missile_strike", "Beersheba"), W("strike", "Holon")],
    ),
    "a force enters a village": (
        "An Israeli force of four vehicles entered the village of Saida al-Golan on Monday.",
        [W("territory_captured", "Saida al-Golan", "Israel", "2025-06-09")],
    ),
    "the day before is of the other half": (
        (
            "A missile hit Beersheba on Monday. The ward had been emptied the day before; 71 "
            "people were hurt."
        ),
        [W("missile_strike", "Beersheba", day="2025-06-09", counts={"injured": 71})],
    ),
    "the enemy is who attacks": (
        "Russians wounded ten people in Odesa on Monday. The enemy attacked Brovary with drones.",
        [
            W("strike", "Odesa", "Russia", "2025-06-09", {"injured": 10}),
            W("drone_attack", "Brovary", "Russia"),
        ],
    ),
}

CASES = [
    pytest.param(*case, id=name)
    for table in (PLACES, NUMBERS, DEEDS, DAYS, MORE, STILL_MORE, BULLETINS)
    for name, case in table.items()
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_round_about_sentences(text: str, wanted: list[Want], gazetteer: Gazetteer) -> None:
    check(text, wanted, gazetteer)


def test_a_place_named_in_the_next_sentence_shows_that_sentence(gazetteer: Gazetteer) -> None:
    found = read(
        "Two villages in the Donetsk region were captured, Russia said. They are Yampil and "
        "Torske.",
        gazetteer,
    )
    torske = next(e for e in found if e.where.place and e.where.place.name == "Torske")
    assert torske.evidence[0].text == "They are Yampil and Torske."
    assert "named for the places of the sentence before" in torske.where.reason
