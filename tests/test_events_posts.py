"""Turns of governors' posts, monitors and wires: what must come out of each.

Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

import pytest

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.gazetteer import Gazetteer
from test_events_rules import PUBLISHED, Want, check, read

W = Want


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


PLACES = {
    "communities named after their towns": (
        (
            "The enemy shelled the Nikopol district. The Marhanets, Pokrovska and Myrivska "
            "communities suffered."
        ),
        [
            W("shelling", "Nikopol Raion"),
            W("strike", "Marhanets"),
            W("strike", "Pokrovske"),
            W("strike", "Myrove"),
        ],
    ),
    "the countryside of a capital is a region": (
        "Damascus countryside: Two men were shot dead by unidentified gunmen.",
        [W("armed_clash", "Damascus Countryside", counts={"killed": 2})],
    ),
    "regions in a list with a comma before the last": (
        "Russian drones struck depots in Kharkiv, Chernihiv, and Kherson oblasts.",
        [
            W("drone_attack", "Kharkiv Oblast"),
            W("drone_attack", "Chernihiv Oblast"),
            W("drone_attack", "Kherson Oblast"),
        ],
    ),
    "where drones come from": (
        (
            "Russian forces launched 97 drones from the directions of Bryansk, Kursk, and "
            "Millerovo; Ukrainian forces downed 84 drones."
        ),
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 97, "downed": 84})],
    ),
    "each number at a place of its own": (
        "Israeli jets bombed Gaza. Six died in a house in Rafah and three in the Nuseirat camp.",
        [
            W("air_strike", "Gaza Strip"),
            W("strike", "Rafah", counts={"killed": 6}),
            W("strike", "Nuseirat", counts={"killed": 3}),
        ],
    ),
    "the second deed of the same people": (
        (
            "In western Niger, gunmen shot 15 people in the village of Takoubatt, then killed "
            "seven others on its outskirts, bringing the number of dead to 22."
        ),
        [W("armed_clash", "Takoubatt", counts={"killed": 22})],
    ),
    "the thing of a town was hit": (
        "Israeli jets bombed Qom. Isfahan's nuclear complex was hit, too.",
        [W("air_strike", "Qom"), W("strike", "Isfahan")],
    ),
    "a camp that lies north of a town": (
        "A bullet fired at the entrance of the Arroub camp, north of Hebron, killed a man.",
        [W("strike", "Arroub camp", counts={"killed": 1})],
    ),
    "where the victim was": (
        "The guard who was sleeping in the town hall of Blida, was shot dead by Israeli soldiers.",
        [W("armed_clash", "Blida", counts={"killed": 1})],
    ),
    "a district heads the paragraph": (
        (
            "Valuyki. A drone hit a car.\n\nShebekino municipal district. Two drones hit a farm. "
            "A driver was wounded."
        ),
        [
            W("drone_attack", "Valuyki"),
            W("drone_attack", "Shebekino", counts={"launched": 2, "injured": 1}),
        ],
    ),
}

MORE_PLACES = {
    "districts of a city that is named before": (
        (
            "Russian drones hit Kyiv. Homes were set on fire by drones in the Desnianskyi and "
            "Podilskyi districts."
        ),
        [W("drone_attack", "Kyiv")],
    ),
    "a district of a great city just hit": (
        "Russian drones hit Kyiv. Homes were set on fire by drones in the Podilskyi district.",
        [W("drone_attack", "Kyiv")],
    ),
    "districts of a region in a list": (
        "Two drones were shot down over the Skadovsk and Kakhovka districts.",
        [W("interception", "Skadovsk Raion"), W("interception", "Kakhovka Raion")],
    ),
    "a territory holds the village": (
        "Militiamen of the ADF hacked nine villagers to death in Mayba, in Lubero territory.",
        [W("armed_clash", "Mayba", counts={"killed": 9})],
    ),
    "the list goes on past where its first member lies": (
        (
            "Israeli jets hit the power station of Haziz, south of the city, and the ports of "
            "Hodeidah and Salif."
        ),
        [
            W("air_strike", "Hizyaz power plant"),
            W("air_strike", "Hodeidah"),
            W("air_strike", "Salif"),
        ],
    ),
    "a town left without power": (
        "Enerhodar was left without power after a strike on a substation.",
        [W("strike", "Enerhodar")],
    ),
    "regions behind a colon": (
        "In all, 35 drones were downed over Russian regions: 23 over Bryansk and 12 over Saratov.",
        [
            W("interception", "Bryansk Oblast", counts={"downed": 23}),
            W("interception", "Saratov Oblast", counts={"downed": 12}),
        ],
    ),
}

WHEN = {
    "the first line says of which day": (
        "Briefly about the past day, June 11.\n\nHlukhiv: a Russian drone hit a shop.",
        [W("drone_attack", "Hlukhiv", day="2025-06-11")],
    ),
    "the night that followed": (
        (
            "A guided bomb hit Kharkiv on Monday. In the night that followed, drones struck "
            "Derhachi."
        ),
        [W("air_strike", "Kharkiv"), W("drone_attack", "Derhachi", day="2025-06-10")],
    ),
    "a day of last week": (
        "A Russian missile hit Kramatorsk on Friday of last week.",
        [W("missile_strike", "Kramatorsk", day="2025-06-06")],
    ),
    "the night to a day": (
        "Israeli jets bombed Isfahan in the night to Wednesday.",
        [W("air_strike", "Isfahan", day="2025-06-11")],
    ),
    "a day that a sentence without event is about": (
        "Drones hit Sumy on Monday. Tuesday was no calmer. A shell fell on a farm in Hlukhiv.",
        [
            W("drone_attack", "Sumy", day="2025-06-09"),
            W("shelling", "Hlukhiv", day="2025-06-10"),
        ],
    ),
    "two days of a month": (
        "On 7 and 8 June, shelling in El Fasher killed 20 people.",
        [W("shelling", "El Fasher", day="2025-06-08", counts={"killed": 20})],
    ),
}

KINDS = {
    "streets are blocked": (
        "Streets in Beirut were blocked by retired soldiers on Monday.",
        [W("protest", "Beirut", day="2025-06-09")],
    ),
    "fighters leave a town": (
        "The last fighters of the SDF left the northern town of Manbij on Tuesday.",
        [W("withdrawal", "Manbij", "Syrian Democratic Forces", "2025-06-10")],
    ),
    "a post is overrun": (
        "JNIM overran an army post at Djibo on Monday, killing 50 soldiers.",
        [W("armed_clash", "Djibo", "JNIM", counts={"killed": 50})],
    ),
    "a convoy is set upon": (
        "Fighters set upon a convoy near Diema on Monday.",
        [W("armed_clash", "Diéma")],
    ),
    "a force penetrates into a village": (
        (
            "An Israeli force of eight vehicles penetrated into Jubata al-Khashab, arrested a "
            "young man and withdrew."
        ),
        [
            W("armed_clash", "Jubata al-Khashab", "Israel"),
            W("arrest", "Jubata al-Khashab", "Israel"),
        ],
    ),
    "protesters are who is shot at": (
        "Security forces shot at protesters in Lordegan on Monday, killing two of them.",
        [W("armed_clash", "Lordegan", counts={"killed": 2})],
    ),
    "a mine left behind": (
        "A mine left behind in a school killed two brothers in Manbij.",
        [W("mine", "Manbij", counts={"killed": 2})],
    ),
    "rifles open fire": (
        "Two men boarded a bus in Jerusalem and opened fire, killing six people.",
        [W("armed_clash", "Jerusalem", counts={"killed": 6})],
    ),
    "weapons used in numbers": (
        "Russia used more than 50 missiles and 400 drones overnight, Ukraine's president said.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 450})],
    ),
    "heard blasts are those of the raid": (
        "Blasts were heard over Doha. Israeli jets had struck a villa there.",
        [W("air_strike", "Doha", "Israel")],
    ),
    "a flag on one's own land": (
        "Footage shows Ukrainian soldiers raising a flag in Hryshyne, northwest of Pokrovsk.",
        [W("territory_regained", "Hryshyne", "Ukraine")],
    ),
    "explosives of an old war": (
        "Eight people were killed when their car ran over an explosive remnant of war near Bara.",
        [W("mine", "Bara", counts={"killed": 8})],
    ),
    "targets in the air": (
        "City of Belgorod.\n\nAir defence shot down three aircraft-type targets over Belgorod.",
        [W("interception", "Belgorod", "Ukraine", counts={"downed": 3})],
    ),
    "a cell attacks a patrol": (
        "ISIS cells attacked a patrol of the SDF in Hajin on Monday.",
        [W("armed_clash", "Hajin", "Islamic State")],
    ),
    "fire was set by somebody": (
        "In Burqa, northwest of Nablus, fire was set by settlers to three cars.",
        [W("riot", "Burqa")],
    ),
}

NUMBERS = {
    "nobody was hurt": (
        "A shell exploded in Kfar Kila without anyone being injured.",
        [W("explosion", "Kfar Kila", counts={"injured": 0})],
    ),
    "both sides lost men": (
        "Fighting flared in Marib. It killed three soldiers and four Houthis.",
        [W("armed_clash", "Marib", counts={"killed": 7})],
    ),
    "the sum of two sentences": (
        (
            "Gunmen shot at a bus near Hajin. Two people died on the spot; a third succumbed to "
            "his injuries, bringing the death toll to three."
        ),
        [W("armed_clash", "Hajin", counts={"killed": 3})],
    ),
    "splinters hit somebody": (
        "A drone hit a car in Tyre. A passer-by was hit by fragments.",
        [W("drone_attack", "Tyre", counts={"injured": 1})],
    ),
    "people were buying food": (
        "Shells that landed on the market of Sange as people were buying food killed 36.",
        [W("shelling", "Sange", counts={"killed": 36})],
    ),
    "reported dead": (
        "A missile hit Odesa. Two people were reported dead in the port.",
        [W("missile_strike", "Odesa", counts={"killed": 2})],
    ),
    "the toll of a day is that of all places": (
        "Israeli jets bombed Hodeidah. One man was killed there, bringing the day's toll to three.",
        [W("air_strike", "Hodeidah", counts={"killed": 1})],
    ),
    "a couple are two": (
        "A drone hit a car in Derhachi. The hospital admitted a married couple.",
        [W("drone_attack", "Derhachi", counts={"injured": 2})],
    ),
    "of them": (
        "Omdurman was shelled on Monday as worshippers left a mosque. Three of them were killed.",
        [W("shelling", "Omdurman", counts={"killed": 3})],
    ),
    "shot in the foot": (
        "Israeli troops raided Nablus. A youth was shot in the foot.",
        [W("armed_clash", "Nablus", counts={"injured": 1})],
    ),
    "the name of the one killed follows": (
        "Israeli soldiers shot at a car in Jenin and killed Ahmad Jawabra, 20.",
        [W("armed_clash", "Jenin", counts={"killed": 1})],
    ),
}

APART = {
    "the object stands before the particle": (
        "Troops shot a drone down over Merowe on Monday.",
        [W("interception", "Merowe", counts={"downed": 1})],
    ),
    "shot dead": (
        "Gunmen shot three men dead in Quetta on Monday.",
        [W("armed_clash", "Quetta", counts={"killed": 3})],
    ),
    "pushed out of": (
        "Ukrainian troops pushed Russian units out of Kupiansk on Monday.",
        [W("territory_regained", "Kupiansk", "Ukraine")],
    ),
    "hurt by shrapnel in a search": (
        (
            "Israeli forces killed a boy during a search operation in Balata on Monday; four "
            "others were injured by shrapnel."
        ),
        [W("armed_clash", "Balata camp", "Israel", counts={"killed": 1, "injured": 4})],
    ),
    "explosions are those of what was shot down": (
        "The army shot down a drone over Merowe overnight; residents heard explosions.",
        [W("interception", "Merowe", counts={"downed": 1})],
    ),
    "shells cover a village": (
        "Four shellings covered Hlukhiv on Monday.",
        [W("shelling", "Hlukhiv")],
    ),
    "cars are stoned": (
        "Settlers stoned cars near Nablus on Monday.",
        [W("riot", "Nablus")],
    ),
    "buildings are brought down": (
        "Israeli jets brought down two buildings in Tyre on Monday.",
        [W("air_strike", "Tyre", "Israel")],
    ),
}

NOTHING = {
    "a stampede": "Two people were killed in a stampede for bread in Kadugli on Monday.",
    "those who had been kidnapped are free": (
        "Troops rescued 62 kidnapped villagers from a camp in Zamfara on Monday."
    ),
    "half a year": "In all, 42 people were killed in Nablus in the first half of the year.",
    "a fall at work": "A worker died in a fall from a scaffold in Beit Sahour on Sunday.",
    "an explosion that was an accident": (
        "An explosion in Karaj killed two people on Monday. A gas leak was to blame, it was said."
    ),
    "a family leaves dead behind": "The drought has left 20 villages in Marib without water.",
    "a minister leaves": "The minister left the city of Kyiv on Monday.",
    "a club suffers": "The club suffered in Odesa on Monday.",
    "snow blocks": "Snow blocked the road to Zahle on Monday.",
}


def test_our_region_is_that_of_the_office_that_writes(gazetteer) -> None:
    """A post of a head of a region names it in its headline alone."""
    text = (
        "Sumy Regional Military Administration\n\nThe Russians shelled 41 settlements of the "
        "region. Over the day 38 people were evacuated from our villages."
    )
    document = from_text(text, published=PUBLISHED)
    found = events.extract(pipeline.locate([document], gazetteer), gazetteer)
    told = {(e.kind.value, e.where.place.name) for e in found if e.where.place is not None}
    assert told == {("shelling", "Sumy Oblast"), ("evacuation", "Sumy Oblast")}


def test_a_blow_outside_a_country_breaks_nothing(gazetteer) -> None:
    """It has no place on the map, and what else is told keeps its own."""
    text = "A missile fired at Ben Gurion airport was intercepted outside Israel's borders."
    assert all(e.where.location is None for e in read(text, gazetteer))


def _cases(*tables: dict[str, tuple[str, list[W]]]) -> list[pytest.param]:
    return [pytest.param(*case, id=name) for table in tables for name, case in table.items()]


@pytest.mark.parametrize(
    ("text", "wanted"), _cases(PLACES, MORE_PLACES, WHEN, KINDS, NUMBERS, APART)
)
def test_a_turn_of_posts_and_wires_is_read_as_a_reader_does(text, wanted, gazetteer) -> None:
    check(text, wanted, gazetteer)


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_violence_is_no_event(name, gazetteer) -> None:
    assert [e.kind for e in read(NOTHING[name], gazetteer)] == []
