"""Names are read by where the text says that they lie, sites by the town they are named after."""

from __future__ import annotations

import pytest

from geomap import pipeline
from geomap.documents import from_text
from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _regions(text: str, gazetteer: Gazetteer) -> dict[str, tuple[str, str | None] | None]:
    """Return, by the words of each mention, the name and region of its place."""
    found = pipeline.resolved(from_text(text), gazetteer)
    return {r.mention.text: r.place and (r.place.name, r.place.admin1) for r in found}


BESIDE = {
    "in a stretch of land that is named": (
        "Artillery shelled the outskirts of Koya in the Yarmouk Basin.",
        "Koya", ("Koya", None),
    ),
    "small words between hyphens": (
        "In northern Iran, at Astaneh-ye Ashrafiyeh, nine people died.",
        "Astaneh-ye Ashrafiyeh", ("Astaneh-ye Ashrafiyeh", "Gilan Province"),
    ),
    "a name before the article of the next": (
        "In Beit Lahiya the Indonesian Hospital was shelled.",
        "Beit Lahiya", ("Beit Lahia", "Gaza Strip"),
    ),
    "a small town far from the land named behind it": (
        "Two soldiers were killed by a mine at Sindian, Casamance, on 27 March.",
        "Sindian", ("Casamance", None),
    ),
    "a side of a town, in brackets": (
        "Russian forces seized Poltavka (northwest of Hulyaipole) on Monday.",
        "Poltavka", ("Poltavka", "Zaporizhzhia Oblast"),
    ),
    "near a town, in brackets": (
        "Russian forces advanced in Novoselivka (near Hulyaipole) and shelled Kharkiv.",
        "Novoselivka", ("Novoselivka", "Zaporizhzhia Oblast"),
    ),
    "so many kilometres from a town": (
        "Drones hit Malynivka (10 km east of Hulyaipole), the army in Kharkiv said.",
        "Malynivka", ("Malynivka", "Zaporizhzhia Oblast"),
    ),
    "a city that is near what is named stays": (
        "Kharkiv (near Chuhuiv) was shelled.",
        "Kharkiv", ("Kharkiv", "Kharkiv Oblast"),
    ),
    "an airport": (
        "Drones hit Erbil International Airport, officials in Iraq said.",
        "Erbil International Airport", ("Erbil International Airport", "Erbil"),
    ),
    "a town, not a country that some tongue calls so": (
        "An Israeli strike on Qana killed ten people.",
        "Qana", ("Qana", "Liban-Sud"),
    ),
    "a country that English calls so": (
        "US officials flew from Washington to Burma.",
        "Burma", ("Myanmar", None),
    ),
    "a city, not a region elsewhere for which nothing speaks": (
        "Manchester United lost 2-1 at Newcastle on Saturday.",
        "Manchester", ("Manchester", "England"),
    ),
    "what that city then speaks for": (
        "Manchester United lost 2-1 at Newcastle on Saturday.",
        "Newcastle", ("Newcastle upon Tyne", "England"),
    ),
    "the United States, not a village near Paris": (
        "The leaders met in Paris and in Brussels. A US envoy came too.",
        "US", ("United States", None),
    ),
    "the town near the others of a text": (
        "Manchester lost at Newcastle. They go to Lisbon next. Brighton host Leeds on Sunday.",
        "Newcastle", ("Newcastle upon Tyne", "England"),
    ),
    "of two towns in a region the one that the others lie around": (
        "Springfield is in Illinois. People from Rochester and Chatham spoke in Springfield.",
        "Chatham", ("Chatham", "Illinois"),
    ),
    "a city, not a hamlet of its name near others": (
        "Shells fell on Zaporizhzhia city, Polohy and Tokmak.",
        "Zaporizhzhia", ("Zaporizhzhia", "Zaporizhzhia Oblast"),
    ),
    "a camp": (
        "Soldiers raided Balata camp near Nablus.",
        "Balata camp", ("Balata camp", "West Bank"),
    ),
    "a township of Myanmar": (
        "Troops torched houses in Depayin Township in the Sagaing Region.",
        "Depayin Township", ("Depayin", "Sagaing Region"),
    ),
    "a township of the United States, which lies where nobody knows": (
        "Police in Washington Township, New Jersey, made an arrest.",
        "Washington Township", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BESIDE)
def test_a_name_is_read_by_where_it_lies(case, gazetteer) -> None:
    text, name, wanted = BESIDE[case]
    assert _regions(text, gazetteer)[name] == wanted


def test_a_town_among_the_others_of_its_region(gazetteer) -> None:
    text, name, _ = BESIDE["of two towns in a region the one that the others lie around"]
    place = next(
        r.place for r in pipeline.resolved(from_text(text), gazetteer) if r.mention.text == name
    )
    assert place is not None
    assert round(place.lat) == 40


def test_what_is_named_after_a_town_lies_around_it(gazetteer) -> None:
    (found,) = pipeline.resolved(from_text("They landed at Copenhagen Airport."), gazetteer)
    assert found.location is not None
    assert found.location.uncertainty_km >= 10
    assert "named after Copenhagen" in found.reason
