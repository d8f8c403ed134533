"""Villages are recognised where a report on their country names them; people there are not."""

from __future__ import annotations

import pytest

from geomap import places
from geomap.documents import from_text
from geomap.gazetteer import Gazetteer
from geomap.model import Usage


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _names(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    return tuple(m.text for m in places.recognise(from_text(text), gazetteer))


NAMED = {
    "behind names in a list": (
        "Israeli jets hit the town of Srifa, Tayr Debba, Maaroub and the outskirts of Qana.",
        ("Israeli", "Srifa", "Tayr Debba", "Maaroub", "Qana"),
    ),
    "before a bracket that says where it lies": (
        "Forces seized Poltavka (northwest of Hulyaipole) and Chunyshyne (south of Pokrovsk).",
        ("Poltavka", "Hulyaipole", "Chunyshyne", "Pokrovsk"),
    ),
    "behind what is done to places": (
        "Rebels seized Walikale and pushed towards Kisangani after taking Goma and Bukavu.",
        ("Walikale", "Kisangani", "Goma", "Bukavu"),
    ),
    "what befell them": (
        "Drones hit Kharkiv and Zaporizhzhia. Robotyne was shelled twice. Verbove has fallen.",
        ("Kharkiv", "Zaporizhzhia", "Robotyne", "Verbove"),
    ),
    "what is fought over, held and won back": (
        "Drones hit Kharkiv and Sumy. Troops won back Robotyne and held Synkivka.",
        ("Kharkiv", "Sumy", "Robotyne", "Synkivka"),
    ),
    "firms and people that something befell": (
        "Drones hit Kharkiv and Sumy. Naftogaz was attacked, Rosneft was hit, Petrenko was taken.",
        ("Kharkiv", "Sumy"),
    ),
    "a capital that speaks": (
        "Shells fell on Chasiv Yar, Izium and Kostiantynivka. Kyiv said it needed more missiles.",
        ("Chasiv Yar", "Izium", "Kostiantynivka", "Kyiv"),
    ),
    "whose residents speak": (
        "Bombs went off in Tal Abyad and in Al-Bab. Residents of Suluk said they heard them.",
        ("Tal Abyad", "Al-Bab", "Suluk"),
    ),
    "camps and checkpoints": (
        "Soldiers raided Balata camp, Ain al-Hilweh refugee camp and Qalandia checkpoint.",
        ("Balata camp", "Ain al-Hilweh", "Qalandia checkpoint"),
    ),
    "the camp of a politician": (
        "The Trump camp and the Clinton camp met in Chicago.",
        ("Chicago",),
    ),
    "an outlet that bears a region's name": (
        "The Irrawaddy: Jets bombed Kyaukphyu, a source told The Irrawaddy on the Irrawaddy.",
        ("Kyaukphyu", "Irrawaddy"),
    ),
    "a name with its article": (
        "A judge in The Hague told The Gambia so.",
        ("The Hague", "Gambia"),
    ),
    "a country's name as a forename": (
        "She later met Jordan Bardella in Strasbourg, and Georgia Meloni praised him.",
        ("Strasbourg",),
    ),
    "a country whose words are names of people": (
        "Landslides blocked roads in Baguio. Hong Kong raised its storm signal.",
        ("Baguio", "Hong Kong"),
    ),
    "a forename before an apposition": (
        "Chad Kassoum, a researcher in Dakar, said so.",
        ("Dakar",),
    ),
    "a short name in a list": (
        "Shells fell in Srinagar, Poonch, Uri and Kupwara. Police in Pahalgam, in India, said so.",
        ("Srinagar", "Poonch", "Uri", "Kupwara", "Pahalgam", "India"),
    ),
    "a person with whom others are": (
        "Solidarity with Imamoglu was expressed in Istanbul, Ankara and Izmir.",
        ("Istanbul", "Ankara", "Izmir"),
    ),
    "a person whose forename stands elsewhere": (
        "Israel struck Beirut and Tyre. Nawaf Salam spoke. Salam asked for help in Sidon.",
        ("Israel", "Beirut", "Tyre", "Sidon"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_names_of_the_countries_reported_on(case, gazetteer) -> None:
    text, wanted = NAMED[case]
    assert _names(text, gazetteer) == wanted


USED = {
    "a side of a crossing": (
        "Trucks queued at the crossing with Afghanistan.", "Afghanistan", Usage.LITERAL,
    ),
    "a side of a border area": (
        "Gunmen hide in the tri-border area with Mali and Burkina Faso.", "Burkina Faso",
        Usage.LITERAL,
    ),
    "a party to talks": ("A deal with Mali was signed.", "Mali", Usage.ASSOCIATIVE),
    "where a traveller starts": ("The envoy flew from Amman to Aden.", "Amman", Usage.LITERAL),
    "who sends a man of office": (
        "An envoy from Moscow spoke.", "Moscow", Usage.ASSOCIATIVE,
    ),
    "the first of those who act": (
        "London, Paris and Berlin urged restraint.", "London", Usage.ASSOCIATIVE,
    ),
    "the first of those who protest": (
        "Jakarta, Hanoi and Manila protested to Beijing.", "Jakarta", Usage.ASSOCIATIVE,
    ),
    "to whom one protests": (
        "Hanoi and Manila protested to Beijing.", "Beijing", Usage.ASSOCIATIVE,
    ),
    "what was hit, in a list": (
        "Moscow, Tula and Kaluga were shelled.", "Moscow", Usage.LITERAL,
    ),
    "those who hold talks": (
        "Tehran and Washington held indirect talks in Muscat.", "Tehran", Usage.ASSOCIATIVE,
    ),
    "where something is held": (
        "London, Paris and Berlin are cold.", "London", Usage.LITERAL,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", USED)
def test_how_capitals_and_neighbours_are_used(case, gazetteer) -> None:
    text, name, wanted = USED[case]
    found = {m.text: m.usage for m in places.recognise(from_text(text), gazetteer)}
    assert found[name] == wanted
